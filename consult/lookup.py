"""Lookup: what of the catalogue answers to some typed words, whichever of its languages they are in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from consult import signoff
from consult.catalog import Catalog
from consult.phrases import Words

KINDS = ("treatment", "drug", "glossary", "source", "rule")
"""The order in which kinds of entries are listed."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_TREATMENT_TEXTS = ("name", "short", "glance", "what")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be opened: what it is, where it stands, what it is called and a line about it."""

    kind: str
    address: str
    title: str
    about: str


def fold(text: str) -> str:
    """Text as it is compared: without case, diacritics, widths and kinds of dashes."""
    parts = unicodedata.normalize("NFKD", text.translate(_DASHES)).casefold()
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


class Lookup:
    """Every entry of one catalogue, named in the language of `words`, found in all languages."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self._catalog = catalog
        self._words = words
        found = sorted(self._entries(), key=lambda item: KINDS.index(item[0].kind))
        self._folded = [
            (entry, tuple(map(fold, names)), fold("\n".join((*names, said)))) for entry, names, said in found
        ]

    def find(self, typed: str) -> dict[str, list[Entry]]:
        """The entries that hold every typed word, by kind; those whose name begins with what was typed come first.

        Nothing typed finds everything.
        """
        whole, parts = fold(typed.strip()), fold(typed).split()
        ranked: dict[str, list[tuple[int, Entry]]] = {}
        for entry, names, said in self._folded:
            if all(part in said for part in parts):
                begins = any(name.startswith(whole) for name in names)
                rank = 0 if begins else 1 if any(whole in name for name in names) else 2
                ranked.setdefault(entry.kind, []).append((rank, entry))
        return {
            kind: [entry for _rank, entry in sorted(own, key=lambda item: item[0])]
            for kind, own in ranked.items()
        }

    def _entries(self) -> Iterator[tuple[Entry, tuple[str, ...], str]]:
        """Each entry with its names in every language, and what else it is found by."""
        catalog, words = self._catalog, self._words
        for treatment in catalog.treatments.values():
            key = f"treatment.{treatment.id}"
            names = (*self._texts(f"{key}.name"), *self._texts(f"{key}.short"), treatment.id)
            entry = Entry("treatment", key, words.treatment(treatment.id), words.text(f"{key}.glance"))
            yield entry, names, "\n".join((*self._texts(f"{key}.glance"), *self._texts(f"{key}.what")))
        for source in sorted(catalog.sources.values(), key=lambda s: (s.id.casefold(), s.id)):
            entry = Entry("source", f"source.{source.id}", source.id, source.citation)
            yield entry, (source.id, source.doi, source.pmid), source.citation
        for rule in catalog.rules.values():
            key = f"rule.{rule.id}"
            said = (*self._texts(key), words.condition(rule.when), *rule.sources)
            yield Entry("rule", key, rule.id, words.text(key)), (rule.id,), "\n".join(said)
        yield from self._terms()

    def _terms(self) -> Iterator[tuple[Entry, tuple[str, ...], str]]:
        catalog, words = self._catalog, self._words
        terms = {term: words.text(f"glossary.{term}.name") for term in signoff.glossary_terms(catalog)}
        for term, name in sorted(terms.items(), key=lambda item: (item[1].casefold(), item[0])):
            key = f"glossary.{term}"
            entry = Entry("glossary", key, name, words.text(f"{key}.plain"))
            yield entry, self._texts(f"{key}.name"), "\n".join(self._texts(f"{key}.plain"))
        for key in sorted(key for key in catalog.texts["en"] if key.startswith("drug.")):
            names = self._texts(key)
            other = " · ".join(name for name in names if name != words.text(key))
            yield Entry("drug", key, words.text(key), other), names, ""

    def _texts(self, key: str) -> tuple[str, ...]:
        """A sentence in every language of the catalogue."""
        return tuple(texts[key] for texts in self._catalog.texts.values() if key in texts)
