"""Folder of the records: set up, unlocked, recovered; without a key it tells who there is."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from consult.records import Backup, Fault, Person, RecordError
from db.records.audit import Log
from db.records.bounds import checked_person
from db.records.file import RecordFile, disk_in_words
from db.records.keyring import (
    NAMES,
    RECOVERY,
    Keyring,
    mend_copies,
    new_data_key,
    read_keyring,
    write_keyring,
)
from db.records.migrations import bring_up_to_date
from db.records.passwords import Cost, checked, fitted, given
from db.records.people import guess, new_holder, recovery_holder
from db.records.quick import NAME as QUICK
from db.records.quick import QuickFile
from db.records.recovery import new_recovery_key, typed_recovery_key
from db.records.rights import rights
from db.records.sealing import derive
from db.records.session import Opened
from db.records.single import SingleWriter
from db.records.state import FREE_GUESSES, StateFile, sealed_head
from db.records.store import Store
from db.records.system_keys import KeyStore, SystemKeys
from db.whole_file import flush_folder

COMING, READY = "restoring", "ready"
"""Where a backup lies that is about to be restored, and the file that says that it is whole."""
FILE, NEW_FILE = "records.db", "records.new"


def _now() -> datetime:
    return datetime.now(UTC)


class RecordsFolder:
    """A `consult.records.Records` in a folder, which need not exist yet.

    `built` is a day before which the clock cannot be right: that of the catalogue or of the program. `keys` is where
    secrets of short codes lie.
    """

    def __init__(
        self,
        folder: Path,
        *,
        built: date | None = None,
        clock: Callable[[], datetime] = _now,
        cost: Callable[[], Cost] = fitted,
        keys: KeyStore | None = None,
    ) -> None:
        self._folder = folder
        self._built = built
        self._clock = clock
        self._cost = cost
        self._keys = keys or SystemKeys()

    @property
    def exist(self) -> bool:
        """Whether they were set up."""
        return (self._folder / COMING / READY).exists() or any(
            (self._folder / name).exists() for name in (*NAMES, FILE)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Who can unlock them, to choose from. Raises RecordError where that cannot be read."""
        return tuple(one.name for one in self._ring().people) if self.exist else ()

    def set_up(self, person: Person, password: str) -> tuple[Store, str]:
        """Make new records for a first person; returns them unlocked, and the recovery key to print."""
        person, password = checked_person(person), checked(password)
        if person.role == "auditor":
            raise RecordError("last_administrator")
        with disk_in_words():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._locked() as lock:
            if self.exist:
                raise RecordError("already_set_up")
            key, records, recovery = new_data_key(), secrets.token_hex(16), new_recovery_key()
            cost = self._cost()
            ring = Keyring(
                records=records,
                people=(new_holder(person, password, cost, records, key),),
                recovery=recovery_holder(recovery, cost, records, key),
            ).sealed(key)
            self._make_file(key)
            try:
                # The keys make the records exist: a set-up that ends before them has made nothing.
                write_keyring(self._folder, ring)
                self._take_new_file()
                return self._open(lock, ring, (key,), person, "set_up", {}), recovery
            except RecordError:
                # Nobody has seen the recovery key: what was refused half way must not stay behind as records.
                for name in (*NAMES, FILE, f"{FILE}-wal", f"{FILE}-shm"):
                    with suppress(OSError):
                        (self._folder / name).unlink(missing_ok=True)
                raise

    def unlock(self, name: str, password: str) -> Store:
        """Raises RecordError: "wrong_password", "wait" (with seconds), "in_use", "damaged", "newer", …"""
        with self._locked() as lock:
            ring = read_keyring(self._folder)
            holder = ring.person(name)
            if holder is None:
                raise RecordError("no_person")
            with guess(self._folder, name, self._clock) as guessing:
                keys = holder.opened(given(password), ring.records)
                if keys is None:
                    raise RecordError("wrong_password")
                guessing.right()
            person = _known(ring, keys[0], name)
            wrong = {"wrong_guesses": str(guessing.wrong)} if guessing.wrong else {}
            return self._open(lock, ring, keys, person, "unlock", wrong)

    @property
    def quick_names(self) -> tuple[str, ...]:
        """Who has a short code on this account of this computer; whether the system's store is open is not asked."""
        if not (self._folder / QUICK).exists():
            return ()
        try:
            ring = self._ring()
        except RecordError:
            return ()
        quick = QuickFile(self._folder, self._keys).read()
        return tuple(one.name for one in ring.people if one.name in quick and quick[one.name].opens(one))

    def unlock_quick(self, name: str, code: str) -> Store:
        """As `unlock`, with the short code; after too many wrong ones it opens nothing any more."""
        with self._locked() as lock:
            ring = read_keyring(self._folder)
            holder = ring.person(name)
            if holder is None:
                raise RecordError("no_person")
            quick = QuickFile(self._folder, self._keys)
            with guess(self._folder, name, self._clock) as guessing:
                if guessing.wrong + 1 >= FREE_GUESSES:
                    quick.drop(name)
                    raise RecordError("no_quick")
                private = quick.private(holder, ring.records, code)
                if private is None:
                    raise RecordError("wrong_code")
                guessing.right()
            keys = holder.opened_by(private, ring.records)
            person = _known(ring, keys[0], name)
            wrong = {"wrong_guesses": str(guessing.wrong)} if guessing.wrong else {}
            return self._open(lock, ring, keys, person, "unlock", {"how": "code", **wrong})

    def recover(self, name: str, recovery_key: str, password: str) -> Store:
        """Unlock with the printed key and give the person a new password."""
        typed, password = typed_recovery_key(recovery_key), checked(password)
        with self._locked() as lock:
            ring = read_keyring(self._folder)
            if ring.person(name) is None:
                raise RecordError("no_person")
            with guess(self._folder, RECOVERY, self._clock) as guessing:
                keys = ring.recovery.opened(typed, ring.records)
                if keys is None:
                    raise RecordError("wrong_recovery_key")
                guessing.right()
            person = _known(ring, keys[0], name)
            store = self._open(lock, ring, keys, person, "recover", {})
            try:
                store.take_password(password)
                QuickFile(self._folder, self._keys).drop(name)
            except BaseException:
                store.close()
                raise
            return store

    def backups(self, folder: Path) -> tuple[Backup, ...]:
        """The finished backups of any records in a folder, newest first."""
        from db.records.backup import backups_in

        return backups_in(folder)

    def rehearse(self, backup: Path, name: str, password: str) -> tuple[Fault, ...]:
        """Everything wrong with a backup, opened by a person of it; nothing is restored."""
        from db.records.backup import backup_faults, opened_backup

        return backup_faults(backup, opened_backup(backup, name, password).keys[0])

    def restore(self, backup: Path, name: str, password: str) -> Store:
        """Put a backup in the place of the records, which are put aside, and unlock it."""
        from db.records.backup import opened_backup
        from db.records.restore import checked_backup, finish, prepare

        opening = opened_backup(backup, name, password)
        if "backup" not in rights(opening.person, opening.ring.persons):
            raise RecordError("not_allowed")
        checked_backup(backup, opening)
        with disk_in_words():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._locked() as lock:
            prepare(self._folder, backup, opening, self._clock)
            finish(self._folder, self._clock())
            return self._open(lock, opening.ring, opening.keys, opening.person, "unlock", {})

    def _ring(self) -> Keyring:
        """The keyring, also where a restoring ended half way."""
        coming = self._folder / COMING
        ready = (coming / READY).exists() and all((coming / name).exists() for name in NAMES)
        return read_keyring(coming if ready else self._folder)

    @contextmanager
    def _locked(self) -> Iterator[SingleWriter]:
        """The lock; it stays with a store that was opened, and goes where none was."""
        if not self._folder.is_dir():
            raise RecordError("no_records")
        lock = SingleWriter(self._folder)
        try:
            if (self._folder / COMING).exists():
                from db.records.restore import finish

                finish(self._folder, self._clock())
            yield lock
        except BaseException:
            lock.release()
            raise

    def _make_file(self, key: bytes) -> None:
        """A new record file under a name that is not yet the one."""
        path = self._folder / NEW_FILE
        with disk_in_words():
            for left in (path, *(path.with_name(f"{NEW_FILE}{end}") for end in ("-wal", "-shm"))):
                left.unlink(missing_ok=True)
        file = RecordFile(path, derive(key, "file"), create=True)
        try:
            bring_up_to_date(file)
            # All of it must be in the file itself, which is about to get another name than the log beside it.
            with file.reading():
                file.settle()
        finally:
            file.close()

    def _take_new_file(self) -> None:
        with disk_in_words():
            os.replace(self._folder / NEW_FILE, self._folder / FILE)
            flush_folder(self._folder)

    def _open(
        self,
        lock: SingleWriter,
        ring: Keyring,
        keys: tuple[bytes, ...],
        person: Person,
        how: str,
        details: dict[str, str],
    ) -> Store:
        """The store, its opening logged."""
        if not (self._folder / FILE).exists():
            if not (self._folder / NEW_FILE).exists():
                raise RecordError("records_missing")
            self._take_new_file()  # a set-up that ended between its last two steps
        file, key = self._open_file(keys)
        lost = False
        mend_copies(self._folder, ring)
        try:
            if len(keys) > 1:  # a change of the key that ended half way
                file.rekey(derive(keys[0], "file"))
                with disk_in_words():
                    StateFile(self._folder).reseal(keys, keys[0])
                key, ring = keys[0], ring.with_data(keys[:1]).sealed(keys[0])
                write_keyring(self._folder, ring)
            try:
                warnings = self._begin(file, person, keys, how, details)
            except RecordError as error:
                if error.code != "damaged":
                    raise
                warnings, lost = (Fault(code="log_unreadable"),), True
        except BaseException:
            file.close()
            raise
        return Store(
            Opened(
                folder=self._folder,
                file=file,
                lock=lock,
                key=key,
                ring=ring,
                person=person,
                clock=self._clock,
                cost=self._cost,
                keys=self._keys,
                warnings=warnings,
                log_is_lost=lost,
            )
        )

    def _begin(
        self, file: RecordFile, person: Person, keys: tuple[bytes, ...], how: str, details: dict[str, str]
    ) -> tuple[Fault, ...]:
        """Bring the file up to date and log its opening; returns what is wrong at first sight."""
        bring_up_to_date(file)
        log = Log(file, person.name, self._clock)
        warnings = self._warnings(log, keys)
        with file.writing():
            for fault in warnings:
                log.add(fault.code, details={"line": fault.where} if fault.where else {})
            head = log.add(how, details=details)
        StateFile(self._folder).keep_head(sealed_head(keys[0], head.number, head.digest))
        return warnings

    def _open_file(self, keys: tuple[bytes, ...]) -> tuple[RecordFile, bytes]:
        for key in keys:
            try:
                return RecordFile(self._folder / FILE, derive(key, "file")), key
            except RecordError as error:
                if error.code != "damaged" or key == keys[-1]:
                    raise
        raise RecordError("damaged")

    def _warnings(self, log: Log, keys: tuple[bytes, ...]) -> tuple[Fault, ...]:
        """What is wrong at first sight: a clock that went back, and a log shorter than it was."""
        found = []
        with log.file.reading():
            now, newest, number = self._clock(), log.newest(), log.head()[0]
            if (newest is not None and now < newest) or (
                self._built is not None and now.date() < self._built
            ):
                found.append(Fault(code="clock_behind"))
            head = StateFile(self._folder).read()[0].head
            if number and (head is None or not any(head.is_sealed(key) for key in keys)):
                found.append(Fault(code="log_head_missing"))
            elif head is not None and log.digest(head.number) != head.digest:
                found.append(Fault(code="log_cut", where=str(head.number)))
        return tuple(found)


def _known(ring: Keyring, key: bytes, name: str) -> Person:
    """The person, once it is sure that a holder of the key wrote who they are."""
    if not ring.is_sealed(key):
        raise RecordError("keys_damaged")
    return next(one for one in ring.persons if one.name == name)
