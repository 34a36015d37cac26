"""Preview: the paper as it will be printed, in a language of its own, and from here to a printer or a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from consult import __version__
from consult.errors import ConsultError
from consult.names import Size
from consult.phrases import Words
from consult.records import Paper as QueuedPaper
from consult.summary.attachment import carries
from consult.summary.blocks import Document
from consult.summary.case import identity
from consult.summary.copies import file_name
from consult.summary.papers import KINDS, Wanted
from consult.summary.pdf import write_bytes
from consult.summary.pdf_password import protect
from ui import clipboard
from ui.choice import Choice
from ui.filing import copy_of
from ui.form.rows import follow
from ui.heap import give_back
from ui.printing.courier import Courier
from ui.printing.identity_check import IdentityCheck
from ui.printing.pages import Paper, PaperView
from ui.printing.password import PasswordStrip
from ui.printing.pick import OptionPick
from ui.printing.printer_row import PrinterRow
from ui.printing.ways import Answer, Way, find_way
from ui.theme import STEP
from ui.workspace import Workspace

LANGUAGES = (("en", "English"), ("zh_CN", "中文"))
"""Each language under its own name, which no translation changes."""
SHEETS: tuple[tuple[Size, str], ...] = (("a4", "A4"), ("letter", "Letter"))
TITLE = "Consult"
"""What others see of a job; nothing of the patient."""
_SETTLE = 250
"""Milliseconds without an edit after which the shown paper is made again."""
_ZOOM_STEP = 1.25
HTML = (".html", ".htm")


class Queue(Protocol):
    """Where finished papers wait for an administrator."""

    def put(self, wanted: Wanted, number: str, pdf: bytes) -> QueuedPaper:
        """Raises ConsultError in words."""

    def tell(self, deed: str, number: str, how: str) -> None:
        """Log that a paper left the program, where records are open."""


class PrintPreview(QDialog):
    """Shows what `make` gives for the kind, language and sheet picked; `document` gives the same before it is a PDF.

    It follows the case: what is printed is never older than the form.
    """

    def __init__(
        self,
        make: Callable[[Wanted], bytes],
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        way: Way | None = None,
        document: Callable[[Wanted], Document] | None = None,
        queue: Queue | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._document, self._queue = make, document, queue
        self._way = way or find_way()
        self._courier = Courier(self)
        self._workspace = workspace
        self._made_for: tuple[object, ...] = ()
        self.data = b""
        self.pdf = Paper()
        self.view = PaperView(self)
        self.language = Choice()
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self.language.setCurrentIndex(
            max(self.language.findData(workspace.preferences.paper_language or workspace.language), 0)
        )
        self.language_label = QLabel()
        self.language_label.setBuddy(self.language)
        self.kind = Choice()
        for kind in KINDS:
            self.kind.addItem("", kind)
        self.kind_label = QLabel()
        self.kind_label.setBuddy(self.kind)
        self.size_box = Choice()
        for size, name in SHEETS:
            self.size_box.addItem(name, size)
        self.printer_row = PrinterRow(workspace, self._way, self._courier, self)
        self.password_strip = PasswordStrip(self)
        self.password_strip.hide()
        self.password_button = QPushButton()
        self.pick = OptionPick(workspace, self)
        self.copy_button, self.queue_button = QPushButton(), QPushButton()
        self.who = QLabel()
        self.check = IdentityCheck(workspace, self)
        self.said = QLabel()
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.print_button, self.save_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.smaller_button, self.larger_button, self.fit_button = QPushButton(), QPushButton(), QPushButton()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()
        self.resize(900, 720)
        self.view.setFocus()

    # -- what is shown ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle(self.tr("Print preview"))
        self.language_label.setText(self.tr("Language of the paper"))
        self.language.setAccessibleName(self.tr("Language of the paper"))
        self.kind_label.setText(self.tr("Paper"))
        self.kind.setAccessibleName(self.tr("Paper"))
        for at, kind in enumerate(KINDS):
            self.kind.setItemText(at, self._workspace.words.say(f"paper.{kind}.title"))
        self.size_box.setAccessibleName(self.tr("Sheet"))
        for button, text in (
            (self.print_button, self.tr("Print")),
            (self.save_button, self.tr("Save as PDF…")),
            (self.copy_button, self.tr("Copy short record")),
            (self.queue_button, self.tr("Send to the print queue")),
            (self.password_button, self.tr("Password for the file")),
            (self.close_button, self.tr("Close")),
            (self.fit_button, self.tr("Fit width")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        for button, sign, text in (
            (self.smaller_button, "−", self.tr("Smaller")),
            (self.larger_button, "+", self.tr("Larger")),
        ):
            button.setText(sign)
            button.setAccessibleName(text)
            button.setToolTip(text)
        self.printer_row.retranslate()
        self.print_button.setToolTip(self.tr("Print (Ctrl+P)"))
        self.save_button.setToolTip(self.tr("Save as PDF (Ctrl+S)"))
        self.password_button.setToolTip(self.tr("Save the PDF encrypted, with a password typed here"))
        self.password_strip.retranslate()
        self._describe()

    def refresh(self) -> bool:
        """Make the paper again where the case, the comparison or the language has changed. False: it failed."""
        self._timer.stop()
        self.pick.refresh(wanted=self.kind.currentData() == "patient")
        follow(self.size_box, list(self.pick.options.buttons))
        wanted = self._state()
        if wanted == self._made_for:
            return True
        try:
            self.data = self._make(self.wanted())
        except ConsultError as error:
            self.said.setText(self._workspace.words.error(error))
            return False
        before, self.pdf = self.pdf, Paper(self.data)
        self.view.set_paper(self.pdf)
        before.close()
        self._made_for = wanted
        self.said.clear()
        self._describe()
        return True

    def wanted(self) -> Wanted:
        """What is picked."""
        return Wanted(
            self.kind.currentData(),
            self.language.currentData(),
            self.size_box.currentData(),
            self.pick.laid_out(),
        )

    def _refresh_later(self) -> None:
        self._timer.start()

    def _state(self) -> tuple[object, ...]:
        workspace = self._workspace
        said, drafts = workspace.consultation, workspace.preferences.show_unverified
        copy = copy_of(workspace.filing)
        return (workspace.stamp, workspace.guideline, workspace.chosen, said, drafts, copy, self.wanted())

    def _go_on(self) -> None:
        self.said.clear()
        self.print_button.setFocus()

    def _describe(self) -> None:
        workspace = self._workspace
        copy = copy_of(workspace.filing)
        who = " · ".join(identity(workspace.patient, workspace.words, date.today(), copy))
        self.check.refresh()
        pages = self.tr("pages: {count}").format(count=self.pdf.page_count)
        self.who.setText(f"{who} · {pages}")
        self.view.setAccessibleName(self.tr("Preview of the paper"))
        text = "\n".join(self.pdf.text(page) for page in range(self.pdf.page_count))
        self.view.setAccessibleDescription(text)

    # -- the ways out ------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Hand the paper to the picked printer; what prevents it is said, with what can be done instead."""
        from consult.summary.stamp import pages_alone

        if not self.print_button.isEnabled() or not self.refresh() or not self._is_checked():
            return
        job = self.printer_row.job(self._number() or TITLE, self.size_box.currentData())
        if job is None:
            self.said.setText(self.printer_row.why_not())
            return
        way, data = self._way, pages_alone(self.data)
        self.print_button.setEnabled(False)  # one press, one paper

        def hand_over() -> tuple[str, Answer]:
            request = way.send(data, job)
            return job.printer, way.answer(request) if request else "unknown"

        self._courier.fetch(hand_over, self._tell_printed, apart=way.apart)

    def _tell_printed(self, outcome: Any) -> None:
        self.print_button.setEnabled(True)
        words = self._workspace.words
        if isinstance(outcome, ConsultError):
            self.said.setText(words.error(outcome))
            return
        printer, answer = outcome
        if answer != "failed":
            self._tell("print", answer)
        told = "took" if answer == "unknown" else answer
        self.said.setText(words.say(f"print.{told}", printer=printer))

    def queue_paper(self) -> None:
        """Let an administrator print it: put it into the queue of the records, or say what comes first."""
        from consult.summary.stamp import pages_alone

        if self._queue is None or not self.refresh() or not self._is_checked():
            return
        try:
            self._queue.put(self.wanted(), self._number(), pages_alone(self.data))
        except ConsultError as error:
            self.said.setText(self._workspace.words.error(error))
        else:
            self.said.setText(self.tr("The paper waits in the print queue."))

    def _number(self) -> str:
        """The number printed on the paper."""
        return "" if self._document is None else self._document(self.wanted()).number

    def save_paper(self) -> None:
        """Ask for a file and save; the name offered says nothing of the patient."""
        if self._password() is None or not self._is_checked():
            return
        kinds = [self.tr("PDF files (*.pdf)")]
        if self._document is not None:
            kinds.append(self.tr("Web pages (*.html)"))
        name, picked = QFileDialog.getSaveFileName(
            self, self.tr("Save as PDF"), file_name(self._number()), ";;".join(kinds)
        )
        if name:
            path = Path(name)
            ending = ".html" if len(kinds) > 1 and picked == kinds[1] else ".pdf"
            known = path.suffix.lower() in (".pdf", *HTML)
            self.save_to(path if known else path.with_name(f"{path.name}{ending}"))

    def save_to(self, path: Path) -> None:
        """Write the paper whole, encrypted where a password is asked for, or say why it could not be written."""
        password = self._password()
        if password is None or not self.refresh():
            return
        if path.suffix.lower() in HTML and self._document is not None:
            self._save_html(path, password)
            return
        try:
            write_bytes(protect(self.data, password) if password else self.data, path)
        except ConsultError as error:
            self.said.setText(self._workspace.words.error(error))
            return
        self._tell("export", "pdf-password" if password else "pdf")
        said = [self.tr("Saved as {name}.").format(name=path.name)]
        if carries(self.kind.currentData(), hypothetical=self._workspace.what_if):
            said.append(self.tr("The case goes with the file and can be opened from it."))
        if password:
            said.append(self.tr("It opens with the password only."))
            self.password_button.setChecked(False)
        self.said.setText(" ".join(said))

    def _save_html(self, path: Path, password: str) -> None:
        from consult.summary.html import render_html

        assert self._document is not None
        if password:
            self.said.setText(self.tr("A web page cannot have a password. Save the paper as PDF instead."))
            return
        try:
            write_bytes(render_html(self._document(self.wanted())), path)
        except ConsultError as error:
            self.said.setText(self._workspace.words.error(error))
        else:
            self._tell("export", "html")
            self.said.setText(self.tr("Saved as {name}.").format(name=path.name))

    def _tell(self, deed: str, how: str) -> None:
        if self._queue is not None:
            self._queue.tell(deed, self._number(), how)

    def _password(self) -> str | None:
        """The password for the file, empty where none is wanted; None, and said why, where it cannot be used."""
        if self.password_strip.isHidden():
            return ""
        try:
            return self.password_strip.password()
        except ConsultError as error:
            self.said.setText(self._workspace.words.error(error))
            self.password_strip.first.setFocus()
            return None

    def _is_checked(self) -> bool:
        """Whether it was said that this is the patient in the room; else it is asked for."""
        self.check.refresh()
        if self.check.is_open:
            self.said.setText(self._workspace.words.say("check.first"))
            self.check.button.setFocus()
        return not self.check.is_open

    def copy_record(self) -> None:
        """Put the short record in the paper's language on the clipboard, for half a minute."""
        if not self._is_checked():
            return
        from consult.hcc.declared import DECLARED
        from consult.summary.record import text_record

        workspace = self._workspace
        knowledge, assessment = workspace.knowledge, workspace.assessment
        assert knowledge is not None
        assert assessment is not None
        words = Words(self.language.currentData(), DECLARED, knowledge.catalog)
        text = text_record(
            workspace.patient,
            assessment,
            words,
            today=workspace.today(),
            program_version=__version__,
            said=workspace.consultation,
            mark=words.say("what_if.mark") if workspace.what_if else "",
        )
        clipboard.put(text)
        self.said.setText(
            self.tr("Copied: %n character(s). It is taken off the clipboard after 30 seconds.", "", len(text))
        )

    def zoom(self, factor: float) -> None:
        """Show the pages larger or smaller."""
        self.view.set_zoom(self.view.zoom * factor)

    def fit_width(self) -> None:
        """Show whole lines."""
        self.view.fit_width()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()  # as it was made, unless it was closed
        if not self.printer_row.is_known:
            self.printer_row.look()

    def done(self, result: int) -> None:
        """Close, and let go of the paper and its pictures at once."""
        super().done(result)
        self.view.set_paper(Paper())
        self.pdf.close()
        self._made_for = ()
        QTimer.singleShot(0, give_back)

    # -- inside --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.print_button.setProperty("role", "primary")
        self.save_button.setProperty("role", "secondary")
        self.password_button.setCheckable(True)
        self.password_button.setProperty("role", "card")
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setWordWrap(True)  # whose paper it is, is never cut
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.queue_button.setVisible(self._queue is not None)
        for button in (
            self.copy_button,
            self.queue_button,
            self.password_button,
            self.save_button,
            self.close_button,
            self.smaller_button,
            self.larger_button,
        ):
            button.setAutoDefault(False)
        self.fit_button.setAutoDefault(False)
        self.print_button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        top.setSpacing(2 * STEP)
        top.addWidget(self.who, 1)
        for widget in (self.kind_label, self.kind, self.language_label, self.language, self.size_box):
            top.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        foot.setSpacing(2 * STEP)
        for button in (self.smaller_button, self.larger_button, self.fit_button):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (
            self.copy_button,
            self.close_button,
            self.password_button,
            self.save_button,
            self.print_button,
        ):
            foot.addWidget(button)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        middle = QHBoxLayout()
        middle.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 0)
        middle.setSpacing(4 * STEP)
        middle.addWidget(self.printer_row)
        middle.addWidget(self.said, 1)
        middle.addWidget(self.queue_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.check)
        whole.addWidget(self.pick)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.password_strip)
        whole.addLayout(middle)
        whole.addLayout(foot)
        order = (
            self.kind,
            self.language,
            self.size_box,
            self.check.button,
            self.view,
            self.password_strip.first,
            self.password_strip.second,
            *self.printer_row.stops,
            self.queue_button,
            self.smaller_button,
            self.larger_button,
            self.fit_button,
            self.copy_button,
            self.close_button,
            self.password_button,
            self.save_button,
            self.print_button,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.language_changed.connect(self.retranslate)
        workspace.assessed.connect(self._refresh_later)
        workspace.chosen_changed.connect(self._refresh_later)
        self._timer.timeout.connect(self.refresh)
        workspace.consulted.connect(self._refresh_later)
        workspace.filed.connect(self._refresh_later)
        self.check.confirmed.connect(self._go_on)
        for picked in (self.kind, self.language, self.size_box):
            picked.currentIndexChanged.connect(self.refresh)
        self.pick.picked.connect(self.refresh)
        self.copy_button.clicked.connect(self.copy_record)
        self.password_button.toggled.connect(self.password_strip.setVisible)
        self.queue_button.clicked.connect(self.queue_paper)
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_paper)
        self.close_button.clicked.connect(self.reject)
        self.smaller_button.clicked.connect(lambda: self.zoom(1 / _ZOOM_STEP))
        self.larger_button.clicked.connect(lambda: self.zoom(_ZOOM_STEP))
        self.fit_button.clicked.connect(self.fit_width)
        keys = QKeySequence.StandardKey
        for key, slot in (
            (keys.Print, self.print_paper),
            (keys.Save, self.save_paper),
            (keys.ZoomIn, lambda: self.zoom(_ZOOM_STEP)),
            (keys.ZoomOut, lambda: self.zoom(1 / _ZOOM_STEP)),
        ):
            QShortcut(QKeySequence(key), self, slot)
