"""Pages: rows to pages; what is drawn where, before any file format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from consult.summary.blocks import Document
from consult.summary.lines import Breaker, Face
from consult.summary.rows import (
    BETWEEN_COLUMNS,
    MARGIN,
    MM,
    SHEETS,
    Art,
    Row,
    Setter,
    Sheet,
    column_width,
    drop_in,
    drop_of,
)
from consult.summary.structure import Element

EDGE = 8 * MM
_TALL = 0.4
"""A row taller than this share of a page may be divided."""
_OVER_COLUMNS = 10.0
_STAYS = 72.0
"""So much of a row that is divided stands above the foot of the page: about six lines with their space."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text at its baseline, from the foot of the page.

    `of` is the part of the document it belongs to; without one it belongs to the page, such as its number. `broken`: a
    space goes between it and the next line.
    """

    x: float
    y: float
    text: str
    face: Face
    of: Element | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    ink: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that can be led to; with a title, an entry of the outline that a reader shows beside the page."""

    title: str
    y: float
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the page number of an anchor is to stand: at the right edge of the row whose top is at `y`."""

    anchor: str
    y: float
    over: float
    of: Element | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its upper left corner at (x, top)."""

    x: float
    top: float
    art: Art


Item = Text | Stroke | Mark | Lead | Picture


@dataclass(slots=True)
class Page:
    """What is drawn on one page."""

    items: list[Item] = field(default_factory=list)


def set_pages(document: Document, breaker: Breaker) -> tuple[list[Page], Element]:
    """The pages of `document`, with header, footer and page numbers, and its structure. Its texts must be clean.

    Header and footer stand on every page and are read once: whose paper it is and its marks first, what it rests on
    last.
    """
    sheet = SHEETS[document.size]
    setter = Setter(breaker, sheet)
    head = setter.head(document)
    rows = setter.rows(document)
    foot = setter.foot(document)
    top = sheet.high - EDGE - head.height - 4.5 * MM
    bottom = EDGE + foot.height + 3.5 * MM
    bodies = _paginate(rows, top, bottom, sheet)
    _number(bodies, setter, sheet)
    for number, page in enumerate(bodies, 1):
        y = sheet.high - EDGE
        body, page.items = page.items, []
        _draw(page, head, y, sheet, again=number > 1)
        page.items += body
        rule = y - head.height - 1.2 * MM
        page.items.append(Stroke(MARGIN, rule, MARGIN + sheet.room, rule, 0.6, True))
        _draw(page, foot, EDGE + foot.height, sheet, again=number > 1)
        rule = EDGE + foot.height + 1.2 * MM
        page.items.append(Stroke(MARGIN, rule, MARGIN + sheet.room, rule, 0.4, False))
        said = document.page.format(page=number, pages=len(bodies))
        _draw(page, setter.right(said), EDGE + foot.height, sheet)
    return bodies, setter.tree.root


def _number(pages: list[Page], setter: Setter, sheet: Sheet) -> None:
    """Set the page of every anchor where something leads to it."""
    found = {
        item.anchor: number
        for number, page in enumerate(pages, 1)
        for item in page.items
        if isinstance(item, Mark) and item.anchor
    }
    for page in pages:
        items, page.items = page.items, []
        for item in items:
            if isinstance(item, Lead):
                said = setter.right(f"{found[item.anchor]}", item.of)
                _draw(page, replace(said, over=item.over), item.y, sheet)
            else:
                page.items.append(item)


def _paginate(rows: list[Row], top: float, bottom: float, sheet: Sheet) -> list[Page]:
    flow = _Flow(top, bottom, sheet)
    index = 0
    while index < len(rows):
        row = rows[index]
        flow.part(row.columns)
        if row.new_page and not flow.fresh:
            flow.turn()
        need = _chain(rows, index, top - bottom)
        if not flow.fresh and need > flow.room and not _divisible(row, flow.room, top - bottom):
            flow.go_on(need)
        fresh = flow.fresh
        if fresh and index:
            for title in row.titles:
                flow.draw(title, again=True)
        if row.height > flow.room:
            first, rest = _divide(row, flow.room)
            flow.draw(first)
            rows[index] = rest
            flow.go_on(_STAYS)
            continue
        flow.draw(replace(row, over=0.0, rule="") if flow.at_top and not row.titles else row)
        index += 1
    return flow.pages


