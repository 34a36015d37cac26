"""Draft child: a window over records on the disk types for a patient, says when its draft is there, and stays."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from consult.case_file import CaseFile
from consult.hcc.schema import SCHEMA
from consult.records import Identity, Person
from db.records.folder import RecordsFolder
from resources import path
from tests.db.records.making import CHEAP, PASSWORD
from ui import app, theme
from ui.window import MainWindow
from ui.workspace import Workspace


def main(folder: Path) -> None:
    """Keep a first visit, begin the next one, type an INR into its field, and wait to be killed."""
    application = QApplication([])
    theme.prepare(application, "light")
    workspace = Workspace()
    app.load_catalogue(workspace)
    records = RecordsFolder(folder, cost=lambda: CHEAP)
    store, _key = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)
    store.close()
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _file: CaseFile(workspace.patient),
        make_pdf=lambda _wanted: b"",
        dress=lambda _name: None,
        records=lambda: records,
    )
    window.show()
    window.complete()
    window.activateWindow()
    session = window.desk.session
    session.unlock("Dr Li", PASSWORD)
    workspace.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    kept = session.keep(Identity(code="A-1", name="Wang Wei", birth_date=date(1961, 3, 4)))
    session.begin_visit(kept.identity, kept.patient)
    window.form.focus_field("inr")
    editor = window.form.binding.editor("inr")
    assert editor is not None
    QTest.keyClicks(editor.target(), "2.4")
    while workspace.filing.drafted_at is None:
        application.processEvents()
    print("drafted", flush=True)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
