"""The arithmetic of a result adds up to the result: every vector row, and what it says in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from consult.arithmetic import Arithmetic
from consult.catalog import Catalog
from consult.hcc.arithmetic import ITEMS, arithmetic
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.liver import class_points
from consult.phrases import Words
from consult.values import round_half_away
from tests import vectors

NODULAR: dict[str, Any] = {
    "tumour_type": "hcc",
    "age_years": 61,
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}


def of(item: str, **patient: Any) -> Arithmetic:
    return arithmetic(item, derive(SCHEMA.read(patient)))


def rows(*items: str) -> list[Any]:
    return [pytest.param(row, id=row.case_id) for item in items for row in vectors.rows(item)]


def of_row(row: vectors.Row) -> Arithmetic:
    return of(row.item, **row.patient)


@pytest.mark.parametrize("row", rows("child_pugh"))
def test_the_points_of_the_components_add_up_to_child_pugh(row: vectors.Row) -> None:
    made = of_row(row)
    points = [step.contribution for step in made.steps if step.kind == "points"]
    assert len(points) == 5
    assert all(1 <= min(found) <= max(found) <= 3 for found in points)
    low, high = sum(min(found) for found in points), sum(max(found) for found in points)
    assert made.total == (low, high)
    values = made.result.values
    entered = [step for step in made.steps if step.kind == "entered"]
    if entered:  # a class or points entered by hand narrow what the components leave open
        assert low <= values["points_min"] <= values["points_max"] <= high
        assert entered[0].contribution == (values["points_min"], values["points_max"])
    else:
        assert (low, high) == (values["points_min"], values["points_max"])


@pytest.mark.parametrize("row", rows("albi"))
def test_the_terms_add_up_to_albi(row: vectors.Row) -> None:
    made = of_row(row)
    low, high = (sum(step.contribution[end] for step in made.steps) for end in (0, 1))
    assert made.total == (low, high)
    score = made.result.values["albi_score"]
    if score is None:
        assert low < high
    else:
        assert low == high
        assert round_half_away(low, 3) == score


@pytest.mark.parametrize("row", rows("meld_family"))
def test_the_terms_add_up_to_meld_3(row: vectors.Row) -> None:
    made = of_row(row)
    assert made.total == pytest.approx([sum(s.contribution[end] for s in made.steps) for end in (0, 1)])
    limits = dict(made.numbers)
    whole = [min(max(round_half_away(total), limits["least"]), limits["most"]) for total in made.total or ()]
    possible = made.result.values["possible_meld_3_0"]
    assert whole == [possible[0], possible[-1]]


@pytest.mark.parametrize("row", rows("milan", "ucsf", "up_to_seven"))
def test_a_criterion_is_within_when_every_line_is_met(row: vectors.Row) -> None:
    made = of_row(row)
    states = {step.state for step in made.steps}
    within = None if not states else False if "fails" in states else True if states == {"holds"} else None
    assert within is made.result.values["within"]
    near = {step.contribution for step in made.steps if step.kind == "limit" and len(step.contribution) == 3}
    stated = {(r["value"], r["at"], r["above"]) for r in made.result.values.get("closeness") or ()}
    assert near == stated


@pytest.mark.parametrize("row", rows("bclc", "cnlc"))
def test_the_first_criterion_that_is_met_is_the_stage(row: vectors.Row) -> None:
    made = of_row(row)
    stage = made.result.values["stage"]
    met = [step for step in made.steps if step.state == "holds"]
    decided = [step for step in made.steps if step.decides]
    if stage is None:
        assert not decided
        reachable = {step.contribution[0] for step in made.steps if step.state != "fails"}
        assert set(made.result.values["possible_stages"]) <= reachable
    else:
        assert decided == met[:1]
        assert decided[0].contribution == (stage,)


@pytest.mark.parametrize("row", rows("csph"))
def test_one_evidence_decides_csph_unless_it_stays_open(row: vectors.Row) -> None:
    made = of_row(row)
    answer = made.result.values["csph"]
    decided = [step.contribution for step in made.steps if step.decides]
    assert decided == ([] if answer == "indeterminate" else [(answer,)])


@pytest.mark.parametrize("row", rows("tnm8"))
def test_the_highest_t_of_the_lines_is_the_t(row: vectors.Row) -> None:
    made = of_row(row)
    values = made.result.values
    if values["t"] is not None:
        assert max(step.contribution[-1] for step in made.steps[:-2]) == values["t"]


def test_the_classes_are_those_of_the_table() -> None:
    assert class_points() == {"A": (5, 6), "B": (7, 9), "C": (10, 15)}


def test_a_value_is_read_in_the_unit_it_was_entered_in() -> None:
    made = of("child_pugh", bilirubin_mg_per_dl=2.0, albumin_g_per_l=36)
    assert made.steps[0].reads == (("bilirubin_umol_per_l", 2.0, "mg/dL"),)
    assert made.steps[0].contribution == (2,)
    assert made.steps[1].reads == (("albumin_g_per_l", 36, "g/L"),)


def test_a_sign_of_portal_hypertension_outweighs_a_low_hvpg() -> None:
    made = of("csph", hvpg_mmhg=8, varices="large")
    assert [step.label for step in made.steps if step.decides] == ["step.signs"]


def test_nothing_is_reckoned_for_another_tumour() -> None:
    patient = {**NODULAR, "tumour_type": "icc", "lesions": [{"size_mm": 20}]}
    for item in ("bclc", "cnlc", "tnm8", "milan", "ucsf", "up_to_seven"):
        assert of(item, **patient).steps == ()


def test_closeness_is_said_in_words(catalog: Catalog) -> None:
    made = of("ucsf", **NODULAR, lesions=[{"size_mm": 48}, {"size_mm": 20}])
    english, chinese = (Words(language, DECLARED, catalog) for language in ("en", "zh_CN"))
    assert [line.contribution for line in english.arithmetic(made).lines[:3]] == [
        "limit 3, 1 below",
        "limit 45 mm, 3 mm above",
        "limit 80 mm, 12 mm below",
    ]
    assert english.arithmetic(made).lines[1].mark == "✕"
    assert chinese.arithmetic(made).lines[1].contribution == "上限45 mm、超出3 mm"


def test_the_formula_of_albi_is_said_with_its_numbers(catalog: Catalog) -> None:
    made = of("albi", bilirubin_umol_per_l=14, albumin_g_per_l=41)
    said = Words("en", DECLARED, catalog).arithmetic(made)
    assert [line.contribution for line in said.lines] == [
        "0.66 × log10(14) = 0.756",
        "−0.085 × 41 = −3.485",
    ]
    assert said.total == "0.756 − 3.485 = −2.729"
    assert said.citation.startswith("Johnson PJ")
    assert "10.1200/JCO.2014.57.9151" in said.citation


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("item", ITEMS)
def test_every_row_can_be_said_in_both_languages(item: str, language: str, catalog: Catalog) -> None:
    words = Words(language, DECLARED, catalog)
    for row in vectors.rows(item):
        said = words.arithmetic(of_row(row))
        assert said.formula
        assert said.rule
        texts = [text for line in said.lines for text in (line.label, line.value, line.contribution)]
        assert not [text for text in (*texts, said.total) if "step." in text or "{" in text]
        assert bool(said.needs) == bool(said.missing)


def test_invasion_without_a_nodule_is_shown_as_what_fails() -> None:
    made = of("milan", **{**NODULAR, "portal_vein_invasion": "vp2", "lesions": []})
    assert made.result.values["within"] is False
    assert [step.label for step in made.steps if step.state == "fails"] == ["step.no.macrovascular_invasion"]


def test_no_limit_is_settled_while_it_is_open_whether_there_is_a_tumour() -> None:
    made = of("milan", **NODULAR, lesions=[{"size_mm": 65, "status": "indeterminate"}])
    assert made.result.values["within"] is None
    assert {step.state for step in made.steps if step.kind == "limit"} == {"open"}


def test_child_pugh_c_decides_where_every_ecog_that_is_possible_leads_to_d() -> None:
    liver = {"bilirubin_umol_per_l": 80, "albumin_g_per_l": 25, "inr": 2.5, "ascites": "slight"}
    made = of(
        "bclc",
        **{**NODULAR, **liver},
        lesions=[{"size_mm": 20}],
        ecog={"min": 2},
        ecog_attribution="tumour",
    )
    assert made.result.values["stage"] == "D"
    assert [step.label for step in made.steps if step.decides] == ["step.bclc.liver_d"]
