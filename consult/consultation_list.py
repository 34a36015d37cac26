"""Consultation list: what an administrator may take out of the records: which there were; nothing clinical."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consult.consultation import PLAN_KINDS
from consult.phrases import Words
from consult.records import Paper, PaperState, RecordStore, Visit

_ORDER: tuple[PaperState, ...] = ("failed", "printing", "waiting", "printed")
"""What is said of several papers: the state that asks for something first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A consultation with its papers."""

    visit: Visit
    papers: tuple[Paper, ...]

    @property
    def state(self) -> PaperState | None:
        """Of its papers together; None where there is nothing to print."""
        states = {paper.state for paper in self.papers}
        return next((state for state in _ORDER if state in states), None)


def listed(store: RecordStore, *, since: date | None = None, until: date | None = None) -> tuple[Listed, ...]:
    """Every consultation of these days, the newest first."""
    papers: dict[str, list[Paper]] = {}
    for paper in store.papers():
        papers.setdefault(paper.consultation, []).append(paper)
    return tuple(
        Listed(visit, tuple(papers.get(visit.consultation, ())))
        for visit in store.visits(since=since, until=until)
    )


def titles(words: Words, *, names: bool) -> tuple[str, ...]:
    """What stands over the columns; whose they are beyond the code only where it was asked for."""
    own = ("name", "born") if names else ()
    return tuple(words.say(f"list.{column}") for column in ("code", *own, "day", "plan", "papers", "state"))


def rows(consultations: Iterable[Listed], words: Words, *, names: bool) -> Iterator[Sequence[str]]:
    """A row for each consultation."""
    for one in consultations:
        who = one.visit.identity
        born = "" if who.birth_date is None else who.birth_date.isoformat()
        state = one.state
        yield (
            who.code,
            *((who.name, born) if names else ()),
            one.visit.day.isoformat(),
            words.say(f"talk.kind.{kind}") if (kind := one.visit.plan) in PLAN_KINDS else kind,
            str(len(one.papers)),
            words.say("list.nothing") if state is None else words.say(f"list.state.{state}"),
        )
