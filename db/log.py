"""Log file: the program's own lines in the data folder, for this user alone, of bounded size; it never stops anything.

A file that is full gives its place to a new one and stays as the one before. What cannot be written waits in memory
and is written once the folder takes it again.
"""

from __future__ import annotations

import os
import stat
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from consult.log_line import Line, read

NAME, BEFORE = "log.txt", "log.1.txt"
MOST_BYTES = 128 * 1024
"""Of one file; there are two at most."""
MOST_WAITING = 200
MOST_ALIKE = 20
"""So often one line is noted in a run: a fault at each painting must not push everything else out."""
_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""No link is followed, and nothing is waited for that is no file."""


def _now() -> datetime:
    return datetime.now(UTC)


class LogFile:
    """A `consult.log_line.Log`. Without a folder it is in memory alone; `say` is told each line too."""

    def __init__(
        self,
        folder: Path | None,
        *,
        clock: Callable[[], datetime] = _now,
        say: Callable[[str], object] = lambda _said: None,
    ) -> None:
        self._folder, self._clock, self._say = folder, clock, say
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self._alike: Counter[Line] = Counter()
        self._lock = RLock()

    def note(self, line: Line) -> None:
        """Add a line; one that was noted often in this run is left out."""
        with self._lock:
            self._alike[line] += 1
            if self._alike[line] > MOST_ALIKE:
                return
            self._waiting.append(line.written(self._clock()))
            with suppress(OSError, ValueError):  # a terminal that is gone
                self._say(line.said())
            if self._folder is None:
                return
            with suppress(OSError):
                self._write("".join(f"{text}\n" for text in self._waiting).encode("ascii"))
                self._waiting.clear()

    def lines(self) -> tuple[str, ...]:
        """The newest lines, oldest first; what this program did not write is left out."""
        found = [*self._read(BEFORE), *self._read(NAME), *self._waiting]
        return tuple(text for text in found if read(text) is not None)

    def newest(self) -> datetime | None:
        """When the last line was written: the last one by its place, so that a clock once ahead is forgotten."""
        for text in reversed(self.lines()):
            if (found := read(text)) is not None:
                return found[0]
        return None

    @property
    def where(self) -> str:
        """The file with its folder; empty where there is none."""
        return "" if self._folder is None else str(self._folder / NAME)

    @property
    def size(self) -> int:
        """Bytes on the disk, with the file before."""
        return sum(self._size(name) for name in (NAME, BEFORE))

    @property
    def is_written(self) -> bool:
        """Whether the last line reached the file."""
        return self._folder is not None and not self._waiting

    def _write(self, data: bytes) -> None:
        """Append whole lines. Raises OSError."""
        assert self._folder is not None
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / NAME
        if (size := self._size(NAME)) and size + len(data) > MOST_BYTES:
            os.replace(path, self._folder / BEFORE)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _CAREFUL, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError("not a file")
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
            end = os.lseek(descriptor, 0, os.SEEK_END)
            if end:  # a line cut by a full disk or a power cut must not take the next one with it
                os.lseek(descriptor, end - 1, os.SEEK_SET)
                data = data if os.read(descriptor, 1) == b"\n" else b"\n" + data
            if os.write(descriptor, data) != len(data):
                raise OSError("cut")
        finally:
            os.close(descriptor)

    def _read(self, name: str) -> list[str]:
        if self._folder is None:
            return []
        try:
            descriptor = os.open(self._folder / name, os.O_RDONLY | _CAREFUL)
            try:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return []
                return os.read(descriptor, 2 * MOST_BYTES).decode("ascii", "replace").splitlines()
            finally:
                os.close(descriptor)
        except OSError:
            return []

    def _size(self, name: str) -> int:
        try:
            return 0 if self._folder is None else (self._folder / name).stat().st_size
        except OSError:
            return 0
