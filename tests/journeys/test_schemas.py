"""The JSON schemas: made from the fields, true of every document the program takes or gives, and as strict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from consult.assess import Knowledge
from consult.case_file import read_document
from consult.clinic import Clinic, ClinicOn, Here
from consult.errors import InputError
from consult.fields import Field
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.json_schemas import ASSESSMENT, PATIENT, schemas, text
from consult.patient import Patient
from consult.phrases import Words
from consult.report import document
from resources import path
from tests.second import generator

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
TODAY = date(2026, 11, 23)
FILES = sorted(path("examples").glob("*.json"))
GENERATED = 300
_SAID = {
    "matters": ["live_longer", "near_home"],
    "fit": {"rfa": {"technical": "yes", "access": "open"}},
    "leaning": {"treatment": "rfa", "status": "possible", "reason": "Small and far from vessels"},
    "gate": "main",
    "plan": {"kind": "deferred", "reason": "wants to think", "until": "2026-12-01"},
    "unconfirmed": ["inr"],
}


@cache
def validator(name: str) -> Draft202012Validator:
    """The committed schema of a name, with the other one beside it."""
    read = {file: json.loads((FOLDER / file).read_text("utf-8")) for file in (PATIENT, ASSESSMENT)}
    registry: Registry[Any] = Registry().with_resources(
        (file, Resource.from_contents(schema)) for file, schema in read.items()
    )
    return Draft202012Validator(read[name], registry=registry)


def faults(name: str, said: object) -> list[str]:
    """Where a document is not as the schema has it, in a few words."""
    return [f"{'/'.join(map(str, e.path))}: {e.message[:120]}" for e in validator(name).iter_errors(said)]


def generated() -> Iterator[dict[str, Any]]:
    """Seeded patients over the whole input space, some with numbers known only within limits."""
    for index in range(GENERATED):
        yield generator.patient(Random(f"schemas:{index}"))[1]


class Unseen:
    """Leaves out of a document the entries that an earlier one had as well: each entry has the same schema."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def of(self, given: dict[str, Any]) -> dict[str, Any]:
        treatments = [
            {**treatment, **{name: self._new(treatment[name]) for name in ("reasons", "positions")}}
            for treatment in given["treatments"]
        ]
        conflicts, asked = self._new(given["conflicts"]), self._new(given["ask_next"])
        return {**given, "treatments": self._new(treatments), "conflicts": conflicts, "ask_next": asked}

    def _new(self, entries: list[Any]) -> list[Any]:
        found = {repr(entry): entry for entry in entries}
        new = {said: entry for said, entry in found.items() if said not in self._seen}
        self._seen |= new.keys()
        return list(new.values())


@pytest.fixture(scope="module")
def unseen() -> Unseen:
    return Unseen()


@pytest.fixture(scope="module")
def words(knowledge: Knowledge) -> Words:
    return Words("en", DECLARED, knowledge.catalog)


def assessed(patient: Patient, knowledge: Knowledge, words: Words) -> dict[str, Any]:
    return document(patient, knowledge.assess(derive(patient, today=TODAY)), knowledge, words)


@pytest.mark.parametrize("name", [PATIENT, ASSESSMENT])
def test_committed_schemas_are_what_the_fields_say(name: str) -> None:
    """Made anew with `python -m consult.hcc.json_schemas docs/schemas`."""
    assert (FOLDER / name).read_text("utf-8") == text(schemas()[name])
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_and_its_assessment_are_as_the_schemas_say(
    file: Path, knowledge: Knowledge, words: Words, unseen: Unseen
) -> None:
    said = json.loads(file.read_text("utf-8"))
    assert faults(PATIENT, said) == []
    assert faults(ASSESSMENT, unseen.of(assessed(SCHEMA.read(said), knowledge, words))) == []


def test_generated_patients_are_as_the_schema_says() -> None:
    for at, said in enumerate(generated()):
        assert faults(PATIENT, said) == [], at


def assess_generated(every: int, knowledge: Knowledge, words: Words, unseen: Unseen) -> None:
    for at, said in islice(enumerate(generated()), 0, None, every):
        patient = SCHEMA.read(said)
        assert faults(PATIENT, patient.to_json()) == [], at
        given = assessed(patient, knowledge, words)
        assert given.pop("patient") == patient.to_json()
        assert faults(ASSESSMENT, {**unseen.of(given), "patient": {}}) == [], at


