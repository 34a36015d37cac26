"""Screen: a window begins no larger than its screen has room for, and fills a screen that is too small for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

TITLE_BAR = 40
"""Pixels above a window that are not its own; how many is known only once it is shown, and some systems have fewer."""


def fit(window: QWidget, wanted: QSize) -> None:
    """Give a window its first size. A taskbar or a title bar would else cover its foot, with the button to print."""
    room = window.screen().availableGeometry().size()
    window.resize(wanted.boundedTo(room))
    if wanted.width() > room.width() or wanted.height() + TITLE_BAR > room.height():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
