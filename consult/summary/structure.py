"""Structure: the parts of a document as a tree in reading order, for readers that meet it without seeing its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "Div",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "Caption",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Figure",
    "TOC",
    "TOCI",
    "Reference",
    "Link",
    "Span",
]
"""The standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that our papers have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked piece of a page: its number is unique on its page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a page that leads somewhere: the how-manieth it is on its page."""

    page: int
    place: int


@dataclass(slots=True, eq=False)
class Element:
    """A part of the document. What is drawn of it is added while it is drawn, so its parts stay in reading order.

    `alt` says what a figure shows, `meant` what letters set in another way stand for; `columns` is how many columns a
    cell spans.
    """

    kind: Kind
    parts: list[Element | Piece | Area] = field(default_factory=list)
    alt: str = ""
    meant: str = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None

    def add(self, kind: Kind, *, alt: str = "", meant: str = "", columns: int = 1) -> Element:
        """A new last part."""
        made = Element(kind, alt=alt, meant=meant, columns=columns)
        self.parts.append(made)
        return made


class Tree:
    """Grows the tree while the blocks are set: labels in the margin column and what belongs to them become a list."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._list: Element | None = None
        self._body: Element | None = None

    def block(self, kind: Kind) -> Element:
        """A part that belongs to no label."""
        self._list = self._body = None
        return self.root.add(kind)

    def labelled(self, label: str) -> tuple[Element | None, Element]:
        """The places of a label and of what belongs to it; without a label it belongs to the one before."""
        if not label:
            return None, self.root if self._body is None else self._body
        if self._list is None:
            self._list = self.root.add("L")
        item = self._list.add("LI")
        name = item.add("Lbl")
        self._body = item.add("LBody")
        return name, self._body
