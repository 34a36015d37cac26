"""Quick unlock: a person's private key, wrapped by a short code and a secret that the system's key store keeps.

Neither alone opens anything: the code is too short to stand by itself, and whoever sits at an open account of the
system would have the secret. It ends with the password it was made under (docs/decisions/0010-short-code.md).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consult.records import MAX_QUICK, MIN_QUICK, RecordError
from db.records.file import disk_in_words
from db.records.keyring import Holder
from db.records.passwords import SALT_BYTES, Cost, given, spelt, stretch
from db.records.sealing import derive, unwrap, wrap
from db.records.strict_json import canonical, read_checked, with_checksum
from db.records.system_keys import KeyStore
from db.whole_file import write_whole

NAME, FORMAT = "quick.json", "consult-quick"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """What lies beside the records for one person; it names their secret in the system's store."""

    secret: str
    salt: bytes
    cost: Cost
    private: bytes
    of: str
    """The digest of the public key it belongs to: with another password there is another."""

    def opens(self, holder: Holder) -> bool:
        """Whether it belongs to the person as they are now."""
        return self.of == _digest(holder)


class QuickFile:
    """The file of all who use a short code here; losing it costs a password to be typed, nothing else."""

    def __init__(self, folder: Path, store: KeyStore) -> None:
        self._path = folder / NAME
        self._store = store

    def read(self) -> dict[str, Quick]:
        """By person; nobody where the file is not there or damaged."""
        try:
            value = read_checked(self._path)
            if value["format"] != FORMAT:
                return {}
            return {str(name): _quick(one) for name, one in value["people"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def make(self, holder: Holder, private: bytes, records: str, code: str, cost: Cost) -> None:
        """Wrap a person's private key. Raises RecordError; then nothing was kept."""
        code = checked_code(code)
        named, secret, salt = (
            secrets.token_hex(8),
            secrets.token_bytes(SECRET_BYTES),
            secrets.token_bytes(SALT_BYTES),
        )
        self._store.put(named, secret.hex())
        made = Quick(
            secret=named,
            salt=salt,
            cost=cost,
            private=wrap(_key(secret, code, salt, cost), private, _label(holder, records)),
            of=_digest(holder),
        )
        before = self.read()
        try:
            self._write({**before, holder.name: made})
        except RecordError:
            self._store.remove(named)
            raise
        if holder.name in before:
            self._store.remove(before[holder.name].secret)

    def private(self, holder: Holder, records: str, code: str) -> bytes | None:
        """The private key; None for another code. Raises RecordError where none can be opened at all."""
        quick = self.read().get(holder.name)
        if quick is None or not quick.opens(holder):
            raise RecordError("no_quick")
        kept = self._store.get(quick.secret)
        if kept is None:
            raise RecordError("no_quick")
        try:
            secret = bytes.fromhex(kept)
        except ValueError:
            raise RecordError("no_quick") from None
        key = _key(secret, given(code), quick.salt, quick.cost)
        return unwrap(key, quick.private, _label(holder, records))

    def drop(self, name: str) -> None:
        """Let a person's code open nothing any more."""
        people = self.read()
        gone = people.pop(name, None)
        if gone is not None:
            with suppress(RecordError):
                self._write(people)
            self._store.remove(gone.secret)

    def _write(self, people: dict[str, Quick]) -> None:
        value = {"format": FORMAT, "people": {name: _written(one) for name, one in people.items()}}
        with disk_in_words():
            write_whole(self._path, with_checksum(value))


def checked_code(code: str) -> str:
    """A new code in one spelling. Raises RecordError("quick_length")."""
    code = spelt(code)
    if not MIN_QUICK <= len(code) <= MAX_QUICK:
        raise RecordError("quick_length", least=str(MIN_QUICK), most=str(MAX_QUICK))
    return code


def _key(secret: bytes, code: str, salt: bytes, cost: Cost) -> bytes:
    """Of both: the secret is random, the code is stretched as a password is."""
    return derive(secret, "quick", stretch(code, salt, cost))


def _label(holder: Holder, records: str) -> bytes:
    return canonical([records, holder.name, _digest(holder), "quick"])


def _digest(holder: Holder) -> str:
    return hashlib.sha256(holder.public).hexdigest()


def _written(quick: Quick) -> dict[str, Any]:
    return {
        "secret": quick.secret,
        "salt": base64.b64encode(quick.salt).decode(),
        "cost": [quick.cost.memory_kib, quick.cost.iterations, quick.cost.lanes],
        "private": base64.b64encode(quick.private).decode(),
        "of": quick.of,
    }


def _quick(value: dict[str, Any]) -> Quick:
    memory, iterations, lanes = (int(part) for part in value["cost"])
    return Quick(
        secret=str(value["secret"]),
        salt=base64.b64decode(value["salt"], validate=True),
        cost=Cost(memory_kib=memory, iterations=iterations, lanes=lanes),
        private=base64.b64decode(value["private"], validate=True),
        of=str(value["of"]),
    )
