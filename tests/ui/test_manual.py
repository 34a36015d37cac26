"""The guide: F1 shows the page for where the keyboard stands, and every page says in both languages what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.settings import CONTENT
from consult.vocabulary import LANGUAGES, WORDS
from resources import path
from ui import theme
from ui.app import paper_pdf, read_case_file
from ui.form.key_table import FORM_KEYS
from ui.guide import manual
from ui.guide.places import PAGE_OF, place_of
from ui.guide.reader import Reader
from ui.settings import SettingsWindow
from ui.window import MainWindow
from ui.workspace import Workspace

ROOT = Path(__file__).parents[2]
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_KEY = re.compile(r"(?:Ctrl|Alt|Shift)\+.+|F\d{1,2}|[A-Z]|←|→|Enter|Esc|Tab|Space|Delete")
PLAIN_KEYS = {"Enter", "Esc", "Tab", "Shift+Tab", "Space", "Delete", "←", "→", "Shift+Enter", "Ctrl+A"}
"""Of every list, table and button; Shift+Enter asks why, Ctrl+A ticks all of a list."""


@pytest.fixture
def workspace(qapp: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = Workspace(knowledge)
    yield made
    made.deleteLater()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda file: read_case_file(file, workspace),
        make_pdf=lambda wanted: paper_pdf(workspace, wanted),
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.complete()
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open_file(path("examples", "example.json"))
    QApplication.processEvents()
    made.focus_first()
    return made


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def reader(window: QWidget) -> Reader:
    found = window.findChild(Reader)
    assert found is not None
    return found


# -- F1 ----------------------------------------------------------------------------------------------------------------


def test_f1_shows_the_page_for_the_focus_and_puts_it_away(window: MainWindow) -> None:
    assert window.findChild(Reader) is None  # nothing is made before it is asked for
    here = QApplication.focusWidget()
    press(Qt.Key.Key_F1)
    shown = reader(window)
    assert shown.isVisible()
    assert shown.page == "entering"
    assert "never normal" in shown.leaf.toPlainText()
    assert QApplication.focusWidget() is here
    press(Qt.Key.Key_F1)
    assert not shown.isVisible()
    window.options.view.setFocus()
    press(Qt.Key.Key_F1)
    assert shown.page == "options"
    press(Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_list_and_the_links_lead_to_other_pages_of_the_guide_alone(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    shown = reader(window)
    shown.list.setCurrentRow(manual.PAGES.index("options"))
    assert shown.page == "options"
    shown.leaf.anchorClicked.emit(QUrl("what-if.md"))
    assert shown.page == "what-if"
    assert shown.list.currentRow() == manual.PAGES.index("what-if")
    for wrong in ("https://example.org/start.md", "../../LICENSE", "file:///start.md"):
        shown.leaf.anchorClicked.emit(QUrl(wrong))
        assert shown.page == "what-if"


def test_every_page_is_shown_whole_in_both_languages(window: MainWindow, workspace: Workspace) -> None:
    press(Qt.Key.Key_F1)
    shown = reader(window)
    for language in LANGUAGES:
        workspace.set_language(language)
        for page in manual.PAGES:
            shown.open(page)
            said = shown.leaf.toPlainText()
            assert said.startswith(manual.title(page, language))
            assert not re.search(r"[`#*|]|\]\(|\.png", said), page
            assert shown.leaf.document().size().width() <= shown.leaf.viewport().width() + 1, page
            assert shown.list.item(manual.PAGES.index(page)).text() == manual.title(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_says_where_it_lies_to_be_printed_where_it_does(
    window: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    press(Qt.Key.Key_F1)
    said = reader(window).printable
    assert not said.isVisible()  # nothing lies beside the source
    monkeypatch.setattr(manual, "bundle", lambda: tmp_path)
    workspace.set_language("zh_CN" if language == "en" else "en")
    assert not said.isVisible()  # nor beside this bundle
    made = tmp_path / "guide" / f"guide-{language}.pdf"
    made.parent.mkdir()
    made.touch()
    workspace.set_language(language)
    assert said.isVisible()
    assert str(made) in said.text()


def test_over_another_window_the_guide_is_a_window_of_its_own(
    window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    window.show_settings()
    settings = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SettingsWindow))
    qtbot.waitUntil(settings.isActiveWindow)
    window.show_guide()
    over = reader(settings)
    assert over.isWindow()
    assert over.page == "settings"
    over.leaf.setFocus()
    QTest.keyClick(over.leaf, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: settings.findChild(Reader) is None or not over.isVisible())


@pytest.mark.parametrize("screen", ["patient", "blank"])
@pytest.mark.parametrize("opened", [False, True])
def test_f1_shows_nothing_where_the_doctor_s_side_is_hidden(
    window: MainWindow, screen: str, opened: bool
) -> None:
    """Behind the lock page: tests/ui/test_records_drafts.py."""
    if opened:
        press(Qt.Key.Key_F1)
    before = QApplication.focusWidget()
    (window.screens.show_patient if screen == "patient" else window.screens.hide_screen)()
    shown = window.screens.currentWidget()
    press(Qt.Key.Key_F1)
    QApplication.processEvents()
    assert window.screens.currentWidget() is shown
    assert not [made for made in window.findChildren(Reader) if made.isVisible()]
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]
    (window.screens.leave_patient if screen == "patient" else window.screens.show_again)()
    assert [made.isVisible() for made in window.findChildren(Reader)] == [True] * opened
    assert QApplication.focusWidget() is before


def focusable(window: QWidget) -> list[QWidget]:
    """What the keyboard can come to, shown or not."""
    return [w for w in window.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_every_place_the_keyboard_can_come_to_has_a_page(window: MainWindow, workspace: Workspace) -> None:
    for step in ("goal", "fit", "plan", "options"):
        window.show_step(step)
    window.browse("")
    window.paste_laboratory()
    window.show_keys()
    window.show_field_help()
    window.show_about()
    window.show_guide()
    workspace.start_what_if()
    window.options.why_requested.emit("rfa")
    window.screens.show_patient()
    window.screens.leave_patient()
    window.show_settings()
    window.show_clinic()
    window.show_catalogue()
    window.show_preview()
    QApplication.processEvents()
    windows = [w for w in QApplication.topLevelWidgets() if w is window or w.parent() is window]
    assert len(windows) >= 5
    seen = set()
    for top in windows:
        for widget in focusable(top):
            page = place_of(widget)
            assert page in manual.PAGES, [type(w).__name__ for w in _line(widget)]
            seen.add(page)
    rest = {"laboratory", "start", "records", "queue"}
    assert set(manual.PAGES) - rest <= seen
    for opened in windows:
        if opened is not window:
            opened.close()


def _line(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def test_every_named_area_exists_and_every_page_belongs_to_one() -> None:
    sources = "\n".join(file.read_text("utf-8") for file in (ROOT / "ui").rglob("*.py"))
    assert [name for name in PAGE_OF if f"\nclass {name}(" not in sources] == []
    assert set(PAGE_OF.values()) == set(manual.PAGES)


def test_no_window_and_no_page_in_place_of_the_options_was_forgotten() -> None:
    """Those that are seldom opened as well: each is named, or is a kind of one that is."""
    of_kind = re.compile(r"^class (\w+)\((QDialog|Page|Sheet)\)", re.MULTILINE)
    found = [
        (made[1], made[2])
        for file in (ROOT / "ui").rglob("*.py")
        for made in of_kind.finditer(file.read_text("utf-8"))
    ]
    assert len(found) > 12
    assert [name for name, kind in found if name not in PAGE_OF and kind not in PAGE_OF] == []


# -- what the pages say ------------------------------------------------------------------------------------------------


def source(page: str, language: str) -> str:
    return path("guide", language, f"{page}.md").read_text("utf-8")


def test_the_pages_are_those_there_are_and_no_other() -> None:
    for language in LANGUAGES:
        there = {file.stem for file in path("guide", language).iterdir()}
        assert there == set(manual.PAGES)


@pytest.mark.parametrize("page", manual.PAGES)
def test_both_languages_have_the_same_parts(page: str) -> None:
    def parts(language: str) -> list[str]:
        said = source(page, language)
        marks = re.findall(r"^(#+ |- |\d\. |\| |!\[)", said, re.MULTILINE)
        return [*marks, *sorted(set(_keys(said)))]

    assert parts("en") == parts("zh_CN")


def _keys(said: str) -> list[str]:
    return [code for code in _CODE.findall(said) if _KEY.fullmatch(code)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", manual.PAGES)
def test_every_picture_and_every_link_is_there(page: str, language: str) -> None:
    file = path("guide", language, f"{page}.md")
    leads = re.findall(r"\]\(([^)]+)\)", file.read_text("utf-8"))
    assert [lead for lead in leads if not (file.parent / lead).exists()] == []
    assert [lead for lead in leads if "://" in lead] == []


def test_the_guide_says_how_the_content_is_kept_up_to_date() -> None:
    """With the number of months that the build holds an edition to."""
    said = {"en": {12: "twelve months"}, "zh_CN": {12: "十二个月"}}
    headings = {"en": "## How the content is kept up to date", "zh_CN": "## 内容如何更新"}
    for language in LANGUAGES:
        _before, heading, after = source("clinic", language).partition(headings[language])
        assert heading
        assert said[language][CONTENT.review_months] in after.partition("\n## ")[0]


def test_every_key_of_the_guide_is_a_key_of_the_program(window: MainWindow) -> None:
    window.browse("")
    window.show_preview()
    native = QKeySequence.SequenceFormat.PortableText
    known = {s.toString(native) for a in window.findChildren(QAction) for s in a.shortcuts()}
    known |= {s.key().toString(native) for s in window.findChildren(QShortcut)}
    known |= {key for row in FORM_KEYS for key in row.keys.split(" · ")}
    known |= PLAIN_KEYS
    named = {key for page in manual.PAGES for lang in LANGUAGES for key in _keys(source(page, lang))}
    assert len(named) > 30
    assert named - known == set()


@cache
def texts(language: str) -> frozenset[str]:
    """Everything the window and the papers can say in a language."""
    at = LANGUAGES.index(language)
    said = {words[at] for words in WORDS.values()}
    tree = ElementTree.parse(path("i18n", "consult_zh_CN.ts"))
    name = "source" if language == "en" else "translation"
    said |= {"".join(found.itertext()).strip() for found in tree.iter(name)}
    return frozenset(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_the_guide_quotes_is_one_of_the_program(language: str) -> None:
    quoted = {q for page in manual.PAGES for q in _BOLD.findall(source(page, language))}
    assert len(quoted) > 30
    assert quoted - texts(language) == set()
