"""Cut: finds texts in a drawn window that need more room than they have, and that nothing else tells whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QStyle, QStyleOptionComboBox, QWidget

from ui.giving import GivingButton, GivingLabel

SLACK = 1
"""Rounding at a scale, in pixels."""
BORDER = 2
"""What the frame of a focused button takes on each side."""


def cut(top: QWidget) -> tuple[tuple[str, str, str], ...]:
    """Kind of widget, its text, and what is wrong with it, for each visible text that is cut."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is top.window():
            for wrong in _wrong(widget):
                found.append((type(widget).__name__, _text(widget), wrong))
    return tuple(dict.fromkeys(found))


def _text(widget: QWidget) -> str:
    if isinstance(widget, GivingLabel | GivingButton):
        return widget.whole
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _wrong(widget: QWidget) -> Iterator[str]:
    text = _text(widget)
    if not text:
        return
    if isinstance(widget, GivingLabel | GivingButton):
        if widget.text() != widget.whole and not _told(widget, widget.whole):
            yield "shortened, and told nowhere"
    elif isinstance(widget, QLabel):
        yield from _label(widget, text)
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        shown = option.currentText  # a box may say a shorter word; but no part of a word
        wide = widget.fontMetrics().horizontalAdvance(shown) > room.width() + SLACK
        if (wide or shown.endswith("…")) and not _told(widget, text):
            yield "wider than its box"
    elif isinstance(widget, QAbstractButton):
        needed = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width() + 2 * BORDER
        if needed > widget.width() + SLACK and not _told(widget, text):
            yield f"needs {needed} of {widget.width()} px in width"


def _label(label: QLabel, text: str) -> Iterator[str]:
    needed, room = _needed(label, text), label.contentsRect()
    if needed.width() > room.width() + SLACK and not _told(label, text):
        yield f"needs {needed.width()} of {room.width()} px in width"
    if needed.height() > room.height() + SLACK and not _told(label, text):
        yield f"needs {needed.height()} of {room.height()} px in height"


def _needed(label: QLabel, text: str) -> QSize:
    room, metrics = label.contentsRect(), label.fontMetrics()
    if Qt.mightBeRichText(text) and label.textFormat() != Qt.TextFormat.PlainText:
        page = QTextDocument()
        page.setDefaultFont(label.font())
        page.setDocumentMargin(0)
        page.setHtml(text)
        page.setTextWidth(room.width() if label.wordWrap() else -1)
        return QSize(round(page.idealWidth()), round(page.size().height()))
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextExpandTabs
    wide = metrics.boundingRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000, flags, text)
    lines = max(1, round(wide.height() / max(1, metrics.lineSpacing())))
    # A line's ink, not its leading: a row may be lower than the spacing of lines without a letter being cut.
    ink = metrics.tightBoundingRect(text).height()
    return QSize(wide.width(), ink if lines == 1 else wide.height())


def _told(widget: QWidget, text: str) -> bool:
    """Whether the whole text stands in the tooltip."""
    return text in widget.toolTip()
