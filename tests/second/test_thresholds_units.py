"""Every threshold just below, at and just above, in every unit: the results are those of the tables, by hand.

`test_thresholds` shows that the two implementations agree there; here the answers are written out, and a last test
asks that no threshold, unit or score was forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from consult.hcc.derive import SCHEMA, derive
from tests.second.compare import disagreements
from tests.second.envelope import ITEMS, LIMITS

Document = dict[str, Any]
D = Decimal
LIMIT = 6_000

# -- quantities: the ways to enter them ------------------------------------------------------------------------------

TALL, SHORT = D(200), D(160)
PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    # quantity: JSON keys with what the limit is divided by
    "bilirubin_umol_per_l": (("bilirubin_umol_per_l", "1"),),
    "bilirubin_mg_per_dl": (("bilirubin_mg_per_dl", "1"),),
    "bilirubin": (("bilirubin_umol_per_l", "1"), ("bilirubin_mg_per_dl", "17.1")),
    "albumin": (("albumin_g_per_l", "1"), ("albumin_g_per_dl", "10")),
    "afp": (("afp_ng_per_ml", "1"), ("afp_iu_per_ml", "1.21")),
    "crp": (("crp_mg_per_l", "1"), ("crp_mg_per_dl", "10")),
    "bmi": (
        ("bmi_kg_per_m2", "1"),
        ("weight_kg", "0.25"),  # of 200 cm
        ("weight_kg", "0.390625"),  # of 160 cm
        ("dry_weight_kg", "0.25"),
    ),
}
WHOLE = frozenset(
    {
        *("age_years", "ecog", "encephalopathy_grade", "nrs_disease_severity", "child_pugh_points"),
        *("child_pugh_points_before_second_tace", "distress_thermometer_0_10", "phq2_total", "gad2_total"),
        "nodules",
    }
)
DROPPED = {
    "bilirubin": ("bilirubin_umol_per_l", "bilirubin_mg_per_dl"),
    "albumin": ("albumin_g_per_l", "albumin_g_per_dl"),
    "afp": ("afp_ng_per_ml", "afp_iu_per_ml"),
    "crp": ("crp_mg_per_l", "crp_mg_per_dl"),
    "bmi": ("bmi_kg_per_m2", "weight_kg", "dry_weight_kg", "height_cm"),
}


def ways(quantity: str) -> tuple[str, ...]:
    """The names of the ways to enter a quantity."""
    return tuple(f"{key}/{factor}" for key, factor in PAIRS.get(quantity, ((quantity, "1"),)))


def put(base: Document, quantity: str, way: str, limit: Decimal, aside: Decimal) -> Document:
    """`base` with the quantity at `limit` plus `aside` in the unit of that way."""
    key, factor = way.split("/")
    number = round(limit / D(factor) + aside, 9)
    value: float | int = int(number) if quantity in WHOLE else float(number)
    if quantity == "nodules":
        return {**base, "lesions": [dict(base["lesions"][0])] * int(value)}
    if quantity == "size_mm":
        first, *others = base["lesions"]
        return {**base, "lesions": [{**first, "size_mm": value}, *others]}
    root = "bilirubin" if quantity.startswith("bilirubin") else quantity
    kept = {name: old for name, old in base.items() if name not in DROPPED.get(root, ())}
    if key in ("weight_kg", "dry_weight_kg"):
        kept["height_cm"] = int(TALL if factor == "0.25" else SHORT)
    if key == "dry_weight_kg":
        kept["weight_kg"] = 140  # with water: the dry weight counts
    return {**kept, key: value}


# -- bases -----------------------------------------------------------------------------------------------------------


def nodules(*sizes: float) -> Document:
    return {"lesions": [{"size_mm": size, "status": "viable"} for size in sizes]}


CLEAR = {
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}
LIVER = {
    "bilirubin_umol_per_l": 15,
    "albumin_g_per_l": 40,
    "inr": 1.0,
    "ascites": "none",
    "encephalopathy_grade": 0,
}
STAGED = {
    **CLEAR,
    **LIVER,
    "ecog": 0,
    "ecog_attribution": "tumour",
    "tumour_pattern": "nodular",
    "transplant_candidate": "no",
    "bile_duct_invasion": "none",
}
OKUDA = {**LIVER, **CLEAR, **nodules(30), "tumour_liver_percent": 20}
CLIP = {**STAGED, **nodules(30), "tumour_liver_percent": 20, "afp_ng_per_ml": 10}
AFP = {**CLEAR, "afp_ng_per_ml": 10}
RETREAT = {
    "afp_at_transplant_ng_per_ml": 5,
    "microvascular_invasion": "absent",
    "explant_largest_viable_mm": 20,
    "explant_viable_count": 1,
}
NO_SIGNS = {"varices": "none", "variceal_bleed_ever": "no", "ascites": "none", "splenomegaly": "no"}
HEALTHY_LIVER = {"bilirubin_umol_per_l": 8, "icg_r15_percent": 5, "ascites": "none"}
HAP = {"albumin_g_per_l": 45, "bilirubin_umol_per_l": 10, "afp_ng_per_ml": 10, **nodules(30)}
TACE = {
    "ast_before_first_tace_u_per_l": 40,
    "ast_before_second_tace_u_per_l": 40,
    "child_pugh_points_before_first_tace": 5,
    "child_pugh_points_before_second_tace": 5,
    "tace_response": "pr",
    "bclc_stage_baseline": "A",
    "afp_ng_per_ml": 10,
}
NRS = {
    **{f"weight_loss_percent_{n}m": 0 for n in (1, 2, 3)},
    "bmi_kg_per_m2": 24,
    "food_intake_percent_last_week": 100,
    "impaired_general_condition": "no",
    "nrs_disease_severity": 0,
    "age_years": 60,
}
GLIM = {
    "weight_loss_percent_6m": 0,
    "weight_loss_percent_beyond_6m": 0,
    "bmi_kg_per_m2": 30,
    "muscle_mass": "normal",
    "reduced_intake_glim": "no",
    "inflammation_or_disease_burden": "yes",
    "age_years": 60,
    "use_asian_cutoffs": "no",
}
MUST = {"bmi_kg_per_m2": 24, "weight_loss_percent_6m": 0, "acutely_ill_no_intake_5d": "no"}
G8 = {
    "g8_food_intake": 2,
    "g8_weight_loss": 3,
    "g8_mobility": 2,
    "g8_neuropsych": 2,
    "g8_medications": 1,
    "g8_self_health": 2,
    "bmi_kg_per_m2": 25,
    "age_years": 70,
}

# -- the tables ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One threshold of one score: what it gives just below, at and just above."""

    item: str
    key: str
    base: Document
    quantity: str
    limit: Decimal
    expected: tuple[Any, Any, Any]

    def name(self) -> str:
        return f"{self.item}.{self.key}-{self.quantity}-{self.limit}"


