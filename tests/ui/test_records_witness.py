"""The log tells what the doctor accepted and set aside, and what changed around the records; never a value."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from consult.clinic import Clinic
from consult.consultation import Consultation, Judgement
from consult.records import Event, Identity
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from ui.printing.finish import Finish
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def of(records: FakeRecords, kind: str) -> list[Event]:
    return [event for event in records.log if event.kind == kind]


def test_confirming_what_was_taken_over_is_logged_when_it_is_kept(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1")
    window.desk.session.begin_visit(Identity(code="A-1"), kept.patient)
    waiting = workspace.unconfirmed()
    assert waiting
    workspace.confirm(waiting[:2])
    assert of(records, "accept") == []
    again = keep(window, workspace, "A-1")
    (event,) = of(records, "accept")
    assert (event.consultation, event.details["count"]) == (again.consultation, "2")
    assert event.details["fields"].split() == list(waiting[:2])


def test_a_judgement_against_a_status_is_logged_without_its_reason(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    own = Judgement(treatment="microwave", status="usual_option", reason="CANARY of the doctor")
    workspace.set_consultation(Consultation(disagreements=(own,)))
    keep(window, workspace, "A-1")
    (event,) = of(records, "override")
    assert event.details == {"treatment": "microwave", "status": "usual_option"}
    workspace.set_value("inr", 1.4)
    keep(window, workspace, "A-1", reason="later")
    assert len(of(records, "override")) == 1


def test_the_catalogue_is_logged_at_the_first_unlocking_and_when_it_is_another(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    session = window.desk.session
    session.set_up(DOCTOR, PASSWORD)
    session.lock()
    session.unlock(DOCTOR, PASSWORD)
    knowledge = workspace.knowledge
    assert knowledge is not None
    assert [event.details["sha256"] for event in of(records, "catalogue")] == [knowledge.catalog.sha256]
    other = copy(knowledge)
    other.catalog = replace(knowledge.catalog, edition="other", sha256="cd" * 32)
    workspace.set_knowledge(other)
    assert [event.details["edition"] for event in of(records, "catalogue")][1:] == ["other"]


def test_settings_that_change_what_is_said_or_locked_are_logged_by_name(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    workspace.prefer(replace(workspace.preferences, lock_after=10))
    window.desk.session.set_up(DOCTOR, PASSWORD)
    assert of(records, "settings") == []
    workspace.prefer(replace(workspace.preferences, theme="dark"))
    assert of(records, "settings") == []
    workspace.prefer(replace(workspace.preferences, lock_after=2, show_unverified=False, language="zh_CN"))
    (event,) = of(records, "settings")
    assert event.details == {"changed": "show_unverified lock_after"}


def test_a_new_layer_of_the_clinic_is_logged(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    workspace._use_clinic(Clinic(name="Ward 3"), None)
    QApplication.processEvents()
    assert [event.details for event in of(records, "settings")] == [{"changed": "clinic"}]


def test_a_paper_that_leaves_is_logged_by_its_number(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    enter_case(workspace)
    tell = Finish(window.desk.session).tell
    tell("export", "AAAA-BBBB", "pdf")
    assert of(records, "export") == []
    kept = keep(window, workspace, "A-1")
    tell("export", "AAAA-BBBB", "pdf")
    (event,) = of(records, "export")
    assert (event.consultation, event.details) == (kept.consultation, {"document": "AAAA-BBBB", "how": "pdf"})
