"""Scaling from 100 to 300 % on a screen of 1366 x 768: no text is cut, and everything can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bench.screens import SCREENS, Stage
from tests.ui.cut import cut

SCREEN = (1366, 768)
SCALES = (1.0, 1.5, 2.0, 3.0)


def logical(scale: float) -> tuple[int, int]:
    """The size of the screen in the pixels of the program."""
    return round(SCREEN[0] / scale), round(SCREEN[1] / scale)


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def stage(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Stage]:
    made = Stage(request.param, "light", SCREEN)
    yield made
    made.clear()
    made.leave()


SHARE = {"en": (1.5, 3.0), "zh_CN": (3.0,)}
"""Scales at which `make test` draws every screen: the narrowest, and in English, whose words are longer, the most that
fits without rolling; `make soak` draws them at the others too."""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "shared", [pytest.param(True, id="share"), pytest.param(False, id="rest", marks=pytest.mark.soak)]
)
def test_no_text_is_cut_at_any_scale(stage: Stage, screen: str, shared: bool) -> None:
    share = SHARE[stage.workspace.language]
    found = {}
    for scale in (scale for scale in SCALES if (scale in share) is shared):
        stage.resize(logical(scale))
        stage.clear()
        shown = SCREENS[screen](stage)
        stage.settle()
        if wrong := cut(shown):
            found[scale] = wrong
    assert found == {}


@pytest.mark.parametrize("scale", SCALES)
def test_the_window_is_never_larger_than_the_screen(stage: Stage, scale: float) -> None:
    stage.clear()
    stage.resize(logical(scale))
    stage.example()
    stage.settle()
    assert stage.window.size().toTuple() == logical(scale)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_up_to_one_and_a_half_nothing_has_to_be_rolled(stage: Stage, scale: float) -> None:
    stage.clear()
    stage.resize(logical(scale))
    stage.example()
    stage.settle()
    assert stage.window._whole.size() == stage.window._roll.viewport().size()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("screen", ["ordinary", "40 lesions", "badge", "why", "plan", "what-if"])
def test_whose_case_it_is_and_the_print_button_never_roll_away(
    stage: Stage, screen: str, scale: float
) -> None:
    stage.resize(logical(scale))
    stage.clear()
    SCREENS[screen](stage)
    stage.settle()
    window = stage.window
    shown = (window.identity._code, window.foot.buttons["print"], *window.steps.buttons.values())
    for widget in shown:
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        assert window.rect().contains(place), (widget.accessibleName(), place)
        assert widget.isVisible()
    lines = window.identity, window.foot
    for line in lines:
        ends = [
            child.geometry() for child in line.children() if isinstance(child, QWidget) and child.isVisible()
        ]
        ends = sorted((end for end in ends if end.width() > 1), key=lambda end: end.left())
        for before, after in pairwise(ends):
            assert before.right() < after.left() or not before.intersects(after)


@pytest.mark.parametrize("scale", [2.0, 3.0])
def test_where_there_is_no_room_the_window_rolls_to_the_keyboard(stage: Stage, scale: float) -> None:
    stage.clear()
    stage.resize(logical(scale))
    stage.example()
    stage.settle()
    stage.window.activateWindow()
    stage.settle()
    stage.window.focus_first()
    for _step in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if stage.window._centre.isAncestorOf(focus):
            place = QRect(focus.mapTo(stage.window, QPoint(0, 0)), focus.size())
            seen = stage.window.rect()
            if stage.window._whole.isAncestorOf(focus):  # not below the foot, which stays
                view = stage.window._roll.viewport()
                seen = QRect(view.mapTo(stage.window, QPoint(0, 0)), view.size())
            assert seen.intersects(place), (type(focus).__name__, focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)


def test_it_finds_a_text_that_is_cut(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    label, wrapped, button = (
        QLabel("Advised against", top),
        QLabel("needs INR " * 20, top),
        QPushButton("Save", top),
    )
    wrapped.setWordWrap(True)
    label.setGeometry(0, 0, 20, 20)
    wrapped.setGeometry(0, 30, 100, 20)
    button.setGeometry(0, 60, 20, 24)
    top.show()
    assert [kind for kind, _text, _wrong in cut(top)] == ["QLabel", "QLabel", "QPushButton"]
    label.setToolTip("Advised against: a fever")
    assert [kind for kind, _text, _wrong in cut(top)] == ["QLabel", "QPushButton"]
