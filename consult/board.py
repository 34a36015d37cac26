"""Board: every rule row and guideline position answered at once, one bit each.

For a fact in some cells, the rows it makes fail and the rows it leaves open are two integers, looked up once;
a whole patient is a few hundred ORs. This is what lets all rows run on every keystroke without a cache to get wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.catalog import Criterion
from consult.rules import Domain, fact_of
from consult.truth import Truth


class _Fact:
    """One fact's domain and, by mask of cells, the rows that fail and the rows that stay open."""

    __slots__ = ("accepts", "domain", "effects", "rows")

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.accepts: list[tuple[int, int]] = []
        self.rows = 0
        self.effects: dict[int, tuple[int, int]] = {}

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
            known = self.effects[mask] = (fails, opens)
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
            result[name] = fact.domain.full if value is unknown else fact.domain.mask(value)
        return result

    def answer(self, masks: Mapping[str, int], soft: frozenset[str]) -> Answers:
        """Answer every row. `soft` names open facts that only sharpen a decision."""
        fails = opens = softly = 0
        for name, fact in self._facts.items():
            mask = masks[name]
            no, maybe = fact.effects.get(mask) or fact.effect(mask)
            fails |= no
            if maybe:
                opens |= maybe
                if name in soft:
                    softly |= maybe
        return Answers(fails, opens & ~fails, softly & ~fails)

    def variations(
        self, masks: Mapping[str, int], soft: frozenset[str], wanted: int
    ) -> Iterable[tuple[str, int, Answers, int]]:
        """For each fact and each other cell it might lie in: the answers then, and the bits of rows that differ.

        Only rows in `wanted` count. Rows failing or open through exactly one fact are told from the others by
        keeping "once" and "more than once" apart.
        """
        fails_once = fails_more = opens_once = opens_more = soft_once = soft_more = 0
        parts = {}
        for name, fact in self._facts.items():
            mask = masks[name]
            no, maybe = fact.effects.get(mask) or fact.effect(mask)
            softly = maybe if name in soft else 0
            parts[name] = no, maybe, softly
            fails_more |= fails_once & no
            fails_once |= no
            opens_more |= opens_once & maybe
            opens_once |= maybe
            soft_more |= soft_once & softly
            soft_once |= softly
        fails, opens = fails_once, opens_once & ~fails_once
        for name, fact in self._facts.items():
            if not fact.rows & wanted:
                continue
            mask = masks[name]
            certain = mask & (mask - 1) == 0
            no, maybe, softly = parts[name]
            other_fails = (fails_once & ~no) | fails_more
            other_opens = (opens_once & ~maybe) | opens_more
            other_soft = (soft_once & ~softly) | soft_more
            domain = fact.domain
            for cell in range(domain.size):
                bit = 1 << cell
                if not domain.full & bit or mask == bit or not (certain or mask & bit):
                    continue
                new_fails = other_fails | (fact.effects.get(bit) or fact.effect(bit))[0]
                new_opens = other_opens & ~new_fails
                differ = ((new_fails ^ fails) | (new_opens ^ opens)) & fact.rows & wanted
                if differ:
                    yield name, cell, Answers(new_fails, new_opens, other_soft & ~new_fails), differ
