"""What stands on the screen is what a paint of everything would show, and one key leads to one paint."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bench.keystrokes import NUMBERS, Paints
from bench.program import Program
from tests.ui.edit_run import EditRun

STEPS = 120


@pytest.fixture
def program(qapp: object) -> Iterator[Program]:
    made = Program()
    yield made
    made.speaker.leave()  # other tests read words as they stand in the code
    made.window.close()
    made.window.deleteLater()


def on_screen(window: QWidget, widget: QWidget) -> QImage:
    """What was painted last, as it stands on the screen."""
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    return (
        window.screen()
        .grabWindow(window.winId())
        .copy(place)
        .toImage()
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def painted_anew(widget: QWidget) -> QImage:
    """What a paint of everything would show."""
    return (
        widget.window()
        .grab()
        .copy(QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size()))
        .toImage()
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def stale(program: Program) -> list[str]:
    """The parts of the right side that show something else on the screen than a paint of everything would."""
    window = program.window
    parts: dict[str, QWidget] = {
        "strip": window.strip,
        "options": window.options,
        "comparison": window.comparison,
    }
    return [name for name, part in parts.items() if on_screen(window, part) != painted_anew(part)]


def test_after_every_edit_the_screen_shows_what_a_paint_of_everything_would(program: Program) -> None:
    run = EditRun(program.window, program.workspace, seed=7)
    wrong = {}
    for step in range(STEPS):
        run.step()
        program.process()
        QApplication.sendPostedEvents()  # the paint of what waited for the keys to rest, if it had its turn just now
        if found := stale(program):
            wrong[step] = found
    assert not wrong
    assert run.edits > STEPS / 4


def test_a_row_that_was_not_painted_again_would_be_seen(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.process()
    assert not stale(program)
    view = program.window.options.view
    view.verticalScrollBar().setValue(0)
    program.process()
    monkeypatch.setattr(view, "update", lambda *_of: None)
    program.workspace.choose(program.workspace.chosen[1:])
    program.process()
    assert stale(program) == ["options"]


def heights(program: Program) -> tuple[list[int], list[int]]:
    """How high every row of the comparison is, and how high its words are."""
    table = program.window.comparison.table
    rows, columns = range(table.model().rowCount()), range(table.model().columnCount())
    wanted = [max(table.layout_of(row, column).height for column in columns) for row in rows]
    names = [
        table.aspects.name_height(table.model().headerData(row, Qt.Orientation.Vertical)) for row in rows
    ]
    return [table.rowHeight(row) for row in rows], [max(both) for both in zip(wanted, names, strict=True)]


def fill(program: Program) -> None:
    """Another value, which changes what is said below the window."""
    program.workspace.set_value("lesions", [{"size_mm": 71}, {"size_mm": 64}])
    program.workspace.set_value("albumin_g_per_l", 24)
    program.process()


def test_rows_below_the_window_get_their_heights_once_the_keys_rest(program: Program, qtbot: QtBot) -> None:
    fill(program)
    found, wanted = heights(program)
    assert found[:2] == wanted[:2]
    assert found != wanted
    qtbot.waitUntil(lambda: heights(program)[0] == wanted)


def test_rows_below_the_window_get_their_heights_before_they_are_gone_to(program: Program) -> None:
    fill(program)
    table = program.window.comparison.table
    table.verticalScrollBar().setValue(40)
    found, wanted = heights(program)
    assert found == wanted


def test_another_case_before_the_keys_rest_leaves_nothing_to_be_measured(
    program: Program, qtbot: QtBot
) -> None:
    fill(program)
    program.window.new_case()
    program.settle(0.15)
    assert program.window.comparison.table.model().rowCount() == 0 or program.workspace.is_blank()


def test_one_key_leads_to_one_paint(program: Program) -> None:
    paints, random, seen = Paints(), Random(1), []
    program.window.installEventFilter(paints)
    for field in tuple(NUMBERS) * 3:
        assert program.window.form.focus_field(field)
        program.process()
        box = QApplication.focusWidget()
        assert isinstance(box, QLineEdit)
        box.selectAll()
        program.process()
        for character in random.choice(NUMBERS[field]):
            before = paints.count
            QTest.keyClick(box, character)
            program.process()
            QApplication.sendPostedEvents()
            seen.append(paints.count - before)
    assert max(seen) == 1
    assert seen.count(1) > len(seen) / 2
