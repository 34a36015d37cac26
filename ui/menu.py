"""Case menu: the one place at the left of the identity bar for what is done once in a while, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui import icons

Group = Literal["case", "records", "edit", "read", "set", "help"]
GROUPS: tuple[Group, ...] = ("case", "records", "edit", "read", "set", "help")
"""The parts of the menu from top to bottom, with a line between them."""
OPENS = ("Alt+C", "F10")


class CaseMenu(QToolButton):
    """A button with the menu. An action added here also works by its key anywhere in `window`."""

    def __init__(self, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._texts: dict[QAction, Callable[[], str]] = {}
        self._menus: dict[QMenu, Callable[[], str]] = {}
        self._icons: dict[QAction, str] = {}
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._dress)
        self._ends = {group: self._menu.addSeparator() for group in GROUPS}
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("role", "menu")
        self._short = False
        icons.dress(self, "menu")
        for keys in OPENS:
            QShortcut(QKeySequence(keys), window, self.open)

    def add(
        self,
        group: Group,
        text: Callable[[], str],
        slot: Callable[[], object],
        key: QKeySequence.StandardKey | Qt.Key | str | None = None,
        *,
        icon: str = "",
    ) -> QAction:
        """Put an action at the end of a group; `text` is asked again whenever the language changes."""
        action = QAction(self._window)
        if icon:
            self._icons[action] = icon
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: slot())
        self._texts[action] = text
        action.setText(text())
        self._menu.insertAction(self._ends[group], action)
        self._window.addAction(action)
        return action

    def add_menu(self, group: Group, text: Callable[[], str], fill: Callable[[QMenu], object]) -> QMenu:
        """Put a menu at the end of a group; it is filled each time it is about to be shown."""
        menu = QMenu(self._menu)
        menu.aboutToShow.connect(lambda: fill(menu))
        self._menus[menu] = text
        menu.setTitle(text())
        self._menu.insertMenu(self._ends[group], menu)
        return menu

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        icons.say_beside(self, "" if self._short else f"{self.tr('Case')} ▾")
        self.setAccessibleName(self.tr("Case menu"))
        self.setToolTip(f"{self.tr('Case menu')} ({', '.join(OPENS)})")
        for action, text in self._texts.items():
            action.setText(text())
        for menu, text in self._menus.items():
            menu.setTitle(text())

    def set_short(self, short: bool) -> None:
        """Show the icon alone, where there is no room for the word."""
        if short != self._short:
            self._short = short
            icons.say_beside(self, "" if short else f"{self.tr('Case')} ▾")

    def _dress(self) -> None:
        """Icons are drawn when the menu is first wanted, and anew in another theme."""
        for action, name in self._icons.items():
            action.setIcon(icons.icon(name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_short"):
            icons.dress(self, "menu")

    def open(self) -> None:
        """Show the menu with its first entry ready for the arrows."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._menu.setActiveAction(
            next(a for a in self._menu.actions() if not a.isSeparator() and a.isEnabled())
        )
