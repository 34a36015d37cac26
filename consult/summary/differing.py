"""Differing: where guidelines disagree about the treatments that were looked at closely, each view as its own."""

from __future__ import annotations

from consult.assess import Assessment, Knowledge
from consult.compare import disagreement_lines, disagreements
from consult.phrases import Words
from consult.summary.blocks import Block, Column, Heading, Paragraph, Row, Run, Table, cell
from consult.summary.references import References


def differing(
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    references: References,
    treatments: tuple[str, ...],
) -> list[Block]:
    """One row per topic that concerns one of `treatments`: what each region says of it.

    Empty when guidelines do not differ about any of them. Topics that concern no single treatment stand in the rule
    book.
    """
    rows = []
    for topic in disagreements(assessment.catalog, treatments):
        said, *views = disagreement_lines(topic)
        paragraphs = tuple(
            Paragraph(references.runs(words.line(line, knowledge)), small=True) for line in views
        )
        rows.append(Row((cell(words.line(said, knowledge).text, tone="strong"), paragraphs)))
    if not rows:
        return []
    columns = (
        Column(words.say("paper.differing.topic"), 0.22),
        Column(words.say("paper.differing.views"), 0.78),
    )
    intro = Paragraph((Run(words.say("paper.differing.intro"), "muted"),), small=True, keep=True)
    return [Heading(words.say("paper.differing")), intro, Table(columns, tuple(rows))]
