"""Blank: a screen that shows nothing; a key brings a button, and the button brings back what was there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.workspace import Workspace


class Blank(QWidget):
    """Two steps lead back, so that a book laid on the keyboard does not."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button = QPushButton(self)
        self.button.setProperty("role", "patient")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.left)
        box = QVBoxLayout(self)
        box.addStretch(1)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)

    def cover(self) -> None:
        """Be empty again, until a key is pressed."""
        words = self._workspace.words
        self.setAccessibleName(words.say("patient.hidden"))
        self.button.setText(words.say("patient.show"))
        self.button.setAccessibleName(words.say("patient.show"))
        self.button.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut acts on what nobody sees
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.button.isHidden():
            self._offer()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._offer()

    def _offer(self) -> None:
        self.button.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
