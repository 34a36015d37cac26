"""Making: records for a test, cheap to unlock, and what is put into them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from consult.records import Identity, Kept, NewPaper, Outcome, Person
from db.records.folder import RecordsFolder
from db.records.passwords import Cost
from db.records.store import Store

DOCTOR = Person(name="Dr Li", role="doctor")
ADMINISTRATOR = Person(name="Frau Weiß", role="administrator")
AUDITOR = Person(name="审核员", role="auditor")
PASSWORD = "a long pass phrase"
DAY = date(2026, 11, 23)
CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)
OUTCOME = Outcome(
    edition="2026.11",
    catalogue_sha256="ab" * 32,
    guideline="bclc_2025",
    program="0.1",
    statuses={"rfa": "usual_option", "tace": "possible"},
    results={"child_pugh": {"class": "A", "points": 5, "missing": []}},
)
LI = Identity(code="A-0123", name="单雄信", birth_date=date(1960, 1, 2))


class Clock:
    """A clock that a test sets, and that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def records_in(folder: Path, clock: Clock | None = None, **more: Any) -> RecordsFolder:
    """Records whose passwords cost next to nothing to try."""
    return RecordsFolder(folder, clock=clock or Clock(), cost=lambda: CHEAP, **more)


def set_up(folder: Path, clock: Clock | None = None) -> Store:
    """New records, unlocked by a doctor."""
    return records_in(folder, clock).set_up(DOCTOR, PASSWORD)[0]


def keep(store: Store, identity: Identity = LI, case: bytes = b'{"age": 66}', **more: Any) -> Kept:
    """A kept consultation."""
    return store.save(**{"identity": identity, "case": case, "outcome": OUTCOME, "day": DAY, **more})


def paper_of(kept: Kept, **more: Any) -> NewPaper:
    """A paper of it."""
    values = {
        "consultation": kept.consultation,
        "number": kept.number,
        "kind": "doctor",
        "language": "en",
        "document": "D-1",
        "pages": 2,
        "pdf": b"%PDF-1.7 pages",
    }
    return NewPaper(**{**values, **more})
