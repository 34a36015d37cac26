"""Closer: all that speaks for and against a few treatments, what would change it and what is not known, as blocks.

What is true of all of them is said once, before them; figures of one study and group share what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consult.assess import Assessment, Knowledge, Reason
from consult.compare import Comparison, Line, compare
from consult.phrases import SHAPES, Sentence, Words
from consult.summary.blocks import (
    Block,
    Column,
    Heading,
    Labelled,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from consult.summary.options import in_detail
from consult.summary.references import References
from consult.truth import Truth
from consult.unverified import hidden_drafts, without_drafts

ASPECTS = (
    "fit",
    "for",
    "against",
    "change",
    "guidelines",
    "benefit",
    "harm",
    "burden",
    "certainty",
    "here",
    "unknowns",
)
"""The rows of the comparison that are printed for the doctor."""
UNPROVEN_ASPECTS = (*ASPECTS, "claim", "licence")
"""Of an unproven option also what is claimed of it, where it is licensed and what to ask before paying."""

_OWN = ("fit", "here")
"""Said of each treatment, also where it is the same: its status, and whether it is done here."""

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement, or several of one kind behind a label, which are told in one paragraph."""

    label: str
    parts: tuple[Runs, ...]

    def paragraph(self, words: Words) -> Paragraph:
        """The parts behind the label, one after the other."""
        runs = [Run(self.label, "strong")] if self.label else []
        for index, part in enumerate(self.parts):
            runs += [*([Run(words.say("paper.joint"))] if index else []), *part]
        return Paragraph(tuple(runs), small=True)

    def without(self, shared: _Told | None) -> _Told:
        """What is left of it."""
        gone = () if shared is None else shared.parts
        return _Told(self.label, tuple(part for part in self.parts if part not in gone))


_Aspects = Mapping[str, tuple[_Told, ...]]


def closer(
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    references: References,
    chosen: tuple[str, ...],
    *,
    show_unverified: bool = True,
) -> list[Block]:
    """For the chosen treatments, or else the first that fit: all that speaks for, against, and what is not known."""
    why, detailed = in_detail(assessment, chosen)
    if not detailed:
        return []
    comparison = compare(assessment, detailed)
    blocks: list[Block] = [
        Heading(words.say("paper.closer")),
        Paragraph((Run(words.say(f"paper.closer.{why}"), "muted"),), keep=True),
    ]
    if not show_unverified:
        comparison = without_drafts(comparison)
        if hidden := hidden_drafts(comparison):
            blocks.append(Note((plain(words.say("unverified.hidden.paper", n=hidden)),)))
    if comparison.conflicts:
        said = tuple(
            Paragraph(references.runs(words.conflict(conflict)), small=True)
            for conflict in comparison.conflicts
        )
        blocks.append(Labelled(words.say("paper.conflicts"), said))
    told = {t: _told(comparison, t, words, knowledge, references) for t in detailed}
    shared = _shared(tuple(told.values()))
    if any(shared.values()):
        blocks.append(_table(words.say("paper.closer.shared"), shared, words))
    for treatment in detailed:
        own = comparison.assessment.treatments[treatment]
        title = f"{SHAPES[own.status]} {words.treatment(treatment)} · {words.status(own.status)}"
        blocks.append(_table(title, _rest(told[treatment], shared, words), words))
    return blocks


def _table(title: str, told: _Aspects, words: Words) -> Table:
    rows: list[Row] = []
    for aspect, statements in told.items():
        label = plain(words.say(f"aspect.{aspect}"), tone="strong", small=True)
        first, *more = (statement.paragraph(words) for statement in statements)
        rows.append(Row(((label, first),)))
        rows += [Row(((paragraph,),), ruled=False) for paragraph in more]
    return Table((Column("", 1.0),), tuple(rows), title=title)


def _shared(every: tuple[_Aspects, ...]) -> dict[str, tuple[_Told, ...]]:
    """What all treatments have in common, aspect by aspect; nothing where there is only one."""
    first, *others = every
    found: dict[str, tuple[_Told, ...]] = {}
    for aspect, statements in first.items() if others else ():
        if aspect in _OWN:
            continue
        common = [
            _Told(
                said.label,
                tuple(
                    part for part in said.parts if all(_holds(o, aspect, said.label, part) for o in others)
                ),
            )
            for said in statements
        ]
        kept = tuple(said for said in common if said.parts)
        if kept:
            found[aspect] = kept
    return found


