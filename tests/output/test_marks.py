"""The shares per verification mark: counted from the records, and the committed page says the same."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from consult import signoff
from consult.catalog import Catalog
from consult.cli import main
from consult.summary.marks import MARKS, marks_of, page

ROOT = Path(__file__).parents[2]


def test_the_committed_page_is_what_the_catalogue_says(catalog: Catalog) -> None:
    assert (ROOT / "docs" / "catalogue-marks.md").read_text(encoding="utf-8") == page(catalog)


def test_every_record_with_a_mark_is_counted_once(catalog: Catalog) -> None:
    counted = {kind: len(marks) for kind, marks in marks_of(catalog).items()}
    tally = {kind: count.total() for kind, count in signoff.tally(catalog).items()}
    pairs = (
        ("rules", "rule"),
        ("positions", "position"),
        ("outcomes", "outcome"),
        ("points", "point"),
        ("burdens", "burden"),
        ("certainties", "treatment"),
        ("conflicts", "conflict"),
    )
    assert {kind for kind, _record in pairs} == counted.keys()
    for kind, record in pairs:
        assert counted[kind] == tally[record]


def test_the_command_prints_shares_and_sign_off(catalog: Catalog) -> None:
    said = CliRunner().invoke(main, ["catalog", "show"]).output
    for line, marks in zip(("rule rows", "guideline positions"), ("rules", "positions"), strict=True):
        row = next(text for text in said.splitlines() if text.startswith(line))
        numbers = [int(number) for number in re.findall(r"(\d+)(?: \(|$|\s)", row)]
        own = marks_of(catalog)[marks]
        assert numbers == [len(own), *(own.count(mark) for mark in MARKS)]
    row = next(text for text in said.splitlines() if re.match(r"rule\s+\d", text))
    assert row.split()[1:] == [str(len(catalog.rules)), "0", "0", "0", str(len(catalog.rules))]
    assert "no two named reviewers have signed" in said
    assert CliRunner().invoke(main, ["catalog", "show", "--marks"]).output == page(catalog)
