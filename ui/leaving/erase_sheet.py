"""Erase sheet: what goes, what stays in backups and until when; done once the code, or their number, was typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult.errors import ConsultError
from consult.records import MAX_CODE, MAX_REASON, Erasure, Identity
from consult.retention import thinned_out_by
from ui.form.editors import set_state
from ui.records.session import Session
from ui.records.sheet import Grid, Sheet, button, line, name, row, text

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Whose:
    """A patient that is to be erased."""

    patient: str
    identity: Identity


class EraseSheet(Sheet):
    """Of one patient the code is typed, of several how many they are; the store refuses whoever may not."""

    erased = Signal(int)
    """So many patients are gone; the list they came from is to be read again."""

    def __init__(self, session: Session, whose: tuple[Whose, ...], parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent)
        self._session, self._whose = session, whose
        self._told: tuple[Erasure, ...] = ()
        self.done = False
        self.who, self.goes, self.stays, self.backups = text("title"), text(), text("muted"), text("warning")
        self.typed, self.reason = line(MAX_CODE), line(MAX_REASON)
        self.erase, self.result = button("secondary"), text("muted")
        self._grid = Grid()
        for box in (self.typed, self.reason):
            self._grid.add(box)
        for label in (self.who, self.goes, self.stays, self.backups):
            self.column.addWidget(label)
        self.column.addLayout(self._grid)
        self.column.addLayout(row(self.erase))
        self.column.addWidget(self.result)
        self.typed.textChanged.connect(lambda _text: self._follow())
        self.reason.textChanged.connect(lambda _text: self._follow())
        self.typed.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self.submit)
        self.erase.clicked.connect(self.submit)
        self.load()
        self.end()

    def load(self) -> None:
        """Count what would go."""
        store = self._session.store
        if store is None:
            return
        try:
            self._told = tuple(store.erasure(one.patient) for one in self._whose)
        except ConsultError as error:
            self.tell(error)
        self._follow()

    def show_words(self) -> None:
        told, several = self._told, len(self._whose) > 1
        count = len(self._whose)
        self.title.setText(self.say("erase.title.many", n=count) if several else self.say("erase.title"))
        self.about.setText(self.say("erase.about"))
        names = [_named(one.identity) for one in self._whose]
        more = len(names) - MOST_NAMED
        said = "\n".join(names[:MOST_NAMED])
        self.who.setText(f"{said}\n{self.say('find.more', n=more)}" if more > 0 else said)
        self.goes.setText(
            self.say(
                "erase.goes",
                consultations=sum(one.consultations for one in told),
                versions=sum(one.versions for one in told),
                papers=sum(one.papers for one in told),
                drafts=sum(one.drafts for one in told),
            )
        )
        self.stays.setText(self.say("erase.stays"))
        made = sorted({moment for one in told for moment in one.backups})
        self.backups.setText(
            self.say(
                "erase.backups",
                n=len(made),
                newest=made[-1].astimezone().date().isoformat(),
                until=thinned_out_by(made[-1].astimezone()).isoformat(),
            )
            if made
            else self.say("erase.no_backups")
        )
        self._grid.label(self.typed, self.say("erase.type.many" if several else "erase.type"))
        self._grid.label(self.reason, self.say("keep.reason"))
        name(self.erase, self.say("erase.do.many", n=count) if several else self.say("erase.do"))

    def first(self) -> QWidget:
        return self.leave if self.done else self.typed

    def _wanted(self) -> str:
        """What is to be typed, so that nobody erases by a key too many."""
        return self._whose[0].identity.code if len(self._whose) == 1 else str(len(self._whose))

    def _follow(self) -> None:
        ready = self.typed.text().strip() == self._wanted() and bool(self.reason.text().strip())
        self.erase.setEnabled(ready and bool(self._told) and not self.done)

    def submit(self) -> None:
        """Erase them, or say what is still needed."""
        store = self._session.store
        if store is None or self.done:
            return
        if not self.erase.isEnabled():
            wrong = self.typed.text().strip() != self._wanted()
            box = self.typed if wrong else self.reason
            set_state(self.typed, "invalid" if wrong else "")
            set_state(self.reason, "" if wrong else "invalid")
            several = "erase.need.count" if len(self._whose) > 1 else "erase.need.code"
            self.said.setText(self.say(several if wrong else "erase.need.reason"))
            box.setFocus()
            return
        for box in (self.typed, self.reason):
            set_state(box, "")
        if self.workspace.filing.patient in {one.patient for one in self._whose}:
            self.said.setText(self.say("erase.need.closed"))
            return
        self.said.setText(self.say("keep.working"))
        self.said.repaint()
        gone, shrunk = 0, True
        problem: ConsultError | None = None
        for one in self._whose:
            last = one is self._whose[-1]
            try:
                shrunk = store.erase(one.patient, self.reason.text().strip(), shrink=last)
            except ConsultError as error:
                problem = error
                break
            gone += 1
        self.tell(problem)
        if gone:
            self.done = True
            self._follow()
            key = "erase.done" if shrunk else "erase.done.large"
            self.result.setText(self.say(key, n=gone, of=len(self._whose)))
            self.result.setAccessibleName(self.result.text())
            self.leave.setFocus()
            self.erased.emit(gone)


def _named(identity: Identity) -> str:
    born = identity.birth_date
    return " · ".join(
        part for part in (identity.code, identity.name, "" if born is None else born.isoformat()) if part
    )
