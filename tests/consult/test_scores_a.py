"""Forgetting never narrows: a widened input leaves the old result possible and makes nothing certain that differs.

Not counted as open, by the clinical specification (section 1.6): findings whose absence is assumed and flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from consult.hcc.derive import SCHEMA, derive
from consult.values import UNKNOWN, Bounds, OneOf, contains
from tests.properties.strategies import SOAK

Patient = dict[str, Any]

CREATININE = st.sampled_from([40.0, 88.4, 130.0, 265.2, 400.0, 1200.0])
NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    "age_years": st.integers(10, 95),
    "bilirubin_umol_per_l": st.sampled_from([5.0, 17.1, 34.0, 34.1, 51.0, 51.3, 90.0, 520.0, 700.0]),
    "bilirubin_mg_per_dl": st.sampled_from([0.5, 1.0, 2.0, 3.0, 3.1, 30.0]),
    "albumin_g_per_l": st.sampled_from([14.0, 24.0, 28.0, 29.9, 30.0, 35.0, 41.0]),
    "inr": st.sampled_from([0.9, 1.0, 1.2, 1.7, 2.3, 4.0]),
    "creatinine_umol_per_l": CREATININE,
    "sodium_mmol_per_l": st.sampled_from([120, 125, 131, 137, 141]),
    "ast_u_per_l": st.integers(10, 400),
    "alt_u_per_l": st.integers(10, 400),
    "ast_uln_u_per_l": st.integers(30, 50),
    "platelets_10e9_per_l": st.integers(30, 400),
    "weight_kg": st.integers(40, 130),
    "height_cm": st.integers(140, 200),
    "tumour_liver_percent": st.sampled_from([10, 50, 51, 80]),
    "afp_ng_per_ml": st.sampled_from([5, 399, 400, 5000]),
}
SIZES = st.sampled_from([8, 20, 20.5, 30, 31, 50, 51, 65, 90])
LESIONS = st.lists(
    st.fixed_dictionaries(
        {"size_mm": SIZES, "status": st.sampled_from(["viable", "viable", "indeterminate"])}
    ),
    max_size=4,
)


def members(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "sex": members("male", "female"),
    "dialysis_twice_last_week": st.booleans(),
    "ecog": st.integers(0, 4),
    "kps": st.sampled_from(range(0, 101, 10)),
    "portal_vein_invasion": members("none", "vp1", "vp3", "vp4", "smv", "bland_thrombus"),
    "hepatic_vein_invasion": members("none", "vv1", "vv2", "vv3"),
    "microvascular_invasion": members("absent", "present"),
    "adjacent_organ_invasion": members("no", "yes"),
    "bile_duct_invasion": members("none", "b2"),
    "n_status": members("n0", "n1"),
    "m_status": members("m0", "m1"),
    "tumour_pattern": members("nodular", "massive", "infiltrative_diffuse"),
    "ascites": members("none", "slight", "moderate_severe"),
    "encephalopathy_grade": st.integers(0, 4),
    "child_pugh_class": members("A", "B", "C"),
    "etiologies": st.lists(members("masld", "hbv"), min_size=1, unique=True),
    "tumour_type": members("hcc", "fibrolamellar", "icc"),
    "lesions": LESIONS,
}
INPUTS = NUMBERS | CHOICES
TUMOUR = ("lesions", "tumour_type", "age_years")
VEINS = ("portal_vein_invasion", "hepatic_vein_invasion")
SPREAD = ("n_status", "m_status")
LIVER = ("bilirubin_umol_per_l", "albumin_g_per_l", "inr", "ascites", "encephalopathy_grade")

ITEMS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    # Item: its inputs, its keys with where their possible results stand, and the inputs whose absence is assumed.
    "meld_family": (
        (
            *LIVER[:3],
            "creatinine_umol_per_l",
            "sodium_mmol_per_l",
            "sex",
            "age_years",
            "dialysis_twice_last_week",
        ),
        (("meld_3_0", "possible_meld_3_0"), ("meld", "fact:meld"), ("meld_na", "fact:meld_na")),
        ("dialysis_twice_last_week", "age_years"),
    ),
    "egfr_ckd_epi_2021": (
        ("creatinine_umol_per_l", "sex", "age_years"),
        (("g_category", "possible_g_categories"), ("egfr", "fact:egfr")),
        (),
    ),
    "fib4": (
        ("age_years", "ast_u_per_l", "alt_u_per_l", "platelets_10e9_per_l", "etiologies"),
        (("fib4_band", "possible_bands"), ("fib4", "")),
        ("etiologies",),
    ),
    "apri": (
        ("ast_u_per_l", "ast_uln_u_per_l", "platelets_10e9_per_l"),
        (("apri_band", "possible_bands"), ("apri", "")),
        ("ast_uln_u_per_l",),
    ),
    "palbi": (
        (*LIVER[:2], "platelets_10e9_per_l"),
        (("palbi_grade", "possible_grades"), ("palbi_score", "")),
        (),
    ),
    "ez_albi": (LIVER[:2], (("ez_albi_grade", "possible_grades"), ("ez_albi_score", "")), ()),
    "bmi": (
        ("weight_kg", "height_cm"),
        (("bmi_category", "possible_categories"), ("bmi", "")),
        (),
    ),
    "ecog_kps": (("ecog",), (("ecog", "possible_ecogs"),), ()),
    "tnm8": (
        (*TUMOUR, *VEINS, *SPREAD, "microvascular_invasion", "adjacent_organ_invasion"),
        (("stage", "possible_stages"), ("t", "possible_ts")),
        ("microvascular_invasion", "adjacent_organ_invasion"),
    ),
    "bclc_b_bolondi": (
        (*TUMOUR, *LIVER, "ecog", "portal_vein_invasion"),
        (("group", "possible_groups"),),
        ("portal_vein_invasion",),
    ),
    "okuda": (
        (
            *TUMOUR,
            *VEINS,
            *SPREAD,
            "tumour_liver_percent",
            "ascites",
            "albumin_g_per_l",
            "bilirubin_mg_per_dl",
        ),
        (("stage", "possible_stages"),),
        (),
    ),
    "clip": (
        (
            *TUMOUR,
            *VEINS,
            *SPREAD,
            "tumour_liver_percent",
            "tumour_pattern",
            "afp_ng_per_ml",
            "child_pugh_class",
        ),
        (("points", "points_min:points_max"),),
        (),
    ),
    "jis": (
        (*TUMOUR, *VEINS, *SPREAD, "bile_duct_invasion", "child_pugh_class"),
        (("points", "points_min:points_max"), ("lcsgj_stage", "possible_lcsgj_stages")),
        ("bile_duct_invasion",),
    ),
    "italica_tumour_stage": (
        (*TUMOUR, *VEINS, *SPREAD),
        (("stage", "possible_stages"),),
        (),
    ),
    "hklc": (
        (*TUMOUR, *VEINS, *SPREAD, "tumour_pattern", "ecog", "child_pugh_class"),
        (("stage", "possible_stages"),),
        (),
    ),
    "pvtt": (
        ("portal_vein_invasion", "microvascular_invasion"),
        (("vp", "possible_vps"), ("cheng", "possible_chengs")),
        ("microvascular_invasion",),
    ),
}


def reached(value: Any, where: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether `value` is still among the results the item names as possible."""
    if ":" in where and not where.startswith("fact:"):
        least, most = (values[name] for name in where.split(":"))
        return least is not None and least <= value <= most
    if where.startswith("fact:"):
        fact = facts.get(where.removeprefix("fact:"), UNKNOWN)
        if isinstance(fact, Bounds):
            return contains(fact, value)
        return fact is UNKNOWN or value == fact or (isinstance(fact, OneOf) and value in fact.members)
    return not where or value in values[where]


