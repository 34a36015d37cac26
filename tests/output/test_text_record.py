"""The record in plain text: never longer than 1,500 characters, whatever stands in the case, and inert where pasted."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.assess import Knowledge
from consult.cli import main
from consult.consultation import Consultation, Plan
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.phrases import Words
from consult.summary.record import MOST_CHARACTERS, text_record
from resources import path
from tests.output.conftest import CASES, TODAY


def record(
    knowledge: Knowledge, patient: dict[str, Any], language: str = "en", said: Consultation | None = None
) -> str:
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    return text_record(read, assessment, words, today=TODAY, program_version="9.9.9", said=said)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", CASES)
def test_it_says_who_which_stage_and_which_statuses(knowledge: Knowledge, name: str, language: str) -> None:
    text = record(knowledge, {**CASES[name], "patient_code": "K-77"}, language)
    read = SCHEMA.read(CASES[name])
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    assert "K-77" in text
    stage = assessment.facts.value("bclc_stage")
    if isinstance(stage, str):
        assert f"BCLC {stage}" in text
    for status in ("usual_option", "possible", "cannot_tell"):
        anticancer = [
            own
            for own in assessment.treatments.values()
            if own.status == status
            and knowledge.catalog.treatments[own.id].role == "anticancer"
            and not knowledge.catalog.treatments[own.id].unproven
        ]
        if anticancer:
            assert f"{words.status(status)}" in text
    assert words.review in text
    assert len(text) <= MOST_CHARACTERS
    assert text.isprintable() or "\n" in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=st.text(min_size=1, max_size=60),
    question=st.text(max_size=2000),
    lines=st.lists(st.text(max_size=200), max_size=12),
    language=st.sampled_from(["en", "zh_CN"]),
)
def test_nothing_makes_it_longer_or_active(
    knowledge: Knowledge, code: str, question: str, lines: list[str], language: str
) -> None:
    said = Consultation(plan=Plan(kind="board", board_question=question, come_earlier_if=tuple(lines)))
    read = SCHEMA.empty().with_value("age_years", 61)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    text = text_record(read, assessment, words, today=TODAY, program_version=code[:20], said=said)
    assert len(text) <= MOST_CHARACTERS
    acting = [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not acting


def test_what_is_left_out_is_named(knowledge: Knowledge) -> None:
    said = Consultation(plan=Plan(kind="board", board_question="why " * 500))
    text = record(knowledge, CASES["three small"], said=said)
    words = Words("en", DECLARED, knowledge.catalog)
    assert words.say("record.cut") in text
    assert words.review in text
    assert words.say("record.cut") not in record(knowledge, CASES["three small"])


def test_the_command_prints_the_same(knowledge: Knowledge) -> None:
    done = CliRunner().invoke(main, ["assess", str(path("examples", "example.json")), "--format", "record"])
    assert done.exit_code == 0
    assert "EXAMPLE-1" in done.output
    assert len(done.output) <= MOST_CHARACTERS + 1
