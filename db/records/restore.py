"""Restore: a backup put in the place of the records, in steps that can be taken up again wherever they ended.

The backup is first copied beside the records, opened and checked there; then file by file the records of before are
put aside, never removed, and the copy takes their place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from consult.records import Fault, RecordError
from db.records.audit import Log
from db.records.backup import FILE, Opening, backup_faults, backups_in, flush_file
from db.records.file import RecordFile, disk_in_words
from db.records.folder import COMING, READY
from db.records.keyring import NAMES, write_keyring
from db.records.migrations import bring_up_to_date
from db.records.sealing import derive
from db.records.state import NAME as STATE
from db.records.state import State, StateFile, sealed_head
from db.whole_file import flush_folder, write_whole

_ASIDE = (f"{FILE}-wal", f"{FILE}-shm", FILE, STATE, *NAMES)
_COMES = (FILE, STATE, *NAMES)


def checked_backup(backup: Path, opening: Opening) -> tuple[Fault, ...]:
    """Raises RecordError("backup_damaged") with the newest good one beside it, opened with the same keys."""
    faults = backup_faults(backup, opening.keys[0])
    if not faults:
        return faults
    for other in backups_in(backup.parent, opening.ring.records):
        if other.name != backup.name and not backup_faults(backup.parent / other.name, opening.keys[0]):
            raise RecordError("backup_damaged_another", name=backup.name, next=other.name)
    raise RecordError("backup_damaged", name=backup.name)


def prepare(folder: Path, backup: Path, opening: Opening, clock: Callable[[], datetime]) -> None:
    """Copy a backup beside the records, brought up to date and with the restoring in its log; nothing else changes."""
    coming, key = folder / COMING, opening.keys[0]
    with disk_in_words():
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(mode=0o700)
        shutil.copyfile(backup / FILE, coming / FILE)
    write_keyring(coming, opening.ring)
    file = RecordFile(coming / FILE, derive(key, "file"))
    try:
        bring_up_to_date(file)
        replaced = _head_before(folder)
        details = {"name": backup.name} | ({"replaced": replaced} if replaced else {})
        with file.writing():
            line = Log(file, opening.person.name, clock).add("restore", details=details)
        with file.reading():
            file.settle()
    finally:
        file.close()
    with disk_in_words():
        StateFile(coming).write(State(head=sealed_head(key, line.number, line.digest)))
        flush_file(coming / FILE)
        write_whole(coming / READY, b"")


def finish(folder: Path, now: datetime) -> None:
    """Put what was prepared in the place of the records, or do the rest of it; without anything prepared do nothing."""
    coming = folder / COMING
    if not (coming / READY).exists():
        return
    with disk_in_words():
        aside = _aside(folder, coming, now)
        for name in _ASIDE:
            # What came already must not be put aside: it is the one that is no longer beside.
            arrived = name in _COMES and not (coming / name).exists()
            if not arrived and (folder / name).exists():
                os.replace(folder / name, aside / name)
        for name in _COMES:
            if (coming / name).exists():
                os.replace(coming / name, folder / name)
        flush_folder(folder)
        shutil.rmtree(coming)


def _head_before(folder: Path) -> str:
    """How the log of the records that are replaced ended, as far as it can be told without opening them."""
    head = StateFile(folder).read()[0].head
    return "" if head is None else f"line {head.number}, {head.digest[:16]}"


def _aside(folder: Path, coming: Path, now: datetime) -> Path:
    """Where the records of before go; the same folder when the steps are taken up again."""
    note = coming / READY
    name = note.read_text("ascii")
    if not name:
        name = f"replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        write_whole(note, name.encode("ascii"))
    aside = folder / Path(name).name
    aside.mkdir(exist_ok=True, mode=0o700)
    return aside
