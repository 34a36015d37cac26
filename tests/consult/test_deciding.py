"""Deciding: what was asked of the patient reads the same on the doctor's paper, text and record, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from consult.assess import Knowledge
from consult.compare import compare
from consult.consultation import Consultation
from consult.consultation_file import to_document
from consult.consultation_words import record
from consult.deciding import NEEDS, READY, ROLES, Need, Ready, replied
from consult.deciding_words import (
    readiness_lines,
    readiness_short,
    readiness_standing,
    role_lines,
    still_needed,
)
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.patient_view import patient_view
from consult.phrases import Words
from consult.summary.attachment import attached
from consult.summary.board import board_sheet
from consult.summary.handout import handout
from consult.summary.record import text_record
from consult.summary.text import text_report
from consult.vocabulary import LANGUAGES
from tests.consult.test_consultation import CASE
from tests.consult.test_consultation_paper import SAID, paper_lines
from tests.output.conftest import TODAY

ASKED: dict[Need, Ready] = {"certainty": "yes", "information": "no", "support": "no"}
WITH = {**SAID, "readiness": ASKED}


def words_of(knowledge: Knowledge, language: str) -> Words:
    return Words(language, DECLARED, knowledge.catalog)


def test_what_was_not_asked_has_no_entry() -> None:
    said = replied(replied({}, "values", "no"), "certainty", "yes")
    assert list(said.items()) == [("certainty", "yes"), ("values", "no")]
    assert replied(said, "values", None) == {"certainty": "yes"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_reads_every_question_with_its_answer(knowledge: Knowledge, language: str) -> None:
    words = words_of(knowledge, language)
    lines = tuple(readiness_lines(ASKED, words))
    assert (words.say("ready"), lines) in paper_lines(knowledge, language, WITH)
    for need, line in zip(NEEDS, lines, strict=False):
        assert line.startswith(words.say(f"ready.ask.{need}"))
        assert line.endswith(words.say(f"ready.{ASKED.get(need, 'unasked')}"))
    assert "20705870" in lines[-1]
    assert words.say("mark.secondary") in lines[-1]
    patient = SCHEMA.read(CASE)
    assessment, said = knowledge.assess(derive(patient)), Consultation(readiness=ASKED)
    text = text_report(patient, assessment, words, knowledge, today=TODAY, consultation=said)
    assert all(line in text for line in lines)
    short = text_record(patient, assessment, words, today=TODAY, program_version="0", said=said)
    assert readiness_short(ASKED, words) in short
    assert words.say("ready.unasked") in readiness_short(ASKED, words)


def test_where_nothing_was_asked_nothing_is_said_of_it(knowledge: Knowledge) -> None:
    words = words_of(knowledge, "en")
    assert [
        label for label, _lines in paper_lines(knowledge, "en", SAID) if label == words.say("ready")
    ] == []
    assert tuple(readiness_lines({}, words)) == ()
    assert readiness_short({}, words) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_no_names_its_need_and_nothing_is_added_up(knowledge: Knowledge, language: str) -> None:
    words = words_of(knowledge, language)
    for replies in product((*READY, None), repeat=len(NEEDS)):
        said = {need: reply for need, reply in zip(NEEDS, replies, strict=True) if reply is not None}
        needed = still_needed(said, words)
        for need in NEEDS:
            assert (words.say(f"ready.need.{need}") in needed) is (said.get(need) == "no")
        shown = (needed, readiness_standing(said, words), readiness_short(said, words))
        assert not any(character.isdigit() for text in shown for character in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_it_reaches_the_patient_or_the_board(knowledge: Knowledge, language: str) -> None:
    words = words_of(knowledge, language)
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient))
    chosen = ("resection", "rfa")
    made: list[tuple[Any, ...]] = []
    for said in (Consultation(gate="main"), Consultation(gate="main", readiness=ASKED, role="family")):
        given: dict[str, Any] = {"today": TODAY, "program_version": "0", "chosen": chosen, "said": said}
        carried = attached("board", patient, said, assessment, knowledge, words)
        made.append(
            (
                handout(patient, assessment, words, knowledge, **given),
                board_sheet(patient, assessment, words, knowledge, **given),
                patient_view(compare(assessment, chosen), said, words),
                carried,
            )
        )
    without, with_it = made
    assert with_it == without


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_reads_who_is_to_decide(knowledge: Knowledge, language: str) -> None:
    words = words_of(knowledge, language)
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient))
    for kind, members in ROLES.items():
        for member in members:
            named: dict[str, Any] = {kind: member}
            said = Consultation(**named)
            lines = tuple(role_lines(said.roles, words))
            assert len(lines) == len(ROLES)
            assert words.say(f"role.{kind}.{member}") in "".join(lines)
            assert lines[kind == "role"].endswith(words.say("ready.unasked"))
            assert (words.say("role"), lines) in paper_lines(knowledge, language, to_document(said))
            short = text_record(patient, assessment, words, today=TODAY, program_version="0", said=said)
            assert all(line in short for line in lines)
    assert tuple(role_lines(Consultation().roles, words)) == ()


def test_it_changes_no_assessment_and_stands_with_the_talk(knowledge: Knowledge) -> None:
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient))
    said = Consultation(readiness=ASKED)
    assert not said.is_blank
    assert replace(said, readiness={}) == Consultation()
    words = words_of(knowledge, "en")
    assert [part.part for part in record(said, patient, assessment, words)] == ["goal", "plan", "readiness"]
