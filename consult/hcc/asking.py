"""Asking: which questions of the form arise for this patient; a recorded answer is shown whether or not it does."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType
from typing import Any

from consult.values import UNKNOWN, highest

Recorded = Mapping[str, Any]


def _with_cirrhosis(recorded: Recorded) -> bool:
    return bool(recorded.get("cirrhosis") == "yes")


def _with_symptoms(recorded: Recorded) -> bool:
    ecog = recorded.get("ecog", UNKNOWN)
    return ecog is not UNKNOWN and bool(highest(ecog, 4) >= 1)


def _with_portal_vein_affected(recorded: Recorded) -> bool:
    return bool(recorded.get("portal_vein_invasion", "none") != "none")


_ARISES: Mapping[str, Callable[[Recorded], bool]] = MappingProxyType(
    {
        "varices": _with_cirrhosis,
        "hbsag": _with_cirrhosis,
        "ecog_attribution": _with_symptoms,
        "portal_flow": _with_portal_vein_affected,
    }
)
_OPTIONAL = frozenset({"lesion_count_total"})
"""Minimal fields that add to another one: the total matters only when more nodules than the listed ones are meant."""


def arises(field_id: str, recorded: Recorded) -> bool:
    """Whether the question is put at all; `recorded` holds canonical values by field, absent = not recorded."""
    condition = _ARISES.get(field_id)
    return condition is None or condition(recorded)


def may_be_answered(field_id: str, answered: Container[str], recorded: Recorded) -> bool:
    """Whether the form takes an answer: HBsAg is asked with cirrhosis, and may be known without it."""
    if field_id in answered or arises(field_id, recorded):
        return True
    return field_id == "hbsag" and "cirrhosis" in answered


def needed(field_id: str, recorded: Recorded) -> bool:
    """Whether a field of the minimal set still has to be answered for this patient."""
    return field_id not in recorded and field_id not in _OPTIONAL and arises(field_id, recorded)


def optional(field_id: str) -> bool:
    """True for a minimal field that no one has to answer."""
    return field_id in _OPTIONAL
