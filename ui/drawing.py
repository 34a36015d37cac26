"""Drawing on screen: paints a neutral drawing in the colours of a theme, and a widget that shows one."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult.drawing import Box, Circle, Drawing, Label, Outline, Photo, Shape, Stroke
from consult.patterns import FINE, filling
from ui import theme
from ui.theme import Theme

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own limit: no limit at all."""
_LEAST = 0.4
"""A figure never asks for less than this share of its own size."""


def paint(painter: QPainter, drawing: Drawing, dress: Theme) -> None:
    """Paint at the painter's origin, one point of the drawing to one unit of the painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        _shape(painter, shape, dress)
    painter.restore()


def _shape(painter: QPainter, shape: Shape, dress: Theme) -> None:
    match shape:
        case Label():
            _label(painter, shape, dress)
        case Stroke():
            pen = _pen(dress, shape.role, shape.width)
            if shape.dashed:
                # The pattern counts in widths of the pen.
                pen.setDashPattern([3 / shape.width, 3 / shape.width])
            painter.setPen(pen)
            painter.drawPolyline([QPointF(x, y) for x, y in shape.points])
        case Circle() | Box() | Outline():
            _area(painter, shape, dress)
        case Photo():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = QRectF(shape.x, shape.y, shape.wide, shape.high)
            painter.drawImage(place, QImage.fromData(shape.png, "PNG"))  # type: ignore[arg-type]  # the stubs say char


def _pen(dress: Theme, role: str, width: float) -> QPen:
    return QPen(dress.colour(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _area(painter: QPainter, shape: Circle | Box | Outline, dress: Theme) -> None:
    path = _path(shape)
    inside = filling(shape)
    if inside.lines or inside.dots:
        painter.save()
        if inside.clipped:
            painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.setPen(_pen(dress, shape.role, FINE))
        for (x0, y0), (x1, y1) in inside.lines:
            painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dress.colour(shape.role))
        for x, y, radius in inside.dots:
            painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.restore()
    edge = shape.edge if isinstance(shape, Outline) else ""
    solid = shape.pattern == "solid"
    outlined = bool(shape.width) and (not solid or bool(edge))
    painter.setPen(_pen(dress, edge or shape.role, shape.width) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(dress.colour(shape.role) if solid else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _path(shape: Circle | Box | Outline) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case Circle():
            # An outline is drawn inside the disc, so that a hollow one is no larger than a solid one.
            radius = shape.radius - (0 if shape.pattern == "solid" else shape.width / 2)
            path.addEllipse(QPointF(shape.x, shape.y), radius, radius)
        case Box():
            inset = 0 if shape.pattern == "solid" else shape.width / 2
            area = QRectF(shape.x, shape.y, shape.wide, shape.high).adjusted(inset, inset, -inset, -inset)
            path.addRoundedRect(area, shape.corner, shape.corner)
        case Outline():
            path.moveTo(*shape.start)
            for one, other, end in shape.curves:
                path.cubicTo(*one, *other, *end)
            path.closeSubpath()
    return path


def _label(painter: QPainter, label: Label, dress: Theme) -> None:
    font = theme.font(label.size, bold=label.bold)
    painter.setFont(font)
    painter.setPen(dress.colour(label.role))
    width = QFontMetricsF(font).horizontalAdvance(label.text)
    start = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    painter.drawText(QPointF(start, label.y), label.text)


class Figure(QWidget):
    """Shows one drawing at `scale` pixels a point, smaller where there is less room.

    A screen reader is told the drawing's words.
    """

    def __init__(self, parent: QWidget | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._scale = scale
        self._drawing: Drawing | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._taken_away = False

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._drawing

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another drawing; None hides the widget."""
        if drawing == self._drawing:
            return
        self._drawing = drawing
        words = "" if drawing is None else drawing.words
        self.setAccessibleName(words)
        self.setAccessibleDescription(words)
        # Never shown by itself before: without a parent yet, it would be a window of its own.
        if (drawing is None) is not self._taken_away:
            self._taken_away = drawing is None
            self.setVisible(drawing is not None)
        self.setMaximumWidth(self.sizeHint().width() if drawing is not None else QWIDGETSIZE_MAX)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._drawing is None:
            return QSize(0, 0)
        return QSize(ceil(self._drawing.wide * self._scale), ceil(self._drawing.high * self._scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() * _LEAST

    def heightForWidth(self, width: int) -> int:
        return 0 if self._drawing is None else ceil(self._drawing.high * self._scale_in(width))

    def _scale_in(self, width: int) -> float:
        assert self._drawing is not None
        return min(self._scale, width / self._drawing.wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        scale = self._scale_in(self.width())
        painter.scale(scale, scale)
        paint(painter, self._drawing, theme.current())
