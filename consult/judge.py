"""Judge: every status a treatment may still turn out to have, by an exact search over masks of cells.

The order of the statuses is written in docs/methods ("Status of a treatment"). `Plan.settled` tells it from known
rows; this module searches where rows that could decide are still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

USUAL: Final = "usual_option"
POSSIBLE: Final = "possible"
USUALLY_NOT: Final = "usually_not"
AGAINST: Final = "advised_against"
CANNOT_TELL: Final = "cannot_tell"
NOT_APPLICABLE: Final = "does_not_apply"
STATUSES: Final = (USUAL, POSSIBLE, CANNOT_TELL, USUALLY_NOT, AGAINST, NOT_APPLICABLE)
"""In the order in which options are listed."""

Masks = Mapping[str, int]
"""The cells in which each fact may lie; never none."""
Accepts = tuple[str, int]
"""A fact and the cells a criterion accepts there."""
Condition = tuple[Accepts, ...]
"""All of these must be met."""
Clause = tuple[Accepts, ...]
"""At least one of these must be met."""

_State = tuple[Masks, list[Clause]]
"""Masks as narrow as clauses of one fact make them, and the clauses that still have a choice."""


class Row(NamedTuple):
    """A row or position that can be met or violated."""

    condition: Condition
    violated: Clause


class Place(NamedTuple):
    """A guideline position: `listed` when it names the treatment first option or option."""

    row: Row
    listed: bool


def row_of(condition: Condition) -> Row:
    """A row by its condition."""
    return Row(condition, tuple((fact, ~cells) for fact, cells in condition))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A treatment to which the question may apply: the open rows by what they do, and what known rows say."""

    applies: list[Row]
    absolute: list[Row]
    required: list[Row]
    relative: list[Row]
    trial: list[Row]
    barred: bool
    discouraged: bool
    places: tuple[Place, ...]


def is_open(row: Row, masks: Masks) -> bool:
    """Whether some cell that is still possible is not accepted."""
    return any(masks[fact] & rejected for fact, rejected in row.violated)


def may_hold(row: Row, masks: Masks) -> bool:
    """Whether some cell that is still possible is accepted, fact by fact."""
    return all(masks[fact] & cells for fact, cells in row.condition)


def sharpens(row: Row, masks: Masks, soft: frozenset[str]) -> bool:
    """Whether a row is open in a fact that only sharpens a decision."""
    return any(fact in soft and masks[fact] & rejected for fact, rejected in row.violated)


def possible(case: OpenCase, masks: Masks, soft: frozenset[str]) -> tuple[str, ...]:
    """Every status that some completion of the open cells gives, in the order of STATUSES."""
    found: set[str] = set()
    if case.applies:
        found.add(NOT_APPLICABLE)
    here = _all_met(masks, case.applies)
    if here is not None:
        _judge_applying(found, here, case, soft)
    return tuple(status for status in STATUSES if status in found)


def _judge_applying(found: set[str], masks: Masks, case: OpenCase, soft: frozenset[str]) -> None:
    """Add what is possible once the question arises: steps 1, 2 and 4."""
    if case.barred:
        found.add(AGAINST)
        return
    if any(may_hold(row, masks) for row in case.absolute) or any(
        is_open(row, masks) for row in case.required
    ):
        found.add(AGAINST)
    met = _all_met(masks, case.required)
    if met is None:
        return
    allowed = _narrowed(met, [row.violated for row in case.absolute])
    if allowed is None:
        return
    if case.discouraged:
        if _solvable(*allowed):
            found.add(USUALLY_NOT)
        return
    if any(_solvable_with(allowed, row.condition) for row in case.relative) or any(
        satisfiable(allowed[0], [*allowed[1], row.violated]) for row in case.trial
    ):
        found.add(USUALLY_NOT)
    met, left = _all_met(met, case.trial), _all_met(allowed[0], case.trial)
    if met is None or left is None:
        return
    inside = _narrowed(left, [*allowed[1], *(row.violated for row in case.relative)])
    if inside is not None and _solvable(*inside):
        _judge_places(found, met, inside, case.places, soft)


def _judge_places(
    found: set[str], masks: Masks, state: _State, places: tuple[Place, ...], soft: frozenset[str]
) -> None:
    """Step 4: the first position that holds speaks; one open only in what sharpens counts as not holding.

    Whether a position is open is read from `masks`; `state` is what the rows before it leave of them.
    """
    for place in places:
        row = place.row
        if not may_hold(row, masks) or sharpens(row, masks, soft):
            continue
        outcome = USUAL if place.listed else POSSIBLE
        if not is_open(row, masks):
            found.add(outcome)
            return
        if outcome not in found and _solvable_with(state, row.condition):
            found.add(outcome)
        rest = _narrowed(state[0], [*state[1], row.violated])
        if rest is None or not _solvable(*rest):
            return
        state = rest
    found.add(POSSIBLE)


def _met(masks: Masks, condition: Iterable[Accepts]) -> Masks | None:
    """The masks once a condition holds, or None when it cannot."""
    narrowed = dict(masks)
    for fact, cells in condition:
        narrowed[fact] &= cells
        if not narrowed[fact]:
            return None
    return narrowed


def _all_met(masks: Masks, rows: list[Row]) -> Masks | None:
    return _met(masks, [accepts for row in rows for accepts in row.condition])


def _solvable_with(state: _State, condition: Condition) -> bool:
    masks = _met(state[0], condition)
    return masks is not None and satisfiable(masks, state[1])


def satisfiable(masks: Masks, clauses: list[Clause]) -> bool:
    """Whether some choice of one cell per fact meets every clause."""
    state = _narrowed(masks, clauses)
    return state is not None and _solvable(*state)


def _narrowed(masks: Masks, clauses: list[Clause]) -> _State | None:
    """Unit propagation: what the clauses leave, or None when they cannot all be met."""
    narrowed = dict(masks)
    while True:
        waiting: list[Clause] = []
        changed = False
        for clause in clauses:
            alive = []
            for accepts in clause:
                fact, cells = accepts
                mask = narrowed[fact]
                inside = mask & cells
                if inside == mask:
                    break
                if inside:
                    alive.append(accepts)
            else:
                if not alive:
                    return None
                if len(alive) == 1:
                    fact, cells = alive[0]
                    narrowed[fact] &= cells
                    changed = True
                else:
                    waiting.append(tuple(alive))
        if not waiting or not changed:
            return narrowed, waiting
        clauses = waiting


def _solvable(masks: Masks, clauses: list[Clause]) -> bool:
    """Branch on the first clause that has a choice left."""
    if not clauses:
        return True
    return any(satisfiable({**masks, fact: masks[fact] & cells}, clauses[1:]) for fact, cells in clauses[0])
