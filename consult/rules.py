"""Rules: criteria answered in three values, and compiled to bit masks so that all rows run on every keystroke.

A fact's domain is cut into cells: for numbers the thresholds of the catalogue and the gaps between them, for
choices the members. A certain value lies in one cell, a range or a set in several, UNKNOWN in all. A criterion
is the set of cells it accepts; it holds when every cell still possible is accepted, fails when none is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.catalog import Criterion, Operator, Scalar
from consult.fields import Field
from consult.kept import Kept
from consult.names import ENTERED
from consult.patient import NOT_RECORDED
from consult.truth import Truth
from consult.values import UNKNOWN, Bounds, OneOf, contains

_PATTERN = re.compile(r"(?P<fact>[a-z][a-z0-9_]*)\s+(?P<operator>==|!=|<=|>=|<|>|in|not in)\s+(?P<value>.+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_KEPT_ANSWERS = 128
"""Answers kept per criterion."""


def parse_criterion(text: str) -> Criterion:
    """Read `fact op value`; members of `in` stand as `{a|b}`. Raises ValueError when it does not read so."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a criterion: {text!r}")
    operator: Any = match["operator"]
    raw = match["value"].strip()
    if operator in ("in", "not in"):
        if not (raw.startswith("{") and raw.endswith("}")):
            raise ValueError(f"members must stand in braces: {text!r}")
        members = tuple(_scalar(part.strip()) for part in raw[1:-1].split("|"))
        return Criterion(match["fact"], operator, members)
    return Criterion(match["fact"], operator, _scalar(raw))


def _scalar(text: str) -> Scalar:
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text):
        return float(text)
    if not re.fullmatch(r"[A-Za-z0-9_]+", text):
        raise ValueError(f"not a value: {text!r}")
    return text


def answer(criterion: Criterion, value: Any) -> Truth:
    """The criterion's answer for a value, computed without masks (the plain meaning; tests compare both)."""
    if value is UNKNOWN:
        return Truth.UNKNOWN
    if isinstance(value, OneOf):
        answers = {answer(criterion, member) for member in value.members}
        return answers.pop() if len(answers) == 1 else Truth.UNKNOWN
    if isinstance(value, Bounds):
        return _bounds_answer(criterion, value)
    return Truth.YES if _holds(criterion.operator, value, criterion.value) else Truth.NO


def _holds(operator: Operator, value: Any, wanted: Any) -> bool:
    if operator in ("in", "not in"):
        found = any(_same(value, member) for member in wanted)
        return found if operator == "in" else not found
    if operator in ("==", "!="):
        return _same(value, wanted) == (operator == "==")
    if isinstance(value, str | bool):
        return False
    number = round(value, 6)
    if operator == "<":
        return bool(number < wanted)
    if operator == "<=":
        return bool(number <= wanted)
    return bool(number > wanted) if operator == ">" else bool(number >= wanted)


def _same(value: Any, member: Any) -> bool:
    if isinstance(value, bool) or isinstance(member, bool):
        return value is member
    if isinstance(value, str) and isinstance(member, float):
        return value == f"{member:g}"
    if isinstance(value, int | float) and isinstance(member, float):
        return round(value, 6) == member
    return bool(value == member)


def _bounds_answer(criterion: Criterion, bounds: Bounds) -> Truth:
    cuts = _cuts((criterion,))
    cells = _number_cells(cuts)
    answers = {
        _holds(criterion.operator, at, criterion.value)
        for at, inside in ((cell, _cell_meets(cell, cuts, bounds)) for cell in cells)
        if inside
    }
    if len(answers) == 2:
        return Truth.UNKNOWN
    return Truth.YES if answers.pop() else Truth.NO


def _cuts(criteria: Iterable[Criterion]) -> tuple[float, ...]:
    found: set[float] = set()
    for criterion in criteria:
        values = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
        found |= {v for v in values if isinstance(v, float)}
    return tuple(sorted(found))


def _number_cells(cuts: tuple[float, ...]) -> list[float]:
    """One number for every cell: below, at and between the cuts."""
    if not cuts:
        return [0.0]
    places = [cuts[0] - 1]
    for index, cut in enumerate(cuts):
        places.append(cut)
        after = cuts[index + 1] if index + 1 < len(cuts) else cut + 2
        places.append((cut + after) / 2)
    return places


def _cell_meets(place: float, cuts: tuple[float, ...], bounds: Bounds) -> bool:
    """Whether some number of the cell around `place` lies within `bounds`."""
    index = bisect_left(cuts, place)
    if index < len(cuts) and cuts[index] == place:
        return contains(bounds, place)
    low = cuts[index - 1] if index > 0 else None
    high = cuts[index] if index < len(cuts) else None
    if bounds.high is not None and low is not None and bounds.high <= low:
        return False
    return not (bounds.low is not None and high is not None and bounds.low >= high)


