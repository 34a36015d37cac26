"""Paper checks: a finished PDF read back; every page whose it is, no text cut or written over, nothing torn apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining

import pypdfium2

from consult.summary.blocks import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    Paragraph,
    Table,
    Writing,
)
from consult.summary.pdf import clean
from consult.summary.pdf_fonts import can_draw
from consult.summary.rows import SHEETS

NUMBER = r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
_EDGE, _SIDE = 20.0, 36.0
"""Nothing is printed nearer to the edge of the sheet, above and below or at the sides, in points."""
_PIECES = 8
"""Of one text: a long one runs on over so many columns and pages at most."""
_TOUCH = 1.2
"""Glyph boxes may overlap by this much: raised figures and italics do."""
_MAY_DIVIDE = 700
"""A part of so many characters may run on to the next page."""
_FOOT = 36.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is read back: its text without spaces, the boxes of its pieces of text, and its last line."""

    text: str
    boxes: tuple[Box, ...]
    last: str
    wide: float
    high: float


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every page of a PDF."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return tuple(_sheet(pdf[number]) for number in range(len(pdf)))
    finally:
        pdf.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    boxes = tuple(text.get_rect(at) for at in range(text.count_rects()))
    if any(map(combining, text.get_text_range())):  # accents lie over their letters, and that is right
        boxes = tuple(box for box in boxes if not any(map(combining, text.get_text_bounded(*box))))
    wide, high = page.get_size()
    body = [box for box in boxes if box[3] > _FOOT]
    last = ""
    if body:
        foot = min(box[1] for box in body)
        last = text.get_text_bounded(0, foot - 1, wide, foot + 5)
    return Sheet(squeezed(text.get_text_range()), boxes, squeezed(last), wide, high)


def squeezed(text: str) -> str:
    """Text as it is compared: where lines break and how figures are raised is not what it says.

    A hyphen at the end of a line is read back as U+FFFE.
    """
    level = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉\u201c\u201d\u2018\u2019", "01234567890123456789\"\"''")
    return re.sub(r"(?<=10)\^", "", "".join(clean(text.replace("\ufffe", "-")).translate(level).split()))


def problems(document: Document, pages: Sequence[Sheet], *, strangers: Iterable[str] = ()) -> list[str]:
    """What is wrong with the paper, in words for a developer; `strangers` must stand nowhere on it."""
    whole = "".join(page.text for page in pages)
    return [
        *_identity(document, pages, strangers),
        *_glyph_boxes(whole),
        *_places(document, pages),
        *_lost(document, pages),
        *_orphans(document, pages),
        *_torn(document, pages),
    ]


def _identity(document: Document, pages: Sequence[Sheet], strangers: Iterable[str]) -> Iterator[str]:
    every = [squeezed(said) for said in (*document.identity, *document.marks, *document.provenance)]
    every += [squeezed(document.title), squeezed(document.numbered.format(number=document.number))]
    others = [squeezed(said) for said in strangers]
    numbered = re.escape(squeezed(document.numbered)).replace(re.escape("{number}"), f"({NUMBER})")
    for at, page in enumerate(pages, 1):
        own = squeezed(document.page.format(page=at, pages=len(pages)))
        yield from (f"page {at} lacks {said!r}" for said in (*every, own) if said not in page.text)
        yield from (f"page {at} says {said!r} of another" for said in others if said and said in page.text)
        found = set(re.findall(numbered, page.text)) - {document.number}
        yield from (f"page {at} carries the number {number}" for number in sorted(found))


def _glyph_boxes(text: str) -> Iterator[str]:
    strange = sorted(c for c in set(text) if not can_draw(c))
    if strange:
        yield f"no glyph for {', '.join(f'U+{ord(c):04X}' for c in strange)}"


def _places(document: Document, pages: Sequence[Sheet]) -> Iterator[str]:
    sheet = SHEETS[document.size]
    for at, page in enumerate(pages, 1):
        if (round(page.wide), round(page.high)) != (round(sheet.wide), round(sheet.high)):
            yield f"page {at} has another size"
        for left, low, right, top in page.boxes:
            if left < _SIDE or right > page.wide - _SIDE or low < _EDGE or top > page.high - _EDGE:
                yield f"page {at}: text leaves the page at {left:.0f}, {low:.0f}"
        yield from (f"page {at}: text over text at {x:.0f}, {y:.0f}" for x, y in _collisions(page.boxes))


