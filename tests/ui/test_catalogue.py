"""The catalogue in the window: the mark in the head, the banner for old content, the update, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.catalog import Catalog, Guideline, Signer
from consult.errors import CatalogError
from consult.hcc.knowledge import knowledge as compile_knowledge
from db.editions import Editions
from db.signed import Sealed
from resources import path
from tests.db.signing import built_from, resigned, update_file
from ui import app, theme
from ui.editions import CatalogueWindow
from ui.languages import Speaker
from ui.window import MainWindow
from ui.workspace import Workspace

IN_TIME = date(2026, 12, 24)
STATES = [
    (date(2027, 11, 23), ""),
    (date(2027, 11, 24), "due"),
    (date(2028, 11, 24), "outdated"),
    (date(2026, 11, 22), "clock"),
]
RELEASED = Signer("release", "0123456789ABCDEF", "Somebody")


class Clock:
    """A day that a test can change while the window is open."""

    def __init__(self, day: date = IN_TIME) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(knowledge: Knowledge, clock: Clock) -> Workspace:
    return Workspace(knowledge, today=clock)


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(path("catalog.sqlite"), tmp_path / "editions")


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, editions: Editions) -> Iterator[MainWindow]:
    theme.load_fonts()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    speaker = Speaker(application)
    workspace.language_changed.connect(speaker.speak)
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
        editions=lambda: editions,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    speaker.leave()


@pytest.fixture(scope="module")
def second(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition that calls one treatment otherwise and has lost another."""
    gone = next(iter(catalog.conflicts))
    texts = {
        language: {
            **{key: sentence for key, sentence in held.items() if key != f"conflict.{gone}"},
            "treatment.rfa.name": f"NEW NAME {language}",
        }
        for language, held in catalog.texts.items()
    }
    conflicts = {key: record for key, record in catalog.conflicts.items() if key != gone}
    return built_from(
        replace(catalog, conflicts=conflicts, texts=texts), 2, tmp_path_factory.mktemp("second")
    )


def mark(window: MainWindow) -> QToolButton:
    return window.identity._catalogue


def opened(qtbot: QtBot, window: MainWindow) -> CatalogueWindow:
    """The catalogue's window, opened by its key."""
    QTest.keyClick(window, Qt.Key.Key_F8)
    found = window.findChild(CatalogueWindow)
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    return found


def said_by_reader(widget: object) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


# -- the mark and the banner ---------------------------------------------------------------------------------------


def test_a_development_key_is_said_and_never_ticked(window: MainWindow, workspace: Workspace) -> None:
    assert mark(window).text() == "catalogue 2026.11 · development key"
    assert "✓" not in mark(window).text()
    workspace.set_language("zh_CN")
    assert mark(window).text() == "目录 2026.11 · 开发密钥"
    assert said_by_reader(mark(window)) == mark(window).text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("day", "state"), STATES)
def test_the_tick_stands_only_for_a_released_and_current_edition(
    window: MainWindow,
    workspace: Workspace,
    catalog: Catalog,
    clock: Clock,
    language: str,
    day: date,
    state: str,
) -> None:
    workspace.set_language(language)
    clock.day = day
    workspace.set_knowledge(compile_knowledge(replace(catalog, signer=RELEASED)))
    text = mark(window).text()
    assert ("✓" in text) is (state == "")
    if state:
        assert text.endswith(workspace.words.say(f"content.short.{state}"))
    assert RELEASED.holder in mark(window).toolTip()
    assert RELEASED.key in mark(window).toolTip()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("day", "state"), STATES)
def test_the_banner_appears_while_the_window_is_open(
    window: MainWindow, workspace: Workspace, clock: Clock, language: str, day: date, state: str
) -> None:
    assert window.banner.isHidden()
    workspace.set_language(language)
    clock.day = day
    workspace.set_value("age_years", 61)
    assert window.banner.isVisible() is bool(state)
    since = {"due": "2027-11-23", "outdated": "2028-11-23", "clock": "2026-11-23"}.get(state, "")
    wanted = workspace.words.say(f"content.{state}", date=since) if state else ""
    assert window.banner.text() == wanted
    clock.day = IN_TIME
    workspace.set_value("age_years", 62)
    assert window.banner.isHidden()


