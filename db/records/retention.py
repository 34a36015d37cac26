"""Retention: the clinic's limit of years, kept in the record file; it names what is due and erases nothing."""

from __future__ import annotations

from consult.records import MOST_RETENTION_YEARS, RecordError
from db.records.file import RecordFile

_NAME = "retention_years"


def retention_years(file: RecordFile) -> int | None:
    """After how many years without a visit records are due; None where nobody has said."""
    found = file.row("SELECT value FROM setting WHERE name = ?", (_NAME,))
    if found is None or not str(found[0]).isdecimal():
        return None
    return int(found[0])


def keep_retention_years(file: RecordFile, years: int | None) -> None:
    """Keep the limit, or that there is none. Raises RecordError("retention_refused")."""
    if years is None:
        file.run("DELETE FROM setting WHERE name = ?", (_NAME,))
        return
    if type(years) is not int or not 1 <= years <= MOST_RETENTION_YEARS:
        raise RecordError("retention_refused", most=str(MOST_RETENTION_YEARS))
    file.run(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_NAME, str(years)),
    )
