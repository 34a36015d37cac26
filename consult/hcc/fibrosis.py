"""Fibrosis from blood tests: FIB-4 and APRI."""

from __future__ import annotations

import math
from typing import Any

from consult.hcc.possible import ages, between, in_order, only, span
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, bands, is_certain, lowest, round_half_away

BANDS = ("low", "indeterminate", "high")

_STANDARD = (1.45, 3.25)
_MASLD = (1.30, 2.67)
_MASLD_FROM_65 = (2.0, 2.67)
_APRI = (("<=", 0.5), ("<=", 1.5))
_ULN = 40.0


def fib4(
    age_years: Any, ast_u_per_l: Any, alt_u_per_l: Any, platelets_10e9_per_l: Any, etiologies: Any
) -> Derived:
    """FIB-4 = age x AST / (platelets 10^9/L x sqrt ALT); < 1.45 low, 1.45-3.25 indeterminate, > 3.25 high.

    Sterling RK, Hepatology 2006;43:1317-1325, doi 10.1002/hep.21178. When masld is the only etiology the limits
    are 1.30 (2.0 from age 65) and 2.67: McPherson S, Am J Gastroenterol 2017;112:740-751, doi 10.1038/ajg.2016.453.
    Unreliable below 35 years and in acute hepatitis (ALT above five times the limit, here 5 x 40 U/L).
    """
    names = ("age_years", "ast_u_per_l", "alt_u_per_l", "platelets_10e9_per_l")
    inputs = (age_years, ast_u_per_l, alt_u_per_l, platelets_10e9_per_l)
    ast = span(ast_u_per_l, 1.0, 20000.0)
    alt = span(alt_u_per_l, 1.0, 20000.0)
    platelets = span(platelets_10e9_per_l, 1.0, 3000.0)
    possible_ages = ages(age_years)
    readings = _readings(possible_ages, etiologies)
    found: set[str] = set()
    value: Any = UNKNOWN
    for limits, youngest, oldest in readings:
        for age in (each for each in possible_ages if youngest <= each <= oldest):
            value = between(
                _fib4(age, ast.low, alt.high, platelets.high),
                _fib4(age, ast.high, alt.low, platelets.low),
                low_open=ast.low_open or alt.high_open or platelets.high_open,
                high_open=ast.high_open or alt.low_open or platelets.low_open,
            )
            found |= {BANDS[i] for i in bands(value, (("<", limits[0]), ("<=", limits[1])))}
            if len(found) == len(BANDS):
                break  # no other age adds a band
    possible = in_order(found, BANDS)
    settled = len(possible_ages) == 1 and is_certain(value)
    flags = []
    if etiologies is UNKNOWN:
        flags.append("assumed_absent:etiologies")
    if max(possible_ages) < 35:
        flags.append("fib4_unreliable_below_35")
    if lowest(alt_u_per_l, 0.0) > 5 * _ULN:
        flags.append("fib4_unreliable_acute_hepatitis")
    same_limits = readings[0][0] if len(readings) == 1 else (None, readings[0][0][1])
    return Derived(
        facts={},
        results=(
            Result(
                item="fib4",
                values={
                    "fib4": round_half_away(value, 2) if settled else None,
                    "fib4_band": only(possible),
                    "possible_bands": list(possible),
                    "lower_limit": same_limits[0],
                    "upper_limit": same_limits[1],
                },
                missing=() if settled else open_inputs(names, inputs),
                flags=tuple(flags),
                source="sterling-2006",
                rule_version="FIB-4 2006" if readings[0][0] is _STANDARD else "FIB-4, limits for MASLD",
            ),
        ),
    )


def apri(ast_u_per_l: Any, ast_uln_u_per_l: Any, platelets_10e9_per_l: Any) -> Derived:
    """APRI = AST / its upper limit x 100 / platelets 10^9/L; <= 0.5 low, > 0.5-1.5 indeterminate, > 1.5 high.

    Wai CT, Hepatology 2003;38:518-526. An upper limit that is not recorded counts as 40 U/L. The limits for
    cirrhosis, 2.0 (WHO 2015) and 1.0 (WHO 2024, hepatitis B), are text only.
    """
    names = ("ast_u_per_l", "ast_uln_u_per_l", "platelets_10e9_per_l")
    limit = _ULN if ast_uln_u_per_l is UNKNOWN else ast_uln_u_per_l
    inputs = (ast_u_per_l, limit, platelets_10e9_per_l)
    ast = span(ast_u_per_l, 1.0, 20000.0)
    platelets = span(platelets_10e9_per_l, 1.0, 3000.0)
    uln = span(limit, 15.0, 100.0)
    value = between(
        _apri(ast.low, uln.high, platelets.high),
        _apri(ast.high, uln.low, platelets.low),
        low_open=ast.low_open or uln.high_open or platelets.high_open,
        high_open=ast.high_open or uln.low_open or platelets.low_open,
    )
    possible = tuple(BANDS[i] for i in bands(value, _APRI))
    flags = ("assumed_absent:ast_uln_u_per_l",) if ast_uln_u_per_l is UNKNOWN else ()
    return Derived(
        facts={},
        results=(
            Result(
                item="apri",
                values={
                    "apri": round_half_away(value, 2) if is_certain(value) else None,
                    "apri_band": only(possible),
                    "possible_bands": list(possible),
                },
                missing=() if is_certain(value) else open_inputs(names, inputs),
                flags=flags,
                source="wai-2003",
                rule_version="APRI 2003",
            ),
        ),
    )


def _readings(
    possible_ages: tuple[int, ...], etiologies: Any
) -> tuple[tuple[tuple[float, float], int, int], ...]:
    """Limits with the youngest and oldest age to which they apply."""
    if not is_certain(etiologies) or tuple(etiologies) != ("masld",):
        return ((_STANDARD, min(possible_ages), max(possible_ages)),)
    parts = (
        (_MASLD, tuple(age for age in possible_ages if age < 65)),
        (_MASLD_FROM_65, tuple(age for age in possible_ages if age >= 65)),
    )
    return tuple((limits, min(group), max(group)) for limits, group in parts if group)


def _fib4(age: float, ast: float, alt: float, platelets: float) -> float:
    return age * ast / (platelets * math.sqrt(alt))


def _apri(ast: float, limit: float, platelets: float) -> float:
    return ast / limit * 100 / platelets
