"""The liver map on the doctor's summary: the same figure as on screen, below the table of lesions."""

from __future__ import annotations

import pytest

from consult.figures.liver_words import description
from consult.hcc.derive import SCHEMA
from consult.summary.blocks import Figure, Table
from tests.output.conftest import BASE, MakePaper, pages_of, rendered, squeezed

LANGUAGES = ("en", "zh_CN")
LESIONS = [
    {"label": "<b>L1", "size_mm": 25, "segment": ["s8"], "status": "viable", "near_bowel": True},
    {"label": "L2", "size_mm": 22, "segment": ["s6"], "status": "complete_response"},
    {"label": "L3", "size_mm": 14},
]
CASE = {**BASE, "lesions": LESIONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_stands_below_the_table_of_lesions_and_says_what_it_says(
    paper: MakePaper, language: str
) -> None:
    made = paper(CASE, language=language)
    blocks = made.document.blocks
    (figure,) = (block for block in blocks if isinstance(block, Figure))
    table = blocks[blocks.index(figure) - 1]
    assert isinstance(table, Table)
    assert table.label == made.words.field("lesions")
    assert figure.label == made.words.say("liver.title")
    lesions = SCHEMA.read(CASE).value("lesions")
    assert figure.drawing.words == description(SCHEMA.by_id["lesions"], lesions, made.words)
    first = pages_of(rendered(made.document))[0]
    near = made.words.say("liver.near.near_bowel")
    for said in ("VIII", "IVb", "50 mm", f"△ {near}", "3 · 14 mm", made.words.say("liver.unplaced")):
        assert squeezed(said) in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_map_page_one_still_reaches_the_last_group_of_options(
    paper: MakePaper, language: str
) -> None:
    made = paper(CASE, language=language)
    first = pages_of(rendered(made.document))[0]
    assert squeezed(made.words.say("group.unproven")) in first


@pytest.mark.parametrize(
    "lesions", [[], [{"size_mm": 25}], [{"size_mm": 25, "status": "viable"}, {"label": "L2"}]]
)
def test_no_map_is_printed_where_no_segment_is_recorded(paper: MakePaper, lesions: list[object]) -> None:
    made = paper({**BASE, "lesions": lesions})
    assert not any(isinstance(block, Figure) for block in made.document.blocks)
