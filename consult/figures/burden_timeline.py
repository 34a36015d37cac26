"""Burden timeline: visits as dots, nights as squares, weeks as a bar, one lane for each kind that can be counted.

What stands solid is what it takes at least, hollow or hatched what it may take. Visits that go on stand on a line of
the first twelve weeks: a dot where the visit falls, a hatched stretch where it falls between two weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.catalog import Span
from consult.drawing import Box, Circle, Drawing, Label, Pattern, Shape, Stroke
from consult.figures.liver_labels import text_width

WEEKS = 12
"""The length of a line of weeks."""
_NAME, _MARKS = 4.7, 6.6
"""Room for the name of a lane and for its line of weeks, in sizes of the text."""
_MOST = 8.4
"""Room for so many marks that they have to stand closer."""
_LANE = 1.55
_DOT = 0.30
_STEP = 0.80
"""From the middle of one mark to that of the next, where there are few."""
_GAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One kind of burden: its name, its number in words, or why there is none."""

    name: str
    said: str
    span: Span | None


def burden_timeline(lanes: Sequence[Lane], words: str, *, size: float, wide: float) -> Drawing:
    """The lanes below each other; `size` is that of the text in points, `words` are all that is seen.

    Where name, marks and number need more than `wide`, the marks stand under the two.
    """
    left, line = _NAME * size, _LANE * size
    shapes: list[Shape] = []
    top = right = 0.0
    for lane in lanes:
        base = top + line - 0.45 * size
        shapes.append(Label(x=0, y=base, text=lane.name, size=size, role="muted"))
        said, role, reach = left, "muted", 0.0
        if lane.span is not None:
            role = "ink"
            reach = _extent(lane.span) * size
            beside = left + reach + _GAP * size
            under = beside + text_width(lane.said, size) > wide
            top += line if under else 0.0
            start = 0.0 if under else left
            shapes += _marks(lane.span, start, top + line - 0.81 * size, size)
            said = left if under else beside
        shapes.append(Label(x=said, y=base, text=lane.said, size=size, role=role))
        right = max(right, said + text_width(lane.said, size), reach)
        top += line
    return Drawing(wide=right, high=top, shapes=tuple(shapes), words=words)


def _step(count: int) -> float:
    """Many marks stand closer, so that every count has its room."""
    return min(_STEP, _MOST / count) if count else _STEP


def _extent(span: Span) -> float:
    """How far the marks reach, in sizes of the text."""
    match span.unit:
        case "weeks_apart" | "weeks":
            return _MARKS
    return span.high * _step(span.high)


def _marks(span: Span, left: float, middle: float, size: float) -> Iterator[Shape]:
    match span.unit:
        case "visits":
            step = _step(span.high) * size
            for at in range(span.high):
                yield _dot(left + 0.40 * step + at * step, middle, 0.40 * step, at < span.low)
        case "nights":
            step = _step(span.high) * size
            for at in range(span.high):
                pattern: Pattern = "solid" if at < span.low else "hollow"
                side = 0.75 * step
                yield Box(
                    x=left + at * step,
                    y=middle - side / 2,
                    wide=side,
                    high=side,
                    role="accent" if at < span.low else "muted",
                    pattern=pattern,
                    corner=0.15 * side,
                )
        case "weeks_apart":
            yield from _going_on(span, left, middle, size)
        case "weeks":
            yield from _stretch(span, left, middle, size)


def _dot(x: float, y: float, radius: float, certain: bool) -> Circle:
    return Circle(
        x=x,
        y=y,
        radius=radius,
        role="accent" if certain else "muted",
        pattern="solid" if certain else "hollow",
    )


def _line(left: float, middle: float, size: float) -> Iterator[Shape]:
    yield Stroke(points=((left, middle), (left + _MARKS * size, middle)), role="muted")


def _going_on(span: Span, left: float, middle: float, size: float) -> Iterator[Shape]:
    """Visits on the line of weeks, from the first on; the arrow says that they go on."""
    radius, week = _DOT * size, (_MARKS - 2 * _DOT - 0.4) * size / WEEKS
    start, end = left + radius, left + _MARKS * size
    yield from _line(left, middle, size)
    yield Stroke(
        points=(
            (end - 0.3 * size, middle - 0.25 * size),
            (end, middle),
            (end - 0.3 * size, middle + 0.25 * size),
        ),
        role="muted",
    )
    yield _dot(start, middle, radius, certain=True)
    visit = 1
    while span.low and visit * span.low <= WEEKS:
        first, last = visit * span.low, min(visit * span.high, WEEKS)
        if first == last and span.low == span.high:
            yield _dot(start + first * week, middle, radius, certain=True)
        else:
            yield _bar(start + first * week, start + last * week, middle, radius, "hatched")
        visit += 1


def _stretch(span: Span, left: float, middle: float, size: float) -> Iterator[Shape]:
    """Weeks from the treatment on; longer than the line is drawn to its end."""
    week, high = _MARKS * size / WEEKS, _DOT * size
    yield from _line(left, middle, size)
    low, most = (left + min(end, WEEKS) * week for end in (span.low, span.high))
    yield _bar(left, low, middle, high, "solid")
    if most > low:
        yield _bar(low, most, middle, high, "hatched")


def _bar(start: float, end: float, middle: float, half: float, pattern: Pattern) -> Box:
    return Box(
        x=start,
        y=middle - half,
        wide=max(end - start, 1.0),
        high=2 * half,
        role="accent",
        pattern=pattern,
    )
