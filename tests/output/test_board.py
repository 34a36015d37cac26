"""The board sheet: one page with the case, the question, the options and what is missing; nobody's choice on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.assess import Knowledge
from consult.board_prompts import board_prompts, prompt_words
from consult.consultation import Consultation, Judgement, Plan
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.phrases import SHAPES, Words
from consult.summary.board import MOST_LESIONS, board_sheet
from consult.summary.options import in_detail
from consult.summary.pdf import render_pdf
from tests.output.conftest import BASE, CASES, TODAY, pages_of, squeezed

LANGUAGES = ("en", "zh_CN")
FULL: dict[str, Any] = {
    **BASE,
    "patient_code": "C" * 40,
    "treatment_goal": "prolong_life",
    "lesions": [
        {"size_mm": 20 + n, "label": f"L{n}", "segment": ["s8", "s5"], "status": "viable"} for n in range(40)
    ],
    "prior_treatments": [{"type": "resection", "date": f"20{10 + n}-03-01"} for n in range(10)],
}


def sheet(
    knowledge: Knowledge,
    patient: dict[str, Any],
    language: str = "en",
    said: Consultation | None = None,
    chosen: tuple[str, ...] = (),
) -> tuple[str, ...]:
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    document = board_sheet(
        read, assessment, words, knowledge, today=TODAY, chosen=chosen, program_version="9.9.9", said=said
    )
    return pages_of(render_pdf(document))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_an_ordinary_case_takes_one_page(knowledge: Knowledge, name: str, language: str) -> None:
    assert len(sheet(knowledge, CASES[name], language)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_lesions_and_ten_treatments_still_take_one_page(knowledge: Knowledge, language: str) -> None:
    options = ("tace", "resection", "sbrt", "transplant")
    said = Consultation(
        matters=("live_longer", "near_home", "low_cost"), plan=Plan(kind="board", treatments=options)
    )
    pages = sheet(knowledge, FULL, language, said)
    assert len(pages) == 1
    words = Words(language, DECLARED, knowledge.catalog)
    assert squeezed(words.say("board.more", n=40 - MOST_LESIONS)) in pages[0]
    assert all(squeezed(words.treatment(option)) in pages[0] for option in options)


def test_it_says_of_each_option_what_the_assessment_says(knowledge: Knowledge) -> None:
    read = SCHEMA.read(CASES["three small"])
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words("en", DECLARED, knowledge.catalog)
    page = sheet(knowledge, CASES["three small"])[0]
    _why, options = in_detail(assessment, ())
    assert options
    for option in options:
        status = assessment.treatments[option].status
        assert squeezed(f"{words.treatment(option)}{SHAPES[status]} {words.status(status)}") in page
    for question in assessment.ask_next[:6]:
        assert squeezed(words.field(question.field)) in page


def test_the_written_question_stands_instead_of_the_prompts(knowledge: Knowledge) -> None:
    read = SCHEMA.read(CASES["five"])
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words("en", DECLARED, knowledge.catalog)
    _why, options = in_detail(assessment, ())
    prompts = [squeezed(prompt_words(p, words)) for p in board_prompts(assessment, options)]
    assert prompts
    assert all(prompt in sheet(knowledge, CASES["five"])[0] for prompt in prompts)
    asked = Consultation(
        plan=Plan(kind="board", board_question="<b>Is downstaging</b> worth trying?\nWho would do it?")
    )
    page = sheet(knowledge, CASES["five"], said=asked)[0]
    assert squeezed("<b>Is downstaging</b> worth trying?") in page
    assert squeezed("Who would do it?") in page
    assert not any(prompt in page for prompt in prompts)


def test_nobody_leans_on_the_board(knowledge: Knowledge) -> None:
    leaning = Judgement(treatment="tace", status="possible", reason="seen to work well here")
    said = Consultation(
        leaning=leaning, disagreements=(replace(leaning, treatment="sbrt"),), notes="a private note"
    )
    page = sheet(knowledge, CASES["five"], said=said)[0]
    assert "seentoworkwellhere" not in page
    assert "aprivatenote" not in page
    assert page == sheet(knowledge, CASES["five"])[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_identity_edition_and_the_draft_mark_stand_on_it(knowledge: Knowledge, language: str) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    page = sheet(knowledge, {**CASES["vein"], "patient_code": "K-77"}, language)[0]
    for said in (
        "K-77",
        words.review,
        knowledge.catalog.sha256[:12],
        "9.9.9",
        words.guideline(DEFAULT_GUIDELINE),
    ):
        assert squeezed(said) in page
