"""The focus can be seen: on every kind of control, in every theme; in a window that has drawn nothing else.

A theme reaches every widget there is: after the hundred screens of other tests it takes three times as long.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bench.screens import SCREENS, Stage
from tests.ui.test_accessibility import SIZE, stops
from ui import theme

LEAST_SEEN = 20
"""Pixels that have to differ between a control with and without the focus; a cursor alone is fewer."""


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage("en", "light", SIZE)
    yield made
    made.clear()
    made.leave()


def apart(one: QImage, other: QImage) -> int:
    """In how many pixels two pictures of one size differ; of their rows only those that differ are counted out."""
    first, second = (
        bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()) for picture in (one, other)
    )
    wide = 4 * one.width()
    rows = [slice(start, start + wide) for start in range(0, len(first), wide)]
    return sum(
        sum(
            a != b
            for a, b in zip(*(memoryview(all_of[row]).cast("I") for all_of in (first, second)), strict=True)
        )
        for row in rows
        if first[row] != second[row]
    )


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_focus_can_be_seen_on_every_kind_of_control(stage: Stage, name: str) -> None:
    stage.dress(name)
    unseen, looked_at = [], set()
    for screen in ("ordinary", "badge", "clinic", "settings", "keep", "patients", "people"):
        stage.clear()
        top = SCREENS[screen](stage).window()
        top.activateWindow()
        stage.settle()
        for widget in stops(top):
            kind = (type(widget).__name__, str(widget.property("role")), widget.focusProxy() is not None)
            if kind in looked_at or kind[2]:
                continue
            looked_at.add(kind)
            widget.clearFocus()
            before = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            stage.settle()
            after = widget.grab().toImage()
            if before.size() != after.size() or not widget.hasFocus():
                continue  # it opened, or gave the focus on to a part of it that is looked at itself
            differing = apart(before, after)
            if differing < LEAST_SEEN:
                unseen.append((*kind[:2], widget.accessibleName(), differing))
    stage.clear()
    stage.dress("light")
    assert len(looked_at) > 8
    assert unseen == []
