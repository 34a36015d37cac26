"""Dates: carried through JSON, refused when they cannot be, counted to the consultation, marked when stale."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.dates import dates_of
from consult.errors import InputError
from consult.facts import Facts
from consult.hcc.checks import refuse_conflicts
from consult.hcc.dated import APART_DAYS, APART_DAYS_MELD_DECOMPENSATED, KINDS, STALE_AFTER_DAYS
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA

TODAY = date(2026, 11, 23)
LIVER = {
    "bilirubin_umol_per_l": 22,
    "albumin_g_per_l": 36,
    "inr": 1.2,
    "creatinine_umol_per_l": 90,
    "sodium_mmol_per_l": 138,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "sex": "male",
}


def facts_of(**recorded: Any) -> Facts:
    return derive(SCHEMA.read(recorded, today=TODAY), today=TODAY)


def dated(value: Any, day: date | str, origin: str | None = None) -> dict[str, Any]:
    return {"value": value, "date": str(day), **({} if origin is None else {"origin": origin})}


def codes(facts: Facts, field: str = "") -> list[str]:
    return [w.code for w in facts.warnings if not field or w.field == field]


def test_value_date_and_origin_survive_the_round_trip() -> None:
    document = {
        "bilirubin_mg_per_dl": dated({"min": 1, "max": 2}, "2026-11-01", "Central laboratory <中心>"),
        "lesions": dated([{"size_mm": 34, "segment": ["s6"]}], "2026-10-02"),
        "albumin_g_per_l": {"value": 36, "origin": "told by the patient"},
        "inr": 1.2,
    }
    patient = SCHEMA.read(document, today=TODAY)
    assert patient.to_json() == document
    assert patient.value("bilirubin_umol_per_l").low == pytest.approx(17.1)


def test_a_new_value_never_keeps_the_old_date() -> None:
    patient = SCHEMA.read({"inr": dated(1.2, "2026-11-01", "A")}, today=TODAY)
    changed = patient.with_value("inr", 1.4, "1.4")
    assert (changed.entries["inr"].day, changed.entries["inr"].origin) == (None, "")
    again = changed.with_origin("inr", date(2026, 11, 20), "B", today=TODAY)
    assert again.to_json() == {"inr": dated(1.4, "2026-11-20", "B")}


@pytest.mark.parametrize(
    ("document", "code", "field"),
    [
        ({"inr": dated(1.2, "2026-11-24")}, "bad_date", "inr.date"),
        ({"inr": dated(1.2, "2026-02-30")}, "bad_date", "inr.date"),
        ({"inr": dated(1.2, "3.11.2026")}, "bad_date", "inr.date"),
        ({"inr": dated(1.2, "1899-12-31")}, "bad_date", "inr.date"),
        ({"inr": {"value": 1.2, "date": 20261101}}, "bad_date", "inr.date"),
        ({"inr": {"value": 1.2, "when": "2026-11-01"}}, "wrong_type", "inr"),
        ({"inr": dated(1.2, "2026-11-01", "x" * 101)}, "too_long", "inr.origin"),
        ({"inr": {"value": 1.2, "origin": ["a"]}}, "wrong_type", "inr.origin"),
        ({"inr": dated(99, "2026-11-01")}, "out_of_range", "inr"),
        ({"sex": dated("male", "2026-11-01")}, "not_dated", "sex"),
        ({"ecog": dated(1, "2026-11-01")}, "not_dated", "ecog"),
        ({"assessment_date": "1989-12-31"}, "bad_date", "assessment_date"),
        ({"assessment_date": "2026-11-24"}, "bad_date", "assessment_date"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(document: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        SCHEMA.read(document, today=TODAY)
    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_a_value_that_is_not_recorded_has_no_date_either() -> None:
    assert not SCHEMA.read({"inr": {"value": None, "date": "2026-11-01"}}, today=TODAY).entries


@pytest.mark.parametrize(
    ("recorded", "field", "code"),
    [
        (
            {"assessment_date": "2026-11-01", "inr": dated(1.2, "2026-11-02")},
            "inr",
            "date_after_consultation",
        ),
        (
            {"assessment_date": "2026-11-01", "endoscopy_date": "2026-11-02"},
            "endoscopy_date",
            "date_after_consultation",
        ),
        (
            {"assessment_date": "2026-11-01", "prior_treatments": [{"type": "rfa", "date": "2026-11-02"}]},
            "prior_treatments[0].date",
            "date_after_consultation",
        ),
        ({"age_years": 30, "inr": dated(1.2, "1995-11-23")}, "inr", "date_before_birth"),
        ({"age_years": 30, "endoscopy_date": "1990-01-01"}, "endoscopy_date", "date_before_birth"),
    ],
)
def test_dates_that_contradict_the_consultation_or_the_age_refuse_a_file(
    recorded: dict[str, Any], field: str, code: str
) -> None:
    facts = facts_of(**recorded)
    assert (field, code) in [(w.field, w.code) for w in facts.warnings]
    with pytest.raises(InputError):
        refuse_conflicts(facts.warnings)


def test_the_earliest_day_somebody_of_that_age_was_alive_is_accepted() -> None:
    # 30 years old on 2026-11-23: born on 1995-11-24 at the earliest.
    assert "date_before_birth" not in codes(facts_of(age_years=30, inr=dated(1.2, "1995-11-24")))
    leap = derive(
        SCHEMA.read({"assessment_date": "2024-02-29", "age_years": 1, "inr": dated(1, "2022-03-01")})
    )
    assert "date_before_birth" not in codes(leap)


@pytest.mark.parametrize("field", ["bilirubin_umol_per_l", "lesions", "portal_vein_invasion"])
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_a_value_is_stale_the_day_after_its_limit(field: str, beyond: int) -> None:
    limit = STALE_AFTER_DAYS[KINDS[field]]
    value: Any = {"lesions": [{"size_mm": 30}], "portal_vein_invasion": "none"}.get(field, 20)
    day = TODAY - timedelta(days=limit + beyond)
    facts = facts_of(**{field: dated(value, day)})
    age = facts.dates.ages[field]
    assert (age.days, age.limit, age.stale) == (limit + beyond, limit, beyond > 0)
    assert ("stale" in codes(facts, field)) is (beyond > 0)


def test_the_limits_are_a_setting() -> None:
    patient = SCHEMA.read({"inr": dated(1.2, "2026-11-09")}, today=TODAY)
    assert not derive(patient, today=TODAY).dates.ages["inr"].stale
    assert derive(patient, today=TODAY, stale_after={"laboratory": 13}).dates.ages["inr"].stale


def test_what_has_no_limit_is_never_stale() -> None:
    facts = facts_of(hbsag=dated("positive", "2001-01-01"), lsm_kpa=dated(20, "2019-01-01"))
    assert not any(age.stale for age in facts.dates.ages.values())


def test_ages_are_counted_to_the_consultation_not_to_today() -> None:
    recorded = {"assessment_date": "2026-03-01", "inr": dated(1.2, "2026-02-20")}
    later = derive(SCHEMA.read(recorded), today=date(2030, 1, 1))
    assert (later.dates.ages["inr"].days, later.dates.ages["inr"].stale) == (9, False)
    assert "assessed_long_ago" in codes(later, "assessment_date")
    assert "assessed_long_ago" not in codes(derive(SCHEMA.read(recorded), today=date(2026, 5, 30)))


def test_without_a_day_of_consultation_no_age_is_claimed() -> None:
    facts = derive(SCHEMA.read({"inr": dated(1.2, "2001-01-01")}))
    assert (facts.dates.ages["inr"].days, facts.dates.ages["inr"].stale) == (None, False)


def test_today_is_the_day_of_the_consultation_unless_another_is_recorded() -> None:
    endoscopy = {"varices": "none", "endoscopy_date": "2026-08-01"}
    assert derive(SCHEMA.read(endoscopy)).value("endoscopy_within_6_months") not in (True, False)
    facts = derive(SCHEMA.read(endoscopy), today=TODAY)
    assert facts.value("endoscopy_within_6_months") is True
    assert "assessment_date" not in facts.recorded
    assert all("assessment_date" not in result.inputs_used for result in facts.results.values())


def test_stale_inputs_are_named_by_every_result_that_rests_on_them() -> None:
    facts = facts_of(**{**LIVER, "bilirubin_umol_per_l": dated(22, "2026-09-01")})
    for item in ("child_pugh", "albi", "meld_family"):
        assert facts.stale_inputs(item) == ("bilirubin_umol_per_l",)
    assert facts.stale_inputs("egfr_ckd_epi_2021") == ()


@pytest.mark.parametrize("beyond", [0, 1])
def test_laboratory_values_of_one_score_far_apart_are_asked_about(beyond: int) -> None:
    newest = date(2026, 11, 20)
    oldest = newest - timedelta(days=APART_DAYS + beyond)
    recorded = {**LIVER, "bilirubin_umol_per_l": dated(22, oldest), "albumin_g_per_l": dated(36, newest)}
    facts = facts_of(**recorded)
    asked = [w for w in facts.warnings if w.code == "laboratory_dates_apart"]
    assert bool(asked) is bool(beyond)
    assert ("laboratory_dates_apart" in facts.results["albi"].flags) is bool(beyond)
    if beyond:
        assert asked[0].field == "bilirubin_umol_per_l"
        assert {"albi", "child_pugh"} <= set(asked[0].values["items"].split())
        assert "bclc" not in asked[0].values["items"].split()  # asked of the scores themselves, once


@pytest.mark.parametrize("beyond", [0, 1])
def test_meld_of_a_decompensated_patient_wants_them_within_a_week(beyond: int) -> None:
    newest = date(2026, 11, 20)
    oldest = newest - timedelta(days=APART_DAYS_MELD_DECOMPENSATED + beyond)
    recorded = {
        **LIVER,
        "ascites": "moderate_severe",
        "creatinine_umol_per_l": dated(90, oldest),
        "inr": dated(1.2, newest),
    }
    flags = facts_of(**recorded).results["meld_family"].flags
    assert ("laboratory_dates_apart" in flags) is bool(beyond)
    compensated = facts_of(**{**recorded, "ascites": "none"}).results["meld_family"].flags
    assert "laboratory_dates_apart" not in compensated


def test_a_value_older_than_a_treatment_is_asked_about() -> None:
    treated = {"prior_treatments": [{"type": "tace_conventional", "date": "2026-11-01"}]}
    before = facts_of(lesions=dated([{"size_mm": 30}], "2026-10-31"), **treated)
    same_day = facts_of(lesions=dated([{"size_mm": 30}], "2026-11-01"), **treated)
    assert "treated_since" in codes(before, "lesions")
    assert "treated_since" not in codes(same_day)


@given(
    day=st.dates(date(1990, 1, 1), date(2026, 12, 31)),
    consultation=st.dates(date(1990, 1, 1), date(2026, 12, 31)),
)
def test_an_age_is_the_plain_difference_of_days(day: date, consultation: date) -> None:
    patient = SCHEMA.read({"assessment_date": str(consultation), "inr": dated(1.2, day)})
    age = dates_of(patient, None, STALE_AFTER_DAYS).ages["inr"]
    assert age.days == consultation.toordinal() - day.toordinal()
    assert age.stale is (age.days > 30)


def test_every_dated_field_is_declared_and_has_a_known_kind() -> None:
    assert set(KINDS) <= set(SCHEMA.by_id)
    assert set(KINDS.values()) == {*STALE_AFTER_DAYS, "lasting"}
