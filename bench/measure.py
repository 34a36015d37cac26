"""Measure: what one row of the table is, and how rows and machine are printed."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

HEADINGS = ("what", "median", "p95", "p95 cpu", "n", "yardstick", "ratio", "budget", "verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured thing. `ratio` is what the budget limits; without a limit the row only informs."""

    name: str
    values: tuple[float, ...] = ()
    cpu: tuple[float, ...] = ()
    """The same in processor time: what is left when other programs were not to blame."""
    unit: str = "ms"
    yardstick: str = ""
    ratio: float | None = None
    limit: float | None = None
    problem: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        """`within` or `over` the budget; empty for a row that only informs."""
        if self.problem:
            return "not measured"
        if self.ratio is None or self.limit is None:
            return ""
        return "within" if self.ratio <= self.limit else "OVER"

    def cells(self) -> tuple[str, ...]:
        """The row as texts, in the order of the headings."""
        values = self.values
        return (
            self.name,
            _amount(median(values), self.unit) if values else "-",
            _amount(percentile(values, 95), self.unit) if len(values) > 1 else "-",
            _amount(percentile(self.cpu, 95), self.unit) if self.cpu else "",
            str(len(values)) if values else "-",
            self.yardstick,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.limit is None else f"<= {self.limit:g}",
            self.verdict,
        )


def at_most(
    name: str,
    values: Sequence[float],
    budget: float,
    unit: str = "ms",
    note: str = "",
    cpu: Sequence[float] = (),
) -> Row:
    """A row whose 95th percentile may be at most `budget`."""
    return Row(
        name=name,
        values=tuple(values),
        cpu=tuple(cpu),
        unit=unit,
        yardstick=_amount(budget, unit),
        ratio=percentile(values, 95) / budget,
        limit=1,
        note=note,
    )


def only_informs(
    name: str, values: Sequence[float], unit: str = "ms", note: str = "", cpu: Sequence[float] = ()
) -> Row:
    """A row without a budget of its own."""
    return Row(name=name, values=tuple(values), cpu=tuple(cpu), unit=unit, note=note)


class Clock:
    """Marks moments in wall and processor time of this thread."""

    def __init__(self) -> None:
        self._marks = [(time.perf_counter(), time.thread_time())]

    def mark(self) -> None:
        """End one step, begin the next."""
        self._marks.append((time.perf_counter(), time.thread_time()))

    def steps(self) -> tuple[tuple[float, float], ...]:
        """Wall and processor milliseconds of each step."""
        return tuple(
            ((after[0] - before[0]) * 1000, (after[1] - before[1]) * 1000)
            for before, after in pairwise(self._marks)
        )


def not_measured(name: str, problem: str) -> Row:
    """A budget that could not be measured, and why."""
    return Row(name=name, problem=problem, note=problem)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of `values` do not exceed."""
    ordered = sorted(values)
    index = max(0, -(-len(ordered) * percent // 100) - 1)
    return ordered[int(index)]


def table(rows: Iterable[Row]) -> str:
    """Rows below their headings, columns padded, as a Markdown table; notes beneath."""
    rows = tuple(rows)
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    text = [
        "| " + " | ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    text.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    notes = [f"- {row.name.strip()}: {row.note}" for row in rows if row.note]
    return "\n".join([*text, "", *notes]) if notes else "\n".join(text)


def machine() -> str:
    """What the figures were measured on, and how busy it was: figures of a busy machine are too high."""
    import PySide6

    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today()}: {platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}, "
        f"Python {sys.version.split()[0]}, Qt {PySide6.__version__}; "
        f"plain Python counts to a million in {pace():.0f} ms"
    )


def pace() -> float:
    """Milliseconds plain Python needs to count to a million: tells a slow machine from slow code."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        number = 0
        while number < 1_000_000:
            number += 1
        best = min(best, time.perf_counter() - began)
    return best * 1000


def _pad(cell: str, width: int) -> str:
    return cell.ljust(width)


def _amount(value: float, unit: str) -> str:
    if unit == "/s":
        return f"{value:,.0f} {unit}"
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f} {unit}"
