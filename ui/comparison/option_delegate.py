"""Option delegate: paints a heading or an option: shape in its status colour, name, glance line, what is local."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QStaticText, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from consult.phrases import SHAPES
from ui import theme
from ui.comparison.option_model import Face, Index, OptionModel
from ui.comparison.option_rows import Row

_LEFT, _TEXT_LEFT, _RIGHT = 12, 32, 8
_NAME_LINE, _GLANCE_LINE, _PAD = 17, 15, 3
_HEADING_LINE, _HEADING_PAD = 16, 6
_INSIDE = 12
"""By how much an option under the head of a family stands further in."""
FOLD_ZONE = 40
"""The width at the right of a row that folds it, where a click elsewhere on it would choose it."""


def static(text: str, font: QFont) -> QStaticText:
    """Text laid out once, for painting it often."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font)
    return made


def wrapped(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """`text` broken into at most `most` lines of `width` pixels, the last one shortened if it must be."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    at = 0
    while len(lines) < most - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[at : at + line.textLength()].strip())
        at += line.textLength()
    layout.endLayout()
    if rest := text[at:].strip():
        lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return tuple(lines)


class OptionDelegate(QStyledItemDelegate):
    """Sizes come from wrapped text, remembered by text and width; colours are asked of the theme on each paint."""

    def __init__(self, view: QListView, model: OptionModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._name = theme.font(theme.BODY)
        self._bold = theme.font(theme.BODY, bold=True)
        self._small = theme.font(theme.SMALL)
        self._heading = theme.font(theme.SMALL, bold=True)
        self._wrapped: dict[tuple[str, str, int], tuple[QStaticText, ...]] = {}
        self._sizes: dict[Row, QSize] = {}
        self._sized_width = self._sized_stamp = -1
        self._shapes = {status: static(shape, self._bold) for status, shape in SHAPES.items()}
        self._holds: dict[tuple[int, bool], QStaticText] = {}
        self.painted: dict[int, Face] = {}
        """By row what was painted last."""
        self._markers = {folded: static("▸" if folded else "▾", self._heading) for folded in (True, False)}

    def lines(self, kind: str, text: str, width: int) -> tuple[QStaticText, ...]:
        """The wrapped lines of a name, glance or heading, ready to be drawn."""
        found = self._wrapped.get((kind, text, width))
        if found is None:
            if len(self._wrapped) > 2000:
                self._wrapped.clear()
            font = {"name": self._name, "glance": self._small, "local": self._small, "mark": self._small}.get(
                kind, self._heading
            )
            most = 1 if kind in ("local", "mark") else 2
            lines = tuple(static(line, font) for line in wrapped(text, font, width, most))
            found = self._wrapped[kind, text, width] = lines
        return found

    def _room(self, *, inside: bool, holds: bool) -> int:
        room = self._view.viewport().width() - _TEXT_LEFT - _RIGHT
        return room - (_INSIDE if inside else 0) - (FOLD_ZONE - _RIGHT if holds else 0)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two glance lines are always kept free, so that no row moves when a glance gets longer or shorter."""
        width = self._view.viewport().width()
        if width != self._sized_width or self._sized_stamp != self._model.heights_stamp:
            self._sizes.clear()
            self._sized_width, self._sized_stamp = width, self._model.heights_stamp
        row = self._model.rows[index.row()]
        found = self._sizes.get(row)
        if found is None:
            found = self._sizes[row] = QSize(width, self._height(row))
        return found

    def _height(self, row: Row) -> int:
        title = self._model.title(row)
        if row.heading:
            return len(self._heading_lines(title)) * _HEADING_LINE + _HEADING_PAD + 4
        below = bool(self._model.local(row)) + bool(self._model.marks.get(row.treatment))
        names = len(self.lines("name", title, self._room(inside=bool(row.inside), holds=bool(row.family))))
        return names * _NAME_LINE + (2 + below) * _GLANCE_LINE + 2 * _PAD

    def _heading_lines(self, title: str) -> tuple[QStaticText, ...]:
        return self.lines("heading", title, self._view.viewport().width() - _LEFT - _RIGHT - 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current().colour
        rect: QRect = option.rect
        face = self.painted[index.row()] = self._model.face(index.row())
        if face.option:
            self._paint_option(painter, rect, face)
        else:
            self._paint_heading(painter, rect, face)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(colours("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_heading(self, painter: QPainter, rect: QRect, face: Face) -> None:
        painter.setPen(theme.current().colour(face.status or "muted"))
        painter.setFont(self._heading)
        y = rect.top() + _HEADING_PAD
        for line in self._heading_lines(face.title):
            painter.drawStaticText(rect.left() + _LEFT, y, line)
            y += _HEADING_LINE
        painter.drawStaticText(rect.right() - 18, y - _HEADING_LINE, self._markers[bool(face.folded)])

    def _paint_option(self, painter: QPainter, rect: QRect, face: Face) -> None:
        colours = theme.current().colour
        if face.chosen:
            painter.fillRect(rect, colours("chosen"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours("accent"))
        y = rect.top() + _PAD
        painter.setFont(self._bold)
        deeper = _INSIDE if face.inside else 0
        if face.status:  # the head of a family has one where all that stands under it share it
            painter.setPen(colours(face.status))
            painter.drawStaticText(rect.left() + _LEFT + deeper, y, self._shapes[face.status])
        left = rect.left() + _TEXT_LEFT + deeper
        room = self._room(inside=face.inside, holds=face.folded is not None)
        if face.folded is not None:
            painter.setPen(colours("accent"))
            painter.setFont(self._heading)
            marker = self._marker(face.holds, face.folded)
            painter.drawStaticText(round(rect.right() - _RIGHT - marker.size().width()), y, marker)
        painter.setFont(self._name)
        painter.setPen(colours("ink"))
        for line in self.lines("name", face.title, room):
            painter.drawStaticText(left, y, line)
            y += _NAME_LINE
        painter.setFont(self._small)
        painter.setPen(colours("cannot_tell" if face.status == "cannot_tell" else "muted"))
        room = self._room(inside=face.inside, holds=False)
        for line in self.lines("glance", face.glance, room):
            painter.drawStaticText(left, y, line)
            y += _GLANCE_LINE
        last = rect.bottom() - _PAD - _GLANCE_LINE  # under the room of two glance lines, so nothing moves
        if face.mark:
            painter.setPen(colours("ink"))
            painter.drawStaticText(left, last, self.lines("mark", face.mark, room)[0])
            last -= _GLANCE_LINE
        if face.local:
            painter.setPen(colours("local"))
            painter.drawStaticText(left, last, self.lines("local", face.local, room)[0])

    def _marker(self, holds: int, folded: bool) -> QStaticText:
        """Whether it can be opened; beside an option also how many stand under it."""
        found = self._holds.get((holds, folded))
        if found is None:
            sign = "▸" if folded else "▾"
            found = self._holds[holds, folded] = static(f"+{holds} {sign}" if holds else sign, self._heading)
        return found

    def editorEvent(
        self, _event: QEvent, _model: QAbstractItemModel, _option: QStyleOptionViewItem, _index: Index
    ) -> bool:
        return False  # The list itself toggles, on the whole row.
