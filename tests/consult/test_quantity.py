"""Unit conversions agree with their vector file, and the pairs of the form use the same factors."""

import csv

import pytest

from consult.hcc.derive import SCHEMA
from consult.quantity import FACTORS, PAIR_FACTORS, convert
from consult.values import round_half_away
from tests.vectors import FOLDER

with (FOLDER / "unit_conversions.csv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case_id"])
def test_row(row: dict[str, str]) -> None:
    found = convert(row["analyte"], float(row["value"]), row["from_unit"], row["to_unit"])
    assert round_half_away(found, int(row["decimals"])) == float(row["expected_value"])


def test_a_unit_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError):
        convert("bilirubin", 1.0, "mmol/L", "umol/L")


def test_every_pair_of_the_form_has_a_factor() -> None:
    pairs = {field.other.key: field for field in SCHEMA.fields if field.other is not None}
    assert PAIR_FACTORS.keys() == pairs.keys()
    for key, field in pairs.items():
        analyte = field.id.split("_")[0]
        assert field.other is not None
        assert PAIR_FACTORS[key] == FACTORS[analyte][field.other.unit]
