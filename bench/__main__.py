"""`python -m bench [--only NAME ...] [--write]`: every budget beside its yardstick; prints, never judges, exits 0."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import assessing, bundle, processes, records
from bench.measure import Row, machine, not_measured, table

RESULTS = Path(__file__).with_name("RESULTS.md")
BUDGETS: dict[str, tuple[str, Callable[[], Iterator[Row]]]] = {
    "keystroke": ("keystroke -> everything repainted", processes.keystrokes),
    "assessment": ("whole assessment in memory", assessing.rows),
    "start": ("start and memory", processes.start),
    "pdf": ("PDF", processes.papers),
    "batch": ("assess --batch, one core", assessing.batch),
    "records": ("100,000 kept consultations", records.rows),
    "bundle": ("size and start of the bundle", bundle.rows),
}


def main() -> int:
    """Measure, print, and with --write keep the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=BUDGETS, default=list(BUDGETS), help="measure these alone"
    )
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    wanted = parser.parse_args()
    on = machine()
    rows: list[Row] = []
    for name in wanted.only:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows += _measured(name)
    text = f"{table(rows)}\n\nMeasured on {on}{_load_now()}.\n"
    print(text)
    if wanted.write:
        RESULTS.write_text(f"# Budgets, measured by `make bench`\n\n{text}", "utf-8")
    return 0


def _measured(name: str) -> list[Row]:
    """The rows of one budget; whatever goes wrong becomes a row that says so."""
    title, measure = BUDGETS[name]
    rows: list[Row] = []
    try:
        for row in measure():
            rows.append(row)
    except Exception as error:
        rows.append(not_measured(title, f"{type(error).__name__}: {error}"))
    return rows


def _load_now() -> str:
    return f"; load at the end {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


if __name__ == "__main__":
    sys.exit(main())
