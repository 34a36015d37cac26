"""Place: where sheets of the records stand, one at a time; a sheet that is put away is gone with all that was in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.records.sheet import Sheet

if TYPE_CHECKING:
    from ui.window import MainWindow


class Place:
    """The place of options and comparison in a main window."""

    def __init__(self, window: MainWindow, left: Callable[[], object]) -> None:
        self._window, self._left = window, left
        self.sheet: Sheet | None = None

    def show(self, sheet: Sheet) -> None:
        """Show a sheet in the place of any other."""
        self.put_away()
        self.sheet = sheet
        sheet.left.connect(self.leave)
        self._window.show_page(sheet)
        sheet.first().setFocus()

    def leave(self) -> None:
        """The sheet was left without an answer."""
        self._left()
        self.put_away()

    def put_away(self) -> None:
        """Show options and comparison again."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            if sheet.isVisibleTo(self._window):
                self._window.leave_page()
            sheet.deleteLater()
