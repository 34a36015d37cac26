"""Backup from the window: made and read back, tried without restoring, put in the place of the records when sure."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from consult.records import Fault
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords, now
from ui.records.backup_sheet import BackupSheet
from ui.records.unlock_sheet import UnlockSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def shown(window: MainWindow, folder: Path | None = None) -> BackupSheet:
    window.show_backup()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, BackupSheet)
    if folder is not None:
        sheet.folder.setText(str(folder))
        sheet.list_backups()
    return sheet


def test_a_backup_is_made_listed_and_remembered(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    sheet = shown(window)
    sheet.make.click()
    assert sheet.said.text()
    assert not records.copies
    sheet = shown(window, tmp_path)
    sheet.make.click()
    assert len(records.copies) == 1
    assert "backup-1" in sheet.done.text()
    assert sheet.table.rowCount() == 1
    window.desk.place.leave()
    assert shown(window).folder.text() == str(tmp_path)


def test_a_backup_is_tried_and_nothing_is_restored(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    sheet = shown(window, tmp_path)
    sheet.make.click()
    sheet.table.setCurrentCell(0, 0)
    sheet.password.setText("not this one")
    sheet.rehearse.click()
    assert sheet.said.text()
    assert not sheet.done.text()
    sheet.password.setText(PASSWORD)
    sheet.rehearse.click()
    assert "whole" in sheet.done.text()
    records.faults = (Fault(code="log_altered", where="7"),)
    sheet.rehearse.click()
    assert "7" in sheet.done.text()
    assert records.opened == 1


def test_restoring_is_asked_for_twice_and_never_over_a_case_that_is_not_kept(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    sheet = shown(window, tmp_path)
    sheet.make.click()
    sheet.table.setCurrentCell(0, 0)
    sheet.password.setText(PASSWORD)
    workspace.set_value("inr", 3.0)
    sheet.restore.click()
    sheet.restore.click()
    assert not workspace.is_blank()
    workspace.undo_stack.undo()
    before = window.desk.session.store
    sheet.restore.click()
    assert window.desk.session.store is before
    sheet.restore.click()
    assert window.desk.session.store is not before
    assert records.opened == 1
    assert workspace.is_blank()
    assert window.desk.place.sheet is None


def test_without_unlocked_records_a_backup_can_be_tried_and_unlocking_is_offered(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    shown(window, tmp_path).make.click()
    window.desk.session.lock()
    sheet = shown(window, tmp_path)
    sheet.table.setCurrentCell(0, 0)
    sheet.person.setText(DOCTOR)
    sheet.password.setText(PASSWORD)
    sheet.rehearse.click()
    assert "whole" in sheet.done.text()
    assert records.opened == 0
    sheet.make.click()
    assert isinstance(window.desk.place.sheet, UnlockSheet)


def test_after_a_week_without_a_backup_a_line_says_so_and_blocks_nothing(
    window: MainWindow, workspace: Workspace, records: FakeRecords, tmp_path: Path
) -> None:
    records.clock = lambda: now() - timedelta(days=8)
    enter_case(workspace)
    keep(window, workspace, "A-1")
    records.clock = now
    window.lock()
    page = window.desk.locking.page
    assert page is not None
    page.form.password.setText(PASSWORD)
    page.form.submit()
    strip = window.desk.strip
    assert "backup" in strip.said.text()
    strip.buttons[0].click()
    shown(window, tmp_path).make.click()
    window.lock()
    page.form.password.setText(PASSWORD)
    page.form.submit()
    assert strip.isHidden()
