"""Lint of parties: a conflict row names a treatment, a class, a medicine, a condition or a value; nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from consult.catalog import Catalog
from consult.fields import Field
from consult.rules import parse_criterion, problems_of

Found = tuple[str, str, str]


def parties(catalog: Catalog, declared: Mapping[str, Field]) -> Iterator[Found]:
    """Unknown members, classes without one, classes that no row uses, and names that stand for nothing."""
    used = {name for conflict in catalog.conflicts.values() for name in (*conflict.a, *conflict.b)}
    for party in catalog.parties.values():
        for member, times in Counter(party.members).items():
            if member not in catalog.treatments:
                yield "parties", party.id, f"no treatment is called {member!r}"
            if times > 1:
                yield "parties", party.id, f"{member} is listed twice"
        if party.kind == "listed" and not party.members:
            yield "parties", party.id, "the class has no member"
        if party.kind != "listed" and party.members:
            yield "parties", party.id, f"a party of the kind {party.kind} lists no members"
        if party.id in catalog.treatments or party.id in declared:
            yield "parties", party.id, "a treatment or a value has this name already"
        if party.id not in used:
            yield "parties", party.id, "no conflict row uses it"
    for conflict in catalog.conflicts.values():
        for name in (*conflict.a, *conflict.b):
            if name in catalog.treatments or name in catalog.parties or name in declared:
                continue
            yield from (("conflicts", conflict.id, what) for what in _problems(name, declared))


def _problems(name: str, declared: Mapping[str, Field]) -> Iterator[str]:
    """What is wrong with a name that is no treatment, party or value: it has to be a condition."""
    try:
        criterion = parse_criterion(name)
    except ValueError:
        yield f"nothing is called {name!r}"
    else:
        yield from problems_of(criterion, declared.get(criterion.fact))
