"""Transplant criteria that weigh a tumour marker, grade or symptoms beside size, and the score after transplant.

Like the size criteria they say within or outside, never "eligible". Sources: scores and criteria, section
5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

from consult.hcc.nodules import Tumour
from consult.hcc.possible import members, only, sums
from consult.hcc.staging import NOT_GIVEN, fact_options, intended_use, stages_given
from consult.hcc.transplant import (
    Fits,
    Limit,
    Limits,
    closeness,
    criterion,
    milan_fits,
    milan_limits,
    morphology,
    sum_at_most,
    total_limit,
)
from consult.results import Derived, Result, open_inputs
from consult.values import (
    UNKNOWN,
    Bounds,
    OneOf,
    bands,
    is_certain,
    map_numbers,
    one_of,
    options,
    round_half_away,
)

GRADES = ("g1", "g2", "g3", "g4")

_AFP_500 = (("<=", 500.0),)
_AFP_400 = (("<=", 400.0),)
_AFP_METROTICKET = (("<", 200.0), ("<=", 400.0), ("<=", 1000.0))
_AFP_MODEL = (("<=", 100.0), ("<=", 1000.0))
_AFP_RETREAT = (("<=", 20.0), ("<", 100.0), ("<", 1000.0))
_PIVKA_400 = (("<=", 400.0),)
_EXPLANT_SUM = (("<=", 0.0), ("<", 50.0), ("<", 100.0))
"""Number x 10 + millimetres."""


def outside(_tumour: Tumour) -> tuple[bool, ...]:
    """Outside whatever number and size are, because the marker is beyond its limit."""
    return (False,)


def any_size_fits(_tumour: Tumour) -> tuple[bool, ...]:
    """Inside whatever number and size are."""
    return (True,)


def five_five_fits(tumour: Tumour) -> tuple[bool, ...]:
    """At most 5 nodules, the largest <= 50 mm."""
    return (tumour.count <= 5 and round(tumour.largest, 6) <= 50,)


def milan_or_five_five_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Inside Milan or inside 5 nodules of 50 mm."""
    return (milan_fits(tumour)[0] or five_five_fits(tumour)[0],)


def sum_of_seven_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Number plus largest size in cm at most 7."""
    return (_number_and_mm(tumour) <= 70,)


def sum_of_five_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Number plus largest size in cm at most 5."""
    return (_number_and_mm(tumour) <= 50,)


def sum_of_four_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Number plus largest size in cm at most 4."""
    return (_number_and_mm(tumour) <= 40,)


def eighty_mm_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Sum of diameters at most 80 mm."""
    return sum_at_most(tumour, 80)


def volume_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Sum of volumes at most 115 cm3; both answers where the sum is open across it."""
    return tuple(dict.fromkeys(round(cm3, 6) <= 115 for cm3 in (tumour.volume_low, tumour.volume_high)))


def ten_of_fifty_fits(tumour: Tumour) -> tuple[bool, ...]:
    """At most 10 nodules, the largest <= 50 mm."""
    return (tumour.count <= 10 and round(tumour.largest, 6) <= 50,)


def unos_fits(tumour: Tumour) -> tuple[bool, ...]:
    """UNOS downstaging: beyond Milan; single > 50-80 mm, or 2-3 each <= 50, or 4-5 each <= 30, sum <= 80 mm.

    AASLD 2023 Table 4, doi 10.1097/HEP.0000000000000466; World J Gastrointest Surg 2019;11:287 Table 1 (of
    2-3 lesions one must exceed 30 mm). A table that prints the last tier as 3-4 lesions is a misprint. The
    limits of `closeness` are the upper ones.
    """
    largest = round(tumour.largest, 6)
    if tumour.count == 1:
        return (50 < largest <= 80,)
    if tumour.count <= 3:
        return sum_at_most(tumour, 80) if 30 < largest <= 50 else (False,)
    return sum_at_most(tumour, 80) if tumour.count <= 5 and largest <= 30 else (False,)


def unos_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The upper UNOS limits that apply to a tumour of this number."""
    if tumour.count == 1:
        return (("largest_mm", tumour.largest, 80),)
    if tumour.count <= 3:
        return (("largest_mm", tumour.largest, 50), *total_limit(tumour, 80))
    return (("number", tumour.count, 5), ("largest_mm", tumour.largest, 30), *total_limit(tumour, 80))


