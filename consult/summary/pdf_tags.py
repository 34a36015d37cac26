"""PDF tags: the marks round what is drawn, by which each piece is found again as a part of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.summary.structure import Area, Element, Piece

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")


class Tags:
    """Marks what is drawn and remembers whose it is; everything drawn stands between `mark` and `end`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.pages: list[list[Element]] = []
        """Per page, the element of every marked piece by its number."""
        self.areas: list[list[Element]] = []
        """Per page, the element of every area that leads somewhere, in the order they were made."""

    def start_page(self) -> None:
        """What follows is drawn on a new page."""
        self.pages.append([])
        self.areas.append([])

    def mark(self, element: Element | None) -> None:
        """What follows is a piece of this element; without one, it belongs to the page and is not read."""
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
            return
        page = self.pages[-1]
        element.parts.append(Piece(len(self.pages) - 1, len(page)))
        instead = ""
        if element.meant:
            instead = f" /ActualText <FEFF{element.meant.encode('utf-16-be').hex().upper()}>"
        self._canvas.addLiteral(f"/{element.kind} <</MCID {len(page)}{instead}>> BDC")
        page.append(element)

    def end(self) -> None:
        """The marked piece is drawn."""
        self._canvas.addLiteral("EMC")

    def area(self, element: Element) -> None:
        """The area made last on this page is the element's."""
        areas = self.areas[-1]
        element.parts.append(Area(len(self.areas) - 1, len(areas)))
        areas.append(element)


def meant(text: str, rise: float) -> str:
    """What a figure set higher or lower stands for, so that 10⁹ is not read as 109."""
    return text.translate(_RAISED if rise > 0 else _LOWERED)
