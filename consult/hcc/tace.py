"""Chemoembolisation and systemic scores: information beside the choice, never a rule to start or to stop.

Sources and boundary rules: scores and criteria, section 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from consult.hcc.liver import ALBI_GRADES
from consult.hcc.nodules import Tumour
from consult.hcc.possible import between, fields_of, members, only, outcomes, span, sums
from consult.hcc.staging import NOT_GIVEN, fact_options, intended_use, stages_given
from consult.hcc.transplant import size_answers, up_to_seven_fits
from consult.hcc.transplant_extended import afp_flags, points_over
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, bands, is_certain, one_of, options, round_half_away

CLASSES = ("A", "B", "C", "D")
REASONS = ("beyond_up_to_seven", "malbi_2b_or_worse", "unfavourable_morphology")
UNFAVOURABLE_PATTERNS = (
    "simple_nodular_extranodular_growth",
    "confluent_multinodular",
    "massive",
    "infiltrative_diffuse",
    "disseminated",
)
_PATTERNS = ("nodular", *UNFAVOURABLE_PATTERNS)

_CHILD_PUGH = range(5, 16)
_GROUPS = ("low", "intermediate", "high")
_ALBUMIN_36 = (("<", 36.0),)
_BILIRUBIN_17 = (("<=", 17.0),)
_AFP_400 = (("<=", 400.0),)
_AFP_200 = (("<=", 200.0),)
_AFP_200_COUNTS = (("<", 200.0),)
_AFP_100 = (("<", 100.0),)
_CRP_10 = (("<", 10.0),)
_AST_RATIO = (("<=", 1.25),)


def hap(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    albumin_g_per_l: Any,
    bilirubin_umol_per_l: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """HAP: albumin < 36 g/L, bilirubin > 17 umol/L, AFP > 400 ng/mL, largest > 70 mm, one point each.

    A 0, B 1, C 2, D >= 3. Kadalayil L, Ann Oncol 2013; Cancer Imaging 2023 Table 1. 1.0 mg/dL is 17.1
    umol/L and scores; the Korean limit of 0.9 mg/dL is not used.
    """
    return _embolisation(
        "hap",
        points_over(tumours, _over_70),
        _hap_parts(albumin_g_per_l, bilirubin_umol_per_l, afp_ng_per_ml),
        intended_use(tumour_type, age_years),
        afp_iu_per_ml,
        unlisted_nodules,
        lesions_missing,
        ("kadalayil-2013", "HAP 2013"),
    )


def mhap_ii(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    albumin_g_per_l: Any,
    bilirubin_umol_per_l: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """mHAP-II: HAP and one more point for two nodules or more; A 0, B 1, C 2, D >= 3 of 5 points.

    Park Y, Liver Int 2016;36:100-107.
    """
    return _embolisation(
        "mhap_ii",
        points_over(tumours, _over_70_and_number),
        _hap_parts(albumin_g_per_l, bilirubin_umol_per_l, afp_ng_per_ml),
        intended_use(tumour_type, age_years),
        afp_iu_per_ml,
        unlisted_nodules,
        lesions_missing,
        ("park-2016", "mHAP-II 2016"),
    )


def albi_tae(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    albi_grade: Any,
    bilirubin_umol_per_l: Any,
    albumin_g_per_l: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """ALBI-TAE: ALBI grade 2-3, AFP > 200 ng/mL, beyond up-to-eleven, one point each; A 0 to D 3.

    Cancer Imaging 2023 Table 1.
    """
    grade = tuple(sorted({int(g != "1") for g in options(albi_grade, ("1", "2", "3"))}))
    labs = open_inputs(("bilirubin_umol_per_l", "albumin_g_per_l"), (bilirubin_umol_per_l, albumin_g_per_l))
    return _embolisation(
        "albi_tae",
        points_over(tumours, _beyond_eleven),
        ((labs, grade), (("afp_ng_per_ml",), bands(afp_ng_per_ml, _AFP_200))),
        intended_use(tumour_type, age_years),
        afp_iu_per_ml,
        unlisted_nodules,
        lesions_missing,
        ("cancer-imaging-2023", "ALBI-TAE"),
    )


_Part = tuple[tuple[str, ...], tuple[float, ...]]
"""The fields behind one part of a score, and the points it may still have."""


def _hap_parts(albumin: Any, bilirubin: Any, afp: Any) -> tuple[_Part, ...]:
    return (
        (("albumin_g_per_l",), tuple(1 - band for band in bands(albumin, _ALBUMIN_36))),
        (("bilirubin_umol_per_l",), bands(bilirubin, _BILIRUBIN_17)),
        (("afp_ng_per_ml",), bands(afp, _AFP_400)),
    )


def _over_70(tumour: Tumour) -> int:
    return int(round(tumour.largest, 6) > 70)


def _over_70_and_number(tumour: Tumour) -> int:
    return _over_70(tumour) + int(tumour.count >= 2)


def _number_and_mm(tumour: Tumour) -> float:
    return round(tumour.count * 10 + tumour.largest, 6)


def _beyond_eleven(tumour: Tumour) -> int:
    return int(_number_and_mm(tumour) > 110)


def _class(points: float) -> str:
    return CLASSES[min(int(points), 3)]


def _embolisation(
    item: str,
    sized: tuple[tuple[int, ...], bool],
    parts: tuple[_Part, ...],
    flags: tuple[str, ...],
    afp_iu_per_ml: Any,
    unlisted_nodules: bool,
    lesions_missing: tuple[str, ...],
    rule: tuple[str, str],
) -> Derived:
    """Points and class A-D; null without a viable tumour, open while there may be none."""
    of_tumour, may_be_none = sized
    given = stages_given(flags)
    points = sums(of_tumour, *(options_ for _names, options_ in parts)) if given and of_tumour else ()
    missing: tuple[str, ...] = ()
    if points:
        missing = (
            *(name for names, possible in parts if len(possible) > 1 for name in names),
            *(lesions_missing if len(of_tumour) > 1 or may_be_none else ()),
        )
    flags = (
        *flags,
        *afp_flags(afp_iu_per_ml),
        *(("no_viable_tumour",) if given and not of_tumour else ()),
        *(("unlisted_assumed_smaller",) if unlisted_nodules else ()),
    )
    values = _scored(points, "class", "possible_classes", _class, settled=not may_be_none)
    return _single(item, values, missing, flags, rule)


def _scored(
    points: tuple[float, ...],
    group_key: str,
    possible_key: str,
    group: Callable[[float], str],
    *,
    settled: bool = True,
) -> dict[str, Any]:
    """The keys of a score by points: null where several points, or several groups, are still possible."""
    groups = list(dict.fromkeys(group(p) for p in points))
    return {
        "points": only(points) if settled else None,
        group_key: only(groups) if settled else None,
        "points_min": points[0] if points else None,
        "points_max": points[-1] if points else None,
        possible_key: groups,
    }


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


@lru_cache(maxsize=4096)
def _burdens(
    tumours: tuple[Tumour, ...],
) -> tuple[tuple[float, ...], tuple[str, ...], tuple[bool, ...], bool]:
    """Number plus mm, six-and-twelve groups and up-to-eleven answers; whether there may be no tumour."""
    loads = tuple(sorted({_number_and_mm(tumour) for tumour in tumours if tumour.count}))
    groups = tuple(dict.fromkeys("low" if v <= 60 else "intermediate" if v <= 120 else "high" for v in loads))
    within = tuple(dict.fromkeys(v <= 110 for v in loads))
    return loads, groups, within, any(not tumour.count for tumour in tumours)


def six_and_twelve(
    tumours: tuple[Tumour, ...],
    unlisted_nodules: bool,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """Six-and-twelve: number + largest cm, <= 6 low, > 6-12 intermediate, > 12 high; up-to-eleven is <= 11.

    Wang Q, J Hepatol 2019;70:893-903; Cancer Imaging 2023 Table 1 prints 7-12, values between 6 and 7 are
    intermediate here. One decimal.
    """
    flags = intended_use(tumour_type, age_years)
    given = stages_given(flags)
    loads, groups, within, may_be_none = _burdens(tumours)
    if given and not loads:
        flags = (*flags, "no_viable_tumour")
    if unlisted_nodules:
        flags = (*flags, "unlisted_assumed_smaller")
    if not given:
        loads, groups, within = (), (), ()
    settled = not may_be_none
    return _single(
        "six_and_twelve",
        {
            "value": round_half_away(loads[0] / 10, 1) if settled and len(loads) == 1 else None,
            "group": only(groups) if settled else None,
            "up_to_eleven": only(within) if settled else None,
            "possible_groups": list(groups),
        },
        lesions_missing if loads and (len(loads) > 1 or may_be_none) else (),
        flags,
        ("wang-2019", "Six-and-twelve 2019"),
    )


def tace_unsuitability(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    malbi_grade: Any,
    bilirubin_umol_per_l: Any,
    albumin_g_per_l: Any,
    tumour_pattern: Any,
    histologic_grade: Any,
    sarcomatous_change: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """TACE-unsuitable: beyond up-to-seven, mALBI 2b or worse, or unfavourable morphology; one reason suffices.

    PMC8237791 Table 10 (Kudo M, Liver Cancer 2021). Unfavourable are confluent multinodular, massive,
    infiltrative, disseminated and simple nodular with extranodular growth, poor differentiation (g3, g4)
    and sarcomatous change; the last two count as absent when not recorded, and are flagged, in the result
    and in the fact.
    """
    flags = list(intended_use(tumour_type, age_years))
    given = stages_given(flags)
    sizes = size_answers(tumours, up_to_seven_fits)
    grades = tuple(dict.fromkeys(g in ("2b", "3") for g in options(malbi_grade, ALBI_GRADES)))
    patterns = tuple(dict.fromkeys(p in UNFAVOURABLE_PATTERNS for p in options(tumour_pattern, _PATTERNS)))
    poor = _shown(histologic_grade, ("g3", "g4"), ("g1", "g2", "g3", "g4"))
    sarcomatous = _shown(sarcomatous_change, ("yes",), ("no", "yes"))
    possible, relevant = outcomes(_unsuitable, sizes, grades, patterns, poor, sarcomatous)
    labs = open_inputs(("bilirubin_umol_per_l", "albumin_g_per_l"), (bilirubin_umol_per_l, albumin_g_per_l))
    fields = (lesions_missing, labs, ("tumour_pattern",), ("histologic_grade",), ("sarcomatous_change",))
    morphology = (patterns, poor, sarcomatous)
    reached = (False in sizes, True in grades, any(True in axis for axis in morphology))
    proven = (sizes == (False,), grades == (True,), any(axis == (True,) for axis in morphology))
    answers: tuple[Any, ...] = (NOT_GIVEN,)
    missing: tuple[str, ...] = ()
    if given:
        missing = fields_of(relevant, fields)
        if False in possible:
            histology = {
                "histologic_grade": histologic_grade,
                "sarcomatous_change": sarcomatous_change,
            }
            assumed = open_inputs(histology, histology.values())
            flags += [f"assumed_absent:{name}" for name in assumed]
        answers = tuple(NOT_GIVEN if answer is None else answer for answer in possible)
        answers = fact_options(answers, tumour_type, age_years, lesions, NOT_GIVEN)
        if possible == (None,):
            flags.append("no_viable_tumour")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    there = given and possible != (None,)
    fact = one_of(answers)
    use = open_inputs(("tumour_type", "age_years", "lesions"), (tumour_type, age_years, lesions))
    return Derived(
        facts={"tace_unsuitable": fact},
        missing={"tace_unsuitable": () if is_certain(fact) else tuple(dict.fromkeys((*missing, *use)))},
        results=(
            Result(
                item="tace_unsuitability",
                values={
                    "unsuitable": only(possible) if given else None,
                    "reasons": _named(proven) if there and None not in possible else [],
                    "possible_reasons": _named(reached) if there else [],
                },
                missing=missing,
                flags=tuple(flags),
                source="JSH2021",
                rule_version="TACE-unsuitable (APPLE consensus, JSH 2021)",
            ),
        ),
    )


def _shown(value: Any, poor: tuple[str, ...], domain: tuple[str, ...]) -> tuple[bool, ...]:
    """Whether an unfavourable finding is there; not recorded counts as absent."""
    if value is UNKNOWN:
        return (False,)
    return tuple(dict.fromkeys(member in poor for member in options(value, domain)))


def _unsuitable(inside: bool | None, poor_liver: bool, *unfavourable: bool) -> bool | None:
    return None if inside is None else not inside or poor_liver or any(unfavourable)


def _named(reasons: tuple[bool, ...]) -> list[str]:
    return [name for name, holds in zip(REASONS, reasons, strict=True) if holds]


def art(
    ast_before_first_tace_u_per_l: Any,
    ast_before_second_tace_u_per_l: Any,
    child_pugh_points_before_first_tace: Any,
    child_pugh_points_before_second_tace: Any,
    tace_response: Any,
    tumour_type: Any,
    age_years: Any,
) -> Derived:
    """ART before the second TACE: AST rise > 25 % 4, Child-Pugh +1 1.5 or +2 and more 3, no response 1.

    0-1.5 favourable, >= 2.5 unfavourable. Sieghart W, Hepatology 2013; the limit 2.5 from a Gut 2017
    abstract. CR and PR (EASL, mRECIST) are responses. Weak in external validation (Kloeckner R):
    information, no stop rule.
    """
    names = (
        "ast_before_first_tace_u_per_l",
        "ast_before_second_tace_u_per_l",
        "child_pugh_points_before_first_tace",
        "child_pugh_points_before_second_tace",
        "tace_response",
    )
    rise = bands(_ratio(ast_before_second_tace_u_per_l, ast_before_first_tace_u_per_l), _AST_RATIO)
    liver, liver_relevant = _child_pugh_points(
        _art_liver, child_pugh_points_before_first_tace, child_pugh_points_before_second_tace
    )
    response = tuple(dict.fromkeys(float(r in ("sd", "pd")) for r in _responses(tace_response)))
    flags = intended_use(tumour_type, age_years)
    given = stages_given(flags)
    points = sums(tuple(4.0 * band for band in rise), liver, response) if given else ()
    asts = (ast_before_first_tace_u_per_l, ast_before_second_tace_u_per_l)
    missing = (
        *(open_inputs(names[:2], asts) if len(rise) > 1 else ()),
        *(names[2 + index] for index in liver_relevant),
        *(names[4:] if len(response) > 1 else ()),
    )
    return _single(
        "art",
        _scored(points, "retreat", "possible_retreat", _art_group),
        missing if given else (),
        flags,
        ("sieghart-2013", "ART 2013"),
    )


def _responses(tace_response: Any) -> tuple[str, ...]:
    return options(tace_response, ("cr", "pr", "sd", "pd"))


def _art_group(points: float) -> str:
    return "favourable" if points <= 1.5 else "unfavourable"


def _art_liver(first: int, second: int) -> float:
    rise = second - first
    return 0.0 if rise <= 0 else 1.5 if rise == 1 else 3.0


def _abcr_liver(first: int, second: int) -> float:
    return 2.0 if second - first >= 2 else 0.0


def _child_pugh_points(
    points: Callable[[int, int], float], first: Any, second: Any
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Points for the change of Child-Pugh, and which of the two values can change them."""
    return outcomes(points, members(first, _CHILD_PUGH), members(second, _CHILD_PUGH))


