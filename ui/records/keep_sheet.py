"""Keep sheet: under which code a case is kept, whether the patient is known already, and why a version is amended."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from consult.errors import ConsultError
from consult.records import MAX_CODE, MAX_NAME, MAX_REASON, Found, Identity
from consult.summary.safe import harmless
from ui.form.editors import set_state
from ui.form.rows import follow
from ui.records.born import BirthBox
from ui.records.session import Session
from ui.records.sheet import Grid, Sheet, button, line, name, row, text
from ui.theme import STEP

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of a proposed code: none that is taken for another when it is read out or copied by hand."""
REASONS = ("continued", "result", "correction")


class KeepSheet(Sheet):
    """Enter in the last box keeps the case; `kept` once it is on the disk, never before."""

    kept = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        letters: Callable[[str], str] = secrets.choice,
    ) -> None:
        super().__init__(session.workspace, parent)
        self._session, self._letters = session, letters
        self._same: tuple[Found, ...] = ()
        self.code, self.name, self.born = line(MAX_CODE), line(MAX_NAME), BirthBox()
        self.reason = line(MAX_REASON)
        self.suggestions = {key: button("answer") for key in REASONS}
        self.optional, self.same = text("muted"), text("warning")
        self.keep = button("primary")
        self.answers: list[QPushButton] = []
        """Who of those already kept it is, or somebody else; at most one is pressed."""
        self._choices = QVBoxLayout()
        self._choices.setSpacing(STEP)
        grid = self._grid = Grid()
        for box in (self.code, self.name, self.born):
            grid.add(box)
        grid.note(self.optional)
        grid.add(self.reason)
        self._chips = QWidget()
        chips = row(*self.suggestions.values())
        chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setLayout(chips)
        grid.addWidget(self._chips, grid.rowCount(), 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.same)
        self.column.addLayout(self._choices)
        self.column.addLayout(row(self.keep))
        for box in (self.code, self.name, self.born):
            box.textEdited.connect(self._look)
        for box in (self.code, self.name, self.born, self.reason):
            box.returnPressed.connect(lambda b=box: self._enter(b))
        for key, chip in self.suggestions.items():
            chip.clicked.connect(lambda _on=False, k=key: self._suggest(k))
        self.keep.clicked.connect(self.submit)
        self.end()

    # -- showing -----------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Show what is known of the open case; a code is proposed where it has none."""
        filing = self.workspace.filing
        identity = filing.identity
        recorded = self.workspace.recorded.value("patient_code")
        code = recorded if isinstance(recorded, str) else "" if identity is None else identity.code
        self.code.setText(code or self._proposed())
        self.name.setText("" if identity is None else identity.name)
        self.born.show_day(None if identity is None else identity.birth_date)
        self.reason.clear()
        for box in (self.code, self.name, self.born, self.reason):
            set_state(box, "")
        amends = filing.kept is not None
        self._grid.show_row(self.reason, amends)
        self._chips.setVisible(amends)
        self.tell(None)
        self._look()
        self._speak()

    def show_words(self) -> None:
        amends = self.workspace.filing.kept is not None
        kept = self.workspace.filing.kept
        self.title.setText(self.say("keep.title.amend" if amends else "keep.title"))
        self.about.setText(
            self.say("keep.about")
            if kept is None
            else self.say("keep.about.amend", number=kept.number, next=kept.number + 1)
        )
        for box, key in (
            (self.code, "keep.code"),
            (self.name, "keep.patient_name"),
            (self.born, "keep.birth_date"),
            (self.reason, "keep.reason"),
        ):
            self._grid.label(box, self.say(key))
        self.optional.setText(self.say("keep.optional"))
        for key, chip in self.suggestions.items():
            name(chip, self.say(f"keep.reason.{key}"))
        name(self.keep, self.say("keep.do"), "Enter")
        self._show_same()

    def first(self) -> QWidget:
        return self.reason if self.workspace.filing.kept is not None else self.code

    def _proposed(self) -> str:
        """The year and letters drawn by lot: a code that says nothing of anybody."""
        drawn = "".join(self._letters(LETTERS) for _letter in range(6))
        return f"{self._session.now():%y}-{drawn}"

    # -- the same person? --------------------------------------------------------------------------------------

    def _look(self, _text: str = "") -> None:
        """Ask the records who else has this code or name; not of a case that belongs to a patient already."""
        identity, store = self.identity(), self._session.store
        found: tuple[Found, ...] = ()
        if identity is not None and store is not None and not self.workspace.filing.patient:
            try:
                found = store.same(identity)
            except ConsultError as error:
                self.tell(error)
        if found != self._same:
            self._same = found
            self._show_same()

    def _show_same(self) -> None:
        """Each with code, name, birth date and last visit; none is chosen beforehand."""
        for old in self.answers:
            self._choices.removeWidget(old)
            old.deleteLater()
        self.answers = []
        self.same.setVisible(bool(self._same))
        self.same.setText(self.say("keep.same") if self._same else "")
        for found in self._same:
            self._add_answer(self.say("keep.same.this", who=who(self, found)))
        if self._same:
            self._add_answer(self.say("keep.same.other"))
        follow(self.born, list(self.answers))

    def _add_answer(self, said: str) -> None:
        answer = button("card")
        answer.setCheckable(True)
        answer.setText(said.replace("&", "&&"))
        answer.setAccessibleName(said)
        answer.clicked.connect(lambda _on=False: self._answer(answer))
        self.answers.append(answer)
        self._choices.addWidget(answer)

    def _answer(self, chosen: QPushButton) -> None:
        for answer in self.answers:
            answer.setChecked(answer is chosen)

    # -- what can be done --------------------------------------------------------------------------------------

    def identity(self) -> Identity | None:
        """What stands in the boxes; None without a code or with a birth date that is none."""
        code = _plain(self.code.text())
        if not code or self.born.is_wrong:
            return None
        return Identity(code=code, name=_plain(self.name.text()), birth_date=self.born.day())

    def submit(self) -> None:
        """Keep the case, or say what is still needed."""
        identity, amends = self.identity(), self.workspace.filing.kept is not None
        reason = _plain(self.reason.text())
        needs = {
            self.code: not _plain(self.code.text()),
            self.born: self.born.is_wrong,
            self.reason: amends and not reason,
        }
        for box, is_open in needs.items():
            set_state(box, "invalid" if is_open else "")
        wanting = next((box for box, is_open in needs.items() if is_open), None)
        if wanting is not None or identity is None:
            (wanting or self.code).setFocus()
            keys = {self.code: "keep.need.code", self.born: "keep.need.day", self.reason: "keep.need.reason"}
            self.said.setText(self.say(keys[wanting or self.code]))
            return
        at = next((at for at, answer in enumerate(self.answers) if answer.isChecked()), -1)
        if self._same and at < 0:
            self.said.setText(self.say("keep.need.same"))
            self.answers[0].setFocus()
            return
        patient = self._same[at].patient if 0 <= at < len(self._same) else ""
        try:
            kept = self._session.keep(identity, patient=patient, reason=reason)
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self.kept.emit(kept)

    def _suggest(self, key: str) -> None:
        self.reason.setText(self.say(f"keep.reason.{key}"))
        self.reason.setFocus()

    def _enter(self, box: QWidget) -> None:
        """Enter keeps: the code is proposed and the rest may stay empty."""
        if box is self.born:
            self.born.settle()
        self.submit()


def who(sheet: Sheet, found: Found) -> str:
    """A patient of the records, in as many words as it takes to tell two apart."""
    identity = found.identity
    born = identity.birth_date
    parts = [
        identity.code,
        identity.name or sheet.say("keep.no_name"),
        sheet.say("keep.born", date=born.isoformat()) if born else sheet.say("keep.no_birth_date"),
        sheet.say("keep.last", date=found.last.isoformat()),
    ]
    return " · ".join(parts)


def _plain(typed: str) -> str:
    """One line without characters that act or are not seen."""
    return " ".join("".join(harmless(c) for c in typed).split())
