"""Short code in the window: off until it is switched on, asked for first then, and the password is never far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consult.records import RecordError
from tests.ui.records_desk import DOCTOR, PASSWORD, enter_case, keep, records, window
from tests.ui.records_fake import FakeRecords
from ui.records.lock_page import LockPage
from ui.records.people_sheet import PeopleSheet
from ui.window import MainWindow
from ui.workspace import Workspace

__all__ = ["records", "window"]

CODE = "river7"


def people(window: MainWindow) -> PeopleSheet:
    window.show_people()
    sheet = window.desk.place.sheet
    assert isinstance(sheet, PeopleSheet)
    return sheet


def locked(window: MainWindow) -> LockPage:
    window.lock()
    page = window.screens.currentWidget()
    assert isinstance(page, LockPage)
    return page


def switch_on(window: MainWindow, code: str = CODE) -> PeopleSheet:
    sheet = people(window)
    sheet.quick_password.setText(PASSWORD)
    sheet.code.setText(code)
    sheet.code_again.setText(code)
    QTest.keyClick(sheet.code_again, Qt.Key.Key_Return)
    return sheet


def test_it_is_off_until_switched_on_and_then_asked_for_first(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1", "Wang Wei")
    page = locked(window)
    assert page.form.mode == "unlock"
    page.form.password.setText(PASSWORD)
    page.form.submit()
    sheet = switch_on(window)
    assert sheet.done.text() == workspace.words.say("quick.done.on")
    assert (sheet.quick_password.text(), sheet.code.text()) == ("", "")
    assert sheet.quick_off.isEnabled()
    page = locked(window)
    assert page.form.mode == "code"
    assert page.title.text() == workspace.words.say("keep.locked")
    page.form.password.setText("wrong!")
    QTest.keyClick(page.form.password, Qt.Key.Key_Return)
    assert page.form.mode == "code"
    assert page.form.said.text() == workspace.words.say("error.wrong_code")
    page.form.password.setText(CODE)
    QTest.keyClick(page.form.password, Qt.Key.Key_Return)
    assert window.screens.currentWidget() is not page
    assert window.identity._code.whole == "A-1 · Wang Wei"
    sheet = people(window)
    sheet.quick_off.click()
    assert records.codes == {}
    assert locked(window).form.mode == "unlock"


def test_the_password_can_be_used_instead_and_is_asked_for_when_the_code_is_gone(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    enter_case(workspace)
    keep(window, workspace, "A-1")
    switch_on(window)
    page = locked(window)
    page.form.other.click()
    assert page.form.mode == "unlock"
    page.form.password.setText(PASSWORD)
    page.form.submit()
    assert window.screens.currentWidget() is not page
    page = locked(window)
    assert page.form.mode == "code"

    def gone(_name: str, _code: str) -> None:
        raise RecordError("no_quick")

    records.unlock_quick = gone  # type: ignore[method-assign,assignment]
    page.form.password.setText(CODE)
    page.form.submit()
    assert page.form.mode == "unlock"
    assert page.form.said.text() == workspace.words.say("error.no_quick")
    page.form.password.setText(PASSWORD)
    page.form.submit()
    assert window.screens.currentWidget() is not page


def test_without_a_key_store_it_is_refused_in_words(
    window: MainWindow, workspace: Workspace, records: FakeRecords
) -> None:
    window.desk.session.set_up(DOCTOR, PASSWORD)
    records.has_key_store = False
    sheet = switch_on(window)
    assert sheet.said.text() == workspace.words.say("error.no_key_store")
    assert not sheet.quick_off.isEnabled()
    sheet.code_again.setText("other")
    sheet.switch_quick_on()
    assert sheet.said.text() == workspace.words.say("keep.need.again")
