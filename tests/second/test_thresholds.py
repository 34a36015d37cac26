"""Every threshold of scores.md just below, at and just above, in each unit: both implementations agree."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.second.compare import report
from tests.second.envelope import INPUTS, ITEMS, LIMITS, SPREAD, STEPS, VEINS
from tests.second.generator import FIRST_UNIT, HARD_OTHER, ROOTS, SECOND_UNIT, full, tidy

Document = dict[str, Any]
STEPS_ASIDE = (-0.001, -0.000001, 0, 0.000001, 0.001)
LIMIT = 6_000


def bases() -> list[Document]:
    """A few fully known adults who differ in everything, with nothing that stops the scores."""
    found = []
    for seed in range(4):
        document = full(Random(seed))
        document |= {"age_years": 45 + 10 * seed, "tumour_type": "hcc", "lesions": [{"size_mm": 28}]}
        document |= {"portal_vein_invasion": "none", "hepatic_vein_invasion": "none", "n_status": "n0"}
        document |= {"m_status": "m0", "hvpg_mmhg": None, "ascites": "none", "varices": "none"}
        for name in ("lesion_count_total", "child_pugh_class", "kps"):
            document.pop(name, None)
        found.append(document)
    return found


BASES = bases()


def variants(name: str) -> Iterator[Document]:
    """The field's own unit and the other one."""
    (low, high), thresholds = LIMITS[name]
    own = FIRST_UNIT.get(name, name)
    for limit in thresholds:
        for aside in (-1, 0, 1) if name == "age_years" else STEPS_ASIDE:
            if low <= limit + aside <= high:
                yield {own: tidy(limit + aside)}
            if name in SECOND_UNIT:
                other, factor = SECOND_UNIT[name]
                value = tidy(limit * factor + aside)
                if HARD_OTHER[other][0] <= value <= HARD_OTHER[other][1]:
                    yield {other: value}


def put(document: Document, name: str, change: Document) -> Document:
    dropped = ROOTS.get(name, ROOTS["bilirubin"] if name.startswith("bilirubin") else ())
    if name == "pt_seconds_prolonged":
        dropped = ("inr",)
    kept = {key: value for key, value in document.items() if key not in dropped}
    if name.startswith("weight_loss_percent") and not name.endswith("beyond_6m"):
        months = [f"weight_loss_percent_{month}m" for month in (1, 2, 3, 6)]
        value, place = change[name], months.index(name)
        kept |= {month: min(kept[month], value) for month in months[:place]}
        kept |= {month: max(kept[month], value) for month in months[place:]}
    if name == "explant_largest_viable_mm":
        kept["explant_viable_count"] = max(1, kept["explant_viable_count"])
    return {**kept, **change}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_number(name: str) -> None:
    changes = list(variants(name))
    found = report([put(base, name, change) for change in changes for base in BASES], LIMIT)
    assert not found, f"\n{found}"


def nodules() -> Iterator[list[float]]:
    asides = (-0.001, 0, 0.001, 0.1)
    for step in STEPS:
        for aside in asides:
            size = float(step) + aside
            yield [size]
            for count in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12):
                yield [size] + [5.0] * (count - 1)
                yield [size] * count
    for aside in asides:
        yield [45.0, 35.0 + aside]
        yield [40.0 + aside, 40.0]
        yield [30.0, 25.0, 25.0 + aside]
        yield [20.0, 20.0, 20.0, 20.0 + aside]
        yield [16.0, 16.0, 16.0, 16.0, 16.0 + aside]
        yield [60.33 + aside]
        yield [60.3336, 1.0 + abs(aside)]
        yield [66.0 + aside]


def test_nodules() -> None:
    documents = [
        {**base, "lesions": [{"size_mm": tidy(size), "status": "viable"} for size in sizes]}
        for sizes in nodules()
        for base in BASES[:1]
    ]
    found = report(documents, LIMIT, [item for item in ITEMS if "sizes" in INPUTS[item]])
    assert not found, f"\n{found}"


