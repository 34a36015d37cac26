"""Page: headings, sentences and pairs of short and long text, as the guidance sets them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import STEP

TEXT_WIDTH = 668
KEY_WIDTH = 168
_WIDTH, _BEFORE = "wide", "before"
"""Properties of a text: how wide it may be, and what stands before it on its line."""
_LEAST = 120
_BAR = 6 * STEP
"""Of the room for texts, what a scroll bar and its margin take."""


class Page(QWidget):
    """A title, a way back, and what is set below; Esc leaves."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", self, "title")
        self.close_ = QPushButton(self)
        self.close_.setProperty("role", "link")
        self.close_.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_, 0, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def fill(self, title: str, close: str, parts: Iterable[QWidget]) -> None:
        """Set title, way back and parts anew."""
        self.title.setText(title)
        self.area.setAccessibleName(title)
        self.close_.setText(f"{close}  Esc")
        self.close_.setAccessibleName(close)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 2 * STEP, 0)
        column.setSpacing(STEP)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.area.setWidget(holder)
        self._refit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        if (holder := self.area.widget()) is not None:
            refit(holder, self.area.width() - _BAR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def label(text: str, parent: QWidget | None = None, role: str = "") -> QLabel:
    """A text as it is: nothing in it is read as markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


def heading(text: str) -> QLabel:
    """A heading above sentences or pairs."""
    made = label(text.upper(), role="heading")
    made.setContentsMargins(0, 3 * STEP, 0, 0)
    return made


def sentence(text: str, role: str = "") -> QLabel:
    """One paragraph, no wider than can be read."""
    return _wide(label(text, role=role), TEXT_WIDTH, 0)


def pairs(rows: Iterable[tuple[str, str]], *, width: int = KEY_WIDTH, bold: bool = True) -> QWidget:
    """Short texts at the left, what they mean at the right."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * STEP)
    grid.setVerticalSpacing(2)
    for at, (left, right) in enumerate(rows):
        short = label(left, holder)
        font = short.font()
        font.setBold(bold)
        short.setFont(font)
        _wide(short, width)
        before = width + 3 * STEP
        long = _wide(label(right, holder), TEXT_WIDTH - before, before)
        grid.addWidget(short, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(long, at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(2, 1)
    return holder


def refit(holder: QWidget, room: int) -> None:
    """Wrap the texts of `holder` anew for so much room; none becomes wider than can be read."""
    for made in holder.findChildren(QLabel):
        if made.property(_BEFORE) is not None:
            _set_width(made, max(_LEAST, min(made.property(_WIDTH), room - made.property(_BEFORE))))


def _wide(made: QLabel, width: int, before: int | None = None) -> QLabel:
    """A text of this width, or less where it has `before` pixels before it and not as much room."""
    made.setProperty(_WIDTH, width)
    made.setProperty(_BEFORE, before)
    made.ensurePolished()
    _set_width(made, width)
    return made


def _set_width(made: QLabel, width: int) -> None:
    """As wide, and as high as it then is: layouts within layouts do not ask for that."""
    if made.minimumWidth() != width or made.maximumWidth() != width:
        made.setFixedWidth(width)
        made.setMinimumHeight(0)  # else it would be answered that the height it has is needed
        made.setMinimumHeight(made.heightForWidth(width))
