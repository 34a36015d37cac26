"""A shelf of papers in memory: what the records do with papers, as far as the queue asks it of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from consult.records import Identity, NewPaper, Paper, PaperState, RecordError
from consult.summary.stamp import page_count

LI = Identity(code="K-17", name="李明", birth_date=date(1961, 3, 4))
LI_TOO = Identity(code="K-71", name="李明", birth_date=date(1958, 12, 30))
NOBODY = Identity(code="K-20")


class MemoryShelf:
    """Raises RecordError for what the records refuse; `log` holds every mark."""

    def __init__(self) -> None:
        self._papers: dict[int, Paper] = {}
        self._pdfs: dict[int, bytes] = {}
        self.log: list[tuple[int, PaperState, str, int]] = []
        self.shut = False

    def queue(self, paper: NewPaper, identity: Identity = NOBODY) -> Paper:
        number = len(self._papers) + 1
        made = Paper(
            id=number,
            consultation=paper.consultation,
            number=paper.number,
            identity=identity,
            day=date(2026, 11, 23),
            kind=paper.kind,
            language=paper.language,
            document=paper.document,
            pages=paper.pages,
            state="waiting",
            made_at=datetime(2026, 11, 23, 10, number % 60, tzinfo=UTC),
        )
        self._papers[number], self._pdfs[number] = made, paper.pdf
        return made

    def papers(self, *, states: Iterable[PaperState] = (), words: str = "") -> tuple[Paper, ...]:
        self._check()
        wanted = tuple(states)
        return tuple(
            paper
            for paper in self._papers.values()
            if (not wanted or paper.state in wanted)
            and words in f"{paper.identity.code} {paper.identity.name}"
        )

    def pages(self, paper: int) -> bytes:
        self._check()
        return self._pdfs[paper]

    def mark(self, paper: int, state: PaperState, *, printer: str = "", copies: int = 1) -> Paper:
        self._check()
        before = self._papers[paper]
        if before.state == state == "printing":
            raise RecordError("paper_printing")
        prints = before.prints + (state == "printed")
        self._papers[paper] = replace(before, state=state, prints=prints, copies=copies, request="")
        self.log.append((paper, state, printer, copies))
        return self._papers[paper]

    def note_request(self, paper: int, request: str) -> None:
        self._check()
        self._papers[paper] = replace(self._papers[paper], request=request)

    def _check(self) -> None:
        if self.shut:
            raise RecordError("cannot_read", file="records")


def filled(papers: dict[str, bytes]) -> MemoryShelf:
    """Five papers of three patients, two of whom have the same name."""
    shelf = MemoryShelf()
    for at, (identity, language) in enumerate(
        ((LI, "zh_CN"), (LI, "en"), (LI_TOO, "zh_CN"), (NOBODY, "en"), (NOBODY, "zh_CN"))
    ):
        pdf = papers[language]
        new = NewPaper(
            consultation=f"c{at}",
            number=1,
            kind="board",
            language=language,
            document=f"7K3F-Q2M{at}",
            pages=page_count(pdf),
            pdf=pdf,
        )
        shelf.queue(new, identity)
    return shelf
