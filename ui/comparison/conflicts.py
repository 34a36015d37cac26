"""Conflict lines: what does not go together among the chosen treatments, one line each, opened by Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QWidget

from consult.catalog import Conflict
from ui import theme
from ui.workspace import Workspace

_CLOSED = 4
"""Lines shown until it is opened; of more it is said how many there are."""


class ConflictLines(QLabel):
    """Shortened to one line each until it is opened; hidden while there is nothing to say."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._lines: tuple[str, ...] = ()
        self._open = False
        self._font = theme.font(theme.SMALL)
        self.setProperty("role", "warning")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContentsMargins(2 * theme.STEP, theme.STEP, 2 * theme.STEP, theme.STEP)
        self.hide()

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """Show these conflicts, the most binding first."""
        words = self._workspace.words
        lines = []
        for conflict in conflicts:
            sentence = words.conflict(conflict)
            sources = f" [{words.join(sentence.sources)}]" if sentence.sources else ""
            draft = f" ({words.say('mark.unverified')})" if sentence.mark == "unverified" else ""
            lines.append(f"{sentence.label}{words.say('colon')}{sentence.text}{sources}{draft}")
        self.setAccessibleName(self.tr("Between the chosen treatments"))
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.setAccessibleDescription("\n".join(lines))
            self.setToolTip("\n".join(lines))
            self._word()
        self.setVisible(bool(lines))

    def _word(self) -> None:
        metrics, room = QFontMetrics(self._font), self.width() - 4 * theme.STEP
        shown = self._lines
        if not self._open:
            elide = Qt.TextElideMode.ElideRight
            shown = tuple(metrics.elidedText(line, elide, room) for line in self._lines[:_CLOSED])
            if len(self._lines) > _CLOSED:
                shown = (*shown, self.tr("+ %n more", "", len(self._lines) - _CLOSED) + " ▸")
        self.setText("\n".join(shown))

    def _toggle(self) -> None:
        self._open = not self._open
        self._word()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._word()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
