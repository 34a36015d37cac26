"""Board: every rule row and guideline position answered at once, one bit each.

For a fact in some cells, the rows it makes fail and the rows it leaves open are two integers, looked up once;
a whole patient is a few hundred ORs. This is what lets all rows run on every keystroke without a cache to get wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.catalog import Criterion
from consult.judge import Row, row_of
from consult.pieces import Kept
from consult.rules import Domain, fact_of
from consult.truth import Truth

_KEPT_CELLS = 256
"""Values kept per fact with the cells in which they lie."""
_KEPT_EFFECTS = 512
"""Effects kept per fact: a range may lie in very many sets of cells."""


class _Fact:
    """One fact's domain and, by mask of cells, the rows that fail and the rows that stay open."""

    __slots__ = ("accepts", "cells", "domain", "effects", "rows", "shared")

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.accepts: list[tuple[int, int]] = []
        self.rows = self.shared = 0
        self.cells: Kept[Any, int] = Kept(_KEPT_CELLS)
        self.effects: Kept[int, tuple[int, int]] = Kept(_KEPT_EFFECTS)

    def effect(self, mask: int) -> tuple[int, int]:
        """Bits of the rows this fact makes fail, and of those it leaves open, while it lies in `mask`."""
        known = self.effects.get(mask)
        if known is None:
            fails = opens = 0
            # A criterion that every value meets is still unanswered while nothing is recorded.
            nothing = mask == self.domain.full and mask & (mask - 1)
            for row, cells in self.accepts:
                met = mask & cells
                if not met:
                    fails |= 1 << row
                elif met != mask or nothing:
                    opens |= 1 << row
            opens &= ~fails
            known = self.effects.keep(mask, (fails, opens))
        return known


@dataclass(frozen=True, slots=True)
class Answers:
    """Bits of the rows that fail, are open, and are open in something that only sharpens a decision."""

    fails: int
    opens: int
    soft: int

    @property
    def holds(self) -> int:
        """Bits of the rows that hold (and of no row: mask with the rows that are meant)."""
        return ~(self.fails | self.opens)

    def state(self, row: int) -> Truth:
        """The answer of one row."""
        if self.fails >> row & 1:
            return Truth.NO
        return Truth.UNKNOWN if self.opens >> row & 1 else Truth.YES


class Board:
    """All conditions of a catalogue. A row's bit is its place in `conditions`."""

    def __init__(self, conditions: Sequence[tuple[Criterion, ...]], domains: Mapping[str, Domain]) -> None:
        self.every = (1 << len(conditions)) - 1
        self._facts = {fact: _Fact(domain) for fact, domain in domains.items()}
        self._conditions: list[tuple[tuple[str, int], ...]] = []
        for row, when in enumerate(conditions):
            merged: dict[str, int] = {}
            for criterion in when:
                fact = fact_of(criterion)
                merged[fact] = merged.get(fact, -1) & domains[fact].accepted(criterion)
            self._conditions.append(tuple(merged.items()))
            for fact, cells in merged.items():
                self._facts[fact].accepts.append((row, cells))
                self._facts[fact].rows |= 1 << row
                if len(merged) > 1:
                    self._facts[fact].shared |= 1 << row
        self._rows = [row_of(condition) for condition in self._conditions]
        self._reads = [tuple(fact for fact, _cells in condition) for condition in self._conditions]

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

    def open_facts(self, row: int, masks: Mapping[str, int]) -> Iterable[str]:
        """The facts of a row that leave it open, in the order of its condition."""
        for fact, cells in self._conditions[row]:
            mask = masks[fact]
            met = mask & cells
            if met != mask or (mask == self._facts[fact].domain.full and mask & (mask - 1)):
                yield fact

    def masks(self, values: Mapping[str, Any], unknown: object) -> dict[str, int]:
        """The cells in which each fact may lie."""
        get = values.get
        result = {}
        for name, fact in self._facts.items():
            value = get(name, unknown)
            if value is unknown:
                result[name] = fact.domain.full
            else:
                result[name] = fact.cells.get(value) or fact.cells.keep(value, fact.domain.mask(value))
        return result

    def row(self, row: int) -> Row:
        """The facts a row reads, each with the cells it accepts, and what violates it."""
        return self._rows[row]

    def shared(self, fact: str) -> int:
        """The bits of the rows that read this fact and others too."""
        return self._facts[fact].shared

    def read(self, masks: Mapping[str, int], soft: frozenset[str]) -> Reading:
        """Answer every row. `soft` names open facts that only sharpen a decision."""
        return Reading(self._facts, masks, soft)


class Reading:
    """Every row answered for one patient, and how it would be if one fact lay elsewhere.

    Rows that fail or are open through exactly one fact are told from the others by keeping "once" and "more than
    once" apart.
    """

    def __init__(self, facts: Mapping[str, _Fact], masks: Mapping[str, int], soft: frozenset[str]) -> None:
        self._facts, self.masks, self.soft = facts, masks, soft
        fails = fails_more = opens = opens_more = softly = soft_more = 0
        for name, fact in facts.items():
            mask = masks[name]
            no, maybe = fact.effects.get(mask) or fact.effect(mask)
            fails_more |= fails & no
            fails |= no
            if maybe:
                opens_more |= opens & maybe
                opens |= maybe
                if name in soft:
                    soft_more |= softly & maybe
                    softly |= maybe
        self._others: dict[str, tuple[int, int, int]] = {}
        self._once = fails, opens, softly
        self._more = fails_more, opens_more, soft_more
        self.answers = Answers(fails, opens & ~fails, softly & ~fails)

    def others(self, name: str) -> tuple[int, int, int]:
        """Bits of the rows that fail, are open, and are softly open through other facts than this one."""
        known = self._others.get(name)
        if known is None:
            known = self._others[name] = self._without(name)
        return known

    def _without(self, name: str) -> tuple[int, int, int]:
        fact = self._facts[name]
        mask = self.masks[name]
        no, maybe = fact.effects.get(mask) or fact.effect(mask)
        fails, opens, softly = self._once
        fails_more, opens_more, soft_more = self._more
        return (
            (fails & ~no) | fails_more,
            (opens & ~maybe) | opens_more,
            ((softly & ~maybe) | soft_more) if name in self.soft else softly,
        )

    def cells(self, name: str) -> Iterable[int]:
        """The cells in which the fact might lie instead: any other when it is certain, else one of the open ones."""
        domain, mask = self._facts[name].domain, self.masks[name]
        certain = mask & (mask - 1) == 0
        for cell in range(domain.size):
            bit = 1 << cell
            if domain.full & bit and mask != bit and (certain or mask & bit):
                yield cell

    def moved(self, name: str, cell: int, others: tuple[int, int, int]) -> Answers:
        """The answers if this fact alone lay in `cell`; `others` are those of the fact."""
        fact = self._facts[name]
        bit = 1 << cell
        fails = others[0] | (fact.effects.get(bit) or fact.effect(bit))[0]
        return Answers(fails, others[1] & ~fails, others[2] & ~fails)
