"""Lines: a line of widgets that says less, all of them together, where it is narrow; and one that rolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class TerseLine(QWidget):
    """Says everything at level 0 and less at each further level, and keeps to the first level that has room.

    All parts change together: a row of which one button is cut and the next is not reads as broken.
    """

    LEVELS = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = 0

    def say(self, level: int) -> None:
        """Set every text of this level."""
        raise NotImplementedError

    def wanted_width(self) -> int:
        """The room needed for what is said now."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint().width()

    def fit(self) -> None:
        """Say as much as there is room for."""
        for level in range(self.LEVELS):
            self.level = level
            self.say(level)
            if self.wanted_width() <= self.width():
                break
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Only what is said at the last level holds its room."""
        hint = super().minimumSizeHint()
        return hint if self.level == self.LEVELS - 1 else QSize(0, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class RollingLine(QScrollArea):
    """Holds one line of a fixed height: where even its tersest form is too wide, it rolls to where the keyboard is."""

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(line)
        self.setFixedHeight(line.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())
