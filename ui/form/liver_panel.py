"""Liver panel: the liver map over what stands beside the form, where there is no room for it under the lesion rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui.form.liver_map import LiverMapView
from ui.theme import STEP
from ui.workspace import Workspace

WIDTH, LEAST_WIDTH = 520, 320
_HEAD = 28
_SHAPE = 0.64
"""Height of the map for its width."""
_FOOT = 12 * STEP
"""What stays free at the foot of the window."""


class LiverPanel(QFrame):
    """Escape puts it away; nothing waits for it."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "taken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.close_button = QToolButton(self)
        self.close_button.setText("×")
        self.close_button.setProperty("role", "link")
        self.view = LiverMapView(workspace, self)
        head = QHBoxLayout()
        head.setContentsMargins(2 * STEP, 0, STEP, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, STEP, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        title = self._workspace.words.say("liver.title")
        self.title.setText(title)
        self.setAccessibleName(title)
        self.close_button.setAccessibleName(self.tr("Close the liver map"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_button.click()
        else:
            super().keyPressEvent(event)

    def stand_beside(self, table: QWidget) -> None:
        """Take a place right of the form where the window is wide enough, else over it, and never below its foot."""
        window = self.parentWidget()
        assert window is not None
        right = table.mapTo(window, QPoint(table.width(), 0)).x() + 6 * STEP
        left = right if window.width() - right >= LEAST_WIDTH + STEP else STEP
        wide = min(WIDTH, window.width() - left - STEP)
        high = min(round(wide * _SHAPE) + _HEAD, window.height() - 2 * STEP)
        top = table.mapTo(window, QPoint(0, 0)).y()
        self.setGeometry(left, max(STEP, min(top, window.height() - _FOOT - high)), wide, high)
