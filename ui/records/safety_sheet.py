"""Safety sheet: what protects records, results and program, each line as it was found and when that was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult.errors import ConsultError
from consult.freshness import freshness
from consult.provenance import grouped, notice, provenance, signed
from consult.records import RecordStore
from ui.filing import at
from ui.guide.page import heading, pairs, sentence
from ui.records.backup_sheet import REMIND_AFTER_DAYS
from ui.records.session import Session
from ui.records.sheet import Sheet, button, name, row
from ui.trouble.notices import behind_words, step_words

if TYPE_CHECKING:
    from consult.catalog import Signer
    from ui.trouble.watch import Watch

WIDE, NAME_WIDTH = 760, 168
MOST_FILES = 5
NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore")
"""Modules of Qt by which the window would speak to a network. What libraries import and never call is not told."""


class SafetySheet(Sheet):
    """Reads; changes nothing. The whole file is checked when that is asked for, since it may take a while.

    Without unlocked records it tells what can be known without a key; without a watch only that.
    """

    report_asked = Signal()

    def __init__(self, session: Session, watch: Watch | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent, wide=WIDE)
        self._session, self._watch = session, watch
        self._checked = ""
        self._body = QWidget()
        self.check, self.again, self.report = button("secondary"), button(), button()
        self.column.addWidget(self._body)
        self.column.addLayout(row(self.check, self.again, self.report))
        self.check.clicked.connect(self.check_records)
        self.again.clicked.connect(self.look_again)
        self.report.clicked.connect(self.report_asked)
        self.report.setVisible(watch is not None)
        if watch is not None:
            watch.clock.look()
            watch.compared.connect(self._speak)
            if watch.self_test is not None:
                watch.self_test.ended.connect(self._speak)
        self.end()

    def show_words(self) -> None:
        self.title.setText(self.say("safety.title"))
        self.about.setText(self.say("safety.about"))
        name(self.check, self.say("safety.check"))
        name(self.again, self.say("safety.again"))
        name(self.report, self.say("trouble.report"))
        self.check.setEnabled(self._session.store is not None)
        parts: list[QWidget] = []
        for part, rows in (
            ("safety.part.records", list(self.records())),
            ("safety.part.results", list(self.results())),
            ("safety.part.program", list(self.program())),
            ("safety.part.privacy", list(self.privacy())),
        ):
            parts += [heading(self.say(part)), pairs(rows, width=NAME_WIDTH, bold=False)]
        parts.append(sentence(self.say("safety.note"), "muted"))
        self._body = self.in_place_of(self._body, parts)

    def first(self) -> QWidget:
        return self.check if self.check.isEnabled() else self.again

    # -- what is found -----------------------------------------------------------------------------------------

    def records(self) -> Iterator[tuple[str, str]]:
        """Of the file: whole, its log, its last backup."""
        store = self._session.store
        if store is None:
            there = self._session.records.exist
            yield self.say("safety.records"), self.say("safety.locked" if there else "safety.none")
            if there:
                for part in ("integrity", "chain", "backup"):
                    yield self.say(f"safety.{part}"), self.say("safety.unlock_first")
            return
        warned = [self.say(f"fault.{fault.code}", where=fault.where) for fault in store.warnings]
        yield self.say("safety.records"), self.say("safety.open", name=store.person.name)
        yield self.say("safety.integrity"), self._checked or self.say("safety.not_checked")
        yield self.say("safety.chain"), self._of_log(lambda: grouped(store.chain_head()))
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
        verified = None if self._watch is None else self._watch.verified_at
        yield self.say("safety.signature"), self._checked_at(self._signature(catalog.signer), verified)
        age = notice(freshness(catalog, workspace.today()), words)
        yield self.say("safety.current"), age or self.say("safety.current.yes", date=catalog.review_by)
        yield self.say("safety.self_test"), self._self_test()

    def program(self) -> Iterator[tuple[str, str]]:
        """Of the program and the computer it runs on: files, clock, log."""
        watch = self._watch
        if watch is None:
            return
        yield self.say("safety.files"), self._files(watch)
        yield self.say("safety.computer_clock"), self._clock(watch)
        yield self.say("safety.log"), self._log(watch)

    def privacy(self) -> Iterator[tuple[str, str]]:
        """Of what leaves the program: nothing by a network, and how soon it locks."""
        loaded = [module for module in NETWORK if module in sys.modules]
        said = self.say("safety.network.none") if not loaded else ", ".join(loaded)
        yield self.say("safety.network"), said
        yield self.say("safety.lock"), self.say("safety.lock.after", n=self.workspace.preferences.lock_after)

    def look_again(self) -> None:
        """Look at everything anew that needs no key; known cases are tried meanwhile."""
        if self._watch is not None:
            self._watch.check()
        self._speak()

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
        test = None if self._watch is None else self._watch.self_test
        if test is None or test.last is None:
            return self.say("safety.self_test.open")
        if not test.last.cases:
            return self.say("safety.self_test.none")
        how = "wrong" if test.last.wrong else "right"
        said = self.say(f"safety.self_test.{how}", n=len(test.last.wrong), of=test.last.cases)
        return self._checked_at(said, test.last.at)

    def _signature(self, signer: Signer | None) -> str:
        said = signed(signer, self.workspace.words)
        return said if signer is None else f"{said}, {signer.key}"

    def _files(self, watch: Watch) -> str:
        files = watch.files
        if files is None:
            return self.say("safety.files.open")
        named = self.workspace.words.join(files.places[:MOST_FILES])
        if len(files.places) > MOST_FILES:
            named = f"{named} {self.say('find.more', n=len(files.places) - MOST_FILES)}"
        return self._checked_at(self.say(f"safety.files.{files.found}", files=named), files.at)

    def _clock(self, watch: Watch) -> str:
        words, now = self.workspace.words, watch.now()
        said = [step_words(step, words, now) for step in watch.clock.steps]
        if watch.clock.behind is not None:
            said.append(behind_words(watch.clock.behind, words, now))
        return " ".join(said) or self.say("safety.clock.now", time=f"{now.astimezone():%Y-%m-%d %H:%M}")

    def _log(self, watch: Watch) -> str:
        log = watch.log
        if not log.where:
            return self.say("safety.log.none")
        if not log.is_written:
            return self.say("safety.log.memory", where=log.where)
        size = self.say("safety.kib", n=ceil(log.size / 1024))
        return self.say("safety.log.file", where=log.where, size=size)

    def _checked_at(self, said: str, when: datetime | None) -> str:
        if when is None:
            return said
        return self.say("safety.checked", said=said, time=at(when, self._session.now()))
