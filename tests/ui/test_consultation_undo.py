"""What was said and planned goes through the same undo as the values, and moves no status."""

from __future__ import annotations

from dataclasses import replace

from consult.consultation import Consultation, Plan
from consult.hcc.schema import SCHEMA
from ui.workspace import Workspace


def test_typing_in_one_part_is_one_step_and_leaves_the_patient_alone(qapp: object) -> None:
    workspace = Workspace()
    workspace.set_value("age_years", 61)
    before = workspace.patient
    for text in ("r", "re", "rest"):
        plan = replace(workspace.consultation.plan, reason=text)
        workspace.set_consultation(replace(workspace.consultation, plan=plan), "plan.reason")
    assert workspace.consultation.plan.reason == "rest"
    assert workspace.patient is before
    workspace.undo_stack.undo()
    assert workspace.consultation == Consultation()
    workspace.undo_stack.undo()
    assert workspace.patient == SCHEMA.empty()


def test_another_case_starts_without_what_was_said_of_the_last(qapp: object) -> None:
    workspace = Workspace()
    workspace.set_consultation(Consultation(plan=Plan(kind="deferred")), "plan")
    heard: list[object] = []
    workspace.consulted.connect(heard.append)
    workspace.open_patient(SCHEMA.empty())
    assert workspace.consultation.is_blank
    assert heard == [Consultation()]
