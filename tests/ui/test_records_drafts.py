"""Drafts and lock: what is typed is on the disk within a second, comes back to its field, and is hidden when locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from consult.case_file import read_case
from consult.consultation import Consultation, Plan
from consult.hcc.schema import SCHEMA
from consult.records import RecordError
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from ui import clipboard
from ui.guide.reader import Reader
from ui.printing.preview import PrintPreview
from ui.printing.queue import PrintQueue
from ui.records.idle import Idle
from ui.records.lock_page import LockPage
from ui.records.session import LATEST_S
from ui.settings import SettingsWindow
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]


def unlock_page(window: MainWindow, password: str = PASSWORD) -> None:
    page = window.screens.currentWidget()
    assert isinstance(page, LockPage)
    page.form.password.setText(password)
    QTest.keyClick(page.form.password, Qt.Key.Key_Return)


def test_a_draft_is_written_within_a_second_of_the_last_key(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    enter_case(workspace)
    box = window.form.binding.editor("inr").target()
    box.setFocus()
    QTest.keyClicks(box, "7")
    assert DOCTOR not in records.drafts  # not on the way of the key
    assert 0 < window.desk.session._timer.remainingTime() < 1000
    qtbot.waitUntil(lambda: DOCTOR in records.drafts)
    draft = records.drafts[DOCTOR]
    assert draft.field == "inr"
    assert read_case(draft.case, SCHEMA, draft=True).patient.to_json() == workspace.patient.to_json()


def test_typing_without_a_pause_does_not_put_a_draft_off(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    session = window.desk.session
    session.set_up(DOCTOR, PASSWORD)
    enter_case(workspace)
    assert session._since is not None
    session._since -= LATEST_S - 0.05  # typed ever since
    workspace.set_value("age_years", 44)
    assert session._timer.remainingTime() <= 50


def test_nothing_is_written_before_the_records_are_unlocked_or_of_what_is_tried(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    enter_case(workspace)
    qtbot.wait(400)
    assert not records.drafts
    keep(window, workspace, "A-1")
    workspace.start_what_if()
    workspace.set_value("inr", 3.0)
    qtbot.wait(400)
    assert not records.drafts
    workspace.end_what_if()
    assert window.desk.session.write_draft()
    assert not records.drafts


def test_a_draft_that_cannot_be_written_is_said(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)
    records.failing = RecordError("not_unlocked")
    assert not window.desk.session.write_draft()
    assert window._said.text()
    assert "draft" not in window.identity._kept.whole
    records.failing = None
    assert window.desk.session.write_draft()
    assert "draft" in window.identity._kept.whole


def test_after_a_crash_the_draft_is_offered_and_the_cursor_returns(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    session = window.desk.session
    session.set_up(DOCTOR, PASSWORD)
    workspace.set_value("inr", 2.2)
    workspace.set_consultation(Consultation(plan=Plan(kind="deferred")))  # half a plan
    patient, said = workspace.patient, workspace.consultation
    window.form.focus_field("albumin_g_per_l")
    session.write_draft()
    # The process is gone: nothing of it is closed or dropped.
    session.store, records.opened = None, 0
    workspace.open_patient(SCHEMA.empty())
    session.unlock(DOCTOR, PASSWORD)
    strip = window.desk.strip
    assert strip.isVisible()
    assert workspace.is_blank()
    assert QApplication.activeModalWidget() is None
    strip.buttons[0].click()
    assert workspace.patient == patient
    assert workspace.consultation == said
    focused = window.form.focused_field()
    assert focused is not None
    assert focused.id == "albumin_g_per_l"
    assert strip.isHidden()


def test_a_draft_that_was_found_is_not_written_over_before_it_is_answered(
    window: MainWindow, workspace: Workspace, records: FakeRecords, qtbot: QtBot
) -> None:
    enter_case(workspace)
    session = window.desk.session
    session.set_up(DOCTOR, PASSWORD)
    session.write_draft()
    before = records.drafts[DOCTOR]
    session.store, records.opened = None, 0
    enter_case(workspace)
    workspace.set_value("inr", 3.3)
    session.unlock(DOCTOR, PASSWORD)
    workspace.set_value("inr", 3.4)
    assert session.write_draft()  # beside the one that was found
    assert before in records.unfinished.values()
    assert len(records.unfinished) == 2
    window.desk.open_draft()
    assert workspace.patient.value("inr") == 3.4  # what is on the screen is not thrown away
    window.desk.strip.buttons[1].click()  # put it aside
    assert workspace.patient.value("inr") == 1.1
    assert len(records.unfinished) == 2


def test_a_draft_of_an_amendment_goes_on_from_its_version(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    kept = keep(window, workspace, "A-1", "Wang Wei")
    workspace.set_value("inr", 2.2)
    window.lock()
    assert workspace.is_blank()
    unlock_page(window)
    assert workspace.patient.value("inr") == 2.2
    assert workspace.filing.kept == kept
    assert workspace.identity == kept.identity
    assert window.desk.session.is_unkept()


def test_lock_hides_everything_and_the_password_brings_it_back(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1", "Wang Wei")
    patient = workspace.patient
    window.show_preview()
    clipboard.put("Wang Wei")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = window.screens.currentWidget()
    assert isinstance(page, LockPage)
    assert records.opened == 0
    assert workspace.is_blank()
    assert workspace.identity is None
    session = window.desk.session
    assert (session.store, session.found, session._as_kept, session._written) == (None, None, None, None)
    assert not workspace.undo_stack.canUndo()
    assert not QApplication.clipboard().text()
    assert not [w for w in window.findChildren(PrintPreview) if w.isVisible()]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the event loop does next
    shown = [w.text() for kind in (QLabel, QLineEdit) for w in window.findChildren(kind)]
    assert not [said for said in shown if "Wang" in said or "A-1" in said]
    assert QApplication.focusWidget() is page.form.password
    for key in (Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_S):
        QTest.keyClick(page.form.password, key, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_F11, Qt.Key.Key_F1):
        QTest.keyClick(page.form.password, key)
    assert window.screens.currentWidget() is page
    assert window.findChild(Reader) is None
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]
    unlock_page(window)
    assert window.screens.currentWidget() is not page
    assert workspace.patient == patient
    assert window.identity._code.whole == "A-1 · Wang Wei"


def test_ctrl_l_locks_in_the_patient_view_too(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1", "Wang Wei")
    patient = workspace.patient
    window.screens.show_patient()
    view = window.screens.patient
    assert view is not None
    assert window.screens.currentWidget() is view
    QTest.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert workspace.patient is patient  # no other key of the form acts there
    QTest.keyClick(view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.screens.currentWidget(), LockPage)
    assert records.opened == 0
    unlock_page(window)
    assert window.screens.currentWidget() is view


def test_without_the_password_an_empty_case_can_be_begun(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    window.lock()
    page = window.screens.currentWidget()
    assert isinstance(page, LockPage)
    page.empty.click()
    assert workspace.is_blank()
    assert window.desk.session.store is None
    assert window.screens.currentWidget() is not page


def test_what_cannot_be_written_waits_in_memory_behind_the_lock(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    window.desk.session.set_up(DOCTOR, PASSWORD)
    patient = workspace.patient
    records.failing = RecordError("not_unlocked")
    window.lock()
    page = window.screens.currentWidget()
    assert isinstance(page, LockPage)
    assert page.waiting.isVisible()
    assert not page.empty.isVisible()
    records.failing = None
    unlock_page(window)
    assert workspace.patient == patient


def test_lock_without_unlocked_records_hides_the_screen(window: MainWindow, workspace: Workspace) -> None:
    enter_case(workspace)
    before = workspace.patient
    window.lock()
    assert window.screens.currentWidget() is window.screens.blank
    window.screens.show_again()
    assert workspace.patient is before


def test_closing_the_window_keeps_the_draft_and_closes_the_records(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    enter_case(workspace)
    window.close()
    assert records.opened == 0
    assert DOCTOR in records.drafts


@pytest.mark.parametrize(("minutes", "locks"), [(4.9, False), (5.1, True)])
def test_it_locks_when_nobody_was_there_for_five_minutes(
    window: MainWindow, workspace: Workspace, minutes: float, locks: bool
) -> None:
    clock = [0.0]
    idle = Idle(lambda: workspace.preferences.lock_after, running=lambda: clock[0], wall=lambda: 1000.0)
    told: list[bool] = []
    idle.left_alone.connect(lambda: told.append(True))
    idle.start()
    clock[0] += 60 * minutes
    idle.look()
    assert bool(told) is locks
    idle.stop()


def test_a_key_or_the_mouse_starts_the_count_anew_and_sleep_locks(window: MainWindow) -> None:
    clock, wall = [0.0], [0.0]
    idle = Idle(lambda: 5, running=lambda: clock[0], wall=lambda: wall[0])
    told: list[bool] = []
    idle.left_alone.connect(lambda: told.append(True))
    idle.start()
    clock[0] = 299.0
    QTest.mouseMove(window.windowHandle())
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    clock[0] = wall[0] = 301.0
    wall[0] = 5.0
    idle.look()
    assert not told
    wall[0] += 4000.0  # the computer slept: its running clock stood still
    idle.look()
    assert told
    idle.stop()


def test_the_desk_locks_when_left_alone(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    window.desk.locking.idle.left_alone.emit()
    assert isinstance(window.screens.currentWidget(), LockPage)
    assert records.opened == 0


def test_going_to_another_program_writes_the_draft_at_once(
    window: MainWindow, workspace: Workspace, records: FakeRecords, dressed: QApplication
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    enter_case(workspace)
    assert DOCTOR not in records.drafts
    dressed.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert DOCTOR in records.drafts


def test_a_window_that_shows_no_case_waits_behind_the_lock(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    window.show_settings()
    window.show_queue()
    settings, queue = window.findChildren(SettingsWindow)[-1], window.findChildren(PrintQueue)[-1]
    window.lock()
    assert not settings.isVisible()
    assert not queue.isVisible()
    unlock_page(window)
    assert settings.isVisible()
    assert not queue.isVisible()
