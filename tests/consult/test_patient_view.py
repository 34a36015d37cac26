"""The patient's page: the gate, the numbers, what is never shown, and that it holds nobody's identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.assess import Knowledge
from consult.catalog import Catalog, Outcome
from consult.clinic import Clinic, ClinicOn, Here
from consult.compare import Comparison, compare
from consult.consultation import MATTERS, Consultation, Gate
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.patient_figures import main_lines, shown_lines, uneven
from consult.patient_view import GATES, PatientPage, admitted, patient_view, rows
from consult.phrases import Words
from consult.vocabulary import LANGUAGES, WORDS
from consult.vocabulary_patient import PATIENT_WORDS, PROGNOSIS
from tests.properties import strategies
from tests.properties.strategies import examples

CASE = {
    "patient_code": "ZX-77141",
    "age_years": 61,
    "lesions": [{"size_mm": 25}, {"size_mm": 22}, {"size_mm": 14}],
    "ascites": "none",
    "encephalopathy_grade": 0,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
}
PROBABILITY_WORDS = re.compile(
    r"\b(likely|unlikely|probabl\w+|rare|rarely|common|commonly|often|chance|risk of)\b", re.IGNORECASE
)


def _comparison(knowledge: Knowledge, *chosen: str, case: dict[str, Any] = CASE) -> Comparison:
    return compare(knowledge.assess(derive(SCHEMA.read(case))), chosen)


def _words(catalog: Catalog, language: str = "en") -> Words:
    return Words(language, DECLARED, catalog)


def _said(page: PatientPage) -> Iterator[str]:
    """Everything that is read or heard of a page."""
    yield from (page.title, page.matters, page.question, page.informs, *page.notices, *page.teach_back)
    yield from (name for _gate, name in page.gates)
    yield from (name for _treatment, name in page.pick)
    for option in page.options:
        yield from (option.name, option.role)
        for part in option.parts:
            yield part.title
            for said in part.said:
                yield said.text
                if said.drawing is not None:
                    yield said.drawing.words


def _whole(page: PatientPage) -> str:
    return "\n".join(_said(page))


def _keys(page: PatientPage) -> tuple[str, ...]:
    return tuple(part.key for part in page.options[0].parts)


# -- the gate -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gate", [None, "none"])
def test_behind_the_gate_no_treatment_tells_a_prognosis(
    knowledge: Knowledge, catalog: Catalog, language: str, gate: Gate | None
) -> None:
    words = _words(catalog, language)
    for treatment in catalog.treatments:
        page = patient_view(_comparison(knowledge, treatment), Consultation(gate=gate), words)
        assert not {"benefit", "harm"} & set(_keys(page))
        told = [
            said
            for option in page.options
            for part in option.parts
            if part.key in ("what", "more", "certainty", "unknowns")
            for said in part.said
        ]
        prognosis = [p for option in page.options for p in option.parts if p.key != "burden"]
        assert all(said.drawing is None for p in prognosis for said in p.said)
        for said in told:
            assert "of 100" not in said.text
            assert not re.search(r"每 ?100", said.text)
            assert not re.search(PROGNOSIS[language], said.text), said.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_choice_the_gate_asks_and_offers_three_answers(
    knowledge: Knowledge, catalog: Catalog, language: str
) -> None:
    page = patient_view(_comparison(knowledge, "rfa", "resection"), Consultation(), _words(catalog, language))
    assert page.question
    assert [gate for gate, _name in page.gates] == list(GATES)
    assert page.gate is None
    after = patient_view(
        _comparison(knowledge, "rfa", "resection"), Consultation(gate="main"), _words(catalog, language)
    )
    assert after.question == ""


def test_the_main_numbers_are_survival_and_one_serious_harm(knowledge: Knowledge, catalog: Catalog) -> None:
    comparison = _comparison(knowledge, "rfa", "resection")
    page = patient_view(comparison, Consultation(gate="main"), _words(catalog))
    text = _whole(page)
    assert "70 of 100 alive" in text
    assert "30 of 100 had died" in text
    assert "75 of 100 alive" in text
    assert "3 of 100 had a serious side effect" in text
    assert "97 of 100 had no serious side effect" in text
    assert "Seen in none of the 152 people" in text
    assert "38 of 100 alive" not in text, "another study's figure is for who asks for all"
    every = patient_view(comparison, Consultation(gate="all"), _words(catalog))
    assert "38 of 100 alive" in _whole(every)


# -- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_the_comparisons_own_in_both_frames_with_range_people_and_time(
    knowledge: Knowledge, catalog: Catalog, language: str
) -> None:
    words = _words(catalog, language)
    for treatment in catalog.treatments:
        comparison = _comparison(knowledge, treatment)
        page = patient_view(comparison, Consultation(gate="all"), words)
        for row, benefit in (("benefit", True), ("harm", False)):
            expected: list[Outcome] = [
                line.record for line in shown_lines(comparison, treatment, benefit=benefit)
            ]
            (part,) = (part for part in page.options[0].parts if part.key == row)
            figures = [said.drawing for said in part.said if said.drawing is not None]
            assert len(figures) == len(expected)
            text = "\n".join(said.text for said in part.said)
            for outcome in expected:
                for count, exact in (
                    (outcome.count, outcome.exact),
                    (outcome.per - outcome.count, 100 - outcome.exact),
                ):
                    if 0 < count < 100 or exact in (0, 100):
                        assert words.say("patient.of", count=count, per=100) in text
                if outcome.interval is not None:
                    low, high = outcome.interval
                    ranges = re.findall(r"from (\d+) to (\d+) of|每 100 人中 (\d+) 至 (\d+) 人", text)
                    shown = [tuple(int(end) for end in found if end) for found in ranges]
                    assert any(a <= low and high <= b and low - a < 1 and b - high < 1 for a, b in shown)
                else:
                    assert words.say("patient.range.none") in text
                assert words.text(f"outcome.{outcome.id}") in text
        assert not re.search(r"hazard|\bHR\b|风险比", _whole(page))


@given(case=strategies.patients(), picked=st.data())
@examples(12)
def test_no_patient_is_shown_an_unverified_figure(
    case: dict[str, Any], picked: st.DataObject, knowledge: Knowledge, catalog: Catalog
) -> None:
    chosen = picked.draw(
        st.lists(st.sampled_from(list(catalog.treatments)), min_size=1, max_size=3, unique=True)
    )
    gate: Any = picked.draw(st.sampled_from((None, *GATES)))
    comparison = _comparison(knowledge, *chosen, case=case)
    page = patient_view(comparison, Consultation(gate=gate), _words(catalog))
    text = _whole(page)
    for treatment in chosen:
        record = catalog.treatments[treatment]
        shown = {
            line.record.id
            for row in (True, False)
            for line in shown_lines(comparison, treatment, benefit=row)
        }
        for outcome in record.outcomes:
            assert (outcome.id in shown) is (outcome.mark != "unverified")
            if outcome.mark == "unverified":
                assert catalog.text("en", f"outcome.{outcome.id}") not in text
        for burden in record.burdens:
            said = catalog.text("en", f"burden.{treatment}.{burden.id}")
            if burden.mark == "unverified" and any(c.isdigit() for c in said):
                assert f": {said}" not in text
    if gate not in ("all", "main"):
        parts = [part for option in page.options for part in option.parts if part.key != "burden"]
        assert not any(said.drawing for part in parts for said in part.said)


def test_times_that_do_not_meet_are_named(knowledge: Knowledge, catalog: Catalog) -> None:
    words = _words(catalog)
    far = _comparison(knowledge, "rfa", "no_active_treatment")
    page = patient_view(far, Consultation(gate="main"), words)
    assert words.say("patient.uneven") in page.notices
    times = [
        said.text
        for option in page.options
        for part in option.parts
        for said in part.said
        if said.tone == "time"
    ]
    assert times == ["5 years later, of 100 people in the study", "1 year later, of 100 people in the study"]
    near = patient_view(_comparison(knowledge, "rfa", "resection"), Consultation(gate="main"), words)
    assert words.say("patient.uneven") not in near.notices
    assert not any(said.tone == "time" for o in near.options for part in o.parts for said in part.said)


def test_uneven_is_told_by_measure_and_time(knowledge: Knowledge) -> None:
    comparison = _comparison(knowledge, "rfa", "resection", "no_active_treatment")
    main = main_lines(comparison, comparison.treatments, benefit=True)
    assert {line.record.measure for line in main.values()} == {"alive"}
    five, other = main["rfa"].record, main["resection"].record
    assert not uneven({"a": [five], "b": [other]})
    assert uneven({"a": [five], "b": [replace(other, months=36.0)]})
    assert not uneven({"a": [five], "b": [replace(other, months=None)]})


# -- options --------------------------------------------------------------------------------------------------------


def test_two_or_three_options_are_shown_and_more_are_asked_to_be_picked(
    knowledge: Knowledge, catalog: Catalog
) -> None:
    words = _words(catalog)
    four = _comparison(knowledge, "rfa", "resection", "tace", "mwa")
    asked = patient_view(four, Consultation(gate="all"), words)
    assert asked.options == ()
    assert [treatment for treatment, _name in asked.pick] == ["rfa", "resection", "tace", "mwa"]
    picked = patient_view(four, Consultation(), words, picked=("mwa", "rfa"))
    assert [option.treatment for option in picked.options] == ["rfa", "mwa"]
    assert patient_view(four, Consultation(), words, picked=("rfa", "resection", "tace", "mwa")).options == ()
    one = patient_view(_comparison(knowledge, "rfa"), Consultation(), words)
    assert words.say("patient.few") in one.notices
    for nothing in (None, _comparison(knowledge)):
        assert patient_view(nothing, Consultation(), words).notices == (words.say("patient.none"),)


@pytest.mark.parametrize("gate", [None, *GATES])
def test_every_option_has_the_same_rows_and_none_is_empty(
    knowledge: Knowledge, catalog: Catalog, gate: Gate | None
) -> None:
    for language in LANGUAGES:
        for treatment in catalog.treatments:
            page = patient_view(
                _comparison(knowledge, "rfa", treatment), Consultation(gate=gate), _words(catalog, language)
            )
            assert len({tuple(part.key for part in option.parts) for option in page.options}) == 1
            for option in page.options:
                assert option.name
                for part in option.parts:
                    assert part.said
                    assert all(bool(said.text.strip()) is (said.drawing is None) for said in part.said)
                questions = next(part for part in option.parts if part.key == "questions")
                assert len(questions.said) == 3


def test_what_matters_moves_rows_and_takes_none_away() -> None:
    plain = rows(Consultation(gate="all"))
    for matter in MATTERS:
        moved = rows(Consultation(gate="all", matters=(matter,)))
        assert sorted(moved) == sorted(plain)
        assert moved[0] == "what"
    assert rows(Consultation(gate="all", matters=("few_visits",)))[1] == "burden"
    assert rows(Consultation(gate="all", matters=("few_side_effects", "live_longer")))[1:3] == (
        "harm",
        "benefit",
    )


def test_unproven_options_stay_named_so(knowledge: Knowledge, catalog: Catalog) -> None:
    for record in catalog.treatments.values():
        for gate in (None, *GATES):
            page = patient_view(_comparison(knowledge, record.id), Consultation(gate=gate), _words(catalog))
            wanted = record.unproven or record.role in ("trial", "adjunct", "supportive", "background")
            assert bool(page.options[0].role) is wanted, record.id


def test_what_the_clinic_says_stands_with_its_date(knowledge: Knowledge, catalog: Catalog) -> None:
    here = {"rfa": Here(state="refer", refer_to="Centre B", as_at=date(2026, 11, 1))}
    local = ClinicOn(Clinic(treatments=here), date(2026, 11, 23))
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)), local=local)
    page = patient_view(compare(assessment, ("rfa", "tace")), Consultation(), _words(catalog))
    said = [part.said for option in page.options for part in option.parts if part.key == "here"]
    assert "Centre B" in said[0][0].text
    assert "2026-11-01" in said[0][0].text
    assert said[1][0].text == _words(catalog).say("patient.here.unsaid")


# -- words ----------------------------------------------------------------------------------------------------------


def test_no_identity_is_on_the_page(knowledge: Knowledge, catalog: Catalog) -> None:
    for language in LANGUAGES:
        for gate in (None, *GATES):
            page = patient_view(
                _comparison(knowledge, "rfa", "resection", "tace"),
                Consultation(gate=gate, matters=("live_longer",), notes="ZX-77141"),
                _words(catalog, language),
            )
            assert "ZX-77141" not in _whole(page)
            assert "ZX-77141" not in repr(page)


def test_own_words_hold_no_probability_word_and_no_praise() -> None:
    for key, (english, chinese) in PATIENT_WORDS.items():
        assert not PROBABILITY_WORDS.search(english), key
        assert not re.search(r"\b(best|better|recommend\w*|excellent|safe|effective)\b", english), key
        assert not re.search(r"可能性大|常见|罕见|很少|推荐|最好|最佳", chinese), key


def test_every_kind_of_study_and_every_measure_has_plain_words() -> None:
    for kind, ends in (("design", ("",)), ("measure", (".with", ".without"))):
        plain = "figure" if kind == "measure" else kind
        for key in WORDS:
            if key.startswith(f"{kind}."):
                for end in ends:
                    assert f"patient.{plain}.{key.removeprefix(f'{kind}.')}{end}" in PATIENT_WORDS, key


@pytest.mark.parametrize(
    ("text", "language", "gate", "kept"),
    [
        ("It is heat. In a trial 57 of 100 died.", "en", "all", "It is heat."),
        ("It is heat. People lived longer. You sleep.", "en", None, "It is heat. You sleep."),
        (
            "It is heat. People lived longer. You sleep.",
            "en",
            "main",
            "It is heat. People lived longer. You sleep.",
        ),
        ("用热。每 100 人有 57 人复发。您会入睡。", "zh_CN", "all", "用热。您会入睡。"),
        ("Fever in 12 of 13 people. You sleep.", "en", "main", "You sleep."),
        ("Tumours of 30 mm. A study of 13 people.", "en", "main", "Tumours of 30 mm. A study of 13 people."),
        ("用热。可多活六周。", "zh_CN", "none", "用热。"),
    ],
)
def test_sentences_are_admitted_by_the_gate(text: str, language: str, gate: Gate | None, kept: str) -> None:
    assert admitted(text, language, gate) == kept


@pytest.mark.parametrize("gate", [None, "main"])
def test_both_languages_open_and_close_the_same_texts(catalog: Catalog, gate: Gate | None) -> None:
    for treatment in catalog.treatments:
        for part in ("what", "certainty", "unknowns"):
            texts = {
                language: catalog.text(language, f"treatment.{treatment}.{part}") for language in LANGUAGES
            }
            whole = {language: admitted(text, language, gate) == text for language, text in texts.items()}
            assert len(set(whole.values())) == 1, (treatment, part, whole)


def test_a_reason_is_given_whole_or_not_at_all() -> None:
    text = "Survival equal to surgery rests on one trial. For larger ones on cohorts."
    assert admitted(text, "en", None, whole=True) == ""
    assert admitted(text, "en", "main", whole=True) == text
