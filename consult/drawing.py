"""Drawing: a figure as plain shapes with colour roles and words, painted alike on screen and on paper.

Lengths are in points of the figure's own box, x to the right and y down. A colour is a role of the theme; whoever
paints it looks the role up, so that one figure serves light, dark, high contrast and printed grey. Nothing is told
by colour alone: a role comes with a shape, a pattern or a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Pattern = Literal["solid", "hollow", "hatched", "dotted"]
"""How an area is filled; `hollow` is its outline alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A disc round (x, y)."""

    x: float
    y: float
    radius: float
    role: str
    pattern: Pattern = "solid"
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle from (x, y) down to the right, with rounded corners where `corner` is not zero."""

    x: float
    y: float
    wide: float
    high: float
    role: str
    pattern: Pattern = "solid"
    corner: float = 0.0
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line through points; `dashed` where what it stands for is open."""

    points: tuple[tuple[float, float], ...]
    role: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A closed curve: a start and cubic pieces (control, control, end), filled and with an edge of another role."""

    start: tuple[float, float]
    curves: tuple[tuple[tuple[float, float], tuple[float, float], tuple[float, float]], ...]
    role: str
    edge: str = ""
    pattern: Pattern = "solid"
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words with their baseline at (x, y)."""

    x: float
    y: float
    text: str
    size: float
    role: str = "ink"
    bold: bool = False
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A checked picture of pixels (PNG) from (x, y) down to the right, in colours of its own."""

    x: float
    y: float
    wide: float
    high: float
    png: bytes


Shape = Circle | Box | Stroke | Outline | Label | Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Shapes in painting order. `words` say everything the figure shows, for those who do not see it."""

    wide: float
    high: float
    shapes: tuple[Shape, ...]
    words: str
