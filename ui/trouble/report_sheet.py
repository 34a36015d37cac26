"""Report sheet: the whole problem report to be read before it is saved as a file; nothing is sent."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QStandardPaths, qVersion
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from consult import __version__
from consult.errors import OutputError
from consult.problem_report import FILE_NAME, NOT_KNOWN, Surroundings, problem_report, system
from consult.summary.whole import replace_whole
from ui import theme
from ui.records.sheet import Sheet, button, name, row, text
from ui.trouble.watch import Watch
from ui.workspace import Workspace

WIDE = 960


class ReportSheet(Sheet):
    """Made when it is shown: what is read is what is saved."""

    def __init__(self, workspace: Workspace, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent, wide=WIDE)
        self._watch, self._made_at = watch, watch.now()
        self._lines = watch.log.lines()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.save, self.done = button("primary"), text("muted")
        self.column.addWidget(self.report, 1)
        self.column.addLayout(row(self.save))
        self.column.addWidget(self.done)
        self.save.clicked.connect(self.ask_where)
        self.end(fills=True)

    def show_words(self) -> None:
        self.title.setText(self.say("report.sheet"))
        self.about.setText(self.say("report.about"))
        self.report.setAccessibleName(self.say("report.sheet"))
        name(self.save, self.say("report.save"))
        said = problem_report(self._surroundings(), self._lines, self.workspace.words, at=self._made_at)
        self.report.setPlainText(said)

    def first(self) -> QWidget:
        return self.report

    def ask_where(self) -> None:
        """Ask for a file and save the report."""
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        picked, _filter = QFileDialog.getSaveFileName(
            self,
            self.say("report.sheet"),
            str(Path(places, FILE_NAME)),
            f"{self.say('report.filter')} (*.txt)",
        )
        if picked:
            self.save_as(Path(picked))

    def save_as(self, file: Path) -> None:
        """Write what is shown, whole or not at all."""
        self.done.setText("")
        try:
            replace_whole(file, self.report.toPlainText().encode("utf-8"))
        except OSError as error:
            self.tell(OutputError("cannot_write", file=file.name, why=error.strerror or str(error.errno)))
            return
        self.tell(None)
        self.done.setText(self.say("report.saved", file=file.name))

    def _surroundings(self) -> Surroundings:
        workspace, watch = self.workspace, self._watch
        catalog = None if workspace.knowledge is None else workspace.knowledge.catalog
        problem = NOT_KNOWN if workspace.problem is None else workspace.problem.code
        tried = None if watch.self_test is None else watch.self_test.last
        screen = self.screen()
        size = screen.size()
        return Surroundings(
            program=__version__,
            catalogue=problem if catalog is None else catalog.edition,
            sha256=NOT_KNOWN if catalog is None else catalog.sha256,
            signature=NOT_KNOWN if catalog is None or catalog.signer is None else catalog.signer.kind,
            python=platform.python_version(),
            qt=qVersion(),
            system=system(),
            screen=f"{size.width()}x{size.height()} @ {screen.devicePixelRatio():g}",
            language=workspace.language,
            theme=theme.current().name,
            known_cases=NOT_KNOWN if tried is None else f"{tried.cases - len(tried.wrong)}/{tried.cases}",
            files=NOT_KNOWN if watch.files is None else watch.files.found,
            log=f"{watch.log.size} B" if watch.log.is_written else "memory",
        )
