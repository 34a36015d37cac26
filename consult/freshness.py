"""Freshness: whether an edition is current, due for review, or too old to be called current; never a lock."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consult.catalog import Catalog
from consult.settings import CONTENT, ContentLimits

State = Literal["current", "due", "outdated", "clock"]
"""`clock`: the day is before the edition's own date, so the computer's clock cannot be right."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """A state and the day it began (of the edition itself for `current` and `clock`)."""

    state: State
    since: date

    @property
    def is_current(self) -> bool:
        """Whether the content may be called current."""
        return self.state == "current"


def freshness(catalog: Catalog, today: date, limits: ContentLimits = CONTENT) -> Freshness:
    """The state of an edition on a day; an edition without a readable date counts as outdated.

    It is due on the day after `review_by`, or after `review_months` where that is earlier or not given.
    """
    made, review_by = _day(catalog.date), _day(catalog.review_by)
    if made is None:
        return Freshness("outdated", date.min)
    if today < made:
        return Freshness("clock", made)
    old = months_after(made, limits.current_months)
    if today > old:
        return Freshness("outdated", old)
    due = months_after(made, limits.review_months)
    if review_by is not None:
        due = min(due, review_by)
    return Freshness("due", due) if today > due else Freshness("current", made)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
