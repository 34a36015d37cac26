"""Options: every treatment by status with the line that decides it, as blocks, and which are looked at closely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consult.assess import Assessment, Knowledge
from consult.compare import UNPROVEN_ADVICE, Group, Line, glance, groups
from consult.consultation import Consultation
from consult.consultation_words import fit_mark
from consult.phrases import SHAPES, Words
from consult.summary.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Labelled,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from consult.summary.references import References

_TIED = "\u00a0"  # a shape stays with its name
MOST_IN_DETAIL = 4
MOST_OPEN = 6
_MANY = 4
"""So many treatments with one reason are named in short."""


def compared(
    assessment: Assessment,
    said: Consultation,
    why: str,
    options: tuple[str, ...],
    words: Words,
    knowledge: Knowledge,
    *,
    title: str = "",
) -> list[Block]:
    """The options that are looked at, each with its status and what decides it; and why it is these.

    With a `title`, which stands over them, in less room.
    """
    rows = [
        Row(
            (
                (Paragraph((Run(words.treatment(treatment), "strong"),), small=True),),
                _standing(assessment, said, treatment, words, knowledge),
            )
        )
        for treatment in options
    ]
    if title:
        said_why = f"{title}{words.say('colon')}{words.say(f'board.options.why.{why}')}"
        return [Table((Column("", 0.26), Column("", 0.74)), tuple(rows), title=said_why)]
    columns = (
        Column(words.say("board.options.option"), 0.26),
        Column(words.say("board.options.status"), 0.74),
    )
    intro = Paragraph((Run(words.say(f"board.options.why.{why}"), "muted"),), small=True, keep=True)
    return [intro, Table(columns, tuple(rows))]


def _standing(
    assessment: Assessment, said: Consultation, treatment: str, words: Words, knowledge: Knowledge
) -> Cell:
    """Status, the line that decides it, what comes first, what is to be confirmed, and what Fit left open."""
    own = assessment.treatments[treatment]
    deciding = words.line(glance(assessment, treatment), knowledge).text
    head = Run(f"{SHAPES[own.status]} {words.fit(own)}{words.say('stop')}", "strong")
    lines = [Paragraph((head, Run(deciding)), small=True)]
    firsts = [words.reason(reason) for reason in own.do_first]
    lines += [plain(f"{first.label} {first.text}".strip(), small=True) for first in firsts]
    open_fields = tuple(dict.fromkeys(name for reason in own.open_feasibility for name in reason.missing))
    if open_fields:
        names = [words.field(name) for name in open_fields[:MOST_OPEN]]
        if len(open_fields) > MOST_OPEN:
            names.append(words.say("board.more", n=len(open_fields) - MOST_OPEN))
        said_open = words.say("confirm", fields=words.join(names))
        lines.append(plain(said_open, small=True, tone="muted"))
    marked = fit_mark(said, treatment, words)
    if marked:
        lines.append(plain(marked, small=True))
    return tuple(lines)


def overview(assessment: Assessment, words: Words) -> list[Block]:
    """The names under each status: what page one shows."""
    blocks: list[Block] = []
    for group in _filled(assessment):
        names = words.join(
            words.short(t) if group.key in SHAPES else f"{_shape(assessment, t)}{_TIED}{words.short(t)}"
            for t in group.treatments
        )
        blocks.append(Labelled(_group_name(group, words), (plain(names, small=True),)))
    return blocks


def considered(
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    references: References,
    chosen: tuple[str, ...],
) -> list[Block]:
    """Every treatment: shape and name, then status and the line that decides; alike neighbours share a row."""
    rows: list[Row] = []
    for group in _filled(assessment):
        rows.append(Row(((Paragraph((Run(_group_name(group, words), "strong"),), small=True),),), band=True))
        for names, own in _alike(assessment, group, words, knowledge, references):
            full = len(names) < _MANY
            shown = [
                f"{_shape(assessment, t)}{_TIED}{(words.treatment if full else words.short)(t)}"
                for t in names
            ]
            head, *more = own
            named = Run(f"{words.join(shown)}{words.say('colon')}")
            rows.append(Row(((Paragraph((named, *head.runs), small=True), *more),)))
    table = Table((Column("", 1.0),), tuple(rows))
    return [Heading(words.say("paper.treatments")), table, *_unproven(assessment, words, references, chosen)]


def _unproven(
    assessment: Assessment, words: Words, references: References, chosen: tuple[str, ...]
) -> list[Block]:
    """Before anything unproven is paid for: what to ask, and where the licences of the options stand.

    The licences of options that are looked at closely are printed there; the others are named.
    """
    catalog = assessment.catalog
    treatments = (t for t in (*_apart(assessment), *chosen) if catalog.treatments[t].unproven)
    listed = [
        treatment
        for treatment in dict.fromkeys(treatments)
        if treatment in chosen or assessment.treatments[treatment].status != "does_not_apply"
    ]
    if not listed:
        return []
    advice = tuple(
        Paragraph(references.runs(words.line(Line("advice", advice))), small=True)
        for advice in UNPROVEN_ADVICE
    )
    blocks: list[Block] = [
        Heading(words.say("paper.unproven"), level=2),
        Labelled(words.say("paper.unproven.ask"), advice),
    ]
    elsewhere = [words.short(treatment) for treatment in listed if treatment not in chosen]
    if elsewhere:
        said = words.say("paper.unproven.elsewhere", names=words.join(elsewhere))
        blocks.append(Labelled(words.say("label.regulatory"), (plain(said, small=True),)))
    return blocks


def _apart(assessment: Assessment) -> tuple[str, ...]:
    return next(group.treatments for group in groups(assessment) if group.key == "unproven")


def _alike(
    assessment: Assessment, group: Group, words: Words, knowledge: Knowledge, references: References
) -> list[tuple[list[str], Cell]]:
    found: list[tuple[list[str], Cell]] = []
    for treatment in group.treatments:
        own = assessment.treatments[treatment]
        deciding = words.line(glance(assessment, treatment), knowledge)
        deciding = replace(
            deciding, sources=deciding.sources[:1]
        )  # the closer look and the catalogue name all
        if own.status == "does_not_apply":  # its sentence says itself when the question arises
            deciding = replace(deciding, label="")
        stop = "。" if words.language == "zh_CN" else ". "
        lines = [(Run(f"{words.fit(own)}{stop}", "strong"), *references.runs(deciding, quiet=True))]
        lines += [references.runs(words.reason(reason)) for reason in own.do_first]
        here = None if assessment.local is None else assessment.local.available(treatment)
        if here is not None:
            lines.append((Run(words.say("local.short", text=words.local_short(here)), "strong"),))
        cells = tuple(Paragraph(runs, small=True) for runs in lines)
        if found and found[-1][1] == cells:
            found[-1][0].append(treatment)
        else:
            found.append(([treatment], cells))
    return found


def in_detail(assessment: Assessment, chosen: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Which treatments are looked at closely, and why these: `chosen`, or else the first that fit."""
    if chosen:
        return "chosen", chosen
    by_key = {group.key: group.treatments for group in groups(assessment)}
    for key, why in (("usual_option", "usual"), ("possible", "possible")):
        if by_key.get(key):
            return why, by_key[key][:MOST_IN_DETAIL]
    return "", ()


def _filled(assessment: Assessment) -> Iterable[Group]:
    return (group for group in groups(assessment) if group.treatments)


def _group_name(group: Group, words: Words) -> str:
    key = group.key
    name = f"{SHAPES[key]} {words.status(key)}" if key in SHAPES else words.say(f"group.{key}")
    return words.say("paper.count", words=name, n=len(group.treatments))


def _shape(assessment: Assessment, treatment: str) -> str:
    return SHAPES[assessment.treatments[treatment].status]