@st.composite
def widened(draw: st.DrawFn, item: str) -> tuple[Patient, Patient, str]:
    """A patient, the same with one input forgotten or known only within limits, and that input."""
    names, _keys, _assumed = ITEMS[item]
    patient = draw(st.fixed_dictionaries({}, optional={name: INPUTS[name] for name in names}))
    assume(patient)
    name = draw(st.sampled_from(sorted(patient)))
    wider = {key: value for key, value in patient.items() if key != name}
    if name in NUMBERS and draw(st.booleans()):
        field = SCHEMA.by_key[name]
        value, low, high = patient[name], *draw(st.tuples(st.integers(0, 9), st.integers(0, 9)))
        limits = field.other.hard if field.other is not None and field.other.key == name else field.hard
        assert limits is not None
        ends: dict[str, Any] = {"min": max(value - low, limits[0]), "max": min(value + high, limits[1])}
        if low == 9:
            del ends["min"]
        if high > 0 and high < 9:
            ends["max_open"] = draw(st.booleans())
        if ends.get("max") == ends.get("min"):
            ends.pop("max_open", None)
        wider[name] = ends
    return patient, wider, name


def check(item: str, patient: Patient, wider: Patient, name: str) -> None:
    _names, keys, assumed = ITEMS[item]
    if name in assumed and name not in wider:
        return
    before, after = derive(SCHEMA.read(patient)), derive(SCHEMA.read(wider))
    old, new = before.results[item], after.results[item]
    is_stage = item in STAGES
    barred = {"not_hcc", "not_adult"} & set(old.flags)
    if barred or (is_stage and name == "lesions" and "lesions" not in wider):
        return
    for key, where in keys:
        value = old.values[key]
        if new.values[key] is not None:
            assert value == new.values[key], f"{key} was {value}, and without {name} {new.values[key]}"
        if value is not None:
            assert reached(value, where, new.values, after.values), f"{key} {value} lost without {name}"
        if where.startswith("possible_") and new.values[key] is None and key not in ("group",):
            assert set(old.values[where]) <= set(new.values[where])
    if wider.get(name) is None and any(old.values[k] is not None and new.values[k] is None for k, _ in keys):
        assert new.missing, "an open result names what is missing"


