"""Families: treatments that are forms or regimens of one kind, so that a list can show them under one heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.assess import Assessment
from consult.catalog import Catalog, Treatment

REGIMEN_GROUPS = frozenset({"systemic", "cellular"})
"""Clinical groups whose records are regimens: they go by their parent, the class of medicine. Those of the other
groups (an ablation and another one) are choices of their own, unless one is the form of another."""


@dataclass(frozen=True, slots=True)
class Family:
    """What stands together in a list: a lone treatment, or the forms of one.

    `key` names the family (a treatment or a clinical group); `lead` is the treatment it is named after where that
    stands in the same list; `members` are the others. A lone treatment is its own lead.
    """

    key: str
    lead: str
    members: tuple[str, ...] = ()


def in_clinical_order(catalog: Catalog) -> tuple[Treatment, ...]:
    """All treatments by clinical group and parent, each in the order in which the catalogue first names it."""
    if not _ordered or _ordered[0][0] is not catalog:
        _ordered[:] = [(catalog, _in_clinical_order(catalog))]
    return _ordered[0][1]


_ordered: list[tuple[Catalog, tuple[Treatment, ...]]] = []
"""The catalogue last asked about: it is the same one from edit to edit."""


def _in_clinical_order(catalog: Catalog) -> tuple[Treatment, ...]:
    groups: dict[str, dict[str, list[Treatment]]] = {}
    for treatment in catalog.treatments.values():
        by_parent = groups.setdefault(treatment.group, {})
        by_parent.setdefault(_class_of(catalog, treatment), []).append(treatment)
    return tuple(treatment for group in groups.values() for own in group.values() for treatment in own)


def _class_of(catalog: Catalog, treatment: Treatment) -> str:
    """What a treatment is sorted under: its parent, or that of the treatment whose form it is."""
    parent = catalog.treatments.get(treatment.parent)
    return treatment.parent if parent is None else parent.parent


def family_of(catalog: Catalog, treatment: str) -> str:
    """The family a treatment belongs to; the treatment itself where it belongs to none."""
    record = catalog.treatments[treatment]
    if record.parent in catalog.treatments or (record.parent and record.group in REGIMEN_GROUPS):
        return record.parent
    return treatment


def families(catalog: Catalog, treatments: Iterable[str]) -> tuple[Family, ...]:
    """The treatments of a list in families, each where its first one stands; of one alone nothing is made."""
    found: dict[str, list[str]] = {}
    for treatment in treatments:
        found.setdefault(family_of(catalog, treatment), []).append(treatment)
    made = []
    for key, members in found.items():
        if len(members) == 1:
            made.append(Family(key, members[0]))
        else:
            lead = key if key in members else ""
            made.append(Family(key, lead, tuple(member for member in members if member != lead)))
    return tuple(made)


def elsewhere(assessment: Assessment, key: str, status: str) -> Mapping[str, int]:
    """How many of a family have which other status, where they differ from `status`."""
    found: dict[str, int] = {}
    catalog = assessment.catalog
    for treatment, own in assessment.treatments.items():
        if own.status != status and family_of(catalog, treatment) == key:
            found[own.status] = found.get(own.status, 0) + 1
    return found
