"""Lesion table: one row per nodule, sizes first, an empty row always at the end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words
from ui import theme
from ui.form.dropdown import DropDownEditor
from ui.form.editors import FILL, Editor, Note, set_state
from ui.form.keys import is_remove, move
from ui.form.lesion_parts import SegmentsBox, SizeEditor
from ui.form.records import RecordPart
from ui.form.rows import follow, stops
from ui.form.texts import LineEditor
from ui.theme import STEP

PARTS = ("size_mm", "segment", "status", "label")
"""The columns. Size stands first because it is what is typed; Tab goes along the row, Enter down to the next size."""
NUMBER_WIDTH = 18
REMOVE_WIDTH = 18
STRETCHES = (52, 58, 86, 52)
VISIBLE_ROWS = 4
TOP_HEIGHT, NAMES_HEIGHT = 24, 16
LESION_HEIGHT = 21


class LesionRow(RecordPart):
    """One nodule: size, segment, state, label."""

    def __init__(self, index: int, field: Field, words: Words, parent: QWidget) -> None:
        super().__init__(words, parent)
        parts = {part.id: part for part in field.parts}
        self.number = QLabel(self)
        self.number.setProperty("role", "muted")
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.size_editor = SizeEditor(parts["size_mm"], words, self, bare=True)
        self.segment = SegmentsBox(parts["segment"], words, self)
        self.status = DropDownEditor(parts["status"], words, self)
        self.label = LineEditor(parts["label"], words, self)
        self.remove = QToolButton(self)
        self.remove.setText("×")
        self.remove.setProperty("role", "link")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setFixedWidth(REMOVE_WIDTH)
        keep = self.remove.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(keep)
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 1)
        line.setSpacing(STEP)
        line.addWidget(self.number)
        for editor, stretch in zip(
            (self.size_editor, self.segment, self.status, self.label), STRETCHES, strict=True
        ):
            editor.setSizePolicy(FILL, FILL)
            self.bind(editor)
            line.addWidget(editor, stretch)
        line.addWidget(self.remove)
        self.place(index, words)

    def place(self, index: int, words: Words) -> None:
        """Say which nodule this is."""
        self.index = index
        self.words = words
        self.number.setText(f"{index + 1}")
        title = self.tr("Lesion %1").replace("%1", f"{index + 1}")
        for editor in self.editors:
            editor.retranslate(words)
            editor.target().setAccessibleName(f"{title}: {editor.target().accessibleName()}")
        self.remove.setAccessibleName(self.tr("Remove lesion %1").replace("%1", f"{index + 1}"))
        self.remove.setToolTip(self.tr("Remove this lesion (Ctrl+Delete)"))
        self.refresh()

    def refresh(self) -> None:
        """Show what an empty state counts as, and the button where there is something to remove."""
        self.remove.setVisible(self.counts)
        implied = self.words.choice(self.status.field, "viable") if self.counts else ""
        if implied != self.status.implied:
            self.status.implied = implied
            set_state(self.status.box, "yes" if implied else "", "implied")
            self.status.box.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        table = self.parent()
        while table is not None and not isinstance(table, LesionTable):
            table = table.parent()
        if is_remove(event):
            self.removed.emit(self)
        elif table is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            table.step(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class LesionTable(Editor):
    """The list of nodules. Rows keep the parts they do not show; rows in which nothing stands are not stored."""

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(field, words, parent)
        self._parts = {part.id: part for part in field.parts}
        self.rows: list[LesionRow] = []
        self.none = QPushButton(self)
        self.none.setCheckable(True)
        self.none.setProperty("role", "segment")
        self.none.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.none.setSizePolicy(self.none.sizePolicy().horizontalPolicy(), FILL)
        self.none.clicked.connect(self._press_none)
        self.old = QLabel(self)
        """How old the list is, where that is questioned. It takes the place of None, which then does nothing."""
        self.old.setProperty("role", "warning")
        self.old.hide()
        self.echo = Note(self)
        self._echo = "", ""
        self.echo.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.headings = [QLabel(self) for _part in PARTS]
        self.map_button = QToolButton(self)
        """Opens the liver map where it does not stand under the rows."""
        self.beyond: QWidget | None = None
        """What Tab reaches after the rows, and Enter passes over."""
        self._lay_out()
        self._append()
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.rows[0].size_editor.box

    def set_row_height(self, height: int, count: int = VISIBLE_ROWS) -> None:
        """Give every row a height; `count` of them are seen without scrolling."""
        self._height = height
        for row in self.rows:
            row.setFixedHeight(height)
        self.area.setFixedHeight(height * count)

    def say_echo(self, text: str, brief: str = "") -> None:
        """Say what the rows come to, or `brief` where it has no room."""
        settles = self.shown.settles
        if settles and not text:
            self.echo.say(self.tr("settles %n option(s)", "", settles), "needed")
        else:
            self.echo.say(text, "heading", brief=brief)
        self._echo = text, brief

    def step(self, row: LesionRow, by: int) -> None:
        """Go to the same column of a neighbouring row."""
        column = next((i for i, editor in enumerate(row.editors) if editor.target().hasFocus()), 0)
        index = self.rows.index(row) + by
        if 0 <= index < len(self.rows):
            self._go(self.rows[index].editors[column].target())

    def retranslate(self, words: Words) -> None:
        self.words = words
        self.heading.setText(words.say("section.tumour").upper())
        self.none.setText(words.say("none_entered").capitalize())
        for label, part in zip(self.headings, PARTS, strict=True):
            named = self._parts[part]
            label.setText(f"{words.label(named)} {named.unit}".strip())
        self.map_button.setText(f"{self.tr('Map')} ▸")
        self.map_button.setAccessibleName(words.say("liver.title"))
        self.map_button.setToolTip(f"{words.say('liver.title')} (Alt+L)")
        self._place_map_button()
        for index, row in enumerate(self.rows):
            row.place(index, words)
        super().retranslate(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_map_button()

    def _place_map_button(self) -> None:
        button = self.map_button
        button.setFont(theme.font(theme.SMALL))
        wide = button.sizeHint().width()
        button.setGeometry(self.width() - wide, 0, wide, NAMES_HEIGHT)

    def message(self) -> str:
        for row in self.rows:
            for editor in row.editors:
                if editor.message():
                    return editor.message()
        return super().message()

    # -- rows ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(2 * STEP)
        top.addWidget(self.heading)
        top.addWidget(self.none)
        top.addWidget(self.old)
        top.addWidget(self.echo, 1)
        self.top = QWidget(self)
        self.top.setLayout(top)
        top.setContentsMargins(0, 3, 0, 1)
        self.top.setFixedHeight(TOP_HEIGHT)
        names = self._names = QHBoxLayout()
        names.setContentsMargins(NUMBER_WIDTH + STEP, 0, REMOVE_WIDTH + STEP, 0)
        names.setSpacing(STEP)
        for label, stretch in zip(self.headings, STRETCHES, strict=True):
            label.setProperty("role", "muted")
            label.setSizePolicy(FILL, FILL)
            names.addWidget(label, stretch)
        self.names = QWidget(self)
        self.names.setFixedHeight(NAMES_HEIGHT)
        self.names.setLayout(names)
        self.map_button.setParent(self.names)  # at the right end, where the columns leave room
        self.map_button.setProperty("role", "link")
        self.map_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self._height = LESION_HEIGHT
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_columns)
        column.addWidget(self.top)
        column.addWidget(self.names)
        column.addWidget(self.area)

    def _keep_columns(self, _least: int, most: int) -> None:
        """Leave the scroll bar's room in the line of names too, so that each stands over its column."""
        bar = self.area.verticalScrollBar().sizeHint().width() if most else 0
        self._names.setContentsMargins(NUMBER_WIDTH + STEP, 0, REMOVE_WIDTH + STEP + bar, 0)

    def _append(self) -> None:
        row = LesionRow(len(self.rows), self.field, self.words, self)
        row.setFixedHeight(self._height)
        row.changed.connect(self._store)
        row.removed.connect(self._remove)
        row.step_ended.connect(self.step_ended)
        row.size_editor.box.advance = partial(self._advance, row)
        row.size_editor.box.letters["n"] = partial(self._type_none, row)
        before = stops(self.rows[-1])[-1] if self.rows else None
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        row.show()
        if before is not None:
            follow(before, stops(row))

    def _advance(self, row: LesionRow, event: QKeyEvent) -> bool:
        """Enter goes from size to size; from the empty last row, and backwards from the first, out of the table."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        index = self.rows.index(row) + (-1 if back else 1)
        if 0 <= index < len(self.rows):
            self._go(self.rows[index].size_editor.box)
            return True
        if back or index != len(self.rows) or row.size_editor.box.text():
            return False
        self._go_to_the_end()
        return False

    def go_to(self, index: int) -> None:
        """Go to the size of a lesion."""
        if 0 <= index < len(self.rows):
            self._go(self.rows[index].size_editor.box)

    def start_in(self, segment: str) -> None:
        """Begin a lesion in a segment, as if that had been typed; its size comes next. A full list stays as it is."""
        row = self.rows[-1]
        if row.counts:
            return
        self.step_ended.emit()
        row.segment.type_in((segment,))
        self._go(row.size_editor.box)

    def _go_to_the_end(self) -> None:
        """Make the next stop the one after the table."""
        if self.beyond is not None:
            self.beyond.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._go(stops(self.rows[-1])[-1])

    def _go(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(widget, 0, 0)

    def _remove(self, row: LesionRow) -> None:
        index = self.rows.index(row)
        if not row.counts and index == len(self.rows) - 1:
            return
        self._go(self.rows[index + 1 if index + 1 < len(self.rows) else index - 1].size_editor.box)
        self._drop(row)
        self._renumber()
        self._store()

    def _drop(self, row: LesionRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _renumber(self) -> None:
        for index, row in enumerate(self.rows):
            if row.index != index:
                row.place(index, self.words)

    def _store(self) -> None:
        self._keep_empty_row()
        records = [row.values for row in self.rows if row.counts]
        if records:
            self.entered.emit(self.field.id, records, "")
        else:
            self.cleared.emit()
        for row in self.rows:
            row.refresh()

    def _keep_empty_row(self) -> None:
        if len(self.rows) < self.field.max_items and (not self.rows or self.rows[-1].counts):
            self._append()

    def _press_none(self) -> None:
        """No nodule is stored or taken back; recorded nodules are never wiped by one press."""
        entry = self.shown.entry
        if entry is None and not any(row.counts for row in self.rows):
            self.entered.emit(self.field.id, (), "")
        elif entry is not None and not entry.value:
            self.cleared.emit()
        self.none.setChecked(self._is_none())

    def _type_none(self, row: LesionRow) -> None:
        """The key N where a size would stand: there is none."""
        if not any(r.counts for r in self.rows) and not row.size_editor.box.text():
            if not self._is_none():
                self._press_none()
            self._go_to_the_end()
            move(self.rows[-1])

    def _is_none(self) -> bool:
        return self.shown.entry is not None and not self.shown.entry.value

    # -- what is stored ------------------------------------------------------------------------------------------

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        records = [] if entry is None else [dict(record) for record in entry.value]
        if force or [row.values for row in self.rows if row.counts] != records:
            keep = len(records) + (len(records) < self.field.max_items)
            while len(self.rows) > keep:
                self._drop(self.rows[-1])
            while len(self.rows) < keep:
                self._append()
            for index, row in enumerate(self.rows):
                stored = index < len(records)
                record = records[index] if stored else {}
                row.show_record(record, kept=stored, force=force or row.values != record)
                row.refresh()
        self.none.setChecked(self._is_none())
        self._question()

    def _question(self) -> None:
        filled = [row for row in self.rows if row.counts]
        asked = {(index, part): text for index, part, text in self.shown.inner}
        for index, row in enumerate(filled):
            for part in PARTS:
                row.question(part, asked.get((index, part), ""))

    def _refresh_notes(self) -> None:
        self.say_echo(*self._echo)
        aged = self.shown.aged
        questioned = aged is not None and (aged.stale or self.shown.only_aged)
        if questioned != (not self.old.isHidden()):
            self.old.setVisible(questioned)
        if self.none.isHidden() != (questioned and not self._is_none()):
            self.none.setVisible(not questioned or self._is_none())
        if aged is not None and questioned:
            self.old.setText(f"! {aged.word}")
        self.old.setToolTip(self.message())
        self.heading.setToolTip(self.message())

    def _mark(self, state: str) -> None:
        size = self.words.label(self._parts["size_mm"])
        for row in self.rows[:1]:
            set_state(row.size_editor.box, state if state == "needed" and not row.counts else "")
            row.size_editor.box.setPlaceholderText(size.casefold() if state == "needed" else "")
        set_state(self.none, state if state == "needed" else "")

    def _name(self, label: str) -> None:
        self.setAccessibleName(label)
        self.none.setAccessibleName(f"{label}: {self.none.text()}")
