"""Self-test: tries the known cases of the catalogue while nobody waits; a wrong answer ends the comparison.

The records stay usable: only treatments are no longer compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from consult.assess import Knowledge
from consult.errors import CatalogError
from consult.log_line import Line, Log, fault
from ui.workspace import Workspace

PAUSE_MS = 15
"""Between two cases, of some 8 ms each: a key pressed meanwhile waits for one case at most."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a whole self-test found."""

    cases: int
    wrong: tuple[str, ...]
    at: datetime


class SelfTest(QObject):
    """Tries the cases of each catalogue that is read, one by one."""

    ended = Signal(object)
    """A Tried."""

    def __init__(
        self,
        workspace: Workspace,
        known_cases: Callable[[Knowledge], Iterator[str | None]],
        log: Log,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(workspace)
        self._workspace, self._known_cases, self._log, self._now = workspace, known_cases, log, now
        self._tried: list[str | None] = []
        self._left: Iterator[str | None] = iter(())
        self.last: Tried | None = None
        """Of the catalogue in use; None until it was tried."""
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._try_next)
        workspace.catalogue_read.connect(self.start)
        if workspace.knowledge is not None:
            self.start()

    def start(self) -> None:
        """Try the cases of the catalogue in use from the first one."""
        assert self._workspace.knowledge is not None
        self.last, self._tried = None, []
        self._left = self._known_cases(self._workspace.knowledge)
        self._timer.start()

    def _try_next(self) -> None:
        try:
            self._tried.append(next(self._left))
        except StopIteration:
            self._timer.stop()
            self._end()
        except Exception as error:  # whatever it is, this program cannot answer a known case
            self._timer.stop()
            self._log.note(fault(type(error), error, error.__traceback__))
            self._tried.append(type(error).__name__)
            self._end()

    def _end(self) -> None:
        wrong = tuple(name for name in self._tried if name is not None)
        self.last = Tried(len(self._tried), wrong, self._now())
        if wrong:
            self._log.note(Line(kind="comparison_disabled", code="self_test"))
            problem = CatalogError("self_test", cases=str(len(wrong)), tried=str(len(self._tried)))
            self._workspace.set_knowledge(None, problem)
        self.ended.emit(self.last)
