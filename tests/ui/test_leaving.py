"""What leaves the records: erasing says what goes and stays and is typed for; limits name who is due; exports."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consult.records import Person
from consult.retention import seen_before, thinned_out_by
from tests.ui.records_desk import PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from tests.ui.test_records_find import found
from ui.leaving.due_sheet import DueSheet
from ui.leaving.erase_sheet import EraseSheet
from ui.leaving.export_sheet import ExportSheet
from ui.records.find_sheet import FindSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def keep_three(window: MainWindow, workspace: Workspace) -> None:
    for code, name in (("A-1", "Wang Wei"), ("B-2", "Zhao Min"), ("C-3", "")):
        enter_case(workspace)
        keep(window, workspace, code, name)
    window.new_case()


def chosen(window: MainWindow, code: str) -> FindSheet:
    sheet = found(window)
    sheet.search.setText(code)
    sheet.look()
    sheet.table.setCurrentCell(0, 0)
    return sheet


def eraser(window: MainWindow) -> EraseSheet:
    sheet = window.desk.place.sheet
    assert isinstance(sheet, EraseSheet)
    return sheet


def test_erasing_says_what_goes_and_what_backups_hold_and_needs_the_code(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    keep_three(window, workspace)
    store = window.desk.session.store
    assert store is not None
    store.back_up(tmp_path)
    chosen(window, "A-1").erase.click()
    sheet = eraser(window)
    assert "A-1" in sheet.who.text()
    assert "1" in sheet.goes.text()
    assert thinned_out_by(records.log[-1].at.astimezone()).isoformat() in sheet.backups.text()
    assert not sheet.erase.isEnabled()
    sheet.typed.setText("A-2")
    sheet.reason.setText("asked for it")
    assert not sheet.erase.isEnabled()
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert sheet.said.text() == workspace.words.say("erase.need.code")
    assert len(records.kept) == 3
    sheet.typed.setText("A-1")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert len(records.kept) == 2
    assert [event.kind for event in records.log][-1] == "erase"
    assert sheet.result.text()
    sheet.submit()  # a second press finds nothing to erase
    assert len(records.kept) == 2
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert isinstance(window.desk.place.sheet, FindSheet)
    assert len(window.desk.place.sheet.lines) == 2


def test_a_patient_whose_case_is_open_is_not_erased(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    chosen(window, "A-1").erase.click()
    sheet = eraser(window)
    sheet.typed.setText("A-1")
    sheet.reason.setText("asked for it")
    sheet.submit()
    assert sheet.said.text() == workspace.words.say("erase.need.closed")
    assert len(records.kept) == 1


def test_who_may_not_erase_or_export_is_not_offered_it_and_the_store_refuses(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    keep_three(window, workspace)
    records.people["Ann"] = Person(name="Ann", role="administrator"), PASSWORD
    sheet = chosen(window, "A-1")
    assert sheet.erase.isHidden()
    assert sheet.export.isHidden()
    window.show_export()
    export = window.desk.place.sheet
    assert isinstance(export, ExportSheet)
    assert not export.unnamed.isEnabled()
    assert export.about.text() == workspace.words.say("export.may_not")
    window.show_due()
    due = window.desk.place.sheet
    assert isinstance(due, DueSheet)
    assert not due.set.isEnabled()
    window.desk.session.close()
    window.desk.session.unlock("Ann", PASSWORD)
    sheet = chosen(window, "A-1")
    assert not sheet.erase.isHidden()
    assert not sheet.begin.isEnabled()


def test_no_limit_is_proposed_and_the_chosen_are_erased_once_their_number_is_typed(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    keep_three(window, workspace)
    window.show_due()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, DueSheet)
    assert sheet.years.text() == ""
    assert sheet.due == ()
    assert sheet.count.text() == workspace.words.say("due.no_limit")
    QTest.keyClicks(sheet.years, "10")
    QTest.keyClick(sheet.years, Qt.Key.Key_Return)
    assert records.years == 10
    assert sheet.due == ()
    today = workspace.today()
    workspace.today = lambda: date(today.year + 11, 1, 1)
    sheet.load()
    assert len(sheet.due) == 3
    assert not sheet.erase.isEnabled()
    sheet.table.selectRow(0)
    QTest.keyClick(sheet.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(sheet.chosen()) == 2
    sheet.erase.click()
    last = eraser(window)
    last.typed.setText("3")
    last.reason.setText("limit")
    assert not last.erase.isEnabled()
    last.typed.setText("2")
    last.erase.click()
    assert len(records.kept) == 1
    last.left.emit()
    assert isinstance(window.desk.place.sheet, DueSheet)
    assert len(window.desk.place.sheet.due) == 1


def test_exports_are_written_where_they_are_wanted_and_said_to_leave_the_encryption(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    keep_three(window, workspace)
    chosen(window, "B-2").export.click()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, ExportSheet)
    assert "B-2" in sheet.of.text()
    assert sheet.warning.text() == workspace.words.say("export.warning")
    out = tmp_path / "her.zip"
    sheet.save_person(out)
    assert out.read_bytes().startswith(b"all of p")
    assert records.log[-1].kind == "export"
    sheet.save_unnamed(tmp_path / "cases.jsonl")
    assert (tmp_path / "cases.jsonl").read_bytes() == b'{"person": 1}\n'
    assert "cases.jsonl" in sheet.done.text()
    sheet.save_unnamed(tmp_path / "no such folder" / "x")
    assert sheet.said.text()
    assert sheet.done.text() == ""
    workspace.set_language("zh_CN")
    assert sheet.warning.text() == workspace.words.say("export.warning")


@pytest.mark.parametrize(
    ("made", "until"),
    [(datetime(2026, 11, 23), date(2027, 12, 1)), (datetime(2026, 1, 31), date(2027, 2, 1))],
)
def test_a_monthly_backup_is_let_go_of_after_twelve_months(made: datetime, until: date) -> None:
    assert thinned_out_by(made) == until


def test_a_limit_counts_whole_years_to_the_day() -> None:
    assert seen_before(date(2026, 11, 23), 15) == date(2011, 11, 23)
    assert seen_before(date(2028, 2, 29), 1) == date(2027, 2, 28)
