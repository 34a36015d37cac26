"""The record of a consultation: what changes it, what a plan lacks, and that nothing in it moves a status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.assess import Assessment, Knowledge
from consult.board_prompts import MOST_PROMPTS, board_prompts, board_question, prompt_words
from consult.compare import ASPECTS, compare
from consult.consultation import (
    FEASIBILITIES,
    FOLLOW_UP,
    MATTERS,
    PLAN_KINDS,
    REQUIRED,
    Consultation,
    Plan,
    answered,
    disagreed,
    done,
    lacking,
    required,
    toggled,
)
from consult.consultation_file import to_document
from consult.consultation_words import chip, fit_mark
from consult.hcc.complexity import complexity
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.matters import ROWS, ordered_aspects, ordered_burdens, ordered_cell
from consult.phrases import Words
from consult.report import document
from consult.vocabulary import LANGUAGES
from tests.consult.test_consultation_file import consultations

CASE: dict[str, Any] = {
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "diagnosis_basis": "imaging_lirads5",
    "cirrhosis": "yes",
    "tumour_pattern": "nodular",
    "lesions": [{"size_mm": 25}, {"size_mm": 22}],
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "prior_treatments": [],
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "ecog": 0,
    "varices": "none",
    "exclusion_checklist": "none_apply",
}
WHOLE = Plan(
    kind="deferred",
    treatments=("rfa",),
    reason="asks the family",
    until=date(2026, 12, 7),
    decides_next="the patient",
    check_in=date(2026, 12, 7),
    come_earlier_if=("fever",),
)


def assessed(knowledge: Knowledge, **changes: Any) -> Assessment:
    case = {name: value for name, value in (CASE | changes).items() if value is not None}
    return knowledge.assess(derive(SCHEMA.read(case)))


def words_of(knowledge: Knowledge, language: str = "en") -> Words:
    return Words(language, DECLARED, knowledge.catalog)


# -- cards, answers, judgement -----------------------------------------------------------------------------------------


def test_cards_keep_the_order_picked_and_a_fourth_is_not_taken() -> None:
    picked = toggled(toggled(toggled((), "low_cost"), "live_longer"), "near_home")
    assert picked == ("low_cost", "live_longer", "near_home")
    assert toggled(picked, "few_visits") == picked
    assert toggled(picked, "live_longer") == ("low_cost", "near_home")


def test_an_answer_can_be_taken_back_as_if_it_had_not_been_asked() -> None:
    once = answered(Consultation(), "rfa", "access", "open")
    assert once.fit == {("rfa", "access"): "open"}
    assert answered(once, "rfa", "access", None) == Consultation()


def test_a_disagreement_keeps_the_status_it_was_first_said_of() -> None:
    first = disagreed(Consultation(), "rfa", "possible", "too deep")
    later = disagreed(first, "rfa", "usual_option", "too deep by far")
    assert [(j.status, j.reason) for j in later.disagreements] == [("possible", "too deep by far")]
    assert disagreed(later, "rfa", "usual_option", "").disagreements == ()


def test_the_order_of_disagreements_stays_when_one_is_reworded() -> None:
    both = disagreed(disagreed(Consultation(), "rfa", "possible", "a"), "tace", "possible", "b")
    again = disagreed(both, "rfa", "possible", "c")
    assert [j.treatment for j in again.disagreements] == ["rfa", "tace"]


# -- plan --------------------------------------------------------------------------------------------------------------


def test_a_deferred_plan_needs_reason_and_day() -> None:
    assert required(Plan(kind="deferred")) == ("reason", "until")
    assert required(Plan(kind="deferred", reason="wants time")) == ("until",)
    assert required(replace(WHOLE, until=None)) == ("until",)
    assert lacking(WHOLE) == ()


@pytest.mark.parametrize("kind", PLAN_KINDS)
def test_every_kind_lacks_its_own_part_and_the_follow_up(kind: Any) -> None:
    assert lacking(Plan(kind=kind)) == (*REQUIRED[kind], *FOLLOW_UP)


def test_without_a_kind_there_is_no_whole_plan() -> None:
    assert lacking(replace(WHOLE, kind=None)) == ("kind",)
    assert required(Plan()) == ()


def test_steps_are_done_by_what_was_recorded_alone() -> None:
    assert done(Consultation(), goal=False, chosen=1) == frozenset()
    assert done(Consultation(), goal=True, chosen=2) == {"goal", "options"}
    assert done(Consultation(matters=("low_cost",)), goal=False, chosen=0) == {"goal"}
    assert done(answered(Consultation(), "rfa", "access", "no"), goal=False, chosen=0) == {"fit"}
    assert done(Consultation(plan=Plan(kind="deferred")), goal=False, chosen=0) == frozenset()
    assert done(Consultation(plan=WHOLE), goal=False, chosen=0) == {"plan"}


# -- rows --------------------------------------------------------------------------------------------------------------

picks = st.lists(st.sampled_from(MATTERS), max_size=3, unique=True)


@given(picks)
def test_rows_are_ordered_never_added_or_lost(matters: list[Any]) -> None:
    rows = ordered_aspects(matters)
    assert sorted(rows) == sorted(ASPECTS)
    assert rows[0] == "fit"
    wanted = [aspect for matter in matters for aspect in ROWS[matter].aspects]
    others = [aspect for aspect in rows if aspect not in {*wanted, "fit"}]
    assert others == [aspect for aspect in ASPECTS if aspect in others]  # the rest keeps its order
    assert rows == ("fit", *dict.fromkeys(wanted), *others)


@given(picks, st.permutations(ASPECTS), st.integers(1, len(ASPECTS)))
def test_what_a_reader_chose_is_ordered_and_not_added_to(matters: list[Any], own: list[str], n: int) -> None:
    assert sorted(ordered_aspects(matters, own[:n])) == sorted(own[:n])
    assert ordered_aspects((), ("harm", "fit", "for")) == ("fit", "harm", "for")


def test_every_card_concerns_rows_there_are() -> None:
    assert set(ROWS) == set(MATTERS)
    assert all(set(row.aspects) <= set(ASPECTS) and row.aspects for row in ROWS.values())


def test_burdens_that_matter_come_first(knowledge: Knowledge) -> None:
    kinds = ("anaesthesia", "visits", "nights", "recovery", "follow_up", "access", "cost")
    assert {kind for row in ROWS.values() for kind in row.burdens} <= set(kinds)
    assert ordered_burdens(["few_visits"], kinds)[:2] == ("visits", "follow_up")
    cell = compare(assessed(knowledge), ["rfa"]).cell("burden", "rfa")
    ordered = ordered_cell(cell, ["few_visits"])
    assert [line.record[1].id for line in ordered.lines[:2]] == ["visits", "follow_up"]
    assert sorted(map(id, ordered.lines)) == sorted(map(id, cell.lines))
    assert ordered_cell(cell, ()) == cell


# -- nothing moves a status --------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=consultations())
def test_the_assessment_is_the_same_whatever_was_said(knowledge: Knowledge, said: Consultation) -> None:
    patient = SCHEMA.read(CASE)
    assessment = knowledge.assess(derive(patient))
    words = words_of(knowledge)
    without = document(patient, assessment, knowledge, words)
    with_it = document(patient, assessment, knowledge, words, said)
    if not said.is_blank:
        assert with_it.pop("consultation") == to_document(said)
    assert with_it == without


# -- complexity --------------------------------------------------------------------------------------------------------


def lit(assessment: Assessment) -> list[str]:
    return [found.fact for found in complexity(assessment)]


def test_chips_light_by_the_facts_own_classes(knowledge: Knowledge) -> None:
    assert lit(assessed(knowledge, lesions=[{"size_mm": 25}])) == []
    assert lit(assessed(knowledge)) == ["lesion_count"]
    weak = assessed(knowledge, bilirubin_umol_per_l=40, ascites="slight")
    assert lit(weak)[:2] == ["child_pugh_class", "csph"]
    treated = assessed(knowledge, prior_treatments=[{"type": "resection"}])
    assert "prior_treatments" in lit(treated)


def test_age_and_performance_count_where_a_row_of_the_catalogue_makes_them(knowledge: Knowledge) -> None:
    old = next(found for found in complexity(assessed(knowledge, age_years=84)) if found.fact == "age_years")
    for option in old.options:
        own = assessed(knowledge, age_years=84).treatments[option]
        assert any("age_years" in {c.fact for c in reason.rule.when} for reason in own.reasons)
    assert "age_years" not in lit(assessed(knowledge, age_years=45))
    assert "ecog" not in lit(assessed(knowledge))
    assert "ecog" in lit(assessed(knowledge, ecog=3, ecog_attribution="comorbidity"))


def test_what_is_not_recorded_lights_nothing(knowledge: Knowledge) -> None:
    assert complexity(knowledge.assess(derive(SCHEMA.empty()))) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_chips_and_marks_are_worded(knowledge: Knowledge, language: str) -> None:
    words = words_of(knowledge, language)
    worst = assessed(
        knowledge,
        age_years=84,
        ecog=2,
        bilirubin_umol_per_l=60,
        ascites="slight",
        prior_treatments=[{"type": "resection"}, {"type": "rfa"}],
    )
    said = [chip(found, words) for found in complexity(worst)]
    assert len(said) == 6
    assert "B" in said[0]
    assert "84" in said[-1]
    assert any("2" in line and words.field("prior_treatments") in line for line in said)
    asked = Consultation()
    assert fit_mark(asked, "rfa", words) == ""
    for question in FEASIBILITIES:
        asked = answered(asked, "rfa", question, "yes")
    assert fit_mark(asked, "rfa", words) == ""
    shown = fit_mark(answered(asked, "rfa", "resources", "no"), "rfa", words)
    assert shown == {"en": "Fit (no: resources here)", "zh_CN": "适合性（否：本院条件）"}[language]


# -- board prompts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", [(), ("rfa", "tace"), ("resection",)])
@pytest.mark.parametrize("inr", [1.1, None])
def test_prompts_are_few_and_each_rests_on_a_gap_or_a_rule(
    knowledge: Knowledge, chosen: tuple[str, ...], inr: float | None
) -> None:
    assessment = assessed(knowledge, inr=inr)
    found = board_prompts(assessment, chosen)
    assert 1 <= len(found) <= MOST_PROMPTS
    assert len(set(found)) == len(found)
    for prompt in found:
        assert prompt.options
        assert not chosen or set(prompt.options) <= set(chosen)
        if prompt.field:
            assert prompt.field in {question.field for question in assessment.ask_next}
            assert not prompt.rules
        else:
            assert prompt.rules
            assert {rule.id for rule in prompt.rules} <= set(knowledge.catalog.rules)
            assert chosen


def test_a_row_is_asked_about_by_its_condition(knowledge: Knowledge) -> None:
    """Its sentence may say what is done instead, which a question to a board must not suggest."""
    assessment, words = assessed(knowledge, lesions=[{"size_mm": 40}]), words_of(knowledge)
    weighed = [
        prompt
        for option in assessment.treatments
        for prompt in board_prompts(assessment, (option,))
        if not prompt.field and not prompt.confirm
    ]
    assert weighed
    for prompt in weighed:
        (rule,) = prompt.rules
        said = prompt_words(prompt, words)
        assert words.condition(rule.when) in said
        assert words.text(f"rule.{rule.id}").rstrip(".") not in said


def test_a_prompt_concerns_every_option_alike(knowledge: Knowledge) -> None:
    """None is put forward: a gap names every compared option it bears on, in the order compared."""
    assessment = assessed(knowledge, inr=None)
    chosen = tuple(t for q in assessment.ask_next if q.field == "inr" for t in q.could_change)[:3]
    first = board_prompts(assessment, chosen)[0]
    assert first.field == "inr"
    assert first.options == chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_to_the_board_is_the_prompts_in_words(knowledge: Knowledge, language: str) -> None:
    assessment, words = assessed(knowledge, inr=None), words_of(knowledge, language)
    lines = board_question(assessment, ("rfa", "tace"), words).splitlines()
    assert lines == [prompt_words(prompt, words) for prompt in board_prompts(assessment, ("rfa", "tace"))]
    assert all(line.endswith(("?", "？")) for line in lines)
    assert "INR" in lines[0]
