"""SVG: a drawing as a picture inside an HTML file, in greys, with its words for who cannot see it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator

from consult.drawing import Box, Circle, Drawing, Label, Outline, Photo, Shape, Stroke
from consult.patterns import FINE, filling
from consult.summary.greys import grey

Escape = Callable[[str], str]


def render_svg(drawing: Drawing, name: str, escape: Escape) -> str:
    """The drawing as one `svg` element; `name` begins the ids inside it and is unique in the file."""
    words = escape(drawing.words)
    shapes = "".join(
        part for number, s in enumerate(drawing.shapes) for part in _shape(s, f"{name}-{number}", escape)
    )
    return (
        f'<svg role="img" aria-label="{words}" width="{drawing.wide:g}" height="{drawing.high:g}" '
        f'viewBox="0 0 {drawing.wide:g} {drawing.high:g}"><title>{words}</title>{shapes}</svg>'
    )


def _shade(role: str) -> str:
    level = round(grey(role) * 255)
    return f"#{level:02X}{level:02X}{level:02X}"


def _shape(shape: Shape, name: str, escape: Escape) -> Iterator[str]:
    match shape:
        case Label():
            weight = ' font-weight="bold"' if shape.bold else ""
            yield (
                f'<text x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}" text-anchor="{shape.anchor}" '
                f'fill="{_shade(shape.role)}"{weight}>{escape(shape.text)}</text>'
            )
        case Stroke():
            points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
            dashes = ' stroke-dasharray="3 3"' if shape.dashed else ""
            yield f'<polyline points="{points}" fill="none" {_line(shape.role, shape.width)}{dashes}/>'
        case Circle() | Box() | Outline():
            yield from _area(shape, name)
        case Photo():
            yield (
                f'<image x="{shape.x:g}" y="{shape.y:g}" width="{shape.wide:g}" height="{shape.high:g}" '
                f'href="data:image/png;base64,{b64encode(shape.png).decode()}"/>'
            )


def _line(role: str, width: float) -> str:
    return f'stroke="{_shade(role)}" stroke-width="{width:g}" stroke-linecap="round"'


def _area(shape: Circle | Box | Outline, name: str) -> Iterator[str]:
    inside = filling(shape)
    fine = _line(shape.role, FINE)
    marks = "".join(f'<path d="M{x:g} {y:g}L{u:g} {v:g}" {fine}/>' for (x, y), (u, v) in inside.lines)
    fill = _shade(shape.role)
    marks += "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"/>' for x, y, r in inside.dots)
    if marks and inside.clipped:
        yield f'<clipPath id="{name}">{_edge(shape, "")}</clipPath><g clip-path="url(#{name})">{marks}</g>'
    else:
        yield marks
    edge = shape.edge if isinstance(shape, Outline) else ""
    if shape.pattern == "solid":
        outlined = f" {_line(edge, shape.width)}" if edge and shape.width else ""
        yield _edge(shape, f'fill="{fill}"{outlined}')
    elif shape.width:
        yield _edge(shape, f'fill="none" {_line(edge or shape.role, shape.width)}')


def _edge(shape: Circle | Box | Outline, dress: str) -> str:
    match shape:
        case Circle():
            radius = shape.radius - (0 if shape.pattern == "solid" else shape.width / 2)
            return f'<circle cx="{shape.x:g}" cy="{shape.y:g}" r="{radius:g}" {dress}/>'
        case Box():
            inset = 0 if shape.pattern == "solid" else shape.width / 2
            return (
                f'<rect x="{shape.x + inset:g}" y="{shape.y + inset:g}" width="{shape.wide - 2 * inset:g}" '
                f'height="{shape.high - 2 * inset:g}" rx="{shape.corner:g}" {dress}/>'
            )
        case Outline():
            curves = "".join(
                f"C{a:g} {b:g} {c:g} {d:g} {e:g} {f:g}" for (a, b), (c, d), (e, f) in shape.curves
            )
            return f'<path d="M{shape.start[0]:g} {shape.start[1]:g}{curves}Z" {dress}/>'
