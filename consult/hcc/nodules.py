"""Nodules: every tumour the recorded lesions may still amount to, and the facts of number and size.

Staging and size criteria count viable lesions; an indeterminate one is evaluated both ways, an unlisted one lies
between 1 mm and the largest listed. Sources and boundary rules: docs/methods (which lesions count).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from consult.results import Derived
from consult.values import UNKNOWN, Bounds, OneOf, highest, lowest, one_of

SMALLEST_MM = 1.0
LARGEST_MM = 300.0
MANY = 13
"""Stands for every larger number where the number is not recorded: no criterion tells 13 from more."""
_SIZE_LIMITS = (10, 20, 30, 40, 45, 50, 60, 65, 70, 80, 90, 100, 110)
"""Every size at which some criterion changes; sizes are tried at and just above them."""
_STEP_MM = 1e-6
"""The smallest difference that is compared (sizes are rounded to six decimals)."""


@dataclass(frozen=True, slots=True)
class Tumour:
    """One tumour that fits the record: number of viable nodules, sizes in mm, volume in cm3."""

    count: int
    largest: float = 0.0
    total_low: float = 0.0
    total_high: float = 0.0
    volume_low: float = 0.0
    volume_high: float = 0.0


NO_TUMOUR = Tumour(0)


class Tumours(tuple[Tumour, ...]):
    """All tumours that are possible. Its hash is kept: every criterion looks up its answer by it."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash


@dataclass(frozen=True, slots=True)
class _Listed:
    viable: tuple[tuple[float, float], ...]
    indeterminate: tuple[tuple[float, float], ...]


def nodules(lesions: Any, lesion_count_total: Any) -> Derived:
    """Number, largest size, sum and volume of the viable nodules, and `tumours` (all that is possible)."""
    listed = _listed(lesions)
    totals = None if lesion_count_total is UNKNOWN else _totals(lesion_count_total)
    tumours, counts, sizes = _tumours(listed, totals)
    missing = _missing(lesions, listed, lesion_count_total)
    open_facts = {
        "lesion_count": counts,
        "largest_lesion_mm": sizes["largest"],
        "total_diameter_mm": sizes["total"],
        "tumour_volume_cm3": sizes["volume"],
        "smallest_lesion_mm": _smallest(listed, totals),
    }
    return Derived(
        facts={
            "tumours": tumours,
            "lesions_missing": missing,
            "unlisted_nodules": _unlisted(listed, totals),
            "any_indeterminate_lesion": listed is not None and bool(listed.indeterminate),
            **open_facts,
        },
        missing=dict.fromkeys((*open_facts, "tumours"), missing),
    )


def _listed(lesions: Any) -> _Listed | None:
    if lesions is UNKNOWN:
        return None
    viable: list[tuple[float, float]] = []
    indeterminate: list[tuple[float, float]] = []
    for lesion in lesions:
        status = lesion.get("status", "viable")
        if status in ("viable", "indeterminate"):
            size = lesion.get("size_mm", UNKNOWN)
            ends = (lowest(size, SMALLEST_MM), highest(size, LARGEST_MM))
            (viable if status == "viable" else indeterminate).append(ends)
    return _Listed(tuple(sorted(viable)), tuple(sorted(indeterminate)))


def _totals(value: Any) -> tuple[int, ...]:
    if isinstance(value, Bounds):
        low = math.ceil(lowest(value, 0)) + (1 if value.low_open and value.low is not None else 0)
        high = math.floor(highest(value, MANY)) - (1 if value.high_open and value.high is not None else 0)
        return tuple(range(low, max(low, min(high, low + MANY)) + 1))
    if isinstance(value, OneOf):
        return tuple(int(member) for member in value.members)
    return (int(value),)


@lru_cache(maxsize=4096)
def _tumours(
    listed: _Listed | None, totals: tuple[int, ...] | None
) -> tuple[tuple[Tumour, ...], Any, dict[str, Any]]:
    anything = (SMALLEST_MM, LARGEST_MM)
    sets: list[tuple[tuple[float, float], ...]] = []
    if listed is None:
        for count in totals if totals is not None else range(1, MANY + 1):
            sets.append((anything,) * count)
    else:
        known = (*listed.viable, *listed.indeterminate)
        cap = max((high for _low, high in known), default=LARGEST_MM)
        for chosen in _subsets(listed.indeterminate):
            for total in totals if totals is not None else (len(known),):
                unlisted = max(0, total - len(known))
                sets.append((*listed.viable, *chosen, *(((SMALLEST_MM, cap),) * unlisted)))
    sets = list(dict.fromkeys(sets))
    tumours: dict[Tumour, None] = {}
    for sizes in sets:
        for tumour in _cases(sizes):
            tumours[tumour] = None
    nothing_recorded = listed is None and totals is None
    return Tumours(tumours), _count(sets, nothing_recorded), _sizes(sets, nothing_recorded)


