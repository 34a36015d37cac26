"""How far the cases reach: three for every treatment, and every row that decides made to act in a named one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from consult.assess import DECISIVE, Knowledge, TreatmentAssessment
from consult.catalog import Catalog, Rule
from consult.hcc.derive import SCHEMA, derive
from consult.truth import Truth
from tests.spec.test_cases import CASES, patient

LEAST = 3
TRIALS = frozenset({"transplant.child-pugh-xxl"})
"""Rows of a trial's own scheme: a trial cannot lead, so they are shown in the catalogue and never act."""


NEVER_ALONE: Mapping[str, str] = {
    "cell.cart-age": "with tumour cells are barred anyway, without tumour no trial exists anyway",
    "cell.cart-child-pugh": "as cell.cart-age",
    "cell.cart-gpc3": "as cell.cart-age",
    "cell.child-pugh-b-c": "as cell.cart-age",
    "cell.cik-advanced": "the question arises only after cure, which advanced disease excludes",
    "durva.already-given": "durvalumab is a checkpoint inhibitor: ici.no-earlier-ici fails too",
    "ebrt.end-stage-china": "CNLC IV is Child-Pugh C or performance status 3-4, which have general rows",
    "histotripsy.performance": "performance status 3-4 has general rows for every local treatment",
    "tare.bilirubin-2": "above 51 is above 34: tare.bilirubin-1 acts too",
    "thermal.size-over-50-china": "thermal.size-over-50 acts under every guideline",
}
"""Deciding rows that cannot decide by themselves, because others always act beside them; kept for what they say."""


def deciding(catalog: Catalog) -> dict[str, Rule]:
    """The rows that can decide a status while some guideline leads."""
    return {r.id: r for r in catalog.rules.values() if r.effect in DECISIVE and r.id not in TRIALS}


def step(rule: Rule) -> int:
    """The step of the status table at which a row speaks."""
    return {"applies_when": 0, "absolute_contraindication": 1, "required": 1}.get(rule.effect, 2)


def acting(own: TreatmentAssessment) -> list[Rule]:
    """The deciding rows that act on a treatment."""
    found = []
    for reason in own.reasons:
        failing = reason.rule.effect in ("applies_when", "required", "required_trial")
        if reason.rule.effect in DECISIVE and reason.state is (Truth.NO if failing else Truth.YES):
            found.append(reason.rule)
    return found


@dataclass(frozen=True)
class Reached:
    """Deciding rows that act on a treatment whose status a case states, where the case names them."""

    acting: frozenset[str]
    alone: frozenset[str]
    """Those without which the status would be another."""


@pytest.fixture(scope="module")
def reached(knowledge: Knowledge) -> Reached:
    found: set[str] = set()
    alone: set[str] = set()
    for _file, case in CASES:
        named = set(case.get("reasons", ()))
        facts = derive(SCHEMA.read(patient(case)))
        assessment = knowledge.assess(facts, case.get("guideline", "bclc-2025"))
        for treatment in case["expect"] if named else ():
            rules = acting(assessment.treatments[treatment])
            found |= {rule.id for rule in rules} & named
            first = min(map(step, rules), default=0)
            deciders = {rule.id for rule in rules if step(rule) == first}
            if len(deciders) == 1:
                alone |= deciders & named
    return Reached(frozenset(found), frozenset(alone))


def test_every_treatment_has_three_cases(catalog: Catalog) -> None:
    counts = Counter(treatment for _file, case in CASES for treatment in case["expect"])
    short = {treatment: counts[treatment] for treatment in catalog.treatments if counts[treatment] < LEAST}
    assert short == {}
    assert counts.keys() <= catalog.treatments.keys()


def test_every_deciding_row_acts_in_a_case_that_names_it(catalog: Catalog, reached: Reached) -> None:
    assert sorted(deciding(catalog).keys() - reached.acting) == []


def test_every_deciding_row_decides_a_case_by_itself(catalog: Catalog, reached: Reached) -> None:
    """Without the row the stated status would be another; so a row that is lost or turned round is noticed."""
    rows = deciding(catalog)
    assert sorted(rows.keys() - reached.alone - NEVER_ALONE.keys()) == []
    assert sorted(NEVER_ALONE.keys() & reached.alone) == [], "decides alone after all"
    assert NEVER_ALONE.keys() <= rows.keys()


def test_rows_of_a_trial_never_act(catalog: Catalog) -> None:
    led = {guideline.id for guideline in catalog.selectable()}
    never = {r.id for r in catalog.rules.values() if r.effect in DECISIVE and r.scheme not in {"", *led}}
    assert never == TRIALS


def test_a_case_names_only_rows_of_the_catalogue(catalog: Catalog) -> None:
    named = {rule for _file, case in CASES for rule in case.get("reasons", ())}
    assert sorted(named - catalog.rules.keys()) == []


def test_every_case_says_why_in_words() -> None:
    for _file, case in CASES:
        assert len(case["why"].split()) >= 4, case["name"]
        assert case["expect"], case["name"]
