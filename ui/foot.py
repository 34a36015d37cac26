"""Foot: the steps at the left, what was done or refused in the middle, the few actions that are always at hand."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui import icons
from ui.form.editors import set_state
from ui.lines import TerseLine
from ui.talk.strip import StepStrip
from ui.theme import STEP

HEIGHT = 44
ICONS = {
    "undo": "undo-2",
    "redo": "redo-2",
    "what_if": "split",
    "patient": "presentation",
    "print": "printer",
}
"""The actions in their order, each with its icon."""
PRIMARY = "print"
_ROOM_TO_SPEAK = 60 * STEP
"""The buttons say less before a message has less room than this."""


class Foot(TerseLine):
    """Words with their keys, words alone, icons alone, and last the numbers of the steps without their names."""

    LEVELS = 4

    def __init__(self, steps: StepStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.steps = steps
        self.said = QLabel(self)
        self.said.setProperty("role", "error")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.buttons = {name: QPushButton(self) for name in ICONS}
        self._texts: dict[str, tuple[str, str]] = {}
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(2 * STEP)
        row.addWidget(steps)
        row.addWidget(self.said, 1)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            row.addWidget(button)
        self.buttons[PRIMARY].setProperty("role", "primary")
        self.buttons["what_if"].setCheckable(True)
        self._dress()

    def name(self, words: Mapping[str, str], actions: Mapping[str, QAction]) -> None:
        """Give every button its word; the key stands beside it where there is room, and always in the tooltip."""
        for name, button in self.buttons.items():
            keys = actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self._texts[name] = words[name], keys
            button.setToolTip(f"{words[name]} ({keys})")
            button.setAccessibleName(words[name])
        self.fit()

    def tell(self, message: str, role: str = "error") -> None:
        """Say in the middle why something was not done, or what was; empty takes it away."""
        set_state(self.said, role, "role")
        if message != self.said.text():
            self.said.setText(message)
            self.said.setToolTip(message)
            self.fit()

    def say(self, level: int) -> None:
        """Words and keys, words, icons; at the last the steps by their numbers."""
        for name, (word, keys) in self._texts.items():
            said = f" {word}  {keys}" if not level else f" {word}" if level == 1 else ""
            self.buttons[name].setText(said)  # the space stands between icon and word
        last = level == self.LEVELS - 1
        self.steps.set_short(last)
        self._row.setSpacing((1 if last else 2) * STEP)

    def wanted_width(self) -> int:
        """The message in the middle counts only while there is one."""
        spaces = (len(self.buttons) + 1) * self._row.spacing() + 6 * STEP
        parts = (self.steps, *self.buttons.values())
        return (
            sum(part.sizeHint().width() for part in parts)
            + spaces
            + (_ROOM_TO_SPEAK if self.said.text() else 0)
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "buttons"):
            self._dress()

    def _dress(self) -> None:
        for name, button in self.buttons.items():
            icons.dress(button, ICONS[name], "on_accent" if name == PRIMARY else "ink")
