"""Child: one measurement in a process of its own; prints one JSON object as its last line.

Run as a script by `bench.processes`, so that an empty window and ours start the same way.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.program import Program

Answer = dict[str, Any]


def empty() -> Answer:
    """The yardstick: an empty main window, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(["empty"])
    window = QMainWindow()
    window.resize(1366, 768)
    painted = _stamp_first_paint(window)
    window.show()
    _run_until(application, lambda: "painted" in painted)
    return {**painted, "rss": _rss()}


def start() -> Answer:
    """Our window as `consult` opens it, painted with the first field focused, then with the catalogue read."""
    from ui import start as door

    run = door.read()
    from PySide6.QtWidgets import QApplication

    from ui import app
    from ui.window import MainWindow

    stamps: Answer = {}

    class Watched(MainWindow):
        """The main window, and when its first paint was over."""

        def __init__(self, workspace: Any, **rest: Any) -> None:
            super().__init__(workspace, **rest)
            _stamp_first_paint(self.form, stamps)
            workspace.assessed.connect(self._stamp_ready)

        def _stamp_ready(self) -> None:
            stamps.setdefault("ready", time.monotonic())
            QApplication.exit()

    setattr(app, "MainWindow", Watched)  # noqa: B010
    run()
    _run_until(QApplication.instance(), lambda: "focused" in stamps)
    return {**stamps, "rss": _rss()}


def consultation() -> Answer:
    """A whole consultation with printing in both languages; memory at its end."""
    program = _started()
    program.consult()
    return {"rss": _rss(), "peak": _peak(), "said": program.said}


def keystrokes() -> Answer:
    """Typing into five boxes while twelve options and more are listed and four are compared."""
    from bench.keystrokes import type_strokes

    return type_strokes(_started(), int(os.environ.get("BENCH_STROKES", "200")))


def papers() -> Answer:
    """The doctor's summary in the running program: the very first one, then warm ones in both languages."""
    program = _started()
    built: dict[str, list[tuple[float, float]]] = {"first": [program.paper("en")], "en": [], "zh_CN": []}
    for _ in range(12):
        for language in ("en", "zh_CN"):
            built[language].append(program.paper(language))
    return {**built, "bytes": program.paper_bytes}


def _started() -> Program:
    """The window with the example case, with what `ui.app` does once everything is there."""
    from ui import start as door

    door.read()
    from bench.program import Program

    program = Program()
    door.resume_collector()
    return program


def _stamp_first_paint(window: Any, stamps: Answer | None = None) -> Answer:
    """Note when the first paint of `window` is over, and when a field of it has the focus."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    found: Answer = {} if stamps is None else stamps

    class Stamper(QObject):
        """Its own event, posted with the first paint, comes as soon as that paint is over."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QCoreApplication.postEvent(
                    self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value
                )
            return False

        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                found["painted"] = time.monotonic()
                found["cpu"] = time.process_time() * 1000
                self.look()
                return True
            return super().event(event)

        def look(self) -> None:
            """Note the focus, now or as soon as it is there."""
            if QApplication.focusWidget() is not None:
                found.setdefault("focused", time.monotonic())
            elif stamps is not None:
                QTimer.singleShot(1, self.look)

    window.installEventFilter(Stamper(window))
    return found


def _run_until(application: Any, done: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        application.processEvents()


def _rss() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most if sys.platform == "darwin" else most * 1024)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tasks = {
        "empty": empty,
        "start": start,
        "consultation": consultation,
        "keystrokes": keystrokes,
        "papers": papers,
    }
    answer = tasks[sys.argv[1]]()
    print(json.dumps(answer), flush=True)
    os._exit(0)  # what is measured is over; tearing Qt down is not part of it
