"""Answers of Fit: the options against four questions, each yes, no or open; marks beside an option, nothing more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from consult.consultation import ANSWERS, FEASIBILITIES, Consultation, Feasibility
from consult.phrases import SHAPES, Words
from ui.talk.segments import Segments
from ui.theme import STEP


class Answers(QWidget):
    """A row for each option. Rows are made anew only when other options are shown."""

    pressed = Signal(str, str, str)
    """Treatment, question and answer; an empty answer takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.treatments: tuple[str, ...] = ()
        self.cells: dict[tuple[str, Feasibility], Segments] = {}
        self._names: dict[str, tuple[QLabel, QLabel]] = {}
        self._heads: dict[Feasibility, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(STEP)
        for column, question in enumerate(FEASIBILITIES, start=2):
            head = self._heads[question] = plain_label("muted")
            head.setWordWrap(True)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignBottom)
        self._grid.setColumnStretch(len(FEASIBILITIES) + 2, 1)

    def set_treatments(self, treatments: Sequence[str]) -> bool:
        """Ask of other options; False where they are the same."""
        if tuple(treatments) == self.treatments:
            return False
        for widget in (*self.cells.values(), *(label for pair in self._names.values() for label in pair)):
            widget.hide()
            widget.deleteLater()
        self.treatments = tuple(treatments)
        self.cells, self._names = {}, {}
        for row, treatment in enumerate(self.treatments, start=1):
            name, status = self._names[treatment] = plain_label(), plain_label()
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(status, row, 1)
            for column, question in enumerate(FEASIBILITIES, start=2):
                cell = self.cells[treatment, question] = Segments(ANSWERS)
                cell.pressed.connect(lambda answer, t=treatment, q=question: self.pressed.emit(t, q, answer))
                cell.cleared.connect(lambda t=treatment, q=question: self.pressed.emit(t, q, ""))
                self._grid.addWidget(cell, row, column)
        return True

    def show_words(self, words: Words) -> None:
        """Say questions, options and answers."""
        for question, head in self._heads.items():
            head.setText(words.say(f"talk.fit.{question}"))
        answers = [words.say(f"talk.answer.{answer}") for answer in ANSWERS]
        for treatment, (name, _status) in self._names.items():
            name.setText(words.short(treatment))
            name.setToolTip(words.treatment(treatment))
        for (treatment, question), cell in self.cells.items():
            heard = f"{words.short(treatment)}, {words.say(f'talk.fit.{question}')}"
            cell.set_words(heard, answers)

    def show_record(self, consultation: Consultation, statuses: dict[str, str], words: Words) -> None:
        """Show each option's status as it is, and what was answered."""
        for treatment, (_name, label) in self._names.items():
            show_status(label, statuses.get(treatment, ""), words)
        for key, cell in self.cells.items():
            answer = consultation.fit.get(key)
            cell.show_picked(() if answer is None else (answer,))

    def stops(self) -> list[QWidget]:
        """Everything the keyboard reaches, row by row."""
        return [button for cell in self.cells.values() for button in cell.buttons]


def plain_label(role: str = "") -> QLabel:
    """A label of plain text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


def show_status(label: QLabel, status: str, words: Words) -> None:
    """A status with its shape, its word and its colour."""
    label.setText(f"{SHAPES[status]} {words.status(status)}" if status else "")
    if label.property("status") != status:
        label.setProperty("status", status)
        label.style().unpolish(label)
        label.style().polish(label)
