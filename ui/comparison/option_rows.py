"""Option rows: groups, families and options as one flat list, folded and filtered, in the fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consult.assess import Assessment
from consult.compare import groups
from consult.families import Family, families

FOLDED_FIRST = frozenset({"does_not_apply", "unproven"})
"""Groups that start folded; their heading says how many they hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (neither family nor treatment), the head of a family, or an option.

    A row with a `family` can be folded; it is an option too where the family is named after one. `count` says how
    many options a group holds, `members` what stands under the head of a family, `inside` that an option does.
    """

    group: str
    treatment: str = ""
    count: int = 0
    family: str = ""
    members: tuple[str, ...] = ()
    inside: str = ""

    @property
    def heading(self) -> bool:
        """Whether it opens a group."""
        return not self.treatment and not self.family


class Folds:
    """What is folded: groups as they start or were left, families until they are opened."""

    def __init__(self) -> None:
        self._groups: dict[str, bool] = {}
        self._opened: set[str] = set()
        self.stamp = 0
        """Another number after each change."""

    def forget_families(self) -> None:
        """Another case: every family is folded again."""
        self._opened.clear()
        self.stamp += 1

    def group(self, group: str) -> bool:
        """Whether a group shows only its heading."""
        return self._groups.get(group, group in FOLDED_FIRST)

    def family(self, family: str) -> bool:
        """Whether a family shows only its head."""
        return family not in self._opened

    def set_group(self, group: str, folded: bool) -> None:
        """Fold a group, or open it."""
        self._groups[group] = folded
        self.stamp += 1

    def set_family(self, family: str, folded: bool) -> None:
        """Fold a family wherever it stands, or open it."""
        (self._opened.discard if folded else self._opened.add)(family)
        self.stamp += 1


def rows_of(assessment: Assessment, folds: Folds, matches: Callable[[str], bool] | None) -> tuple[Row, ...]:
    """The rows of the list; with `matches`, only options that match, and nothing folded."""
    found: list[Row] = []
    for group in groups(assessment):
        if matches is not None:
            hits = [treatment for treatment in group.treatments if matches(treatment)]
            if hits:
                found.append(Row(group.key, count=len(hits)))
                found += [Row(group.key, treatment) for treatment in hits]
        elif group.treatments:
            found.append(Row(group.key, count=len(group.treatments)))
            if not folds.group(group.key):
                found += _family_rows(group.key, families(assessment.catalog, group.treatments), folds)
    return tuple(found)


def _family_rows(group: str, found: Iterable[Family], folds: Folds) -> Iterable[Row]:
    for family in found:
        if not family.members:
            yield Row(group, family.lead)
            continue
        yield Row(group, family.lead, family=family.key, members=family.members)
        if not folds.family(family.key):
            yield from (Row(group, member, inside=family.key) for member in family.members)
