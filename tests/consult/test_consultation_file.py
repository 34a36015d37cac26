"""What stands under "consultation" in a case file: read strictly, written back the same, refused by name."""

from __future__ import annotations

import json
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.case_file import CaseFile, case_document, read_case
from consult.consultation import (
    ANSWERS,
    FEASIBILITIES,
    GATES,
    MATTERS,
    PLAN_KINDS,
    Consultation,
    Judgement,
    Plan,
    required,
)
from consult.consultation_file import check_treatments, read_consultation, tidy, to_document
from consult.deciding import FAMILY_PARTS, NEEDS, READY, ROLE_MEMBERS
from consult.errors import InputError
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.judge import STATUSES
from consult.phrases import Words
from consult.summary.safe import harmless
from consult.vocabulary import LANGUAGES

HELD = ("rfa", "mwa", "resection", "tace", "sbrt")
_treatment = st.sampled_from(HELD)
_line = st.text(min_size=0, max_size=40).map(
    lambda text: "".join(character for character in text if harmless(character) == character)
)
_text = st.lists(_line, max_size=3).map("\n".join)
_day = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))
_judgement = st.builds(Judgement, treatment=_treatment, status=st.sampled_from(STATUSES), reason=_text)
_plan = st.builds(
    Plan,
    kind=st.none() | st.sampled_from(PLAN_KINDS),
    treatments=st.lists(_treatment, max_size=3, unique=True).map(tuple),
    reason=_text,
    until=_day,
    refer_to=_text,
    board_question=_text,
    decides_next=_text,
    check_in=_day,
    come_earlier_if=st.lists(_line.filter(bool), max_size=4).map(tuple),
)


def consultations() -> st.SearchStrategy[Consultation]:
    """Records as a window could hold them, whole or half-written."""
    return st.builds(
        Consultation,
        matters=st.lists(st.sampled_from(MATTERS), max_size=3, unique=True).map(tuple),
        fit=st.dictionaries(
            st.tuples(_treatment, st.sampled_from(FEASIBILITIES)), st.sampled_from(ANSWERS), max_size=6
        ).map(MappingProxyType),
        leaning=st.none() | _judgement,
        disagreements=st.lists(_judgement, max_size=3, unique_by=lambda said: said.treatment).map(tuple),
        gate=st.none() | st.sampled_from(GATES),
        plan=_plan,
        role=st.none() | st.sampled_from(ROLE_MEMBERS),
        family=st.none() | st.sampled_from(FAMILY_PARTS),
        readiness=st.dictionaries(st.sampled_from(NEEDS), st.sampled_from(READY)),
        notes=_text,
    )


def is_whole(said: Consultation) -> bool:
    judgements = (*said.disagreements, *(() if said.leaning is None else (said.leaning,)))
    return not required(said.plan) and all(judgement.reason for judgement in judgements)


@settings(max_examples=150, deadline=None)
@given(consultations())
def test_what_is_written_reads_the_same(said: Consultation) -> None:
    written = json.loads(json.dumps(to_document(said)))
    assert read_consultation(written, treatments=HELD, draft=True) == said
    if is_whole(said):
        assert read_consultation(written) == said
    else:
        with pytest.raises(InputError) as caught:
            read_consultation(written)
        assert caught.value.code == "consultation_needs"


@settings(max_examples=50, deadline=None)
@given(consultations().filter(is_whole))
def test_a_case_file_holds_both(said: Consultation) -> None:
    patient = SCHEMA.read({"age_years": 61, "inr": 1.1})
    written = json.dumps(case_document(patient, said))
    assert read_case(written, SCHEMA, treatments=HELD) == CaseFile(patient, said)
    assert ("consultation" in json.loads(written)) is not said.is_blank


def test_a_case_file_without_a_consultation_is_read_as_before() -> None:
    read = read_case('{"age_years": 61}', SCHEMA)
    assert read.patient == SCHEMA.read({"age_years": 61})
    assert read.consultation.is_blank
    assert read_case('{"consultation": null}', SCHEMA).consultation.is_blank


PLAN = {"kind": "deferred", "reason": "wants time", "until": "2026-12-07"}
LEAN = {"treatment": "rfa", "status": "possible", "reason": "small"}

