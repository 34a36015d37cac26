"""Consultations: versions that are added and never changed, and the lists made of the newest ones."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from consult.records import MAX_REASON, Identity, Kept, Outcome, RecordError, Visit
from db.records.bounds import line, pack, pack_json, unpack, unpack_json
from db.records.file import RecordFile
from db.records.strict_json import canonical

_VERSION = (
    "consultation, number, code, name, birth_date, day, saved_at, by, reason, example, edition, plan, until,"
    " waiting_for, digest, content, outcome"
)
_VISIT = (
    "SELECT c.id, c.newest, c.patient, v.code, v.name, v.birth_date, c.day, c.saved_at, v.by, v.edition, v.plan,"
    " v.until, v.waiting_for FROM consultation c JOIN version v ON v.consultation = c.id AND v.number = c.newest"
)
_IS_LATEST = (
    " NOT EXISTS (SELECT 1 FROM consultation later WHERE later.patient = c.patient"
    " AND (later.day, later.saved_at) > (c.day, c.saved_at))"
)
_NEWEST = (
    "FROM consultation c JOIN version v ON v.consultation = c.id AND v.number = c.newest"
    " WHERE c.day BETWEEN ? AND ? AND v.example = 0"
)
_PAGE = 100
"""Versions read at a time when all are walked through."""


class Consultations:
    """The versions in a record file. What changes them runs inside a transaction."""

    def __init__(self, file: RecordFile, by: str, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._by = by
        self._clock = clock

    def keep(
        self,
        *,
        consultation: str,
        number: int,
        patient: str,
        identity: Identity,
        day: date,
        case: bytes,
        outcome: Outcome,
        reason: str,
        plan: Mapping[str, str],
        example: bool,
    ) -> tuple[Kept, str]:
        """Add a version and return it with its digest. `number` is the one amended, 0 for a new consultation."""
        kind, until, waiting_for = _plan(plan)
        new = not consultation
        consultation = consultation or secrets.token_hex(8)
        at = self._clock()
        plain = (
            consultation,
            number + 1,
            identity.code,
            identity.name,
            None if identity.birth_date is None else identity.birth_date.isoformat(),
            day.isoformat(),
            at.isoformat(),
            self._by,
            reason,
            int(example),
            line(outcome.edition, 80, "event_refused"),
            kind,
            until,
            waiting_for,
        )
        content, told = pack(case), pack_json(_outcome(outcome))
        digest = _digest(plain, content, told)
        row = (patient, number + 1, day.isoformat(), at.isoformat(), until, waiting_for)
        if new:
            self._file.run(
                "INSERT INTO consultation (patient, newest, day, saved_at, until, waiting_for, id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*row, consultation),
            )
        else:
            self._file.run(
                "UPDATE consultation SET patient = ?, newest = ?, day = ?, saved_at = ?, until = ?,"
                " waiting_for = ? WHERE id = ?",
                (*row, consultation),
            )
        marks = ", ".join("?" * 17)
        self._file.run(f"INSERT INTO version ({_VERSION}) VALUES ({marks})", (*plain, digest, content, told))
        return (
            Kept(
                consultation=consultation,
                number=number + 1,
                patient=patient,
                identity=identity,
                day=day,
                saved_at=at,
                by=self._by,
                case=case,
                outcome=outcome,
                reason=reason,
                example=example,
            ),
            digest,
        )

    def patient(self, consultation: str) -> tuple[str, int]:
        """Whose it is, and its newest version. Raises RecordError("no_consultation")."""
        found = self._file.row("SELECT patient, newest FROM consultation WHERE id = ?", (consultation,))
        if found is None:
            raise RecordError("no_consultation")
        return found[0], found[1]

    def read(self, consultation: str, number: int) -> Kept:
        """A version; 0 is the newest. Raises RecordError, also for one that is not as it was kept."""
        patient, newest = self.patient(consultation)
        row = self._file.row(
            f"SELECT {_VERSION} FROM version WHERE consultation = ? AND number = ?",
            (consultation, number or newest),
        )
        if row is None:
            raise RecordError("no_consultation" if number else "consultation_damaged")
        return _kept(row, patient)

    def versions(self, consultation: str) -> tuple[Kept, ...]:
        """All, oldest first."""
        patient, _ = self.patient(consultation)
        rows = self._file.rows(
            f"SELECT {_VERSION} FROM version WHERE consultation = ? ORDER BY number", (consultation,)
        )
        return tuple(_kept(row, patient) for row in rows)

    def history(self, patient: str) -> tuple[Visit, ...]:
        """Of a patient, newest first."""
        return self._visits("c.patient = ? ORDER BY c.day DESC, c.saved_at DESC", (patient,))

    def extent(self, consultations: Iterable[str]) -> tuple[int, datetime]:
        """How many versions these have together, and when the first was kept."""
        counted, first = 0, []
        for consultation in consultations:
            row = self._file.row(
                "SELECT count(*), min(saved_at) FROM version WHERE consultation = ?", (consultation,)
            )
            if row is not None and row[1] is not None:
                counted += row[0]
                first.append(datetime.fromisoformat(row[1]))
        return counted, min(first)

    def due(self, day: date) -> tuple[Visit, ...]:
        """Due by a day, the longest due first; a patient who came again since then is not."""
        return self._visits(
            f"c.until IS NOT NULL AND c.until <= ? AND {_IS_LATEST} ORDER BY c.until", (day.isoformat(),)
        )

    def waiting(self) -> tuple[Visit, ...]:
        """Those that wait for a result, the longest waiting first; a patient who came again since then does not."""
        return self._visits(f"c.waiting_for <> '' AND {_IS_LATEST} ORDER BY c.day", ())

    def between(self, since: date | None, until: date | None) -> tuple[Visit, ...]:
        """Of these days, newest first."""
        first, last = since or date.min, until or date.max
        return self._visits(
            "c.day BETWEEN ? AND ? ORDER BY c.day DESC, c.saved_at DESC",
            (first.isoformat(), last.isoformat()),
        )

    def count(self, since: date, until: date) -> int:
        """How many consultations of these days there are that are no example."""
        found = self._file.row(f"SELECT count(*) {_NEWEST}", (since.isoformat(), until.isoformat()))
        return 0 if found is None else int(found[0])

    def walk(self, since: date, until: date) -> Iterator[Kept | None]:
        """Their last versions in the order in which they came, a page in memory at a time; None: a damaged one."""
        columns = ", ".join(f"v.{name.strip()}" for name in _VERSION.split(","))
        after = 0
        while True:
            with self._file.reading():
                rows = self._file.rows(
                    f"SELECT {columns}, c.patient, c.rowid {_NEWEST} AND c.rowid > ? ORDER BY c.rowid LIMIT ?",
                    (since.isoformat(), until.isoformat(), after, _PAGE),
                )
            for row in rows:
                try:
                    yield _kept(row, row[-2])
                except RecordError:
                    yield None
            if len(rows) < _PAGE:
                return
            after = rows[-1][-1]

    def faults(self) -> Iterator[tuple[str, int, str, bool]]:
        """Every version: consultation, number, digest as kept, and whether its row still has that digest."""
        for row in self._file.db.execute(f"SELECT {_VERSION} FROM version"):
            yield row[0], row[1], row[14], _is_whole(row)

    def _visits(self, where: str, values: tuple[object, ...]) -> tuple[Visit, ...]:
        return tuple(
            Visit(
                consultation=row[0],
                number=row[1],
                patient=row[2],
                identity=identity_of(row[3:6]),
                day=date.fromisoformat(row[6]),
                saved_at=datetime.fromisoformat(row[7]),
                by=row[8],
                edition=row[9],
                plan=row[10],
                until=None if row[11] is None else date.fromisoformat(row[11]),
                waiting_for=row[12],
            )
            for row in self._file.rows(f"{_VISIT} WHERE {where}", values)
        )


def identity_of(row: tuple[Any, ...]) -> Identity:
    """From the columns code, name, birth_date."""
    code, name, born = row
    return Identity(code=code, name=name, birth_date=None if born is None else date.fromisoformat(born))


def _plan(plan: Mapping[str, str]) -> tuple[str, str | None, str]:
    if not plan.keys() <= {"kind", "until", "waiting_for"}:
        raise RecordError("plan_refused")
    until = plan.get("until", "")
    try:
        day = date.fromisoformat(until).isoformat() if until else None
    except ValueError:
        raise RecordError("plan_refused") from None
    return (
        line(plan.get("kind", ""), 40, "plan_refused"),
        day,
        line(" ".join(plan.get("waiting_for", "")[: 4 * MAX_REASON].split()), MAX_REASON, "plan_refused"),
    )


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "edition": outcome.edition,
        "catalogue_sha256": outcome.catalogue_sha256,
        "guideline": outcome.guideline,
        "program": outcome.program,
        "statuses": dict(outcome.statuses),
        "results": dict(outcome.results),
        **({} if outcome.needed is None else {"needed": list(outcome.needed)}),
    }


def _digest(plain: tuple[Any, ...], content: bytes, told: bytes) -> str:
    blobs = [hashlib.sha256(blob).hexdigest() for blob in (content, told)]
    return hashlib.sha256(canonical([*plain, *blobs])).hexdigest()


def _is_whole(row: tuple[Any, ...]) -> bool:
    return _digest(row[:14], row[15], row[16]) == str(row[14])


def _kept(row: tuple[Any, ...], patient: str) -> Kept:
    try:
        if not _is_whole(row):
            raise ValueError("changed")
        told: dict[str, Any] = unpack_json(row[16])
        case = unpack(row[15])
        return Kept(
            consultation=row[0],
            number=row[1],
            patient=patient,
            identity=identity_of(row[2:5]),
            day=date.fromisoformat(row[5]),
            saved_at=datetime.fromisoformat(row[6]),
            by=row[7],
            case=case,
            outcome=Outcome(
                edition=told["edition"],
                catalogue_sha256=told["catalogue_sha256"],
                guideline=told["guideline"],
                program=told["program"],
                statuses=MappingProxyType(told["statuses"]),
                results=MappingProxyType(told["results"]),
                needed=tuple(told["needed"]) if "needed" in told else None,
            ),
            reason=row[8],
            example=bool(row[9]),
        )
    except (ValueError, KeyError, TypeError, json.JSONDecodeError):
        raise RecordError("consultation_damaged") from None
