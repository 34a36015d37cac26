"""Laboratory row: one result of a pasted text, what is open about it, and the keys that take or skip it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from consult.echo import echo
from consult.errors import InputError
from consult.fields import Field
from consult.labtext import Candidate, Offer
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import Note, set_state
from ui.form.keys import is_clear, is_enter, is_undo
from ui.theme import STEP

NAME_WIDTH = 150
LEAST_HEIGHT = 9 * STEP


class RowButton(QPushButton):
    """Takes or skips; up and down go to the next row, Delete skips, A is left to the panel."""

    stepped = Signal(int)
    skip_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setProperty("role", "answer")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif is_enter(event):
            self.click()
        elif is_clear(event):
            self.skip_asked.emit()
        elif is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Wrapping(QLabel):
    """Words that are never cut: layouts within layouts do not ask how high a wrapped label is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.take_height()

    def take_height(self) -> None:
        """Ask for the height its words need at the width it has."""
        least = self.minimumHeight()
        self.setMinimumHeight(0)  # else it would be answered that the height it has is needed
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.width() > STEP else least)


class LabRow(QFrame):
    """One candidate. It shows whether the form holds it; what it offers is entered by the panel."""

    taken = Signal(object, object)
    skipped = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, candidate: Candidate, field: Field, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.candidate = candidate
        self.is_skipped = False
        self._field = field
        self._entry: Entry | None = None
        self.setProperty("role", "lab-row")
        self.setMinimumHeight(LEAST_HEIGHT)
        self.name = QLabel(self)
        self.name.setFixedWidth(NAME_WIDTH)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.said = _Wrapping(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.source = Note(self)
        self.state = QLabel(self)
        self.state.setProperty("role", "muted")
        self.buttons = [RowButton(self) for _offer in candidate.offers]
        for button, offer in zip(self.buttons, candidate.offers, strict=True):
            button.clicked.connect(lambda _checked=False, o=offer: self.taken.emit(self, o))
        self.skip = RowButton(self)
        self.skip.clicked.connect(self._skip)
        for button in (*self.buttons, self.skip):
            button.stepped.connect(lambda by: self.stepped.emit(self, by))
            button.skip_asked.connect(self._skip)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self.state)
        for button in (*self.buttons, self.skip):
            line.addWidget(button)
        read = QVBoxLayout()
        read.setSpacing(0)
        read.addWidget(self.said)
        read.addWidget(self.source)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, STEP, 0, STEP)
        whole.setSpacing(3 * STEP)
        whole.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(read, 1)
        whole.addLayout(line)
        self.source.setFixedHeight(16)
        self.show_entry(None, words)

    @property
    def is_held(self) -> bool:
        """Whether the form holds one of the offers."""
        entry = self._entry
        return entry is not None and any(
            (o.key, o.value) == (entry.key, entry.value) for o in self.candidate.offers
        )

    @property
    def is_open(self) -> bool:
        """Whether there is still something to take or skip."""
        return bool(self.candidate.offers) and not self.is_held and not self.is_skipped

    @property
    def is_certain(self) -> bool:
        """Whether it may be taken with all others: nothing is asked, and nothing in the form is replaced."""
        return self.is_open and self.candidate.is_certain and self._entry is None

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.buttons[0] if self.buttons and self.buttons[0].isEnabled() else self.skip

    def show_entry(self, entry: Entry | None, words: Words) -> None:
        """Say everything, with what the form holds of this field now."""
        self._entry = entry
        self.name.setText(words.label(self._field))
        self.said.setText(self._sentence(words))
        self.said.take_height()
        asks = self.candidate.doubts or self.candidate.refused is not None
        set_state(
            self.said, "needed" if asks and self.is_open else "muted" if not self.is_open else "", "role"
        )
        self.source.say(self.candidate.source)
        for button, offer in zip(self.buttons, self.candidate.offers, strict=True):
            value = quantity(offer, words)
            button.setText(words.say("lab.take", value=value))
            button.setAccessibleName(f"{words.label(self._field)}: {words.say('lab.take', value=value)}")
            button.setVisible(self.is_open)
        self.skip.setText(words.say("lab.skip"))
        self.skip.setAccessibleName(f"{words.label(self._field)}: {words.say('lab.skip')}")
        self.skip.setVisible(self.is_open)
        state = "lab.take.same" if self.is_held else "lab.skipped" if self.is_skipped else ""
        self.state.setText(("✓ " if self.is_held else "") + words.say(state) if state else "")
        self.state.setVisible(bool(state))
        self.setAccessibleName(f"{self.name.text()}: {self.said.text()} {self.state.text()}".strip())

    def _sentence(self, words: Words) -> str:
        """What was read in words, what it would replace, and what is asked."""
        offers = self.candidate.offers
        parts = []
        if len(offers) == 1:
            offer = offers[0]
            origin = offer.text if self._field.entered_in(offer.text) else ""
            parts.append(echo(self._field, offer.key, offer.value, words, origin) or quantity(offer, words))
        elif self.candidate.typed:
            parts.append(self.candidate.typed)
        if self.candidate.refused is not None:
            parts.append(words.error(_without_question(self.candidate.refused, words.label(self._field))))
        parts += [words.say(f"lab.doubt.{code}") for code in self.candidate.doubts]
        if self._entry is not None and self.is_open:
            parts.append(words.say("lab.replaces", value=words.entry(self._field, self._entry)))
        return " · ".join(parts)

    def _skip(self) -> None:
        self.is_skipped = True
        self.skipped.emit(self)


def _without_question(error: InputError, label: str) -> InputError:
    """An error that names the field as it is read; which unit was meant is asked in words of its own."""
    said = {name: value for name, value in error.values.items() if name not in ("usual", "quantity")}
    return InputError(error.code, **{**said, "field": label})


def quantity(offer: Offer, words: Words) -> str:
    """An offer as it was typed, with the unit it would be entered in."""
    return words.quantity(offer.typed, words.unit(offer.unit))
