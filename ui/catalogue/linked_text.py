"""Linked text: read-only text whose links lead to pages of the catalogue; it loads nothing and opens nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.catalogue.addresses import address


class LinkedText(QTextBrowser):
    """Tab goes from link to link, from where the text is being read; Enter and a click follow one."""

    followed = Signal(str)
    """A link to this address was followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_at: QTextCursor | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag  # none that has a caret: nothing blinks
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.anchorClicked.connect(self._follow)

    def focused_address(self) -> str:
        """Where the link that has the keyboard leads; empty when none has it."""
        return _leads(self.textCursor())

    def _follow(self, url: QUrl) -> None:
        wanted = address(url)
        if wanted:
            self.followed.emit(wanted)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: there are no pictures, and no file or address is ever read for one."""
        return None

    def focusNextPrevChild(self, next_one: bool) -> bool:
        if not self.textCursor().hasSelection():  # Qt would begin at the top, wherever the reader is
            cursor = self.cursorForPosition(QPoint(0, 0 if next_one else self.viewport().height()))
            moves = QTextCursor.MoveOperation
            if cursor.movePosition(moves.PreviousCharacter):
                cursor.movePosition(moves.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
                self.setTextCursor(cursor)
        return super().focusNextPrevChild(next_one)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._left_at is not None and _leads(self._left_at):
            self.setTextCursor(self._left_at)
        self._left_at = None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._left_at = QTextCursor(self.textCursor()) if self.focused_address() else None
        super().focusOutEvent(event)


def _leads(cursor: QTextCursor) -> str:
    if not cursor.hasSelection():
        return ""
    end = QTextCursor(cursor)
    end.setPosition(cursor.selectionEnd())
    return address(QUrl(end.charFormat().anchorHref()))
