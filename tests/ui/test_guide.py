"""Guidance: the first page steps aside, the keyboard sheet says what is so, help follows the field, examples open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.errors import CatalogError
from consult.example import PREFIX, is_example
from consult.hcc.derive import SCHEMA
from consult.summary.papers import KINDS, Kind, Wanted
from resources import path
from ui import theme
from ui.app import paper_pdf, read_case_file
from ui.form.key_table import FORM_KEYS
from ui.guide.example_mark import ExampleMark
from ui.guide.examples import examples, fill
from ui.guide.field_help import FieldHelp
from ui.guide.first_page import FirstPage
from ui.guide.keyboard import KeyboardSheet
from ui.window import MainWindow
from ui.workspace import Workspace

LANGUAGES = ["en", "zh_CN"]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


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
    QApplication.processEvents()
    made.focus_first()
    return made


@pytest.fixture
def chinese(qapp: QApplication, workspace: Workspace) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(path("i18n", "consult_zh_CN.ts").with_suffix(".qm")))
    qapp.installTranslator(translator)
    workspace.set_language("zh_CN")
    yield
    qapp.removeTranslator(translator)


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def texts(page: FirstPage | KeyboardSheet | FieldHelp) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


# -- the first page ---


def test_first_page_stands_aside_from_typing_and_goes_with_the_first_value(
    window: MainWindow, workspace: Workspace
) -> None:
    page = window.findChild(FirstPage)
    assert page is not None
    assert page.isVisible()
    assert not window.options.isVisible()
    here = QApplication.focusWidget()
    assert window.form.isAncestorOf(here)
    press("6")
    assert workspace.patient.to_json() == {"age_years": 6}
    assert not page.isVisible()
    assert window.options.isVisible()
    assert QApplication.focusWidget() is here
    press(Qt.Key.Key_Backspace)
    assert page.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_says_use_limits_and_three_steps(
    window: MainWindow, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    page = window.findChild(FirstPage)
    assert page is not None
    said, say = texts(page), workspace.words.say
    for key in ("guide.use.text", "guide.limits.who", "guide.step.1", "guide.step.2", "guide.step.3"):
        assert say(key) in said
    assert workspace.words.review_note in said
    assert all(b.accessibleName() for b in page.findChildren(QPushButton))
    QApplication.processEvents()
    inside = page.contentsRect()
    for label in page.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert inside.contains(
                label.geometry().translated(
                    label.parentWidget().mapTo(page, label.parentWidget().rect().topLeft())
                )
            )


def test_the_options_may_be_seen_before_anything_is_recorded(window: MainWindow) -> None:
    page = window.findChild(FirstPage)
    assert page is not None
    page.options.click()
    assert window.options.isVisible()
    assert window.options.isAncestorOf(QApplication.focusWidget())
    window.new_case()
    assert window.options.isVisible()


def test_a_catalogue_that_cannot_be_read_is_not_hidden_behind_the_first_page(
    window: MainWindow, workspace: Workspace
) -> None:
    workspace.set_knowledge(None, CatalogError("catalog_missing"))
    assert window.options.isVisible()
    assert window.options.problem.isVisible()


# -- keys ---


def test_control_f1_shows_the_keys_and_puts_them_away(window: MainWindow) -> None:
    here = QApplication.focusWidget()
    press(Qt.Key.Key_F1, CONTROL)
    sheet = window.findChild(KeyboardSheet)
    assert sheet is not None
    assert sheet.isVisible()
    assert QApplication.focusWidget() is here
    press(Qt.Key.Key_F1, CONTROL)
    assert not sheet.isVisible()
    press(Qt.Key.Key_F1, CONTROL)
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is here


def test_the_sheet_holds_every_key_of_every_action_and_no_other(window: MainWindow) -> None:
    window.show_keys()
    sheet = window.findChild(KeyboardSheet)
    assert sheet is not None
    native = QKeySequence.SequenceFormat.NativeText
    keys = {s.toString(native) for action in window.actions() for s in action.shortcuts()}
    shown = {key for row, _says in sheet.rows() for key in row.split(" · ")}
    assert shown == keys
    assert all(action.text() for action in window.actions() if action.shortcuts())
    assert {"F1", "Ctrl+F1", "Shift+F1", "Ctrl+J", "Ctrl+Shift+V", "Ctrl+P"} <= shown


def test_the_sheet_speaks_chinese(window: MainWindow, workspace: Workspace, chinese: None) -> None:
    window.show_keys()
    sheet = window.findChild(KeyboardSheet)
    assert sheet is not None
    for _keys, says in (*sheet.rows(), *sheet.form_rows()):
        assert any("\u4e00" <= character <= "\u9fff" for character in says), says


class FormKeys:
    """What each key of the form's table does, tried on a form."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        self.window, self.workspace = window, workspace

    def at(self, field: str) -> None:
        assert self.window.form.focus_field(field)

    def stored(self) -> dict[str, object]:
        return self.workspace.patient.to_json()

    def focused(self) -> str:
        field = self.window.form.focused_field()
        assert field is not None
        return field.id

    def next(self) -> bool:
        self.at("age_years")
        press(Qt.Key.Key_Return)
        first = self.focused()
        press(Qt.Key.Key_Tab)
        return first == "sex" and self.focused() != "age_years"

    def back(self) -> bool:
        self.at("sex")
        press(Qt.Key.Key_Return, SHIFT)
        first = self.focused()
        self.at("sex")
        press(Qt.Key.Key_Tab, SHIFT)
        return first == self.focused() == "age_years"

    def pick(self) -> bool:
        self.at("sex")
        press("m")
        self.at("ecog")
        press("2")
        return self.stored() == {"sex": "male", "ecog": 2}

    def arrows(self) -> bool:
        self.at("ecog")
        here = QApplication.focusWidget()
        press(Qt.Key.Key_Right)
        return self.stored() == {} and QApplication.focusWidget() is not here

    def space(self) -> bool:
        self.at("ecog")
        press(Qt.Key.Key_Space)
        return self.stored() == {"ecog": 0}

    def clear(self) -> bool:
        self.workspace.set_value("ecog", 1)
        self.at("ecog")
        press(Qt.Key.Key_Delete)
        return self.stored() == {}

    def unit(self) -> bool:
        self.at("bilirubin_umol_per_l")
        press("u")
        press("2")
        return self.stored() == {"bilirubin_mg_per_dl": 2}

    def keep(self) -> bool:
        self.at("inr")
        press("9")
        press("k")
        return self.stored() == {"inr": 9}

    def none(self) -> bool:
        for field in ("lesions", "prior_treatments"):
            self.at(field)
            press("n")
        self.at("exclusion_checklist")
        press("n")
        return self.stored() == {
            "lesions": [],
            "prior_treatments": [],
            "exclusion_checklist": "none_apply",
        }

    def add(self) -> bool:
        self.at("prior_treatments")
        press("a")
        return self.focused() == "type" and self.window.form.sections["prior"].is_open()

    def day(self) -> bool:
        self.at("inr")
        press(Qt.Key.Key_D, CONTROL)
        return self.window.form.dating.is_open()

    def lesion(self) -> bool:
        self.workspace.set_value("lesions", [{"size_mm": 25}, {"size_mm": 22}])
        self.at("lesions")
        press(Qt.Key.Key_Delete, CONTROL)
        return self.stored() == {"lesions": [{"size_mm": 22}]}


