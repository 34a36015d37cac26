"""History: earlier treatments, the setting they leave the disease in, and what they allow next."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from consult.hcc.nodules import Tumour
from consult.hcc.possible import shapes
from consult.hcc.staging import NOT_GIVEN
from consult.results import Derived, open_inputs
from consult.values import UNKNOWN, Bounds, OneOf, bands, is_certain, map_numbers, one_of, options

LOCAL_TYPES = frozenset(
    {
        "resection",
        "rfa",
        "mwa",
        "other_ablation",
        "tace_conventional",
        "tace_deb",
        "tare",
        "haic",
        "sbrt",
        "proton",
        "transplant",
    }
)
CURATIVE_TYPES = frozenset({"resection", "rfa", "mwa", "other_ablation", "transplant"})
SYSTEMIC_TYPES = frozenset(
    {
        "sorafenib",
        "lenvatinib",
        "atezolizumab_bevacizumab",
        "durvalumab_tremelimumab",
        "nivolumab_ipilimumab",
        "other_systemic",
    }
)
CHECKPOINT_TYPES = frozenset({"atezolizumab_bevacizumab", "durvalumab_tremelimumab", "nivolumab_ipilimumab"})
TKI_TYPES = frozenset({"sorafenib", "lenvatinib"})
TYPES = (
    "resection",
    "rfa",
    "mwa",
    "other_ablation",
    "tace_conventional",
    "tace_deb",
    "tare",
    "haic",
    "sbrt",
    "proton",
    "transplant",
    "sorafenib",
    "lenvatinib",
    "atezolizumab_bevacizumab",
    "durvalumab_tremelimumab",
    "nivolumab_ipilimumab",
    "other_systemic",
    "cell_therapy",
    "tcm",
)
BURDENS = ("none", "early", "intermediate", "advanced")
PRIOR_FACTS = tuple(f"prior_{name}" for name in TYPES)


def earlier_treatments(prior_treatments: Any, assessment_date: Any, ici_last_90_days: Any) -> Derived:
    """One fact per type of earlier treatment, lines of systemic therapy, and time since a cure was attempted.

    No list entered is unknown; an empty list is "none". An entry without a type leaves every type open.
    """
    if prior_treatments is UNKNOWN:
        names = (
            *PRIOR_FACTS,
            "prior_systemic_lines",
            "prior_checkpoint_inhibitor",
            "prior_tki",
            "any_prior_liver_treatment",
            "sorafenib_tolerance",
            "weeks_since_curative_treatment",
            "recent_ici",
        )
        facts: dict[str, Any] = dict.fromkeys(names, UNKNOWN)
        facts["recent_ici"] = ici_last_90_days
        missing = dict.fromkeys(names, ("prior_treatments",))
        return Derived(facts=facts, missing=missing)
    given = [item.get("type", UNKNOWN) for item in prior_treatments]
    untyped = any(kind is UNKNOWN for kind in given)
    kinds = {kind for kind in given if kind is not UNKNOWN}

    def had(types: frozenset[str]) -> Any:
        return True if kinds & types else UNKNOWN if untyped else False

    lines = sum(kind in SYSTEMIC_TYPES for kind in given)
    # "Other systemic" may have been a checkpoint inhibitor or a kinase inhibitor: then the class is open.
    other = "other_systemic" in kinds
    facts = {
        **{f"prior_{name}": had(frozenset({name})) for name in TYPES},
        "prior_systemic_lines": lines if not untyped else Bounds(lines, None),
        "prior_checkpoint_inhibitor": _class_given(had(CHECKPOINT_TYPES), other),
        "prior_tki": _class_given(had(TKI_TYPES), other),
        "any_prior_liver_treatment": had(LOCAL_TYPES),
        "sorafenib_tolerance": _sorafenib_tolerance(prior_treatments, untyped),
        "weeks_since_curative_treatment": _weeks_since(prior_treatments, assessment_date),
        "recent_ici": _recent_ici(prior_treatments, assessment_date, ici_last_90_days, untyped or other),
    }
    weeks_missing = open_inputs(("assessment_date",), (assessment_date,)) or ("prior_treatments",)
    return Derived(
        facts=facts,
        missing={
            name: weeks_missing if name == "weeks_since_curative_treatment" else ("prior_treatments",)
            for name, value in facts.items()
            if not is_certain(value)
        },
    )


def _class_given(known: Any, other_systemic: bool) -> Any:
    return UNKNOWN if known is False and other_systemic else known


def _sorafenib_tolerance(treatments: Any, untyped: bool) -> Any:
    courses = [item for item in treatments if item.get("type") == "sorafenib"]
    if not courses:
        return UNKNOWN if untyped else "not_given"
    reasons = [item.get("stopped_for", UNKNOWN) for item in courses]
    if "toxicity" in reasons:
        return "intolerant"
    if any(reason is UNKNOWN or reason == "unknown" for reason in reasons):
        return OneOf(("tolerated", "intolerant"))
    return "tolerated"


def _weeks_since(treatments: Any, assessment_date: Any) -> Any:
    if not isinstance(assessment_date, date):
        return UNKNOWN
    dates = [item.get("date") for item in treatments if item.get("type") in CURATIVE_TYPES]
    known = [day for day in dates if isinstance(day, date) and day <= assessment_date]
    if not known or len(known) < len(dates):
        return UNKNOWN
    return round((assessment_date - max(known)).days / 7, 1)


def _recent_ici(treatments: Any, assessment_date: Any, entered: Any, class_open: bool) -> Any:
    """Checkpoint inhibitor within 90 days: by dated courses, else as answered in the checklist."""
    courses = [item for item in treatments if item.get("type") in CHECKPOINT_TYPES]
    if not courses and not class_open:
        return "no"
    dates = [item.get("date") for item in courses]
    if courses and isinstance(assessment_date, date) and all(isinstance(day, date) for day in dates):
        recent = any(0 <= (assessment_date - day).days <= 90 for day in dates if day is not None)
        if recent:
            return "yes"
        if not class_open:
            return "no"
    return entered


def burden(
    tumours: tuple[Tumour, ...],
    lesions: Any,
    tumour_pattern: Any,
    macrovascular_invasion: Any,
    nodal_or_distant_spread: Any,
    bclc_stage: Any,
    disease_setting: Any,
    any_prior_liver_treatment: Any,
    infiltrative_or_diffuse: Any,
    lesions_missing: tuple[str, ...],
    vessels_missing: tuple[str, ...],
    n_status: Any,
    m_status: Any,
) -> Derived:
    """Tumour burden (BCLC step 2 without performance status) and the setting of the disease.

    An entered setting wins. `recorded_setting` is what was entered; the fact `setting` is what rule rows read.
    """
    diffuse = (False, True) if tumour_pattern is UNKNOWN else (tumour_pattern == "infiltrative_diffuse",)
    grown = {"intermediate" if d and s != "none" else s for s in shapes(tumours, _burden) for d in diffuse}
    if lesions is UNKNOWN:
        grown.add("none")
    advanced = {
        i or s
        for i in options(macrovascular_invasion, (False, True))
        for s in options(nodal_or_distant_spread, (False, True))
    }
    found = {"advanced" if a else shape for a in advanced for shape in grown}
    burdens = tuple(name for name in BURDENS if name in found)
    burden_missing = tuple(
        dict.fromkeys(
            (
                *(lesions_missing if len(grown) > 1 else ()),
                *(open_inputs(("tumour_pattern",), (tumour_pattern,)) if len(grown) > 1 else ()),
                *(vessels_missing if len(advanced) > 1 else ()),
                *(open_inputs(("n_status", "m_status"), (n_status, m_status)) if len(advanced) > 1 else ()),
            )
        )
    )
    burden_facts = {"tumour_burden": one_of(burdens)}
    if disease_setting is not UNKNOWN:
        return Derived(
            facts={**burden_facts, "disease_setting": disease_setting},
            missing={"tumour_burden": burden_missing if len(burdens) > 1 else ()},
        )
    settings: dict[Any, None] = {}
    stage_options = options(bclc_stage, ("none", "0", "A", "B", "C", "D", NOT_GIVEN))
    for size, is_end, spread_out, treated in product(
        burdens,
        {stage == "D" for stage in stage_options},
        options(infiltrative_or_diffuse, (False, True)),
        options(any_prior_liver_treatment, (False, True)),
    ):
        settings[_setting(size, is_end, spread_out, treated)] = None
    setting = one_of(settings)
    return Derived(
        facts={**burden_facts, "disease_setting": setting},
        missing={
            "tumour_burden": burden_missing if len(burdens) > 1 else (),
            "disease_setting": ()
            if is_certain(setting)
            else ("disease_setting", *burden_missing)
            if "tumour_pattern" in burden_missing or is_certain(infiltrative_or_diffuse)
            else ("disease_setting", *burden_missing, "tumour_pattern"),
        },
    )


def _burden(tumour: Tumour) -> str:
    """The burden of nodules that do not grow diffusely."""
    if tumour.count == 0:
        return "none"
    early = tumour.count == 1 or (tumour.count <= 3 and round(tumour.largest, 6) <= 30)
    return "early" if early else "intermediate"


def _setting(size: str, end_stage: bool, diffuse: bool, treated: bool) -> Any:
    if end_stage:
        return "end_stage"
    if size == "advanced" or diffuse:
        return "unresectable_or_metastatic"
    if size == "none":
        return "curatively_treated" if treated else NOT_GIVEN
    return "locoregional_eligible"


def recurrence(
    microvascular_invasion: Any,
    histologic_grade: Any,
    lesions: Any,
    recurrence_risk: Any,
    tumour_burden: Any,
) -> Derived:
    """Risk of recurrence after curative treatment: an entered value wins; low only when all is known."""
    if recurrence_risk is not UNKNOWN:
        return Derived(facts={"recurrence_risk": recurrence_risk})
    treated_mm: list[Any] = []
    if lesions is not UNKNOWN:
        treated_mm = [
            item.get("size_mm", UNKNOWN) for item in lesions if item.get("status") == "complete_response"
        ]
    large = any(size is not UNKNOWN and min(bands(size, (("<=", 50.0),))) == 1 for size in treated_mm)
    if (
        microvascular_invasion == "present"
        or histologic_grade in ("g3", "g4")
        or large
        or len(treated_mm) > 3
    ):
        return Derived(facts={"recurrence_risk": "high"})
    inputs = {
        "microvascular_invasion": microvascular_invasion,
        "histologic_grade": histologic_grade,
        "lesions": UNKNOWN
        if not treated_mm or not all(is_certain(size) for size in treated_mm)
        else treated_mm,
    }
    missing = open_inputs(inputs, inputs.values())
    risk = OneOf(("low", "high")) if missing else "low"
    return Derived(facts={"recurrence_risk": risk}, missing={"recurrence_risk": missing})


def tace_course(child_pugh_points: Any, child_pugh_points_before_first_tace: Any) -> Derived:
    """Change in Child-Pugh points since before the first TACE."""
    change: Any = UNKNOWN
    if is_certain(child_pugh_points_before_first_tace) and child_pugh_points is not UNKNOWN:
        before = child_pugh_points_before_first_tace
        change = map_numbers(child_pugh_points, lambda points: points - before)
    inputs = {
        "child_pugh_points_before_first_tace": child_pugh_points_before_first_tace,
        "child_pugh_points": child_pugh_points,
    }
    return Derived(
        facts={"child_pugh_points_change": change},
        missing={"child_pugh_points_change": open_inputs(inputs, inputs.values())},
    )
