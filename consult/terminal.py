"""Terminal: what has to be settled with the system before anything is read, said or shown.

Names of files are UTF-8 in every locale; a sign that standard output lacks is spelled out, not lost; without a display
no window is opened.
"""

from __future__ import annotations

import locale
import os
import sys
from io import TextIOWrapper

from consult.errors import ConsultError


def use_utf8() -> None:
    """Begin again in UTF-8 where the locale is another: Qt takes names of files for UTF-8, Python by the locale.

    A case in a folder named in Chinese was else opened by the one and not found by the other. The bundled program is
    built so; Windows has no other names.
    """
    if os.name == "posix" and not getattr(sys, "frozen", False) and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def speak_plainly() -> None:
    """To a pipe or file: UTF-8, as papers and case files are. To a terminal: as it reads, \\u2265 for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="backslashreplace" if stream.errors == "strict" else stream.errors)
        elif not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            own = locale.getencoding() if os.name == "posix" else stream.encoding
            stream.reconfigure(encoding=own, errors="backslashreplace")


def choose_platform(*, drawn_only: bool) -> None:
    """Without a display Qt ends the process: draw into memory for a picture, else say so in words."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    if not drawn_only:
        raise ConsultError("no_display")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
