"""A number recorded only within limits ("< 2", "40-50"): its reading, and the values it is tried with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HAIR = Decimal("0.00001")
"""This far inside an end that is itself excluded: more than the six decimals that are compared, in every unit."""


@dataclass(frozen=True)
class Range:
    """Every number from `low` to `high`; an end marked open is itself excluded."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def holds(self, x: Decimal | int) -> bool:
        """Whether x lies within."""
        below = x < self.low or (self.low_open and x == self.low)
        return not (below or x > self.high or (self.high_open and x == self.high))

    def times(self, factor: Decimal) -> Range:
        """The range in another unit."""
        return Range(self.low * factor, self.high * factor, self.low_open, self.high_open)

    def values(self, marks: Iterable[Decimal]) -> tuple[Decimal, ...]:
        """Both ends, a hair inside where they are excluded, and the marks that lie within."""
        ends = (self.low + HAIR * self.low_open, self.high - HAIR * self.high_open)
        return tuple(sorted({x for x in (*ends, *marks) if self.holds(x)}))


def point(x: Decimal) -> Range:
    """One number as a range."""
    return Range(x, x)


def read_range(value: Mapping[str, Any], low: Decimal, high: Decimal) -> Range:
    """The JSON form; an end that is not given is the quantity's hard limit."""
    given = {end: Decimal(str(value[end])) for end in ("min", "max") if value.get(end) is not None}
    return Range(
        given.get("min", low),
        given.get("max", high),
        "min" in given and bool(value.get("min_open")),
        "max" in given and bool(value.get("max_open")),
    )


def meet(parts: Iterable[Range]) -> Range:
    """What lies within all of them."""
    parts = tuple(parts)
    low, high = max(part.low for part in parts), min(part.high for part in parts)
    return Range(
        low,
        high,
        any(part.low_open for part in parts if part.low == low),
        any(part.high_open for part in parts if part.high == high),
    )