REFUSED: list[tuple[Any, str, str]] = [
    ([], "wrong_type", "consultation"),
    ({"score": 1}, "unknown_field", "consultation.score"),
    ({"matters": "low_cost"}, "wrong_type", "consultation.matters"),
    ({"matters": ["low_cost", 1]}, "wrong_type", "consultation.matters[1]"),
    ({"matters": ["money"]}, "not_a_member", "consultation.matters[0]"),
    ({"matters": list(MATTERS[:4])}, "too_many", "consultation.matters"),
    ({"matters": ["low_cost", "low_cost"]}, "consultation_twice", "consultation.matters"),
    ({"fit": [1]}, "wrong_type", "consultation.fit"),
    ({"fit": {"rfa": {"technical": "maybe"}}}, "not_a_member", "consultation.fit.rfa.technical"),
    ({"fit": {"rfa": {"technical": None}}}, "wrong_type", "consultation.fit.rfa.technical"),
    ({"fit": {"rfa": {"price": "yes"}}}, "unknown_field", "consultation.fit.rfa.price"),
    ({"fit": {"RFA!": {}}}, "wrong_type", "consultation.fit.RFA!"),
    ({"fit": {"leeches": {}}}, "consultation_treatment", "consultation.fit.leeches"),
    ({"leaning": {**LEAN, "reason": ""}}, "consultation_needs", "consultation.leaning.reason"),
    ({"leaning": {**LEAN, "status": "best"}}, "not_a_member", "consultation.leaning.status"),
    ({"leaning": {**LEAN, "treatment": 5}}, "wrong_type", "consultation.leaning.treatment"),
    ({"leaning": {**LEAN, "stars": 5}}, "unknown_field", "consultation.leaning.stars"),
    ({"disagreements": [LEAN, LEAN]}, "consultation_twice", "consultation.disagreements"),
    (
        {"disagreements": [{**LEAN, "treatment": "x1"}]},
        "consultation_treatment",
        "disagreements[0].treatment",
    ),
    ({"readiness": None}, "wrong_type", "consultation.readiness"),
    ({"readiness": ["certainty"]}, "wrong_type", "consultation.readiness"),
    ({"readiness": {"certainty": True}}, "wrong_type", "consultation.readiness.certainty"),
    ({"readiness": {"values": "open"}}, "not_a_member", "consultation.readiness.values"),
    ({"readiness": {"score": "yes"}}, "unknown_field", "consultation.readiness.score"),
    ({"role": "boss"}, "not_a_member", "consultation.role"),
    ({"role": ["family"]}, "wrong_type", "consultation.role"),
    ({"family": False}, "wrong_type", "consultation.family"),
    ({"family": "decides"}, "not_a_member", "consultation.family"),
    ({"gate": "some"}, "not_a_member", "consultation.gate"),
    ({"gate": True}, "wrong_type", "consultation.gate"),
    ({"plan": {"kind": "cure"}}, "not_a_member", "consultation.plan.kind"),
    ({"plan": {**PLAN, "reason": ""}}, "consultation_needs", "consultation.plan.reason"),
    ({"plan": {**PLAN, "until": None}}, "consultation_needs", "consultation.plan.until"),
    ({"plan": {"kind": "refer"}}, "consultation_needs", "consultation.plan.refer_to"),
    ({"plan": {"kind": "board"}}, "consultation_needs", "consultation.plan.board_question"),
    ({"plan": {"kind": "chosen"}}, "consultation_needs", "consultation.plan.treatments"),
    ({"plan": {**PLAN, "until": "07/12/2026"}}, "consultation_date", "consultation.plan.until"),
    ({"plan": {**PLAN, "until": "2026-02-30"}}, "consultation_date", "consultation.plan.until"),
    ({"plan": {**PLAN, "until": 20261207}}, "consultation_date", "consultation.plan.until"),
    ({"plan": {"treatments": ["rfa", "rfa"]}}, "consultation_twice", "consultation.plan.treatments"),
    ({"plan": {"treatments": ["leeches"]}}, "consultation_treatment", "consultation.plan.treatments[0]"),
    ({"plan": {"come_earlier_if": ["a"] * 13}}, "too_many", "consultation.plan.come_earlier_if"),
    ({"plan": {"come_earlier_if": ["a" * 201]}}, "too_long", "consultation.plan.come_earlier_if[0]"),
    (
        {"plan": {"come_earlier_if": ["a\nb"]}},
        "consultation_character",
        "consultation.plan.come_earlier_if[0]",
    ),
    ({"plan": {"reason": ["a"]}}, "wrong_type", "consultation.plan.reason"),
    ({"notes": "a" * 2001}, "too_long", "consultation.notes"),
    ({"notes": "a\x00b"}, "consultation_character", "consultation.notes"),
    ({"notes": "a\x1b[31mb"}, "consultation_character", "consultation.notes"),
    ({"notes": "a\u202eb"}, "consultation_character", "consultation.notes"),
    ({"notes": "a\ud800b"}, "consultation_character", "consultation.notes"),
]


@pytest.mark.parametrize(("raw", "code", "where"), REFUSED)
def test_what_is_not_right_is_refused_by_name(raw: Any, code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_consultation(raw, treatments=HELD)
    assert caught.value.code == code
    assert caught.value.values["field"].endswith(where)
    for language in LANGUAGES:
        said = Words(language, DECLARED).error(caught.value)
        assert where in said
        assert "{" not in said


def test_without_a_catalogue_a_treatment_is_taken_and_checked_later() -> None:
    said = read_consultation({"plan": {"treatments": ["leeches"]}})
    with pytest.raises(InputError) as caught:
        check_treatments(said, HELD)
    assert caught.value.code == "consultation_treatment"
    check_treatments(read_consultation({"leaning": LEAN}), HELD)


@given(st.text())
def test_typed_text_is_tidied_into_what_a_file_may_hold(text: str) -> None:
    said = read_consultation({"notes": tidy(text)})
    assert said.notes == tidy(text)
    assert tidy(said.notes) == said.notes
