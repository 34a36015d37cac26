"""Clock: notices when the clock of the computer is turned while the program runs, or is behind what is surely past."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

LEAST_SECONDS = 60
"""A smaller step is how computers set their clocks by themselves."""
EVERY_MS = 60_000
Past = Literal["log", "catalogue"]
"""What is surely past: the last line of the program's log, and the day of the catalogue in use."""


@dataclass(frozen=True, slots=True)
class Step:
    """The clock was turned: seconds forward, or back where they are negative; `at` is what it says since."""

    seconds: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Behind:
    """The clock says an earlier time than something that is past."""

    past: Past
    moment: datetime
    at: datetime


def elapsed() -> float:
    """Seconds that no turning of the clock changes; they go on while the computer sleeps, where it can tell."""
    for name in (
        "CLOCK_BOOTTIME",
        "CLOCK_MONOTONIC",
    ):  # of macOS the second counts sleep, `monotonic` does not
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class ClockWatch(QObject):
    """Looks once a minute, and whenever it is asked to."""

    turned = Signal(object)
    """A Step."""
    found_behind = Signal(object)
    """A Behind; once until the clock is right again."""

    def __init__(
        self,
        now: Callable[[], datetime],
        elapsed: Callable[[], float] = elapsed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now, self._elapsed = now, elapsed
        self._started, self._began = now(), elapsed()
        self._turned_so_far = 0.0
        self._past: dict[Past, datetime] = {}
        self.steps: list[Step] = []
        self.behind: Behind | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()
        self.look()

    def know(self, past: Past, moment: datetime | None) -> None:
        """Something that is surely past. The clock is compared with it at the next look."""
        if moment is None:
            self._past.pop(past, None)
        else:
            self._past[past] = moment

    def look(self) -> None:
        """Compare the clock with what has passed since the start, and with what is surely past."""
        now = self._now()
        turned = (now - self._started).total_seconds() - (self._elapsed() - self._began)
        if abs(turned - self._turned_so_far) >= LEAST_SECONDS:
            step = Step(round(turned - self._turned_so_far), now)
            self._turned_so_far = turned
            self.steps.append(step)
            self.turned.emit(step)
        was = self.behind
        behind = [Behind(past, moment, now) for past, moment in self._past.items() if now < moment]
        self.behind = max(behind, key=lambda one: one.moment, default=None)
        if self.behind is not None and was is None:
            self.found_behind.emit(self.behind)
