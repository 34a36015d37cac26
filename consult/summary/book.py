"""Book: the whole catalogue as one document that a clinician can read, check and sign without the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from consult import signoff
from consult.catalog import Catalog, Criterion, Guideline, Mark
from consult.compare import UNPROVEN_ADVICE
from consult.fields import Field
from consult.judge import STATUSES
from consult.phrases import SHAPES, Words
from consult.provenance import signed
from consult.rules import ENTERED, parse_criterion
from consult.summary.blocks import (
    Block,
    Column,
    Contents,
    Document,
    Heading,
    KeyValues,
    Labelled,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    plain,
)
from consult.summary.book_differing import differing_views
from consult.summary.book_rows import EFFECTS, Shared, Statements
from consult.summary.book_treatment import chapter
from consult.summary.marks import MARKS, marks_of

_KINDS = ("eligibility", "exclusion", "feasibility")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, stage or criterion that the program computes: its id, its source, and whether it is shown at all."""

    item: str
    source: str
    held_back: bool


def rule_book(
    catalog: Catalog,
    words: Words,
    declared: Mapping[str, Field],
    *,
    scores: Iterable[Scored],
    program_version: str,
) -> Document:
    """The rule book of `catalog` in the language of `words`; the same catalogue gives the same document."""
    say = words.say
    statements = Statements(catalog, words)
    shared = Shared(catalog, words)
    identity = say("book.identity", edition=catalog.edition, sha=catalog.sha256[:12])
    blocks: list[Block] = [
        *_front(catalog, words),
        _heading("book.contents", words, anchored=False),
        Contents(),
        PageBreak(),
        *_how_to_read(catalog, words),
    ]
    for group in dict.fromkeys(t.group for t in catalog.treatments.values()):
        blocks += [PageBreak(), _heading(f"book.group.{group}", words)]
        for treatment in catalog.treatments.values():
            if treatment.group == group:
                blocks += chapter(treatment, words, statements, shared)
    blocks += [PageBreak(), _heading("book.shared.title", words), *shared.blocks(statements)]
    blocks += [PageBreak(), _heading("book.conflicts", words), _conflicts(catalog, words, statements)]
    blocks += [_heading("book.parties", words, level=2), *_parties(catalog, words)]
    blocks += [PageBreak(), *differing_views(words, statements)]
    blocks += [PageBreak(), *_advice(words, statements)]
    blocks += [_heading("book.overlaps", words), *_overlaps(catalog, words)]
    blocks += [PageBreak(), *_facts(catalog, words, declared)]
    blocks += [PageBreak(), _heading("book.guidelines", words), _guidelines(catalog, words)]
    blocks += [_heading("book.scores", words), _scores(catalog, words, scores)]
    blocks += [PageBreak(), _heading("book.sources", words), _sources(catalog, words)]
    blocks += [PageBreak(), *_glossary(catalog, words), *_drugs(catalog, words)]
    blocks += [PageBreak(), *_signing(catalog, words, shared)]
    return Document(
        title=say("book.title"),
        subject=say("book.subject"),
        language=words.language.replace("_", "-"),
        identity=(identity,),
        marks=(words.review,),
        provenance=(say("paper.footer.program", version=program_version), identity),
        page=say("paper.page", page="{page}", pages="{pages}"),
        blocks=tuple(blocks),
    )


def _heading(key: str, words: Words, *, anchored: bool = True, level: int = 1) -> Heading:
    return Heading(words.say(key), level, key if anchored else "")


# -- front -------------------------------------------------------------------------------------------------------------


def _front(catalog: Catalog, words: Words) -> list[Block]:
    say = words.say
    done, every = signoff.signed(catalog)
    edition = (
        (say("book.edition"), catalog.edition),
        (say("book.date"), catalog.date),
        (say("book.signature"), signed(catalog.signer, words)),
        (say("book.signed"), say("book.signed_count", signed=done, all=every)),
    )
    counts = (
        (say("book.count.treatments"), f"{len(catalog.treatments)}"),
        (say("book.count.rules"), f"{len(catalog.rules)}"),
        (say("book.count.positions"), f"{len(catalog.positions)}"),
        (say("book.count.outcomes"), f"{sum(len(t.outcomes) for t in catalog.treatments.values())}"),
        (say("book.count.conflicts"), f"{len(catalog.conflicts)}"),
        (say("book.count.disagreements"), f"{len(catalog.disagreements)}"),
        (say("book.count.sources"), f"{len(catalog.sources)}"),
    )
    return [
        KeyValues(say("book.file"), edition, 2),
        Labelled(say("book.hash"), (plain(catalog.sha256, small=True),)),
        KeyValues(say("book.counts"), counts, 2),
        Note((plain(f"{words.review}{say('stop')}{words.review_note}"), plain(say("book.read.purpose")))),
    ]


