"""Reckoned: the arithmetic of the core stages and scores, compact, after everything it serves."""

from __future__ import annotations

from collections.abc import Iterable

from consult.assess import Knowledge
from consult.facts import Facts
from consult.patient import Patient
from consult.phrases import Sentence, Words
from consult.summary.blocks import Block, Column, Heading, Paragraph, Row, Run, Table
from consult.summary.references import References
from consult.summary.scores import core
from consult.working import Line, Working


def arithmetic(
    patient: Patient, facts: Facts, words: Words, knowledge: Knowledge, references: References
) -> list[Block]:
    """One row per result: its lines, their sum, the formula and the rule; what is missing stands with it."""
    rows = [
        _row(words.arithmetic(knowledge.arithmetic[result.item](facts)), result.source, words, references)
        for result in core(patient, facts)
        if result.item in knowledge.arithmetic
    ]
    if not rows:
        return []
    columns = (
        Column(words.say("paper.stages.item"), 0.17),
        Column(words.say("paper.arithmetic"), 0.53),
        Column(words.say("paper.stages.rule"), 0.30),
    )
    return [Heading(words.say("paper.arithmetic")), Table(columns, tuple(rows))]


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
