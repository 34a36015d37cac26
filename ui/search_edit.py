"""SearchEdit: a line to type into that looks for something, with the glass in front."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons


class SearchEdit(QLineEdit):
    """What the keys do beside typing is for the list it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(icons.LEADING, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.paint_leading(self, "search")