def five_five_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The limits of number and size of 5-5-500."""
    return (("number", tumour.count, 5), ("largest_mm", tumour.largest, 50))


def number_and_cm_limits(at: float) -> Limits:
    """The one limit of a sum of number and centimetres."""
    return lambda tumour: (("sum_up_to_seven", tumour.count + tumour.largest / 10, at),)


def volume_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The limit of the summed volume; none where it is open because some nodules are not listed."""
    certain = tumour.volume_low == tumour.volume_high
    return (("volume_cm3", tumour.volume_low, 115),) if certain else ()


def ten_of_fifty_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The Kyoto limits of number and size."""
    return (("number", tumour.count, 10), ("largest_mm", tumour.largest, 50))


def eighty_mm_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The Hangzhou limit of the sum of diameters."""
    return total_limit(tumour, 80)


def _number_and_mm(tumour: Tumour) -> float:
    return round(tumour.count * 10 + tumour.largest, 6)


@lru_cache(maxsize=4096)
def answers_by_state(
    tumours: tuple[Tumour, ...], by_state: tuple[Fits, ...]
) -> tuple[tuple[bool | None, ...], bool, bool]:
    """Answers over all tumours and marker states, whether the sizes matter, and whether the state does."""
    found: dict[bool | None, None] = {}
    rows: list[tuple[tuple[bool | None, ...], ...]] = []
    for tumour in tumours:
        row = tuple(fits(tumour) if tumour.count else (None,) for fits in by_state)
        rows.append(row)
        for answers in row:
            found.update(dict.fromkeys(answers))
    sizes_matter = any(
        len({answer for row in rows for answer in row[state]}) > 1 for state in range(len(by_state))
    )
    state_matters = any(answers != row[0] for row in rows for answers in row)
    return tuple(found), sizes_matter, state_matters


def afp_flags(afp_iu_per_ml: Any) -> tuple[str, ...]:
    """`afp_converted` when AFP was entered in IU/mL: the factor 1.21 differs between assays."""
    return () if afp_iu_per_ml is UNKNOWN else ("afp_converted",)


def _marker_limit(name: str, value: Any, at: float) -> tuple[Limit, ...]:
    return ((name, value, at),) if is_certain(value) else ()


def _with_afp(
    item: str,
    doc: str,
    cuts: Sequence[tuple[str, float]],
    by_band: tuple[Fits, ...],
    source: str,
    version: str,
    *,
    fact: str = "",
    limits: tuple[Limits, ...],
    afp_at: float,
    extra: Callable[[tuple[Tumour, ...]], dict[str, Any]] | None = None,
) -> Callable[..., Derived]:
    """The derivation of a criterion whose sizes depend on the band of AFP.

    `limits` are those of each band and `afp_at` that of AFP, to say how near they are.
    """

    def derive(
        tumours: tuple[Tumour, ...],
        lesions: Any,
        unlisted_nodules: bool,
        macrovascular_invasion: Any,
        nodal_or_distant_spread: Any,
        afp_ng_per_ml: Any,
        afp_iu_per_ml: Any,
        tumour_type: Any,
        age_years: Any,
        lesions_missing: tuple[str, ...],
        vessels_missing: tuple[str, ...],
        n_status: Any,
        m_status: Any,
    ) -> Derived:
        possible = bands(afp_ng_per_ml, cuts)
        states = tuple(by_band[band] for band in possible)
        answers, sizes_matter, afp_matters = answers_by_state(tumours, states)
        near = None
        if len({limits[band] for band in possible}) == 1:
            marker = _marker_limit("afp_ng_per_ml", afp_ng_per_ml, afp_at)
            near = closeness(tumours, limits[possible[0]], marker)
        return criterion(
            item,
            answers,
            unlisted_nodules=unlisted_nodules,
            invasion=macrovascular_invasion,
            spread=nodal_or_distant_spread,
            tumour_type=tumour_type,
            age_years=age_years,
            lesions=lesions,
            open_fields=(
                *(lesions_missing if sizes_matter else ()),
                *(("afp_ng_per_ml",) if afp_matters else ()),
                *vessels_missing,
                *open_inputs(("n_status", "m_status"), (n_status, m_status)),
            ),
            source=source,
            version=version,
            fact=fact,
            near=near,
            extra=extra(tumours) if extra else None,
            more_flags=afp_flags(afp_iu_per_ml),
        )

    derive.__name__ = item
    derive.__doc__ = doc
    return derive


