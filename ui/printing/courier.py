"""Courier: does what may take long beside the window, one thing at a time, and brings the result to the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from consult.errors import ConsultError


class Courier(QObject):
    """Its threads end with the program; what they bring to a window that was closed is dropped."""

    _brought = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = threading.Lock()
        self._brought.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def fetch(self, errand: Callable[[], Any], then: Callable[[Any], object], *, apart: bool = True) -> None:
        """Do `errand` and give `then` its result, or the ConsultError it raised. Not `apart`: here and now."""
        if not apart:
            self._hand_over(then, _outcome(errand))
            return

        def go() -> None:
            with self._turn:
                outcome = _outcome(errand)
            with suppress(RuntimeError):  # the window was closed meanwhile
                self._brought.emit(then, outcome)

        threading.Thread(target=go, name="courier", daemon=True).start()

    @Slot(object, object)
    def _hand_over(self, then: Callable[[Any], object], outcome: Any) -> None:
        if isinstance(outcome, Exception) and not isinstance(outcome, ConsultError):
            raise outcome  # a fault of ours: for the one handler, in the window's own thread
        then(outcome)


def _outcome(errand: Callable[[], Any]) -> Any:
    try:
        return errand()
    except Exception as error:
        return error
