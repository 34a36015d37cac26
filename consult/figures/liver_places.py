"""Liver places: where each nodule stands on the drawn liver, in millimetres; a nodule without a segment stands nowhere.

Every nodule of a list is in exactly one mark, or among the unplaced. Nodules keep their places in the order of the
list while they fit beside each other; where a segment is too full, its largest come first and the rest share a mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import hypot
from typing import Any

from consult.figures.liver_shape import (
    CENTRES,
    HIGH,
    SEGMENTS,
    WIDE,
    Point,
    drawn,
    polygon,
    segment_at,
    shared,
)
from consult.values import UNKNOWN, highest, lowest

LEAST_RADIUS = 2.25
"""Smaller nodules are drawn like this, so that they are seen; the label tells their size."""
MOST_RADIUS = 59.0
"""Larger ones are drawn like this, and the label says so."""
NOMINAL_RADIUS = 5.0
"""The dashed ring of a nodule whose size, or largest possible size, is not known."""
_GAP = 1.0
_GRID = 6.5
_Disc = tuple[float, float, float, tuple[str, ...]]
"""Middle, radius and segments of a mark that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodule:
    """What the map needs of one record: diameters in millimetres, None where that end is not known."""

    index: int
    segments: tuple[str, ...]
    least: float | None
    most: float | None
    status: str
    """Empty where it is not recorded."""
    inner: float
    """The radius of what is certainly there, as drawn."""
    outer: float
    """The radius of what may be there, as drawn."""

    @property
    def certain(self) -> bool:
        """Whether the size is one number."""
        return self.least is not None and self.least == self.most

    @property
    def to_scale(self) -> bool:
        """Whether its known sizes are drawn as they are, neither enlarged nor cut."""
        return all(e is None or LEAST_RADIUS <= e / 2 <= MOST_RADIUS for e in (self.least, self.most))

    @property
    def is_cut(self) -> bool:
        """Whether it is larger than drawn."""
        return any(e is not None and e / 2 > MOST_RADIUS for e in (self.least, self.most))


@dataclass(frozen=True, slots=True)
class Mark:
    """Nodules that share a place; the largest is the one drawn."""

    members: tuple[Nodule, ...]
    x: float
    y: float

    @property
    def shown(self) -> Nodule:
        """The nodule that is drawn."""
        return self.members[0]

    @property
    def radius(self) -> float:
        """Its outermost circle."""
        return self.shown.outer


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands."""

    marks: tuple[Mark, ...]
    unplaced: tuple[Nodule, ...]

    def of(self, index: int) -> Mark | None:
        """The mark that holds a nodule, or None where it stands nowhere."""
        return next((m for m in self.marks if any(n.index == index for n in m.members)), None)

    def at(self, x: float, y: float) -> Mark | None:
        """The smallest mark over a point, or None."""
        over = [m for m in self.marks if hypot(m.x - x, m.y - y) <= m.radius]
        return min(over, key=lambda mark: mark.radius, default=None)


def nodule(record: Mapping[str, Any], index: int) -> Nodule:
    """One record of the list as the map needs it."""
    size = record.get("size_mm", UNKNOWN)
    least, most = lowest(size, -1), highest(size, -1)
    inner = LEAST_RADIUS if least < 0 else _within(least / 2)
    open_end = min(max(NOMINAL_RADIUS, inner + NOMINAL_RADIUS / 2), MOST_RADIUS)
    return Nodule(
        index=index,
        segments=drawn(record.get("segment", ())),
        least=None if least < 0 else least,
        most=None if most < 0 else most,
        status=record.get("status", ""),
        inner=inner,
        outer=open_end if most < 0 else _within(most / 2),
    )


def places(records: Sequence[Mapping[str, Any]]) -> Places:
    """Where the nodules of a list stand."""
    nodules = [nodule(record, index) for index, record in enumerate(records)]
    layout = _Layout()
    for one in nodules:
        if one.segments:
            layout.add(one)
    return Places(layout.marks(), tuple(one for one in nodules if not one.segments))


@dataclass(slots=True)
class _Layout:
    """Marks by the segments they stand in, while they are being placed."""

    groups: dict[tuple[str, ...], list[Mark]] = field(default_factory=dict)
    crowded: dict[tuple[str, ...], list[Nodule]] = field(default_factory=dict)
    taken: list[_Disc] = field(default_factory=list)
    spots: dict[tuple[str, ...], list[Spot]] = field(default_factory=dict)

    def add(self, one: Nodule) -> None:
        """Place a nodule beside the others; where there is no room its whole group is laid out again, in the end."""
        key = one.segments
        if key in self.crowded:
            self.crowded[key].append(one)
            return
        group = self.groups.setdefault(key, [])
        place = _free(one.outer, self.spots.setdefault(key, list(spots(key))), self.taken)
        if place is None:
            self.crowded[key] = [*(mark.shown for mark in group), one]
            self.taken = [disc for disc in self.taken if disc[3] != key]
            group.clear()
        else:
            group.append(Mark((one,), *place))
            self.taken.append((*place, one.outer, key))

    def marks(self) -> tuple[Mark, ...]:
        """Every mark, the crowded groups' too."""
        for key, nodules in self.crowded.items():
            self.groups[key] = _crowd(nodules, self.taken)
            self.taken += [(mark.x, mark.y, mark.radius, key) for mark in self.groups[key]]
        return tuple(mark for marks in self.groups.values() for mark in marks)


