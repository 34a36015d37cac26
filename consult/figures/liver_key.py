"""Liver key: what stands beside the drawn liver: nodules without a segment, and what the patterns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from consult.drawing import Circle, Label, Pattern, Shape, Stroke
from consult.figures.liver_labels import LEADING, text_width
from consult.figures.liver_places import Nodule, Places
from consult.figures.liver_shape import Point
from consult.figures.liver_words import IMPLIED, NEAR, Lesions, short_near, short_size
from consult.phrases import Words
from consult.values import UNKNOWN

PATTERNS: Mapping[str, tuple[Pattern, str]] = {
    "viable": ("solid", "accent"),
    "complete_response": ("hollow", "ink"),
    "indeterminate": ("dotted", "cannot_tell"),
    "benign": ("hatched", "muted"),
}
"""Pattern and colour role by status."""
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


def look(one: Nodule) -> tuple[Pattern, str]:
    """Pattern and colour role of a nodule."""
    return PATTERNS[one.status or IMPLIED]


def ring(x: float, y: float, radius: float, role: str) -> Stroke:
    """A dashed circle."""
    angles = (2 * pi * i / _RING_PIECES for i in range(_RING_PIECES + 1))
    points = tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
    return Stroke(points=points, role=role, dashed=True)


# -- nodules beside it ---------------------------------------------------------------------------------------------


def chips_of(
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
    made = []
    for i, text in enumerate(shown):
        x, y = left + i % across * column, top + i // across * line
        made.append(Chip(nodules[i].index, x, y, column, line, text))
    if len(shown) < len(texts):
        i = len(shown)
        x, y = left + i % across * column, top + i // across * line
        made.append(Chip(-1, x, y, column, line, words.say("liver.more", n=len(texts) - i)))
    return made


def draw_chips(chips: list[Chip], found: Places, words: Words, k: float, size: float) -> Iterable[Shape]:
    """Symbol and words of each, under a heading."""
    if not chips:
        return
    x, y = _TRAY[0] * k, _TRAY[1] * k
    yield Label(x=x, y=y + 0.86 * size, text=words.say("liver.unplaced"), size=size, role="muted")
    looks = {one.index: look(one) for one in found.unplaced}
    for chip in chips:
        left, base = chip.x, chip.y + 0.9 * size
        if chip.index >= 0:
            pattern, role = looks[chip.index]
            yield _symbol(left, base, size, role, pattern)
            left += 1.2 * size
        yield Label(x=left, y=base, text=chip.text, size=size)


# -- key -----------------------------------------------------------------------------------------------------------

Item = tuple[float, str, str]
"""Where an item of the key begins; its sign: a status, "open", that of neighbours; its words."""
_HOW = "how"
"""The sign of how the figure is drawn, which ends where it stands."""


def key_of(found: Places, records: Lesions, words: Words, wide: float, size: float) -> list[list[Item]]:
    """What the drawn patterns mean, in as many lines as it takes; nothing that does not occur."""
    nodules = (*(one for mark in found.marks for one in mark.members), *found.unplaced)
    occurring = {one.status or IMPLIED for one in nodules}
    items = [(status, words.say(f"liver.status.{status}")) for status in PATTERNS if status in occurring]
    if any(not mark.shown.certain for mark in found.marks):
        items.append(("open", words.say("liver.open_size")))
    if any(short_near(record, words).startswith(NEAR) for record in records):
        items.append((NEAR, words.say("liver.near.key")))
    lines: list[list[Item]] = []
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
        lines[-1].append((wide - 0.3 * size, _HOW, drawn_how))
    return lines


def draw_key(lines: list[list[Item]], top: float, size: float) -> Iterable[Shape]:
    """The lines of the key from `top` down."""
    for i, line in enumerate(lines):
        base = top + (i + 0.95) * size * 1.3
        for x, sign, said in line:
            if sign in PATTERNS:
                pattern, role = PATTERNS[sign]
                yield _symbol(x, base, size, role, pattern)
            elif sign == NEAR:
                yield Label(x=x, y=base, text=NEAR, size=size)
            elif sign == _HOW:
                yield Label(x=x, y=base, text=said, size=size, role="muted", anchor="end")
                continue
            elif sign:
                yield ring(x + 0.5 * size, base - _SYMBOL * size, _SYMBOL * size, "ink")
            yield Label(x=x + 1.2 * size if sign else x, y=base, text=said, size=size, role="muted")


def _symbol(x: float, base: float, size: float, role: str, pattern: Pattern) -> Circle:
    """A nodule's pattern in a line of text."""
    radius = _SYMBOL * size
    return Circle(x=x + 0.5 * size, y=base - radius, radius=radius, role=role, pattern=pattern)
