"""`python -m tests.ui.edit_run [--steps N]`: random edits in the window; no panel ever belongs to other values."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.form.editors import Editor
    from ui.window import MainWindow
    from ui.workspace import Workspace

STEPS = 100_000
EDITS_IN_A_CASE = 80
DEEP_EVERY = 20
"""Stamps are compared after each step; every so often all words are worked out anew and compared."""
TYPED = (
    "0",
    "1",
    "14",
    "41",
    "1.1",
    "3,5",
    "<0.6",
    "165",
    "1-2",
    ">60500",
    "9.9.9",
    "abc",
    "2.5 cm",
    "",
    "120",
    "75",
)


class EditRun:
    """Types, picks, clears, undoes, compares and switches at random, and looks after each step."""

    def __init__(self, window: MainWindow, workspace: Workspace, seed: int) -> None:
        from bench import cases

        self._window, self._workspace, self._random = window, workspace, Random(seed)
        self._documents = [document for _kind, document in cases.patients(100, seed)]
        self.wrong: Counter[str] = Counter()
        self.steps = self.edits = 0

    def step(self) -> None:
        """One thing a person might do, and a look at everything afterwards."""
        from PySide6.QtWidgets import QApplication

        from tests.ui import belonging

        workspace, before = self._workspace, self._workspace.patient
        if self.steps % EDITS_IN_A_CASE == 0:
            self._open_case()
        chance = self._random.random()
        if chance < 0.75:
            self._edit()
        elif chance < 0.87:
            self._random.choice((workspace.undo_stack.undo, workspace.undo_stack.redo))()
        elif chance < 0.94:
            workspace.toggle_chosen(self._random.choice(self._treatments()))
        elif chance < 0.96:
            workspace.set_guideline(self._random.choice(self._guidelines()))
        elif chance < 0.97:
            workspace.set_checklist(self._random.random() < 0.5)
        elif chance < 0.98:
            self._talk()
        elif chance < 0.99:
            workspace.set_language(self._random.choice(("en", "zh_CN")))
        else:
            self._window.options.filter.setText(self._random.choice(("", "a", "tace", "消融")))
        QApplication.processEvents()
        self.steps += 1
        self.edits += workspace.patient != before
        stale = [name for name, stamp in belonging.stamps(self._window) if stamp != workspace.stamp]
        self.wrong.update(f"stamp of {name}" for name in stale)
        if self.steps % DEEP_EVERY == 0:
            self.wrong.update(belonging.wrong(self._window, workspace))

    def _treatments(self) -> list[str]:
        assert self._workspace.knowledge is not None
        return [*self._workspace.knowledge.catalog.treatments]

    def _guidelines(self) -> list[str]:
        assert self._workspace.knowledge is not None
        return [guideline.id for guideline in self._workspace.knowledge.catalog.selectable()]

    def _talk(self) -> None:
        """Something is said that orders rows or marks an option."""
        from consult.consultation import MATTERS, answered, toggled

        workspace = self._workspace
        said = workspace.consultation
        if self._random.random() < 0.5:
            said = replace(said, matters=toggled(said.matters, self._random.choice(MATTERS)))
        else:
            answer = self._random.choice(("yes", "no", "open", None))
            said = answered(said, self._random.choice(self._treatments()), "access", answer)
        workspace.set_consultation(said, "run")

    def _open_case(self) -> None:
        document = self._random.choice((*self._documents, {}))
        self._workspace.open_patient(self._workspace.patient.schema.read(document))

    def _edit(self) -> None:
        """An edit through the editors themselves, as keys and clicks reach them."""
        from ui.form.choices import SegmentEditor
        from ui.form.dropdown import DropDownEditor
        from ui.form.lesions import LesionTable
        from ui.form.numbers import NumberEditor

        editor: Editor = self._random.choice(self._window.form.minimal.editors())
        if not editor.isEnabled():
            return
        if isinstance(editor, NumberEditor):
            self._type(editor.box)
        elif isinstance(editor, SegmentEditor):
            self._random.choice(editor.buttons).click()
        elif isinstance(editor, DropDownEditor):
            editor.fill()
            at = self._random.randrange(editor.box.count())
            editor.box.setCurrentIndex(at)
            editor.box.activated.emit(at)
        elif isinstance(editor, LesionTable):
            row = self._random.choice(editor.rows)
            if self._random.random() < 0.15:
                row.remove.click()
            else:
                self._type(row.size_editor.box)

    def _type(self, box: Any) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        box.setFocus()
        box.selectAll()
        text = self._random.choice(TYPED)
        if text:
            QTest.keyClicks(box, text)
        else:
            QTest.keyClick(box, Qt.Key.Key_Backspace)


def main() -> int:
    """Run, and say what was wrong. Exit code 1 where a panel ever belonged to other values."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.edit_run", description=__doc__)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=20261123)
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bench.program import Program

    program = Program()
    run = EditRun(program.window, program.workspace, wanted.seed)
    began = time.monotonic()
    while run.steps < wanted.steps:
        run.step()
        if run.steps % 2000 == 0:
            program.process()
            spent = time.monotonic() - began
            print(
                f"{run.steps:>8,} steps  {run.edits:>8,} edits  {run.steps / spent:4.0f} a second  "
                f"{sum(run.wrong.values())} wrong",
                flush=True,
            )
    for name, count in run.wrong.most_common():
        print(f"{count} times: {name}")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
