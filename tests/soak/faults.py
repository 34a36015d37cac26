"""Faults: a disk that refuses one call, every call for a while, or half a write; it is said, and the old stays."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.calls import FLUSHES, NAMES, OPENS, SIZES, WRITES
from tests.soak.kills import calls_until, of_folder
from tests.soak.tracer import Traced
from tests.soak.whole import problems
from tests.soak.work import JOBS, Prepared, Said, Worker

WAYS = ("once", "for a while", "half")
"""The call alone; every call from there until something was refused; the first half of a write, then nothing more."""
ERRORS = (errno.ENOSPC, errno.EIO)
REFUSABLE = WRITES | FLUSHES | OPENS | NAMES | SIZES


@dataclass
class Faults:
    """What was done, and what was wrong."""

    runs: int = 0
    at: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    """What the steps were refused with; "" where a step went on all the same."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        calls = ", ".join(f"{count} {name}" for name, count in sorted(self.at.items()))
        codes = ", ".join(f"{count} {code or 'went on'}" for code, count in sorted(self.codes.items()))
        return f"{self.runs} faults ({calls}): {codes}; {len(self.wrong)} wrong"


def fail_at_every_call(
    prepared: Prepared,
    place: Path,
    job: str,
    *,
    ways: Iterable[tuple[str, int]],
    every: int = 1,
    since: str = "",
    calls: frozenset[str] = REFUSABLE,
) -> Faults:
    """For each call (or each `every`-th) each of the `ways`; what was refused is tried again, and must succeed."""
    result, first = Faults(), calls_until(prepared, place, job, since, calls) if since else 0
    ways = tuple(ways)
    number, left = first, True
    while left:
        for way, error in ways:
            left = fail_at(prepared, place, job, number, way, error, result, calls)
        number += every
    return result


def fail_at(
    prepared: Prepared,
    place: Path,
    job: str,
    number: int,
    way: str,
    error: int,
    result: Faults,
    calls: frozenset[str] = REFUSABLE,
) -> bool:
    """Let one call fail; False where the job makes no so many calls."""
    prepared.copy(place)
    what, fails, ended = "", False, ""
    with Traced(lambda say: Worker(place, prepared, say).do(JOBS[job], again=True), calls) as child:
        try:
            for count, call in enumerate(of_folder(child, place)):
                if count == number:
                    what = call.name
                    size = call.arguments[2] if call.name in {"write", "pwrite64"} else 0
                    if way == "half" and size > 1:
                        child.shorten(call, size // 2)
                        fails = True
                        continue
                    fails = True
                fails = fails and not any(line.startswith("refused") for line in child.said())
                if fails and call.name in calls:
                    child.refuse(call, error)
                    fails = way == "for a while"
        except AssertionError as fault:
            ended = str(fault)
        lines = child.said()
    if not what:
        return False
    result.runs += 1
    result.at[what] += 1
    refused = Said.of(lines).refused
    result.codes.update(refused or [""])
    told = f"{job}, call {number} ({what}), {errno.errorcode[error]} {way}, {','.join(refused)}"
    if ended:
        result.wrong.append(f"{told}: {ended} after {lines[-1:]}")
    else:
        result.wrong += [f"{told}: {one}" for one in problems(place, prepared, lines)]
    return True
