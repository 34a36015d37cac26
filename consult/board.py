"""Board: every rule row and guideline position answered at once, one bit each.

For a fact in some cells, the rows it makes fail and the rows it leaves open are two integers, looked up once;
a whole patient is a few hundred ORs. This is what lets all rows run on every keystroke without a cache to get wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from consult.catalog import Criterion
from consult.cells import Cells, Places, without
from consult.judge import Judge, Row, row_of
from consult.kept import Kept
from consult.rules import Domain, fact_of
from consult.truth import Truth

_KEPT_VALUES = 256
"""Values kept per fact with what the fact does then."""
_KEPT_MASKS = 512
"""Sets of cells kept per fact: a range may lie in very many."""


class Seen(NamedTuple):
    """What a fact does while it lies in some cells of its domain: rows that fail, rows that stay open, a bit each."""

    mask: int
    cells: Cells
    """The same at the fact's place among all facts."""
    fails: int
    opens: int
    certain: bool
    """Whether only one cell is left."""


class _Fact:
    """One fact's domain and, by value and by mask of cells, what it does; both depend on the catalogue alone."""

    __slots__ = ("_by_mask", "_places", "accepts", "by_value", "domain", "rows", "shared")

    def __init__(self, domain: Domain, places: Places) -> None:
        self.domain = domain
        self.accepts: list[tuple[int, int]] = []
        self.rows = self.shared = 0
        self._places = places
        self.by_value: Kept[Any, Seen] = Kept(_KEPT_VALUES)
        self._by_mask: Kept[int, Seen] = Kept(_KEPT_MASKS)

    def holding(self, value: Any) -> Seen:
        """What the fact does while it has a value, or is UNKNOWN."""
        known = self.by_value.get(value)
        return known or self.by_value.keep(value, self.within(self.domain.mask(value)))

    def within(self, mask: int) -> Seen:
        """What the fact does while it lies in `mask`."""
        return self._by_mask.get(mask) or self._by_mask.keep(mask, self._see(mask))

    def _see(self, mask: int) -> Seen:
        fails = opens = 0
        certain = mask & (mask - 1) == 0
        # A criterion that every value meets is still unanswered while nothing is recorded.
        nothing = mask == self.domain.full and not certain
        for row, accepted in self.accepts:
            met = mask & accepted
            if not met:
                fails |= 1 << row
            elif met != mask or nothing:
                opens |= 1 << row
        return Seen(mask, self._places.put(self.domain.fact, mask), fails, opens & ~fails, certain)


class Answers(NamedTuple):
    """Bits of the rows that hold, fail, are open, and are open in something that only sharpens a decision."""

    holds: int
    fails: int
    opens: int
    soft: int

    def failing_too(self, fails: int) -> Answers:
        """The same where these rows fail as well."""
        return Answers(
            without(self.holds, fails),
            self.fails | fails,
            without(self.opens, fails),
            without(self.soft, fails),
        )

    def state(self, row: int) -> Truth:
        """The answer of one row."""
        if self.fails >> row & 1:
            return Truth.NO
        return Truth.UNKNOWN if self.opens >> row & 1 else Truth.YES