def _holds(told: _Aspects, aspect: str, label: str, part: Runs) -> bool:
    return any(said.label == label and part in said.parts for said in told.get(aspect, ()))


def _rest(told: _Aspects, shared: _Aspects, words: Words) -> _Aspects:
    """What is said of one treatment alone; an aspect in which that is nothing refers to what all have in common."""
    rest: dict[str, tuple[_Told, ...]] = {}
    for aspect, statements in told.items():
        gone = shared.get(aspect, ())
        left = [
            said.without(
                next(
                    (
                        one
                        for one in gone
                        if one.label == said.label and (said.label or one.parts == said.parts)
                    ),
                    None,
                )
            )
            for said in statements
        ]
        kept = tuple(said for said in left if said.parts)
        as_all = _Told("", ((Run(words.say("paper.closer.as_all"), "muted"),),))
        rest[aspect] = kept or (as_all,)
    return rest


def _told(
    comparison: Comparison, treatment: str, words: Words, knowledge: Knowledge, references: References
) -> _Aspects:
    """Every statement of a treatment by aspect, in the order in which they are printed."""
    unproven = comparison.assessment.catalog.treatments[treatment].unproven
    told: dict[str, tuple[_Told, ...]] = {}
    for aspect in UNPROVEN_ASPECTS if unproven else ASPECTS:
        if aspect == "here" and comparison.assessment.local is None:
            continue
        lines = comparison.cell(aspect, treatment).lines
        if aspect == "licence":  # what to ask before paying is said once, of all of them
            lines = tuple(line for line in lines if line.kind != "advice")
        changes = _changes(lines, words, knowledge) if aspect == "change" else ()
        told[aspect] = changes or (
            *_stated(lines, words, knowledge, references),
            *_open_rows(lines, words, references),
        )
    return {aspect: statements for aspect, statements in told.items() if statements}


def _changes(lines: Iterable[Line], words: Words, knowledge: Knowledge) -> tuple[_Told, ...]:
    """What would change the status, by the status it would become."""
    by_status: dict[str, list[Runs]] = {}
    for line in lines:
        if line.kind == "change":
            said = (Run(words.changed(line.record, knowledge)),)
            by_status.setdefault(line.record.status, []).append(said)
    colon = words.say("colon")
    return tuple(
        _Told(words.say("paper.change.to", status=words.status(status)) + colon, tuple(conditions))
        for status, conditions in by_status.items()
    )


def _stated(
    lines: Iterable[Line], words: Words, knowledge: Knowledge, references: References
) -> Iterator[_Told]:
    """Every line that is no open row; figures of one study and group together."""
    figures: list[Line] = []
    for line in lines:
        if line.kind == "rule" and line.state is Truth.UNKNOWN:
            continue
        if line.kind == "outcome":
            if figures and _about(figures[0], words) != _about(line, words):
                yield _figures(figures, words, references)
                figures = []
            figures.append(line)
            continue
        if figures:
            yield _figures(figures, words, references)
            figures = []
        yield _Told("", (references.runs(words.line(line, knowledge)),))
    if figures:
        yield _figures(figures, words, references)


def _about(line: Line, words: Words) -> tuple[object, ...]:
    return words.studied(line.record, line), line.record.sources, line.record.mark


def _figures(lines: Iterable[Line], words: Words, references: References) -> _Told:
    """Figures of one study and group, then who was studied, with the source, once."""
    own = tuple(lines)
    said = words.say("paper.figures.and").join(words.figure(line.record) for line in own)
    record = own[0].record
    text = words.say("paper.figures", figures=said, studied=words.studied(record, own[0]))
    return _Told("", (references.runs(Sentence(text, sources=record.sources, mark=record.mark)),))


def _open_rows(lines: Iterable[Line], words: Words, references: References) -> Iterator[_Told]:
    """Rows that are not answered, by effect: what each would compare."""
    by_effect: dict[str, list[Reason]] = {}
    for line in lines:
        if line.kind == "rule" and line.state is Truth.UNKNOWN:
            by_effect.setdefault(line.record.rule.effect, []).append(line.record)
    for effect, own in by_effect.items():
        label = words.say("paper.count", words=words.say(f"effect.{effect}"), n=words.say("standing.open"))
        parts = []
        for reason in own:
            rule = reason.rule
            sentence = Sentence(words.condition(rule.when), sources=rule.sources, mark=rule.mark)
            parts.append(references.runs(sentence))
        yield _Told(f"{label} ", tuple(parts))
