"""Pasted laboratory results: taken one by one, undone like typing, and nothing else of the text goes anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.derive import SCHEMA
from ui import theme
from ui.form.lab_paste import LabPaste
from ui.form.lab_row import LabRow
from ui.window import MainWindow
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
REPORT = """Name: ZHANG SAN   采样时间：2026-11-20 08:31
TBIL  总胆红素  14.2  ↑  3.4-20.5  umol/L
ALB   白蛋白   38.5 ↓  40.0～55.0  g/L
INR 1.1 0.8-1.2
AFP 22
A/G 1.2
CREA 9000 umol/L
"""


@pytest.fixture
def workspace(qapp: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = Workspace(knowledge, today=lambda: TODAY)
    yield made
    made.deleteLater()


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> LabPaste:
    made = LabPaste(workspace)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def row(panel: LabPaste, field: str) -> LabRow:
    return next(one for one in panel.rows if one.candidate.field == field)


def press(key: Qt.Key | str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_reading_enters_nothing(panel: LabPaste, workspace: Workspace) -> None:
    panel.read(REPORT)
    assert len(panel.rows) == 5
    assert workspace.patient.to_json() == {}
    assert not workspace.undo_stack.canUndo()


def test_each_value_is_taken_by_one_key_with_its_day_and_origin(
    panel: LabPaste, workspace: Workspace
) -> None:
    panel.read(REPORT)
    assert QApplication.focusWidget() is row(panel, "bilirubin_umol_per_l").first()
    press(Qt.Key.Key_Return)
    entry = workspace.patient.entries["bilirubin_umol_per_l"]
    assert (entry.value, entry.text, entry.day, entry.origin) == (
        14.2,
        "14.2",
        date(2026, 11, 20),
        "pasted report",
    )
    assert list(workspace.patient.entries) == ["bilirubin_umol_per_l"]
    assert QApplication.focusWidget() is row(panel, "albumin_g_per_l").first()
    press(Qt.Key.Key_Delete)
    assert row(panel, "albumin_g_per_l").is_skipped
    press(Qt.Key.Key_Space)
    assert list(workspace.patient.entries) == ["bilirubin_umol_per_l", "inr"]


def test_what_is_certain_is_taken_together_and_undone_together(panel: LabPaste, workspace: Workspace) -> None:
    panel.read(REPORT)
    press("a")
    assert {name: entry.value for name, entry in workspace.patient.entries.items()} == {
        "bilirubin_umol_per_l": 14.2,
        "albumin_g_per_l": 38.5,
        "inr": 1.1,
    }
    assert row(panel, "inr").is_held
    assert not panel.all.isEnabled()
    steps = workspace.undo_stack.count()
    panel.take_all()
    assert workspace.undo_stack.count() == steps
    workspace.undo_stack.undo()
    assert workspace.patient.to_json() == {}
    assert workspace.taken == {}
    assert row(panel, "inr").is_open


def test_a_missing_unit_is_chosen_by_the_doctor(panel: LabPaste, workspace: Workspace) -> None:
    panel.read("AFP 22")
    assert not panel.all.isEnabled()
    first, second = row(panel, "afp_ng_per_ml").buttons
    assert "ng/mL" in first.text()
    second.click()
    assert workspace.patient.to_json() == {"afp_iu_per_ml": 22}


def test_a_value_that_would_be_replaced_is_never_taken_with_the_others(
    panel: LabPaste, workspace: Workspace
) -> None:
    workspace.set_value("inr", 1.3, "1.3")
    panel.read("INR 1.1\nALB 38 g/L")
    assert "replaces 1.3" in row(panel, "inr").said.text()
    panel.take_all()
    assert workspace.patient.value("inr") == 1.3
    row(panel, "inr").buttons[0].click()
    assert workspace.patient.value("inr") == 1.1


def test_a_value_no_field_takes_can_only_be_read(panel: LabPaste, workspace: Workspace) -> None:
    panel.read(REPORT)
    creatinine = row(panel, "creatinine_umol_per_l")
    assert creatinine.buttons == []
    assert "The field Creatinine must lie between 10 and 2500 µmol/L" in creatinine.said.text()


def test_a_day_that_is_open_is_not_entered(panel: LabPaste, workspace: Workspace) -> None:
    workspace.set_value("albumin_g_per_l", 40, day=date(2026, 11, 1))
    workspace.set_origin(("albumin_g_per_l",), date(2026, 11, 1), None, from_now_on="laboratory")
    panel.read("2026-11-20 INR 1.1\n2026-10-20 AFP 22 ng/mL")
    assert "several days" in panel.day.text()
    panel.take_all()
    assert workspace.patient.entries["inr"].day is None
    panel.read("TBIL 14 umol/L")
    panel.take_all()
    assert workspace.patient.entries["bilirubin_umol_per_l"].day == date(2026, 11, 1)


def test_the_rest_of_the_report_typed_by_hand_is_of_the_same_day(
    panel: LabPaste, workspace: Workspace
) -> None:
    panel.read(REPORT)
    panel.take_all()
    assert workspace.taken_for("creatinine_umol_per_l") == (date(2026, 11, 20), "pasted report")


def test_what_was_not_read_stays_visible_as_plain_text(panel: LabPaste) -> None:
    panel.read(REPORT + "<b>bold</b> <img src=x>\n")
    assert "A/G 1.2" in panel.unread.text()
    assert "<b>bold</b>" in panel.unread.text()
    labels = [label for label in panel.findChildren(QLabel) if label.text()]
    risky = [label for label in labels if "<b>" in label.text()]
    assert risky
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in risky)


def test_the_text_is_forgotten_with_the_page_and_with_the_case(panel: LabPaste, workspace: Workspace) -> None:
    for forget in (panel.leave, lambda: workspace.open_patient(SCHEMA.empty())):
        panel.read(REPORT)
        assert "ZHANG" in panel.unread.text()
        forget()
        assert panel.text.candidates == ()
        assert panel.rows == []
        assert "ZHANG" not in panel.unread.text()


@pytest.mark.parametrize(("text", "said"), [("", "no text on the clipboard"), ("hello", "No line")])
def test_a_clipboard_without_results_is_said(panel: LabPaste, text: str, said: str) -> None:
    panel.read(text)
    assert said in panel.problem.text()


def test_too_much_text_is_refused_in_words(panel: LabPaste) -> None:
    panel.read("x" * 30_000)
    assert "20,000" in panel.problem.text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_is_named_and_said_in_both_languages(
    panel: LabPaste, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    panel.read(
        REPORT + "Sodium 138\nINR1.2\nPLT 1,234 10^9/L\nAFP 22 pg/mL\nurine\nALT 35 U/L\nTBIL 1.1 umol/L"
    )
    assert all(
        button.accessibleName() for button in panel.findChildren(QAbstractButton) if button.isVisible()
    )
    said = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "lab." not in said
    assert ("录入" in said) is (language == "zh_CN")


def test_the_window_reads_the_clipboard_and_gives_its_place_back(workspace: Workspace, qtbot: QtBot) -> None:
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(SCHEMA.empty()),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.complete()
    QApplication.processEvents()
    window.focus_first()
    here = QApplication.focusWidget()
    QGuiApplication.clipboard().setText("INR 1.1")
    QTest.keyClick(
        here, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    page = window.findChild(LabPaste)
    assert page is not None
    assert page.isVisible()
    assert workspace.patient.to_json() == {}
    press(Qt.Key.Key_Return)
    assert workspace.patient.to_json() == {"inr": 1.1}
    press(Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert QApplication.focusWidget() is here
    QGuiApplication.clipboard().clear()
    window.form.minimal.paste.click()
    assert "no text on the clipboard" in page.problem.text()
