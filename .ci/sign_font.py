"""Draws resources/fonts/ConsultSigns.ttf: the three signs of the window that the bundled Chinese family has not.

Without them a computer with no other font shows boxes in their place: for "advised against", and for what opens.
Run as `python .ci/sign_font.py`; the result is kept, for it changes with the signs alone.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Consult Signs"
TARGET = Path(__file__).parents[1] / "resources" / "fonts" / "ConsultSigns.ttf"
EM = 2048
ASCENT, DESCENT = 2376, -590
"""In proportion those of the Chinese family: a line is no higher for a sign in it."""
MADE = 3870000000
"""Seconds since 1904, when the drawing was made: the same file each time."""
Shape = tuple[tuple[int, int], ...]
_LOW, _HIGH, _THIN = 148, 1345, 120
SIGNS: dict[str, tuple[int, tuple[Shape, ...]]] = {
    "▸": (1028, (((6, 22), (6, 1042), (1022, 532)),)),
    "▾": (1028, (((6, 1042), (1022, 1042), (514, 22)),)),
    "✕": (
        1716,
        (
            (
                *(
                    (259, _HIGH - _THIN),
                    (259 + _THIN, _HIGH),
                    (858, 867),
                    (1337, _HIGH),
                    (1457, _HIGH - _THIN),
                ),
                *((978, 747), (1457, _LOW + _THIN), (1337, _LOW), (858, 627), (259 + _THIN, _LOW)),
                *((259, _LOW + _THIN), (738, 747)),
            ),
        ),
    ),
}
"""How wide each is with its room, and its outlines, clockwise."""


def drawn() -> bytes:
    """The font as a file."""
    names = {sign: f"uni{ord(sign):04X}" for sign in SIGNS}
    build = FontBuilder(EM, isTTF=True)
    build.setupGlyphOrder([".notdef", *names.values()])
    build.setupCharacterMap({ord(sign): name for sign, name in names.items()})
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (EM // 2, 0)}
    for sign, (width, outlines) in SIGNS.items():
        pen = TTGlyphPen(None)
        for outline in outlines:
            pen.moveTo(outline[0])
            for point in outline[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyphs[names[sign]] = pen.glyph()
        widths[names[sign]] = (width, min(x for outline in outlines for x, _y in outline))
    build.setupGlyf(glyphs)
    build.setupHorizontalMetrics(widths)
    build.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    build.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{FAMILY} 1",
            "fullName": FAMILY,
            "psName": FAMILY.replace(" ", ""),
            "version": "Version 1.000",
            "licenseDescription": "Apache License 2.0",
        }
    )
    build.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    build.setupPost()
    build.updateHead(created=MADE, modified=MADE)
    build.font.recalcTimestamp = False
    out = BytesIO()
    build.save(out)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(drawn())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes", file=sys.stderr)
