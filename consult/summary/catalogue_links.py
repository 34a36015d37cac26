"""Catalogue links: statements on a page of their own, whose ids lead to where each record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from consult.catalog import Catalog, Cited, Mark
from consult.phrases import Words
from consult.summary.blocks import Cell, Paragraph, Run
from consult.summary.book_rows import Statements


class Linked(Statements):
    """Statements for the page at the address `page`; `home` gives the page on which a record stands."""

    def __init__(self, catalog: Catalog, words: Words, page: str, home: Callable[[str], str]) -> None:
        super().__init__(catalog, words)
        self._page = page
        self._home = home

    def origin(self, key: str, mark: Mark, sources: Iterable[str], name: str, *, first: str = "") -> Cell:
        """Where a statement comes from; its id leads to its own page, unless this is that page."""
        lines = super().origin(key, mark, sources, name, first=first)
        named = (self.named(key, name), Run(f" · {self.signed(key)}", "muted"))
        return (lines[0], Paragraph(named, small=True))

    def cited(self, sources: Iterable[str]) -> list[Run]:
        """Sources in brackets, each leading to its page; the page's own and unknown ones are named alone."""
        return [
            run if not run.to or self._leads(run.to) else Run(run.text, run.tone)
            for run in super().cited(sources)
        ]

    def signed(self, key: str) -> str:
        """Who signed a record, or that nobody did."""
        return super().signed(key) or self.words.say("page.not_signed")

    def named(self, key: str, name: str) -> Run:
        """The id of a record."""
        return Run(name, "muted", "" if self._home(key) == self._page else key)

    def treatment(self, treatment: str, *, short: bool = False) -> Run:
        """The name of a treatment, leading to its page."""
        words, address = self.words, f"treatment.{treatment}"
        name = words.short(treatment) if short else words.treatment(treatment)
        return Run(name, "strong", "" if address == self._page else address)

    def said(self, text: str, cited: Cited, key: str, name: str, label: str = "") -> Paragraph:
        """A sentence of running text with its mark, sources, id and who signed it."""
        head = (Run(f"{label}{self.words.say('colon')}", "strong"),) if label else ()
        tail = (Run(" "), self.named(key, name)) if name else ()
        origin = self.after(cited.mark, cited.sources)
        return Paragraph((*head, Run(text), *origin, *tail, Run(f" · {self.signed(key)}")), small=True)

    def _leads(self, address: str) -> bool:
        kind, _dot, name = address.partition(".")
        return address != self._page and kind == "source" and name in self.catalog.sources
