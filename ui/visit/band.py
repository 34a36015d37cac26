"""Unconfirmed band: names the values that no doctor has confirmed today, as long as there are any."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from consult.patient import CHECKLIST
from ui.records.sheet import button, name
from ui.theme import STEP
from ui.workspace import Workspace

_HEIGHT, _LEAST = 8 * STEP, 20 * STEP
CONFIRM_ALL, CONFIRM_ONE = "Ctrl+Shift+Return", "Ctrl+Return"


class UnconfirmedBand(QWidget):
    """Made when values first wait; takes no room while none does."""

    last_asked = Signal()
    """What was there at the visit before is to be shown."""
    confirm_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[object, ...] = ()
        self._whole = ""
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "warning")
        self.said.setMinimumWidth(_LEAST)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.last, self.confirm = button(), button("secondary")
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        line.setSpacing(3 * STEP)
        line.addWidget(self.said, 1)
        line.addWidget(self.last)
        line.addWidget(self.confirm)
        self.last.clicked.connect(self.last_asked)
        self.confirm.clicked.connect(self.confirm_asked)
        workspace.consulted.connect(self.refresh)
        workspace.assessed.connect(self.refresh)
        workspace.filed.connect(self.refresh)
        workspace.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _what: object = None) -> None:
        """Name what waits now; nothing is touched while that is the same."""
        workspace = self._workspace
        waiting = workspace.unconfirmed()
        before = workspace.filing.before is not None
        if (waiting, before, workspace.words) == self._shown:
            return
        self._shown = (waiting, before, workspace.words)
        self.setVisible(bool(waiting))
        if not waiting:
            return
        words = workspace.words
        named = words.join(
            words.say("what_if.checklist") if field == CHECKLIST else words.field(field) for field in waiting
        )
        key = "visit.band.one" if len(waiting) == 1 else "visit.band.many"
        self._whole = words.say(key, n=len(waiting), fields=named)
        self.said.setToolTip(self._whole)
        self.said.setAccessibleName(self._whole)
        self.setAccessibleName(self._whole)
        name(self.last, words.say("visit.last"))
        name(self.confirm, words.say("visit.confirm_all"), "Ctrl+Shift+Enter")
        self.confirm.setToolTip(words.say("visit.confirm_all.about"))
        self.last.setVisible(before)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.said.font())
        self.said.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.said.width()))
