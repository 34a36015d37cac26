"""Nutrition and geriatric screens: NRS-2002, MUST, GLIM and G8, and the one fact rule rows use.

Weight losses are cumulative, so a loss over a shorter period is the least and one over a longer period the
most that another may be. Sources and boundary rules: scores and criteria, section 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from consult.hcc.possible import members, only, outcomes, span, sums
from consult.results import Derived, Result
from consult.values import UNKNOWN, Bounds, bands, highest, is_certain, lowest, one_of, options

SCREENS = ("low", "at_risk", "malnourished")
MALNUTRITION = ("none", "moderate", "severe")

_LARGEST_LOSS = 80.0
_STEP = 1e-6
_YES_NO = ("no", "yes")
_RISKS = ("low", "medium", "high")
_OLD = (("<", 70.0),)
_NRS_BMI = (("<", 18.5), ("<=", 20.5))
_NRS_LOSS = (("<=", 5.0),)
_NRS_LOSS_3M = (("<=", 5.0), ("<=", 15.0))
_NRS_INTAKE = (("<=", 25.0), ("<=", 50.0), ("<", 75.0))
_MUST_BMI = (("<", 18.5), ("<=", 20.0))
_MUST_LOSS = (("<", 5.0), ("<=", 10.0))
_GLIM_LOSS = (("<=", 5.0), ("<=", 10.0))
_GLIM_LOSS_BEYOND = (("<=", 10.0), ("<=", 20.0))
_GLIM_BMI = (("<", 17.0), ("<", 17.8), ("<", 18.5), ("<", 20.0), ("<", 22.0))
_GLIM_LIMITS = {(False, "no"): (2, 3), (True, "no"): (3, 4), (False, "yes"): (0, 2), (True, "yes"): (1, 3)}
"""By age group and Asian limits: the last band of body mass index that is severe, and the last that is moderate."""
_GLIM_LOWEST_BMI = {(False, "no"): 20.0, (True, "no"): 22.0, (False, "yes"): 18.5, (True, "yes"): 20.0}
_MUSCLE = ("normal", "mild_moderate_deficit", "severe_deficit")
_G8_AGE = (("<", 80.0), ("<=", 85.0))
_G8_BMI = (("<", 19.0), ("<", 21.0), ("<", 23.0))
_LOSSES = ("weight_loss_percent_1m", "weight_loss_percent_2m", "weight_loss_percent_3m")


@lru_cache(maxsize=4096)
def losses(one: Any, two: Any, three: Any, six: Any) -> tuple[Bounds, Bounds, Bounds, Bounds]:
    """Weight loss in 1, 2, 3 and 6 months within the limits that each sets to the others.

    Losses that contradict each other are left as they were recorded.
    """
    ends = [_ends(value) for value in (one, two, three, six)]
    lows, highs = [low for low, _high in ends], [high for _low, high in ends]
    for shorter, longer in ((0, 1), (1, 2), (2, 3)):
        lows[longer] = max(lows[longer], lows[shorter])
        highs[2 - shorter] = min(highs[2 - shorter], highs[3 - shorter])
    if any(low > high for low, high in zip(lows, highs, strict=True)):
        lows, highs = [low for low, _high in ends], [high for _low, high in ends]
    one_, two_, three_, six_ = (Bounds(low, high) for low, high in zip(lows, highs, strict=True))
    return one_, two_, three_, six_


def _ends(value: Any) -> tuple[float, float]:
    """The ends of a loss; an excluded end moves by the smallest difference that is compared."""
    ends = span(value, 0.0, _LARGEST_LOSS)
    low = ends.low + ends.low_open * _STEP
    return low, max(low, ends.high - ends.high_open * _STEP)


def nrs2002(
    bmi_kg_per_m2: Any,
    weight_loss_percent_1m: Any,
    weight_loss_percent_2m: Any,
    weight_loss_percent_3m: Any,
    weight_loss_percent_6m: Any,
    food_intake_percent_last_week: Any,
    impaired_general_condition: Any,
    nrs_disease_severity: Any,
    age_years: Any,
) -> Derived:
    """NRS-2002: the worst of weight loss, body mass index and intake (0-3), severity of disease (0-3), age >= 70 (1).

    Loss > 5 % in 3 months 1, in 2 months 2, in 1 month or > 15 % in 3 months 3; with impaired condition a
    body mass index of 18.5-20.5 is 2 and below 18.5 is 3; intake 50-75 % 1, 25-50 % 2, up to 25 % 3 (75 %
    is 0, 50 % is 2, 25 % is 3). >= 3 at risk. PMC9482444 Table 1; PMC7379985 Table 1; Kondrup J, Clin Nutr
    2003.
    """
    points, missing = _nrs(
        bmi_kg_per_m2,
        losses(
            weight_loss_percent_1m, weight_loss_percent_2m, weight_loss_percent_3m, weight_loss_percent_6m
        ),
        food_intake_percent_last_week,
        impaired_general_condition,
        nrs_disease_severity,
        age_years,
    )
    at_risk = _at_least(points, 3)
    return _single(
        "nrs2002",
        {
            "points": only(points),
            "at_risk": only(at_risk),
            "points_min": points[0],
            "points_max": points[-1],
        },
        missing,
        (),
        ("kondrup-2003", "NRS-2002"),
    )


@lru_cache(maxsize=4096)
def _nrs(
    bmi: Any,
    lost: tuple[Bounds, Bounds, Bounds, Bounds],
    intake: Any,
    impaired: Any,
    severity: Any,
    age: Any,
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The points still possible, ascending, and the fields that can change them."""
    triples = _loss_bands(lost)
    loss = {_loss_points(*triple) for triple in triples}
    thin = {(3, 2, 0)[band] for band in bands(bmi, _NRS_BMI)}
    impairments = options(impaired, _YES_NO)
    poor = (thin if "yes" in impairments else set()) | ({0} if "no" in impairments else set())
    eaten = {3 - band for band in bands(intake, _NRS_INTAKE)}
    grades = members(severity, range(4))
    old = bands(age, _OLD)
    least = max(min(loss), min(poor), min(eaten))
    nutrition = {least, *(p for part in (loss, poor, eaten) for p in part if p > least)}
    missing: list[str] = []
    floor = max(min(loss), min(eaten))
    if len(thin) > 1 and "yes" in impairments and max(thin) > floor:
        missing.append("bmi_kg_per_m2")
    missing += _loss_missing(triples, max(min(poor), min(eaten)))
    if len(eaten) > 1 and max(eaten) > max(min(loss), min(poor)):
        missing.append("food_intake_percent_last_week")
    if len(impairments) > 1 and max(thin) > floor:
        missing.append("impaired_general_condition")
    if len(grades) > 1:
        missing.append("nrs_disease_severity")
    if len(old) > 1:
        missing.append("age_years")
    points = sums(tuple(nutrition), grades, old)
    return tuple(int(p) for p in points), tuple(missing)


