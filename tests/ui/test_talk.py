"""The four steps in the window, by keyboard alone: shown, ticked, left, spoken, and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.compare import ASPECTS
from consult.consultation import STEPS, Consultation, Plan, Step, answered
from consult.hcc.derive import SCHEMA
from consult.matters import ordered_aspects
from tests.ui.test_options import CASE
from ui import app, theme
from ui.languages import Speaker
from ui.talk.panel import Panel
from ui.window import MainWindow
from ui.workspace import Workspace

CHOSEN = ("resection", "rfa", "tace")
CONTROL = Qt.KeyboardModifier.ControlModifier
DIGITS = {"goal": Qt.Key.Key_1, "options": Qt.Key.Key_2, "fit": Qt.Key.Key_3, "plan": Qt.Key.Key_4}


def compared(knowledge: Knowledge) -> Workspace:
    """A case of which three options are compared and nothing is said yet."""
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    workspace.choose(CHOSEN)
    return workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    return compared(knowledge)


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    return made(qtbot, workspace)


def made(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    theme.load_fonts()
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.complete()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def press(window: MainWindow, step: str) -> None:
    QTest.keyClick(window.focusWidget() or window, DIGITS[step], CONTROL)


def panel(window: MainWindow, step: Step) -> Panel:
    assert window._right is not None
    return window._right.steps.panels[step]


def key(key: Any, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    if isinstance(key, str):
        QTest.keyClicks(focus, key, modifiers)
    else:
        QTest.keyClick(focus, key, modifiers)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


# -- the strip ---------------------------------------------------------------------------------------------------------


def test_every_step_is_shown_by_its_key_and_the_form_stays(window: MainWindow) -> None:
    for step in ("goal", "fit", "plan"):
        press(window, step)
        assert window.steps.current == step
        shown = panel(window, step)
        assert shown.isVisible()
        assert shown.isAncestorOf(focus())
        assert window.form.isVisible()
        assert not window.comparison.isVisible()
    press(window, "options")
    assert window.comparison.isVisible()
    assert window.options.isAncestorOf(focus())


def test_escape_goes_back_to_the_options(window: MainWindow) -> None:
    for step in ("goal", "fit", "plan"):
        press(window, step)
        key(Qt.Key.Key_Escape)
        assert window.steps.current == "options"
        assert window.comparison.isVisible()


def test_a_step_is_ticked_in_sight_and_in_words(window: MainWindow, workspace: Workspace) -> None:
    buttons = window.steps.buttons
    places = {step: button.geometry() for step, button in buttons.items()}
    assert [step for step in STEPS if "✓" in buttons[step].text()] == ["options"]
    workspace.set_value("treatment_goal", "cure")
    workspace.set_consultation(answered(Consultation(), "rfa", "access", "yes"), "fit")
    assert [step for step in STEPS if "✓" in buttons[step].text()] == ["goal", "options", "fit"]
    assert buttons["goal"].accessibleName() == "Step 1: Goal, done"
    assert buttons["options"].accessibleName() == "Step 2: Options, done, shown now"
    assert buttons["plan"].accessibleName() == "Step 4: Plan"
    assert {step: button.geometry() for step, button in buttons.items()} == places


def test_the_strip_speaks_the_language(qtbot: QtBot, workspace: Workspace, qapp: QApplication) -> None:
    speaker = Speaker(qapp)
    workspace.language_changed.connect(speaker.speak)
    window = made(qtbot, workspace)
    press(window, "plan")
    try:
        workspace.set_language("zh_CN")
        assert window.steps.buttons["plan"].text() == "4 计划"
        assert window.steps.buttons["plan"].accessibleName() == "第 4 步：计划, 正在显示"
        assert panel(window, "plan").title.text() == "计划"
        press(window, "goal")
        workspace.set_language("en")
        press(window, "plan")
        assert panel(window, "plan").title.text() == "Plan"
    finally:
        speaker.speak("en")


def test_every_stop_of_every_panel_is_named_and_reached_by_tab(window: MainWindow) -> None:
    for step in ("goal", "fit", "plan"):
        press(window, step)
        shown = panel(window, step)
        reached: list[QWidget] = []
        for _tab in range(120):
            if focus() in reached:
                break
            reached.append(focus())
            key(Qt.Key.Key_Tab)
        inside = [widget for widget in reached if shown.isAncestorOf(widget)]
        expected = [
            widget
            for widget in shown.stops()
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        names = [widget.accessibleName() for widget in inside]
        assert names == [widget.accessibleName() for widget in expected], step
        assert inside == expected
        assert all(widget.accessibleName() for widget in inside), step


def test_panels_are_made_when_first_shown_and_hidden_ones_do_nothing(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window._right is not None
    assert window._right.steps.panels == {}
    press(window, "goal")
    press(window, "options")
    monkeypatch.setattr(type(panel(window, "goal")), "show_record", lambda _self: pytest.fail("hidden"))
    workspace.set_value("inr", 1.3)
    workspace.set_consultation(Consultation(notes="x"), "notes")


# -- goal --------------------------------------------------------------------------------------------------------------


def test_goal_and_three_cards_by_keyboard(window: MainWindow, workspace: Workspace) -> None:
    press(window, "goal")
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Space)
    assert workspace.patient.value("treatment_goal") == "prolong_life"
    key("614")
    assert workspace.consultation.matters == ("near_home", "live_longer", "short_recovery")
    cards = panel(window, "goal").cards.cards
    assert cards["near_home"].accessibleName() == "Treatment near home, first"
    assert cards["low_cost"].accessibleName() == "Low cost"


def test_a_fourth_card_is_refused_gently(window: MainWindow, workspace: Workspace) -> None:
    press(window, "goal")
    key("1237")
    assert workspace.consultation.matters == ("live_longer", "not_come_back", "few_side_effects")
    shown = panel(window, "goal")
    assert shown.said.text() == "3 are picked already. Take one back to pick another."
    assert not shown.cards.cards["low_cost"].isChecked()
    key("17")
    assert workspace.consultation.matters == ("not_come_back", "few_side_effects", "low_cost")


def test_cards_order_the_rows_and_leave_the_assessment_alone(
    window: MainWindow, workspace: Workspace
) -> None:
    before, model = workspace.assessment, window.comparison.model
    assert model.aspects == ASPECTS
    press(window, "goal")
    key("3")
    assert model.aspects == ordered_aspects(["few_side_effects"])
    assert model.headerData(1, Qt.Orientation.Vertical) == "Harm"
    told = model.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Harm; matters: Few side effects")
    assert model.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == "For"
    assert model.rowCount() == len(ASPECTS)
    assert workspace.assessment is before
    workspace.undo_stack.undo()
    assert model.aspects == ASPECTS


def test_an_open_cell_stays_open_where_its_row_went(window: MainWindow, workspace: Workspace) -> None:
    table = window.comparison.table
    table.open_cell(ASPECTS.index("harm"), 1)
    workspace.set_consultation(Consultation(matters=("few_side_effects",)), "matters")
    assert table.is_open(1, 1)
    assert not table.is_open(ASPECTS.index("harm"), 1)


def test_each_card_is_a_step_of_undo(window: MainWindow, workspace: Workspace) -> None:
    press(window, "goal")
    key("61")
    key(Qt.Key.Key_Z, CONTROL)
    assert workspace.consultation.matters == ("near_home",)
    key(Qt.Key.Key_Z, CONTROL)
    assert workspace.consultation.is_blank
    assert not any(card.isChecked() for card in panel(window, "goal").cards.cards.values())


# -- another case ------------------------------------------------------------------------------------------------------


def test_another_case_starts_at_the_options_with_nothing_of_the_last(
    window: MainWindow, workspace: Workspace
) -> None:
    press(window, "plan")
    QTest.keyClicks(panel(window, "plan").box("until"), "2026-1")
    panel(window, "plan").box("decides_next").setFocus()
    key("the patient")
    assert workspace.consultation.plan.decides_next == "the patient"
    window.new_case()
    assert workspace.consultation.is_blank
    assert window.steps.current == "options"
    press(window, "plan")
    for box in panel(window, "plan").findChildren(QLineEdit):
        assert box.text() == ""
    for text in panel(window, "plan").findChildren(QPlainTextEdit):
        assert text.toPlainText() == ""
    assert not any(b.isChecked() for b in panel(window, "plan").findChildren(QPushButton))


def test_nothing_is_picked_beforehand(window: MainWindow) -> None:
    for step in ("goal", "fit", "plan"):
        press(window, step)
        shown = panel(window, step)
        assert not [b.text() for b in shown.findChildren(QPushButton) if b.isChecked() and b.isVisible()]
        assert all(box.text() == "" for box in shown.findChildren(QLineEdit))


def test_reading_back_the_catalogue_returns_to_the_step(window: MainWindow) -> None:
    press(window, "fit")
    window.browse("treatment.rfa")
    assert not panel(window, "fit").isVisible()
    window.browse_here()
    assert panel(window, "fit").isVisible()


def test_a_plan_that_is_whole_is_ticked(window: MainWindow, workspace: Workspace) -> None:
    day = workspace.today()
    plan = Plan(kind="chosen", treatments=("rfa",), decides_next="x", check_in=day, come_earlier_if=("y",))
    workspace.set_consultation(replace(workspace.consultation, plan=plan), "plan")
    assert "✓" in window.steps.buttons["plan"].text()
    workspace.set_consultation(replace(workspace.consultation, plan=replace(plan, check_in=None)), "plan")
    assert "✓" not in window.steps.buttons["plan"].text()


def test_a_case_file_brings_what_was_said_and_a_wrong_one_is_named(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    window._read_case = lambda file: app.read_case_file(file, workspace)
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, "consultation": {"matters": ["low_cost"]}}))
    window.open_file(file)
    assert workspace.consultation == Consultation(matters=("low_cost",))
    for wrong, named in (
        ({"matters": ["luck"]}, "consultation.matters[0]"),
        ({"plan": {"treatments": ["leeches"]}}, "consultation.plan.treatments[0]"),
    ):
        file.write_text(json.dumps({**CASE, "age_years": 40, "consultation": wrong}))
        window.open_file(file)
        assert named in window._said.text()
        assert workspace.consultation == Consultation(matters=("low_cost",))
        assert workspace.patient.value("age_years") == CASE["age_years"]


def test_a_case_read_before_the_catalogue_is_checked_against_it(
    window: MainWindow, workspace: Workspace
) -> None:
    unknown = Consultation(plan=Plan(kind="chosen", treatments=("leeches",)))
    app._open(window, workspace, CaseFile(SCHEMA.read({"age_years": 40}), unknown))
    assert "leeches" in window._said.text()
    assert workspace.patient.value("age_years") == CASE["age_years"]
    known = Consultation(plan=Plan(kind="chosen", treatments=("rfa",)))
    app._open(window, workspace, CaseFile(SCHEMA.read(CASE), known))
    assert workspace.consultation == known


def test_goal_and_what_matters_take_few_keys(window: MainWindow, workspace: Workspace) -> None:
    """Ctrl+1, the goal by its letter, three cards by their digits: six presses, far below a minute."""
    press(window, "goal")
    key("q")
    key("613")
    assert workspace.patient.value("treatment_goal") == "quality_of_life"
    assert workspace.consultation.matters == ("near_home", "live_longer", "few_side_effects")
    assert window.steps.done() == {"goal", "options"}
