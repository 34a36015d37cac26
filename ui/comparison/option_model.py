"""Option model: groups and their treatments as one flat list, folded and filtered, in the fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consult.compare import UNPROVEN_ADVICE, glance, groups
from consult.consultation_words import mark
from consult.judge import STATUSES
from consult.phrases import SHAPES
from ui.comparison.wording import Wording
from ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
FOLDED_FIRST = frozenset({"does_not_apply", "unproven"})
"""Groups that start folded; their heading says how many they hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (no treatment) or an option."""

    group: str
    treatment: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Face:
    """What a painter needs of a row, asked for once per assessment."""

    title: str
    status: str
    glance: str = ""
    option: bool = False
    chosen: bool = False
    folded: bool = False
    local: str = ""
    mark: str = ""


class OptionModel(QAbstractListModel):
    """A thin face over `groups(assessment)`; words are made for the rows a view asks for."""

    TreatmentRole = Qt.ItemDataRole.UserRole + 1
    StatusRole = Qt.ItemDataRole.UserRole + 2
    GlanceRole = Qt.ItemDataRole.UserRole + 3
    FoldedRole = Qt.ItemDataRole.UserRole + 4
    LocalRole = Qt.ItemDataRole.UserRole + 5
    MarkRole = Qt.ItemDataRole.UserRole + 6

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wording = Wording(workspace)
        self._folded: dict[str, bool] = {}
        self._wanted = ""
        self._faces: dict[int, Face] = {}
        self._clinic = workspace.clinic
        self.marks: dict[str, str] = {}
        """By treatment what Fit leaves open or answers "no", in words."""
        self.rows: tuple[Row, ...] = ()
        self.stamp = 0
        """The stamp of the values shown."""
        self.refresh()

    # -- changing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take the assessment as it is now; a list of the same rows is not torn down."""
        self.stamp = self._workspace.stamp
        rows, clinic, marks = self._rows(), self._workspace.clinic, self.wanted_marks()
        self._faces.clear()
        if rows == self.rows and clinic is self._clinic and marks == self.marks:
            self.repaint_rows()
            return
        self.beginResetModel()  # what the clinic and what Fit says take lines of their own: rows may be higher now
        self.rows, self._clinic, self.marks = rows, clinic, marks
        self.endResetModel()

    def wanted_marks(self) -> dict[str, str]:
        """What Fit says of each treatment now."""
        consultation, words = self._workspace.consultation, self._workspace.words
        found = {treatment: mark(consultation, treatment, words) for treatment, _question in consultation.fit}
        return {treatment: said for treatment, said in found.items() if said}

    def repaint_rows(self) -> None:
        """Tell views that words or choices changed."""
        self._faces.clear()
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def set_filter(self, text: str) -> None:
        """Show only treatments whose name holds every word of `text`; nothing is folded meanwhile."""
        self._wanted = text.casefold().strip()
        self.refresh()

    def fold(self, group: str, folded: bool) -> None:
        """Fold a group away, or open it."""
        self._folded[group] = folded
        self.refresh()

    def folded(self, group: str) -> bool:
        """Whether a group shows only its heading."""
        return not self._wanted and self._folded.get(group, group in FOLDED_FIRST)

    def row_of(self, group: str, treatment: str = "") -> int:
        """The row of a treatment wherever it stands, or of a group's heading; -1 when it is not shown."""
        for at, row in enumerate(self.rows):
            if row.treatment == treatment and (treatment or row.group == group):
                return at
        return -1

    def _rows(self) -> tuple[Row, ...]:
        assessment = self._workspace.assessment
        if assessment is None:
            return ()
        found: list[Row] = []
        for group in groups(assessment):
            members = [t for t in group.treatments if self._matches(t)]
            if not members:
                continue
            found.append(Row(group.key, count=len(members)))
            if not self.folded(group.key):
                found += [Row(group.key, treatment) for treatment in members]
        return tuple(found)

    def _matches(self, treatment: str) -> bool:
        if not self._wanted:
            return True
        words = self._workspace.words
        name = f"{words.treatment(treatment)} {words.short(treatment)}".casefold()
        return all(part in name for part in self._wanted.split())

    def face(self, at: int) -> Face:
        """How a row looks."""
        found = self._faces.get(at)
        if found is None:
            role, row, index = Qt.ItemDataRole, self.rows[at], self.index(at)
            title, status = self.data(index), self.data(index, self.StatusRole)
            if row.treatment:
                glance_text = self.data(index, self.GlanceRole)
                chosen = self.data(index, role.CheckStateRole) == Qt.CheckState.Checked
                local = self.data(index, self.LocalRole)
                found = Face(
                    title,
                    status,
                    glance_text,
                    option=True,
                    chosen=chosen,
                    local=local,
                    mark=self.marks.get(row.treatment, ""),
                )
            else:
                found = Face(title, status, folded=self.folded(row.group))
            self._faces[at] = found
        return found

    # -- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.rows[index.row()].treatment:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        return self._option(row, role) if row.treatment else self._heading(row, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        treatment = self.rows[index.row()].treatment if index.isValid() else ""
        if role != Qt.ItemDataRole.CheckStateRole or not treatment:
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (treatment in self._workspace.chosen):
            self._workspace.toggle_chosen(treatment)
        return True

    def _heading(self, row: Row, role: int) -> Any:
        name = self._workspace.words.say(
            f"status.{row.group}" if row.group in STATUSES else f"group.{row.group}"
        )
        folded = self.folded(row.group)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                shape = SHAPES.get(row.group, "")
                return f"{shape} {name.upper()} · {row.count}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                state = self.tr("folded") if folded else self.tr("open")
                heard = f"{name}, {row.count}, {state}"
                return "\n".join((heard, *self._advice(row.group)))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._advice(row.group)) or None
            case self.FoldedRole:
                return folded
            case self.StatusRole:
                return row.group if row.group in STATUSES else ""
        return None

    def _advice(self, group: str) -> list[str]:
        """What is said before anything unproven is paid for."""
        words = self._workspace.words
        return [words.text(f"advice.{advice.id}") for advice in UNPROVEN_ADVICE if group == "unproven"]

    def _local(self, treatment: str) -> str:
        """Whether the clinic does it, with the word "local"; empty where it does not say."""
        assessment, words = self._workspace.assessment, self._workspace.words
        if assessment is None or assessment.local is None:
            return ""
        said = assessment.local.available(treatment)
        return "" if said is None else words.say("local.short", text=words.local_short(said))

    def _option(self, row: Row, role: int) -> Any:
        assessment, words = self._workspace.assessment, self._workspace.words
        if assessment is None:
            return None
        status = assessment.treatments[row.treatment].status
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.treatment(row.treatment)
            case self.TreatmentRole:
                return row.treatment
            case self.StatusRole:
                return status
            case self.GlanceRole:
                return self._wording.sentence(glance(assessment, row.treatment)).text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                said = self._wording.sentence(glance(assessment, row.treatment)).text
                name, known = words.treatment(row.treatment), f"{SHAPES[status]} {words.status(status)}"
                local, marked = self._local(row.treatment), self.marks.get(row.treatment, "")
                if role == Qt.ItemDataRole.ToolTipRole:
                    return "\n".join(part for part in (name, known, said, local, marked) if part)
                return " ".join(part for part in (f"{name}, {known}. {said}", local, marked) if part)
            case self.MarkRole:
                return self.marks.get(row.treatment, "")
            case self.LocalRole:
                return self._local(row.treatment)
            case Qt.ItemDataRole.CheckStateRole:
                chosen = row.treatment in self._workspace.chosen
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        return None
