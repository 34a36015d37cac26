"""Files: compares the program's files with what was built, once, beside the window and after its first paint."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal

LOWEST = 19
"""Of the priorities of Unix, the one that waits for everybody else."""


class FilesCheck(QObject):
    """Calls `look` in a thread of its own and hands what it says to `take` in the window's."""

    _looked = Signal(object)

    def __init__(
        self, look: Callable[[], object], take: Callable[[object], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._looked.connect(take, Qt.ConnectionType.QueuedConnection)
        # A program that ends meanwhile does not wait for it: nothing is written.
        self._thread = threading.Thread(target=self._run, name="files", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def _run(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST)
        found = self._look()
        with suppress(RuntimeError):  # the window has gone meanwhile
            self._looked.emit(found)