def _volume(tumours: tuple[Tumour, ...]) -> dict[str, Any]:
    """The summed volume in cm3, one decimal; null while it is open or nothing viable is there."""
    low, high = tumours[0].volume_low, tumours[0].volume_high
    certain = all(
        t.count and round(t.volume_low, 6) == round(low, 6) == round(t.volume_high, 6) for t in tumours
    )
    return {"ttv_cm3": round_half_away(round(high, 6), 1) if certain else None}


five_five_500 = _with_afp(
    "five_five_500",
    """5-5-500: number <= 5, largest <= 50 mm, AFP <= 500 ng/mL, no invasion and no spread.

    Shimamura T, Transpl Int 2019;32:356-368. The age limit of 65 in the JSH 2021 footnote is not part of
    the rule.
    """,
    _AFP_500,
    (five_five_fits, outside),
    "shimamura-2019",
    "5-5-500 2019",
    fact="five_five_500",
    limits=(five_five_limits, five_five_limits),
    afp_at=500,
)

japan_criteria = _with_afp(
    "japan_criteria",
    """Japan criteria: Milan or 5-5-500. Shimamura T, Transpl Int 2019;32:356-368; JSH 2021 algorithm footnote.""",
    _AFP_500,
    (milan_or_five_five_fits, milan_fits),
    "shimamura-2019",
    "Japan criteria (JSH 2021)",
    fact="japan_criteria",
    limits=(five_five_limits, milan_limits),
    afp_at=500,
)

_SEVEN, _FIVE, _FOUR = (number_and_cm_limits(at) for at in (7, 5, 4))

metroticket2_afp_uts = _with_afp(
    "metroticket2_afp_uts",
    """Metroticket 2.0, simplified: AFP < 200 and number + cm <= 7; 200-400 and <= 5; > 400-1000 and <= 4.

    Fatourou EM, Hepatoma Res 2018;4:63 Table 3; Mazzaferro V, Gastroenterology 2018;154:128-139. AFP
    exactly 200 takes the limit 5, exactly 400 too. The continuous survival formula is not implemented.
    """,
    _AFP_METROTICKET,
    (sum_of_seven_fits, sum_of_five_fits, sum_of_four_fits, outside),
    "fatourou-2018",
    "Metroticket 2.0 (AFP and up-to-seven, simplified)",
    limits=(_SEVEN, _FIVE, _FOUR, _FOUR),
    afp_at=1000,
)

ttv_afp = _with_afp(
    "ttv_afp",
    """Total tumour volume <= 115 cm3 (sum of pi/6 d3, d in cm) and AFP <= 400 ng/mL.

    PMC6113720 Table 1; Toso C. The volume is printed whatever invasion and spread are.
    """,
    _AFP_400,
    (volume_fits, outside),
    "PMC6113720",
    "TTV 115 cm3 and AFP 400",
    limits=(volume_limits, volume_limits),
    afp_at=400,
    extra=_volume,
)

unos_downstaging_inclusion = morphology(
    "unos_downstaging_inclusion",
    unos_fits,
    unos_limits,
    "AASLD2023",
    "UNOS downstaging (AASLD 2023 Table 4)",
    fact="unos_downstaging_entry",
)


