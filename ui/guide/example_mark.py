"""Example mark: the word EXAMPLE beside the case code while a bundled case is open; no room otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult.example import is_example
from ui.workspace import Workspace


class ExampleMark(QLabel):
    """Follows the case by itself."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "example")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say the word, or nothing."""
        shown = is_example(self._workspace.patient)
        if shown:
            self.setText(self._workspace.words.say("example.word"))
            self.setToolTip(self._workspace.words.say("example.mark"))
            self.setAccessibleName(self._workspace.words.say("example.mark"))
        if shown is self.isHidden():
            self.setVisible(shown)
