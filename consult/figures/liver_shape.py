"""Liver shape: the Couinaud segments of a schematic liver seen from the front, in millimetres; which holds a point.

The patient's right is on the left. The drawn liver is about 200 mm wide; it is a diagram and nobody's own liver.
Neighbouring segments share their borders curve by curve, so that no point between them belongs to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
"""Control, control, end of a cubic piece."""

WIDE, HIGH = 206.0, 124.0
"""The field in which the liver lies, in millimetres."""

SEGMENTS: Mapping[str, str] = MappingProxyType(
    {
        "s1": "I",
        "s2": "II",
        "s3": "III",
        "s4a": "IVa",
        "s4b": "IVb",
        "s5": "V",
        "s6": "VI",
        "s7": "VII",
        "s8": "VIII",
    }
)
"""The drawn segments and their Roman numerals. IV alone (`s4`) is the two halves together."""
WHOLE: Mapping[str, tuple[str, ...]] = MappingProxyType({"s4": ("s4a", "s4b")})

_NODES: Mapping[str, Point] = MappingProxyType(
    {
        "lateral": (5, 64),
        "top_right": (69, 3.5),
        "top_middle": (102, 8),
        "top_left": (125, 14),
        "tip": (203, 45),
        "notch": (123, 85),
        "fundus": (93, 95),
        "low": (54, 119),
        "inner_right": (54, 61),
        "inner_middle": (95, 54),
        "inner_left": (124, 47),
        "behind": (162, 84),
    }
)
_BORDERS: tuple[tuple[str, str, Point, Point], ...] = (
    # round the outside, from the right side over the dome to the left tip and back
    ("lateral", "top_right", (5, 28), (33, 3)),
    ("top_right", "top_middle", (81, 3.5), (93, 5)),
    ("top_middle", "top_left", (110, 10), (117, 12)),
    ("top_left", "tip", (152, 18), (199, 18)),
    ("tip", "notch", (205, 64), (152, 68)),
    ("notch", "fundus", (114, 82), (103, 88)),
    ("fundus", "low", (82, 104), (69, 114)),
    ("low", "lateral", (26, 127), (4, 104)),
    # along the hepatic veins, from above
    ("top_right", "inner_right", (57, 20), (52, 42)),
    ("inner_right", "low", (56, 80), (54, 100)),
    ("top_middle", "inner_middle", (97, 24), (95, 40)),
    ("inner_middle", "fundus", (95, 68), (94, 82)),
    ("top_left", "inner_left", (122, 26), (122, 38)),
    ("inner_left", "notch", (126, 58), (124, 72)),
    # at the level of the portal vein
    ("lateral", "inner_right", (21, 70), (38, 66)),
    ("inner_right", "inner_middle", (66, 57), (82, 56)),
    ("inner_middle", "inner_left", (104, 52), (114, 48)),
    ("inner_left", "tip", (148, 48), (180, 46)),
)
_ROUND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "s7": ("lateral", "top_right", "inner_right"),
        "s8": ("top_right", "top_middle", "inner_middle", "inner_right"),
        "s4a": ("top_middle", "top_left", "inner_left", "inner_middle"),
        "s2": ("top_left", "tip", "inner_left"),
        "s3": ("inner_left", "tip", "notch"),
        "s4b": ("inner_middle", "inner_left", "notch", "fundus"),
        "s5": ("inner_right", "inner_middle", "fundus", "low"),
        "s6": ("lateral", "inner_right", "low"),
    }
)
_CAUDATE: tuple[Curve, ...] = (
    ((162, 76), (172, 74), (182, 74)),
    ((194, 74), (203, 77), (203, 85)),
    ((203, 93), (192, 96), (182, 94)),
    ((172, 92), (162, 93), (162, 84)),
)
"""Segment I lies behind the others and is drawn beside them."""
CENTRES: Mapping[str, Point] = MappingProxyType(
    {
        "s1": (182, 84.5),
        "s2": (150, 33),
        "s3": (150, 57),
        "s4a": (110, 31),
        "s4b": (110, 67),
        "s5": (74, 81),
        "s6": (30, 91),
        "s7": (35, 42),
        "s8": (77, 30),
    }
)
"""Where a single nodule of a segment is drawn."""
NAMES: Mapping[str, Point] = MappingProxyType(
    {
        "s1": (169, 86),
        "s2": (185, 39),
        "s3": (182, 57),
        "s4a": (108, 19),
        "s4b": (116, 79),
        "s5": (62, 108),
        "s6": (36, 116),
        "s7": (41, 18),
        "s8": (85, 12),
    }
)
"""The middle of each segment's name: near an edge, out of the way of nodules."""
GALLBLADDER: tuple[Point, tuple[Curve, ...]] = (
    (97, 91),
    (((101, 95), (103, 104), (98, 107)), ((92, 109), (87, 100), (91, 95))),
)

