"""Recovery key: 140 random bits to print, in groups of letters and digits that are not mistaken for one another."""

from __future__ import annotations

import hashlib
import secrets

from consult.records import RecordError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: without I, L, O and U."""
_MISREAD = str.maketrans("ILO", "110")
RANDOM, CHECK, GROUP = 28, 2, 5


def new_recovery_key() -> str:
    """Six groups of five, the last two characters a check on typing."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(RANDOM))
    whole = body + _check(body)
    return "-".join(whole[i : i + GROUP] for i in range(0, len(whole), GROUP))


def typed_recovery_key(text: str) -> str:
    """The key from what was typed. Raises RecordError("recovery_mistyped") before it counts as a guess."""
    if len(text) > 200:
        raise RecordError("recovery_mistyped")
    plain = "".join(c for c in text.upper().translate(_MISREAD) if c.isalnum())
    body, check = plain[:RANDOM], plain[RANDOM:]
    if len(plain) != RANDOM + CHECK or any(c not in _ALPHABET for c in plain) or check != _check(body):
        raise RecordError("recovery_mistyped")
    return body


def _check(body: str) -> str:
    digest = hashlib.sha256(b"consult recovery key " + body.encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:CHECK])
