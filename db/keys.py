"""The keys whose signatures this program takes, each with its kind and its last day.

They are code, not a file beside the program: in a bundle they lie inside the signed executable. A build is a release
where `db.development_build` is not there; a missing marker can only make the program stricter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec

from consult.catalog import Signer
from db.minisign import PublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A public key, who holds it (`signer`), and the last day on which it may sign."""

    public: PublicKey
    signer: Signer
    expires: date


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by id, and whether development keys are taken."""

    keys: Mapping[str, Key]
    development: bool


def key(line: str, signer_kind: str, holder: str, expires: date) -> Key:
    """A record from the base64 line of a public key. Raises MinisignError, and ValueError for an unknown kind."""
    public = PublicKey.parse(line)
    if signer_kind == "development":
        return Key(public=public, signer=Signer("development", public.id, holder), expires=expires)
    if signer_kind == "release":
        return Key(public=public, signer=Signer("release", public.id, holder), expires=expires)
    raise ValueError(signer_kind)


def keyring() -> Keyring:
    """The keys of this build. There is no release key yet: add its line here when its holders have made it."""
    known = (
        key(
            "RWRHYSl1cjg5Vas/8weQXx4vrcGv8zL8nblfdXqv1sFum12BLkX7EKj2",
            "development",
            "Consult",
            date(2028, 12, 31),
        ),
    )
    return Keyring({each.public.id: each for each in known}, is_development_build())


def is_development_build() -> bool:
    """Whether this build takes development keys."""
    return find_spec("db.development_build") is not None