Row = tuple[str, str, Any, Any, Any]


def table(item: str, key: str, base: Document, *rows: Row) -> Iterator[Case]:
    """Rows of quantity, limit, and the results below, at and above it."""
    for quantity, limit, *expected in rows:
        yield Case(item, key, base, quantity, D(limit), tuple(expected))  # type: ignore[arg-type]


LEFT, TRI = "left_hepatectomy_or_sectionectomy", "trisectionectomy_or_bisectionectomy"
OUT = (True, True, False)
"""Within up to and including the limit."""
FROM = (False, True, True)
"""True from the limit on."""

CASES: tuple[Case, ...] = (
    # 3.1 Child-Pugh, each unit with its own limits
    *table(
        *("child_pugh", "points", LIVER),
        ("bilirubin_umol_per_l", "34", 5, 6, 6),
        ("bilirubin_umol_per_l", "51", 6, 6, 7),
        ("bilirubin_mg_per_dl", "2.0", 5, 6, 6),
        ("bilirubin_mg_per_dl", "3.0", 6, 6, 7),
        ("albumin", "28", 7, 6, 6),
        ("albumin", "35", 6, 6, 5),
        ("inr", "1.7", 5, 6, 6),
        ("inr", "2.3", 6, 6, 7),
        ("encephalopathy_grade", "1", 5, 6, 6),
        ("encephalopathy_grade", "3", 6, 7, 7),
    ),
    *table(
        *("child_pugh", "points", {**LIVER, "inr": None}),
        ("pt_seconds_prolonged", "4", 5, 6, 6),
        ("pt_seconds_prolonged", "6", 6, 6, 7),
    ),
    *table(
        *("child_pugh", "points", {**LIVER, "cholestatic_disease": True}),
        ("bilirubin_umol_per_l", "68", 5, 6, 6),
        ("bilirubin_umol_per_l", "171", 6, 6, 7),
        ("bilirubin_mg_per_dl", "4.0", 5, 6, 6),
        ("bilirubin_mg_per_dl", "10.0", 6, 6, 7),
    ),
    *table(
        *("child_pugh", "points_standard", {**LIVER, "cholestatic_disease": True}),
        ("bilirubin_umol_per_l", "51", 6, 6, 7),
        ("bilirubin_umol_per_l", "68", 7, 7, 7),
    ),
    *table(
        *("child_pugh", "class", {**LIVER, "albumin_g_per_l": 30}), ("bilirubin_umol_per_l", "34", *"ABB")
    ),
    *table(
        "child_pugh",
        "class",
        {**LIVER, "albumin_g_per_l": 20, "inr": 2.0, "ascites": "slight"},
        ("bilirubin_mg_per_dl", "2.0", *"BCC"),
    ),
    # 3.4 FIB-4 and APRI: the limit lies at these platelets; more of them lower the score
    *table(
        *(
            "fib4",
            "fib4_band",
            {"age_years": 65, "ast_u_per_l": 50, "alt_u_per_l": 25, "etiologies": ["hbv"]},
        ),
        ("platelets_10e9_per_l", "200", "high", "indeterminate", "indeterminate"),  # 3.25
    ),
    *table(
        *(
            "fib4",
            "fib4_band",
            {"age_years": 58, "ast_u_per_l": 25, "alt_u_per_l": 25, "etiologies": ["hbv"]},
        ),
        ("platelets_10e9_per_l", "200", "indeterminate", "indeterminate", "low"),  # 1.45
    ),
    *table(
        "fib4",
        "fib4_band",
        {"age_years": 89, "ast_u_per_l": 30, "alt_u_per_l": 25, "etiologies": ["masld"]},
        ("platelets_10e9_per_l", "200", "high", "indeterminate", "indeterminate"),  # 2.67
    ),
    *table(
        "fib4",
        "fib4_band",
        {"age_years": 70, "ast_u_per_l": 40, "alt_u_per_l": 49, "etiologies": ["masld"]},
        ("platelets_10e9_per_l", "200", "indeterminate", "indeterminate", "low"),  # 2.0
    ),
    *table(
        "fib4",
        "fib4_band",
        {
            "ast_u_per_l": 40,
            "alt_u_per_l": 16,
            "etiologies": ["masld"],
            "platelets_10e9_per_l": 400,
            "age_years": 52,
        },
        ("platelets_10e9_per_l", "400", "indeterminate", "indeterminate", "low"),  # 1.30
        ("age_years", "65", "indeterminate", "low", "low"),  # the lower limit becomes 2.0
    ),
    *table(
        *("apri", "apri_band", {"ast_u_per_l": 40, "ast_uln_u_per_l": 40, "platelets_10e9_per_l": 200}),
        ("ast_u_per_l", "40", "low", "low", "indeterminate"),
        ("ast_u_per_l", "120", "indeterminate", "indeterminate", "high"),
        ("platelets_10e9_per_l", "200", "indeterminate", "low", "low"),
    ),
    # 3.6 EZ-ALBI: its limits are exact
    *table(
        *("ez_albi", "ez_albi_grade", {"albumin_g_per_dl": 4.4}),
        ("bilirubin_mg_per_dl", "5.2", *"112"),
        ("bilirubin_umol_per_l", "88.92", *"112"),
    ),
    *table(
        *("ez_albi", "ez_albi_grade", {"albumin_g_per_l": 26}),
        ("bilirubin_mg_per_dl", "1.2", *"223"),
        ("bilirubin_umol_per_l", "20.52", *"223"),
    ),
    # 3.7 body mass index
    *table(
        *("bmi", "bmi_category", {"use_asian_cutoffs": "no"}),
        ("bmi", "18.5", "underweight", "normal", "normal"),
        ("bmi", "25", "normal", "overweight", "overweight"),
        ("bmi", "30", "overweight", "obese", "obese"),
    ),
    *table(
        *("bmi", "bmi_category", {"use_asian_cutoffs": "yes"}),
        ("bmi", "18.5", "underweight", "normal", "normal"),
        ("bmi", "23", "normal", "overweight", "overweight"),
        ("bmi", "27.5", "overweight", "obese", "obese"),
    ),
    # 3.8 eGFR is for adults; its categories are below
    *table(
        *("egfr_ckd_epi_2021", "g_category", {"sex": "male", "creatinine_mg_per_dl": 0.9}),
        ("age_years", "18", None, "G1", "G1"),
    ),
    # 4.2-4.3 BCLC and Bolondi
    *table(*("bclc", "stage", {**STAGED, **nodules(25)}), ("size_mm", "20", *"00A"), ("ecog", "1", *"ACC")),
    *table(*("bclc", "stage", {**STAGED, **nodules(25)}), ("ecog", "3", *"CDD")),
    *table(*("bclc", "stage", {**STAGED, **nodules(25, 10, 10)}), ("size_mm", "30", *"AAB")),
    *table(*("bclc", "stage", {**STAGED, **nodules(10)}), ("nodules", "4", *"ABB"), ("nodules", "2", *"0AA")),
    *table(
        *("bclc_b_bolondi", "group", {**nodules(20, 20, 20, 20, 20), "ecog": 0, "child_pugh_points": 6}),
        ("size_mm", "20", "B1", "B1", "B2"),
        ("child_pugh_points", "7", "B1", "B1", "B4"),
        ("ecog", "1", "B1", None, None),
    ),
    *table(
        *("bclc_b_bolondi", "group", {**nodules(30, 20, 20, 20, 20), "ecog": 0}),
        ("child_pugh_points", "7", "B2", "B3", "B4"),
        ("child_pugh_points", "9", "B4", "B4", None),
    ),
    *table(
        *("bclc_b_bolondi", "group", {**nodules(30, 30), "child_pugh_points": 8}),
        ("ecog", "1", "B4", "B4", None),
    ),
    # 4.4-4.6 CNLC, TNM, HKLC
    *table(
        *("cnlc", "stage", {**STAGED, **nodules(20)}),
        ("size_mm", "50", "Ia", "Ia", "Ib"),
        ("nodules", "2", "Ia", "Ib", "Ib"),
        ("nodules", "4", "Ib", "IIb", "IIb"),
        ("ecog", "3", "Ia", "IV", "IV"),
    ),
    *table(*("cnlc", "stage", {**STAGED, **nodules(20, 10)}), ("size_mm", "30", "Ib", "Ib", "IIa")),
    *table(
        *("tnm8", "stage", {**CLEAR, **nodules(10), "microvascular_invasion": "absent"}),
        ("size_mm", "20", "IA", "IA", "IB"),
        ("size_mm", "50", "IB", "IB", "IB"),
        ("nodules", "2", "IA", "II", "II"),
    ),
    *table(
        *("tnm8", "stage", {**CLEAR, **nodules(10), "microvascular_invasion": "present"}),
        ("size_mm", "20", "IA", "IA", "II"),
    ),
    *table(*("tnm8", "stage", {**CLEAR, **nodules(10, 10)}), ("size_mm", "50", "II", "II", "IIIA")),
    *table(
        *("hklc", "stage", {**STAGED, **nodules(20)}),
        ("size_mm", "50", "I", "I", "IIb"),
        ("nodules", "4", "I", "IIb", "IIb"),
        ("ecog", "2", "I", "Va", "Va"),
    ),
    # 4.7-4.10 Okuda, CLIP, JIS, ITA.LI.CA
    *table(
        *("okuda", "stage", OKUDA),
        ("tumour_liver_percent", "50", "I", "I", "II"),
        ("albumin", "30", "II", "I", "I"),
        ("bilirubin_umol_per_l", "51", "I", "I", "II"),
        ("bilirubin_mg_per_dl", "3.0", "I", "I", "II"),
    ),
    *table(
        *("okuda", "stage", {**OKUDA, "ascites": "slight", "tumour_liver_percent": 60}),
        ("albumin", "30", "III", "II", "II"),
    ),
    *table(
        *("clip", "points", CLIP),
        ("afp", "400", 0, 1, 1),
        ("tumour_liver_percent", "50", 0, 0, 2),
        ("nodules", "2", 0, 1, 1),
    ),
    *table(
        *("jis", "points", {**STAGED, **nodules(15)}), ("size_mm", "20", 0, 0, 1), ("nodules", "2", 0, 1, 1)
    ),
    *table(
        *("italica_tumour_stage", "stage", {**CLEAR, **nodules(10)}),
        ("size_mm", "20", *"00A"),
        ("size_mm", "50", "A", "A", "B1"),
        ("nodules", "4", "A", "B2", "B2"),
    ),
    *table(
        *("italica_tumour_stage", "stage", {**CLEAR, **nodules(10, 10)}),
        ("size_mm", "30", "A", "A", "B1"),
        ("size_mm", "50", "B1", "B1", "B2"),
    ),
    *table(
        *("italica_tumour_stage", "stage", {**CLEAR, **nodules(10, 10, 10, 10)}),
        ("size_mm", "50", "B2", "B2", "B3"),
    ),
    # 5 transplant criteria
    *table(
        *("milan", "within", {**CLEAR, **nodules(10)}),
        ("size_mm", "50", *OUT),
        ("nodules", "4", True, False, False),
    ),
    *table(*("milan", "within", {**CLEAR, **nodules(10, 10, 10)}), ("size_mm", "30", *OUT)),
    *table(
        *("ucsf", "within", {**CLEAR, **nodules(10)}),
        ("size_mm", "65", *OUT),
        ("nodules", "4", True, False, False),
    ),
    *table(*("ucsf", "within", {**CLEAR, **nodules(10, 10)}), ("size_mm", "45", *OUT)),
    *table(*("ucsf", "within", {**CLEAR, **nodules(10, 45)}), ("size_mm", "35", *OUT)),  # sum 80
    *table(
        *("up_to_seven", "within", {**CLEAR, **nodules(30)}),
        ("size_mm", "60", *OUT),
        ("nodules", "5", True, False, False),
    ),
    *table(*("up_to_seven", "within", {**CLEAR, **nodules(10, 10, 10, 10, 10)}), ("size_mm", "20", *OUT)),
    *table(
        *("afp_model", "points", {**AFP, **nodules(20)}),
        ("size_mm", "30", 0, 0, 1),
        ("size_mm", "60", 1, 1, 4),
        ("nodules", "4", 0, 2, 2),
        ("afp", "100", 0, 0, 2),
        ("afp", "1000", 2, 2, 3),
    ),
    *table(*("afp_model", "risk", {**AFP, **nodules(40)}), ("afp", "100", "low", "low", "high")),
    *table(
        *("five_five_500", "within", {**AFP, **nodules(20)}),
        ("size_mm", "50", *OUT),
        ("nodules", "6", True, False, False),
        ("afp", "500", *OUT),
    ),
    *table(
        *("japan_criteria", "within", {**AFP, **nodules(40, 40)}),
        ("afp", "500", *OUT),
        ("size_mm", "50", *OUT),
    ),
    *table(
        *("metroticket2_afp_uts", "within", {**AFP, **nodules(50)}),
        ("afp", "200", True, False, False),
        ("size_mm", "60", *OUT),
    ),
    *table(*("metroticket2_afp_uts", "within", {**AFP, **nodules(35)}), ("afp", "400", *OUT)),
    *table(*("metroticket2_afp_uts", "within", {**AFP, **nodules(30)}), ("afp", "1000", *OUT)),
    *table(
        *("metroticket2_afp_uts", "within", {**CLEAR, "afp_ng_per_ml": 300, **nodules(30)}),
        ("size_mm", "40", *OUT),
    ),
    *table(
        *("metroticket2_afp_uts", "within", {**CLEAR, "afp_ng_per_ml": 600, **nodules(30)}),
        ("size_mm", "30", *OUT),
    ),
    *table(
        *("hangzhou", "within", {**AFP, **nodules(10, 45), "histologic_grade": "g3"}), ("size_mm", "35", *OUT)
    ),
    *table(*("hangzhou", "within", {**AFP, **nodules(90), "histologic_grade": "g1"}), ("afp", "400", *OUT)),
    *table(*("ttv_afp", "within", {**AFP, **nodules(30)}), ("afp", "400", *OUT)),
    *table(
        *("kyoto", "within", {**CLEAR, **nodules(20), "pivka_ii_mau_per_ml": 10}),
        ("size_mm", "50", *OUT),
        ("nodules", "11", True, False, False),
        ("pivka_ii_mau_per_ml", "400", *OUT),
    ),
    *table(
        *("unos_downstaging_inclusion", "within", {**CLEAR, **nodules(10)}),
        ("size_mm", "50", False, False, True),
        ("size_mm", "80", *OUT),
        ("nodules", "4", *FROM),
        ("nodules", "6", True, False, False),
    ),
    *table(
        *("unos_downstaging_inclusion", "within", {**CLEAR, **nodules(10, 20)}),
        ("size_mm", "30", False, False, True),
        ("size_mm", "50", *OUT),
    ),
    *table(
        *("unos_downstaging_inclusion", "within", {**CLEAR, **nodules(10, 45)}),
        ("size_mm", "35", *OUT),  # sum 80
    ),
    *table(
        *("unos_downstaging_inclusion", "within", {**CLEAR, **nodules(10, 10, 10, 10)}),
        ("size_mm", "30", *OUT),
    ),
    *table(
        *("unos_downstaging_inclusion", "within", {**CLEAR, **nodules(10, 30, 20, 20)}),
        ("size_mm", "10", *OUT),  # sum 80
    ),
    *table(
        *("retreat", "points", RETREAT),
        ("afp_at_transplant_ng_per_ml", "20", 1, 1, 2),
        ("afp_at_transplant_ng_per_ml", "100", 2, 3, 3),
        ("afp_at_transplant_ng_per_ml", "1000", 3, 4, 4),
        ("explant_largest_viable_mm", "40", 1, 2, 2),  # with the one nodule, 5
        ("explant_largest_viable_mm", "90", 2, 3, 3),
    ),
    *table(
        *("retreat", "points", {**RETREAT, "explant_viable_count": 4}),
        ("explant_largest_viable_mm", "10", 1, 2, 2),
        ("explant_largest_viable_mm", "60", 2, 3, 3),
    ),
    *table(
        *("retreat", "points", {**RETREAT, "explant_viable_count": 3}),
        ("explant_largest_viable_mm", "20", 1, 2, 2),
        ("explant_largest_viable_mm", "70", 2, 3, 3),
    ),
    *table(
        *("retreat", "points", {**RETREAT, "explant_viable_count": 2}),
        ("explant_largest_viable_mm", "30", 1, 2, 2),
        ("explant_largest_viable_mm", "80", 2, 3, 3),
    ),
    *table(
        *("retreat", "points", {**RETREAT, "explant_viable_count": 5}),
        ("explant_largest_viable_mm", "50", 2, 3, 3),
    ),
    *table(
        *("retreat", "points", {**RETREAT, "explant_viable_count": 9}),
        ("explant_largest_viable_mm", "10", 2, 3, 3),
    ),
    # 6.1 portal hypertension
    *table(*("csph", "csph", NO_SIGNS), ("hvpg_mmhg", "10", "ruled_out", "ruled_in", "ruled_in")),
    *table(
        *("csph", "csph", {**NO_SIGNS, "splenomegaly": "yes"}),
        ("platelets_10e9_per_l", "100", "ruled_in", "indeterminate", "indeterminate"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "platelets_10e9_per_l": 140, "etiologies": ["hbv"]}),
        ("lsm_kpa", "25", "probable", "ruled_in", "ruled_in"),
        ("lsm_kpa", "20", "indeterminate", "probable", "probable"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "platelets_10e9_per_l": 160}),
        ("lsm_kpa", "15", "ruled_out", "ruled_out", "indeterminate"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "platelets_10e9_per_l": 105}),
        ("lsm_kpa", "15", "indeterminate", "probable", "probable"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "lsm_kpa": 12}),
        ("platelets_10e9_per_l", "150", "indeterminate", "ruled_out", "ruled_out"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "lsm_kpa": 22}),
        ("platelets_10e9_per_l", "150", "probable", "indeterminate", "indeterminate"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "lsm_kpa": 17}),
        ("platelets_10e9_per_l", "110", "probable", "indeterminate", "indeterminate"),
    ),
    *table(
        *("csph", "csph", {**NO_SIGNS, "lsm_kpa": 27, "etiologies": ["masld"]}),
        ("bmi", "30", "ruled_in", "indeterminate", "indeterminate"),
    ),
    # 6.2-6.3 resection
    *table(
        *("makuuchi", "max_resection", HEALTHY_LIVER),
        ("bilirubin", "17.1", TRI, TRI, "limited_resection"),  # 1.0 mg/dL
        ("bilirubin", "25.65", "limited_resection", "limited_resection", "enucleation"),  # 1.5
        ("bilirubin", "34.2", "enucleation", "none", "none"),  # 2.0
        ("icg_r15_percent", "10", TRI, LEFT, LEFT),
        ("icg_r15_percent", "20", LEFT, "segmentectomy", "segmentectomy"),
        ("icg_r15_percent", "30", "segmentectomy", "limited_resection", "limited_resection"),
        ("icg_r15_percent", "40", "limited_resection", "enucleation", "enucleation"),
    ),
    *table(*("flr", "adequate", {"liver_background": "normal"}), ("flr_percent", "20", *FROM)),
    *table(*("flr", "adequate", {"liver_background": "steatosis_or_chemo"}), ("flr_percent", "30", *FROM)),
    *table(*("flr", "adequate", {"liver_background": "cirrhosis"}), ("flr_percent", "40", *FROM)),
    *table(
        *("flr", "adequate", {}),
        ("flr_percent", "20", False, None, None),
        ("flr_percent", "40", None, True, True),
    ),
    *table(
        *("flr", "adequate_china", {"liver_background": "normal", "flr_method": "standardised_tlv"}),
        ("flr_percent", "30", *FROM),
    ),
    *table(
        *("flr", "adequate_china", {"liver_background": "cirrhosis", "flr_method": "standardised_tlv"}),
        ("flr_percent", "40", *FROM),
    ),
    # 7 TACE and systemic scores
    *(
        case
        for item in ("hap", "mhap_ii")
        for case in table(
            *(item, "points", HAP),
            ("albumin", "36", 1, 0, 0),
            ("bilirubin", "17", 0, 0, 1),
            ("afp", "400", 0, 0, 1),
            ("size_mm", "70", 0, 0, 1),
        )
    ),
    *table(*("mhap_ii", "points", HAP), ("nodules", "2", 0, 1, 1)),
    *table(*("hap", "class", {**HAP, "albumin_g_per_l": 30}), ("afp", "400", *"BBC")),
    *table(
        *("six_and_twelve", "group", nodules(10)),
        ("size_mm", "50", "low", "low", "intermediate"),
        ("size_mm", "110", "intermediate", "intermediate", "high"),
    ),
    *table(*("six_and_twelve", "up_to_eleven", nodules(10)), ("size_mm", "100", *OUT)),
    *table(*("six_and_twelve", "up_to_eleven", nodules(10, 10)), ("size_mm", "90", *OUT)),
    *table(*("albi_tae", "points", HAP), ("afp", "200", 0, 0, 1), ("size_mm", "100", 0, 0, 1)),
    *table(
        *("tace_unsuitability", "unsuitable", {**HAP, "tumour_pattern": "nodular"}),
        ("size_mm", "60", False, False, True),
    ),
    *table(
        *("art", "points", TACE),
        ("ast_before_second_tace_u_per_l", "50", 0, 0, 4),
        ("child_pugh_points_before_second_tace", "6", 0, 1.5, 3),
    ),
    *table(
        *("art", "retreat", {**TACE, "tace_response": "sd"}),
        ("child_pugh_points_before_second_tace", "6", "favourable", "unfavourable", "unfavourable"),
    ),
    *table(
        *("abcr", "points", {**TACE, "tace_response": "sd"}),
        ("afp", "200", 0, 1, 1),
        ("child_pugh_points_before_second_tace", "7", 0, 2, 2),
    ),
    *table(
        *("abcr", "retreat", {**TACE, "tace_response": "sd"}),
        ("afp", "200", "favourable", "intermediate", "intermediate"),
    ),
    *table(
        *("abcr", "retreat", {**TACE, "tace_response": "sd", "bclc_stage_baseline": "B"}),
        ("child_pugh_points_before_second_tace", "7", "intermediate", "unfavourable", "unfavourable"),
    ),
    *table(
        *("crafity", "points", {"afp_ng_per_ml": 10, "crp_mg_per_l": 1}),
        ("afp", "100", 0, 1, 1),
        ("crp", "10", 0, 1, 1),
    ),
    # 8 nutrition, distress, frailty
    *table(
        *("nrs2002", "points", NRS),
        ("weight_loss_percent_3m", "5", 0, 0, 1),
        ("weight_loss_percent_3m", "15", 1, 1, 3),
        ("food_intake_percent_last_week", "25", 3, 3, 2),
        ("food_intake_percent_last_week", "50", 2, 2, 1),
        ("food_intake_percent_last_week", "75", 1, 0, 0),
        ("age_years", "70", 0, 1, 1),
    ),
    *table(
        *("nrs2002", "points", {**NRS, "weight_loss_percent_3m": 10}),
        ("weight_loss_percent_2m", "5", 1, 1, 2),
    ),
    *table(
        *("nrs2002", "points", {**NRS, "weight_loss_percent_3m": 10, "weight_loss_percent_2m": 10}),
        ("weight_loss_percent_1m", "5", 2, 2, 3),
    ),
    *table(
        *("nrs2002", "points", {**NRS, "impaired_general_condition": "yes"}),
        ("bmi", "18.5", 3, 2, 2),
        ("bmi", "20.5", 2, 2, 0),
    ),
    *table(*("nrs2002", "at_risk", {**NRS, "nrs_disease_severity": 2}), ("age_years", "70", *FROM)),
    *table(
        *("must", "points", MUST),
        ("bmi", "18.5", 2, 1, 1),
        ("bmi", "20", 1, 1, 0),
        ("weight_loss_percent_6m", "5", 0, 1, 1),
        ("weight_loss_percent_6m", "10", 1, 1, 2),
    ),
    *table(
        *("glim", "malnutrition", GLIM),
        ("weight_loss_percent_6m", "5", "none", "none", "moderate"),
        ("weight_loss_percent_6m", "10", "moderate", "moderate", "severe"),
        ("weight_loss_percent_beyond_6m", "10", "none", "none", "moderate"),
        ("weight_loss_percent_beyond_6m", "20", "moderate", "moderate", "severe"),
        ("bmi", "20", "moderate", "none", "none"),
        ("bmi", "18.5", "severe", "moderate", "moderate"),
    ),
    *table(
        *("glim", "malnutrition", {**GLIM, "age_years": 70}),
        ("bmi", "22", "moderate", "none", "none"),
        ("bmi", "20", "severe", "moderate", "moderate"),
    ),
    *table(
        *("glim", "malnutrition", {**GLIM, "use_asian_cutoffs": "yes"}),
        ("bmi", "18.5", "moderate", "none", "none"),
        ("bmi", "17", "severe", "moderate", "moderate"),
    ),
    *table(
        *("glim", "malnutrition", {**GLIM, "use_asian_cutoffs": "yes", "age_years": 70}),
        ("bmi", "20", "moderate", "none", "none"),
        ("bmi", "17.8", "severe", "moderate", "moderate"),
    ),
    *table(
        *("glim", "malnutrition", {**GLIM, "bmi_kg_per_m2": 21}),
        ("age_years", "70", "none", "moderate", "moderate"),
    ),
    *table(
        *("g8", "points", G8),
        ("bmi", "19", 14, 15, 15),
        ("bmi", "21", 15, 16, 16),
        ("bmi", "23", 16, 17, 17),
        ("age_years", "80", 17, 16, 16),
        ("age_years", "86", 16, 15, 15),
    ),
    *table(*("g8", "impaired", {**G8, "g8_food_intake": 0}), ("bmi", "23", True, False, False)),
    *table(*("distress", "distress_positive", {}), ("distress_thermometer_0_10", "4", *FROM)),
    *table(*("distress", "phq2_positive", {}), ("phq2_total", "3", *FROM)),
    *table(*("distress", "gad2_positive", {}), ("gad2_total", "3", *FROM)),
)
COARSE = frozenset({"fib4", "apri", "art"})
"""Quotients: a hundred-thousandth of a large number does not change their sixth decimal."""


