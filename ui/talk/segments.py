"""Segments: a few short members side by side; one stop for Tab, arrows move, Space or a letter presses."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.form.keys import is_clear, is_enter, is_undo, letter, move
from ui.theme import STEP

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Segments(QWidget):
    """Says which member was pressed; what is picked, one or several, is shown by whoever records it."""

    pressed = Signal(str)
    cleared = Signal()
    """Delete was pressed."""

    def __init__(
        self, members: Sequence[str] = (), parent: QWidget | None = None, *, apart: bool = False
    ) -> None:
        """`apart` leaves room between members of which several may hold."""
        super().__init__(parent)
        self._apart = apart
        self.members: tuple[str, ...] = ()
        self.buttons: list[_Segment] = []
        self._stop = 0
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2 * STEP if apart else 0)
        self._line.addStretch(1)
        self.set_members(members)

    def set_members(self, members: Sequence[str]) -> None:
        """Offer other members."""
        if tuple(members) == self.members:
            return
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.members = tuple(members)
        self.buttons = []
        for index, member in enumerate(self.members):
            button = _Segment(self)
            last = self._apart or index == len(self.members) - 1
            button.setProperty("place", "last" if last else "inner")
            button.clicked.connect(lambda _checked=False, m=member: self._press(m))
            self.buttons.append(button)
            self._line.insertWidget(index, button)
        self._stop = -1
        self._set_stop(0)

    def set_words(self, name: str, words: Sequence[str]) -> None:
        """Name the members, and the whole for those who do not see the label beside it."""
        self.setAccessibleName(name)
        for button, text in zip(self.buttons, words, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}")

    def show_picked(self, picked: Collection[str]) -> None:
        """Show which members hold."""
        for member, button in zip(self.members, self.buttons, strict=True):
            button.setChecked(member in picked)
        if picked and not any(button.hasFocus() for button in self.buttons):
            self._set_stop(next((i for i, m in enumerate(self.members) if m in picked), 0))

    def picked(self) -> tuple[str, ...]:
        """The members that are shown as holding."""
        return tuple(m for m, button in zip(self.members, self.buttons, strict=True) if button.isChecked())

    def target(self) -> QWidget:
        """The button Tab stops at."""
        return self.buttons[self._stop] if self.buttons else self

    def takes_key(self, event: QKeyEvent) -> bool:
        """Act on a key that is this editor's."""
        step, typed = _STEPS.get(Qt.Key(event.key())), letter(event)
        if step is not None:
            self._set_stop((self._stop + step) % len(self.buttons))
            self.target().setFocus(Qt.FocusReason.TabFocusReason)
        elif is_enter(event):
            move(self.target(), event)
        elif is_clear(event):
            self.cleared.emit()
        elif typed and (found := [m for m in self.members if m.startswith(typed)]):
            held = self.picked()
            later = found[found.index(held[0]) + 1 :] if held and held[0] in found else found
            if later:  # the letter of what is picked already does not take it back
                self._press(later[0])
        else:
            return False
        return True

    def _press(self, member: str) -> None:
        self._set_stop(self.members.index(member))
        before = self.picked()
        self.pressed.emit(member)
        if self.picked() == before:  # nothing was recorded: the button must not stay as Qt left it
            self.show_picked(before)

    def _set_stop(self, index: int) -> None:
        if index == self._stop:
            return
        self._stop = index
        for at, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == index else Qt.FocusPolicy.ClickFocus)


class _Segment(QPushButton):
    def __init__(self, segments: Segments) -> None:
        super().__init__(segments)
        self._segments = segments
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "segment")
        self.setFixedHeight(24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event) or not self._segments.takes_key(event):
            if is_undo(event):
                event.ignore()
            else:
                super().keyPressEvent(event)