def _subsets(
    nodules_: tuple[tuple[float, float], ...],
) -> list[tuple[tuple[float, float], ...]]:
    """Which indeterminate nodules may be tumour; beyond eight, only the extreme choices of each number."""
    if len(nodules_) <= 8:
        return [c for n in range(len(nodules_) + 1) for c in combinations(nodules_, n)]
    chosen = []
    for n in range(len(nodules_) + 1):
        for top in range(max(n, 1), len(nodules_) + 1):  # the largest one taken is number `top`
            chosen.append(nodules_[: max(n - 1, 0)] + (nodules_[top - 1 : top] if n else ()))
            chosen.append(nodules_[max(0, top - n) : top] if n else ())
    return list(dict.fromkeys(chosen))


def _cases(sizes: tuple[tuple[float, float], ...]) -> list[Tumour]:
    """The tumours these size ranges allow, one for each place of the largest between the criteria's limits."""
    if not sizes:
        return [NO_TUMOUR]
    low = max(lowest_ for lowest_, _high in sizes)
    high = max(highest_ for _low, highest_ in sizes)
    return [_case(sizes, largest, low) for largest in _places(low, high)]


def _places(low: float, high: float) -> list[float]:
    if low == high:
        return [low]
    inside = [float(limit) for limit in _SIZE_LIMITS if low < limit < high]
    marks = [low, *inside, high]
    # With the largest just above one limit and at the next, the sum of sizes is least and greatest in between.
    above = [mark + _STEP_MM for mark in marks[:-1] if mark + _STEP_MM < high]
    return sorted({*marks, *above})


def _case(sizes: tuple[tuple[float, float], ...], largest: float, low: float) -> Tumour:
    lows = [least for least, _most in sizes]
    highs = [min(most, largest) for _least, most in sizes]
    if largest > low:  # some nodule must reach `largest`: the one that raises the sum least
        reach = max(least for least, most in sizes if most >= largest)
        lows.remove(reach)
        lows.append(largest)
    return Tumour(len(sizes), largest, _sum(lows), _sum(highs), _volume(lows), _volume(highs))


def _sum(sizes: list[float]) -> float:
    return round(math.fsum(sizes), 6)


def _volume(sizes: list[float]) -> float:
    """Sum of pi/6 d^3, cm3, from diameters in mm."""
    return math.fsum(math.pi / 6 * (size / 10) ** 3 for size in sizes)


def _count(sets: list[tuple[tuple[float, float], ...]], nothing_recorded: bool) -> Any:
    if nothing_recorded:
        return UNKNOWN
    return one_of(sorted(len(sizes) for sizes in sets))


def _sizes(sets: list[tuple[tuple[float, float], ...]], nothing_recorded: bool) -> dict[str, Any]:
    """Ranges of the largest size, the sum and the volume over all that is possible, no tumour counting as 0."""

    def spread(lows: list[float], highs: list[float]) -> Any:
        low, high = min(lows), max(highs)
        return low if low == high else Bounds(low, high)

    filled = [sizes for sizes in sets if sizes]
    if not filled:
        return {"largest": 0.0, "total": 0.0, "volume": 0.0}
    if nothing_recorded:
        return {"largest": UNKNOWN, "total": UNKNOWN, "volume": UNKNOWN}
    empty = [0.0] if len(filled) < len(sets) else []
    lows = [[low for low, _high in sizes] for sizes in filled]
    highs = [[high for _low, high in sizes] for sizes in filled]
    return {
        "largest": spread(empty + [max(s) for s in lows], [max(s) for s in highs]),
        "total": spread(empty + [_sum(s) for s in lows], [_sum(s) for s in highs]),
        "volume": spread(empty + [_volume(s) for s in lows], [_volume(s) for s in highs]),
    }


def _unlisted(listed: _Listed | None, totals: tuple[int, ...] | None) -> bool:
    """True when nodules are counted that are not in the list (flag `unlisted_assumed_smaller`)."""
    if listed is None or totals is None:
        return False
    return max(totals) > len(listed.viable) + len(listed.indeterminate)


def _smallest(listed: _Listed | None, totals: tuple[int, ...] | None) -> Any:
    if listed is None or _unlisted(listed, totals) or listed.indeterminate or not listed.viable:
        return UNKNOWN
    low = min(low for low, _high in listed.viable)
    high = min(high for _low, high in listed.viable)
    return low if low == high else Bounds(low, high)


def _missing(lesions: Any, listed: _Listed | None, total: Any) -> tuple[str, ...]:
    if listed is None:
        return ("lesions",)
    open_size = any(low != high for low, high in (*listed.viable, *listed.indeterminate))
    if open_size or listed.indeterminate or isinstance(total, Bounds | OneOf):
        return ("lesions",)
    return ("lesions",) if _unlisted(listed, _totals(total) if total is not UNKNOWN else None) else ()
