"""Book: the whole catalogue as one document that a clinician can read, check and sign without the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from consult import signoff
from consult.catalog import Catalog, Mark
from consult.compare import UNPROVEN_ADVICE
from consult.evidence import key_sources
from consult.fields import Field
from consult.judge import STATUSES
from consult.phrases import SHAPES, Words
from consult.provenance import signed
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
from consult.summary.book_back import (
    Scored,
    conflict_table,
    drug_blocks,
    fact_blocks,
    glossary_blocks,
    guideline_table,
    party,
    score_table,
    source_table,
)
from consult.summary.book_differing import differing_views
from consult.summary.book_rows import EFFECTS, Shared, Statements
from consult.summary.book_treatment import chapter
from consult.summary.marks import MARKS, marks_of
from consult.summary.source_note import note_blocks

_KINDS = ("eligibility", "exclusion", "feasibility")


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
        *front(catalog, words),
        _heading("book.contents", words, anchored=False),
        Contents(),
        PageBreak(),
        *how_to_read(catalog, words),
    ]
    for group in dict.fromkeys(t.group for t in catalog.treatments.values()):
        blocks += [PageBreak(), _heading(f"book.group.{group}", words)]
        for treatment in catalog.treatments.values():
            if treatment.group == group:
                blocks += chapter(treatment, words, statements, shared)
    blocks += [PageBreak(), _heading("book.shared.title", words), *shared.blocks(statements)]
    blocks += [
        PageBreak(),
        _heading("book.conflicts", words),
        conflict_table(catalog.conflicts.values(), statements),
    ]
    blocks += [_heading("book.parties", words, level=2), *_parties(catalog, words)]
    blocks += [PageBreak(), *differing_views(words, statements)]
    blocks += [PageBreak(), *_advice(words, statements)]
    blocks += [_heading("book.overlaps", words), *_overlaps(catalog, words)]
    blocks += [PageBreak(), *fact_blocks(catalog, words, declared)]
    blocks += [PageBreak(), _heading("book.guidelines", words), guideline_table(catalog, words)]
    blocks += [_heading("book.scores", words), score_table(catalog, words, scores)]
    blocks += [PageBreak(), _heading("book.sources", words), source_table(catalog, words)]
    blocks += [PageBreak(), *note_blocks(catalog, words)]
    blocks += [PageBreak(), *glossary_blocks(catalog, words), *drug_blocks(catalog, words)]
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


def front(catalog: Catalog, words: Words) -> list[Block]:
    """Which edition this is, what it holds, and how much of it is signed."""
    say = words.say
    done, every = signoff.signed(catalog)
    signer = catalog.signer
    key = "" if signer is None else f" · {signer.key}"
    edition = (
        (say("book.edition"), catalog.edition),
        (say("book.date"), catalog.date),
        (say("book.signature"), say("book.unsigned") if signer is None else f"{signed(signer, words)}{key}"),
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
        (say("book.notes"), f"{len(key_sources(catalog))}"),
    )
    return [
        KeyValues(say("book.file"), edition, 2),
        Labelled(say("book.hash"), (plain(catalog.sha256, small=True),)),
        KeyValues(say("book.counts"), counts, 2),
        Note((plain(f"{words.review}{say('stop')}{words.review_note}"), plain(say("book.read.purpose")))),
    ]


def how_to_read(catalog: Catalog, words: Words) -> list[Block]:
    """What statuses, effects, kinds, marks and ids mean, and how many records carry which mark."""
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
    widths = (0.28, 0.1, 0.155, 0.155, 0.155, 0.155)
    return Table(tuple(Column(t, w) for t, w in zip(titles, widths, strict=True)), tuple(rows))


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
