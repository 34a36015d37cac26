"""Conflicts: which conflict rows speak of the chosen treatments, of each other or with what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from consult.assess import Assessment
from consult.catalog import Catalog, Conflict, Criterion
from consult.rules import answer, fact_of, parse_criterion
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


def between(assessment: Assessment, chosen: Iterable[str]) -> tuple[Conflict, ...]:
    """The conflict rows for these treatments, the most binding first.

    A row speaks when two chosen treatments stand on its two sides, or a chosen treatment stands on one and the other
    is a recorded condition or value, or a medicine unless none is taken; a row of a medicine and a condition alone
    once medicines and the condition are recorded. Its own condition must not fail.
    """
    among = frozenset(chosen)
    found = [
        conflict for conflict in assessment.catalog.conflicts.values() if _speaks(assessment, conflict, among)
    ]
    return tuple(sorted(found, key=lambda conflict: _BINDING.index(conflict.relation)))


def _speaks(assessment: Assessment, conflict: Conflict, among: frozenset[str]) -> bool:
    if any(answer(c, assessment.facts.value(fact_of(c))) is Truth.NO for c in conflict.when):
        return False
    one, other = (_chosen(assessment.catalog, side, among) for side in (conflict.a, conflict.b))
    first, second = (_beside(assessment, side) for side in (conflict.a, conflict.b))
    if one and other and len(one | other) > 1:
        return True
    if (one and second is not Truth.NO) or (other and first is not Truth.NO):
        return True
    return first is Truth.YES and second is Truth.YES


def _chosen(catalog: Catalog, side: Iterable[str], among: frozenset[str]) -> frozenset[str]:
    return among.intersection(member for name in side for member in members(catalog, name))


def _beside(assessment: Assessment, side: Iterable[str]) -> Truth:
    """Whether a side that names no treatment is there; only a medicine can be unknown, the rest has to be recorded."""
    found = Truth.NO
    for name in side:
        party = assessment.catalog.parties.get(name)
        if party is not None and party.kind == "outside":
            found |= _taken(assessment)
        elif party is None and name not in assessment.catalog.treatments:
            found |= _recorded(assessment, name)
    return found


def _taken(assessment: Assessment) -> Truth:
    """Whether any medicine is taken."""
    medicines = assessment.facts.value(MEDICINES)
    if medicines is UNKNOWN:
        return Truth.UNKNOWN
    return Truth.YES if medicines else Truth.NO


def _recorded(assessment: Assessment, name: str) -> Truth:
    """Whether a condition holds for certain, or a value is there."""
    criterion = _criterion(name)
    value = assessment.facts.value(name if criterion is None else fact_of(criterion))
    if criterion is not None:
        return Truth.YES if answer(criterion, value) is Truth.YES else Truth.NO
    return Truth.NO if value is UNKNOWN else Truth.YES


@lru_cache(maxsize=256)
def _criterion(name: str) -> Criterion | None:
    try:
        return parse_criterion(name)
    except ValueError:
        return None
