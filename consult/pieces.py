"""Pieces: parts of an assessment document as bytes, encoded once and found again by what they say.

Between two patients most rows read the same: a piece is found by the facts its rows read, so that only what differs
is encoded. Every store of pieces is bounded; one that is full starts afresh.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from consult.facts import Facts
from consult.kept import Kept
from consult.names import ENTERED
from consult.patient import plain
from consult.values import UNKNOWN

_KEPT_VALUES = 1024
"""Values kept per fact."""

_PLAIN = frozenset({str, bool, int, float})
"""Types whose equal values read alike (a range with whole ends and one with decimal ends do not)."""


def encode(value: Any) -> bytes:
    """`value` as JSON in UTF-8, without spaces. Raises ValueError for a number that is not finite."""
    return _ENCODE(value).encode()


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class Said:
    """What one fact says: `"fact":value`, and the fields it needs while it is open. Equal only to itself."""

    __slots__ = ("needs", "value")

    def __init__(self, value: bytes, needs: tuple[str, ...]) -> None:
        self.value = value
        self.needs = needs


class Voice:
    """Everything one fact has said so far; the same value with the same needs is the same `Said`."""

    __slots__ = ("_head", "_kept", "name", "needing", "silent")

    def __init__(self, name: str) -> None:
        self.name = name
        self.needing = name.removesuffix(ENTERED)
        self._head = encode(name) + b":"
        self._kept: Kept[Any, Said] = Kept(_KEPT_VALUES)
        self.silent = Said(self._head + b"null", (self.needing,))
        """Of a fact that is not recorded and rests on nothing else."""

    def say(self, value: Any, open_needs: Mapping[str, tuple[str, ...]]) -> Said:
        """What the fact says of a patient in whom it has this value."""
        kind = type(value)
        if kind in _PLAIN:
            key: Any = (kind, value)
            return self._kept.get(key) or self._kept.keep(key, Said(self._head + encode(value), ()))
        needs = open_needs.get(self.needing, self.silent.needs)
        key = needs if value is UNKNOWN else (encode(plain(value)), needs)
        return self._kept.get(key) or self._kept.keep(key, Said(self._head + encode(plain(value)), needs))


class Voices:
    """The facts that rows read, each at its place in the list that `of` gives."""

    def __init__(self, names: Iterable[str]) -> None:
        self._voices = [Voice(name) for name in dict.fromkeys(names)]
        self.places = {voice.name: place for place, voice in enumerate(self._voices)}

    def of(self, facts: Facts) -> list[Said]:
        """What every fact says of one patient."""
        values, needs = facts.values, facts.open_needs
        return [
            voice.say(values.get(voice.name, UNKNOWN), needs)
            if voice.name in values or voice.needing in needs
            else voice.silent
            for voice in self._voices
        ]

    def reader(self, names: Iterable[str]) -> Callable[[Sequence[Said]], Any]:
        """Picks what these facts say, as a key."""
        return picker(sorted(self.places[name] for name in names))


def picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Any]:
    """Picks the items at `places`; one alone comes by itself, none as an empty tuple."""
    return itemgetter(*places) if places else lambda _items: ()


def runs(lists: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Cut lists of rows into runs that every list holds whole or not at all, and in which no order differs."""
    lists = [tuple(rows) for rows in lists]
    after: dict[int | None, set[int | None]] = {}
    before: dict[int | None, set[int | None]] = {}
    for rows in lists:
        for one, next_one in zip((None, *rows), (*rows, None), strict=True):
            after.setdefault(one, set()).add(next_one)
            before.setdefault(next_one, set()).add(one)
    found: dict[tuple[int, ...], None] = {}
    for rows in lists:
        run: list[int] = []
        for row in rows:
            if run and (len(after[run[-1]]) > 1 or len(before[row]) > 1):
                found[tuple(run)] = None
                run = []
            run.append(row)
        if run:
            found[tuple(run)] = None
    return list(found)


def cut(
    rows: Sequence[int], facts_of: Callable[[tuple[int, ...]], frozenset[str]], most: int
) -> list[tuple[int, ...]]:
    """Cut a run into parts that read at most `most` facts each (or all the same ones)."""
    found: list[tuple[int, ...]] = []
    facts: frozenset[str] = frozenset()
    for row in rows:
        own = facts_of((row,))
        if found and (own == facts or len(facts | own) <= most):
            found[-1] = (*found[-1], row)
            facts |= own
        else:
            found.append((row,))
            facts = own
    return found
