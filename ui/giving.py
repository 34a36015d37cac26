"""Giving: labels and buttons that give way where a line is narrow; what is cut stands whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

SLACK = 2
"""Advances are rounded, and a text as wide as its place would be shortened."""


class GivingLabel(QLabel):
    """One line of plain text, shortened to its place but never below `least` pixels."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.whole = ""
        self._about = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str, about: str = "") -> None:
        """Show `text`; `about` is its tooltip while all of it can be read."""
        if (text, about) != (self.whole, self._about):
            self.whole, self._about = text, about
            self.updateGeometry()
            self._fit()

    def set_least(self, least: int) -> None:
        """Keep at least so many pixels from now on."""
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """For the whole text, however much of it is shown."""
        margins = self.contentsMargins()
        wide = self.fontMetrics().horizontalAdvance(self.whole) + margins.left() + margins.right() + SLACK
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        text = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        if text != self.text():
            self.setText(text)
        about = _about(self.whole, text, self._about)
        if about != self.toolTip():
            self.setToolTip(about)


class GivingButton(QToolButton):
    """The same for a button."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )  # a tool button gives no way
        self._least = least
        self.whole = ""
        self._about = ""

    def say(self, text: str, about: str = "") -> None:
        """Show `text` as far as there is room; `about` is its tooltip while all of it can be read."""
        if (text, about) != (self.whole, self._about):
            self.whole, self._about = text, about
            self.updateGeometry()
            self._fit()

    def sizeHint(self) -> QSize:
        """For the whole text, however much of it is shown."""
        shown = self.fontMetrics().horizontalAdvance(self.text())
        whole = self.fontMetrics().horizontalAdvance(self.whole)
        hint = super().sizeHint()
        return QSize(hint.width() - shown + whole + SLACK, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(self._least, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        frame = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        text = metrics.elidedText(self.whole, Qt.TextElideMode.ElideRight, max(self.width() - frame, 0))
        if text != self.text():
            self.setText(text)
        about = _about(self.whole, text, self._about)
        if about != self.toolTip():
            self.setToolTip(about)


def _about(whole: str, shown: str, about: str) -> str:
    """The tooltip: the whole text first where it is not shown whole."""
    return about if shown == whole else "\n".join(part for part in (whole, about) if part)
