"""Backup sheet: copies the records into a folder and reads the copy back; tries a backup, or puts it in their place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTableWidget, QWidget

from consult.errors import ConsultError
from consult.records import MAX_NAME, MAX_PASSWORD, Backup, RecordStore
from ui import listing
from ui.filing import at
from ui.records.session import Session
from ui.records.sheet import Grid, Sheet, button, line, name, row, secret, text
from ui.theme import STEP

WIDE, LIST_HEIGHT, LONGEST_PATH = 760, 148, 1000
REMIND_AFTER_DAYS = 7


class BackupSheet(Sheet):
    """Making one needs the records unlocked; trying and restoring one asks for a password of the day it was made."""

    restored = Signal()
    unlock_asked = Signal()
    listed = Signal(str)
    """The folder that was looked into."""

    def __init__(self, session: Session, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self._backups: tuple[Backup, ...] = ()
        self._sure = ""
        self.last, self.done = text(), text("muted")
        self.folder = line(LONGEST_PATH)
        self.folder.setText(folder)
        self.pick, self.make = button(), button("primary")
        self.table = QTableWidget(0, 2)
        self.person, self.password = line(MAX_NAME), secret(MAX_PASSWORD)
        self.rehearse, self.restore = button("secondary"), button("secondary")
        self._headings = {part: text("heading") for part in ("make", "use")}
        self._lay_out()
        self.pick.clicked.connect(self.pick_folder)
        self.make.clicked.connect(self.back_up)
        self.listed.connect(lambda _folder: self.tell(None))
        self.folder.editingFinished.connect(self.list_backups)
        self.table.currentCellChanged.connect(lambda *_cells: self._choose())
        self.rehearse.clicked.connect(self.try_backup)
        self.restore.clicked.connect(self.restore_backup)
        self.end()
        self.list_backups()

    # -- showing -----------------------------------------------------------------------------------------------

    def show_words(self) -> None:
        self.title.setText(self.say("backup.title"))
        self.about.setText(self.say("backup.about"))
        for part, heading in self._headings.items():
            heading.setText(self.say(f"backup.part.{part}").upper())
        self._grid.label(self.folder, self.say("backup.folder"))
        self._keys.label(self.person, self.say("backup.person"))
        self._keys.label(self.password, self.say("backup.password"))
        self.table.setHorizontalHeaderLabels([self.say("backup.at"), self.say("backup.name")])
        self.table.setAccessibleName(self.say("backup.part.use"))
        name(self.pick, self.say("backup.pick"))
        name(self.rehearse, self.say("backup.rehearse"))
        self._show_last()
        self._choose()

    def first(self) -> QWidget:
        return self.folder

    def list_backups(self) -> None:
        """Show the finished backups of the folder; one that is not there has none."""
        self._backups = ()
        folder = self.folder.text().strip()
        self.listed.emit(folder)
        if folder:
            try:
                self._backups = self._session.records.backups(Path(folder))
            except ConsultError as error:
                self.tell(error)
        now = self._session.now()
        listing.fill(self.table, ((at(backup.at, now), backup.name) for backup in self._backups))
        self.table.setCurrentCell(-1, -1)
        self._choose()

    def _show_last(self) -> None:
        store, now = self._session.store, self._session.now()
        locked = store is None
        name(self.make, self.say("backup.unlock" if locked else "backup.make"))
        self.make.setEnabled(not locked or self._session.records.exist)
        if store is None:
            self.last.setText(self.say("backup.locked"))
            return
        made = backed_up_at(store)
        self.last.setText(
            self.say("backup.never") if made is None else self.say("backup.last", time=at(made, now))
        )

    def _chosen(self) -> Backup | None:
        place = self.table.currentRow()
        return self._backups[place] if 0 <= place < len(self._backups) else None

    def _choose(self) -> None:
        """Another backup is chosen, or none: putting it in the place of the records is asked for twice."""
        chosen = self._chosen()
        for pressed in (self.rehearse, self.restore):
            pressed.setEnabled(chosen is not None)
        if chosen is None or chosen.name != self._sure:
            self._sure = ""
        name(self.restore, self.say("backup.restore.sure" if self._sure else "backup.restore"))

    # -- what can be done --------------------------------------------------------------------------------------

    def pick_folder(self) -> None:
        """Ask for a folder, best on another disk."""
        folder = QFileDialog.getExistingDirectory(self, self.say("backup.pick"), self.folder.text())
        if folder:
            self.folder.setText(folder)
            self.list_backups()

    def back_up(self) -> None:
        """Make a backup and read it back."""
        store, folder = self._session.store, self.folder.text().strip()
        self.done.clear()
        if store is None:
            self.unlock_asked.emit()
            return
        if not folder:
            self.said.setText(self.say("backup.need.folder"))
            self.folder.setFocus()
            return
        self._wait()
        try:
            made = store.back_up(Path(folder))
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self.done.setText(self.say("backup.made", name=made.name))
        self._show_last()
        self.list_backups()

    def try_backup(self) -> None:
        """Open the chosen backup and check every page, row and line of it; nothing is restored."""
        chosen = self._chosen()
        if chosen is None:
            return
        self._wait()
        try:
            faults = self._session.records.rehearse(*self._asked(chosen))
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        found = [self.say(f"fault.{fault.code}", where=fault.where) for fault in faults]
        self.done.setText(" ".join(found) or self.say("backup.whole", name=chosen.name))

    def restore_backup(self) -> None:
        """Put the chosen backup in the place of the records; pressed a second time it is done."""
        chosen = self._chosen()
        if chosen is None:
            return
        if self._session.is_unkept():
            self.said.setText(self.say("backup.need.kept"))
            return
        if self._sure != chosen.name:
            self._sure = chosen.name
            self._choose()
            return
        self._sure = ""
        self._wait()
        try:
            self._session.restore(*self._asked(chosen))
        except ConsultError as error:
            self.tell(error)
            self._choose()
            self._show_last()
            return
        self.restored.emit()

    def _asked(self, chosen: Backup) -> tuple[Path, str, str]:
        typed, person = self.person.text().strip(), self._session.person
        who = typed or ("" if person is None else person.name)
        return Path(self.folder.text().strip()) / chosen.name, who, self.password.text()

    def _wait(self) -> None:
        self.done.clear()
        self.said.setText(self.say("keep.working"))
        self.said.repaint()

    # -- inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = listing.dress(self.table)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        self.table.setFixedHeight(LIST_HEIGHT)
        self._grid, self._keys = Grid(), Grid()
        self._grid.add(self.folder)
        for box in (self.person, self.password):
            self._keys.add(box)
        where = QHBoxLayout()
        where.setSpacing(2 * STEP)
        where.addLayout(self._grid, 1)
        where.addWidget(self.pick)
        self.column.addWidget(self.last)
        self.column.addWidget(self._headings["make"])
        self.column.addLayout(where)
        self.column.addLayout(row(self.make))
        self.column.addWidget(self._headings["use"])
        self.column.addWidget(self.table)
        self.column.addLayout(self._keys)
        self.column.addLayout(row(self.rehearse, self.restore))
        self.column.addWidget(self.done)


def backed_up_at(store: RecordStore) -> datetime | None:
    """When the last backup was made; None for never, and for whom it is not to know."""
    try:
        return store.backed_up_at()
    except ConsultError:
        return None


def is_overdue(store: RecordStore, now: datetime) -> bool:
    """Whether somebody who may make a backup is to be reminded of it: none for a week, or ever since the set-up."""
    try:
        made = store.backed_up_at()
        first = store.events(limit=1)
    except ConsultError:
        return False
    since = made or (first[0].at if first else now)
    return (now - since).days >= REMIND_AFTER_DAYS
