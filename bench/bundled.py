"""Bundled: starts of our bundle and of an empty one, watched from outside on a screen in memory.

Nothing in the programs tells the time for us: what is started is what is handed out. The screen's memory is a file
(`Xvfb -fbdir`), and a window is painted when its pixels stand there; the program is then stopped, and what the system
has noted of it is read.
"""

from __future__ import annotations

import mmap
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 1366, 768
PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.0005
_LOOKED_AT = 97
"""Every so many pixels one is looked at; the windows leave none of them as the empty screen is."""


class NoScreenError(Exception):
    """There is no such screen here, or nothing appeared on it; the message says why."""


@dataclass(frozen=True, slots=True)
class Started:
    """One start, from the call until the window stood on the screen, and what it held once it rested."""

    wall_ms: float
    cpu_ms: float
    painted_mb: float
    rested_mb: float


class Screen:
    """A screen whose memory can be looked into."""

    def __init__(self, name: str, memory: mmap.mmap) -> None:
        self.name = name
        self._memory = memory
        self._first = len(memory) - WIDTH * HEIGHT * 4

    def is_covered(self) -> bool:
        """Whether a window stands where the black ground was: one place first, for that is cheap to ask."""
        place = self._first + (HEIGHT // 3 * WIDTH + WIDTH // 2) * 4
        if self._memory[place : place + 3] == b"\0\0\0":
            return False
        green = self._memory[self._first + 1 :: 4 * _LOOKED_AT]
        return green.count(0) * 50 < len(green)

    def is_black(self) -> bool:
        """Whether the last window has gone."""
        return not any(self._memory[self._first + 1 :: 4 * _LOOKED_AT])


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of 1366 x 768. Raises NoScreenError."""
    if shutil.which("Xvfb") is None or not Path("/proc/self/schedstat").exists():
        raise NoScreenError("takes Linux and Xvfb")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        reader, writer = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                f"{writer}",
                "-screen",
                "0",
                size,
                "-nolisten",
                "tcp",
                "-noreset",
                "-fbdir",
                folder,
            ],
            pass_fds=(writer,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                name = f":{told.readline().strip()}"
            with Path(folder, "Xvfb_screen0").open("rb") as file:
                memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                try:
                    yield Screen(name, memory)
                finally:
                    memory.close()
        finally:
            server.terminate()
            server.wait()


def start(program: Path, on: Screen) -> Started:
    """Start a bundled program with a new home, watch its window come, let it rest, and end it. Raises NoScreenError."""
    _until(on.is_black, "the screen did not become empty")
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        environment = {"HOME": home, "PATH": os.defpath, "LANG": "C.UTF-8", "DISPLAY": on.name}
        began = time.monotonic()
        process = subprocess.Popen(
            [program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _until(on.is_covered, f"no window of {program.name}")
            wall = time.monotonic() - began
            process.send_signal(signal.SIGSTOP)
            cpu, painted = _processor_ms(process.pid), _resident_mb(process.pid)
            process.send_signal(signal.SIGCONT)
            _rest(process.pid)
            return Started(wall * 1000, cpu, painted, _resident_mb(process.pid))
        finally:
            process.kill()
            process.wait()


def _rest(pid: int) -> None:
    """Wait until it has done nothing for half a second."""
    before = -1.0
    end = time.monotonic() + PATIENCE_SECONDS
    while (now := _processor_ms(pid)) - before > 1 and time.monotonic() < end:
        before = now
        time.sleep(0.5)


def _processor_ms(pid: int) -> float:
    """Of all its threads; `stat` counts in steps of 10 ms, the scheduler in nanoseconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _until(asked: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not asked():
        if time.monotonic() > end:
            raise NoScreenError(otherwise)
        time.sleep(POLL_SECONDS)
