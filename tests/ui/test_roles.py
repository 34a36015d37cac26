"""Roles in the goal: who is to decide and the family's part, by keyboard, undone, and kept with each visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.consultation import Consultation
from consult.deciding import ROLES
from tests.ui.records_desk import keep, records, window
from tests.ui.test_next_visit import last_visit
from tests.ui.test_records_find import found
from tests.ui.test_talk import compared, focus, key, made, panel, press
from ui.records.version_sheet import VersionSheet
from ui.talk.goal import GoalPanel
from ui.visit.last_sheet import LastVisitSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


@pytest.fixture
def talk(knowledge: Knowledge) -> Workspace:
    return compared(knowledge)


@pytest.fixture
def goal(qtbot: QtBot, talk: Workspace) -> GoalPanel:
    main = made(qtbot, talk)
    press(main, "goal")
    shown = panel(main, "goal")
    assert isinstance(shown, GoalPanel)
    return shown


def test_both_by_keyboard_and_nothing_beforehand(goal: GoalPanel, talk: Workspace) -> None:
    assert [segments.picked() for segments in goal.roles.rows.values()] == [(), ()]
    goal.roles.rows["role"].target().setFocus()
    key("s")
    key(Qt.Key.Key_Tab)
    key("a")
    assert talk.consultation == Consultation(role="shared", family="advises")
    assert focus().accessibleName() == "The family's part: Advises"
    key(Qt.Key.Key_Tab)
    assert focus() is goal.back


def test_every_answer_has_a_letter_of_its_own(goal: GoalPanel) -> None:
    for members in ROLES.values():
        assert len({member[0] for member in members}) == len(members)
    assert goal.roles.rows.keys() == ROLES.keys()


def test_an_answer_is_taken_back(goal: GoalPanel, talk: Workspace) -> None:
    doctor = goal.roles.rows["role"].buttons[2]
    doctor.click()
    assert talk.consultation.role == "doctor"
    doctor.click()
    assert talk.consultation.is_blank
    goal.roles.rows["family"].target().setFocus()
    key("i")
    key(Qt.Key.Key_Delete)
    assert talk.consultation.is_blank
    talk.undo_stack.undo()
    assert talk.consultation.family == "informed"


def test_a_role_moves_no_status_and_ticks_no_step(goal: GoalPanel, talk: Workspace) -> None:
    assert talk.assessment is not None
    before = {t: own.status for t, own in talk.assessment.treatments.items()}
    for segments in goal.roles.rows.values():
        segments.buttons[0].click()
    assert {t: own.status for t, own in talk.assessment.treatments.items()} == before
    assert "goal" not in goal.window().steps.done()  # type: ignore[attr-defined]


def said(sheet: VersionSheet | LastVisitSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_each_visit_keeps_its_own_and_the_next_one_asks_again(
    window: MainWindow, workspace: Workspace
) -> None:
    last_visit(window, workspace, role="family")
    sheet = found(window)
    sheet.table.setCurrentCell(0, 0)
    sheet.begin.click()
    assert workspace.consultation.roles == {"role": None, "family": None}
    shown = window.desk.place.sheet
    assert isinstance(shown, LastVisitSheet)
    assert "As the patient wants it: the family decides" in said(shown)
    assert "The family's part: not asked" in said(shown)


def test_a_change_stands_between_two_versions(window: MainWindow, workspace: Workspace) -> None:
    workspace.set_consultation(Consultation(role="doctor"))
    keep(window, workspace, "A-1", "Wang Wei")
    workspace.set_consultation(replace(workspace.consultation, role="shared", family="advises"))
    told = window.desk.session.differences()
    assert "As the patient wants it: the doctor decides → patient and doctor decide together" in told
    assert "The family's part: not asked → gives advice" in told
    window.desk.show_versions()
    shown = window.desk.place.sheet
    assert isinstance(shown, VersionSheet)
    assert "As the patient wants it: the doctor decides" in said(shown)