STAGES = frozenset({"tnm8", "bclc_b_bolondi", "okuda", "clip", "jis", "italica_tumour_stage", "hklc"})


@pytest.mark.parametrize("item", ITEMS)
@settings(max_examples=1000 if SOAK else 40, deadline=None)
@given(data=st.data())
def test_forgetting_never_narrows(item: str, data: st.DataObject) -> None:
    check(item, *data.draw(widened(item)))


@settings(max_examples=200, deadline=None)
@given(case=widened("tnm8"))
@example(({"tumour_type": "icc"}, {}, "tumour_type"))
@example(({"lesions": [], **dict.fromkeys(VEINS, "none"), "n_status": "n0", "m_status": "m0"}, {}, "lesions"))
@example(({"age_years": 12, "lesions": [{"size_mm": 20}]}, {"lesions": [{"size_mm": 20}]}, "age_years"))
def test_the_tnm_fact_keeps_every_stage(case: tuple[Patient, Patient, str]) -> None:
    patient, wider, name = case
    if name in ITEMS["tnm8"][2]:
        return
    before = derive(SCHEMA.read(patient)).values["tnm8_stage"]
    after = derive(SCHEMA.read(wider)).values["tnm8_stage"]
    old = set(before.members) if isinstance(before, OneOf) else {before}
    new = set(after.members) if isinstance(after, OneOf) else {after}
    assert old <= new


@pytest.mark.parametrize("item", sorted(STAGES))
@pytest.mark.parametrize(
    ("recorded", "flag"), [({"tumour_type": "icc"}, "not_hcc"), ({"age_years": 15}, "not_adult")]
)
def test_stages_are_not_given_for_other_tumours_and_children(item: str, recorded: Patient, flag: str) -> None:
    patient = {"lesions": [{"size_mm": 40}], "child_pugh_class": "A", "ecog": 0, **recorded}
    result = derive(SCHEMA.read(patient)).results[item]
    assert flag in result.flags
    assert not any(result.values.values())
    assert result.missing == ()


@pytest.mark.parametrize("item", sorted(STAGES - {"bclc_b_bolondi"}))
def test_no_viable_tumour(item: str) -> None:
    patient = {"lesions": [], **dict.fromkeys(VEINS, "none"), "n_status": "n0", "m_status": "m0"}
    result = derive(SCHEMA.read(patient)).results[item]
    assert "no_viable_tumour" in result.flags
    assert result.values.get("stage") == (None if item in ("clip", "jis") else "none")


@pytest.mark.parametrize(
    ("recorded", "stage"),
    [
        ({"n_status": "n1"}, "IVA"),
        ({"m_status": "m1"}, "IVB"),
        ({"portal_vein_invasion": "vp3"}, "IIIB"),
    ],
)
def test_tumour_only_outside_the_nodules(recorded: Patient, stage: str) -> None:
    clear = {"lesions": [], **dict.fromkeys(VEINS, "none"), "n_status": "n0", "m_status": "m0"}
    values = derive(SCHEMA.read(clear | recorded)).results["tnm8"].values
    assert values["stage"] == stage
    assert values["t"] == ("T4" if stage == "IIIB" else "T0")


MELD = {
    "bilirubin_mg_per_dl": 6,
    "inr": 1.5,
    "creatinine_mg_per_dl": 1.5,
    "sodium_mmol_per_l": 131,
    "albumin_g_per_dl": 2.2,
    "age_years": 50,
}


def test_meld_3_0_without_sex_lists_both() -> None:
    facts = derive(SCHEMA.read(MELD))
    values = facts.results["meld_family"].values
    assert (values["meld"], values["meld_na"], values["meld_3_0"]) == (22, 26, None)
    assert values["possible_meld_3_0"] == [26, 27]
    assert facts.values["meld_3_0"] == Bounds(26, 27)
    assert facts.results["meld_family"].missing == ("sex",)
    teenager = derive(SCHEMA.read(MELD | {"age_years": 15})).results["meld_family"]
    assert teenager.values["possible_meld_3_0"] == [27]


