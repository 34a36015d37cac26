"""Text editors: a line, a list separated by semicolons, a date; and several members of a list."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import Editor, Note
from ui.form.keys import is_enter, is_undo, move
from ui.form.numbers import TextBox
from ui.form.reading import plain_text
from ui.theme import STEP

DATE_WIDTH = 96
_SEPARATORS = r"[;；]"
_DATE = r"\d{4}-\d{2}-\d{2}"


class LineEditor(Editor):
    """A text as typed. Live: each keystroke stores what is there."""

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(field, words, parent)
        self.box = TextBox(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.box, 1)
        self.box.textEdited.connect(self.read)
        self.box.left.connect(self.refresh)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.box

    def read(self, text: str) -> None:
        """Store `text`, or nothing when it is empty or cannot be read."""
        value = self._value(text)
        self.problem = self._problem(text) if value is None else ""
        if value is None:
            self.cleared.emit()
        else:
            self.entered.emit(self.field.id, value, text)
        self.refresh()

    def _value(self, text: str) -> Any:
        return text.strip() or None

    def _problem(self, text: str) -> str:
        return ""

    def _text(self, value: Any) -> str:
        return str(value)

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        if entry is None:
            if force or not self.problem:
                self.box.clear()
        elif force or self.problem or self._stored(self._value(self.box.text())) != entry.value:
            self.problem = ""
            self.box.setText(self._text(entry.value))

    def _stored(self, value: Any) -> Any:
        return value

    def _mark(self, state: str) -> None:
        self.box.setPlaceholderText(self.tr("not entered") if state == "needed" else "")
        super()._mark(state)


class ListEditor(LineEditor):
    """Several texts in one line, separated by semicolons."""

    def retranslate(self, words: Words) -> None:
        super().retranslate(words)
        self.box.setToolTip(self.tr("Separate several with a semicolon"))

    def _value(self, text: str) -> Any:
        parts = tuple(part.strip() for part in re.split(_SEPARATORS, text) if part.strip())
        return parts or None

    def _text(self, value: Any) -> str:
        return "; ".join(value)


class DateEditor(LineEditor):
    """A date, year first."""

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        self.note: Note | None = None
        super().__init__(field, words, parent)
        self.box.setFixedWidth(DATE_WIDTH)
        self.box.setPlaceholderText("yyyy-mm-dd")
        self.note = Note(self)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setStretch(0, 0)
        layout.addWidget(self.note, 1)

    def _value(self, text: str) -> Any:
        typed = plain_text(text)
        if not re.fullmatch(_DATE, typed):
            return None
        try:
            date.fromisoformat(typed)
        except ValueError:
            return None
        return typed

    def _stored(self, value: Any) -> Any:
        return None if value is None else date.fromisoformat(value)

    def _problem(self, text: str) -> str:
        return (
            self.tr("Not stored: type the date as year-month-day, such as 2026-11-23.")
            if text.strip()
            else ""
        )

    def _text(self, value: Any) -> str:
        return str(value.isoformat())

    def _mark(self, state: str) -> None:
        super()._mark(state)
        self.box.setPlaceholderText("yyyy-mm-dd")

    def _refresh_notes(self) -> None:
        if self.note is not None:
            self.note.say("…" if self.problem else "", "muted", self.problem)


class ManyBox(QCheckBox):
    """One member of a list of which several may hold."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            move(self, event)
        elif is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ManyEditor(Editor):
    """Several members at once; none ticked means not recorded."""

    COLUMNS = 2

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(field, words, parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(0)
        self.boxes = [ManyBox(self) for _choice in field.choices]
        for index, box in enumerate(self.boxes):
            box.clicked.connect(self._store)
            grid.addWidget(box, index // self.COLUMNS, index % self.COLUMNS)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.boxes[0]

    def retranslate(self, words: Words) -> None:
        self.words = words
        for box, choice in zip(self.boxes, self.field.choices, strict=True):
            text = words.choice(self.field, choice.id)
            box.setText(box.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 130))
            box.setToolTip(text)
        super().retranslate(words)

    def _store(self) -> None:
        picked = [c.id for c, box in zip(self.field.choices, self.boxes, strict=True) if box.isChecked()]
        if picked:
            self.entered.emit(self.field.id, picked, "")
        else:
            self.cleared.emit()

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        stored = () if entry is None else entry.value
        for box, choice in zip(self.boxes, self.field.choices, strict=True):
            box.setChecked(choice.id in stored)

    def _mark(self, state: str) -> None:
        """Tick boxes have no state of their own: unticked says all there is."""

    def _name(self, label: str) -> None:
        self.setAccessibleName(label)
        for box, choice in zip(self.boxes, self.field.choices, strict=True):
            box.setAccessibleName(f"{label}: {self.words.choice(self.field, choice.id)}")
