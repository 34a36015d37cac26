"""References: the sources a paper cites, numbered in the order in which they appear."""

from __future__ import annotations

from collections.abc import Iterable

from consult.catalog import Catalog, Source
from consult.phrases import Sentence, Words
from consult.summary.blocks import Column, Row, Run, Table, cell

_TIED = ",\u00a0"  # numbers of one citation stay on one line


class References:
    """Grows while a document is put together; `table` lists what was cited."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self._catalog = catalog
        self._words = words
        self._numbers: dict[str, int] = {}
        self._keys: dict[str, None] = {}

    def cite(self, sources: Iterable[str]) -> str:
        """ "[3, 7]"; the key itself where the catalogue does not hold the source; empty without sources."""
        marks = []
        for source in sources:
            if source in self._catalog.sources:
                marks.append(str(self._numbers.setdefault(source, len(self._numbers) + 1)))
            elif source:
                self._keys[source] = None
                marks.append(source)
        return f"[{_TIED.join(marks)}]" if marks else ""

    def runs(self, sentence: Sentence, *, quiet: bool = False) -> tuple[Run, ...]:
        """A sentence as it is printed: label, words, sources in brackets, and a word where it is unverified.

        The label is bold unless `quiet`.
        """
        runs = []
        if sentence.label:
            colon = "：" if self._words.language == "zh_CN" else ": "
            label = f"{sentence.label}{colon if sentence.text else ''}"
            runs.append(Run(label, "plain" if quiet else "strong"))
        runs.append(Run(sentence.text))
        cited = self.cite(sentence.sources)
        if cited:
            runs.append(Run(f" {cited}", "muted"))
        if sentence.mark == "unverified":
            mark = self._words.say("mark.unverified")
            runs.append(Run(f"（{mark}）" if self._words.language == "zh_CN" else f" ({mark})", "strong"))
        return tuple(runs)

    def table(self) -> Table | None:
        """Number, reference, identifiers and how far it was read."""
        if not self._numbers:
            return None
        rows = [
            Row(
                (cell(str(number), tone="muted"), cell(self._entry(self._catalog.sources[source]))),
                ruled=False,
            )
            for source, number in self._numbers.items()
        ]
        return Table((Column("", 0.09), Column("", 0.91)), tuple(rows))

    @property
    def foreign(self) -> tuple[str, ...]:
        """Keys that name a formula's publication and stand in no catalogue."""
        return tuple(self._keys)

    def _entry(self, source: Source) -> str:
        parts = [f"{source.id}. {source.citation.rstrip('.')}."]
        if source.doi not in ("", "none"):
            parts.append(f"doi\u00a0{source.doi}.")
        elif source.pmid not in ("", "none"):
            name = "" if source.pmid.startswith("PMC") else "PMID\u00a0"
            parts.append(f"{name}{source.pmid}.")
        if source.read not in ("", "yes"):
            parts.append(f"({self._words.say('paper.sources.read', how=self._words.reading(source.read))})")
        return " ".join(parts)
