"""Icons: of one family, with its licence beside it, in the colours of the theme, drawn once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import path
from ui import icons, theme
from ui.foot import ICONS
from ui.roles import THEMES

FAMILY = path("icons", "lucide")
SOURCES = Path(icons.__file__).parent


@pytest.fixture
def dressed(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    before = theme.current().name
    theme.prepare(qapp, request.param)
    yield request.param
    theme.prepare(qapp, before)


def test_the_licence_lies_beside_the_icons() -> None:
    licence = (FAMILY / "LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "Feather" in licence


def test_every_icon_kept_is_used_and_is_of_the_family() -> None:
    used = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py"))
    for file in FAMILY.glob("*.svg"):
        assert f'"{file.stem}"' in used, file.name
        text = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text
        assert 'stroke-width="2"' in text
        assert not re.search(r"<script|href|url\(", text)


@pytest.mark.parametrize("dressed", THEMES, indirect=True)
@pytest.mark.parametrize("name", sorted(set(ICONS.values())))
def test_an_icon_has_the_colour_of_its_role(dressed: str, name: str) -> None:
    for mode, role in ((QIcon.Mode.Normal, "ink"), (QIcon.Mode.Disabled, "off")):
        picture = icons.icon(name).pixmap(icons.SIZE, mode).toImage()
        drawn = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert drawn == {QColor(theme.theme(dressed).hex(role)).name()}, (name, role)


def test_an_icon_is_drawn_once(qtbot: QtBot) -> None:
    first, second = icons.icon("printer"), icons.icon("printer")
    assert first.cacheKey() == second.cacheKey()
