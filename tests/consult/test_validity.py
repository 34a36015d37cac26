"""Validity questions and the clinician's own stage: beside the derived result, never in its place."""

from __future__ import annotations

from typing import Any

import pytest

from consult.facts import Facts
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.hcc.validity import CONCERNS
from consult.phrases import Words
from consult.truth import Truth
from consult.vocabulary import WORDS

LIVER = {
    "bilirubin_umol_per_l": 22,
    "albumin_g_per_l": 36,
    "inr": 1.2,
    "creatinine_umol_per_l": 90,
    "sodium_mmol_per_l": 138,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "sex": "male",
    "age_years": 60,
}
HOLDS: dict[str, Any] = {
    "anticoagulation": "vka",
    "recent_albumin_infusion": "yes",
    "gilbert_syndrome": "yes",
    "dialysis_twice_last_week": True,
    "cirrhosis": "no",
}
FAILS: dict[str, Any] = {
    "anticoagulation": "none",
    "recent_albumin_infusion": "no",
    "gilbert_syndrome": "no",
    "dialysis_twice_last_week": False,
    "cirrhosis": "yes",
}


def facts_of(**recorded: Any) -> Facts:
    return derive(SCHEMA.read(recorded))


def states(facts: Facts, item: str) -> dict[str, Truth]:
    return {v.concern.id: v.state for v in facts.validity(item)}


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda c: c.id)
@pytest.mark.parametrize(("answers", "state"), [(HOLDS, Truth.YES), (FAILS, Truth.NO), ({}, Truth.UNKNOWN)])
def test_a_concern_is_answered_or_asked_never_assumed(
    concern: Any, answers: dict[str, Any], state: Truth
) -> None:
    item = {"dialysis": "egfr_ckd_epi_2021"}.get(concern.id, "child_pugh")
    recorded = LIVER if concern.asks not in answers else {**LIVER, concern.asks: answers[concern.asks]}
    assert states(facts_of(**recorded), item)[concern.id] is state


def test_unknown_as_an_answer_stays_a_question() -> None:
    facts = facts_of(**LIVER, gilbert_syndrome="unknown", recent_albumin_infusion="unknown")
    assert states(facts, "albi") == {"albumin_infusion": Truth.UNKNOWN, "gilbert": Truth.UNKNOWN}


def test_a_result_asks_only_about_what_it_rests_on() -> None:
    facts = facts_of(**LIVER)
    assert set(states(facts, "albi")) == {"albumin_infusion", "gilbert"}
    assert set(states(facts, "egfr_ckd_epi_2021")) == {"dialysis"}
    assert states(facts, "milan") == {}
    assert states(facts_of(albumin_g_per_l=36), "child_pugh").keys() == {"albumin_infusion", "no_cirrhosis"}
    assert states(facts_of(), "child_pugh") == {}


def test_a_concern_never_changes_a_score() -> None:
    plain, doubted = (
        facts_of(**LIVER),
        facts_of(**LIVER, gilbert_syndrome="yes", recent_albumin_infusion="yes"),
    )
    for item in ("child_pugh", "albi", "meld_family"):
        assert plain.results[item].values == doubted.results[item].values


def test_every_concern_has_its_words() -> None:
    for concern in CONCERNS:
        assert f"validity.holds.{concern.id}" in WORDS
        assert f"validity.ask.{concern.id}" in WORDS
        assert concern.asks in SCHEMA.by_id
        assert set(concern.bears_on) <= set(SCHEMA.by_id)


def test_what_a_flag_says_already_is_not_said_twice() -> None:
    words = Words("en", DECLARED)
    facts = facts_of(**LIVER, anticoagulation="vka", gilbert_syndrome="yes")
    said = words.doubts(facts.results["child_pugh"], facts)
    assert "inr_may_not_reflect_liver_function" in facts.results["child_pugh"].flags
    assert [s for s in said if "INR" in s] == []
    assert [s for s in said if "Gilbert" in s]


ONE_NODULE = {
    **LIVER,
    "ecog": 0,
    "tumour_type": "hcc",
    "tumour_pattern": "nodular",
    "lesions": [{"size_mm": 34}],
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}


def test_the_own_stage_stands_beside_the_derived_one_and_changes_nothing_else() -> None:
    derived = facts_of(**ONE_NODULE)
    judged = facts_of(
        **ONE_NODULE, clinician_bclc_stage="B", clinician_bclc_reason="Satellites on ultrasound"
    )
    assert derived.results["bclc"].values["stage"] == "A"
    assert judged.results["bclc"].values == derived.results["bclc"].values
    assert judged.value("bclc_stage") == "A"
    own = judged.own_stage("bclc")
    assert own is not None
    assert (own.stage, own.reason) == ("B", "Satellites on ultrasound")
    assert judged.own_stage("cnlc") is derived.own_stage("bclc") is None


@pytest.mark.parametrize("item", ["bclc", "cnlc", "tnm8"])
def test_an_own_stage_wants_a_reason(item: str) -> None:
    stage = SCHEMA.by_id[f"clinician_{item}_stage"].choice_ids()[1]
    without = facts_of(**{f"clinician_{item}_stage": stage})
    assert "stage_without_reason" in [w.code for w in without.warnings]
    reasoned = facts_of(**{f"clinician_{item}_stage": stage, f"clinician_{item}_reason": "Why"})
    assert "stage_without_reason" not in [w.code for w in reasoned.warnings]