def steps(case: Case) -> tuple[Decimal, ...]:
    """How far beside the threshold, in the unit of entry."""
    if case.quantity in WHOLE:
        return (D(1),)
    return (D("0.001"),) if case.item in COARSE else (D("0.00001"), D("0.001"))


def value(document: Document, item: str, key: str) -> Any:
    return derive(SCHEMA.read(document)).results[item].values[key]


@pytest.mark.parametrize("case", CASES, ids=Case.name)
def test_threshold(case: Case) -> None:
    for way in ways(case.quantity):
        for step in steps(case):
            for aside, expected in zip((-step, D(0), step), case.expected, strict=True):
                document = put(case.base, case.quantity, way, case.limit, aside)
                assert value(document, case.item, case.key) == expected, (way, aside)
                assert not disagreements(document, LIMIT, items=(case.item,))


# -- limits of formulas, which no number in mg/dL or µmol/L meets exactly ------------------------------------------

BILIRUBIN = (("bilirubin_umol_per_l", 1.0), ("bilirubin_mg_per_dl", 17.1))
ALBUMIN = (("albumin_g_per_l", 1.0), ("albumin_g_per_dl", 10.0))
CREATININE = (("creatinine_mg_per_dl", 1.0), ("creatinine_umol_per_l", 1 / 88.4))


