"""Judge: one treatment's status from its rows, and every status still possible, over masks of cells.

The order of the statuses is written in docs/methods ("Status of a treatment"); this module is its only home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consult.truth import Truth

USUAL: Final = "usual_option"
POSSIBLE: Final = "possible"
USUALLY_NOT: Final = "usually_not"
AGAINST: Final = "advised_against"
CANNOT_TELL: Final = "cannot_tell"
NOT_APPLICABLE: Final = "does_not_apply"
STATUSES: Final = (USUAL, POSSIBLE, CANNOT_TELL, USUALLY_NOT, AGAINST, NOT_APPLICABLE)
"""In the order in which options are listed."""

Masks = tuple[int, ...]
Accepts = tuple[int, int]
"""A slot (index into the treatment's masks) and the cells a criterion accepts there."""
Clause = tuple[Accepts, ...]
"""At least one of these must be met."""


@dataclass(frozen=True, slots=True)
class Row:
    """A compiled rule row. `decisive`: an unanswered one can keep the status open."""

    accepts: tuple[Accepts, ...]
    effect: str
    decisive: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A compiled guideline position: `listed` when it names the treatment first option or option."""

    accepts: tuple[Accepts, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """Status, and all statuses still possible in the order of STATUSES."""

    status: str
    possible: tuple[str, ...]


def state_of(accepts: tuple[Accepts, ...], masks: Masks) -> Truth:
    """Kleene answer of a conjunction."""
    result = Truth.YES
    for slot, cells in accepts:
        mask = masks[slot]
        met = mask & cells
        if not met:
            return Truth.NO
        if met != mask:
            result = Truth.UNKNOWN
    return result


def judge(rows: tuple[Row, ...], places: tuple[Place, ...], masks: Masks, sharpening: int) -> Judgement:
    """Judge a treatment. `sharpening` has a bit for each slot whose openness does not block a status."""
    states = tuple(state_of(row.accepts, masks) for row in rows)
    possible = _possible(rows, places, states, masks, sharpening)
    settled = _settled(rows, states)
    if settled is not None:
        status = settled
    elif len(possible) == 1:
        status = possible[0]
    else:
        status = CANNOT_TELL
    return Judgement(status, possible)


def _settled(rows: tuple[Row, ...], states: tuple[Truth, ...]) -> str | None:
    """The status that known rows alone decide (steps 0, 1 and 2), whatever stays unanswered."""
    relative = False
    against = False
    for row, state in zip(rows, states, strict=True):
        effect = row.effect
        if effect == "applies_when":
            if state is Truth.NO:
                return NOT_APPLICABLE
        elif (effect == "absolute_contraindication" and state is Truth.YES) or (
            effect == "required" and state is Truth.NO
        ):
            against = True
        elif (effect == "relative_contraindication" and state is Truth.YES) or (
            effect == "required_trial" and state is Truth.NO
        ):
            relative = True
    if against:
        return AGAINST
    return USUALLY_NOT if relative else None


def _possible(
    rows: tuple[Row, ...],
    places: tuple[Place, ...],
    states: tuple[Truth, ...],
    masks: Masks,
    sharpening: int,
) -> tuple[str, ...]:
    """Every status that some completion of the open cells gives, in the order of STATUSES."""
    by_effect: dict[str, list[Row]] = {}
    known: set[str] = set()
    for row, state in zip(rows, states, strict=True):
        bad = Truth.NO if row.effect in ("applies_when", "required", "required_trial") else Truth.YES
        if state is bad:
            known.add(row.effect)
        elif state is Truth.UNKNOWN and keeps_open(row, masks, sharpening):
            by_effect.setdefault(row.effect, []).append(row)
    if "applies_when" in known:
        return (NOT_APPLICABLE,)
    found: set[str] = set()
    applies = by_effect.get("applies_when", [])
    if applies:
        found.add(NOT_APPLICABLE)
    here = _all_met(masks, applies)
    if here is not None:
        _judge_applying(found, here, known, by_effect, places, sharpening)
    return tuple(status for status in STATUSES if status in found)


def _judge_applying(
    found: set[str],
    masks: Masks,
    known: set[str],
    by_effect: dict[str, list[Row]],
    places: tuple[Place, ...],
    sharpening: int,
) -> None:
    """Add what is possible once the question arises: steps 1, 2 and 4."""
    if known & {"absolute_contraindication", "required"}:
        found.add(AGAINST)
        return
    absolute = by_effect.get("absolute_contraindication", [])
    required = by_effect.get("required", [])
    if any(_met(masks, row.accepts) is not None for row in absolute) or _some_fails(masks, required):
        found.add(AGAINST)
    allowed = _all_met(masks, required)
    if allowed is None:
        return
    clauses = [_violated(row.accepts) for row in absolute]
    relative = by_effect.get("relative_contraindication", [])
    trial = by_effect.get("required_trial", [])
    if known & {"relative_contraindication", "required_trial"}:
        if satisfiable(allowed, clauses):
            found.add(USUALLY_NOT)
        return
    for row in relative:
        with_row = _met(allowed, row.accepts)
        if with_row is not None and satisfiable(with_row, clauses):
            found.add(USUALLY_NOT)
            break
    else:
        for row in trial:
            if satisfiable(allowed, [*clauses, _violated(row.accepts)]):
                found.add(USUALLY_NOT)
                break
    inside = _all_met(allowed, trial)
    if inside is None:
        return
    clauses = [*clauses, *(_violated(row.accepts) for row in relative)]
    if satisfiable(inside, clauses):
        _judge_places(found, inside, clauses, places, sharpening)


def _judge_places(
    found: set[str],
    masks: Masks,
    clauses: list[Clause],
    places: tuple[Place, ...],
    sharpening: int,
) -> None:
    """Step 4: the first position that holds speaks; one open only in what sharpens counts as not holding."""
    for place in places:
        state = state_of(place.accepts, masks)
        if state is Truth.NO or (state is Truth.UNKNOWN and _only_sharpens(place, masks, sharpening)):
            continue
        outcome = USUAL if place.listed else POSSIBLE
        if state is Truth.YES:
            found.add(outcome)
            return
        with_place = _met(masks, place.accepts)
        if with_place is not None and satisfiable(with_place, clauses):
            found.add(outcome)
        clauses = [*clauses, _violated(place.accepts)]
        if not satisfiable(masks, clauses):
            return
    found.add(POSSIBLE)


def keeps_open(row: Row, masks: Masks, sharpening: int) -> bool:
    """Whether an unanswered row keeps the status open.

    A feasibility row does so only when all that is open in it are blocking inputs (its Fit facts are known):
    forgetting one of those must not free the status.
    """
    return row.decisive or not any(
        masks[slot] & cells != masks[slot] and sharpening >> slot & 1 for slot, cells in row.accepts
    )


def _only_sharpens(place: Place, masks: Masks, sharpening: int) -> bool:
    return any(masks[slot] & cells != masks[slot] and sharpening >> slot & 1 for slot, cells in place.accepts)


def _violated(accepts: tuple[Accepts, ...]) -> Clause:
    return tuple((slot, ~cells) for slot, cells in accepts)


def _met(masks: Masks, accepts: tuple[Accepts, ...]) -> Masks | None:
    """The masks once a conjunction holds, or None when it cannot."""
    narrowed = list(masks)
    for slot, cells in accepts:
        narrowed[slot] &= cells
        if not narrowed[slot]:
            return None
    return tuple(narrowed)


def _all_met(masks: Masks, rows: list[Row]) -> Masks | None:
    for row in rows:
        narrowed = _met(masks, row.accepts)
        if narrowed is None:
            return None
        masks = narrowed
    return masks


def _some_fails(masks: Masks, rows: list[Row]) -> bool:
    return any(masks[slot] & ~cells for row in rows for slot, cells in row.accepts)


def satisfiable(masks: Masks, clauses: list[Clause]) -> bool:
    """Whether some choice of one cell per slot meets every clause (unit propagation, then branching)."""
    narrowed = list(masks)
    open_clauses = clauses
    while True:
        waiting: list[Clause] = []
        changed = False
        for clause in open_clauses:
            alive: list[Accepts] = []
            met = False
            for slot, cells in clause:
                mask = narrowed[slot]
                inside = mask & cells
                if inside == mask:
                    met = True
                    break
                if inside:
                    alive.append((slot, cells))
            if met:
                continue
            if not alive:
                return False
            if len(alive) == 1:
                slot, cells = alive[0]
                narrowed[slot] &= cells
                changed = True
            else:
                waiting.append(tuple(alive))
        if not waiting:
            return True
        open_clauses = waiting
        if not changed:
            break
    first, rest = open_clauses[0], open_clauses[1:]
    for slot, cells in first:
        branch = list(narrowed)
        branch[slot] &= cells
        if satisfiable(tuple(branch), rest):
            return True
    return False
