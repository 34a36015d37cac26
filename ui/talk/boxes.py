"""Boxes for what is written in a consultation: a line, several lines, a day; undo belongs to the whole case."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from consult.consultation import LONGEST_TEXT
from consult.consultation_file import tidy
from ui.form.editors import set_state
from ui.form.keys import is_undo, leaves_undo_to_the_window
from ui.form.numbers import TextBox
from ui.form.reading import plain_text

HEIGHT, DAY_WIDTH = 24, 104
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class LineBox(TextBox):
    """One line of text; each keystroke is told."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_TEXT)
        _one_line(self)
        self.textEdited.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show what is recorded; the cursor of who writes stays where it is."""
        if tidy(self.text()) != text:
            self.setText(text.replace("\n", " "))

    def _tell(self, text: str) -> None:
        self.written.emit(tidy(text))


class DayBox(TextBox):
    """A day, year first. What is no day is marked and not recorded."""

    written = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("yyyy-mm-dd")
        _one_line(self)
        self.setFixedWidth(DAY_WIDTH)
        self.setMaxLength(20)
        self.textEdited.connect(self._tell)
        self.left.connect(lambda: self._mark(leaving=True))

    def show_day(self, day: date | None, *, force: bool = False) -> None:
        """Show what is recorded; a text that is no day yet stays to be mended, unless another case is shown."""
        if read_day(self.text()) != day or (force and day is None):
            self.setText("" if day is None else day.isoformat())
        self._mark(leaving=not self.hasFocus())

    @property
    def is_wrong(self) -> bool:
        """Whether what stands in the box is no day."""
        return bool(self.text().strip()) and read_day(self.text()) is None

    def _tell(self, text: str) -> None:
        self.written.emit(read_day(text))
        self._mark(leaving=False)

    def _mark(self, *, leaving: bool) -> None:
        """Half a day is marked only once it is left."""
        wrong = self.is_wrong and (leaving or len(self.text().strip()) >= len("2026-11-23"))
        set_state(self, "invalid" if wrong else "")


def read_day(text: str) -> date | None:
    """The day a text says, or None."""
    typed = plain_text(text)
    if not _DAY.fullmatch(typed):
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 1900 <= day.year < 3000 else None


def _one_line(box: TextBox) -> None:
    """As high as its line: a box of the form takes the height of its row instead."""
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFixedHeight(HEIGHT)


class LinesBox(QPlainTextEdit):
    """Several lines; Tab goes on. `accepts` says whether a text may stand; one that may not is not taken."""

    written = Signal(str)
    refused = Signal()
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, accepts: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._accepts = accepts or (lambda _text: True)
        self._text = ""
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.textChanged.connect(self._tell)

    def show_text(self, text: str, read: Callable[[str], object] = str) -> None:
        """Show what is recorded, unless what stands here reads as the same."""
        if read(self._text) != read(text):
            self._set(text)

    def _tell(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return
        clean = tidy(text, most=len(text))
        if len(clean) > LONGEST_TEXT or not self._accepts(clean):
            self._set(self._text)
            self.refused.emit()
            return
        if clean != text:
            self._set(clean)
        self._text = clean
        self.written.emit(clean)

    def _set(self, text: str) -> None:
        cursor = self.textCursor()
        place = cursor.position()
        self._text = text
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
