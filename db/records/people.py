"""People: letting somebody in, out, and in again with another password; the keyring is the only place that says who."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from consult.records import Person, RecordError
from db.records.file import RecordFile, disk_in_words
from db.records.keyring import MAX_PEOPLE, RECOVERY, Holder, Keyring, holder, new_data_key, write_keyring
from db.records.passwords import Cost, checked, given
from db.records.recovery import new_recovery_key, typed_recovery_key
from db.records.rights import check_someone_manages
from db.records.sealing import derive
from db.records.state import StateFile


class People:
    """The people of unlocked records. Every change is on the disk when a method returns; else nothing has changed."""

    def __init__(
        self,
        folder: Path,
        file: RecordFile,
        ring: Keyring,
        key: bytes,
        cost: Callable[[], Cost],
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._file = file
        self._ring = ring
        self._key = key
        self._cost = cost
        self._clock = clock
        self._behind = False
        """Whether the keyring on the disk is one that was taken back."""

    @property
    def key(self) -> bytes:
        """The data key, as long as the records are unlocked."""
        return self._key

    @property
    def ring(self) -> Keyring:
        """The keyring as it is to lie on the disk."""
        return self._ring

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everyone, in the order in which they were let in."""
        return self._ring.persons

    def forget(self) -> None:
        """Drop the key."""
        self._catch_up()
        self._key = b""

    def add(self, person: Person, password: str) -> None:
        """Let somebody in, whose name is checked already."""
        if any(one.name.casefold() == person.name.casefold() for one in self._ring.people):
            raise RecordError("person_exists")
        if len(self._ring.people) >= MAX_PEOPLE:
            raise RecordError("too_many_people")
        made = new_holder(person, checked(password), self._cost(), self._ring.records, self._key)
        self.keep(replace(self._ring, people=(*self._ring.people, made)))

    def without(self, name: str) -> Keyring:
        """The keyring as it is to be without somebody, for `rekey`."""
        left = tuple(one for one in self._ring.people if one.name != name)
        if len(left) == len(self._ring.people):
            raise RecordError("no_person")
        ring = replace(self._ring, people=left)
        check_someone_manages(ring.persons)
        return ring

    def with_password(self, name: str, old: str, new: str) -> Keyring:
        """The keyring with another password; needs the old one, whose guesses are counted as those to unlock are."""
        before = self._ring.person(name)
        if before is None:
            raise RecordError("no_person")
        password = checked(new)
        with guess(self._folder, name, self._clock) as guessing:
            if before.opened(given(old), self._ring.records) is None:
                raise RecordError("wrong_password")
            guessing.right()
        return self._changed(next(p for p in self.persons if p.name == name), password)

    def private_key(self, name: str, password: str) -> bytes:
        """A person's own key, with their password, whose guesses are counted as those to unlock are."""
        holder = self._ring.person(name)
        if holder is None:
            raise RecordError("no_person")
        with guess(self._folder, name, self._clock) as guessing:
            private = holder.private_key(given(password), self._ring.records)
            if private is None:
                raise RecordError("wrong_password")
            guessing.right()
        return private

    def take_password(self, person: Person, password: str) -> None:
        """A new password for somebody whose key is known to be theirs."""
        self.keep(self._changed(person, checked(password)))

    def new_recovery_key(self) -> str:
        """Make another key to print."""
        key = new_recovery_key()
        made = recovery_holder(key, self._cost(), self._ring.records, self._key)
        self.keep(replace(self._ring, recovery=made))
        return key

    def keep(self, ring: Keyring) -> None:
        """Write a keyring of the same data key."""
        ring = ring.sealed(self._key)
        write_keyring(self._folder, ring)
        self._ring, self._behind = ring, False

    def put_back(self, ring: Keyring) -> None:
        """The keyring of before is the right one again; where the disk refuses it now, it is written later."""
        self._ring, self._behind = ring, True
        self._catch_up()

    def _catch_up(self) -> None:
        if self._behind:
            with suppress(RecordError):
                write_keyring(self._folder, self._ring)
                self._behind = False

    def _changed(self, person: Person, password: str) -> Keyring:
        changed = new_holder(person, password, self._cost(), self._ring.records, self._key)
        people = tuple(changed if one.name == changed.name else one for one in self._ring.people)
        return replace(self._ring, people=people)

    def rekey(self, ring: Keyring) -> None:
        """Encrypt the file under a new key. While that goes on the keyring holds both, so that either opens it."""
        new, old = new_data_key(), self._key
        write_keyring(self._folder, ring.with_data((new, old)).sealed(new))
        try:
            self._file.rekey(derive(new, "file"))
        except RecordError:
            # Where it is not known which key the file has, the keyring of both stays: the next unlocking finds out.
            if self._file.is_open:
                with suppress(RecordError):
                    write_keyring(self._folder, self._ring)
            raise
        self._key, self._ring = new, ring.with_data((new, old)).sealed(new)
        # It is done. Where the disk refuses what is left, the next unlocking does it, for the keyring holds both keys.
        with suppress(RecordError):
            with disk_in_words():
                StateFile(self._folder).reseal((old,), new)
            self.keep(ring.with_data((new,)))


class guess:  # noqa: N801 - reads as a word in a `with` statement
    """A guess at a password: counted before it is tried, forgotten when it was right, made to wait after too many."""

    def __init__(self, folder: Path, who: str, clock: Callable[[], datetime]) -> None:
        self._file = StateFile(folder)
        self._who = who
        self._clock = clock
        self.wrong = 0
        """How many were wrong before this one."""

    def __enter__(self) -> guess:
        state, _ = self._file.read()
        now = int(self._clock().timestamp())
        before = state.guesses.get(self._who)
        if before is not None:
            self.wrong = before.count
            if seconds := before.wait(now):
                raise RecordError("wait", seconds=str(seconds))
        with disk_in_words():
            self._file.write(state.with_guess(self._who, now))
        return self

    def right(self) -> None:
        """It was."""
        state, _ = self._file.read()
        with disk_in_words():
            self._file.write(state.without_guesses(self._who))

    def __exit__(self, *_: object) -> None:
        """A guess that was not right stays counted."""


def new_holder(person: Person, password: str, cost: Cost, records: str, key: bytes) -> Holder:
    """A person of a keyring; the password is already checked."""
    return holder(person.name, person.role, password, cost, records, (key,))


def recovery_holder(printed: str, cost: Cost, records: str, key: bytes) -> Holder:
    """The recovery key of a keyring."""
    return holder(RECOVERY, "recovery", typed_recovery_key(printed), cost, records, (key,))
