"""Patterns: the lines and dots that fill a hatched or dotted area, the same on screen, on paper and in HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from consult.drawing import Box, Circle, Outline

HATCH = 4.0
"""Between two lines of a hatching, measured along the x axis."""
DOT_STEP = 5.0
DOT = 0.8
"""The radius of a dot of a dotted area; a dotted disc has one larger dot in its middle."""
FINE = 0.8
"""The width of a hatching's lines."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Filling:
    """What is drawn inside an area: lines, and dots with their radius. `clipped`: it reaches beyond the edge."""

    lines: tuple[tuple[Point, Point], ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()
    clipped: bool = False


def filling(shape: Circle | Box | Outline) -> Filling:
    """The lines and dots of a shape's pattern; none for one that is solid or hollow."""
    if shape.pattern == "hatched":
        if isinstance(shape, Circle):
            return Filling(lines=tuple(_chords(shape)))
        return Filling(lines=tuple(_hatching(*bounds(shape))), clipped=True)
    if shape.pattern == "dotted":
        if isinstance(shape, Circle):
            return Filling(dots=((shape.x, shape.y, shape.radius * 0.4),))
        return Filling(dots=tuple(_dots(*bounds(shape))), clipped=True)
    return Filling()


def bounds(shape: Box | Outline) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the area, or of what surely holds it."""
    if isinstance(shape, Box):
        return shape.x, shape.y, shape.x + shape.wide, shape.y + shape.high
    points = [shape.start, *(point for curve in shape.curves for point in curve)]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _chords(circle: Circle) -> Iterator[tuple[Point, Point]]:
    """Rising lines inside a disc; small discs get at least two."""
    step = min(HATCH / sqrt(2), circle.radius * 0.7)
    reach = int(circle.radius / step)
    inner = circle.radius - circle.width
    for index in range(-reach, reach + 1):
        away = index * step
        half = sqrt(max(inner**2 - away**2, 0)) / sqrt(2)
        x, y = circle.x + away / sqrt(2), circle.y + away / sqrt(2)
        if half > FINE:
            yield (x - half, y + half), (x + half, y - half)


def _hatching(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[Point, Point]]:
    high = bottom - top
    x = left - high + HATCH
    while x < right:
        yield (x, bottom), (x + high, top)
        x += HATCH


def _dots(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[float, float, float]]:
    y, odd = top + DOT_STEP / 2, False
    while y < bottom:
        x = left + (DOT_STEP if odd else DOT_STEP / 2)
        while x < right:
            yield x, y, DOT
            x += DOT_STEP
        y, odd = y + DOT_STEP / 2, not odd
