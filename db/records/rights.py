"""Rights: what each role may do with the records. The store asks here; a window only shows the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from consult.records import Person, RecordError, Right, Role

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        "doctor": frozenset({"write", "read", "print"}),
        "administrator": frozenset({"read", "print", "people", "backup", "erase", "log"}),
        "auditor": frozenset({"log"}),
    }
)


def rights(person: Person, people: Iterable[Person]) -> frozenset[Right]:
    """Of one person among all. Where nobody is administrator, every doctor is one as well."""
    own = RIGHTS[person.role]
    if person.role == "doctor" and not any(one.role == "administrator" for one in people):
        return own | RIGHTS["administrator"]
    return own


def check_someone_manages(people: Iterable[Person]) -> None:
    """Raises RecordError("last_administrator") where nobody of these could let anybody in."""
    people = tuple(people)
    if not any("people" in rights(one, people) for one in people):
        raise RecordError("last_administrator")
