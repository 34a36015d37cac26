"""Run: hands chosen papers of the queue to a printer, each at most once, and writes down what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from consult.errors import ConsultError
from consult.phrases import Words
from consult.queued import file_name, reprint
from consult.records import Paper, PaperState
from ui.printing.courier import Courier
from ui.printing.ways import Answer, Job, NoAnswerError, PrintError, Way

Pile = tuple[Paper, ...]
"""What goes to the printer as one job."""


class Shelf(Protocol):
    """The part of the records in which papers lie; each method raises RecordError in words."""

    def papers(self, *, states: Iterable[PaperState] = (), words: str = "") -> tuple[Paper, ...]:
        """Papers of these states, oldest first."""

    def pages(self, paper: int) -> bytes:
        """The PDF of a paper."""

    def mark(self, paper: int, state: PaperState, *, printer: str = "", copies: int = 1) -> Paper:
        """Say what became of a paper."""

    def note_request(self, paper: int, request: str) -> None:
        """Remember what the printer that has a paper can be asked about."""


class Run(QObject):
    """A paper is marked as handed over before the printer gets it: whatever ends the program, it is never sent again.

    Only a printer that took nothing gives it back, as failed.
    """

    changed = Signal()
    """A paper got further."""
    ended = Signal(object)
    """All was handed over (None), or what stopped it; what comes after stays as it was."""

    def __init__(
        self,
        shelf: Shelf,
        way: Way,
        courier: Courier,
        speak: Callable[[str], Words],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf, self._way, self._courier, self._speak = shelf, way, courier, speak
        self._piles: list[Pile] = []
        self._job: Job | None = None
        self._requests: dict[int, tuple[str, int]] = {}
        """By paper: what its printer can be asked about ("": nothing), and how many copies."""
        self.answers: dict[int, Answer] = {}
        self.is_busy = False

    def start(self, papers: Sequence[Paper], job: Job, *, together: bool) -> None:
        """Hand them over, all in one job or each in its own; the title of each job comes from the papers."""
        self._job = job
        self._piles = [tuple(papers)] if together else [(paper,) for paper in papers]
        self.is_busy = True
        self._next()

    def take_up(self) -> None:
        """Papers that a printer still had when the program ended: it is asked about them again, never sent them."""
        for paper in self._shelf.papers(states=["printing"]):
            if paper.id not in self._requests:
                self._requests[paper.id] = paper.request, paper.copies

    def ask(self) -> None:
        """Ask about all that is at a printer; what it says is written down where it is certain."""
        asked = {paper: request for paper, (request, _copies) in self._requests.items() if request}
        if asked and not self.is_busy:
            way = self._way

            def look() -> dict[int, Answer]:
                return {paper: way.answer(request) for paper, request in asked.items()}

            self._courier.fetch(look, self._note_answers, apart=way.apart)

    def settle(self, papers: Iterable[Paper], state: PaperState) -> None:
        """Write down what a person saw at the printer."""
        for paper in papers:
            _request, copies = self._requests.pop(paper.id, ("", 1))
            self._shelf.mark(paper.id, state, copies=copies)
        self.changed.emit()

    def pdf(self, paper: Paper) -> bytes:
        """The paper as it leaves: from the second time on, marked on every page."""
        pdf = self._shelf.pages(paper.id)
        mark = reprint(paper, self._speak(paper.language))
        if not mark:
            return pdf
        from consult.summary.stamp import stamped

        return stamped(pdf, mark)

    def save(self, papers: Sequence[Paper], folder: Path) -> int:
        """Each paper as a file of its own, none over another; how many. Raises ConsultError after those it saved."""
        from consult.summary.pdf import write_bytes

        for paper in papers:
            write_bytes(self.pdf(paper), _free(folder / file_name(paper)))
            self._shelf.mark(paper.id, "printed", printer="pdf")
        return len(papers)

    def save_merged(self, papers: Sequence[Paper], path: Path) -> None:
        """All in one file. Raises ConsultError; then none counts as printed."""
        from consult.summary.pdf import write_bytes

        write_bytes(self._together(papers), path)
        for paper in papers:
            self._shelf.mark(paper.id, "printed", printer="pdf")

    # -- inside ------------------------------------------------------------------------------------------------

    def _together(self, papers: Sequence[Paper]) -> bytes:
        from consult.summary.stamp import merged

        return merged([(paper.document, self.pdf(paper)) for paper in papers], "Consult")

    def _next(self) -> None:
        """Hand over pile after pile; where the printer answers later, its answer goes on from there."""
        while self.is_busy:
            if not self._piles:
                self._end(None)
                return
            self._hand_over(self._piles.pop(0))
            if self._way.apart:
                return

    def _hand_over(self, pile: Pile) -> None:
        from consult.summary.stamp import sheet_of

        assert self._job is not None
        title = pile[0].document if len(pile) == 1 else f"Consult ({len(pile)})"
        marked = []
        try:
            pdf = self.pdf(pile[0]) if len(pile) == 1 else self._together(pile)
            job = replace(self._job, title=title or "Consult", size=sheet_of(pdf))
            for paper in pile:
                self._shelf.mark(paper.id, "printing", printer=job.printer, copies=job.copies)
                marked.append(paper)
        except ConsultError as error:
            self._give_back(marked)
            self._end(error)
            return
        self.changed.emit()
        way = self._way

        def send() -> tuple[str, Answer]:
            request = way.send(pdf, job)
            return request, way.answer(request) if request else "unknown"

        self._courier.fetch(send, lambda outcome: self._note(pile, job, outcome), apart=way.apart)

    def _note(self, pile: Pile, job: Job, outcome: Any) -> None:
        if isinstance(outcome, PrintError):
            self._give_back(pile)
            self._end(outcome)
        elif isinstance(outcome, NoAnswerError):
            self.answers |= {paper.id: "unknown" for paper in pile}
            self._end(outcome)
        else:
            request, answer = outcome
            self._requests |= {paper.id: (request, job.copies) for paper in pile}
            try:
                for paper in pile:
                    if request:
                        self._shelf.note_request(paper.id, request)
                self._take_answers({paper.id: answer for paper in pile})
            except ConsultError as error:
                self._end(error)
            else:
                if self._way.apart:
                    self._next()

    def _note_answers(self, answers: Any) -> None:
        try:
            if self._take_answers(answers):
                self.changed.emit()
        except ConsultError as error:
            self._requests.clear()  # the records are shut: nothing can be written down any more
            self.ended.emit(error)

    def _take_answers(self, answers: dict[int, Answer]) -> bool:
        """Whether anything is new."""
        known = dict(self.answers)
        self.answers |= answers
        for paper, answer in answers.items():
            if answer in ("printed", "failed") and paper in self._requests:
                _request, copies = self._requests.pop(paper)
                self._shelf.mark(paper, answer, copies=copies)
        return self.answers != known

    def _give_back(self, pile: Iterable[Paper]) -> None:
        with suppress(ConsultError):  # records shut meanwhile: a person says later that nothing came out
            for paper in pile:
                self._shelf.mark(paper.id, "failed")

    def _end(self, problem: ConsultError | None) -> None:
        self._piles = []
        self.is_busy = False
        self.changed.emit()
        self.ended.emit(problem)


def _free(path: Path) -> Path:
    """A name that is not taken yet."""
    taken, count = path, 1
    while taken.exists():
        count += 1
        taken = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return taken
