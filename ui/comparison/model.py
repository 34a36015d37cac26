"""Comparison model: aspects x chosen treatments, a thin face over `compare`; a cell is worded when it is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consult.catalog import Catalog
from consult.compare import ASPECTS, Cell, Comparison, compare, groups, uneven_times
from consult.consultation import Matter
from consult.consultation_words import fit_mark
from consult.matters import because, ordered_aspects, ordered_cell
from consult.phrases import SHAPES, Sentence
from consult.row_choice import shown
from consult.telling import Equals, differing, equals, worked_out
from ui.comparison.wording import Wording, key_of, keys_after
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
        """The rows from top to bottom: those chosen; of them those that concern what matters to the patient first."""
        self._matters: tuple[Matter, ...] = ()
        self.marks: tuple[str, ...] = ()
        """By column what Fit leaves open or answers "no", in words; empty where it does neither."""
        self.uneven: frozenset[str] = frozenset()
        """Figures whose time has no counterpart in another column; they carry it in bold."""
        self.wide = False
        """Whether every option of the list is a column, and not only those chosen."""
        self.differs: Mapping[str, bool] = {}
        """For each row whether the columns differ in it."""
        self.equals: tuple[Equals, ...] = ()
        """What there is between columns of equal status."""
        self._all: Comparison | None = None
        self._catalog: Catalog | None = None
        self._cells: dict[tuple[int, int], Cell] = {}
        self._keys: dict[tuple[int, int], tuple[Hashable, ...]] = {}
        self._comes_to: dict[tuple[str, str], Hashable] = {}
        self._statuses: tuple[str, ...] = ()
        self.stamp = 0
        """The stamp of the values shown."""
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
        self.stamp = self._workspace.stamp
        self._all = self._compare_all() if self.wide else None
        comparison = self.comparison
        treatments = comparison.treatments if comparison else ()
        self._matters, aspects = self._workspace.consultation.matters, self.wanted_aspects()
        statuses = tuple(comparison.assessment.treatments[t].status for t in treatments) if comparison else ()
        catalog = comparison.assessment.catalog if comparison else None
        if (treatments, aspects) != (self.treatments, self.aspects) or catalog is not self._catalog:
            self.beginResetModel()
            self.treatments, self.aspects, self._statuses = treatments, aspects, statuses
            self._catalog = catalog
            self._cells, self._keys, self._comes_to = {}, {}, {}
            self._read_cells(comparison)
            self.marks = self.wanted_marks(treatments)
            self.uneven = uneven_times(comparison) if comparison else frozenset()
            self.differs = differing(comparison, comes_to=self._told) if comparison else {}
            self.equals = equals(comparison, self._told) if comparison and not self.wide else ()
            self.endResetModel()
            return
        changed = self._read_cells(comparison)
        self._tell_apart(comparison, {row for row, _column in changed})
        for row, column in changed:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))
        marks, old_marks, old_statuses = self.wanted_marks(treatments), self.marks, self._statuses
        self.marks, self._statuses = marks, statuses
        if statuses != old_statuses or marks != old_marks:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(treatments) - 1)

    def _read_cells(self, comparison: Comparison | None) -> list[tuple[int, int]]:
        """Take the cells as they are now; which of them say something else.

        Most cells hold the very lines they held before, and then nothing of them has to be looked at.
        """
        changed: list[tuple[int, int]] = []
        if comparison is None:
            return changed
        for row, aspect in enumerate(self.aspects):
            for column, treatment in enumerate(self.treatments):
                place, cell = (row, column), self._cell(comparison, aspect, treatment)
                before = self._cells.get(place)
                self._cells[place] = cell
                if before is None:
                    keys = tuple([key_of(line) for line in cell.lines])
                elif before.lines is cell.lines:
                    continue
                else:
                    keys = keys_after(self._keys[place], before.lines, cell.lines)
                if keys != self._keys.get(place):
                    self._keys[place] = keys
                    self._comes_to.pop((aspect, treatment), None)
                    changed.append(place)
        return changed

    def _told(self, aspect: str, treatment: str) -> Hashable:
        """What a cell comes to: of one that is shown it is worked out anew only when its key is another."""
        known = self._comes_to.get((aspect, treatment))
        if known is None:
            comparison = self.comparison
            assert comparison is not None
            known = worked_out(comparison)(aspect, treatment)
            if aspect in self.aspects:
                self._comes_to[aspect, treatment] = known
        return known

    def _tell_apart(self, comparison: Comparison | None, rows: set[int]) -> None:
        """Look again in which rows the columns differ: only in `rows`, for the others say what they said."""
        if comparison is None or not rows:
            return
        changed = differing(comparison, [self.aspects[row] for row in rows], self._told)
        if any(self.differs.get(aspect) is not differ for aspect, differ in changed.items()):
            self.differs = {**self.differs, **changed}
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.aspects) - 1)
        self.equals = () if self.wide else equals(comparison, self._told)

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
        return self._workspace.words.say("row.differs" if self.differs.get(self.aspects[row]) else "row.same")

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
        """The rows the user chose, in the order chosen; those that concern what matters to the patient first."""
        workspace = self._workspace
        return ordered_aspects(workspace.consultation.matters, shown(workspace.rows, ASPECTS))

    def _cell(self, comparison: Comparison, aspect: str, treatment: str) -> Cell:
        return ordered_cell(comparison.cell(aspect, treatment), self._matters)

    def wanted_marks(self, treatments: tuple[str, ...]) -> tuple[str, ...]:
        """What Fit says of each of these treatments now."""
        workspace = self._workspace
        return tuple(fit_mark(workspace.consultation, treatment, workspace.words) for treatment in treatments)

    def is_out_of_date(self) -> bool:
        """Whether the consultation orders the rows, or marks the columns, in another way than is shown."""
        ordered = self._workspace.consultation.matters == self._matters
        return not ordered or self.wanted_marks(self.treatments) != self.marks

    def cell(self, row: int, column: int) -> Cell:
        """The lines of a cell."""
        return self._cells[row, column]

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
            if not 0 <= section < len(self.aspects):
                return None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (self._aspect_and_why(section), self.mark(section)) if part)
            if role == Qt.ItemDataRole.ToolTipRole:
                return self._aspect_and_why(section)
            return self._aspect(section) if role == Qt.ItemDataRole.DisplayRole else None
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
        """The shape and the words of a column's status; of one that is only tried, with what is on the record."""
        words, status = self._workspace.words, self.status(column)
        said = f"{SHAPES[status]} {words.status(status)}"
        before = self._workspace.status_before(self.treatments[column])
        if not before:
            return said
        recorded = f"{SHAPES[before]} {words.status(before)}"
        return words.say("what_if.moved", recorded=recorded, tried=said)

    def _heading(self, column: int) -> str:
        heard = f"{self._workspace.words.treatment(self.treatments[column])}, {self.status_words(column)}"
        return f"{heard}, {self.marks[column]}" if self.marks[column] else heard

    def _aspect_and_why(self, row: int) -> str:
        """The name of a row, with the cards for which it was drawn up."""
        words, name = self._workspace.words, self._aspect(row)
        picked = because(self.aspects[row], self._matters)
        if not picked:
            return name
        matters = words.join(words.say(f"talk.matter.{matter}") for matter in picked)
        return words.say("talk.matters.because", aspect=name, matters=matters)

    def _aspect(self, row: int) -> str:
        return self._workspace.words.say(f"aspect.{self.aspects[row]}")