def _collisions(boxes: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Where one piece of text is written over another: from the top down, only boxes that reach so far are compared."""
    near: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box[3]):
        near = [other for other in near if other[1] < box[3] - _TOUCH]
        for other in near:
            across = min(box[2], other[2]) - max(box[0], other[0])
            along = min(box[3], other[3]) - max(box[1], other[1])
            if across > _TOUCH and along > _TOUCH:
                yield max(box[0], other[0]), max(box[1], other[1])
        near.append(box)


def _lost(document: Document, pages: Sequence[Sheet]) -> Iterator[str]:
    """Every paragraph, label and value of the document stands on its pages, whole."""
    whole = "".join(page.text for page in pages)
    for said in _texts(document.blocks):
        wanted = squeezed(said)
        if wanted and wanted not in whole and not _across(wanted, pages):
            yield f"not printed whole: {said[:80]!r}"


def _across(text: str, pages: Sequence[Sheet]) -> bool:
    """Whether a long text is there in pieces: its lines run on over columns and pages, between heads and feet."""
    whole = "".join(page.text for page in pages)
    for _piece in range(_PIECES):
        held = bisect_left(range(len(text)), True, key=lambda end: text[: end + 1] not in whole)
        text = text[held:]
        if not text:
            return True
        if not held:
            return False
    return False


def _orphans(document: Document, pages: Sequence[Sheet]) -> Iterator[str]:
    """No page ends with what opens something else."""
    opening = {squeezed(block.text) for block in document.blocks if isinstance(block, Heading)}
    for block in document.blocks:
        if isinstance(block, Table):
            opening.add(squeezed(block.title))
            opening.add(squeezed("".join(column.title for column in block.columns)))
            opening.update(
                squeezed("".join(p.text for p in row.cells[0]))
                for row in block.rows
                if row.band and row.ruled
            )
    opening.discard("")
    for at, page in enumerate(pages[:-1], 1):
        if page.last in opening:
            yield f"page {at} ends with {page.last!r}"


def _torn(document: Document, pages: Sequence[Sheet]) -> Iterator[str]:
    """What belongs together stands on one page: a label and its words, the cells of a row, a figure and its words."""
    for parts in _wholes(document.blocks):
        wanted = [squeezed(part) for part in parts]
        short = sum(map(len, wanted)) <= _MAY_DIVIDE
        if short and not any(all(part in page.text for part in wanted) for page in pages):
            yield f"torn apart: {' '.join(parts)[:80]!r}"


def _wholes(blocks: Sequence[Block]) -> Iterator[tuple[str, ...]]:
    """The texts that stand on one page; between those of a figure stand its own words."""
    for at, block in enumerate(blocks):
        if isinstance(block, Labelled) and len(block.content) <= 4:
            yield (block.label + _joined(block.content),)
        elif isinstance(block, Table):
            yield from (("".join(_joined(cell) for cell in row.cells),) for row in block.rows)
        elif isinstance(block, Heading):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            opened = _first(following)
            # What a table is of stands before its head, and is no text of its own.
            yield (block.text, opened) if isinstance(following, Table) else (block.text + opened,)
        elif isinstance(block, Figure) and block.keep:
            words = blocks[at + 1]
            assert isinstance(words, Labelled)
            yield block.label, _joined(words.content)


def _first(block: Block | None) -> str:
    """The first words of what follows a heading."""
    if isinstance(block, Paragraph):
        return block.text if len(block.text) < _MAY_DIVIDE else block.text[:40]
    if isinstance(block, Labelled):
        return block.label
    if isinstance(block, Note):
        return block.paragraphs[0].text[:40]
    if isinstance(block, Table):
        return block.title or "".join(column.title for column in block.columns)
    return ""


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Note):
            yield from (p.text for p in block.paragraphs)
        elif isinstance(block, KeyValues):
            yield from (part for pair in block.pairs for part in pair)
        elif isinstance(block, Labelled):
            yield from (block.label, *(p.text for p in block.content))
        elif isinstance(block, Table):
            yield from (p.text for row in block.rows for cell in row.cells for p in cell)
        elif isinstance(block, Figure | Writing):
            yield block.label


def _joined(cell: Cell) -> str:
    return "".join(p.text for p in cell)
