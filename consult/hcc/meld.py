"""Kidney and liver: the MELD family and eGFR, with what open inputs leave possible."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from consult.hcc.possible import ages, only, span, whole
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, highest, is_certain, lowest, options, round_half_away

G_CATEGORIES = ("G1", "G2", "G3a", "G3b", "G4", "G5")

LIMITS = _LEAST, _MOST = 6, 40
_UMOL_PER_MG_BILIRUBIN = 17.1
_UMOL_PER_MG_CREATININE = 88.4
FEMALE = 1.33

Ends = tuple[float, float]


class Weights(NamedTuple):
    """What MELD 3.0 multiplies its parts by; `constant` is added."""

    bilirubin: float = 4.56
    sodium: float = 0.82
    bilirubin_sodium: float = 0.24
    inr: float = 9.09
    creatinine: float = 11.14
    albumin: float = 1.85
    creatinine_albumin: float = 1.83
    constant: int = 6


MELD_3 = Weights()


class Meld3(NamedTuple):
    """The inputs of MELD 3.0 within its limits (logarithms and differences) and the parts that are added."""

    ln_bilirubin: Ends
    below_137: Ends
    ln_inr: Ends
    ln_creatinine: Ends
    below_35: Ends
    bilirubin_and_sodium: Ends
    clotting: Ends
    creatinine_and_albumin: Ends
    bonuses: tuple[float, ...]
    ages_differ: bool

    def ends(self) -> Ends:
        """The sum of the parts at both ends, before sex and age."""
        parts = (self.bilirubin_and_sodium, self.creatinine_and_albumin, self.clotting)
        return (
            parts[0][0] + parts[1][0] + parts[2][0] + MELD_3.constant,
            parts[0][1] + parts[1][1] + parts[2][1] + MELD_3.constant,
        )


def meld_3_parts(
    bilirubin_umol_per_l: Any,
    creatinine_umol_per_l: Any,
    inr: Any,
    sodium_mmol_per_l: Any,
    albumin_g_per_l: Any,
    dialysis_twice_last_week: Any,
    sex: Any,
    age_years: Any,
) -> Meld3:
    """What MELD 3.0 adds up, every input between the ends that are still possible."""
    bilirubin = _logs(bilirubin_umol_per_l, _UMOL_PER_MG_BILIRUBIN, 1.0, 1200 / _UMOL_PER_MG_BILIRUBIN)
    clotting = _logs(inr, 1.0, 1.0, 20.0)
    creatinine = _creatinine(creatinine_umol_per_l, dialysis_twice_last_week is True, 3.0)
    sodium = _ends(sodium_mmol_per_l, 1.0, 125.0, 137.0)
    below_137 = (137 - sodium[1], 137 - sodium[0])
    albumin = _ends(albumin_g_per_l, 10.0, 1.5, 3.5)
    below_35 = (3.5 - albumin[1], 3.5 - albumin[0])
    bonuses, ages_differ = _bonuses(sex, age_years)
    return Meld3(
        ln_bilirubin=bilirubin,
        below_137=below_137,
        ln_inr=clotting,
        ln_creatinine=creatinine,
        below_35=below_35,
        bilirubin_and_sodium=_corners(bilirubin, below_137, _bilirubin_and_sodium),
        clotting=(MELD_3.inr * clotting[0], MELD_3.inr * clotting[1]),
        creatinine_and_albumin=_corners(creatinine, below_35, _creatinine_and_albumin),
        bonuses=bonuses,
        ages_differ=ages_differ,
    )


def meld_family(
    bilirubin_umol_per_l: Any,
    creatinine_umol_per_l: Any,
    inr: Any,
    sodium_mmol_per_l: Any,
    albumin_g_per_l: Any,
    dialysis_twice_last_week: Any,
    sex: Any,
    age_years: Any,
    anticoagulation: Any,
) -> Derived:
    """MELD, MELD-Na and MELD 3.0, whole numbers 6-40.

    MELD (UNOS) = 10 (0.957 ln Cr + 0.378 ln bilirubin + 1.120 ln INR + 0.643), mg/dL, each at least 1.0,
    creatinine at most 4.0. MELD-Na (OPTN 2016) = M + 1.32 (137 - Na) - 0.033 M (137 - Na) where M, the bracket to
    one decimal x 10, is above 11. MELD 3.0 (OPTN 2023) = 1.33 (female, or age 12-17) + 4.56 ln bilirubin
    + 0.82 (137 - Na) - 0.24 (137 - Na) ln bilirubin + 9.09 ln INR + 11.14 ln Cr + 1.85 (3.5 - albumin)
    - 1.83 (3.5 - albumin) ln Cr + 6, creatinine at most 3.0, albumin 1.5-3.5 g/dL, sodium 125-137 mmol/L.
    Kim WR, Gastroenterology 2021;161:1887-1895, doi 10.1053/j.gastro.2021.08.050; OPTN policy 9.1.D.

    Dialysis sets creatinine to its cap; dialysis and age that are not recorded count as none and as adult.
    Without any sodium, MELD-Na is not printed; its fact holds what every sodium would give. Some calculators
    apply sodium at every M or leave out the cap of 40; OPTN is followed.
    """
    parts = meld_3_parts(
        *(bilirubin_umol_per_l, creatinine_umol_per_l, inr, sodium_mmol_per_l, albumin_g_per_l),
        *(dialysis_twice_last_week, sex, age_years),
    )
    bilirubin, clotting = parts.ln_bilirubin, parts.ln_inr
    below_137, below_35 = parts.below_137, parts.below_35
    bonuses, ages_differ = parts.bonuses, parts.ages_differ
    creatinine = _creatinine(creatinine_umol_per_l, dialysis_twice_last_week is True, 4.0)

    initial = _each(
        lambda i: _initial(bilirubin[i], creatinine[i], clotting[i]), creatinine, bilirubin, clotting
    )
    meld = _each(lambda i: _limited(initial[i]), initial)
    meld_na = _each(lambda i: _with_sodium(initial[i], below_137[i]), initial, below_137)
    possible_3 = _whole_numbers(parts.ends(), bonuses)

    liver = (
        ("bilirubin_umol_per_l", bilirubin),
        ("inr", clotting),
        ("creatinine_umol_per_l", creatinine),
    )
    liver_open = tuple(name for name, ends in liver if ends[0] != ends[1])
    sodium_open = ("sodium_mmol_per_l",) if below_137[0] != below_137[1] else ()
    rest_open = (*sodium_open, *(("albumin_g_per_l",) if below_35[0] != below_35[1] else ()))
    if len(bonuses) > 1:
        rest_open += open_inputs(("sex",), (sex,))
        rest_open += ("age_years",) if ages_differ else ()
    printed_na = meld_na[0] if meld_na[0] == meld_na[1] and sodium_mmol_per_l is not UNKNOWN else None
    meld_missing = liver_open if meld[0] != meld[1] else ()
    na_missing = (*liver_open, *sodium_open)
    missing_3 = (*(name for name in liver_open), *rest_open) if len(possible_3) > 1 else ()

    flags = []
    if dialysis_twice_last_week is UNKNOWN and creatinine_umol_per_l is not UNKNOWN:
        flags.append("assumed_absent:dialysis_twice_last_week")
    if age_years is UNKNOWN and sex == "male" and len(possible_3) == 1:
        flags.append("assumed_absent:age_years")
    if anticoagulation in ("vka", "doac") and inr is not UNKNOWN:
        flags.append("inr_may_not_reflect_liver_function")
    missing = (*meld_missing, *(na_missing if printed_na is None else ()), *missing_3)
    result = Result(
        item="meld_family",
        values={
            "meld": only(tuple(dict.fromkeys(meld))),
            "meld_na": printed_na,
            "meld_3_0": only(possible_3),
            "possible_meld_3_0": list(possible_3),
        },
        missing=tuple(dict.fromkeys(missing)),
        flags=tuple(flags),
        source="kim-2021",
        rule_version="MELD (UNOS), MELD-Na (OPTN 2016), MELD 3.0 (OPTN 2023)",
    )
    return Derived(
        facts={
            "meld": whole(*meld),
            "meld_na": whole(*meld_na),
            "meld_3_0": whole(possible_3[0], possible_3[-1]),
        },
        missing={
            "meld": meld_missing,
            "meld_na": na_missing if meld_na[0] != meld_na[1] else (),
            "meld_3_0": missing_3,
        },
        results=(result,),
    )


def egfr_ckd_epi_2021(creatinine_umol_per_l: Any, age_years: Any, sex: Any, cirrhosis: Any) -> Derived:
    """eGFR = 142 min(Scr/k, 1)^a max(Scr/k, 1)^-1.200 0.9938^age 1.012 (female), mL/min/1.73 m2, from age 18.

    Scr in mg/dL; k 0.7 and a -0.241 (female), 0.9 and -0.302 (male). The category is read from the whole number:
    G1 >= 90, G2 60-89, G3a 45-59, G3b 30-44, G4 15-29, G5 < 15. Inker LA, N Engl J Med 2021;385:1737-1749, as
    printed by the National Kidney Foundation. The fact is open while the patient may be under 18.
    """
    inputs = (creatinine_umol_per_l, age_years, sex)
    missing = open_inputs(("creatinine_umol_per_l", "age_years", "sex"), inputs)
    all_ages = ages(age_years)
    adult_ages = tuple(age for age in all_ages if age >= 18)
    ends: set[int] = set()
    found: set[int] = set()
    if adult_ages:
        creatinine = span(creatinine_umol_per_l, 8.84, 2500.0)
        for each in options(sex, ("male", "female")):
            most = _egfr(creatinine.low, min(adult_ages), each)
            least = most if len(adult_ages) == 1 and creatinine.low == creatinine.high else None
            if least is None:
                least = _egfr(creatinine.high, max(adult_ages), each)
            ends |= {least, most}
            found |= set(range(_g_index(most), _g_index(least) + 1))
    categories = tuple(G_CATEGORIES[index] for index in sorted(found))
    flags = []
    if not adult_ages:
        flags.append("not_adult")
        missing = ()
    elif len(ends) == 1 and len(adult_ages) == len(all_ages):
        missing = ()
    if cirrhosis == "yes" and ends and creatinine_umol_per_l is not UNKNOWN:
        flags.append("creatinine_overestimates_in_cirrhosis")
    fact: Any = UNKNOWN
    grown = bool(adult_ages) and len(adult_ages) == len(all_ages)
    if grown:
        fact = whole(min(ends), max(ends))
    fact_missing = missing
    if adult_ages and not is_certain(fact):
        fact_missing = tuple(dict.fromkeys((*missing, *open_inputs(("age_years",), (age_years,)))))
    return Derived(
        facts={"egfr": fact},
        missing={"egfr": fact_missing},
        results=(
            Result(
                item="egfr_ckd_epi_2021",
                values={
                    "egfr": only(tuple(ends)) if grown else None,
                    "g_category": only(categories) if grown else None,
                    "possible_g_categories": list(categories),
                },
                missing=missing,
                flags=tuple(flags),
                source="inker-2021",
                rule_version="CKD-EPI 2021, creatinine",
            ),
        ),
    )


def _ends(value: Any, per: float, least: float, most: float) -> Ends:
    """The least and the most a number may be, in the formula's unit and within the formula's limits."""
    low = min(max(lowest(value, -math.inf) / per, least), most)
    high = min(max(highest(value, math.inf) / per, least), most)
    return (low, high)


def _logs(value: Any, per: float, least: float, most: float) -> Ends:
    low, high = _ends(value, per, least, most)
    at_low = math.log(low)
    return (at_low, at_low if low == high else math.log(high))


def _creatinine(value: Any, dialysis: bool, cap: float) -> Ends:
    if dialysis:
        return (math.log(cap), math.log(cap))
    return _logs(value, _UMOL_PER_MG_CREATININE, 1.0, cap)


def _each(score: Any, *inputs: Ends) -> Ends:
    """`score` at the low and at the high ends, computed once where these are the same."""
    low = score(0)
    return (low, low if all(ends[0] == ends[1] for ends in inputs) else score(1))


def _initial(bilirubin: float, creatinine: float, clotting: float) -> float:
    bracket = 0.957 * creatinine + 0.378 * bilirubin + 1.120 * clotting + 0.643
    return 10 * round_half_away(bracket, 1)


def _with_sodium(initial: float, below_137: float) -> int:
    # Increasing in both: past 40, where more sodium loss would lower it, the score is capped.
    initial = round(initial, 6)
    if initial <= 11 or below_137 == 0:
        return _limited(initial)
    return _rounded(initial + 1.32 * below_137 - 0.033 * initial * below_137)


def _rounded(score: float) -> int:
    return _limited(round_half_away(score))


def _limited(score: float) -> int:
    return min(max(round(score), _LEAST), _MOST)


def _bilirubin_and_sodium(bilirubin: float, below_137: float) -> float:
    crossed = MELD_3.bilirubin_sodium * below_137 * bilirubin
    return MELD_3.bilirubin * bilirubin + MELD_3.sodium * below_137 - crossed


def _creatinine_and_albumin(creatinine: float, below_35: float) -> float:
    crossed = MELD_3.creatinine_albumin * below_35 * creatinine
    return MELD_3.creatinine * creatinine + MELD_3.albumin * below_35 - crossed


def _corners(first: Ends, second: Ends, part: Any) -> Ends:
    """Ends of a part that is linear in each of two inputs: they lie at corners."""
    firsts = first[:1] if first[0] == first[1] else first
    seconds = second[:1] if second[0] == second[1] else second
    found = [part(one, two) for one in firsts for two in seconds]
    return (min(found), max(found))


def _whole_numbers(ends: Ends, bonuses: tuple[float, ...]) -> tuple[int, ...]:
    found: set[int] = set()
    for bonus in bonuses:
        low = _rounded(ends[0] + bonus)
        high = low if ends[0] == ends[1] else _rounded(ends[1] + bonus)
        found.update(range(low, high + 1))
    return tuple(sorted(found))


def _bonuses(sex: Any, age_years: Any) -> tuple[tuple[float, ...], bool]:
    """What sex and age add to MELD 3.0, every answer possible; and whether an open age decides it."""
    if sex == "female":
        return (FEMALE,), False
    known = () if age_years is UNKNOWN else ages(age_years)
    teenage = {12 <= age <= 17 for age in known} or {False}
    if teenage == {True}:
        return (FEMALE,), False
    if sex == "male" and teenage == {False}:
        return (0.0,), False
    return (0.0, FEMALE), len(teenage) > 1


def _egfr(creatinine_umol: float, age: int, sex: str) -> int:
    female = sex == "female"
    ratio = creatinine_umol / _UMOL_PER_MG_CREATININE / (0.7 if female else 0.9)
    value = 142 * min(ratio, 1.0) ** (-0.241 if female else -0.302) * max(ratio, 1.0) ** -1.2 * 0.9938**age
    return int(round_half_away(value * 1.012 if female else value))


def _g_index(egfr: int) -> int:
    return sum(egfr < limit for limit in (90, 60, 45, 30, 15))
