"""Dates: how old each value is on the day of the consultation, and what in its dates cannot be or should be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from consult.names import DAY_OF_CONSULTATION
from consult.patient import Patient, Warning
from consult.values import is_certain

ASSESSED_LONG_AGO_DAYS = 90
"""An assessment further back is asked about: it may be an old file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """How old a value is: `days` is None while its date is not known, `limit` where nothing makes it stale."""

    field: str
    kind: str
    day: date | None
    origin: str
    days: int | None
    limit: int | None

    @property
    def stale(self) -> bool:
        """Whether it is older than the limit of its kind; a value of unknown age is not called stale."""
        return self.days is not None and self.limit is not None and self.days > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The ages of one patient's values, counted to the day of the consultation, by field in the order of the form."""

    consultation: date | None = None
    ages: Mapping[str, Age] = field(default_factory=dict)

    def stale(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Those of `fields` whose value is stale."""
        return tuple(name for name in fields if name in self.ages and self.ages[name].stale)


NO_DATES = Dates()


def dates_of(patient: Patient, today: date | None, stale_after: Mapping[str, int]) -> Dates:
    """Ages on the recorded day of the consultation, else on `today`; none where neither is known."""
    entries, dated = patient.entries, patient.schema.dated
    entry = entries.get(DAY_OF_CONSULTATION)
    consultation: date | None = today if entry is None else entry.value
    ages = {}
    for name, kind in dated.items():
        entry = entries.get(name)
        if entry is not None and (entry.day is not None or entry.origin):
            days = None if entry.day is None or consultation is None else (consultation - entry.day).days
            ages[name] = Age(
                field=name,
                kind=kind,
                day=entry.day,
                origin=entry.origin,
                days=days,
                limit=stale_after.get(kind),
            )
    if not ages and consultation is None:
        return NO_DATES
    return Dates(consultation=consultation, ages=MappingProxyType(ages))


def questions(patient: Patient, dates: Dates, age_years: Any, today: date | None = None) -> Iterator[Warning]:
    """What cannot be (after the consultation, before birth), what is stale, and what is older than a treatment."""
    consultation = dates.consultation
    if consultation is None:
        return
    if today is not None and (today - consultation).days > ASSESSED_LONG_AGO_DAYS:
        since = str((today - consultation).days)
        yield Warning(DAY_OF_CONSULTATION, "assessed_long_ago", {"days": since})
    earliest = born_after(consultation, age_years)
    for name, day in _all_days(patient):
        if day > consultation:
            yield Warning(name, "date_after_consultation", {"day": consultation.isoformat()})
        elif earliest is not None and day <= earliest:
            yield Warning(name, "date_before_birth", {"years": str(age_years)})
    for age in dates.ages.values():
        if age.stale:
            yield Warning(age.field, "stale", {"days": str(age.days), "limit": str(age.limit)})
    treated = max(treatment_days(patient, consultation), default=None)
    if treated is not None:
        for age in dates.ages.values():
            if age.kind != "lasting" and age.day is not None and age.day < treated:
                yield Warning(age.field, "treated_since", {"day": treated.isoformat()})


def born_after(consultation: date, age_years: Any) -> date | None:
    """The day after which somebody of this age was born; None while the age is not known."""
    # Somebody of 60 years was born less than 61 years ago.
    return years_before(consultation, int(age_years) + 1) if is_certain(age_years) else None


def apart(dates: Dates, fields: Iterable[str], limit: int) -> tuple[str, int] | None:
    """The oldest of `fields` and the days to the newest, where laboratory values lie more than `limit` days apart."""
    known = [
        (age.day, age.field)
        for age in (dates.ages.get(name) for name in fields)
        if age is not None and age.day is not None and age.kind == "laboratory"
    ]
    if len(known) < 2:
        return None
    oldest, newest = min(known), max(known)
    days = (newest[0] - oldest[0]).days
    return (oldest[1], days) if days > limit else None


def _all_days(patient: Patient) -> Iterator[tuple[str, date]]:
    """Every day that stands in the record, with its field, but the day of the consultation itself."""
    for name, entry in patient.entries.items():
        if entry.day is not None:
            yield name, entry.day
        field_ = patient.schema.by_id[name]
        if field_.type == "date" and name != DAY_OF_CONSULTATION:
            yield name, entry.value
        for index, record in enumerate(entry.value if field_.type == "objects" else ()):
            for part in field_.parts:
                if part.type == "date" and part.id in record:
                    yield f"{name}[{index}].{part.id}", record[part.id]


def treatment_days(patient: Patient, consultation: date) -> Iterator[date]:
    """The days of the earlier treatments that are recorded with one, up to the consultation."""
    entry = patient.entries.get("prior_treatments")
    for record in () if entry is None else entry.value:
        day = record.get("date")
        if day is not None and day <= consultation:
            yield day


def years_before(day: date, years: int) -> date:
    """The same calendar day, `years` earlier; 29 February becomes 28 February; never before year 1."""
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