def _how_to_read(catalog: Catalog, words: Words) -> list[Block]:
    say = words.say

    def listed(title: str, names: Iterable[str], name: Callable[[str], str], meaning: str) -> Labelled:
        said = tuple(
            Paragraph((Run(name(n), "strong"), Run(f"{say('colon')}{say(f'{meaning}.{n}')}"))) for n in names
        )
        return Labelled(say(title), said)

    def told(title: str) -> Labelled:
        return Labelled(say(title), (plain(say(f"{title}_text")),))

    return [
        _heading("book.read", words),
        told("book.read.row"),
        listed(
            "book.read.statuses", STATUSES, lambda s: f"{SHAPES[s]}\u00a0{words.status(s)}", "book.status"
        ),
        listed("book.read.effects", EFFECTS, lambda e: say(f"effect.{e}"), "book.effect"),
        listed("book.read.kinds", _KINDS, lambda k: say(f"kind.{k}"), "book.kind"),
        told("book.read.scheme"),
        listed("book.read.marks", MARKS, lambda m: say(f"mark.{m}"), "book.mark"),
        told("book.read.certainty"),
        told("book.read.positions"),
        told("book.read.ids"),
        told("book.read.sign"),
        _heading("book.shares", words, anchored=False, level=2),
        _shares(catalog, words),
    ]


def _shares(catalog: Catalog, words: Words) -> Table:
    """How many records of each kind carry which mark."""
    say = words.say
    rows = []
    for kind, marks in marks_of(catalog).items():
        total = len(marks)
        counts: list[tuple[Mark, int]] = [(mark, sum(own == mark for own in marks)) for mark in MARKS]
        shares = [
            say("book.share", n=n, percent=f"{100 * n / total:.0f}") if total else "–" for _m, n in counts
        ]
        texts = (say(f"book.count.{kind}"), f"{total}", *shares)
        rows.append(Row(tuple(cell(text) for text in texts)))
    titles = (say("book.shares.what"), say("book.shares.all"), *(say(f"mark.{mark}") for mark in MARKS))
    widths = (0.32, 0.14, 0.18, 0.18, 0.18)
    return Table(tuple(Column(t, w) for t, w in zip(titles, widths, strict=True)), tuple(rows))


# -- back --------------------------------------------------------------------------------------------------------------


def _conflicts(catalog: Catalog, words: Words, statements: Statements) -> Table:
    rows = []
    for conflict in catalog.conflicts.values():
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


def _parties(catalog: Catalog, words: Words) -> list[Block]:
    """Whom the classes of the conflict rows stand for."""
    rows = [
        Row((cell(party(p.id, catalog, words)), cell(words.join(words.short(t) for t in p.members))))
        for p in catalog.parties.values()
        if p.kind == "listed"
    ]
    columns = (Column(words.say("book.column.class"), 0.3), Column(words.say("book.column.members"), 0.7))
    intro = Paragraph((Run(words.say("book.parties.intro"), "muted"),), small=True, keep=True)
    return [intro, Table(columns, tuple(rows))]


def _advice(words: Words, statements: Statements) -> list[Block]:
    """What is said of every unproven option before it is paid for."""
    rows = []
    for advice in UNPROVEN_ADVICE:
        key = f"advice.{advice.id}"
        origin = statements.origin(key, advice.mark, advice.sources, advice.id)
        rows.append(Row((cell(words.text(key)), origin), anchor=key))
    titles = (words.say("book.column.reason"), words.say("book.column.mark"))
    columns = tuple(Column(title, share) for title, share in zip(titles, (0.76, 0.24), strict=True))
    intro = Paragraph((Run(words.say("book.advice.intro"), "muted"),), small=True, keep=True)
    return [_heading("book.advice", words), intro, Table(columns, tuple(rows))]


