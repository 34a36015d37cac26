"""Validity: what may make a score mislead although its arithmetic is right; answered, or asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.truth import Truth
from consult.values import UNKNOWN, is_certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A question that every result asks which rests on `bears_on`; it holds for the answers `holds_for`.

    `items` limits it to some results; empty: all of them. Its words are `validity.<id>` of the vocabulary.
    """

    id: str
    bears_on: tuple[str, ...]
    asks: str
    holds_for: tuple[Any, ...]
    items: tuple[str, ...] = ()
    flag: str = ""
    """The flag by which a result may already say the same."""


@dataclass(frozen=True, slots=True)
class Validity:
    """One concern of one result: YES misleads, NO is answered, UNKNOWN was not asked yet."""

    concern: Concern
    state: Truth


def state_of(concern: Concern, answer: Any) -> Truth:
    """Whether a concern holds, given the value of the field it asks."""
    if answer is UNKNOWN or not is_certain(answer):
        return Truth.UNKNOWN
    return Truth.YES if answer in concern.holds_for else Truth.NO
