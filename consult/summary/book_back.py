"""Book back: what stands behind the chapters of the rule book: conflicts, facts, guidelines, scores, sources, terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult import signoff
from consult.catalog import Catalog, Conflict, Criterion, Disagreement, Guideline
from consult.compare import disagreement_lines
from consult.fields import Field
from consult.names import ENTERED
from consult.phrases import Words
from consult.rules import parse_criterion
from consult.summary.blocks import Block, Column, Heading, Labelled, Paragraph, Row, Run, Table, cell, plain
from consult.summary.book_rows import Statements


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, stage or criterion that the program computes: its id, its source, and whether it is shown at all."""

    item: str
    source: str
    held_back: bool


def conflict_table(conflicts: Iterable[Conflict], statements: Statements) -> Table:
    """What does not go together, or goes in sequence: one row per conflict."""
    catalog, words = statements.catalog, statements.words
    rows = []
    for conflict in conflicts:
        relation = Paragraph((Run(words.say(f"relation.{conflict.relation}"), "strong"),), small=True)
        said = [relation, plain(words.text(f"conflict.{conflict.id}"), small=True)]
        if conflict.when:
            holds = f"{words.say('book.when')}{words.say('colon')}{words.condition(conflict.when)}"
            said.append(plain(holds, tone="muted", small=True))
        rows.append(
            Row(
                (
                    cell(words.join(party(name, catalog, words) for name in conflict.a)),
                    cell(words.join(party(name, catalog, words) for name in conflict.b)),
                    tuple(said),
                    statements.origin(
                        f"conflict.{conflict.id}", conflict.mark, conflict.sources, conflict.id
                    ),
                ),
                anchor=f"conflict.{conflict.id}",
            )
        )
    titles = ("book.column.first", "book.column.second", "book.column.together", "book.column.mark")
    shares = (0.2, 0.2, 0.38, 0.22)
    columns = tuple(Column(words.say(t), s) for t, s in zip(titles, shares, strict=True))
    return Table(columns, tuple(rows))


def party(name: str, catalog: Catalog, words: Words) -> str:
    """One side of a conflict: a treatment, a class of drugs, a condition or a value. Raises KeyError for another."""
    if name in catalog.treatments:
        return words.short(name)
    try:
        return words.criterion(parse_criterion(name))
    except ValueError:
        label = words.field(name)
    return label if label != name else words.say(f"book.party.{name}")


def topic_table(topics: Iterable[Disagreement], statements: Statements) -> Table:
    """Topics on which guidelines differ: what each region's guidelines say, with mark and sources."""
    words, rows = statements.words, []
    for topic in topics:
        said, *views = disagreement_lines(topic)
        paragraphs = []
        for line in views:
            sentence = words.line(line, None)
            head = Run(f"{sentence.label}{words.say('colon')}", "strong")
            origin: tuple[Run, ...] = ()
            if line.kind == "view":
                _topic, view = line.record
                origin = statements.after(view.mark, view.sources)
            paragraphs.append(Paragraph((head, Run(sentence.text), *origin), small=True))
        name = (plain(words.line(said, None).text, tone="strong", small=True),)
        about = (statements.treatments(topic.treatments, small=True),) if topic.treatments else ()
        rows.append(Row(((*name, *about), tuple(paragraphs)), anchor=f"disagreement.{topic.id}"))
    titles = (("paper.differing.topic", 0.25), ("paper.differing.views", 0.75))
    return Table(tuple(Column(words.say(key), share) for key, share in titles), tuple(rows))


def fact_blocks(catalog: Catalog, words: Words, declared: Mapping[str, Field]) -> list[Block]:
    """Each value and finding that a condition of the catalogue compares, with its meaning and unit."""
    rows = []
    groups: list[Iterable[Criterion]] = [rule.when for rule in catalog.rules.values()]
    groups += [position.when for position in catalog.positions.values()]
    groups += [conflict.when for conflict in catalog.conflicts.values()]
    groups += [outcome.criteria for t in catalog.treatments.values() for outcome in t.outcomes]
    used = {criterion.fact.removesuffix(ENTERED) for when in groups for criterion in when}
    for field in declared.values():
        if field.id in used:
            texts = (words.label(field), words.explanation(field), words.unit(field.unit))
            rows.append(Row(tuple(cell(text) for text in texts)))
    titles = ("book.column.fact", "book.column.meaning", "book.column.unit")
    columns = tuple(Column(words.say(t), s) for t, s in zip(titles, (0.3, 0.58, 0.12), strict=True))
    intro = Paragraph((Run(words.say("book.facts.intro"), "muted"),), small=True, keep=True)
    return [Heading(words.say("book.facts"), 1, "book.facts"), intro, Table(columns, tuple(rows))]


