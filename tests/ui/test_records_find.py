"""Finding and reading on: the list as one types, the history in words, a version as it was kept, merge, roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult.consultation import Consultation, Plan
from consult.errors import InputError
from consult.hcc.schema import SCHEMA
from consult.phrases import Words
from consult.records import Fault, Identity, Kept, Person
from consult.summary.papers import Wanted
from consult.visits import between, case_of, lines
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from ui import app
from ui.printing.preview import PrintPreview
from ui.records.find_sheet import FindSheet
from ui.records.log_sheet import LogSheet
from ui.records.people_sheet import PeopleSheet
from ui.records.safety_sheet import SafetySheet
from ui.records.version_sheet import VersionSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def found(window: MainWindow) -> FindSheet:
    QTest.keyClick(window, Qt.Key.Key_F3)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, FindSheet)
    return sheet


def cells(sheet: FindSheet) -> list[list[str]]:
    table = sheet.table
    items = [[table.item(r, c) for c in range(table.columnCount())] for r in range(table.rowCount())]
    return [["" if item is None else item.text() for item in line] for line in items]


def two_visits(window: MainWindow, workspace: Workspace) -> tuple[Kept, Kept]:
    """One patient with two consultations: the INR rose in between."""
    enter_case(workspace)
    first = keep(window, workspace, "A-1", "Wang Wei")
    window.desk.session.begin_visit(first.identity, first.patient)
    workspace.set_value("inr", 2.6)
    return first, keep(window, workspace, "A-1", "Wang Wei")


def other_patient(window: MainWindow, workspace: Workspace, code: str, name: str = "") -> Kept:
    enter_case(workspace)
    return keep(window, workspace, code, name)


def test_the_list_follows_each_letter_and_chooses_nobody(window: MainWindow, workspace: Workspace) -> None:
    two_visits(window, workspace)
    other_patient(window, workspace, "B-2", "Zhao Min")
    sheet = found(window)
    assert QApplication.focusWidget() is sheet.search
    assert len(cells(sheet)) == 2
    assert sheet.current() is None
    assert not sheet.open.isEnabled()
    QTest.keyClicks(sheet.search, "wan")
    assert [line[0] for line in cells(sheet)] == ["A-1"]
    assert cells(sheet)[0][3] == "2"


def test_a_patient_is_opened_by_keyboard_and_the_bar_says_whose_case_it_is(
    window: MainWindow, workspace: Workspace
) -> None:
    _first, second = two_visits(window, workspace)
    window.new_case()
    sheet = found(window)
    QTest.keyClicks(sheet.search, "wang")
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is sheet.table
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert workspace.filing.kept == second
    assert window.identity._code.whole == "A-1 · Wang Wei"
    assert window.desk.place.sheet is None
    assert QApplication.activeModalWidget() is None


def test_the_history_says_in_words_what_changed_once_one_stays(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    first, second = two_visits(window, workspace)
    sheet = found(window)
    sheet.table.setCurrentCell(0, 0)
    assert [visit.consultation for visit in sheet.visits] == [second.consultation, first.consultation]
    read = [event for event in records.log if event.kind == "open"]
    assert len(sheet.history.item(0).text().splitlines()) == 1  # who is only passed is not read
    qtbot.waitUntil(lambda: "INR" in sheet.history.item(0).text())
    assert len([event for event in records.log if event.kind == "open"]) == len(read) + 2
    told = sheet.history.item(0).text().splitlines()
    assert told[1].strip() == "INR: 1.1 → 2.6"
    assert "INR" not in sheet.history.item(1).text()
    assert (
        len([line for line in told if "not recorded" in line]) == 0
    )  # one line for all that was not asked again
    workspace.set_language("zh_CN")
    sheet.tell_changes()
    assert "INR" in sheet.history.currentItem().text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_values_results_and_statuses_are_all_told(
    window: MainWindow, workspace: Workspace, language: str
) -> None:
    enter_case(workspace)
    first = keep(window, workspace, "A-1")
    workspace.set_value("bilirubin_umol_per_l", 90)
    workspace.set_value("ascites", "moderate_severe")
    workspace.set_consultation(Consultation(plan=Plan(kind="deferred")))
    second = keep(window, workspace, "A-1", reason="worse")
    assert workspace.knowledge is not None
    words = Words(language, workspace.words._declared, workspace.knowledge.catalog)
    told = between(first, second, SCHEMA)
    assert {value.field for value in told.values} == {"bilirubin_umol_per_l", "ascites"}
    moved = {name for name, was in first.outcome.statuses.items() if second.outcome.statuses[name] != was}
    assert {move.treatment for move in told.moves} == moved
    assert moved
    said = lines(told, words)
    assert any("Child-Pugh" in line for line in said)
    assert any(words.short("rfa") in line or words.treatment("rfa") in line for line in said) is (
        "rfa" in moved
    )
    assert said[-1] == words.say("visit.consultation")
    assert between(first, first, SCHEMA).is_nothing


def test_an_old_version_is_shown_as_it_was_kept_and_what_differs_now_is_listed(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1")
    statuses = {**kept.outcome.statuses, "rfa": "advised_against", "gone_therapy": "possible"}
    old = replace(kept, outcome=replace(kept.outcome, edition="2025.03", statuses=statuses))
    records.kept[kept.consultation][0] = old
    window.new_case()
    window.desk.open(kept.consultation)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, VersionSheet)
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    assert "2025.03" in said
    assert "Advised against → " in said
    assert "gone_therapy: no longer in the catalogue" in said
    assert workspace.patient == case_of(old, SCHEMA).patient
    assert records.kept[kept.consultation] == [old]  # opening changes nothing
    assert not window.desk.session.is_unkept()


def test_a_version_said_the_same_today_opens_without_a_list(window: MainWindow, workspace: Workspace) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1")
    window.new_case()
    window.desk.open(kept.consultation)
    assert window.desk.place.sheet is None
    assert window.desk.strip.isVisible()
    window.desk.show_versions()
    assert isinstance(window.desk.place.sheet, VersionSheet)


def test_an_older_version_is_read_and_not_amended(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1")
    workspace.set_value("inr", 2.6)
    keep(window, workspace, "A-1", reason="later")
    window.desk.open(kept.consultation, 1)
    assert workspace.patient.value("inr") == 1.1
    assert "version 1 of 2" in window.identity._kept.whole
    workspace.set_value("inr", 3.0)
    window.keep()
    assert len(records.kept[kept.consultation]) == 2
    assert window.desk.strip.isVisible()
    assert window.desk.place.sheet is None or not hasattr(window.desk.place.sheet, "reason")


def test_opening_another_patient_closes_what_shows_the_first(
    window: MainWindow, workspace: Workspace
) -> None:
    two_visits(window, workspace)
    other = other_patient(window, workspace, "B-2", "Zhao Min")
    window.show_preview()
    window.desk.open("c1")
    assert not [w for w in window.findChildren(PrintPreview) if w.isVisible()]
    assert window.identity._code.whole == "A-1 · Wang Wei"
    assert workspace.filing.patient != other.patient


def test_due_and_waiting_are_lists_of_their_own(window: MainWindow, workspace: Workspace) -> None:
    enter_case(workspace)
    until = workspace.today() - timedelta(days=1)
    plan = Plan(kind="deferred", reason="waits", until=until, decides_next="AFP in four weeks")
    workspace.set_consultation(Consultation(plan=plan))
    keep(window, workspace, "A-1")
    other_patient(window, workspace, "B-2")
    sheet = found(window)
    sheet.lists["due"].click()
    assert [line[0] for line in cells(sheet)] == ["A-1"]
    assert until.isoformat() in cells(sheet)[0]
    sheet.lists["waiting"].click()
    assert "AFP in four weeks" in cells(sheet)[0]
    sheet.lists["all"].click()
    assert len(cells(sheet)) == 2


def test_two_patients_are_put_together_after_both_were_seen_and_apart_again(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    two_visits(window, workspace)
    other_patient(window, workspace, "B-2", "Wang Wei")
    sheet = found(window)
    before = dict(records.owner)
    sheet.table.setCurrentCell(0, 0)
    sheet.join.begin.click()
    assert not sheet.join.go.isEnabled()
    sheet.table.setCurrentCell(1, 0)
    assert "A-1" in sheet.join.said.text()
    assert "B-2" in sheet.join.said.text()
    assert not sheet.join.go.isEnabled()
    sheet.join.reason.setText("same birth date")
    sheet.join.go.click()
    assert len(set(records.owner.values())) == 1
    sheet.join.undo.click()
    assert records.owner == before


def test_a_new_consultation_of_a_patient_begins_with_nothing_of_the_day_of_the_last(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    first, _second = two_visits(window, workspace)
    sheet = found(window)
    sheet.table.setCurrentCell(0, 0)
    sheet.begin.click()
    assert not {"inr", "albumin_g_per_l", "ecog", "ascites", "lesions"} & workspace.patient.entries.keys()
    assert workspace.identity == first.identity
    workspace.set_value("inr", 1.0)
    third = keep(window, workspace, "A-1", "Wang Wei")
    assert third.patient == first.patient
    assert len(records.kept) == 3


# -- who may what ------------------------------------------------------------------------------------------------


def let_in(window: MainWindow, records: FakeRecords, role: str, name: str = "Chen") -> None:
    """Somebody of another role has the records unlocked."""
    session = window.desk.session
    session.set_up(DOCTOR, PASSWORD)
    session.lock()
    person = Person(name=name, role=role)  # type: ignore[arg-type]
    records.people[name] = person, PASSWORD
    session.unlock(name, PASSWORD)


def test_an_auditor_sees_the_log_and_no_patient(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    let_in(window, records, "auditor")
    window.show_patients()
    assert isinstance(window.desk.place.sheet, LogSheet)
    assert window.desk.place.sheet.table.rowCount() == len(records.log)
    enter_case(workspace)
    window.keep()
    assert "Chen" in window._said.text()
    assert not records.kept


def test_an_administrator_finds_patients_and_opens_no_case(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    window.lock()
    records.people["Chen"] = Person(name="Chen", role="administrator"), PASSWORD
    page = window.desk.locking.page
    assert page is not None
    page.form.retranslate()
    page.form.person.choose("Chen")
    page.form.password.setText(PASSWORD)
    page.form.submit()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, FindSheet)
    assert workspace.is_blank()
    assert len(cells(sheet)) == 1
    sheet.table.setCurrentCell(0, 0)
    assert not sheet.open.isEnabled()
    assert not sheet.begin.isEnabled()
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert workspace.is_blank()
    assert not [event for event in records.log if event.kind == "open"]


def test_people_are_added_and_removed_and_removing_is_asked_for_twice(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    window.show_people()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, PeopleSheet)
    sheet.name.setText("Chen")
    sheet.role.choose("auditor")
    sheet.password.setText("short")
    sheet.add.click()
    assert sheet.said.text()
    assert list(records.people) == [DOCTOR]
    for box in (sheet.password, sheet.again):
        box.setText("green hills 88")
    sheet.add.click()
    assert records.people["Chen"][0].role == "auditor"
    assert sheet.table.rowCount() == 2
    assert not sheet.password.text()
    sheet.table.setCurrentCell(1, 0)
    sheet.remove.click()
    assert "Chen" in records.people
    sheet.remove.click()
    assert "Chen" not in records.people


def test_a_password_is_changed_and_a_recovery_key_made(window: MainWindow, records: FakeRecords) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    window.show_people()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, PeopleSheet)
    sheet.old.setText("not this one")
    for box in (sheet.new, sheet.new_again):
        box.setText("green hills 88")
    sheet.change.click()
    assert sheet.said.text()
    assert records.people[DOCTOR][1] == PASSWORD
    sheet.old.setText(PASSWORD)
    sheet.change.click()
    assert records.people[DOCTOR][1] == "green hills 88"
    before = records.key
    sheet.make_key.click()
    assert sheet.key.text() == records.key != before


def test_a_long_log_is_read_page_by_page(window: MainWindow, records: FakeRecords) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    assert window.desk.session.store is not None
    for _line in range(450):
        window.desk.session.store.note("print")
    window.show_log()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, LogSheet)
    seen = []
    for _page in range(3):
        seen += [int(sheet.table.item(row, 0).text()) for row in range(sheet.table.rowCount())]
        sheet.older.click()
    assert sorted(set(seen)) == list(range(1, len(records.log) + 1))
    assert not sheet.older.isEnabled()
    sheet.newer.click()
    sheet.newer.click()
    assert sheet.events[0].number == len(records.log)
    assert not sheet.newer.isEnabled()


def test_the_log_is_filtered_by_kind_person_and_text(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1")
    store = window.desk.session.store
    assert store is not None
    store.note("export", details={"what": "cases"})
    for _line in range(250):
        store.note("print", consultation=kept.consultation)
    window.show_log()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, LogSheet)
    assert len(sheet.events) == 200
    sheet.kind.choose("export")
    sheet.kind.activated.emit(sheet.kind.currentIndex())
    assert [event.kind for event in sheet.events] == ["export"]
    assert sheet.table.item(0, 3).text() == workspace.words.say("log.export")
    assert not sheet.older.isEnabled()
    workspace.set_language("zh_CN")
    assert [event.kind for event in sheet.events] == ["export"]  # what was asked for stays
    sheet.kind.choose("")
    sheet.by.choose(DOCTOR)
    sheet.words.setText("CASES")
    sheet.look()
    assert [event.kind for event in sheet.events] == ["export"]
    sheet.words.setText(kept.consultation)
    sheet.look()
    assert {event.consultation for event in sheet.events} == {kept.consultation}
    assert sheet.older.isEnabled()
    sheet.words.setText("nothing like it")
    sheet.look()
    assert sheet.events == ()
    assert sheet.table.rowCount() == 0


def test_the_status_page_tells_what_is_found_now(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.show_safety()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, SafetySheet)
    assert "in memory only" in dict(sheet.records())["State"]
    window.desk.session.set_up(DOCTOR, PASSWORD)
    sheet.show_words()
    state = dict(sheet.records())
    assert state["Newest line of the log"].replace(" ", "") == records.log[-1].digest
    assert "not checked" in state["Whole and unaltered"]
    sheet.check_records()
    assert "nothing wrong" in dict(sheet.records())["Whole and unaltered"]
    records.faults = (Fault(code="log_altered", where="7"),)
    sheet.check_records()
    assert "7" in dict(sheet.records())["Whole and unaltered"]
    assert workspace.knowledge is not None
    signer = workspace.knowledge.catalog.signer
    assert signer is not None
    assert dict(sheet.results())["Signature"].endswith(signer.key)
    assert dict(sheet.privacy())["Network"].startswith("none")


def test_what_was_wrong_at_unlocking_is_said(window: MainWindow, records: FakeRecords) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    window.lock()
    records.faults = (Fault(code="clock_behind"),)
    page = window.desk.locking.page
    assert page is not None
    page.form.password.setText(PASSWORD)
    page.form.submit()
    assert "clock" in window.desk.strip.said.text()


def test_a_birth_date_tells_two_patients_apart_in_the_list(window: MainWindow, workspace: Workspace) -> None:
    for code, born in (("A-1", date(1959, 3, 14)), ("B-2", date(1971, 11, 2))):
        enter_case(workspace)
        if window.desk.session.store is None:
            window.desk.session.set_up(DOCTOR, PASSWORD)
        window.desk.session.keep(Identity(code=code, name="Wang Wei", birth_date=born))
    sheet = found(window)
    assert {line[2] for line in cells(sheet)} == {"1959-03-14", "1971-11-02"}


def test_a_kept_plan_of_a_treatment_that_is_gone_is_shown_and_says_why_it_is_not_printed(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    workspace.set_consultation(Consultation(plan=Plan(kind="chosen", treatments=("rfa",))))
    kept = keep(window, workspace, "A-1")
    old = replace(kept, case=kept.case.replace(b'"rfa"', b'"gone_therapy"'))
    records.kept[kept.consultation][0] = old
    window.new_case()
    window.desk.open(kept.consultation)
    assert workspace.consultation.plan.treatments == ("gone_therapy",)
    for step in ("goal", "fit", "plan", "options"):
        window.show_step(step)
        QApplication.processEvents()
    window.screens.show_patient()
    window.screens.leave_patient()
    with pytest.raises(InputError, match="consultation_treatment"):
        app.paper_pdf(workspace, Wanted())