def _crowd(nodules: Iterable[Nodule], others: list[_Disc]) -> list[Mark]:
    """Largest first, beside others where there is room, else over them; what fits nowhere shares the last mark."""
    made: list[tuple[list[Nodule], Point]] = []
    own: list[_Disc] = []
    beside: list[Spot] | None = None
    over: list[Spot] = []
    full = 0.0
    for one in sorted(nodules, key=lambda n: -n.outer):
        if beside is None:
            beside, over = list(spots(one.segments)), list(spots(one.segments))
        place = None
        if one.outer != full:  # what is as large as one that found no room finds none either
            place = _free(one.outer, beside, [*others, *own]) or _free(one.outer, over, own)
        if place is None:
            full = one.outer
            made[-1][0].append(one)
        else:
            made.append(([one], place))
            own.append((*place, one.outer, one.segments))
    return [Mark(tuple(members), *place) for members, place in made]


def _free(reach: float, left: list[Spot], taken: list[_Disc]) -> Point | None:
    """The first place where a disc touches none: whole within its segment if there is one.

    Places that not even the smallest could take any more are dropped from `left`.
    """
    kept, found, other = [], None, None
    near = _near(reach, left, taken)
    for spot in left:
        if found is not None or (other is not None and spot.clear < reach):
            kept.append(spot)
            continue
        x, y = spot.x, spot.y
        if reach > spot.edge:  # moved in, so that all of it is on the drawing
            x = min(max(x, reach), WIDE - reach)
            y = min(max(y, reach), HIGH - reach)
        gone = False
        for its_x, its_y, least, never in near:
            dx, dy = its_x - x, its_y - y
            apart = dx * dx + dy * dy
            if apart < least:
                gone = apart < never and reach <= spot.edge
                break
        else:
            if spot.clear >= reach:
                found = (x, y)
            else:
                other = (x, y)
        if not gone:
            kept.append(spot)
    left[:] = kept
    return found or other


def _near(
    reach: float, open_spots: list[Spot], taken: list[_Disc]
) -> list[tuple[float, float, float, float]]:
    """The discs within reach of any of these places: middle, and how far apart, squared, this one and any must be."""
    if not open_spots:
        return []
    xs, ys = [spot.x for spot in open_spots], [spot.y for spot in open_spots]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    found = []
    for x, y, radius, _key in taken:
        far = 2 * reach + radius + _GAP  # twice: a place near the edge moves inwards
        if left - far < x < right + far and top - far < y < bottom + far:
            found.append((x, y, (reach + radius + _GAP) ** 2, (LEAST_RADIUS + radius + _GAP) ** 2))
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a nodule may stand, and how far it is from the segment's border and from the field's edge."""

    x: float
    y: float
    clear: float

    edge: float


@cache
def spots(segments: tuple[str, ...]) -> tuple[Spot, ...]:
    """Places for nodules of these segments, the best first: on the border of several, round the centre of one.

    Segments that do not touch have no border: then it stands in the first, and the label names them all.
    """
    border = shared(frozenset(segments)) if len(segments) > 1 else ()
    if border:
        cx = sum(CENTRES[s][0] for s in segments) / len(segments)
        cy = sum(CENTRES[s][1] for s in segments) / len(segments)
        nearest = sorted(border, key=lambda point: hypot(point[0] - cx, point[1] - cy))
        return tuple(_spot(x, y, 0.0) for x, y in nearest)
    segment = segments[0]
    cx, cy = CENTRES[segment]
    xs, ys = zip(*polygon(segment), strict=True)
    points = [
        (cx + _GRID * i, cy + _GRID * j)
        for i in range(int((min(xs) - cx) / _GRID) - 1, int((max(xs) - cx) / _GRID) + 2)
        for j in range(int((min(ys) - cy) / _GRID) - 1, int((max(ys) - cy) / _GRID) + 2)
    ]
    inside = [point for point in points if segment_at(*point) == segment]
    inside.sort(key=lambda point: hypot(point[0] - cx, point[1] - cy))
    return tuple(_spot(x, y, _clear(segment, x, y)) for x, y in inside)


def _spot(x: float, y: float, clear: float) -> Spot:
    return Spot(x, y, clear, min(x, y, WIDE - x, HIGH - y))


def _clear(segment: str, x: float, y: float) -> float:
    """How far a point is from the corners of a segment's border, which are close together."""
    return min(hypot(px - x, py - y) for px, py in polygon(segment))


def touching(segments: tuple[str, ...]) -> bool:
    """Whether a nodule of these segments stands on a border of theirs, or lies in one alone."""
    return len(segments) < 2 or bool(shared(frozenset(segments)))


def numeral(segment: str) -> str:
    """The Roman numeral of a recorded segment; IV alone has one too."""
    return SEGMENTS.get(segment, "IV" if segment == "s4" else segment)


def _within(radius: float) -> float:
    return min(max(radius, LEAST_RADIUS), MOST_RADIUS)
