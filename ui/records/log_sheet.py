"""Log sheet: who did what with the records, newest first; it holds no clinical value and nothing in it is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from consult.errors import ConsultError
from consult.records import Event, RecordStore
from consult.vocabulary import WORDS
from ui.records.session import Session
from ui.records.sheet import Sheet, button, name, row, text

WIDE, PAGE, COLUMNS, LONGEST = 960, 200, 5, 24


class LogSheet(Sheet):
    """A page of the log at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self._events: list[Event] = []
        self._last = self._end = 0
        self.table = QTableWidget(0, COLUMNS)
        self.head = text("muted")
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.newer, self.older = button(), button()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(row(self.newer, self.older))
        self.column.addWidget(self.head)
        self.newer.clicked.connect(lambda: self.show_until(self._end + PAGE))
        self.older.clicked.connect(lambda: self.show_until(self._end - PAGE))
        self.end(fills=True)
        self.load()

    def load(self) -> None:
        """Show the newest page."""
        store = self._session.store
        if store is None:
            return
        try:
            self._last = newest(store)
            self.head.setText(self.say("log.head", head=store.chain_head()))
        except ConsultError as error:
            self.tell(error)
            return
        self.show_until(self._last)

    def show_until(self, end: int) -> None:
        """The page whose newest line is `end`."""
        store = self._session.store
        if store is None:
            return
        self._end = max(min(end, self._last), min(PAGE, self._last))
        try:
            self._events = list(store.events(after=max(0, self._end - PAGE), limit=PAGE))[::-1]
        except ConsultError as error:
            self.tell(error)
        self._fill()

    def show_words(self) -> None:
        self.title.setText(self.say("log.title"))
        self.about.setText(self.say("log.about"))
        keys = ("log.number", "log.at", "log.by", "log.what", "log.about_what")
        self.table.setHorizontalHeaderLabels([self.say(key) for key in keys])
        self.table.setAccessibleName(self.say("log.title"))
        name(self.newer, self.say("log.newer"))
        name(self.older, self.say("log.older"))
        self._fill()

    def first(self) -> QWidget:
        return self.table

    def _fill(self) -> None:
        self.newer.setEnabled(self._end < self._last)
        self.older.setEnabled(self._end > PAGE)
        self.table.setRowCount(len(self._events))
        for at, event in enumerate(self._events):
            when = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
            details = " · ".join(f"{key} {said[:LONGEST]}" for key, said in event.details.items())
            about = " · ".join(part for part in (event.consultation, details) if part)
            for column, said in enumerate((str(event.number), when, event.by, self._what(event.kind), about)):
                item = QTableWidgetItem(said)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(at, column, item)

    def _what(self, kind: str) -> str:
        key = f"log.{kind}"
        return self.say(key) if key in WORDS else self.say("log.other", kind=kind)


def newest(store: RecordStore) -> int:
    """The number of the newest line, by asking for few of them: the log may be long."""
    low, high = 0, 1
    while store.events(after=high, limit=1):
        low, high = high, 2 * high
    while low < high:
        middle = (low + high) // 2
        if store.events(after=middle, limit=1):
            low = middle + 1
        else:
            high = middle
    return low
