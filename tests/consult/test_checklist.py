"""The exclusion checklist: one key answers every item that is not answered by itself."""

import pytest

from consult.hcc.derive import SCHEMA, derive
from consult.values import UNKNOWN


@pytest.mark.parametrize("field", [f.id for f in SCHEMA.checklist if f.type == "choice"])
def test_an_item_answered_by_itself_keeps_its_answer(field: str) -> None:
    declared = SCHEMA.by_id[field]
    other = next(c for c in declared.choice_ids() if c not in (declared.none_applies, "unknown"))
    facts = derive(SCHEMA.read({"exclusion_checklist": "none_apply", field: other}))
    assert facts.value(field) == other or field == "ici_last_90_days"


@pytest.mark.parametrize(
    "field", [f.id for f in SCHEMA.checklist if "unknown" in f.choice_ids() and f.id != "ici_last_90_days"]
)
def test_an_item_answered_unknown_stays_unknown(field: str) -> None:
    facts = derive(SCHEMA.read({"exclusion_checklist": "none_apply", field: "unknown"}))
    assert facts.value(field) is UNKNOWN


def test_none_applies_answers_every_other_item() -> None:
    facts = derive(SCHEMA.read({"exclusion_checklist": "none_apply", "sex": "female", "age_years": 40}))
    for field in SCHEMA.checklist:
        assert facts.value(field.id) == field.none_applies, field.id


def test_pregnancy_is_not_asked_of_a_man() -> None:
    facts = derive(SCHEMA.read({"exclusion_checklist": "none_apply", "sex": "male", "age_years": 40}))
    assert facts.value("pregnancy_status") == "not_applicable"


def test_without_the_answer_every_item_is_open() -> None:
    facts = derive(SCHEMA.read({"sex": "male", "age_years": 40}))
    for field in SCHEMA.checklist:
        assert facts.value(field.id) is UNKNOWN, field.id
