"""Keys: Enter moves on, letters and digits name the members of a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from consult.fields import Choice

_NO_CONTROL = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter, with or without Shift."""
    plain = not event.modifiers() & _NO_CONTROL
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def move(widget: QWidget, event: QKeyEvent | None = None) -> None:
    """Give the focus to the next editor, or with Shift to the one before."""
    back = event is not None and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    widget.focusNextPrevChild(not back)


def is_clear(event: QKeyEvent) -> bool:
    """Whether the key empties a choice."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def is_remove(event: QKeyEvent) -> bool:
    """Whether the key takes a whole row out of a list: Control with Delete."""
    return event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def is_undo(event: QKeyEvent) -> bool:
    """Whether the key takes back or repeats a step of the whole case, not of one text."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def is_dates(event: QKeyEvent) -> bool:
    """Whether the key asks for date and origin: Control with D, which some systems would delete a letter with."""
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def is_lock(event: QKeyEvent) -> bool:
    """Whether the key locks the records: Control with L, wherever the keyboard is."""
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def leaves_undo_to_the_window(event: QEvent) -> bool:
    """Whether a text box must not claim this event: one undo serves the whole case."""
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event)


def letter(event: QKeyEvent) -> str:
    """The letter or digit typed without Control or Alt, lower case, or an empty text."""
    typed = event.text().casefold()
    return typed if len(typed) == 1 and typed.isalnum() and not event.modifiers() & _NO_CONTROL else ""


def short(text: str) -> str:
    """A member's words without the explanation in brackets: "Vp3 (right or left branch)" is Vp3."""
    return text.partition(" (")[0].partition("（")[0].strip()


def members_at(typed: str, choices: tuple[Choice, ...]) -> list[int]:
    """Indexes of the members a key names: their first letter in either language, or a digit of their short word."""
    found = []
    for index, choice in enumerate(choices):
        words = (short(choice.en).casefold(), short(choice.zh).casefold())
        digits = {character for word in words for character in word if character.isdigit()}
        if typed in digits or typed in {word[0] for word in words if not word[0].isdigit()}:
            found.append(index)
    return found
