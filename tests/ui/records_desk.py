"""What tests of the records in the window share: a window over records in memory, set up and with a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.case_file import CaseFile
from consult.hcc.schema import SCHEMA
from consult.records import Identity, Kept
from resources import path
from tests.ui.records_fake import FakeRecords
from ui.window import MainWindow
from ui.workspace import Workspace

PASSWORD = "quiet river 47"
DOCTOR = "Dr Li"


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords()


@pytest.fixture
def window(workspace: Workspace, records: FakeRecords, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _file: CaseFile(workspace.patient),
        make_pdf=lambda _wanted: b"",
        dress=lambda _name: None,
        records=lambda: records,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.complete()
    made.activateWindow()
    QApplication.processEvents()
    made.focus_first()
    yield made
    made.close()


def enter_case(workspace: Workspace) -> None:
    """A case of values alone, anonymous."""
    workspace.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    workspace.clear_value("patient_code")


def keep(window: MainWindow, workspace: Workspace, code: str, name: str = "", reason: str = "") -> Kept:
    """Keep the open case as the doctor, who is let in first where nobody is."""
    session = window.desk.session
    if session.store is None:
        if session.records.exist:
            session.unlock(DOCTOR, PASSWORD)
        else:
            session.set_up(DOCTOR, PASSWORD)
    return session.keep(Identity(code=code, name=name), reason=reason)
