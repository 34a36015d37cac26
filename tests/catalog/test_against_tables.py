"""The catalogue holds everything of the clinical tables, and nothing else, but for the differences that are listed."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from consult.catalog import Catalog
from resources import path
from tests.catalog.tables import Records, of_catalog, of_tables, read

Place = tuple[str, str, str]
"""Table, id of the record, and the column that differs (`record` when one side lacks it)."""
WORDED = {
    "disagreement.tace-liver-limit.united_states": {"51"},  # 3 mg/dL in the canonical unit
    "disagreement.tace-stop.europe": {"2"},  # "the second session"
    # A hazard ratio without an absolute figure beside it is not put to people: the direction is.
    "disagreement.adjuvant-atezo-bev.china-2026": {"0.90", "0.72", "1.12"},
}
"""Figures that a sentence gives in another unit, in words, or as their direction alone."""
KEYS = {"table", "columns", "ids", "what", "reason"}


def listed() -> list[dict[str, Any]]:
    """The deliberate differences, as written for a reader."""
    document = tomllib.loads(path("catalog", "differences.toml").read_text(encoding="utf-8"))
    assert set(document) == {"difference"}
    return list(document["difference"])


def differences(tables: Records, catalog: Records) -> set[Place]:
    """Every place at which two sets of records differ."""
    found: set[Place] = set()
    for table, key in tables.keys() | catalog.keys():
        left, right = tables.get((table, key)), catalog.get((table, key))
        if left is None or right is None:
            found.add((table, key, "record"))
        else:
            assert left.keys() == right.keys()
            found |= {(table, key, column) for column in left if left[column] != right[column]}
    return found


def test_every_difference_from_the_tables_is_listed_and_every_listed_one_is_there(catalog: Catalog) -> None:
    found = differences(of_tables(), of_catalog(catalog))
    known = {
        (entry["table"], key, column)
        for entry in listed()
        for key in entry["ids"]
        for column in entry["columns"]
    }
    assert sorted(found - known) == [], "not listed"
    assert sorted(known - found) == [], "listed, but no difference"


def test_a_listed_difference_says_what_and_why() -> None:
    places: list[Place] = []
    for entry in listed():
        assert set(entry) == KEYS, entry
        assert entry["ids"], entry
        assert entry["columns"], entry
        assert min(len(entry["what"]), len(entry["reason"])) > 20, entry
        places += [(entry["table"], key, column) for key in entry["ids"] for column in entry["columns"]]
    assert len(places) == len(set(places)), "a difference is listed twice"


def test_no_table_is_empty() -> None:
    """A table that could not be read would agree with anything."""
    counts: dict[str, int] = {}
    for table, _key in of_tables():
        counts[table] = counts.get(table, 0) + 1
    assert counts == {
        "treatments": 61,
        "rules": 648,
        "positions": 577,
        "guidelines": 17,
        "conflicts": 60,
        "disagreements": 140,
        "exclusions": 46,
    }


@pytest.mark.parametrize(
    "table", ["treatments", "rules", "positions", "guidelines", "conflicts", "disagreements", "exclusions"]
)
def test_a_change_of_any_column_would_be_found(catalog: Catalog, table: str) -> None:
    tables, compiled = of_tables(), of_catalog(catalog)
    key, record = next((key, record) for (name, key), record in compiled.items() if name == table)
    for column in record:
        changed = {**compiled, (table, key): {**record, column: "something else"}}
        assert (table, key, column) in differences(tables, changed)
    assert (table, key, "record") in differences(
        tables, {place: kept for place, kept in compiled.items() if place != (table, key)}
    )
    assert (table, "planted", "record") in differences(tables, {**compiled, (table, "planted"): record})


def test_the_figures_of_a_disagreement_are_those_of_the_table(catalog: Catalog) -> None:
    """Sentences are our own, their figures are not; both languages give the same ones."""
    for row in read("disagreements"):
        key = f"disagreement.{row['topic_id']}.{row['region_or_guideline']}"
        if not row["mark"]:
            assert key not in catalog.texts["en"]
            continue
        english, chinese = (figures(catalog.text(language, key)) for language in ("en", "zh_CN"))
        assert english == chinese, key
        assert english ^ figures(row["position_en"]) <= WORDED.get(key, set()), key


def figures(text: str) -> set[str]:
    """The numbers of a sentence, without the unit of cell counts."""
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace("10^9", "")))


def test_rows_are_declared_once_and_inherited(catalog: Catalog) -> None:
    """No two rows say the same of different treatments: such rows are one row that names them all."""
    seen: dict[tuple[Any, ...], str] = {}
    for rule in catalog.rules.values():
        words = tuple(catalog.text(language, f"rule.{rule.id}") for language in ("en", "zh_CN"))
        said = rule.kind, rule.effect, rule.scheme, frozenset(rule.when), rule.sources, rule.mark, words
        assert said not in seen, f"{rule.id} copies {seen[said]}"
        seen[said] = rule.id
        assert len(rule.applies_to) == len(set(rule.applies_to))
