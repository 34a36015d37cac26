"""Liver function: Child-Pugh and ALBI, with what missing components leave open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from consult.results import Derived, Result, open_inputs
from consult.values import (
    UNKNOWN,
    bands,
    highest,
    is_certain,
    lowest,
    one_of,
    options,
    round_half_away,
)

CLASSES = ("A", "B", "C")
ASCITES = ("none", "slight", "moderate_severe")
ALBI_GRADES = ("1", "2a", "2b", "3")

_BILIRUBIN = (("<", 34.0), ("<=", 51.0))
_BILIRUBIN_MG = (("<", 2.0), ("<=", 3.0))
_BILIRUBIN_CHOLESTATIC = (("<", 68.0), ("<=", 171.0))
_BILIRUBIN_CHOLESTATIC_MG = (("<", 4.0), ("<=", 10.0))
_ALBUMIN = (("<", 28.0), ("<=", 35.0))
_ALBUMIN_G_DL = (("<", 2.8), ("<=", 3.5))
_INR = (("<", 1.7), ("<=", 2.3))
_PT_SECONDS = (("<", 4.0), ("<=", 6.0))
ALBI_CUTS = (-2.60, -2.27, -1.39)
"""Where grades 1, 2a and 2b end; 1 and 2b include the limit."""
ALBI_BILIRUBIN, ALBI_ALBUMIN = 0.66, 0.085
"""What ALBI multiplies the logarithm of bilirubin by, and what albumin."""
_COMPONENTS = ("bilirubin_umol_per_l", "albumin_g_per_l", "inr", "ascites", "encephalopathy_grade")


def child_pugh(
    bilirubin_umol_per_l: Any,
    bilirubin_mg_per_dl: Any,
    albumin_g_per_l: Any,
    albumin_g_per_dl: Any,
    inr: Any,
    pt_seconds_prolonged: Any,
    ascites: Any,
    encephalopathy_grade: Any,
    cholestatic_disease: Any,
    child_pugh_class: Any,
    child_pugh_points: Any,
    anticoagulation: Any,
    etiologies: Any,
) -> Derived:
    """Child-Pugh points (5-15) and class, each component compared in the unit it was entered in.

    Table: MSD Manual professional edition; Pugh RNH, Br J Surg 1973;60:646-649, doi 10.1002/bjs.1800600817.
    A missing component counts 1 to 3 points. A class or points entered by hand stand in for missing components
    and are ignored when all five are known. The cholestatic variant is shown when `cholestatic_disease` is true;
    stages and other scores always use the standard reading, and so a class entered by hand is the standard one.
    """
    recorded = (
        *(bilirubin_umol_per_l, bilirubin_mg_per_dl, albumin_g_per_l, albumin_g_per_dl),
        *(inr, pt_seconds_prolonged, ascites, encephalopathy_grade),
    )
    standard = component_points(*recorded, cholestatic_disease=False)
    computed = _sums(standard)
    flags: list[str] = []
    points, entered_conflict = _with_entered(computed, child_pugh_class, child_pugh_points)
    if entered_conflict:
        flags.append("entered_child_pugh_differs")
    classes = _classes(points)
    shown = points
    cholestatic = cholestatic_disease is True
    if cholestatic:
        shown = _variant(_bilirubin_points(bilirubin_umol_per_l, bilirubin_mg_per_dl), standard[1:], points)
        flags.append("cholestatic_variant")
    elif etiologies is not UNKNOWN and {"pbc", "psc"} & set(etiologies):
        flags.append("cholestatic_variant_offered")
    if anticoagulation in ("vka", "doac"):
        flags.append("inr_may_not_reflect_liver_function")
    if _between_unit_readings(bilirubin_umol_per_l):
        flags.append("borderline_unit")
    components = (bilirubin_umol_per_l, albumin_g_per_l, inr, ascites, encephalopathy_grade)
    if inr is UNKNOWN and pt_seconds_prolonged is not UNKNOWN:
        components = (*components[:2], pt_seconds_prolonged, *components[3:])
    open_components = open_inputs(_COMPONENTS, components)
    points_missing = open_components if len(points) > 1 else ()
    class_missing = open_components if len(classes) > 1 else ()
    result = Result(
        item="child_pugh",
        values={
            **_points_values(shown),
            "points_standard": points[0] if len(points) == 1 else None,
            "class_standard": classes[0] if len(classes) == 1 else None,
        },
        missing=open_components if len(shown) > 1 or len(points) > 1 else (),
        flags=tuple(flags),
        source="pugh-1973",
        rule_version="Child-Pugh (albumin 28-35 g/L, INR 1.7-2.3)",
    )
    return Derived(
        facts={
            "child_pugh_points": one_of(points),
            "child_pugh_class": one_of(classes),
            "liver_missing": class_missing,
            "child_pugh_points_missing": points_missing,
        },
        missing={"child_pugh_points": points_missing, "child_pugh_class": class_missing},
        results=(result,),
    )


def albi(bilirubin_umol_per_l: Any, albumin_g_per_l: Any) -> Derived:
    """ALBI = 0.66 log10(bilirubin umol/L) - 0.085 albumin g/L; grade 1 <= -2.60 < 2 <= -1.39 < 3.

    Johnson PJ, J Clin Oncol 2015;33:550-558, doi 10.1200/JCO.2014.57.9151. mALBI splits grade 2 at -2.27
    (2b includes it): Hiraoka A, Liver Cancer 2017, doi 10.1159/000479984.
    """
    inputs = (bilirubin_umol_per_l, albumin_g_per_l)
    low, high = _albi_range(bilirubin_umol_per_l, albumin_g_per_l)
    certain = all(is_certain(value) for value in inputs)
    grades = (_malbi(low),) if certain else _malbi_between(low, high)
    coarse = tuple(dict.fromkeys(grade[0] for grade in grades))
    missing = open_inputs(("bilirubin_umol_per_l", "albumin_g_per_l"), inputs)
    settled = len(grades) == 1
    result = Result(
        item="albi",
        values={
            "albi_score": round_half_away(low, 3) if certain else None,
            "albi_grade": coarse[0] if len(coarse) == 1 else None,
            "malbi_grade": grades[0] if settled else None,
            "possible_grades": list(grades),
        },
        missing=missing,
        source="johnson-2015",
        rule_version="ALBI 2015, mALBI 2017",
    )
    return Derived(
        facts={"albi_grade": one_of(coarse), "malbi_grade": one_of(grades)},
        missing={
            "albi_grade": missing if len(coarse) > 1 else (),
            "malbi_grade": () if settled else missing,
        },
        results=(result,),
    )


def component_points(
    bilirubin_umol_per_l: Any,
    bilirubin_mg_per_dl: Any,
    albumin_g_per_l: Any,
    albumin_g_per_dl: Any,
    inr: Any,
    pt_seconds_prolonged: Any,
    ascites: Any,
    encephalopathy_grade: Any,
    cholestatic_disease: Any,
) -> tuple[tuple[int, ...], ...]:
    """The points each Child-Pugh component may count: bilirubin, albumin, clotting, ascites, encephalopathy."""
    variant = cholestatic_disease is True
    return (
        _points(
            (bilirubin_mg_per_dl, _BILIRUBIN_CHOLESTATIC_MG if variant else _BILIRUBIN_MG),
            (bilirubin_umol_per_l, _BILIRUBIN_CHOLESTATIC if variant else _BILIRUBIN),
        ),
        _points((albumin_g_per_dl, _ALBUMIN_G_DL), (albumin_g_per_l, _ALBUMIN), descending=True),
        _points((inr, _INR), (pt_seconds_prolonged, _PT_SECONDS)),
        tuple(1 + ASCITES.index(name) for name in options(ascites, ASCITES)),
        _encephalopathy_points(encephalopathy_grade),
    )


def _points(
    *readings: tuple[Any, tuple[tuple[str, float], ...]], descending: bool = False
) -> tuple[int, ...]:
    """Points of the first reading that is recorded (the unit that was entered), else every number of points."""
    for value, cuts in readings:
        if value is not UNKNOWN:
            indexes = bands(value, cuts)
            return tuple(3 - i for i in reversed(indexes)) if descending else tuple(1 + i for i in indexes)
    return (1, 2, 3)


def _bilirubin_points(umol_per_l: Any, mg_per_dl: Any) -> tuple[tuple[int, int], ...]:
    """Standard points of bilirubin with those of the cholestatic variant, for every bilirubin still possible."""
    value, cuts = umol_per_l, (*_BILIRUBIN, *_BILIRUBIN_CHOLESTATIC)
    if mg_per_dl is not UNKNOWN:
        value, cuts = mg_per_dl, (*_BILIRUBIN_MG, *_BILIRUBIN_CHOLESTATIC_MG)
    return tuple(((1, 1), (2, 1), (3, 1), (3, 2), (3, 3))[band] for band in bands(value, cuts))


def _variant(
    bilirubin: Sequence[tuple[int, int]], others: Sequence[tuple[int, ...]], standard: Sequence[int]
) -> tuple[int, ...]:
    """Points of the cholestatic variant that stand beside one of the `standard` points still possible."""
    rest = _sums(others)
    found = {cholestatic + r for usual, cholestatic in bilirubin for r in rest if usual + r in standard}
    return tuple(sorted(found))


def _encephalopathy_points(grade: Any) -> tuple[int, ...]:
    grades = options(grade, range(5))
    return tuple(dict.fromkeys(1 if g == 0 else 2 if g <= 2 else 3 for g in grades))


def _sums(components: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    sums = {0}
    for component in components:
        sums = {total + points for total in sums for points in component}
    return tuple(sorted(sums))


def _class(points: int) -> str:
    return "A" if points <= 6 else "B" if points <= 9 else "C"


def class_points() -> dict[str, tuple[int, int]]:
    """The least and the most points of each class."""
    found: dict[str, list[int]] = {}
    for points in range(5, 16):
        found.setdefault(_class(points), []).append(points)
    return {name: (points[0], points[-1]) for name, points in found.items()}


def _classes(points: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_class(p) for p in points))


def _with_entered(
    computed: tuple[int, ...], entered_class: Any, entered_points: Any
) -> tuple[tuple[int, ...], bool]:
    """Points still possible once a hand-entered class or points are heeded, and whether they contradict."""
    if len(computed) == 1:
        differs = (entered_class is not UNKNOWN and entered_class != _class(computed[0])) or (
            entered_points is not UNKNOWN and computed[0] not in options(entered_points, range(5, 16))
        )
        return computed, differs
    allowed = tuple(
        p
        for p in computed
        if p in options(entered_points, range(5, 16)) and _class(p) in options(entered_class, CLASSES)
    )
    return (allowed, False) if allowed else (computed, True)


def _points_values(points: tuple[int, ...]) -> dict[str, Any]:
    classes = _classes(points)
    return {
        "points": points[0] if len(points) == 1 else None,
        "class": classes[0] if len(classes) == 1 else None,
        "points_min": points[0],
        "points_max": points[-1],
        "possible_classes": list(classes),
    }


def _between_unit_readings(bilirubin: Any) -> bool:
    """True where the mg/dL and the umol/L table give different points (34-34.2, 51-51.3 umol/L)."""
    if not is_certain(bilirubin):
        return False
    value = round(float(bilirubin), 6)
    return 34 <= value <= 34.2 or 51 < value <= 51.3


def _albi(bilirubin: float, albumin: float) -> float:
    return sum(albi_terms(bilirubin, albumin))


def albi_terms(bilirubin: float, albumin: float) -> tuple[float, float]:
    """The two terms whose sum is ALBI."""
    return (ALBI_BILIRUBIN * math.log10(bilirubin), -ALBI_ALBUMIN * albumin)


def albi_ends(bilirubin: Any, albumin: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    """Bilirubin and albumin where ALBI is least, and where it is greatest."""
    # The hard limits of the two fields bound what a missing one may be.
    return (
        (lowest(bilirubin, 0.855), highest(albumin, 70.0)),
        (highest(bilirubin, 1200.0), lowest(albumin, 5.0)),
    )


def _albi_range(bilirubin: Any, albumin: Any) -> tuple[float, float]:
    least, greatest = albi_ends(bilirubin, albumin)
    return (_albi(*least), _albi(*greatest))


def _malbi(score: float) -> str:
    value = round(score, 6)
    if value <= ALBI_CUTS[0]:
        return "1"
    if value < ALBI_CUTS[1]:
        return "2a"
    return "2b" if value <= ALBI_CUTS[2] else "3"


def _malbi_between(low: float, high: float) -> tuple[str, ...]:
    first, last = ALBI_GRADES.index(_malbi(low)), ALBI_GRADES.index(_malbi(high))
    return ALBI_GRADES[first : last + 1]
