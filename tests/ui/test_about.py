"""The page about the program, and what the window says of files that are not as they were built."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult import __version__
from consult.assess import Knowledge
from consult.components import Component, read_components
from consult.log_line import Line, Log
from db.log import LogFile
from ui.about import licences, page
from ui.about.page import AboutPage
from ui.banner import Banner
from ui.trouble.files import FilesCheck
from ui.trouble.watch import Watch
from ui.workspace import Workspace


@pytest.fixture
def workspace(qapp: QApplication, knowledge: Knowledge) -> Workspace:
    return Workspace(knowledge)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return LogFile(tmp_path, say=lambda _said: None)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a bundle's, with a list of two parts."""
    folder = tmp_path / "程序"
    for name in ("Qt", "libz"):
        (folder / "licences" / name).mkdir(parents=True)
        (folder / "licences" / name / "LICENSE.txt").write_text(f"the text of {name}", encoding="utf-8")
    (folder / "licences" / "Consult-LICENSE.txt").write_text("ours", encoding="utf-8")
    (folder / "licences" / "Qt-NOTICE.txt").write_text("the notice", encoding="utf-8")
    listed = [
        {"name": name, "version": "1.2", "licenses": [{"license": {"name": "MIT <b>"}}]}
        for name in ("Qt", "libz")
    ]
    (folder / "licences" / "components.cdx.json").write_text(json.dumps({"components": listed}))
    (folder / "manifest.json").write_text("{}")
    for module in (licences, page):
        monkeypatch.setattr(module, "bundle", lambda: folder)
    return folder


def texts(shown: AboutPage) -> str:
    """Everything written on the page."""
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_says_what_is_running(workspace: Workspace, language: str, qtbot: QtBot) -> None:
    workspace.set_language(language)
    shown = AboutPage(workspace)
    qtbot.addWidget(shown)
    said = texts(shown)
    assert __version__ in said
    assert workspace.knowledge is not None
    assert workspace.knowledge.catalog.sha256 in said.replace(" ", "")
    assert workspace.knowledge.catalog.edition in said
    assert workspace.words.say("about.parts.source") in said
    assert workspace.words.say("guide.use.text") in said


def test_from_source_our_own_licences_can_be_read(workspace: Workspace, qtbot: QtBot) -> None:
    shown = AboutPage(workspace)
    qtbot.addWidget(shown)
    assert shown.list is not None
    assert shown.text is not None
    found = []
    for at in range(shown.list.count()):
        shown.list.setCurrentRow(at)
        found.append(shown.text.toPlainText())
    assert [any(words in text for text in found) for words in ("Apache License", "SIL OPEN FONT", "ISC")] == [
        True
    ] * 3
    assert all(len(text) > 500 for text in found)


def test_a_built_program_lists_each_part_with_its_text(
    workspace: Workspace, built: Path, qtbot: QtBot
) -> None:
    shown = AboutPage(workspace)
    qtbot.addWidget(shown)
    assert shown.list is not None
    assert shown.text is not None
    names = [shown.list.item(at).text() for at in range(shown.list.count())]
    assert "libz  1.2 · MIT <b>" in names
    shown.list.setCurrentRow(names.index("libz  1.2 · MIT <b>"))
    assert shown.text.toPlainText().endswith("the text of libz")
    assert workspace.words.say("about.hash.none") not in texts(shown)
    assert workspace.words.say("about.parts.source") not in texts(shown)


def test_a_broken_list_of_parts_is_said(workspace: Workspace, built: Path, qtbot: QtBot) -> None:
    (built / "licences" / "components.cdx.json").write_text('{"components": [{"name": 1}]}')
    (built / "licences" / "Qt-NOTICE.txt").unlink()
    shown = AboutPage(workspace)
    qtbot.addWidget(shown)
    assert workspace.words.say("about.parts.broken") in texts(shown)
    assert shown.list is not None
    assert shown.text is not None
    shown.list.setCurrentRow(shown.list.count() - 1)
    assert shown.text.toPlainText().endswith(workspace.words.say("about.text.none"))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"components": [{}]}', b'{"components": [{"name": "x"}]}']
)
def test_what_is_no_list_of_parts_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_components(data)


def test_a_part_without_a_version_is_one() -> None:
    data = b'{"components": [{"name": "icons", "licenses": [{"license": {"name": "ISC"}}]}]}'
    assert read_components(data) == (Component("icons", "", "ISC"),)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "not been declared yet who wrote"), ("zh_CN", "利益关系尚未声明")]
)
def test_it_says_that_authors_funding_and_interests_are_not_declared(
    workspace: Workspace, qtbot: QtBot, language: str, said: str
) -> None:
    workspace.set_language(language)
    shown = AboutPage(workspace)
    qtbot.addWidget(shown)
    assert said in texts(shown)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_changed_files_stand_in_the_banner(
    workspace: Workspace, log: Log, language: str, qtbot: QtBot
) -> None:
    workspace.set_language(language)
    changed = ("_internal/libQt6Core.so.6", "a", "b", "c", "d")
    watch = Watch(workspace, log, changed_files=lambda: changed)
    banner = Banner(workspace)
    qtbot.addWidget(banner)
    before = banner.text()
    banner.follow(watch)
    with qtbot.waitSignal(watch.compared, timeout=10_000):
        watch.begin()
    assert "_internal/libQt6Core.so.6" in banner.text()
    assert workspace.words.say("files.more", n=2) in banner.text()
    assert banner.text().endswith(before)
    assert banner.accessibleName() == banner.text()
    assert not banner.isHidden()


def test_whole_files_are_not_spoken_of(workspace: Workspace, log: Log, qtbot: QtBot) -> None:
    watch = Watch(workspace, log, changed_files=tuple)
    banner = Banner(workspace)
    qtbot.addWidget(banner)
    banner.follow(watch)
    before = banner.text()
    with qtbot.waitSignal(watch.compared, timeout=10_000):
        watch.begin()
    assert banner.text() == before
    assert watch.files is not None
    assert watch.files.found == "whole"


def test_files_are_compared_beside_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    threads: list[int] = []
    taken: list[tuple[object, int]] = []
    holder = QObject()
    check = FilesCheck(
        lambda: threads.append(threading.get_ident()) or "whole",  # type: ignore[func-returns-value]
        lambda found: taken.append((found, threading.get_ident())),
        holder,
    )
    check.start()
    qtbot.waitUntil(lambda: bool(taken))
    assert threads != [threading.get_ident()]
    assert taken == [("whole", threading.get_ident())]


def test_the_log_notes_that_files_changed(workspace: Workspace, log: Log, qtbot: QtBot) -> None:
    noted: list[Line] = []
    watch = Watch(workspace, log, changed_files=lambda: ("x",))
    watch.log = type("Kept", (), {"note": staticmethod(noted.append), "newest": log.newest})()
    watch.check_files()
    assert [line.kind for line in noted] == ["files_changed"]
