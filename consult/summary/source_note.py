"""Source note: what a source is, whom it belongs to, and our note on it, as blocks for its page and the rule book."""

from __future__ import annotations

from consult.catalog import Catalog, Source
from consult.evidence import key_sources, noted
from consult.phrases import Words
from consult.summary.blocks import Block, Heading, Labelled, Paragraph, Run, plain


def identity(source: Source, catalog: Catalog, words: Words) -> list[Block]:
    """Its kind, its trial, and which other sources are the same study or document."""
    say = words.say
    blocks: list[Block] = [Labelled(say("page.kind_of"), (plain(say(f"source.kind.{source.kind}")),))]
    if source.trial:
        blocks.append(Labelled(say("page.trial"), (plain(source.trial),)))
    if source.relates_to:
        blocks.append(Labelled(say("page.relates"), (_related(source.relates_to, source.relation, words),)))
    parts = [other for other in catalog.sources.values() if other.relates_to == source.id]
    if parts:
        said = tuple(_related(other.id, other.relation, words) for other in parts)
        blocks.append(Labelled(say("page.related"), said))
    if source.crossing:
        blocks.append(Labelled(say("page.curves"), (plain(say("page.crossing"), tone="strong"),)))
    return blocks


def _related(source: str, relation: str, words: Words) -> Paragraph:
    said = f"{words.say('colon')}{words.say(f'relation.source.{relation}')}"
    return Paragraph((Run(source, "plain", f"source.{source}"), Run(said)))


def own_note(source: Source, catalog: Catalog, words: Words) -> list[Block]:
    """The parts of its note, each under its label; nothing for a source without one."""
    return [
        Labelled(words.say(f"note.{part}"), (plain(sentence),))
        for part, sentence in noted(catalog, words.language, source.id).items()
    ]


def note_blocks(catalog: Catalog, words: Words) -> list[Block]:
    """The notes of all key sources, for the rule book; each source stands under its own id."""
    blocks: list[Block] = [
        Heading(words.say("book.notes"), 1, "book.notes"),
        Paragraph((Run(words.say("book.notes.intro"), "muted"),), small=True),
        Paragraph((Run(words.say("page.own_words_why"), "muted"),), small=True),
    ]
    for source in key_sources(catalog):
        record = catalog.sources[source]
        read = Run(f" · {words.reading(record.read)}", "muted")
        content = [Paragraph((Run(record.citation, "strong", f"source.{source}"), read), small=True)]
        for part, sentence in noted(catalog, words.language, source).items():
            label = Run(f"{words.say(f'note.{part}')}{words.say('colon')}", "strong")
            content.append(Paragraph((label, Run(sentence)), small=True))
        blocks.append(Labelled(source, tuple(content), anchor=f"note.{source}"))
    return blocks
