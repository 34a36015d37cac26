"""Clinic treatments: every treatment in a table, and below it what the clinic says of the one it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QModelIndex, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from consult.clinic import (
    COSTS,
    MAX_NOTE,
    MAX_PLACE,
    MAX_REFER,
    NOTES,
    STATES,
    ClinicError,
    ClinicOn,
    clinic_of,
)
from consult.hcc.declared import DECLARED
from ui import listing
from ui.choice import Choice
from ui.clinic_draft import Draft, filled_limits
from ui.clinic_limits import ClinicLimits
from ui.theme import STEP
from ui.workspace import Workspace

_COLUMNS = 6
_DAY = QRegularExpression("[0-9-]{0,10}")


class ClinicTreatments(QWidget):
    """Edits the draft it is given; what is typed stands in the table at once."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._draft = Draft()
        self._ids: list[str] = []
        self._showing = False
        self.filter = QLineEdit()
        self.table = QTableWidget(0, _COLUMNS)
        self.title = QLabel()
        self.boxes: dict[str, QComboBox] = {"state": Choice(), "cost": Choice()}
        self.edits: dict[str, QLineEdit] = {"refer_to": QLineEdit(), "as_at": QLineEdit()}
        for about in NOTES:
            self.edits[f"{about}.text"] = QLineEdit()
            self.edits[f"{about}.as_at"] = QLineEdit()
        self.edits["access.place"] = QLineEdit()
        self.limits = ClinicLimits(workspace, DECLARED)
        self.today_button = QPushButton()
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- showing -----------------------------------------------------------------------------------------------

    def edit(self, draft: Draft) -> None:
        """Edit another draft."""
        self._draft = draft
        knowledge = self._workspace.knowledge
        held = list(knowledge.catalog.treatments) if knowledge is not None else []
        self._ids = held + [name for name in draft.treatments if name not in held]
        self.table.setRowCount(len(self._ids))
        for row in range(len(self._ids)):
            self._fill_row(row)
        if self._ids:
            self.table.setCurrentCell(0, 0)
        self._show_current()

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words = self._workspace.words
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Treatment"),
                self.tr("Here"),
                self.tr("Refer to"),
                self.tr("Cost class"),
                self.tr("As at"),
                self.tr("Notes"),
            ]
        )
        self.table.setAccessibleName(self.tr("Treatments"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the treatments by name"))
        self.today_button.setText(self.tr("Today"))
        self.today_button.setAccessibleName(self.tr("As at: today"))
        for key, text in self._names().items():
            if key in self._labels:
                self._labels[key].setText(text)
            control = self.boxes.get(key) or self.edits[key]
            control.setAccessibleName(text)
        for key, edit in self.edits.items():
            if key.endswith("as_at"):
                edit.setPlaceholderText(self.tr("yyyy-mm-dd"))
        self.edits["access.place"].setPlaceholderText(self.tr("Region or insurance"))
        self.limits.retranslate()
        self._showing = True
        members = {"state": STATES, "cost": COSTS}
        for key, box in self.boxes.items():
            at = box.currentIndex()
            box.clear()
            box.addItem("", "")
            for member in members[key]:
                box.addItem(self._member(key, member), member)
            box.setCurrentIndex(max(0, at))
        self._showing = False
        for row in range(len(self._ids)):
            self._fill_row(row)
        self._show_current()
        self._widen(words.language)

    def _names(self) -> Mapping[str, str]:
        """The name of every control; those of the notes are said as they are on screen and paper."""
        words = self._workspace.words
        day = self.tr("As at")
        names = {
            "state": self.tr("Here"),
            "cost": self.tr("Cost class"),
            "refer_to": self.tr("Refer to"),
            "as_at": day,
        }
        for about in NOTES:
            name = words.say(f"local.{about}")
            names[f"{about}.text"] = name
            names[f"{about}.place"] = f"{name}, {self.tr('Region or insurance')}"
            names[f"{about}.as_at"] = f"{name}, {day}"
        return {key: text for key, text in names.items() if key in self.boxes or key in self.edits}

    def _member(self, key: str, member: str) -> str:
        words = self._workspace.words
        if key == "state" and member == "refer":
            return self.tr("refer to…")
        return words.say(f"local.{'available' if key == 'state' else 'cost'}.{member}")

    def name(self, treatment: str) -> str:
        """The name of a treatment; of one that this edition does not have, its id."""
        knowledge = self._workspace.knowledge
        if knowledge is not None and treatment in knowledge.catalog.treatments:
            return self._workspace.words.treatment(treatment)
        return self.tr("{id} (not in this edition)").format(id=treatment)

    def _fill_row(self, row: int) -> None:
        treatment, draft = self._ids[row], self._draft
        state, cost = draft.said(treatment, "state"), draft.said(treatment, "cost")
        ages = self._aged(treatment)
        texts = (
            self.name(treatment),
            self._member("state", state) if state else "",
            draft.said(treatment, "refer_to") if state == "refer" else "",
            self._member("cost", cost) if cost else "",
            self._marked(draft.said(treatment, "as_at"), ages & {"available", "cost"}),
            self._marked(
                self._workspace.words.join(
                    draft.said(treatment, f"{n}.text") for n in draft.notes(treatment)
                ),
                ages & set(NOTES),
            ),
        )
        for column, text in enumerate(texts):
            item = self.table.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                self.table.setItem(row, column, item)
            item.setText(text)
            item.setToolTip(text)

    def _marked(self, text: str, aged: set[str]) -> str:
        return f"{self.tr('check date')} · {text}" if aged else text

    def _aged(self, treatment: str) -> set[str]:
        """Which statements are too old, or dated ahead."""
        said = self._draft.treatments.get(treatment)
        if said is None:
            return set()
        try:
            clinic = clinic_of(Draft({treatment: said}).document(), "")
        except ClinicError:
            return set()  # unfinished: said when it is saved
        return {
            found.about for found in ClinicOn(clinic, self._workspace.today()).says(treatment) if found.age
        }

    def _show_current(self) -> None:
        treatment = self.current()
        self.title.setText(self.name(treatment) if treatment else "")
        self._showing = True
        for key, box in self.boxes.items():
            box.setEnabled(bool(treatment))
            box.setCurrentIndex(max(0, box.findData(self._draft.said(treatment, key))))
        for key, edit in self.edits.items():
            edit.setEnabled(bool(treatment))
            edit.setText(self._draft.said(treatment, key))
            edit.setCursorPosition(0)
        self._showing = False
        self.limits.setEnabled(bool(treatment))
        self.limits.show_limits(self._draft.treatments.get(treatment, {}), self._compared(treatment))
        self._shut()

    def _compared(self, treatment: str) -> Iterator[str]:
        """The facts that the rows of a treatment compare, in their order: those a limit is most often set on."""
        knowledge = self._workspace.knowledge
        if knowledge is not None:
            for rule in knowledge.catalog.rules.values():
                if treatment in rule.applies_to:
                    yield from (criterion.fact for criterion in rule.when)

    def _shut(self) -> None:
        treatment = self.current()
        refers = self._draft.said(treatment, "state") == "refer"
        self.edits["refer_to"].setEnabled(refers)
        self.today_button.setEnabled(bool(treatment))

    def current(self) -> str:
        """The treatment the table stands on; empty without one."""
        row = self.table.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def go_to(self, treatment: str, key: str) -> None:
        """Put the cursor into the control of a treatment."""
        if treatment in self._ids:
            self.filter.clear()
            self.table.setCurrentCell(self._ids.index(treatment), 0)
        key = self._in_row(treatment, key)
        controls = {**self.boxes, **self.edits, **self.limits.boxes, **self.limits.edits}
        controls.get(key, self.table).setFocus()

    def named(self, treatment: str, key: str) -> str:
        """A control of a treatment in words."""
        key = self._in_row(treatment, key)
        said = self.limits.named(key) if key.startswith("limits.") else self._names().get(key, key)
        return f"{self.name(treatment)}, {said}"

    def _in_row(self, treatment: str, key: str) -> str:
        """A limit as the file counts it in the row where it was typed: empty rows before it are not in the file."""
        limits, _dot, rest = key.partition(".")
        number, _dot, part = rest.partition(".")
        if limits != "limits" or not number.isdigit():
            return key
        rows = filled_limits(self._draft.treatments.get(treatment, {}))
        return f"limits.{rows[int(number)]}.{part}" if int(number) < len(rows) else key

    # -- editing -----------------------------------------------------------------------------------------------

    def _say(self, key: str, text: str) -> None:
        treatment = self.current()
        if self._showing or not treatment:
            return
        self._draft.say(treatment, key, text)
        self._fill_row(self.table.currentRow())
        self._shut()
        self.changed.emit()

    def _say_today(self) -> None:
        """Date what is said of this treatment today; the day of each note is left as it is."""
        self.edits["as_at"].setText(self._workspace.today().isoformat())

    def _hide_others(self, wanted: str) -> None:
        parts = wanted.casefold().split()
        for row, treatment in enumerate(self._ids):
            name = self.name(treatment).casefold()
            self.table.setRowHidden(row, not all(part in name for part in parts))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._hide_others)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_current())
        self.table.activated.connect(self._enter)
        self.today_button.clicked.connect(self._say_today)
        self.limits.said.connect(self._say)
        for key, box in self.boxes.items():
            box.currentIndexChanged.connect(lambda _at, k=key, b=box: self._say(k, b.currentData() or ""))
        for key, edit in self.edits.items():
            edit.textChanged.connect(lambda text, k=key: self._say(k, text))

    def _enter(self, _index: QModelIndex) -> None:
        self.boxes["state"].setFocus()

    # -- inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        table = self.table
        head = listing.dress(table)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(6 * STEP)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self.title.setProperty("role", "local")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        limits = {"refer_to": MAX_REFER, "access.place": MAX_PLACE}
        for key, edit in self.edits.items():
            edit.setMaxLength(limits.get(key, MAX_NOTE))
            if key.endswith("as_at"):
                edit.setFixedWidth(104)
                edit.setValidator(QRegularExpressionValidator(_DAY, edit))
        self.boxes["state"].setMinimumWidth(160)
        self.boxes["cost"].setMinimumWidth(120)
        self.edits["access.place"].setFixedWidth(180)
        first = QHBoxLayout()
        first.setSpacing(2 * STEP)
        for key in ("state", "refer_to", "cost", "as_at"):
            control = self.boxes.get(key) or self.edits[key]
            first.addWidget(self._label(key, control))
            first.addWidget(control, 1 if key == "refer_to" else 0)
        first.addWidget(self.today_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        for row, about in enumerate(NOTES):
            edit = self.edits[f"{about}.text"]
            grid.addWidget(self._label(f"{about}.text", edit), row, 0)
            grid.addWidget(edit, row, 1, 1, 1 if about == "access" else 2)
            if about == "access":
                grid.addWidget(self.edits["access.place"], row, 2)
            grid.addWidget(self.edits[f"{about}.as_at"], row, 3)
        grid.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        for part in (self.filter, table, self.title):
            whole.addWidget(part, 1 if part is table else 0)
        whole.addLayout(first)
        whole.addLayout(grid)
        whole.addWidget(self.limits)

    def _label(self, key: str, control: QWidget) -> QLabel:
        made = self._labels[key] = QLabel()
        made.setBuddy(control)
        return made

    def _widen(self, language: str) -> None:
        """Columns at the width of their words; the last takes the rest."""
        narrow = language == "zh_CN"
        for column, width in enumerate((252, 96 if narrow else 128, 176, 84, 176)):
            self.table.setColumnWidth(column, width)
