"""Patients on whom the two implementations once differed, or the first one failed, with what is right."""

from __future__ import annotations

from typing import Any

import pytest

from consult.errors import InputError
from consult.hcc.derive import SCHEMA, derive
from consult.values import Bounds
from tests.second.compare import disagreements

Document = dict[str, Any]

STAGED = {"portal_vein_invasion": "none", "hepatic_vein_invasion": "none", "n_status": "n0", "m_status": "m0"}


def nodules(*sizes: Any) -> Document:
    return {"lesions": [{"size_mm": size, "status": "viable"} for size in sizes]}


FOUND: dict[str, tuple[Document, str, Document]] = {
    "an entered class is the standard reading, also beside a cholestatic disease": (
        {
            "inr": 1.3,
            "ascites": "slight",
            "encephalopathy_grade": 0,
            "cholestatic_disease": True,
            "child_pugh_class": "C",
        },
        "child_pugh",
        {"class_standard": "C", "points_standard": 10, "class": None, "points_min": 8, "points_max": 10},
    ),
    "what the entered class leaves of bilirubin holds for the cholestatic variant": (
        {
            "albumin_g_per_l": 19.63,
            "inr": 1,
            "ascites": "slight",
            "encephalopathy_grade": 0,
            "cholestatic_disease": True,
            "child_pugh_class": "B",
        },
        "child_pugh",
        {"class_standard": "B", "points_standard": None, "class": "B", "points": 8},
    ),
    "a pressure that may be under 10 does not give way to stiffness": (
        {
            "hvpg_mmhg": {"min": 4.7, "max": 12.61, "max_open": True},
            "lsm_kpa": 27,
            "etiologies": ["hbv", "pbc"],
        },
        "csph",
        {"csph": "indeterminate"},
    ),
    "platelets that may be under 100 may rule in with a large spleen": (
        {"platelets_10e9_per_l": {"max": 109.999}, "lsm_kpa": 15, "splenomegaly": "yes"},
        "csph",
        {"csph": "indeterminate"},
    ),
    "stiffness of 15 and more is probable with few platelets": (
        {"platelets_10e9_per_l": 105, "lsm_kpa": {"min": 15, "max": 18}, "splenomegaly": "no"},
        "csph",
        {"csph": "probable"},
    ),
    "just under the limit of bilirubin the third grade is reached": (
        {"albumin_g_per_l": 28.001, "bilirubin_mg_per_dl": {"min": 0.05, "max": 3.001, "max_open": True}},
        "ez_albi",
        {"ez_albi_grade": None, "possible_grades": ["2", "3"]},
    ),
    "above 60 mm is beyond up to seven": (
        {**STAGED, **nodules({"min": 60, "max": 84.5, "min_open": True})},
        "up_to_seven",
        {"within": False},
    ),
    "above 60 mm is high risk": (
        {**nodules({"min": 60, "max": 65, "min_open": True}), "afp_ng_per_ml": 330},
        "afp_model",
        {"points": 6, "risk": "high"},
    ),
    "above 20 mm is no longer stage 0": (
        {
            **STAGED,
            **nodules({"min": 20, "max": 50, "min_open": True}),
            "ecog": 0,
            "child_pugh_class": "A",
            "tumour_pattern": "nodular",
            "transplant_candidate": "no",
        },
        "bclc",
        {"stage": "A", "possible_stages": ["A"]},
    ),
    "of at least three nodules there may be too many for a volume": (
        {**STAGED, **nodules(25), "lesion_count_total": {"min": 3}, "afp_ng_per_ml": 173.33},
        "ttv_afp",
        {"within": None},
    ),
    "a viable nodule has a size": (
        {
            "afp_at_transplant_ng_per_ml": {"min": 89.9991, "max": 129.9987, "min_open": True},
            "microvascular_invasion": "absent",
            "explant_largest_viable_mm": {"max": 95.6, "max_open": True},
            "explant_viable_count": 5,
        },
        "retreat",
        {"points": None, "points_min": 3, "points_max": 5},
    ),
    "a loss known within limits proves what it may prove": (
        {
            "weight_loss_percent_1m": 0,
            "weight_loss_percent_2m": {"max": 16},
            "bmi_kg_per_m2": 18.5,
            "use_asian_cutoffs": "yes",
            "reduced_intake_glim": "yes",
            "inflammation_or_disease_burden": "no",
            "age_years": 60,
            "muscle_mass": "normal",
        },
        "glim",
        {"malnutrition": None, "possible_malnutrition": ["none", "moderate", "severe"]},
    ),
    "without a nodule no growth is diffuse": (
        {
            **STAGED,
            "lesions": [],
            "portal_vein_invasion": "vp1",
            "tumour_pattern": "infiltrative_diffuse",
            "ecog": 1,
            "child_pugh_class": "B",
        },
        "hklc",
        {"stage": "IIIa"},
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    document, item, expected = FOUND[name]
    values = derive(SCHEMA.read(document)).results[item].values
    assert {key: values[key] for key in expected} == expected
    assert not disagreements(document, 20_000, most_gaps=9, items=(item,))


@pytest.mark.parametrize("grade", [{"min": 2, "max": 4}, {"min": 3, "max": 4}, {"min": 4, "max": 4}])
def test_a_grade_within_limits_is_decompensation(grade: Document) -> None:
    """Grades from 2 on raised an error: only 0 and 1 had been thought of."""
    facts = derive(SCHEMA.read({"encephalopathy_grade": grade}))
    assert facts.values["decompensated"] is True


@pytest.mark.parametrize(
    ("key", "limits"),
    [
        ("encephalopathy_grade", {"min": 4, "min_open": True}),
        ("ecog", {"max": 0, "max_open": True}),
        ("ecog", {"min": 2, "max": 3, "min_open": True, "max_open": True}),
        ("age_years", {"min": 120, "min_open": True}),
    ],
)
def test_limits_that_hold_no_whole_number_are_refused(key: str, limits: Document) -> None:
    with pytest.raises(InputError) as refused:
        SCHEMA.read({key: limits})
    assert (refused.value.code, refused.value.values["field"]) == ("empty_bounds", key)


def test_an_excluded_size_stays_excluded_in_the_facts() -> None:
    facts = derive(SCHEMA.read(nodules({"min": 60, "min_open": True, "max": 80}, 20)))
    assert facts.values["largest_lesion_mm"] == Bounds(60, 80, low_open=True)
    assert facts.values["total_diameter_mm"] == Bounds(80, 100, low_open=True)


@pytest.mark.parametrize(
    ("limits", "counts"),
    [({"min": 14}, (14, 500)), ({"min": 3, "max": 5}, (3, 5)), ({"max": 3, "max_open": True}, (0, 2))],
)
def test_a_number_of_nodules_within_limits_is_not_certain(limits: Document, counts: tuple[int, int]) -> None:
    facts = derive(SCHEMA.read({"lesion_count_total": limits}))
    assert facts.values["lesion_count"] == Bounds(*counts)
