"""Derive: from a patient to all facts of liver cancer; the one list of derivations, in the order they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from consult.dates import Dates, apart, dates_of
from consult.dates import questions as questions_of_dates
from consult.facts import Facts, Results, base_fields, derivation, in_order, recorded_values
from consult.facts import derive as run
from consult.hcc import (
    albi_variants,
    checks,
    context,
    distress,
    fibrosis,
    history,
    liver,
    meld,
    nodules,
    nutrition,
    other_stages,
    performance,
    portal,
    resection,
    spread,
    staging,
    tace,
    tnm,
    transplant,
    transplant_extended,
)
from consult.hcc.dated import APART_DAYS, APART_DAYS_MELD_DECOMPENSATED, STALE_AFTER_DAYS
from consult.hcc.fields import FIELDS
from consult.hcc.schema import SCHEMA
from consult.hcc.spread import HEPATIC_LEVELS, PORTAL_LEVELS
from consult.hcc.validity import CONCERNS
from consult.names import DAY_OF_CONSULTATION, ENTERED
from consult.patient import Patient, Warning, soft_warnings
from consult.results import Derivation, Derived, Result
from consult.values import UNKNOWN, OneOf

_PLACES = (*context.LESION_PLACES, "lesion_visible_on_us")

_LISTED: tuple[tuple[Callable[..., Derived], tuple[str, ...]], ...] = (
    (
        nodules.nodules,
        (
            "tumours",
            "lesions_missing",
            "unlisted_nodules",
            "any_indeterminate_lesion",
            "lesion_count",
            "largest_lesion_mm",
            "total_diameter_mm",
            "tumour_volume_cm3",
            "smallest_lesion_mm",
        ),
    ),
    (
        spread.veins,
        (
            "vessels_missing",
            "macrovascular_invasion",
            "pvtt_class",
            "portal_main_trunk_tumour",
            "portal_flow_blocked",
        ),
    ),
    (spread.metastases, ("nodal_or_distant_spread", "bone_metastasis")),
    (context.body, ("bmi_kg_per_m2",)),
    (
        liver.child_pugh,
        (
            "child_pugh_points",
            "child_pugh_class",
            "liver_missing",
            "child_pugh_points_missing",
        ),
    ),
    (liver.albi, ("albi_grade", "malbi_grade")),
    (staging.performance, ("effective_ecog",)),
    (
        portal.bleeding,
        (
            "varices_high_risk_untreated",
            "recent_variceal_bleed",
            "decompensated",
            "endoscopy_within_6_months",
        ),
    ),
    (portal.csph, ("csph",)),
    (staging.bclc, ("bclc_stage",)),
    (staging.bclc_b, ("bclc_b_group",)),
    (staging.cnlc, ("cnlc_stage",)),
    (transplant.milan, ("milan",)),
    (transplant.ucsf, ("ucsf",)),
    (transplant.up_to_seven, ("up_to_seven",)),
    (transplant_extended.five_five_500, ("five_five_500",)),
    (transplant_extended.japan_criteria, ("japan_criteria",)),
    (transplant_extended.hangzhou, ("hangzhou",)),
    (transplant_extended.afp_model, ("afp_model_low",)),
    (transplant_extended.unos_downstaging_inclusion, ("unos_downstaging_entry",)),
    (transplant_extended.metroticket2_afp_uts, ()),
    (transplant_extended.ttv_afp, ()),
    (transplant_extended.kyoto, ()),
    (transplant_extended.toronto_extended, ()),
    (transplant_extended.retreat, ()),
    (resection.makuuchi, ("makuuchi_allows",)),
    (resection.flr, ("flr_adequate",)),
    (tace.hap, ()),
    (tace.mhap_ii, ()),
    (tace.six_and_twelve, ()),
    (tace.albi_tae, ()),
    (tace.tace_unsuitability, ("tace_unsuitable",)),
    (tace.art, ()),
    (tace.abcr, ()),
    (tace.crafity, ()),
    (nutrition.nrs2002, ()),
    (nutrition.must, ()),
    (nutrition.glim, ()),
    (nutrition.nutrition_screen, ("nutrition_screen",)),
    (nutrition.g8, ()),
    (distress.distress, ()),
    (context.intended, ("tumour_is_hcc", "adult")),
    (context.growth, ("infiltrative_or_diffuse",)),
    (context.virus, ("hbv_untreated", "hcv_viraemic")),
    (context.drugs, ("therapeutic_anticoagulation", "cyp3a4_interactor")),
    (context.herbs, ("hepatotoxic_herb",)),
    (context.places, _PLACES),
    (context.icaritin, ("icaritin_cbs",)),
    (
        history.earlier_treatments,
        (
            *history.PRIOR_FACTS,
            "prior_systemic_lines",
            "prior_checkpoint_inhibitor",
            "prior_tki",
            "any_prior_liver_treatment",
            "sorafenib_tolerance",
            "weeks_since_curative_treatment",
            "recent_ici",
        ),
    ),
    (history.burden, ("tumour_burden", "disease_setting")),
    (history.recurrence, ("recurrence_risk",)),
    (history.tace_course, ("child_pugh_points_change",)),
    (meld.meld_family, ("meld", "meld_na", "meld_3_0")),
    (meld.egfr_ckd_epi_2021, ("egfr",)),
    (fibrosis.fib4, ()),
    (fibrosis.apri, ()),
    (albi_variants.palbi, ()),
    (albi_variants.ez_albi, ()),
    (performance.ecog_kps, ("ecog_from_kps",)),
    (tnm.tnm8, ("tnm8_stage",)),
    (other_stages.bclc_b_bolondi, ()),
    (other_stages.okuda, ()),
    (other_stages.clip, ()),
    (other_stages.jis, ()),
    (other_stages.italica_tumour_stage, ()),
    (other_stages.hklc, ()),
    (other_stages.pvtt, ()),
)

DERIVATIONS: tuple[Derivation, ...] = in_order(
    (derivation(function, gives) for function, gives in _LISTED),
    SCHEMA.by_key,
)


def derive(
    patient: Patient, *, today: date | None = None, stale_after: Mapping[str, int] = STALE_AFTER_DAYS
) -> Facts:
    """All facts of `patient`, with what the open ones need, results by item and warnings.

    The consultation takes place on the day that is recorded, else on `today`; ages are counted to it, in days, and
    values older than `stale_after` of their kind are marked.
    """
    recorded = recorded_values(patient)
    if patient.none_apply:
        for field_id, answer in none_apply_answers(recorded).items():
            if field_id not in patient.entries:  # an item answered "unknown" by itself stays unknown
                recorded[field_id] = answer
    entered = frozenset(recorded)
    if today is not None:
        recorded.setdefault(DAY_OF_CONSULTATION, today)
    values, needs, results = run(recorded, DERIVATIONS)
    varices = patient.entries.get("varices")
    if varices is not None and varices.value != "unknown":
        values["varices" + ENTERED] = varices.value
    _read_by_rows(values, patient)
    values["ici_last_90_days"] = values["recent_ici"]
    needs["ici_last_90_days"] = needs.get("recent_ici", ("ici_last_90_days",))
    dates = dates_of(patient, today, stale_after)
    warnings = [
        *soft_warnings(patient),
        *checks.warnings(recorded, values, patient.entries.keys()),
        *questions_of_dates(patient, dates, values.get("age_years", UNKNOWN), today),
        *_apart(dates, values, results),
    ]
    return Facts(
        values=values,
        open_needs=needs,
        results=Results(results, rests_on(), entered),
        warnings=tuple(warnings),
        recorded=entered,
        dates=dates,
        concerns=CONCERNS,
    )


def _apart(dates: Dates, values: Mapping[str, Any], results: dict[str, Result]) -> list[Warning]:
    """Ask about the scores whose own laboratory values lie too many days apart, and flag these results."""
    if len(dates.ages) < 2:
        return []
    found: dict[tuple[str, int, int], list[str]] = {}
    for item, fields in _laboratory_of().items():
        decompensated = item == "meld_family" and values["decompensated"] is True
        limit = APART_DAYS_MELD_DECOMPENSATED if decompensated else APART_DAYS
        gap = apart(dates, fields, limit)
        if gap is not None:
            found.setdefault((*gap, limit), []).append(item)
            results[item] = results[item].flagged("laboratory_dates_apart")
    return [
        Warning(
            field,
            "laboratory_dates_apart",
            {"days": str(days), "limit": str(limit), "items": " ".join(items)},
        )
        for (field, days, limit), items in found.items()
    ]


def _read_by_rows(values: dict[str, Any], patient: Patient) -> None:
    """Facts that rule rows read more cautiously than the form's own word: what is unsure is open, not another level.

    A transplantation or radiation among the earlier treatments answers the checklist item, whatever one key said.
    """
    for vein, levels in (
        ("portal_vein_invasion", (*PORTAL_LEVELS, "bland_thrombus")),
        ("hepatic_vein_invasion", HEPATIC_LEVELS),
    ):
        if values.get(vein) == "indeterminate":
            values[vein] = OneOf(levels)
    if "prior_liver_transplant" not in patient.entries and values["prior_transplant"] is True:
        values["prior_liver_transplant"] = "yes"
    radiation = values["prior_sbrt"] is True or values["prior_proton"] is True
    if "prior_radiation_liver" not in patient.entries and radiation:
        values["prior_radiation_liver"] = "yes"


@cache
def rests_on() -> Mapping[str, tuple[str, ...]]:
    """For each result the fields it rests on, in the order of the form."""
    base = base_fields(DERIVATIONS)
    order = {field.id: index for index, field in enumerate(FIELDS)}
    found: dict[str, tuple[str, ...]] = {}
    values: dict[str, Any] = {}
    for item in DERIVATIONS:  # the results that a patient of whom nothing is known has, all have
        fields: set[str] = set().union(*(base.get(need, {need}) for need in item.needs))
        derived = item.compute(*[values.get(need, UNKNOWN) for need in item.needs])
        values.update(derived.facts)
        for result in derived.results:
            found[result.item] = tuple(sorted(fields & order.keys(), key=order.__getitem__))
    return found


@cache
def _laboratory_of() -> Mapping[str, tuple[str, ...]]:
    """For each result the dated fields that its own derivation reads, not those behind another score."""
    found: dict[str, tuple[str, ...]] = {}
    nothing = derive(SCHEMA.empty())
    for item in DERIVATIONS:
        own = {SCHEMA.by_key[need].id for need in item.needs if need in SCHEMA.by_key}
        derived = item.compute(*[nothing.value(need) for need in item.needs])
        for result in derived.results:
            found[result.item] = tuple(name for name in SCHEMA.dated if name in own)
    return found


def none_apply_answers(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """What "none of these applies" answers, item by item, for this patient."""
    answers = {field.id: field.none_applies for field in SCHEMA.checklist}
    if not _pregnancy_is_asked(recorded):
        answers["pregnancy_status"] = "not_applicable"
    return answers


def _pregnancy_is_asked(recorded: Mapping[str, Any]) -> bool:
    age, sex = recorded.get("age_years", UNKNOWN), recorded.get("sex", UNKNOWN)
    if sex == "male":
        return False
    return not (isinstance(age, int) and not 12 <= age <= 55)