def test_a_refused_edition_is_said_with_what_is_used_instead(
    window: MainWindow, workspace: Workspace, knowledge: Knowledge
) -> None:
    error = CatalogError("catalog_changed", file="000000002.ccat")
    workspace.set_knowledge(knowledge, refused=[error])
    assert window.banner.isVisible()
    for language in ("zh_CN", "en"):
        workspace.set_language(language)
        assert workspace.words.error(error) in window.banner.text()
        assert "2026.11" in window.banner.text()


def test_the_program_loads_the_accepted_edition_and_names_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path))
    own = app.editions()
    own.accept(own.offer(update_file(resigned(2), tmp_path), IN_TIME))
    workspace = Workspace(today=Clock())
    app.load_catalogue(workspace)
    assert workspace.knowledge is not None
    assert workspace.knowledge.catalog.edition == "test-2"
    assert workspace.refused == ()
    (tmp_path / "editions" / "000000002.ccat").write_bytes(b"")
    app.load_catalogue(workspace)
    assert workspace.knowledge.catalog.edition == "2026.11"
    assert [error.code for error in workspace.refused] == ["catalog_not_update"]
    assert "edition_refused code=catalog_not_update" in capsys.readouterr().err


# -- the update ----------------------------------------------------------------------------------------------------


def test_by_keys_alone_from_the_form_to_the_new_edition(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    editions: Editions,
    second: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace.choose(["rfa", "mwa"])
    before = workspace.patient
    made = opened(qtbot, window)
    assert not made.isModal()
    assert "In use: 2026.11" in made.edition.text()
    assert "development key is public" in made.edition.text()
    assert made.focusWidget() is made.open_button
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(second), ""))
    QTest.keyClick(made.open_button, Qt.Key.Key_Space)
    assert made.focusWidget() is made.list
    text = made.list.toPlainText()
    assert "Conflicts between treatments: 0 added, 1 removed, 0 changed" in text
    assert "NEW NAME en" in text
    assert editions.in_use().knowledge.catalog.edition == "2026.11"
    QTest.keyClick(made.list, Qt.Key.Key_Tab)
    assert made.focusWidget() is made.keep_button
    QTest.keyClick(made.keep_button, Qt.Key.Key_Tab)
    assert made.focusWidget() is made.accept_button
    QTest.keyClick(made.accept_button, Qt.Key.Key_Space)
    assert made.said.text() == "In use from now on: edition test-2."
    assert not made.list.isVisible()
    assert editions.in_use().knowledge.catalog.edition == "test-2"
    assert "test-2" in mark(window).text()
    assert workspace.patient is before
    assert workspace.chosen == ("rfa", "mwa")
    assert workspace.words.treatment("rfa") == "NEW NAME en"
    listed = [window.options.model.index(row).data() for row in range(window.options.model.rowCount())]
    assert any("NEW NAME en" in str(text) for text in listed)
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()


def test_keep_changes_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, editions: Editions, second: Path, tmp_path: Path
) -> None:
    made = opened(qtbot, window)
    knowledge = workspace.knowledge
    made.open_file(second)
    assert made.accept_button.isVisible()
    QTest.keyClick(made.keep_button, Qt.Key.Key_Space)
    assert made.said.text() == "Edition 2026.11 stays in use."
    assert not made.accept_button.isVisible()
    assert made.focusWidget() is made.open_button
    assert workspace.knowledge is knowledge
    assert editions.in_use().knowledge.catalog.edition == "2026.11"
    assert not (tmp_path / "editions").exists()


def test_back_to_the_edition_before(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, editions: Editions, second: Path
) -> None:
    made = opened(qtbot, window)
    QTest.keyClick(made.back_button, Qt.Key.Key_Space)
    assert made.said.text() == "There is no earlier edition to go back to. Edition 2026.11 stays in use."
    made.open_file(second)
    made.accept_offer()
    QTest.keyClick(made.back_button, Qt.Key.Key_Space)
    assert made.said.text() == "In use from now on: edition 2026.11."
    assert "2026.11" in mark(window).text()
    assert workspace.words.treatment("rfa") != "NEW NAME en"
    assert editions.in_use().knowledge.catalog.edition == "2026.11"


