"""Gaps by brute force: every representative value of each missing input, and the set of results it gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations_with_replacement, compress, product
from math import comb, prod
from typing import Any

from tests.second import kidney_meld, liver, nutrition, stages, tace, transplant
from tests.second.liver import D, Known
from tests.second.ranges import Range, meet, point, read_range

Document = Mapping[str, Any]
GAP_WORDS = frozenset({"unknown", "nx", "not_examined", "indeterminate", "not_asked"})
EPS = D("0.001")

BILIRUBIN, ALBUMIN, CREATININE = "bilirubin", "albumin", "creatinine"
PAIRS: dict[str, tuple[tuple[str, Decimal], tuple[str, Decimal]]] = {
    # quantity: SI key and factor, other key and factor, both to the canonical unit
    ALBUMIN: (("albumin_g_per_l", D(1)), ("albumin_g_per_dl", D(10))),
    "afp": (("afp_ng_per_ml", D(1)), ("afp_iu_per_ml", D("1.21"))),
    "crp": (("crp_mg_per_l", D(1)), ("crp_mg_per_dl", D(10))),
}
CHILD_PUGH = (BILIRUBIN, ALBUMIN, "clotting", "ascites", "encephalopathy_grade")
VEINS = ("portal_vein_invasion", "hepatic_vein_invasion")
SPREAD = ("n_status", "m_status")
TRANSPLANT = ("sizes", *VEINS, *SPREAD)


@dataclass(frozen=True)
class Part:
    """One function, what it reads, and what an unrecorded input counts as (scores.md 1.6)."""

    rule: Callable[[Known], Known]
    inputs: tuple[str, ...]
    assumed: Mapping[str, Any] = field(default_factory=dict)
    null_if_missing: tuple[str, ...] = ()
    """Outputs whose own text says "missing: null", and printed numbers: null is right for them even when every
    completion prints the same (1.6, 1.7)."""
    smooth: bool = False
    """A formula rather than a table, continuous in every number but age: what lies between two results that it
    reaches with the same age and words is reached too."""


CSPH = (
    "hvpg_mmhg",
    "varices",
    "variceal_bleed_ever",
    "ascites",
    "splenomegaly",
    "platelets_10e9_per_l",
    "lsm_kpa",
    "etiologies",
    "bmi",
)
LOSSES = tuple(f"weight_loss_percent_{n}m" for n in (1, 2, 3))
LOSS_ORDER = (*LOSSES, "weight_loss_percent_6m")
G8 = ("food_intake", "weight_loss", "mobility", "neuropsych", "medications", "self_health")
GLIM = (
    "proven_loss",
    "weight_loss_percent_beyond_6m",
    "bmi",
    "muscle_mass",
    "reduced_intake_glim",
    "inflammation_or_disease_burden",
)
ART = tuple(
    f"{what}_before_{which}_tace{unit}"
    for what, unit in (("ast", "_u_per_l"), ("child_pugh_points", ""))
    for which in ("first", "second")
)
ADULT = {"dialysis_twice_last_week": False, "age_years": D(50)}
MELD = (BILIRUBIN, CREATININE, "inr", "dialysis_twice_last_week")
HAP = (ALBUMIN, BILIRUBIN, "afp", "sizes")

ITEMS: dict[str, tuple[Part, ...]] = {
    "child_pugh": (
        Part(liver.child_pugh, (*CHILD_PUGH, "cholestatic_disease"), {"cholestatic_disease": False}),
    ),
    "albi": (Part(liver.albi, (BILIRUBIN, ALBUMIN), {}, ("albi_score",), smooth=True),),
    "palbi": (
        Part(liver.palbi, (BILIRUBIN, ALBUMIN, "platelets_10e9_per_l"), {}, ("palbi_score",), smooth=True),
    ),
    "ez_albi": (Part(liver.ez_albi, (BILIRUBIN, ALBUMIN), {}, ("ez_albi_score",), smooth=True),),
    "fib4": (
        Part(
            liver.fib4,
            ("age_years", "ast_u_per_l", "alt_u_per_l", "platelets_10e9_per_l", "etiologies"),
            {"etiologies": None},
            ("fib4",),
            smooth=True,
        ),
    ),
    "apri": (
        Part(
            liver.apri,
            ("ast_u_per_l", "ast_uln_u_per_l", "platelets_10e9_per_l"),
            {"ast_uln_u_per_l": D(40)},
            ("apri",),
            smooth=True,
        ),
    ),
    "meld_family": (
        Part(kidney_meld.meld, MELD, ADULT, ("meld",), smooth=True),
        Part(kidney_meld.meld_na, (*MELD, "sodium_mmol_per_l"), ADULT, ("meld_na",), smooth=True),
        Part(
            kidney_meld.meld_3,
            (*MELD, "sodium_mmol_per_l", ALBUMIN, "sex", "age_years"),
            ADULT,
            ("meld_3_0",),
            smooth=True,
        ),
    ),
    "egfr_ckd_epi_2021": (
        Part(kidney_meld.egfr, ("age_years", "sex", CREATININE), {}, ("egfr",), smooth=True),
    ),
    "bmi": (Part(nutrition.bmi, ("bmi", "use_asian_cutoffs"), {"use_asian_cutoffs": "no"}, ("bmi",)),),
    "ecog_kps": (Part(stages.ecog_kps, ("ecog_or_kps",)),),
    "bclc": (
        Part(
            stages.bclc,
            (*TRANSPLANT, "diffuse", "ecog", "ecog_attribution", "child_pugh_class", "transplant_candidate"),
        ),
    ),
    "bclc_b_bolondi": (
        Part(
            stages.bolondi,
            ("child_pugh_points", "sizes", "ecog", "portal_vein_invasion"),
            {"portal_vein_invasion": "none"},
        ),
    ),
    "cnlc": (Part(stages.cnlc, (*TRANSPLANT, "diffuse", "ecog", "child_pugh_class")),),
    "tnm8": (
        Part(
            stages.tnm8,
            (
                *TRANSPLANT,
                "microvascular_invasion",
                "adjacent_organ_invasion",
                "visceral_peritoneum_perforation",
            ),
            {
                "microvascular_invasion": "absent",
                "adjacent_organ_invasion": "no",
                "visceral_peritoneum_perforation": "no",
            },
        ),
    ),
    "okuda": (Part(stages.okuda, ("tumour_liver_percent", "ascites", ALBUMIN, BILIRUBIN, "tumour_free")),),
    "clip": (
        Part(
            stages.clip,
            (
                "child_pugh_class",
                "sizes",
                "tumour_free",
                "tumour_liver_percent",
                "tumour_pattern",
                "afp",
                "portal_vein_invasion",
            ),
        ),
    ),
    "jis": (
        Part(
            stages.jis,
            (*TRANSPLANT, "child_pugh_class", "bile_duct_invasion"),
            {"bile_duct_invasion": "none"},
        ),
    ),
    "hklc": (Part(stages.hklc, (*TRANSPLANT, "diffuse", "ecog", "child_pugh_class")),),
    "italica_tumour_stage": (Part(stages.italica, TRANSPLANT),),
    "pvtt": (
        Part(
            stages.pvtt,
            ("portal_vein_invasion", "microvascular_invasion"),
            {"microvascular_invasion": "absent"},
        ),
    ),
    "milan": (Part(transplant.milan, TRANSPLANT),),
    "ucsf": (Part(transplant.ucsf, TRANSPLANT),),
    "up_to_seven": (Part(transplant.up_to_seven, TRANSPLANT),),
    "afp_model": (Part(transplant.afp_model, ("sizes", "afp")),),
    "five_five_500": (Part(transplant.five_five_500, (*TRANSPLANT, "afp")),),
    "japan_criteria": (Part(transplant.japan_criteria, (*TRANSPLANT, "afp")),),
    "metroticket2_afp_uts": (Part(transplant.metroticket2, (*TRANSPLANT, "afp")),),
    "hangzhou": (Part(transplant.hangzhou, (*TRANSPLANT, "afp", "histologic_grade")),),
    "ttv_afp": (
        Part(transplant.ttv_afp, (*TRANSPLANT, "afp")),
        Part(transplant.ttv_cm3, ("sizes",), {}, ("ttv_cm3",)),
    ),
    "kyoto": (Part(transplant.kyoto, (*TRANSPLANT, "pivka_ii_mau_per_ml")),),
    "toronto_extended": (
        Part(transplant.toronto, (*TRANSPLANT, "histologic_grade", "cancer_related_symptoms")),
    ),
    "unos_downstaging_inclusion": (Part(transplant.downstaging, TRANSPLANT),),
    "retreat": (
        Part(
            transplant.retreat,
            (
                "afp_at_transplant_ng_per_ml",
                "microvascular_invasion",
                "explant_largest_viable_mm",
                "explant_viable_count",
            ),
            null_if_missing=("points",),
        ),
    ),
    "csph": (Part(liver.csph, CSPH, dict.fromkeys(CSPH)),),
    "makuuchi": (Part(liver.makuuchi, ("ascites", "ascites_control", BILIRUBIN, "icg_r15_percent")),),
    "flr": (Part(liver.flr, ("flr_percent", "liver_background", "flr_method"), {"flr_method": "unknown"}),),
    "hap": (Part(tace.hap, HAP),),
    "mhap_ii": (Part(tace.mhap_ii, HAP),),
    "six_and_twelve": (Part(tace.six_and_twelve, ("sizes",), {}, ("value",)),),
    "albi_tae": (Part(tace.albi_tae, ("malbi_grade", "afp", "sizes")),),
    "tace_unsuitability": (
        Part(
            tace.tace_unsuitability,
            ("malbi_grade", "sizes", "tumour_pattern", "histologic_grade", "sarcomatous_change"),
            {"histologic_grade": "g1", "sarcomatous_change": "no"},
        ),
    ),
    "art": (Part(tace.art, (*ART, "tace_response")),),
    "abcr": (Part(tace.abcr, ("afp", "bclc_stage_baseline", *ART[2:], "tace_response")),),
    "crafity": (Part(tace.crafity, ("afp", "crp")),),
    "nrs2002": (
        Part(
            nutrition.nrs2002,
            (
                *LOSSES,
                "bmi",
                "food_intake_percent_last_week",
                "impaired_general_condition",
                "nrs_disease_severity",
                "age_years",
            ),
        ),
    ),
    "must": (Part(nutrition.must, ("bmi", "weight_loss_percent_6m", "acutely_ill_no_intake_5d")),),
    "glim": (
        Part(
            nutrition.glim,
            (*GLIM, "age_years", "use_asian_cutoffs"),
            {**dict.fromkeys(GLIM), "use_asian_cutoffs": "no"},
        ),
    ),
    "g8": (
        Part(
            nutrition.g8,
            (*(f"g8_{part}" for part in G8), "bmi", "age_years"),
            null_if_missing=("points", "impaired"),
        ),
    ),
    "distress": (
        Part(nutrition.thermometer, ("distress_thermometer_0_10",)),
        Part(nutrition.phq2, ("phq2_total",)),
        Part(nutrition.gad2, ("gad2_total",)),
    ),
}

INPUTS = {item: {name for part in parts for name in part.inputs} for item, parts in ITEMS.items()}

# --- reading a patient ---

PLAIN = frozenset(
    {
        "ascites",
        "ascites_control",
        "sex",
        "use_asian_cutoffs",
        "varices",
        "variceal_bleed_ever",
        "splenomegaly",
        "n_status",
        "m_status",
        *VEINS,
        "bile_duct_invasion",
        "microvascular_invasion",
        "adjacent_organ_invasion",
        "visceral_peritoneum_perforation",
        "histologic_grade",
        "sarcomatous_change",
        "cancer_related_symptoms",
        "tumour_pattern",
        "liver_background",
        "flr_method",
        "tace_response",
        "impaired_general_condition",
        "acutely_ill_no_intake_5d",
        "muscle_mass",
        "reduced_intake_glim",
        "inflammation_or_disease_burden",
        "dialysis_twice_last_week",
        "cholestatic_disease",
        "ecog_attribution",
        "transplant_candidate",
        "bclc_stage_baseline",
    }
)
WHOLE = frozenset({"ecog", "encephalopathy_grade", "nrs_disease_severity", "explant_viable_count"})


def exact(number: float | str) -> Decimal:
    return D(str(number))


UNITS: dict[str, tuple[str, Decimal, Range]] = {
    # key: its quantity, the factor to the canonical unit, and the hard limits of the quantity in either unit
    "bilirubin_umol_per_l": (BILIRUBIN, D(1), Range(D("0.855"), D(1200))),
    "bilirubin_mg_per_dl": (BILIRUBIN, D(1), Range(D("0.05"), D(70))),
    "albumin_g_per_l": (ALBUMIN, D(1), Range(D(5), D(70))),
    "albumin_g_per_dl": (ALBUMIN, D(10), Range(D("0.5"), D(7))),
    "creatinine_mg_per_dl": (CREATININE, D(1), Range(D("0.1"), D(28))),
    "creatinine_umol_per_l": (CREATININE, 1 / D("88.4"), Range(D("8.84"), D(2500))),
    "afp_ng_per_ml": ("afp", D(1), Range(D(0), D(121000000))),
    "afp_iu_per_ml": ("afp", D("1.21"), Range(D(0), D(100000000))),
    "crp_mg_per_l": ("crp", D(1), Range(D(0), D(1000))),
    "crp_mg_per_dl": ("crp", D(10), Range(D(0), D(100))),
    "inr": ("clotting", D(1), Range(D("0.5"), D(20))),
    "pt_seconds_prolonged": ("clotting", D(1), Range(D(-5), D(100))),
    "bmi_kg_per_m2": ("bmi", D(1), Range(D(8), D(100))),
    "weight_kg": ("weight", D(1), Range(D(20), D(350))),
    "dry_weight_kg": ("dry weight", D(1), Range(D(20), D(350))),
    "height_cm": ("height", D(1), Range(D(50), D(250))),
    "kps": ("kps", D(1), Range(D(0), D(100))),
    "child_pugh_points": ("entered points", D(1), Range(D(5), D(15))),
    "lesion_count_total": ("total", D(1), Range(D(0), D(500))),
}
WITH_UNIT = {
    "bilirubin_umol_per_l": "umol",
    "bilirubin_mg_per_dl": "mg",
    "inr": "inr",
    "pt_seconds_prolonged": "pt",
}


def _read_ranges(document: Document) -> dict[str, Any]:
    """Quantities recorded only within limits; bilirubin and clotting with the unit they were given in."""
    found: dict[str, Any] = {}
    for key, value in document.items():
        if not isinstance(value, dict):
            continue
        if key in UNITS:
            name, factor, hard = UNITS[key]
        else:
            ends = LIMITS[key][0] if key in LIMITS else (min(CHOICES[key]), max(CHOICES[key]))
            name, factor, hard = key, D(1), Range(exact(ends[0]), exact(ends[1]))
        limits = read_range(value, hard.low, hard.high).times(factor)
        found[name] = (WITH_UNIT[key], limits) if key in WITH_UNIT else limits
        if key == "inr":
            found["inr"] = limits
    if "inr" in found:
        found["clotting"] = ("inr", found["inr"])
    return found


def read(document: Document) -> Known:
    """The canonical values; a quantity that is not known has no key, or is among the "ranges"."""
    known: Known = {"ranges": _read_ranges(document)}
    for name, value in document.items():
        if value is None or isinstance(value, dict) or (isinstance(value, str) and value in GAP_WORDS):
            continue
        if name in PLAIN:
            known[name] = value
        elif name in WHOLE or name.startswith("child_pugh_points_before"):
            known[name] = int(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            known[name] = exact(value)
    for quantity, keys in PAIRS.items():
        for key, factor in keys:
            if key in known:
                known[quantity] = known[key] * factor
    if "bilirubin_mg_per_dl" in known:
        known[BILIRUBIN] = ("mg", known["bilirubin_mg_per_dl"])
    elif "bilirubin_umol_per_l" in known:
        known[BILIRUBIN] = ("umol", known["bilirubin_umol_per_l"])
    if "creatinine_mg_per_dl" in known:
        known[CREATININE] = known["creatinine_mg_per_dl"]
    elif "creatinine_umol_per_l" in known:
        known[CREATININE] = known["creatinine_umol_per_l"] / D("88.4")
    ranges = known["ranges"]
    if "inr" in known:
        known["clotting"] = ("inr", known["inr"])
    elif "inr" not in ranges and "pt_seconds_prolonged" in known:
        known["clotting"] = ("pt", known["pt_seconds_prolonged"])
    _read_bmi(known)
    if document.get("etiologies") is not None:
        known["etiologies"] = tuple(document["etiologies"])
    if "tumour_pattern" in known:
        known["diffuse"] = known["tumour_pattern"] == "infiltrative_diffuse"
    if "ecog" in known:
        known["ecog_or_kps"] = known["ecog"]
    elif "ecog" in ranges:
        ranges["ecog_or_kps"] = ranges["ecog"]
    elif "kps" in known:
        known["ecog_or_kps"] = KPS[int(known["kps"]) // 10]
    if document.get("child_pugh_class") is not None:
        known["entered class"] = document["child_pugh_class"]
    if document.get("child_pugh_points") is not None:
        given = ranges.get("entered points", document["child_pugh_points"])
        known["entered points"] = {x for x in range(5, 16) if x == given or _holds(given, x)}
    if all(name in known for name in CHILD_PUGH):
        grades = {(x[2], x[3]) for x in child_pugh_sets(known)}
        known["child_pugh_points"], known["child_pugh_class"] = next(iter(grades))
    else:
        known.pop("child_pugh_points", None)
    _read_proven_loss(known)
    lists = lesion_lists(document)
    known["size lists"] = lists
    oldest = ranges["age_years"].high if "age_years" in ranges else known.get("age_years", D(18))
    known["gated"] = oldest < 18 or document.get("tumour_type") in OTHER_TUMOURS
    if lists is not None and len(lists) == 1:
        known["sizes"] = lists[0]
    if BILIRUBIN in known and ALBUMIN in known:
        known["malbi_grade"] = liver.albi(known)["malbi_grade"]
    free = _tumour_free(known)
    if len(free) == 1:
        known["tumour_free"] = free[0]
    return known


KPS = (5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0)
"""ECOG by tens of Karnofsky."""


def _holds(given: object, x: int) -> bool:
    return isinstance(given, Range) and given.holds(x)


def _read_bmi(known: Known) -> None:
    """Weight without water first; what was entered as BMI counts when weight or height is not exactly known."""
    ranges = known["ranges"]
    dry = "dry_weight_kg" in known or "dry weight" in ranges
    weight = known.get("dry_weight_kg") if dry else known.get("weight_kg")
    if weight is not None and "height_cm" in known:
        known["bmi"] = weight / (known["height_cm"] / 100) ** 2
        ranges.pop("bmi", None)
    elif "bmi_kg_per_m2" in known:
        known["bmi"] = known["bmi_kg_per_m2"]
    elif "bmi" not in ranges:
        kg = ranges.get("dry weight" if dry else "weight") if weight is None else point(weight)
        cm = point(known["height_cm"]) if "height_cm" in known else ranges.get("height")
        # One of the two alone bounds nothing: a BMI entered beside it counts, whatever it is.
        if kg is not None and cm is not None:
            quotient = Range(
                kg.low / (cm.high / 100) ** 2,
                kg.high / (cm.low / 100) ** 2,
                kg.low_open or cm.high_open,
                kg.high_open or cm.low_open,
            )
            ranges["bmi"] = quotient


def _read_proven_loss(known: Known) -> None:
    """What six months proved; a loss that was only recorded for less time proves as much for six months."""
    ranges, whole = known["ranges"], "weight_loss_percent_6m"
    if whole in known:
        known["proven_loss"] = known[whole]
        return
    if whole in ranges:
        ranges["proven_loss"] = _loss(known, whole)
        return
    proven = [_loss(known, name) for name in LOSSES if name in known or name in ranges]
    if all(one.low == one.high for one in proven):
        known["proven_loss"] = max((one.low for one in proven), default=None)
        return
    low, high = max(one.low for one in proven), max(one.high for one in proven)
    ranges["proven_loss"] = Range(
        low,
        high,
        any(one.low_open for one in proven if one.low == low),
        all(one.high_open for one in proven if one.high == high),
    )


def _tumour_free(known: Known) -> tuple[bool, ...]:
    """Whether there is neither nodule nor invasion nor spread, as far as the record tells."""
    if known["size lists"] is None:
        return (False, True)
    if () not in known["size lists"]:
        return (False,)
    signs = [
        (known.get(name), bad)
        for name, bad in (
            ("portal_vein_invasion", stages.PORTAL_TUMOUR),
            ("hepatic_vein_invasion", stages.HEPATIC_TUMOUR),
            ("n_status", {"n1"}),
            ("m_status", {"m1"}),
        )
    ]
    if any(value in bad for value, bad in signs):
        return (False,)
    open_ = len(known["size lists"]) > 1 or any(value is None for value, _ in signs)
    return (False, True) if open_ else (True,)


# --- representatives ---

CHOICES: dict[str, tuple[Any, ...]] = {
    "ascites": ("none", "slight", "moderate_severe"),
    "ascites_control": ("controlled", "uncontrolled"),
    "encephalopathy_grade": (0, 1, 2, 3, 4),
    "sex": ("male", "female"),
    "n_status": ("n0", "n1"),
    "m_status": ("m0", "m1"),
    "portal_vein_invasion": ("none", "vp1", "vp2", "vp3", "vp4", "smv"),
    "hepatic_vein_invasion": ("none", "vv1", "vv2", "vv3"),
    "microvascular_invasion": ("absent", "present"),
    "histologic_grade": ("g1", "g2", "g3", "g4"),
    "cancer_related_symptoms": ("yes", "no"),
    "tumour_pattern": (
        "nodular",
        "simple_nodular_extranodular_growth",
        "confluent_multinodular",
        "massive",
        "infiltrative_diffuse",
        "disseminated",
    ),
    "diffuse": (False, True),
    "ecog": (0, 1, 2, 3, 4),
    "ecog_or_kps": (0, 1, 2, 3, 4, 5),
    "ecog_attribution": ("tumour", "comorbidity", "liver_disease"),  # exact (1.6); mixed is as tumour
    "transplant_candidate": ("yes", "no"),
    "bclc_stage_baseline": ("0", "A", "B", "C"),  # stage D has no points
    "liver_background": ("normal", "steatosis_or_chemo", "cirrhosis"),
    "tace_response": ("cr", "pr", "sd", "pd"),
    "impaired_general_condition": ("yes", "no"),
    "acutely_ill_no_intake_5d": ("yes", "no"),
    "nrs_disease_severity": (0, 1, 2, 3),
    "explant_viable_count": (*range(12), 100),
    "g8_food_intake": (D(0), D(1), D(2)),
    "g8_weight_loss": (D(0), D(1), D(2), D(3)),
    "g8_mobility": (D(0), D(1), D(2)),
    "g8_neuropsych": (D(0), D(1), D(2)),
    "g8_medications": (D(0), D(1)),
    "g8_self_health": (D(0), D("0.5"), D(1), D(2)),
    "child_pugh_points_before_first_tace": tuple(range(5, 16)),
    "child_pugh_points_before_second_tace": tuple(range(5, 16)),
    "distress_thermometer_0_10": tuple(range(11)),
    "phq2_total": tuple(range(7)),
    "gad2_total": tuple(range(7)),
}

LIMITS: dict[str, tuple[tuple[float, float], tuple[float, ...]]] = {
    # quantity: hard range, every threshold of scores.md
    "bilirubin_umol_per_l": ((1, 1200), (17, 17.1, 25.65, 34, 34.2, 51, 51.3, 68, 171)),
    "bilirubin_mg_per_dl": ((0.05, 70), (1.0, 1.5, 2.0, 3.0, 4.0, 10.0)),
    ALBUMIN: ((5, 70), (15, 28, 30, 35, 36)),
    "inr": ((0.5, 20), (1.0, 1.7, 2.3)),
    "pt_seconds_prolonged": ((-5, 100), (4, 6)),
    CREATININE: ((0.1, 28), (0.7, 0.9, 1.0, 3.0, 4.0)),
    "sodium_mmol_per_l": ((95, 190), (125, 137)),
    "platelets_10e9_per_l": ((1, 3000), (100, 110, 150)),
    "ast_u_per_l": ((1, 20000), ()),
    "alt_u_per_l": ((1, 20000), ()),
    "ast_uln_u_per_l": ((15, 100), ()),
    "age_years": ((0, 120), (12, 18, 65, 70, 80, 86)),
    "afp": ((0, 1e8), (100, 200, 400, 500, 1000)),
    "crp": ((0, 1000), (10,)),
    "pivka_ii_mau_per_ml": ((0, 1e8), (400,)),
    "tumour_liver_percent": ((0, 100), (50,)),
    "afp_at_transplant_ng_per_ml": ((0, 1e8), (20, 100, 1000)),
    "explant_largest_viable_mm": ((0, 300), tuple(range(10, 101, 10))),
    "hvpg_mmhg": ((0, 50), (10,)),
    "lsm_kpa": ((1.5, 75), (15, 20, 25)),
    "icg_r15_percent": ((0, 100), (10, 20, 30, 40)),
    "flr_percent": ((1, 100), (20, 30, 40)),
    "bmi": ((8, 100), (17, 17.8, 18.5, 19, 20, 20.5, 21, 22, 23, 25, 27.5, 30)),
    "weight_loss_percent_1m": ((0, 80), (5,)),
    "weight_loss_percent_2m": ((0, 80), (5,)),
    "weight_loss_percent_3m": ((0, 80), (5, 15)),
    "weight_loss_percent_6m": ((0, 80), (5, 10)),
    "weight_loss_percent_beyond_6m": ((0, 80), (10, 20)),
    "food_intake_percent_last_week": ((0, 150), (25, 50, 75)),
    "ast_before_first_tace_u_per_l": ((1, 20000), ()),
    "ast_before_second_tace_u_per_l": ((1, 20000), ()),
}
LINEAR = frozenset({ALBUMIN, "sodium_mmol_per_l", "ast_uln_u_per_l"})


@cache
def numbers(name: str) -> tuple[Decimal, ...]:
    """Each threshold just below, at and just above, and the hard limits."""
    (low, high), thresholds = LIMITS[name]
    step = D(1) if name == "age_years" else EPS
    found = {exact(low), exact(high)}
    for threshold in thresholds:
        found |= {exact(threshold) - step, exact(threshold), exact(threshold) + step}
    return tuple(sorted(x for x in found if exact(low) <= x <= exact(high)))


@cache
def grid(name: str, points: int) -> tuple[Decimal, ...]:
    """The hard range walked evenly, on a logarithmic scale where the formula takes a logarithm or ratio."""
    low, high = (exact(x) for x in LIMITS[name][0])
    if name == "age_years":
        return tuple(D(x) for x in range(121))
    if name in LINEAR:
        return tuple(low + (high - low) * i / points for i in range(points + 1))
    return (low, *(low * (high / low) ** (D(i) / points) for i in range(1, points)), high)


def representatives(name: str, smooth: int) -> tuple[Any, ...]:
    """What a missing quantity is tried with; `smooth` is the number of grid points, 0 for tables."""
    if name in CHOICES:
        return CHOICES[name]
    if name == BILIRUBIN:
        found = [("umol", x) for x in _plain("bilirubin_umol_per_l", smooth)]
        return (
            *found,
            *(("mg", x) for x in numbers("bilirubin_mg_per_dl")[:: 1 if smooth > 30 or not smooth else 9]),
        )
    if name == "clotting":
        return tuple(("inr", x) for x in numbers("inr"))
    return _plain(name, smooth)


@cache
def _plain(name: str, smooth: int) -> tuple[Decimal, ...]:
    if not smooth or (LIMITS[name][0][0] == 0 and name != "age_years"):
        return numbers(name)
    special = {"bilirubin_umol_per_l": D("536.6"), "platelets_10e9_per_l": D("52.8")}  # vertices of PALBI
    found = {*grid(name, smooth), *((special[name],) if name in special else ())}
    if smooth > 30:
        found |= set(numbers(name))
    return tuple(sorted(found))


# --- nodules ---

Sizes = tuple[Decimal, ...]
SMALLEST, LARGEST = D(1), D(300)
STEPS = tuple(D(x) for x in (10, 20, 30, 40, 45, 50, 60, 65, 70, 80, 90, 100, 110))


MOST_LISTS = 40_000


def lesion_lists(document: Document) -> tuple[Sizes, ...] | None:
    """Every representative list of viable nodules the record allows (scores.md 1.7); None: more than `MOST_LISTS`."""
    lesions, total = document.get("lesions"), document.get("lesion_count_total")
    if isinstance(total, dict):
        limits = read_range(total, D(0), D(500))
        found: set[Sizes] = set()
        counts = [count for count in range(501) if limits.holds(count)]
        for count in sorted({*counts[:1], *(x for x in counts if x <= 12), *counts[-1:]}):
            lists = lesion_lists({**document, "lesion_count_total": count})
            if lists is None:
                return None
            found |= set(lists)
        return tuple(sorted(found))
    listed = None
    if lesions is not None:
        listed = tuple(
            (_size(one.get("size_mm")), one.get("status") == "indeterminate")
            for one in lesions
            if (one.get("status") or "viable") in ("viable", "indeterminate")
        )
    return _lists(listed, total)


def _size(given: Any) -> Decimal | Range | None:
    if isinstance(given, dict):
        return read_range(given, SMALLEST, LARGEST)
    return None if given is None else exact(given)


@lru_cache(maxsize=8)
def _lists(
    listed: tuple[tuple[Decimal | Range | None, bool], ...] | None, total: int | None
) -> tuple[Sizes, ...] | None:
    found: set[Sizes] = set()
    if listed is None:
        for count in (total,) if total is not None else (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 50):
            found |= _unlisted(count, None)
        return tuple(sorted(found))
    known = sum((size for size, _ in listed if isinstance(size, Decimal)), D(0))
    open_sizes = tuple(size for size, _ in listed if not isinstance(size, Decimal))
    unlisted = max(0, (total or 0) - len(listed))
    fillings = _fillings(open_sizes, known)
    if fillings is None:
        return None
    for chosen in fillings:
        fill = iter(chosen)
        nodules = [(size if isinstance(size, Decimal) else next(fill), open_) for size, open_ in listed]
        top = max((size for size, _ in nodules), default=None)
        for kept in product(*(((True, False) if open_ else (True,)) for _, open_ in nodules)):
            viable = tuple(size for (size, _), keep in zip(nodules, kept, strict=True) if keep)
            for rest in _unlisted(unlisted, top, len(viable) < len(nodules)):
                found.add(tuple(sorted((*viable, *rest), reverse=True)))
    return tuple(sorted(found))


def _fillings(open_sizes: tuple[Range | None, ...], known: Decimal) -> Iterable[Sizes] | None:
    """Sizes for the nodules whose size is not exactly known; None when there are too many choices."""
    around, gaps = {*STEPS, 80 - known}, len(open_sizes)
    sizes = {SMALLEST, LARGEST} | {
        x + e for x in around for e in ((-EPS, D(0), EPS) if gaps < 2 else (D(0), EPS))
    }
    usable = sorted(x for x in sizes if SMALLEST <= x <= LARGEST)
    each = [usable if limits is None else limits.values(usable) for limits in open_sizes]
    alike = not any(open_sizes) and gaps > 2
    choices = comb(len(usable) + gaps - 1, gaps) if alike else prod(map(len, each))
    if choices > MOST_LISTS:
        return None
    return combinations_with_replacement(usable, gaps) if alike else product(*each)


@lru_cache(maxsize=128)
def _unlisted(count: int, top: Decimal | None, loose: bool = False) -> frozenset[Sizes]:
    """Nodules counted but not listed: none above the largest listed one, which may itself not be a tumour."""
    if count == 0:
        return frozenset({()})
    high = LARGEST if top is None else top
    low = min(SMALLEST, high)
    sizes = {low, high}
    if top is None or loose:
        sizes |= {x + e for x in STEPS for e in (-EPS, D(0), EPS) if x + e <= high}
    return frozenset(rest for size in sizes for rest in ((size,) + (low,) * (count - 1), (size,) * count))


# --- the envelope ---


class TooManyError(Exception):
    """More combinations than the run allows."""


MISSING = object()


_TYPICAL = {
    BILIRUBIN: ("umol", D(20)),
    ALBUMIN: D(40),
    "clotting": ("inr", D(1)),
    "ascites": "none",
    "encephalopathy_grade": 0,
}
Reading = tuple[int, str, int, str]


@lru_cache(maxsize=4096)
def _component(name: str, variant: bool, limits: Any = None) -> tuple[Any, ...]:
    """One value of a missing component, or of one within limits, for each way in which it can count."""
    kept: dict[Any, Any] = {}
    for value in representatives(name, 0) if limits is None else _within(name, limits, 0):
        result = liver.child_pugh({**_TYPICAL, name: value, "cholestatic_disease": variant})
        kept.setdefault((result["points"], result["points_standard"]), value)
    return tuple(kept.values())


@lru_cache(maxsize=4096)
def _child_pugh(components: tuple[Any, ...], variant: bool) -> frozenset[Reading]:
    choices = [
        _component(name, variant) if value is MISSING else _given(name, variant, value)
        for name, value in zip(CHILD_PUGH, components, strict=True)
    ]
    found = set()
    for chosen in product(*choices):
        known = {**dict(zip(CHILD_PUGH, chosen, strict=True)), "cholestatic_disease": variant}
        result = liver.child_pugh(known)
        found.add((result["points"], result["class"], result["points_standard"], result["class_standard"]))
    return frozenset(found)


def _given(name: str, variant: bool, value: Any) -> tuple[Any, ...]:
    within = isinstance(value, Range) or (isinstance(value, tuple) and isinstance(value[1], Range))
    return _component(name, variant, value) if within else (value,)


def child_pugh_sets(known: Known) -> frozenset[Reading]:
    """All readings; a class or points entered by hand choose among them while a component is open."""
    components = tuple(known.get(name, known["ranges"].get(name, MISSING)) for name in CHILD_PUGH)
    found = _child_pugh(components, known.get("cholestatic_disease", False))
    if any(name not in known for name in CHILD_PUGH):
        grade, points = known.get("entered class"), known.get("entered points")
        chosen = frozenset(x for x in found if grade in (None, x[3]) and (points is None or x[2] in points))
        return chosen or found  # an entry that contradicts the components is refused
    return found


def _options(known: Known, part: Part, name: str, smooth: int) -> tuple[Any, ...]:
    if name in ("child_pugh_class", "child_pugh_points"):
        sets = child_pugh_sets(known)
        return tuple({x[3] if name == "child_pugh_class" else x[2] for x in sets})
    if name in known:
        return (known[name],)
    if name in known["ranges"] and name not in LOSS_ORDER and not name.startswith("ast_before"):
        return _within(name, known["ranges"][name], smooth)
    if name == "ecog_or_kps" and "kps" in known["ranges"]:
        return tuple({KPS[x // 10] for x in range(0, 101, 10) if known["ranges"]["kps"].holds(x)})
    if name in part.assumed:
        return (part.assumed[name],)
    if name in ("sizes", "tumour_free") and known["size lists"] is None:
        raise TooManyError(f"more than {MOST_LISTS} lists of nodules")
    if name == "sizes":
        return tuple(known["size lists"])
    if name == "tumour_free":
        return _tumour_free(known)
    if name == "malbi_grade":
        return _albi_grades(
            known.get(BILIRUBIN),
            known.get(ALBUMIN),
            known["ranges"].get(BILIRUBIN),
            known["ranges"].get(ALBUMIN),
        )
    if name in LOSS_ORDER:
        return _loss(known, name).values(numbers(name))
    if name.startswith("ast_before"):
        return _around_partner(known, name)
    return representatives(name, smooth)


def _within(name: str, limits: Any, smooth: int) -> tuple[Any, ...]:
    """What a quantity within limits is tried with: its ends, the thresholds inside, a few steps for a formula."""
    if name in (BILIRUBIN, "clotting"):
        unit, limits = limits
        key = next(key for key, known_as in WITH_UNIT.items() if known_as == unit)
        return tuple((unit, x) for x in _inside(key, limits, smooth))
    if name in CHOICES and name != "ecog_or_kps":
        return tuple(x for x in CHOICES[name] if limits.holds(x)) or CHOICES[name]
    if name == "ecog_or_kps":
        return tuple(x for x in range(5) if limits.holds(x))
    if name == "age_years":
        ages = tuple(D(x) for x in range(121) if limits.holds(x))
        return ages if smooth else tuple(x for x in ages if x in (ages[0], ages[-1], *numbers(name)))
    if name == "proven_loss":
        name = "weight_loss_percent_6m"
    return _inside(name, limits, smooth)


@lru_cache(maxsize=4096)
def _inside(name: str, limits: Range, smooth: int) -> tuple[Decimal, ...]:
    steps = min(smooth, 6)
    walked = [limits.low + (limits.high - limits.low) * i / steps for i in range(1, steps)]
    special = {"bilirubin_umol_per_l": D("536.6"), "platelets_10e9_per_l": D("52.8")}  # vertices of PALBI
    marks = () if 0 < smooth <= 30 else numbers(name)
    return limits.values((*marks, *walked, *((special[name],) if name in special else ())))


@lru_cache(maxsize=4096)
def _albi_grades(
    bilirubin: tuple[str, Decimal] | None, albumin: Decimal | None, within_b: Any, within_a: Any
) -> tuple[str, ...]:
    given: Known = {name: x for name, x in ((BILIRUBIN, bilirubin), (ALBUMIN, albumin)) if x is not None}
    given["ranges"] = {name: x for name, x in ((BILIRUBIN, within_b), (ALBUMIN, within_a)) if x is not None}
    return tuple(sorted(envelope(given, "albi")["malbi_grade"]))


def _loss(known: Known, name: str) -> Range:
    """Losses are cumulative: one lies between what its neighbours leave."""

    def own(each: str) -> Range:
        if each in known:
            return point(known[each])
        limits: Range = known["ranges"].get(each, Range(D(0), D(80)))
        return limits

    place, top, bottom = LOSS_ORDER.index(name), D(80), D(0)
    lows = [Range(x.low, top, x.low_open) for x in map(own, LOSS_ORDER[: place + 1])]
    highs = [Range(bottom, x.high, False, x.high_open) for x in map(own, LOSS_ORDER[place:])]
    return meet((*lows, *highs))


def _around_partner(known: Known, name: str) -> tuple[Decimal, ...]:
    first = name == "ast_before_first_tace_u_per_l"
    partner = "ast_before_second_tace_u_per_l" if first else "ast_before_first_tace_u_per_l"
    limits = known["ranges"].get(name, Range(D(1), D(20000)))
    others = (known[partner],) if partner in known else ()
    if partner in known["ranges"]:
        others = known["ranges"][partner].values(())
    found = set()
    for other in others:
        limit = other / D("1.25") if first else other * D("1.25")
        found |= {limit - EPS, limit, limit + EPS}
    return limits.values(found)


def gaps(known: Known, item: str) -> int:
    """How many inputs of the item are open."""
    return sum(name not in known for name in INPUTS[item])


def _consistent(known: Known) -> bool:
    losses = [known[name] for name in LOSSES if known.get(name) is not None]
    if "explant_viable_count" in known and (known["explant_viable_count"] == 0) != (
        known["explant_largest_viable_mm"] == 0
    ):
        return False
    return losses == sorted(losses)


def envelope(known: Known, item: str, limit: int = 6_000) -> dict[str, set[Any]]:
    """Every result the record still allows, per output."""
    found: dict[str, set[Any]] = {}
    if item == "child_pugh":
        for row in child_pugh_sets(known):
            for key, value in zip(("points", "class", "points_standard", "class_standard"), row, strict=True):
                found.setdefault(key, set()).add(value)
        return found
    for part in ITEMS[item]:
        open_inputs = [name for name in part.inputs if name not in known and name not in part.assumed]
        numeric = sum(name in LIMITS or name == BILIRUBIN for name in open_inputs)
        smooth = 0 if not part.smooth else (60, 60, 6, 3)[min(numeric, 3)]
        options = [_options(known, part, name, smooth) for name in part.inputs]
        size = 1
        for choices in options:
            size *= len(choices)
        if size > limit:
            raise TooManyError(f"{item}: {size}")
        ordered = part.rule in (nutrition.nrs2002, transplant.retreat)
        steps = [name in STEPWISE for name in part.inputs]
        reached: dict[tuple[Any, ...], defaultdict[str, set[Any]]] = {}
        for chosen in product(*options):
            values = dict(zip(part.inputs, chosen))  # noqa: B905  # as many as options
            if ordered and not _consistent(values):
                continue
            same = tuple(compress(chosen, steps)) if part.smooth else ()
            group = reached.get(same)
            if group is None:
                group = reached[same] = defaultdict(set)
            for key, value in part.rule(values).items():
                group[key].add(value)
        for group in reached.values():
            for key, members in group.items():
                found.setdefault(key, set()).update(_filled(item, key, members) if part.smooth else members)
    return found


STEPWISE = frozenset({"age_years", "sex", "etiologies", "dialysis_twice_last_week"})
"""Inputs of the formulas that have no values between their values."""
STAIRS = frozenset({"fib4_band", "apri_band", "malbi_grade", "palbi_grade", "ez_albi_grade", "g_category"})
"""Outputs that a continuous formula cannot jump over."""


def _filled(item: str, key: str, members: set[Any]) -> set[Any]:
    """With what lies between: a continuous formula takes every value between two that it takes."""
    if key not in STAIRS:
        return members
    order = {"fib4_band": BANDS, "apri_band": BANDS}.get(key) or ORDER[item, key]
    places = [order.index(x) for x in members if x is not None]
    between = set(order[min(places) : max(places) + 1]) if places else set()
    return members | between


BANDS = ("low", "indeterminate", "high")


# --- comparison with a printed result ---

ORDER: dict[tuple[str, str], tuple[Any, ...]] = {
    ("bmi", "bmi_category"): ("underweight", "normal", "overweight", "obese"),
    ("child_pugh", "class"): ("A", "B", "C"),
    ("albi", "malbi_grade"): ("1", "2a", "2b", "3"),
    ("palbi", "palbi_grade"): ("1", "2", "3"),
    ("ez_albi", "ez_albi_grade"): ("1", "2", "3"),
    ("fib4", "fib4_band"): ("low", "indeterminate", "high"),
    ("apri", "apri_band"): ("low", "indeterminate", "high"),
    ("meld_family", "meld_3_0"): tuple(range(6, 41)),
    ("egfr_ckd_epi_2021", "g_category"): ("G1", "G2", "G3a", "G3b", "G4", "G5"),
    ("ecog_kps", "ecog"): tuple(range(6)),
    ("bclc", "stage"): ("none", "0", "A", "B", "C", "D"),
    ("bclc_b_bolondi", "group"): ("B1", "B2", "B3", "B4"),
    ("cnlc", "stage"): ("none", "Ia", "Ib", "IIa", "IIb", "IIIa", "IIIb", "IV"),
    ("tnm8", "t"): ("T0", "T1a", "T1b", "T2", "T3", "T4"),
    ("tnm8", "stage"): ("none", "IA", "IB", "II", "IIIA", "IIIB", "IVA", "IVB"),
    ("okuda", "stage"): ("none", "I", "II", "III"),
    ("jis", "lcsgj_stage"): ("none", "I", "II", "III", "IVA", "IVB"),
    ("hklc", "stage"): ("none", "I", "IIa", "IIb", "IIIa", "IIIb", "IVa", "IVb", "Va", "Vb"),
    ("abcr", "retreat"): ("favourable", "intermediate", "unfavourable"),
    ("italica_tumour_stage", "stage"): ("none", "0", "A", "B1", "B2", "B3", "C"),
    ("pvtt", "vp"): ("Vp0", "Vp1", "Vp2", "Vp3", "Vp4"),
    ("pvtt", "cheng"): ("none", "I0", "I", "II", "III", "IV"),
    ("afp_model", "risk"): ("low", "high"),
    ("makuuchi", "max_resection"): (
        "none",
        "enucleation",
        "limited_resection",
        "segmentectomy",
        "left_hepatectomy_or_sectionectomy",
        "trisectionectomy_or_bisectionectomy",
    ),
    ("hap", "class"): ("A", "B", "C", "D"),
    ("mhap_ii", "class"): ("A", "B", "C", "D"),
    ("albi_tae", "class"): ("A", "B", "C", "D"),
    ("six_and_twelve", "group"): ("low", "intermediate", "high"),
    ("art", "retreat"): ("favourable", "unfavourable"),
    ("crafity", "group"): ("low", "intermediate", "high"),
    ("must", "risk"): ("low", "medium", "high"),
    ("glim", "malnutrition"): ("none", "moderate", "severe"),
}
BASE = {
    "possible_categories": "bmi_category",
    "possible_bands": None,
    "possible_classes": "class",
    "possible_groups": "group",
    "possible_risks": "risk",
    "possible_stages": "stage",
    "possible_ts": "t",
    "possible_vps": "vp",
    "possible_chengs": "cheng",
    "possible_ecogs": "ecog",
    "possible_lcsgj_stages": "lcsgj_stage",
    "possible_max_resection": "max_resection",
    "possible_retreat": "retreat",
    "possible_malnutrition": "malnutrition",
    "possible_meld_3_0": "meld_3_0",
    "possible_g_categories": "g_category",
}
GRADES = {"albi": "malbi_grade", "palbi": "palbi_grade", "ez_albi": "ez_albi_grade"}
REASONS = ("beyond_up_to_seven", "malbi_2b_or_worse", "unfavourable_morphology")
OTHER_TUMOURS = frozenset({"combined_hcc_cca", "icc", "metastasis", "other"})
UNGATED = frozenset(
    {
        *("child_pugh", "albi", "palbi", "ez_albi", "fib4", "apri", "meld_family", "egfr_ckd_epi_2021"),
        *("bmi", "ecog_kps", "pvtt", "csph", "makuuchi", "flr"),
        *("nrs2002", "must", "glim", "g8", "distress"),
    }
)
"""Given to everybody; the others only to adults whose tumour may be hepatocellular (product.md)."""
PASSED_ON = frozenset({"flr_method", "suicidal_thoughts", "bclc_b_group", "closeness"})


def differences(
    item: str, known: Known, values: Mapping[str, Any], found: Mapping[str, set[Any]]
) -> list[str]:
    """Where a printed result is not what the enumeration reaches."""
    if known["gated"] and item not in UNGATED:
        return [f"{key}: first {x!r}, second nothing" for key, x in values.items() if x not in (None, [])]
    wrong = []
    nullable = {
        key
        for part in ITEMS[item]
        if not _needed(part) <= set(known) or set(part.inputs) & set(known["ranges"])
        for key in part.null_if_missing
    }
    for key, actual in values.items():
        if key in PASSED_ON:
            continue
        if key in ("reasons", "possible_reasons"):
            reach = all if key == "reasons" else any
            expected: Any = [r for r in REASONS if reach(found[r])]
        elif key.startswith("possible_"):
            base = base_of(item, key)
            reached = found[base]
            expected = [x for x in ORDER[item, base] if x in reached]
            if key == "possible_meld_3_0" and set(expected) <= set(actual):
                continue
        elif key.endswith(("_min", "_max")):
            reached = {x for x in found[key[:-4]] if x is not None}
            expected = (min if key.endswith("_min") else max)(reached) if reached else None
        else:
            reached = found[key]
            expected = next(iter(reached)) if len(reached) == 1 else None
            if (item, key) == ("tnm8", "n") and expected is None:
                expected = "NX"
            if item == "csph" and expected is None:
                expected = "indeterminate"  # the item's own word for what its evidence does not tell (6.1)
        if actual is None and key in nullable:
            continue
        if actual != expected:
            wrong.append(f"{key}: first {actual!r}, second {expected!r}")
    return wrong


def _needed(part: Part) -> set[str]:
    return set(part.inputs) - set(part.assumed)


def base_of(item: str, key: str) -> str:
    if key == "possible_grades":
        return GRADES[item]
    if key == "possible_bands":
        return f"{item}_band"
    return BASE[key] or ""
