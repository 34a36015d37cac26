"""Safety sheet: what protects the records and the results, each line as it is found when it is looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult.errors import ConsultError
from consult.freshness import freshness
from consult.provenance import notice, provenance
from consult.records import RecordStore
from ui.filing import at
from ui.guide.page import heading, pairs, sentence
from ui.records.backup_sheet import REMIND_AFTER_DAYS
from ui.records.session import Session
from ui.records.sheet import Sheet, button, name, row
from ui.theme import STEP

if TYPE_CHECKING:
    from ui.self_test import SelfTest

WIDE, NAME_WIDTH = 760, 168
NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore")
"""Modules of Qt by which the window would speak to a network. What libraries import and never call is not told."""


class SafetySheet(Sheet):
    """Reads; changes nothing. The whole file is checked when that is asked for, since it may take a while."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session = session
        self._checked = ""
        self._body = QWidget()
        self.check, self.again = button("secondary"), button()
        self.column.addWidget(self._body)
        self.column.addLayout(row(self.check, self.again))
        self.check.clicked.connect(self.check_records)
        self.again.clicked.connect(self._speak)
        self.end()

    def show_words(self) -> None:
        self.title.setText(self.say("safety.title"))
        self.about.setText(self.say("safety.about"))
        name(self.check, self.say("safety.check"))
        name(self.again, self.say("safety.again"))
        self.check.setEnabled(self._session.store is not None)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        for part, rows in (
            ("safety.part.records", list(self.records())),
            ("safety.part.results", list(self.results())),
            ("safety.part.privacy", list(self.privacy())),
        ):
            column.addWidget(heading(self.say(part)))
            column.addWidget(pairs(rows, width=NAME_WIDTH, bold=False))
        column.addWidget(sentence(self.say("safety.note"), "muted"))
        self.column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def first(self) -> QWidget:
        return self.check if self.check.isEnabled() else self.again

    # -- what is found -----------------------------------------------------------------------------------------

    def records(self) -> Iterator[tuple[str, str]]:
        """Of the file: whole, its log, its last backup."""
        store = self._session.store
        if store is None:
            key = "safety.locked" if self._session.records.exist else "safety.none"
            yield self.say("safety.records"), self.say(key)
            return
        warned = [self.say(f"fault.{fault.code}", where=fault.where) for fault in store.warnings]
        yield self.say("safety.records"), self.say("safety.open", name=store.person.name)
        yield self.say("safety.integrity"), self._checked or self.say("safety.not_checked")
        yield self.say("safety.chain"), self._of_log(store.chain_head)
        yield self.say("safety.backup"), self._of_log(lambda: self._backup(store))
        yield self.say("safety.clock"), " ".join(warned) or self.say("safety.clock.fine")

    def results(self) -> Iterator[tuple[str, str]]:
        """Of what is compared: the catalogue and the known cases tried on it."""
        workspace, words = self.workspace, self.workspace.words
        if workspace.knowledge is None:
            problem = workspace.problem
            said = self.say("safety.no_catalogue") if problem is None else words.error(problem)
            yield self.say("safety.catalogue"), said
            return
        catalog = workspace.knowledge.catalog
        yield self.say("safety.catalogue"), provenance(catalog, words)
        yield self.say("safety.signature"), catalog.signature
        age = notice(freshness(catalog, workspace.today()), words)
        yield self.say("safety.current"), age or self.say("safety.current.yes", date=catalog.review_by)
        yield self.say("safety.self_test"), self._self_test()

    def privacy(self) -> Iterator[tuple[str, str]]:
        """Of what leaves the program: nothing by a network, and how soon it locks."""
        loaded = [module for module in NETWORK if module in sys.modules]
        said = self.say("safety.network.none") if not loaded else ", ".join(loaded)
        yield self.say("safety.network"), said
        yield self.say("safety.lock"), self.say("safety.lock.after", n=self.workspace.preferences.lock_after)

    def check_records(self) -> None:
        """Check every page, row and line of the log."""
        store = self._session.store
        if store is None:
            return
        self._checked = self.say("keep.working")
        self.said.setText(self._checked)
        self.said.repaint()
        try:
            faults = store.check()
        except ConsultError as error:
            self._checked = ""
            self.tell(error)
            return
        self.tell(None)
        time = at(self._session.now(), self._session.now())
        found = [self.say(f"fault.{fault.code}", where=fault.where) for fault in faults]
        self._checked = " ".join(found) or self.say("safety.whole", time=time)
        self._speak()

    def _of_log(self, ask: Callable[[], str]) -> str:
        """What the log tells, or why this person may not read it."""
        try:
            return ask()
        except ConsultError as error:
            return self.workspace.words.error(error)

    def _backup(self, store: RecordStore) -> str:
        made = store.backed_up_at()
        if made is None:
            return self.say("safety.backup.none")
        days = (self._session.now() - made).days
        said = self.say("safety.backup.last", time=at(made, self._session.now()))
        return f"{said} {self.say('safety.backup.old', n=days)}" if days >= REMIND_AFTER_DAYS else said

    def _self_test(self) -> str:
        test = self._tester()
        if test is None or test.last is None:
            return self.say("safety.self_test.open")
        if not test.last.cases:
            return self.say("safety.self_test.none")
        if test.last.wrong:
            return self.say("safety.self_test.wrong", n=len(test.last.wrong), of=test.last.cases)
        return self.say("safety.self_test.right", of=test.last.cases)

    def _tester(self) -> SelfTest | None:
        from ui.self_test import SelfTest

        found = self.workspace.findChild(SelfTest)
        return found if isinstance(found, SelfTest) else None
