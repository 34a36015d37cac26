"""The papers look as they did when somebody last looked at them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from consult.assess import Knowledge
from tests.output.page_pictures import BLOCK, FOLDER, PAGES, Picture, differing, pictures

HOW = "look at `python -m tests.output.page_pictures --beside FOLDER`, then `make page-pictures`"


@pytest.fixture(scope="module")
def drawn(knowledge: Knowledge) -> dict[str, Picture]:
    return {picture.name: picture for picture in pictures(knowledge)}


def test_every_page_looks_as_it_did(drawn: dict[str, Picture]) -> None:
    assert len(drawn) == 2 * len(PAGES)
    assert {f"{name}.png" for name in drawn} == {file.name for file in FOLDER.iterdir()}
    changed = {
        name: len(regions)
        for name, picture in drawn.items()
        if (regions := differing(Image.open(picture.reference).convert("L"), picture.image))
    }
    assert changed == {}, HOW


def test_a_moved_line_a_lost_word_and_another_sheet_are_seen(drawn: dict[str, Picture]) -> None:
    image = drawn["board-1-en"].image
    assert differing(image, image) == []
    moved = Image.new("L", image.size, 255)
    moved.paste(image.crop((0, 300, image.width, image.height)), (0, 306))
    moved.paste(image.crop((0, 0, image.width, 300)), (0, 0))
    assert len(differing(image, moved)) > 10
    lost = image.copy()
    ImageDraw.Draw(lost).rectangle((30, 60, 30 + 4 * BLOCK, 60 + BLOCK), fill=255)
    assert differing(image, lost)
    assert differing(image, image.resize((image.width, image.height + 9))) == [(0, 0)]


def test_version_edition_and_number_are_not_compared(drawn: dict[str, Picture]) -> None:
    image = drawn["board-1-en"].image
    other = image.copy()
    pen = ImageDraw.Draw(other)
    pen.rectangle((0, other.height - 32, other.width, other.height), fill=0)
    pen.rectangle((0, 0, other.width, 24), fill=0)
    assert differing(image, other) == []
