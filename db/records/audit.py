"""Audit: the log of the records, each line holding the digest of the one before it, so that none can be lost unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from consult.records import Event, EventFilter, Fault
from db.records.bounds import checked_details, line
from db.records.file import RecordFile
from db.records.strict_json import canonical

MOST_WORDS, LONGEST_WORD = 8, 80
_COLUMNS = "number, at, by, kind, consultation, details, digest"


class Log:
    """The log in a record file. `add` runs inside the transaction of what it tells."""

    def __init__(self, file: RecordFile, by: str, clock: Callable[[], datetime]) -> None:
        self.file = file
        self._by = by
        self._clock = clock

    def add(self, kind: str, consultation: str = "", details: Mapping[str, str] | None = None) -> Event:
        """Add a line."""
        kind = line(kind, 40, "event_refused", empty=False)
        consultation = line(consultation, 40, "event_refused")
        kept = checked_details(details or {})
        number, before = self.head()
        at = self._clock()
        plain = (number + 1, at.isoformat(), self._by, kind, consultation, canonical(kept).decode())
        digest = _digest(plain, before)
        self.file.run(f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*plain, digest))
        return _event((*plain, digest))

    def head(self) -> tuple[int, str]:
        """Number and digest of the newest line; 0 and nothing before the first."""
        found = self.file.row("SELECT number, digest FROM event ORDER BY number DESC LIMIT 1")
        return (0, "") if found is None else (found[0], found[1])

    def digest(self, number: int) -> str:
        """Of a line; empty where there is none."""
        found = self.file.row("SELECT digest FROM event WHERE number = ?", (number,))
        return "" if found is None else str(found[0])

    def newest(self) -> datetime | None:
        """When the latest of the last lines was written, by the clocks of then."""
        found = self.file.row("SELECT max(at) FROM (SELECT at FROM event ORDER BY number DESC LIMIT 200)")
        return None if found is None or found[0] is None else datetime.fromisoformat(found[0])

    def newest_of(self, kind: str) -> Event | None:
        """The newest line of a kind."""
        found = self.file.row(
            f"SELECT {_COLUMNS} FROM event WHERE kind = ? ORDER BY number DESC LIMIT 1", (kind,)
        )
        return None if found is None else _event(found)

    def newest_backup(self) -> datetime | None:
        """When a backup was last made."""
        found = self.file.row("SELECT at FROM event WHERE kind = 'backup' ORDER BY number DESC LIMIT 1")
        return None if found is None else datetime.fromisoformat(found[0])

    def backups_since(self, moment: datetime) -> tuple[datetime, ...]:
        """When the backups since a moment were made, the newest first."""
        rows = self.file.rows(
            "SELECT at FROM event WHERE kind = 'backup' AND at >= ? ORDER BY number DESC",
            (moment.isoformat(),),
        )
        return tuple(datetime.fromisoformat(row[0]) for row in rows)

    def events(self, after: int, limit: int) -> tuple[Event, ...]:
        """In their order."""
        rows = self.file.rows(
            f"SELECT {_COLUMNS} FROM event WHERE number > ? ORDER BY number LIMIT ?", (after, limit)
        )
        return tuple(_event(row) for row in rows)

    def filtered(self, only: EventFilter, before: int, limit: int) -> tuple[Event, ...]:
        """Backwards, as far as a line fits."""
        where, values = ["number < ?" if before else "0 = ?"], list[object]([before])
        for column, wanted in (("kind", only.kind), ("by", only.by)):
            if wanted:
                where.append(f"{column} = ?")
                values.append(wanted)
        for word in only.words.split()[:MOST_WORDS]:
            where.append("instr(lower(consultation || ' ' || details), lower(?)) > 0")
            values.append(word[:LONGEST_WORD])
        rows = self.file.rows(
            f"SELECT {_COLUMNS} FROM event WHERE {' AND '.join(where)} ORDER BY number DESC LIMIT ?",
            (*values, limit),
        )
        return tuple(_event(row) for row in rows)

    def kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every kind of line there is, and everyone who made one."""
        kinds = self.file.rows("SELECT DISTINCT kind FROM event ORDER BY kind")
        people = self.file.rows("SELECT DISTINCT by FROM event ORDER BY by")
        return tuple(row[0] for row in kinds), tuple(row[0] for row in people)

    def of(self, consultation: str) -> tuple[Event, ...]:
        """What was done with one consultation."""
        rows = self.file.rows(
            f"SELECT {_COLUMNS} FROM event WHERE consultation = ? AND consultation <> '' ORDER BY number",
            (consultation,),
        )
        return tuple(_event(row) for row in rows)

    def all(self) -> Iterator[Event]:
        """The whole log."""
        after = 0
        while found := self.events(after, 1000):
            yield from found
            after = found[-1].number

    def faults(self) -> Iterator[Fault]:
        """Lines that are missing, and lines that do not follow from the one before."""
        number, before = 0, ""
        for row in self.file.db.execute(f"SELECT {_COLUMNS} FROM event ORDER BY number"):
            if row[0] != number + 1:
                missing = f"{number + 1}" if row[0] == number + 2 else f"{number + 1}-{row[0] - 1}"
                yield Fault(code="log_missing", where=missing)
            elif _digest(row[:6], before) != row[6]:
                yield Fault(code="log_altered", where=str(row[0]))
            number, before = row[0], row[6]


def _digest(plain: tuple[Any, ...], before: str) -> str:
    return hashlib.sha256(canonical([*plain, before])).hexdigest()


def _event(row: tuple[Any, ...]) -> Event:
    number, at, by, kind, consultation, details, digest = row
    return Event(
        number=number,
        at=datetime.fromisoformat(at),
        by=by,
        kind=kind,
        consultation=consultation,
        details=MappingProxyType(json.loads(details)),
        digest=digest,
    )
