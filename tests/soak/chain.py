"""Chain: every value of every line of the log changed, every line removed, every two exchanged; each is to be found."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from db.records.audit import Log, _digest
from db.records.check import _never
from db.records.file import RecordFile
from db.records.keyring import read_keyring
from db.records.sealing import derive
from tests.db.records.making import DOCTOR, PASSWORD
from tests.soak.work import FOLDER, records_in

COLUMNS = ("at", "by", "kind", "consultation", "details", "digest")
_CHANGED = {"at": "2020-01-01T00:00:00+00:00", "details": '{"x":"y"}'}


@dataclass
class Forgeries:
    """What was done, and what was not found."""

    lines: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.tried.items()))
        tried = sum(self.tried.values())
        return f"{tried} forgeries of a log of {self.lines} lines ({kinds}); {len(self.wrong)} missed"


def lengthen(place: Path, lines: int) -> None:
    """Records whose log has so many lines."""
    store = records_in(place).unlock(DOCTOR.name, PASSWORD)
    kept = store.visits()[0]
    while store.events(limit=10_000)[-1].number < lines:
        store.note("export", consultation=kept.consultation, details={"file": f"{store.events()[-1].number}"})
    store.close()


def forge(place: Path) -> Forgeries:
    """Everything that somebody who holds the key can do to one line or to two, with and without new digests."""
    ring = read_keyring(place / FOLDER)
    holder = ring.person(DOCTOR.name)
    assert holder is not None
    keys = holder.opened(PASSWORD, ring.records)
    assert keys is not None
    file = RecordFile(place / FOLDER / "records.db", derive(keys[0], "file"))
    try:
        for name in ("event_stays", "event_is_kept"):
            file.run(f"DROP TRIGGER {name}")
        return _forged(file)
    finally:
        file.close()


def _forged(file: RecordFile) -> Forgeries:
    log, result = Log(file, "", _never), Forgeries()
    head = log.head()
    numbers = [row[0] for row in file.rows("SELECT number FROM event ORDER BY number")]
    result.lines = len(numbers)

    def seen(kind: str, what: str) -> None:
        result.tried[kind] += 1
        # The head is kept outside of the file, sealed; it stands on papers and in names of backups as well.
        if not list(log.faults()) and log.head() == head:
            result.wrong.append(f"{kind} {what}")

    assert list(log.faults()) == []
    for number in numbers:
        for column in COLUMNS:
            with _undone(file):
                changed = (_CHANGED.get(column, "x"), number)
                file.run(f"UPDATE event SET {column} = ? WHERE number = ?", changed)
                seen("changed", f"{number} {column}")
        with _undone(file):
            file.run("UPDATE event SET by = 'x' WHERE number = ?", (number,))
            _remake(file)
            seen("changed with new digests", str(number))
        with _undone(file):
            file.run("DELETE FROM event WHERE number = ?", (number,))
            seen("removed", str(number))
        with _undone(file):
            file.run("DELETE FROM event WHERE number = ?", (number,))
            file.run("UPDATE event SET number = -number + 1 WHERE number > ?", (number,))
            file.run("UPDATE event SET number = -number WHERE number < 0")
            _remake(file)
            seen("removed, numbered and digested anew", str(number))
    for one, other in itertools.combinations(numbers, 2):
        with _undone(file):
            for old, new in ((one, -1), (other, one), (-1, other)):
                file.run("UPDATE event SET number = ? WHERE number = ?", (new, old))
            seen("exchanged", f"{one} and {other}")
    return result


@contextmanager
def _undone(file: RecordFile) -> Iterator[None]:
    file.run("BEGIN")
    try:
        yield
    finally:
        file.run("ROLLBACK")


def _remake(file: RecordFile) -> None:
    """What somebody would do who knows how the digests are made."""
    before = ""
    for row in file.rows("SELECT number, at, by, kind, consultation, details FROM event ORDER BY number"):
        before = _digest(row, before)
        file.run("UPDATE event SET digest = ? WHERE number = ?", (before, row[0]))
