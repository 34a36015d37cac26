"""Find sheet: the patients of the records, found as one types, what is due, and what changed from visit to visit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from consult.errors import ConsultError
from consult.hcc.schema import SCHEMA
from consult.records import MAX_NAME, Draft, Identity, Visit
from consult.visits import between, lines
from ui import listing
from ui.filing import at
from ui.records.join import Join
from ui.records.session import Session
from ui.records.sheet import Sheet, button, line, name, row, text
from ui.theme import STEP

Which = Literal["all", "due", "waiting", "drafts"]
LISTS: tuple[Which, ...] = ("all", "due", "waiting", "drafts")
WIDE, COLUMNS = 1180, 5
TOLD = 5
"""Visits of which it is told what changed: each is read from the records, and each reading is logged."""
MOST_LINES = 8
MOST_FOUND = 50
REST_MS = 350
"""Who is only passed in the list is not read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: whose it is, which consultation it leads to, and its last two cells."""

    patient: str
    identity: Identity
    consultation: str
    cells: tuple[str, str]
    draft: Draft | None = None


class FindSheet(Sheet):
    """Nothing is chosen beforehand and nothing is listed of which nobody asked: no list of recent patients."""

    opened = Signal(str)
    """A consultation is to be opened."""
    resumed = Signal(object)
    """A draft is to be gone on with."""
    erase_asked = Signal(object)
    """What is kept of a patient (a `Whose`) is to be erased."""
    export_asked = Signal(object)
    """Or to be exported."""
    begun = Signal(object, str)
    """A new consultation of this identity and patient."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self.which: Which = "all"
        self.lines: list[Line] = []
        self.visits: tuple[Visit, ...] = ()
        self.search = line(MAX_NAME)
        self.lists = {which: button("segment") for which in LISTS}
        self.table, self.history = QTableWidget(0, COLUMNS), QListWidget()
        self.count, self.past = text("muted"), text("heading")
        self.open, self.begin = button("primary"), button("secondary")
        self.export, self.erase = button("link"), button("link")
        self.join = Join(session, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.tell_changes)
        self._lay_out()
        self._connect()
        self.end(fills=True)
        self.look()

    # -- showing -----------------------------------------------------------------------------------------------

    def show_words(self) -> None:
        self.title.setText(self.say("find.title"))
        self.about.setText(self.say("find.about"))
        self.search.setPlaceholderText(self.say("find.search"))
        self.search.setAccessibleName(self.say("find.search"))
        for which, chip in self.lists.items():
            name(chip, self.say(f"find.list.{which}"))
            chip.setChecked(which == self.which)
        self._name_columns()
        self.table.setAccessibleName(self.say("find.title"))
        self.history.setAccessibleName(self.say("find.history"))
        self.past.setText(self.say("find.history").upper())
        name(self.open, self.say("find.open"), "Enter")
        name(self.begin, self.say("find.begin"))
        name(self.export, self.say("find.export"))
        name(self.erase, self.say("find.erase"))
        self.join.retranslate()
        self._show_history()

    def first(self) -> QWidget:
        return self.search

    def _name_columns(self) -> None:
        last = {
            "all": ("find.visits", "find.last"),
            "due": ("find.until", "find.plan"),
            "waiting": ("find.waiting_for", "find.last"),
            "drafts": ("find.drafted", "find.at_field"),
        }[self.which]
        keys = ("keep.code", "keep.patient_name", "keep.birth_date", *last)
        self.table.setHorizontalHeaderLabels([self.say(key) for key in keys])

    def look(self, _text: str = "") -> None:
        """Show who is found; a list that cannot be read says why."""
        store = self._session.store
        if store is None:
            return
        self.tell(None)
        try:
            self.lines = self._found()
        except ConsultError as error:
            self.lines = []
            self.tell(error)
        self._name_columns()
        listing.fill(self.table, ((*named(found.identity), *found.cells) for found in self.lines))
        self.table.clearSelection()
        self.table.setCurrentCell(-1, -1)
        more = self.which == "all" and len(self.lines) == MOST_FOUND
        self.count.setText(self.say("find.count.first" if more else "find.count", n=len(self.lines)))
        self._show_history()

    def _found(self) -> list[Line]:
        store = self._session.store
        assert store is not None
        if self.which == "all":
            return [
                Line(f.patient, f.identity, f.latest, (str(f.consultations), f.last.isoformat()))
                for f in store.search(self.search.text(), limit=MOST_FOUND)
            ]
        asked = self.search.text().casefold().split()
        if self.which == "drafts":
            return [
                line for line in self._drafts() if all(word in _searched(line.identity) for word in asked)
            ]
        due = self.which == "due"
        visits = store.due(self.workspace.today()) if due else store.waiting()
        return [
            Line(visit.patient, visit.identity, visit.consultation, self._cells(visit, due=due))
            for visit in visits
            if all(word in _searched(visit.identity) for word in asked)
        ]

    def _drafts(self) -> list[Line]:
        words, now = self.workspace.words, self._session.now()
        return [
            Line(
                draft.patient,
                draft.identity or Identity(code=self.say("keep.draft.anonymous")),
                draft.consultation,
                (
                    "" if draft.at is None else at(draft.at, now),
                    words.field(draft.field) if draft.field in SCHEMA.by_id else "",
                ),
                draft,
            )
            for draft in self._session.drafts()
        ]

    def _cells(self, visit: Visit, *, due: bool) -> tuple[str, str]:
        if not due:
            return visit.waiting_for, visit.day.isoformat()
        until = "" if visit.until is None else visit.until.isoformat()
        return until, self.say(f"talk.kind.{visit.plan}") if visit.plan else ""

    def current(self) -> Line | None:
        """The row that is chosen."""
        place = self.table.currentRow()
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def _show_history(self) -> None:
        """The visits of the chosen patient, newest first, each with what changed since the one before."""
        found, store, person = self.current(), self._session.store, self._session.person
        self.history.clear()
        self.visits = ()
        doctor = person is not None and person.role == "doctor"
        drafted = found is not None and found.draft is not None
        self.open.setEnabled(found is not None and doctor)
        self.begin.setEnabled(found is not None and doctor and bool(found.patient))
        may = store is not None and store.may("erase")
        for control in (self.export, self.erase):
            control.setVisible(may)
            control.setEnabled(found is not None and bool(found.patient))
        name(self.open, self.say("find.resume" if drafted else "find.open"), "Enter")
        self.join.follow(
            found is not None and not drafted, "" if found is None else found.patient, self._who(found)
        )
        self._rest.stop()
        if found is None or store is None or not found.patient:
            return
        try:
            self.visits = store.history(found.patient)
        except ConsultError as error:
            self.tell(error)
            return
        for visit in self.visits:
            self.history.addItem(QListWidgetItem(self._headed(visit)))
        self.history.setCurrentRow(0)
        if doctor and len(self.visits) > 1:
            self._rest.start()

    def tell_changes(self) -> None:
        """Say under each visit what changed: once somebody stays with a patient, for it reads what is kept."""
        self._rest.stop()
        try:
            changes = self._changes()
        except ConsultError as error:
            self.tell(error)
            return
        for place, visit in enumerate(self.visits):
            said = changes.get(visit.consultation, ())
            self.history.item(place).setText("\n".join([self._headed(visit), *said]))

    def _headed(self, visit: Visit) -> str:
        said = [visit.day.isoformat(), self.say("find.version", number=visit.number, by=visit.by)]
        if visit.plan:
            said.append(self.say(f"talk.kind.{visit.plan}"))
        return " · ".join(said)

    def _changes(self) -> dict[str, list[str]]:
        """By consultation, in words, what is otherwise than in the visit before."""
        store = self._session.store
        assert store is not None
        shown = self.visits[: TOLD + 1]
        if len(shown) < 2:
            return {}
        kept = [store.read(visit.consultation) for visit in shown]
        told = {}
        for later, earlier in pairwise(kept):
            said = list(lines(between(earlier, later, SCHEMA), self.workspace.words))
            more = len(said) - MOST_LINES
            told[later.consultation] = [f"    {one}" for one in said[:MOST_LINES]]
            if more > 0:
                told[later.consultation].append(f"    {self.say('find.more', n=more)}")
        return told

    def _who(self, found: Line | None) -> str:
        if found is None:
            return ""
        born = found.identity.birth_date
        return " · ".join(
            (
                found.identity.code,
                found.identity.name or self.say("keep.no_name"),
                self.say("keep.born", date=born.isoformat()) if born else self.say("keep.no_birth_date"),
            )
        )

    # -- what can be done --------------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Open the visit that is chosen, else the newest of the row."""
        found = self.current()
        if found is None or not self.open.isEnabled():
            return
        if found.draft is not None:
            self.resumed.emit(found.draft)
            return
        place = self.history.currentRow()
        inside = self.history.hasFocus() and 0 <= place < len(self.visits)
        self.opened.emit(self.visits[place].consultation if inside else found.consultation)

    def begin_visit(self) -> None:
        """Start a consultation of the chosen patient with what of the last one lasts."""
        found = self.current()
        if found is not None:
            self.begun.emit(found.identity, found.patient)

    def _leave_records(self, asked: SignalInstance) -> None:
        found = self.current()
        if found is not None:
            from ui.leaving.erase_sheet import Whose

            asked.emit(Whose(found.patient, found.identity))

    def show_list(self, which: Which) -> None:
        """Show all patients, those due, or those who wait for a result."""
        self.which = which
        for name_, chip in self.lists.items():
            chip.setChecked(name_ == which)
        self.look()

    # -- inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for which, chip in self.lists.items():
            chip.setCheckable(True)
            chip.setProperty("place", "inner" if which != LISTS[-1] else "last")
            chip.setFixedHeight(28)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.search, 1)
        top.addSpacing(3 * STEP)
        for chip in self.lists.values():
            top.addWidget(chip)
        head = listing.dress(self.table)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.history.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.history.setTabKeyNavigation(False)
        for area in (self.table, self.history):
            area.setProperty("role", "framed")
        self.history.setWordWrap(True)
        self.history.setSpacing(STEP)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addWidget(self.count)
        right.addWidget(self.past)
        right.addWidget(self.history, 1)
        right.addLayout(row(self.open, self.begin))
        right.addLayout(row(self.export, self.erase))
        both = QHBoxLayout()
        both.setSpacing(4 * STEP)
        both.addLayout(left, 5)
        both.addLayout(right, 4)
        self.table.setMinimumHeight(320)
        self.column.addLayout(top)
        self.column.addLayout(both, 1)
        self.column.addWidget(self.join)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.look)
        for which, chip in self.lists.items():
            chip.clicked.connect(lambda _on=False, w=which: self.show_list(w))
        self.table.currentCellChanged.connect(lambda *_cells: self._show_history())
        self.table.cellActivated.connect(lambda *_cell: self.open_chosen())
        self.history.itemActivated.connect(lambda _item: self.open_chosen())
        self.open.clicked.connect(self.open_chosen)
        self.begin.clicked.connect(self.begin_visit)
        self.export.clicked.connect(lambda: self._leave_records(self.export_asked))
        self.erase.clicked.connect(lambda: self._leave_records(self.erase_asked))
        self.join.joined.connect(self.look)
        self.search.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search, down goes into the list and Enter to its first row."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            down = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in down and self.lines:
                self.table.setCurrentCell(0, 0)
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)


def named(identity: Identity) -> tuple[str, str, str]:
    """Code, name and birth date as the cells of a list."""
    born = identity.birth_date
    return identity.code, identity.name, "" if born is None else born.isoformat()


def _searched(identity: Identity) -> str:
    return f"{identity.code} {identity.name} {identity.birth_date or ''}".casefold()
