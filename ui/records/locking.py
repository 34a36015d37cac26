"""Locking: hides everything at once when asked, when nobody was there for long, or when the desktop locks or sleeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui import clipboard
from ui.records.idle import Idle
from ui.records.session import Session
from ui.records.system_lock import SystemLock

if TYPE_CHECKING:
    from ui.records.lock_page import LockPage
    from ui.window import MainWindow


Shown = Literal["case", "records"]


class Locking(QObject):
    """Watches while the records are unlocked, and not before."""

    hidden = Signal()
    """The lock stands before everything: what is open beside or under it is to be put away."""
    shown = Signal()
    """The window is seen again, unlocked or with an empty case."""

    def __init__(
        self, window: MainWindow, session: Session, print_key: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._print_key = window, session, print_key
        self.page: LockPage | None = None
        """Made when it is locked for the first time."""
        self.idle = Idle(lambda: session.workspace.preferences.lock_after, self)
        session.unlocked.connect(self.idle.start)
        session.locked.connect(self.idle.stop)
        self.idle.left_alone.connect(self.lock)
        self.system = SystemLock(self)
        session.unlocked.connect(self.system.start)
        session.locked.connect(self.system.stop)
        self.system.locked.connect(self.lock)

    def lock(self) -> None:
        """Hide everything, then write the draft, close the records and empty the window."""
        session, screens = self._session, self._window.screens
        if session.store is None:
            screens.hide_screen()
            return
        page = self._made_page()
        session.mark_cursor()
        close_beside("case", "records")
        screens.lay_over(page)
        page.repaint()
        clipboard.take_back()
        self.hidden.emit()
        page.cover(kept=session.lock())
        page.focus_first()

    def _made_page(self) -> LockPage:
        if self.page is None:
            from ui.records.lock_page import LockPage

            self.page = LockPage(self._session, self._print_key)
            self.page.unlocked.connect(self._uncover)
            self.page.empty_asked.connect(self._uncover)
        return self.page

    def _uncover(self) -> None:
        assert self.page is not None
        self._window.screens.uncover(self.page)
        self.shown.emit()


def close_beside(*shown: Shown) -> None:
    """Close the windows that show the case that is left, or lists of the records that are locked.

    Each says by its property `shows` what it does; others, such as the settings, stay with what is typed in them.
    """
    for widget in QApplication.topLevelWidgets():
        if widget.property("shows") in shown:
            widget.close()
