"""Office: what is done with the records beside a consultation: print, let people in, back up, read the log, look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.records.place import Place
from ui.records.session import Session

if TYPE_CHECKING:
    from ui.leaving.erase_sheet import Whose
    from ui.records.desk import RecordsDesk
    from ui.window import MainWindow


class Office:
    """Shows its sheets to whoever asks; what a person may not do there the store refuses."""

    def __init__(self, desk: RecordsDesk, window: MainWindow, session: Session, place: Place) -> None:
        self._desk, self._window, self._session, self._place = desk, window, session, place
        self._backup_folder = ""

    def show_queue(self) -> None:
        """The papers that wait to be printed, in a window beside the case; locking closes it."""
        store = self._session.store
        if store is None:
            self._desk.ask_to_unlock(self.show_queue)
            return
        from ui.printing.queue import PrintQueue

        queue = PrintQueue(store, self._session.workspace, self._window)
        queue.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        queue.setProperty("shows", "records")
        queue.show()
        queue.activateWindow()

    def show_people(self) -> None:
        """Who may unlock the records."""
        if self._session.store is None:
            self._desk.ask_to_unlock(self.show_people)
            return
        from ui.records.people_sheet import PeopleSheet

        self._place.show(PeopleSheet(self._session, self._desk.print_key))

    def show_backup(self) -> None:
        """Make a backup, try one, or put one in the place of the records; the last two need no unlocked records."""
        from ui.records.backup_sheet import BackupSheet

        sheet = BackupSheet(self._session, self._backup_folder)
        sheet.listed.connect(self._remember_folder)
        sheet.unlock_asked.connect(lambda: self._desk.ask_to_unlock(self.show_backup))
        sheet.restored.connect(self._after_restoring)
        self._place.show(sheet)

    def show_log(self) -> None:
        """Who did what with the records."""
        if self._session.store is None:
            self._desk.ask_to_unlock(self.show_log)
            return
        from ui.records.log_sheet import LogSheet

        self._place.show(LogSheet(self._session))

    def show_due(self) -> None:
        """Whom nobody has seen for longer than the clinic's limit."""
        if self._session.store is None:
            self._desk.ask_to_unlock(self.show_due)
            return
        from ui.leaving.due_sheet import DueSheet

        sheet = DueSheet(self._session)
        sheet.erase_asked.connect(lambda whose: self.erase(whose, self.show_due))
        self._place.show(sheet)

    def erase(self, whose: tuple[Whose, ...], back: Callable[[], object]) -> None:
        """Say what erasing these patients takes and leaves, and do it once that was confirmed."""
        from ui.leaving.erase_sheet import EraseSheet

        sheet = EraseSheet(self._session, whose)
        self._place.show(sheet)
        sheet.left.connect(back)

    def show_export(self, whose: Whose | None = None) -> None:
        """What leaves the records as a file."""
        if self._session.store is None:
            self._desk.ask_to_unlock(self.show_export)
            return
        from ui.leaving.export_sheet import ExportSheet

        self._place.show(ExportSheet(self._session, whose))

    def show_reports(self) -> None:
        """What the kept consultations say together."""
        if self._session.store is None:
            self._desk.ask_to_unlock(self.show_reports)
            return
        from ui.reports.sheet import ReportsSheet

        self._place.show(ReportsSheet(self._session))

    def show_safety(self) -> None:
        """What protects records and results, found now; it needs no password."""
        from ui.records.safety_sheet import SafetySheet

        sheet = SafetySheet(self._session, self._window.watch)
        sheet.report_asked.connect(self._window.show_report)
        self._place.show(sheet)

    def _remember_folder(self, folder: str) -> None:
        self._backup_folder = folder

    def _after_restoring(self) -> None:
        self._place.put_away()
        self._desk.warn()
        self._window.tell(self._session.workspace.words.say("backup.restored"))