@pytest.mark.parametrize("says", [key.says for key in FORM_KEYS])
def test_each_key_of_the_form_does_what_the_sheet_says(
    window: MainWindow, workspace: Workspace, says: str
) -> None:
    tried: Callable[[], bool] = getattr(FormKeys(window, workspace), says.rpartition(".")[2])
    assert tried()


# -- help on a field ---


def test_help_tells_about_the_field_and_follows_the_focus(window: MainWindow, workspace: Workspace) -> None:
    window.form.focus_field("bilirubin_umol_per_l")
    press(Qt.Key.Key_F1, SHIFT)
    page = window.findChild(FieldHelp)
    assert page is not None
    said = texts(page)
    for part in (
        "Total bilirubin",
        "1 to 1200 µmol/L",
        "0.05 to 70 mg/dL",
        "30 days",
        "Child-Pugh",
        "MELD 3.0",
    ):
        assert part in said
    assert window.form.isAncestorOf(QApplication.focusWidget())
    window.form.focus_field("portal_vein_invasion")
    assert "Vp4 (main trunk or opposite branch) (4)" in texts(page)
    press(Qt.Key.Key_Escape)
    assert not page.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_help(workspace: Workspace, qtbot: QtBot, language: str) -> None:
    workspace.set_language(language)
    page = FieldHelp(workspace)
    qtbot.addWidget(page)
    for field in SCHEMA.fields:
        said = dict(page.rows(field))
        say = workspace.words.say
        assert said[say("help.meaning")] == workspace.words.explanation(field), field.id
        assert said[say("help.source")]
        if field.unit:
            assert workspace.words.unit(field.unit) in said[say("help.units")]
        if field.hard:
            assert f"{field.hard[1]:.0f}" in said[say("help.limits")].replace(" ", "") or field.hard[1] > 1e6