def _albumin_of_palbi(grade: float) -> float:
    b, p = math.log10(20), math.log10(150)
    return (2.02 * b - 0.37 * b**2 - 3.48 * p + 1.01 * p**2 - grade) / 0.04


def _creatinine_of_egfr(points: int, sex: str) -> float:
    low, exponent, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    share = (points - 0.5) / (142 * 0.9938**50 * factor)
    ratio = share ** (1 / -1.2)
    return low * (ratio if ratio >= 1 else share ** (1 / exponent))


@pytest.mark.parametrize(
    ("limit", "below", "above"), [(-2.60, "1", "2a"), (-2.27, "2a", "2b"), (-1.39, "2b", "3")]
)
def test_albi(limit: float, below: str, above: str) -> None:
    """In every pair of units, and the points of TACE scores that read the grade."""
    for grams in (35, 40):
        bilirubin = 10 ** ((limit + 0.085 * grams) / 0.66)
        for b_key, b_factor in BILIRUBIN:
            for a_key, a_factor in ALBUMIN:
                for aside, grade in ((-0.01, below), (0.01, above)):
                    document = {b_key: bilirubin / b_factor + aside, a_key: grams / a_factor}
                    assert value(document, "albi", "malbi_grade") == grade
                    assert value(document, "albi", "albi_grade") == grade[0]
                    tumour = {**document, **nodules(30), "afp_ng_per_ml": 10, "tumour_pattern": "nodular"}
                    assert value(tumour, "albi_tae", "points") == (grade != "1")
                    assert value(tumour, "tace_unsuitability", "unsuitable") is (grade in ("2b", "3"))
                    assert not disagreements(tumour, LIMIT, items=("albi", "albi_tae", "tace_unsuitability"))


