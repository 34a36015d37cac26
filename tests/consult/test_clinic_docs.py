"""The example in the page on the clinic's own layer is a file that is read, and names treatments that there are."""

from __future__ import annotations

from pathlib import Path

from consult.catalog import Catalog
from consult.clinic import read_clinic

PAGE = Path(__file__).parents[2] / "docs" / "clinic-layer.md"


def test_the_example_of_the_page_is_read(catalog: Catalog) -> None:
    example = PAGE.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    layer = read_clinic(example.encode(), "clinic.json")
    assert layer.unknown(catalog.treatments) == ()
    assert {here.state for here in layer.treatments.values()} == {"available", "refer", "not_available"}
