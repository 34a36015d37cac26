"""Clinic report: what the clinic's kept consultations say together: which data were missing, month by month.

The last kept version of each consultation counts, with what the program said when it was kept. Nobody is counted by
person: no doctor, no patient.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consult.records import Kept

FEW = 5
"""Below so many consultations a month says no share: it would say more of them than of the clinic."""
MOST_MONTHS = 120
Aside = Literal["unreckoned", "older", "unreadable"]
"""Why a version is not counted: nothing was compared when it was kept; a program kept it that did not say what was
needed; it cannot be read."""
ASIDES: tuple[Aside, ...] = ("unreckoned", "older", "unreadable")


def months_back(today: date, count: int) -> tuple[str, ...]:
    """So many months as `2026-11`, the one of today first."""
    first = 12 * today.year + today.month - 1
    found = (divmod(first - back, 12) for back in range(count))
    return tuple(f"{year:04}-{month + 1:02}" for year, month in found if year >= date.min.year)


def first_day(months: Iterable[str]) -> date:
    """Of the earliest of these months."""
    return date.fromisoformat(f"{min(months)}-01")


def share(part: int, of: int) -> int | None:
    """In whole per cent; None where too few were counted to say one."""
    return None if of < FEW else (200 * part + of) // (2 * of)


@dataclass(frozen=True, slots=True)
class MissingField:
    """In how many consultations a field was unknown that an option waited for, by month."""

    field: str
    by_month: Mapping[str, int]

    @property
    def total(self) -> int:
        """In all months together."""
        return sum(self.by_month.values())


@dataclass(frozen=True, slots=True)
class Missing:
    """Which data were missing; `counted` is the denominator of each month."""

    months: tuple[str, ...]
    counted: Mapping[str, int]
    fields: tuple[MissingField, ...]
    """Those missing most often first."""
    aside: Mapping[Aside, int]

    @property
    def total(self) -> int:
        """How many consultations were counted."""
        return sum(self.counted.values())


class MissingTally:
    """Counts one version after another; holds counts alone, however many there are."""

    def __init__(self, months: tuple[str, ...]) -> None:
        self._months = months
        self._counted: Counter[str] = Counter()
        self._missing: dict[str, Counter[str]] = {}
        self._aside: Counter[Aside] = Counter()

    def add(self, kept: Kept | None) -> None:
        """Count the last version of a consultation, or one that cannot be read."""
        if kept is None:
            self._aside["unreadable"] += 1
        elif not kept.outcome.edition:
            self._aside["unreckoned"] += 1
        elif kept.outcome.needed is None:
            self._aside["older"] += 1
        elif (month := kept.day.isoformat()[:7]) in self._months:
            self._counted[month] += 1
            for field in kept.outcome.needed:
                self._missing.setdefault(field, Counter())[month] += 1

    def report(self) -> Missing:
        """What was counted so far."""
        fields = [MissingField(field, dict(counts)) for field, counts in self._missing.items()]
        return Missing(
            months=self._months,
            counted={month: self._counted[month] for month in self._months},
            fields=tuple(sorted(fields, key=lambda one: (-one.total, one.field))),
            aside={why: self._aside[why] for why in ASIDES if self._aside[why]},
        )
