"""Changes: what one fact would have to be for another status of a treatment, everything else as it is.

Moving one fact moves only the rows that read it. What the other rows come to is one of five things (`Rest`), so a
treatment's changes by one fact depend on little: where the fact lies, the rest, and rows that read more than one
fact. They are worked out once for each of these and kept; a patient is mostly looking up.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from consult.board import Reading
from consult.judge import AGAINST, NOT_APPLICABLE, STATUSES, USUALLY_NOT
from consult.kept import Kept
from consult.plan import OPEN, Decided, Plan, Rest

_KEPT = 48
"""Kept per treatment, status, rest and fact."""
_KEPT_TABLES = 16
"""Combinations of status and rest kept per treatment."""


class Change(NamedTuple):
    """If this fact alone were in these cells, the treatment would have that status."""

    fact: str
    cells: tuple[int, ...]
    status: str


_Alike = tuple[tuple[int, tuple[int, ...]], ...]
"""Bits of rows that fail, and the cells of a fact in which it makes them fail."""
_Ranked = tuple[int, Change]
"""A change with its place in the order of the treatment's changes; no two have the same."""
_Found = tuple[_Ranked, ...]


class _Sharing(NamedTuple):
    """A fact, the bits of those of its rows that other facts decide too, and what was found by what these come to."""

    fact: str
    rows: int
    lowest: int
    span: int
    """The place of their lowest bit, and how many bits they span: mostly it is one row, and the key a small number."""
    found: Kept[int, _Found]


class _Table(NamedTuple):
    """Facts that can move one status while the other rows come to one rest, and what was found.

    `alone` are those whose rows read nothing else.
    """

    alone: list[tuple[str, Kept[int, _Found]]]
    sharing: list[_Sharing]


class Changes:
    """The changes of one treatment."""

    def __init__(self, plan: Plan, last: Collection[str]) -> None:
        self._plan = plan
        board = plan.board
        self._rows = {
            fact: plan.touched & board.rows_of(fact)
            for fact in board.facts
            if plan.touched & board.rows_of(fact)
        }
        self._elsewhere = {fact: plan.touched ^ rows for fact, rows in self._rows.items()}
        self._order = {fact: place for place, fact in enumerate(board.facts)}
        self._last = frozenset(last)
        self._tables: Kept[tuple[str, Rest], _Table] = Kept(_KEPT_TABLES)
        self._told_apart: dict[str, _Alike] = {}
        self._freed: dict[tuple[str, Rest, str], _Sharing] = {}

    def of(self, reading: Reading, status: str, decided: Decided) -> tuple[Change, ...]:
        """What would change `status`, the treatment's own; `decided` is what its rows come to now.

        Open facts first, then what would free a treatment, then what would bar it; `last` facts at the end.
        """
        rest, lock = decided
        freeing = self._freeing(lock) if lock else ()
        seen = reading.seen
        found: list[_Ranked] = []
        table = self._table(status, rest)
        for fact, kept in table.alone:
            if fact in freeing:
                continue
            known = kept.get(seen[fact].mask)
            if known is None:
                known = kept.keep(seen[fact].mask, self._moved(fact, reading, status))
            if known:
                found += known
        for sharing in table.sharing:
            if sharing[0] not in freeing:
                found += self._found_sharing(sharing, reading, status)
        for fact in freeing:
            rest, _lock = self._plan.decided(reading.answers, self._elsewhere[fact])
            freed = self._freed.get((status, rest, fact)) or self._new_freed(status, rest, fact)
            found += self._found_sharing(freed, reading, status)
        found.sort()
        return tuple([change for _rank, change in found])

    def _found_sharing(self, sharing: _Sharing, reading: Reading, status: str) -> _Found:
        """What a fact changes whose rows other facts decide too: it depends on these rows as well."""
        fact, shared, lowest, span, kept = sharing
        _holds, fails, opens, softly = reading.others[fact]
        key = (reading.seen[fact].mask << span | (fails & shared) >> lowest) << span
        key = (key | (opens & shared) >> lowest) << span | (softly & shared) >> lowest
        known = kept.get(key)
        return kept.keep(key, self._moved(fact, reading, status)) if known is None else known

    def _new_freed(self, status: str, rest: Rest, fact: str) -> _Sharing:
        known = self._freed[status, rest, fact] = _sharing(fact, self._shared(fact, rest))
        return known

    def _freeing(self, lock: int) -> tuple[str, ...]:
        """The facts that all of the deciding rows read: only they can free the treatment from them."""
        rows = self._rows
        first = self._plan.board.facts_of((lock & -lock).bit_length() - 1)
        return tuple([fact for fact in first if lock & rows[fact] == lock])

    def _table(self, status: str, rest: Rest) -> _Table:
        """The facts that can move the status while the other rows come to `rest`."""
        return self._tables.get((status, rest)) or self._tables.keep((status, rest), self._new_table(rest))

    def _new_table(self, rest: Rest) -> _Table:
        above = self._above(rest)
        moving = {fact: self._shared(fact, rest) for fact, rows in self._rows.items() if rows & above}
        return _Table(
            [(fact, Kept(_KEPT)) for fact, shared in moving.items() if not shared],
            [_sharing(fact, shared) for fact, shared in moving.items() if shared],
        )

    def _above(self, rest: Rest) -> int:
        """Bits of the rows by which one fact can move the status while other rows come to `rest`: those that decide
        before it.
        """
        plan = self._plan
        return {
            NOT_APPLICABLE: 0,
            AGAINST: plan.applies,
            USUALLY_NOT: plan.applies | plan.absolute | plan.required,
            OPEN: plan.decisive,
        }.get(rest or "", plan.touched)

    def _shared(self, fact: str, rest: Rest) -> int:
        """Those of the rows above `rest` that a fact reads and that other facts decide too.

        Which position speaks first depends on all of them.
        """
        plan, rows = self._plan, self._rows[fact] & self._above(rest)
        shared = rows & plan.board.shared(fact)
        return shared | plan.places if rows & plan.places else shared

    def _moved(self, fact: str, reading: Reading, status: str) -> _Found:
        """The changes by one fact: cells in which it makes the same rows fail come to the same status."""
        others, elsewhere = reading.others[fact], reading.elsewhere(fact)
        found: dict[str, list[int]] = {}
        for fails, alike in self._alike(fact):
            cells = [cell for cell in alike if elsewhere >> cell & 1]
            if cells:
                then = self._plan.settled(others.failing_too(fails))
                if then is not None and then != status:
                    found[then] = found.get(then, []) + cells
        certain = reading.seen[fact].certain
        return tuple(
            [
                (self._rank(fact, then, certain), Change(fact, tuple(sorted(cells)), then))
                for then, cells in found.items()
            ]
        )

    def _alike(self, fact: str) -> _Alike:
        """The cells of a fact, together where the treatment's rows do not tell them apart."""
        known = self._told_apart.get(fact)
        if known is None:
            found: dict[int, list[int]] = {}
            for cell, fails in self._plan.board.fails_by_cell(fact):
                found.setdefault(fails & self._rows[fact], []).append(cell)
            known = self._told_apart[fact] = tuple((fails, tuple(cells)) for fails, cells in found.items())
        return known

    def _rank(self, fact: str, status: str, certain: bool) -> int:
        place = (certain * 2 + (fact in self._last)) * len(STATUSES) + STATUSES.index(status)
        return place * len(self._order) + self._order[fact]


def _sharing(fact: str, rows: int) -> _Sharing:
    lowest = max(0, (rows & -rows).bit_length() - 1)
    return _Sharing(fact, rows, lowest, rows.bit_length() - lowest, Kept(_KEPT))