def _ratio(second: Any, first: Any) -> Any:
    """second / first as a number or range; a missing one lies within the hard limits of AST."""
    top, bottom = span(second, 1.0, 20000.0), span(first, 1.0, 20000.0)
    return between(
        top.low / bottom.high,
        top.high / bottom.low,
        low_open=top.low_open or bottom.high_open,
        high_open=top.high_open or bottom.low_open,
    )


def abcr(
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    bclc_stage_baseline: Any,
    child_pugh_points_before_first_tace: Any,
    child_pugh_points_before_second_tace: Any,
    tace_response: Any,
    tumour_type: Any,
    age_years: Any,
) -> Derived:
    """ABCR before the second TACE: AFP >= 200 1, BCLC B 2 or C 3, Child-Pugh rise >= 2 2, response -3.

    <= 0 favourable, 1-3 intermediate, >= 4 unfavourable. Groups: Yang J, J Clin Hepatol (China)
    2020;36:1980-1984, doi 10.3969/j.issn.1001-5256.2020.09.014; points from memory (Adhoute X, J Hepatol
    2015), hence the flag `unverified_rule`; AFP exactly 200 counts. A baseline stage D has no points and
    gives no score.
    """
    names = ("child_pugh_points_before_first_tace", "child_pugh_points_before_second_tace")
    stages = options(bclc_stage_baseline, ("0", "A", "B", "C"))
    stage = tuple(dict.fromkeys(_ABCR_STAGE[s] for s in stages if s in _ABCR_STAGE))
    afp = bands(afp_ng_per_ml, _AFP_200_COUNTS)
    liver, liver_relevant = _child_pugh_points(
        _abcr_liver, child_pugh_points_before_first_tace, child_pugh_points_before_second_tace
    )
    response = tuple(dict.fromkeys(-3 * (r in ("cr", "pr")) for r in _responses(tace_response)))
    flags = (*intended_use(tumour_type, age_years), *afp_flags(afp_iu_per_ml), "unverified_rule")
    if not stage:
        flags = (*flags, "stage_d_not_scored")
    scored = stages_given(flags) and bool(stage)
    points = sums(afp, stage, liver, response) if scored else ()
    missing = (
        *(("afp_ng_per_ml",) if len(afp) > 1 else ()),
        *(("bclc_stage_baseline",) if len(stage) > 1 else ()),
        *(names[index] for index in liver_relevant),
        *(("tace_response",) if len(response) > 1 else ()),
    )
    return _single(
        "abcr",
        _scored(points, "retreat", "possible_retreat", _abcr_group),
        missing if scored else (),
        flags,
        ("adhoute-2015", "ABCR 2015"),
    )