@lru_cache(maxsize=4096)
def _loss_bands(lost: tuple[Bounds, Bounds, Bounds, Bounds]) -> tuple[tuple[int, int, int], ...]:
    """Bands of the losses in 1, 2 and 3 months that can stand beside each other."""
    axes = (bands(lost[0], _NRS_LOSS), bands(lost[1], _NRS_LOSS), bands(lost[2], _NRS_LOSS_3M))
    found = tuple(product(*axes))
    return tuple((a, b, c) for a, b, c in found if a <= b <= c) or found


def _loss_points(one: int, two: int, three: int) -> int:
    return 3 if one or three == 2 else 2 if two else 1 if three else 0


@lru_cache(maxsize=4096)
def _loss_missing(triples: tuple[tuple[int, int, int], ...], floor: int) -> tuple[str, ...]:
    """The losses that can lift the nutrition points above `floor`, which the other parts reach anyway."""
    needed = []
    for index, name in enumerate(_LOSSES):
        by_rest: dict[tuple[int, ...], int] = {}
        for triple in triples:
            points = max(floor, _loss_points(*triple))
            if by_rest.setdefault((*triple[:index], *triple[index + 1 :]), points) != points:
                needed.append(name)
                break
    return tuple(needed)


def must(
    bmi_kg_per_m2: Any,
    weight_loss_percent_1m: Any,
    weight_loss_percent_2m: Any,
    weight_loss_percent_3m: Any,
    weight_loss_percent_6m: Any,
    acutely_ill_no_intake_5d: Any,
    fluid_overload: Any,
) -> Derived:
    """MUST: body mass index > 20 0, 18.5-20 1, < 18.5 2; loss in 3-6 months < 5 % 0, 5-10 1, > 10 2; acutely ill 2.

    0 low, 1 medium, >= 2 high. BAPEN form. Invalid with fluid overload: null, with a flag.
    """
    lost = losses(
        weight_loss_percent_1m, weight_loss_percent_2m, weight_loss_percent_3m, weight_loss_percent_6m
    )
    points, missing = _must(bmi_kg_per_m2, lost, acutely_ill_no_intake_5d)
    flags: tuple[str, ...] = ()
    if fluid_overload == "yes":
        points, missing, flags = (), (), ("invalid_fluid_overload",)
    risks = list(dict.fromkeys(_RISKS[min(p, 2)] for p in points))
    return _single(
        "must",
        {
            "points": only(points),
            "risk": only(risks),
            "points_min": points[0] if points else None,
            "points_max": points[-1] if points else None,
            "possible_risks": risks,
        },
        missing,
        flags,
        ("bapen-must", "MUST"),
    )