def test_meld_of_limits() -> None:
    limited = MELD | {
        "sex": "male",
        "bilirubin_mg_per_dl": {"max": 1.0},
        "creatinine_mg_per_dl": {"max": 0.9},
    }
    result = derive(SCHEMA.read(limited)).results["meld_family"]
    exact = derive(SCHEMA.read(limited | {"bilirubin_mg_per_dl": 0.7, "creatinine_mg_per_dl": 0.8}))
    assert result.values == exact.results["meld_family"].values
    assert result.missing == ()


def test_sodium_is_needed_to_print_meld_na() -> None:
    recorded = {"bilirubin_mg_per_dl": 1, "inr": 1.0, "creatinine_mg_per_dl": 1.0}
    facts = derive(SCHEMA.read(recorded))
    assert facts.results["meld_family"].values["meld_na"] is None
    assert facts.values["meld_na"] == 6


def test_egfr_is_open_while_the_patient_may_be_a_child() -> None:
    facts = derive(SCHEMA.read({"sex": "male", "creatinine_umol_per_l": 400}))
    assert facts.values["egfr"] is UNKNOWN
    assert "age_years" in facts.missing("egfr")
    grown = derive(SCHEMA.read({"creatinine_umol_per_l": 400, "age_years": 60}))
    assert isinstance(grown.values["egfr"], Bounds)
    assert grown.missing("egfr") == ("sex",)


def test_masld_alone_uses_its_own_limits() -> None:
    recorded = {"age_years": 66, "ast_u_per_l": 40, "alt_u_per_l": 64, "platelets_10e9_per_l": 180}
    standard = derive(SCHEMA.read(recorded)).results["fib4"]
    assert standard.values["fib4_band"] == "indeterminate"
    assert "assumed_absent:etiologies" in standard.flags
    masld = derive(SCHEMA.read(recorded | {"etiologies": ["masld"]})).results["fib4"]
    assert (masld.values["fib4_band"], masld.values["lower_limit"]) == ("low", 2.0)
    around = recorded | {"etiologies": ["masld"], "age_years": {"min": 64, "max": 66}}
    assert derive(SCHEMA.read(around)).results["fib4"].values["lower_limit"] is None


def test_limits_that_agree_are_certain() -> None:
    recorded = {"age_years": 50, "ast_u_per_l": 40, "alt_u_per_l": 40, "platelets_10e9_per_l": {"max": 90}}
    result = derive(SCHEMA.read(recorded)).results["fib4"]
    assert result.values["fib4"] is None
    assert result.values["fib4_band"] == "high"
    okuda = {
        "tumour_liver_percent": {"max": 50},
        "ascites": "none",
        "albumin_g_per_l": {"min": 30},
        "bilirubin_umol_per_l": {"max": 34},
    }
    assert derive(SCHEMA.read(okuda)).results["okuda"].values["stage"] == "I"


def test_okuda_compares_bilirubin_in_the_unit_entered() -> None:
    others = {"tumour_liver_percent": 10, "ascites": "none", "albumin_g_per_l": 40}
    si = derive(SCHEMA.read(others | {"bilirubin_umol_per_l": 51.2})).results["okuda"]
    us = derive(SCHEMA.read(others | {"bilirubin_mg_per_dl": 3.0})).results["okuda"]
    assert (si.values["stage"], us.values["stage"]) == ("II", "I")
    assert "borderline_unit" in si.flags


def test_an_entered_ecog_wins_over_karnofsky() -> None:
    facts = derive(SCHEMA.read({"ecog": 1, "kps": 50}))
    assert facts.results["ecog_kps"].values["ecog"] == 1
    assert facts.results["ecog_kps"].flags == ("ecog_kps_differ",)
    assert facts.values["ecog"] == 1
    assert facts.values["ecog_from_kps"] == 2
    assert [warning.code for warning in facts.warnings] == ["ecog_kps_differ"]
    mapped = derive(SCHEMA.read({"kps": 80}))
    assert mapped.values.get("ecog", UNKNOWN) is UNKNOWN
    assert mapped.results["ecog_kps"].flags == ("estimated_from_kps",)


def test_limits_without_a_member_are_read_as_open() -> None:
    facts = derive(SCHEMA.read({"kps": {"min": 81, "max": 89}}))
    assert facts.results["ecog_kps"].values["ecog"] is None


def test_portal_thrombus_in_clip_and_bolondi() -> None:
    recorded = {"lesions": [{"size_mm": 50}, {"size_mm": 20}], "ecog": 0, "child_pugh_class": "A"}
    bland = derive(SCHEMA.read(recorded | {"portal_vein_invasion": "bland_thrombus"})).results
    assert "bland_thrombus_counted" in bland["clip"].flags
    assert bland["bclc_b_bolondi"].values["group"] == "B1"
    tumour = derive(SCHEMA.read(recorded | {"portal_vein_invasion": "vp1"})).results
    assert tumour["bclc_b_bolondi"].values["group"] is None
    assert tumour["bclc_b_bolondi"].missing == ()
