"""De-identify: what is left of a case when free text goes and every date becomes a number of days since another.

Only what is declared as a number, a choice, a flag or a date is kept, so that nobody can have written a name into it.
It does not make people unrecognisable to somebody who knows them: rare values stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consult.consultation_file import KEY
from consult.fields import Field

_KEPT = frozenset({"number", "integer", "choice", "choices", "flag"})


def deidentified(
    document: Mapping[str, Any], fields: Mapping[str, Field], first: date, most: Mapping[str, int]
) -> tuple[dict[str, Any], list[str]]:
    """The case without what names somebody, and what of it was left out.

    A number above its `most` (a rare age) goes as well. A value with a day keeps how many days that is after `first`
    (before it: below zero), but not who measured it.
    """
    left: dict[str, Any] = {}
    out: list[str] = []
    for key, value in document.items():
        field = fields.get(key)
        if value is None:
            continue
        if field is None:
            out.append(key if key == KEY else "other")  # a key nobody declared could itself say who it is
        elif field.type in _KEPT:
            kept = _dated(value, first)
            bare = kept["value"] if isinstance(kept, dict) and "value" in kept else kept
            if key in most and not (isinstance(bare, int | float) and bare <= most[key]):
                out.append(key)
                continue
            left[key] = kept
            if isinstance(value, dict) and value.get("origin"):
                out.append(f"{key}.origin")
        elif field.type == "date":
            left[key] = (date.fromisoformat(value) - first).days
        elif field.type == "objects":
            parts = {part.id: part for part in field.parts}
            said = _dated(value, first)
            listed = said["value"] if isinstance(said, dict) else said
            cut = [deidentified(one, parts, first, most) for one in listed]
            records = [one for one, _out in cut]
            left[key] = {**said, "value": records} if isinstance(said, dict) else records
            out += sorted({f"{key}.{part}" for _one, gone in cut for part in gone})
            if isinstance(value, dict) and value.get("origin"):
                out.append(f"{key}.origin")
        else:
            out.append(key)
    return left, out


def _dated(value: Any, first: date) -> Any:
    """A value that carries its day and origin: the day as a number, the origin (words of somebody) left out."""
    if not isinstance(value, dict) or "value" not in value:
        return value
    said = {"value": value["value"]}
    if value.get("date"):
        said["day"] = (date.fromisoformat(value["date"]) - first).days
    return said
