"""Backup: a copy of the open records in a folder of its own, read back and checked before it counts as one.

Its name says when it was made and which line of the log it ends with, and nothing else. It holds the keys of then.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from consult.records import HEAD_DIGITS, Backup, Fault, Person, RecordError
from consult.retention import BACKUP_MONTHS
from db.records.file import RecordFile, disk_in_words
from db.records.keyring import Keyring, read_keyring, write_keyring
from db.records.passwords import given
from db.records.sealing import derive
from db.whole_file import flush_folder

FILE = "records.db"
_NAME = re.compile(r"consult-records-(\d{8}T\d{6}Z)-([0-9a-f]{16})")
_LEAVING = ".leaving"
"""Ends the name of a backup that is being removed: half of one must not be taken for one."""
DAYS, WEEKS, MONTHS = 7, 5, BACKUP_MONTHS
"""Of each of so many days, weeks and months the newest backup stays."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A backup opened with somebody's password."""

    ring: Keyring
    person: Person
    keys: tuple[bytes, ...]


def copy_records(file: RecordFile, ring: Keyring, key: bytes, into: Path, at: datetime, head: str) -> Backup:
    """Copy the records as they are now, and read the copy back. Raises RecordError; then there is no backup."""
    from db.records.check import check_copy

    backup = Backup(
        name=f"consult-records-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{head[:HEAD_DIGITS]}",
        at=at,
        head=head[:HEAD_DIGITS],
    )
    final, partial = into / backup.name, into / f"{backup.name}.partial"
    try:
        with disk_in_words():
            into.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700)
        target = RecordFile(partial / FILE, derive(key, "file"), create=True)
        try:
            with file.reading(), target.reading():
                file.settle()
                file.db.conn.backup(target.db.conn)
                target.rows("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        write_keyring(partial, ring)
        with disk_in_words():
            flush_file(partial / FILE)
        if check_copy(partial / FILE, key, head):
            raise RecordError("backup_unreadable")
        with disk_in_words():
            _take_away(final)  # made in the same second, and then refused
            os.rename(partial, final)
            try:
                flush_folder(into)
            except OSError:
                _take_away(final)
                raise
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return backup


def flush_file(path: Path) -> None:
    """So that a file is on the disk, and not only on its way there."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backups_in(folder: Path, records: str = "") -> tuple[Backup, ...]:
    """The finished backups in a folder, newest first; of these records alone, where they are named."""
    found = []
    try:
        names = sorted((entry.name for entry in folder.iterdir()), reverse=True)
    except OSError:
        return ()
    for name in names:
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        with suppress(ValueError, RecordError):
            at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if not records or read_keyring(folder / name).records == records:
                found.append(Backup(name=name, at=at, head=match[2]))
    return tuple(found)


def thin_out(folder: Path, records: str) -> tuple[Backup, ...]:
    """Remove backups of these records that no day, week or month needs; returns those removed."""
    have = backups_in(folder, records)
    stay = set(_staying(have))
    gone = tuple(backup for backup in have if backup not in stay)
    with suppress(OSError):
        for left in folder.glob(f"consult-records-*{_LEAVING}"):  # of a removal that ended half way
            shutil.rmtree(left, ignore_errors=True)
    for backup in gone:
        _take_away(folder / backup.name)
    return gone


def _take_away(backup: Path) -> None:
    """Remove a backup, if it is there; its name goes first."""
    leaving = backup.with_name(f"{backup.name}{_LEAVING}")
    with suppress(OSError):
        os.rename(backup, leaving)
        shutil.rmtree(leaving, ignore_errors=True)


def opened_backup(backup: Path, name: str, password: str) -> Opening:
    """The keys of a backup. Raises RecordError."""
    ring = read_keyring(backup)
    holder = ring.person(name)
    if holder is None:
        raise RecordError("no_person")
    keys = holder.opened(given(password), ring.records)
    if keys is None:
        raise RecordError("wrong_password")
    if not ring.is_sealed(keys[0]):
        raise RecordError("keys_damaged")
    return Opening(ring, next(one for one in ring.persons if one.name == name), keys)


def backup_faults(backup: Path, key: bytes) -> tuple[Fault, ...]:
    """Everything wrong with a backup, its name included."""
    from db.records.check import check_copy

    match = _NAME.fullmatch(backup.name)
    return check_copy(backup / FILE, key, match[2] if match else "")


def _staying(backups: Iterable[Backup]) -> Iterator[Backup]:
    """The newest of each of the last days, weeks and months that have one."""
    backups = tuple(backups)
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[object, Backup] = {}
        for backup in backups:
            newest.setdefault(period(backup.at.date()), backup)
        yield from tuple(newest.values())[:most]


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
