"""Checks between fields: what contradicts itself is refused, what is odd is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from consult.errors import InputError
from consult.patient import Warning
from consult.values import UNKNOWN, is_certain

_LOSSES = (
    "weight_loss_percent_1m",
    "weight_loss_percent_2m",
    "weight_loss_percent_3m",
    "weight_loss_percent_6m",
)
CONFLICTS = frozenset(
    {
        "direct_exceeds_total",
        "child_pugh_conflict",
        "weight_loss_order",
        "contradicts_earlier_treatment",
        "date_after_consultation",
        "date_before_birth",
    }
)
"""Codes that a file is refused for; on screen they stand beside the field until it is mended."""


def refuse_conflicts(warnings: tuple[Warning, ...]) -> None:
    """Raises InputError for the first warning that is a contradiction, not a question."""
    for warning in warnings:
        if warning.code in CONFLICTS:
            raise InputError(warning.code, field=warning.field)


def warnings(
    recorded: Mapping[str, Any], values: Mapping[str, Any], entered: Collection[str]
) -> list[Warning]:
    """Contradictions and oddities of the recorded values; no value is changed.

    `entered` names the fields that were answered by themselves, not through the checklist's one key.
    """
    found: list[Warning] = []
    get = recorded.get
    total, direct = get("bilirubin_umol_per_l", UNKNOWN), get("bilirubin_direct_umol_per_l", UNKNOWN)
    if is_certain(total) and is_certain(direct) and direct > total:
        found.append(Warning("bilirubin_direct_umol_per_l", "direct_exceeds_total"))
    found += _child_pugh(get("child_pugh_class", UNKNOWN), get("child_pugh_points", UNKNOWN), values)
    known = [(name, get(name, UNKNOWN)) for name in _LOSSES]
    known = [(name, loss) for name, loss in known if is_certain(loss)]
    for (_shorter, less), (longer, more) in pairwise(known):
        if less > more:
            found.append(Warning(longer, "weight_loss_order"))
    found += _lesions(recorded, values)
    transplanted = values["prior_transplant"] is True and "prior_liver_transplant" in entered
    if transplanted and get("prior_liver_transplant", UNKNOWN) == "no":
        found.append(Warning("prior_liver_transplant", "contradicts_earlier_treatment"))
    chest, distant = get("imaging_chest_done", UNKNOWN), get("m_status", UNKNOWN)
    if distant == "m0" and chest == "no":
        found.append(Warning("m_status", "m0_without_chest_imaging"))
    ecog, estimated = get("ecog", UNKNOWN), values["ecog_from_kps"]
    if is_certain(ecog) and is_certain(estimated) and ecog != estimated:
        found.append(Warning("kps", "ecog_kps_differ"))
    if get("pivka_ii_mau_per_ml", UNKNOWN) is not UNKNOWN and get("anticoagulation", UNKNOWN) == "vka":
        found.append(Warning("pivka_ii_mau_per_ml", "pivka_under_vka"))
    for item in ("bclc", "cnlc", "tnm8"):
        stage, reason = f"clinician_{item}_stage", f"clinician_{item}_reason"
        if get(stage, UNKNOWN) is not UNKNOWN and get(reason, UNKNOWN) is UNKNOWN:
            found.append(Warning(stage, "stage_without_reason"))
    if get("suicidal_thoughts", UNKNOWN) == "yes":
        found.append(Warning("suicidal_thoughts", "immediate_action"))
    return found


def _child_pugh(entered_class: Any, entered_points: Any, values: Mapping[str, Any]) -> list[Warning]:
    found = []
    derived_class, derived_points = values["child_pugh_class"], values["child_pugh_points"]
    for field, entered, derived in (
        ("child_pugh_class", entered_class, derived_class),
        ("child_pugh_points", entered_points, derived_points),
    ):
        if entered is UNKNOWN or not is_certain(entered):
            continue
        if is_certain(derived):
            if derived != entered:
                found.append(Warning(field, "entered_child_pugh_differs"))
        elif entered not in getattr(derived, "members", (entered,)):
            found.append(Warning(field, "child_pugh_conflict"))
    return found


def _lesions(recorded: Mapping[str, Any], values: Mapping[str, Any]) -> list[Warning]:
    lesions, total = recorded.get("lesions", UNKNOWN), recorded.get("lesion_count_total", UNKNOWN)
    found = []
    if lesions is not UNKNOWN and is_certain(total):
        counted = sum(item.get("status", "viable") in ("viable", "indeterminate") for item in lesions)
        if counted > total:
            found.append(Warning("lesion_count_total", "fewer_than_listed"))
    count = values.get("lesion_count", UNKNOWN)
    if recorded.get("tumour_pattern") == "disseminated" and isinstance(count, int) and count < 4:
        found.append(Warning("tumour_pattern", "disseminated_but_few_nodules"))
    return found