# -- examples ---


def test_the_index_names_every_bundled_example_once() -> None:
    listed = [example.file for example in examples()]
    assert sorted(listed) == sorted(path("examples").glob("*.json"))
    assert len(set(listed)) == len(listed) >= 14
    assert all(example.names[language] for example in examples() for language in LANGUAGES)


def paper(workspace: Workspace, language: str, kind: Kind = "doctor") -> list[str]:
    pdf = paper_pdf(workspace, Wanted(kind, language))
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_every_example_opens_assesses_and_is_marked(workspace: Workspace, qtbot: QtBot) -> None:
    mark = ExampleMark(workspace)
    qtbot.addWidget(mark)
    for example in examples():
        assert mark.isHidden()
        workspace.open_patient(read_case_file(example.file, workspace).patient)
        assert workspace.assessment is not None
        assert is_example(workspace.patient)
        assert paper_pdf(workspace, Wanted("doctor", "zh_CN")).startswith(b"%PDF")
        for language, word in (("en", "EXAMPLE"), ("zh_CN", "示例")):
            workspace.set_language(language)
            assert not mark.isHidden()
            assert mark.text() == word
        workspace.open_patient(SCHEMA.empty())


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_page_of_an_example_says_so(
    window: MainWindow, workspace: Workspace, kind: Kind
) -> None:
    window.open_example(path("examples", "vignette-8-size-and-liver-values-missing.json"))
    workspace.choose(["rfa", "resection"])
    for language, word in (("en", "EXAMPLE: invented"), ("zh_CN", "示例：虚构")):
        pages = paper(workspace, language, kind)
        assert pages
        assert all(word in page for page in pages)


def test_another_case_is_no_example(window: MainWindow, workspace: Workspace) -> None:
    workspace.set_value("patient_code", "A7")
    assert not is_example(workspace.patient)
    assert not any("EXAMPLE" in page for page in paper(workspace, "en"))
    workspace.set_value("patient_code", f"{PREFIX}9")
    assert is_example(workspace.patient)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_opens_what_it_names(workspace: Workspace, qtbot: QtBot, language: str) -> None:
    workspace.set_language(language)
    menu, opened = QMenu(), list[Path]()
    qtbot.addWidget(menu)
    fill(menu, opened.append, workspace.words)
    named = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert [action.text() for action in named] == [example.names[language] for example in examples()]
    said = [action.text() for action in menu.actions()]
    assert all(workspace.words.say(f"example.group.{e.group}") in said for e in examples())
    for action in named:
        action.trigger()
    assert opened == [example.file for example in examples()]
    assert workspace.patient.to_json() == {}
