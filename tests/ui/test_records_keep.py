"""Keeping a case: unlocked first, "saved" only after the store said so, versions with a reason, whose case it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from consult.assess import Knowledge
from consult.hcc.schema import SCHEMA
from consult.passwords import strength
from consult.records import Identity, RecordError
from consult.visits import case_of
from tests.ui.records_desk import PASSWORD, enter_case, records, window
from tests.ui.records_fake import RECOVERY_KEY, FakeRecords
from ui.filing import said
from ui.records.keep_sheet import KeepSheet
from ui.records.unlock_sheet import UnlockSheet
from ui.window import MainWindow
from ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier


__all__ = ["records", "window"]


def keep_sheet(window: MainWindow) -> KeepSheet:
    found = window.desk.place.sheet
    assert isinstance(found, KeepSheet)
    return found


def set_up(window: MainWindow, name: str = "Dr Li") -> None:
    """First set-up by keyboard alone, until the case is asked for."""
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    sheet = window.desk.place.sheet
    assert isinstance(sheet, UnlockSheet)
    assert QApplication.focusWidget() is sheet.form.name
    for text in (name, PASSWORD, PASSWORD):
        focused = QApplication.focusWidget()
        QTest.keyClicks(focused, text)
        QTest.keyClick(focused, Qt.Key.Key_Return)
    assert sheet.form.key.text() == RECOVERY_KEY
    sheet.form.go.click()


def bar(window: MainWindow) -> str:
    return window.identity._kept.whole


def test_nothing_is_read_or_made_before_it_is_asked_for(window: MainWindow, workspace: Workspace) -> None:
    enter_case(workspace)
    assert window._desk is None
    assert "in memory only" in bar(window)


def test_keeping_asks_to_set_up_in_three_answers_and_keeps_on_enter(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    code = sheet.code.text()
    assert code
    assert not set(code) & set("01IO")  # of the letters drawn by lot
    QTest.keyClick(sheet.code, Qt.Key.Key_Return)
    (versions,) = records.kept.values()
    kept = versions[-1]
    assert kept.identity == Identity(code=code)
    assert kept.number == 1
    assert case_of(kept, SCHEMA).patient == workspace.patient
    assert workspace.assessment is not None
    assert dict(kept.outcome.statuses) == {n: t.status for n, t in workspace.assessment.treatments.items()}
    assert bar(window).startswith("saved ")
    assert not window.desk.session.is_unkept()


def test_saved_is_said_only_of_what_the_store_confirmed(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    records.failing = RecordError("not_unlocked")
    sheet = keep_sheet(window)
    sheet.submit()
    assert sheet.said.text()
    assert "saved" not in bar(window)
    assert workspace.filing.kept is None
    records.failing = None
    sheet.submit()
    assert bar(window).startswith("saved ")


def test_a_change_after_saving_is_said_at_once_and_typed_back_is_no_change(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    keep_sheet(window).submit()
    before = bar(window)
    workspace.set_value("inr", 2.4)
    assert "not kept" in bar(window)
    workspace.undo_stack.undo()
    assert bar(window) == before
    window.keep()
    assert window.desk.place.sheet is None
    assert "Nothing has changed" in window._said.text()
    assert len(next(iter(records.kept.values()))) == 1


def test_an_amendment_needs_a_reason_and_leaves_the_version_before_as_it_was(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    keep_sheet(window).submit()
    first = next(iter(records.kept.values()))[0]
    workspace.set_value("inr", 2.4)
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    sheet = keep_sheet(window)
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert sheet.said.text()
    assert len(records.kept[first.consultation]) == 1
    QTest.keyClicks(sheet.reason, "INR of today")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    one, two = records.kept[first.consultation]
    assert one == first
    assert (two.number, two.reason) == (2, "INR of today")
    assert case_of(two, SCHEMA).patient.value("inr") == 2.4


def test_what_is_tried_is_never_kept(window: MainWindow, workspace: Workspace, records: FakeRecords) -> None:
    enter_case(workspace)
    set_up(window)
    workspace.start_what_if()
    workspace.set_value("inr", 4.0)
    keep_sheet(window).submit()
    (versions,) = records.kept.values()
    assert case_of(versions[0], SCHEMA).patient == workspace.recorded
    assert case_of(versions[0], SCHEMA).patient.value("inr") != 4.0


def test_the_same_name_is_asked_about_with_birth_dates_and_nothing_chosen(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    sheet.name.setText("Wang Wei")
    sheet.born.setText("19590314")
    sheet.submit()
    window.new_case()
    enter_case(workspace)
    window.keep()
    sheet = keep_sheet(window)
    QTest.keyClicks(sheet.name, "Wang Wei")
    answers = sheet.answers
    assert len(answers) == 2
    assert "1959-03-14" in answers[0].text()
    assert not any(answer.isChecked() for answer in answers)
    sheet.submit()
    assert len(records.kept) == 1
    answers[1].click()
    sheet.submit()
    assert len(records.kept) == 2
    assert len(set(records.owner.values())) == 2


def test_the_same_patient_gets_a_second_consultation(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    sheet.name.setText("Wang Wei")
    sheet.submit()
    window.new_case()
    enter_case(workspace)
    window.keep()
    sheet = keep_sheet(window)
    QTest.keyClicks(sheet.name, "Wang Wei")
    sheet.answers[0].click()
    sheet.submit()
    assert len(records.kept) == 2
    assert set(records.owner.values()) == {"p1"}


@pytest.mark.parametrize("typed", ["1959", "2999-01-01", "1959-02-30", "yesterday", "31.12.1960"])
def test_a_birth_date_that_is_none_is_not_kept(window: MainWindow, workspace: Workspace, typed: str) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    sheet.born.setText(typed)
    sheet.submit()
    assert sheet.said.text()
    assert workspace.filing.kept is None


def test_another_case_is_not_opened_over_one_that_is_not_kept(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    window.desk.place.leave()
    before = workspace.patient
    window.new_case()
    assert workspace.patient is before
    keep, _aside, drop, stay = window.desk.strip.buttons
    assert keep.isVisible()
    stay.click()
    assert workspace.patient is before
    assert window.desk.strip.isHidden()
    window.new_case()
    keep.click()
    keep_sheet(window).submit()
    assert len(records.kept) == 1
    assert workspace.is_blank()
    enter_case(workspace)
    window.new_case()
    drop.click()
    assert workspace.is_blank()
    assert len(records.kept) == 1


def test_code_name_and_birth_date_stand_in_the_bar(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    sheet.code.setText("B-7")
    sheet.name.setText("Wang Wei")
    sheet.born.setText("1959-03-14")
    sheet.submit()
    assert window.identity._code.whole == "B-7 · Wang Wei"
    assert "1959-03-14" in window.identity._who.whole
    assert workspace.patient.value("patient_code") == "B-7"
    window.new_case()
    assert window.identity._code.whole == "Anonymous case"
    assert "1959" not in window.identity._who.whole


def test_words_that_act_are_not_kept_in_a_name(window: MainWindow, workspace: Workspace) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    sheet.name.setText("Wang\u202e Wei\u200b")
    identity = sheet.identity()
    assert identity is not None
    assert not set(identity.name) & {"\u202e", "\u200b", "\n"}


def test_a_moment_of_another_day_is_said_with_its_day(knowledge: Knowledge, workspace: Workspace) -> None:
    drafted = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    filing = replace(workspace.filing, drafted_at=drafted)
    assert drafted.astimezone().strftime("%Y-%m-%d") in said(
        filing, workspace.words, datetime(2026, 11, 23, tzinfo=UTC)
    )
    assert drafted.astimezone().strftime("%Y-%m-%d") not in said(filing, workspace.words, drafted)


@pytest.mark.parametrize(
    ("password", "name", "expected"),
    [
        ("short", "", "short"),
        ("aaaaaaaaaaaaaaaa", "", "weak"),
        ("1234567890123456", "", "weak"),
        ("abcabcabcabcabcabc", "", "weak"),
        ("DoctorLiDoctorLi", "Doctor Li", "weak"),
        ("wangweiwei88", "wangweiwei", "weak"),
        ("k7#mQ2vx9R", "", "fair"),
        ("correct horse battery", "", "strong"),
        ("x" * 200, "", "long"),
    ],
)
def test_strength_counts_length_and_repetition_only(password: str, name: str, expected: str) -> None:
    assert strength(password, name) == expected


@pytest.mark.parametrize("width", [1366, 1024, 800, 683])
def test_code_name_and_birth_date_are_whole_at_every_width(
    window: MainWindow, workspace: Workspace, width: int
) -> None:
    enter_case(workspace)
    set_up(window)
    sheet = keep_sheet(window)
    for box, text in ((sheet.code, "26-K7PQ3M"), (sheet.name, "Wang Wei"), (sheet.born, "1959-03-14")):
        box.setText(text)
    sheet.submit()
    window.resize(width, 600)
    QApplication.processEvents()
    assert window.width() == width
    bar_ = window.identity
    assert bar_._code.text() == "26-K7PQ3M · Wang Wei"
    assert "1959-03-14" in bar_._who.text()
    places = bar_._code.geometry(), bar_._who.x()
    workspace.set_value("inr", 2.2)
    window.desk.session.write_draft()
    QApplication.processEvents()
    assert places == (bar_._code.geometry(), bar_._who.x())
    assert "1959-03-14" in bar_._who.text()