def guideline_table(catalog: Catalog, words: Words) -> Table:
    """Every guideline edition with its reference and how far it was read; those that can lead come first."""
    rows = []
    leading = sorted(catalog.guidelines.values(), key=lambda g: (not g.order, g.order))
    for guideline in leading:
        name: list[Paragraph] = [
            Paragraph((Run(guideline.names[words.language], "strong"),), small=True),
            plain(guideline.edition, small=True),
        ]
        if guideline.order:
            name.append(plain(words.say("book.can_lead"), tone="muted", small=True))
        said = [plain(_reference(guideline), small=True)]
        if guideline.grading_system:
            text = f"{words.say('book.grading')}{words.say('colon')}{words.grading(guideline.grading_system)}"
            said.append(plain(text, tone="muted", small=True))
        rows.append(Row((tuple(name), tuple(said), cell(words.reading(guideline.read_how)))))
    titles = ("book.column.guideline", "book.column.source", "book.column.read")
    columns = tuple(Column(words.say(t), s) for t, s in zip(titles, (0.25, 0.45, 0.3), strict=True))
    return Table(columns, tuple(rows))


def _reference(guideline: Guideline) -> str:
    parts = [f"{guideline.title.rstrip('.')}.", f"{guideline.body}."]
    parts.append(f"{guideline.journal}." if guideline.journal else f"{guideline.year}.")
    for name, value in (("doi", guideline.doi), ("PMID", guideline.pmid)):
        if value not in ("", "none"):
            parts.append(f"{_named(name, value)}.")
    return " ".join(parts)


def score_table(catalog: Catalog, words: Words, scores: Iterable[Scored]) -> Table:
    """Where the formula of each score, stage and criterion comes from."""
    rows = []
    for score in scores:
        source = catalog.sources.get(score.source)
        reference = score.source if source is None else source.citation
        runs = (
            Run(f"[{score.source}] ", "muted", f"source.{source.id}" if source else ""),
            Run(reference),
        )
        name = [plain(words.item(score.item), small=True)]
        if score.held_back:
            name.append(plain(words.say("book.held_back"), tone="muted", small=True))
        read = "" if source is None else words.reading(source.read)
        rows.append(Row((tuple(name), (Paragraph(runs, small=True),), cell(read))))
    titles = ("book.column.score", "book.column.source", "book.column.read")
    columns = tuple(Column(words.say(t), s) for t, s in zip(titles, (0.3, 0.48, 0.22), strict=True))
    return Table(columns, tuple(rows))


def source_table(catalog: Catalog, words: Words) -> Table:
    """Every source with its numbers and how far it was read."""
    rows = []
    for source in sorted(catalog.sources.values(), key=lambda s: (s.id.casefold(), s.id)):
        parts = [f"{source.citation.rstrip('.')}."]
        if source.doi not in ("", "none"):
            parts.append(f"{_named('doi', source.doi)}.")
        if source.pmid not in ("", "none"):
            parts.append(f"{_named('PMID', source.pmid)}.")
        cells = (cell(source.id), cell(" ".join(parts)), cell(words.reading(source.read)))
        rows.append(Row(cells, anchor=f"source.{source.id}"))
    titles = ("book.column.id", "book.column.source", "book.column.read")
    columns = tuple(Column(words.say(t), s) for t, s in zip(titles, (0.17, 0.58, 0.25), strict=True))
    return Table(columns, tuple(rows))


def _named(name: str, value: str) -> str:
    """A number with its name; where the catalogue holds an address or a remark instead, that alone."""
    return f"{name}\u00a0{value}" if value[0].isdigit() else value


def glossary_blocks(catalog: Catalog, words: Words) -> list[Block]:
    """Every term in plain words, each under its anchor (`glossary.TERM`)."""
    terms = {term: words.text(f"glossary.{term}.name") for term in signoff.glossary_terms(catalog)}
    blocks: list[Block] = [Heading(words.say("book.glossary"), 1, "book.glossary")]
    for term, name in sorted(terms.items(), key=lambda item: (item[1].casefold(), item[0])):
        blocks.append(
            Labelled(name, (plain(words.text(f"glossary.{term}.plain")),), anchor=f"glossary.{term}")
        )
    return blocks


def drug_blocks(catalog: Catalog, words: Words) -> list[Block]:
    """Generic names of drugs in both languages, each under its anchor (`drug.NAME`)."""
    names = {k: v for k, v in catalog.texts["en"].items() if k.startswith("drug.")}
    rows = [
        Row((cell(name), cell(catalog.text("zh_CN", key))), anchor=key) for key, name in sorted(names.items())
    ]
    titles = (words.say("book.drugs.generic"), words.say("book.drugs.china"))
    return [
        Heading(words.say("book.drugs"), 1, "book.drugs"),
        Table(tuple(Column(t, 0.5) for t in titles), tuple(rows)),
    ]
