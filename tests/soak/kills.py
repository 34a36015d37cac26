"""Kills: the program ended with `kill -9` before every single call that changes a file, and what is then there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.calls import FILES
from tests.soak.tracer import Call, Traced
from tests.soak.whole import problems
from tests.soak.work import JOBS, Prepared, Say, Worker


@dataclass
class Result:
    """What was done, and what was wrong."""

    kills: int = 0
    acknowledged: int = 0
    at: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(self.at.items()))
        return f"{self.kills} kills ({kinds}); {self.acknowledged} acknowledged, {len(self.wrong)} wrong"


def of_folder(child: Traced, place: Path, *, after: bool = False) -> Iterator[Call]:
    """The calls that touch what lies in a folder."""
    for call in child.calls(after=after):
        if any(path.startswith(f"{place}/") or path == str(place) for path in call.paths()):
            yield call


def kill_at_every_call(
    prepared: Prepared, place: Path, job: str, *, every: int = 1, since: str = ""
) -> Result:
    """One life after another, each killed a call (or `every` so many) later than the last, until one ends by itself.

    `since` is the step after which it begins; without it, with the first call of all.
    """
    result, number = Result(), calls_until(prepared, place, job, since) if since else 0
    while True:
        prepared.copy(place)

        def work(say: Say) -> None:
            Worker(place, prepared, say).do(JOBS[job])

        killed = False
        with Traced(work, FILES) as child:
            for count, call in enumerate(of_folder(child, place)):
                if count == number:
                    result.at[call.name] += 1
                    child.kill()
                    killed = True
            said = child.said()
        result.kills += killed
        result.acknowledged += sum(line.startswith("done") for line in said)
        result.wrong += [f"{job}, call {number}: {one}" for one in problems(place, prepared, said)]
        if not killed:
            return result
        number += every


def calls_until(prepared: Prepared, place: Path, job: str, step: str) -> int:
    """How many calls a job makes before a step is done."""
    prepared.copy(place)
    with Traced(lambda say: Worker(place, prepared, say).do(JOBS[job]), FILES) as child:
        for count, _call in enumerate(of_folder(child, place)):
            if any(line.startswith(f"done {step}") for line in child.said()):
                return count
    raise ValueError(f"{job} has no step {step}")
