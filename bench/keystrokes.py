"""Keystrokes: keys sent to the boxes of the form, each timed until everything it changed is painted again."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bench import cases
from bench.measure import Clock
from bench.program import Program

WARM_UP = 30
LATE_EVERY = 8
NUMBERS = {
    "albumin_g_per_l": ("52", "61", "68", "58"),
    "bilirubin_umol_per_l": ("14", "36", "55", "9", "120"),
    "inr": ("12", "1.8", "2.5", "1.1"),
    "afp_ng_per_ml": ("22", "401", "1001", "5400"),
    "lesions": ("25", "31", "52", "19", "71"),
}
"""What is typed; begun with digits that are a value by themselves, so that nearly every key is an edit."""


class Paints(QObject):
    """Counts how often the window was painted: `repaint` and posted updates alike end in one event."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return False


def type_strokes(program: Program, strokes: int) -> dict[str, Any]:
    """Milliseconds of `strokes` keystrokes that each led to a new assessment, and of what belongs to them."""
    workspace, window = program.workspace, program.window
    assessed: list[int] = []
    workspace.assessed.connect(
        lambda: assessed.append(workspace.stamp)
    )  # held, they would be walked by the collector
    paints = Paints()
    window.installEventFilter(paints)
    edits: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    late: list[float] = []
    forced: list[tuple[float, float]] = []
    unpainted = 0
    typed = _keys(Random(cases.SEED))
    number = 0
    while len(edits) < strokes and number < 6 * strokes + WARM_UP:
        field, replaces, character = next(typed)
        box = _box(program, field)
        if replaces:
            box.selectAll()
        program.process()
        before, painted = len(assessed), paints.count
        took = _stroke(program, box, character)
        number += 1
        if number <= WARM_UP:
            continue
        if len(assessed) == before:
            other.append(took)
            continue
        edits.append(took)
        unpainted += paints.count == painted
        if len(edits) % LATE_EVERY == 0:
            late.append(program.late_work())
            clock = Clock()
            window.grab()
            clock.mark()
            forced += clock.steps()
    assert workspace.assessment is not None
    assert workspace.comparison is not None
    return {
        "edits": edits,
        "other": other,
        "late": late,
        "forced": forced,
        "unpainted": unpainted,
        "options": len(workspace.assessment.treatments),
        "compared": len(workspace.comparison.treatments),
        "said": program.said,
    }


def _stroke(program: Program, box: QLineEdit, character: str) -> tuple[float, float]:
    """One key, and events until none is left: what it changed is then laid out and painted."""
    process = program.process
    key = ord(character)  # of digits and the point, Qt's key code is the character
    clock = Clock()
    QTest.keyClick(box, Qt.Key(key))
    process()
    QApplication.sendPostedEvents()
    clock.mark()
    return clock.steps()[0]


def _keys(random: Random) -> Iterator[tuple[str, bool, str]]:
    """Field, whether the key replaces what stands there, and the key; another field after each number."""
    fields = tuple(NUMBERS)
    while True:
        for field in fields:
            for place, character in enumerate(random.choice(NUMBERS[field])):
                yield field, place == 0, character


def _box(program: Program, field: str) -> QLineEdit:
    """The box of a field, with the focus."""
    focused = program.application.focusWidget()
    if isinstance(focused, QLineEdit) and focused.property("benched") == field:
        return focused
    if not program.window.form.focus_field(field):
        raise LookupError(f"the form has no field {field}")
    program.process()
    box = program.application.focusWidget()
    if not isinstance(box, QLineEdit):
        raise LookupError(f"{field} is not typed into a line of text but into {type(box).__name__}")
    box.setProperty("benched", field)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    return box
