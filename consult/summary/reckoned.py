"""Reckoned: the arithmetic of the core stages and scores, compact, after everything it serves."""

from __future__ import annotations

from collections.abc import Iterable

from consult.assess import Knowledge
from consult.facts import Facts
from consult.patient import Patient
from consult.phrases import Sentence, Words
from consult.results import Result
from consult.summary.blocks import Block, Column, Heading, Labelled, Paragraph, Row, Run, Table, plain
from consult.summary.references import References
from consult.summary.scores import core, flags, rests_on
from consult.working import Line, Working


def arithmetic(
    patient: Patient, facts: Facts, words: Words, knowledge: Knowledge, references: References
) -> list[Block]:
    """One row per result: its lines, their sum, the formula and the rule; what nobody asked yet stands below, once."""
    made = [
        (words.arithmetic(knowledge.arithmetic[result.item](facts)), result)
        for result in core(patient, facts)
        if result.item in knowledge.arithmetic
    ]
    if not made:
        return []
    rows = [_row(working, result, words, references) for working, result in made]
    blocks: list[Block] = [Heading(words.say("paper.arithmetic")), Table((Column("", 1.0),), tuple(rows))]
    asked = dict.fromkeys(
        doubt.text for working, _result in made for doubt in working.doubts if doubt.state == "open"
    )
    if asked:
        content = (plain(words.join(asked), tone="muted", small=True),)
        blocks.append(Labelled(words.say("paper.not_asked"), content))
    return blocks


def _row(made: Working, result: Result, words: Words, references: References) -> Row:
    then = words.say("arithmetic.then")
    runs = [Run(f"{made.title} {made.result.split('  ')[0]}", "strong"), Run("  ")]
    for index, line in enumerate(made.lines):
        text = said(line, words)
        runs.append(Run(f"{then if index else ''}{text}", "strong" if line.decides else "plain"))
    if not made.lines:
        runs.append(Run(words.say("arithmetic.none")))
    if made.total:
        runs.append(Run(f" = {made.total}", "strong"))
    lines = [Paragraph(tuple(runs), small=True)]
    if made.own:
        lines.append(Paragraph((Run(made.own, "strong"),), small=True))
    if made.dates:
        lines.append(Paragraph((Run(words.join(dated.text for dated in made.dates), "muted"),), small=True))
    beside = [*flags(result.flags, words), *(doubt.text for doubt in made.doubts if doubt.state == "holds")]
    if beside:
        lines.append(plain(words.say("paper.joint").join(beside), small=True))
    if made.needs:
        lines.append(plain(made.needs, tone="muted", small=True))
    rule = references.runs(Sentence(made.rule, sources=(result.source,)))
    formula = Run(f"{made.formula}{words.say('stop') if made.formula else ''}", "muted")
    rests = Run(f"{words.say('stop')}{rests_on(result.inputs_used, words)}", "muted")
    lines.append(Paragraph((formula, *(Run(run.text, "muted") for run in rule), rests), small=True))
    return Row((tuple(lines),))


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
