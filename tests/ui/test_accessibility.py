"""Accessibility: every control has a name, Tab reaches it, and tables say what they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
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

SIZE = (1366, 768)
LINKS = 600
"""More than the links of a page of the catalogue, each a stop of its own."""


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
    assert [(type(w).__name__, w.accessibleName()) for w in missed] == []


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
    assert nameless == []
