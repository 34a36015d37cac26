"""Every row of the vector files of the transplant, resection, embolisation and nutrition items agrees."""

import pytest

from consult.hcc.derive import SCHEMA, derive
from tests import vectors

ITEMS = (
    "afp_model",
    "five_five_500",
    "japan_criteria",
    "metroticket2_afp_uts",
    "hangzhou",
    "ttv_afp",
    "kyoto",
    "toronto_extended",
    "unos_downstaging_inclusion",
    "retreat",
    "makuuchi",
    "flr",
    "hap",
    "mhap_ii",
    "six_and_twelve",
    "albi_tae",
    "tace_unsuitability",
    "art",
    "abcr",
    "crafity",
    "nrs2002",
    "must",
    "glim",
    "g8",
    "distress",
)


@pytest.mark.parametrize(
    "row", [row for item in ITEMS for row in vectors.rows(item)], ids=lambda row: row.case_id
)
def test_row(row: vectors.Row) -> None:
    facts = derive(SCHEMA.read(row.patient))
    vectors.check(row, dict(facts.results[row.item].values))