@pytest.mark.parametrize(("limit", "better", "worse"), [(-2.53, "1", "2"), (-2.09, "2", "3")])
def test_palbi(limit: float, better: str, worse: str) -> None:
    grams = _albumin_of_palbi(limit)
    for b_key, b_factor in BILIRUBIN:
        for a_key, a_factor in ALBUMIN:
            for aside, grade in ((0.001, better), (-0.001, worse)):
                document = {
                    b_key: 20 / b_factor,
                    a_key: grams / a_factor + aside,
                    "platelets_10e9_per_l": 150,
                }
                assert value(document, "palbi", "palbi_grade") == grade
                assert not disagreements(document, LIMIT, items=("palbi",))


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize(
    ("points", "from_", "under"),
    [(90, "G1", "G2"), (60, "G2", "G3a"), (45, "G3a", "G3b"), (30, "G3b", "G4"), (15, "G4", "G5")],
)
def test_egfr(points: int, from_: str, under: str, sex: str) -> None:
    """The category is read from the whole number, so it changes half a unit below the limit."""
    creatinine = _creatinine_of_egfr(points, sex)
    for key, factor in CREATININE:
        for aside, category, whole in ((-0.001, from_, points), (0.001, under, points - 1)):
            document = {"age_years": 50, "sex": sex, key: creatinine / factor + aside}
            assert value(document, "egfr_ckd_epi_2021", "g_category") == category
            assert value(document, "egfr_ckd_epi_2021", "egfr") == whole
            assert not disagreements(document, LIMIT, items=("egfr_ckd_epi_2021",))


