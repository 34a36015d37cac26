"""Due sheet: the clinic's limit of years, and whom nobody has seen for so long; nothing is erased by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QWidget

from consult.errors import ConsultError
from consult.records import MOST_RETENTION_YEARS, Found
from consult.retention import seen_before
from ui import listing
from ui.leaving.erase_sheet import Whose
from ui.records.find_sheet import named
from ui.records.session import Session
from ui.records.sheet import Grid, Sheet, button, line, name, row, text
from ui.theme import STEP

WIDE, COLUMNS, MOST_SHOWN = 960, 5, 500
_YEARS_WIDTH = 18 * STEP


class DueSheet(Sheet):
    """No limit is proposed: how long records are to be kept is the law of the place and the clinic's own rule."""

    erase_asked = Signal(object)
    """These patients (a tuple of `Whose`) are to be erased, once that was confirmed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self.due: tuple[Found, ...] = ()
        self.years = line(3)
        self.years.setFixedWidth(_YEARS_WIDTH)
        self.years.setValidator(QIntValidator(1, MOST_RETENTION_YEARS, self.years))
        self.set, self.erase = button("secondary"), button("secondary")
        self.done, self.count = text("muted"), text("muted")
        self.table = QTableWidget(0, COLUMNS)
        head = listing.dress(self.table, several=True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setProperty("role", "framed")
        self._grid = Grid()
        self._grid.add(self.years)
        limit = QHBoxLayout()
        limit.setSpacing(2 * STEP)
        limit.addLayout(self._grid)
        limit.addWidget(self.set)
        limit.addWidget(self.done, 1)
        self.column.addLayout(limit)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.count)
        self.column.addLayout(row(self.erase))
        self.set.clicked.connect(self.set_limit)
        self.years.returnPressed.connect(self.set_limit)
        self.table.itemSelectionChanged.connect(self._follow)
        self.erase.clicked.connect(self.ask_to_erase)
        self.end(fills=True)
        self.load()

    def load(self) -> None:
        """Show the limit and whom it names."""
        store = self._session.store
        if store is None:
            return
        years, self.due = None, ()
        try:
            years = store.retention_years()
            if years is not None:
                self.due = store.not_seen_since(seen_before(self.workspace.today(), years))
        except ConsultError as error:
            self.tell(error)
        may = store.may("erase")
        self.years.setReadOnly(not may)
        self.set.setEnabled(may)
        self.years.setText("" if years is None else str(years))
        listing.fill(
            self.table,
            ((*named(one.identity), str(one.consultations), one.last.isoformat()) for one in self.due),
        )
        self.table.clearSelection()
        self.table.setCurrentCell(-1, -1)
        if years is None:
            self.count.setText(self.say("due.no_limit"))
        else:
            first = len(self.due) >= MOST_SHOWN
            self.count.setText(self.say("due.count.first" if first else "due.count", n=len(self.due)))
        self._follow()

    def show_words(self) -> None:
        self.title.setText(self.say("due.title"))
        self.about.setText(self.say("due.about"))
        self._grid.label(self.years, self.say("due.years"))
        name(self.set, self.say("due.set"))
        keys = ("keep.code", "keep.patient_name", "keep.birth_date", "find.visits", "find.last")
        self.table.setHorizontalHeaderLabels([self.say(key) for key in keys])
        self.table.setAccessibleName(self.say("due.title"))
        self.table.setAccessibleDescription(self.say("due.choose"))
        self.load()

    def first(self) -> QWidget:
        return self.table if self.due else self.years

    def chosen(self) -> tuple[Found, ...]:
        """The lines that are chosen."""
        lines = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.due[at] for at in lines if at < len(self.due))

    def set_limit(self) -> None:
        """Keep the limit typed; an empty box means that there is none."""
        store, typed = self._session.store, self.years.text().strip()
        if store is None:
            return
        self.done.clear()
        try:
            store.set_retention_years(int(typed) if typed else None)
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self.load()
        self.done.setText(self.say("due.kept"))

    def ask_to_erase(self) -> None:
        """Go on to what would go and what stays, before anything does."""
        chosen = self.chosen()
        if chosen:
            self.erase_asked.emit(tuple(Whose(one.patient, one.identity) for one in chosen))

    def _follow(self) -> None:
        store, count = self._session.store, len(self.chosen())
        self.erase.setEnabled(store is not None and store.may("erase") and count > 0)
        name(self.erase, self.say("due.erase", n=count))