class _Flow:
    """Where the next row goes: down a column, to the top of the next one, or onto the next page."""

    def __init__(self, top: float, bottom: float, sheet: Sheet) -> None:
        self.pages = [Page()]
        self._top, self._bottom, self._sheet = top, bottom, sheet
        self._y = self._start = self._lowest = top
        self._column, self._columns = 0, 1

    @property
    def room(self) -> float:
        """What is left of the column."""
        return self._y - self._bottom

    @property
    def fresh(self) -> bool:
        """Whether nothing stands in the column yet, and it is as tall as it can be."""
        return self._y == self._start and (self._start == self._top or self._column > 0)

    @property
    def at_top(self) -> bool:
        """Whether nothing stands in the column yet."""
        return self._y == self._start

    def part(self, columns: int) -> None:
        """Go on in so many columns, below everything that stands on the page."""
        if columns == self._columns:
            return
        lowest = min(self._y, self._lowest)
        self._y = self._start = self._lowest = lowest if lowest == self._top else lowest - _OVER_COLUMNS
        self._column, self._columns = 0, columns

    def go_on(self, need: float) -> None:
        """To the next column, where it has the room; else to the next page."""
        self._lowest = min(self._lowest, self._y)
        roomy = self._start == self._top or need <= self._start - self._bottom
        if self._column + 1 < self._columns and roomy:
            self._column += 1
            self._y = self._start
        else:
            self.turn()

    def turn(self) -> None:
        """Onto the next page."""
        self.pages.append(Page())
        self._y = self._start = self._lowest = self._top
        self._column = 0

    def draw(self, row: Row, *, again: bool = False) -> None:
        """Draw a row in its column."""
        page, sheet = self.pages[-1], self._sheet
        if self._columns == 1:
            self._y = _draw(page, row, self._y, sheet, again=again)
            return
        width = column_width(sheet.room, self._columns)
        own = Page()
        self._y = _draw(own, row, self._y, Sheet(width + 2 * MARGIN, sheet.high), again=again)
        by = self._column * (width + BETWEEN_COLUMNS)
        page.items += [_moved(item, by) for item in own.items]


def _moved(item: Item, by: float) -> Item:
    """The same further to the right."""
    if isinstance(item, Text | Picture):
        return replace(item, x=item.x + by)
    return replace(item, x0=item.x0 + by, x1=item.x1 + by) if isinstance(item, Stroke) else item


def _chain(rows: list[Row], index: int, page: float) -> float:
    """The height of a row with all that it must stay together with; of one that may be divided, its first lines."""
    height = rows[index].height
    while rows[index].keep and index + 1 < len(rows):
        index += 1
        row = rows[index]
        height += _STAYS if _tall(row, page) else row.height
    return height


def _divisible(row: Row, room: float, page: float) -> bool:
    return _tall(row, page) and room >= _STAYS


def _tall(row: Row, page: float) -> bool:
    """Whether a row may be divided at all."""
    return not row.keep and row.art is None and row.height > _TALL * page


def _divide(row: Row, room: float) -> tuple[Row, Row]:
    """The lines of each cell that fit into `room`, and the others; at least one line goes over."""
    room -= row.over + row.under
    above, below = [], []
    for cell in row.cells:
        taken, used = 0, 0.0
        for line in cell.lines:
            if used + line.height > room:
                break
            used += line.height
            taken += 1
        taken = max(taken, 1)
        above.append(replace(cell, lines=cell.lines[:taken]))
        if cell.lines[taken:]:
            below.append(replace(cell, lines=cell.lines[taken:]))
    return (
        replace(row, cells=tuple(above), under=0.0, keep=False),
        replace(row, cells=tuple(below), over=0.0, rule="", mark="", anchor="", new_page=False),
    )


def _draw(page: Page, row: Row, y: float, sheet: Sheet, *, again: bool = False) -> float:
    """Draw a row whose top is at `y`; the top of the next one. What stands there `again` was read before."""
    foot = y - row.height
    add = page.items.append
    if row.mark or row.anchor:
        add(Mark(row.mark, y, row.level, row.anchor))
    if row.rule:
        add(Stroke(MARGIN, y, MARGIN + sheet.room, y, 0.4 if row.rule == "thin" else 0.7, row.rule == "ink"))
    if row.rule_under:
        add(Stroke(MARGIN, foot, MARGIN + sheet.room, foot, 0.7, True))
    if row.to_write:
        add(Stroke(MARGIN + sheet.gutter, foot, MARGIN + sheet.room, foot, 0.4, False))
    if row.side:
        add(Stroke(MARGIN + 1, y, MARGIN + 1, foot, 1.6, True))
    if row.art is not None:
        add(Picture(MARGIN + row.art.x, y - row.over, row.art))
    top = max((drop_of(cell) for cell in row.cells), default=0)
    for cell in row.cells:
        at = y - row.over - (top - drop_of(cell))
        for line in cell.lines:
            at -= line.gap
            baseline = at - drop_in(line)
            of = None if again else line.of
            last = len(line.pieces) - 1
            for place, (x, text, face) in enumerate(line.pieces):
                broken = line.broken and place == last
                add(Text(MARGIN + cell.x + x, baseline + face.rise, text, face, of, broken))
            at -= line.height - line.gap
    if row.leads:
        add(Lead(row.leads, y, row.over, row.cells[0].lines[-1].of))
    return foot
