"""Records, end to end over the store on the disk: set up, keep, lock, forget the password, crash, second window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.schema import SCHEMA
from db.records.folder import RecordsFolder
from db.records.passwords import Cost
from resources import path
from tests.db.records import making
from ui import theme
from ui.records.keep_sheet import KeepSheet
from ui.records.lock_page import LockPage
from ui.records.unlock_sheet import UnlockSheet
from ui.window import MainWindow
from ui.workspace import Workspace

ROOT = Path(__file__).parents[2]
PASSWORD, NEW = "quiet river 47", "green hills over 88"
CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)
CANARY = "Canarybird Wang"


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    theme.load_fonts()
    theme.apply(qapp, "light")
    return qapp


class Program:
    """The window over a folder of records; begun anew it is another start of the program."""

    def __init__(self, knowledge: Knowledge, folder: Path, qtbot: QtBot) -> None:
        self.workspace = Workspace(knowledge)
        self.window = MainWindow(
            self.workspace,
            theme="light",
            read_case=lambda _file: CaseFile(self.workspace.patient),
            make_pdf=lambda _wanted: b"",
            dress=lambda _name: None,
            records=lambda: RecordsFolder(folder, cost=lambda: CHEAP),
        )
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.complete()
        self.window.activateWindow()
        QApplication.processEvents()

    def enter(self) -> None:
        self.workspace.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
        self.workspace.clear_value("patient_code")

    def key_form(self) -> UnlockSheet:
        sheet = self.window.desk.place.sheet
        assert isinstance(sheet, UnlockSheet)
        return sheet

    def keep_sheet(self) -> KeepSheet:
        sheet = self.window.desk.place.sheet
        assert isinstance(sheet, KeepSheet)
        return sheet

    def set_up(self) -> str:
        self.window.keep()
        form = self.key_form().form
        form.name.setText("Dr Li")
        form.password.setText(PASSWORD)
        form.again.setText(PASSWORD)
        form.submit()
        key = form.key.text()
        form.submit()
        return key

    def keep(self) -> None:
        sheet = self.keep_sheet()
        sheet.code.setText("A-1")
        sheet.name.setText(CANARY)
        sheet.submit()
        assert self.window.desk.place.sheet is None, sheet.said.text()

    def unlock(self, password: str = PASSWORD) -> None:
        self.window.show_patients()
        form = self.key_form().form
        form.password.setText(password)
        form.submit()

    def crash(self) -> None:
        """As the process ends: nothing is written any more, and the file is let go."""
        session = self.window.desk.session
        assert session.store is not None
        session._timer.stop()
        session.store.close()
        session.store = None
        self.window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture
def program(knowledge: Knowledge, folder: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    made = Program(knowledge, folder, qtbot)
    yield made
    made.window.close()


def test_a_kept_case_is_there_at_the_next_start_and_nowhere_in_plain(
    program: Program, folder: Path, knowledge: Knowledge, qtbot: QtBot
) -> None:
    program.enter()
    program.set_up()
    program.keep()
    kept = program.workspace.patient
    program.window.close()
    for file in folder.iterdir():
        data = file.read_bytes()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert CANARY.encode(encoding) not in data, file.name
    again = Program(knowledge, folder, qtbot)
    again.unlock()
    sheet = again.window.desk.place.sheet
    assert sheet is not None
    sheet.search.setText("canary")  # type: ignore[attr-defined]
    sheet.table.setCurrentCell(0, 0)  # type: ignore[attr-defined]
    sheet.open_chosen()  # type: ignore[attr-defined]
    assert again.workspace.patient.to_json() == kept.to_json()
    assert again.window.identity._code.whole == f"A-1 · {CANARY}"
    again.window.close()


def test_a_wrong_password_is_said_in_words_and_the_recovery_key_opens(program: Program) -> None:
    program.enter()
    key = program.set_up()
    program.keep()
    program.window.lock()
    page = program.window.screens.currentWidget()
    assert isinstance(page, LockPage)
    page.form.password.setText("not the password")
    page.form.submit()
    assert page.form.said.text()
    assert program.window.screens.currentWidget() is page
    page.form.other.click()
    page.form.recovery.setText(key)
    page.form.password.setText(NEW)
    page.form.again.setText(NEW)
    page.form.submit()
    assert program.window.screens.currentWidget() is not page
    assert program.window.identity._code.whole == f"A-1 · {CANARY}"
    program.window.lock()
    page.form.password.setText(NEW)
    page.form.submit()
    assert program.window.screens.currentWidget() is not page


def test_after_a_crash_the_next_start_offers_what_was_typed(
    program: Program, folder: Path, knowledge: Knowledge, qtbot: QtBot
) -> None:
    program.enter()
    program.set_up()
    program.keep()
    program.workspace.set_value("inr", 2.7)
    program.window.form.focus_field("inr")
    qtbot.waitUntil(lambda: program.workspace.filing.drafted_at is not None)
    program.crash()
    again = Program(knowledge, folder, qtbot)
    again.unlock()
    assert again.window.desk.strip.isVisible()
    again.window.desk.strip.buttons[0].click()
    assert again.workspace.patient.value("inr") == 2.7
    field = again.window.form.focused_field()
    assert field is not None
    assert field.id == "inr"
    again.window.keep()
    sheet = again.keep_sheet()
    sheet.reason.setText("as typed before the crash")
    sheet.submit()
    kept = again.workspace.filing.kept
    assert kept is not None
    assert (kept.number, kept.identity.name) == (2, CANARY)
    assert again.window.desk.session.store is not None
    assert again.window.desk.session.store.draft() is None
    again.window.close()


def test_a_killed_window_comes_back_to_the_patient_and_the_field(
    folder: Path, knowledge: Knowledge, qtbot: QtBot, dressed: QApplication
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.draft_child", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == b"drafted\n"
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    again = Program(knowledge, folder, qtbot)
    again.unlock(making.PASSWORD)
    assert again.workspace.is_blank()
    again.window.desk.strip.buttons[0].click()
    filing = again.workspace.filing
    assert filing.identity is not None
    assert filing.identity.name == "Wang Wei"
    assert filing.before is not None
    assert filing.before.patient == filing.patient
    assert again.workspace.patient.value("inr") == 2.4
    assert "tumour_type" in again.workspace.unconfirmed()
    field = again.window.form.focused_field()
    assert field is not None
    assert field.id == "inr"
    again.window.close()


def test_a_second_window_is_told_that_the_first_has_the_records(
    program: Program, folder: Path, knowledge: Knowledge, qtbot: QtBot
) -> None:
    program.enter()
    program.set_up()
    second = Program(knowledge, folder, qtbot)
    second.unlock()
    assert second.key_form().form.said.text()
    assert second.window.desk.session.store is None
    program.window.close()
    second.key_form().form.password.setText(PASSWORD)
    second.key_form().form.submit()
    assert second.window.desk.session.store is not None
    second.window.close()
