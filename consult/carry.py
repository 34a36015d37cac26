"""Carry: what of an earlier visit begins the next one; each value keeps its own date and waits to be confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from consult.dates import treatment_days
from consult.names import DAY_OF_CONSULTATION
from consult.patient import CHECKLIST, Entry, Patient

_OF_ITSELF = frozenset({DAY_OF_CONSULTATION, "patient_code"})
"""A visit has a day of its own, and whose it is comes from the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Which answers outlive a visit: `lasts` whatever they say, `happened` unless they are among `denied`."""

    lasts: frozenset[str]
    happened: frozenset[str]
    denied: Collection[object]

    def holds(self, field: str, value: object) -> bool:
        """Whether an answer stays true until it is answered otherwise."""
        said = tuple(value) if isinstance(value, list | tuple) else value
        return field in self.lasts or (
            field in self.happened and not any(said == no and type(said) is type(no) for no in self.denied)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the next visit begins with, and what was recorded at the last one and is asked again."""

    patient: Patient
    carried: tuple[str, ...]
    asked_again: tuple[str, ...]
    """In the order of the form; the exclusion checklist last, where it had been answered."""


def carry(last: Patient, day: date, stale_after: Mapping[str, int], lasting: Lasting) -> Carried:
    """What of `last` can begin a visit on `day`.

    A lasting answer, and a value whose own date says that it is not stale yet, unless a treatment came after it. A
    value without a date could be of any age, so it is asked again; so is everything that changes from visit to visit.
    """
    treated = max(treatment_days(last, day), default=None)
    kept: dict[str, Entry] = {}
    again = []
    for field in last.schema.fields:
        entry = last.entries.get(field.id)
        if entry is None or field.id in _OF_ITSELF:
            continue
        limit = stale_after.get(last.schema.dated.get(field.id, ""))
        fresh = (
            limit is not None
            and entry.day is not None
            and 0 <= (day - entry.day).days <= limit
            and (treated is None or entry.day >= treated)
        )
        if fresh or lasting.holds(field.id, entry.value):
            kept[field.id] = entry
        else:
            again.append(field.id)
    if last.none_apply:
        again.append(CHECKLIST)
    return Carried(patient=Patient(last.schema, kept), carried=tuple(kept), asked_again=tuple(again))
