"""Trouble desk: keeps the case when something failed, says so in a strip, and shows the problem report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consult.errors import ConsultError
from consult.log_line import Line
from ui.filing import at
from ui.records.place import Place
from ui.records.strip import Offer, RecordStrip
from ui.trouble.clock import Behind, Step
from ui.trouble.notices import behind_words, step_words
from ui.trouble.watch import Watch
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.records.session import Session
    from ui.window import MainWindow


class TroubleDesk(QObject):
    """Made when something is first to be told; a later notice takes the place of the one before."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        watch: Watch,
        session: Callable[[], Session | None],
    ) -> None:
        super().__init__(window)
        self._window, self._workspace, self._watch, self._session = window, workspace, watch, session
        self.strip = RecordStrip(workspace)
        self.strip.setProperty("role", "alarm")
        self.place = Place(window, lambda: None)
        window.put_under_banner(self.strip)

    def tell(self, notice: Line | Step | Behind) -> None:
        """Tell what was noticed; after a fault the case is kept first."""
        now = self._watch.now()
        if isinstance(notice, Line):
            case = self._keep_case()
            self._offer(lambda: self._say_fault(now, case), "trouble.report", self.show_report)
        elif isinstance(notice, Step):
            self._offer(lambda: step_words(notice, self._workspace.words, now), *self._to_status())
        else:
            self._offer(lambda: behind_words(notice, self._workspace.words, now), *self._to_status())

    def show_report(self) -> None:
        """Show the problem report; it is saved only from there."""
        from ui.trouble.report_sheet import ReportSheet

        self.place.show(ReportSheet(self._workspace, self._watch))

    def _to_status(self) -> tuple[str, Callable[[], object]]:
        return "keep.menu.safety", self._window.show_safety

    def _offer(self, says: Callable[[], str], answer: str, then: Callable[[], object]) -> None:
        self.strip.show_offer(Offer(says, ((answer, then), ("trouble.hide", self._hide))))

    def _hide(self) -> None:
        self.strip.show_offer(None)
        self._window.focus_first()

    def _say_fault(self, when: datetime, case: str) -> str:
        say = self._workspace.words.say
        return say("trouble.fault", time=at(when, self._watch.now()), case=say(f"trouble.case.{case}"))

    def _keep_case(self) -> str:
        """Write the draft where that can be done; which of the words says how the case stands."""
        workspace, session = self._workspace, self._session()
        if session is None or session.store is None:
            blank = not workspace.recorded.entries and workspace.recorded_consultation.is_blank
            return "none" if blank else "memory"
        if not session.has_content():
            return "none"
        if not session.is_unkept():
            return "kept"
        try:
            written = session.write_draft()
        except ConsultError:
            written = False
        except Exception as error:  # the fault may be in the records themselves: it must not come back here
            self._watch.last_resort.note(type(error), error, error.__traceback__)
            written = False
        self._watch.log.note(Line(kind="draft_written" if written else "draft_not_written"))
        return "draft" if written else "memory"
