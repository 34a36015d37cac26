"""Keyring: who can unlock the records. The data key lies in it only sealed to each person and to the recovery key.

A person's password opens their private key; the data key is sealed to their public key. So the data key can be
changed for everyone (when somebody leaves) without anybody's password.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from consult.records import ROLES, Person, RecordError
from db.records.file import disk_in_words
from db.records.passwords import KEY_BYTES, SALT_BYTES, Cost, stretch
from db.records.sealing import mark, marked, new_pair, open_sealed, seal_to, unwrap, wrap
from db.records.strict_json import canonical, read_checked, with_checksum
from db.whole_file import write_whole

FORMAT, VERSION = "consult-keys", 1
NAMES = ("keys.json", "keys.copy.json")
"""Without this file nothing can be read any more, so that it lies there twice."""
MAX_PEOPLE = 200
RECOVERY = "\0recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person, or the recovery key (whose name no person can have)."""

    name: str
    role: str
    salt: bytes
    cost: Cost
    public: bytes
    private: bytes
    """Wrapped under the password."""
    data: tuple[bytes, ...]
    """The data key, sealed to `public`: the newest first; a second one only while the file is being rekeyed."""

    def opened(self, secret: str, records: str) -> tuple[bytes, ...] | None:
        """The data keys, newest first; None where the secret is another."""
        private = self.private_key(secret, records)
        return None if private is None else self.opened_by(private, records)

    def private_key(self, secret: str, records: str) -> bytes | None:
        """What the password wraps; None where the secret is another."""
        return unwrap(stretch(secret, self.salt, self.cost), self.private, self._label(records))

    def opened_by(self, private: bytes, records: str) -> tuple[bytes, ...]:
        """The data keys, newest first. Raises RecordError where they are not sealed to this key."""
        found = [open_sealed(private, sealed, records.encode()) for sealed in self.data]
        if any(key is None for key in found):
            raise RecordError("keys_damaged")
        return tuple(key for key in found if key is not None)

    def _label(self, records: str) -> bytes:
        return canonical([records, self.name, self.role])


def holder(name: str, role: str, secret: str, cost: Cost, records: str, data: Sequence[bytes]) -> Holder:
    """A new holder of the data keys."""
    private, public = new_pair()
    salt = secrets.token_bytes(SALT_BYTES)
    blank = Holder(name=name, role=role, salt=salt, cost=cost, public=public, private=b"", data=())
    return replace(
        blank,
        private=wrap(stretch(secret, salt, cost), private, blank._label(records)),
        data=tuple(seal_to(public, key, records.encode()) for key in data),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """What stands in the file of keys."""

    records: str
    """Names these records, at random: a key of others is not taken for one of these."""
    people: tuple[Holder, ...]
    recovery: Holder
    seal: str = ""

    @property
    def persons(self) -> tuple[Person, ...]:
        """Without their keys."""
        return tuple(Person(name=p.name, role=role) for p in self.people for role in ROLES if role == p.role)

    def person(self, name: str) -> Holder | None:
        """By name, as written."""
        return next((p for p in self.people if p.name == name), None)

    def sealed(self, key: bytes) -> Keyring:
        """Marked by a holder of the data key: nobody else can slip in a person, a role or a public key."""
        return replace(self, seal=mark(key, "keyring", canonical(self._body())))

    def is_sealed(self, key: bytes) -> bool:
        """Whether it is as a holder of the data key left it."""
        return marked(key, "keyring", canonical(self._body()), self.seal)

    def with_data(self, data: Sequence[bytes]) -> Keyring:
        """The same holders, of these data keys."""

        def given(one: Holder) -> Holder:
            return replace(one, data=tuple(seal_to(one.public, key, self.records.encode()) for key in data))

        return replace(self, people=tuple(map(given, self.people)), recovery=given(self.recovery))

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "records": self.records,
            "people": [_written(p) for p in self.people],
            "recovery": _written(self.recovery),
        }


def new_data_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def write_keyring(folder: Path, ring: Keyring) -> None:
    """Write both copies, each whole or not at all. Raises RecordError."""
    data = with_checksum({**ring._body(), "seal": ring.seal})
    with disk_in_words():
        for name in NAMES:
            write_whole(folder / name, data)


def mend_copies(folder: Path, ring: Keyring) -> None:
    """Write both again where they are not alike: one was damaged, or a change of them ended between the two."""
    with suppress(OSError, RecordError):
        first, second = ((folder / name) for name in NAMES)
        if not (first.exists() and second.exists() and first.read_bytes() == second.read_bytes()):
            write_keyring(folder, ring)


def read_keyring(folder: Path) -> Keyring:
    """The keyring of the records in a folder, from its copy where the first is damaged.

    Raises RecordError: "no_records", "keys_damaged" or "newer".
    """
    missing, trouble = 0, None
    for name in NAMES:
        try:
            return _read(read_checked(folder / name))
        except FileNotFoundError:
            missing += 1
        except OSError as error:
            trouble = error
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    if trouble is not None:
        with disk_in_words():
            raise trouble
    raise RecordError("no_records" if missing == len(NAMES) else "keys_damaged")


def _read(value: dict[str, Any]) -> Keyring:
    if value["format"] != FORMAT:
        raise ValueError("not a keyring")
    if type(value["version"]) is int and value["version"] > VERSION:
        raise RecordError("newer")
    people = tuple(_holder(one) for one in value["people"])
    names = {one.name for one in people}
    if not 1 <= len(people) <= MAX_PEOPLE or len(names) != len(people) or RECOVERY in names:
        raise ValueError("people")
    if any(one.role not in ROLES for one in people):
        raise ValueError("role")
    return Keyring(
        records=_text(value["records"]),
        people=people,
        recovery=_holder(value["recovery"]),
        seal=_text(value["seal"]),
    )


def _written(one: Holder) -> dict[str, Any]:
    def plain(data: bytes) -> str:
        return base64.b64encode(data).decode()

    return {
        "name": one.name,
        "role": one.role,
        "salt": plain(one.salt),
        "memory_kib": one.cost.memory_kib,
        "iterations": one.cost.iterations,
        "lanes": one.cost.lanes,
        "public": plain(one.public),
        "private": plain(one.private),
        "data": [plain(sealed) for sealed in one.data],
    }


def _holder(value: dict[str, Any]) -> Holder:
    data = tuple(_bytes(sealed) for sealed in value["data"])
    public = _bytes(value["public"])
    if not 1 <= len(data) <= 2 or len(public) != 32:
        raise ValueError("keys")
    return Holder(
        name=_text(value["name"]),
        role=_text(value["role"]),
        salt=_bytes(value["salt"]),
        cost=Cost(
            memory_kib=_whole(value["memory_kib"]),
            iterations=_whole(value["iterations"]),
            lanes=_whole(value["lanes"]),
        ),
        public=public,
        private=_bytes(value["private"]),
        data=data,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _bytes(value: object) -> bytes:
    return base64.b64decode(_text(value), validate=True)
