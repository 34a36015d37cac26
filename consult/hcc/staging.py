"""Tumour stage: BCLC and CNLC, every stage still possible when inputs are open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from consult.hcc.liver import CLASSES
from consult.hcc.nodules import Tumour
from consult.hcc.possible import in_order, outcomes
from consult.results import Derived, Result, open_inputs
from consult.values import UNKNOWN, one_of, options

BCLC_STAGES = ("none", "0", "A", "B", "C", "D")
CNLC_STAGES = ("none", "Ia", "Ib", "IIa", "IIb", "IIIa", "IIIb", "IV")
NOT_GIVEN = "not_given"
"""What a stage fact may also be when it is open whether the patient is an adult with HCC."""

BCLC_VERY_EARLY_MM, BCLC_FEW, BCLC_FEW_MM = 20, 3, 30
"""Stage 0: one nodule up to this size. Stage A: one of any size, or this many up to that size."""
CNLC_SINGLE_MM, CNLC_FEW, CNLC_FEW_MM = 50, 3, 30
"""Stage Ia: one nodule up to this size. Stage Ib: one larger, or this many up to that size."""

PATTERNS = (False, True)
"""Not diffuse, diffuse; a pattern that is not recorded is evaluated both ways."""


def performance(ecog: Any, ecog_attribution: Any) -> Derived:
    """Effective ECOG: comorbidity does not count, liver disease counts from 3, an open cause is tried both ways.

    Only the BCLC stage uses it; fitness rows and trial limits use the raw ECOG whatever its cause.
    """
    effective = _effective_options(ecog, ecog_attribution)
    missing = open_inputs(("ecog", "ecog_attribution"), (ecog, ecog_attribution))
    return Derived(
        facts={"effective_ecog": one_of(effective)},
        missing={"effective_ecog": missing if len(effective) > 1 else ()},
    )


def _effective_options(ecog: Any, attribution: Any) -> tuple[int, ...]:
    effective: set[int] = set()
    for grade in options(ecog, range(5)):
        for cause in options(attribution, ("tumour", "comorbidity", "liver_disease")):
            effective.add(effective_ecog(grade, cause))
    return tuple(sorted(effective))


def effective_ecog(ecog: int, attribution: str) -> int:
    """The performance status that counts for BCLC, given its cause."""
    if ecog == 0 or attribution == "comorbidity":
        return 0
    if attribution == "liver_disease":
        return 0 if ecog <= 2 else ecog
    return ecog


def is_diffuse(tumour_pattern: Any) -> tuple[bool, ...]:
    """Whether growth is diffuse for staging: `infiltrative_diffuse` alone; both when not recorded."""
    if tumour_pattern is UNKNOWN:
        return PATTERNS
    return (tumour_pattern == "infiltrative_diffuse",)


@lru_cache(maxsize=512)
def intended_use(tumour_type: Any, age_years: Any) -> tuple[str, ...]:
    """Flags on whether stages of adult HCC can be given: `not_hcc`, `not_adult` bar them, `hcc_assumed` marks."""
    flags = []
    if tumour_type is UNKNOWN:
        flags.append("hcc_assumed")
    elif tumour_type not in ("hcc", "fibrolamellar"):
        flags.append("not_hcc")
    if not _may_be_adult(age_years):
        flags.append("not_adult")
    return tuple(flags)


def stages_given(flags: Iterable[str]) -> bool:
    """False when the tumour is recorded as something else, or the patient as under 18."""
    return not {"not_hcc", "not_adult"} & set(flags)


def _may_be_adult(age_years: Any) -> bool:
    return age_years is UNKNOWN or max(options(age_years, range(121)), default=0) >= 18


@lru_cache(maxsize=256)
def _may_be_child(age_years: Any) -> bool:
    return age_years is UNKNOWN or min(options(age_years, range(121)), default=0) < 18


def fact_options(
    stages: tuple[Any, ...], tumour_type: Any, age_years: Any, lesions: Any, none: Any
) -> tuple[Any, ...]:
    """What a stage may be once every open input is known: adds what the displayed set leaves out by convention.

    A stage is shown for a tumour that is assumed to be HCC in an adult, and for lesions that are assumed to exist;
    rule rows must not rest on those assumptions.
    """
    extra: list[Any] = []
    if lesions is UNKNOWN and none not in stages:
        extra.append(none)
    if tumour_type is UNKNOWN or _may_be_child(age_years):
        extra.append(NOT_GIVEN)
    return (*stages, *extra)


def bclc(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    tumour_pattern: Any,
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    ecog: Any,
    ecog_attribution: Any,
    child_pugh_class: Any,
    child_pugh_points: Any,
    transplant_candidate: Any,
    decompensated: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    liver_missing: tuple[str, ...],
) -> Derived:
    """BCLC stage 0, A, B, C or D (`none` without tumour).

    Reig M, J Hepatol 2022;76:681-693, doi 10.1016/j.jhep.2021.11.018; staging retained in the 2025 update,
    doi 10.1016/j.jhep.2025.10.020. A single nodule of any size is A; 2-3 nodules need the largest <= 30 mm.
    """
    flags = list(intended_use(tumour_type, age_years))
    inputs = bclc_inputs(
        *(tumours, tumour_pattern, macrovascular_invasion, n_status, m_status, ecog, ecog_attribution),
        *(child_pugh_class, transplant_candidate),
    )
    given = stages_given(flags)
    names = ("tumour", "advanced", "ecog", "cause", "liver", "candidate")
    axes = tuple(_advanced(inputs) if n == "advanced" else inputs[n] for n in names)
    found, relevant = outcomes(_bclc_of, *axes) if given else ((), ())
    stages = in_order(found, BCLC_STAGES)
    certain = len(stages) == 1
    if certain:
        flags += _bclc_flags(stages[0], inputs, child_pugh_points, decompensated, ecog, tumours)
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    if not given or certain:
        missing: tuple[str, ...] = ()
    else:
        missing = _needed(
            relevant,
            names,
            inputs,
            {
                "tumour": (*lesions_missing, *open_inputs(("tumour_pattern",), (tumour_pattern,))),
                "invasion": vessels_missing,
                "nodes": ("n_status",),
                "distant": ("m_status",),
                "ecog": ("ecog",),
                "cause": ("ecog_attribution",),
                "liver": liver_missing,
                "candidate": ("transplant_candidate",),
            },
        )
    values: dict[str, Any] = {
        "stage": stages[0] if certain else None,
        "possible_stages": list(stages),
    }
    if stages == ("none",):
        flags.append("no_viable_tumour")
    shown = fact_options(stages, tumour_type, age_years, lesions, "none") if given else (NOT_GIVEN,)
    return Derived(
        facts={"bclc_stage": one_of(shown)},
        missing={"bclc_stage": _fact_missing(missing, shown, tumour_type, age_years, lesions)},
        results=(
            Result(
                item="bclc",
                values=values,
                missing=missing,
                flags=tuple(flags),
                source="BCLC2022",
                rule_version="BCLC 2022 (staging retained in 2025)",
            ),
        ),
    )


def bclc_inputs(
    tumours: tuple[Tumour, ...],
    tumour_pattern: Any,
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    ecog: Any,
    ecog_attribution: Any,
    child_pugh_class: Any,
    transplant_candidate: Any,
) -> dict[str, tuple[Any, ...]]:
    """What each input of the BCLC stage may still be."""
    return {
        "tumour": _burdens(tumours, is_diffuse(tumour_pattern)),
        "invasion": options(macrovascular_invasion, (False, True)),
        "nodes": options(n_status, ("n0", "n1")),
        "distant": options(m_status, ("m0", "m1")),
        "ecog": options(ecog, range(5)),
        "cause": options(ecog_attribution, ("tumour", "comorbidity", "liver_disease")),
        "liver": options(child_pugh_class, CLASSES),
        "candidate": options(transplant_candidate, ("yes", "no", "contraindicated")),
    }


def _fact_missing(
    missing: tuple[str, ...], shown: tuple[Any, ...], tumour_type: Any, age_years: Any, lesions: Any
) -> tuple[str, ...]:
    if len(shown) == 1:
        return ()
    assumed = open_inputs(("tumour_type", "age_years", "lesions"), (tumour_type, age_years, lesions))
    return tuple(dict.fromkeys((*missing, *assumed)))


@lru_cache(maxsize=4096)
def _burdens(tumours: tuple[Tumour, ...], diffuse: tuple[bool, ...]) -> tuple[str, ...]:
    """Tumour part of the BCLC stage: `none`, `0`, `A`, `B`, for every tumour and pattern possible."""
    found = {
        "none" if tumour.count == 0 else "B" if pattern else _burden(tumour)
        for tumour in tumours
        for pattern in diffuse
    }
    return tuple(stage for stage in ("none", "0", "A", "B") if stage in found)


def _burden(tumour: Tumour) -> str:
    largest = round(tumour.largest, 6)
    if tumour.count == 1:
        return "0" if largest <= BCLC_VERY_EARLY_MM else "A"
    return "A" if tumour.count <= BCLC_FEW and largest <= BCLC_FEW_MM else "B"


def bclc_stage(
    tumour: str,
    advanced: bool,
    effective: int,
    cause: str,
    child_pugh: str,
    candidate: bool,
) -> str:
    """The stage for certain inputs: tumour part, invasion or spread, effective ECOG and its cause, liver."""
    if tumour == "none" and not advanced:
        return "none"
    stage = "C" if advanced or effective in (1, 2) else tumour
    lifted = "A" if stage == "0" else stage
    if effective >= 3:
        spared = cause == "liver_disease" and candidate and stage != "C"
        return lifted if spared else "D"
    if child_pugh == "C":
        return lifted if candidate and stage != "C" else "D"
    return "A" if stage == "0" and child_pugh == "B" else stage


def _advanced(inputs: dict[str, tuple[Any, ...]]) -> tuple[bool, ...]:
    """Whether there is invasion or spread: every answer still possible."""
    return tuple(
        sorted(
            {
                i or n == "n1" or m == "m1"
                for i in inputs["invasion"]
                for n in inputs["nodes"]
                for m in inputs["distant"]
            }
        )
    )


def _bclc_of(tumour: str, advanced: bool, ecog: int, cause: str, liver: str, candidate: str) -> str:
    return bclc_stage(tumour, advanced, effective_ecog(ecog, cause), cause, liver, candidate == "yes")


def _needed(
    relevant: tuple[int, ...],
    names: tuple[str, ...],
    inputs: dict[str, tuple[Any, ...]],
    fields: dict[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """Fields of the relevant inputs; invasion and spread stand for their three sources where these are open."""
    needed: list[str] = []
    for index in relevant:
        parts = ("invasion", "nodes", "distant") if names[index] == "advanced" else (names[index],)
        for part in parts:
            if len(inputs[part]) > 1:
                needed += fields[part]
    return tuple(dict.fromkeys(needed))


def _bclc_flags(
    stage: str,
    inputs: dict[str, tuple[Any, ...]],
    points: Any,
    decompensated: Any,
    ecog: Any,
    tumours: tuple[Tumour, ...],
) -> list[str]:
    flags = []
    if inputs["liver"] == ("C",) and stage in ("A", "B"):
        flags.append("transplant_pathway")
        if stage == "B" and not any(transplantable(t) for t in tumours):
            flags.append("beyond_transplant_criteria")
    if inputs["liver"] == ("B",) and inputs["tumour"] == ("0",) and stage == "A":
        flags.append("liver_function_not_optimal")
    if decompensated is True or (isinstance(points, int) and points >= 8 and inputs["liver"] == ("B",)):
        flags.append("decompensated")
    if isinstance(ecog, int) and ecog >= 3 and inputs["cause"] == ("comorbidity",):
        flags.append("comorbidity_limits_treatment")
    return flags


def transplantable(tumour: Tumour) -> bool:
    """True when the tumour may lie inside UCSF or Up-to-seven (`consult.hcc.transplant` has both in full)."""
    if tumour.count * 10 + tumour.largest <= 70 or tumour.count == 1:
        return tumour.largest <= 65
    return tumour.count <= 3 and tumour.largest <= 45 and tumour.total_low <= 80


def bclc_b(
    bclc_stage: Any, tumour_pattern: Any, bilobar: Any, tumour_liver_percent: Any, portal_flow: Any
) -> Derived:
    """Treatment group of BCLC B (2022): B-systemic, B-TACE; B-LT is set by the doctor. Null outside stage B.

    B-systemic for diffuse or extensive bilobar growth, else B-TACE with hepatopetal flow; Ann Surg Oncol editorial
    2022, doi 10.1245/s10434-022-12242-4. A derivation of its own: no stage and no status rests on it.
    """
    group = (
        _b_group(tumour_pattern, bilobar, tumour_liver_percent, portal_flow) if bclc_stage == "B" else None
    )
    inputs = {
        "tumour_pattern": tumour_pattern,
        "bilobar": bilobar,
        "tumour_liver_percent": tumour_liver_percent,
        "portal_flow": portal_flow,
    }
    missing = open_inputs(inputs, inputs.values()) if group is None else ()
    result = Result(
        item="bclc_b_group",
        values={"group": group},
        missing=missing,
        source="ASO2022",
        rule_version="BCLC 2022",
    )
    return Derived(facts={"bclc_b_group": UNKNOWN if group is None else group}, results=(result,))


def _b_group(pattern: Any, bilobar: Any, percent: Any, portal_flow: Any) -> str | None:
    if pattern in ("infiltrative_diffuse", "disseminated", "massive"):
        return "B-systemic"
    if bilobar == "yes" and isinstance(percent, int | float) and percent > 50:
        return "B-systemic"
    extensive_open = bilobar is UNKNOWN or (bilobar == "yes" and percent is UNKNOWN)
    if pattern is UNKNOWN or extensive_open or portal_flow != "hepatopetal":
        return None
    return "B-TACE"


def cnlc(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    unlisted_nodules: bool,
    tumour_pattern: Any,
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    ecog: Any,
    child_pugh_class: Any,
    tumour_type: Any,
    age_years: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    liver_missing: tuple[str, ...],
) -> Derived:
    """CNLC stage Ia to IV (`none` without tumour).

    National Health Commission of China, guideline 2026, Medical Journal of Peking Union Medical College Hospital
    2026;17(3):735-770, section 4. Raw ECOG is used; nodes count as extrahepatic.
    """
    flags = list(intended_use(tumour_type, age_years))
    inputs = cnlc_inputs(
        *(tumours, tumour_pattern, macrovascular_invasion, n_status, m_status, ecog, child_pugh_class)
    )
    given = stages_given(flags)
    names = ("tumour", "invasion", "nodes", "distant", "ecog", "liver")
    found, relevant = outcomes(_cnlc_of, *(inputs[name] for name in names)) if given else ((), ())
    stages = in_order(found, CNLC_STAGES)
    missing: tuple[str, ...] = ()
    if given and len(stages) > 1:
        fields = {
            "tumour": (*lesions_missing, *open_inputs(("tumour_pattern",), (tumour_pattern,))),
            "invasion": vessels_missing,
            "nodes": ("n_status",),
            "distant": ("m_status",),
            "ecog": ("ecog",),
            "liver": liver_missing,
        }
        missing = _needed(relevant, names, inputs, fields)
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    if stages == ("none",):
        flags.append("no_viable_tumour")
    if stages == ("IV",) and child_pugh_class == "C":
        flags.append("transplant_may_be_considered")
    shown = fact_options(stages, tumour_type, age_years, lesions, "none") if given else (NOT_GIVEN,)
    return Derived(
        facts={"cnlc_stage": one_of(shown)},
        missing={"cnlc_stage": _fact_missing(missing, shown, tumour_type, age_years, lesions)},
        results=(
            Result(
                item="cnlc",
                values={
                    "stage": stages[0] if len(stages) == 1 else None,
                    "possible_stages": list(stages),
                },
                missing=missing,
                flags=tuple(flags),
                source="CHINA2026",
                rule_version="CNLC 2026",
            ),
        ),
    )


def cnlc_inputs(
    tumours: tuple[Tumour, ...],
    tumour_pattern: Any,
    macrovascular_invasion: Any,
    n_status: Any,
    m_status: Any,
    ecog: Any,
    child_pugh_class: Any,
) -> dict[str, tuple[Any, ...]]:
    """What each input of the CNLC stage may still be."""
    return {
        "tumour": _cnlc_burdens(tumours, is_diffuse(tumour_pattern)),
        "invasion": options(macrovascular_invasion, (False, True)),
        "nodes": options(n_status, ("n0", "n1")),
        "distant": options(m_status, ("m0", "m1")),
        "ecog": options(ecog, range(5)),
        "liver": options(child_pugh_class, CLASSES),
    }


@lru_cache(maxsize=4096)
def _cnlc_burdens(tumours: tuple[Tumour, ...], diffuse: tuple[bool, ...]) -> tuple[str, ...]:
    found = {
        "none" if t.count == 0 else "IIb" if pattern else _cnlc_burden(t)
        for t in tumours
        for pattern in diffuse
    }
    return tuple(stage for stage in CNLC_STAGES if stage in found)


def _cnlc_burden(tumour: Tumour) -> str:
    largest = round(tumour.largest, 6)
    if tumour.count == 1:
        return "Ia" if largest <= CNLC_SINGLE_MM else "Ib"
    if tumour.count <= CNLC_FEW:
        return "Ib" if largest <= CNLC_FEW_MM else "IIa"
    return "IIb"


def _cnlc_of(tumour: str, invasion: bool, nodes: str, distant: str, ecog: int, liver: str) -> str:
    return cnlc_stage(tumour, invasion, nodes == "n1" or distant == "m1", ecog, liver)


def cnlc_stage(tumour: str, invasion: bool, spread: bool, ecog: int, child_pugh: str) -> str:
    """The stage for certain inputs, in the order IV, IIIb, IIIa, number and size."""
    if tumour == "none" and not invasion and not spread:
        return "none"
    if ecog >= 3 or child_pugh == "C":
        return "IV"
    if spread:
        return "IIIb"
    return "IIIa" if invasion else tumour
