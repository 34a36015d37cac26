"""Record editors: a list of records, such as earlier treatments, each with the editors of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from consult.errors import InputError
from consult.fields import Field
from consult.patient import Entry, check_value
from consult.phrases import Words
from ui.form.editors import NOTHING, Editor, Shown, set_state
from ui.form.factory import make_editor
from ui.form.rows import follow, labelled, stops
from ui.theme import STEP


class RecordPart(QWidget):
    """The editors of one record's parts, and what they read as together."""

    changed = Signal()
    removed = Signal(object)
    step_ended = Signal()

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        self.kept = False
        """True for a stored record: it counts even when nothing is known of it."""
        self.words = words
        self.editors: list[Editor] = []

    @property
    def counts(self) -> bool:
        """Whether the record is stored."""
        return self.kept or bool(self.values)

    def bind(self, editor: Editor) -> None:
        """Let `editor` write its part of the record."""
        self.editors.append(editor)
        editor.entered.connect(lambda _key, value, _text, e=editor: self._enter(e, value))
        editor.cleared.connect(lambda e=editor: self._clear(e))
        editor.step_ended.connect(self.step_ended)

    def show_record(self, record: Mapping[str, Any], *, kept: bool, force: bool) -> None:
        """Show a record; `kept` when it is stored."""
        self.kept = kept
        self.values = dict(record)
        for editor in self.editors:
            editor.show_state(self._state(editor), force=force)

    def question(self, part: str, warning: str) -> None:
        """Say what is odd about a part, or nothing."""
        for editor in self.editors:
            if editor.field.id == part:
                editor.show_state(replace(self._state(editor), warning=warning))

    def _state(self, editor: Editor) -> Shown:
        part = editor.field.id
        return Shown(Entry(part, self.values[part])) if part in self.values else NOTHING

    def _enter(self, editor: Editor, value: Any) -> None:
        part = editor.field
        try:
            self.values[part.id] = check_value(part, part.id, value)
        except InputError as error:
            self.values.pop(part.id, None)
            editor.refuse(error)
        editor.show_state(self._state(editor))
        self.changed.emit()

    def _clear(self, editor: Editor) -> None:
        if self.values.pop(editor.field.id, None) is not None:
            self.kept = False  # what was emptied by hand is gone
            editor.show_state(NOTHING)
            self.changed.emit()


class RecordCard(RecordPart):
    """One record: the editors of its parts under a title, and a button that takes it out."""

    def __init__(self, field: Field, parts: Iterable[Field], words: Words, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.setSpacing(0)
        head = QHBoxLayout()
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.remove = QToolButton(self)
        self.remove.setText("×")
        self.remove.setProperty("role", "link")
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        column.addLayout(head)
        self.rows = []
        for part in parts:
            editor = make_editor(part, words, self)
            self.bind(editor)
            row = labelled(part, editor, parent=self)
            self.rows.append(row)
            column.addWidget(row)

    def number(self, index: int, words: Words, name: str = "") -> None:
        """Say which record of the list this is."""
        self.words = words
        title = name or f"{words.label(self._field)} {index + 1}"
        self.title.setText(title)
        self.remove.setAccessibleName(self.tr("Remove %1").replace("%1", title))
        self.remove.setToolTip(self.remove.accessibleName())
        for row in self.rows:
            row.retranslate(words)


class RecordsEditor(Editor):
    """A list of records, one card each. A card in which nothing stands is not stored.

    With `parts` only these are shown; the others of a stored record are kept as they are. `may_grow` is false
    where records are added elsewhere (lesions, in their table).
    """

    def __init__(
        self,
        field: Field,
        words: Words,
        parent: QWidget | None = None,
        *,
        parts: Iterable[Field] | None = None,
        may_grow: bool = True,
    ) -> None:
        super().__init__(field, words, parent)
        self.parts = tuple(field.parts if parts is None else parts)
        self._may_grow = may_grow
        self.cards: list[RecordCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add = QPushButton(self)
        self.add.clicked.connect(self.add_record)
        self.add.setVisible(may_grow)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._column.addLayout(line)
        self.retranslate(words)

    def target(self) -> QWidget:
        return stops(self.cards[0].rows[0])[0] if self.cards else self.add

    def add_record(self) -> None:
        """Append an empty record and go to its first part."""
        card = self._append()
        self.retranslate(self.words)
        stops(card.rows[0])[0].setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self, words: Words) -> None:
        self.words = words
        self.add.setText(self.tr("Add…"))
        for index, card in enumerate(self.cards):
            name = card.values.get("label", "")
            card.number(index, words, name)
        super().retranslate(words)

    def _append(self) -> RecordCard:
        card = RecordCard(self.field, self.parts, self.words, self)
        before = stops(self.cards[-1])[-1] if self.cards else None
        card.changed.connect(self._store)
        card.removed.connect(self._remove)
        card.step_ended.connect(self.step_ended)
        self.cards.append(card)
        self._column.insertWidget(len(self.cards) - 1, card)
        card.show()
        own = stops(card)
        if before is not None:
            follow(before, own)
        if self._may_grow:
            QWidget.setTabOrder(own[-1], self.add)
        return card

    def _remove(self, card: RecordCard) -> None:
        self._drop(card)
        self._store()
        self.target().setFocus()

    def _drop(self, card: RecordCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _store(self) -> None:
        records = [card.values for card in self.cards if card.counts]
        if records or not self._may_grow:
            self.entered.emit(self.field.id, records, "")
        else:
            self.cleared.emit()

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        records = () if entry is None else entry.value
        own = [card.values for card in self.cards if card.counts]
        if not force and own == [dict(record) for record in records]:
            return
        while len(self.cards) > len(records):
            self._drop(self.cards[-1])
        while len(self.cards) < len(records):
            self._append()
        for card, record in zip(self.cards, records, strict=True):
            card.show_record(record, kept=True, force=True)
        for index, card in enumerate(self.cards):
            card.number(index, self.words, card.values.get("label", ""))

    def _mark(self, state: str) -> None:
        set_state(self.add, state)

    def _name(self, label: str) -> None:
        self.add.setAccessibleName(f"{label}: {self.add.text()}")