_ABCR_STAGE = {"0": 0, "A": 0, "B": 2, "C": 3}


def _abcr_group(points: float) -> str:
    return "favourable" if points <= 0 else "intermediate" if points <= 3 else "unfavourable"


def crafity(
    afp_ng_per_ml: Any, afp_iu_per_ml: Any, crp_mg_per_l: Any, tumour_type: Any, age_years: Any
) -> Derived:
    """CRAFITY: AFP >= 100 ng/mL and CRP >= 10 mg/L (1 mg/dL), one point each; 0 low, 1 intermediate, 2 high.

    Scheiner B, J Hepatol 2022, as in PMID 37129721 and doi 10.1186/s12885-024-11936-0.
    """
    afp, crp = bands(afp_ng_per_ml, _AFP_100), bands(crp_mg_per_l, _CRP_10)
    flags = (*intended_use(tumour_type, age_years), *afp_flags(afp_iu_per_ml))
    given = stages_given(flags)
    missing = (
        *(("afp_ng_per_ml",) if len(afp) > 1 else ()),
        *(("crp_mg_per_l",) if len(crp) > 1 else ()),
    )
    return _single(
        "crafity",
        _scored(sums(afp, crp) if given else (), "group", "possible_groups", _crafity_group),
        missing if given else (),
        flags,
        ("scheiner-2022", "CRAFITY 2022"),
    )


def _crafity_group(points: float) -> str:
    return _GROUPS[int(points)]
