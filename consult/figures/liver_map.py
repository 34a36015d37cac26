"""Liver map: the nodules of a case on a schematic liver, to scale, as shapes and as words.

Solid is viable, hollow complete response, dotted indeterminate, hatched benign; a dashed ring is what a size may still
be. Nothing is placed by guess: a nodule without a segment stands beside the liver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from consult.drawing import Anchor, Circle, Drawing, Label, Outline, Pattern, Shape, Stroke
from consult.fields import Field
from consult.figures.liver_key import Chip, chips_of, draw_chips, draw_key, key_of, look, ring
from consult.figures.liver_labels import Labels
from consult.figures.liver_places import Mark, Nodule, Places, places, spots
from consult.figures.liver_shape import (
    GALLBLADDER,
    HIGH,
    NAMES,
    SEGMENTS,
    WIDE,
    Curve,
    Point,
    outline,
    segment_at,
)
from consult.figures.liver_words import (
    NEAR,
    Lesions,
    description,
    listed,
    short_near,
    short_segments,
    short_size,
)
from consult.phrases import Words
from consult.values import UNKNOWN

SCALE_BAR_MM = 50
_BAR: Point = (140, 4)
_RIGHT, _LEFT, _BEHIND = (2, 13), (205, 26), (159, 88)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiverMap:
    """The figure with the places on it, in points of the drawing."""

    drawing: Drawing
    scale: float
    """Points per millimetre."""
    places: Places
    chips: tuple[Chip, ...]

    def segment_at(self, x: float, y: float) -> str:
        """The segment that holds a point; empty outside."""
        return segment_at(x / self.scale, y / self.scale)

    def lesion_at(self, x: float, y: float) -> int | None:
        """The index of the nodule drawn over a point, or None."""
        for chip in self.chips:
            if chip.index >= 0 and 0 <= x - chip.x <= chip.wide and 0 <= y - chip.y <= chip.high:
                return chip.index
        mark = self.places.at(x / self.scale, y / self.scale)
        return None if mark is None else mark.shown.index

    def spot(self, index: int) -> tuple[float, float, float] | None:
        """Middle and radius of the mark that holds a nodule, or of its symbol beside the liver; None for the rest."""
        mark = self.places.of(index)
        if mark is not None:
            return mark.x * self.scale, mark.y * self.scale, mark.radius * self.scale
        chip = next((chip for chip in self.chips if chip.index == index), None)
        return None if chip is None else (chip.x + chip.high / 2, chip.y + chip.high / 2, chip.high / 3)


def liver_map(
    field: Field, lesions: Any, words: Words, *, wide: float, high: float, size: float = 11.0
) -> LiverMap:
    """The map of the recorded `lesions` (UNKNOWN while nobody recorded any) in a box of points.

    `field` declares the list; `size` is that of the letters.
    """
    records = listed(lesions)
    found = places(records)
    key = key_of(found, records, words, wide, size)
    room = high - max(1, len(key)) * size * 1.3
    k = min(wide / WIDE, room / HIGH)
    chips = chips_of(found.unplaced, records, words, k, wide, room, size)
    labels = Labels(wide, room, size)
    for mark in found.marks:
        labels.keep_clear(mark.x * k, mark.y * k, mark.radius * k)
    around = (shape for shape in _around(k, size, words) if not labels.covered(shape))
    fixed = (*around, *draw_chips(chips, found, words, k, size))
    for shape in fixed:
        if isinstance(shape, Label):
            labels.avoid(shape)
    _texts(labels, found, records, words, k)
    shapes = (*_liver(k), *fixed, *_discs(found, k), *labels.shapes, *draw_key(key, room, size))
    drawing = Drawing(wide=wide, high=high, shapes=shapes, words=description(field, lesions, words))
    return LiverMap(drawing=drawing, scale=k, places=found, chips=tuple(chips))


# -- the liver -----------------------------------------------------------------------------------------------------


def segment_outline(
    segment: str, k: float, *, role: str, edge: str, pattern: Pattern = "solid", width: float
) -> Outline:
    """A segment of the drawn liver at `k` points per millimetre."""
    start, curves = _scaled(*outline(segment), k)
    return Outline(start=start, curves=curves, role=role, edge=edge, pattern=pattern, width=width)


def _scaled(start: Point, curves: tuple[Curve, ...], k: float) -> tuple[Point, tuple[Curve, ...]]:
    def at(point: Point) -> Point:
        return point[0] * k, point[1] * k

    return at(start), tuple((at(a), at(b), at(c)) for a, b, c in curves)


@lru_cache(maxsize=8)
def _liver(k: float) -> tuple[Shape, ...]:
    start, curves = _scaled(*GALLBLADDER, k)
    width = min(0.8, 0.5 * k)  # small on paper, its lines are to stay faint
    return (
        Outline(start=start, curves=curves, role="surface", edge="muted", width=width),
        *(segment_outline(s, k, role="header", edge="muted", width=width) for s in SEGMENTS),
    )


def _around(k: float, size: float, words: Words) -> Iterable[Shape]:
    """Which side is which, what lies behind, and the scale."""
    sides: tuple[tuple[Point, str, Anchor], ...] = (
        (_RIGHT, "liver.right", "start"),
        (_LEFT, "liver.left", "end"),
        (_BEHIND, "liver.behind", "end"),
    )
    for (x, y), name, anchor in sides:
        text = words.say(name)
        yield Label(x=x * k, y=y * k, text=text, size=size, role="muted", anchor=anchor)
    start, y = _BAR[0] * k, _BAR[1] * k
    end = start + SCALE_BAR_MM * k
    tick = 2 * k
    for line in (
        ((start, y - tick), (start, y + tick)),
        ((start, y), (end, y)),
        ((end, y - tick), (end, y + tick)),
    ):
        yield Stroke(points=line, role="muted", width=min(1.0, 0.7 * k))
    bar = words.quantity(str(SCALE_BAR_MM), "mm")
    yield Label(x=end, y=y + 1.3 * size, text=bar, size=size, role="muted", anchor="end")


# -- nodules on it -------------------------------------------------------------------------------------------------


def _discs(found: Places, k: float) -> Iterable[Shape]:
    """Largest first, so that none is hidden; each on a rim that sets it off from what it lies over."""
    for mark in sorted(found.marks, key=lambda mark: -mark.radius):
        one = mark.shown
        x, y, radius = mark.x * k, mark.y * k, one.inner * k
        pattern, role = look(one)
        if len(mark.members) > 1:
            yield Circle(x=x, y=y, radius=mark.radius * k + 3, role="ink", pattern="hollow", width=0.8)
        base = "header" if pattern == "hollow" else "surface"
        yield Circle(x=x, y=y, radius=radius if pattern == "hollow" else radius + 1, role=base)
        yield Circle(x=x, y=y, radius=radius, role=role, pattern=pattern, width=min(1.4, 1.1 * k))
        if not one.certain:
            yield ring(x, y, one.outer * k, role)


def _texts(labels: Labels, found: Places, records: Lesions, words: Words, k: float) -> None:
    for segment, name in SEGMENTS.items():
        others = ((spot.x * k, spot.y * k) for spot in spots((segment,)) if spot.clear > 6)
        first = (NAMES[segment][0] * k, NAMES[segment][1] * k)
        labels.name(name, (first, *others), "muted")
    for mark in sorted(found.marks, key=lambda mark: mark.shown.index):
        _label(labels, mark, records, words, k)


def _label(labels: Labels, mark: Mark, records: Lesions, words: Words, k: float) -> None:
    """Number and size within the disc where they fit, else beside it, with what is recorded around it."""
    one = mark.shown
    record = records[one.index]
    x, y, pattern = mark.x * k, mark.y * k, look(one)[0]
    number = f"{one.index + 1}" if len(mark.members) == 1 else f"{one.index + 1} + {len(mark.members) - 1}"
    said = _size_said(one, record, words)
    near = short_near(record, words)
    sign = [NEAR] if near.startswith(NEAR) else []
    beside = [line for line in (short_segments(one, record), near) if line]
    role = "on_accent" if pattern == "solid" else "ink"
    readable = pattern in ("solid", "hollow")  # words stand badly on dots and lines
    inner, radius = one.inner * k, mark.radius * k
    if readable and labels.inside((number, said), x, y, inner, role):
        labels.beside((beside, sign), x, y, radius, bold=False, needed=bool(sign))
    elif readable and labels.inside((number,), x, y, inner, role):
        labels.beside(
            ([said, *beside], [" ".join([said, *sign])], sign), x, y, radius, bold=True, needed=bool(sign)
        )
    else:
        full = f"{number} · {said}"
        short = [[" ".join([text, *sign])] for text in (full, number)]
        labels.beside(([full, *beside], *short), x, y, radius, bold=True, needed=bool(sign))


def _size_said(one: Nodule, record: Mapping[str, Any], words: Words) -> str:
    said = short_size(record.get("size_mm", UNKNOWN), words)
    return words.say("liver.cut", size=said) if one.is_cut else said
