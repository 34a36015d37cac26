"""Reckoned: the arithmetic of the core stages and scores, compact, after everything it serves."""

from __future__ import annotations

from collections.abc import Iterable

from consult.assess import Knowledge
from consult.facts import Facts
from consult.patient import Patient
from consult.phrases import Sentence, Words
from consult.summary.blocks import Block, Column, Heading, Labelled, Paragraph, Row, Run, Table, plain
from consult.summary.references import References
from consult.summary.scores import core
from consult.working import Line, Working


def arithmetic(
    patient: Patient, facts: Facts, words: Words, knowledge: Knowledge, references: References
) -> list[Block]:
    """One row per result: its lines, their sum, the formula and the rule; what nobody asked yet stands below, once."""
    made = [
        (words.arithmetic(knowledge.arithmetic[result.item](facts)), result.source)
        for result in core(patient, facts)
        if result.item in knowledge.arithmetic
    ]
    if not made:
        return []
    rows = [_row(working, source, words, references) for working, source in made]
    columns = (
        Column(words.say("paper.stages.item"), 0.17),
        Column(words.say("paper.arithmetic"), 0.53),
        Column(words.say("paper.stages.rule"), 0.30),
    )
    blocks: list[Block] = [Heading(words.say("paper.arithmetic")), Table(columns, tuple(rows))]
    asked = dict.fromkeys(
        doubt.text for working, _source in made for doubt in working.doubts if doubt.state == "open"
    )
    if asked:
        content = (plain(words.join(asked), tone="muted", small=True),)
        blocks.append(Labelled(words.say("paper.not_asked"), content))
    return blocks


def _row(made: Working, source: str, words: Words, references: References) -> Row:
    head = Paragraph((Run(made.title, "strong"), Run(f"  {made.result.split('  ')[0]}")), small=True)
    then = words.say("arithmetic.then")
    runs: list[Run] = []
    for index, line in enumerate(made.lines):
        text = said(line, words)
        runs.append(Run(f"{then if index else ''}{text}", "strong" if line.decides else "plain"))
    lines = [Paragraph(tuple(runs) or (Run(words.say("arithmetic.none")),), small=True)]
    if made.total:
        lines.append(Paragraph((Run(f"= {made.total}", "strong"),), small=True))
    if made.own:
        lines.append(Paragraph((Run(made.own, "strong"),), small=True))
    if made.dates:
        lines.append(Paragraph((Run(words.join(dated.text for dated in made.dates), "muted"),), small=True))
    held = [doubt.text for doubt in made.doubts if doubt.state == "holds"]
    if held:
        lines.append(Paragraph((Run(words.join(held)),), small=True))
    if made.needs:
        lines.append(Paragraph((Run(made.needs, "muted"),), small=True))
    rule = references.runs(Sentence(made.rule, sources=(source,)))
    beside = (
        Paragraph((Run(made.formula),), small=True),
        Paragraph(tuple(Run(run.text, "muted") for run in rule), small=True),
    )
    return Row(((head,), tuple(lines), beside))


def said(line: Line, words: Words) -> str:
    """ "✕ Child-Pugh C: A (stage D)"; an addend "INR: 1.1 (1 point)"."""
    head = f"{line.mark} {line.label}".strip()
    value = f"{words.say('colon')}{line.value}" if line.value else ""
    return f"{head}{value}{_aside((line.contribution,), words)}"


def _aside(parts: Iterable[str], words: Words) -> str:
    text = words.join(part for part in parts if part)
    if not text:
        return ""
    return f"（{text}）" if words.language == "zh_CN" else f" ({text})"
