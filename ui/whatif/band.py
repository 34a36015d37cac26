"""Band: says in every moment of a what-if that this is no record, what differs from it, and how to get back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consult.summary.hypothetical import said_difference
from ui import theme
from ui.workspace import Workspace

_HEIGHT = 8 * theme.STEP
_LISTED = 12
"""Differences listed one under the other at most; what is more stands in the last line."""


_NARROW = 560
"""Below this width the band keeps to what it must say."""


class WhatIfBand(QWidget):
    """Takes its place once when a what-if begins; while values change only its words do."""

    listed = Signal(bool)
    """The list of differences is open, or closed again."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._lines: tuple[str, ...] = ()
        self.setProperty("role", "trial")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.mark, self.said, self.list = QLabel(), QLabel(), QLabel()
        self.more, self.back = QPushButton(), QPushButton()
        for label, role in ((self.mark, "trial_title"), (self.said, "trial"), (self.list, "trial")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.list.setWordWrap(True)
        self.list.setContentsMargins(3 * theme.STEP, 0, 3 * theme.STEP, 2 * theme.STEP)
        self.list.hide()
        row = QHBoxLayout()
        row.setContentsMargins(3 * theme.STEP, 0, 3 * theme.STEP, 0)
        row.setSpacing(3 * theme.STEP)
        row.addWidget(self.mark)
        row.addWidget(self.said, 1)
        for button in (self.more, self.back):
            button.setProperty("role", "trial")
            button.setAutoDefault(True)
            row.addWidget(button)
        self.mark.setFixedHeight(_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        box.addWidget(self.list)
        self.hide()
        self.more.clicked.connect(self.toggle_list)
        self.back.clicked.connect(workspace.end_what_if)
        workspace.what_if_changed.connect(self._appear)
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def lines(self) -> tuple[str, ...]:
        """Each difference in words."""
        return self._lines

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.mark.setText(self._workspace.words.say("what_if.band"))
        self._word_back()
        self.back.setAccessibleName(self.tr("Drop what is hypothetical, back to the record"))
        self.setAccessibleName(self.mark.text())
        self._word_more()
        self.refresh()

    def refresh(self) -> None:
        """Say what differs now."""
        workspace = self._workspace
        if not workspace.what_if:
            return
        words = workspace.words
        lines = tuple(said_difference(found, workspace.patient, words) for found in workspace.tried())
        if lines == self._lines and self.said.text():
            return
        self._lines = lines
        self._elide()
        self._word_more()
        shown = (
            lines[:_LISTED]
            if len(lines) <= _LISTED
            else (*lines[: _LISTED - 1], "; ".join(lines[_LISTED - 1 :]))
        )
        self.list.setText("\n".join(shown) or words.say("what_if.none"))
        whole = "\n".join(lines) or words.say("what_if.none")
        self.said.setToolTip(whole)
        self.setAccessibleDescription(whole)

    def toggle_list(self) -> None:
        """Open the whole list in place, or close it."""
        self.list.setVisible(self.list.isHidden())
        self._word_more()
        self.listed.emit(not self.list.isHidden())

    def _appear(self, there: bool) -> None:
        if not there:
            self.list.hide()
            self._lines = ()
            self.said.clear()
        self.setVisible(there)
        self.refresh()

    def _word_more(self) -> None:
        count = len(self._lines)
        marker = "▸" if self.list.isHidden() else "▾"
        self.more.setText(self.tr("%n difference(s)", "", count) + f" {marker}")
        self.more.setAccessibleName(self.more.text())
        self.more.setEnabled(bool(count) or not self.list.isHidden())

    def _word_back(self) -> None:
        narrow = self.width() < _NARROW
        self.back.setText(self.tr("Back  Ctrl+W") if narrow else self.tr("Back to the record  Ctrl+W"))

    def _elide(self) -> None:
        text = "  ·  ".join(self._lines) or self._workspace.words.say("what_if.none")
        metrics = QFontMetrics(self.said.font())
        self.said.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(80, self.said.width())))

    # -- Qt ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.said.setVisible(self.width() >= _NARROW)  # the button beside it opens the whole list
        self._word_back()
        if self._workspace.what_if:
            self._elide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.list.isHidden():
            self.toggle_list()
        else:
            super().keyPressEvent(event)
