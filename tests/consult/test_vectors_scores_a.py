"""Every row of the vector files of liver function, fibrosis, performance and the further stages agrees."""

import pytest

from consult.hcc.derive import SCHEMA, derive
from tests import vectors

ITEMS_A = (
    "meld_family",
    "egfr_ckd_epi_2021",
    "fib4",
    "apri",
    "palbi",
    "ez_albi",
    "bmi",
    "ecog_kps",
    "tnm8",
    "bclc_b_bolondi",
    "okuda",
    "clip",
    "jis",
    "italica_tumour_stage",
    "hklc",
    "pvtt",
)


@pytest.mark.parametrize(
    "row", [row for item in ITEMS_A for row in vectors.rows(item)], ids=lambda row: row.case_id
)
def test_row(row: vectors.Row) -> None:
    facts = derive(SCHEMA.read(row.patient))
    vectors.check(row, dict(facts.results[row.item].values))
