"""Options: every treatment by status with the line that decides it, and a closer look at a few, as blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consult.assess import Assessment, Knowledge, Reason
from consult.compare import UNPROVEN_ADVICE, Comparison, Group, Line, compare, glance, groups
from consult.phrases import SHAPES, Sentence, Words
from consult.summary.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Labelled,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    plain,
)
from consult.summary.references import References
from consult.truth import Truth
from consult.unverified import hidden_drafts, without_drafts

_TIED = "\u00a0"  # a shape stays with its name
MOST_IN_DETAIL = 4
_MANY = 4
"""So many treatments with one reason are named in short."""
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
    """Every treatment: shape and name, status and the line that decides; alike neighbours share a row."""
    rows: list[Row] = []
    for group in _filled(assessment):
        rows.append(Row(((Paragraph((Run(_group_name(group, words), "strong"),), small=True),),), band=True))
        for names, own in _alike(assessment, group, words, knowledge, references):
            full = len(names) < _MANY
            shown = [
                f"{_shape(assessment, t)}{_TIED}{(words.treatment if full else words.short)(t)}"
                for t in names
            ]
            rows.append(Row((cell(words.join(shown)), own)))
    columns = (
        Column(words.say("paper.treatments.name"), 0.30),
        Column(words.say("paper.treatments.reason"), 0.70),
    )
    table = Table(columns, tuple(rows))
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
            Paragraph(references.runs(words.conflict(conflict))) for conflict in comparison.conflicts
        )
        blocks.append(Labelled(words.say("paper.conflicts"), said))
    for treatment in detailed:
        blocks.append(_section(comparison, treatment, words, knowledge, references))
    return blocks


def in_detail(assessment: Assessment, chosen: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Which treatments are looked at closely, and why these: `chosen`, or else the first that fit."""
    if chosen:
        return "chosen", chosen
    by_key = {group.key: group.treatments for group in groups(assessment)}
    for key, why in (("usual_option", "usual"), ("possible", "possible")):
        if by_key.get(key):
            return why, by_key[key][:MOST_IN_DETAIL]
    return "", ()


def _section(
    comparison: Comparison, treatment: str, words: Words, knowledge: Knowledge, references: References
) -> Table:
    rows: list[Row] = []
    unproven = comparison.assessment.catalog.treatments[treatment].unproven
    for aspect in UNPROVEN_ASPECTS if unproven else ASPECTS:
        if aspect == "here" and comparison.assessment.local is None:
            continue
        label = cell(words.say(f"aspect.{aspect}"), tone="strong")
        for index, paragraph in enumerate(
            _statements(comparison, aspect, treatment, words, knowledge, references)
        ):
            rows.append(Row((label if index == 0 else cell(""), (paragraph,)), ruled=index == 0))
    own = comparison.assessment.treatments[treatment]
    title = f"{SHAPES[own.status]} {words.treatment(treatment)} · {words.status(own.status)}"
    return Table((Column("", 1 / 6), Column("", 5 / 6)), tuple(rows), title=title)


def _statements(
    comparison: Comparison,
    aspect: str,
    treatment: str,
    words: Words,
    knowledge: Knowledge,
    references: References,
) -> list[Paragraph]:
    lines = comparison.cell(aspect, treatment).lines
    if aspect == "licence":  # what to ask before paying is said once, of all of them
        lines = tuple(line for line in lines if line.kind != "advice")
    if aspect == "change":
        by_status: dict[str, list[str]] = {}
        for line in lines:
            if line.kind == "change":
                by_status.setdefault(line.record.status, []).append(words.changed(line.record, knowledge))
        joint = "；" if words.language == "zh_CN" else "; "
        colon = "：" if words.language == "zh_CN" else ": "
        if by_status:
            return [
                Paragraph(
                    (
                        Run(words.say("paper.change.to", status=words.status(status)) + colon, "strong"),
                        Run(joint.join(conditions)),
                    ),
                    small=True,
                )
                for status, conditions in by_status.items()
            ]
    asked = [line for line in lines if line.kind == "rule" and line.state is Truth.UNKNOWN]
    said = [
        Paragraph(references.runs(words.line(line, knowledge)), small=True)
        for line in lines
        if line not in asked
    ]
    return said + _open_rows([line.record for line in asked], words, references)


def _open_rows(reasons: Iterable[Reason], words: Words, references: References) -> list[Paragraph]:
    """Rows that are not answered, by effect: what each would compare."""
    by_effect: dict[str, list[Reason]] = {}
    for reason in reasons:
        by_effect.setdefault(reason.rule.effect, []).append(reason)
    joint = "；" if words.language == "zh_CN" else "; "
    said = []
    for effect, own in by_effect.items():
        label = words.say("paper.count", words=words.say(f"effect.{effect}"), n=words.say("standing.open"))
        runs = [Run(f"{label} ", "strong")]
        for index, reason in enumerate(own):
            rule = reason.rule
            sentence = Sentence(words.condition(rule.when), sources=rule.sources, mark=rule.mark)
            runs += [Run(joint if index else ""), *references.runs(sentence)]
        said.append(Paragraph(tuple(runs), small=True))
    return said


def _filled(assessment: Assessment) -> Iterable[Group]:
    return (group for group in groups(assessment) if group.treatments)


def _group_name(group: Group, words: Words) -> str:
    key = group.key
    name = f"{SHAPES[key]} {words.status(key)}" if key in SHAPES else words.say(f"group.{key}")
    return words.say("paper.count", words=name, n=len(group.treatments))


def _shape(assessment: Assessment, treatment: str) -> str:
    return SHAPES[assessment.treatments[treatment].status]
