"""The print preview: follows the case, speaks its own language, and says in words what cannot be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.consultation import Plan
from consult.errors import ConsultError, OutputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA
from consult.phrases import Words
from consult.records import Paper as QueuedPaper
from consult.summary.papers import KINDS, Wanted, paper
from consult.summary.pdf import render_pdf
from tests.output.conftest import CASES, pages_of, squeezed
from ui import clipboard
from ui.printing.preview import PrintPreview
from ui.printing.printer import print_pages, sheet_printer
from ui.printing.ways import Answer, Job, Printer, PrintError, Way
from ui.workspace import Workspace


class Nowhere:
    """A queue that takes nothing."""

    def put(self, _wanted: Wanted, _number: str, _pdf: bytes) -> QueuedPaper:
        raise OutputError("cannot_write", file="x", why="no room")

    def tell(self, _deed: str, _number: str, _how: str) -> None:
        pass


class Recorder:
    """A way to printers that takes papers, or refuses them, here and now."""

    apart = False

    def __init__(self, *printers: str) -> None:
        self.names = printers
        self.refuses: ConsultError | None = None
        self.says: Answer = "printing"
        self.taken: list[tuple[bytes, Job]] = []

    def printers(self) -> tuple[Printer, ...]:
        return tuple(Printer(name) for name in self.names)

    def send(self, pdf: bytes, job: Job) -> str:
        if self.refuses is not None:
            raise self.refuses
        self.taken.append((pdf, job))
        return f"{job.printer}-{len(self.taken)}"

    def answer(self, _request: str) -> Answer:
        return self.says


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    made = Workspace(knowledge)
    made.open_patient(SCHEMA.read(CASES["three small"]))
    return made


@pytest.fixture
def preview(qtbot: QtBot, workspace: Workspace) -> PrintPreview:
    def make(wanted: Wanted) -> bytes:
        assert workspace.knowledge is not None
        assert workspace.assessment is not None
        words = Words(wanted.language, DECLARED, workspace.knowledge.catalog)
        document = paper(
            wanted,
            workspace.patient,
            workspace.assessment,
            words,
            workspace.knowledge,
            today=date(2026, 11, 23),
            program_version="9.9.9",
            said=workspace.consultation,
        )
        return render_pdf(document)

    shown = PrintPreview(make, workspace, way=Recorder(), queue=Nowhere())
    qtbot.addWidget(shown)
    return shown


def test_the_paper_speaks_its_own_language(preview: PrintPreview, workspace: Workspace) -> None:
    assert "Summaryforthedoctor" in pages_of(preview.data)[0]
    preview.language.setCurrentIndex(preview.language.findData("zh_CN"))
    assert "医生用小结" in pages_of(preview.data)[0]
    assert workspace.language == "en"
    assert preview.pdf.page_count == len(pages_of(preview.data))


def test_what_is_saved_is_never_older_than_the_form(
    preview: PrintPreview, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.set_value("albumin_g_per_l", 33.5, "33.5")
    out = tmp_path / "a.pdf"
    preview.save_to(out)
    assert "Albumin33.5g/L" in pages_of(out.read_bytes())[0]


def test_the_shown_paper_follows_the_form(preview: PrintPreview, workspace: Workspace, qtbot: QtBot) -> None:
    before = preview.data
    workspace.set_value("albumin_g_per_l", 33.5, "33.5")
    qtbot.waitUntil(lambda: preview.data != before)
    assert "Albumin33.5g/L" in pages_of(preview.data)[0]


def shown_with(qtbot: QtBot, workspace: Workspace, data: bytes, way: Way) -> PrintPreview:
    made = PrintPreview(lambda _wanted: data, workspace, way=way)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_printer_the_preview_says_so(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot
) -> None:
    shown = shown_with(qtbot, workspace, preview.data, Recorder())
    shown.print_button.click()
    assert "No printer" in shown.said.text()
    assert "PDF" in shown.said.text()


def test_a_paper_goes_to_the_only_printer_as_it_is_shown(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot
) -> None:
    way = Recorder("Ward")
    shown = shown_with(qtbot, workspace, preview.data, way)
    shown.printer_row.copies.choose(3)
    shown.printer_row.sides.choose("two-sided-long-edge")
    shown.print_button.click()
    ((data, job),) = way.taken
    assert data == shown.data
    assert (job.printer, job.copies, job.sides, job.size) == ("Ward", 3, "two-sided-long-edge", "a4")
    assert workspace.patient.to_json().get("patient_code", "-") not in job.title
    assert shown.said.text() == "Ward has taken it and is not finished yet."


def test_among_several_printers_none_is_picked_beforehand(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot
) -> None:
    way = Recorder("Ward", "Office")
    shown = shown_with(qtbot, workspace, preview.data, way)
    shown.print_button.click()
    assert way.taken == []
    assert shown.said.text() == "Choose a printer first."


def test_a_printer_that_is_gone_is_said_and_nothing_is_printed(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot
) -> None:
    way = Recorder("Ward")
    shown = shown_with(qtbot, workspace, preview.data, way)
    way.refuses = PrintError("print_gone", printer="Ward")
    shown.print_button.click()
    assert "Nothing was printed" in shown.said.text()
    assert shown.print_button.isEnabled()


def test_while_a_printer_is_asked_a_second_press_prints_nothing(
    preview: PrintPreview, workspace: Workspace, qtbot: QtBot
) -> None:
    way = Recorder("Ward")
    shown = shown_with(qtbot, workspace, preview.data, way)
    way.apart = True
    shown.print_button.click()
    shown.print_paper()
    shown.print_paper()
    qtbot.waitUntil(shown.print_button.isEnabled)
    assert len(way.taken) == 1


@pytest.mark.parametrize(("first", "last"), [(0, 0), (2, 3)])
def test_the_wanted_pages_reach_the_printer(
    preview: PrintPreview, tmp_path: Path, first: int, last: int
) -> None:
    printer = sheet_printer("a4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setFromTo(first, last)
    assert print_pages(preview.pdf, printer)
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert len(pages) == (last - first + 1 if last else preview.pdf.page_count)
    assert printer.docName() == "Consult"
    sizes = {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages}
    assert sizes == {(595, 842)}


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_reported(preview: PrintPreview, tmp_path: Path) -> None:
    printer = sheet_printer("a4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    assert not print_pages(preview.pdf, printer)


def test_a_file_that_cannot_be_written_is_named(preview: PrintPreview, tmp_path: Path) -> None:
    preview.save_to(tmp_path / "nowhere" / "a.pdf")
    assert "a.pdf" in preview.said.text()
    assert not list(tmp_path.iterdir())


def test_a_paper_that_cannot_be_made_is_reported_and_not_saved(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    def fail(_language: str) -> bytes:
        raise OutputError("cannot_write", file="x", why="no room")

    shown = PrintPreview(fail, workspace, way=Recorder())
    qtbot.addWidget(shown)
    assert "no room" in shown.said.text()
    shown.save_to(tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())
    assert issubclass(OutputError, ConsultError)


def test_a_queue_that_takes_nothing_is_said(preview: PrintPreview) -> None:
    preview.queue_button.click()
    assert "no room" in preview.said.text()


def test_every_control_has_a_name_and_can_be_reached_by_tab(preview: PrintPreview, qtbot: QtBot) -> None:
    controls: list[Any] = [*preview.findChildren(QPushButton), *preview.findChildren(QComboBox), preview.view]
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name)
    with qtbot.waitExposed(preview):
        preview.show()
    seen = set()
    preview.language.setFocus()
    for _ in range(len(controls) + 2):
        seen.add(preview.focusWidget())
        preview.focusNextChild()
    assert {control for control in controls if control.isVisibleTo(preview)} <= seen


def test_escape_closes(preview: PrintPreview, qtbot: QtBot) -> None:
    with qtbot.waitExposed(preview):
        preview.show()
    with qtbot.waitSignal(preview.finished):
        qtbot.keyClick(preview.view, Qt.Key.Key_Escape)


def test_a_closed_preview_lets_go_of_its_paper_and_shows_it_again(
    preview: PrintPreview, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(preview):
        preview.show()
    preview.view.grab()
    shown, pages = preview.pdf, preview.pdf.page_count
    assert preview.view._drawn
    preview.close()
    assert not preview.view._drawn
    assert shown.page_count == 0 < pages
    preview.show()
    assert preview.pdf.page_count == pages


def test_zoom_stays_within_reason(preview: PrintPreview) -> None:
    for _ in range(30):
        preview.larger_button.click()
    assert preview.view.zoom <= 4
    for _ in range(60):
        preview.smaller_button.click()
    assert preview.view.zoom >= 0.4
    preview.fit_button.click()
    assert preview.view.fits_width
    assert BytesIO(preview.data).read(5) == b"%PDF-"


def test_every_kind_and_sheet_is_shown(preview: PrintPreview) -> None:
    for at, kind in enumerate(KINDS):
        preview.kind.setCurrentIndex(at)
        assert squeezed(preview.kind.currentText()) in pages_of(preview.data)[0]
        assert preview.wanted() == Wanted(kind, "en", "a4")
    preview.size_box.setCurrentIndex(1)
    page = PdfReader(BytesIO(preview.data)).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


def test_the_paper_follows_the_plan(preview: PrintPreview, workspace: Workspace, qtbot: QtBot) -> None:
    plan = Plan(kind="refer", refer_to="the transplant centre")
    workspace.set_consultation(replace(workspace.consultation, plan=plan), "plan")
    qtbot.waitUntil(lambda: "thetransplantcentre" in "".join(pages_of(preview.data)))


def test_the_short_record_is_copied_in_the_language_of_the_paper(
    preview: PrintPreview, workspace: Workspace
) -> None:
    preview.language.setCurrentIndex(preview.language.findData("zh_CN"))
    preview.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "肝癌治疗比较" in copied
    assert len(copied) <= 1500
    assert str(len(copied)) in preview.said.text()
    clipboard.take_back()
    assert QApplication.clipboard().text() == ""


def test_the_doctor_picks_what_the_patients_paper_lays_out(
    preview: PrintPreview, workspace: Workspace
) -> None:
    words = workspace.words
    four = ("rfa", "mwa", "resection", "tace")
    said = replace(workspace.consultation, plan=replace(workspace.consultation.plan, treatments=four))
    workspace.set_consultation(said, "plan")
    preview.refresh()
    assert preview.pick.isHidden()  # the doctor's paper holds them all
    preview.kind.setCurrentIndex(preview.kind.findData("patient"))
    assert not preview.pick.isHidden()
    assert preview.wanted().laid_out == four[:3]
    buttons = dict(zip(preview.pick.options.members, preview.pick.options.buttons, strict=True))
    buttons["tace"].click()
    assert preview.wanted().laid_out == ("mwa", "resection", "tace")  # the first picked made room
    left = words.say("handout.options.other", count=1, names=words.treatment("rfa"))
    assert left.replace(" ", "") in "".join(pages_of(preview.data))
    for treatment in ("mwa", "resection", "tace"):
        buttons[treatment].click()
    assert preview.wanted().laid_out == ("tace",)  # never none
    two = replace(said, plan=replace(said.plan, treatments=four[:2]))
    workspace.set_consultation(two, "plan")
    preview.refresh()
    assert preview.wanted().laid_out == ()
