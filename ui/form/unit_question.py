"""Unit question: what is asked below a number that was probably read in another unit, with its two answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import STEP

ACCEPT_KEY, KEEP_KEY = "u", "k"
"""Letters, which no number holds: so the answers are given from within the box and take no stop of Tab."""


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """The question and its answers in words; an answer that cannot be given is empty."""

    asked: str
    accept: str = ""
    keep: str = ""

    def spoken(self) -> str:
        """All of it as one text, for those who do not see the strip."""
        answers = ((self.accept, ACCEPT_KEY), (self.keep, KEEP_KEY))
        return " ".join([self.asked, *(f"{said} ({key.upper()})." for said, key in answers if said)])


class QuestionStrip(QFrame):
    """Stands over the form below the box it asks about. It never takes the focus: typing and Enter go on as ever."""

    accepted = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "question")
        self.question: UnitQuestion | None = None
        """What is asked now, or None while the strip is hidden."""
        self.asked = QLabel(self)
        self.asked.setWordWrap(True)
        self.asked.setTextFormat(Qt.TextFormat.PlainText)
        self.accept, self.keep = self._button(), self._button()
        self.accept.clicked.connect(self.accepted)
        self.keep.clicked.connect(self.kept)
        answers = QHBoxLayout()
        answers.setSpacing(2 * STEP)
        answers.addWidget(self.accept)
        answers.addWidget(self.keep)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        column.setSpacing(STEP)
        column.addWidget(self.asked)
        column.addLayout(answers)
        self.hide()

    def ask(self, question: UnitQuestion) -> None:
        """Show a question; where it stands is said by `place`."""
        self.question = question
        self.asked.setText(question.asked)
        for button, said, key in (
            (self.accept, question.accept, ACCEPT_KEY),
            (self.keep, question.keep, KEEP_KEY),
        ):
            button.setText(f"{said} ({key.upper()})")
            button.setAccessibleName(said)
            button.setVisible(bool(said))
        self.show()
        self.raise_()

    def place(self, box: QWidget, left: int, width: int, top: int, bottom: int) -> None:
        """Stand below `box`, or above it where the room ends; `top` and `bottom` limit it."""
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(width)
        above = box.mapTo(self._over, QPoint(0, 0)).y() - 2
        below = above + box.height() + 4
        y = below if below + height <= bottom else max(top, above - height)
        self.setGeometry(left, y, width, height)

    def put_away(self) -> None:
        """Ask nothing."""
        self.question = None
        self.hide()

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "answer")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
