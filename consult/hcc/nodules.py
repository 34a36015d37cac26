"""Nodules: every tumour the recorded lesions may still amount to, and the facts of number and size.

Staging and size criteria count viable lesions; an indeterminate one is evaluated both ways, an unlisted one lies
between 1 mm and the largest listed. Sources and boundary rules: docs/methods (which lesions count).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from consult.results import Derived
from consult.values import UNKNOWN, Bounds, OneOf, highest, lowest, one_of

SMALLEST_MM = 1.0
LARGEST_MM = 300.0
MANY = 13
"""Stands for every larger number where the number is not recorded: no criterion tells 13 from more."""
MOST = 500
"""The greatest number that is accepted."""
_SIZE_LIMITS = (10, 20, 30, 40, 45, 50, 60, 65, 70, 80, 90, 100, 110)
"""Every size at which some criterion changes; sizes are tried at and just above them."""
_STEP_MM = 1e-6
"""The smallest difference that is compared (sizes are rounded to six decimals)."""
_RECORDED_DECIMALS = 4
"""Finer than any size is recorded, and coarser than the steps of fifty nodules together."""


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


class _Nodules(NamedTuple):
    """The ends of each nodule's size, and how many more there are from `SMALLEST_MM` to `cap`."""

    sizes: tuple[tuple[float, float], ...]
    more: int = 0
    cap: float = LARGEST_MM

    def number(self) -> int:
        return len(self.sizes) + self.more


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
    excluded: bool = False
    """Whether an end of some size is itself excluded ("> 20"); it was moved by `_STEP_MM`."""


def nodules(lesions: Any, lesion_count_total: Any) -> Derived:
    """Number, largest size, sum and volume of the viable nodules, and `tumours` (all that is possible)."""
    listed = _listed(lesions)
    totals = None if lesion_count_total is UNKNOWN else _totals(lesion_count_total)
    tumours, counts, sizes = _tumours(listed, totals, isinstance(lesion_count_total, Bounds))
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
    excluded = False
    for lesion in lesions:
        status = lesion.get("status", "viable")
        if status in ("viable", "indeterminate"):
            size = lesion.get("size_mm", UNKNOWN)
            ends = (lowest(size, SMALLEST_MM), highest(size, LARGEST_MM))
            if isinstance(size, Bounds) and (size.low_open or size.high_open):
                excluded = True
                low = ends[0] + _STEP_MM * (size.low is not None and size.low_open)
                ends = (low, max(low, ends[1] - _STEP_MM * (size.high is not None and size.high_open)))
            (viable if status == "viable" else indeterminate).append(ends)
    return _Listed(tuple(sorted(viable)), tuple(sorted(indeterminate)), excluded)


def _totals(value: Any) -> tuple[int, ...]:
    """The numbers to try; of limits also the greatest, since sums of sizes go on growing after `MANY`."""
    if isinstance(value, Bounds):
        low = math.ceil(lowest(value, 0)) + (1 if value.low_open and value.low is not None else 0)
        high = math.floor(highest(value, MOST)) - (1 if value.high_open and value.high is not None else 0)
        tried = range(low, min(max(low, high), max(low, MANY)) + 1)
        return tuple(dict.fromkeys((*tried, max(low, high))))
    if isinstance(value, OneOf):
        return tuple(int(member) for member in value.members)
    return (int(value),)


@lru_cache(maxsize=4096)
def _tumours(
    listed: _Listed | None, totals: tuple[int, ...] | None, within_limits: bool
) -> tuple[tuple[Tumour, ...], Any, dict[str, Any]]:
    sets: list[_Nodules] = []
    if listed is None:
        for count in totals if totals is not None else range(1, MANY + 1):
            sets.append(_with_unlisted((), count, LARGEST_MM))
    else:
        known = (*listed.viable, *listed.indeterminate)
        cap = max((high for _low, high in known), default=LARGEST_MM)
        for chosen in _subsets(listed.indeterminate):
            for total in totals if totals is not None else (len(known),):
                unlisted = max(0, total - len(known))
                sets.append(_with_unlisted((*listed.viable, *chosen), unlisted, cap))
    sets = list(dict.fromkeys(sets))
    tumours: dict[Tumour, None] = {}
    for each in sets:
        for tumour in _cases(each):
            tumours[tumour] = None
    nothing_recorded = listed is None and totals is None
    excluded = listed is not None and listed.excluded
    counts = _count(sets, nothing_recorded, within_limits)
    return Tumours(tumours), counts, _sizes(sets, nothing_recorded, excluded)


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


