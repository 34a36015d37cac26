"""A new visit of a known patient: what lasts comes along, marked until it is confirmed; the visit before is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult.consultation import Consultation, Plan
from consult.deciding import Role
from consult.patient import CHECKLIST
from consult.records import Kept, Person
from consult.values import UNKNOWN
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from tests.ui.test_records_find import found
from ui.visit.last_sheet import LastVisitSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def last_visit(window: MainWindow, workspace: Workspace, role: Role | None = None) -> Kept:
    """A kept visit: cirrhosis, an INR of ten days ago, an undated albumin, a plan."""
    enter_case(workspace)
    workspace.set_value("cirrhosis", "yes")
    workspace.set_value("inr", 1.3, day=workspace.today() - timedelta(days=10), origin="lab")
    workspace.set_consultation(
        Consultation(plan=Plan(kind="deferred", reason="biopsy"), readiness={"certainty": "no"}, role=role)
    )
    kept = keep(window, workspace, "A-1", "Wang Wei")
    window.new_case()
    return kept


def next_visit(window: MainWindow, workspace: Workspace) -> Kept:
    before = last_visit(window, workspace)
    sheet = found(window)
    sheet.table.setCurrentCell(0, 0)
    sheet.begin.click()
    return before


def test_what_lasts_comes_along_and_nothing_of_it_counts_as_of_today(
    window: MainWindow, workspace: Workspace
) -> None:
    before = next_visit(window, workspace)
    patient = workspace.patient
    assert patient.value("cirrhosis") == "yes"
    assert patient.value("sex") == "male"
    entry = patient.entries["inr"]
    assert (entry.day, entry.origin) == (workspace.today() - timedelta(days=10), "lab")
    for asked in ("albumin_g_per_l", "ecog", "ascites", "age_years", "lesions"):
        assert patient.value(asked) is UNKNOWN
    assert not patient.none_apply
    editor = window.form.binding.editor("albumin_g_per_l")
    QTest.keyClicks(editor.target(), "38")
    assert (
        workspace.entered("albumin_g_per_l").day is None
    )  # the day of the old report is not that of a new one
    workspace.undo_stack.undo()
    patient = workspace.patient
    assert set(workspace.unconfirmed()) == patient.entries.keys() - {"patient_code"}
    assert workspace.filing.before == before
    assert workspace.filing.kept is None
    assert workspace.consultation.plan == Plan()
    assert workspace.consultation.readiness == {}


def test_the_visit_before_is_shown_and_the_keyboard_is_in_the_form(
    window: MainWindow, workspace: Workspace
) -> None:
    before = next_visit(window, workspace)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, LastVisitSheet)
    assert before.day.isoformat() in sheet.title.text()
    said = [label.text() for label in sheet.findChildren(QLabel)]
    words = workspace.words
    for field in ("inr", "ecog", "albumin_g_per_l"):
        assert words.field(field) in said
    assert any((workspace.today() - timedelta(days=10)).isoformat() in one for one in said)
    assert any("biopsy" in one for one in said)
    assert window.form.focused_field() is not None
    window.desk.place.leave()
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert isinstance(window.desk.place.sheet, LastVisitSheet)


def test_in_a_narrow_window_nothing_of_the_visit_before_is_cut(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    next_visit(window, workspace)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, LastVisitSheet)
    for width in (1366, 1024, 960):
        window.resize(width, 600)
        qtbot.waitUntil(lambda: sheet._inside.width() <= sheet.width())
        assert sheet.leave.geometry().right() <= sheet.width()


def test_the_band_names_what_waits_and_one_key_confirms_all(window: MainWindow, workspace: Workspace) -> None:
    next_visit(window, workspace)
    band = window.visit
    assert band is not None
    assert band.isVisible()
    count = len(workspace.unconfirmed())
    assert str(count) in band._whole
    assert workspace.words.field("cirrhosis") in band._whole
    editor = window.form.binding.editor("cirrhosis")
    assert editor.shown.warning
    QTest.keyClick(window, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert workspace.unconfirmed() == ()
    assert not band.isVisible()
    assert not editor.shown.warning
    workspace.undo_stack.undo()
    assert len(workspace.unconfirmed()) == count
    assert band.isVisible()
    assert editor.shown.warning
    band.confirm.click()
    assert workspace.unconfirmed() == ()


def test_one_value_is_confirmed_by_a_key_or_by_typing_over_it(
    window: MainWindow, workspace: Workspace
) -> None:
    next_visit(window, workspace)
    window.form.focus_field("inr")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert "inr" not in workspace.unconfirmed()
    assert "cirrhosis" in workspace.unconfirmed()
    workspace.undo_stack.undo()
    assert "inr" in workspace.unconfirmed()
    window.form.focus_field("inr")
    box = window.form.binding.editor("inr").target()
    box.selectAll()
    QTest.keyClicks(box, "1.5")
    assert "inr" not in workspace.unconfirmed()
    assert workspace.entered("inr").day is None or workspace.entered("inr").value == 1.5
    assert not window.form.binding.editor("inr").shown.warning
    while workspace.patient.value("inr") != 1.3:
        workspace.undo_stack.undo()
    assert "inr" in workspace.unconfirmed()


def test_what_waits_is_kept_as_unconfirmed_and_comes_back_so(
    window: MainWindow, workspace: Workspace
) -> None:
    next_visit(window, workspace)
    waiting = workspace.unconfirmed()
    kept = keep(window, workspace, "A-1", "Wang Wei")
    window.new_case()
    assert window.visit is not None
    assert not window.visit.isVisible()
    window.desk.session.open(kept.consultation)
    assert workspace.unconfirmed() == waiting
    assert window.visit.isVisible()
    history = found(window)
    history.table.setCurrentCell(0, 0)
    assert len(history.visits) == 2  # under the same patient, without being asked who it is


def test_a_draft_of_a_new_visit_returns_to_its_patient(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    before = next_visit(window, workspace)
    workspace.set_value("ecog", 1)
    window.form.focus_field("ecog")
    session = window.desk.session
    assert session.write_draft()
    session.store, records.opened = None, 0  # the process is gone
    workspace.open_patient(workspace.patient.schema.empty())
    session.unlock(DOCTOR, PASSWORD)
    window.desk.strip.buttons[0].click()
    assert workspace.filing.patient == before.patient
    assert workspace.filing.before == before
    assert workspace.identity == before.identity
    assert "cirrhosis" in workspace.unconfirmed()
    field = window.form.focused_field()
    assert field is not None
    assert field.id == "ecog"
    again = keep(window, workspace, "A-1", "Wang Wei")
    assert again.patient == before.patient
    assert not records.drafts


def test_two_cases_put_aside_wait_in_the_list_and_come_back_each_as_its_own(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    next_visit(window, workspace)
    workspace.set_value("ecog", 1)
    window.new_case()
    aside = window.desk.strip.buttons[1]
    aside.click()
    assert workspace.is_blank()
    workspace.set_value("inr", 2.2)  # of nobody known
    window.form.focus_field("inr")
    window.new_case()
    aside.click()
    assert len(records.unfinished) == 2
    sheet = found(window)
    sheet.show_list("drafts")
    assert [line.identity.code for line in sheet.lines] == [
        workspace.words.say("keep.draft.anonymous"),
        "A-1",
    ]
    sheet.search.setText("a-1")
    sheet.look()
    sheet.table.setCurrentCell(0, 0)
    sheet.open_chosen()
    assert workspace.identity is not None
    assert workspace.identity.code == "A-1"
    assert workspace.patient.value("ecog") == 1
    assert len(records.unfinished) == 2
    window.desk.session.give_up()
    (left,) = records.unfinished.values()
    assert left.field == "inr"


def test_a_last_visit_that_cannot_be_read_keeps_nobody_from_being_seen(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    before = last_visit(window, workspace)
    records.kept[before.consultation] = [replace(before, case=b'{"field_of_a_later_version": 1}')]
    sheet = found(window)
    sheet.table.setCurrentCell(0, 0)
    sheet.begin.click()
    assert workspace.patient.entries.keys() == {"patient_code"}
    assert workspace.filing.patient == before.patient
    assert workspace.unconfirmed() == ()
    assert window._said.text()


def test_only_a_doctor_confirms(window: MainWindow, workspace: Workspace, records: FakeRecords) -> None:
    kept = last_visit(window, workspace)
    records.people["Ann"] = Person(name="Ann", role="administrator"), PASSWORD
    window.desk.session.close()
    window.desk.session.unlock("Ann", PASSWORD)
    workspace.open_patient(
        workspace.patient.schema.empty().with_value("inr", 1.2), Consultation(unconfirmed=("inr", CHECKLIST))
    )
    assert workspace.unconfirmed() == ("inr",)
    window.confirm_all()
    assert workspace.unconfirmed() == ("inr",)
    assert "Ann" in window._said.text()
    assert kept.number == 1
