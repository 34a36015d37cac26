"""Queued: a choice of papers that wait to be printed, as it is read over before: whose, how many, how long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from consult.phrases import Words
from consult.records import Identity, Paper

_NUMBER = re.compile(r"[^0-9A-Za-z-]")


@dataclass(frozen=True, slots=True)
class Whose:
    """The papers of one patient in a choice."""

    identity: Identity
    papers: int
    pages: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What is about to be printed."""

    patients: tuple[Whose, ...]

    @property
    def papers(self) -> int:
        return sum(one.papers for one in self.patients)

    @property
    def pages(self) -> int:
        return sum(one.pages for one in self.patients)


def batch(papers: Iterable[Paper]) -> Batch:
    """The papers by patient, in the order in which each patient first comes."""
    by_identity: dict[Identity, list[Paper]] = {}
    for paper in papers:
        by_identity.setdefault(paper.identity, []).append(paper)
    return Batch(
        tuple(
            Whose(identity, len(own), sum(paper.pages for paper in own))
            for identity, own in by_identity.items()
        )
    )


def total(chosen: Batch, words: Words) -> str:
    """ "3 patients, 5 papers, 12 pages"."""
    counts = {"patients": len(chosen.patients), "papers": chosen.papers, "pages": chosen.pages}
    return words.join(
        words.say(f"queue.{what}.{'one' if n == 1 else 'many'}", count=n) for what, n in counts.items()
    )


def who(identity: Identity, words: Words) -> str:
    """Code, and name and birth date where they are kept; that they are not kept is said."""
    born = words.say("queue.no_birth_date")
    if identity.birth_date is not None:
        born = words.say("queue.born", date=identity.birth_date.isoformat())
    return " · ".join(part for part in (identity.code, identity.name, born) if part)


def lines(chosen: Batch, words: Words) -> list[str]:
    """A line for each patient: who, and how many papers and pages."""
    return [
        words.say(
            "queue.line",
            who=who(one.identity, words),
            papers=words.say(f"queue.papers.{'one' if one.papers == 1 else 'many'}", count=one.papers),
            pages=words.say(f"queue.pages.{'one' if one.pages == 1 else 'many'}", count=one.pages),
        )
        for one in chosen.patients
    ]


def reprint(paper: Paper, words: Words) -> str:
    """What a print of this paper says on every page; empty for the first. `words` speak the paper's language."""
    return words.say("paper.mark.reprint", n=paper.prints + 1) if paper.prints else ""


def file_name(paper: Paper) -> str:
    """What a file of it is called: the number printed on it, which says nothing of the patient."""
    number = _NUMBER.sub("", paper.document) or str(paper.id)
    return f"consult-{number}{f'-reprint-{paper.prints + 1}' if paper.prints else ''}.pdf"
