"""Interval bar: how many of 100 as a point on a line from 0 to 100, with the range around it."""

from __future__ import annotations

from consult.drawing import Box, Circle, Drawing, Label, Shape, Stroke

_LABEL = 11.0
_MIDDLE = 9.0
_ENDS = 4.0
_SIDE = 12.0


def interval_bar(
    count: float, interval: tuple[float, float] | None, words: str, *, wide: float = 320.0
) -> Drawing:
    """`count` of 100 with its range; without one the point stands alone, and the words say that none was reported.

    The line always runs from 0 to 100, so that two bars may be compared by eye.
    """
    if not 0 <= count <= 100:
        raise ValueError("a count of 100 lies between 0 and 100")
    left, right = _SIDE, wide - _SIDE

    def at(value: float) -> float:
        return left + (right - left) * min(max(value, 0.0), 100.0) / 100

    shapes: list[Shape] = [Stroke(points=((left, _MIDDLE), (right, _MIDDLE)), role="muted")]
    for tick in (0, 50, 100):
        x = at(tick)
        shapes.append(Stroke(points=((x, _MIDDLE - _ENDS), (x, _MIDDLE + _ENDS)), role="muted"))
        shapes.append(Label(x=x, y=27.0, text=f"{tick}", size=_LABEL, role="muted", anchor="middle"))
    if interval is not None:
        low, high = at(interval[0]), at(interval[1])
        shapes.append(
            Box(
                x=low,
                y=_MIDDLE - _ENDS,
                wide=max(high - low, 1.0),
                high=2 * _ENDS,
                role="accent",
                pattern="hatched",
            )
        )
    shapes.append(Circle(x=at(count), y=_MIDDLE, radius=6.0, role="accent"))
    return Drawing(wide=wide, high=30.0, shapes=tuple(shapes), words=words)
