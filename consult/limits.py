"""Limits: numbers a clinic sets itself, compared with the patient's value for information; no status ever asks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from consult.catalog import Criterion
from consult.facts import Facts
from consult.fields import Field
from consult.quantity import PAIR_FACTORS
from consult.rules import answer
from consult.truth import Truth

LimitOperator = Literal["<", "<=", ">", ">="]
OPERATORS: tuple[LimitOperator, ...] = ("<", "<=", ">", ">=")
MAX_LIMITS = 3
"""Of one treatment."""
MAX_LIMIT_NOTE = 120
LARGEST = 1e9
"""No clinical number is larger, in any unit."""

State = Literal["holds", "fails", "open", "unreadable"]
"""`unreadable`: this version has no such number, or not in that unit, so that it cannot be compared."""
_STATES: Mapping[Truth, State] = {Truth.YES: "holds", Truth.NO: "fails", Truth.UNKNOWN: "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of the clinic's own: `fact` compared with `value` in `unit`, as the clinic wrote it."""

    fact: str
    operator: LimitOperator
    value: float
    unit: str
    as_at: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """A limit beside this patient: whether it holds, and the value it was compared with (UNKNOWN where it is open)."""

    limit: Limit
    state: State
    value: Any
    number: float | None
    """The limit in the unit in which the value is said; None where it cannot be compared."""
    future: bool
    """Dated after today, so that the date or the computer's clock is wrong."""

    about: str = "limit"


def comparable(field: Field | None) -> bool:
    """Whether a limit can be set on a field: it holds one number."""
    return field is not None and field.type in ("number", "integer")


def units(field: Field) -> Iterator[str]:
    """The units in which a limit on a field can be written, its own first."""
    yield field.unit
    if field.other is not None and field.other.key in PAIR_FACTORS:
        yield field.other.unit


def canonical(limit: Limit, field: Field | None) -> float | None:
    """The number in the field's own unit; None where this version cannot compare it."""
    if field is None or not comparable(field):
        return None
    if limit.unit == field.unit:
        return limit.value
    if field.other is not None and limit.unit == field.other.unit:
        factor = PAIR_FACTORS.get(field.other.key)
        return None if factor is None else round(limit.value * factor, 6)
    return None


def limited(limit: Limit, declared: Mapping[str, Field], facts: Facts, today: date) -> Limited:
    """A limit beside the patient's value. An open value stays open: it neither keeps a limit nor breaks it."""
    number, value = canonical(limit, declared.get(limit.fact)), facts.value(limit.fact)
    state: State = "unreadable"
    if number is not None:
        state = _STATES[answer(Criterion(limit.fact, limit.operator, number), value)]
    return Limited(limit=limit, state=state, value=value, number=number, future=limit.as_at > today)
