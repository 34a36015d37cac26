"""Row choice: which rows of the comparison a doctor sees and in what order; safety rows cannot be taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

FIRST = "fit"
"""What stands first in every order: without the status no other row is to be read."""
NEVER_HIDDEN = frozenset({"fit", "against"})
"""Whether it fits, and what speaks against it: a comparison without them would only praise."""


@dataclass(frozen=True, slots=True)
class RowChoice:
    """An order of aspects and the hidden ones. Empty is as the program has it; aspects it does not name follow."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    @property
    def is_as_made(self) -> bool:
        """Whether nothing was chosen: then there is nothing to reset."""
        return self == RowChoice()


def in_order(choice: RowChoice, aspects: Iterable[str]) -> tuple[str, ...]:
    """All rows in the chosen order; a choice kept from another version may name fewer or other ones."""
    every = tuple(aspects)
    named = tuple(dict.fromkeys(aspect for aspect in choice.order if aspect in every and aspect != FIRST))
    first = (FIRST,) if FIRST in every else ()
    return (*first, *named, *(aspect for aspect in every if aspect not in named and aspect != FIRST))


def is_hidden(choice: RowChoice, aspect: str) -> bool:
    """Whether a row is not shown; a safety row always is, whatever a stored choice says."""
    return aspect in choice.hidden and aspect not in NEVER_HIDDEN


def shown(choice: RowChoice, aspects: Iterable[str]) -> tuple[str, ...]:
    """The rows that are shown, in the chosen order."""
    return tuple(aspect for aspect in in_order(choice, aspects) if not is_hidden(choice, aspect))


def toggled(choice: RowChoice, aspect: str) -> RowChoice:
    """The choice with a row hidden, or shown again; unchanged for a safety row."""
    if aspect in NEVER_HIDDEN:
        return choice
    return replace(choice, hidden=choice.hidden ^ {aspect})


def moved(choice: RowChoice, aspect: str, by: int, aspects: Iterable[str]) -> RowChoice:
    """The choice with a row moved up (negative) or down; the first one stays, and nothing goes above it."""
    every = tuple(aspects)
    rows = list(in_order(choice, every))
    if aspect not in rows or aspect == FIRST:
        return choice
    at = rows.index(aspect)
    least = 1 if rows[0] == FIRST else 0
    rows.insert(max(least, min(len(rows) - 1, at + by)), rows.pop(at))
    order = tuple(rows)
    return replace(choice, order=() if order == in_order(RowChoice(), every) else order)
