"""The patient view in the window: in and out by key, the gate, the blank screen, and nobody's identity on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.drawing import Circle
from consult.hcc.schema import SCHEMA
from resources import path
from ui.drawing import Figure
from ui.patient.view import PatientView
from ui.window import MainWindow
from ui.workspace import Workspace

CODE, AGE = "ZX-77141", "87"


@pytest.fixture
def window(qtbot: QtBot, knowledge: Knowledge) -> MainWindow:
    workspace = Workspace(knowledge)
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(SCHEMA.empty()),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.complete()
    case = {**json.loads(Path(path("examples", "example.json")).read_text()), "patient_code": CODE}
    case["age_years"] = int(AGE)
    workspace.open_patient(SCHEMA.read(case))
    workspace.choose(("resection", "rfa", "no_active_treatment"))
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.focus_first()
    return made


def _press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def _view(window: MainWindow) -> PatientView:
    assert window.screens.patient is not None
    return window.screens.patient


def _workspace(window: MainWindow) -> Workspace:
    return window._workspace


def _told(widget: QWidget) -> Iterator[str]:
    """Everything that a widget and all within it show or say."""
    for part in (widget, *widget.findChildren(QWidget)):
        yield part.accessibleName()
        yield part.accessibleDescription()
        yield part.toolTip()
        if isinstance(part, QLabel | QPushButton):
            yield part.text()
        if isinstance(part, Figure) and part.drawing is not None:
            yield part.drawing.words


def test_f11_leads_in_and_f11_or_escape_leads_out(qtbot: QtBot, window: MainWindow) -> None:
    before = QApplication.focusWidget()
    for out in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
        _press(qtbot, window, Qt.Key.Key_F11)
        assert _view(window).isVisible()
        assert not window.form.isVisible()
        _press(qtbot, window, out)
        assert not _view(window).isVisible()
        assert window.form.isVisible()
        assert QApplication.focusWidget() is before
    assert window.windowTitle() == "Consult"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nobodys_identity_is_in_the_view(qtbot: QtBot, window: MainWindow, language: str) -> None:
    _workspace(window).set_language(language)
    for gate in (None, "none", "main", "all"):
        consultation = replace(_workspace(window).consultation, gate=gate)
        _workspace(window).set_consultation(consultation, "gate")  # type: ignore[arg-type]
        window.screens.show_patient()
        text = "\n".join(_told(_view(window)))
        assert CODE not in text
        assert f"{AGE} y" not in text
        assert f"{AGE}岁" not in text.replace(" ", "")
    assert window.windowTitle() == "Consult"


def test_no_figure_is_shown_before_the_gate_is_answered(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    assert view.findChildren(Figure) == []
    assert QApplication.focusWidget() is view.gates["all"]
    assert not any(button.isChecked() for button in view.gates.values())
    qtbot.keyClick(view.gates["main"], Qt.Key.Key_Space)
    assert _workspace(window).consultation.gate == "main"
    assert view.gates["main"].isChecked()
    shown = view.area.widget().findChildren(Figure)
    assert len(shown) == 5, "three of survival, two of a serious harm"
    qtbot.keyClick(view.gates["none"], Qt.Key.Key_Space)
    assert view.area.widget().findChildren(Figure) == []
    _workspace(window).undo_stack.undo()
    assert [gate for gate, button in view.gates.items() if button.isChecked()] == ["main"]
    _workspace(window).undo_stack.undo()
    assert _workspace(window).consultation.gate is None
    assert not any(button.isChecked() for button in view.gates.values())


def test_the_gates_buttons_stand_still_when_one_is_pressed(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    QApplication.processEvents()
    before = [button.geometry() for button in view.gates.values()]
    for gate in ("all", "main", "none"):
        qtbot.keyClick(view.gates[gate], Qt.Key.Key_Space)  # type: ignore[index]
        QApplication.processEvents()
        assert [button.geometry() for button in view.gates.values()] == before


def test_figures_show_the_numbers_of_the_comparison(qtbot: QtBot, window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.set_consultation(replace(workspace.consultation, gate="main"), "gate")
    window.screens.show_patient()
    assert workspace.comparison is not None
    recorded = {
        line.record.count: line.record.measure
        for treatment in workspace.chosen
        for line in workspace.comparison.cell("benefit", treatment).lines
        if line.kind == "outcome"
    }
    arrays = [
        figure.drawing
        for figure in _view(window).area.widget().findChildren(Figure)
        if figure.drawing is not None and len(figure.drawing.shapes) == 100
    ]
    counts = sorted(
        sum(isinstance(s, Circle) and s.pattern in ("solid", "hatched") for s in drawing.shapes)
        for drawing in arrays
    )
    assert counts == [63, 70, 75]
    assert all(recorded[count] == "alive" for count in counts)


def test_what_is_heard_is_what_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.set_consultation(replace(workspace.consultation, gate="main"), "gate")
    window.screens.show_patient()
    figure = _view(window).area.widget().findChildren(Figure)[0]
    heard = QAccessible.queryAccessibleInterface(figure)
    assert heard is not None
    said = heard.text(QAccessible.Text.Name)
    assert "75 of 100 alive. 25 of 100 had died" in said
    assert "Range: not reported" in said
    for button in _view(window).findChildren(QPushButton):
        assert button.accessibleName() or button.isHidden()


def test_every_control_is_reached_by_tab(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    reached = set()
    for _step in range(20):
        focus = QApplication.focusWidget()
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    wanted = {*view.gates.values(), *view.languages.values(), view.area, view.teach, view.hider, view.back}
    assert {w.text() for w in wanted - reached if isinstance(w, QPushButton)} == set()
    assert wanted <= reached
    assert all(widget is not None and view.isAncestorOf(widget) for widget in reached)


def test_keys_meant_for_the_form_do_nothing_here(qtbot: QtBot, window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.set_consultation(replace(workspace.consultation, gate="main"), "gate")
    window.screens.show_patient()
    patient = workspace.patient
    for key in (Qt.Key.Key_Z, Qt.Key.Key_N):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    assert workspace.patient is patient
    assert workspace.consultation.gate == "main"
    assert _view(window).isVisible()


def test_the_view_speaks_its_own_language(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    qtbot.keyClick(view.languages["zh_CN"], Qt.Key.Key_Space)
    assert view.title.text() == "三种可以走的路"
    assert "射频消融" in "\n".join(_told(view))
    assert view.languages["zh_CN"].isChecked()
    assert not view.languages["en"].isChecked()
    assert _workspace(window).language == "en"
    qtbot.keyClick(view.languages["en"], Qt.Key.Key_Space)
    assert view.title.text() == "Three ways we could go"


def test_teach_back_opens_in_place(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    assert view.prompts.isHidden()
    qtbot.keyClick(view.teach, Qt.Key.Key_Space)
    assert view.prompts.isVisible()
    said = [label.text() for label in view.prompts.findChildren(QLabel)]
    assert any(text.startswith("In your own words") for text in said)


def test_more_than_three_are_asked_to_be_picked(qtbot: QtBot, window: MainWindow) -> None:
    _workspace(window).choose(("resection", "rfa", "tace", "mwa"))
    window.screens.show_patient()
    view = _view(window)
    ticks = {b.text(): b for b in view.area.widget().findChildren(QPushButton)}
    assert len(ticks) == 5
    look = ticks["Look at these together"]
    assert not look.isEnabled()
    for name in list(ticks)[:2]:
        qtbot.keyClick(ticks[name], Qt.Key.Key_Space)
    assert look.isEnabled()
    qtbot.keyClick(look, Qt.Key.Key_Space)
    assert view.page is not None
    assert len(view.page.options) == 2
    qtbot.keyClick(view.others, Qt.Key.Key_Space)
    assert view.page.options == ()


@pytest.mark.parametrize("from_patient_view", [False, True])
def test_f12_hides_everything_until_the_button_is_pressed(
    qtbot: QtBot, window: MainWindow, from_patient_view: bool
) -> None:
    if from_patient_view:
        window.screens.show_patient()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    before = window.screens.currentWidget()
    _press(qtbot, window, Qt.Key.Key_F12)
    blank = window.screens.blank
    assert blank is not None
    assert blank.isVisible()
    assert not before.isVisible()
    assert not other.isVisible()
    assert blank.button.isHidden()
    picture = blank.grab().toImage()
    ground = picture.pixelColor(0, 0)
    assert all(
        picture.pixelColor(x, y) == ground
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    )
    for key in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
        qtbot.keyClick(blank, key)
        assert blank.isVisible()
    assert blank.button.isVisible()
    assert QApplication.focusWidget() is blank.button
    qtbot.keyClick(blank.button, Qt.Key.Key_Space)
    assert not blank.isVisible()
    assert before.isVisible()
    assert other.isVisible()


def test_f12_works_from_another_window_of_the_program(qtbot: QtBot, window: MainWindow) -> None:
    window.show_clinic()
    other = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)
    other.activateWindow()
    qtbot.keyClick(other.focusWidget() or other, Qt.Key.Key_F12)
    assert window.screens.blank is not None
    assert window.screens.blank.isVisible()
    assert not other.isVisible()
    window.screens.show_again()
    assert other.isVisible()
    other.close()


def test_other_windows_are_away_while_the_patient_looks(qtbot: QtBot, window: MainWindow) -> None:
    window.show_clinic()
    other = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)
    window.screens.show_patient()
    assert not other.isVisible()
    window.screens.hide_screen()
    window.screens.show_again()
    assert _view(window).isVisible()
    assert not other.isVisible()
    window.screens.leave_patient()
    assert other.isVisible()
    other.close()


def test_another_case_forgets_what_was_picked(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.show_patient()
    view = _view(window)
    view.speak("zh_CN")
    view.teach.setChecked(True)
    _workspace(window).open_patient(SCHEMA.empty())
    assert not view.teach.isChecked()
    window.screens.leave_patient()
    window.screens.show_patient()
    assert view.page is not None
    assert view.page.language == "en"
    assert view.page.gate is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_text_is_wider_than_its_card(qtbot: QtBot, window: MainWindow, language: str) -> None:
    workspace = _workspace(window)
    workspace.set_language(language)
    workspace.set_consultation(replace(workspace.consultation, gate="all"), "gate")
    window.screens.show_patient()
    QApplication.processEvents()
    view = _view(window)
    for label in view.area.widget().findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
        assert label.mapTo(view, label.rect().topRight()).x() <= view.width()
    for figure in view.area.widget().findChildren(Figure):
        parent = figure.parentWidget()
        assert figure.geometry().right() <= parent.width()


def test_what_had_the_keyboard_may_be_gone_when_the_screen_comes_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    _workspace(window).choose(("resection", "rfa", "mwa", "tace"))
    _press(qtbot, window, Qt.Key.Key_F11)
    view = _view(window)
    view._ticks[0].setFocus()
    _press(qtbot, window, Qt.Key.Key_F12)
    _workspace(window).choose(("resection", "rfa"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.screens.show_again()
    assert window.screens.currentWidget() is view
    assert view.isAncestorOf(QApplication.focusWidget() or window)
