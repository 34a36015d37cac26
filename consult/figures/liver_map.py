"""Liver map: the nodules of a case on a schematic liver, to scale, as shapes and as words.

Solid is viable, hollow complete response, dotted indeterminate, hatched benign; a dashed ring is what a size may still
be. Nothing is placed by guess: a nodule without a segment stands beside the liver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from typing import Any

from consult.drawing import Anchor, Circle, Drawing, Label, Outline, Pattern, Shape, Stroke
from consult.fields import Field
from consult.figures.liver_labels import LEADING, Labels, text_width
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
    IMPLIED,
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

PATTERNS: Mapping[str, tuple[Pattern, str]] = {
    "viable": ("solid", "accent"),
    "complete_response": ("hollow", "ink"),
    "indeterminate": ("dotted", "cannot_tell"),
    "benign": ("hatched", "muted"),
}
"""Pattern and colour role by status."""
SCALE_BAR_MM = 50
_BAR: Point = (140, 4)
_RIGHT, _LEFT, _BEHIND = (2, 13), (205, 26), (159, 88)
_TRAY: Point = (110, 100)
"""The free corner for nodules without a segment; it reaches to the right edge and down to the key."""
_SYMBOL = 0.36
"""Radius of a symbol in a line of text, in sizes of the letters."""
_RING_PIECES = 36
_REGULAR = 0.95
"""The width of a text for its width in bold."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A nodule beside the liver, in points. `index` is -1 for the rest that has no room."""

    index: int
    x: float
    y: float
    wide: float
    high: float
    text: str


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
    key = _key(found, records, words, wide, size)
    room = high - max(1, len(key)) * size * 1.3
    k = min(wide / WIDE, room / HIGH)
    chips = _chips(found.unplaced, records, words, k, wide, room, size)
    fixed = (*_around(k, size, words), *_tray(chips, found, words, k, size))
    labels = Labels(wide, room, size)
    for shape in fixed:
        if isinstance(shape, Label):
            labels.avoid(shape)
    _texts(labels, found, records, words, k)
    shapes = (*_liver(k), *fixed, *_discs(found, k), *labels.shapes, *_key_line(key, room, size))
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
    tick = 3.0
    yield Stroke(points=((start, y - tick), (start, y + tick)), role="muted")
    yield Stroke(points=((start, y), (end, y)), role="muted")
    yield Stroke(points=((end, y - tick), (end, y + tick)), role="muted")
    bar = words.quantity(str(SCALE_BAR_MM), "mm")
    yield Label(x=end, y=y + 1.3 * size, text=bar, size=size, role="muted", anchor="end")


# -- nodules on it -------------------------------------------------------------------------------------------------


def _look(one: Nodule) -> tuple[Pattern, str]:
    return PATTERNS[one.status or IMPLIED]


def _discs(found: Places, k: float) -> Iterable[Shape]:
    """Largest first, so that none is hidden; each on a rim that sets it off from what it lies over."""
    for mark in sorted(found.marks, key=lambda mark: -mark.radius):
        one = mark.shown
        x, y, radius = mark.x * k, mark.y * k, one.inner * k
        pattern, role = _look(one)
        if len(mark.members) > 1:
            yield Circle(x=x, y=y, radius=mark.radius * k + 3, role="ink", pattern="hollow", width=0.8)
        base = "header" if pattern == "hollow" else "surface"
        yield Circle(x=x, y=y, radius=radius if pattern == "hollow" else radius + 1, role=base)
        yield Circle(x=x, y=y, radius=radius, role=role, pattern=pattern, width=1.4)
        if not one.certain:
            yield _ring(x, y, one.outer * k, role)


def _ring(x: float, y: float, radius: float, role: str) -> Stroke:
    angles = (2 * pi * i / _RING_PIECES for i in range(_RING_PIECES + 1))
    points = tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
    return Stroke(points=points, role=role, dashed=True)


def _texts(labels: Labels, found: Places, records: Lesions, words: Words, k: float) -> None:
    for mark in found.marks:
        labels.keep_clear(mark.x * k, mark.y * k, mark.radius * k)
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
    x, y, pattern = mark.x * k, mark.y * k, _look(one)[0]
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


# -- nodules beside it ---------------------------------------------------------------------------------------------


