"""Conflicts: which conflict rows speak of the chosen treatments, of each other or with what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from consult.catalog import Catalog, Conflict, Criterion
from consult.facts import Facts
from consult.rules import Asked, parse_criterion
from consult.truth import Truth
from consult.values import UNKNOWN

_BINDING = ("conflict", "caution", "sequence", "compatible")
MEDICINES = "current_medication"
"""The field in which medicines are written, in words: the program knows whether there are any, not which."""


def members(catalog: Catalog, name: str) -> tuple[str, ...]:
    """The treatments that a party of a conflict row stands for: itself and its variants, or a class; else none."""
    if name in catalog.treatments:
        return (name, *(t.id for t in catalog.treatments.values() if t.parent == name))
    party = catalog.parties.get(name)
    if party is None:
        return ()
    return tuple(catalog.treatments) if party.kind == "every" else party.members


class Side(NamedTuple):
    """One side of a conflict row: whether a chosen treatment stands on it, and what else may."""

    chosen: bool
    medicine: bool
    recorded: tuple[Asked | str, ...]
    """Conditions, and facts of which any value counts."""


class Pairing(NamedTuple):
    """A conflict row that may speak of the chosen treatments, depending on the patient."""

    conflict: Conflict
    when: tuple[Asked, ...]
    sides: tuple[Side, Side]
    both: bool
    """Two chosen treatments stand on its two sides."""


def pairings(catalog: Catalog, chosen: Iterable[str]) -> tuple[Pairing, ...]:
    """The rows that can speak of these treatments at all, the most binding first; no patient enters."""
    among = frozenset(chosen)
    found = []
    for conflict in catalog.conflicts.values():
        one, other = (_chosen(catalog, side, among) for side in (conflict.a, conflict.b))
        both = bool(one and other) and len(one | other) > 1
        first, second = _side(catalog, conflict.a, bool(one)), _side(catalog, conflict.b, bool(other))
        if both or (_may_stand(first) and _may_stand(second)):
            when = tuple(Asked(criterion) for criterion in conflict.when)
            found.append(Pairing(conflict, when, (first, second), both))
    return tuple(sorted(found, key=lambda pairing: _BINDING.index(pairing.conflict.relation)))


def speaking(facts: Facts, among: Iterable[Pairing]) -> tuple[Conflict, ...]:
    """Those of the rows that speak of this patient, in the order given.

    A row speaks when two chosen treatments stand on its two sides, or a chosen treatment stands on one and the other
    is a recorded condition or value, or a medicine unless none is taken; a row of a medicine and a condition alone
    once medicines and the condition are recorded. Its own condition must not fail.
    """
    return tuple([pairing.conflict for pairing in among if _speaks(facts, pairing)])


def _speaks(facts: Facts, pairing: Pairing) -> bool:
    if any(asked.of(facts.value(asked.fact)) is Truth.NO for asked in pairing.when):
        return False
    if pairing.both:
        return True
    one, other = pairing.sides
    first, second = _beside(facts, one), _beside(facts, other)
    if (one.chosen and second is not Truth.NO) or (other.chosen and first is not Truth.NO):
        return True
    return first is Truth.YES and second is Truth.YES


def _chosen(catalog: Catalog, side: Iterable[str], among: frozenset[str]) -> frozenset[str]:
    return among.intersection(member for name in side for member in members(catalog, name))


def _side(catalog: Catalog, names: Iterable[str], chosen: bool) -> Side:
    medicine = False
    recorded: list[Asked | str] = []
    for name in names:
        party = catalog.parties.get(name)
        if party is not None and party.kind == "outside":
            medicine = True
        elif party is None and name not in catalog.treatments:
            criterion = _criterion(name)
            recorded.append(name if criterion is None else Asked(criterion))
    return Side(chosen, medicine, tuple(recorded))


def _may_stand(side: Side) -> bool:
    return side.chosen or side.medicine or bool(side.recorded)


def _beside(facts: Facts, side: Side) -> Truth:
    """Whether what is no treatment is there; only a medicine can be unknown, the rest has to be recorded."""
    for asked in side.recorded:
        if isinstance(asked, str):
            if facts.value(asked) is not UNKNOWN:
                return Truth.YES
        elif asked.of(facts.value(asked.fact)) is Truth.YES:
            return Truth.YES
    return _taken(facts) if side.medicine else Truth.NO


def _taken(facts: Facts) -> Truth:
    """Whether any medicine is taken."""
    medicines = facts.value(MEDICINES)
    if medicines is UNKNOWN:
        return Truth.UNKNOWN
    return Truth.YES if medicines else Truth.NO


def _criterion(name: str) -> Criterion | None:
    try:
        return parse_criterion(name)
    except ValueError:
        return None
