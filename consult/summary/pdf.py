"""PDF: pages drawn with embedded fonts, then finished for machines; knows no medicine, and alone imports reportlab.

Text is drawn as text: nothing in it is ever read as markup. `clean` is the one way in.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from io import BytesIO
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from consult.errors import OutputError
from consult.summary.blocks import Document
from consult.summary.lines import Breaker
from consult.summary.pages import Mark, Page, Picture, Stroke, Text, set_pages
from consult.summary.pdf_drawing import paint
from consult.summary.pdf_finish import Said, finish
from consult.summary.pdf_fonts import advance, can_draw
from consult.summary.pdf_pen import INK, REGULAR, RULE, Pen, face
from consult.summary.pdf_tags import Tags
from consult.summary.rows import SHEETS
from consult.summary.safe import harmless
from consult.summary.whole import replace_whole

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from consult.summary.attachment import Attached

_INSTEAD = {"✕": "×", "✗": "×", "☐": "□", "☑": "■", "\t": " "}
_SCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")


def write_pdf(document: Document, out: BinaryIO | Path) -> None:
    """Set `document` and write it whole or not at all. Raises OutputError for a path that cannot be written."""
    data = render_pdf(document)
    if isinstance(out, Path):
        write_bytes(data, out)
    else:
        out.write(data)


def write_bytes(data: bytes, out: Path) -> None:
    """Write a file whole or not at all; nothing half done is left. Raises OutputError."""
    try:
        replace_whole(out, data)
    except OSError as error:
        raise OutputError("cannot_write", file=out.name, why=error.strerror or str(error.errno)) from error


def render_pdf(document: Document, attached: Attached | None = None) -> bytes:
    """The document as PDF, with what goes with it; the same document gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    cleaned: Document = _cleaned(document)
    pages, tree = set_pages(cleaned, _breaker())
    sheet = SHEETS[cleaned.size]
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(sheet.wide, sheet.high),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stubs say float; it is a name
        lang=cleaned.language,
    )
    canvas.setTitle(cleaned.title)
    canvas.setSubject(cleaned.subject)
    canvas.setAuthor("Consult")
    canvas.setCreator("Consult")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    tags = Tags(canvas)
    for number, page in enumerate(pages):
        _draw(canvas, page, number, tags)
        canvas.showPage()
    canvas.save()
    said = Said(title=cleaned.title, subject=cleaned.subject, language=cleaned.language)
    return finish(buffer.getvalue(), tree, tags, said, attached)


# -- text -----------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """`text` with nothing in it that acts: controls and direction marks become "?", joiners vanish.

    A character the font cannot draw becomes its code, such as [U+1F600]; line ends stay.
    """
    if _as_they_are.issuperset(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    drawn = [_drawn(character) for character in text]
    _as_they_are.update(character for character, said in zip(text, drawn, strict=True) if character == said)
    return "".join(drawn)


_as_they_are: set[str] = set()
"""The characters met so far that are drawn as they are: nearly every text is made of them alone."""


@lru_cache(maxsize=8192)
def _drawn(character: str) -> str:
    if character == "\n" or character in _SCRIPTS:
        return character
    if character in _INSTEAD:
        return _INSTEAD[character]
    kept = harmless(character)
    return f"[U+{ord(character):04X}]" if kept and not can_draw(kept) else kept


def _cleaned(value: Any) -> Any:
    """A document with every text of it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        made = [_cleaned(part) for part in value]
        return value if all(map(is_, made, value)) else tuple(made)
    if is_dataclass(value) and not isinstance(value, type):
        held = {name: getattr(value, name) for name in _names(type(value))}
        changed = {name: new for name, old in held.items() if (new := _cleaned(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


@lru_cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=1)
def _breaker() -> Breaker:
    """One for all papers: it remembers the widths of characters."""
    return Breaker(advance())


# -- drawing --------------------------------------------------------------------------------------------------------


def _draw(canvas: Canvas, page: Page, number: int, tags: Tags) -> None:
    """Rules first, in one piece; then texts and pictures in reading order, each marked as what it is a part of."""
    tags.start_page()
    tags.mark(None)
    for item in page.items:
        if isinstance(item, Stroke):
            canvas.setLineWidth(item.width)
            canvas.setStrokeGray(INK if item.ink else RULE)
            canvas.line(item.x0, item.y0, item.x1, item.y1)
    tags.end()
    pen = Pen(canvas, tags)
    for item in page.items:
        if isinstance(item, Mark):
            key = item.anchor or f"{number}-{item.y:.2f}"
            canvas.bookmarkHorizontal(key, 0, item.y)
            if item.title:
                canvas.addOutlineEntry(item.title, key, item.level - 1, closed=item.level == 1)
        elif isinstance(item, Picture):
            pen.lift()
            art = item.art
            right = item.x + art.drawing.wide * art.scale
            art.of.box = (item.x, item.top - art.height, right, item.top)
            tags.mark(art.of)
            paint(canvas, art.drawing, x=item.x, top=item.top, scale=art.scale, face=face)
            tags.end()
        elif isinstance(item, Text):
            pen.write(item)
    pen.lift()