def hangzhou(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    macrovascular_invasion: Any,
    nodal_or_distant_spread: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    histologic_grade: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    n_status: Any,
    m_status: Any,
) -> Derived:
    """Hangzhou: sum of diameters <= 80 mm, or more with grade g1 or g2 and AFP <= 400 ng/mL.

    PMC6113720 Table 1; Zheng SS, Transplantation 2008. A grade that is not recorded is open, not absent.
    """
    low_afp = [band == 0 for band in bands(afp_ng_per_ml, _AFP_400)]
    low_grade = [grade in ("g1", "g2") for grade in options(histologic_grade, GRADES)]
    states = dict.fromkeys(
        any_size_fits if a and g else eighty_mm_fits for a, g in product(low_afp, low_grade)
    )
    answers, sizes_matter, markers_matter = answers_by_state(tumours, tuple(states))
    return criterion(
        "hangzhou",
        answers,
        unlisted_nodules=unlisted_nodules,
        invasion=macrovascular_invasion,
        spread=nodal_or_distant_spread,
        tumour_type=tumour_type,
        age_years=age_years,
        lesions=lesions,
        open_fields=(
            *(lesions_missing if sizes_matter else ()),
            *(("afp_ng_per_ml",) if markers_matter and len(low_afp) > 1 else ()),
            *(("histologic_grade",) if markers_matter and len(set(low_grade)) > 1 else ()),
            *vessels_missing,
            *open_inputs(("n_status", "m_status"), (n_status, m_status)),
        ),
        source="PMC6113720",
        version="Hangzhou 2008",
        fact="hangzhou",
        near=closeness(tumours, eighty_mm_limits, _marker_limit("afp_ng_per_ml", afp_ng_per_ml, 400)),
        more_flags=afp_flags(afp_iu_per_ml),
    )


def kyoto(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    macrovascular_invasion: Any,
    nodal_or_distant_spread: Any,
    pivka_ii_mau_per_ml: Any,
    anticoagulation: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    n_status: Any,
    m_status: Any,
) -> Derived:
    """Kyoto: number <= 10, largest <= 50 mm, PIVKA-II <= 400 mAU/mL. PMC5985555.

    PIVKA-II is invalid under a vitamin K antagonist: flagged, not altered.
    """
    by_band = (ten_of_fifty_fits, outside)
    states = tuple(by_band[band] for band in bands(pivka_ii_mau_per_ml, _PIVKA_400))
    answers, sizes_matter, pivka_matters = answers_by_state(tumours, states)
    invalid = anticoagulation == "vka" and pivka_ii_mau_per_ml is not UNKNOWN
    return criterion(
        "kyoto",
        answers,
        unlisted_nodules=unlisted_nodules,
        invasion=macrovascular_invasion,
        spread=nodal_or_distant_spread,
        tumour_type=tumour_type,
        age_years=age_years,
        lesions=lesions,
        open_fields=(
            *(lesions_missing if sizes_matter else ()),
            *(("pivka_ii_mau_per_ml",) if pivka_matters else ()),
            *vessels_missing,
            *open_inputs(("n_status", "m_status"), (n_status, m_status)),
        ),
        source="PMC5985555",
        version="Kyoto",
        fact="",
        near=closeness(
            tumours, ten_of_fifty_limits, _marker_limit("pivka_ii_mau_per_ml", pivka_ii_mau_per_ml, 400)
        ),
        more_flags=("pivka_under_vitamin_k_antagonist",) if invalid else (),
    )


