"""Reading: walks through kept versions a few milliseconds at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from consult.errors import ConsultError
from consult.records import Kept, Walk

SLICE_S = 0.012
"""A frame has 16 ms; what one page from the disk takes comes on top now and then."""


class Reading(QObject):
    """One walk. It ends with its parent: nothing is read for a sheet that was put away."""

    went_on = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, walk: Walk, adds: Iterable[Callable[[Kept | None], object]], parent: QObject) -> None:
        super().__init__(parent)
        self.done, self.total = 0, walk.total
        self._versions, self._adds = walk.versions, tuple(adds)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_on)
        self._timer.start(0)

    def stop(self) -> None:
        """Read no further."""
        self._timer.stop()

    def _read_on(self) -> None:
        until = perf_counter() + SLICE_S
        try:
            for kept in self._versions:
                for add in self._adds:
                    add(kept)
                self.done += 1
                if perf_counter() >= until:
                    self._timer.start(0)
                    self.went_on.emit()
                    return
        except ConsultError as error:
            self.failed.emit(error)
            return
        self.ended.emit()
