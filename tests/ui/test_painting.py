"""What stands on the screen is what a paint of everything would show, and one key leads to one paint."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

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