@pytest.mark.parametrize("sizes", [(), (20.0,), (20.0, 30.0)])
def test_total_tumour_volume(sizes: tuple[float, ...]) -> None:
    """115 cm3, of one nodule or of several together."""
    rest = 115 - sum(math.pi / 6 * (size / 10) ** 3 for size in sizes)
    diameter = 10 * (rest * 6 / math.pi) ** (1 / 3)
    for aside, within in ((-0.0001, True), (0.0001, False)):
        document = {**AFP, **nodules(diameter + aside, *sizes)}
        assert value(document, "ttv_afp", "within") is within
        assert not disagreements(document, LIMIT, items=("ttv_afp",))


# -- MELD: inputs held within bounds ---------------------------------------------------------------------------------

SICK = {
    "bilirubin_mg_per_dl": 6.0,
    "creatinine_mg_per_dl": 1.5,
    "inr": 1.5,
    "sodium_mmol_per_l": 131,
    "albumin_g_per_dl": 2.2,
    "sex": "male",
    "age_years": 50,
    "dialysis_twice_last_week": False,
}
Meld = tuple[int, int, int]
HELD: tuple[tuple[str, tuple[tuple[str, float], ...], float, int, tuple[int, ...]], ...] = (
    # quantity, its keys, the bound, the side on which nothing changes any more, and the scores that are bound there
    ("bilirubin", (("bilirubin_mg_per_dl", 1.0), ("bilirubin_umol_per_l", 1 / 17.1)), 1.0, -1, (0, 1, 2)),
    ("inr", (("inr", 1.0),), 1.0, -1, (0, 1, 2)),
    ("creatinine", CREATININE, 1.0, -1, (0, 1, 2)),
    ("creatinine", CREATININE, 4.0, 1, (0, 1)),
    ("creatinine", CREATININE, 3.0, 1, (2,)),
    ("sodium_mmol_per_l", (("sodium_mmol_per_l", 1.0),), 125, -1, (1, 2)),
    ("sodium_mmol_per_l", (("sodium_mmol_per_l", 1.0),), 137, 1, (1, 2)),
    ("albumin", (("albumin_g_per_dl", 1.0), ("albumin_g_per_l", 0.1)), 1.5, -1, (2,)),
    ("albumin", (("albumin_g_per_dl", 1.0), ("albumin_g_per_l", 0.1)), 3.5, 1, (2,)),
)


