"""Reports sheet: which data were missing most in the consultations kept here, by month; to be saved as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from consult import clinic_report_rows as rows_of
from consult.clinic_report import FEW, Missing, MissingTally, first_day, months_back
from consult.errors import ConsultError
from ui import listing
from ui.choice import Choice
from ui.records.session import Session
from ui.records.sheet import BOX_HEIGHT, Grid, Sheet, button, name, text
from ui.reports.reading import Reading
from ui.theme import STEP

WIDE, BOX_WIDE = 1040, 44 * STEP
SPANS = (3, 6, 12, 24)
"""Months to choose from."""
USUAL_SPAN = 6


class ReportsSheet(Sheet):
    """Reads once for the months chosen; what it holds then are counts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self.reading: Reading | None = None
        self.missing: Missing | None = None
        """What was counted, once all was read."""
        self.span = Choice()
        for count in SPANS:
            self.span.addItem("", count)
        self.span.choose(USUAL_SPAN)
        self.span.setFixedSize(BOX_WIDE, BOX_HEIGHT)
        self.detail, self.count, self.warning = (text("muted") for _ in range(3))
        self.table = QTableWidget(0, 0)
        listing.dress(self.table).setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setProperty("role", "framed")
        self.save = button("secondary")
        self._grid = Grid()
        self._grid.add(self.span)
        top = QHBoxLayout()
        top.addLayout(self._grid)
        top.addStretch(1)
        self.column.addLayout(top)
        self.column.addWidget(self.detail)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.count)
        below = QHBoxLayout()
        below.setSpacing(3 * STEP)
        below.addWidget(self.save)
        below.addWidget(self.warning, 1)
        self.column.addLayout(below)
        self.span.activated.connect(lambda _at: self.read())
        self.save.clicked.connect(self._ask)
        self.end(fills=True)
        self.read()

    def read(self) -> None:
        """Read what was kept in the months chosen, a slice at a time."""
        if self.reading is not None:
            self.reading.stop()
            self.reading.deleteLater()
        self.reading, self.missing = None, None
        self.tell(None)
        self._warn()
        store = self._session.store
        if store is None or not store.may("erase"):
            self._show()
            return
        today = self.workspace.today()
        months = months_back(today, self.span.currentData())
        tally = MissingTally(months)
        try:
            walk = store.walk(first_day(months), today)
        except ConsultError as error:
            self.tell(error)
            self._show()
            return
        self.reading = Reading(walk, tally.add, self)
        self.reading.went_on.connect(self._say_count)
        self.reading.failed.connect(self._fail)
        self.reading.ended.connect(lambda: self._end_reading(tally))
        self._show()

    def show_words(self) -> None:
        store = self._session.store
        may = store is not None and store.may("erase")
        self.title.setText(self.say("reports.title"))
        self.about.setText(self.say("reports.about" if may else "reports.may_not"))
        self.detail.setText(self.say("reports.missing.about", few=FEW))
        self._grid.label(self.span, self.say("reports.months"))
        for at, count in enumerate(SPANS):
            self.span.setItemText(at, self.say("reports.last", n=count))
        self.table.setAccessibleName(self.say("reports.missing"))
        name(self.save, self.say("reports.save"))
        self._warn()
        self.span.setEnabled(may)
        self._show()

    def first(self) -> QWidget:
        return self.span if self.span.isEnabled() else self.leave

    def save_to(self, path: Path) -> None:
        """Write what is shown as a table for a spreadsheet; the log keeps that it left."""
        store, report, words = self._session.store, self.missing, self.workspace.words
        if store is None or report is None:
            return
        from consult.summary.pdf import write_bytes
        from consult.summary.sheet import write_csv

        details = {"what": "report missing", "months": str(len(report.months)), "count": str(report.total)}
        self._warn()
        try:
            store.note("export", details=details)
            lines = rows_of.missing_file_rows(report, words)
            write_bytes(write_csv(rows_of.missing_file_titles(words), lines), path)
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self._warn(self.say("export.done", name=path.name))

    # -- inside ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.say("reports.save"), "consult-missing.csv", "CSV (*.csv)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def _end_reading(self, tally: MissingTally) -> None:
        self.reading, self.missing = None, tally.report()
        self._show()

    def _fail(self, error: ConsultError) -> None:
        self.reading = None
        self.tell(error)
        self._show()

    def _warn(self, saved: str = "") -> None:
        """Beside the button: where it was saved, and that the file is not encrypted."""
        said = " ".join(part for part in (saved, self.say("reports.warning")) if part)
        self.warning.setText(said)
        self.warning.setAccessibleName(said)

    def _show(self) -> None:
        report, words = self.missing, self.workspace.words
        if report is None:
            self._fill((), ())
        else:
            self._fill(rows_of.missing_titles(report, words), rows_of.missing_rows(report, words))
        self.save.setEnabled(report is not None and report.total > 0)
        self._say_count()

    def _say_count(self) -> None:
        """How far the reading is; then how many were counted, and what was not."""
        report = self.missing
        if self.reading is not None:
            said = self.say("reports.reading", done=self.reading.done, total=self.reading.total)
        elif report is None:
            said = ""
        else:
            begin = [self.say("reports.read", n=report.total)] if report.total else []
            if not report.total:
                begin.append(self.say("reports.nothing"))
            elif not report.fields:
                begin.append(self.say("reports.none_missing"))
            said = " ".join((*begin, *rows_of.missing_notes(report, self.workspace.words)))
        self.count.setText(said)
        self.count.setAccessibleName(said)

    def _fill(self, titles: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
        """Numbers stand at the right of their columns, under heads that do."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.table.setColumnCount(len(titles))
        for at, said in enumerate(titles):
            head = QTableWidgetItem(said)
            if at:
                head.setTextAlignment(right)
            self.table.setHorizontalHeaderItem(at, head)
        listing.fill(self.table, lines)
        for line in range(self.table.rowCount()):
            for at in range(1, len(titles)):
                if (item := self.table.item(line, at)) is not None:
                    item.setTextAlignment(right)
