"""Cells: what all facts may still be, side by side in one integer, so that a patient is one number.

Each fact has a place of its own there, as wide as its domain, and above it one bit that no value ever sets. Narrowing
any number of facts is one AND, and whether each of them has a cell left is one addition: it carries into the spare
bit of every place that is not empty, and never beyond.
"""

from __future__ import annotations

from collections.abc import Iterable

Cells = int
"""For every fact the cells in which it may lie, each fact at its place."""


def without(cells: Cells, others: Cells) -> Cells:
    """Those of the cells that are not among the others. For wide numbers, three times as fast as by a complement."""
    return cells ^ (cells & others)


class Places:
    """Where each fact stands."""

    def __init__(self, widths: Iterable[tuple[str, int]]) -> None:
        self._at: dict[str, int] = {}
        self._whole: dict[str, Cells] = {}
        self._carry = self._spare = end = 0
        for fact, width in widths:
            whole = (1 << width) - 1
            self._at[fact] = end
            self._whole[fact] = whole << end
            self._carry |= whole << end
            self._spare |= 1 << end + width
            end += width + 1

    def put(self, fact: str, mask: int) -> Cells:
        """The cells in `mask` at the place of their fact; bits beyond its domain are none of its cells."""
        return mask << self._at[fact] & self._whole[fact]

    def of(self, facts: Iterable[str]) -> Cells:
        """Every cell of some facts."""
        return sum(map(self._whole.__getitem__, facts))

    def all_filled(self, cells: Cells) -> bool:
        """Whether every fact has a cell left."""
        return cells + self._carry & self._spare == self._spare