def _meld(document: Document) -> Meld:
    values = derive(SCHEMA.read(document)).results["meld_family"].values
    assert not disagreements(document, LIMIT, items=("meld_family",))
    return values["meld"], values["meld_na"], values["meld_3_0"]


@pytest.mark.parametrize(
    ("quantity", "keys", "bound", "side", "scores"),
    HELD,
    ids=[f"{quantity}-{bound}" for quantity, _keys, bound, _side, _scores in HELD],
)
def test_meld_bounds(
    quantity: str, keys: tuple[tuple[str, float], ...], bound: float, side: int, scores: tuple[int, ...]
) -> None:
    """Beyond the bound the score stays as it is at the bound; well inside it is another one."""
    base = {key: x for key, x in SICK.items() if key not in dict(keys)}
    base = {key: x for key, x in base.items() if not key.startswith(quantity)}
    reach = 0.4 * bound if bound < 100 else 8
    found = []
    for key, factor in keys:

        def at(x: float, key: str = key, factor: float = factor) -> Meld:
            return _meld({**base, key: round(x / factor, 9)})

        held, beyond, hair = at(bound), at(bound + side * reach), at(bound + side * 0.0001)
        inside, near = at(bound - side * reach), at(bound - side * 0.0001)
        for score in scores:
            assert held[score] == beyond[score] == hair[score] == near[score]
            assert inside[score] != held[score]
        found.append((held, beyond, inside))
    assert len(set(found)) == 1, "the unit makes no difference"


