"""Last resort: what no other part caught is noted as type, file and line, and the program goes on with its case."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from consult.log_line import Line, Log, fault, of_qt

PAUSE_S = 5.0
"""Before the same fault is said again."""
_QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
_GRAVITIES = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
_OFFSCREEN = "This plugin does not support"
"""So begins what Qt says of each window that it draws into memory; it is no fault."""


class LastResort(QObject):
    """Takes the place of Python's and Qt's own handlers from `install` to `remove`; neither prints a value then."""

    happened = Signal(object)
    """The Line of an exception; connect it queued, for it may come from the middle of a painting."""

    def __init__(self, log: Log, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._said: tuple[Line, float] | None = None

    def install(self) -> None:
        """From now on everything that nobody caught ends here."""
        sys.excepthook = self.tell
        sys.unraisablehook = lambda seen: self.tell(seen.exc_type, seen.exc_value, seen.exc_traceback)
        threading.excepthook = lambda seen: self.tell(seen.exc_type, seen.exc_value, seen.exc_traceback)
        qInstallMessageHandler(self._hear)

    def remove(self) -> None:
        """Give Python and Qt their own handlers back."""
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def tell(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note an exception and say that it happened."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        line, now = self.note(kind, error, trace), time.monotonic()
        # A fault at each painting would paint itself again with what is said of it.
        if self._said is None or self._said[0] != line or now - self._said[1] >= PAUSE_S:
            self._said = line, now
            self.happened.emit(line)

    def note(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> Line:
        """Note an exception that is told in another way."""
        line = fault(kind, error, trace)
        self._log.note(line)
        return line

    def _hear(self, gravity: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Qt's messages may quote what is on the screen: their words are looked at here and go nowhere."""
        if gravity in _QUIET or _OFFSCREEN in message:
            return
        self._log.note(of_qt(_GRAVITIES[gravity], context.category, context.file, context.line))
