"""Number editor: a typed number or bounds with its unit beside the box, decimal comma or point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from consult.echo import echo, in_other_unit
from consult.fields import Field, Mixup
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import FILL, Editor, Note
from ui.form.keys import is_dates, is_enter, is_remove, is_undo, leaves_undo_to_the_window, move
from ui.form.reading import Kind, Reading, number_text, read_number
from ui.form.typed_unit import TypedUnit, take_apart
from ui.form.unit_question import ACCEPT_KEY, KEEP_KEY, UnitQuestion
from ui.theme import STEP

BOX_WIDTH = 88
UNIT_WIDTH = 50


class TextBox(QLineEdit):
    """A line of text in which Enter moves on and undo belongs to the whole case."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advance: Callable[[QKeyEvent], bool] | None = None
        """Where Enter goes instead of the next editor, if it answers True."""
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), FILL)
        self.setLocale(QLocale.c())

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            if self.advance is None or not self.advance(event):
                move(self, event)
        elif is_undo(event) or is_remove(event) or is_dates(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NumberBox(TextBox):
    """A box for a number, right-aligned; the unit key and Enter are offered to the editor first."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.asks_confirmation = False
        self.letters: dict[str, Callable[[], None]] = {}
        """What a letter does, which no number begins with."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asks_confirmation and is_enter(event):
            self.confirmed.emit()
        elif (act := self.letters.get(event.text().casefold())) is not None and not self._spells_a_unit():
            act()
        else:
            super().keyPressEvent(event)

    def _spells_a_unit(self) -> bool:
        """Whether the letters belong to a unit typed after the number: a blank or another letter stands before."""
        before = self.text()[: self.cursorPosition()]
        return bool(before.strip()) and (before[-1].isspace() or before[-1].isalpha() or before[-1] in "/^")


class NumberEditor(Editor):
    """A number with its unit. Live: each keystroke stores what the text reads as, or nothing.

    Changing the unit never changes what is stored by itself. While nothing is stored the unit button (or the
    key U) simply names the unit in which the next text is read. While a value is stored it only offers: the note
    says "Enter: 14 mg/dL", the unit shown stays the stored one, and Enter (or a second press) re-reads the same
    typed number in the other unit; anything else withdraws the offer. So what stands in the box and the unit
    beside it are at every moment exactly what is stored.

    A number that is usual in another unit is asked about (`unit_question`): it is stored as typed, or not at all
    where the limits exclude it, until the key U says that it is in that unit or K that it is right. A unit typed
    after the number is the unit of that number.
    """

    reads_units = True

    def __init__(
        self, field: Field, words: Words, parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(field, words, parent)
        self.key = self._first_key = field.id
        self.box = NumberBox(self)
        if not bare:
            self.box.setFixedWidth(BOX_WIDTH)
        self.unit: QPushButton | QLabel
        if field.other is not None:
            self.unit = QPushButton(self)
            self.unit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.unit.setProperty("role", "unit")
            self.unit.clicked.connect(self.switch_unit)
        else:
            self.unit = QLabel(self)
            self.unit.setProperty("role", "muted")
        self.note = Note(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.box)
        if field.unit:
            self.unit.setFixedWidth(UNIT_WIDTH)
            self.unit.setSizePolicy(self.unit.sizePolicy().horizontalPolicy(), FILL)
            line.addWidget(self.unit)
        else:
            self.unit.hide()
        line.addWidget(self.note, 1)
        if bare:  # in a table, where the header names the unit and the message line speaks
            self.unit.hide()
            self.note.hide()
        self._reading = Reading(Kind.EMPTY)
        self._refreshes = 0
        self._origin = ""
        """The text with its unit from which the number in the box was converted."""
        self._kept: tuple[str, Any] | None = None
        """The key and value that were said to be right as they are."""
        self._key_before = ""
        """The unit from which an accepted question led away, for when that is taken back."""
        self.box.textEdited.connect(self.read)
        self.box.left.connect(self._leave)
        self.box.confirmed.connect(self.switch_unit)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.box

    def read(self, text: str) -> None:
        """Store what `text` reads as; a text that is no number leaves the field not recorded."""
        self._withdraw()
        self._origin = self._key_before = ""
        before = self._refreshes
        typed = self._taken_apart(text)
        number = typed.number.strip()
        self._reading = Reading(Kind.BEGUN) if typed.begun else self.reading_of(number)
        if self._reading.kind is Kind.VALUE:
            self.problem = ""
            if typed.unit:
                number = self._read_in(typed.unit, number)
            self.entered.emit(self.key, self._reading.value, number)
        else:
            self.problem = self._said_of(self._reading.kind)
            self.cleared.emit()
        if self._refreshes == before:  # else what came back from the case has led to it
            self.refresh()

    def _taken_apart(self, text: str) -> TypedUnit:
        return take_apart(text, self.field) if self.reads_units else TypedUnit(text)

    def _number(self) -> str:
        """The number in the box as typed, without a unit behind it."""
        return self._taken_apart(self.box.text()).number.strip()

    def _read_in(self, unit: str, number: str) -> str:
        """Read the number in the unit that was typed with it, and answer the text to keep."""
        other = self.field.other
        key = other.key if other is not None and unit == other.unit else self.field.id
        if key != self.key:
            self.key = key
            self._show_unit()
        if unit == self._unit_of(key):
            return number
        mixup = next(m for m in self.field.mixups if m.unit == unit and m.factor is not None)
        self._origin = f"{number} {unit}"
        self._reading = Reading(Kind.VALUE, mixup.read_again(self._reading.value))
        return self._origin

    def reading_of(self, text: str) -> Reading:
        """What a text means in this box."""
        return read_number(text, whole=self.field.type == "integer")

    def begin_in(self, key: str) -> None:
        """Read what is typed into an empty box under this key of the pair; what is stored stays as it is."""
        self._first_key = key
        if self.shown.entry is None and not self.box.text():
            self.key, self._key_before = key, ""
            self._show_unit()

    def switch_unit(self) -> None:
        """Name the other unit, or while a value is stored offer to read the number in it (see the class)."""
        other = self._other_key()
        if other == self.key:
            return
        entry = self.shown.entry
        if entry is not None and not self.box.asks_confirmation:
            self.box.asks_confirmation = True
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refresh()
            return
        self.box.asks_confirmation = False
        self.key = other
        self._show_unit()
        if self.box.text():
            self.read(self.box.text())
        self.refresh()

    def unit_question(self) -> UnitQuestion | None:
        """What is asked about the unit of the number in the box, while it is not answered."""
        mixup, value = self._mixup(), self._reading.value
        if mixup is None or self._kept == (self.key, value):
            return None
        here = self.words.quantity(self._number(), self.words.unit(self._unit_of(self.key)))
        there = self.words.quantity(self._number(), self.words.unit(mixup.unit))
        offered = self.field.converts(mixup, value)
        kept = self.shown.entry is not None and not self.problem
        asked = (
            self.tr("%1? That looks like %2.")
            if mixup.quantity
            else self.tr("%1? That would be usual for %2.")
        )
        asked = asked.replace("%1", here).replace("%2", self.words.usual(mixup.unit, mixup.quantity))
        return UnitQuestion(
            asked if kept else self.tr("Not stored: %1").replace("%1", asked),
            self.tr("It is %1").replace("%1", there) if offered else "",
            self.tr("Keep %1").replace("%1", here) if kept else "",
        )

    def accept_unit(self) -> None:
        """Enter the same typed number in the unit that was asked about, as a step of its own."""
        mixup, value = self._mixup(), self._reading.value
        if mixup is None or not self.field.converts(mixup, value):
            return
        self.step_ended.emit()
        if mixup.key:
            before, self.key = self.key, mixup.key
            self._show_unit()
            self.read(self._number())
            self._key_before = before
        else:
            self._withdraw()
            self._origin, self.problem = f"{self._number()} {mixup.unit}", ""
            again = mixup.read_again(value)
            self._set_text(number_text(again))
            self.entered.emit(self.key, again, self._origin)
            self.refresh()
        self.step_ended.emit()

    def keep_unit(self) -> None:
        """The number is right as it is: ask no more."""
        self._kept = (self.key, self._reading.value)
        self.refresh()

    def refresh(self) -> None:
        self._refreshes += 1
        question = self.unit_question()
        letters = self.box.letters
        for key, act, answers in (
            (ACCEPT_KEY, self.accept_unit, question is not None and question.accept),
            (KEEP_KEY, self.keep_unit, question is not None and question.keep),
        ):
            letters.pop(key, None)
            if answers:
                letters[key] = act
        if self.field.other is not None:
            letters.setdefault(ACCEPT_KEY, self.switch_unit)
        self.box.setAccessibleDescription(self.message() if question is None else question.spoken())
        super().refresh()

    def _mixup(self) -> Mixup | None:
        if self._reading.kind is not Kind.VALUE:
            return None
        return self.field.mixup(self.key, self._reading.value)

    def message(self) -> str:
        if self.box.asks_confirmation:
            return (
                self.tr("Press Enter to read %1 as %2, or go on typing to keep %3.")
                .replace("%1", self.box.text())
                .replace("%2", self._unit_of(self._other_key()))
                .replace("%3", self._unit_of(self.key))
            )
        return super().message()

    def understood(self) -> str:
        """What was understood, where that is more than what stands in the box."""
        entry = self.shown.entry
        if entry is None or self.problem:
            return ""
        return echo(self.field, entry.key, entry.value, self.words, self._origin)

    def retranslate(self, words: Words) -> None:
        self.words = words
        if self.problem and self._reading.kind is not Kind.VALUE:
            self.problem = self._said_of(self._reading.kind)
        if self.field.other is not None:
            self.unit.setToolTip(self.tr("Other unit (key U)"))
        self._show_unit()
        super().retranslate(words)

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        self.box.asks_confirmation = False
        if force:
            self._kept = None
        if entry is None:
            self._origin = ""
            if force or self._key_before:
                self.key = self._first_key if force else self._key_before
                self._key_before = ""
                self._show_unit()
            if force or not self.problem:
                self._set_text("")
            return
        if not force and entry.key == self.key and entry.value == self._reading.value and not self.problem:
            return
        self.problem = ""
        self.key = entry.key
        self._show_unit()
        self._origin = entry.text if self.field.entered_in(entry.text) else ""
        self._set_text((not self._origin and entry.text) or number_text(entry.value))

    def _set_text(self, text: str) -> None:
        self._reading = self.reading_of(text)
        if self.box.text() != text:
            self.box.setText(text)

    def _leave(self) -> None:
        self._withdraw()
        if self.shown.entry is not None and not self.problem and self._taken_apart(self.box.text()).unit:
            kept = number_text(self._reading.value) if self._origin else self._number()
            self.box.setText(kept)  # the unit stands beside the box
        self.refresh()

    def _withdraw(self) -> None:
        if self.box.asks_confirmation:
            self.box.asks_confirmation = False
            self.refresh()

    def _mark(self, state: str) -> None:
        self.box.setPlaceholderText(self.tr("not entered") if state == "needed" else "")
        super()._mark(state)

    def _refresh_notes(self) -> None:
        kind, mixup = self._reading.kind, self._mixup()
        if self.box.asks_confirmation:
            self.note.say(
                f"Enter: {self.box.text()} {self._unit_of(self._other_key())}", "needed", self.message()
            )
        elif mixup is not None and self._kept != (self.key, self._reading.value):
            self._note_question(mixup)
        elif self.problem and kind is Kind.THOUSANDS:
            digits = "".join(c for c in self.box.text() if c.isdigit())
            self.note.say(self.tr("%1?").replace("%1", digits), "error", self.problem)
        elif self.problem:
            begun = kind is Kind.BEGUN
            text = "…" if begun else self.tr("✕ not stored")
            self.note.say(text, "muted" if begun else "error", self.problem)
        elif self.shown.warning:
            self._say_warning(self.note)
        elif self.shown.settles:
            self.note.say(self.tr("settles %n option(s)", "", self.shown.settles), "needed")
        else:
            self._note_answer()

    def _note_answer(self) -> None:
        """The stored quantity in the unit it was not entered in, and its day where there is room for both."""
        equivalent, aged = self._equivalent(), self.shown.aged
        unit = self.field.entered_in(self._origin)
        brief = f"({self.words.unit(unit)})" if unit else ""
        if aged is None:
            self.note.say(equivalent, brief=brief)
        elif not equivalent:
            self.note.say(aged.word, more=aged.sentence)
        else:
            said = equivalent if brief else f"{equivalent} · {aged.word}"
            self.note.say(said, more=f"{equivalent} · {aged.sentence}", brief=brief or equivalent)

    def _note_question(self, mixup: Mixup) -> None:
        """The question in the few words there is room for."""
        unit = self.words.unit(mixup.unit)
        said = self.words.quantity(self._number(), unit)
        if mixup.quantity:
            said = unit = self.words.say(f"quantity.{mixup.quantity}.short")
        question = self.unit_question()
        more = [self.problem, question.asked if question is not None else ""]
        self.note.say(
            self.tr("%1?").replace("%1", said),
            "error" if self.problem else "warning",
            " ".join(part for part in more if part),
            brief=self.tr("%1?").replace("%1", unit),
        )

    def _equivalent(self) -> str:
        """The stored quantity in the canonical unit, when it was entered in the other one."""
        entry = self.shown.entry
        if self._origin:
            return f"= {self._origin}"
        other = (
            None
            if entry is None or self.key == self.field.id
            else in_other_unit(self.field, self.key, entry.value)
        )
        return "" if other is None else f"= {number_text(other[0])} {other[1]}"

    def _other_key(self) -> str:
        other = self.field.other
        return self.field.id if other is None or self.key == other.key else other.key

    def _unit_of(self, key: str) -> str:
        return self.field.unit_of(key)

    def _show_unit(self) -> None:
        unit = self.words.unit(self._unit_of(self.key))
        # A raised figure that every font has: the bundled one lacks most superscripts.
        base, hat, rest = unit.partition("^")
        if hat:
            unit = f"{base}<sup>{rest[0]}</sup>{rest[1:]}"
        self.unit.setText(f"{unit} ▾" if self.field.other is not None else unit)
        self._name(self.label())

    def _name(self, label: str) -> None:
        unit = self.words.unit(self._unit_of(self.key))
        self.box.setAccessibleName(f"{label}, {unit}" if unit else label)
        if self.field.other is not None:
            self.unit.setAccessibleName(f"{label}, {unit}")

    def _said_of(self, kind: Kind) -> str:
        if kind is Kind.EMPTY:
            return ""
        if kind is Kind.THOUSANDS:
            return self.tr(
                "Not stored: type the number without thousands separators, decimals after one point or comma."
            )
        if kind is Kind.BEGUN:
            return self.tr("Not stored yet: the number is not complete.")
        return self.tr("Not stored: this is not a number. Bounds are typed as <0.6, >60500, ≤3 or 1-2.")
