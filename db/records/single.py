"""Single writer: a lock that one unlocked window holds, and that the system frees when its program ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from consult.records import RecordError
from db.records.file import disk_in_words

NAME = "records.lock"


class SingleWriter:
    """Held from its making until `release`. Raises RecordError("in_use") while another window holds it."""

    def __init__(self, folder: Path) -> None:
        with disk_in_words():
            self._descriptor: int | None = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(self._descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.release()
            raise RecordError("in_use") from None

    def release(self) -> None:
        """Let others in; a second time does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            os.close(descriptor)
