"""De-identify: what is left of a case when free text goes and every date is shifted by the same number of days.

Only what is declared as a number, a choice, a flag or a date is kept, so that nobody can have written a name into it.
It does not make people unrecognisable to somebody who knows them: rare values stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from consult.fields import Field

_KEPT = frozenset({"number", "integer", "choice", "choices", "flag"})


def deidentified(
    document: Mapping[str, Any], fields: Mapping[str, Field], shift: timedelta, most: Mapping[str, int]
) -> dict[str, Any]:
    """The case without what names somebody; a number above its `most` (a rare age) goes as well."""
    left: dict[str, Any] = {}
    for key, value in document.items():
        field = fields.get(key)
        if field is None or value is None:
            continue
        if field.type in _KEPT:
            if key in most and not (isinstance(value, int | float) and value <= most[key]):
                continue
            left[key] = value
        elif field.type == "date":
            left[key] = (date.fromisoformat(value) + shift).isoformat()
        elif field.type == "objects":
            parts = {part.id: part for part in field.parts}
            left[key] = [deidentified(one, parts, shift, most) for one in value]
    return left
