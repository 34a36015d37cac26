"""Choice: a drop-down list that the wheel never changes, with the arrow of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui import theme
from ui.theme import STEP


class Choice(QComboBox):
    """One of a few named things, each with the datum it stands for."""

    def choose(self, datum: object) -> None:
        """Show the entry of a datum, without announcing it as chosen by the user."""
        at = self.findData(datum)
        if at != self.currentIndex():
            self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.current().colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -2 * STEP, 0), right, "▾")
        painter.end()
