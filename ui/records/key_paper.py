"""Key paper: the recovery key on one printed sheet; it goes to the printer and into no file of ours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from consult.phrases import Words
from ui.theme import FAMILY

_MARGIN_MM, _POINTS = 25.0, (11, 20)


def print_key(key: str, words: Words, parent: QWidget) -> bool:
    """Ask for a printer and print the key; False where none took it."""
    from ui.printing.printer import sheet_printer

    printer = sheet_printer("a4")
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return draw_key(key, words, printer)


def draw_key(key: str, words: Words, printer: QPrinter) -> bool:
    """Draw what it is and the key below it, large enough to be typed from paper."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    margin = _MARGIN_MM / 25.4 * printer.resolution()
    area = QRectF(sheet).adjusted(margin, margin, -margin, -margin)
    wrap = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
    for said, points in zip((words.say("keep.key.paper"), key), _POINTS, strict=True):
        painter.setFont(QFont(FAMILY, points))
        used = painter.drawText(area, wrap, said)
        area.setTop(area.top() + QRectF(used).height() + margin / 2)
    return painter.end()
