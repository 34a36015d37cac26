"""Kidney function and the MELD family: scores.md 3.3 and 3.8."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from tests.second.liver import D, Known, mg


@lru_cache(maxsize=65_536)
def _ln(x: Decimal) -> Decimal:
    return x.ln()


@lru_cache(maxsize=65_536)
def _power(base: Decimal, exponent: Decimal) -> Decimal:
    return base**exponent


def _whole(x: Decimal) -> int:
    return int(x.quantize(D(1), ROUND_HALF_UP))


def _within(low: str, x: Decimal, high: str) -> Decimal:
    return min(max(x, D(low)), D(high))


def _score(x: Decimal) -> int:
    return min(max(_whole(x), 6), 40)


def _initial(k: Known) -> Decimal:
    creatinine = D(4) if k["dialysis_twice_last_week"] else _within("1", k["creatinine"], "4")
    bilirubin, inr = max(mg(k["bilirubin"]), D(1)), max(k["inr"], D(1))
    bracket = D("0.957") * _ln(creatinine) + D("0.378") * _ln(bilirubin) + D("1.120") * _ln(inr) + D("0.643")
    return 10 * bracket.quantize(D("0.1"), ROUND_HALF_UP)


def meld(k: Known) -> Known:
    return {"meld": _score(_initial(k))}


def meld_na(k: Known) -> Known:
    first = _initial(k)
    deficit = 137 - _within("125", k["sodium_mmol_per_l"], "137")
    if first > 11:
        first = first + D("1.32") * deficit - D("0.033") * first * deficit
    return {"meld_na": _score(first)}


def meld_3(k: Known) -> Known:
    creatinine = D(3) if k["dialysis_twice_last_week"] else _within("1", k["creatinine"], "3")
    bilirubin, inr = _ln(max(mg(k["bilirubin"]), D(1))), _ln(max(k["inr"], D(1)))
    deficit = 137 - _within("125", k["sodium_mmol_per_l"], "137")
    lack = D("3.5") - _within("1.5", k["albumin"] / 10, "3.5")
    raised = k["sex"] == "female" or 12 <= k["age_years"] <= 17
    total = (
        (D("1.33") if raised else D(0))
        + D("4.56") * bilirubin
        + D("0.82") * deficit
        - D("0.24") * deficit * bilirubin
        + D("9.09") * inr
        + D("11.14") * _ln(creatinine)
        + D("1.85") * lack
        - D("1.83") * lack * _ln(creatinine)
        + 6
    )
    return {"meld_3_0": _score(total)}


def egfr(k: Known) -> Known:
    if k["age_years"] < 18:
        return {"egfr": None, "g_category": None}
    female = k["sex"] == "female"
    ratio = k["creatinine"] / (D("0.7") if female else D("0.9"))
    value = (
        142
        * _power(min(ratio, D(1)), D("-0.241") if female else D("-0.302"))
        * _power(max(ratio, D(1)), D("-1.200"))
        * _power(D("0.9938"), k["age_years"])
        * (D("1.012") if female else D(1))
    )
    whole = _whole(value)
    limits = ((90, "G1"), (60, "G2"), (45, "G3a"), (30, "G3b"), (15, "G4"), (-1, "G5"))
    return {"egfr": whole, "g_category": next(name for limit, name in limits if whole >= limit)}
