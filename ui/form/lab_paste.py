"""Laboratory paste: the results of a copied text, taken one by one; nothing is entered without the doctor.

The text is read from the clipboard when asked for, and forgotten when the page is left or another case opened.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from consult.errors import InputError
from consult.hcc.lab_names import lab_reader
from consult.labtext import LabText, Offer
from consult.phrases import Words
from ui.form.keys import letter
from ui.form.lab_row import LabRow
from ui.giving import GivingButton
from ui.theme import STEP
from ui.workspace import NOT_SAID, Taken, Workspace

KEYS = QKeySequence("Ctrl+Shift+V")
LEAST_BUTTON = 64
_KIND = "laboratory"


class LabPaste(QWidget):
    """A page in the place of options and comparison; the form on the left shows each value as it is taken."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reader = lab_reader()
        self.text = LabText()
        self.rows: list[LabRow] = []
        self._said: InputError | None = None
        self._asked = False
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.about, self.day = self._label("muted"), self._label("muted")
        self.problem = self._label("needed")
        self.all = GivingButton(LEAST_BUTTON, self)
        self.all.setProperty("role", "secondary")
        self.all.clicked.connect(self.take_all)
        self.again, self.close_ = GivingButton(LEAST_BUTTON, self), GivingButton(LEAST_BUTTON, self)
        self.again.clicked.connect(self.read_clipboard)
        self.close_.clicked.connect(self.leave)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 2 * STEP, 0)
        self._column.setSpacing(0)
        self.unread_title = QLabel(self._holder)
        self.unread_title.setProperty("role", "heading")
        self.unread = self._label("muted")
        self.area = QScrollArea(self)
        self._lay_out()
        workspace.assessed.connect(self._reload)
        workspace.patient_replaced.connect(self.forget)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def read_clipboard(self) -> None:
        """Read the text on the clipboard; what was read before is forgotten."""
        self.read(QGuiApplication.clipboard().text())

    def read(self, text: str) -> None:
        """Show the results of a text."""
        self.forget()
        self._asked = True
        if text.strip():
            try:
                self.text = self._reader.read(text, today=self._workspace.today())
            except InputError as error:
                self._said = error
        fields = self._workspace.patient.schema.by_id
        for candidate in self.text.candidates:
            row = LabRow(candidate, fields[candidate.field], self._workspace.words, self._holder)
            row.taken.connect(self._take)
            row.skipped.connect(self._pass)
            row.stepped.connect(self._step)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        self.retranslate()
        self._focus_next(-1)

    def forget(self) -> None:
        """Keep nothing of the text."""
        self.text, self._said, self._asked = LabText(), None, False
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self.unread.clear()
        self.retranslate()

    def leave(self) -> None:
        """Close the page and keep nothing of the text."""
        self.left.emit()
        self.forget()

    def take_all(self) -> None:
        """Enter every result that leaves nothing to ask and replaces nothing, as one step of undo."""
        certain = [row for row in self.rows if row.is_certain]
        if not certain:
            return
        with self._workspace.undo_stack.together(self._workspace.words.say("lab.title")):
            for row in certain:
                self._enter(row.candidate.offers[0], row.candidate.field)
        self._focus_next(-1)

    # -- inside ------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words = self._workspace.words
        self.title.setText(words.say("lab.title"))
        self.about.setText(words.say("lab.about"))
        self.again.say(f"{words.say('lab.again')}  {KEYS.toString(QKeySequence.SequenceFormat.NativeText)}")
        self.close_.say(f"{words.say('lab.close')}  Esc")
        for button in (self.again, self.close_):
            button.setAccessibleName(button.whole)
        self.problem.setText(self._problem(words))
        self.problem.setVisible(bool(self.problem.text()))
        self.day.setText(self._day_said(words))
        self.day.setVisible(bool(self.rows))
        count = len(self.text.unread)
        self.unread_title.setText(words.say("lab.unread", count=count).upper())
        self.unread.setText(
            "\n".join((words.say("lab.unread.about"), "", *(line for _n, line in self.text.unread)))
        )
        for label in (self.unread_title, self.unread):
            label.setVisible(bool(count))
        self._reload()

    def _reload(self) -> None:
        if not self.rows and self.isHidden():
            return
        words, entries = self._workspace.words, self._workspace.patient.entries
        for row in self.rows:
            row.show_entry(entries.get(row.candidate.field), words)
        count = sum(row.is_certain for row in self.rows)
        self.all.setVisible(bool(self.rows))
        self.all.setEnabled(bool(count))
        said = words.say("lab.take_all", count=count) if count else words.say("lab.taken_all")
        self.all.say(f"{said}  (A)" if count else said)
        self.all.setAccessibleName(said)

    def _problem(self, words: Words) -> str:
        if self._said is not None:
            return words.error(self._said)
        if self._asked and not self.text.candidates:
            empty = not self.text.unread
            return words.say("lab.empty" if empty else "lab.nothing", keys=KEYS.toString())
        return ""

    def _day_said(self, words: Words) -> str:
        if self.text.day is not None:
            return words.say("lab.day", day=self.text.day.isoformat())
        if self.text.several_days:
            return words.say("lab.day.several")
        carried = self._workspace.taken.get(_KIND, NOT_SAID)[0]
        if carried is not None:
            return words.say("lab.day.carried", day=carried.isoformat())
        return words.say("lab.day.none")

    def _taken(self, field: str) -> Taken:
        """The day and origin a taken value gets."""
        if self.text.day is not None:
            return self.text.day, self._workspace.words.say("lab.origin")
        return NOT_SAID if self.text.several_days else self._workspace.taken_for(field)

    def _take(self, row: LabRow, offer: Offer) -> None:
        at = self.rows.index(row)
        with self._workspace.undo_stack.together(self._workspace.words.field(row.candidate.field)):
            self._enter(offer, row.candidate.field)
        self._focus_next(at)

    def _enter(self, offer: Offer, field: str) -> None:
        workspace, (day, origin) = self._workspace, self._taken(field)
        if self.text.day is not None and _KIND not in workspace.taken:
            # The rest of the report, typed by hand, is of the same day; the form says so above its values.
            workspace.set_origin((), day, origin, from_now_on=_KIND)
        workspace.end_step()
        workspace.set_value(offer.key, offer.value, offer.text, day=day, origin=origin)
        workspace.end_step()

    def _pass(self, row: LabRow) -> None:
        at = self.rows.index(row)
        self._reload()
        self._focus_next(at)

    def _step(self, row: LabRow, by: int) -> None:
        at = self.rows.index(row) + by
        while 0 <= at < len(self.rows):
            if self.rows[at].is_open:
                self._focus(self.rows[at].first())
                return
            at += by

    def _focus_next(self, at: int) -> None:
        """Go to the next row that is open, else to the first one, else to the way back."""
        later = [row for row in self.rows[at + 1 :] if row.is_open] or [
            row for row in self.rows if row.is_open
        ]
        self._focus(later[0].first() if later else self.close_)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(widget, 0, 8 * STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif letter(event) == "a" and self.all.isEnabled():
            self.take_all()
        else:
            super().keyPressEvent(event)

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * STEP)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.all, self.again, self.close_):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            head.addWidget(button)
        self._column.addSpacing(3 * STEP)
        self._column.addWidget(self.unread_title)
        self._column.addWidget(self.unread)
        self._column.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(head)
        for label in (self.about, self.day, self.problem):
            column.addWidget(label)
        column.addSpacing(2 * STEP)
        column.addWidget(self.area, 1)
