"""The fonts of the papers: kept small, and still what the files say."""

from __future__ import annotations

import gc
import sys
from types import FunctionType, ModuleType

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from consult.summary import pdf_fonts
from consult.summary.pdf_pen import BOLD, REGULAR
from resources import path

FILES = {REGULAR: path("fonts", "NotoSansSC-Regular.ttf"), BOLD: path("fonts", "NotoSansSC-Bold.ttf")}


@pytest.mark.parametrize("heavy", [False, True])
def test_a_weight_is_what_its_file_says(heavy: bool) -> None:
    kept = pdf_fonts.fonts()[heavy].face
    file = FILES[BOLD if heavy else REGULAR]
    whole = TTFont("Whole", str(file)).face
    assert dict(kept.charToGlyph) == whole.charToGlyph
    assert kept.defaultWidth == whole.defaultWidth
    assert {
        code: kept.charWidths.get(code, kept.defaultWidth) for code in whole.charToGlyph
    } == whole.charWidths
    assert [kept.hmetrics[glyph] for glyph in range(whole.numGlyphs)] == whole.hmetrics
    assert list(kept.glyphPos) == whole.glyphPos
    subset = [0, *map(ord, "AÅé肝癌，≥")]  # some are composed of two outlines
    assert kept.makeSubset(subset) == whole.makeSubset(subset)


def test_a_character_is_drawn_only_where_both_weights_have_it() -> None:
    assert pdf_fonts.can_draw("肝")
    assert not pdf_fonts.can_draw("\U0001f600")
    width = pdf_fonts.advance()
    assert width("肝", False) == width("肝", True) == 1.0
    assert width("i", False) != width("i", True)


def test_neither_the_files_nor_their_glyph_tables_stay_in_memory() -> None:
    kept = pdf_fonts.fonts()
    assert len(kept) == 2
    held = size_of(kept)
    assert 1_000_000 < held < 6_000_000, f"{held / 1e6:.0f} MB for two weights"


def size_of(root: object) -> int:
    """The bytes of all that hangs on an object, each counted once; what belongs to the program is not."""
    seen: set[int] = set()
    todo, size = [root], 0
    while todo:
        at = todo.pop()
        if id(at) not in seen and not isinstance(at, type | ModuleType | FunctionType):
            seen.add(id(at))
            size += sys.getsizeof(at)
            todo += gc.get_referents(at)
    return size
