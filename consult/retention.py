"""Retention: when a patient was last seen for the records to be due, and how long backups stay."""

from __future__ import annotations

from datetime import date, datetime

from consult.dates import years_before

BACKUP_MONTHS = 12
"""So many months keep their newest backup, in a folder where backups go on being made (db.records.backup)."""


def seen_before(today: date, years: int) -> date:
    """Whose last visit was before this day has not been seen for so many whole years."""
    return years_before(today, years)


def thinned_out_by(newest: datetime) -> date:
    """The end of the month in which a folder with a backup in every month has let go of one made then."""
    month = newest.year * 12 + newest.month + BACKUP_MONTHS  # the month after the last that keeps it, from 0
    return date(month // 12, month % 12 + 1, 1)