def toronto_extended(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    macrovascular_invasion: Any,
    nodal_or_distant_spread: Any,
    histologic_grade: Any,
    cancer_related_symptoms: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    n_status: Any,
    m_status: Any,
) -> Derived:
    """Extended Toronto: any size and number, not poorly differentiated (g3, g4), no cancer-related symptoms.

    Sapisochin G, Hepatology 2016;64:2077-2088, doi 10.1002/hep.28643; the AFP limit the paper asks for
    beside it is not part of the rule.
    """
    poor = [grade in ("g3", "g4") for grade in options(histologic_grade, GRADES)]
    symptoms = [answer == "yes" for answer in options(cancer_related_symptoms, ("no", "yes"))]
    states = dict.fromkeys(outside if p or s else any_size_fits for p, s in product(poor, symptoms))
    answers, sizes_matter, markers_matter = answers_by_state(tumours, tuple(states))
    open_markers = (
        *(("histologic_grade",) if len(set(poor)) > 1 else ()),
        *(("cancer_related_symptoms",) if len(set(symptoms)) > 1 else ()),
    )
    return criterion(
        "toronto_extended",
        answers,
        unlisted_nodules=unlisted_nodules,
        invasion=macrovascular_invasion,
        spread=nodal_or_distant_spread,
        tumour_type=tumour_type,
        age_years=age_years,
        lesions=lesions,
        open_fields=(
            *(lesions_missing if sizes_matter else ()),
            *(open_markers if markers_matter else ()),
            *vessels_missing,
            *open_inputs(("n_status", "m_status"), (n_status, m_status)),
        ),
        source="sapisochin-2016",
        version="Extended Toronto 2016",
        fact="",
    )


def afp_model_size_points(tumour: Tumour) -> int:
    """Points of size and number: largest <= 30 mm 0, > 30-60 1, > 60 4; four nodules or more 2."""
    largest = round(tumour.largest, 6)
    size = 0 if largest <= 30 else 1 if largest <= 60 else 4
    return size + (2 if tumour.count >= 4 else 0)


@lru_cache(maxsize=4096)
def points_over(tumours: tuple[Tumour, ...], points: Callable[[Tumour], int]) -> tuple[tuple[int, ...], bool]:
    """Points over every tumour that is possible, ascending, and whether there may be no viable tumour."""
    found = {points(tumour) for tumour in tumours if tumour.count}
    return tuple(sorted(found)), any(not tumour.count for tumour in tumours)


def afp_model(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    macrovascular_invasion: Any,
    nodal_or_distant_spread: Any,
    afp_ng_per_ml: Any,
    afp_iu_per_ml: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
) -> Derived:
    """AFP model of size, number and AFP, 0-9 points; <= 2 low risk of recurrence after transplant, > 2 high.

    AFP <= 100 ng/mL 0, > 100-1000 2, > 1000 3. Fatourou EM, Hepatoma Res 2018;4:63 Table 2; Duvoux C,
    Gastroenterology 2012;143:986-994. Invasion and spread do not enter: a known one is flagged.
    """
    flags = [*intended_use(tumour_type, age_years), *afp_flags(afp_iu_per_ml)]
    sizes, may_be_none = points_over(tumours, afp_model_size_points)
    markers = tuple((0, 2, 3)[band] for band in bands(afp_ng_per_ml, _AFP_MODEL))
    points = sorted({size + marker for size in sizes for marker in markers})
    lows = list(dict.fromkeys(p <= 2 for p in points))
    given = stages_given(flags)
    if not given:
        points, lows = [], []
    elif not points:
        flags.append("no_viable_tumour")
    if macrovascular_invasion is True or nodal_or_distant_spread is True:
        flags.append("invasion_or_spread")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    settled = bool(points) and not may_be_none
    missing = (
        (
            *(lesions_missing if len(sizes) > 1 or may_be_none else ()),
            *(("afp_ng_per_ml",) if len(markers) > 1 else ()),
        )
        if points
        else ()
    )
    answers: tuple[Any, ...] = (*lows, *((NOT_GIVEN,) if may_be_none or not given else ()))
    fact = one_of(fact_options(answers, tumour_type, age_years, lesions, NOT_GIVEN) if given else answers)
    assumed = open_inputs(("tumour_type", "age_years", "lesions"), (tumour_type, age_years, lesions))
    risks = ["low" if low else "high" for low in lows]
    return Derived(
        facts={"afp_model_low": fact},
        missing={"afp_model_low": () if is_certain(fact) else tuple(dict.fromkeys((*missing, *assumed)))},
        results=(
            Result(
                item="afp_model",
                values={
                    "points": only(points) if settled else None,
                    "risk": only(risks) if settled else None,
                    "points_min": points[0] if points else None,
                    "points_max": points[-1] if points else None,
                    "possible_risks": risks,
                },
                missing=missing,
                flags=tuple(flags),
                source="duvoux-2012",
                rule_version="AFP model 2012",
            ),
        ),
    )


