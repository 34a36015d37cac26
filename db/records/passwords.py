"""Passwords: how a typed secret becomes a key (Argon2id), at a cost fitted to the machine when it is set."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from consult.records import MAX_PASSWORD, MIN_PASSWORD, RecordError

KEY_BYTES = 32
SALT_BYTES = 16
LEAST_SECONDS = 0.3
"""How long a guess must take at least on the machine where the password was set."""
MOST_SECONDS = 0.6
_MEMORY_KIB = (256 * 1024, 128 * 1024, 64 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Argon2id's parameters, as kept beside each salt."""

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        """A file could ask for more than the machine has; raises ValueError."""
        if not (
            8 * self.lanes <= self.memory_kib <= 1024 * 1024
            and 1 <= self.iterations <= 64
            and 1 <= self.lanes <= 16
        ):
            raise ValueError("cost out of bounds")


def stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """A key from a secret. Raises RecordError("no_memory")."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return kdf.derive(secret.encode())
    except MemoryError:
        raise RecordError("no_memory") from None


def checked(password: str) -> str:
    """A new password in one spelling (NFC). Raises RecordError where it is too short, too long or not characters."""
    password = spelt(password)
    if len(password) < MIN_PASSWORD:
        raise RecordError("password_short", least=str(MIN_PASSWORD))
    if len(password) > MAX_PASSWORD:
        raise RecordError("password_long", most=str(MAX_PASSWORD))
    return password


def given(password: str) -> str:
    """A password as typed to unlock. Raises RecordError("wrong_password") for what cannot be one."""
    if len(password) > 4 * MAX_PASSWORD:
        raise RecordError("wrong_password")
    try:
        return spelt(password)
    except RecordError:
        raise RecordError("wrong_password") from None


def fitted(derive: Callable[[str, bytes, Cost], bytes] = stretch) -> Cost:
    """The most memory that keeps unlocking quick, and enough rounds that a guess takes a third of a second."""
    for memory in _MEMORY_KIB:
        once = Cost(memory_kib=memory, iterations=1, lanes=2)
        start, worked = time.perf_counter(), time.process_time()
        try:
            derive("measuring", bytes(SALT_BYTES), once)
        except RecordError:
            continue
        # What other programs took meanwhile must not make the guess cheap.
        seconds = min(time.perf_counter() - start, time.process_time() - worked)
        if seconds <= MOST_SECONDS or memory == _MEMORY_KIB[-1]:
            rounds = min(16, max(1, -int(-LEAST_SECONDS // max(seconds, 0.001))))
            return Cost(memory_kib=memory, iterations=rounds, lanes=2)
    raise RecordError("no_memory")


def spelt(password: str) -> str:
    """One spelling, whatever keyboard or input method wrote it."""
    spelt = unicodedata.normalize("NFC", password)
    try:
        spelt.encode()
    except UnicodeEncodeError:
        raise RecordError("password_characters") from None
    if any(unicodedata.category(c) == "Cc" for c in spelt):
        raise RecordError("password_characters")
    return spelt
