"""Signed: the exact bytes of a catalogue with their signature, checked before anything reads them.

An update file (`.ccat`) is the signature file followed by the catalogue: no archive to unpack, every byte covered.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from consult.errors import CatalogError
from db.keys import Key, Keyring
from db.minisign import MAX_SIGNATURE, MinisignError, SecretKey, Signature

SUFFIX = ".minisig"
UPDATE_SUFFIX = ".ccat"
MAX_CATALOG = 64 << 20
"""Bytes of a catalogue; today's has less than 2 MiB."""
_LINES = 4
_DAY = r"(\d{4}-\d\d-\d\d)"
_COMMENT = re.compile(
    r"consult catalogue edition:([0-9A-Za-z][0-9A-Za-z._-]{0,31}) sequence:([1-9]\d{0,8}) "
    rf"date:{_DAY} review-by:{_DAY} schema:([1-9]\d{{0,3}})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the trusted comment of a signature says of the edition."""

    edition: str
    sequence: int
    made: date
    review_by: date
    schema: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A catalogue and its signature file as they were read, not yet checked; `name` is for sentences alone."""

    data: bytes
    signature: bytes
    name: str

    def packed(self) -> bytes:
        """Both as one update file."""
        return self.signature + self.data


def comment(edition: dict[str, Any], schema: int) -> str:
    """The trusted comment of an edition table. Raises ValueError where `claims` could not read it back."""
    text = (
        f"consult catalogue edition:{edition['edition']} sequence:{edition['sequence']} "
        f"date:{edition['date']} review-by:{edition['review_by']} schema:{schema}"
    )
    claims(text)
    return text


def claims(text: str) -> Claims:
    """The claims of a trusted comment. Raises ValueError for any other text."""
    found = _COMMENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    edition, sequence, day, review_by, schema = found.groups()
    return Claims(
        edition=edition,
        sequence=int(sequence),
        made=date.fromisoformat(day),
        review_by=date.fromisoformat(review_by),
        schema=schema,
    )


def seal(data: bytes, key: SecretKey, edition: dict[str, Any], schema: int) -> bytes:
    """The signature file of a catalogue. Raises ValueError for an edition that cannot be claimed."""
    return key.sign(data, comment(edition, schema)).file()


# -- checking ------------------------------------------------------------------------------------------------------


def check(sealed: Sealed, ring: Keyring) -> tuple[Claims, Key]:
    """Who signed these bytes as which edition. Raises CatalogError in words.

    A key's last day is held against the edition's own date: an edition in use never stops with the calendar.
    """
    return _checked(
        sealed.signature, sealed.name, ring, lambda parsed, key: parsed.verify(sealed.data, key.public)
    )


def check_claims(signature: bytes, name: str, ring: Keyring) -> Claims:
    """What a signature file alone says, itself checked. Raises CatalogError in words.

    Enough to tell which of several editions is the newest; `check` comes before one is read.
    """
    said, _key = _checked(signature, name, ring, lambda parsed, key: parsed.verify_comment(key.public))
    return said


def _checked(
    signature: bytes, name: str, ring: Keyring, verify: Callable[[Signature, Key], None]
) -> tuple[Claims, Key]:
    try:
        parsed = Signature.parse(signature)
    except MinisignError:
        raise CatalogError("catalog_changed", file=name) from None
    key = ring.keys.get(parsed.id)
    if key is None:
        raise CatalogError("catalog_key_unknown", file=name, key_id=parsed.id)
    try:
        verify(parsed, key)
        said = claims(parsed.comment)
    except ValueError:
        raise CatalogError("catalog_changed", file=name) from None
    if key.signer.kind == "development" and not ring.development:
        raise CatalogError("catalog_key_development", file=name, key_id=parsed.id)
    if said.made > key.expires:
        raise CatalogError("catalog_key_expired", file=name, key_id=parsed.id, day=key.expires.isoformat())
    return said, key


# -- reading -------------------------------------------------------------------------------------------------------


def read_pair(file: Path) -> Sealed:
    """A catalogue with the signature file beside it, each read once. Raises CatalogError in words."""
    return Sealed(read(file, MAX_CATALOG), read_signature(file), file.name)


def read_signature(file: Path) -> bytes:
    """The signature file beside a catalogue. Raises CatalogError in words."""
    return read(file.with_name(file.name + SUFFIX), MAX_SIGNATURE, file.name)


def read_update(file: Path) -> Sealed:
    """An update file, read once. Raises CatalogError in words."""
    data = read(file, MAX_CATALOG + MAX_SIGNATURE)
    end = _end_of_signature(data[:MAX_SIGNATURE], file.name)
    return Sealed(data[end:], data[:end], file.name)


def read_update_signature(file: Path) -> bytes:
    """The signature at the head of an update file. Raises CatalogError in words."""
    try:
        with file.open("rb") as stream:
            head = stream.read(MAX_SIGNATURE)
    except OSError:
        raise CatalogError("catalog_missing", file=file.name) from None
    return head[: _end_of_signature(head, file.name)]


def read(file: Path, most: int, name: str = "") -> bytes:
    """A plain file of at most `most` bytes. Raises CatalogError in words, and waits for no pipe or device."""
    name = name or file.name
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise CatalogError("catalog_missing", file=name)
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError):
        raise CatalogError("catalog_missing", file=name) from None
    if len(data) > most:
        raise CatalogError("catalog_too_large", file=name)
    return data


def _end_of_signature(head: bytes, name: str) -> int:
    end = 0
    for _line in range(_LINES):
        end = head.find(b"\n", end) + 1
        if end == 0 or not head.startswith(b"untrusted comment: "):
            raise CatalogError("catalog_not_update", file=name)
    return end
