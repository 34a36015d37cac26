"""Comparison model: aspects x chosen treatments, a thin face over `compare`; a cell is worded when it is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consult.compare import ASPECTS, Cell, Comparison, compare, groups, uneven_times
from consult.phrases import SHAPES, Sentence
from consult.telling import Equals, differing, equals
from ui.comparison.wording import Wording, key_of
from ui.workspace import LEAST_COMPARED, Workspace

Index = QModelIndex | QPersistentModelIndex


class ComparisonModel(QAbstractTableModel):
    """Every treatment has every row, in the same order and the same style; nothing marks a winner."""

    CellRole = Qt.ItemDataRole.UserRole + 1
    SentencesRole = Qt.ItemDataRole.UserRole + 2
    TreatmentRole = Qt.ItemDataRole.UserRole + 3
    StatusRole = Qt.ItemDataRole.UserRole + 4

    def __init__(self, workspace: Workspace, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wording = wording
        self.treatments: tuple[str, ...] = ()
        self.uneven: frozenset[str] = frozenset()
        """Figures whose time has no counterpart in another column; they carry it in bold."""
        self.wide = False
        """Whether every option of the list is a column, and not only those chosen."""
        self.differs: Mapping[str, bool] = {}
        """For each row whether the columns differ in it."""
        self.equals: tuple[Equals, ...] = ()
        """What there is between columns of equal status."""
        self._all: Comparison | None = None
        self._keys: dict[tuple[int, int], tuple[Hashable, ...]] = {}
        self._statuses: tuple[str, ...] = ()
        self.refresh()

    @property
    def comparison(self) -> Comparison | None:
        """What is compared, once there is something to compare with."""
        if self.wide:
            return self._all
        comparison = self._workspace.comparison
        return comparison if comparison and len(comparison.treatments) >= LEAST_COMPARED else None

    def refresh(self) -> None:
        """Take the comparison as it is now; only cells that say something else are announced."""
        self._all = self._compare_all() if self.wide else None
        comparison = self.comparison
        treatments = comparison.treatments if comparison else ()
        keys = self._read_keys(comparison)
        statuses = tuple(comparison.assessment.treatments[t].status for t in treatments) if comparison else ()
        before, old_statuses = self._keys, self._statuses
        if treatments != self.treatments:
            self.beginResetModel()
            self.treatments, self._keys, self._statuses = treatments, keys, statuses
            self.uneven = uneven_times(comparison) if comparison else frozenset()
            self.differs = differing(comparison) if comparison else {}
            self.equals = equals(comparison) if comparison and not self.wide else ()
            self.endResetModel()
            return
        self._keys, self._statuses = keys, statuses
        self._tell_apart(
            comparison, {row for (row, column), key in keys.items() if before[row, column] != key}
        )
        for (row, column), key in keys.items():
            if before[row, column] != key:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
        if statuses != old_statuses:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(treatments) - 1)

    def _tell_apart(self, comparison: Comparison | None, rows: set[int]) -> None:
        """Look again in which rows the columns differ: only in `rows`, for the others say what they said."""
        if comparison is None or not rows:
            return
        changed = differing(comparison, [ASPECTS[row] for row in rows])
        if any(self.differs.get(aspect) is not differ for aspect, differ in changed.items()):
            self.differs = {**self.differs, **changed}
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(ASPECTS) - 1)
        self.equals = () if self.wide else equals(comparison)

    def _compare_all(self) -> Comparison | None:
        """Every option side by side, in the order of the list."""
        assessment = self._workspace.assessment
        if assessment is None:
            return None
        return compare(assessment, (t for group in groups(assessment) for t in group.treatments))

    def mark(self, row: int) -> str:
        """Whether the columns differ in a row, as a shape and a word."""
        if self.columnCount() < LEAST_COMPARED:
            return ""
        return self._workspace.words.say("row.differs" if self.differs.get(ASPECTS[row]) else "row.same")

    def retranslate(self) -> None:
        """Announce that every word is another one."""
        if self.treatments:
            last = len(self.treatments) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(len(ASPECTS) - 1, last))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(ASPECTS) - 1)

    def keys(self, row: int, column: int) -> tuple[Hashable, ...]:
        """What the words of a cell depend on: while they are equal, it says the same."""
        return self._keys[row, column]

    def _read_keys(self, comparison: Comparison | None) -> dict[tuple[int, int], tuple[Hashable, ...]]:
        if comparison is None:
            return {}
        return {
            (row, column): tuple(key_of(line) for line in comparison.cell(aspect, treatment).lines)
            for row, aspect in enumerate(ASPECTS)
            for column, treatment in enumerate(comparison.treatments)
        }

    def cell(self, row: int, column: int) -> Cell:
        """The lines of a cell."""
        comparison = self.comparison
        assert comparison is not None
        return comparison.cell(ASPECTS[row], self.treatments[column])

    def sentences(self, row: int, column: int) -> tuple[Sentence, ...]:
        """All lines of a cell in words."""
        return tuple(self._wording.sentence(line) for line in self.cell(row, column).lines)

    def plain(self, row: int, column: int) -> str:
        """All lines of a cell as plain text."""
        return "\n".join(self._wording.plain(line) for line in self.cell(row, column).lines)

    # -- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or not self.treatments else len(ASPECTS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.treatments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.comparison is None:
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.plain(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                where = f"{self._aspect(row)}, {self._heading(column)}"
                return f"{where}: {self.plain(row, column)}"
            case self.CellRole:
                return self.cell(row, column)
            case self.SentencesRole:
                return self.sentences(row, column)
            case self.TreatmentRole:
                return self.treatments[column]
            case self.StatusRole:
                return self.status(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if not 0 <= section < len(ASPECTS):
                return None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._aspect(section)}, {self.mark(section)}"
            return self._aspect(section) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.treatments) or self.comparison is None:
            return None
        words, treatment = self._workspace.words, self.treatments[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.short(treatment)
            case Qt.ItemDataRole.ToolTipRole:
                return words.treatment(treatment)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._heading(section)
            case self.TreatmentRole:
                return treatment
            case self.StatusRole:
                return self.status(section)
        return None

    def status(self, column: int) -> str:
        """The status of a column's treatment."""
        comparison = self.comparison
        assert comparison is not None
        return comparison.assessment.treatments[self.treatments[column]].status

    def status_words(self, column: int) -> str:
        """The shape and the words of a column's status; of one that is only tried, with what is on the record."""
        words, status = self._workspace.words, self.status(column)
        said = f"{SHAPES[status]} {words.status(status)}"
        before = self._workspace.status_before(self.treatments[column])
        if not before:
            return said
        recorded = f"{SHAPES[before]} {words.status(before)}"
        return words.say("what_if.moved", recorded=recorded, tried=said)

    def _heading(self, column: int) -> str:
        return f"{self._workspace.words.treatment(self.treatments[column])}, {self.status_words(column)}"

    def _aspect(self, row: int) -> str:
        return self._workspace.words.say(f"aspect.{ASPECTS[row]}")
