"""Readiness in the plan: four questions to the patient, each yes, no or not asked, and what is still needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from consult.deciding import NEEDS, READY, Need, Readiness
from consult.deciding_words import readiness_standing, source
from consult.phrases import Words
from ui.talk.answers import plain_label
from ui.talk.segments import Segments
from ui.theme import STEP


class ReadinessPart(QWidget):
    """A row for each question. Nothing is picked beforehand, and nothing is added up."""

    pressed = Signal(str, str)
    """Question and reply; an empty reply takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replies: dict[Need, Segments] = {}
        self._questions: dict[Need, QLabel] = {}
        self._about, self.needed, self._source = (_quiet() for _label in range(3))
        rows = QGridLayout()
        rows.setContentsMargins(0, STEP, 0, STEP)
        rows.setHorizontalSpacing(6 * STEP)
        rows.setVerticalSpacing(STEP)
        for row, need in enumerate(NEEDS):
            question = self._questions[need] = plain_label()
            question.setWordWrap(True)
            reply = self.replies[need] = Segments(READY)
            reply.pressed.connect(lambda said, n=need: self.pressed.emit(n, said))
            reply.cleared.connect(lambda n=need: self.pressed.emit(n, ""))
            rows.addWidget(reply, row, 0)
            rows.addWidget(question, row, 1)
        rows.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self._about)
        column.addLayout(rows)
        column.addWidget(self.needed)
        column.addWidget(self._source)

    def show_words(self, words: Words) -> None:
        """Say questions, replies and whose test it is."""
        self._about.setText(words.say("ready.about"))
        self._source.setText(source(words))
        replies = [words.say(f"ready.{reply}") for reply in READY]
        for need, question in self._questions.items():
            asked = words.say(f"ready.ask.{need}")
            question.setText(asked)
            self.replies[need].set_words(asked, replies)

    def show_record(self, readiness: Readiness, words: Words) -> None:
        """Show what was replied, and what is still needed."""
        for need, segments in self.replies.items():
            segments.show_picked((readiness[need],) if need in readiness else ())
        said = readiness_standing(readiness, words)
        self.needed.setText(said)
        self.needed.setAccessibleName(said)

    def stops(self) -> list[QWidget]:
        """Everything the keyboard reaches, row by row."""
        return [button for segments in self.replies.values() for button in segments.buttons]


def _quiet() -> QLabel:
    label = plain_label("muted")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label
