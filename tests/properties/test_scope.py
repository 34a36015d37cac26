"""Scope: in an early stage no drug comes first without a stated reason why treating the tumour itself is out."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.hcc.derive import SCHEMA, derive
from consult.judge import POSSIBLE, USUAL
from tests.properties.strategies import complete, examples

EARLY: dict[str, Any] = {
    "age_years": 60,
    "ecog": 0,
    "tumour_type": "hcc",
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}
SPEAK_AGAINST_EARLY = ("bile_duct_invasion", "ecog_attribution", "kps", "lesion_count_total")
CURATIVE = ("resection", "rfa", "mwa", "transplant")
SIZES = ([18], [25], [45], [25, 22], [28, 20, 14])
"""One tumour, or up to three of at most 30 mm: very early and early."""


@examples(80)
@given(document=complete(), sizes=st.sampled_from(SIZES), data=st.data())
def test_no_drug_is_usual_in_an_early_stage_while_the_tumour_can_be_treated_itself(
    knowledge: Knowledge, catalog: Catalog, document: dict[str, Any], sizes: list[int], data: st.DataObject
) -> None:
    early = {name: value for name, value in document.items() if name not in SPEAK_AGAINST_EARLY}
    early |= EARLY | {"lesions": [{"size_mm": size} for size in sizes]}
    facts = derive(SCHEMA.read(early))
    assert facts.value("bclc_stage") in ("0", "A")
    guideline = data.draw(st.sampled_from(sorted({p.guideline for p in catalog.positions.values()})))
    found = knowledge.assess(facts, guideline).treatments
    drugs = [t.id for t in catalog.treatments.values() if t.group == "systemic" and t.role == "anticancer"]
    assert len(drugs) > 15
    if any(found[treatment].status in (USUAL, POSSIBLE) for treatment in CURATIVE):
        assert [drug for drug in drugs if found[drug].status == USUAL] == []
