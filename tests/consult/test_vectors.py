"""Every row of the vector files of the items derived so far agrees with the library."""

import pytest

from consult.hcc.derive import SCHEMA, derive
from tests import vectors

ITEMS = ("child_pugh", "albi", "bclc", "cnlc", "milan", "ucsf", "up_to_seven", "csph")


@pytest.mark.parametrize(
    "row", [row for item in ITEMS for row in vectors.rows(item)], ids=lambda row: row.case_id
)
def test_row(row: vectors.Row) -> None:
    facts = derive(SCHEMA.read(row.patient))
    vectors.check(row, dict(facts.results[row.item].values))
