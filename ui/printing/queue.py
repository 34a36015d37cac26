"""Queue: the window in which an administrator prints what doctors have finished, without opening a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from consult import queued
from consult.errors import ConsultError
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.records import PaperState
from ui.choice import Choice
from ui.printing.courier import Courier
from ui.printing.printer_row import PrinterRow
from ui.printing.queue_table import QueueModel, QueueTable
from ui.printing.run import Run, Shelf
from ui.printing.ways import Way, find_way
from ui.theme import STEP
from ui.workspace import Workspace

FILTERS: tuple[tuple[PaperState, ...], ...] = (
    ("waiting", "printing", "failed"),
    ("printing",),
    ("printed",),
    ("waiting", "printing", "printed", "failed", "withdrawn"),
)
_TYPING, _ASKING = 150, 3000
"""Milliseconds after the last key before the list is searched, and between two questions to a printer."""


class PrintQueue(QDialog):
    """Stands beside everything else. What is ticked is listed by patient before anything is printed."""

    def __init__(
        self, shelf: Shelf, workspace: Workspace, parent: QWidget | None = None, *, way: Way | None = None
    ) -> None:
        super().__init__(parent)
        self._shelf, self._workspace = shelf, workspace
        self._way = way or find_way()
        self._courier = Courier(self)
        self.run = Run(shelf, self._way, self._courier, self._speak, self)
        self.model = QueueModel(self)
        self.table = QueueTable(self.model, self)
        self.filter = Choice()
        for states in FILTERS:
            self.filter.addItem("", states)
        self.search = QLineEdit()
        self.all_button = QPushButton()
        self.about = QLabel()
        self.chosen = QPlainTextEdit()
        self.printer_row = PrinterRow(workspace, self._way, self._courier, self)
        self.together = QCheckBox()
        self.said = QLabel()
        self.came_button, self.lost_button, self.withdraw_button = QPushButton(), QPushButton(), QPushButton()
        self.merged_button, self.files_button = QPushButton(), QPushButton()
        self.close_button, self.print_button = QPushButton(), QPushButton()
        self._typed, self._asking = QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()
        try:
            self.run.take_up()
        except ConsultError as error:
            self.say(workspace.words.error(error))
        self.resize(1000, 640)
        self.table.setFocus()

    # -- what is shown -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle(self.tr("Papers to print"))
        for at, text in enumerate(
            (self.tr("not printed yet"), self.tr("at the printer"), self.tr("printed"), self.tr("all"))
        ):
            self.filter.setItemText(at, text)
        self.filter.setAccessibleName(self.tr("Which papers"))
        self.search.setPlaceholderText(self.tr("Code, name or birth date"))
        self.search.setAccessibleName(self.tr("Search by code, name or birth date"))
        self.table.setAccessibleName(self.tr("Papers"))
        self.table.setAccessibleDescription(self.tr("Space ticks a paper, Ctrl+A all of them."))
        self.chosen.setAccessibleName(self.tr("Whose papers are ticked"))
        self.together.setText(self.tr("All in one job"))
        self.together.setAccessibleName(self.together.text())
        for button, text in (
            (self.came_button, self.tr("They came out")),
            (self.lost_button, self.tr("They did not come out")),
            (self.withdraw_button, self.tr("Withdraw")),
            (self.merged_button, self.tr("Save as one PDF…")),
            (self.files_button, self.tr("Save one PDF each…")),
            (self.close_button, self.tr("Close")),
            (self.print_button, self.tr("Print")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.print_button.setToolTip(self.tr("Print (Ctrl+P)"))
        self.printer_row.retranslate()
        titles = (
            self.tr("Code"),
            self.tr("Name"),
            self.tr("Born"),
            self.tr("Consultation"),
            self.tr("Paper"),
            self.tr("Language"),
            self.tr("Pages"),
            self.tr("Number"),
            self.tr("State"),
        )
        self.model.speak(self._workspace.words, titles)
        self._tell_chosen()

    def refresh(self) -> None:
        """Read the queue again."""
        self._typed.stop()
        try:
            papers = self._shelf.papers(states=self.filter.currentData(), words=self.search.text())
        except ConsultError as error:
            self.say(self._workspace.words.error(error))
            papers = ()
        self.model.show(papers, self.run.answers)
        self._tell_chosen()

    def say(self, sentence: str) -> None:
        """Say what happened, or why it did not."""
        self.said.setText(sentence)

    def _speak(self, language: str) -> Words:
        return Words(language, DECLARED)

    def _tell_chosen(self) -> None:
        words, chosen = self._workspace.words, queued.batch(self.model.chosen)
        ticked = self.model.chosen
        self.about.setText(queued.total(chosen, words) if ticked else self.tr("Nothing is ticked."))
        self.chosen.setPlainText("\n".join(queued.lines(chosen, words)))
        everything = len(ticked) == len(self.model.papers)
        text = self.tr("Tick none") if ticked and everything else self.tr("Tick all")
        self.all_button.setText(text)
        self.all_button.setAccessibleName(text)
        at_printer = bool(ticked) and all(paper.state == "printing" for paper in ticked)
        ready = bool(ticked) and not any(paper.state in ("printing", "withdrawn") for paper in ticked)
        for buttons, enabled in (
            ((self.came_button, self.lost_button), at_printer),
            ((self.print_button, self.merged_button, self.files_button, self.withdraw_button), ready),
        ):
            for button in buttons:
                button.setEnabled(enabled and not self.run.is_busy)
        self.all_button.setEnabled(bool(self.model.papers))

    # -- what can be done --------------------------------------------------------------------------------------

    def print_chosen(self) -> None:
        """Hand the ticked papers to the picked printer."""
        if not self.print_button.isEnabled():
            return
        job = self.printer_row.job("Consult", "a4")
        if job is None:
            self.say(self.printer_row.why_not())
            return
        self.say("")
        self.run.start(self.model.chosen, job, together=self.together.isChecked())

    def save_merged(self) -> None:
        """Ask for a file, and write the ticked papers into it one after the other."""
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Save as one PDF"), "consult.pdf", self.tr("PDF files (*.pdf)")
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the ticked papers into one file."""
        papers = self.model.chosen
        self._do(
            lambda: self.run.save_merged(papers, path), self.tr("Saved as {name}.").format(name=path.name)
        )

    def save_files(self) -> None:
        """Ask for a folder, and write each ticked paper there, named by its number."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Save one PDF each"))
        if name:
            self.save_into(Path(name))

    def save_into(self, folder: Path) -> None:
        """Write each ticked paper into a file of its own."""
        papers = self.model.chosen
        done = self.tr("Saved: %n file(s), named by their numbers.", "", len(papers))
        self._do(lambda: self.run.save(papers, folder), done)

    def settle(self, state: PaperState) -> None:
        """Write down what was seen at the printer, or that a paper is not to be printed."""
        papers = self.model.chosen
        self._do(lambda: self.run.settle(papers, state), "")

    def _do(self, deed: Callable[[], object], done: str) -> None:
        try:
            deed()
        except ConsultError as error:
            done = self._workspace.words.error(error)
        self.refresh()
        self.say(done)

    def _tell_ended(self, problem: ConsultError | None) -> None:
        self.refresh()
        self.say(
            self.tr("Handed to the printer. Look there whether everything came out.")
            if problem is None
            else self._workspace.words.error(problem)
        )

    # -- inside ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPING)
        self._typed.timeout.connect(self.refresh)
        self._asking.setInterval(_ASKING)
        self._asking.timeout.connect(self.run.ask)
        self.search.textEdited.connect(lambda _text: self._typed.start())
        self.filter.currentIndexChanged.connect(self.refresh)
        self.model.ticked.connect(self._tell_chosen)
        self.run.changed.connect(self._typed.start)  # many papers in a row are one look at the queue
        self.run.ended.connect(self._tell_ended)
        self.all_button.clicked.connect(
            lambda: self.model.tick_all(len(self.model.chosen) < len(self.model.papers))
        )
        self.came_button.clicked.connect(lambda: self.settle("printed"))
        self.lost_button.clicked.connect(lambda: self.settle("failed"))
        self.withdraw_button.clicked.connect(lambda: self.settle("withdrawn"))
        self.merged_button.clicked.connect(self.save_merged)
        self.files_button.clicked.connect(self.save_files)
        self.print_button.clicked.connect(self.print_chosen)
        self.close_button.clicked.connect(self.reject)
        self._workspace.language_changed.connect(self.retranslate)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_chosen)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asking.start()
        if not self.printer_row.is_known:
            self.printer_row.look()

    def done(self, result: int) -> None:
        self._asking.stop()
        super().done(result)

    def _lay_out(self) -> None:
        for label, role in ((self.said, "warning"), (self.about, "title")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.chosen.setReadOnly(True)
        self.chosen.setTabChangesFocus(True)
        self.chosen.setFixedHeight(5 * self.chosen.fontMetrics().lineSpacing() + 4 * STEP)
        self.search.setMaxLength(120)
        self.search.setMinimumWidth(70 * STEP)
        self.print_button.setProperty("role", "primary")
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addLayout(_row((self.filter, self.search), (self.all_button,)))
        whole.addWidget(self.table, 1)
        whole.addLayout(_row((self.about,), (self.came_button, self.lost_button, self.withdraw_button)))
        whole.addWidget(self.chosen)
        whole.addLayout(_row((self.printer_row, self.together), ()))
        foot = _row((), (self.close_button, self.merged_button, self.files_button, self.print_button))
        foot.insertWidget(0, self.said, 1)
        whole.addLayout(foot)
        order = (
            self.filter,
            self.search,
            self.all_button,
            self.table,
            self.came_button,
            self.lost_button,
            self.withdraw_button,
            self.chosen,
            *self.printer_row.stops,
            self.together,
            self.close_button,
            self.merged_button,
            self.files_button,
            self.print_button,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _row(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * STEP)
    for widget in left:
        row.addWidget(widget)
    if right and left:
        row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    if left and not right:
        row.addStretch(1)
    return row
