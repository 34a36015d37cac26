"""Whole: replaces a file whole or not at all, and leaves nothing half done beside it, however the program ends."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_PARTS = ".consult-*.part"


def replace_whole(out: Path, data: bytes) -> None:
    """Write the file by way of a sibling that takes its place. Raises OSError, then nothing has changed."""
    _clear(out.parent)
    part = out.with_name(_PARTS.replace("*", secrets.token_hex(6)))
    try:
        if not _write_unnamed(part, data):
            with part.open("xb") as stream:
                _hold(stream)
                _write(stream, data)
        part.replace(out)
    finally:
        with suppress(OSError):
            part.unlink()


def _write_unnamed(part: Path, data: bytes) -> bool:
    """Where the system can: a file without a name, which is named once it is whole, and is gone with its writer."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        descriptor = os.open(part.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError:
        return False
    with os.fdopen(descriptor, "wb") as stream:
        _write(stream, data)
        try:
            # Given any folder, Python asks the system to follow the link to the open file.
            os.link(f"/proc/self/fd/{descriptor}", part, src_dir_fd=descriptor)
        except OSError:
            return False
    return True


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)
    stream.flush()
    os.fsync(stream.fileno())


def _hold(stream: BinaryIO) -> None:
    """Say that somebody writes it; it is said no longer once the writer has ended, however it ended."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear(folder: Path) -> None:
    """Remove what a killed program left half written here; what another one writes now stays."""
    with suppress(OSError):
        for left in folder.glob(_PARTS):
            with suppress(OSError):
                _remove(left)


def _remove(left: Path) -> None:
    try:
        import fcntl
    except ImportError:
        left.unlink()  # Windows removes no file that somebody has open
        return
    with left.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink()
