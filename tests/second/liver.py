"""Liver function, portal hypertension and resection: scores.md 3.1-3.2, 3.4-3.6, 6."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

D = Decimal
Known = dict[str, Any]
MILLIONTH = D("0.000001")


def six(x: Decimal) -> Decimal:
    """The quantity as it is compared: six decimals."""
    return x.quantize(MILLIONTH, ROUND_HALF_UP)


def shown(x: Decimal, places: int) -> float:
    """The quantity as it is printed."""
    return float(x.quantize(D(1).scaleb(-places), ROUND_HALF_UP))


@lru_cache(maxsize=65_536)
def log10(x: Decimal) -> Decimal:
    return x.log10()


def umol(bilirubin: tuple[str, Decimal]) -> Decimal:
    unit, amount = bilirubin
    return amount if unit == "umol" else amount * D("17.1")


def mg(bilirubin: tuple[str, Decimal]) -> Decimal:
    unit, amount = bilirubin
    return amount if unit == "mg" else amount / D("17.1")


def _band(x: Decimal, low: str, high: str) -> int:
    """1 below low, 2 from low to high inclusive, 3 above."""
    x = six(x)
    return 1 if x < D(low) else 2 if x <= D(high) else 3


def child_pugh(k: Known) -> Known:
    unit, amount = k["bilirubin"]
    bilirubin = _band(amount, "34", "51") if unit == "umol" else _band(amount, "2", "3")
    albumin = 1 if six(k["albumin"]) > 35 else 2 if six(k["albumin"]) >= 28 else 3
    kind, clotting = k["clotting"]
    rest = albumin + (_band(clotting, "1.7", "2.3") if kind == "inr" else _band(clotting, "4", "6"))
    rest += {"none": 1, "slight": 2, "moderate_severe": 3}[k["ascites"]]
    rest += (1, 2, 2, 3, 3)[k["encephalopathy_grade"]]
    shown_points = standard = bilirubin + rest
    if k["cholestatic_disease"]:
        shown_points = rest + (_band(amount, "68", "171") if unit == "umol" else _band(amount, "4", "10"))
    return {
        "points": shown_points,
        "class": _class(shown_points),
        "points_standard": standard,
        "class_standard": _class(standard),
    }


def _class(points: int) -> str:
    return "A" if points <= 6 else "B" if points <= 9 else "C"


def albi(k: Known) -> Known:
    score = D("0.66") * log10(umol(k["bilirubin"])) - D("0.085") * k["albumin"]
    x = six(score)
    fine = "1" if x <= D("-2.60") else "2a" if x < D("-2.27") else "2b" if x <= D("-1.39") else "3"
    return {"albi_score": shown(score, 3), "albi_grade": fine[0], "malbi_grade": fine}


def _three(x: Decimal, first: str, second: str) -> str:
    x = six(x)
    return "1" if x <= D(first) else "2" if x <= D(second) else "3"


def palbi(k: Known) -> Known:
    b = log10(umol(k["bilirubin"]))
    p = log10(k["platelets_10e9_per_l"])
    score = D("2.02") * b - D("0.37") * b * b - D("0.04") * k["albumin"] - D("3.48") * p + D("1.01") * p * p
    return {"palbi_score": shown(score, 3), "palbi_grade": _three(score, "-2.53", "-2.09")}


def ez_albi(k: Known) -> Known:
    score = mg(k["bilirubin"]) - 9 * k["albumin"] / 10
    return {"ez_albi_score": shown(score, 2), "ez_albi_grade": _three(score, "-34.4", "-22.2")}


def fib4(k: Known) -> Known:
    score = k["age_years"] * k["ast_u_per_l"] / (k["platelets_10e9_per_l"] * k["alt_u_per_l"].sqrt())
    low, high = D("1.45"), D("3.25")
    if k["etiologies"] == ("masld",):
        low, high = D("2.0") if k["age_years"] >= 65 else D("1.30"), D("2.67")
    x = six(score)
    return {
        "fib4": shown(score, 2),
        "fib4_band": "low" if x < low else "indeterminate" if x <= high else "high",
        "lower_limit": float(low),
        "upper_limit": float(high),
    }


def apri(k: Known) -> Known:
    score = k["ast_u_per_l"] / k["ast_uln_u_per_l"] * 100 / k["platelets_10e9_per_l"]
    x = six(score)
    band = "low" if x <= D("0.5") else "indeterminate" if x <= D("1.5") else "high"
    return {"apri": shown(score, 2), "apri_band": band}


def csph(k: Known) -> Known:
    """Missing evidence is None here: the rule itself says what an unrecorded sign means."""
    return {"csph": _csph(k)}


def _csph(k: Known) -> str:
    hvpg, lsm, platelets = k["hvpg_mmhg"], k["lsm_kpa"], k["platelets_10e9_per_l"]
    if hvpg is not None and hvpg >= 10:
        return "ruled_in"
    if k["varices"] in ("small", "large") or k["variceal_bleed_ever"] == "yes":
        return "ruled_in"
    if k["ascites"] in ("slight", "moderate_severe"):
        return "ruled_in"
    if hvpg is not None:
        return "ruled_out"
    if k["splenomegaly"] == "yes" and platelets is not None and platelets < 100:
        return "ruled_in"
    if lsm is None:
        return "indeterminate"
    if lsm >= 25:
        causes = set(k["etiologies"] or ())
        slim = k["bmi"] is not None and six(k["bmi"]) < 30
        if causes & {"hbv", "hcv", "hdv", "alcohol"} or ("masld" in causes and slim):
            return "ruled_in"
        return "indeterminate"
    if platelets is None:
        return "indeterminate"
    if lsm <= 15 and platelets >= 150:
        return "ruled_out"
    if (lsm >= 20 and platelets < 150) or (15 <= lsm < 20 and platelets < 110):
        return "probable"
    return "indeterminate"


def makuuchi(k: Known) -> Known:
    return {"max_resection": _makuuchi(k)}


def _makuuchi(k: Known) -> str:
    if k["ascites"] != "none" and k["ascites_control"] == "uncontrolled":
        return "none"
    bilirubin = six(mg(k["bilirubin"]))
    if bilirubin > 1:
        return "none" if bilirubin >= 2 else "enucleation" if bilirubin > D("1.5") else "limited_resection"
    for limit, procedure in (
        (10, "trisectionectomy_or_bisectionectomy"),
        (20, "left_hepatectomy_or_sectionectomy"),
        (30, "segmentectomy"),
        (40, "limited_resection"),
    ):
        if k["icg_r15_percent"] < limit:
            return procedure
    return "enucleation"


def flr(k: Known) -> Known:
    background, method = k["liver_background"], k["flr_method"]
    limit = {"normal": 20, "steatosis_or_chemo": 30, "cirrhosis": 40}[background]
    china = None if method != "standardised_tlv" else 30 if background == "normal" else 40
    return {
        "adequate": k["flr_percent"] >= limit,
        "threshold_percent": limit,
        "adequate_china": None if china is None else k["flr_percent"] >= china,
        "threshold_percent_china": china,
    }
