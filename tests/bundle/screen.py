"""A screen in memory (Xvfb), and fingers on its keyboard (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 60


class Screen:
    """Presses keys where the focus is; no window manager is there to place or focus anything."""

    def __init__(self, name: str) -> None:
        self.name = name

    def window(self, title: str) -> str:
        """Wait for a window and give it the keyboard."""
        found = until(
            lambda: self._say("search", "--onlyvisible", "--name", f"^{title}"), f"no window {title!r}"
        )
        self._say("windowfocus", "--sync", found.split()[0])
        return found.split()[0]

    def press(self, *keys: str) -> None:
        """Keys by their names, one after another."""
        self._say("key", "--delay", "12", *keys)

    def type(self, text: str) -> None:
        """A text, key by key."""
        self._say("type", "--delay", "12", "--", text)

    def picture(self, target: Path) -> None:
        """What is on the screen, as PNG."""
        from PIL import ImageGrab

        ImageGrab.grab(xdisplay=self.name).save(target)

    def _say(self, *words: str) -> str:
        said = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        return said.stdout.strip()


@contextmanager
def screen() -> Iterator[Screen | None]:
    """A screen of 1366 x 768; None where there is no Xvfb or no xdotool."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        yield None
        return
    reader, writer = os.pipe()
    # Without -noreset the server begins anew whenever its last client leaves, which the asking for windows does ten
    # times a second; a program that connects in that moment is refused (8 of 1,000) and ends without a window.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            yield Screen(f":{told.readline().strip()}")
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def until(asked: Callable[[], str], otherwise: str) -> str:
    """Ask again and again until the answer is something. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        answer = asked()
        if answer:
            return answer
        time.sleep(0.1)
    raise TimeoutError(otherwise)
