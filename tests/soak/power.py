"""Power: disks as a power cut may leave them anywhere in recorded runs, opened again with the program's own code."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import db.records.file
from tests.soak.disk import Record, cut, record
from tests.soak.whole import problems
from tests.soak.work import JOBS, Prepared, Worker

HOW = ("torn", "some", "dropped", "kept")
WEIGHTS = (5, 3, 2, 1)
"""A cut that tears is the hardest, one that keeps everything says least."""


@dataclass
class Cuts:
    """What was done, and what was wrong."""

    images: int = 0
    how: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    in_the_air: int = 0
    """Parts that had been written and not flushed when the power went."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {how}" for how, count in sorted(self.how.items()))
        return (
            f"{self.images} power cuts ({kinds}); {self.in_the_air} parts not flushed,"
            f" {self.acknowledged} acknowledged, {len(self.wrong)} wrong"
        )


@contextmanager
def synchronous(how: str) -> Iterator[None]:
    """Another setting than the program's, which is FULL."""
    settings = db.records.file._SETTINGS
    assert "synchronous = FULL" in settings
    db.records.file._SETTINGS = (*settings, f"synchronous = {how}")
    try:
        yield
    finally:
        db.records.file._SETTINGS = settings


def recorded(prepared: Prepared, place: Path, job: str) -> Record:
    """One life of the program on a disk that notes everything."""
    prepared.copy(place)
    return record(place, lambda say: Worker(place, prepared, say).do(JOBS[job]))


def cut_power(
    prepared: Prepared, run: Record, job: str, place: Path, times: int, seed: int, cuts: Cuts
) -> None:
    """So many images of a run. With as many images as steps each step is the last one at least once."""
    chance = random.Random(f"{job} {seed}")
    steps = len(run.steps)
    points = list(range(1, steps + 1)) * (times // steps) + chance.sample(range(1, steps + 1), times % steps)
    for point in points:
        (how,) = chance.choices(HOW, WEIGHTS)
        image = cut(run, point, chance, how)
        cuts.images += 1
        cuts.how[how] += 1
        cuts.acknowledged += sum(line.startswith("done") for line in image.said)
        cuts.in_the_air += image.unsure
        found = problems(image.write(place), prepared, image.said)
        cuts.wrong += [f"{job}, after step {point} of {steps}, {how}: {one}" for one in found]
