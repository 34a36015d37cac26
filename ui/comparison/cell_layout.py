"""Cell layout: the lines of a cell as wrapped text with draft tags and icon arrays, kept until they change."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from consult.burden_figures import burden_drawing, is_drawn
from consult.compare import Cell, Line
from consult.drawing import Drawing
from consult.phrases import SHAPES
from ui import theme
from ui.comparison.wording import Wording
from ui.drawing import paint
from ui.workspace import Workspace

PAD_X, PAD_Y = 8, 5
_GAP = 3
_DOT, _STEP = 4, 5
ARRAY = 10 * _STEP
"""The side of an icon array: ten by ten dots."""
SHOWN = {
    "fit": 2,
    "for": 3,
    "against": 3,
    "guidelines": 5,
    "benefit": 2,
    "harm": 2,
    "burden": 7,
    "here": 3,
    "change": 3,
}
"""How many lines of an aspect a closed cell shows; two of every other."""
FIGURES = ("benefit", "harm")
LISTS = {"confirm": 3, "needs": 4}
"""Lists of fields can be long: a closed cell shows this many lines of text of them."""
MOST_KEPT = 160
"""Layouts kept: those on show (13 aspects of four treatments), and those of the edits just before."""
MOST_KEPT_WIDE = 1600
"""The same while every option is a column."""
_NBSP = "\u00a0"
_JOINER = "\u2060"
"""Keeps a tag on one line: Chinese may break between any two characters."""


@dataclass(slots=True)
class Block:
    """One line of a cell, laid out."""

    layout: QTextLayout
    top: float
    tag: tuple[int, int] | None = None
    dots: int | None = None


@dataclass(slots=True)
class CellLayout:
    """All shown lines of a cell, and how high they are together."""

    blocks: tuple[Block, ...]
    height: int
    figure: Drawing | None = None
    """Drawn above the lines."""

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw at this place."""
        if self.figure is not None:
            painter.save()
            painter.translate(round(left), round(top))
            paint(painter, self.figure, theme.current())
            painter.restore()
        for block in self.blocks:
            origin = QPointF(left, top + block.top)
            block.layout.draw(painter, origin)
            if block.tag is not None:
                _draw_tag(painter, block.layout, block.tag, origin)
            if block.dots is not None:
                draw_dots(painter, block.dots, origin.x(), origin.y() + 3)


def draw_dots(painter: QPainter, count: int, left: float, top: float) -> None:
    """A hundred squares: `count` filled, the others hollow, so that colour is not alone."""
    colours = theme.current().colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    filled, hollow = colours("accent"), QPen(colours("line"), 1)
    painter.setPen(hollow)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([_dot(at, left, top).adjusted(0, 0, -1, -1) for at in range(count, 100)])
    for at in range(count):
        painter.fillRect(_dot(at, left, top), filled)
    painter.restore()