def _chips(
    nodules: tuple[Nodule, ...],
    records: Lesions,
    words: Words,
    k: float,
    wide: float,
    high: float,
    size: float,
) -> list[Chip]:
    """Number and size of each in columns; the last one counts what has no room."""
    texts = []
    for one in nodules:
        record = records[one.index]
        near = short_near(record, words)
        sign = f" {NEAR}" if near.startswith(NEAR) else ""
        texts.append(f"{one.index + 1} · {short_size(record.get('size_mm', UNKNOWN), words)}{sign}")
    if not texts:
        return []
    line = size * LEADING
    left, top = _TRAY[0] * k, _TRAY[1] * k + line
    column = max(text_width(text, size) for text in texts) + 2 * size
    across = max(1, int((wide - left) / column))
    room = across * max(1, int((high - top) / line))
    shown = texts if len(texts) <= room else texts[: room - 1]
    chips = []
    for i, text in enumerate(shown):
        x, y = left + i % across * column, top + i // across * line
        chips.append(Chip(nodules[i].index, x, y, column, line, text))
    if len(shown) < len(texts):
        i = len(shown)
        x, y = left + i % across * column, top + i // across * line
        chips.append(Chip(-1, x, y, column, line, words.say("liver.more", n=len(texts) - i)))
    return chips


def _tray(chips: list[Chip], found: Places, words: Words, k: float, size: float) -> Iterable[Shape]:
    if not chips:
        return
    x, y = _TRAY[0] * k, _TRAY[1] * k
    yield Label(x=x, y=y + 0.86 * size, text=words.say("liver.unplaced"), size=size, role="muted")
    looks = {one.index: _look(one) for one in found.unplaced}
    for chip in chips:
        left, base = chip.x, chip.y + 0.9 * size
        if chip.index >= 0:
            pattern, role = looks[chip.index]
            yield _symbol(left, base, size, role, pattern)
            left += 1.2 * size
        yield Label(x=left, y=base, text=chip.text, size=size)


# -- key -----------------------------------------------------------------------------------------------------------

_Item = tuple[float, str, str]
"""Where an item of the key begins; its sign: a status, "open", that of neighbours or none; its words."""


def _key(found: Places, records: Lesions, words: Words, wide: float, size: float) -> list[list[_Item]]:
    """What the drawn patterns mean, in as many lines as it takes; nothing that does not occur."""
    nodules = (*(one for mark in found.marks for one in mark.members), *found.unplaced)
    occurring = {one.status or IMPLIED for one in nodules}
    items = [(status, words.say(f"liver.status.{status}")) for status in PATTERNS if status in occurring]
    if any(not mark.shown.certain for mark in found.marks):
        items.append(("open", words.say("liver.open_size")))
    if any(short_near(record, words).startswith(NEAR) for record in records):
        items.append((NEAR, words.say("liver.near.key")))
    lines: list[list[_Item]] = []
    x = 0.0
    for sign, said in items:
        taken = 2 * size + _REGULAR * text_width(said, size)
        if not lines or x + taken > wide:
            lines.append([])
            x = 0.0
        lines[-1].append((x, sign, said))
        x += taken
    drawn_how = words.say("liver.how")
    start = wide - _REGULAR * text_width(drawn_how, size)
    if x <= start:  # said in `words` as well
        lines = lines or [[]]
        lines[-1].append((start, "", drawn_how))
    return lines


def _key_line(lines: list[list[_Item]], top: float, size: float) -> Iterable[Shape]:
    for i, line in enumerate(lines):
        base = top + (i + 0.95) * size * 1.3
        for x, sign, said in line:
            if sign in PATTERNS:
                pattern, role = PATTERNS[sign]
                yield _symbol(x, base, size, role, pattern)
            elif sign == NEAR:
                yield Label(x=x, y=base, text=NEAR, size=size)
            elif sign:
                yield _ring(x + 0.5 * size, base - _SYMBOL * size, _SYMBOL * size, "ink")
            yield Label(x=x + 1.2 * size if sign else x, y=base, text=said, size=size, role="muted")


def _symbol(x: float, base: float, size: float, role: str, pattern: Pattern) -> Circle:
    """A nodule's pattern in a line of text."""
    radius = _SYMBOL * size
    return Circle(x=x + 0.5 * size, y=base - radius, radius=radius, role=role, pattern=pattern)
