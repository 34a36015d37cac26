"""Queue table: papers as rows, each with a tick of its own; whose they are and how far they got, nothing clinical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from consult.phrases import Words
from consult.records import Paper
from ui import listing
from ui.languages import NAMES
from ui.printing.ways import Answer

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("code", "name", "born", "day", "kind", "language", "pages", "document", "state")
_WIDTHS = (116, 112, 92, 104, 144, 80, 60, 104)
_NOWHERE = QModelIndex()


class QueueModel(QAbstractTableModel):
    """The papers shown. A tick stays with its paper while others come and go; one that is not shown is not ticked."""

    ticked = Signal()
    """Other papers are ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.papers: tuple[Paper, ...] = ()
        self.answers: Mapping[int, Answer] = {}
        """By paper: what its printer said last."""
        self._ticked: set[int] = set()
        self._words: Words | None = None
        self._titles: tuple[str, ...] = ("",) * len(COLUMNS)

    @property
    def chosen(self) -> tuple[Paper, ...]:
        """The ticked papers in the order shown."""
        return tuple(paper for paper in self.papers if paper.id in self._ticked)

    def speak(self, words: Words, titles: tuple[str, ...]) -> None:
        """Say everything in another language."""
        self._words, self._titles = words, titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._repaint()

    def show(self, papers: tuple[Paper, ...], answers: Mapping[int, Answer]) -> None:
        """Show these papers."""
        before = self.chosen
        self.answers = answers
        if [paper.id for paper in papers] == [paper.id for paper in self.papers]:
            self.papers = papers
            self._repaint()
        else:
            self.beginResetModel()
            self.papers = papers
            self._ticked &= {paper.id for paper in papers}
            self.endResetModel()
        if self.chosen != before:
            self.ticked.emit()

    def tick(self, row: int) -> None:
        """Tick a paper, or no longer."""
        self._ticked ^= {self.papers[row].id}
        self._repaint()
        self.ticked.emit()

    def tick_all(self, ticked: bool) -> None:
        """Tick every paper shown, or none."""
        self._ticked = {paper.id for paper in self.papers} if ticked else set()
        self._repaint()
        self.ticked.emit()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.papers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        own = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | own

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        paper, column = self.papers[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(paper, column)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if paper.id in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}: {self._text(paper, column)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == "pages":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick(index.row())
        return True

    def _text(self, paper: Paper, column: str) -> str:
        who, words = paper.identity, self._words
        assert words is not None
        match column:
            case "code":
                return who.code
            case "name":
                return who.name
            case "born":
                return "" if who.birth_date is None else who.birth_date.isoformat()
            case "day":
                return paper.day.isoformat()
            case "kind":
                return words.say(f"paper.{paper.kind}.title")
            case "language":
                return NAMES.get(paper.language, paper.language)
            case "pages":
                return str(paper.pages)
            case "document":
                return paper.document
            case _:
                return self._state(paper, words)

    def _state(self, paper: Paper, words: Words) -> str:
        if paper.state == "printing":
            return words.say(f"queue.look.{self.answers.get(paper.id, 'unknown')}")
        return words.say(f"queue.state.{paper.state}", count=paper.prints)

    def _repaint(self) -> None:
        if self.papers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.papers) - 1, len(COLUMNS) - 1))


class QueueTable(QTableView):
    """Whole rows; Space ticks the row with the cursor, Ctrl+A all of them."""

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = model
        self.setProperty("role", "papers")
        self.setModel(model)
        header = listing.dress(self)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(26)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._papers.tick(row)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._papers.tick_all(len(self._papers.chosen) < len(self._papers.papers))
        else:
            super().keyPressEvent(event)
