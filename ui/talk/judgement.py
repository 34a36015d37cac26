"""Clinical judgement: the doctor's leaning, and where it differs from a status; each with a reason of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from consult.assess import Assessment
from consult.consultation import Consultation
from consult.consultation_words import status_words
from consult.phrases import Words
from ui.talk.answers import plain_label, show_status
from ui.talk.boxes import LineBox
from ui.talk.segments import Segments
from ui.theme import STEP


class JudgementPart(QWidget):
    """A row for the leaning, then a row for each option where a written reason is a disagreement."""

    leaned = Signal(str)
    """Towards a treatment; empty: no more."""
    reasoned = Signal(str)
    differed = Signal(str, str)
    """Treatment and reason."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.treatments: tuple[str, ...] = ()
        self.leaning = Segments()
        self.reason = LineBox()
        self.boxes: dict[str, LineBox] = {}
        self._names: dict[str, tuple[QLabel, QLabel]] = {}
        self._leaning_label, self._reason_label = plain_label(), plain_label()
        self._differs = plain_label("muted")
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.addWidget(self._leaning_label, 0, 0)
        grid.addWidget(self.leaning, 0, 1, 1, 2)
        grid.addWidget(self._reason_label, 1, 0)
        grid.addWidget(self.reason, 1, 1, 1, 2)
        grid.addWidget(self._differs, 2, 0, 1, 3)
        grid.setRowMinimumHeight(2, 6 * STEP)
        grid.setColumnStretch(2, 1)
        self.leaning.pressed.connect(self.leaned)
        self.leaning.cleared.connect(lambda: self.leaned.emit(""))
        self.reason.written.connect(self.reasoned)
        self.reason.left.connect(self.left)

    def set_treatments(self, treatments: Sequence[str]) -> bool:
        """Offer other options; False where they are the same."""
        if tuple(treatments) == self.treatments:
            return False
        for widget in (*self.boxes.values(), *(label for pair in self._names.values() for label in pair)):
            widget.hide()
            widget.deleteLater()
        self.treatments = tuple(treatments)
        self.leaning.set_members(self.treatments)
        self.boxes, self._names = {}, {}
        for row, treatment in enumerate(self.treatments, start=3):
            name, status = self._names[treatment] = plain_label(), plain_label()
            box = self.boxes[treatment] = LineBox()
            box.written.connect(lambda text, t=treatment: self.differed.emit(t, text))
            box.left.connect(self.left)
            for column, widget in enumerate((name, status, box)):
                self._grid.addWidget(widget, row, column)
        return True

    def show_words(self, words: Words, differs: str, why: str) -> None:
        """Say every label; `differs` opens the rows of options, `why` stands in a box that is empty."""
        self._leaning_label.setText(words.say("talk.leaning"))
        self._reason_label.setText(words.say("talk.plan.reason"))
        self._differs.setText(differs)
        self.leaning.set_words(words.say("talk.leaning"), [words.short(t) for t in self.treatments])
        self.reason.setAccessibleName(f"{words.say('talk.leaning')}: {words.say('talk.plan.reason')}")
        for treatment, (name, _status) in self._names.items():
            name.setText(words.short(treatment))
            name.setToolTip(words.treatment(treatment))
            self.boxes[treatment].setPlaceholderText(why)
            heard = f"{words.say('talk.disagreement')}: {words.short(treatment)}"
            self.boxes[treatment].setAccessibleName(heard)

    def show_record(
        self,
        consultation: Consultation,
        assessment: Assessment | None,
        words: Words,
        statuses: dict[str, str],
    ) -> None:
        """Show what is recorded, with the status that stood beside it where it has changed since."""
        leaning = consultation.leaning
        self.leaning.show_picked(() if leaning is None else (leaning.treatment,))
        self.reason.setEnabled(leaning is not None)
        self.reason.show_text("" if leaning is None else leaning.reason)
        for treatment, (_name, label) in self._names.items():
            said = consultation.judgement_of(treatment)
            show_status(label, statuses.get(treatment, ""), words)
            self.boxes[treatment].show_text("" if said is None else said.reason)
            stood = "" if said is None else status_words(said, assessment, words)
            label.setToolTip(stood)
            self.boxes[treatment].setAccessibleDescription(stood)

    def stops(self) -> list[QWidget]:
        """Everything the keyboard reaches, in the order of reading."""
        return [*self.leaning.buttons, self.reason, *self.boxes.values()]
