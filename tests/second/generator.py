"""Seeded patients over the whole input space: both units, values beside thresholds, gaps, odd nodules."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.second.envelope import CHOICES, G8, ITEMS, LIMITS

Document = dict[str, Any]

ROOTS = {
    "bilirubin": ("bilirubin_umol_per_l", "bilirubin_mg_per_dl"),
    "albumin": ("albumin_g_per_l", "albumin_g_per_dl"),
    "creatinine": ("creatinine_mg_per_dl", "creatinine_umol_per_l"),
    "afp": ("afp_ng_per_ml", "afp_iu_per_ml"),
    "crp": ("crp_mg_per_l", "crp_mg_per_dl"),
    "clotting": ("inr", "pt_seconds_prolonged"),
    "bmi": ("bmi_kg_per_m2", "weight_kg", "height_cm", "dry_weight_kg"),
    "ecog_or_kps": ("ecog", "kps"),
    "diffuse": ("tumour_pattern",),
    "sizes": ("lesions", "lesion_count_total"),
    "malbi_grade": ("bilirubin_umol_per_l", "bilirubin_mg_per_dl"),
    "proven_loss": ("weight_loss_percent_6m",),
    "tumour_free": ("lesions", "lesion_count_total"),
    "child_pugh_class": ("bilirubin_umol_per_l", "bilirubin_mg_per_dl", "ascites", "encephalopathy_grade"),
    "child_pugh_points": ("albumin_g_per_l", "albumin_g_per_dl", "inr", "pt_seconds_prolonged"),
}
"""The JSON keys behind a canonical quantity."""

SECOND_UNIT = {
    "bilirubin_umol_per_l": ("bilirubin_mg_per_dl", 1 / 17.1),
    "albumin": ("albumin_g_per_dl", 0.1),
    "creatinine": ("creatinine_umol_per_l", 88.4),
    "afp": ("afp_iu_per_ml", 1 / 1.21),
    "crp": ("crp_mg_per_dl", 0.1),
}
FIRST_UNIT = {
    "albumin": "albumin_g_per_l",
    "creatinine": "creatinine_mg_per_dl",
    "afp": "afp_ng_per_ml",
    "crp": "crp_mg_per_l",
    "bmi": "bmi_kg_per_m2",
}
USUAL = {
    # where values are drawn from when they are not on a threshold
    "bilirubin_umol_per_l": (3, 90),
    "bilirubin_mg_per_dl": (0.2, 5),
    "albumin": (18, 50),
    "inr": (0.8, 3),
    "pt_seconds_prolonged": (-1, 10),
    "creatinine": (0.4, 5),
    "sodium_mmol_per_l": (118, 145),
    "platelets_10e9_per_l": (20, 350),
    "ast_u_per_l": (10, 300),
    "alt_u_per_l": (10, 300),
    "ast_uln_u_per_l": (25, 60),
    "age_years": (18, 95),
    "afp": (0, 1500),
    "crp": (0, 30),
    "pivka_ii_mau_per_ml": (0, 900),
    "tumour_liver_percent": (0, 100),
    "afp_at_transplant_ng_per_ml": (0, 1500),
    "explant_largest_viable_mm": (0, 120),
    "hvpg_mmhg": (2, 20),
    "lsm_kpa": (3, 45),
    "icg_r15_percent": (2, 50),
    "flr_percent": (15, 60),
    "bmi": (15, 36),
    "food_intake_percent_last_week": (0, 120),
    "ast_before_first_tace_u_per_l": (20, 200),
    "ast_before_second_tace_u_per_l": (20, 300),
    "weight_loss_percent_beyond_6m": (0, 25),
}
WORDS = {
    **{
        name: CHOICES[name]
        for name in (
            "ascites",
            "ascites_control",
            "sex",
            "microvascular_invasion",
            "histologic_grade",
            "cancer_related_symptoms",
            "liver_background",
            "tace_response",
            "impaired_general_condition",
            "acutely_ill_no_intake_5d",
        )
    },
    "use_asian_cutoffs": ("yes", "no"),
    "varices": ("none", "none", "none", "small", "large"),
    "variceal_bleed_ever": ("no", "no", "no", "yes"),
    "splenomegaly": ("yes", "no"),
    "n_status": ("n0", "n0", "n0", "n0", "n1"),
    "m_status": ("m0", "m0", "m0", "m0", "m1"),
    "portal_vein_invasion": (*("none",) * 8, "vp1", "vp2", "vp3", "vp4", "smv", "bland_thrombus"),
    "hepatic_vein_invasion": (*("none",) * 8, "vv1", "vv2", "vv3"),
    "bile_duct_invasion": ("none", "none", "none", "b1", "b2", "b3", "b4"),
    "adjacent_organ_invasion": ("no", "no", "no", "yes"),
    "visceral_peritoneum_perforation": ("no", "no", "no", "yes"),
    "sarcomatous_change": ("no", "no", "yes"),
    "tumour_pattern": (*("nodular",) * 6, *CHOICES["tumour_pattern"]),
    "flr_method": ("ct_nontumour", "standardised_tlv"),
    "muscle_mass": ("normal", "normal", "mild_moderate_deficit", "severe_deficit"),
    "reduced_intake_glim": ("yes", "no"),
    "inflammation_or_disease_burden": ("yes", "no"),
    "ecog_attribution": ("tumour", "liver_disease", "comorbidity", "mixed"),
    "transplant_candidate": ("yes", "no", "contraindicated"),
    "dialysis_twice_last_week": (False, False, True),
    "cholestatic_disease": (False, False, True),
    "ecog": (0, 0, 0, 1, 2, 3, 4),
    "encephalopathy_grade": (0, 0, 0, 1, 2, 3, 4),
    "nrs_disease_severity": (0, 1, 2, 3),
    "explant_viable_count": (0, 1, 2, 3, 4, 5, 6, 9, 10),
    "child_pugh_points_before_first_tace": tuple(range(5, 10)),
    "child_pugh_points_before_second_tace": tuple(range(5, 11)),
    "distress_thermometer_0_10": tuple(range(11)),
    "phq2_total": tuple(range(7)),
    "gad2_total": tuple(range(7)),
}
OPEN_WORD = {
    "ascites": "unknown",
    "ascites_control": "unknown",
    "encephalopathy_grade": "unknown",
    "n_status": "nx",
    "m_status": "unknown",
    "portal_vein_invasion": "indeterminate",
    "hepatic_vein_invasion": "indeterminate",
    "tumour_pattern": "unknown",
    "microvascular_invasion": "unknown",
    "adjacent_organ_invasion": "unknown",
    "visceral_peritoneum_perforation": "unknown",
    "bile_duct_invasion": "unknown",
    "histologic_grade": "unknown",
    "sarcomatous_change": "unknown",
    "varices": "not_examined",
    "variceal_bleed_ever": "unknown",
    "splenomegaly": "unknown",
    "ecog_attribution": "unknown",
    "transplant_candidate": "unknown",
    "cancer_related_symptoms": "unknown",
    "liver_background": "unknown",
    "tace_response": "unknown",
    "flr_method": "unknown",
    "muscle_mass": "unknown",
}
HARD_OTHER = {
    "bilirubin_mg_per_dl": (0.05, 70),
    "albumin_g_per_dl": (0.5, 7.0),
    "creatinine_umol_per_l": (10, 2500),
    "afp_iu_per_ml": (0, 100000000),
    "crp_mg_per_dl": (0, 100),
}
WHOLE_NUMBERS = frozenset(
    {
        *("age_years", "ecog", "kps", "encephalopathy_grade", "nrs_disease_severity", "explant_viable_count"),
        *("child_pugh_points_before_first_tace", "child_pugh_points_before_second_tace"),
        *("distress_thermometer_0_10", "phq2_total", "gad2_total", "child_pugh_points", "lesion_count_total"),
    }
)
HARD = {
    # the hard range of every key that may be recorded only within limits
    **{FIRST_UNIT.get(name, name): ends for name, (ends, _) in LIMITS.items()},
    **HARD_OTHER,
    "weight_kg": (20, 350),
    "dry_weight_kg": (20, 350),
    "height_cm": (50, 250),
    "ecog": (0, 4),
    "kps": (0, 100),
    "encephalopathy_grade": (0, 4),
    "nrs_disease_severity": (0, 3),
    "explant_viable_count": (0, 100),
    "child_pugh_points": (5, 15),
    "child_pugh_points_before_first_tace": (5, 15),
    "child_pugh_points_before_second_tace": (5, 15),
    "distress_thermometer_0_10": (0, 10),
    "phq2_total": (0, 6),
    "gad2_total": (0, 6),
    "lesion_count_total": (0, 500),
}
SIZES = (10, 20, 21, 25, 30, 31, 40, 45, 46, 50, 51, 60, 61, 65, 66, 70, 80, 81, 100, 110, 150)


def tidy(x: float) -> float | int:
    x = round(x, 6)
    return int(x) if x == int(x) else x


def _number(rng: Random, name: str) -> float | int:
    (low, high), thresholds = LIMITS[name]
    if name == "age_years":
        return rng.choice(
            (*(int(t) + d for t in thresholds for d in (-1, 0, 1)), *(rng.randint(15, 95) for _ in range(20)))
        )
    kind = rng.random()
    if kind < 0.3 and thresholds:
        x = rng.choice(thresholds) + rng.choice((-0.001, 0, 0.001))
    elif kind < 0.32:
        x = rng.choice((low, high))
    else:
        bottom, top = USUAL[name]
        x = round(rng.uniform(bottom, top), rng.choice((0, 1, 2)))
    return tidy(min(max(x, low), high))


def _put(rng: Random, document: Document, name: str) -> None:
    value = _number(rng, name)
    if name in SECOND_UNIT and rng.random() < 0.4:
        key, factor = SECOND_UNIT[name]
        places = rng.choice((1, 2, 6))
        value = tidy(round(value * factor, places))
        low, high = HARD_OTHER[key]
        document[key] = min(max(value, low), high)
    else:
        document[FIRST_UNIT.get(name, name)] = value


def lesions(rng: Random, document: Document, count: int | None = None) -> None:
    """Nought to six nodules: viable, treated, benign, open, without size, and some that are only counted."""
    count = rng.choice((0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6)) if count is None else count
    made: list[dict[str, Any]] = []
    base = rng.choice(SIZES)
    for _ in range(count):
        size: float | int | None = base if rng.random() < 0.3 else rng.choice(SIZES)
        kind = rng.random()
        if kind < 0.15:
            size = tidy(size + rng.choice((-0.001, 0.001, 0.5)))  # type: ignore[operator]
        status = rng.choice((*("viable",) * 12, "complete_response", "benign"))
        made.append({"size_mm": size, "status": status})
    document["lesions"] = made
    if rng.random() < 0.15:
        document["lesion_count_total"] = sum(one["status"] == "viable" for one in made)


def open_lesions(rng: Random, document: Document) -> None:
    """One gap among the nodules."""
    made = document.get("lesions") or []
    kind = rng.random()
    viable = [one for one in made if one["status"] in ("viable", "indeterminate")]
    if kind < 0.25 and viable:
        rng.choice(viable)["size_mm"] = None
    elif kind < 0.5 and viable:
        rng.choice(viable)["status"] = "indeterminate"
    elif kind < 0.75:
        extra = rng.choice((-1, 1, 1, 2, 3, 8))
        document["lesion_count_total"] = max(0, len(viable) + extra)
        if not made:
            document["lesion_count_total"] = rng.choice((0, 1, 2))
    else:
        document.pop("lesions", None)
        document.pop("lesion_count_total", None)
        if rng.random() < 0.4:
            document["lesion_count_total"] = rng.choice((0, 1, 2, 3, 4, 6, 11, 99))


def full(rng: Random) -> Document:
    """A patient of whom everything is known."""
    document: Document = {}
    for name in LIMITS:
        if name.startswith("weight_loss_percent") and not name.endswith("beyond_6m"):
            continue
        if name in ("bilirubin_mg_per_dl", "pt_seconds_prolonged", "bmi"):
            continue
        if name == "hvpg_mmhg" and rng.random() < 0.7:
            continue
        _put(rng, document, name)
    if rng.random() < 0.5:
        document.pop("bilirubin_umol_per_l", None)
        document["bilirubin_mg_per_dl"] = _number(rng, "bilirubin_mg_per_dl")
    if rng.random() < 0.3:
        document["pt_seconds_prolonged"] = _number(rng, "pt_seconds_prolonged")
    losses = sorted(
        rng.choice((0, 0, 3, 5, 5.001, 6, 10, 10.001, 12, 15, 15.001, 20, round(rng.uniform(0, 20), 1)))
        for _ in range(4)
    )
    for month, loss in zip((1, 2, 3, 6), losses, strict=True):
        document[f"weight_loss_percent_{month}m"] = loss
    if rng.random() < 0.5:
        document["bmi_kg_per_m2"] = _number(rng, "bmi")
    else:
        document["height_cm"] = rng.choice((160, 170, 180, rng.randint(140, 200)))
        document["weight_kg"] = tidy(round(rng.uniform(40, 120 if rng.random() < 0.95 else 250), 1))
        if rng.random() < 0.3:
            document["dry_weight_kg"] = tidy(document["weight_kg"] - rng.choice((0, 2, 6)))
    for name, members in WORDS.items():
        document[name] = rng.choice(members)
    if not document["explant_viable_count"] or not document["explant_largest_viable_mm"]:
        document["explant_viable_count"] = document["explant_largest_viable_mm"] = 0
    for part in G8:
        value = float(rng.choice(CHOICES[f"g8_{part}"]))
        document[f"g8_{part}"] = tidy(value)
    causes = ("hbv", "hcv", "alcohol", "masld", "pbc", "hemochromatosis", "none")
    document["etiologies"] = sorted(set(rng.choices(causes, k=rng.choice((1, 1, 1, 2, 3)))))
    if rng.random() < 0.3:
        document["etiologies"] = ["masld"]
    if "none" in document["etiologies"]:
        document["etiologies"] = ["none"]
    if rng.random() < 0.2:
        document["kps"] = {0: 90, 1: 80, 2: 60, 3: 40, 4: 10}[document["ecog"]]
        if rng.random() < 0.1:
            document["kps"] = rng.choice((0, 50, 100))
    if rng.random() < 0.3:
        document["tumour_type"] = "hcc"
    elif rng.random() < 0.08:
        document["tumour_type"] = rng.choice(
            ("fibrolamellar", "combined_hcc_cca", "icc", "metastasis", "unknown")
        )
    if rng.random() < 0.05:
        document["child_pugh_class"] = rng.choice("ABC")
    document["bclc_stage_baseline"] = rng.choice("0AABBCD")
    lesions(rng, document)
    return document


def remove(rng: Random, document: Document, quantity: str) -> None:
    """Take one input away, or answer it with the word for not knowing."""
    if quantity in ("sizes", "tumour_free"):
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
            open_lesions(rng, document)
        return
    if quantity in ("child_pugh_class", "child_pugh_points") and rng.random() < 0.5:
        for key in (*ROOTS["child_pugh_class"], *ROOTS["child_pugh_points"]):
            document.pop(key, None)
        if rng.random() < 0.7:
            document["child_pugh_class"] = rng.choice("ABC")
        elif rng.random() < 0.7:
            document["child_pugh_points"] = rng.randint(5, 15)
        return
    if quantity == "ecog_or_kps" and rng.random() < 0.5:
        document["kps"] = rng.choice(range(0, 101, 10))
        document.pop("ecog", None)
        return
    keys = ROOTS.get(quantity, (quantity,))
    if quantity in ("child_pugh_class", "child_pugh_points"):
        if rng.random() < 0.3:
            document["child_pugh_class"] = rng.choice("ABC")
        elif rng.random() < 0.3:
            document["child_pugh_points"] = rng.randint(5, 15)
        keys = ROOTS[rng.choice(("bilirubin", "albumin", "clotting"))]
    if quantity == "malbi_grade":
        keys = ROOTS[rng.choice(("bilirubin", "albumin"))]
    if quantity == "bmi" and rng.random() < 0.3:
        keys = ("bmi_kg_per_m2", rng.choice(("weight_kg", "height_cm")))
        document.pop("dry_weight_kg", None)
    for key in keys:
        if key in OPEN_WORD and rng.random() < 0.5:
            document[key] = OPEN_WORD[key]
            if key in ("portal_vein_invasion", "hepatic_vein_invasion") and rng.random() < 0.4:
                document[key] = "unknown"
        elif key in document and rng.random() < 0.1:
            document[key] = None
        else:
            document.pop(key, None)


def patient(rng: Random) -> tuple[str, Document]:
    """A patient with nought to three gaps in one item; the other items see what is left."""
    document = full(rng)
    item = rng.choice(list(ITEMS))
    names = sorted({name for part in ITEMS[item] for name in part.inputs})
    for name in rng.sample(names, min(len(names), rng.choice((0, 1, 1, 1, 2, 2, 3)))):
        remove(rng, document, name)
    return item, document


def numbered(seed: int, index: int) -> Document:
    """One of a seed's patients, whichever were made before; two in five have numbers known only within limits."""
    rng = Random(f"{seed}/{index}")
    item, document = patient(rng)
    if rng.random() < 0.4:
        within_limits(rng, item, document)
    return document


def within_limits(rng: Random, item: str, document: Document) -> None:
    """Turn one to three of the item's numbers into limits that hold them: "< 2", "40-50", "at least 5"."""
    names = sorted({name for part in ITEMS[item] for name in part.inputs})
    keys = {key for name in names for key in ROOTS.get(name, (name,)) if _is_number(document.get(key))}
    for key in rng.sample(sorted(keys & set(HARD)), min(len(keys & set(HARD)), rng.choice((1, 1, 2, 3)))):
        document[key] = limits(rng, document[key], HARD[key], whole=key in WHOLE_NUMBERS)
    sized = [one for one in document.get("lesions") or () if _is_number(one["size_mm"])]
    if sized and "sizes" in names and rng.random() < 0.5:
        for one in rng.sample(sized, min(len(sized), rng.choice((1, 1, 2)))):
            one["size_mm"] = limits(rng, one["size_mm"], (1, 300))


def limits(rng: Random, x: float, hard: tuple[float, float], whole: bool = False) -> Document:
    """The JSON form of limits round x, either end excluded now and then, one end now and then left open."""
    low, high = hard

    def step() -> float:
        return rng.choice((0, 1, 1, 2)) if whole else rng.choice((0, 0.001, 0.1 * abs(x), 0.3 * abs(x), 5))

    ends = {"min": tidy(max(x - step(), low)), "max": tidy(min(x + step(), high))}
    if ends["min"] == ends["max"]:
        return ends
    found: Document = dict(ends)
    for end, value in ends.items():
        if not whole and value != x and rng.random() < 0.4:
            found[f"{end}_open"] = True
    if rng.random() < 0.3:
        end = rng.choice(("min", "max"))
        found.pop(end)
        found.pop(f"{end}_open", None)
    return found


def _is_number(x: object) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool)
