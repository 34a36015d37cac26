"""What gene, PD-L1 and other molecular tests decide in liver cancer: information, never a status."""

from __future__ import annotations

from typing import Any

import pytest

from consult.assess import Assessment, Knowledge
from consult.compare import compare
from consult.hcc.derive import SCHEMA, derive
from consult.truth import Truth
from tests.output.conftest import CASES

RESULTS: dict[str, Any] = {
    "pdl1_cps": 0,
    "pdl1_tps_percent": 60,
    "tmb_mut_per_mb": 22,
    "msi_status": "msi_high",
    "ntrk_fusion": "positive",
    "ret_fusion": "positive",
    "met_amplification": "positive",
    "fgf19_amplification": "positive",
    "ctnnb1_mutation": "positive",
    "tp53_mutation": "positive",
    "tert_promoter_mutation": "positive",
}
STANDARD = (
    "io_atezo_bev",
    "io_stride",
    "tki_sorafenib",
    "tki_lenvatinib",
    "tki_regorafenib",
    "chemo_folfox4",
)
ALWAYS = ("sys.test-biomarkers", "sys.test-gene-panel", "sys.test-ctdna")


def assessed(knowledge: Knowledge, patient: dict[str, Any]) -> Assessment:
    return knowledge.assess(derive(SCHEMA.read(patient)), "bclc-2025")


@pytest.mark.parametrize("test", RESULTS)
@pytest.mark.parametrize("case", CASES)
def test_a_test_result_recorded_or_not_leaves_every_status_of_a_standard_medicine(
    knowledge: Knowledge, case: str, test: str
) -> None:
    without = assessed(knowledge, CASES[case])
    with_result = assessed(knowledge, {**CASES[case], test: RESULTS[test]})
    for treatment in STANDARD:
        one, other = without.treatments[treatment], with_result.treatments[treatment]
        assert (one.status, one.possible_statuses) == (other.status, other.possible_statuses)
        assert test not in one.missing


@pytest.mark.parametrize("treatment", STANDARD)
def test_what_tests_can_and_cannot_decide_stands_with_every_standard_medicine(
    knowledge: Knowledge, treatment: str
) -> None:
    assessment = assessed(knowledge, CASES["vein"])
    lines = compare(assessment, (treatment,)).cell("unknowns", treatment).lines
    shown = [line.record.rule.id for line in lines if line.kind == "rule" and line.state is Truth.YES]
    assert set(ALWAYS) <= set(shown)


def test_a_finding_is_answered_where_it_is_recorded_and_nowhere_else(knowledge: Knowledge) -> None:
    for patient, state in ((CASES["vein"], Truth.UNKNOWN), ({**CASES["vein"], **RESULTS}, Truth.YES)):
        reasons = assessed(knowledge, patient).treatments["tki_lenvatinib"].reasons
        found = {r.rule.id: r.state for r in reasons if r.rule.id.startswith("sys.test-")}
        assert {found.pop(name) for name in ALWAYS} == {Truth.YES}
        assert len(found) == 8
        assert set(found.values()) == {state}


def test_no_molecular_result_but_a_trial_marker_decides_anything(knowledge: Knowledge) -> None:
    deciding = {
        rule.id
        for rule in knowledge.catalog.rules.values()
        for criterion in rule.when
        if criterion.fact in RESULTS and rule.effect != "information"
    }
    assert deciding == set()
