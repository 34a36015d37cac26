"""Check of a copy of the record file that nothing writes: a backup, or what is about to be restored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from consult.records import Fault, RecordError
from db.records.audit import Log
from db.records.consultations import Consultations
from db.records.damage import faults
from db.records.file import RecordFile
from db.records.papers import Papers
from db.records.sealing import derive


def check_copy(path: Path, key: bytes, head: str) -> tuple[Fault, ...]:
    """Everything wrong with it; `head` is how the digest of its newest line must begin."""
    try:
        file = RecordFile(path, derive(key, "file"), read_only=True)
    except RecordError:
        return (Fault(code="pages_damaged"),)
    try:
        log = Log(file, "", _never)
        found = faults(file, Consultations(file, "", _never), Papers(file, _never), log)
        with file.reading():
            if not log.head()[1].startswith(head):
                found = (*found, Fault(code="log_cut", where=str(log.head()[0])))
        return found
    except RecordError:
        return (Fault(code="pages_damaged"),)
    finally:
        file.close()


def _never() -> datetime:
    """The clock of something that writes nothing."""
    return datetime.max.replace(tzinfo=UTC)
