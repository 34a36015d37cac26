"""Book differing: where guidelines differ, topic by topic, with the view of each region, its mark and sources."""

from __future__ import annotations

from consult.catalog import Disagreement, View
from consult.compare import general_disagreements
from consult.phrases import Words
from consult.summary.blocks import Block, Cell, Column, Heading, Paragraph, Row, Run, Table, cell, plain
from consult.summary.book_rows import Statements


def differing_views(words: Words, statements: Statements) -> list[Block]:
    """The chapter: the topics of single treatments, then those of none."""
    say, catalog = words.say, statements.catalog
    general = general_disagreements(catalog)
    own = [topic for topic in catalog.disagreements.values() if topic not in general]
    rows = [row for topic in (*own, *general) for row in _topic(topic, words, statements)]
    titles = ("book.column.region", "book.column.view", "book.column.mark")
    columns = tuple(Column(say(t), s) for t, s in zip(titles, (0.24, 0.52, 0.24), strict=True))
    intro = Paragraph((Run(say("book.differing.intro"), "muted"),), small=True, keep=True)
    return [Heading(say("book.differing"), 1, "book.differing"), intro, Table(columns, tuple(rows))]


def _topic(topic: Disagreement, words: Words, statements: Statements) -> list[Row]:
    say, key = words.say, f"disagreement.{topic.id}"
    spoken = words.join(words.short(t) for t in topic.treatments) or say("book.differing.general")
    head = (
        Run(words.text(key), "strong"),
        Run(f" {topic.id} ", "muted"),
        Run(f"{say('book.shared.for')}{say('colon')}{spoken}", "muted"),
    )
    rows = [Row(((Paragraph(head, small=True),),), band=True, anchor=key)]
    for view in topic.views:
        name = [plain(say(f"region.{view.region}"), tone="strong", small=True)]
        if view.guidelines:
            editions = words.join(words.guideline(guideline) for guideline in view.guidelines)
            name.append(plain(editions, tone="muted", small=True))
        said, origin = _view(topic, view, words, statements)
        rows.append(Row((tuple(name), said, origin)))
    return rows


def _view(topic: Disagreement, view: View, words: Words, statements: Statements) -> tuple[Cell, Cell]:
    if not view.mark:
        return cell(words.say("disagreement.unstated"), tone="muted"), ()
    key = f"disagreement.{topic.id}.{view.region}"
    runs = (statements.marked(view.mark), Run(" "), *statements.cited(view.sources))
    return cell(words.text(key)), (Paragraph(runs, small=True),)
