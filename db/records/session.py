"""Session: unlocked records, and the four ways in which anything is done with them: asked, looked, changed, told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consult.records import Fault, Person, RecordError, Right
from db.records.audit import Log
from db.records.consultations import Consultations
from db.records.drafts import Drafts
from db.records.file import RecordFile
from db.records.keyring import Keyring
from db.records.papers import Papers
from db.records.passwords import Cost
from db.records.patients import Patients
from db.records.people import People
from db.records.quick import QuickFile
from db.records.rights import rights
from db.records.single import SingleWriter
from db.records.state import StateFile, sealed_head
from db.records.system_keys import KeyStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What unlocking gives a store to work with."""

    folder: Path
    file: RecordFile
    lock: SingleWriter
    key: bytes
    ring: Keyring
    person: Person
    clock: Callable[[], datetime]
    cost: Callable[[], Cost]
    keys: KeyStore
    warnings: tuple[Fault, ...] = ()
    log_is_lost: bool = False
    """The log cannot be written for damage: what is whole can be read, and nothing can be kept."""


class Session:
    """What every method of a store works with. One thread at a time uses it."""

    def __init__(self, opened: Opened) -> None:
        self._person = opened.person
        self._clock = opened.clock
        self._file = opened.file
        self._lock = opened.lock
        self._folder = opened.folder
        self._cost = opened.cost
        self._quick = QuickFile(opened.folder, opened.keys)
        self._warnings = opened.warnings
        self._log_is_lost = opened.log_is_lost
        self._state = StateFile(opened.folder)
        self._people = People(opened.folder, opened.file, opened.ring, opened.key, opened.cost, opened.clock)
        by = opened.person.name
        self._log = Log(opened.file, by, opened.clock)
        self._consultations = Consultations(opened.file, by, opened.clock)
        self._patients = Patients(opened.file, by, opened.clock)
        self._drafts = Drafts(opened.file, opened.clock)
        self._papers = Papers(opened.file, opened.clock)

    @property
    def person(self) -> Person:
        """Who unlocked them."""
        return self._person

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What was found wrong when they were unlocked: the clock, or a log that lost its end."""
        return self._warnings

    def may(self, right: Right) -> bool:
        """Whether this person may, to show what can be done; the methods ask again."""
        return right in rights(self._person, self._people.persons)

    def close(self) -> None:
        """Drop the key and close the file."""
        try:
            self._people.forget()
            self._file.close()
        finally:
            self._lock.release()

    def _need(self, right: Right) -> None:
        with self._file.reading():
            if not self.may(right):
                raise RecordError("not_allowed")

    @contextmanager
    def _look(self, right: Right) -> Iterator[None]:
        """Something is read, by somebody who may."""
        self._need(right)
        with self._file.reading():
            yield

    @contextmanager
    def _people_change(self, kind: str, details: Mapping[str, str]) -> Iterator[None]:
        """A change of the keyring and its line in the log: both, or neither."""
        before = self._people.ring
        try:
            with self._change():
                self._log.add(kind, details=details)
                yield
        except BaseException:
            self._people.put_back(before)
            raise

    def _tell_reading(self, kind: str, consultation: str, details: Mapping[str, str]) -> None:
        """Log that something was read; only where damage has taken the log is it read without."""
        if not self._log_is_lost:
            with self._change():
                self._log.add(kind, consultation, details)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction, after which the new head of the log is kept outside of the file as well."""
        if self._log_is_lost:
            raise RecordError("damaged")
        with self._file.writing():
            yield
        with self._file.reading():
            number, digest = self._log.head()
        self._state.keep_head(sealed_head(self._people.key, number, digest))
