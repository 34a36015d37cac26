"""Keyboard sheet: every key of the window and of the form, from the actions and the form's own table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.form.key_table import FORM_KEYS
from ui.guide.page import Page, heading, pairs, sentence
from ui.workspace import Workspace


class KeyboardSheet(Page):
    """Says what the actions say of themselves; an action without a key is not in it."""

    def __init__(
        self, workspace: Workspace, actions: Callable[[], Iterable[QAction]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def rows(self) -> list[tuple[str, str]]:
        """The keys of the actions, in the order they were added."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (" · ".join(key.toString(native) for key in action.shortcuts()), action.text())
            for action in self._actions()
            if action.shortcuts() and action.text()
        ]

    def form_rows(self) -> list[tuple[str, str]]:
        """The keys of the form."""
        return [(key.keys, self._workspace.words.say(key.says)) for key in FORM_KEYS]

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        say = self._workspace.words.say
        self.fill(
            say("keys.title"),
            say("guide.close"),
            (
                heading(say("keys.form")),
                pairs(self.form_rows()),
                heading(say("keys.window")),
                pairs(self.rows()),
                sentence(say("keys.more"), "muted"),
            ),
        )
