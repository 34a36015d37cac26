"""The bundle beside an empty PySide6 window that `make bundle` builds the same way: size, start, memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.bundled import NoScreenError, Started, screen, start
from bench.measure import Row, not_measured, only_informs

BUILD = Path(__file__).parents[1] / "build"
SIZES = BUILD / "bundle" / "sizes.json"
OURS, EMPTY = BUILD / "bundle" / "consult" / "consult", BUILD / "work" / "empty" / "empty" / "empty"
RUNS = 7
START_TIMES_EMPTY = 1.5
_MB = 1e6


def rows() -> Iterator[Row]:
    """Size, which only informs; start against its budget; memory."""
    if not (SIZES.exists() and OURS.exists() and EMPTY.exists()):
        yield not_measured(
            "size and start of the bundle", "`make bundle` builds it, and an empty one to compare with"
        )
        return
    sizes = json.loads(SIZES.read_text("ascii"))
    yield Row(
        name="size of the bundle",
        values=(sizes["bundle"] / _MB,),
        unit="MB",
        yardstick=f"empty bundle {sizes['empty'] / _MB:.0f} MB",
        ratio=sizes["bundle"] / sizes["empty"],
    )
    yield from _starts()


def _starts() -> Iterator[Row]:
    """Both started by turns on one screen."""
    name = "bundle: start -> painted"
    empty: list[Started] = []
    ours: list[Started] = []
    try:
        with screen() as on:
            start(EMPTY, on), start(OURS, on)  # the disk's cache is warm for both
            for _ in range(RUNS):
                empty.append(start(EMPTY, on))
                ours.append(start(OURS, on))
    except NoScreenError as problem:
        yield not_measured(name, str(problem))
        return
    yardstick, took = median(run.wall_ms for run in empty), median(run.wall_ms for run in ours)
    spent = median(run.cpu_ms for run in ours), median(run.cpu_ms for run in empty)
    yield Row(
        name=name,
        values=tuple(run.wall_ms for run in ours),
        cpu=tuple(run.cpu_ms for run in ours),
        yardstick=f"empty bundle {yardstick:.0f} ms",
        ratio=took / yardstick,
        limit=START_TIMES_EMPTY,
        note=f"as handed out, until the pixels stand on the screen, {RUNS} of each by turns, medians compared; in "
        f"processor time {spent[1]:.0f} and {spent[0]:.0f} ms, ratio {spent[0] / spent[1]:.2f}; the first field has "
        "the focus by then (tests/ui/test_start.py)",
    )
    yield only_informs("  memory of the empty bundle", [run.rested_mb for run in empty], "MB")
    yield only_informs("  memory of ours when painted", [run.painted_mb for run in ours], "MB")
    yield only_informs("  memory of ours once options are listed", [run.rested_mb for run in ours], "MB")
