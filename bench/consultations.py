"""Consultations: whole visits by script, from the empty case to the kept record, one after another."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from bench.record_screens import PASSWORD, PERSON
from consult.consultation import GATES, MATTERS, Plan
from consult.errors import InputError
from consult.patient import CHECKLIST
from consult.records import Identity
from consult.summary.papers import KINDS, Wanted

if TYPE_CHECKING:
    from bench.program import Program

LOCK_EVERY, RETURN_EVERY = 10, 4


class Consultations:
    """One after another over records that grow; what goes wrong is raised."""

    def __init__(self, program: Program, documents: list[dict[str, Any]], random: Random) -> None:
        self._program, self._documents, self._random = program, documents, random
        self._numbers = count(1)
        self._session = program.window.desk.session
        self._session.set_up(PERSON, PASSWORD)
        self.kept = 0
        self.papers = 0

    def consult(self) -> None:
        """Type a case, read, weigh, show, plan, print, keep; now and then open an earlier one or lock between."""
        number = next(self._numbers)
        program, window = self._program, self._program.window
        if number % RETURN_EVERY == 0:
            self._return()
        else:
            window.new_case()
            window.focus_first()
        self._type(self._random.choice(self._documents))
        program.compare_first()
        program.process()
        self._try_something()
        self._talk()
        self._show_patient()
        for kind in KINDS:
            program.make_pdf(Wanted(kind=kind, language=self._random.choice(("en", "zh_CN"))))
            self.papers += 1
            program.process()
        self._keep(number)
        if number % LOCK_EVERY == 0:
            self._lock()

    def _type(self, document: dict[str, Any]) -> None:
        workspace = self._program.workspace
        for key, value in document.items():
            if key == CHECKLIST:
                workspace.set_checklist(True)
            else:
                try:
                    workspace.set_value(key, value, "")
                except InputError:
                    continue  # a value refused beside what is typed already is an ordinary answer
            self._program.process()

    def _try_something(self) -> None:
        workspace = self._program.workspace
        self._program.window.toggle_what_if()
        workspace.set_value("inr", round(self._random.uniform(0.9, 3.0), 1), "")
        self._program.process()
        self._program.window.toggle_what_if()
        self._program.process()

    def _talk(self) -> None:
        workspace, window = self._program.workspace, self._program.window
        for step in ("goal", "options", "fit", "plan"):
            window.show_step(step)
            self._program.process()
        said = replace(
            workspace.consultation,
            matters=tuple(self._random.sample(MATTERS, 2)),
            gate=self._random.choice(GATES),
            plan=Plan(kind="refer", refer_to="Liver board", decides_next="The board"),
            notes="Wants to talk with the family first.",
        )
        workspace.set_consultation(said)
        window.show_step("options")
        self._program.process()

    def _show_patient(self) -> None:
        screens = self._program.window.screens
        screens.show_patient()
        self._program.process()
        screens.hide_screen()
        self._program.process()
        screens.show_again()
        screens.leave_patient()
        self._program.process()

    def _keep(self, number: int) -> None:
        identity = self._program.workspace.identity or Identity(
            code=f"S-{number:06}", name=f"Patient {number}"
        )
        self._session.keep(identity, reason="scripted")
        self.kept += 1
        self._program.process()

    def _return(self) -> None:
        """Find an earlier patient by typing the code, and open the newest visit."""
        store = self._session.store
        assert store is not None
        found = store.search("S-")
        if found:
            newest = store.history(self._random.choice(found).patient)[0]
            self._program.window.desk.open(newest.consultation)
        self._program.process()

    def _lock(self) -> None:
        self._program.window.lock()
        self._program.process()
        self._session.unlock(PERSON, PASSWORD)
        self._program.process()
