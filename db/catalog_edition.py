"""The edition table of the catalogue's sources: what it must hold, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from consult.freshness import months_after
from consult.settings import CONTENT

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}")
_MOST = 10**9 - 1


def edition_problems(edition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The key and the fault of everything that is missing or wrong."""
    name, sequence = edition.get("edition"), edition.get("sequence")
    if not isinstance(name, str):
        yield "edition", "is missing"
    elif not _NAME.fullmatch(name):
        yield "edition", "must be letters, digits, dots and dashes, such as 2026.11"
    if type(sequence) is not int or not 1 <= sequence <= _MOST:
        yield "sequence", "must be a whole number from 1 on"
    made, review_by = _day(edition.get("date")), _day(edition.get("review_by"))
    if "date" not in edition:
        yield "date", "is missing"
    elif made is None:
        yield "date", "must be a date such as 2026-11-23"
    if review_by is None:
        yield "review_by", "must be a date such as 2027-11-23"
    elif made is not None and not made < review_by <= months_after(made, CONTENT.review_months):
        yield "review_by", f"must be within {CONTENT.review_months} months after date"


def _day(text: object) -> date | None:
    try:
        day = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == text else None
