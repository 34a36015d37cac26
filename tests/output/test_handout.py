"""The handout: one or two pages in plain words, behind the same gate as the screen, and nobody named on it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult.assess import Knowledge
from consult.compare import compare, groups
from consult.consultation import GATES, PLAN_KINDS, Consultation, Plan
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE, Size
from consult.patient_figures import frames
from consult.patient_view import patient_view
from consult.phrases import Words
from consult.reading import characters_a_sentence, grade
from consult.summary.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Labelled,
    Note,
    Paragraph,
    Row,
    Table,
    plain,
)
from consult.summary.handout import handout
from consult.summary.pdf import render_pdf
from resources import path
from tests.output.conftest import CASES, TODAY, page_count, pages_of, squeezed

LANGUAGES = ("en", "zh_CN")
MOST_PAGES = 2
SIZES: tuple[Size, ...] = ("a4", "letter")
GRADE = 8
CHARACTERS = 30
EXAMPLES = {
    file.stem: json.loads(file.read_text("utf-8")) for file in sorted(path("examples").glob("*.json"))
}
THREE = ("resection", "rfa", "mwa")
PLAN = Plan(
    kind="deferred",
    treatments=THREE,
    reason="the doctor's own words",
    until=date(2026, 12, 1),
    check_in=date(2026, 12, 2),
    decides_next="you and your daughter",
    come_earlier_if=("fever", "black stools", "yellow eyes"),
)
SAID = Consultation(matters=("live_longer", "short_recovery", "near_home"), gate="main", plan=PLAN)


def made(
    knowledge: Knowledge,
    patient: dict[str, Any],
    language: str = "en",
    said: Consultation | None = None,
    chosen: tuple[str, ...] = (),
) -> Document:
    read = SCHEMA.read({key: value for key, value in patient.items() if key != "consultation"})
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    return handout(
        read, assessment, words, knowledge, today=TODAY, chosen=chosen, program_version="9.9.9", said=said
    )


def said_in(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [block.text]
        case Note():
            return [paragraph.text for paragraph in block.paragraphs]
        case Labelled():
            return [block.label, *(paragraph.text for paragraph in block.content)]
        case Figure():
            return [block.label, *(paragraph.text for paragraph in block.beside)]
        case Table():
            cells = [paragraph.text for row in block.rows for cell in row.cells for paragraph in cell]
            return [*(column.title for column in block.columns), *cells]
    return []


def text_of(document: Document) -> str:
    return "\n".join(text for block in document.blocks for text in said_in(block) if text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gate", [None, *GATES])
@pytest.mark.parametrize("name", EXAMPLES)
def test_it_takes_one_or_two_pages(knowledge: Knowledge, name: str, gate: Any, language: str) -> None:
    for treatments in ((), THREE[:2], THREE):
        said = replace(SAID, gate=gate, plan=replace(PLAN, treatments=treatments))
        document = made(knowledge, EXAMPLES[name], language, said)
        for size in SIZES:
            assert page_count(replace(document, size=size)) <= MOST_PAGES, (treatments, size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gate", [None, *GATES])
def test_three_questions_of_every_way_have_room_for_an_answer(
    knowledge: Knowledge, gate: Any, language: str
) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    asks = [words.say(key) for key in ("handout.ask.me", "patient.ask.wrong", "patient.ask.else")]
    for treatments in (THREE[:1], THREE[:2], THREE):
        said = replace(SAID, gate=gate, plan=replace(PLAN, treatments=treatments))
        document = made(knowledge, CASES["three small"], language, said)
        (table,) = [block for block in document.blocks if isinstance(block, Table)]
        assert [column.title for column in table.columns] == ["", *map(words.short, treatments)]
        assert [row.cells[0][0].text for row in table.rows] == asks
        assert all(row.to_write for row in table.rows)
        assert all(row.cells[1:] == ((),) * len(treatments) for row in table.rows)
        assert len({column.share for column in table.columns[1:]}) == 1
        page = patient_view(compare(assessed(knowledge, CASES["three small"]), treatments), said, words)
        for option in page.options:
            (seen,) = [part for part in option.parts if part.key == "questions"]
            assert [one.text for one in seen.said[1:]] == asks[1:]
            assert seen.said[0].text.casefold().endswith(asks[0].casefold())


def test_a_row_to_write_on_is_high_enough_for_a_hand(knowledge: Knowledge) -> None:
    short = Table((Column("", 0.5), Column("", 0.5)), (Row(((plain("?", small=True),), ())),))
    tall = replace(short, rows=tuple(replace(row, to_write=True) for row in short.rows * 35))
    many = replace(made(knowledge, CASES["three small"]), blocks=(replace(short, rows=short.rows * 35),))
    assert page_count(many) < page_count(replace(many, blocks=(tall,)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_reads_at_grade_eight_or_below(knowledge: Knowledge, name: str) -> None:
    for gate in (None, "main", "all"):
        assert grade(text_of(made(knowledge, EXAMPLES[name], "en", replace(SAID, gate=gate)))) <= GRADE
        chinese = text_of(made(knowledge, EXAMPLES[name], "zh_CN", replace(SAID, gate=gate)))
        assert characters_a_sentence(chinese) <= CHARACTERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_named_but_by_the_code(knowledge: Knowledge, language: str) -> None:
    patient = {**CASES["three small"], "patient_code": "K-77", "age_years": 83}
    words = Words(language, DECLARED, knowledge.catalog)
    for page in pages_of(render_pdf(made(knowledge, patient, language, SAID))):
        assert "K-77" in page
        assert squeezed(words.review) in page
        assert knowledge.catalog.sha256[:12] in page
        assert squeezed(words.say("paper.years", value="83")) not in page
        assert squeezed(words.value("sex", "male")) not in page.split("K-77")[1][:30]


def test_what_the_doctor_wrote_for_himself_stays_with_him(knowledge: Knowledge) -> None:
    said = replace(SAID, notes="a private note")
    text = text_of(made(knowledge, CASES["three small"], "en", said))
    assert "private note" not in text
    assert "the doctor's own words" not in text
    for line in (*PLAN.come_earlier_if, "you and your daughter", "2026-12-01", "2026-12-02"):
        assert line in text


@pytest.mark.parametrize("gate", [None, "none"])
def test_no_figure_passes_a_closed_gate(knowledge: Knowledge, gate: Any) -> None:
    words = Words("en", DECLARED, knowledge.catalog)
    for patient in CASES.values():
        for group in groups(assessed(knowledge, patient)):
            chosen = group.treatments[:3]
            if not chosen:
                continue
            plan = replace(PLAN, treatments=chosen)
            document = made(knowledge, patient, "en", replace(SAID, gate=gate, plan=plan))
            benefit = words.say("patient.row.benefit")
            assert not [b for b in document.blocks if isinstance(b, Figure) and b.label == benefit]
            text = text_of(document)
            for treatment in chosen:
                for outcome in knowledge.catalog.treatments[treatment].outcomes:
                    assert not [sentence for sentence in frames(outcome, words) if sentence in text]


def test_its_figures_are_those_of_the_screen(knowledge: Knowledge) -> None:
    patient, said = CASES["three small"], replace(SAID, plan=replace(PLAN, treatments=THREE[:2]))
    words = Words("en", DECLARED, knowledge.catalog)
    page = patient_view(compare(assessed(knowledge, patient), THREE[:2]), said, words)
    document = made(knowledge, patient, "en", said)
    drawn = [block.drawing for block in document.blocks if isinstance(block, Figure)]
    seen = [
        next(said.drawing for said in part.said if said.drawing is not None)
        for option in page.options
        for part in option.parts
        if part.key in ("benefit", "burden") and any(said.drawing is not None for said in part.said)
    ]
    assert drawn == seen
    assert drawn
    text = text_of(document)
    for option in page.options:
        for part in option.parts:
            if part.key in ("benefit", "harm", "burden", "certainty", "what"):
                assert all(said.text in text for said in part.said if said.text)


def test_three_options_say_less_alike_and_count_what_they_leave_out(knowledge: Knowledge) -> None:
    patient, said = CASES["three small"], replace(SAID, gate="all", plan=replace(PLAN, treatments=THREE))
    words = Words("en", DECLARED, knowledge.catalog)
    page = patient_view(compare(assessed(knowledge, patient), THREE), said, words)
    text = text_of(made(knowledge, patient, "en", said))
    left_out = []
    for option in page.options:
        for part in option.parts:
            if part.key in ("benefit", "harm"):
                times = [at for at, said in enumerate(part.said[1:]) if said.tone == "strong"]
                figures = [part.said[at].text for at in times if part.said[at].tone != "strong"]
                left_out += [len(figures) - 2] if len(figures) > 2 else []
                assert all(said.text in text for said in part.said[:2] if said.text)
    assert left_out
    counted = [words.say("handout.figure.more", count=count) for count in left_out]
    assert [line for line in counted if line not in text] == []


def test_no_unverified_figure_is_on_it(knowledge: Knowledge) -> None:
    hidden = {
        knowledge.catalog.text("en", f"outcome.{outcome.id}")
        for treatment in knowledge.catalog.treatments.values()
        for outcome in treatment.outcomes
        if outcome.mark == "unverified"
    }
    assert hidden
    shown = {
        knowledge.catalog.text("en", f"outcome.{outcome.id}")
        for treatment in knowledge.catalog.treatments.values()
        for outcome in treatment.outcomes
        if outcome.mark != "unverified"
    }
    for treatment in knowledge.catalog.treatments:
        plan = replace(PLAN, treatments=(treatment,))
        text = text_of(made(knowledge, CASES["three small"], "en", replace(SAID, gate="all", plan=plan)))
        assert not [said for said in hidden - shown if said in text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [None, *PLAN_KINDS])
def test_every_kind_of_plan_is_said_to_the_patient(knowledge: Knowledge, kind: Any, language: str) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    plan = Plan(
        kind=kind, treatments=THREE if kind else (), refer_to="Ward 7", board_question="?", reason="x"
    )
    text = text_of(made(knowledge, CASES["three small"], language, Consultation(plan=plan)))
    named = words.join(words.treatment(treatment) for treatment in THREE)
    wanted = (
        words.say(f"handout.plan.{kind}.named", treatments=named) if kind else words.say("handout.plan.open")
    )
    assert wanted in text
    assert ("Ward 7" in text) is (kind == "refer")


def assessed(knowledge: Knowledge, patient: dict[str, Any]) -> Any:
    return knowledge.assess(derive(SCHEMA.read(patient), today=TODAY), DEFAULT_GUIDELINE)


FOUR = ("rfa", "mwa", "resection", "tace")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("laid_out", "others"),
    [
        ((), ("tace",)),
        (("rfa", "tace", "mwa"), ("resection",)),
        (("tace", "mwa"), ("rfa", "resection")),
        (("transplant",), ("tace",)),
    ],
)
def test_what_is_compared_and_not_laid_out_is_named(
    knowledge: Knowledge, laid_out: tuple[str, ...], others: tuple[str, ...], language: str
) -> None:
    patient = CASES["three small"]
    read = SCHEMA.read({key: value for key, value in patient.items() if key != "consultation"})
    words = Words(language, DECLARED, knowledge.catalog)
    document = handout(
        read,
        assessed(knowledge, patient),
        words,
        knowledge,
        today=TODAY,
        chosen=("sbrt", "rfa"),  # the plan names more
        program_version="9.9.9",
        said=replace(SAID, plan=replace(PLAN, treatments=FOUR)),
        laid_out=laid_out,
    )
    parts = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert parts == [words.treatment(treatment) for treatment in FOUR if treatment not in others]
    names = words.join(words.treatment(treatment) for treatment in others)
    key = "handout.options.other" if len(others) == 1 else "handout.options.others"
    assert words.say(key, count=len(others), names=names) in text_of(document)


def test_where_all_are_laid_out_none_is_said_to_be_left(knowledge: Knowledge) -> None:
    said = replace(SAID, plan=replace(PLAN, treatments=FOUR[:3]))
    assert "not laid out here" not in text_of(made(knowledge, CASES["three small"], "en", said))
