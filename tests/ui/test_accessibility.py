"""Accessibility: every control has a name, Tab reaches it, its focus can be seen, and tables say what they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QWidget,
)

from bench.screens import SCREENS, Stage
from consult.compare import ASPECTS
from ui import theme

SIZE = (1366, 768)
LINKS = 600
"""More than the links of a page of the catalogue, each a stop of its own."""
LEAST_SEEN = 20
"""Pixels that have to differ between a control with and without the focus; a cursor alone is fewer."""


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def stage(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Stage]:
    made = Stage(request.param, "light", SIZE)
    yield made
    made.clear()
    made.leave()


def stops(top: QWidget) -> list[QWidget]:
    """What Tab may reach under `top` in its window as it is now."""
    return [
        widget
        for widget in (top, *top.findChildren(QWidget))
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is top.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


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


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name_that_is_not_its_value(stage: Stage, screen: str) -> None:
    stage.clear()
    shown = SCREENS[screen](stage)
    stage.settle()
    nameless = []
    for widget in stops(shown.window() if screen != "menu" else stage.window):
        # On Linux a drop-down answers its value when asked for its name; the name set is what other systems read.
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        value = widget.currentText() if isinstance(widget, QComboBox) else ""
        if isinstance(widget, QLineEdit):
            value = widget.text()
        if not name.strip() or name == value:
            nameless.append((type(widget).__name__, type(widget.parent()).__name__, value))
    stage.clear()
    assert nameless == []


@pytest.mark.parametrize(
    "screen",
    ["ordinary", "badge", "cell", "catalogue", "clinic", "settings", "preview", "keep", "patients", "people"],
)
def test_tab_reaches_every_control_and_comes_round(stage: Stage, screen: str) -> None:
    stage.clear()
    top = SCREENS[screen](stage).window()
    top.activateWindow()
    stage.settle()
    wanted = stops(top)
    (top if top is not stage.window else stage.window.form).setFocus()
    if top is stage.window:
        stage.window.focus_first()
    reached: list[QWidget] = []
    for _step in range(4 * len(wanted) + LINKS):
        focus = QApplication.focusWidget()
        assert focus is not None
        if reached and focus is reached[0]:
            break
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    proxies = {widget.focusProxy() or widget for widget in wanted}
    missed = [w for w in proxies if w not in reached and not any(w.isAncestorOf(r) for r in reached)]
    stage.clear()
    assert [(type(w).__name__, w.accessibleName()) for w in missed] == []


@pytest.mark.parametrize("stage", ["en"], indirect=True)
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


def test_tables_lists_and_their_heads_say_what_they_are(stage: Stage) -> None:
    stage.clear()
    stage.example()
    stage.settle()
    table = stage.window.comparison.table
    face = QAccessible.queryAccessibleInterface(table)
    assert face.role() == QAccessible.Role.Table
    parts: dict[QAccessible.Role, list[str]] = {}
    for at in range(face.childCount()):
        part = face.child(at)
        parts.setdefault(part.role(), []).append(part.text(QAccessible.Text.Name))
    words, chosen = stage.workspace.words, stage.workspace.chosen
    for treatment, head in zip(chosen, parts[QAccessible.Role.ColumnHeader], strict=True):
        assert head.startswith(words.treatment(treatment))
    for aspect, head in zip(ASPECTS, parts[QAccessible.Role.RowHeader], strict=True):
        assert head.startswith(words.say(f"aspect.{aspect}"))
    cells = parts[QAccessible.Role.Cell]
    assert len(cells) == len(chosen) * len(ASPECTS)
    for at, cell in enumerate(cells):
        aspect, treatment = ASPECTS[at // len(chosen)], chosen[at % len(chosen)]
        assert cell.startswith(words.say(f"aspect.{aspect}"))
        assert words.treatment(treatment) in cell


@pytest.mark.parametrize(
    "screen", ["ordinary", "catalogue", "clinic", "settings", "edition", "patients", "log"]
)
def test_every_list_and_table_has_a_name(stage: Stage, screen: str) -> None:
    stage.clear()
    top = SCREENS[screen](stage).window()
    stage.settle()
    views = [
        view
        for view in top.findChildren(QAbstractItemView)
        if view.isVisible() and view.window() is top and not isinstance(view, QHeaderView)
    ]
    nameless = [type(view).__name__ for view in views if not view.accessibleName()]
    stage.clear()
    assert nameless == []
