"""Rows: blocks to rows of lines over the width of the page, before it is known which page they fall on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from consult.drawing import Drawing
from consult.names import Size
from consult.summary.blocks import (
    Block,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Writing,
    plain,
)
from consult.summary.lines import BODY, HEAD, SMALL, TINY, TITLE, Breaker, Line
from consult.summary.structure import Element, Kind, Tree

MM = 72 / 25.4
MARGIN = 14 * MM
_BETWEEN = 2.0
"""Space between paragraphs of a cell."""
_ROOM = 7.0
"""Space between columns."""
BETWEEN_COLUMNS = 14.0
_DOT = "·"
"""Between the parts of header and footer; in this font it brings its own space."""
_HAND = 7 * MM
"""A line for handwriting."""
_INDENT = 12.0
"""Of a part below its section, in the contents."""
_TALLEST = 0.8
"""A figure is never divided, so it is never taller than this share of the sheet."""
_LIST = 4
"""So many paragraphs beside a label are a list, which may run on to the next page."""

Rule = Literal["", "thin", "ink"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper, in points."""

    wide: float
    high: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.wide - 2 * MARGIN

    @property
    def gutter(self) -> float:
        """The margin column in which labels stand, on every page in the same place."""
        return self.room / 6


SHEETS: Mapping[Size, Sheet] = MappingProxyType({"a4": Sheet(210 * MM, 297 * MM), "letter": Sheet(612, 792)})


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines below each other from one left edge, counted from the margin."""

    x: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


@dataclass(frozen=True, slots=True)
class Art:
    """A drawing with its left edge at `x`, counted from the margin."""

    x: float
    scale: float
    drawing: Drawing
    of: Element

    @property
    def height(self) -> float:
        return self.drawing.high * self.scale


@dataclass(frozen=True, slots=True)
class Row:
    """A slice of the page over its whole width; `keep` holds it to the next, `titles` stand again on a new page.

    `mark` names it in the reader's outline at `level`, `anchor` can be led to, `leads` prints the page of an anchor.
    """

    cells: tuple[Cell, ...]
    over: float = 1.6
    under: float = 1.6
    rule: Rule = ""
    rule_under: Rule = ""
    side: bool = False
    keep: bool = False
    titles: tuple[Row, ...] = ()
    mark: str = ""
    level: int = 1
    anchor: str = ""
    leads: str = ""
    new_page: bool = False
    to_write: float = 0.0
    """The height of an empty line to write on, which is drawn at the foot; 0 where none is."""
    least: float = 0.0
    """The height of the content at least, where something is written by hand."""
    art: Art | None = None
    columns: int = 1
    """So many columns share the page where this row stands."""

    @property
    def height(self) -> float:
        top = max((drop_of(cell) for cell in self.cells), default=0)
        own = max((cell.height + top - drop_of(cell) for cell in self.cells), default=0)
        if self.art is not None:
            own = max(own, self.art.height)
        return self.over + max(own, self.to_write, self.least) + self.under


def drop_of(cell: Cell) -> float:
    """From the top of a cell to its first baseline."""
    return cell.lines[0].gap + drop_in(cell.lines[0]) if cell.lines else 0


def drop_in(line: Line) -> float:
    """From the top of a line, without its gap, to its baseline: the em box stands in the middle of the leading."""
    return (line.height - line.gap - line.size) / 2 + 0.86 * line.size


def column_width(room: float, columns: int) -> float:
    """The width of one of so many columns that share a width."""
    return (room - (columns - 1) * BETWEEN_COLUMNS) / columns


class Setter:
    """Blocks to rows, and to the tree of what they are parts of."""

    def __init__(self, breaker: Breaker, sheet: Sheet) -> None:
        self._breaker = breaker
        self.tree = Tree()
        self._room, self._gutter, self._tallest = sheet.room, sheet.gutter, _TALLEST * sheet.high
        self._small: float = SMALL
        self._body: float = BODY

    # -- the frame of every page --

    def head(self, document: Document) -> Row:
        """Whose it is and which paper on the first line, all marks below over the whole width."""
        left = plain(_DOT.join(document.identity), tone="strong", small=True)
        number = document.numbered.format(number=document.number) if document.number else ""
        right = plain(_DOT.join(part for part in (document.title, number) if part), small=True)
        marks = plain(_DOT.join(document.marks), small=True)
        who, what = self.tree.block("P"), self.tree.block("P")
        over = self._right_cell(right, self._room * 0.4, what)
        taken = max(line.width for line in over.lines)
        own = self._cell((left,), 0, self._room - taken - 2 * _ROOM, who)
        below = self._cell((marks,), 0, self._room, self.tree.block("P")).lines if document.marks else ()
        lines = [*own.lines, *(Line(SMALL) for _ in range(len(over.lines) - len(own.lines))), *below]
        return Row((replace(own, lines=tuple(lines)), over), over=0, under=0)

    def foot(self, document: Document) -> Row:
        said = plain(_DOT.join(document.provenance), tone="muted")
        lines = self._lines(said, TINY, self._room * 0.86, self.tree.block("P"))
        return Row((Cell(0, tuple(lines)),), over=0, under=0)

    def right(self, text: str, of: Element | None = None) -> Row:
        return Row((self._right_cell(plain(text, small=True), self._room * 0.14, of),), over=0, under=0)

    def _right_cell(self, paragraph: Paragraph, width: float, of: Element | None) -> Cell:
        lines = self._lines(paragraph, SMALL, width, of)
        for line in lines:
            line.pieces = [(x + width - line.width, text, face) for x, text, face in line.pieces]
        return Cell(self._room - width, tuple(lines))

    # -- blocks --

    def rows(self, document: Document) -> list[Row]:
        rows = self._letterhead(document.letterhead, document.logo)
        head, line = self.tree.block("H1"), self.tree.block("P")
        title = self._lines(plain(document.title), TITLE, self._room, head, bold=True)
        subject = self._lines(plain(document.subject, tone="muted"), BODY, self._room, line)
        rows += [Row((Cell(0, tuple(title)),), over=0, under=0), Row((Cell(0, tuple(subject)),), over=0)]
        broken = False
        setter, columns = self, 1
        for block in document.blocks:
            if isinstance(block, Columns):
                setter, columns = self._narrowed(block), block.count
                continue
            if isinstance(block, PageBreak):
                broken = True
                continue
            made = self._contents(document) if isinstance(block, Contents) else setter._rows(block)
            if columns > 1:
                made = [replace(row, columns=columns) for row in made]
            if broken and made:
                made[0] = replace(made[0], new_page=True)
                broken = False
            rows += made
        return rows

    def _letterhead(self, lines: tuple[str, ...], logo: Drawing | None) -> list[Row]:
        """The lines at the left and the logo at the right, in one row as high as either."""
        if not lines and logo is None:
            return []
        room = self._room if logo is None else self._room - logo.wide - _ROOM
        said: list[Line] = []
        for at, line in enumerate(lines):
            of = self.tree.block("P")
            if at == 0:
                said += self._lines(plain(line), HEAD, room, of, bold=True)
            else:
                said += self._lines(plain(line, tone="muted", small=True), SMALL, room, of)
        art = None
        if logo is not None:
            art = Art(self._room - logo.wide, 1.0, logo, self.tree.block("Figure"))
            art.of.alt = logo.words
        return [Row((Cell(0, tuple(said)),), over=0, under=6, keep=True, art=art)]

    def _narrowed(self, columns: Columns) -> Setter:
        """One that sets the same tree in one of so many columns, with its labels over what belongs to them."""
        if columns.count == 1:
            return self
        setter = copy(self)
        setter._room = column_width(self._room, columns.count)
        setter._gutter = 0.0
        if columns.dense:
            setter._small, setter._body = TINY, SMALL
        return setter

    def _rows(self, block: Block) -> list[Row]:
        if (
            not self._gutter
            and isinstance(block, Labelled | KeyValues | Table | Figure | Writing)
            and block.label
        ):
            return [self._over(block.label), *self._rows(replace(block, label=""))]
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                cell = self._cell((block,), 0, self._room, self.tree.block("P"))
                return [Row((cell,), keep=block.keep)]
            case Note():
                whole = self.tree.block("Div")
                cells = [self._cell((p,), 9, self._room - 9, whole.add("P")) for p in block.paragraphs]
                return [Row((cell,), side=True) for cell in cells]
            case KeyValues():
                return self._key_values(block)
            case Labelled():
                return self._labelled(block)
            case Table():
                return self._table(block)
            case Writing():
                return self._writing(block)
            case Figure():
                return [self._figure(block)]
            case PageBreak() | Columns() | Contents():
                return []

    def _over(self, label: str) -> Row:
        """A label on a line of its own, where no margin column has room for it."""
        name, _body = self.tree.labelled(label)
        said = self._cell((plain(label, tone="strong", small=True),), 0, self._room, name)
        return Row((said,), over=2.5, under=0.0, rule="thin", keep=True)

    def _figure(self, block: Figure) -> Row:
        x = self._gutter if block.label else 0.0
        scale = min(block.scale, (self._room - x) / block.drawing.wide, self._tallest / block.drawing.high)
        name, body = self.tree.labelled(block.label)
        cells = [self._label(block.label, name)] if block.label else []
        if block.beside:
            right = self._room - block.drawing.wide * scale
            cells.append(self._cell(block.beside, x, right - x - _ROOM, body))
            x = right
        return Row(
            tuple(cells),
            over=2.0,
            under=2.0,
            rule="thin" if block.label else "",
            keep=block.keep,
            art=Art(x, scale, block.drawing, body.add("Figure", alt=block.drawing.words)),
        )

    def _contents(self, document: Document) -> list[Row]:
        rows = []
        whole = self.tree.block("TOC")
        for block in document.blocks:
            if isinstance(block, Heading) and block.anchor:
                first = block.level == 1
                run = Run(block.text, "strong" if first else "plain", block.anchor)
                indent = 0 if first else _INDENT
                to = whole.add("TOCI").add("Reference")
                cell = self._cell((Paragraph((run,), small=True),), indent, self._room * 0.9 - indent, to)
                over = 3.0 if first else 0.4
                rows.append(Row((cell,), over=over, under=0.4, leads=block.anchor, keep=first))
        return rows

    def _lines(
        self, paragraph: Paragraph, size: float, width: float, of: Element | None, *, bold: bool = False
    ) -> list[Line]:
        lines = self._breaker.lines(paragraph, size, width, bold=bold)
        for line in lines:
            line.of = of
        return lines

    def _cell(self, paragraphs: Sequence[Paragraph], x: float, width: float, of: Element | None) -> Cell:
        """Paragraphs below each other, as the text of `of`; several are parts of it."""
        lines: list[Line] = []
        single = len(paragraphs) == 1
        for paragraph in paragraphs:
            own = of if single or of is None else of.add("P")
            made = self._lines(paragraph, self._small if paragraph.small else self._body, width, own)
            if lines:
                made[0].gap = _BETWEEN
            lines += made
        return Cell(x, tuple(lines))

    def _heading(self, heading: Heading) -> Row:
        size, over = (HEAD, 9.0) if heading.level == 1 else (BODY, 5.0)
        part = bool(heading.level > 1 and heading.anchor)  # one that is looked up: easy to find on its page
        kind: Kind = "H2" if heading.level == 1 else "H3"
        lines = self._lines(plain(heading.text), size, self._room, self.tree.block(kind), bold=True)
        return Row(
            (Cell(0, tuple(lines)),),
            over=over,
            under=2.5,
            rule="ink" if part else "",
            keep=True,
            mark=heading.text if heading.level == 1 or heading.anchor else "",
            level=heading.level,
            anchor=heading.anchor,
        )

    def _key_values(self, block: KeyValues) -> list[Row]:
        depth = -(-len(block.pairs) // block.columns)
        unit = (self._room - self._gutter) / block.columns
        name = unit * 0.46
        rows = []
        title, body = self.tree.labelled(block.label)
        pairs = body.add("L")
        items = [pairs.add("LI") for _pair in block.pairs]  # down the columns, as they are read
        for index in range(depth):
            cells = []
            if not index and block.label:
                cells.append(self._label(block.label, title))
            for column in range(block.columns):
                place = column * depth + index
                if place < len(block.pairs):
                    label, value = block.pairs[place]
                    x = self._gutter + column * unit
                    term, said = items[place].add("Lbl"), items[place].add("LBody")
                    cells.append(self._cell((plain(label, tone="muted", small=True),), x, name - 4, term))
                    cells.append(self._cell((plain(value),), x + name, unit - name - _ROOM, said))
            rule: Rule = "" if index else "thin"
            rows.append(
                Row(
                    tuple(cells),
                    over=2.0 if not index else 0.4,
                    under=2.0 if index == depth - 1 else 0.4,
                    rule=rule,
                    keep=depth <= 6 and index < depth - 1,
                )
            )
        return rows

    def _label(self, text: str, of: Element | None) -> Cell:
        return self._cell((plain(text, tone="strong", small=True),), 0, self._gutter - _ROOM, of)

    def _labelled(self, block: Labelled) -> list[Row]:
        parts = [(p,) for p in block.content] if len(block.content) > _LIST else [block.content]
        rows = []
        name, body = self.tree.labelled(block.label)
        for index, part in enumerate(parts):
            of = body.add("P") if len(part) == 1 else body
            cells = [self._cell(part, self._gutter, self._room - self._gutter, of)]
            if block.label and not index:
                cells.insert(0, self._label(block.label, name))
            ruled = block.ruled and not index and (bool(block.label) or self._gutter > 0)
            under = 1.6 if index == len(parts) - 1 else 0.4
            rows.append(
                Row(
                    tuple(cells),
                    rule="thin" if ruled else "",
                    over=2.0 if ruled else 0.4,
                    under=under,
                    keep=block.keep,
                )
            )
        return rows

    def _writing(self, block: Writing) -> list[Row]:
        last = block.lines - 1
        name, _body = self.tree.labelled(block.label)
        return [
            Row(
                (self._label(block.label, name),) if block.label and not index else (),
                over=2.0,
                under=0,
                keep=index < last,
                to_write=_HAND,
            )
            for index in range(block.lines)
        ]

    def _table(self, table: Table) -> list[Row]:
        x = self._gutter if table.label else 0.0
        room = self._room - x
        starts, widths = [], []
        for column in table.columns:
            starts.append(x)
            widths.append(column.share * room - _ROOM)
            x += column.share * room
        widths[-1] += _ROOM
        titles: list[Row] = []
        name, body = self.tree.labelled(table.label)
        whole = body.add("Table") if name else self.tree.block("Table")
        if table.title:
            named = self._cell((plain(table.title, tone="strong"),), 0, self._room, whole.add("Caption"))
            titles.append(Row((named,), over=8, under=2, keep=True))
        if any(column.title for column in table.columns):
            head = whole.add("THead").add("TR")
            tops = [head.add("TH" if column.title else "TD") for column in table.columns]
            cells = [
                self._cell((plain(column.title, tone="muted", small=True),), start, width, top)
                for column, start, width, top in zip(table.columns, starts, widths, tops, strict=True)
                if column.title
            ]
            if table.label:
                cells.insert(0, self._label(table.label, name))
            titles.append(Row(tuple(cells), rule="thin" if table.label else "", keep=True))
        if titles:
            titles[-1] = replace(titles[-1], rule_under="ink")
        repeated = tuple(replace(title, over=1.6) for title in titles)
        rows = list(titles)
        lines = whole.add("TBody")
        for index, row in enumerate(table.rows):
            following = table.rows[index + 1] if index + 1 < len(table.rows) else None
            spans = [self._room] if row.band else widths
            line = lines.add("TR")
            places = [line.add("TD", columns=len(table.columns) if row.band else 1) for _cell in row.cells]
            cells = [
                self._cell(content, start, width, place)
                for content, start, width, place in zip(row.cells, starts, spans, places, strict=False)
                if any(paragraph.text for paragraph in content)
            ]
            closes = following is not None and following.band and not following.ruled
            rows.append(
                Row(
                    tuple(cells),
                    over=5.0 if row.band and row.ruled and index else 1.7 if row.ruled else 0.3,
                    under=1.7 if following is None or following.ruled else 0.5,
                    rule="thin" if row.ruled and index else "",
                    keep=(row.band and row.ruled) or closes,
                    titles=repeated,
                    anchor=row.anchor,
                    least=_HAND if row.to_write else 0.0,
                )
            )
        return rows
