"""Liver labels: where the words of a crowded figure stand, beside what they name and over nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from consult.drawing import Anchor, Label, Shape

LEADING = 1.2
_FULL, _WIDE, _NARROW = frozenset("·≥≤△"), frozenset("mMwW%—"), frozenset(" .,:;ilIjtf1'|/()")
_FIRST_CJK = 0x2E7F

_Box = tuple[float, float, float, float]
_Disc = tuple[float, float, float]


def text_width(text: str, size: float) -> float:
    """About how wide a text is in bold: figures are laid out where no font can be asked."""
    return size * sum(map(_share, text))


@lru_cache(maxsize=512)
def _share(character: str) -> float:
    if ord(character) > _FIRST_CJK or character in _FULL:
        return 1.0
    return 0.92 if character in _WIDE else 0.36 if character in _NARROW else 0.58


@dataclass(slots=True)
class Labels:
    """The words placed so far, and what they keep clear of."""

    wide: float
    high: float
    size: float
    taken: list[_Box] = field(default_factory=list)
    discs: list[_Disc] = field(default_factory=list)
    shapes: list[Label] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Put no words over a disc."""
        self.discs.append((x, y, radius))

    def avoid(self, label: Label) -> None:
        """Put no words over those that stand already."""
        self.taken.append(_box_of(label))

    def covered(self, shape: Shape) -> bool:
        """Whether a disc would be drawn over these words: then they are better left out."""
        return isinstance(shape, Label) and _touched(_box_of(shape), self.discs)

    def name(self, text: str, spots: Iterable[tuple[float, float]], role: str) -> None:
        """Words with their middle at the first free spot; left out where all are taken."""
        wide = text_width(text, self.size) / 2
        for x, y in spots:
            box = (x - wide, y - self.size / 2, x + wide, y + self.size / 2)
            if self._is_free(box):
                self.taken.append(box)
                self._write(text, x, y + 0.36 * self.size, role, "middle")
                return

    def inside(self, lines: Sequence[str], x: float, y: float, radius: float, role: str) -> bool:
        """Lines in the middle of a disc, the first in bold; False where they do not fit or are covered."""
        tall = len(lines) * self.size * LEADING
        wide = max(text_width(line, self.size) for line in lines)
        if wide * wide + tall * tall * 0.9 > 4 * radius * radius:
            return False
        over = [d for d in self.discs if d[2] <= radius and (d[0], d[1]) != (x, y)]
        if _touched((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), over):
            return False
        first = y - tall / 2 + 0.86 * self.size
        for i, line in enumerate(lines):
            self._write(line, x, first + i * self.size * LEADING, role, "middle", bold=i == 0)
        return True

    def beside(
        self, choices: Sequence[Sequence[str]], x: float, y: float, radius: float, *, bold: bool, needed: bool
    ) -> None:
        """The first of several wordings that is free on a side of a disc.

        Where none is free the words are left out, or, if they are `needed`, the last ones stand to the right. With
        `bold` the first line is set so.
        """
        for lines in choices:
            if not lines:
                return
            wide = max(text_width(line, self.size) for line in lines)
            tall = len(lines) * self.size * LEADING
            sides = (
                (x + radius + 2, y - tall / 2),
                (x - radius - 2 - wide, y - tall / 2),
                (x - wide / 2, y + radius + 1),
                (x - wide / 2, y - radius - 1 - tall),
            )
            for left, top in sides:
                box = (left, top, left + wide, top + tall)
                if self._is_free(box):
                    self._lines(lines, box, bold)
                    return
        if not needed:
            return
        left = min(x + radius + 2, self.wide - wide)
        self._lines(lines, (left, y - tall / 2, left + wide, y + tall / 2), bold)

    def _lines(self, lines: Sequence[str], box: _Box, bold: bool) -> None:
        self.taken.append(box)
        for i, line in enumerate(lines):
            base = box[1] + (0.9 + i * LEADING) * self.size
            self._write(line, box[0], base, "ink", bold=bold and i == 0)

    def _write(
        self, text: str, x: float, y: float, role: str, anchor: Anchor = "start", *, bold: bool = False
    ) -> None:
        label = Label(x=x, y=y, text=text, size=self.size, role=role, bold=bold, anchor=anchor)
        self.shapes.append(label)

    def _is_free(self, box: _Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.wide or bottom > self.high:
            return False
        for its_left, its_top, its_right, its_bottom in self.taken:
            if left < its_right and right > its_left and top < its_bottom and bottom > its_top:
                return False
        return not _touched(box, self.discs)


def _box_of(label: Label) -> _Box:
    wide = text_width(label.text, label.size)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - 0.9 * label.size, left + wide, label.y + 0.3 * label.size


def _touched(box: _Box, discs: list[_Disc]) -> bool:
    """Whether any of the discs reaches into a box."""
    left, top, right, bottom = box
    for x, y, radius in discs:
        if left - radius < x < right + radius and top - radius < y < bottom + radius:
            dx = left - x if x < left else x - right if x > right else 0.0
            dy = top - y if y < top else y - bottom if y > bottom else 0.0
            if dx * dx + dy * dy < radius * radius:
                return True
    return False
