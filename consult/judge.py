"""Judge: every status a treatment may still turn out to have, by an exact search over cells.

The order of the statuses is written in docs/methods ("Status of a treatment"). `Plan.settled` tells it from known
rows; this module searches where rows that could decide are still open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from consult.cells import Cells, without

USUAL: Final = "usual_option"
POSSIBLE: Final = "possible"
USUALLY_NOT: Final = "usually_not"
AGAINST: Final = "advised_against"
CANNOT_TELL: Final = "cannot_tell"
NOT_APPLICABLE: Final = "does_not_apply"
STATUSES: Final = (USUAL, POSSIBLE, CANNOT_TELL, USUALLY_NOT, AGAINST, NOT_APPLICABLE)
"""In the order in which options are listed."""
_PLACED = frozenset({USUAL, POSSIBLE})
"""All that the guideline's positions can come to."""

Part = tuple[Cells, Cells]
"""The cells of one fact that meet a row there, and those that violate it."""
Clause = Sequence[Part]
"""A row that must be violated: by at least one of its facts."""

_State = tuple[Cells, list[Clause]]
"""Cells as few as clauses of one fact leave them, and the clauses that still have a choice."""


class Row(NamedTuple):
    """A row or position that can be met or violated: fact by fact, and by the cells of any of them."""

    parts: tuple[Part, ...]
    violates: Cells


class Rows(NamedTuple):
    """Rows of one effect, laid together: what violates any, what meets those of one fact, and the ones of several."""

    every: tuple[Row, ...]
    violates: Cells
    meets_alone: Cells
    joint: tuple[Row, ...]
    clauses: tuple[Clause, ...]
    """Of the joint ones: none holds when each of these is violated."""


class Place(NamedTuple):
    """A guideline position: `listed` when it names the treatment first option or option."""

    row: Row
    listed: bool


class OpenCase(NamedTuple):
    """A treatment to which the question may apply: its rows by what they do.

    Known rows may be among them: whatever an open cell turns out to be, they come to the same.
    """

    applies: Rows
    absolute: Rows
    required: Rows
    relative: Rows
    trial: Rows
    places: tuple[Place, ...]


def row_of(parts: Iterable[Part]) -> Row:
    """A row by its condition."""
    parts = tuple(parts)
    return Row(parts, sum(violates for _meets, violates in parts))


def rows_of(rows: Iterable[Row]) -> Rows:
    """Rows of one effect."""
    every = tuple(rows)
    violates = meets_alone = 0
    for row in every:
        violates |= row.violates
        if len(row.parts) == 1:
            meets_alone |= row.parts[0][0]
    joint = tuple(row for row in every if len(row.parts) != 1)
    return Rows(every, violates, meets_alone, joint, tuple(row.parts for row in joint))


