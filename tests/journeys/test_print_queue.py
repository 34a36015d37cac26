"""From the consultation to the printer: a kept case, its papers in the queue, and an administrator who prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.hcc.schema import SCHEMA
from consult.records import Identity
from db.records.folder import RecordsFolder
from resources import path
from tests.db.records.making import ADMINISTRATOR, CHEAP, DOCTOR, PASSWORD
from tests.output.conftest import pages_of, squeezed
from tests.output.test_preview import Recorder
from ui import theme
from ui.app import paper_document, paper_pdf, read_case_file
from ui.printing import preview as preview_module
from ui.printing import queue as queue_module
from ui.printing.preview import PrintPreview
from ui.printing.queue import PrintQueue
from ui.window import MainWindow
from ui.workspace import Workspace

LI = Identity(code="A-1", name="李明", birth_date=date(1961, 3, 4))


class Program:
    """The window over records on the disk, with one printer."""

    def __init__(self, knowledge: Knowledge, folder: Path, qtbot: QtBot) -> None:
        self.workspace = Workspace(knowledge)
        self.records = RecordsFolder(folder, cost=lambda: CHEAP)
        self.window = MainWindow(
            self.workspace,
            theme="light",
            read_case=lambda file: read_case_file(file, self.workspace),
            make_pdf=lambda wanted: paper_pdf(self.workspace, wanted),
            make_document=lambda wanted: paper_document(self.workspace, wanted),
            dress=lambda _name: None,
            records=lambda: self.records,
        )
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.complete()
        QApplication.processEvents()

    def keep(self) -> None:
        session = self.window.desk.session
        session.set_up(DOCTOR.name, PASSWORD)
        assert session.store is not None
        session.store.add_person(ADMINISTRATOR, PASSWORD)
        raw = json.loads(path("examples", "example.json").read_text())
        self.workspace.open_patient(SCHEMA.read({**raw, "patient_code": "A-1"}))
        session.keep(LI)

    def preview(self) -> PrintPreview:
        self.window.show_preview()
        made = [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview) and w.isVisible()]
        made[-1].check.confirm()  # it is the patient in the room
        return made[-1]

    def queue(self) -> PrintQueue:
        self.window.show_queue()
        made = [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintQueue) and w.isVisible()]
        return made[-1]


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder("Ward")
    for module in (preview_module, queue_module):
        monkeypatch.setattr(module, "find_way", lambda: made)
    return made


@pytest.fixture
def program(
    knowledge: Knowledge, tmp_path: Path, qtbot: QtBot, qapp: QApplication, way: Recorder
) -> Iterator[Program]:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = Program(knowledge, tmp_path / "records", qtbot)
    yield made
    made.window.close()


def test_a_kept_case_is_printed_by_somebody_who_never_opens_it(
    program: Program, knowledge: Knowledge, tmp_path: Path, qtbot: QtBot, way: Recorder
) -> None:
    program.keep()
    preview = program.preview()
    assert "李明" in preview.who.text()
    assert "1961-03-04" in preview.who.text()
    for kind in ("doctor", "board"):
        preview.kind.choose(kind)
        preview.queue_button.click()
        assert preview.said.text() == "The paper waits in the print queue."
    preview.queue_button.click()
    assert "already" in preview.said.text()
    program.window.close()

    again = Program(knowledge, tmp_path / "records", qtbot)
    again.window.desk.session.unlock(ADMINISTRATOR.name, PASSWORD)
    queue = again.queue()
    queue.model.tick_all(True)
    assert queue.chosen.toPlainText().startswith("A-1 · 李明 · born 1961-03-04: 2 papers, ")
    queue.print_chosen()
    assert len(way.taken) == 2
    for pdf, job in way.taken:
        for page in pages_of(pdf):
            assert squeezed("A-1 · 李明 · born 1961-03-04") in page
            assert job.title in page
    assert not again.workspace.patient.entries
    again.window.lock()
    QApplication.processEvents()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintQueue) and w.isVisible()]
    again.window.close()


def test_what_is_not_kept_as_it_stands_is_not_queued(program: Program) -> None:
    program.window.open_file(path("examples", "example.json"))
    preview = program.preview()
    preview.queue_button.click()
    assert "keep this one first" in preview.said.text()
    preview.close()
    program.keep()
    program.workspace.set_value("albumin_g_per_l", 33.5, "33.5")
    preview = program.preview()
    preview.queue_button.click()
    assert "keep this one first" in preview.said.text()
    store = program.window.desk.session.store
    assert store is not None
    assert store.papers() == ()


def test_a_job_and_a_saved_web_page_carry_the_number_and_no_name(
    program: Program, way: Recorder, tmp_path: Path
) -> None:
    program.keep()
    preview = program.preview()
    preview.print_button.click()
    ((pdf, job),) = way.taken
    assert job.title in pages_of(pdf)[0]
    assert "李" not in job.title
    preview.save_to(tmp_path / "paper.html")
    html = (tmp_path / "paper.html").read_text()
    assert job.title in html
    assert "李明" in html.partition("</head>")[2]
    assert "李明" not in html.partition("</head>")[0]
