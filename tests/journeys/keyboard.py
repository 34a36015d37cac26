"""Keyboard: a hand that has nothing but keys; it walks a case into the window and counts what it presses."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from consult.hcc.schema import SCHEMA
from ui.form.choices import ChoiceEditor, SegmentEditor, member_of
from ui.form.editors import Editor
from ui.form.lesions import PARTS, LesionTable
from ui.form.numbers import NumberEditor
from ui.form.records import RecordsEditor
from ui.form.texts import LineEditor, ListEditor, ManyEditor
from ui.form.treatments import EarlierEditor
from ui.window import MainWindow

TAB, ENTER, SPACE, DOWN, HOME = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
)
PLAIN, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
MOST_STEPS = 600
"""More than one round through every stop of the window."""


class Hand:
    """Presses keys where the focus is. `pressed` counts them, `took` holds the milliseconds of each till painted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.pressed = 0
        self.took: list[float] = []

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """One key, and everything it changes until it is painted."""
        widget = QApplication.focusWidget() or self._window
        began = time.perf_counter()
        QTest.keyClick(widget, key, modifiers)
        QApplication.processEvents()
        self.took.append((time.perf_counter() - began) * 1000)
        self.pressed += 1

    def type(self, text: str) -> None:
        """The keys of a text."""
        for character in text:
            self.press(character)

    def tab_to(self, arrived: Callable[[QWidget], bool], what: str) -> None:
        """Tab until the focus stands where it should. Raises LookupError: no key leads there."""
        for _step in range(MOST_STEPS):
            widget = QApplication.focusWidget()
            if widget is not None and arrived(widget):
                return
            self.press(TAB)
        raise LookupError(f"Tab never reaches {what}")

    def tab_into(self, holder: QWidget, what: str) -> None:
        """Tab until the focus stands on a widget or inside it."""
        self.tab_to(lambda widget: widget is holder or holder.isAncestorOf(widget), what)

    # -- a whole case --------------------------------------------------------------------------------------------

    def enter_case(self, document: Mapping[str, Any]) -> None:
        """Enter every value of a case file, the minimal set first, in the order of the form."""
        form = self._window.form
        left = dict(document)
        none_apply = left.pop("exclusion_checklist", None) == "none_apply"
        by_field = {SCHEMA.by_key[key].id: (key, value) for key, value in left.items()}
        for editor in form.minimal.editors():
            if editor.field.id in by_field and not _needs_its_section(editor, by_field[editor.field.id][1]):
                key, value = by_field[editor.field.id]
                self._answer(editor, key, value)
                if not _goes_on_in_its_section(editor, value):
                    del by_field[editor.field.id]
        items = {field.id for field in SCHEMA.checklist} & by_field.keys()
        if items or none_apply:
            self._answer_checklist({name: by_field.pop(name) for name in items}, none_apply=none_apply)
        for name, section in form.sections.items():
            own = [field.id for field in section.fields if field.id in by_field]
            if not own:
                continue
            self.tab_to(lambda widget, at=section.heading: widget is at, f"the section {name}")
            if not section.is_open():
                self.press(ENTER)
            assert section.body is not None
            for editor in section.body.editors:
                if editor.field.id in own:
                    key, value = by_field.pop(editor.field.id)
                    self._answer(editor, key, value)
        if by_field:
            raise LookupError(f"the form has no place for {sorted(by_field)}")

    def _answer(self, editor: Editor, key: str, value: Any) -> None:
        self.tab_into(editor, editor.field.id)
        match editor:
            case LesionTable():
                self._lesions(editor, value)
            case EarlierEditor():
                self.type("n")
            case RecordsEditor():
                self._records(editor, value)
            case ManyEditor():
                self._many(editor, value)
            case NumberEditor():
                if editor.key != key:
                    self.type("u")
                self._clear_and_type(number_words(value))
            case ChoiceEditor():
                self._choose(editor, value)
            case ListEditor():
                self._clear_and_type("; ".join(value))
            case LineEditor():
                self._clear_and_type(str(value))
            case _:
                raise LookupError(f"{editor.field.id}: no hand for {type(editor).__name__}")

    def _clear_and_type(self, text: str) -> None:
        self.press(Qt.Key.Key_A, CONTROL)
        self.type(text)

    def _choose(self, editor: ChoiceEditor, value: Any) -> None:
        wanted = member_of(editor.field, value)
        index = next(i for i, choice in enumerate(editor.members) if choice.id == wanted)
        if isinstance(editor, SegmentEditor):
            for _step in range(len(editor.members)):
                if editor.buttons[index].hasFocus():
                    break
                self.press(Qt.Key.Key_Right)
            if editor.picked() != index:
                self.press(SPACE)
            return
        for _step in range(len(editor.members) + 1):
            if editor.picked() == index:
                return
            self.press(DOWN)

    def _many(self, editor: ManyEditor, value: Any) -> None:
        for choice, box in zip(editor.field.choices, editor.boxes, strict=True):
            if choice.id in value:
                self.tab_to(lambda widget, at=box: widget is at, choice.id)
                assert isinstance(box, QCheckBox)
                self.press(SPACE)

    def _lesions(self, table: LesionTable, records: Any) -> None:
        if not records:
            self.type("n")
            return
        for index, record in enumerate(records):
            for editor in table.rows[index].editors:
                if editor.field.id in record:
                    self._answer(editor, editor.field.id, record_words(editor, record[editor.field.id]))
            if index + 1 < len(records):
                self.tab_into(table.rows[index + 1], f"lesion {index + 2}")

    def _records(self, editor: RecordsEditor, records: Any) -> None:
        """The parts of records that exist; a record is added by the button of the list."""
        for index, record in enumerate(records):
            while len(editor.cards) <= index:
                self.tab_to(lambda widget: widget is editor.add, f"the button that adds to {editor.field.id}")
                self.press(SPACE)
            for part in editor.cards[index].editors:
                if part.field.id in record:
                    self._answer(part, part.field.id, record[part.field.id])

    def _answer_checklist(self, items: Mapping[str, tuple[str, Any]], *, none_apply: bool) -> None:
        """Open the list, answer items by themselves, then the one key for all the others."""
        checklist = self._window.form.checklist
        self.tab_to(lambda widget: widget is checklist.fold, "the checklist")
        if not checklist.is_open():
            self.press(ENTER)
        assert checklist.body is not None
        for editor in checklist.body.editors:
            if editor.field.id in items:
                self._answer(editor, *items[editor.field.id])
        if none_apply:
            self.tab_to(lambda widget: widget is checklist.fold, "the checklist")
            self.type("n")


def number_words(value: Any) -> str:
    """A number or its bounds as a doctor types them."""
    if isinstance(value, Mapping):
        low, high = value.get("min"), value.get("max")
        if low is None:
            return f"{'<' if value.get('max_open') else '<='}{high:g}"
        if high is None:
            return f"{'>' if value.get('min_open') else '>='}{low:g}"
        return f"{low:g}-{high:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def record_words(editor: Editor, value: Any) -> Any:
    """Segments are typed with a stroke between them; everything else as it is."""
    if isinstance(value, list | tuple):
        return "/".join(str(member).removeprefix("s") for member in value)
    return value


def _needs_its_section(editor: Editor, value: Any) -> bool:
    """Whether the one line of the minimal set cannot take the value, so that the list itself is filled."""
    return isinstance(editor, EarlierEditor) and bool(value)


def _goes_on_in_its_section(editor: Editor, value: Any) -> bool:
    """Whether nodules have parts that the table has no column for."""
    return isinstance(editor, LesionTable) and any(set(record) - set(PARTS) for record in value)
