"""Fit and Plan: answers that mark, judgement after the options, a plan that says what it lacks; all can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.board_prompts import board_question
from consult.consultation import Consultation, Judgement, Plan, answered
from consult.hcc.derive import SCHEMA
from tests.ui.test_options import CASE
from tests.ui.test_talk import CHOSEN, CONTROL, compared, focus, key, made, panel, press
from ui.comparison.option_model import OptionModel
from ui.talk.boxes import DayBox, LineBox, LinesBox, read_day
from ui.talk.fit import FitPanel
from ui.talk.plan import PlanPanel
from ui.window import MainWindow
from ui.workspace import Workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    return compared(knowledge)


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    return made(qtbot, workspace)


@pytest.fixture
def fit(window: MainWindow) -> FitPanel:
    press(window, "fit")
    shown = panel(window, "fit")
    assert isinstance(shown, FitPanel)
    return shown


@pytest.fixture
def plan(window: MainWindow) -> PlanPanel:
    press(window, "plan")
    shown = panel(window, "plan")
    assert isinstance(shown, PlanPanel)
    return shown


# -- answers -----------------------------------------------------------------------------------------------------------


def test_answers_by_letter_and_taken_back(fit: FitPanel, workspace: Workspace) -> None:
    assert focus().accessibleName() == "Resection, Technically feasible: yes"
    key("y")
    key(Qt.Key.Key_Tab)
    key("n")
    key(Qt.Key.Key_Tab)
    key("o")
    assert workspace.consultation.fit == {
        ("resection", "technical"): "yes",
        ("resection", "resources"): "no",
        ("resection", "access"): "open",
    }
    key(Qt.Key.Key_Delete)
    assert ("resection", "access") not in workspace.consultation.fit
    for _step in range(2):
        workspace.undo_stack.undo()
    assert workspace.consultation.fit == {
        ("resection", "technical"): "yes",
        ("resection", "resources"): "no",
    }
    assert fit.answers.cells["resection", "resources"].picked() == ("no",)


def test_pressing_an_answer_once_more_takes_it_back(fit: FitPanel, workspace: Workspace) -> None:
    button = fit.answers.cells["rfa", "acceptable"].buttons[2]
    button.click()
    assert workspace.consultation.fit == {("rfa", "acceptable"): "open"}
    button.click()
    assert workspace.consultation.is_blank
    assert not button.isChecked()


def test_marks_stand_beside_an_option_and_nothing_moves(
    fit: FitPanel, window: MainWindow, workspace: Workspace
) -> None:
    model = window.options.model
    rows, statuses = model.rows, {t: own.status for t, own in workspace.assessment.treatments.items()}
    at = model.index(model.row_of("", "rfa"))
    assert at.data(OptionModel.MarkRole) == ""
    workspace.set_consultation(answered(workspace.consultation, "rfa", "resources", "no"), "fit")
    workspace.set_consultation(answered(workspace.consultation, "rfa", "technical", "yes"), "fit")
    said = "Fit (no: resources here)"
    at = model.index(model.row_of("", "rfa"))
    assert at.data(OptionModel.MarkRole) == said
    assert said in at.data(Qt.ItemDataRole.AccessibleTextRole)
    column = CHOSEN.index("rfa")
    head = window.comparison.model.headerData(
        column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert head.endswith(said)
    assert window.comparison.model.marks == ("", said, "")
    assert model.rows == rows
    assert {t: own.status for t, own in workspace.assessment.treatments.items()} == statuses
    workspace.open_patient(SCHEMA.read(CASE))
    assert model.index(model.row_of("", "rfa")).data(OptionModel.MarkRole) == ""


def test_without_compared_options_fit_says_how_to_come_to_some(fit: FitPanel, workspace: Workspace) -> None:
    workspace.choose(())
    assert fit.hint.isVisible()
    assert not fit.judgement.isVisible()
    workspace.choose(("sbrt",))
    assert fit.answers.treatments == ("sbrt",)
    assert not fit.hint.isVisible()


def test_what_was_answered_stays_in_sight_when_an_option_is_no_longer_compared(
    fit: FitPanel, workspace: Workspace
) -> None:
    workspace.set_consultation(answered(workspace.consultation, "rfa", "access", "open"), "fit")
    workspace.choose(("tace", "sbrt"))
    assert fit.answers.treatments == ("tace", "sbrt", "rfa")


def test_chips_say_what_makes_the_case_complex(fit: FitPanel, workspace: Workspace) -> None:
    assert [label.text() for label in fit._chips if label.isVisible()] == ["Viable nodules: 3"]
    workspace.set_value("age_years", 84)
    assert any("84" in label.text() for label in fit._chips if label.isVisible())
    workspace.open_patient(SCHEMA.read({**CASE, "lesions": [{"size_mm": 20}]}))
    press(fit.window(), "fit")
    assert not [label for label in fit._chips if label.isVisible()]
    assert fit.nothing_lit.isVisible()


# -- judgement ---------------------------------------------------------------------------------------------------------


def test_a_leaning_has_the_status_of_its_moment_and_a_reason(fit: FitPanel, workspace: Workspace) -> None:
    status = workspace.assessment.treatments["rfa"].status
    assert not fit.judgement.reason.isEnabled()
    fit.judgement.leaning.buttons[1].click()
    fit.judgement.reason.setFocus()
    key("small, far from vessels")
    said = Judgement(treatment="rfa", status=status, reason="small, far from vessels")
    assert workspace.consultation.leaning == said
    workspace.undo_stack.undo()
    assert workspace.consultation.leaning == Judgement(treatment="rfa", status=status, reason="")
    workspace.undo_stack.undo()
    assert workspace.consultation.leaning is None
    assert fit.judgement.leaning.picked() == ()


def test_a_written_reason_is_a_disagreement_and_moves_no_status(fit: FitPanel, workspace: Workspace) -> None:
    before = workspace.assessment
    fit.judgement.boxes["tace"].setFocus()
    key("arteries")
    status = before.treatments["tace"].status
    assert workspace.consultation.disagreements == (
        Judgement(treatment="tace", status=status, reason="arteries"),
    )
    assert workspace.assessment is before
    fit.judgement.boxes["tace"].clear()
    fit.judgement.boxes["tace"].textEdited.emit("")
    assert workspace.consultation.disagreements == ()


def test_judgement_is_offered_after_the_options_were_shown(window: MainWindow, workspace: Workspace) -> None:
    press(window, "plan")
    workspace.open_patient(SCHEMA.empty())
    assert window._right is not None
    assert not window._right.steps.options_seen()
    press(window, "goal")
    workspace.set_value("age_years", 61)
    assert not window._right.steps.options_seen()
    press(window, "options")
    assert window._right.steps.options_seen()
    press(window, "fit")
    shown = panel(window, "fit")
    assert isinstance(shown, FitPanel)
    assert shown.judgement.isVisible()
    assert not shown.later.isVisible()


# -- plan --------------------------------------------------------------------------------------------------------------


def test_a_whole_plan_by_keyboard(plan: PlanPanel, workspace: Workspace) -> None:
    assert plan.missing.text().startswith("Still missing for a whole plan: What was settled, ")
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Space)
    assert workspace.consultation.plan.kind == "deferred"
    assert plan._labels["reason"].text() == "Reason: needed for this plan"
    assert "Reason, Decide by" in plan.missing.text()
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Tab)
    key("asks the family")
    key(Qt.Key.Key_Tab)
    key("2026-12-07")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    key("the patient")
    key(Qt.Key.Key_Tab)
    key("2026-12-08")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    key("fever")
    key(Qt.Key.Key_Return)
    key("bleeding")
    assert workspace.consultation.plan == Plan(
        kind="deferred",
        treatments=("rfa",),
        reason="asks the family",
        until=date(2026, 12, 7),
        decides_next="the patient",
        check_in=date(2026, 12, 8),
        come_earlier_if=("fever", "bleeding"),
    )
    assert plan.missing.text() == "Nothing is missing in this plan."


def test_the_question_to_the_board_begins_from_the_case_and_stays_as_written(
    plan: PlanPanel, workspace: Workspace
) -> None:
    board = plan.kind.buttons[3]
    board.click()
    begun = board_question(workspace.assessment, CHOSEN, workspace.words)
    assert begun
    assert workspace.consultation.plan.board_question == begun
    assert plan.texts["board_question"].toPlainText() == begun
    workspace.undo_stack.undo()
    assert workspace.consultation.is_blank
    plan.texts["board_question"].setFocus()
    key("Own question")
    board.click()
    assert workspace.consultation.plan.board_question == "Own question"


def test_options_of_the_plan_keep_the_order_compared(plan: PlanPanel, workspace: Workspace) -> None:
    plan.treatments.buttons[2].click()
    plan.treatments.buttons[0].click()
    assert workspace.consultation.plan.treatments == ("resection", "tace")
    plan.treatments.buttons[0].click()
    assert workspace.consultation.plan.treatments == ("tace",)


def test_half_a_day_is_not_recorded_and_marked_once_it_is_left(plan: PlanPanel, workspace: Workspace) -> None:
    box = plan.days["until"]
    box.setFocus()
    key("2026-12")
    assert workspace.consultation.plan.until is None
    assert not box.property("state")
    key(Qt.Key.Key_Tab)
    assert box.property("state") == "invalid"
    assert box.text() == "2026-12"
    workspace.set_value("inr", 1.4)
    assert box.text() == "2026-12"
    box.setFocus()
    box.setCursorPosition(len(box.text()))
    key("-31")
    assert workspace.consultation.plan.until == date(2026, 12, 31)
    assert not box.property("state")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-07", date(2026, 12, 7)),
        ("２０２６-12-07 ", date(2026, 12, 7)),
        ("2026-02-30", None),
        ("07.12.2026", None),
        ("", None),
        ("+14", date(2026, 12, 7)),
        ("+2w", date(2026, 12, 7)),
        ("+0", date(2026, 11, 23)),
        ("14", None),
    ],
)
def test_days_are_read_year_first(text: str, day: date | None) -> None:
    assert read_day(text, date(2026, 11, 23)) == day


def test_days_are_counted_from_the_consultation(plan: PlanPanel, workspace: Workspace) -> None:
    workspace.set_value("assessment_date", "2026-01-30")
    box = plan.days["check_in"]
    box.setFocus()
    key("+2w")
    assert box.text() == "+2w"
    key(Qt.Key.Key_Tab)
    assert box.text() == "2026-02-13"
    assert workspace.consultation.plan.check_in == date(2026, 2, 13)


def test_a_day_before_the_consultation_is_questioned_and_kept(plan: PlanPanel, workspace: Workspace) -> None:
    workspace.set_value("assessment_date", "2026-01-30")
    box = plan.days["check_in"]
    box.setFocus()
    key("2025-12-07")
    assert workspace.consultation.plan.check_in == date(2025, 12, 7)
    said = "Check-in on: lies before this consultation"
    assert plan._labels["check_in"].text() == said
    assert box.accessibleDescription() == said
    box.selectAll()
    key("2026-02-13")
    assert plan._labels["check_in"].text() == "Check-in on"


def test_typing_is_one_step_of_undo_and_undo_is_the_cases_own(plan: PlanPanel, workspace: Workspace) -> None:
    plan.texts["reason"].setFocus()
    key("asks")
    key(Qt.Key.Key_Tab)
    plan.lines["refer_to"].setFocus()
    key("centre")
    key(Qt.Key.Key_Z, CONTROL)
    assert workspace.consultation.plan == Plan(reason="asks")
    assert plan.lines["refer_to"].text() == ""
    plan.texts["reason"].setFocus()
    key(Qt.Key.Key_Z, CONTROL)
    assert workspace.consultation == Consultation()
    assert plan.texts["reason"].toPlainText() == ""


def test_more_lines_than_a_plan_holds_are_refused_in_words(plan: PlanPanel, workspace: Workspace) -> None:
    box = plan.texts["come_earlier_if"]
    box.setPlainText("\n".join("abcdefghijkl"))
    assert len(workspace.consultation.plan.come_earlier_if) == 12
    box.setPlainText("\n".join("abcdefghijklm"))
    assert box.toPlainText() == "\n".join("abcdefghijkl")
    assert plan.missing.text() == "At most 12 lines of 200 characters."


def test_pasted_text_loses_what_acts_or_cannot_be_seen(plan: PlanPanel, workspace: Workspace) -> None:
    plan.texts["notes"].setPlainText("a\u202eb\u200bc\nd")
    assert workspace.consultation.notes == "abc\nd"
    plan.lines["decides_next"].textEdited.emit("x\u202ey")
    assert workspace.consultation.plan.decides_next == "xy"


def test_the_wheel_changes_nothing(plan: PlanPanel, workspace: Workspace) -> None:
    for box in (*plan.days.values(), *plan.lines.values(), *plan.kind.buttons, *plan.texts.values()):
        place = QPointF(box.rect().center())
        turned = QWheelEvent(
            place,
            QPointF(box.mapToGlobal(place.toPoint())),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, turned)
    assert workspace.consultation.is_blank


def test_what_is_recorded_is_shown_when_a_case_is_opened(window: MainWindow, workspace: Workspace) -> None:
    held = Consultation(
        plan=Plan(kind="refer", refer_to="Centre B", treatments=("tace",), check_in=date(2026, 12, 8)),
        notes="one\ntwo",
    )
    workspace.open_patient(SCHEMA.read(CASE), held)
    press(window, "plan")
    shown: Any = panel(window, "plan")
    assert shown.kind.picked() == ("refer",)
    assert shown.treatments.picked() == ("tace",)
    assert shown.lines["refer_to"].text() == "Centre B"
    assert shown.days["check_in"].text() == "2026-12-08"
    assert shown.texts["notes"].toPlainText() == "one\ntwo"
    assert workspace.undo_stack.count() == 0


def test_boxes_tell_each_keystroke(qapp: QApplication) -> None:
    line, lines, day = LineBox(), LinesBox(), DayBox(date.today)
    heard: list[object] = []
    for box in (line, lines, day):
        box.written.connect(heard.append)
    QTest.keyClicks(line, "ab")
    QTest.keyClicks(lines, "c")
    QTest.keyClicks(day, "2026-12-07")
    assert heard[:3] == ["a", "ab", "c"]
    assert heard[-1] == date(2026, 12, 7)


def test_panels_hold_without_a_catalogue_and_with_treatments_it_does_not_know(
    window: MainWindow, workspace: Workspace
) -> None:
    gone = Consultation(
        fit={("gone", "access"): "no"},
        leaning=Judgement(treatment="gone", status="possible", reason="x"),
        plan=Plan(treatments=("gone",)),
    )
    workspace.set_consultation(gone, "")
    for step in ("goal", "fit", "plan", "options"):
        press(window, step)
    assert panel(window, "fit").answers.treatments == CHOSEN
    assert panel(window, "plan").treatments.members == CHOSEN
    workspace.set_knowledge(None)
    for step in ("goal", "fit", "plan"):
        press(window, step)
    assert panel(window, "fit").answers.treatments == ()
    assert workspace.consultation == gone


def test_nothing_is_recorded_while_something_is_only_tried(window: MainWindow, workspace: Workspace) -> None:
    """It would be gone with the what-if, and a leaning would stand beside a status nobody has."""
    workspace.start_what_if()
    for step in ("goal", "fit", "plan"):
        press(window, step)
        shown = panel(window, step)
        assert shown.tried.isVisible()
        assert focus() is shown.back
        assert not any(widget.isEnabled() for widget in shown.stops() if widget is not shown.back)
    key(Qt.Key.Key_Escape)
    assert window.steps.current == "options"
    press(window, "plan")
    workspace.end_what_if()
    assert not panel(window, "plan").tried.isVisible()
    assert panel(window, "plan").kind.isEnabled()
    press(window, "goal")
    key("6")
    assert workspace.consultation.matters == ("near_home",)
