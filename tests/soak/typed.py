"""Typed: windows in which a script types, stopped or killed at random instants; how much of a draft is lost."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import time
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from consult.records import RecordError
from tests.db.records.making import DOCTOR, PASSWORD
from tests.soak.screen import ROOT, command, surroundings
from tests.soak.work import FOLDER, Prepared, records_in

MOST_LOST = 1.0
"""Seconds."""
STALL = 0.15
"""A gap between two beats from which on the machine, and not the program, kept the window waiting."""
PATIENCE = 60


@dataclass
class Instants:
    """What was done, and what was wrong."""

    windows: int = 0
    frozen: int = 0
    killed: int = 0
    keys: int = 0
    drafts: int = 0
    most_lost: float = 0.0
    stalls: int = 0
    """Instants before which the machine stood still."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.frozen + self.killed} instants ({self.killed} killed, {self.frozen} frozen and copied) of"
            f" {self.windows} windows, {self.keys} keys: {self.drafts} drafts came back, at most"
            f" {self.most_lost:.2f} s lost, not counting for how long the machine stood still (before"
            f" {self.stalls}); {len(self.wrong)} wrong"
        )


class Window:
    """The program in a process of its own, typing."""

    def __init__(self, prepared: Prepared, user: Path, shown: dict[str, str], seed: int) -> None:
        shutil.rmtree(user, ignore_errors=True)
        environment = surroundings(user, shown)
        self.data = user / "data"
        shutil.copytree(prepared.place / FOLDER, self.data / FOLDER)
        self._child = subprocess.Popen(
            command("typing", str(seed)),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._child.stdout is not None
        self._out = self._child.stdout
        os.set_blocking(self._out.fileno(), False)
        self._rest = b""
        self.keys: list[tuple[float, str, str]] = []
        self.beats: list[float] = []

    def listen(self, *, until_ready: bool = False) -> None:
        """Take in what it said."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(BlockingIOError):
                self._rest += self._out.read() or b""
            *lines, self._rest = self._rest.split(b"\n")
            for line in lines:
                what, when, *more = line.decode().split()
                if what == "key":
                    self.keys.append((float(when), more[0], more[1]))
                self.beats.append(float(when))
            if not until_ready or self.beats:
                return
            assert self._child.poll() is None, "the window ended"
            assert time.monotonic() < end, "the window is not ready"
            time.sleep(0.02)

    def freeze(self, copy: Path) -> float:
        """Stop it wherever it is, and copy what lies on the disk: just what a kill would leave. Says when."""
        at = time.monotonic()
        self._child.send_signal(signal.SIGSTOP)
        os.waitpid(self._child.pid, os.WUNTRACED)
        try:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self.data, copy)
        finally:
            self._child.send_signal(signal.SIGCONT)
        return at

    def kill(self) -> float:
        """End it for good."""
        at = time.monotonic()
        self._child.kill()
        self._child.wait()
        return at

    def close(self) -> None:
        """Whatever is left of it."""
        self._child.kill()
        self._child.wait()
        self._out.close()

    def stood_still(self, at: float) -> float:
        """Seconds for which the machine kept the window waiting, of the last ones before an instant."""
        beats = [beat for beat in self.beats if at - 2 * MOST_LOST < beat <= at] + [at]
        gaps = [after - before for before, after in itertools.pairwise(beats)]
        return sum(gap for gap in gaps if gap > STALL)


def instants(
    prepared: Prepared, room: Path, shown: dict[str, str], *, count: int, seed: int, result: Instants
) -> None:
    """One window, frozen at random instants, and killed at the last."""
    chance = random.Random(seed)
    window = Window(prepared, room / "user", shown, seed)
    try:
        window.listen(until_ready=True)
        time.sleep(0.7)
        result.windows += 1
        for number in range(count):
            time.sleep(chance.uniform(0.05, 0.6))
            last = number == count - 1
            place = window.data if last else room / "copy"
            at = window.kill() if last else window.freeze(place)
            window.listen()
            result.killed += last
            result.frozen += not last
            result.wrong += [
                f"window {seed}, instant {number}: {one}"
                for one in _look(window, place, at, prepared, result)
            ]
        result.keys += len(window.keys)
    finally:
        window.close()


def _look(window: Window, place: Path, at: float, prepared: Prepared, result: Instants) -> list[str]:
    """What is wrong with the records as they lay there at an instant."""
    taken = [key for key in window.keys if key[0] <= at]
    try:
        store = records_in(place).unlock(DOCTOR.name, PASSWORD)
    except RecordError as error:
        return [f"refused with {error.code}"]
    try:
        faults = [fault.code for fault in (*store.warnings, *store.check())]
        faults += [
            f"{one.consultation} is lost"
            for one in prepared.kept
            if one != store.read(one.consultation, one.number)
        ]
        draft = next((one for one in store.drafts() if one.case != b"0"), None)
    finally:
        store.close()
    if draft is None:
        behind, known = -1, True
    else:
        digest = hashlib.sha256(draft.case).hexdigest()[:16]
        same = [number for number, key in enumerate(window.keys) if key[1] == digest]
        behind, known = (same[-1] if same else -1), bool(same)
        result.drafts += 1
        if same and draft.field not in {window.keys[number][2] for number in same}:
            faults.append(f"the cursor comes back to {draft.field}")
    if not known:
        faults.append("the draft is none that was typed")
    newest = bisect_right([key[0] for key in window.keys], at) - 1
    if behind < newest and taken:
        # From the first key that the draft does not have to the instant itself.
        first = next(
            (
                key
                for key in window.keys[behind + 1 : newest + 1]
                if behind < 0 or key[1] != window.keys[behind][1]
            ),
            None,
        )
        if first is not None:
            lost, still = at - first[0], window.stood_still(at)
            result.stalls += still > 0
            result.most_lost = max(result.most_lost, lost - still)
            if lost > MOST_LOST + still:
                faults.append(f"{lost:.2f} s of typing are lost")
    return faults
