"""Printer: the pages of a PDF sent to a printer; the portable way, without any other program."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_MOST_DPI = 300
"""Sharper than this only makes the print job larger."""


def printers() -> list[str]:
    """The printers set up on this computer."""
    return list(QPrinterInfo.availablePrinterNames())


def a4_printer() -> QPrinter:
    """A printer set to whole A4 sheets. The job's name says nothing of the patient."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName("Consult")
    printer.setCreator("Consult")
    return printer


def print_pages(pdf: QPdfDocument, printer: QPrinter) -> bool:
    """Draw the pages the printer was asked for. False when the printer does not take the job."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        wanted = [page for page in range(pdf.pageCount()) if _is_wanted(page + 1, printer)]
        for index, page in enumerate(wanted):
            if index and not printer.newPage():
                return False
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(paper, page_image(pdf, page, min(printer.resolution(), _MOST_DPI)))
    finally:
        ended = painter.end()
    return ended and printer.printerState() != QPrinter.PrinterState.Error


def page_image(pdf: QPdfDocument, page: int, dpi: int) -> QImage:
    """One page on white at a resolution."""
    points = pdf.pagePointSize(page)
    size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    drawn = pdf.render(page, size)
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)  # paper, not a role of the theme
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return sheet


def _is_wanted(number: int, printer: QPrinter) -> bool:
    first, last = printer.fromPage(), printer.toPage()
    return first == 0 or first <= number <= (last or number)
