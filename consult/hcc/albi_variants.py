"""Variants of ALBI: PALBI with platelets, and EZ-ALBI that needs no logarithm."""

from __future__ import annotations

import math
from typing import Any

from consult.hcc.possible import between, only, span
from consult.results import Derived, Result, open_inputs
from consult.values import bands, is_certain, lowest, round_half_away

GRADES = ("1", "2", "3")

_PALBI = (("<=", -2.53), ("<=", -2.09))
_EZ_ALBI = (("<=", -34.4), ("<=", -22.2))
_BILIRUBIN_PEAK = 2.02 / 0.74
_PLATELET_TROUGH = 3.48 / 2.02


def palbi(bilirubin_umol_per_l: Any, albumin_g_per_l: Any, platelets_10e9_per_l: Any) -> Derived:
    """PALBI = 2.02 log10 bilirubin - 0.37 (log10 bilirubin)^2 - 0.04 albumin - 3.48 log10 plt + 1.01 (log10 plt)^2.

    Bilirubin umol/L, albumin g/L, platelets 10^9/L. Grade 1 <= -2.53 < 2 <= -2.09 < 3. Table 1 of PMC5859293;
    Roayaie S, 2015.
    """
    names = ("bilirubin_umol_per_l", "albumin_g_per_l", "platelets_10e9_per_l")
    inputs = (bilirubin_umol_per_l, albumin_g_per_l, platelets_10e9_per_l)
    bilirubin = _logs(bilirubin_umol_per_l, 0.855, 1200.0)
    platelets = _logs(platelets_10e9_per_l, 1.0, 3000.0)
    albumin = span(albumin_g_per_l, 5.0, 70.0)
    # Neither part is monotone: the bilirubin part peaks at 537 umol/L, the platelet part is least at 52.8.
    value = between(
        min(map(_bilirubin_part, bilirubin))
        - 0.04 * albumin.high
        + _platelet_part(_within(_PLATELET_TROUGH, platelets)),
        _bilirubin_part(_within(_BILIRUBIN_PEAK, bilirubin))
        - 0.04 * albumin.low
        + max(map(_platelet_part, platelets)),
    )
    possible = tuple(GRADES[i] for i in bands(value, _PALBI))
    return Derived(
        facts={},
        results=(
            Result(
                item="palbi",
                values={
                    "palbi_score": round_half_away(value, 3) if is_certain(value) else None,
                    "palbi_grade": only(possible),
                    "possible_grades": list(possible),
                },
                missing=() if is_certain(value) else open_inputs(names, inputs),
                source="roayaie-2015",
                rule_version="PALBI 2015",
            ),
        ),
    )


def ez_albi(bilirubin_umol_per_l: Any, albumin_g_per_l: Any) -> Derived:
    """EZ-ALBI = bilirubin mg/dL - 9 x albumin g/dL; grade 1 <= -34.4 < 2 <= -22.2 < 3.

    Kariyama K, PMC7768152; its limits still await the primary paper. From bilirubin 3 mg/dL its agreement with
    ALBI falls.
    """
    names = ("bilirubin_umol_per_l", "albumin_g_per_l")
    inputs = (bilirubin_umol_per_l, albumin_g_per_l)
    bilirubin, albumin = span(bilirubin_umol_per_l, 0.855, 1200.0), span(albumin_g_per_l, 5.0, 70.0)
    value = between(
        _ez_albi(bilirubin.low, albumin.high),
        _ez_albi(bilirubin.high, albumin.low),
        low_open=bilirubin.low_open or albumin.high_open,
        high_open=bilirubin.high_open or albumin.low_open,
    )
    possible = tuple(GRADES[i] for i in bands(value, _EZ_ALBI))
    flags = ["limits_to_be_verified"]
    if round(lowest(bilirubin_umol_per_l, 0.0) / 17.1, 6) >= 3:
        flags.append("ez_albi_bilirubin_3_or_more")
    return Derived(
        facts={},
        results=(
            Result(
                item="ez_albi",
                values={
                    "ez_albi_score": round_half_away(value, 2) if is_certain(value) else None,
                    "ez_albi_grade": only(possible),
                    "possible_grades": list(possible),
                },
                missing=() if is_certain(value) else open_inputs(names, inputs),
                flags=tuple(flags),
                source="kariyama-2020",
                rule_version="EZ-ALBI 2020",
            ),
        ),
    )


def _logs(value: Any, floor: float, ceiling: float) -> tuple[float, float]:
    ends = span(value, floor, ceiling)
    return (math.log10(ends.low), math.log10(ends.high))


def _within(number: float, ends: tuple[float, float]) -> float:
    return min(max(number, ends[0]), ends[1])


def _bilirubin_part(log: float) -> float:
    return 2.02 * log - 0.37 * log**2


def _platelet_part(log: float) -> float:
    return -3.48 * log + 1.01 * log**2


def _ez_albi(bilirubin: float, albumin: float) -> float:
    return bilirubin / 17.1 - 9 * albumin / 10
