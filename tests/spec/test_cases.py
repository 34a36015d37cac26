"""Cases: vignettes that clinicians can read, each with the status that the written rows give it, and why."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.hcc.derive import SCHEMA, derive
from consult.judge import STATUSES
from consult.truth import Truth

Case = dict[str, Any]
FOLDER = Path(__file__).parent / "cases"
KEYS = {
    "name",
    "why",
    "guideline",
    "bare",
    "patient",
    "facts",
    "forget",
    "expect",
    "asks_for",
    "reasons",
}


def read(path: Path) -> list[Case]:
    with path.open("rb") as file:
        return tomllib.load(file)["case"]


def patient(case: Case) -> dict[str, Any]:
    """The case's facts over the ordinary patient (`bare`: over nothing), less what it forgets.

    `patient` names one of the ordinary patients with a tumour.
    """
    with (FOLDER / "ordinary.toml").open("rb") as file:
        document = tomllib.load(file)
    ordinary: dict[str, Any] = {} if case.get("bare") else document["facts"]
    named = document["patients"][case["patient"]] if "patient" in case else {}
    facts = {**ordinary, **named, **case.get("facts", {})}
    return {key: value for key, value in facts.items() if key not in case.get("forget", ())}


FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "ordinary")
CASES = [(path.stem, case) for path in FILES for case in read(path)]


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{file}: {case['name']}") for file, case in CASES],
)
def test_case(case: Case, knowledge: Knowledge) -> None:
    assert set(case) <= KEYS
    facts = derive(SCHEMA.read(patient(case)))
    assessment = knowledge.assess(facts, case.get("guideline", "bclc-2025"))
    found = {treatment: assessment.treatments[treatment].status for treatment in case["expect"]}
    assert found == case["expect"], f"{case['why']} Stage {facts.value('bclc_stage')}."
    for treatment, fields in case.get("asks_for", {}).items():
        assert set(fields) <= set(assessment.treatments[treatment].missing), treatment
    acting = {
        reason.rule.id
        for own in assessment.treatments.values()
        for reason in own.reasons
        if reason.acts is Truth.YES or (reason.rule.effect == "applies_when" and reason.state is Truth.NO)
    }
    assert set(case.get("reasons", ())) <= acting


def test_every_status_is_reached_by_a_case() -> None:
    assert {status for _file, case in CASES for status in case["expect"].values()} == set(STATUSES)


def test_every_anticancer_option_has_a_case(catalog: Catalog) -> None:
    named = {treatment for _file, case in CASES for treatment in case["expect"]}
    options = {t.id for t in catalog.treatments.values() if t.role == "anticancer"}
    assert options <= named, options - named


def test_names_are_unique() -> None:
    names = [case["name"] for _file, case in CASES]
    assert len(names) == len(set(names))
