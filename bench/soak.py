"""`python -m bench.soak [--minutes N]`: scripted consultations, random edits between; memory and speed stay flat."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from random import Random
from statistics import median
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.program import Program

EVERY_SECONDS = 30.0
EDITS_IN_A_CASE = 60
MOST_GROWTH = 0.10
FIRST = 100
"""Consultations before the measuring: what is kept of earlier cases is bounded, and is full by then."""
_MB = 1024 * 1024


class Soak:
    """Does at random what a doctor might do, and counts what goes wrong."""

    def __init__(self, program: Program, seed: int) -> None:
        from bench import cases
        from bench.consultations import Consultations

        self._program = program
        self._random = Random(seed)
        self._documents = [document for _kind, document in cases.patients(200, seed)]
        self.consultations = Consultations(program, self._documents, self._random)
        self.faults: Counter[str] = Counter()
        self.edits = 0
        self.took: list[float] = []

    def step(self) -> None:
        """A consultation after `EDITS_IN_A_CASE` edits; else one edit, now and then something larger."""
        chance = self._random.random()
        if self.edits % EDITS_IN_A_CASE == 0:
            self._do(self.consultations.consult)
            self._do(self._open_case)
        if chance < 0.80:
            self._do(self._edit)
        elif chance < 0.88:
            self._do(self._undo_or_redo)
        elif chance < 0.95:
            self._do(self._choose)
        elif chance < 0.97:
            self._do(self._lead)
        elif chance < 0.985:
            self._do(self._clear)
        elif chance < 0.995:
            self._do(self._speak)
        elif chance < 0.998:
            self._do(self._dress)
        else:
            self._do(self._print)
        self.edits += 1

    def note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Count a fault by its type and place."""
        del error
        frames = traceback.extract_tb(trace)
        place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
        self.faults[f"{kind.__name__} at {place}"] += 1

    def _do(self, action: Callable[[], None]) -> None:
        from consult.errors import InputError

        began = time.perf_counter()
        try:
            with suppress(InputError):  # a value refused is an ordinary answer
                action()
        except Exception as error:
            self.note(type(error), error, error.__traceback__)
        self._program.process()
        if action == self._edit:
            self.took.append((time.perf_counter() - began) * 1000)

    def _edit(self) -> None:
        key, value = self._random.choice(list(self._random.choice(self._documents).items()) or [("inr", 1.1)])
        if key == "exclusion_checklist":
            self._program.workspace.set_checklist(self._random.random() < 0.7)
        else:
            self._program.workspace.set_value(key, value, "")

    def _clear(self) -> None:
        entries = list(self._program.workspace.patient.entries)
        if entries:
            self._program.workspace.clear_value(self._random.choice(entries))

    def _undo_or_redo(self) -> None:
        stack = self._program.workspace.undo_stack
        self._random.choice((stack.undo, stack.redo))()

    def _choose(self) -> None:
        workspace = self._program.workspace
        assert workspace.knowledge is not None
        workspace.toggle_chosen(self._random.choice([*workspace.knowledge.catalog.treatments]))

    def _lead(self) -> None:
        workspace = self._program.workspace
        assert workspace.knowledge is not None
        workspace.set_guideline(self._random.choice([g.id for g in workspace.knowledge.catalog.selectable()]))

    def _open_case(self) -> None:
        workspace = self._program.workspace
        workspace.open_patient(workspace.patient.schema.read(self._random.choice(self._documents)))
        self._program.window.focus_first()

    def _speak(self) -> None:
        self._program.workspace.set_language(self._random.choice(("en", "zh_CN")))

    def _dress(self) -> None:
        from ui.roles import THEMES

        self._program.dress(self._random.choice(THEMES))

    def _print(self) -> None:
        self._program.paper(self._random.choice(("en", "zh_CN")))


def main() -> int:
    """Soak, print memory as it goes, and a verdict; 1 when memory grew, an edit failed, or none was made."""
    import psutil

    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=20261123)
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bench.program import Program
    from bench.record_screens import Drawer

    process = psutil.Process()
    drawer = Drawer()
    program = Program(drawer.records)
    soak = Soak(program, wanted.seed)
    sys.excepthook = soak.note
    _visit_everything(program)
    for _ in range(FIRST):
        soak.consultations.consult()
    seconds = wanted.minutes * 60
    every = min(EVERY_SECONDS, max(seconds / 6, 0.5))
    began = time.monotonic()
    due = every
    memory: list[float] = []
    speed: list[float] = []
    print("   time     memory    edits   median edit    kept   papers   faults", flush=True)
    while (passed := time.monotonic() - began) < seconds or not memory:
        soak.step()
        if passed >= due:
            due += every
            memory.append(process.memory_info().rss / _MB)
            speed.append(median(soak.took or [0.0]))
            soak.took.clear()
            faults = sum(soak.faults.values())
            print(
                f"{passed:6.0f} s {memory[-1]:7.1f} MB {soak.edits:8,} {speed[-1]:10.1f} ms "
                f"{soak.consultations.kept:7,} {soak.consultations.papers:8,} {faults:8,}",
                flush=True,
            )
    drawer.empty()
    return _verdict(memory, speed, soak, program)


def _visit_everything(program: Program) -> None:
    """Load what is loaded on first use, so that it does not pass for growth."""
    program.consult()
    program.consult()
    program.said.clear()


def _verdict(memory: list[float], speed: list[float], soak: Soak, program: Program) -> int:
    third = max(1, len(memory) // 3)
    growth = median(memory[-third:]) / median(memory[:third]) - 1
    slower = median(speed[-third:]) / max(median(speed[:third]), 0.001) - 1
    for text, count in soak.faults.most_common():
        print(f"fault: {text} ({count} times)")
    for text, count in Counter(program.said).most_common(10):
        print(f"Qt said: {text} ({count} times)")
    flat = growth < MOST_GROWTH
    print(
        f"memory grew {growth:+.1%} (first third against last, less than {MOST_GROWTH:.0%} allowed), "
        f"edits became {slower:+.1%} slower, {sum(soak.faults.values())} faults: "
        f"{'flat' if flat and not soak.faults else 'NOT FLAT'}"
    )
    return 0 if flat and not soak.faults and soak.edits else 1


if __name__ == "__main__":
    sys.exit(main())
