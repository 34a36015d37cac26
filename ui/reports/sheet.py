"""Reports sheet: what the consultations kept here say together, one report at a time; to be saved as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from consult.clinic_report import FEW, first_day, months_back
from consult.clinic_reports import REPORTS, ClinicReport, Which, details
from consult.errors import ConsultError
from ui import listing
from ui.choice import Choice
from ui.records.session import Session
from ui.records.sheet import BOX_HEIGHT, Sheet, button, name, text
from ui.reports.reading import Reading
from ui.theme import STEP

WIDE = 1040
REPORT_WIDE, MONTHS_WIDE = 68 * STEP, 42 * STEP
SPANS = (3, 6, 12, 24)
"""Months to choose from."""
USUAL_SPAN = 6


class ReportsSheet(Sheet):
    """Reads once for the months chosen, for all reports; what it holds then are counts and reasons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self.reading: Reading | None = None
        self.reports: Mapping[Which, ClinicReport] = {}
        """What was counted, once all was read."""
        self._months = 0
        self.which, self.span = Choice(), Choice()
        for which in REPORTS:
            self.which.addItem("", which)
        for count in SPANS:
            self.span.addItem("", count)
        self.which.choose("missing")
        self.span.choose(USUAL_SPAN)
        self.detail, self.count, self.warning = (text("muted") for _ in range(3))
        self.table = QTableWidget(0, 0)
        self._head, self._head_of_lines = listing.dress(self.table), self.table.verticalHeader()
        self.table.setProperty("role", "framed")
        self.reasons = QCheckBox()
        self.save = button("secondary")
        top = QHBoxLayout()
        top.setSpacing(2 * STEP)
        self._labels: dict[Choice, QLabel] = {}
        for box, wide in ((self.which, REPORT_WIDE), (self.span, MONTHS_WIDE)):
            label = self._labels[box] = text()
            label.setWordWrap(False)
            label.setBuddy(box)
            box.setFixedSize(wide, BOX_HEIGHT)
            top.addWidget(label)
            top.addWidget(box)
            top.addSpacing(2 * STEP)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(3 * STEP)
        below.addWidget(self.save)
        below.addWidget(self.warning, 1)
        self.column.addLayout(top)
        self.column.addWidget(self.detail)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.count)
        self.column.addWidget(self.reasons)
        self.column.addLayout(below)
        self.which.activated.connect(lambda _at: self.show_words())
        self.span.activated.connect(lambda _at: self.read())
        self.reasons.toggled.connect(lambda _on: self._warn())
        self.save.clicked.connect(self._ask)
        self.end(fills=True)
        self.read()

    @property
    def report(self) -> ClinicReport | None:
        """The one that is shown, once all was read."""
        return self.reports.get(self.which.currentData())

    def read(self) -> None:
        """Read what was kept in the months chosen, a slice at a time."""
        if self.reading is not None:
            self.reading.stop()
            self.reading.deleteLater()
        self.reading, self.reports = None, {}
        self.tell(None)
        self._warn()
        store = self._session.store
        if store is None or not store.may("erase"):
            self._show()
            return
        today = self.workspace.today()
        months = months_back(today, self.span.currentData())
        self._months = len(months)
        counted = {which: make(months) for which, make in REPORTS.items()}
        try:
            walk = store.walk(first_day(months), today)
        except ConsultError as error:
            self.tell(error)
            self._show()
            return
        self.reading = Reading(walk, [one.add for one in counted.values()], self)
        self.reading.went_on.connect(self._say_count)
        self.reading.failed.connect(self._fail)
        self.reading.ended.connect(lambda: self._end_reading(counted))
        self._show()

    def show_words(self) -> None:
        store = self._session.store
        may = store is not None and store.may("erase")
        self.title.setText(self.say("reports.title"))
        self.about.setText(self.say("reports.about" if may else "reports.may_not"))
        which = self.which.currentData()
        self.detail.setText(self.say(f"reports.{which}.about", few=FEW))
        for box, key in ((self.which, "which"), (self.span, "months")):
            self._labels[box].setText(self.say(f"reports.{key}"))
            box.setAccessibleName(self.say(f"reports.{key}"))
        for at, one in enumerate(REPORTS):
            self.which.setItemText(at, self.say(f"reports.{one}"))
        for at, count in enumerate(SPANS):
            self.span.setItemText(at, self.say("reports.last", n=count))
        self.table.setAccessibleName(self.say(f"reports.{which}"))
        self.reasons.setText(self.say("reports.with_reasons"))
        self.reasons.setAccessibleName(self.say("reports.with_reasons"))
        self.reasons.setVisible(which == "decisions")
        name(self.save, self.say("reports.save"))
        self._warn()
        for asked in (self.which, self.span, self.reasons):
            asked.setEnabled(may)
        self._show()

    def first(self) -> QWidget:
        return self.which if self.which.isEnabled() else self.leave

    def save_to(self, path: Path) -> None:
        """Write what is shown as a table for a spreadsheet; the log keeps that it left."""
        store, report = self._session.store, self.report
        if store is None or report is None:
            return
        from consult.summary.pdf import write_bytes

        which, reasons = self.which.currentData(), self._with_reasons()
        self._warn()
        try:
            store.note("export", details=details(which, report, self._months, reasons=reasons))
            write_bytes(report.file(self.workspace.words, reasons=reasons), path)
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self._warn(self.say("export.done", name=path.name))

    # -- inside ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.say("reports.save"), f"consult-{self.which.currentData()}.csv", "CSV (*.csv)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def _with_reasons(self) -> bool:
        return self.which.currentData() == "decisions" and self.reasons.isChecked()

    def _end_reading(self, counted: Mapping[Which, ClinicReport]) -> None:
        self.reading, self.reports = None, counted
        self._show()

    def _fail(self, error: ConsultError) -> None:
        self.reading = None
        self.tell(error)
        self._show()

    def _warn(self, saved: str = "") -> None:
        """Beside the button: where it was saved, and that the file is not encrypted."""
        key = "reports.warning.reasons" if self._with_reasons() else "reports.warning"
        said = " ".join(part for part in (saved, self.say(key)) if part)
        self.warning.setText(said)
        self.warning.setAccessibleName(said)

    def _show(self) -> None:
        report, words = self.report, self.workspace.words
        if report is None:
            self._fill((), ())
        else:
            self._fill(report.titles(words), report.rows(words))
        self.save.setEnabled(report is not None and report.total > 0)
        self._say_count()

    def _say_count(self) -> None:
        """How far the reading is; then how many were counted, and what was not."""
        report = self.report
        if self.reading is not None:
            said = self.say("reports.reading", done=self.reading.done, total=self.reading.total)
        elif report is None:
            said = ""
        elif not report.total:
            said = " ".join((self.say("reports.nothing"), *report.notes(self.workspace.words)))
        else:
            counted = self.say("reports.read", n=report.total)
            none = () if report.found else (self.say(f"reports.{self.which.currentData()}.none"),)
            said = " ".join((counted, *none, *report.notes(self.workspace.words)))
        self.count.setText(said)
        self.count.setAccessibleName(said)

    def _fill(self, titles: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
        """Numbers stand at the right under heads that do; words wrap in the column that has the room."""
        modes = QHeaderView.ResizeMode
        wraps = self.which.currentData() == "decisions"
        numbers = range(len(titles) - 1, len(titles)) if wraps else range(1, len(titles))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.table.setColumnCount(len(titles))
        for at, said in enumerate(titles):
            head = QTableWidgetItem(said)
            if at in numbers:
                head.setTextAlignment(right)
            self.table.setHorizontalHeaderItem(at, head)
        self._head.setSectionResizeMode(modes.ResizeToContents)
        if wraps and titles:
            self._head.setSectionResizeMode(0, modes.Stretch)
        self.table.setRowCount(0)  # a line that comes anew has the usual height
        self._head_of_lines.setSectionResizeMode(modes.ResizeToContents if wraps else modes.Fixed)
        listing.fill(self.table, lines)
        for line in range(self.table.rowCount()):
            for at in numbers:
                if (item := self.table.item(line, at)) is not None:
                    item.setTextAlignment(right)