def _overlaps(catalog: Catalog, words: Words) -> list[Block]:
    """Rows that speak against each other on purpose, and why both stand."""
    rows = []
    for overlap in catalog.overlaps.values():
        pair = tuple(
            Paragraph((Run(name, "muted", f"rule.{name}"),), small=True) for name in (overlap.a, overlap.b)
        )
        rows.append(Row((pair, cell(words.text(f"overlap.{overlap.id}"))), anchor=f"overlap.{overlap.id}"))
    columns = (Column(words.say("book.column.pair"), 0.3), Column(words.say("book.column.why"), 0.7))
    intro = Paragraph((Run(words.say("book.overlaps.intro"), "muted"),), small=True, keep=True)
    return [intro, Table(columns, tuple(rows))]


def party(name: str, catalog: Catalog, words: Words) -> str:
    """One side of a conflict: a treatment, a class of drugs, a condition or a value. Raises KeyError for another."""
    if name in catalog.treatments:
        return words.short(name)
    try:
        return words.criterion(parse_criterion(name))
    except ValueError:
        label = words.field(name)
    return label if label != name else words.say(f"book.party.{name}")


def _facts(catalog: Catalog, words: Words, declared: Mapping[str, Field]) -> list[Block]:
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
    return [_heading("book.facts", words), intro, Table(columns, tuple(rows))]


def _guidelines(catalog: Catalog, words: Words) -> Table:
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


def _scores(catalog: Catalog, words: Words, scores: Iterable[Scored]) -> Table:
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


def _sources(catalog: Catalog, words: Words) -> Table:
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


def _glossary(catalog: Catalog, words: Words) -> list[Block]:
    terms = {term: words.text(f"glossary.{term}.name") for term in signoff.glossary_terms(catalog)}
    blocks: list[Block] = [_heading("book.glossary", words)]
    for term, name in sorted(terms.items(), key=lambda item: (item[1].casefold(), item[0])):
        blocks.append(Labelled(name, (plain(words.text(f"glossary.{term}.plain")),)))
    return blocks


def _drugs(catalog: Catalog, words: Words) -> list[Block]:
    names = {k: v for k, v in catalog.texts["en"].items() if k.startswith("drug.")}
    rows = [Row((cell(name), cell(catalog.text("zh_CN", key)))) for key, name in sorted(names.items())]
    titles = (words.say("book.drugs.generic"), words.say("book.drugs.china"))
    return [_heading("book.drugs", words), Table(tuple(Column(t, 0.5) for t in titles), tuple(rows))]


def _signing(catalog: Catalog, words: Words, shared: Shared) -> list[Block]:
    say = words.say
    parts: list[tuple[str, list[str]]] = []
    for treatment in catalog.treatments.values():
        keys = [f"treatment.{treatment.id}"]
        keys += [f"point.{point.id}" for point in treatment.points]
        keys += [f"burden.{treatment.id}.{burden.id}" for burden in treatment.burdens]
        keys += [f"outcome.{outcome.id}" for outcome in treatment.outcomes]
        keys += [f"rule.{r.id}" for r in catalog.rules.values() if r.applies_to == (treatment.id,)]
        keys += [f"position.{p.id}" for p in catalog.positions.values() if p.treatment == treatment.id]
        parts.append((words.treatment(treatment.id), keys))
    parts += [(title, [f"rule.{rule.id}" for rule in rules]) for title, rules in shared.parts()]
    parts.append((say("book.conflicts"), [f"conflict.{name}" for name in catalog.conflicts]))
    parts.append((say("book.glossary"), [f"glossary.{term}" for term in signoff.glossary_terms(catalog)]))
    rows = []
    for title, keys in parts:
        done = sum(signoff.state(catalog, key) == "signed" for key in keys)
        state = say("book.signed_count", signed=done, all=len(keys))
        blank = (plain("\u00a0\n\u00a0", small=True),)  # room to write in
        rows.append(Row((cell(title), cell(state), blank, blank)))
    titles = ("book.signoff.part", "book.signoff.state", "book.signoff.first", "book.signoff.second")
    columns = tuple(Column(say(t), s) for t, s in zip(titles, (0.28, 0.16, 0.28, 0.28), strict=True))
    intro = Paragraph((Run(say("book.signoff.intro"), "muted"),), small=True, keep=True)
    return [_heading("book.signoff", words), intro, Table(columns, tuple(rows))]
