"""PDF pen: writes the texts of a page where the layout put them, those of one element under one mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.summary.pages import Text
from consult.summary.pdf_tags import Tags, meant

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from consult.summary.structure import Element

REGULAR, BOLD = "ConsultSans", "ConsultSans-Bold"
INK, MUTED, RULE = 0.07, 0.33, 0.73
"""Greys: the paper has no colour."""


def face(bold: bool) -> str:
    """The registered name of a weight."""
    return BOLD if bold else REGULAR


class Pen:
    """Between the first text of an element and `lift` or a text of another one, a mark is open."""

    def __init__(self, canvas: Canvas, tags: Tags) -> None:
        self._canvas, self._tags = canvas, tags
        self._text: PDFTextObject | None = None
        self._of: Element | None = None
        self._grey: float | None = None
        self._face: tuple[bool, float] | None = None

    def lift(self) -> None:
        """End the mark: what is drawn next has its own."""
        if self._text is not None:
            self._canvas.drawText(self._text)
            self._tags.end()
            self._text = None

    def write(self, item: Text) -> None:
        """Write one text; one that leads somewhere, or stands higher or lower, is an element of its own."""
        of = item.of
        if item.face.to:
            of = None if of is None else of.add("Link")
            self._lead(item, of)
        if item.face.rise and of is not None:
            of = of.add("Span", meant=meant(item.text, item.face.rise))
        if self._text is None or of is not self._of:
            self.lift()
            self._tags.mark(of)
            self._text, self._of = self._canvas.beginText(), of
            self._face = None
        text = self._text
        if self._face != (item.face.bold, item.face.size):
            self._face = item.face.bold, item.face.size
            text.setFont(face(item.face.bold), item.face.size)
        grey = MUTED if item.face.muted else INK
        if grey != self._grey:
            text.setFillGray(grey)
            self._grey = grey
        text.setTextOrigin(item.x, item.y)
        words = item.text.replace("\u00a0", " ")
        text.textOut(f"{words} " if item.broken and of is not None else words)

    def _lead(self, item: Text, of: Element | None) -> None:
        width = self._canvas.stringWidth(item.text, face(item.face.bold), item.face.size)
        area = (item.x, item.y - 2, item.x + width, item.y + item.face.size)
        self._canvas.linkRect("", item.face.to, area, thickness=0)
        if of is not None:
            self._tags.area(of)
