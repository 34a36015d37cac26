"""Watch: what the program knows of its own state: log, clock, known cases, catalogue and files, each with its time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal

from consult.errors import ConsultError
from consult.log_line import Line, Log
from ui.trouble.clock import Behind, ClockWatch, Step
from ui.trouble.clock import elapsed as since_boot
from ui.trouble.files import FilesCheck
from ui.trouble.last_resort import LastResort
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.records.session import Session
    from ui.self_test import SelfTest


@dataclass(frozen=True, slots=True)
class Files:
    """Whether the program's files are as they were built."""

    found: Literal["no_bundle", "whole", "changed", "unreadable"]
    at: datetime
    places: tuple[str, ...] = ()


class Watch(QObject):
    """One for a program; the window tells what it notices, the page "Safety and privacy" shows all of it.

    `changed_files` names files that are not as they were built, or answers None where the program is no bundle;
    `reread` verifies the catalogue in use anew and raises what it is refused for.
    """

    noticed = Signal(object)
    """A Line of a fault, a Step or a Behind."""
    compared = Signal()
    """`files` is new."""

    def __init__(
        self,
        workspace: Workspace,
        log: Log,
        *,
        changed_files: Callable[[], tuple[str, ...] | None] | None = None,
        reread: Callable[[], object] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        elapsed: Callable[[], float] = since_boot,
    ) -> None:
        super().__init__(workspace)
        self.log, self.now = log, now
        self._workspace = workspace
        self._changed_files, self._reread = changed_files, reread
        self._session: Session | None = None
        self._unwritten: list[tuple[str, dict[str, str]]] = []
        """Kind and details of lines for the log of the records, until those are unlocked."""
        self.self_test: SelfTest | None = None
        self.files: Files | None = None
        self.verified_at: datetime | None = None
        """When the signature of the catalogue in use was last verified."""
        self.last_resort = LastResort(log, self)
        self.clock = ClockWatch(now, elapsed, self)
        self.last_resort.happened.connect(self.noticed, Qt.ConnectionType.QueuedConnection)
        self.clock.turned.connect(self._note_step)
        self.clock.found_behind.connect(self._note_behind)
        workspace.catalogue_read.connect(self._note_catalogue)

    def begin(self) -> None:
        """The window is painted: note the start, and look at the clock from now on."""
        self.clock.know("log", self.log.newest())
        self.log.note(Line(kind="start"))
        if self._workspace.knowledge is not None and self.verified_at is None:
            self._note_catalogue()
        self.clock.begin()
        self._files_check = FilesCheck(self.look_at_files, self.take_files, self)
        self._files_check.start()

    def follow(self, session: Session) -> None:
        """Write what is wrong with the clock into the log of the records as well, once they are unlocked."""
        self._session = session
        session.unlocked.connect(self._write_waiting)

    def check(self) -> None:
        """Look at everything anew that needs no key; what takes its time is done when it is asked for."""
        self.clock.look()
        self.check_files()
        self.check_catalogue()

    def check_files(self) -> None:
        """Compare the program's files with what was built, and wait for it."""
        self.take_files(self.look_at_files())

    def look_at_files(self) -> Files | None:
        """What comparing them finds; changes nothing, so that another thread may do it."""
        if self._changed_files is None:
            return None
        try:
            changed = self._changed_files()
        except (OSError, ValueError):
            return Files("unreadable", self.now())
        if changed is None:
            return Files("no_bundle", self.now())
        return Files("changed" if changed else "whole", self.now(), changed)

    def take_files(self, found: object) -> None:
        """Keep what was found and tell it."""
        if not isinstance(found, Files):
            return
        self.files = found
        if found.found == "changed":
            self.log.note(Line(kind="files_changed"))
        self.compared.emit()

    def check_catalogue(self) -> None:
        """Verify the catalogue in use anew and try its known cases; one that is refused ends the comparison."""
        workspace = self._workspace
        if self._reread is None or workspace.knowledge is None:
            return
        try:
            self._reread()
        except ConsultError as error:
            from consult.log_line import refused

            self.log.note(refused("catalogue_refused", error))
            workspace.set_knowledge(None, error)
            return
        self.verified_at = self.now()
        if self.self_test is not None:
            self.self_test.start()

    def _note_catalogue(self) -> None:
        knowledge = self._workspace.knowledge
        assert knowledge is not None
        self.verified_at = self.now()
        self.clock.know("catalogue", _day_before(knowledge.catalog.date))

    def _note_step(self, step: Step) -> None:
        self.log.note(Line(kind="clock_step"))
        self._write("clock_step", {"seconds": str(step.seconds)})
        self._workspace.reckon_anew()
        self.noticed.emit(step)

    def _note_behind(self, behind: Behind) -> None:
        self.log.note(Line(kind="clock_behind"))
        if behind.past == "catalogue":  # the records find by themselves what is behind their own log
            self._write("clock_behind", {"before": "catalogue"})
        self.noticed.emit(behind)

    def _write(self, kind: str, details: dict[str, str]) -> None:
        self._unwritten.append((kind, details))
        self._write_waiting()

    def _write_waiting(self) -> None:
        store = None if self._session is None else self._session.store
        if store is None:
            return
        with suppress(ConsultError):  # records that cannot be written say so where somebody keeps something
            while self._unwritten:
                kind, details = self._unwritten[0]
                store.note(kind, details=details)
                self._unwritten.pop(0)


def _day_before(day: str) -> datetime | None:
    """A day's begin is at another moment in every zone: what is said is a day more careful."""
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(days=1)
    except ValueError:
        return None
