"""Earlier treatment: one line in the minimal set; the list itself stands in its section."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import FILL, Editor, Note, set_state
from ui.form.keys import is_clear, is_enter, is_undo, letter, move
from ui.theme import STEP

_LETTERS = {"n": 0, "a": 1}


class EarlierEditor(Editor):
    """The one line of earlier treatment: none, or a list that opens elsewhere."""

    list_asked = Signal()

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(field, words, parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.none = _EarlierButton(self)
        self.none.setCheckable(True)
        self.none.setProperty("place", "inner")
        self.none.clicked.connect(self._press_none)
        self.add = _EarlierButton(self)
        self.add.setProperty("place", "last")
        self.add.clicked.connect(self.list_asked)
        self.note = Note(self)
        line.addWidget(self.none)
        line.addWidget(self.add)
        line.addSpacing(2 * STEP)
        line.addWidget(self.note, 1)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.none

    def takes_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Act on a key: N for none, A to add, Enter moves, Delete clears."""
        which = _LETTERS.get(letter(event))
        if is_enter(event):
            move(widget, event)
        elif is_clear(event):
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.add if widget is self.none else self.none).setFocus(Qt.FocusReason.TabFocusReason)
        elif which == 0:
            if not self._recorded():
                self.entered.emit(self.field.id, (), "")
                self.add.setFocus(Qt.FocusReason.TabFocusReason)
                move(self.add)
        elif which == 1:
            self.list_asked.emit()
        else:
            return False
        return True

    def retranslate(self, words: Words) -> None:
        self.words = words
        self.none.setText(words.say("none_entered").capitalize())
        self.add.setText(self.tr("Add…"))
        super().retranslate(words)

    def _recorded(self) -> int:
        return len(self.shown.entry.value) if self.shown.entry is not None else 0

    def _press_none(self) -> None:
        """None is stored or taken back; a list that holds treatments is never wiped by one key."""
        if self._recorded():
            self.list_asked.emit()
        elif self.shown.entry is not None:
            self.cleared.emit()
        else:
            self.entered.emit(self.field.id, (), "")
        self._show_entry(self.shown.entry, force=False)

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        self.none.setChecked(entry is not None and not entry.value)

    def _mark(self, state: str) -> None:
        set_state(self.none, state)
        set_state(self.add, state)

    def _refresh_notes(self) -> None:
        count = self._recorded()
        if count:
            said = "; ".join(self.words.record(self.field, record) for record in self.shown.entry.value)  # type: ignore[union-attr]
            self.note.say(self.tr("%n recorded", "", count), "muted", said)
        elif self.shown.settles:
            self.note.say(self.tr("settles %n option(s)", "", self.shown.settles), "needed")
        else:
            self.note.say("")

    def _name(self, label: str) -> None:
        self.none.setAccessibleName(f"{label}: {self.none.text()}")
        self.add.setAccessibleName(f"{label}: {self.add.text()}")


class _EarlierButton(QPushButton):
    """A button of the one line, with its keys."""

    def __init__(self, editor: EarlierEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setProperty("role", "segment")
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), FILL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        elif not self._editor.takes_key(self, event):
            super().keyPressEvent(event)
