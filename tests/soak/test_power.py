"""Power: whatever a power cut leaves of what was not flushed, all acknowledged is there; weaker settings lose it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.soak.disk import SECTOR, Record, Step, cut
from tests.soak.power import Cuts, cut_power, recorded, synchronous
from tests.soak.work import JOBS, Prepared

pytestmark = pytest.mark.traced
IMAGES = 200


def test_h34_no_power_cut_loses_what_was_acknowledged(
    prepared: Prepared, empty: Prepared, room: Path
) -> None:
    cuts = Cuts()
    for job in JOBS:
        records = empty if job == "set_up" else prepared
        run = recorded(records, room / "place", job)
        cut_power(records, run, job, room / "image", IMAGES // len(JOBS) + 1, 1, cuts)
    print(cuts)
    assert cuts.wrong == []
    assert cuts.images >= IMAGES
    assert cuts.in_the_air > 10 * IMAGES
    assert cuts.acknowledged > IMAGES


def test_h34_without_full_flushing_the_same_cuts_lose_saves(prepared: Prepared, room: Path) -> None:
    """The harness sees what it is there to see."""
    cuts = Cuts()
    with synchronous("NORMAL"):
        run = recorded(prepared, room / "place", "save")
    cut_power(prepared, run, "save", room / "image", 60, 1, cuts)
    print(cuts)
    assert len(cuts.wrong) > 10
    assert any("is lost" in one or "refused with no_consultation" in one for one in cuts.wrong)


def test_a_recorded_run_with_everything_kept_is_what_lies_on_the_disk(prepared: Prepared, room: Path) -> None:
    place = room / "place"
    for job in ("save", "people", "backup"):
        run = recorded(prepared, place, job)
        image = cut(run, len(run.steps), random.Random(1), "kept")
        there = {
            str(path.relative_to(place)): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        }
        assert image.files == there


def test_what_is_sure_and_what_hangs_in_the_air() -> None:
    """A file of three sectors: flushed ones stay, others are kept, dropped, or new in parts."""
    old, new = b"o" * 3 * SECTOR, b"n" * 3 * SECTOR
    steps = [
        Step("write", file=1, at=0, data=new),
        Step("flush", file=1),
        Step("write", file=1, at=SECTOR, data=old[:-SECTOR]),
        Step("comes", file=2, path="b"),
        Step("write", file=2, at=0, data=b"b"),
        Step("flush", file=2),
        Step("said", path="done"),
        Step("names"),
        Step("moves", path="b", other="c"),
    ]
    run = Record({"a": old}, set(), steps)
    chance = random.Random(1)
    assert cut(run, 1, chance, "dropped").files == {"a": old}
    assert cut(run, 2, chance, "dropped").files == {"a": new}
    assert cut(run, 3, chance, "kept").files == {"a": new[:SECTOR] + old[:-SECTOR]}
    assert cut(run, 7, chance, "dropped").files == {"a": new}  # the name of the second is not sure yet
    assert cut(run, 7, chance, "dropped").said == ["done"]
    assert cut(run, 8, chance, "dropped").files == {"a": new, "b": b"b"}
    assert cut(run, 9, chance, "dropped").files == {"a": new, "b": b"b"}
    assert set(cut(run, 9, chance, "kept").files) == {"a", "c"}
    torn = {cut(run, 3, chance, "torn").files["a"] for _ in range(50)}
    assert {new, new[:SECTOR] + old[:-SECTOR]} < torn
    assert {one[:SECTOR] for one in torn} == {new[:SECTOR]}
