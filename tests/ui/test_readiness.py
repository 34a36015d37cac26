"""Readiness in the plan: asked by keyboard, never answered beforehand, undone, and on no paper of the patient."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.consultation import Consultation
from consult.deciding import NEEDS
from tests.ui.test_talk import compared, focus, key, made, panel, press
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
def plan(window: MainWindow) -> PlanPanel:
    press(window, "plan")
    shown = panel(window, "plan")
    assert isinstance(shown, PlanPanel)
    return shown


def picked(plan: PlanPanel) -> dict[str, tuple[str, ...]]:
    return {need: segments.picked() for need, segments in plan.readiness.replies.items()}


def test_nothing_is_answered_until_somebody_answers(plan: PlanPanel, workspace: Workspace) -> None:
    assert picked(plan) == dict.fromkeys(NEEDS, ())
    assert plan.readiness.needed.text() == "Not asked so far."
    assert workspace.consultation.readiness == {}


def test_four_answers_by_keyboard_in_the_order_of_the_test(plan: PlanPanel, workspace: Workspace) -> None:
    plan.readiness.replies["certainty"].target().setFocus()
    for letter in "ynyn":
        key(letter)
        key(Qt.Key.Key_Tab)
    assert focus() is plan.back
    assert dict(workspace.consultation.readiness) == {
        "certainty": "yes",
        "information": "no",
        "values": "yes",
        "support": "no",
    }
    said = plan.readiness.needed.text()
    assert said == "Still needed: information on benefits and risks, support and advice"
    assert plan.readiness.replies["support"].buttons[1].accessibleName() == (
        "Do you have enough support and advice to choose?: no"
    )


def test_tab_comes_to_the_questions_after_the_notes(plan: PlanPanel) -> None:
    plan.texts["notes"].setFocus()
    key(Qt.Key.Key_Tab)
    assert focus() is plan.readiness.replies["certainty"].target()


def test_an_answer_is_taken_back_by_pressing_delete_or_undo(plan: PlanPanel, workspace: Workspace) -> None:
    segments = plan.readiness.replies["values"]
    segments.buttons[1].click()
    assert plan.readiness.needed.text() == (
        "Still needed: clarity on what matters most · Not asked: certainty, information, support"
    )
    segments.buttons[1].click()
    assert workspace.consultation.is_blank
    segments.target().setFocus()
    key("y")
    key(Qt.Key.Key_Delete)
    assert workspace.consultation.is_blank
    key("n")
    workspace.undo_stack.undo()
    assert workspace.consultation.is_blank
    workspace.undo_stack.redo()
    assert workspace.consultation == Consultation(readiness={"values": "no"})
    assert picked(plan)["values"] == ("no",)


def test_no_answer_moves_a_status_or_ticks_the_plan(
    plan: PlanPanel, window: MainWindow, workspace: Workspace
) -> None:
    assert workspace.assessment is not None
    before = {t: own.status for t, own in workspace.assessment.treatments.items()}
    done = window.steps.done()
    for segments in plan.readiness.replies.values():
        segments.buttons[1].click()
    assert {t: own.status for t, own in workspace.assessment.treatments.items()} == before
    assert window.steps.done() == done


def test_questions_speak_the_language(plan: PlanPanel, workspace: Workspace) -> None:
    plan.readiness.replies["support"].buttons[1].click()
    workspace.set_language("zh_CN")
    QApplication.processEvents()
    assert [b.text() for b in plan.readiness.replies["support"].buttons] == ["是", "否"]
    assert plan.readiness.needed.text().startswith("还需要：支持和建议")