@dataclass(frozen=True, slots=True)
class Domain:
    """The cells of one fact: `cuts` for a number, `members` for a choice (the last bit is any other value)."""

    fact: str
    cuts: tuple[float, ...]
    members: Mapping[Any, int]
    full: int
    integer: bool = False

    @property
    def size(self) -> int:
        """The number of cells, "any other value" of a choice left out."""
        return len(self.members) or 2 * len(self.cuts) + 1

    def mask(self, value: Any) -> int:
        """The cells in which `value` may lie."""
        if value is UNKNOWN:
            return self.full
        if isinstance(value, OneOf):
            mask = 0
            for member in value.members:
                mask |= self.mask(member)
            return mask
        if self.members:
            position = self.members.get(value)
            return 1 << (len(self.members) if position is None else position)
        if isinstance(value, Bounds):
            return self._range(value)
        if isinstance(value, str):
            return 1 << (2 * len(self.cuts) + 1)
        return 1 << self.cell(value)

    def cell(self, number: float) -> int:
        """The index of the cell a number lies in: odd cells are the cuts themselves."""
        at = round(number, 6)
        index = bisect_left(self.cuts, at)
        if index < len(self.cuts) and self.cuts[index] == at:
            return 2 * index + 1
        return 2 * index

    def _range(self, bounds: Bounds) -> int:
        mask = 0
        for index, place in enumerate(_number_cells(self.cuts)):
            if _cell_meets(place, self.cuts, bounds) and (
                not self.integer or index % 2 or self._holds_integer(index)
            ):
                mask |= 1 << index
        return mask or self.full

    def _holds_integer(self, even_cell: int) -> bool:
        index = even_cell // 2
        if index == 0 or index == len(self.cuts):
            return True
        return int(self.cuts[index] - 1e-9) > self.cuts[index - 1]

    def accepted(self, criterion: Criterion) -> int:
        """The cells a criterion accepts."""
        mask = 0
        if self.members:
            for member, position in self.members.items():
                if _holds(criterion.operator, member, criterion.value):
                    mask |= 1 << position
            if criterion.operator in ("!=", "not in"):
                mask |= 1 << len(self.members)
            return mask
        for index, place in enumerate(_number_cells(self.cuts)):
            if _holds(criterion.operator, place, criterion.value):
                mask |= 1 << index
        return mask


def domain_of(field: Field, criteria: Iterable[Criterion]) -> Domain:
    """The domain of a fact declared by `field`, cut where `criteria` compare it."""
    if field.type == "flag":
        return Domain(field.id, (), {True: 0, False: 1}, 0b11)
    if field.type == "choice":
        members = [choice for choice in field.choice_ids() if choice not in NOT_RECORDED]
        return Domain(field.id, (), {m: i for i, m in enumerate(members)}, (1 << len(members)) - 1)
    cuts = _cuts(criteria)
    every = (1 << (2 * len(cuts) + 1)) - 1
    domain = Domain(field.id, cuts, {}, every, field.type == "integer")
    limits = Bounds(*field.hard) if field.hard is not None else Bounds()
    return Domain(field.id, cuts, {}, domain.mask(limits), field.type == "integer")


def entered_domain(field: Field) -> Domain:
    """The domain of a choice exactly as entered, `not_examined` being a member."""
    members = [choice for choice in field.choice_ids() if choice != "unknown"]
    return Domain(field.id + ENTERED, (), {m: i for i, m in enumerate(members)}, (1 << len(members)) - 1)


def fact_of(criterion: Criterion) -> str:
    """The fact a criterion reads: a comparison with `not_examined` reads the choice as entered."""
    value = criterion.value
    if value not in NOT_RECORDED if type(value) is not tuple else NOT_RECORDED.isdisjoint(value):
        return criterion.fact
    return criterion.fact + ENTERED


class Asked:
    """A criterion that is asked of many values: the fact it reads, and its answers, which follow from the value."""

    __slots__ = ("_answers", "criterion", "fact")

    def __init__(self, criterion: Criterion) -> None:
        self.criterion = criterion
        self.fact = fact_of(criterion)
        self._answers: Kept[Any, Truth] = Kept(_KEPT_ANSWERS)

    def of(self, value: Any) -> Truth:
        """The answer for a value."""
        known = self._answers.get(value)
        return self._answers.keep(value, answer(self.criterion, value)) if known is None else known


def problems_of(criterion: Criterion, field: Field | None) -> list[str]:
    """What is wrong with a criterion, given the declaration of its fact (None: there is none)."""
    if field is None:
        return [f"no fact is called {criterion.fact!r}"]
    values = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
    found = []
    for value in values:
        if field.type == "flag" and not isinstance(value, bool):
            found.append(f"{criterion.fact} is true or false, not {value!r}")
        elif field.type == "choice":
            word = f"{value:g}" if isinstance(value, float) else value
            if word not in field.choice_ids() or isinstance(value, bool):
                found.append(f"{criterion.fact} has no member {word!r}")
        elif field.type in ("number", "integer") and not isinstance(value, float):
            found.append(f"{criterion.fact} is a number, not {value!r}")
        elif field.type not in ("flag", "choice", "number", "integer"):
            found.append(f"{criterion.fact} cannot be compared")
    if criterion.operator in ("<", "<=", ">", ">=") and field.type not in ("number", "integer"):
        found.append(f"{criterion.fact} has no order")
    return found


def cell_runs(cells: tuple[int, ...]) -> list[tuple[int, int]]:
    """Runs of neighbouring cells as (first, last)."""
    runs: list[tuple[int, int]] = []
    for cell in sorted(cells):
        if runs and runs[-1][1] == cell - 1:
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    return runs
