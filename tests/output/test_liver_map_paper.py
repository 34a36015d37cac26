"""The liver map on the doctor's summary: the same figure as on screen, beside the lesions in words."""

from __future__ import annotations

import pytest

from consult.figures.liver_words import description
from consult.hcc.derive import SCHEMA
from consult.summary.blocks import Figure
from consult.summary.case import MOST_ROWS
from tests.output.conftest import BASE, MakePaper, pages_of, rendered, squeezed

LANGUAGES = ("en", "zh_CN")
LESIONS = [
    {"label": "<b>L1", "size_mm": 25, "segment": ["s8"], "status": "viable", "near_bowel": True},
    {"label": "L2", "size_mm": 22, "segment": ["s6"], "status": "complete_response"},
    {"label": "L3", "size_mm": 14},
]
CASE = {**BASE, "lesions": LESIONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_stands_beside_the_lesions_and_says_what_it_says(paper: MakePaper, language: str) -> None:
    made = paper(CASE, language=language)
    blocks = made.document.blocks
    (figure,) = (block for block in blocks if isinstance(block, Figure))
    assert figure.label == made.words.field("lesions")
    lesions = SCHEMA.read(CASE).value("lesions")
    field = SCHEMA.by_id["lesions"]
    for number, (beside, record) in enumerate(zip(figure.beside, lesions, strict=True), 1):
        said = made.words.record(field, record)
        assert beside.text == made.words.say("board.record", n=number, said=said)
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_lesions_no_map_is_printed_and_each_stands_in_words(paper: MakePaper, language: str) -> None:
    lesions = [{"label": f"L{n}", "size_mm": 10 + n, "segment": ["s8"]} for n in range(MOST_ROWS + 1)]
    made = paper({**BASE, "lesions": lesions}, language=language)
    assert not any(isinstance(block, Figure) for block in made.document.blocks)
    text = "".join(pages_of(rendered(made.document)))
    records = SCHEMA.read({"lesions": lesions}).value("lesions")
    assert all(squeezed(made.words.record(SCHEMA.by_id["lesions"], record)) in text for record in records)