def test_assessments_of_a_share_of_them_too(knowledge: Knowledge, words: Words, unseen: Unseen) -> None:
    assess_generated(10, knowledge, words, unseen)


@pytest.mark.soak
def test_assessments_of_all_of_them_too(knowledge: Knowledge, words: Words, unseen: Unseen) -> None:
    assess_generated(1, knowledge, words, unseen)


def test_dates_clinic_and_what_was_said_are_as_the_schemas_say(knowledge: Knowledge, words: Words) -> None:
    said = json.loads(path("examples", "example.json").read_text("utf-8"))
    said["inr"] = {"value": 1.1, "date": "2026-09-01", "origin": "Central laboratory"}
    said["clinician_bclc_stage"], said["clinician_bclc_reason"] = "B", "as the board sees it"
    said["consultation"] = _SAID
    assert faults(PATIENT, said) == []
    case = read_document(said, SCHEMA, today=TODAY)
    facts = derive(case.patient, today=TODAY)
    here = Clinic(treatments={"rfa": Here(state="refer", refer_to="Example Hospital", as_at=TODAY)})
    made = knowledge.assess(facts, local=ClinicOn(here, TODAY))
    given = document(case.patient, made, knowledge, words, case.consultation)
    assert given["dates"]["values"]["inr"]["stale"] is True
    assert given["consultation"]["plan"]["kind"] == "deferred"
    assert any(treatment["available"] for treatment in given["treatments"])
    assert faults(ASSESSMENT, given) == []


# -- what the program refuses, where a schema can say so -----------------------------------------------------------


def refused(said: dict[str, Any]) -> None:
    """Both say no."""
    with pytest.raises(InputError):
        read_document(said, SCHEMA, today=TODAY)
    assert faults(PATIENT, said) != [], said


@pytest.mark.parametrize("field", SCHEMA.fields, ids=lambda field: field.id)
def test_a_wrong_type_or_member_is_refused_by_both(field: Field) -> None:
    wrong: list[object] = [{"nonsense": 1}]
    if field.type != "flag":
        wrong.append(True)
    if field.type not in ("text", "texts"):
        wrong.append("no such member")
    if field.type not in ("number", "integer"):
        wrong.append(-7.5)
    for value in wrong:
        refused({field.id: value})


@pytest.mark.parametrize("key", [key for key, field in SCHEMA.by_key.items() if field.type == "number"])
def test_outside_the_hard_limits_is_refused_by_both(key: str) -> None:
    low, high = SCHEMA.by_key[key].hard_of(key) or (0, 0)
    for value in (low - 1, high * 1.01 + 1):
        refused({key: value})
        refused({key: {"max": value}})


@pytest.mark.parametrize(
    "said",
    [
        {"bilirubine": 14},
        {"exclusion_checklist": "all"},
        {"inr": {}},
        {"inr": {"min": None}},
        {"inr": {"value": 1.1, "day": "2026-01-01"}},
        {"inr": {"value": 1.1, "date": "1.2.2026"}},
        {"age_years": {"value": 60, "date": "2026-01-01"}},
        {"lesions": [{"size_mm": 20, "colour": "red"}]},
        {"lesions": {"size_mm": 20}},
        {"patient_code": ""},
        {"patient_code": "x" * 3000},
        {"consultation": {"mood": "good"}},
        {"consultation": {"matters": ["live_longer", "low_cost", "near_home", "few_visits"]}},
        {"consultation": {"plan": {"kind": "deferred", "reason": "later"}}},
        {"consultation": {"plan": {"kind": "chosen", "treatments": []}}},
        {"consultation": {"fit": {"rfa": {"technical": "perhaps"}}}},
        {"consultation": {"leaning": {"treatment": "rfa", "status": "best", "reason": "x"}}},
        {"consultation": {"unconfirmed": ["no_such_field"]}},
    ],
    ids=str,
)
def test_what_is_not_exactly_right_is_refused_by_both(said: dict[str, Any]) -> None:
    refused(said)


def test_a_document_that_lost_something_is_no_assessment(knowledge: Knowledge, words: Words) -> None:
    given = assessed(SCHEMA.empty(), knowledge, words)
    given["treatments"] = given["treatments"][:2]
    assert faults(ASSESSMENT, given) == []
    for name in given:
        assert faults(ASSESSMENT, {key: value for key, value in given.items() if key != name}) != []
    assert faults(ASSESSMENT, {**given, "winner": "rfa"}) != []
    given["treatments"][0]["status"] = "recommended"
    assert faults(ASSESSMENT, given) != []
