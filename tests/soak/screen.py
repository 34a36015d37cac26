"""Screen: a display without a monitor for the windows of a run, and the surroundings of a user who has nothing yet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """What a program needs to know to draw there; where there is no Xvfb, into memory."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    out, into = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(into), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[into],
        stderr=subprocess.DEVNULL,
    )
    os.close(into)
    try:
        with os.fdopen(out) as told:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{told.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def surroundings(user: Path, shown: dict[str, str]) -> dict[str, str]:
    """Folders of a user's own, all below one; the printing system is one that is not there."""
    for name in ("home", "tmp", "run", "data"):
        (user / name).mkdir(parents=True, exist_ok=True)
    (user / "run").chmod(0o700)
    return {
        **shown,
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "HOME": str(user / "home"),
        "TMPDIR": str(user / "tmp"),
        "XDG_RUNTIME_DIR": str(user / "run"),
        "CONSULT_DATA": str(user / "data"),
        "CUPS_SERVER": str(user / "run" / "cups.sock"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def command(what: str, argument: str) -> list[str]:
    """The program with a script."""
    return [sys.executable, "-m", "tests.soak.window_child", what, argument]
