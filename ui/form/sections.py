"""Sections: the other fields, folded under their headings and made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from consult.fields import Field
from consult.hcc.fields import ASKED_WHEN
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import Editor
from ui.form.factory import make_editor
from ui.form.keys import is_enter, is_undo, move
from ui.form.records import RecordsEditor
from ui.form.rows import ROW_HEIGHT, WIDE_LABEL_WIDTH, FieldLabel, Row, follow, labelled, stops
from ui.form.texts import ManyEditor
from ui.theme import STEP

Make = Callable[[Field, Words, QWidget], Editor]


class FieldList(QWidget):
    """Editors of several fields, one row each; lists of records and ticks stand under their label."""

    def __init__(self, fields: Iterable[Field], words: Words, make: Make = make_editor) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2 * STEP)
        column.setSpacing(0)
        self.editors: list[Editor] = []
        self._rows: list[Row] = []
        self._labels: list[FieldLabel] = []
        self._groups: list[tuple[QLabel, str]] = []
        group = "always"
        for field in sorted(fields, key=lambda f: f.asked_when != "always"):
            if field.asked_when != group:
                group = field.asked_when
                self._add_group(group, column)
            editor = make(field, words, self)
            self.editors.append(editor)
            if isinstance(editor, ManyEditor | RecordsEditor):
                label = FieldLabel(field, WIDE_LABEL_WIDTH, self)
                label.setMinimumHeight(20)
                self._labels.append(label)
                column.addWidget(label)
                column.addWidget(editor)
            else:
                row = labelled(field, editor, parent=self)
                self._rows.append(row)
                column.addWidget(row)
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        for row in self._rows:
            row.retranslate(words)
        for label in self._labels:
            label.retranslate(words)
        for editor in self.editors:
            if isinstance(editor, ManyEditor | RecordsEditor):
                editor.retranslate(words)
        for heading, group in self._groups:
            heading.setText(ASKED_WHEN[group][words.language == "zh_CN"])

    def _add_group(self, group: str, column: QVBoxLayout) -> None:
        heading = QLabel(self)
        heading.setProperty("role", "muted")
        heading.setContentsMargins(0, STEP, 0, 0)
        self._groups.append((heading, group))
        column.addWidget(heading)


class Heading(QPushButton):
    """A heading that folds what stands under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "section")
        self.setFixedHeight(ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            move(self, event)
        elif is_enter(event):
            self.click()
        elif is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Section(QWidget):
    """One section: a heading with how much of it is recorded, and the fields once it is opened."""

    built = Signal(object)

    def __init__(
        self,
        name: str,
        fields: tuple[Field, ...],
        words: Words,
        make: Make = make_editor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.fields = fields
        self._counted = frozenset(field.id for field in fields if not field.minimal)
        self._words = words
        self._make = make
        self.heading = Heading(self)
        self.heading.clicked.connect(self.toggle)
        self.body: FieldList | None = None
        self._recorded = 0
        self.reason = QLabel(self)
        """Why it opened by itself; hidden where the doctor opened it."""
        self.reason.setProperty("role", "needed")
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.reason.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.reason)
        self.retranslate(words)

    def is_open(self) -> bool:
        """Whether the fields are seen."""
        return self.body is not None and not self.body.isHidden()

    def open(self) -> None:
        """Show the fields, making them the first time."""
        if self.body is None:
            self.body = FieldList(self.fields, self._words, self._make)
            self._column.addWidget(self.body)
            follow(self.heading, stops(self.body))
            self.built.emit(self)
        self.body.show()
        self._say()

    def toggle(self) -> None:
        """Open or fold."""
        if self.is_open() and self.body is not None:
            self.body.hide()
            self._say()
        else:
            self.open()

    def explain(self, reason: str) -> None:
        """Say under the heading why the section is open, or nothing."""
        if reason != self.reason.text():
            self.reason.setText(reason)
        if bool(reason) is self.reason.isHidden():
            self.reason.setVisible(bool(reason))

    def count(self, entries: Mapping[str, Entry]) -> None:
        """Say how many of the fields are recorded, those of the minimal set apart."""
        recorded = len(self._counted & entries.keys())
        if recorded != self._recorded:
            self._recorded = recorded
            self._say()

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        self._words = words
        if self.body is not None:
            self.body.retranslate(words)
        self._say()

    def _say(self) -> None:
        title = self._words.say(f"section.{self.name}")
        recorded = self.tr("%n recorded", "", self._recorded) if self._recorded else ""
        self.heading.setText(f"{'▾' if self.is_open() else '▸'}  {title}   {recorded}".rstrip())
        self.heading.setAccessibleName(f"{title}, {recorded}" if recorded else title)
