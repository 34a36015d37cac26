"""Log sheet: who did what with the records, newest first; it holds no clinical value and nothing in it is changed."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QWidget

from consult.errors import ConsultError
from consult.provenance import grouped
from consult.record_words import event_words
from consult.records import Event, EventFilter
from ui import listing
from ui.choice import Choice
from ui.records.session import Session
from ui.records.sheet import BOX_HEIGHT, Sheet, button, line, name, row, text
from ui.theme import STEP

WIDE, PAGE, COLUMNS, LONGEST, LONGEST_WORDS = 960, 200, 5, 24, 120
REST_MS = 200


class LogSheet(Sheet):
    """A page of the log at a time, of one kind, person or text where that is asked for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self.events: tuple[Event, ...] = ()
        """The page that is shown."""
        self._starts = [0]
        """Below which line each page from the newest to this one begins; 0: with the newest line."""
        self.kind, self.by = Choice(), Choice()
        for choice in (self.kind, self.by):
            choice.setFixedHeight(BOX_HEIGHT)
        self.words = line(LONGEST_WORDS)
        self.table = QTableWidget(0, COLUMNS)
        self.head = text("muted")
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = text("muted")
        self.count.setWordWrap(False)
        self.newer, self.older = button(), button()
        header = listing.dress(self.table)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        top = QHBoxLayout()
        top.setSpacing(2 * STEP)
        top.addWidget(self.kind, 2)
        top.addWidget(self.by, 2)
        top.addWidget(self.words, 3)
        self.column.addLayout(top)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(row(self.newer, self.older, self.count))
        self.column.addWidget(self.head)
        self.kind.activated.connect(lambda _at: self.look())
        self.by.activated.connect(lambda _at: self.look())
        self.words.textEdited.connect(lambda _text: self._rest.start())
        self.words.returnPressed.connect(self.look)
        self.newer.clicked.connect(self.show_newer)
        self.older.clicked.connect(self.show_older)
        self.end(fills=True)

    def load(self) -> None:
        """Show the newest page and what there is to choose from."""
        store = self._session.store
        if store is None:
            return
        try:
            kinds, people = store.event_kinds()
            self.head.setText(self.say("log.head", head=grouped(store.chain_head())))
        except ConsultError as error:
            self.tell(error)
            return
        words = self.workspace.words
        kinds_named = sorted((event_words(_line_of(kind), words), kind) for kind in kinds)
        _offer(self.kind, self.say("log.every_kind"), kinds_named)
        _offer(self.by, self.say("log.everybody"), [(one, one) for one in people])
        self.look()

    def look(self) -> None:
        """Show the newest page of what is asked for."""
        self._rest.stop()
        self._starts = [0]
        self._show()

    def show_older(self) -> None:
        """The page before."""
        if self.events and self.older.isEnabled():
            self._starts.append(self.events[-1].number)
            self._show()

    def show_newer(self) -> None:
        """The page after."""
        if len(self._starts) > 1:
            self._starts.pop()
            self._show()

    def show_words(self) -> None:
        self.title.setText(self.say("log.title"))
        self.about.setText(self.say("log.about"))
        keys = ("log.number", "log.at", "log.by", "log.what", "log.about_what")
        self.table.setHorizontalHeaderLabels([self.say(key) for key in keys])
        self.table.setAccessibleName(self.say("log.title"))
        self.kind.setAccessibleName(self.say("log.what"))
        self.by.setAccessibleName(self.say("log.by"))
        self.words.setPlaceholderText(self.say("log.words"))
        self.words.setAccessibleName(self.say("log.words"))
        name(self.newer, self.say("log.newer"))
        name(self.older, self.say("log.older"))
        self.load()

    def first(self) -> QWidget:
        return self.table

    def _show(self) -> None:
        store = self._session.store
        if store is None:
            return
        only = EventFilter(
            kind=self.kind.currentData() or "", by=self.by.currentData() or "", words=self.words.text()
        )
        found: tuple[Event, ...] = ()
        self.tell(None)
        try:
            found = store.events_of(only, before=self._starts[-1], limit=PAGE + 1)
        except ConsultError as error:
            self.tell(error)
        self.events = found[:PAGE]
        self.newer.setEnabled(len(self._starts) > 1)
        self.older.setEnabled(len(found) > PAGE)
        self.count.setText(self.say("log.page", n=len(self.events), page=len(self._starts)))
        listing.fill(self.table, map(self._cells, self.events))

    def _cells(self, event: Event) -> tuple[str, ...]:
        when = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        details = " · ".join(f"{key} {said[:LONGEST]}" for key, said in event.details.items())
        about = " · ".join(part for part in (event.consultation, details) if part)
        return str(event.number), when, event.by, event_words(event, self.workspace.words), about


def _offer(choice: Choice, every: str, members: list[tuple[str, str]]) -> None:
    """Everything first, then each by its words; what was chosen stays so."""
    chosen = choice.currentData()
    choice.clear()
    choice.addItem(every, "")
    for said, member in members:
        choice.addItem(said, member)
    choice.choose(chosen or "")


def _line_of(kind: str) -> Event:
    """A line of a kind, to be worded."""
    return Event(number=0, at=datetime.min.replace(tzinfo=UTC), by="", kind=kind)
