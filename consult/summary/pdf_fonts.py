"""PDF fonts: both weights of the bundled family, read from their files as needed and kept small.

reportlab by itself reads each file of 10 MB whole and keeps lists and dictionaries of every glyph, 27 MB a weight, of
which a paper uses some hundred glyphs. Here the tables become arrays; what is drawn is the same to the last byte.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from struct import unpack
from typing import TYPE_CHECKING, BinaryIO
from weakref import WeakKeyDictionary

from consult.summary.pdf_pen import BOLD, REGULAR
from resources import path

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

_LARGE = 1 << 20
"""From this many bytes on a part of the file is not copied: the outlines alone are larger, and read glyph by glyph."""
_WHOLE = 12
"""The format of a table of characters that holds those beyond the first 65,536."""
_NO_BREAK = 0xA0
"""The space that does not break, drawn as a space."""


@lru_cache(maxsize=1)
def fonts() -> tuple[TTFont, TTFont]:
    """Both weights, regular and bold, read and registered once."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    rl_config.useA85 = 0  # readers take bytes; to spell them as letters takes longer than to compress them
    regular = _read(REGULAR, path("fonts", "NotoSansSC-Regular.ttf"))
    bold = _read(BOLD, path("fonts", "NotoSansSC-Bold.ttf"))
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


class _Glyphs(Mapping[int, int]):
    """The glyph of each character that has one, by its code."""

    def __init__(self, by_code: array[int]) -> None:
        self._by_code = by_code

    def __getitem__(self, code: int) -> int:
        glyph = self._by_code[code] if 0 <= code < len(self._by_code) else 0
        if not glyph:
            raise KeyError(code)
        return glyph

    def __contains__(self, code: object) -> bool:
        return isinstance(code, int) and 0 <= code < len(self._by_code) and self._by_code[code] > 0

    def __iter__(self) -> Iterator[int]:
        return (code for code, glyph in enumerate(self._by_code) if glyph)

    def __len__(self) -> int:
        return len(self._by_code) - self._by_code.count(0)


class _Metrics:
    """Width and left side bearing of each glyph: the last ones share a width."""

    def __init__(self, table: bytes, pairs: int) -> None:
        self._pairs = _numbers("H", table[: 4 * pairs])
        self._bearings = _numbers("H", table[4 * pairs :])

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        beyond = glyph - len(self._pairs) // 2
        if beyond < 0:
            return self._pairs[2 * glyph], self._pairs[2 * glyph + 1]
        return self._pairs[-2], self._bearings[beyond]


def _read(name: str, file: Path) -> TTFont:
    from reportlab import rl_config
    from reportlab.pdfbase import ttfonts

    class Face(ttfonts.TTFontFace):
        """Reads the tables of all glyphs into arrays, and leaves the outlines in the file."""

        def readFile(self, _name: str) -> None:
            stream = file.open("rb")  # for as long as the program runs
            self.filename, self._ttf_data, self._pos = stream.name, _File(stream, 0, file.stat().st_size), 0

        def extractInfo(self, _all_glyphs: int = 1) -> None:
            super().extractInfo(0)  # names and measures, without a glyph
            long = self.get_ushort(self.get_table_pos("head")[0] + 50)
            places = _numbers("I", self._table("loca")) if long else _numbers("H", self._table("loca"))
            self.glyphPos = places if long else array("I", (2 * place for place in places))
            self.hmetrics = _Metrics(self._table("hmtx"), self.get_ushort(self.get_table_pos("hhea")[0] + 34))
            self.charToGlyph = _Glyphs(_by_code(self._table("cmap")))
            widths = ((code, self.hmetrics[glyph][0]) for code, glyph in self.charToGlyph.items())
            self.defaultWidth = self.hmetrics[0][0]
            self.charWidths = {code: wide for code, wide in widths if wide != self.defaultWidth}

        def _table(self, tag: str) -> bytes:
            start, length = self.get_table_pos(tag)
            return bytes(self.get_chunk(start, length))

    class Font(ttfonts.TTFont):
        """What reportlab's own is made to be, with this face."""

        def __init__(self) -> None:
            self.fontName, self.face, self.encoding = name, Face(str(file)), ttfonts.TTEncoding()
            self.state = WeakKeyDictionary()
            self._asciiReadable = rl_config.ttfAsciiReadable
            self.shapable = False

    return Font()


def _by_code(table: bytes) -> array[int]:
    """The glyph of each code, 0 where there is none. Raises KeyError for a font without a whole map."""
    (count,) = unpack(">H", table[2:4])
    starts = {unpack(">H", table[at : at + 2])[0]: at for at in _numbers("I", table[4 : 4 + 8 * count])[1::2]}
    at = starts[_WHOLE]
    (groups,) = unpack(">I", table[at + 12 : at + 16])
    runs = _numbers("I", table[at + 16 : at + 16 + 12 * groups])
    found = array("H", bytes(2 * (max(runs[1::3]) + 1)))
    for first, last, glyph in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
        found[first : last + 1] = array("H", range(glyph, glyph + last + 1 - first))
    found[_NO_BREAK] = found[ord(" ")]
    return found


def _numbers(kind: str, data: bytes) -> array[int]:
    """Numbers of a font's table, which stand with the highest byte first: H of two bytes, I of four."""
    found = array(kind, data)
    if sys.byteorder == "little":
        found.byteswap()
    return found
