"""The main jobs in a process that lost what only POSIX systems have; its argument is the folder to write in.

A stand-in for Windows as far as one can be made here: libraries are read first, as theirs come from elsewhere there.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import signal
import sys
import time
import types
from pathlib import Path

from resources import path

LIBRARIES = (
    "PIL.Image",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "asyncio",
    "click",
    "cryptography.hazmat.primitives.kdf.argon2",
    "ctypes",
    "getpass",
    "multiprocessing",
    "pikepdf",
    "pypdfium2",
    "pypinyin",
    "reportlab.graphics.shapes",
    "reportlab.pdfbase.ttfonts",
    "reportlab.platypus",
    "sqlcipher3",
    "sqlite_utils",
    "subprocess",
    "tempfile",
    "uuid",
    "xlsxwriter",
    "zipfile",
)
MODULES = (
    "crypt",
    "fcntl",
    "grp",
    "nis",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "spwd",
    "syslog",
    "termios",
    "tty",
)
OF_OS = (
    "O_CLOEXEC",
    "O_DIRECTORY",
    "O_NOCTTY",
    "O_NOFOLLOW",
    "O_NONBLOCK",
    "O_TMPFILE",
    "chown",
    "confstr",
    "fchmod",
    "fchown",
    "fork",
    "forkpty",
    "getegid",
    "geteuid",
    "getgid",
    "getgroups",
    "getpgid",
    "getpriority",
    "getuid",
    "getxattr",
    "killpg",
    "lockf",
    "mkfifo",
    "mknod",
    "nice",
    "openpty",
    "pread",
    "pwrite",
    "sched_getaffinity",
    "setsid",
    "statvfs",
    "sync",
    "sysconf",
    "uname",
    "wait",
)
OF_TIME = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC", "clock_getres", "clock_gettime", "tzset")
OF_SIGNAL = ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm")
EXAMPLE = str(path("examples", "example.json"))
WORDS = "correct horse battery staple\n"


def hide() -> list[tuple[int, int]]:
    """Take all that away; returns the locks that will be asked for."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for module, names in ((os, OF_OS), (time, OF_TIME), (signal, OF_SIGNAL)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    locks: list[tuple[int, int]] = []
    asked = types.SimpleNamespace(LK_NBLCK=2, locking=lambda _file, how, count: locks.append((how, count)))
    sys.modules["msvcrt"] = asked  # type: ignore[assignment]
    sys.platform = "win32"
    return locks


def told(*arguments: str) -> tuple[int, str]:
    """A command as typed into a Chinese Windows whose output goes into a pipe."""
    from consult.cli import main

    sys.stdin = io.TextIOWrapper(io.BytesIO(WORDS.encode()))
    before, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="cp936")
    try:
        main(list(arguments))
    except SystemExit as ended:
        sys.stdout.flush()
        return int(ended.code or 0), sys.stdout.buffer.getvalue().decode()
    finally:
        sys.stdout = before
    return 0, ""


def opened() -> bool:
    """Open the window, let it load, and close it."""
    from PySide6.QtCore import QTimer

    from ui import app

    application = app._application()
    seen: list[bool] = []

    def look() -> None:
        for window in application.topLevelWidgets():
            if not (window.inherits("QMainWindow") and window.isVisible()):
                continue
            if window._workspace.knowledge is not None and not seen:
                seen.append(True)
                timer.stop()
                application.quit()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(look)
    timer.start()
    return app.run() == 0 and seen == [True]


def run(folder: Path) -> dict[str, object]:
    """What each job came to."""
    locks = hide()
    os.environ.pop("CONSULT_DATA", None)
    os.environ["LOCALAPPDATA"] = str(folder / "王小明" / "AppData" / "Local")
    stdin = "--password-stdin"
    return {
        "paper": told("summary", EXAMPLE, "--kind", "board", "-o", str(folder / "纸.pdf")),
        "assess": told("assess", EXAMPLE, "--lang", "zh_CN"),
        "import": told("import", EXAMPLE, "-o", str(folder / "病例.json")),
        "set-up": told("records", "set-up", "王医生", stdin),
        "backup": told("records", "backup", str(folder / "备份"), stdin),
        "window": opened(),
        "locks": sorted(set(locks)),
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
