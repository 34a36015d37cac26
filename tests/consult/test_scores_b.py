"""Transplant, resection, embolisation and nutrition items: forgetting never narrows, and what results carry.

Not counted as open, by the clinical specification (section 1.6): findings whose absence is assumed and flagged. A
tumour is assumed to exist while no lesion is recorded (facts for rule rows keep that open).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from consult.hcc.derive import SCHEMA, derive
from consult.hcc.derived_facts import DERIVED_FACTS
from consult.hcc.nodules import nodules
from consult.hcc.staging import NOT_GIVEN
from consult.hcc.transplant import size_answers
from consult.hcc.transplant_extended import unos_fits
from consult.patient import Record
from consult.values import UNKNOWN, Bounds, OneOf, is_certain
from tests.properties.strategies import SOAK

Patient = dict[str, Any]

NUMBERS: dict[str, tuple[float, ...]] = {
    "age_years": (15, 60, 69, 70, 80, 85, 86),
    "afp_ng_per_ml": (10, 99, 100, 199, 200, 400, 401, 500, 501, 1000, 1001),
    "pivka_ii_mau_per_ml": (30, 400, 401),
    "albumin_g_per_l": (28, 34.4, 34.5, 35.9, 36, 45),
    "bilirubin_umol_per_l": (8, 10, 17, 17.1, 25.65, 30, 34.2, 60),
    "crp_mg_per_l": (2, 9.9, 10, 80),
    "icg_r15_percent": (5, 10, 19.9, 20, 30, 40),
    "flr_percent": (15, 20, 29.9, 30, 35, 40, 60),
    "ast_before_first_tace_u_per_l": (30, 40, 200),
    "ast_before_second_tace_u_per_l": (30, 40, 50, 50.1, 90),
    "child_pugh_points_before_first_tace": (5, 6, 7, 9),
    "child_pugh_points_before_second_tace": (5, 6, 7, 9, 15),
    "afp_at_transplant_ng_per_ml": (10, 20, 21, 100, 1000),
    "explant_largest_viable_mm": (0, 20, 39, 40, 90),
    "explant_viable_count": (0, 1, 4, 12),
    "bmi_kg_per_m2": (16.9, 17.5, 18.4, 18.5, 19.5, 20, 20.5, 21.9, 22, 24),
    "weight_loss_percent_1m": (0, 4, 5, 5.1, 16),
    "weight_loss_percent_2m": (0, 4, 5, 5.1, 16),
    "weight_loss_percent_3m": (0, 4, 5, 5.1, 15, 15.1, 16),
    "weight_loss_percent_6m": (0, 4, 5, 5.1, 10, 10.1, 16),
    "weight_loss_percent_beyond_6m": (0, 10, 10.1, 20.1),
    "food_intake_percent_last_week": (10, 25, 26, 50, 60, 75, 100),
    "nrs_disease_severity": (0, 1, 2, 3),
    "distress_thermometer_0_10": (0, 3, 4, 9),
    "phq2_total": (0, 2, 3),
    "gad2_total": (0, 2, 3),
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "portal_vein_invasion": ("none", "none", "vp2", "indeterminate", "bland_thrombus"),
    "hepatic_vein_invasion": ("none", "none", "vv2"),
    "n_status": ("n0", "n0", "n1"),
    "m_status": ("m0", "m0", "m1"),
    "tumour_type": ("hcc", "hcc", "fibrolamellar", "icc"),
    "histologic_grade": ("g1", "g2", "g3"),
    "cancer_related_symptoms": ("no", "yes"),
    "sarcomatous_change": ("no", "yes"),
    "microvascular_invasion": ("absent", "present"),
    "tumour_pattern": ("nodular", "nodular", "massive"),
    "ascites": ("none", "slight", "moderate_severe"),
    "ascites_control": ("controlled", "uncontrolled"),
    "flr_method": ("ct_nontumour", "standardised_tlv"),
    "liver_background": ("normal", "steatosis_or_chemo", "cirrhosis"),
    "tace_response": ("cr", "pr", "sd", "pd"),
    "bclc_stage_baseline": ("0", "A", "B", "C", "D"),
    "impaired_general_condition": ("no", "yes"),
    "acutely_ill_no_intake_5d": ("no", "no", "yes"),
    "fluid_overload": ("no", "no", "yes"),
    "muscle_mass": ("normal", "normal", "mild_moderate_deficit", "severe_deficit"),
    "reduced_intake_glim": ("no", "yes"),
    "inflammation_or_disease_burden": ("no", "yes"),
    "use_asian_cutoffs": ("no", "yes"),
    "suicidal_thoughts": ("no", "yes", "not_asked"),
    "g8_food_intake": (0, 1, 2),
    "g8_weight_loss": (0, 1, 2, 3),
    "g8_mobility": (0, 1, 2),
    "g8_neuropsych": (0, 1, 2),
    "g8_medications": (0, 1),
    "g8_self_health": (0, 0.5, 1, 2),
}
SIZES = st.sampled_from([8, 16, 20, 21, 30, 31, 40, 50, 51, 60.4, 65, 71, 80, 81, 101])
LESIONS = st.lists(
    st.fixed_dictionaries(
        {"size_mm": SIZES, "status": st.sampled_from(["viable", "viable", "viable", "indeterminate"])}
    ),
    max_size=6,
)
COUNTS = st.sampled_from([1, 2, 3, 4, 6, 12])

USE = ("tumour_type", "age_years")
TUMOUR = ("lesions", "lesion_count_total", *USE)
SPREAD = ("portal_vein_invasion", "hepatic_vein_invasion", "n_status", "m_status")
LIVER = ("albumin_g_per_l", "bilirubin_umol_per_l")
COURSE = ("child_pugh_points_before_first_tace", "child_pugh_points_before_second_tace", "tace_response")
LOSSES = tuple(f"weight_loss_percent_{months}m" for months in (1, 2, 3, 6))
GLIM = (
    "weight_loss_percent_beyond_6m",
    "muscle_mass",
    "reduced_intake_glim",
    "inflammation_or_disease_burden",
    "use_asian_cutoffs",
)
POINTS = ("points", "points_min:points_max")

COMPANIONS = ("adequate_china", "threshold_percent", "ttv_cm3")
"""Keys printed beside the result; `missing` speaks of the result alone."""

ITEMS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...], str, tuple[str, ...]]] = {
    # Item: its inputs, its keys with where their possible results stand, its fact, inputs whose absence is assumed.
    "afp_model": (
        (*TUMOUR, *SPREAD, "afp_ng_per_ml"),
        (POINTS, ("risk", "possible_risks")),
        "afp_model_low",
        (),
    ),
    "milan": ((*TUMOUR, *SPREAD), (("within", ""),), "milan", ()),
    "ucsf": ((*TUMOUR, *SPREAD), (("within", ""),), "ucsf", ()),
    "up_to_seven": ((*TUMOUR, *SPREAD), (("within", ""),), "up_to_seven", ()),
    "five_five_500": ((*TUMOUR, *SPREAD, "afp_ng_per_ml"), (("within", ""),), "five_five_500", ()),
    "japan_criteria": ((*TUMOUR, *SPREAD, "afp_ng_per_ml"), (("within", ""),), "japan_criteria", ()),
    "metroticket2_afp_uts": ((*TUMOUR, *SPREAD, "afp_ng_per_ml"), (("within", ""),), "", ()),
    "hangzhou": (
        (*TUMOUR, *SPREAD, "afp_ng_per_ml", "histologic_grade"),
        (("within", ""),),
        "hangzhou",
        (),
    ),
    "ttv_afp": ((*TUMOUR, *SPREAD, "afp_ng_per_ml"), (("within", ""), ("ttv_cm3", "")), "", ()),
    "kyoto": ((*TUMOUR, *SPREAD, "pivka_ii_mau_per_ml"), (("within", ""),), "", ()),
    "toronto_extended": (
        (*TUMOUR, *SPREAD, "histologic_grade", "cancer_related_symptoms"),
        (("within", ""),),
        "",
        (),
    ),
    "unos_downstaging_inclusion": ((*TUMOUR, *SPREAD), (("within", ""),), "unos_downstaging_entry", ()),
    "retreat": (
        (
            *USE,
            "afp_at_transplant_ng_per_ml",
            "microvascular_invasion",
            "explant_largest_viable_mm",
            "explant_viable_count",
        ),
        (POINTS,),
        "",
        (),
    ),
    "makuuchi": (
        ("ascites", "ascites_control", "bilirubin_umol_per_l", "icg_r15_percent"),
        (("max_resection", "possible_max_resection"),),
        "makuuchi_allows",
        (),
    ),
    "flr": (
        ("flr_percent", "flr_method", "liver_background"),
        (("adequate", ""), ("threshold_percent", ""), ("adequate_china", "")),
        "flr_adequate",
        (),
    ),
    "hap": ((*TUMOUR, *LIVER, "afp_ng_per_ml"), (POINTS, ("class", "possible_classes")), "", ()),
    "mhap_ii": ((*TUMOUR, *LIVER, "afp_ng_per_ml"), (POINTS, ("class", "possible_classes")), "", ()),
    "albi_tae": ((*TUMOUR, *LIVER, "afp_ng_per_ml"), (POINTS, ("class", "possible_classes")), "", ()),
    "six_and_twelve": (
        TUMOUR,
        (("value", ""), ("group", "possible_groups"), ("up_to_eleven", "")),
        "",
        (),
    ),
    "tace_unsuitability": (
        (*TUMOUR, *LIVER, "tumour_pattern", "histologic_grade", "sarcomatous_change"),
        (("unsuitable", ""),),
        "tace_unsuitable",
        ("histologic_grade", "sarcomatous_change"),
    ),
    "art": (
        (*USE, *COURSE, "ast_before_first_tace_u_per_l", "ast_before_second_tace_u_per_l"),
        (POINTS, ("retreat", "possible_retreat")),
        "",
        (),
    ),
    "abcr": (
        (*USE, *COURSE, "afp_ng_per_ml", "bclc_stage_baseline"),
        (POINTS, ("retreat", "possible_retreat")),
        "",
        (),
    ),
    "crafity": (
        (*USE, "afp_ng_per_ml", "crp_mg_per_l"),
        (POINTS, ("group", "possible_groups")),
        "",
        (),
    ),
    "nrs2002": (
        (
            *LOSSES,
            "bmi_kg_per_m2",
            "food_intake_percent_last_week",
            "impaired_general_condition",
            "nrs_disease_severity",
            "age_years",
        ),
        (POINTS, ("at_risk", "")),
        "",
        (),
    ),
    "must": (
        (*LOSSES, "bmi_kg_per_m2", "acutely_ill_no_intake_5d", "fluid_overload"),
        (POINTS, ("risk", "possible_risks")),
        "",
        ("fluid_overload",),
    ),
    "glim": (
        (*LOSSES, *GLIM, "bmi_kg_per_m2", "age_years"),
        (("malnutrition", "possible_malnutrition"),),
        "",
        (*LOSSES, *GLIM, "bmi_kg_per_m2"),
    ),
    "g8": (
        (
            "g8_food_intake",
            "g8_weight_loss",
            "g8_mobility",
            "g8_neuropsych",
            "g8_medications",
            "g8_self_health",
            "bmi_kg_per_m2",
            "age_years",
        ),
        (POINTS, ("impaired", "")),
        "",
        (),
    ),
    "distress": (
        ("distress_thermometer_0_10", "phq2_total", "gad2_total", "suicidal_thoughts"),
        (
            ("distress_positive", ""),
            ("phq2_positive", ""),
            ("gad2_positive", ""),
            ("suicidal_thoughts", ""),
        ),
        "",
        (),
    ),
}
SCREEN = (
    *LOSSES,
    *GLIM,
    "bmi_kg_per_m2",
    "age_years",
    "food_intake_percent_last_week",
    "impaired_general_condition",
    "nrs_disease_severity",
    "acutely_ill_no_intake_5d",
    "fluid_overload",
)


def values_of(name: str) -> st.SearchStrategy[Any]:
    if name == "lesions":
        return LESIONS
    if name == "lesion_count_total":
        return COUNTS
    return st.sampled_from(NUMBERS.get(name) or CHOICES[name])


@st.composite
def patients(draw: st.DrawFn, names: tuple[str, ...]) -> Patient:
    """A patient whose recorded values do not contradict each other."""
    patient = draw(st.fixed_dictionaries({}, optional={name: values_of(name) for name in names}))
    recorded = [name for name in LOSSES if name in patient]
    for name, value in zip(recorded, sorted(patient[name] for name in recorded), strict=True):
        patient[name] = value
    if "lesion_count_total" in patient and len(patient.get("lesions", ())) > patient["lesion_count_total"]:
        del patient["lesion_count_total"]
    explant = [patient.get(name) for name in ("explant_largest_viable_mm", "explant_viable_count")]
    assume(None in explant or (explant[0] == 0) == (explant[1] == 0))
    return patient


@st.composite
def widened(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[Patient, Patient, str]:
    """A patient, the same with one input forgotten or known only within limits, and that input."""
    patient = draw(patients(names))
    assume(patient)
    name = draw(st.sampled_from(sorted(patient)))
    wider = {key: value for key, value in patient.items() if key != name}
    if draw(st.booleans()):
        if name == "lesions" and patient["lesions"]:
            lesions = [dict(lesion) for lesion in patient["lesions"]]
            lesion = draw(st.sampled_from(lesions))
            lesion["size_mm"] = draw(st.sampled_from([None, around(draw, lesion["size_mm"], (1, 300))]))
            wider["lesions"] = lesions
        elif name in NUMBERS:
            limits = SCHEMA.by_key[name].hard
            assert limits is not None
            wider[name] = around(draw, patient[name], limits)
    return patient, wider, name


def around(draw: st.DrawFn, value: float, limits: tuple[float, float]) -> dict[str, Any]:
    """Limits within which `value` lies; whole numbers stay whole."""
    below, above = draw(st.tuples(st.integers(0, 9), st.integers(0, 9)))
    ends: dict[str, Any] = {}
    if below < 9:
        ends["min"] = max(value - below, limits[0])
        ends["min_open"] = ends["min"] < value and draw(st.booleans())
    if above < 9 or not ends:
        ends["max"] = min(value + above, limits[1])
        ends["max_open"] = ends["max"] > value and draw(st.booleans())
    return ends


def members(fact: Any, domain: tuple[Any, ...]) -> set[Any]:
    """What a fact may still be."""
    if fact is UNKNOWN:
        return set(domain)
    return set(fact.members) if isinstance(fact, OneOf) else {fact}


def check_fact(fact: str, before: Any, after: Any) -> None:
    field = next(field for field in DERIVED_FACTS if field.id == fact)
    domain = (True, False, NOT_GIVEN) if field.type == "flag" else field.choice_ids()
    old, new = (members(facts.value(fact), domain) for facts in (before, after))
    assert old <= new, f"{fact} was {old}, is {new}"
    assert is_certain(after.value(fact)) or after.missing(fact), f"{fact} is open and nothing is missing"


def check(item: str, patient: Patient, wider: Patient, name: str) -> None:
    _names, keys, fact, assumed = ITEMS[item]
    before, after = derive(SCHEMA.read(patient)), derive(SCHEMA.read(wider))
    if name in assumed and name not in wider:
        return
    # No total recorded means that the list is complete; a total alone means that all of them are viable.
    if name == "lesion_count_total" or (name == "lesions" and "lesion_count_total" in wider):
        return
    if fact:
        check_fact(fact, before, after)
    old, new = before.results[item], after.results[item]
    barred = {"not_hcc", "not_adult", "no_viable_tumour", "stage_d_not_scored"} & set(old.flags)
    viable = any(lesion["status"] == "viable" for lesion in patient.get("lesions", ()))
    if barred or (name == "lesions" and "lesions" not in wider and not viable):
        return
    for key, where in keys:
        value = old.values[key]
        if new.values[key] is not None:
            assert value == new.values[key], f"{key} was {value}, and without {name} {new.values[key]}"
        if ":" in where:
            low, high = (where_ for where_ in where.split(":"))
            if old.values[low] is not None:
                assert new.values[low] <= old.values[low] <= old.values[high] <= new.values[high]
        elif where:
            assert value is None or value in new.values[where]
            assert set(old.values[where]) <= set(new.values[where])
        if value is not None and new.values[key] is None and key not in COMPANIONS:
            assert new.missing, f"{key} is open and nothing is missing"


@pytest.mark.parametrize("item", ITEMS)
@settings(max_examples=1000 if SOAK else 40, deadline=None)
@given(data=st.data())
def test_forgetting_never_narrows(item: str, data: st.DataObject) -> None:
    names, _keys, _fact, _assumed = ITEMS[item]
    check(item, *data.draw(widened(names)))


@settings(max_examples=400, deadline=None)
@given(widened(SCREEN))
def test_nutrition_fact_assumes_nothing(case: tuple[Patient, Patient, str]) -> None:
    patient, wider, _name = case
    check_fact("nutrition_screen", derive(SCHEMA.read(patient)), derive(SCHEMA.read(wider)))


def completions(patient: Patient, names: tuple[str, ...], fixed: Patient) -> Patient:
    return {**{name: fixed[name] for name in names if name not in patient}, **patient}


@pytest.mark.parametrize("screen", ["low", "at_risk", "malnourished"])
@settings(max_examples=60, deadline=None)
@given(patient=patients(SCREEN))
@example(
    patient={
        "inflammation_or_disease_burden": "yes",
        "bmi_kg_per_m2": 21,
        "age_years": 60,
        "use_asian_cutoffs": "no",
        "muscle_mass": "normal",
        "impaired_general_condition": "yes",
        "food_intake_percent_last_week": 100,
        "nrs_disease_severity": 1,
        "acutely_ill_no_intake_5d": "no",
        "fluid_overload": "no",
    }
)
def test_every_possible_nutrition_screen_can_come_true(patient: Patient, screen: str) -> None:
    found = derive(SCHEMA.read(patient)).value("nutrition_screen")
    if screen not in members(found, ("low", "at_risk", "malnourished")):
        return
    best: Patient = {
        "bmi_kg_per_m2": 30,
        "age_years": 50,
        "food_intake_percent_last_week": 100,
        "impaired_general_condition": "no",
        "nrs_disease_severity": 0,
        "acutely_ill_no_intake_5d": "no",
        "fluid_overload": "no",
        "muscle_mass": "normal",
        "reduced_intake_glim": "no",
        "inflammation_or_disease_burden": "no",
        "use_asian_cutoffs": "yes",
        "weight_loss_percent_beyond_6m": 0,
    }
    worst: Patient = {
        **best,
        "bmi_kg_per_m2": 16,
        "age_years": 75,
        "food_intake_percent_last_week": 10,
        "impaired_general_condition": "yes",
        "nrs_disease_severity": 3,
        "acutely_ill_no_intake_5d": "yes",
        "muscle_mass": "severe_deficit",
        "reduced_intake_glim": "yes",
        "inflammation_or_disease_burden": "yes",
        "use_asian_cutoffs": "no",
        "weight_loss_percent_beyond_6m": 30,
    }
    # At risk without a GLIM criterion: every answer that only a screen counts is the worst one.
    spared = {**worst, "muscle_mass": "normal", "weight_loss_percent_beyond_6m": 0}
    spared |= {"reduced_intake_glim": "no", "inflammation_or_disease_burden": "no"}
    at_limit = [
        {**spared, "bmi_kg_per_m2": bmi, "use_asian_cutoffs": asian, "age_years": age}
        for bmi in (16, 18.5, 20, 22)
        for asian in ("no", "yes")
        for age in (60, 75)
    ]
    overloaded = {**best, "fluid_overload": "yes"}
    trials = {"low": [best, overloaded], "malnourished": [worst], "at_risk": at_limit}[screen]
    for trial in trials:
        for lost in (0, 5, 20):
            losses = _losses(patient, lost)
            whole = completions({**losses, **patient}, SCREEN, {**trial, **losses})
            if derive(SCHEMA.read(whole)).value("nutrition_screen") == screen:
                return
    raise AssertionError(f"{screen} is listed and no completion gives it")


def _losses(patient: Patient, wanted: float) -> Patient:
    """Losses near `wanted` where none is recorded, within what the recorded ones allow."""
    filled: Patient = {}
    for index, name in enumerate(LOSSES):
        least = max((patient[n] for n in LOSSES[: index + 1] if n in patient), default=0)
        most = min((patient[n] for n in LOSSES[index:] if n in patient), default=80)
        filled[name] = min(max(wanted, least), most)
    return filled


def result(item: str, **patient: Any) -> Any:
    return derive(SCHEMA.read(patient)).results[item]


CLEAR = {
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "tumour_type": "hcc",
    "age_years": 60,
}


def lesions(*sizes: Any) -> list[dict[str, Any]]:
    return [{"size_mm": size, "status": "viable"} for size in sizes]


@pytest.mark.parametrize(
    ("item", "sizes", "expected"),
    [
        ("milan", (45,), [("largest_mm", 45, 50, -5)]),
        ("milan", (35, 20), [("number", 2, 3, -1), ("largest_mm", 35, 30, 5)]),
        ("ucsf", (45, 36), [("number", 2, 3, -1), ("largest_mm", 45, 45, 0), ("total_mm", 81, 80, 1)]),
        ("up_to_seven", (31, 30, 30, 30), [("sum_up_to_seven", 7.1, 7, 0.1)]),
        (
            "five_five_500",
            (40, 20),
            [("number", 2, 5, -3), ("largest_mm", 40, 50, -10), ("afp_ng_per_ml", 510, 500, 10)],
        ),
        ("unos_downstaging_inclusion", (81,), [("largest_mm", 81, 80, 1)]),
    ],
)
def test_closeness_to_the_limits(item: str, sizes: tuple[float, ...], expected: list[Any]) -> None:
    near = result(item, **CLEAR, lesions=lesions(*sizes), afp_ng_per_ml=510).values["closeness"]
    assert [tuple(limit.values()) for limit in near] == expected


def test_closeness_needs_a_certain_tumour() -> None:
    assert "closeness" not in result("milan", **CLEAR, lesions=lesions(None)).values
    assert "closeness" not in result("milan", **CLEAR).values
    unlisted = result("ucsf", **CLEAR, lesions=lesions(40), lesion_count_total=2).values["closeness"]
    assert [limit["limit"] for limit in unlisted] == ["number", "largest_mm"]


def test_afp_limits_decide_where_all_of_them_agree() -> None:
    patient = {**CLEAR, "lesions": lesions(40, 40)}
    assert result("five_five_500", **patient, afp_ng_per_ml={"max": 400, "max_open": True}).values["within"]
    open_result = result("five_five_500", **patient, afp_ng_per_ml={"min": 400})
    assert open_result.values["within"] is None
    assert open_result.missing == ("afp_ng_per_ml",)
    assert (
        result("five_five_500", **patient, afp_ng_per_ml={"min": 500, "min_open": True}).values["within"]
        is False
    )


@pytest.mark.parametrize("item", ["afp_model", "five_five_500", "hap", "crafity", "abcr", "ttv_afp"])
def test_afp_in_iu_is_flagged(item: str) -> None:
    assert "afp_converted" in result(item, **CLEAR, lesions=lesions(30), afp_iu_per_ml=83).flags
    assert "afp_converted" not in result(item, **CLEAR, lesions=lesions(30), afp_ng_per_ml=100).flags


@pytest.mark.parametrize("item", ["afp_model", "hangzhou", "hap", "six_and_twelve", "tace_unsuitability"])
def test_outside_the_intended_use_nothing_is_given(item: str) -> None:
    patient = {**CLEAR, "lesions": lesions(30)}
    for change, flag in (({"tumour_type": "icc"}, "not_hcc"), ({"age_years": 15}, "not_adult")):
        barred = result(item, **{**patient, **change})
        assert flag in barred.flags
        assert not any(barred.values.values())


@pytest.mark.parametrize("item", ["afp_model", "hangzhou", "hap", "six_and_twelve", "tace_unsuitability"])
def test_without_a_viable_tumour_nothing_is_given(item: str) -> None:
    empty = result(item, **CLEAR, lesions=[])
    assert "no_viable_tumour" in empty.flags
    assert not any(empty.values.values())


def test_missing_names_only_what_can_matter() -> None:
    patient = {**CLEAR, "lesions": lesions(90)}
    assert result("hangzhou", **patient, afp_ng_per_ml=500).missing == ()
    assert result("hangzhou", **patient, afp_ng_per_ml=100).missing == ("histologic_grade",)
    assert result("five_five_500", **patient).missing == ()
    assert result("makuuchi", bilirubin_mg_per_dl=2.4).missing == ()
    assert result("nrs2002", **_nrs(weight_loss_percent_3m=3)).missing == ()
    assert result("nrs2002", **_nrs(weight_loss_percent_3m=6)).missing == LOSSES[:2]
    assert result("nrs2002", **_nrs(weight_loss_percent_3m=16)).missing == ()


def _nrs(**losses: float) -> Patient:
    return {
        "bmi_kg_per_m2": 24,
        "food_intake_percent_last_week": 100,
        "impaired_general_condition": "no",
        "nrs_disease_severity": 1,
        "age_years": 60,
        **losses,
    }


def test_sums_of_sizes_are_tried_just_above_each_limit() -> None:
    sizes = (Record({"size_mm": 25}), Record({"size_mm": 24}), Record({"size_mm": Bounds(28, 40)}))
    assert set(size_answers(nodules(sizes, UNKNOWN).facts["tumours"], unos_fits)) == {True, False}


def test_worked_examples() -> None:
    patient = {**CLEAR, "lesions": lesions(65, 20, 10)}
    assert result("six_and_twelve", **patient).values["value"] == 9.5
    assert result("six_and_twelve", **patient).values["up_to_eleven"] is True
    hap = result("hap", lesions=lesions(72), albumin_g_per_l=35, bilirubin_mg_per_dl=0.9, afp_ng_per_ml=900)
    assert (hap.values["points"], hap.values["class"]) == (3, "D")
    crafity = result("crafity", afp_iu_per_ml=83, crp_mg_per_l=12)
    assert crafity.values["points"] == 2
    nrs = result(
        "nrs2002",
        **_nrs(weight_loss_percent_1m=2, weight_loss_percent_2m=4, weight_loss_percent_3m=6)
        | {
            "age_years": 72,
            "bmi_kg_per_m2": 19.8,
            "impaired_general_condition": "yes",
            "food_intake_percent_last_week": 60,
        },
    )
    assert (nrs.values["points"], nrs.values["at_risk"]) == (4, True)
    art = result(
        "art",
        ast_before_first_tace_u_per_l=60,
        ast_before_second_tace_u_per_l=80,
        child_pugh_points_before_first_tace=5,
        child_pugh_points_before_second_tace=6,
        tace_response="sd",
    )
    assert (art.values["points"], art.values["retreat"]) == (6.5, "unfavourable")


def test_a_shorter_loss_bounds_a_longer_one() -> None:
    criterion = {"weight_loss_percent_3m": 11, "inflammation_or_disease_burden": "yes"}
    assert result("glim", **criterion).values["malnutrition"] == "severe"
    assert (
        result("must", bmi_kg_per_m2=24, weight_loss_percent_3m=11, acutely_ill_no_intake_5d="no").values[
            "points"
        ]
        == 2
    )


def test_suicidal_thoughts_stand_above_the_screens() -> None:
    answer = result("distress", suicidal_thoughts="yes")
    assert answer.flags == ("suicidal_thoughts",)
    assert answer.missing == ("distress_thermometer_0_10", "phq2_total", "gad2_total")
    assert result("distress", suicidal_thoughts="not_asked").missing[-1] == "suicidal_thoughts"