def formulas() -> Iterator[Document]:
    """Inputs that put a formula on its grade limit, and a hair to each side."""
    for hair in (-0.0001, 0.0, 0.0001):
        for albumin in (25, 31.5, 38, 44):
            for limit in (-2.60, -2.27, -1.39):
                bilirubin = 10 ** ((limit + 0.085 * albumin) / 0.66) + hair
                if 1 <= bilirubin <= 1200:
                    yield {"bilirubin_umol_per_l": tidy(bilirubin), "albumin_g_per_l": albumin}
            for limit in (-34.4, -22.2):
                bilirubin = limit + 0.9 * albumin + hair
                if 0.05 <= bilirubin <= 70:
                    yield {"bilirubin_mg_per_dl": tidy(bilirubin), "albumin_g_per_l": albumin}
        for limit in (1.30, 1.45, 2.0, 2.67, 3.25):
            for age in (58, 64, 65, 70):
                for causes in (["masld"], ["hbv"]):
                    platelets = age * 36 / (limit * 5) + hair
                    ages = {"age_years": age, "etiologies": causes}
                    yield {
                        **ages,
                        "ast_u_per_l": 36,
                        "alt_u_per_l": 25,
                        "platelets_10e9_per_l": tidy(platelets),
                    }
        for limit in (0.5, 1.5):
            yield {"ast_u_per_l": tidy(80 * limit + hair), "ast_uln_u_per_l": 40, "platelets_10e9_per_l": 200}
        for limit in LIMITS["bmi"][1]:
            yield {"height_cm": 200, "weight_kg": tidy(4 * limit + hair), "dry_weight_kg": None}
        for points in range(15, 91, 15):
            for sex, low, exponent in (("male", 0.9, -0.302), ("female", 0.7, -0.241)):
                scale = 142 * 0.9938**50 * (1.012 if sex == "female" else 1)
                ratio = ((points - 0.5) / scale) ** (1 / -1.2)
                if ratio < 1:
                    ratio = ((points - 0.5) / scale) ** (1 / exponent)
                yield {"age_years": 50, "sex": sex, "creatinine_mg_per_dl": tidy(ratio * low + hair)}
        yield {"ast_before_first_tace_u_per_l": 40, "ast_before_second_tace_u_per_l": tidy(50 + hair)}
        yield {"ast_before_first_tace_u_per_l": 33.3, "ast_before_second_tace_u_per_l": tidy(41.625 + hair)}


def test_formulas() -> None:
    documents = []
    for change in formulas():
        for base in BASES[:2]:
            dropped = (
                {"bilirubin_umol_per_l", "bilirubin_mg_per_dl"} if "albumin_g_per_l" in change else set()
            )
            dropped |= {"albumin_g_per_dl"} if "albumin_g_per_l" in change else set()
            dropped |= {"creatinine_umol_per_l"} if "creatinine_mg_per_dl" in change else set()
            dropped |= {"bmi_kg_per_m2"} if "height_cm" in change else set()
            kept = {key: value for key, value in base.items() if key not in dropped}
            documents.append({**kept, **change})
    found = report(documents, LIMIT)
    assert not found, f"\n{found}"


@pytest.mark.parametrize("item", sorted(ITEMS))
def test_everything_on_thresholds(item: str) -> None:
    """All numbers of an item sit on, or beside, one of their thresholds at once."""
    rng = Random(item)
    names = sorted(name for name in LIMITS if name in INPUTS[item])
    if {"bilirubin", "malbi_grade", "child_pugh_class", "child_pugh_points"} & INPUTS[item]:
        names += ["bilirubin_umol_per_l"]
    lists = list(nodules())
    documents = []
    for _ in range(60):
        document = {**full(rng), **{key: BASES[0][key] for key in (*VEINS, *SPREAD, "varices", "ascites")}}
        document |= {"tumour_type": "hcc", "variceal_bleed_ever": "no", "splenomegaly": "no"}
        document.pop("hvpg_mmhg", None)
        document["lesions"] = [{"size_mm": tidy(size)} for size in rng.choice(lists)]
        document["age_years"] = max(18, document["age_years"])
        for name in names:
            if name != "hvpg_mmhg" and (changes := list(variants(name))):
                document = put(document, name, rng.choice(changes))
        documents.append(document)
    found = report(documents, LIMIT, (item,))
    assert not found, f"\n{found}"


def test_nodules_with_afp() -> None:
    """Every limit of a size against every limit of AFP."""
    documents = []
    for afp in LIMITS["afp"][1]:
        for change in (afp - 0.001, afp, afp + 0.001):
            for size in (20, 30, 40, 50, 60, 65, 70, 80, 100, 110):
                for count in (1, 2, 3, 4, 5, 6):
                    lesions = [
                        {"size_mm": tidy(size - aside)} for aside in (10 * count - 10,) if size > aside
                    ]
                    lesions += [{"size_mm": 5}] * (count - 1)
                    document = put(BASES[0], "afp", {"afp_ng_per_ml": tidy(change)})
                    documents.append({**document, "lesions": lesions})
    found = report(documents, LIMIT, [item for item in ITEMS if {"sizes", "afp"} <= INPUTS[item]])
    assert not found, f"\n{found}"
