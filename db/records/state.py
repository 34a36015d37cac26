"""State: the small file beside the records that changes often: guesses of passwords, and the sealed head of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db.records.sealing import mark, marked
from db.records.strict_json import canonical, read_checked, with_checksum
from db.whole_file import write_whole

FORMAT, NAME = "consult-state", "state.json"
FREE_GUESSES = 5
FIRST_WAIT, LONGEST_WAIT = 30, 900
"""Seconds; each further wrong guess doubles the wait."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong guesses of one person since they last unlocked; `since` is when the last was made (POSIX seconds)."""

    count: int
    since: int

    def wait(self, now: int) -> int:
        """Seconds until the next guess. A clock set back does not shorten it beyond starting the wait anew."""
        if self.count < FREE_GUESSES:
            return 0
        whole: int = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self.count - FREE_GUESSES, 10))
        return whole if now < self.since else max(0, self.since + whole - now)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line of the log when this was written."""

    number: int
    digest: str
    seal: str

    def is_sealed(self, key: bytes) -> bool:
        """Whether a holder of the data key wrote it."""
        return marked(key, "chain", _signed(self.number, self.digest), self.seal)


def sealed_head(key: bytes, number: int, digest: str) -> Head:
    """A head to be kept outside of the record file: cutting the log there does not cut it here."""
    return Head(number, digest, mark(key, "chain", _signed(number, digest)))


@dataclass(frozen=True, slots=True)
class State:
    """What the file holds."""

    guesses: Mapping[str, Guesses] = field(default_factory=dict)
    head: Head | None = None

    def with_guess(self, who: str, now: int) -> State:
        """After one more guess, counted before it is tried: ending the program does not undo it."""
        count = self.guesses[who].count if who in self.guesses else 0
        return replace(self, guesses={**self.guesses, who: Guesses(min(count + 1, 10**6), now)})

    def without_guesses(self, who: str) -> State:
        """After the right one."""
        return replace(self, guesses={name: g for name, g in self.guesses.items() if name != who})


class StateFile:
    """The file in the folder of the records. One that cannot be read counts as empty, which is said by `read`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def read(self) -> tuple[State, bool]:
        """The state, and whether the file was there and whole."""
        try:
            value = read_checked(self._path)
            if value["format"] != FORMAT:
                return State(), False
            head = value["head"]
            return (
                State(
                    {str(name): Guesses(int(n), int(since)) for name, (n, since) in value["guesses"].items()},
                    None if head is None else Head(int(head[0]), str(head[1]), str(head[2])),
                ),
                True,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            return State(), False

    def write(self, state: State) -> None:
        """Replace the file. Raises OSError."""
        value: dict[str, Any] = {
            "format": FORMAT,
            "guesses": {name: [g.count, g.since] for name, g in state.guesses.items()},
            "head": None if state.head is None else [state.head.number, state.head.digest, state.head.seal],
        }
        write_whole(self._path, with_checksum(value))

    def keep_head(self, head: Head) -> None:
        """Keep a new head; where the disk refuses, the older one stays, which is still true of the log."""
        with suppress(OSError):
            state, _ = self.read()
            self.write(replace(state, head=head))

    def reseal(self, olds: Iterable[bytes], new: bytes) -> None:
        """Mark the head under a new data key, before the old one is forgotten. Raises OSError."""
        state, _ = self.read()
        if state.head is not None and any(state.head.is_sealed(old) for old in olds):
            self.write(replace(state, head=sealed_head(new, state.head.number, state.head.digest)))


def _signed(number: int, digest: str) -> bytes:
    return canonical([number, digest])