def retreat(
    afp_at_transplant_ng_per_ml: Any,
    microvascular_invasion: Any,
    explant_largest_viable_mm: Any,
    explant_viable_count: Any,
    tumour_type: Any,
    age_years: Any,
) -> Derived:
    """RETREAT after transplant, 0-8 points: AFP at transplant, microvascular invasion, explant size plus number.

    AFP 0-20 ng/mL 0, > 20-<100 1, 100-<1000 2, >= 1000 3; invasion 2; largest viable cm + number of viable:
    none 0, < 5 1, 5-<10 2, >= 10 3. Fatourou EM, Hepatoma Res 2018;4:63 Table 4; Mehta N, doi
    10.1111/ajt.14549. Points are null when an input is missing; without viable tumour in the explant there
    is no size to miss.
    """
    flags = intended_use(tumour_type, age_years)
    afp = bands(afp_at_transplant_ng_per_ml, _AFP_RETREAT)
    invasion = tuple(2 * (m == "present") for m in options(microvascular_invasion, ("absent", "present")))
    explant = _explant_points(explant_largest_viable_mm, explant_viable_count)
    markers = {
        "afp_at_transplant_ng_per_ml": (afp_at_transplant_ng_per_ml, afp),
        "microvascular_invasion": (microvascular_invasion, invasion),
    }
    sizes = {
        "explant_largest_viable_mm": explant_largest_viable_mm,
        "explant_viable_count": explant_viable_count,
    }
    needed = [name for name, (value, found) in markers.items() if value is UNKNOWN or len(found) > 1]
    if explant != (0,) and (len(explant) > 1 or any(value is UNKNOWN for value in sizes.values())):
        needed += open_inputs(sizes, sizes.values()) or tuple(sizes)
    points = sums(afp, invasion, explant)
    given = stages_given(flags)
    missing = tuple(needed) if given else ()
    return Derived(
        facts={},
        results=(
            Result(
                item="retreat",
                values={
                    "points": points[0] if given and not missing else None,
                    "points_min": points[0] if given else None,
                    "points_max": points[-1] if given else None,
                },
                missing=missing,
                flags=flags,
                source="mehta-2017",
                rule_version="RETREAT",
            ),
        ),
    )


def _explant_points(largest_mm: Any, count: Any) -> tuple[int, ...]:
    """Points of size plus number in the explant; no viable nodule is 0 points.

    A size beside a number of 0, or the reverse, contradicts it: everything stays open.
    """
    counts = members(count, range(101))
    found: set[int] = set()
    if 0 in counts and 0 in bands(largest_mm, _EXPLANT_SUM[:1]):
        found.add(0)
    positive = [number for number in counts if number > 0]
    if positive and 1 in bands(largest_mm, _EXPLANT_SUM[:1]):
        size = _above_nought(largest_mm)
        runs = positive if isinstance(count, OneOf) else (positive[0], positive[-1])
        sums = [bands(map_numbers(size, _plus(number)), _EXPLANT_SUM) for number in runs]
        if isinstance(count, OneOf):
            found.update(*sums)
        else:
            found |= set(range(max(1, sums[0][0]), sums[-1][-1] + 1))
    return tuple(sorted(found)) or (0, 1, 2, 3)


def _above_nought(size: Any) -> Any:
    """The part of a size that a viable nodule can have."""
    if size is UNKNOWN:
        return Bounds(0.0, 300.0, low_open=True)
    if isinstance(size, Bounds) and not size.low:
        return Bounds(0.0, size.high, low_open=True, high_open=size.high_open)
    return size


def _plus(number: int) -> Callable[[float], float]:
    return lambda mm: mm + 10 * number