def test_the_list_follows_the_language(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, second: Path
) -> None:
    made = opened(qtbot, window)
    made.open_file(second)
    workspace.set_language("zh_CN")
    assert made.windowTitle() == "目录"
    assert "治疗之间的冲突：新增0，删除1，更改0" in made.list.toPlainText()
    assert "NEW NAME zh_CN" in made.list.toPlainText()
    assert made.accept_button.text() == "接受此版本"
    made.accept_offer()
    assert made.said.text() == "从现在起使用版本 test-2。"


def _flipped(sealed: Sealed) -> Sealed:
    return replace(sealed, data=sealed.data[:-1] + b"!")


def test_a_refused_update_is_said_in_words_and_leaves_all_as_it_is(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    made = opened(qtbot, window)
    knowledge = workspace.knowledge
    file = update_file(_flipped(resigned(2)), tmp_path)
    for language, words in (("en", "changed after it was signed"), ("zh_CN", "签名后被改动")):
        workspace.set_language(language)
        made.open_file(file)
        assert words in made.said.text()
        assert "2026.11" in made.said.text()
        assert not made.accept_button.isVisible()
        assert made.focusWidget() is made.open_button
    assert workspace.knowledge is knowledge


def test_a_folder_that_cannot_be_written_keeps_the_offer_open(
    qtbot: QtBot, workspace: Workspace, second: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    own = Editions(path("catalog.sqlite"), tmp_path / "file" / "editions")
    made = CatalogueWindow(workspace, lambda: own)
    qtbot.addWidget(made)
    made.show()
    made.open_file(second)
    made.accept_offer()
    assert str(tmp_path / "file") in made.said.text()
    assert made.accept_button.isVisible()
    assert workspace.knowledge is not None
    assert workspace.knowledge.catalog.edition == "2026.11"


def test_without_editions_the_window_tells_and_offers_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    made = CatalogueWindow(workspace, None)
    qtbot.addWidget(made)
    made.show()
    assert "2026.11" in made.edition.text()
    assert not made.open_button.isEnabled()
    assert not made.back_button.isEnabled()


def test_every_button_has_a_name_in_both_languages(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, second: Path
) -> None:
    made = opened(qtbot, window)
    made.open_file(second)
    widgets = (
        made.open_button,
        made.back_button,
        made.keep_button,
        made.accept_button,
        made.close_button,
        made.list,
    )
    english = [said_by_reader(widget) for widget in widgets]
    workspace.set_language("zh_CN")
    chinese = [said_by_reader(widget) for widget in widgets]
    assert all(english)
    assert all(a != b for a, b in zip(english, chinese, strict=True))


def test_another_edition_that_lacks_what_was_chosen(
    window: MainWindow, workspace: Workspace, catalog: Catalog
) -> None:
    """A treatment and a leading guideline that the new edition no longer has are let go, not stumbled over."""
    workspace.choose(["rfa", "mwa"])
    other = next(g for g in catalog.selectable() if g.id != workspace.guideline)
    workspace.set_guideline(other.id)
    guidelines: dict[str, Guideline] = {
        key: replace(g, order=0) if g.id == other.id else g for key, g in catalog.guidelines.items()
    }
    workspace.set_knowledge(compile_knowledge(replace(catalog, guidelines=guidelines)))
    assert workspace.guideline == "bclc-2025"
    treatments = {key: t for key, t in catalog.treatments.items() if key != "rfa"}
    rules = {
        key: replace(rule, applies_to=tuple(t for t in rule.applies_to if t != "rfa"))
        for key, rule in catalog.rules.items()
    }
    positions = {key: p for key, p in catalog.positions.items() if p.treatment != "rfa"}
    lean = replace(catalog, treatments=treatments, rules=rules, positions=positions)
    workspace.set_knowledge(compile_knowledge(lean))
    assert workspace.chosen == ("mwa",)
    assert workspace.assessment is not None
    assert "rfa" not in workspace.assessment.treatments
