"""Terminal: names of files are UTF-8 in every locale; a sign that standard output lacks is spelled out, not lost."""

from __future__ import annotations

import locale
import os
import sys
from io import TextIOWrapper


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
