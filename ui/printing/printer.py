"""Printer: the pages of a PDF sent to a printer; the portable way, without any other program."""

from __future__ import annotations

from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult.summary.blocks import Size
from ui.printing.pages import Paper

_MOST_DPI = 300
"""Sharper than this only makes the print job larger."""


_SHEETS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def printers() -> list[str]:
    """The printers set up on this computer."""
    return list(QPrinterInfo.availablePrinterNames())


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
                return False
            sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(sheet, pdf.image(page, min(printer.resolution(), _MOST_DPI)))
    finally:
        ended = painter.end()
    return ended and printer.printerState() != QPrinter.PrinterState.Error


def _is_wanted(number: int, printer: QPrinter) -> bool:
    first, last = printer.fromPage(), printer.toPage()
    return first == 0 or first <= number <= (last or number)
