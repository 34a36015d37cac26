"""Blocks: a document of headings, paragraphs, pairs and tables that knows neither medicine nor a file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consult.drawing import Drawing
from consult.names import Size

Tone = Literal["plain", "strong", "muted"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text set in one way; `to` is the anchor it leads to."""

    text: str
    tone: Tone = "plain"
    to: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `small` sets it in the size of tables; `keep` holds it together with what follows."""

    runs: tuple[Run, ...]
    small: bool = False
    keep: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a section, level 2 a part of it; it is never the last thing on a page.

    One with an `anchor` can be led to, and is listed in the contents.
    """

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A statement that must not be overlooked: set off by a rule at its side."""

    paragraphs: Cell


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs in columns, read down the first column and then the next; `label` stands in the margin column."""

    label: str
    pairs: tuple[tuple[str, str], ...]
    columns: int = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in the margin column and what belongs to it; long content runs on over pages.

    `keep` holds it together with what follows; one with an `anchor` can be led to.
    """

    label: str
    content: Cell
    ruled: bool = True
    keep: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and its share of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with a rule over it.

    A `band` has one cell and runs over all columns: ruled, it opens a group and stays with the row after it;
    unruled, it closes one and stays with the row before. One `to_write` on has room for a line by hand.
    """

    cells: tuple[Cell, ...]
    band: bool = False
    ruled: bool = True
    anchor: str = ""
    to_write: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title and column titles, which stand again on every page the table reaches.

    With a `label`, which stands in the margin column, the table takes the width beside it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """Empty lines to write on by hand, with a label in the margin column; they stay together."""

    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What follows is set in so many columns; `dense` is smaller, for what is looked up and not read through."""

    count: int
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the document that have an anchor, each with its page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing at `scale` of its own size, smaller where the page is narrower; `label` stands in the margin column.

    It is never divided. `keep` holds it together with what follows. Words `beside` it stand at its left.
    """

    drawing: Drawing
    label: str = ""
    keep: bool = False
    scale: float = 1.0
    beside: Cell = ()


Block = (
    Heading
    | Paragraph
    | Note
    | KeyValues
    | Labelled
    | Table
    | Figure
    | Writing
    | PageBreak
    | Columns
    | Contents
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed: `identity`, title, `number` and `marks` head every page, `provenance` and the page close it.

    `page` is the sentence of the page number, with the places {page} and {pages}. `letterhead` stands over the title
    of the first page: a name, then lines smaller.
    """

    title: str
    subject: str
    language: str
    identity: tuple[str, ...]
    marks: tuple[str, ...]
    provenance: tuple[str, ...]
    page: str
    blocks: tuple[Block, ...]
    letterhead: tuple[str, ...] = ()
    logo: Drawing | None = None
    """At the right of the letterhead, in its own size."""
    size: Size = "a4"
    number: str = ""
    """By which the content is known again, as `copies.document_number` spells it."""
    numbered: str = ""
    """The sentence of the number, with the place {number}."""


def plain(text: str, *, tone: Tone = "plain", small: bool = False) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text, tone),), small=small)


def cell(text: str, *, tone: Tone = "plain") -> Cell:
    """A table cell of one paragraph."""
    return (plain(text, tone=tone, small=True),)