@lru_cache(maxsize=4096)
def _must(
    bmi: Any, lost: tuple[Bounds, Bounds, Bounds, Bounds], acutely_ill: Any
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    parts = {
        "bmi_kg_per_m2": tuple(2 - band for band in bands(bmi, _MUST_BMI)),
        "weight_loss_percent_6m": bands(lost[3], _MUST_LOSS),
        "acutely_ill_no_intake_5d": tuple(2 * (a == "yes") for a in options(acutely_ill, _YES_NO)),
    }
    points = tuple(int(p) for p in sums(*parts.values()))
    return points, tuple(name for name, possible in parts.items() if len(possible) > 1)


def glim(
    weight_loss_percent_1m: Any,
    weight_loss_percent_2m: Any,
    weight_loss_percent_3m: Any,
    weight_loss_percent_6m: Any,
    weight_loss_percent_beyond_6m: Any,
    bmi_kg_per_m2: Any,
    age_years: Any,
    muscle_mass: Any,
    reduced_intake_glim: Any,
    inflammation_or_disease_burden: Any,
    use_asian_cutoffs: Any,
) -> Derived:
    """GLIM: one phenotypic and one aetiologic criterion; severe by the worse phenotypic limits, else moderate.

    Loss > 5 % in 6 months (severe > 10) or > 10 % beyond (severe > 20); body mass index < 20, from 70 years
    < 22 (severe 18.5, 20), with Asian limits 18.5 and 20 (severe 17.0, 17.8: Maeda K, Clin Nutr
    2020;39:180-184); reduced muscle mass. PMC6438340 Table 3. Criteria that are not recorded count as not
    met, are flagged and listed.
    """
    lost = losses(
        weight_loss_percent_1m, weight_loss_percent_2m, weight_loss_percent_3m, weight_loss_percent_6m
    )
    asked = {
        "weight_loss_percent_6m": weight_loss_percent_6m,
        "weight_loss_percent_beyond_6m": weight_loss_percent_beyond_6m,
        "bmi_kg_per_m2": bmi_kg_per_m2,
        "muscle_mass": muscle_mass,
        "reduced_intake_glim": reduced_intake_glim,
        "inflammation_or_disease_burden": inflammation_or_disease_burden,
        "use_asian_cutoffs": use_asian_cutoffs,
    }
    shorter = (weight_loss_percent_1m, weight_loss_percent_2m, weight_loss_percent_3m)
    grades, missing = _glim(asked, lost, age_years, assumed_loss=_proven(shorter, lost))
    flags = tuple(f"assumed_absent:{name}" for name in missing if asked.get(name, "") is UNKNOWN)
    return _single(
        "glim",
        {
            "malnutrition": MALNUTRITION[grades[0]] if len(grades) == 1 else None,
            "possible_malnutrition": [MALNUTRITION[grade] for grade in grades],
        },
        missing,
        flags,
        ("PMC6438340", "GLIM 2019"),
    )


def _proven(shorter: tuple[Any, Any, Any], lost: tuple[Bounds, Bounds, Bounds, Bounds]) -> Bounds:
    """The loss in six months when it was not recorded: what the shorter times prove, and no more."""
    low = lost[3].low or 0.0
    highs = [own.high or 0.0 for value, own in zip(shorter, lost, strict=False) if value is not UNKNOWN]
    return Bounds(low, max((low, *highs)))


def _glim(
    asked: Mapping[str, Any],
    lost: tuple[Bounds, Bounds, Bounds, Bounds],
    age: Any,
    *,
    assumed_loss: Bounds | None,
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Grades still possible (0 none, 1 moderate, 2 severe) and the fields that can change the true one.

    With `assumed_loss`, the loss in six months that counts while it is not recorded, criteria that are not
    recorded count as not met in the grades; with None nothing is assumed.
    """
    old = tuple(band == 1 for band in bands(age, _OLD))
    bmi, bmi_relevant = outcomes(
        _bmi_grade,
        bands(asked["bmi_kg_per_m2"], _GLIM_BMI),
        old,
        options(asked["use_asian_cutoffs"], _YES_NO),
    )
    muscle = tuple(_MUSCLE.index(m) for m in options(asked["muscle_mass"], _MUSCLE))
    levels = {
        "weight_loss_percent_6m": bands(lost[3], _GLIM_LOSS),
        "weight_loss_percent_beyond_6m": bands(asked["weight_loss_percent_beyond_6m"], _GLIM_LOSS_BEYOND),
        "bmi_kg_per_m2": bmi,
        "muscle_mass": muscle,
    }
    causes = {
        name: tuple(answer == "yes" for answer in options(asked[name], _YES_NO))
        for name in ("reduced_intake_glim", "inflammation_or_disease_burden")
    }
    missing: list[str] = []
    proven = any(answers == (True,) for answers in causes.values())
    if any(True in answers for answers in causes.values()):
        for name, found in levels.items():
            floor = max(min(other) for key, other in levels.items() if key != name)
            if len(found) > 1 and max(found) > floor:
                names = ("bmi_kg_per_m2", "age_years", "use_asian_cutoffs")
                missing += [names[i] for i in bmi_relevant] if name == "bmi_kg_per_m2" else [name]
    if not proven and max(max(found) for found in levels.values()) > 0:
        missing += [name for name, answers in causes.items() if len(answers) > 1]
    if assumed_loss is not None:
        levels = {n: (min(f),) if asked[n] is UNKNOWN else f for n, f in levels.items()}
        if asked["weight_loss_percent_6m"] is UNKNOWN:
            levels["weight_loss_percent_6m"] = bands(assumed_loss, _GLIM_LOSS)
        if asked["bmi_kg_per_m2"] is not UNKNOWN and asked["use_asian_cutoffs"] is UNKNOWN:
            international, _relevant = outcomes(
                _bmi_grade, bands(asked["bmi_kg_per_m2"], _GLIM_BMI), old, ("no",)
            )
            levels["bmi_kg_per_m2"] = international
        causes = {n: (False,) if asked[n] is UNKNOWN else a for n, a in causes.items()}
    least = max(min(found) for found in levels.values())
    phenotypic = {least, *(grade for found in levels.values() for grade in found if grade > least)}
    aetiologic = {any(pair) for pair in product(*causes.values())}
    grades = (phenotypic if True in aetiologic else set()) | ({0} if False in aetiologic else set())
    return tuple(sorted(grades)), tuple(missing)


def _bmi_grade(band: int, old: bool, asian: str) -> int:
    severe, moderate = _GLIM_LIMITS[old, asian]
    return 2 if band <= severe else 1 if band <= moderate else 0


def nutrition_screen(
    bmi_kg_per_m2: Any,
    weight_loss_percent_1m: Any,
    weight_loss_percent_2m: Any,
    weight_loss_percent_3m: Any,
    weight_loss_percent_6m: Any,
    weight_loss_percent_beyond_6m: Any,
    food_intake_percent_last_week: Any,
    impaired_general_condition: Any,
    nrs_disease_severity: Any,
    age_years: Any,
    acutely_ill_no_intake_5d: Any,
    fluid_overload: Any,
    muscle_mass: Any,
    reduced_intake_glim: Any,
    inflammation_or_disease_burden: Any,
    use_asian_cutoffs: Any,
) -> Derived:
    """Nutrition for rule rows: malnourished = GLIM positive; at_risk = NRS-2002 >= 3 or MUST >= 2; else low.

    Nothing is assumed here: a GLIM criterion that is not recorded is open, and MUST counts only without
    fluid overload.
    """
    lost = losses(
        weight_loss_percent_1m, weight_loss_percent_2m, weight_loss_percent_3m, weight_loss_percent_6m
    )
    asked = {
        "weight_loss_percent_6m": weight_loss_percent_6m,
        "weight_loss_percent_beyond_6m": weight_loss_percent_beyond_6m,
        "bmi_kg_per_m2": bmi_kg_per_m2,
        "muscle_mass": muscle_mass,
        "reduced_intake_glim": reduced_intake_glim,
        "inflammation_or_disease_burden": inflammation_or_disease_burden,
        "use_asian_cutoffs": use_asian_cutoffs,
    }
    intake = food_intake_percent_last_week
    nrs_inputs = (intake, impaired_general_condition, nrs_disease_severity)
    nrs, nrs_missing = _nrs(bmi_kg_per_m2, lost, *nrs_inputs, age_years)
    must_points, must_missing = _must(bmi_kg_per_m2, lost, acutely_ill_no_intake_5d)
    grades, glim_missing = _glim(asked, lost, age_years, assumed_loss=None)
    dry = options(fluid_overload, _YES_NO)
    by_must = _at_least(must_points, 2) if dry == ("no",) else (False,) if dry == ("yes",) else ()
    if len(dry) > 1:
        by_must = tuple(dict.fromkeys((False, *_at_least(must_points, 2))))
        must_missing = (*must_missing, "fluid_overload") if True in by_must else ()
    by_nrs = _at_least(nrs, 3)
    positive = tuple(dict.fromkeys(grade > 0 for grade in grades))
    found, relevant = outcomes(_screen, by_nrs, by_must, positive)
    causes = (reduced_intake_glim, inflammation_or_disease_burden)
    if "at_risk" in found and len(positive) > 1 and "yes" in causes:
        risky = _at_risk_without_glim(asked, lost, nrs_inputs, acutely_ill_no_intake_5d, age_years, dry)
        found = tuple(screen for screen in found if screen != "at_risk" or risky)
    by_screen = (nrs_missing, must_missing, glim_missing)
    missing = dict.fromkeys(name for index in relevant for name in by_screen[index])
    fact = one_of(screen for screen in SCREENS if screen in found)
    return Derived(
        facts={"nutrition_screen": fact},
        missing={"nutrition_screen": () if is_certain(fact) else tuple(missing)},
    )


def _screen(by_nrs: bool, by_must: bool, malnourished: bool) -> str:
    return "malnourished" if malnourished else "at_risk" if by_nrs or by_must else "low"


def _at_risk_without_glim(
    asked: Mapping[str, Any],
    lost: tuple[Bounds, Bounds, Bounds, Bounds],
    nrs_inputs: tuple[Any, Any, Any],
    acutely_ill: Any,
    age: Any,
    dry: tuple[str, ...],
) -> bool:
    """Whether a screen can be positive while no phenotypic criterion is met: the shared inputs are tried together."""
    spared = tuple(Bounds(loss.low, min(loss.high or 0.0, 5.0)) for loss in lost if (loss.low or 0.0) <= 5)
    if len(spared) < len(lost):
        return False
    one, two, three, six = spared
    for old in bands(age, _OLD):
        for asian in options(asked["use_asian_cutoffs"], _YES_NO):
            bmi = _at_or_above(asked["bmi_kg_per_m2"], _GLIM_LOWEST_BMI[old == 1, asian])
            if bmi is None:
                continue
            nrs, _nrs_missing = _nrs(bmi, (one, two, three, six), *nrs_inputs, 70 if old else 69)
            points, _must_missing = _must(bmi, (one, two, three, six), acutely_ill)
            if nrs[-1] >= 3 or ("no" in dry and points[-1] >= 2):
                return True
    return False


def _at_or_above(value: Any, limit: float) -> Any:
    """The part of a number at or above `limit`; None when there is none."""
    if value is UNKNOWN:
        return Bounds(limit)
    low, high = lowest(value, limit), highest(value, max(limit, 100.0))
    if isinstance(value, Bounds):
        high -= _STEP if value.high_open else 0
    if round(high, 6) < limit:
        return None
    return Bounds(max(low, limit), max(high, limit))


def _at_least(points: tuple[int, ...], limit: int) -> tuple[bool, ...]:
    return tuple(dict.fromkeys(p >= limit for p in points))


def g8(
    g8_food_intake: Any,
    g8_weight_loss: Any,
    g8_mobility: Any,
    g8_neuropsych: Any,
    bmi_kg_per_m2: Any,
    g8_medications: Any,
    g8_self_health: Any,
    age_years: Any,
) -> Derived:
    """G8 from 70 years, 0-17 points; <= 14 impaired, a full assessment is advised.

    Body mass index < 19 0, 19-<21 1, 21-<23 2, >= 23 3; age > 85 0, 80-85 1, < 80 2; the other items as
    ticked. BMC Geriatr 2020 Table 1 after Bellera CA 2012. With an item missing the result is null, the
    points are a range.
    """
    parts = {
        "g8_food_intake": (g8_food_intake, members(g8_food_intake, (0, 1, 2))),
        "g8_weight_loss": (g8_weight_loss, members(g8_weight_loss, (0, 1, 2, 3))),
        "g8_mobility": (g8_mobility, members(g8_mobility, (0, 1, 2))),
        "g8_neuropsych": (g8_neuropsych, members(g8_neuropsych, (0, 1, 2))),
        "bmi_kg_per_m2": (bmi_kg_per_m2, bands(bmi_kg_per_m2, _G8_BMI)),
        "g8_medications": (g8_medications, members(g8_medications, (0, 1))),
        "g8_self_health": (g8_self_health, members(g8_self_health, (0, 0.5, 1, 2))),
        "age_years": (age_years, tuple(2 - band for band in bands(age_years, _G8_AGE))),
    }
    points = sums(*(possible for _value, possible in parts.values()))
    impaired = list(dict.fromkeys(p <= 14 for p in points))
    complete = all(value is not UNKNOWN for value, _possible in parts.values())
    return _single(
        "g8",
        {
            "points": float(points[0]) if len(points) == 1 else None,
            "impaired": only(impaired) if complete else None,
            "points_min": float(points[0]),
            "points_max": float(points[-1]),
        },
        tuple(name for name, (_value, possible) in parts.items() if len(possible) > 1),
        (),
        ("bellera-2012", "G8 2012"),
    )


def _single(
    item: str,
    values: Mapping[str, Any],
    missing: tuple[str, ...],
    flags: tuple[str, ...],
    rule: tuple[str, str],
) -> Derived:
    source, version = rule
    return Derived(
        facts={},
        results=(
            Result(
                item=item,
                values=values,
                missing=missing,
                flags=flags,
                source=source,
                rule_version=version,
            ),
        ),
    )