def _dot(at: int, left: float, top: float) -> QRectF:
    return QRectF(round(left) + at % 10 * _STEP, round(top) + at // 10 * _STEP, _DOT, _DOT)


def _draw_tag(painter: QPainter, layout: QTextLayout, tag: tuple[int, int], origin: QPointF) -> None:
    start, end = tag
    line = layout.lineForTextPosition(start + 1)
    first, last = _x(line.cursorToX(start)), _x(line.cursorToX(end))
    painter.setPen(QPen(theme.current().colour("usually_not"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(origin.x() + first, origin.y() + line.y(), last - first, line.height())
    painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), 3, 3)


def _x(found: object) -> float:
    return float(found[0] if isinstance(found, tuple | list) else found)  # type: ignore[arg-type]


class CellLayouts:
    """Layouts by what they say and how wide they are; forgotten when language or theme changes."""

    def __init__(self, workspace: Workspace, wording: Wording) -> None:
        self._workspace = workspace
        self._wording = wording
        self._words = workspace.words
        self._theme = theme.current()
        self._found: dict[Hashable, CellLayout] = {}
        self.wide = False
        self._body = theme.font(theme.BODY)
        self._bold = theme.font(theme.BODY, bold=True)
        self._small = theme.font(theme.SMALL)
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def layout(
        self, cell: Cell, keys: tuple[Hashable, ...], width: int, uneven: frozenset[str], more: str
    ) -> CellLayout:
        """The closed cell, `width` pixels wide; `more` says how many lines are not shown."""
        if self._words is not self._workspace.words or self._theme is not theme.current():
            self._words, self._theme = self._workspace.words, theme.current()
            self._found.clear()
        count = self.count(cell)
        shown = cell.lines[:count]
        figured = cell.aspect == "burden" and self._draws_burdens()
        key = (width, more, keys[:count], uneven if cell.aspect in FIGURES else None, figured)
        found = self._found.pop(key, None)  # and back at the end: what was not asked for longest goes first
        if found is None:
            if len(self._found) >= (MOST_KEPT_WIDE if self.wide else MOST_KEPT):
                del self._found[next(iter(self._found))]
            found = self._found[key] = self._lay_out(shown, width, uneven, more, figured=figured)
        else:
            self._found[key] = found
        return found

    def _draws_burdens(self) -> bool:
        """Where any of those compared has a number to draw, all have their lanes, so that they can be compared."""
        comparison = self._workspace.comparison
        if self.wide or comparison is None:
            return False
        treatments = comparison.assessment.catalog.treatments
        return is_drawn(treatments[treatment] for treatment in comparison.treatments)

    def count(self, cell: Cell) -> int:
        """How many lines of a cell stand while it is closed: the first one where every option is a column."""
        return 1 if self.wide else SHOWN.get(cell.aspect, 2)

    def hidden(self, cell: Cell) -> int:
        """How many lines a closed cell does not show, and topics that stand behind them."""
        topics = sum(line.kind == "topic" for line in cell.detail)
        return max(0, len(cell.lines) - self.count(cell)) + topics

    def _lay_out(
        self, lines: tuple[Line, ...], width: int, uneven: frozenset[str], more: str, *, figured: bool
    ) -> CellLayout:
        blocks = []
        figure = burden_drawing(lines, self._words, size=theme.SMALL, wide=width) if figured else None
        top = figure.high + _GAP if figure is not None else 0.0
        for line in lines:
            run = self._run(line, uneven)
            dots = line.record.count if line.kind == "outcome" and line.record.per == 100 else None
            layout, height = self._wrap(run, width, ARRAY + 8 if dots is not None else 0)
            if line.kind in LISTS and layout.lineCount() > LISTS[line.kind]:
                last = layout.lineAt(LISTS[line.kind] - 1)
                run = run.cut(last.textStart() + last.textLength() - 4)
                layout, height = self._wrap(run, width, 0)
            if dots is not None:
                height = max(height, ARRAY + 6)
            blocks.append(Block(layout, top, run.tag, dots))
            top += height + _GAP
        if more:
            run = Run()
            run.add(more, self._small, "accent")
            layout, height = self._wrap(run, width, 0)
            blocks.append(Block(layout, top))
            top += height + _GAP
        return CellLayout(tuple(blocks), round(top - _GAP) + 2 * PAD_Y, figure)

    def _run(self, line: Line, uneven: frozenset[str]) -> Run:
        """A line as formatted text: label, words, sources, draft tag."""
        sentence, words = self._wording.sentence(line), self._workspace.words
        run = Run()
        own = sentence.tone if sentence.tone != "plain" else ""
        if line.kind == "status":
            run.add(f"{SHAPES[sentence.tone]} {sentence.text}", self._bold, own)
        elif line.kind == "outcome":
            self._add_figure(run, line, sentence.text, uneven)
        else:
            if sentence.label:
                run.add(f"{sentence.label}{words.say('colon')}", self._bold, own or "muted")
            coloured = line.kind == "local" or not sentence.label
            run.add(sentence.text, self._body, own if own and coloured else "ink")
        if sentence.sources:
            run.add(" " + words.join(sentence.sources), self._small, "accent")
        if sentence.mark == "unverified":
            run.add(" ", self._small, "ink")
            tag = words.say("mark.unverified").replace(" ", _NBSP)
            run.add_tag(_JOINER.join(f"{_NBSP}{tag}{_NBSP}"), self._small)
        return run

    def _add_figure(self, run: Run, line: Line, text: str, uneven: frozenset[str]) -> None:
        """Both frames at body size; who was studied, how and for whom it differs below, smaller."""
        words, outcome = self._workspace.words, line.record
        frames = words.frames(outcome)
        if not text.startswith(frames):
            run.add(text, self._body, "ink")
            return
        before, time, after = frames, "", ""
        if outcome.id in uneven:
            before, time, after = frames.partition(words.time(outcome))
        run.add(before, self._body, "ink")
        run.add(time, self._bold, "ink")
        run.add(after, self._body, "ink")
        run.add(text[len(frames) :], self._small, "muted")

    def _wrap(self, run: Run, width: int, indent: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(run.text, self._body)
        layout.setTextOption(self._option)
        layout.setFormats(run.formats)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            beside = indent if y < ARRAY + 4 else 0
            line.setLineWidth(max(40, width - beside))
            line.setPosition(QPointF(beside, y))
            y += line.height()
        layout.endLayout()
        return layout, y


class Run:
    """Text with formats, put together piece by piece. Positions count UTF-16 units, as Qt does."""

    def __init__(self) -> None:
        self.text = ""
        self.formats: list[QTextLayout.FormatRange] = []
        self.tag: tuple[int, int] | None = None
        self._length = 0

    def add(self, text: str, font: QFont, role: str) -> None:
        """Add a piece in a font and the colour of a role."""
        if not text:
            return
        made = QTextLayout.FormatRange()
        made.start = self._length
        made.length = len(text.encode("utf-16-le")) // 2
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(theme.current().colour(role))
        made.format = form
        self.formats.append(made)
        self.text += text
        self._length += made.length

    def cut(self, end: int) -> Run:
        """The list up to its last whole entry before `end`, with dots after it."""
        made = Run()
        form = self.formats[0].format
        kept = self.text.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore")
        kept = kept[: max(kept.rfind(","), kept.rfind("、"))] if "," in kept or "、" in kept else kept
        made.add(f"{kept} … ▸", form.font(), "cannot_tell")
        return made

    def add_tag(self, text: str, font: QFont) -> None:
        """Add the piece that is outlined."""
        start = self._length
        self.add(text, font, "usually_not")
        self.tag = (start, self._length)
