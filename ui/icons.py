"""Icons: the few line icons of the bundled family, tinted by roles of the theme; each drawn once."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QToolButton

from resources import path
from ui import theme

LEADING = 20
"""Pixels before the text of a line that begins with an icon."""
SIZE = 16
"""The side of an icon, in pixels at 100 %: beside text of the body it is as high as a capital with its line."""


def icon(name: str, role: str = "ink", checked: str = "on_accent") -> QIcon:
    """An icon of the family in the colours of the theme worn now: `role`, off, or `checked` on a pressed button."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _icon(name, role, checked, theme.current().name, ratio)


def dress(button: QAbstractButton, name: str, role: str = "ink", checked: str = "on_accent") -> None:
    """Put an icon on a button; called again when the theme changes."""
    button.setIcon(icon(name, role, checked))
    button.setIconSize(QSize(SIZE, SIZE))


def paint_leading(edit: QLineEdit, name: str) -> None:
    """Paint an icon before the text of a line, whose margin leaves room for it (`LEADING`)."""
    painter = QPainter(edit)
    top = (edit.height() - SIZE) // 2
    icon(name, "muted").paint(painter, LEADING // 4, top, SIZE, SIZE)
    painter.end()


def say_beside(button: QToolButton, text: str) -> None:
    """Put words beside the icon; empty leaves the icon alone, with no room kept for them."""
    styles = Qt.ToolButtonStyle
    button.setToolButtonStyle(styles.ToolButtonTextBesideIcon if text else styles.ToolButtonIconOnly)
    button.setText(text)


@cache
def _icon(name: str, role: str, checked: str, dressed: str, ratio: float) -> QIcon:
    made = theme.theme(dressed)
    drawn = QIcon()
    drawn.addPixmap(_pixmap(name, made.hex(role), ratio))
    drawn.addPixmap(_pixmap(name, made.hex("off"), ratio), QIcon.Mode.Disabled)
    pressed = _pixmap(name, made.hex(checked), ratio)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Active):
        drawn.addPixmap(pressed, mode, QIcon.State.On)
    return drawn


@cache
def _drawing(name: str) -> str:
    return path("icons", "lucide", f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, colour: str, ratio: float) -> QPixmap:
    """The drawing as sharp as the screen shows it: Qt renders it at the size that its own text names."""
    side = round(SIZE * ratio)
    text = _drawing(name)
    for old, new in (
        ("currentColor", colour),
        ('width="24"', f'width="{side}"'),
        ('height="24"', f'height="{side}"'),
    ):
        text = text.replace(old, new, 1)
    made = QPixmap.fromImage(QImage.fromData(text.encode()))
    made.setDevicePixelRatio(ratio)
    return made
