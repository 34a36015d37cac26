"""Option model: groups and their treatments as one flat list, folded and filtered, in the fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consult.compare import UNPROVEN_ADVICE, glance
from consult.consultation_words import fit_mark
from consult.families import elsewhere
from consult.glance import said_at_a_glance, shortened
from consult.judge import STATUSES
from consult.phrases import SHAPES
from ui.comparison.option_rows import Folds, Row, rows_of
from ui.comparison.wording import Wording
from ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Face:
    """What a painter needs of a row, asked for once per assessment. `folded` is None where nothing folds."""

    title: str
    status: str
    glance: str = ""
    option: bool = False
    chosen: bool = False
    folded: bool | None = None
    local: str = ""
    mark: str = ""
    inside: bool = False
    holds: int = 0


class OptionModel(QAbstractListModel):
    """A thin face over the rows of an assessment; words are made for the rows a view asks for."""

    TreatmentRole = Qt.ItemDataRole.UserRole + 1
    StatusRole = Qt.ItemDataRole.UserRole + 2
    GlanceRole = Qt.ItemDataRole.UserRole + 3
    FoldedRole = Qt.ItemDataRole.UserRole + 4
    LocalRole = Qt.ItemDataRole.UserRole + 5
    MarkRole = Qt.ItemDataRole.UserRole + 6
    FamilyRole = Qt.ItemDataRole.UserRole + 7

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wording = Wording(workspace)
        self._folds = Folds()
        self._wanted = ""
        self._faces: dict[int, Face] = {}
        self._clinic = workspace.clinic
        self.marks: dict[str, str] = {}
        """By treatment what Fit leaves open or answers "no", in words."""
        self._words = workspace.words
        self._rows_of: tuple[object, ...] = ()
        """What the rows were made of: most edits move no status."""
        self._made_rows: tuple[Row, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.stamp = 0
        """The stamp of the values shown."""
        self.heights_stamp = 0
        """Another number once a row may need another height than before."""
        self.refresh()

    # -- changing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take the assessment as it is now; a list of the same rows, each as high as it was, is not torn down."""
        self.stamp = self._workspace.stamp
        rows, clinic, marks = self._rows(), self._workspace.clinic, self.wanted_marks()
        words = self._workspace.words
        self._faces.clear()
        if (rows, marks) == (self.rows, self.marks) and clinic is self._clinic and words is self._words:
            self.repaint_rows()
            return
        self.beginResetModel()
        if marks != self.marks or clinic is not self._clinic or words is not self._words:
            self.heights_stamp += (
                1  # names wrap in other ways; what the clinic and Fit say takes lines of its own
            )
        self.rows, self._clinic, self.marks, self._words = rows, clinic, marks, words
        self.endResetModel()

    def wanted_marks(self) -> dict[str, str]:
        """What Fit says of each treatment now."""
        consultation, words = self._workspace.consultation, self._workspace.words
        found = {
            treatment: fit_mark(consultation, treatment, words) for treatment, _question in consultation.fit
        }
        return {treatment: said for treatment, said in found.items() if said}

    def repaint_rows(self) -> None:
        """Tell views that words or choices changed; every row is as high as it was."""
        self._faces.clear()
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def set_filter(self, text: str) -> None:
        """Show only treatments whose name holds every word of `text`; nothing is folded meanwhile."""
        self._wanted = text.casefold().strip()
        self.refresh()

    def fold(self, row: Row, folded: bool) -> None:
        """Fold a group or a family away, or open it."""
        if row.family:
            self._folds.set_family(row.family, folded)
        elif row.heading:
            self._folds.set_group(row.group, folded)
        self.refresh()

    def forget_families(self) -> None:
        """Another case was opened: every family is folded again."""
        self._folds.forget_families()

    def folded(self, row: Row) -> bool | None:
        """Whether a row shows nothing of what it holds; None for one that holds nothing."""
        if row.family:
            return self._folds.family(row.family)
        return not self._wanted and self._folds.group(row.group) if row.heading else None

    def row_of(self, group: str, treatment: str = "", family: str = "") -> int:
        """The row of a treatment wherever it stands, of a family in a group, or of a group; -1 when not shown."""
        for at, row in enumerate(self.rows):
            if treatment and row.treatment == treatment:
                return at
            if not treatment and (row.group, row.treatment, row.family) == (group, "", family):
                return at
        return -1

    def _rows(self) -> tuple[Row, ...]:
        assessment = self._workspace.assessment
        if assessment is None:
            return ()
        statuses = tuple([own.status for own in assessment.treatments.values()])
        depends = (
            assessment.catalog.sha256,
            statuses,
            self._folds.stamp,
            self._wanted,
            self._workspace.language,
        )
        if depends != self._rows_of:
            self._rows_of = depends
            self._made_rows = rows_of(assessment, self._folds, self._matches if self._wanted else None)
        return self._made_rows

    def _matches(self, treatment: str) -> bool:
        words = self._workspace.words
        name = f"{words.treatment(treatment)} {words.short(treatment)}".casefold()
        return all(part in name for part in self._wanted.split())

    def face(self, at: int) -> Face:
        """How a row looks."""
        found = self._faces.get(at)
        if found is None:
            row = self.rows[at]
            title, status, folded = self.title(row), self._status(row), self.folded(row)
            if row.heading:
                found = Face(title, status, folded=folded)
            else:
                found = Face(
                    title,
                    status,
                    self._glance(row) if row.treatment else self._family_glance(row),
                    option=True,
                    chosen=row.treatment in self._workspace.chosen,
                    folded=folded,
                    local=self.local(row),
                    mark=self.marks.get(row.treatment, ""),
                    inside=bool(row.inside),
                    holds=len(row.members) if row.treatment else 0,
                )
            self._faces[at] = found
        return found

    def title(self, row: Row) -> str:
        """The name of a row; of a heading and of a family with how many options it holds."""
        words = self._workspace.words
        if row.treatment:
            return words.treatment(row.treatment)
        if row.family:
            return words.say("family.count", name=words.family(row.family), count=len(row.members))
        return f"{SHAPES.get(row.group, '')} {self._group(row).upper()} · {row.count}".strip()

    def local(self, row: Row) -> str:
        """Whether the clinic does it, with the word "local"; empty where it does not say."""
        assessment, words = self._workspace.assessment, self._workspace.words
        if not row.treatment or assessment is None or assessment.local is None:
            return ""
        said = assessment.local.available(row.treatment)
        return "" if said is None else words.say("local.short", text=words.local_short(said))

    def _status(self, row: Row) -> str:
        """The status of an option; of a heading and of a family where all that stand under it share one."""
        assessment = self._workspace.assessment
        if row.treatment and assessment is not None:
            return assessment.treatments[row.treatment].status
        return row.group if row.group in STATUSES else ""

    def _group(self, row: Row) -> str:
        """The name of a group."""
        key = f"status.{row.group}" if row.group in STATUSES else f"group.{row.group}"
        return self._workspace.words.say(key)

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
        if row.treatment:
            return self._option(row, role)
        return self._family(row, role) if row.family else self._heading(row, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        treatment = self.rows[index.row()].treatment if index.isValid() else ""
        if role != Qt.ItemDataRole.CheckStateRole or not treatment:
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (treatment in self._workspace.chosen):
            self._workspace.toggle_chosen(treatment)
        return True

    def _heading(self, row: Row, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                state = self.tr("folded") if self.folded(row) else self.tr("open")
                heard = f"{self._group(row)}, {row.count}, {state}"
                return "\n".join((heard, *self._advice(row.group)))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._advice(row.group)) or None
            case self.FoldedRole:
                return self.folded(row)
            case self.StatusRole:
                return self._status(row)
        return None

    def _advice(self, group: str) -> list[str]:
        """What is said before anything unproven is paid for."""
        words = self._workspace.words
        return [words.text(f"advice.{advice.id}") for advice in UNPROVEN_ADVICE if group == "unproven"]

    def _family(self, row: Row, role: int) -> Any:
        """The head of a family that is no option itself: what it holds, and where the rest of it stands."""
        assessment, words = self._workspace.assessment, self._workspace.words
        if assessment is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(row)
            case self.FamilyRole:
                return row.family
            case self.StatusRole:
                return self._status(row)
            case self.FoldedRole:
                return self.folded(row)
            case self.GlanceRole:
                return self._family_glance(row)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                members = [words.treatment(t) for t in row.members]
                state = self.tr("folded") if self.folded(row) else self.tr("open")
                head = f"{self.title(row)}, {state}"
                return "\n".join(filter(None, (head, self._family_glance(row), *members)))
        return None

    def _family_glance(self, row: Row) -> str:
        """The line under the name of a family that is no option itself."""
        said = filter(None, (self._compared(row), self._elsewhere(row)))
        return self._workspace.words.say("stop").join(said)

    def _compared(self, row: Row) -> str:
        """How many of a folded family are compared: nothing that is chosen is out of sight."""
        chosen, words = self._workspace.chosen, self._workspace.words
        count = sum(t in chosen for t in row.members) if chosen and self.folded(row) else 0
        return words.say("family.compared", count=count) if count else ""

    def _elsewhere(self, row: Row) -> str:
        """How many of the family have which other status."""
        assessment, words = self._workspace.assessment, self._workspace.words
        if assessment is None or row.group not in STATUSES:
            return ""
        found = elsewhere(assessment, row.family, row.group)
        said = [
            words.say("family.status", count=found[s], shape=SHAPES[s], status=words.status(s))
            for s in STATUSES
            if s in found
        ]
        return words.say("family.elsewhere", statuses=words.join(said)) if said else ""

    def _glance(self, row: Row) -> str:
        """The line under a name; a status that is only tried begins with what is on the record."""
        assessment, words, workspace = self._workspace.assessment, self._workspace.words, self._workspace
        assert assessment is not None
        line = glance(assessment, row.treatment)
        needs = line.kind == "needs"
        said = said_at_a_glance(assessment, line, words) if needs else self._wording.sentence(line).text
        parts = [said]
        if row.family:
            parts = [*filter(None, (self._compared(row), self._elsewhere(row))), said]
        before = workspace.status_before(row.treatment)
        if before:
            now = words.status(assessment.treatments[row.treatment].status)
            parts.insert(0, words.say("what_if.moved", recorded=words.status(before), tried=now))
        return shortened(words.say("stop").join(parts))

    def _option(self, row: Row, role: int) -> Any:
        assessment, words = self._workspace.assessment, self._workspace.words
        if assessment is None:
            return None
        status = self._status(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(row)
            case self.TreatmentRole:
                return row.treatment
            case self.StatusRole:
                return status
            case self.FamilyRole:
                return row.family
            case self.FoldedRole:
                return self.folded(row)
            case self.GlanceRole:
                return self._glance(row)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                said = self._glance(row)
                name, known = words.treatment(row.treatment), f"{SHAPES[status]} {words.status(status)}"
                local, marked = self.local(row), self.marks.get(row.treatment, "")
                if role == Qt.ItemDataRole.ToolTipRole:
                    return "\n".join(part for part in (name, known, said, local, marked) if part)
                return " ".join(part for part in (f"{name}, {known}. {said}", local, marked) if part)
            case self.MarkRole:
                return self.marks.get(row.treatment, "")
            case self.LocalRole:
                return self.local(row)
            case Qt.ItemDataRole.CheckStateRole:
                chosen = row.treatment in self._workspace.chosen
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        return None