class Judge:
    """The search. `all_filled` tells whether every fact has a cell left."""

    def __init__(self, all_filled: Callable[[Cells], bool]) -> None:
        self._all_filled = all_filled

    def possible(
        self, case: OpenCase, cells: Cells, soft: Cells, *, barred: bool, discouraged: bool
    ) -> tuple[str, ...]:
        """Every status that some completion of the open `cells` gives, in the order of STATUSES.

        `soft` are the cells of the facts that only sharpen a decision; `barred` and `discouraged` say that known rows
        already advise against the treatment, or that it is usually not given.
        """
        found: set[str] = set()
        against = cells & case.applies.violates
        if against:
            found.add(NOT_APPLICABLE)
        if not against or self._all_filled(cells ^ against):
            if barred:
                found.add(AGAINST)
            else:
                self._judge_applying(found, cells ^ against, case, soft, discouraged)
        return tuple([status for status in STATUSES if status in found])

    def _judge_applying(
        self, found: set[str], cells: Cells, case: OpenCase, soft: Cells, discouraged: bool
    ) -> None:
        """Add what is possible once the question arises: steps 1, 2 and 4."""
        against = cells & case.required.violates
        if against or self._may_hold(case.absolute, cells):
            found.add(AGAINST)
        met = cells ^ against
        allowed = self._violated((met, []), case.absolute) if self._all_filled(met) else None
        if allowed is None:
            return
        if discouraged:
            if self._solvable(*allowed):
                found.add(USUALLY_NOT)
            return
        if self._one_violated(allowed, case.trial) or self._one_met(allowed, case.relative):
            found.add(USUALLY_NOT)
        left = without(allowed[0], case.trial.violates)
        inside = self._violated((left, allowed[1]), case.relative) if self._all_filled(left) else None
        if inside is not None and self._solvable(*inside):
            self._judge_places(found, without(met, case.trial.violates), inside, case.places, soft)

    def _judge_places(
        self, found: set[str], cells: Cells, state: _State, places: tuple[Place, ...], soft: Cells
    ) -> None:
        """Step 4: the first position that holds speaks; one open only in what sharpens counts as not holding.

        Whether a position is open is read from `cells`; `state` is what the rows before it leave of them.
        """
        for row, listed in places:
            against = cells & row.violates
            if against and (against & soft or not self._all_filled(cells ^ against)):
                continue
            outcome = USUAL if listed else POSSIBLE
            if not against:
                found.add(outcome)
                return
            if outcome not in found and self._solvable_with(state, row):
                found.add(outcome)
                if found >= _PLACED:
                    return
            rest = self._narrowed(state[0], [*state[1], row.parts])
            if rest is None or not self._solvable(*rest):
                return
            state = rest
        found.add(POSSIBLE)

    def _one_violated(self, state: _State, rows: Rows) -> bool:
        """Whether at least one of the rows can be violated."""
        cells, clauses = state
        if not clauses or not cells & rows.violates:
            return bool(cells & rows.violates)
        return any(self._solvable(cells, [*clauses, row.parts]) for row in rows.every)

    def _may_hold(self, rows: Rows, cells: Cells) -> bool:
        """Whether at least one of the rows can hold, nothing else asked."""
        if cells & rows.meets_alone:
            return True
        return any(self._all_filled(without(cells, row.violates)) for row in rows.joint)

    def _one_met(self, state: _State, rows: Rows) -> bool:
        """Whether at least one of the rows can hold."""
        cells, clauses = state
        if not clauses:
            return self._may_hold(rows, cells)
        return any(self._solvable_with(state, row) for row in rows.every)

    def _violated(self, state: _State, rows: Rows) -> _State | None:
        """What is left when none of the rows holds, or None when that cannot be."""
        cells, clauses = state
        against = cells & rows.meets_alone
        if against:
            cells ^= against
            if not self._all_filled(cells):
                return None
        if not rows.joint and not clauses:
            return cells, clauses
        return self._narrowed(cells, [*clauses, *rows.clauses])

    def _narrowed(self, cells: Cells, clauses: Sequence[Clause]) -> _State | None:
        """Unit propagation: what the clauses leave, or None when they cannot all be met."""
        while True:
            waiting: list[Clause] = []
            changed = False
            for clause in clauses:
                alive = []
                for part in clause:
                    meets, violates = part
                    if not cells & meets:
                        break
                    if cells & violates:
                        alive.append(part)
                else:
                    if not alive:
                        return None
                    if len(alive) == 1:
                        cells = without(cells, alive[0][0])
                        changed = True
                    else:
                        waiting.append(alive)
            if not waiting or not changed:
                return cells, waiting
            clauses = waiting

    def _solvable(self, cells: Cells, clauses: Sequence[Clause]) -> bool:
        """Whether some choice of one cell per fact meets every clause."""
        if self._met_in_turn(cells, clauses):
            return True
        state = self._narrowed(cells, clauses)
        if state is None:
            return False
        cells, waiting = state
        return not waiting or any(
            self._solvable(without(cells, meets), waiting[1:]) for meets, _violates in waiting[0]
        )

    @staticmethod
    def _met_in_turn(cells: Cells, clauses: Iterable[Clause]) -> bool:
        """Whether meeting each clause by the first fact that still can meets them all, which it nearly always does."""
        for clause in clauses:
            for meets, violates in clause:
                if cells & violates:
                    cells ^= cells & meets
                    break
            else:
                return False
        return True

    def _solvable_with(self, state: _State, row: Row) -> bool:
        """Whether the row can hold beside what the clauses ask."""
        cells = without(state[0], row.violates)
        return self._all_filled(cells) and self._solvable(cells, state[1])