class Board:
    """All conditions of a catalogue. A row's bit is its place in `conditions`."""

    def __init__(self, conditions: Sequence[tuple[Criterion, ...]], domains: Mapping[str, Domain]) -> None:
        self.places = Places((fact, domain.size + 1) for fact, domain in domains.items())
        self.every = (1 << len(conditions)) - 1
        self.judge = Judge(self.places.all_filled)
        self._facts = {fact: _Fact(domain, self.places) for fact, domain in domains.items()}
        self._rows: list[Row] = []
        self._reads: list[tuple[str, ...]] = []
        self.foregone = 0
        """Bits of the rows that every value of one of their facts meets there: open, but only until it is recorded."""
        for row, when in enumerate(conditions):
            merged: dict[str, int] = {}
            for criterion in when:
                fact = fact_of(criterion)
                merged[fact] = merged.get(fact, -1) & domains[fact].accepted(criterion)
            self._reads.append(tuple(merged))
            put = self.places.put
            self._rows.append(row_of((put(fact, cells), put(fact, ~cells)) for fact, cells in merged.items()))
            for fact, cells in merged.items():
                self._facts[fact].accepts.append((row, cells))
                self._facts[fact].rows |= 1 << row
                if len(merged) > 1:
                    self._facts[fact].shared |= 1 << row
                if not domains[fact].full & ~cells:
                    self.foregone |= 1 << row

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that conditions read, in their fixed order."""
        return tuple(self._facts)

    def facts_of(self, row: int) -> tuple[str, ...]:
        """The facts a row reads, in the order of its condition."""
        return self._reads[row]

    def rows_of(self, fact: str) -> int:
        """The bits of the rows that read a fact."""
        return self._facts[fact].rows

    def fails_by_cell(self, fact: str) -> Iterable[tuple[int, int]]:
        """Each cell of a fact with the bits of the rows that fail while it lies there."""
        own = self._facts[fact]
        for cell in range(own.domain.size):
            yield cell, own.within(1 << cell).fails

    def row(self, row: int) -> Row:
        """The cells that meet a row and that violate it."""
        return self._rows[row]

    def shared(self, fact: str) -> int:
        """The bits of the rows that read this fact and others too."""
        return self._facts[fact].shared

    def see(self, values: Mapping[str, Any], unknown: object) -> dict[str, Seen]:
        """What every fact does for one patient."""
        get = values.get
        found = {}
        for name, fact in self._facts.items():
            value = get(name, unknown)
            found[name] = fact.by_value.get(value) or fact.holding(value)
        return found

    def read(self, seen: Mapping[str, Seen], soft: Collection[str]) -> Reading:
        """Answer every row. `soft` names open facts that only sharpen a decision."""
        return Reading(self._facts, seen, soft, self.places.of(soft), self.every)

    def open_facts(self, row: int, seen: Mapping[str, Seen]) -> tuple[str, ...]:
        """The facts of an open row that leave it open, in the order of its condition."""
        facts = self._reads[row]
        return facts if len(facts) == 1 else tuple([fact for fact in facts if seen[fact].opens >> row & 1])


class Others(dict[str, Answers]):
    """By fact the rows that fail, are open, and are softly open through other facts than this one; made when read.

    Rows that fail or are open through exactly one fact are told from the others by keeping "once" and "more than
    once" apart.
    """

    def __init__(self, seen: Mapping[str, Seen], soft: Collection[str], every: int) -> None:
        super().__init__()
        self._seen, self._soft, self._every = seen, soft, every
        fails = fails_more = opens = opens_more = softly = soft_more = 0
        for _mask, _cells, no, maybe, _certain in seen.values():
            if no:
                fails_more |= fails & no
                fails |= no
            if maybe:
                opens_more |= opens & maybe
                opens |= maybe
        for name in soft:
            maybe = seen[name].opens
            soft_more |= softly & maybe
            softly |= maybe
        self._once = fails, opens, softly
        self._more = fails_more, opens_more, soft_more

    def __missing__(self, name: str) -> Answers:
        seen = self._seen[name]
        fails, opens, softly = self._once
        fails_more, opens_more, soft_more = self._more
        fails = (fails ^ seen.fails) | fails_more
        opens = (opens ^ seen.opens) | opens_more
        if name in self._soft:
            softly = (softly ^ seen.opens) | soft_more
        found = self[name] = self._answers(fails, opens, softly)
        return found

    def none_left_out(self) -> Answers:
        """The rows through all facts."""
        return self._answers(*self._once)

    def _answers(self, fails: int, opens: int, softly: int) -> Answers:
        """The answers where a row that fails through one fact may be open through another."""
        return Answers(self._every ^ (fails | opens), fails, without(opens, fails), without(softly, fails))


class Reading:
    """Every row answered for one patient, and how it would be if one fact lay elsewhere."""

    def __init__(
        self,
        facts: Mapping[str, _Fact],
        seen: Mapping[str, Seen],
        soft: Collection[str],
        soft_cells: Cells,
        every: int,
    ) -> None:
        self._facts, self.seen, self.soft_cells = facts, seen, soft_cells
        self.cells = sum([own.cells for own in seen.values()])
        self.others = Others(seen, soft, every)
        self.answers = self.others.none_left_out()

    def elsewhere(self, name: str) -> int:
        """The cells in which the fact might lie instead: any other when it is certain, else one of the open ones."""
        domain, seen = self._facts[name].domain, self.seen[name]
        return domain.full & (~seen.mask if seen.certain else seen.mask)
