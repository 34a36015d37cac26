"""Arithmetic: how a result comes about, step by step, with this patient's values; without words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from consult.dates import Age
from consult.facts import OwnStage
from consult.results import Result
from consult.validity import Validity

Kind = Literal["points", "entered", "term", "criterion", "limit", "evidence", "category"]
"""What a step contributes: points, terms of a sum, a stage, a distance to a limit, an answer, a T, N or M."""
State = Literal["holds", "fails", "open", "counts"]
"""Of a criterion: met, not met or not known yet; a step that only adds to a sum `counts`."""


class Reading(NamedTuple):
    """A value as it was entered: the field or derived fact, the value, its unit."""

    field: str
    value: Any
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the arithmetic.

    `label` is a field, a fact or a key of the vocabulary, into which `numbers` are set. `contribution` holds every
    number of points or every member still possible; of a term its two ends; of a limit the value, the limit and the
    distance, or the limits alone while the value is open. `expression` is the term with its numbers set in.
    """

    label: str
    kind: Kind
    reads: tuple[Reading, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    contribution: tuple[Any, ...] = ()
    expression: str = ""
    state: State = "counts"
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The steps of one result. `formula` is a key of the vocabulary, into which `numbers` are set.

    `total` holds the least and the most the steps add up to, where they add up to something.
    """

    result: Result
    steps: tuple[Step, ...]
    formula: str
    numbers: tuple[tuple[str, float], ...] = ()
    total: tuple[float, float] | None = None
    ages: tuple[Age, ...] = ()
    """Of the dated values the result rests on."""
    validity: tuple[Validity, ...] = ()
    own: OwnStage | None = None
