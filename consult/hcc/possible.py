"""Possible: the outcomes of a rule over all open inputs together, and the range of a number between its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from consult.hcc.nodules import Tumour
from consult.values import Bounds, OneOf, highest, is_certain, lowest, options


@lru_cache(maxsize=8192)
def outcomes(rule: Callable[..., Any], *axes: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """Every outcome of `rule` over the product of `axes`, and the indexes of the axes that can change it."""
    if all(len(axis) == 1 for axis in axes):
        return (rule(*(axis[0] for axis in axes)),), ()
    found = [rule(*choice) for choice in product(*axes)]
    relevant = []
    if not found:  # limits were entered between which no member lies
        return (), ()
    block = len(found)  # so many choices hold each member of the axis once, with all of the axes behind it
    for index, axis in enumerate(axes):
        run = block // len(axis)
        if len(axis) > 1 and any(
            found[at : at + run] * len(axis) != found[at : at + block] for at in range(0, len(found), block)
        ):
            relevant.append(index)
        block = run
    return tuple(dict.fromkeys(found)), tuple(relevant)


def in_order(found: Iterable[Any], order: Sequence[Any]) -> tuple[Any, ...]:
    """The members of `found` in the order of `order`."""
    members = set(found)
    return tuple(member for member in order if member in members)


def fields_of(relevant: Iterable[int], fields: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The fields behind the relevant axes, without repeats."""
    return tuple(dict.fromkeys(name for index in relevant for name in fields[index]))


@lru_cache(maxsize=2048)
def shapes(tumours: tuple[Tumour, ...], shape_of: Callable[[Tumour], Any]) -> tuple[Any, ...]:
    """What `shape_of` makes of each tumour that is possible, without repeats."""
    return tuple(dict.fromkeys(shape_of(tumour) for tumour in tumours))


def members(value: Any, domain: Sequence[Any]) -> tuple[Any, ...]:
    """Members of `domain` that are still possible; all of them where limits were entered that hold none."""
    return options(value, domain) or tuple(domain)


AGES = tuple(range(121))


def ages(age_years: Any) -> tuple[int, ...]:
    """Every age in whole years that is still possible."""
    return members(age_years, AGES)


@lru_cache(maxsize=1024)
def vein_levels(portal: tuple[str, ...], hepatic: tuple[str, ...], high: frozenset[str]) -> tuple[int, ...]:
    """What the veins may hold: 0 no tumour, 1 tumour, 2 tumour at one of the levels `high`."""
    found = {2 if {p, h} & high else int(p != "none" or h != "none") for p in portal for h in hepatic}
    return tuple(sorted(found))


class Span(NamedTuple):
    """The ends of a number, and whether each is itself excluded."""

    low: float
    high: float
    low_open: bool
    high_open: bool


def span(value: Any, floor: float, ceiling: float) -> Span:
    """The ends between which a number lies; the hard limits of its field where nothing else limits it."""
    low_open = isinstance(value, Bounds) and value.low is not None and value.low_open
    high_open = isinstance(value, Bounds) and value.high is not None and value.high_open
    return Span(lowest(value, floor), highest(value, ceiling), low_open, high_open)


def between(low: float, high: float, *, low_open: bool = False, high_open: bool = False) -> Any:
    """The number when both ends are the same, else the range."""
    return low if low == high else Bounds(low, high, low_open, high_open)


def whole(low: float, high: float) -> Any:
    """The whole number when both ends are the same, else the range."""
    return int(low) if low == high else Bounds(int(low), int(high))


def sums(*parts: Iterable[float]) -> tuple[Any, ...]:
    """Every sum of one member of each part, ascending: the points a score may still come to."""
    totals: set[float] = {0}
    for part in parts:
        totals = {total + points for total in totals for points in part}
    return tuple(sorted(totals))


def only(members: Sequence[Any]) -> Any:
    """The one member, or None."""
    return members[0] if len(members) == 1 else None


def assumed(value: Any, member: str) -> tuple[bool, ...]:
    """Whether `value` is `member`; a finding that was not recorded counts as absent."""
    if isinstance(value, OneOf):
        return tuple(dict.fromkeys(item == member for item in value.members))
    return (is_certain(value) and value == member,)
