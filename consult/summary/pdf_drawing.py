"""PDF drawing: a drawing's shapes on a page, in greys; its texts stay text that can be searched."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from consult.drawing import Box, Circle, Drawing, Label, Outline, Photo, Shape, Stroke
from consult.patterns import FINE, filling
from consult.summary.greys import grey

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

Face = Callable[[bool], str]
"""The registered name of the regular or the bold font."""


def paint(canvas: Canvas, drawing: Drawing, *, x: float, top: float, scale: float, face: Face) -> None:
    """Draw it with its upper left corner at (x, top), counted from the foot of the page. Its texts must be clean."""
    canvas.saveState()
    # The page counts y upwards, a drawing downwards; texts are turned back where they stand.
    canvas.transform(scale, 0, 0, -scale, x, top)
    canvas.setLineCap(1)
    for shape in drawing.shapes:
        _shape(canvas, shape, face)
    canvas.restoreState()


def _shape(canvas: Canvas, shape: Shape, face: Face) -> None:
    match shape:
        case Label():
            _label(canvas, shape, face)
        case Stroke():
            canvas.setStrokeGray(grey(shape.role))
            canvas.setLineWidth(shape.width)
            canvas.setDash([3, 3] if shape.dashed else [])
            canvas.drawPath(_through(canvas, shape), stroke=1, fill=0)
            canvas.setDash([])
        case Circle() | Box() | Outline():
            _area(canvas, shape)
        case Photo():
            from reportlab.lib.utils import ImageReader

            canvas.saveState()
            canvas.transform(1, 0, 0, -1, shape.x, shape.y + shape.high)
            canvas.drawImage(ImageReader(BytesIO(shape.png)), 0, 0, shape.wide, shape.high)
            canvas.restoreState()


def _area(canvas: Canvas, shape: Circle | Box | Outline) -> None:
    edge = shape.edge if isinstance(shape, Outline) else ""
    solid = shape.pattern == "solid"
    canvas.setFillGray(grey(shape.role))
    canvas.setStrokeGray(grey(edge or shape.role))
    canvas.setLineWidth(shape.width)
    inside = filling(shape)
    canvas.saveState()
    if inside.clipped:
        canvas.clipPath(_edge(canvas, shape), stroke=0, fill=0)
    canvas.setStrokeGray(grey(shape.role))
    canvas.setLineWidth(FINE)
    for (x0, y0), (x1, y1) in inside.lines:
        canvas.line(x0, y0, x1, y1)
    for x, y, radius in inside.dots:
        canvas.circle(x, y, radius, stroke=0, fill=1)
    canvas.restoreState()
    if solid or shape.width:
        stroked = bool(shape.width) and (not solid or bool(edge))
        canvas.drawPath(_edge(canvas, shape), stroke=int(stroked), fill=int(solid))


def _edge(canvas: Canvas, shape: Circle | Box | Outline) -> PDFPathObject:
    path = canvas.beginPath()
    match shape:
        case Circle():
            # An outline is drawn inside the disc, so that a hollow one is no larger than a solid one.
            radius = shape.radius - (0 if shape.pattern == "solid" else shape.width / 2)
            path.circle(shape.x, shape.y, radius)
        case Box():
            inset = 0 if shape.pattern == "solid" else shape.width / 2
            x, y, wide, high = (
                shape.x + inset,
                shape.y + inset,
                shape.wide - 2 * inset,
                shape.high - 2 * inset,
            )
            if shape.corner:
                path.roundRect(x, y, wide, high, shape.corner)
            else:
                path.rect(x, y, wide, high)
        case Outline():
            path.moveTo(*shape.start)
            for one, other, end in shape.curves:
                path.curveTo(*one, *other, *end)
            path.close()
    return path


def _through(canvas: Canvas, stroke: Stroke) -> PDFPathObject:
    path = canvas.beginPath()
    for index, point in enumerate(stroke.points):
        (path.lineTo if index else path.moveTo)(*point)
    return path


def _label(canvas: Canvas, label: Label, face: Face) -> None:
    name = face(label.bold)
    width = canvas.stringWidth(label.text, name, label.size)
    start = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    text = canvas.beginText()
    text.setTextTransform(1, 0, 0, -1, start, label.y)
    text.setFont(name, label.size)
    text.setFillGray(grey(label.role))
    text.textOut(label.text)
    canvas.drawText(text)
