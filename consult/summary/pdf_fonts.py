"""PDF fonts: both weights of the bundled family, read from their files as needed and kept small.

reportlab reads each file of 10 MB whole and keeps lists and dictionaries of every glyph of it, 27 MB a weight, of
which a paper uses some hundred glyphs. What it leaves behind is made small here, without a change to what it draws.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from consult.summary.pdf_pen import BOLD, REGULAR
from resources import path

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

_LARGE = 1 << 20
"""From this many bytes on a part of the file is not copied: the outlines alone are larger, and read glyph by glyph."""


@lru_cache(maxsize=1)
def fonts() -> tuple[TTFont, TTFont]:
    """Both weights, regular and bold, read and registered once."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    rl_config.useA85 = 0  # readers take bytes; to spell them as letters takes longer than to compress them
    regular = _read(REGULAR, path("fonts", "NotoSansSC-Regular.ttf"))
    bold = _read(BOLD, path("fonts", "NotoSansSC-Bold.ttf"))
    if bold.face.charToGlyph == regular.face.charToGlyph:  # weights of one family number their glyphs alike
        bold.face.charToGlyph = regular.face.charToGlyph
    for font in (regular, bold):
        pdfmetrics.registerFont(font)
    return regular, bold


def can_draw(character: str) -> bool:
    """Whether both weights have the character."""
    code = ord(character)
    return all(code in font.face.charToGlyph for font in fonts())


def advance() -> Callable[[str, bool], float]:
    """Gives the width of a character in one weight (regular, or heavy), at a size of 1."""
    regular, bold = fonts()
    widths = (regular.face.charWidths, bold.face.charWidths)
    default = (regular.face.defaultWidth, bold.face.defaultWidth)

    def width(character: str, heavy: bool) -> float:
        return float(widths[heavy].get(ord(character), default[heavy])) / 1000

    return width


class _Mapped(NamedTuple):
    """What reportlab takes for an open file, to go through the whole of it once."""

    name: str
    data: mmap.mmap

    def read(self) -> mmap.mmap:
        """All its bytes, of which no copy is made."""
        return self.data


class _File:
    """What reportlab takes for the bytes of a file: read from the disk where they are asked for."""

    def __init__(self, stream: BinaryIO, start: int, length: int) -> None:
        self._stream, self._start, self._length = stream, start, length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: slice) -> bytes | _File:
        start, stop, _step = at.indices(self._length)
        if stop - start >= _LARGE:
            return _File(self._stream, self._start + start, stop - start)
        self._stream.seek(self._start + start)
        return self._stream.read(max(0, stop - start))


def _read(name: str, file: Path) -> TTFont:
    from reportlab.pdfbase.ttfonts import TTFont

    stream = file.open("rb")  # for as long as the program runs
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        font = TTFont(name, _Mapped(stream.name, mapped))
        held = _File(stream, 0, len(mapped))
    face: Any = font.face
    face._ttf_data = held
    face.glyphToChar = {}  # for shaping alone, which is not done
    face.glyphPos = array("L", face.glyphPos)
    known: dict[Any, Any] = {}  # most glyphs have one of few widths; each stands once
    face.hmetrics = [known.setdefault(pair, pair) for pair in face.hmetrics]
    face.charWidths = {code: known.setdefault(wide, wide) for code, wide in face.charWidths.items()}
    return font
