"""Size of the bundle beside that of an empty PySide6 window, built the same way in the same run by `make bundle`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, not_measured

SIZES = Path(__file__).parents[1] / "build" / "bundle" / "sizes.json"
_MB = 1e6


def rows() -> Iterator[Row]:
    """One row; it only informs."""
    if not SIZES.exists():
        yield not_measured(
            "size of the bundle", "`make bundle` builds it and tells its size beside an empty one"
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
