"""Catalogue pages: any treatment, source, row or list of the catalogue to be read by itself, made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult import signoff
from consult.catalog import Catalog, Rule, Treatment
from consult.compare import disagreements
from consult.fields import Field
from consult.phrases import Words
from consult.summary.blocks import Block, Heading, Labelled, Paragraph, Run
from consult.summary.book import front, how_to_read
from consult.summary.book_back import (
    Scored,
    conflict_table,
    drug_blocks,
    fact_blocks,
    glossary_blocks,
    guideline_table,
    score_table,
    topic_table,
)
from consult.summary.book_treatment import chapter
from consult.summary.catalogue_evidence import evidence
from consult.summary.catalogue_links import Linked

CONTENTS = "contents"
LISTS: Mapping[str, str] = {
    "glossary": "book.glossary",
    "drugs": "book.drugs",
    "conflicts": "book.conflicts",
    "disagreements": "book.differing",
    "guidelines": "book.guidelines",
    "scores": "book.scores",
    "facts": "book.facts",
    "reading": "page.reading",
}
"""Pages that list a whole kind of record, with the word that names them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page under its address, and the place in it that was asked for (empty: its top)."""

    address: str
    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""


class Pages:
    """The pages of one catalogue in one language. Addresses are the anchors of the rule book: `source.ABC20`."""

    def __init__(
        self, catalog: Catalog, words: Words, declared: Mapping[str, Field], scores: Iterable[Scored] = ()
    ) -> None:
        self._catalog = catalog
        self._words = words
        self._declared = declared
        self._scores = tuple(scores)
        self._owners: dict[str, str] = {}
        for treatment in catalog.treatments.values():
            for kind, parts in (("point", treatment.points), ("outcome", treatment.outcomes)):
                self._owners.update({f"{kind}.{part.id}": treatment.id for part in parts})
            self._owners.update({f"burden.{treatment.id}.{b.id}": treatment.id for b in treatment.burdens})

    def home(self, address: str) -> str:
        """The address of the page on which something stands. Raises KeyError for what this edition does not hold."""
        catalog = self._catalog
        kind, _dot, name = address.partition(".")
        owner = self._owners.get(address, "")
        match kind:
            case "treatment" if name in catalog.treatments:
                return address
            case "source" if name in catalog.sources:
                return address
            case "rule" if name in catalog.rules:
                own = catalog.rules[name].applies_to
                return address if len(own) != 1 else f"treatment.{own[0]}"
            case "position" if name in catalog.positions:
                owner = catalog.positions[name].treatment
            case "conflict" if name in catalog.conflicts:
                return "conflicts"
            case "disagreement" if name in catalog.disagreements:
                return "disagreements"
            case "glossary" if name in signoff.glossary_terms(catalog):
                return "glossary"
            case "drug" if address in catalog.texts["en"]:
                return "drugs"
            case _ if address == CONTENTS or address in LISTS:
                return address
        if not owner:
            raise KeyError(address)
        return f"treatment.{owner}"

    def page(self, address: str) -> Page:
        """The page on which `address` stands. Raises KeyError for what this edition does not hold."""
        home = self.home(address)
        kind, _dot, name = home.partition(".")
        catalog, words = self._catalog, self._words
        linked = Linked(catalog, words, home, self.home)
        blocks: list[Block]
        match kind:
            case "treatment":
                title, blocks = words.treatment(name), self._treatment(catalog.treatments[name], linked)
            case "source":
                title = words.say("page.source", id=name)
                blocks = evidence(catalog.sources[name], linked, self._scores)
            case "rule":
                title = f"{words.say('page.row')} {name}"
                blocks = self._rule(catalog.rules[name], title, linked)
            case _:
                title = words.say(LISTS.get(home, "page.contents"))
                blocks = self._list(home, linked)
        return Page(home, title, tuple(blocks), address if address != home else "")

    # -- pages -------------------------------------------------------------------------------------------------

    def _treatment(self, treatment: Treatment, linked: Linked) -> list[Block]:
        catalog, words = self._catalog, self._words
        name = words.treatment(treatment.id)
        blocks = chapter(treatment, words, linked)
        kin = [("page.part_of", [treatment.parent])] if treatment.parent in catalog.treatments else []
        children = [t.id for t in catalog.treatments.values() if t.parent == treatment.id]
        kin += [("page.parts", children)] if children else []
        blocks[2:2] = [Labelled(words.say(key), (linked.treatments(ids),)) for key, ids in kin]
        against = [c for c in catalog.conflicts.values() if treatment.id in (*c.a, *c.b)]
        if against:
            blocks.append(Heading(words.say("page.conflicts_of", name=name), 2))
            blocks.append(conflict_table(against, linked))
        topics = disagreements(catalog, (treatment.id,))
        if topics:
            blocks.append(Heading(words.say("page.differing_of", name=name), 2))
            blocks.append(topic_table(topics, linked))
        return blocks

    def _rule(self, rule: Rule, title: str, linked: Linked) -> list[Block]:
        say = self._words.say
        return [
            Heading(title, 1),
            linked.rules([rule], ""),
            Labelled(say("book.shared.for"), (linked.treatments(rule.applies_to),)),
        ]

    def _list(self, name: str, linked: Linked) -> list[Block]:
        catalog, words = self._catalog, self._words
        heading = Heading(words.say(LISTS.get(name, "page.contents")), 1)
        match name:
            case "glossary":
                return glossary_blocks(catalog, words)
            case "drugs":
                return drug_blocks(catalog, words)
            case "conflicts":
                return [heading, conflict_table(catalog.conflicts.values(), linked)]
            case "disagreements":
                return [heading, topic_table(catalog.disagreements.values(), linked)]
            case "guidelines":
                return [heading, guideline_table(catalog, words)]
            case "scores":
                return [heading, score_table(catalog, words, self._scores)]
            case "facts":
                return fact_blocks(catalog, words, self._declared)
            case "reading":
                return [heading, *how_to_read(catalog, words)[1:]]
        return [heading, *self._contents(), *front(catalog, words)]

    def _contents(self) -> list[Block]:
        catalog, words = self._catalog, self._words
        lists = [Run(words.say(key), to=address) for address, key in LISTS.items()]
        blocks: list[Block] = [
            Labelled(words.say("page.lists"), tuple(Paragraph((run,)) for run in lists)),
        ]
        for group in dict.fromkeys(t.group for t in catalog.treatments.values()):
            own = [t for t in catalog.treatments.values() if t.group == group]
            leading = tuple(Paragraph((Run(words.treatment(t.id), to=f"treatment.{t.id}"),)) for t in own)
            blocks.append(Labelled(words.say(f"book.group.{group}"), leading))
        return blocks