_WALK: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "s7": {"right": "s8", "down": "s6"},
        "s8": {"left": "s7", "right": "s4a", "down": "s5"},
        "s4a": {"left": "s8", "right": "s2", "down": "s4b"},
        "s2": {"left": "s4a", "down": "s3"},
        "s6": {"up": "s7", "right": "s5"},
        "s5": {"up": "s8", "left": "s6", "right": "s4b"},
        "s4b": {"up": "s4a", "left": "s5", "right": "s3", "down": "s1"},
        "s3": {"up": "s2", "left": "s4b", "down": "s1"},
        "s1": {"up": "s3", "left": "s4b"},
    }
)
_PIECES = 12
"""Straight pieces for each curve where a point is looked up; the error is below half a millimetre."""


def neighbour(segment: str, direction: str) -> str:
    """The segment that lies left, right, up or down of another as drawn; itself where there is none."""
    return _WALK[segment].get(direction, segment)


def segment_at(x: float, y: float) -> str:
    """The segment that holds a point, in millimetres of the field; empty outside the liver."""
    for segment in SEGMENTS:
        left, top, right, bottom = _box(segment)
        if left <= x <= right and top <= y <= bottom and _holds(polygon(segment), x, y):
            return segment
    return ""


def drawn(segments: Iterable[str]) -> tuple[str, ...]:
    """The drawn segments that recorded ones stand for, in the order of their numbers."""
    found = {part for segment in segments for part in WHOLE.get(segment, (segment,))}
    return tuple(segment for segment in SEGMENTS if segment in found)


@cache
def outline(segment: str) -> tuple[Point, tuple[Curve, ...]]:
    """Start and cubic pieces of a segment's border."""
    if segment == "s1":
        return _NODES["behind"], _CAUDATE
    names = _ROUND[segment]
    curves = tuple(_border(a, b) for a, b in zip(names, names[1:] + names[:1], strict=True))
    return _NODES[names[0]], curves


@cache
def polygon(segment: str) -> tuple[Point, ...]:
    """A segment's border as straight pieces."""
    start, curves = outline(segment)
    points = [start]
    for curve in curves:
        points += _along(points[-1], curve)
    return tuple(points[:-1])


@cache
def shared(segments: frozenset[str]) -> tuple[Point, ...]:
    """Points along the borders that any two of these segments share; none where they do not touch."""
    found: list[Point] = []
    borders: set[frozenset[str]] = set()
    for segment in SEGMENTS:
        if segment not in segments or segment not in _ROUND:
            continue
        names = _ROUND[segment]
        for pair in zip(names, names[1:] + names[:1], strict=True):
            if frozenset(pair) in borders:
                found += _along(_NODES[pair[0]], _border(*pair))[:-1]
            borders.add(frozenset(pair))
    return tuple(found)


def _border(a: str, b: str) -> Curve:
    """The curve from one node to another, whichever way it is written down."""
    for start, end, first, second in _BORDERS:
        if (start, end) == (a, b):
            return first, second, _NODES[end]
        if (start, end) == (b, a):
            return second, first, _NODES[start]
    raise KeyError((a, b))


def _along(start: Point, curve: Curve) -> list[Point]:
    """Points on a cubic piece, its end included."""
    first, second, end = curve
    points = []
    for step in range(1, _PIECES + 1):
        t = step / _PIECES
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return points


@cache
def _box(segment: str) -> tuple[float, float, float, float]:
    xs, ys = zip(*polygon(segment), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _holds(points: tuple[Point, ...], x: float, y: float) -> bool:
    inside = False
    x0, y0 = points[-1]
    for x1, y1 in points:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside
