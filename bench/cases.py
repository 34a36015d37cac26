"""Cases: invented patients from a seed, as JSON documents; ordinary, thoroughly recorded and sparse ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from resources import path

Document = dict[str, Any]

SEED = 20261123
EXAMPLE: Path = path("examples", "example.json")

_ARTERIAL = ("tace_conventional", "tace_deb", "haic")
_SYSTEMIC = ("sorafenib", "lenvatinib", "atezolizumab_bevacizumab", "durvalumab_tremelimumab")
_SEGMENTS = ("s1", "s2", "s3", "s4a", "s4b", "s5", "s6", "s7", "s8")


def example() -> Document:
    """The bundled example case."""
    document: Document = json.loads(EXAMPLE.read_text("utf-8"))
    return document


def patients(count: int, seed: int = SEED) -> Iterator[tuple[str, Document]]:
    """`count` patients with their kind: half ordinary, a quarter thoroughly recorded, a quarter sparse."""
    random = Random(seed)
    kinds: tuple[tuple[str, Callable[[Random], Document]], ...] = (
        ("ordinary", ordinary),
        ("thorough", thorough),
        ("ordinary", ordinary),
        ("sparse", sparse),
    )
    for number in range(count):
        kind, make = kinds[number % len(kinds)]
        yield kind, make(random)


def ordinary(random: Random) -> Document:
    """The minimal data set of a plausible patient, the safety checklist answered with one key."""
    document = _person(random)
    document.update(_tumour(random))
    document.update(_liver(random))
    ecog = random.choices((0, 1, 2, 3), (58, 28, 10, 4))[0]
    document["ecog"] = ecog
    if ecog:
        document["ecog_attribution"] = random.choice(("tumour", "liver_disease", "comorbidity", "mixed"))
    document["prior_treatments"] = _courses(random) if random.random() < 0.3 else []
    document["exclusion_checklist"] = "none_apply"
    return document


def thorough(random: Random) -> Document:
    """An ordinary patient of whom much beyond the minimal set is known, the Fit step answered."""
    document = ordinary(random)
    document.update(
        height_cm=random.randint(150, 188),
        weight_kg=random.randint(45, 105),
        hcv_status=random.choice(("never", "svr", "viraemic")),
        hbv_antiviral=random.choice(("entecavir", "tenofovir", "none")),
        sodium_mmol_per_l=random.randint(128, 144),
        ast_u_per_l=random.randint(18, 180),
        alt_u_per_l=random.randint(15, 160),
        hemoglobin_g_per_l=random.randint(85, 160),
        pivka_ii_mau_per_ml=random.choice((18, 44, 130, 900, 5200)),
        afp_l3_percent=random.choice((2.5, 9, 22)),
        crp_mg_per_l=random.choice((1, 4, 15, 60)),
        bilobar=random.choice(("yes", "no")),
        tumour_liver_percent=random.choice((4, 12, 30, 55)),
        transplant_candidate=random.choice(("yes", "no", "contraindicated")),
        microvascular_invasion=random.choice(("absent", "present")),
        histologic_grade=random.choice(("g1", "g2", "g3")),
        high_risk_stigmata=random.choice(("yes", "no")),
        variceal_bleed_ever=random.choice(("no", "no", "yes")),
        endoscopy_date=random.choice(("2026-03-02", "2026-10-12")),
        sbp_history="no",
        lsm_kpa=random.choice((7.5, 14, 21, 33)),
        hvpg_mmhg=random.choice((6, 9, 13)),
        flr_percent=random.choice((24, 38, 61)),
        icg_r15_percent=random.choice((6, 13, 24)),
        planned_resection=random.choice(("wedge", "segmentectomy", "hemihepatectomy")),
        anaesthesia_fit=random.random() < 0.85,
        lesion_visible_on_guidance=random.random() < 0.9,
        safe_access_route=random.random() < 0.9,
        arterial_access_feasible=random.random() < 0.95,
        igrt_available=random.random() < 0.9,
        distance_central_bile_duct_mm=random.choice((4, 12, 30)),
        distance_bowel_mm=random.choice((5, 15, 60)),
        tnf_alpha_pg_per_ml=random.choice((1.2, 4.0)),
        ifn_gamma_pg_per_ml=random.choice((3.0, 9.0)),
        neuropathy_grade=0,
        autoimmune_disease=random.choice(("none", "none", "controlled")),
        general_anaesthesia_risk=random.choice(("asa_2", "asa_3")),
    )
    return document


def sparse(random: Random) -> Document:
    """What is known early in a consultation: most fields open, some values only a limit or a range."""
    whole = ordinary(random)
    kept = random.uniform(0.0, 0.7)
    document = {key: value for key, value in whole.items() if random.random() < kept}
    for key in ("bilirubin_umol_per_l", "afp_ng_per_ml", "platelets_10e9_per_l"):
        if key in document and random.random() < 0.3:
            limit = document[key]
            document[key] = random.choice(({"min": limit}, {"max": limit}, {"min": limit, "max": limit * 2}))
    return document


def _person(random: Random) -> Document:
    return {
        "assessment_date": "2026-11-23",
        "age_years": min(92, max(22, round(random.gauss(62, 11)))),
        "sex": random.choices(("male", "female"), (3, 1))[0],
        "tumour_type": random.choices(("hcc", "combined_hcc_cca"), (97, 3))[0],
        "diagnosis_basis": random.choice(("histology", "imaging_lirads5")),
    }


def _tumour(random: Random) -> Document:
    picture = random.choices(("tiny", "single", "few", "many", "vein", "spread"), (12, 28, 20, 18, 14, 8))[0]
    sizes = {
        "tiny": [random.randint(8, 20)],
        "single": [random.randint(21, 110)],
        "few": [random.randint(9, 34) for _ in range(random.randint(2, 3))],
        "many": [random.randint(12, 95) for _ in range(random.randint(4, 8))],
        "vein": [random.randint(35, 140) for _ in range(random.randint(1, 3))],
        "spread": [random.randint(20, 120) for _ in range(random.randint(1, 5))],
    }[picture]
    extra: Document = {}
    if picture == "spread":
        extra["metastasis_sites"] = random.choice((["lung"], ["bone"], ["adrenal"]))
    return {
        "lesions": [_lesion(random, number, size) for number, size in enumerate(sizes, start=1)],
        "tumour_pattern": random.choices(("nodular", "massive", "infiltrative_diffuse"), (88, 8, 4))[0],
        "portal_vein_invasion": random.choice(("vp1", "vp2", "vp3", "vp4")) if picture == "vein" else "none",
        "hepatic_vein_invasion": random.choices(("none", "vv1"), (95, 5))[0],
        "n_status": random.choice(("n0", "n1")) if picture == "spread" else "n0",
        "m_status": "m1" if picture == "spread" else "m0",
        "afp_ng_per_ml": random.choice((3, 9, 22, 150, 399, 620, 1001, 5400, 61000)),
        **extra,
    }


def _lesion(random: Random, number: int, size: int) -> Document:
    lesion: Document = {"label": f"L{number}", "size_mm": size}
    if random.random() < 0.7:
        lesion["segment"] = [random.choice(_SEGMENTS)]
    if random.random() < 0.1:
        lesion["status"] = random.choice(("complete_response", "indeterminate"))
    return lesion


def _liver(random: Random) -> Document:
    reserve = random.choices(("good", "fair", "poor"), (62, 27, 11))[0]
    low, high = {"good": (6, 26), "fair": (24, 55), "poor": (45, 190)}[reserve]
    least, most = {"good": (36, 46), "fair": (28, 37), "poor": (20, 29)}[reserve]
    inr = {
        "good": random.uniform(0.95, 1.3),
        "fair": random.uniform(1.2, 1.8),
        "poor": random.uniform(1.6, 2.8),
    }
    hbv = random.random() < 0.6
    return {
        "cirrhosis": random.choices(("yes", "no"), (4, 1))[0] if reserve == "good" else "yes",
        "etiologies": ["hbv"] if hbv else [random.choice(("hcv", "alcohol", "masld"))],
        "hbsag": "positive" if hbv else "negative",
        "bilirubin_umol_per_l": random.randint(low, high),
        "albumin_g_per_l": random.randint(least, most),
        "inr": round(inr[reserve], 2),
        "creatinine_umol_per_l": random.choice((58, 71, 86, 104, 131, 180)),
        "platelets_10e9_per_l": random.randint(32, 260),
        "ascites": random.choice(
            {"good": ("none",), "fair": ("none", "slight"), "poor": ("slight", "moderate_severe")}[reserve]
        ),
        "encephalopathy_grade": random.choice({"good": (0,), "fair": (0, 0, 1), "poor": (0, 1, 2)}[reserve]),
        "varices": random.choice(("none", "none", "small", "large", "not_examined")),
    }


def _courses(random: Random) -> list[Document]:
    types = random.choice(
        (
            (random.choice(("resection", "rfa", "mwa")),),
            (random.choice(_ARTERIAL),),
            (random.choice(_ARTERIAL), random.choice(_SYSTEMIC)),
            (random.choice(_SYSTEMIC),),
        )
    )
    return [
        {
            "type": kind,
            "date": random.choice(("2024-05-01", "2025-11-20", "2026-08-10")),
            "stopped_for": random.choice(("completed", "progression", "toxicity")),
        }
        for kind in types
    ]
