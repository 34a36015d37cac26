"""Printer: the pages of a PDF as pictures to a printer; the portable way, without any other program."""

from __future__ import annotations

from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult.names import Size
from ui.printing.pages import Paper
from ui.printing.ways import Answer, Job, Printer, PrintError

_MOST_DPI = 300
"""Sharper than this only makes the print job larger."""


_SHEETS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_SIDES = {
    "one-sided": QPrinter.DuplexMode.DuplexNone,
    "two-sided-long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "two-sided-short-edge": QPrinter.DuplexMode.DuplexShortSide,
}


class RasterWay:
    """Prints by Qt, which says only whether the printer took the job; what became of it then is for a person to see."""

    apart = False

    def printers(self) -> tuple[Printer, ...]:
        """The printers set up on this computer."""
        return tuple(Printer(name) for name in QPrinterInfo.availablePrinterNames())

    def send(self, pdf: bytes, job: Job) -> str:
        """Draw every page."""
        if job.printer not in QPrinterInfo.availablePrinterNames():
            raise PrintError("print_gone", printer=job.printer)
        printer = sheet_printer(job.size)
        printer.setPrinterName(job.printer)
        printer.setDocName(job.title)
        printer.setCopyCount(job.copies)
        if job.sides:
            printer.setDuplex(_SIDES[job.sides])
        paper = Paper(pdf)
        try:
            if not print_pages(paper, printer):
                raise PrintError("print_not_taken", printer=job.printer)
        finally:
            paper.close()
        return ""

    def answer(self, _request: str) -> Answer:
        """Qt keeps no account of jobs."""
        return "unknown"


def sheet_printer(size: Size) -> QPrinter:
    """A printer set to whole sheets of a size. The job's name says nothing of the patient."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(_SHEETS[size]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName("Consult")
    printer.setCreator("Consult")
    return printer


def print_pages(pdf: Paper, printer: QPrinter) -> bool:
    """Draw the pages the printer was asked for. False when the printer does not take the job."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        wanted = [page for page in range(pdf.page_count) if _is_wanted(page + 1, printer)]
        for index, page in enumerate(wanted):
            if index and not printer.newPage():
                printer.abort()
                return False
            sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(sheet, pdf.image(page, min(printer.resolution(), _MOST_DPI)))
    finally:
        ended = painter.end()
    return ended and printer.printerState() != QPrinter.PrinterState.Error


def _is_wanted(number: int, printer: QPrinter) -> bool:
    first, last = printer.fromPage(), printer.toPage()
    return first == 0 or first <= number <= (last or number)
