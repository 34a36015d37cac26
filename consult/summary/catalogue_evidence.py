"""Catalogue evidence: the page of one source: what the catalogue notes of it, and everything that rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from consult.catalog import Catalog, Cited, Conflict, Mark, Outcome, Point, Position, Rule, Source, Treatment
from consult.compare import UNPROVEN_ADVICE, disagreement_lines
from consult.phrases import Words, number
from consult.summary.blocks import Block, Heading, Labelled, Paragraph, Run, plain
from consult.summary.book_back import Scored, conflict_table
from consult.summary.catalogue_links import Linked
from consult.summary.source_note import identity, own_note

_NONE = frozenset({"", "none"})
_REMARK = re.compile(r"(?P<number>[^()]+(?:\([^()]*\)[^()\s]*)*) \((?P<remark>[^()]*)\)")
_MEMORY = frozenset({"memory", "from memory", "M"})
_LIST = re.compile(r"(?:in )?(?P<source>\S+) list")


class _Marked(Protocol):
    @property
    def mark(self) -> Mark: ...


@dataclass(slots=True)
class _Own:
    """What one treatment takes from the source."""

    certainty: bool = False
    points: list[Point] = field(default_factory=list)
    burdens: list[Cited] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)


class Resting:
    """Every record of a catalogue that names one source."""

    def __init__(self, catalog: Catalog, source: str) -> None:
        self.own = {
            treatment.id: self._of(treatment, catalog, source) for treatment in catalog.treatments.values()
        }
        self.shared = [r for r in catalog.rules.values() if source in r.sources and len(r.applies_to) != 1]
        self.conflicts: list[Conflict] = [c for c in catalog.conflicts.values() if source in c.sources]
        self.topics = [
            topic
            for topic in catalog.disagreements.values()
            if any(source in view.sources for view in topic.views)
        ]
        self.advice = [advice for advice in UNPROVEN_ADVICE if source in advice.sources]
        self.marks: list[Mark] = [
            view.mark for topic in self.topics for view in topic.views if source in view.sources and view.mark
        ]
        marked: list[Iterable[_Marked]] = [self.shared, self.conflicts, self.advice]
        for treatment, own in self.own.items():
            marked += [own.points, own.burdens, own.outcomes, own.rules, own.positions]
            if own.certainty:
                self.marks.append(catalog.treatments[treatment].certainty_mark)
        self.marks += [record.mark for records in marked for record in records]

    @property
    def outcomes(self) -> list[Outcome]:
        """Every figure."""
        return [outcome for own in self.own.values() for outcome in own.outcomes]

    @property
    def rules(self) -> list[Rule]:
        """Every rule row."""
        return [*(rule for own in self.own.values() for rule in own.rules), *self.shared]

    @property
    def positions(self) -> list[Position]:
        """Every guideline position."""
        return [position for own in self.own.values() for position in own.positions]

    @staticmethod
    def _of(treatment: Treatment, catalog: Catalog, source: str) -> _Own:
        return _Own(
            certainty=source in treatment.certainty_sources,
            points=[point for point in treatment.points if source in point.sources],
            burdens=[burden for burden in treatment.burdens if source in burden.sources],
            outcomes=[outcome for outcome in treatment.outcomes if source in outcome.sources],
            rules=[
                rule
                for rule in catalog.rules.values()
                if rule.applies_to == (treatment.id,) and source in rule.sources
            ],
            positions=[
                position
                for position in catalog.positions.values()
                if position.treatment == treatment.id and source in position.sources
            ],
        )


def evidence(source: Source, linked: Linked, scores: Iterable[Scored]) -> list[Block]:
    """The page of a source. Its numbers are text: nothing on it leads out of the program."""
    say, words = linked.words.say, linked.words
    resting = Resting(linked.catalog, source.id)
    blocks: list[Block] = [
        Heading(say("page.source", id=source.id), 1),
        Labelled(say("page.reference"), (plain(source.citation),)),
        Labelled("doi", (plain(numbered(source.doi, words)),)),
        Labelled("PMID", (plain(numbered(source.pmid, words)),)),
        Labelled(say("page.read"), (plain(_reading(source, words)),)),
        *identity(source, linked.catalog, words),
    ]
    editions = [
        guideline.names[words.language]
        for guideline in linked.catalog.guidelines.values()
        if guideline.doi not in _NONE and guideline.doi == source.doi
    ]
    if editions:
        blocks.append(Labelled(say("page.edition"), (plain(words.join(editions)),)))
    note = own_note(source, linked.catalog, words)
    if note:
        why = plain(say("page.own_words_why"), tone="muted", small=True)
        blocks += [Heading(say("page.own_words"), 2), why, *note]
    taken = say("page.taken" if note else "page.note")
    blocks += [Heading(taken, 2), *_note(source, resting, linked)]
    blocks += [Heading(say("page.rests"), 2), *_rests(source, resting, linked, scores)]
    return blocks


def numbered(value: str, words: Words) -> str:
    """A doi or PMID as text, and in words where it was not checked or there is none."""
    if value in _NONE:
        return words.say("page.no_number")
    if value == "not read":
        return words.say("page.number_not_read")
    found = _REMARK.fullmatch(value)
    if found is None:
        return value
    remark = found["remark"]
    if remark in _MEMORY:
        return words.say("page.from_memory", number=found["number"])
    listed = _LIST.fullmatch(remark)
    if listed is None:
        return value
    return words.say("page.from_list", number=found["number"], source=listed["source"])


def _reading(source: Source, words: Words) -> str:
    return words.say("page.read_whole") if source.read == "yes" else words.reading(source.read)


# -- what the catalogue notes -------------------------------------------------------------------------------------


def _note(source: Source, resting: Resting, linked: Linked) -> list[Block]:
    """Design, number of people, effect and limits, as far as the figures and ratings that name the source say them."""
    words, say = linked.words, linked.words.say
    blocks: list[Block] = []
    outcomes = resting.outcomes
    if outcomes:
        kinds: dict[tuple[str, int], int] = {}
        for outcome in outcomes:
            kinds[outcome.design, outcome.n] = kinds.get((outcome.design, outcome.n), 0) + 1
        designs = [
            say(
                "page.design_of",
                design=say(f"design.{design}"),
                n=n,
                figures=say("page.figure") if count == 1 else say("page.figures", count=count),
            )
            for (design, n), count in kinds.items()
        ]
        blocks.append(Labelled(say("page.design"), tuple(plain(text) for text in designs)))
        effects = tuple(
            Paragraph(
                (
                    linked.treatment(treatment, short=True),
                    Run(f"{say('colon')}{words.frames(outcome)}{_control(outcome, words)}"),
                )
            )
            for treatment, own in resting.own.items()
            for outcome in own.outcomes
        )
        blocks.append(Labelled(say("page.effect"), effects))
    else:
        blocks.append(Labelled(say("page.design"), (plain(say("page.no_figures"), tone="muted"),)))
    limits = [plain(text) for text in _limits(source, resting, words)]
    for treatment, own in resting.own.items():
        if own.certainty:
            rated = linked.catalog.treatments[treatment].certainty
            reason = words.text(f"treatment.{treatment}.certainty")
            said = f"{say('aspect.certainty')}{say('colon')}{say(f'certainty.{rated}')}{say('stop')}{reason}"
            name = linked.treatment(treatment, short=True)
            limits.append(Paragraph((name, Run(f"{say('colon')}{said}"))))
    if not limits:
        limits.append(plain(say("page.limit.none"), tone="muted"))
    blocks.append(Labelled(say("page.limits"), tuple(limits)))
    return blocks


def _control(outcome: Outcome, words: Words) -> str:
    if outcome.control is None:
        return ""
    said = words.say("control", count=number(outcome.control), per=outcome.per)
    return f"{'；' if words.language == 'zh_CN' else '; '}{said}"


def _limits(source: Source, resting: Resting, words: Words) -> Iterable[str]:
    say, figures = words.say, resting.outcomes
    if source.read != "yes":
        yield say("page.limit.read", how=_reading(source, words))
    for key, n in (
        ("interval", sum(outcome.interval is None for outcome in figures)),
        ("control", sum(outcome.control is None for outcome in figures)),
        ("group", sum(not outcome.criteria for outcome in figures)),
    ):
        if n:
            yield say(f"page.limit.{key}", n=n, all=len(figures))
    for mark in ("unverified", "secondary"):
        n = sum(own == mark for own in resting.marks)
        if n:
            yield say(f"page.limit.{mark}", n=n, all=len(resting.marks))


# -- what rests on it ---------------------------------------------------------------------------------------------


def _rests(source: Source, resting: Resting, linked: Linked, scores: Iterable[Scored]) -> list[Block]:
    say, words = linked.words.say, linked.words
    blocks: list[Block] = []
    rules, outcomes, positions = len(resting.rules), len(resting.outcomes), len(resting.positions)
    others = len(resting.marks) - rules - outcomes - positions
    if resting.marks:
        counts = say("page.rests.count", rules=rules, outcomes=outcomes, positions=positions, others=others)
        blocks.append(Paragraph((Run(counts, "muted"),)))
    else:
        blocks.append(Paragraph((Run(say("page.rests.none"), "muted"),)))
    formulas = [words.item(score.item) for score in scores if score.source == source.id]
    if formulas:
        blocks.append(Labelled(say("page.rests.scores"), tuple(plain(name) for name in formulas)))
    for treatment, own in resting.own.items():
        blocks += _from(treatment, own, linked)
    if resting.shared:
        title = say("page.shared_from")
        blocks.append(linked.rules(resting.shared, title, speaks_of=True))
    if resting.conflicts:
        blocks += [
            Paragraph((Run(say("page.conflicts_from"), "strong"),), keep=True),
            conflict_table(resting.conflicts, linked),
        ]
    views = []
    for topic in resting.topics:
        for line in disagreement_lines(topic):
            if line.kind == "view" and source.id in line.record[1].sources:
                sentence, view = words.line(line, None), line.record[1]
                head = Run(f"{sentence.label}{say('colon')}", "strong")
                named = Run(words.text(f"disagreement.{topic.id}"), "muted", f"disagreement.{topic.id}")
                origin = linked.after(view.mark, view.sources)
                views.append(Paragraph((head, Run(sentence.text), *origin, Run(" "), named), small=True))
    if views:
        blocks.append(Labelled(say("book.differing"), tuple(views)))
    if resting.advice:
        said = tuple(
            Paragraph((Run(words.text(f"advice.{a.id}")), *linked.after(a.mark, a.sources)), small=True)
            for a in resting.advice
        )
        blocks.append(Labelled(say("page.rests.advice"), said))
    return blocks


def _from(treatment: str, own: _Own, linked: Linked) -> list[Block]:
    """What one treatment takes from the source, under its name."""
    say, words = linked.words.say, linked.words
    said: list[Paragraph] = []
    if own.certainty:
        record = linked.catalog.treatments[treatment]
        text = f"{say(f'certainty.{record.certainty}')}{say('stop')}{words.text(f'treatment.{treatment}.certainty')}"
        cited = Cited(id="", sources=record.certainty_sources, mark=record.certainty_mark)
        key = f"treatment.{treatment}"
        said.append(linked.said(text, cited, key, "", say("aspect.certainty")))
    for point in own.points:
        cited = Cited(id=point.id, sources=point.sources, mark=point.mark)
        key = f"point.{point.id}"
        said.append(linked.said(words.text(key), cited, key, point.id, say(f"page.point.{point.side}")))
    for burden in own.burdens:
        key = f"burden.{treatment}.{burden.id}"
        label = f"{say('book.burden')} · {say(f'burden.{burden.id}')}"
        said.append(linked.said(words.text(key), burden, key, "", label))
    blocks: list[Block] = [Labelled(say("page.rests.statements"), tuple(said))] if said else []
    if own.outcomes:
        blocks.append(linked.figures(own.outcomes, say("page.figures_from")))
    if own.rules:
        blocks.append(linked.rules(own.rules, say("page.rules_from")))
    if own.positions:
        blocks.append(linked.positions(own.positions, say("page.positions_from")))
    return [Paragraph((linked.treatment(treatment),), keep=True), *blocks] if blocks else []
