"""Icon array: of 100 people, so many and so many, each one a disc; groups always add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from consult.drawing import Circle, Drawing, Pattern

WHOLE = 100


@dataclass(frozen=True, slots=True)
class IconGroup:
    """People who are drawn alike, as they follow each other in reading order."""

    count: int
    role: str
    pattern: Pattern = "solid"


def whole(shares: Sequence[float], total: int = WHOLE) -> tuple[int, ...]:
    """Shares as whole numbers that add up to `total`: rounded down, what is left goes to the largest remainders.

    Of equal remainders the earlier share is served first. Raises ValueError for shares that are not shares of
    something.
    """
    every = sum(shares)
    if every <= 0 or any(share < 0 for share in shares):
        raise ValueError("shares are not negative, and not all nothing")
    exact = [share * total / every for share in shares]
    counts = [floor(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))
    for place in order[: total - sum(counts)]:
        counts[place] += 1
    return tuple(counts)


def with_range(
    count: int, interval: tuple[float, float] | None, *, total: int = WHOLE
) -> tuple[IconGroup, ...]:
    """`count` of `total` solid, the others hollow; those the range leaves open are striped or have a dot.

    Striped ones are counted but could be fewer, dotted ones are not counted but could be: solid and striped together
    are `count`.
    """
    low, high = (count, count) if interval is None else (floor(interval[0]), ceil(interval[1]))
    low, high = max(min(low, count), 0), min(max(high, count), total)
    groups = (
        IconGroup(low, "accent"),
        IconGroup(count - low, "accent", "hatched"),
        IconGroup(high - count, "muted", "dotted"),
        IconGroup(total - high, "muted", "hollow"),
    )
    return tuple(group for group in groups if group.count)


def icon_array(
    groups: Sequence[IconGroup], words: str, *, columns: int = 20, radius: float = 6.5, gap: float = 3.0
) -> Drawing:
    """The groups one after the other, row by row. Raises ValueError unless they add up to 100."""
    if sum(group.count for group in groups) != WHOLE or any(group.count < 0 for group in groups):
        raise ValueError("the groups of an icon array add up to 100")
    step = 2 * radius + gap
    shapes: list[Circle] = []
    for group in groups:
        for _person in range(group.count):
            row, column = divmod(len(shapes), columns)
            shapes.append(
                Circle(
                    x=radius + column * step,
                    y=radius + row * step,
                    radius=radius,
                    role=group.role,
                    pattern=group.pattern,
                    width=1.2,
                )
            )
    rows = -(-WHOLE // columns)
    return Drawing(wide=columns * step - gap, high=rows * step - gap, shapes=tuple(shapes), words=words)
