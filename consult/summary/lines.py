"""Lines: text broken into lines of a width, Chinese and Latin alike; measures with the widths it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from consult.summary.blocks import Paragraph
from consult.summary.structure import Element

TINY, SMALL, BODY, HEAD, TITLE = 7.5, 8, 9, 11, 15
"""The type scale, in points; the smallest is for what is looked up, not read through."""
LEADING = {TINY: 9.1, SMALL: 9.8, BODY: 11.6, HEAD: 14, TITLE: 20}
_RAISED_SIZE, _RISE, _DROP = 0.66, 0.36, -0.12

_NBSP = "\u00a0"
_GLUE = re.compile(
    r"(?<=\d) (?=(?:mm|cm|g|g/L|mg/dL|[µu]mol/L|mmol/L|ng/mL|U/L|IU/mL|kPa|mmHg|kg|y|%)(?![A-Za-z]))"
    r"|(?<=[=<>≤≥≠]) (?=\d)|(?<=\b[nN]) (?==)"
)
"""Spaces at which a line does not break: between a number and its unit, and after a comparison."""
_QUOTES = re.compile("(?<![\u2e80-\U0003ffff])[\u201c\u201d\u2018\u2019](?![\u2e80-\U0003ffff])")
"""Quotation marks and apostrophes away from Chinese characters: the font sets them as wide as one of these."""
_NOT_FIRST = frozenset("，。；：、！？）】》〉」』”’％%,.;:!?)]}·…°")
_BREAKS = frozenset("-._")
"""After these a long word or id may break, where the letters around them allow it."""
_NOT_LAST = frozenset("（【《〈「『“‘([{")
_SCRIPT = re.compile(r"(?<=\b10)\^(-?\d{1,2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)|([₀₁₂₃₄₅₆₇₈₉]+)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class Face:
    """How a piece of text is set."""

    size: float
    bold: bool = False
    muted: bool = False
    rise: float = 0
    to: str = ""


Widths = Callable[[str, bool], float]
"""The advance of one character in ems, regular or bold."""


@dataclass(slots=True)
class Line:
    """One line: pieces with their distance from its left end, and its height; `gap` is space over it.

    `of` is the part of the document it belongs to; a `broken` one goes on after a space, which is said if not seen.
    """

    size: float
    pieces: list[tuple[float, str, Face]] = field(default_factory=list)
    width: float = 0
    gap: float = 0
    of: Element | None = None
    broken: bool = False

    @property
    def height(self) -> float:
        """Its leading and the space over it."""
        return LEADING[self.size] + self.gap


@dataclass(slots=True)
class _Atom:
    """What stays together on a line: parts with the width of each and of all, and whether a space goes before."""

    parts: list[tuple[str, Face, float]]
    width: float
    space: float = 0
    forced: bool = False


class Breaker:
    """Breaks paragraphs; remembers the width of every character it has met."""

    def __init__(self, widths: Widths) -> None:
        self._widths = widths
        self._known: tuple[dict[str, float], dict[str, float]] = ({}, {})

    def width(self, text: str, face: Face) -> float:
        """The width of `text`, in points."""
        known = self._known[face.bold]
        total = 0.0
        for character in text:
            advance = known.get(character)
            if advance is None:
                advance = known[character] = self._widths(character, face.bold)
            total += advance
        return total * face.size

    def lines(self, paragraph: Paragraph, size: float, width: float, *, bold: bool = False) -> list[Line]:
        """`paragraph` in lines no wider than `width`; a word that is wider is divided."""
        lines: list[Line] = []
        line = Line(size)
        for atom in self._atoms(paragraph, size, bold):
            if atom.forced or (line.pieces and line.width + atom.space + atom.width > width):
                line.broken = bool(line.pieces) and (atom.forced or atom.space > 0)
                lines.append(line)
                line = Line(size)
            if line.pieces and atom.space:
                self._put(line, " ", atom.parts[0][1] if atom.parts else Face(size), atom.space)
            if atom.width > width:
                line = self._divide(atom, line, lines, width)
            else:
                for text, face, wide in atom.parts:
                    self._put(line, text, face, wide)
        return [*lines, line]

    def _divide(self, atom: _Atom, line: Line, lines: list[Line], width: float) -> Line:
        for text, face, _wide in atom.parts:
            for character in text:
                advance = self.width(character, face)
                if line.pieces and line.width + advance > width:
                    lines.append(line)
                    line = Line(line.size)
                self._put(line, character, face, advance)
        return line

    @staticmethod
    def _put(line: Line, text: str, face: Face, width: float) -> None:
        if line.pieces and line.pieces[-1][2] == face:
            x, before, _face = line.pieces[-1]
            line.pieces[-1] = (x, before + text, face)
        else:
            line.pieces.append((line.width, text, face))
        line.width += width

    def _atoms(self, paragraph: Paragraph, size: float, bold: bool) -> Iterator[_Atom]:
        """Words and Chinese characters, with closing marks held to what is before and opening ones to what is after."""
        atom: _Atom | None = None
        space = 0.0
        forced = False
        for text, face in _faced(paragraph, size, bold):
            for word in _WORDS.findall(text):
                if word == " ":
                    if atom is not None:
                        yield atom
                        atom = None
                    space = self.width(" ", face)
                    continue
                if word == "\n":
                    if atom is not None:
                        yield atom
                        atom = None
                    if forced:
                        yield _Atom([], 0, forced=True)
                    forced, space = True, 0.0
                    continue
                wide = self.width(word, face)
                if atom is not None and _held(atom.parts[-1][0][-1], word[0]):
                    atom.parts.append((word, face, wide))
                    atom.width += wide
                    continue
                if atom is not None:
                    yield atom
                atom = _Atom([(word, face, wide)], wide, space, forced)
                space, forced = 0.0, False
        if atom is not None:
            yield atom


_WORDS = re.compile(
    "\n| |[\u2e80-\U0003ffff]"
    "|[^\n \u2e80-\U0003ffff]*?(?:[a-z]{3}-(?=[a-z]{3})|[a-z0-9]{3}[._](?=[a-z]{3}))"
    "|[^\n \u2e80-\U0003ffff]+"
)


def _straight(mark: re.Match[str]) -> str:
    return '"' if mark[0] in "\u201c\u201d" else "'"


def _wide(character: str) -> bool:
    return character >= "\u2e80"


def _held(before: str, after: str) -> bool:
    """Whether two characters that meet without a space stay on one line."""
    if after in _NOT_FIRST or before in _NOT_LAST:
        return True
    return not _wide(before) and not _wide(after) and before not in _BREAKS


def _faced(paragraph: Paragraph, size: float, bold: bool) -> Iterator[tuple[str, Face]]:
    """The text of each run in its face, with raised and lowered figures apart."""
    for run in paragraph.runs:
        face = Face(size, bold or run.tone == "strong", run.tone == "muted", to=run.to)
        text = _GLUE.sub(_NBSP, _QUOTES.sub(_straight, run.text))
        start = 0
        for match in _SCRIPT.finditer(text):
            if match.start() > start:
                yield text[start : match.start()], face
            power, raised, lowered = match.groups()
            rise = _DROP if lowered else _RISE
            script = Face(size * _RAISED_SIZE, face.bold, face.muted, size * rise, run.to)
            yield (power or raised or lowered).translate(_PLAIN), script
            start = match.end()
        if start < len(text):
            yield text[start:], face
