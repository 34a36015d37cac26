"""Comparison model: aspects x chosen treatments, a thin face over `compare`; a cell is worded when it is asked for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consult.compare import ASPECTS, Cell, Comparison, uneven_times
from consult.consultation import Matter
from consult.consultation_words import mark
from consult.matters import ordered_aspects, ordered_cell
from consult.phrases import SHAPES, Sentence
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
        self.aspects: tuple[str, ...] = ASPECTS
        """The rows from top to bottom: those that concern what matters to the patient first, all of them always."""
        self._matters: tuple[Matter, ...] = ()
        self.marks: tuple[str, ...] = ()
        """By column what Fit leaves open or answers "no", in words; empty where it does neither."""
        self.uneven: frozenset[str] = frozenset()
        """Figures whose time has no counterpart in another column; they carry it in bold."""
        self._keys: dict[tuple[int, int], tuple[Hashable, ...]] = {}
        self._statuses: tuple[str, ...] = ()
        self.stamp = 0
        """The stamp of the values shown."""
        self.refresh()

    @property
    def comparison(self) -> Comparison | None:
        """What is compared, once there is something to compare with."""
        comparison = self._workspace.comparison
        return comparison if comparison and len(comparison.treatments) >= LEAST_COMPARED else None

    def refresh(self) -> None:
        """Take the comparison as it is now; only cells that say something else are announced."""
        self.stamp = self._workspace.stamp
        comparison = self.comparison
        treatments = comparison.treatments if comparison else ()
        self._matters, aspects = self._workspace.consultation.matters, self.wanted_aspects()
        keys = self._read_keys(comparison, aspects)
        statuses = tuple(comparison.assessment.treatments[t].status for t in treatments) if comparison else ()
        before, old_statuses = self._keys, self._statuses
        if treatments != self.treatments or aspects != self.aspects:
            self.beginResetModel()
            self.treatments, self._keys, self._statuses = treatments, keys, statuses
            self.aspects, self.marks = aspects, self.wanted_marks(treatments)
            self.uneven = uneven_times(comparison) if comparison else frozenset()
            self.endResetModel()
            return
        self._keys, self._statuses = keys, statuses
        for (row, column), key in keys.items():
            if before[row, column] != key:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
        marks, old_marks = self.wanted_marks(treatments), self.marks
        self.marks = marks
        if statuses != old_statuses or marks != old_marks:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(treatments) - 1)

    def retranslate(self) -> None:
        """Announce that every word is another one."""
        if self.treatments:
            last = len(self.treatments) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.aspects) - 1, last))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.aspects) - 1)

    def keys(self, row: int, column: int) -> tuple[Hashable, ...]:
        """What the words of a cell depend on: while they are equal, it says the same."""
        return self._keys[row, column]

    def wanted_aspects(self) -> tuple[str, ...]:
        """The order of the rows as the consultation has it now."""
        return ordered_aspects(self._workspace.consultation.matters)

    def _cell(self, comparison: Comparison, aspect: str, treatment: str) -> Cell:
        return ordered_cell(comparison.cell(aspect, treatment), self._matters)

    def wanted_marks(self, treatments: tuple[str, ...]) -> tuple[str, ...]:
        """What Fit says of each of these treatments now."""
        workspace = self._workspace
        return tuple(mark(workspace.consultation, treatment, workspace.words) for treatment in treatments)

    def is_out_of_date(self) -> bool:
        """Whether the consultation orders the rows, or marks the columns, in another way than is shown."""
        ordered = self._workspace.consultation.matters == self._matters
        return not ordered or self.wanted_marks(self.treatments) != self.marks

    def _read_keys(
        self, comparison: Comparison | None, aspects: tuple[str, ...]
    ) -> dict[tuple[int, int], tuple[Hashable, ...]]:
        if comparison is None:
            return {}
        return {
            (row, column): tuple(key_of(line) for line in self._cell(comparison, aspect, treatment).lines)
            for row, aspect in enumerate(aspects)
            for column, treatment in enumerate(comparison.treatments)
        }

    def cell(self, row: int, column: int) -> Cell:
        """The lines of a cell."""
        comparison = self.comparison
        assert comparison is not None
        return self._cell(comparison, self.aspects[row], self.treatments[column])

    def sentences(self, row: int, column: int) -> tuple[Sentence, ...]:
        """All lines of a cell in words."""
        return tuple(self._wording.sentence(line) for line in self.cell(row, column).lines)

    def plain(self, row: int, column: int) -> str:
        """All lines of a cell as plain text."""
        return "\n".join(self._wording.plain(line) for line in self.cell(row, column).lines)

    # -- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or not self.treatments else len(self.aspects)

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
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._aspect(section) if shown and 0 <= section < len(self.aspects) else None
        if not 0 <= section < len(self.treatments) or self.comparison is None:
            return None
        words, treatment = self._workspace.words, self.treatments[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.short(treatment)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (words.treatment(treatment), self.marks[section]) if part)
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
        """The shape and the words of a column's status."""
        status = self.status(column)
        return f"{SHAPES[status]} {self._workspace.words.status(status)}"

    def _heading(self, column: int) -> str:
        heard = f"{self._workspace.words.treatment(self.treatments[column])}, {self.status_words(column)}"
        return f"{heard}, {self.marks[column]}" if self.marks[column] else heard

    def _aspect(self, row: int) -> str:
        return self._workspace.words.say(f"aspect.{self.aspects[row]}")