def test_meld_uses_sodium_above_eleven() -> None:
    """INR 1.57 gives a bracket of 1.148, so 11 and no sodium; 1.58 gives 1.155, so 12, and sodium counts."""
    base = {**SICK, "bilirubin_mg_per_dl": 1.0, "creatinine_mg_per_dl": 1.0, "sodium_mmol_per_l": 125}
    assert _meld({**base, "inr": 1.57})[:2] == (11, 11)
    assert _meld({**base, "inr": 1.58})[:2] == (12, 23)


def test_meld_stays_between_six_and_forty() -> None:
    least = {
        **SICK,
        "bilirubin_mg_per_dl": 0.3,
        "creatinine_mg_per_dl": 0.4,
        "inr": 0.8,
        "sodium_mmol_per_l": 140,
    }
    assert _meld({**least, "albumin_g_per_dl": 4.5}) == (6, 6, 6)
    most = {**SICK, "bilirubin_mg_per_dl": 40, "creatinine_mg_per_dl": 6, "inr": 8, "sodium_mmol_per_l": 120}
    assert _meld(most) == (40, 40, 40)


@pytest.mark.parametrize(("age", "points"), [(11, 26), (12, 27), (17, 27), (18, 26)])
def test_meld_3_adds_to_both_sexes_from_12_to_17(age: int, points: int) -> None:
    assert _meld({**SICK, "age_years": age})[2] == points
    assert _meld({**SICK, "age_years": age, "sex": "female"})[2] == 27


def test_karnofsky() -> None:
    ecog = {kps: value({"kps": kps}, "ecog_kps", "ecog") for kps in range(0, 101, 10)}
    assert ecog == {0: 5, 10: 4, 20: 4, 30: 3, 40: 3, 50: 2, 60: 2, 70: 1, 80: 1, 90: 0, 100: 0}


# -- nothing was forgotten -------------------------------------------------------------------------------------------

ELSEWHERE = {
    # thresholds that have a test of their own above, or that belong to a conversion
    *((name, limit) for name, limits in (("creatinine", (0.7, 0.9, 1.0, 3.0, 4.0)),) for limit in limits),
    *(("sodium_mmol_per_l", limit) for limit in (125, 137)),
    *(("albumin", limit) for limit in (15, 35)),
    ("inr", 1.0),
    ("bilirubin_mg_per_dl", 1.0),
    ("bilirubin_mg_per_dl", 1.5),
    ("bilirubin_umol_per_l", 51.3),
    ("age_years", 12),
    ("explant_largest_viable_mm", 100),
}
"""0.7 and 0.9 mg/dL are where the curve of eGFR bends, not where a category ends; 1.5 mg/dL is tried as 25.65 µmol/L
in both units; 51.3 µmol/L is 3 mg/dL in the unit in which it is not compared; an explant of 100 mm lies beyond all."""
NO_NUMBERS = frozenset({"albi", "palbi", "meld_family", "ecog_kps", "pvtt", "toronto_extended"})
"""Items whose thresholds are formulas or bounds, tested above, or which read words only."""


def test_every_threshold_and_every_score_has_a_case() -> None:
    covered = {(case.quantity, float(case.limit)) for case in CASES}
    covered |= {
        (key, float(limit))
        for quantity, limit in covered
        for key, factor in PAIRS.get(quantity, ())
        if factor == "1"
    }
    listed = {(name, float(limit)) for name, (_hard, limits) in LIMITS.items() for limit in limits}
    assert listed - covered - {(name, float(limit)) for name, limit in ELSEWHERE} == set()
    assert set(ITEMS) - {case.item for case in CASES} == NO_NUMBERS


def test_every_second_unit_is_tried() -> None:
    tried = {way.split("/")[0] for case in CASES for way in ways(case.quantity)}
    pairs = [field for field in SCHEMA.fields if field.other is not None]
    assert len(pairs) == 5
    for field in pairs:
        assert field.other is not None
        assert {field.id, field.other.key} <= tried | {key for key, _factor in CREATININE}