def _with_unlisted(sizes: tuple[tuple[float, float], ...], unlisted: int, cap: float) -> _Nodules:
    """The listed nodules and those that were only counted; what goes beyond `MANY` of these is kept as a number."""
    apart = min(unlisted, MANY)
    return _Nodules((*sizes, *(((SMALLEST_MM, cap),) * apart)), unlisted - apart, cap)


def _cases(nodules_: _Nodules) -> list[Tumour]:
    """The tumours these size ranges allow, one for each place of the largest between the criteria's limits."""
    sizes = nodules_.sizes
    if not sizes:
        return [NO_TUMOUR]
    low = max(lowest_ for lowest_, _high in sizes)
    high = max(highest_ for _low, highest_ in sizes)
    return [_case(nodules_, largest, low) for largest in _places(low, high)]


def _places(low: float, high: float) -> list[float]:
    if low == high:
        return [low]
    inside = [float(limit) for limit in _SIZE_LIMITS if low < limit < high]
    marks = [low, *inside, high]
    # With the largest just above one limit and at the next, the sum of sizes is least and greatest in between.
    above = [mark + _STEP_MM for mark in marks[:-1] if mark + _STEP_MM < high]
    return sorted({*marks, *above})


def _case(nodules_: _Nodules, largest: float, low: float) -> Tumour:
    sizes, more = nodules_.sizes, nodules_.more
    lows = [least for least, _most in sizes]
    highs = [min(most, largest) for _least, most in sizes]
    if largest > low:  # some nodule must reach `largest`: the one that raises the sum least
        reach = max(least for least, most in sizes if most >= largest)
        lows.remove(reach)
        lows.append(largest)
    cap = min(nodules_.cap, largest)
    return Tumour(
        nodules_.number(),
        largest,
        _sum(lows, more, SMALLEST_MM),
        _sum(highs, more, cap),
        _volume(lows, more, SMALLEST_MM),
        _volume(highs, more, cap),
    )


def _sum(sizes: list[float], more: int, each: float) -> float:
    return round(math.fsum(sizes) + more * each, 6)


def _volume(sizes: list[float], more: int, each: float) -> float:
    """Sum of pi/6 d^3, cm3, from diameters in mm."""
    counted = math.fsum(math.pi / 6 * (size / 10) ** 3 for size in sizes)
    return counted + more * math.pi / 6 * (each / 10) ** 3


def _count(sets: list[_Nodules], nothing_recorded: bool, within_limits: bool) -> Any:
    if nothing_recorded:
        return UNKNOWN
    counts = sorted({each.number() for each in sets})
    if within_limits and len(counts) > 1:
        return Bounds(counts[0], counts[-1])
    return one_of(counts)


def _sizes(sets: list[_Nodules], nothing_recorded: bool, excluded: bool) -> dict[str, Any]:
    """Ranges of the largest size, the sum and the volume over all that is possible, no tumour counting as 0."""

    def spread(lows: list[float], highs: list[float]) -> Any:
        return _spread(min(lows), max(highs), excluded)

    filled = [each for each in sets if each.sizes]
    if not filled:
        return {"largest": 0.0, "total": 0.0, "volume": 0.0}
    if nothing_recorded:
        return {"largest": UNKNOWN, "total": UNKNOWN, "volume": UNKNOWN}
    empty = [0.0] if len(filled) < len(sets) else []
    lows = [([low for low, _high in each.sizes], each.more, SMALLEST_MM) for each in filled]
    highs = [([high for _low, high in each.sizes], each.more, each.cap) for each in filled]
    volumes = [_volume(*each) for each in lows], [_volume(*each) for each in highs]
    return {
        "largest": spread(
            empty + [max(s) for s, _more, _each in lows], [max(s) for s, _more, _each in highs]
        ),
        "total": spread(empty + [_sum(*each) for each in lows], [_sum(*each) for each in highs]),
        "volume": _spread(min(empty + volumes[0]), max(volumes[1]), False),
    }


def _spread(low: float, high: float, excluded: bool) -> Any:
    """The number, or the range; an end that was moved inwards by a step is written as recorded, and excluded."""
    if low == high:
        return low
    if excluded:
        ends = round(low, _RECORDED_DECIMALS), round(high, _RECORDED_DECIMALS)
        if ends[0] < ends[1]:
            return Bounds(*ends, low_open=ends[0] < low, high_open=ends[1] > high)
    return Bounds(low, high)


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
    return _spread(low, high, listed.excluded)


def _missing(lesions: Any, listed: _Listed | None, total: Any) -> tuple[str, ...]:
    if listed is None:
        return ("lesions",)
    open_size = any(low != high for low, high in (*listed.viable, *listed.indeterminate))
    if open_size or listed.indeterminate or isinstance(total, Bounds | OneOf):
        return ("lesions",)
    return ("lesions",) if _unlisted(listed, _totals(total) if total is not UNKNOWN else None) else ()
