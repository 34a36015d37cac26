"""Record screens: the sheets, the strip and the lock of the records, put up over records of their own in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from consult.log_line import Line
from consult.records import Identity, Records
from db.records.folder import RecordsFolder
from db.records.passwords import Cost

if TYPE_CHECKING:
    from bench.screens import Stage
    from ui.leaving.erase_sheet import Whose
    from ui.records.sheet import Sheet

PERSON, PASSWORD = "Dr Li", "quiet river 47"
CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)
"""Of an unlocking that guards nothing: its records are invented and gone with the stage."""


class Drawer:
    """The folder of one stage; made when the records are first asked for."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def records(self) -> Records:
        """Records that are not set up yet."""
        self._folder = tempfile.TemporaryDirectory()
        return RecordsFolder(Path(self._folder.name) / "records", cost=lambda: CHEAP)

    def empty(self) -> None:
        """Remove the folder."""
        if self._folder is not None:
            self._folder.cleanup()


def clear(stage: Stage) -> None:
    """Put sheets and strip away and go back to an empty case."""
    desk, trouble = stage.window._desk, stage.window._trouble
    if trouble is not None:
        trouble.place.put_away()
        trouble.strip.show_offer(None)
    if desk is None:
        return
    if desk.locking.page is not None:
        stage.window.screens.uncover(desk.locking.page)
    desk.place.put_away()
    desk._hush()
    for draft in desk.session.drafts():
        desk.session.discard_draft(draft)
    stage.workspace.open_patient(stage.workspace.patient.schema.empty())


def unlocked(stage: Stage) -> None:
    """Set up and filled once: two patients of one name, one with two visits."""
    session = stage.window.desk.session
    if session.store is not None:
        return
    if session.records.exist:
        session.unlock(PERSON, PASSWORD)
        return
    session.set_up(PERSON, PASSWORD)
    for code, born in (("26-K7PQ3M", date(1959, 3, 14)), ("26-R4TT8W", date(1971, 11, 2))):
        stage.example()
        session.keep(Identity(code=code, name="Wang Wei", birth_date=born))
    stage.workspace.set_value("inr", 1.9)
    identity = stage.workspace.identity
    assert identity is not None
    session.keep(identity, reason="INR of today")
    session.begin_visit(identity, stage.workspace.filing.patient)
    stage.workspace.set_value("inr", 2.4)
    session.keep(identity)
    clear(stage)  # as for every later screen: none shows more for having been drawn first


def set_up(stage: Stage) -> QWidget:
    from ui.records.unlock_sheet import UnlockSheet

    stage.example()
    desk = stage.window.desk
    sheet = UnlockSheet(desk.session, desk.print_key)
    sheet.form.show_mode("set_up")
    desk.place.show(sheet)
    return stage.window


def _sheet(show: Callable[[Stage], object]) -> Callable[[Stage], QWidget]:
    def put_up(stage: Stage) -> QWidget:
        unlocked(stage)
        show(stage)
        stage.settle()
        return stage.window

    return put_up


def keep(stage: Stage) -> None:
    """The same name twice, so that it is asked who it is."""
    from ui.records.keep_sheet import KeepSheet

    stage.example()
    stage.window.keep()
    sheet: Sheet | None = stage.window.desk.place.sheet
    assert isinstance(sheet, KeepSheet)
    sheet.name.setText("Wang Wei")
    sheet._look()


def find(stage: Stage) -> None:
    """The newest visits of a patient, and what changed."""
    from ui.records.find_sheet import FindSheet

    stage.window.show_patients()
    sheet: Sheet | None = stage.window.desk.place.sheet
    assert isinstance(sheet, FindSheet)
    sheet.table.setCurrentCell(0, 0)
    sheet.tell_changes()
    sheet.join.begin.click()


def version(stage: Stage) -> None:
    """A version that was opened, with its strip and what was said then."""
    store = stage.window.desk.session.store
    assert store is not None
    found = store.search("26-R4TT8W")[0]
    oldest = store.history(found.patient)[-1]
    stage.window.desk.open(oldest.consultation)
    stage.window.desk.show_versions()


def next_visit(stage: Stage) -> None:
    """What lasts was taken over and waits to be confirmed; the visit before stands beside the form."""
    session = stage.window.desk.session
    assert session.store is not None
    found = session.store.search("26-R4TT8W")[0]
    stage.window.desk._begin_visit(found.identity, found.patient)


def whose(stage: Stage) -> Whose:
    """A patient of these records."""
    from ui.leaving.erase_sheet import Whose

    store = stage.window.desk.session.store
    assert store is not None
    found = store.search("26-K7PQ3M")[0]
    return Whose(found.patient, found.identity)


def erase(stage: Stage) -> None:
    """One patient, the code half typed."""
    from ui.leaving.erase_sheet import EraseSheet

    desk = stage.window.desk
    desk.office.erase((whose(stage),), desk.find)
    sheet: Sheet | None = desk.place.sheet
    assert isinstance(sheet, EraseSheet)
    sheet.typed.setText("26-K7")
    sheet.submit()


def due(stage: Stage) -> None:
    """A limit that nobody has reached yet."""
    store = stage.window.desk.session.store
    assert store is not None
    store.set_retention_years(15)
    stage.window.show_due()


def reports(stage: Stage) -> None:
    """Which data were missing most, in fewer consultations than a share is said of."""
    from ui.reports.sheet import ReportsSheet

    stage.window.show_reports()
    sheet = stage.window.desk.place.sheet
    assert isinstance(sheet, ReportsSheet)
    while sheet.reading is not None:
        QApplication.processEvents()


def leave(stage: Stage) -> None:
    """A case that is not kept is to be left."""
    stage.example()
    stage.window.new_case()


def locked(stage: Stage) -> None:
    stage.window.lock()


def report(stage: Stage) -> None:
    """A fault was told in the strip, and its report is read."""
    stage.example()
    stage.window.trouble.tell(Line(kind="fault", type="KeyError", places=("ui/window.py:12",)))
    stage.window.show_report()


RECORD_SCREENS: dict[str, Callable[[Stage], QWidget]] = {
    "set up": set_up,
    "keep": _sheet(keep),
    "patients": _sheet(find),
    "version": _sheet(version),
    "people": _sheet(lambda stage: stage.window.show_people()),
    "backup": _sheet(lambda stage: stage.window.show_backup()),
    "log": _sheet(lambda stage: stage.window.show_log()),
    "safety": _sheet(lambda stage: stage.window.show_safety()),
    "next visit": _sheet(next_visit),
    "erase": _sheet(erase),
    "due": _sheet(due),
    "export": _sheet(lambda stage: stage.window.desk.office.show_export(whose(stage))),
    "reports": _sheet(reports),
    "leave": _sheet(leave),
    "report": _sheet(report),
    "locked": _sheet(locked),
}
