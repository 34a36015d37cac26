"""What a fact can be: a certain value, a range (Bounds), a set (OneOf), or UNKNOWN."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final


class Unknown:
    """Not recorded. A value of its own: never zero, "no", normal or an average."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false; ask `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number known only within limits; either end may be open-ended (None) or exclusive."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None:
            empty = self.low > self.high
            point_excluded = self.low == self.high and (self.low_open or self.high_open)
            if empty or point_excluded:
                raise ValueError("no number lies within these bounds")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of at least two members, in the domain's own order (best to worst for stages)."""

    members: tuple[Any, ...]

    def __post_init__(self) -> None:
        if len(self.members) < 2:
            raise ValueError("one member is a certain value, none is a contradiction")


_OPEN = frozenset({Bounds, OneOf})


def one_of(members: Iterable[Any]) -> Any:
    """The certain value when `members` holds one, else OneOf them in order, without repeats."""
    unique = tuple(dict.fromkeys(members))
    return unique[0] if len(unique) == 1 else OneOf(unique)


def is_certain(value: object) -> bool:
    """True for a value that is neither a range, nor a set, nor UNKNOWN."""
    return value is not UNKNOWN and type(value) not in _OPEN


def options(value: Any, domain: Sequence[Any]) -> tuple[Any, ...]:
    """Every member of `domain` that `value` may still turn out to be."""
    if value is UNKNOWN:
        return tuple(domain)
    if isinstance(value, OneOf):
        return tuple(member for member in domain if member in value.members)
    if isinstance(value, Bounds):
        return tuple(member for member in domain if contains(value, member))
    return (value,)


def contains(bounds: Bounds, number: float) -> bool:
    """True when `number` lies within `bounds`."""
    if bounds.low is not None and (number < bounds.low or (bounds.low_open and number == bounds.low)):
        return False
    return not (
        bounds.high is not None and (number > bounds.high or (bounds.high_open and number == bounds.high))
    )


def lowest(value: Any, floor: float) -> float:
    """The least a number may be; `floor` where nothing limits it."""
    if isinstance(value, Bounds):
        return floor if value.low is None else value.low
    if isinstance(value, OneOf):
        return float(min(value.members))
    return floor if value is UNKNOWN else float(value)


def highest(value: Any, ceiling: float) -> float:
    """The most a number may be; `ceiling` where nothing limits it."""
    if isinstance(value, Bounds):
        return ceiling if value.high is None else value.high
    if isinstance(value, OneOf):
        return float(max(value.members))
    return ceiling if value is UNKNOWN else float(value)


_NUMBERS = frozenset({int, float})


def bands(value: Any, cuts: Sequence[tuple[str, float]]) -> tuple[int, ...]:
    """Indexes of the bands in which a number may lie.

    `cuts` are ascending: `("<", 34)` ends a band below 34, `("<=", 51)` ends one at 51 inclusive; there is one
    band more than there are cuts. Compared at six decimals (a floating-point step is no clinical difference).
    """
    if type(value) in _NUMBERS:
        return (_band(value, cuts),)
    last = len(cuts)
    if value is UNKNOWN:
        return tuple(range(last + 1))
    if isinstance(value, OneOf):
        return tuple(sorted({i for member in value.members for i in bands(member, cuts)}))
    if isinstance(value, Bounds):
        first = 0 if value.low is None else _band(value.low, cuts, above=value.low_open)
        end = last if value.high is None else _band(value.high, cuts, below=value.high_open)
        return tuple(range(first, end + 1))
    return (_band(value, cuts),)


def _band(
    number: float, cuts: Sequence[tuple[str, float]], *, above: bool = False, below: bool = False
) -> int:
    """The band of `number`, or of the numbers just above or just below it."""
    at = round(number, 6)
    index = 0
    if above or below:
        for _operator, cut in cuts:
            index += at >= cut if above else at > cut
        return index
    for operator, cut in cuts:
        index += at >= cut if operator == "<" else at > cut
    return index


def map_numbers(value: Any, function: Callable[[float], float]) -> Any:
    """`function`, which must be increasing, applied to a number, a range or a set; UNKNOWN stays."""
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, Bounds):
        return Bounds(
            None if value.low is None else function(value.low),
            None if value.high is None else function(value.high),
            value.low_open,
            value.high_open,
        )
    if isinstance(value, OneOf):
        return one_of(function(member) for member in value.members)
    return function(value)


def round_half_away(number: float, decimals: int = 0) -> float:
    """Round half away from zero on the decimal representation (not banker's rounding).

    Only a number whose digits end in a 5 just behind the last one kept is halfway; any other is nearer to one side,
    in decimals as in binary, and `round` finds it in a fraction of the time.
    """
    number = round(number, 12)
    _whole, point, digits = repr(number).partition(".")
    if point and digits[decimals:] != "5" and digits.isdecimal():
        return round(number, decimals)
    from decimal import ROUND_HALF_UP, Decimal  # seldom needed, and not for the first window

    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP))
