"""Deciding: who is to decide and whether the patient is ready to; recorded of each visit, and moving no status."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Role = Literal["patient", "shared", "doctor", "family"]
"""Who is to decide, as the patient wants it."""
FamilyPart = Literal["not_involved", "informed", "advises", "together"]
"""The family's part in the decision, as the patient wants it."""
RoleKind = Literal["role", "family"]
ROLE_MEMBERS: tuple[Role, ...] = ("patient", "shared", "doctor", "family")
FAMILY_PARTS: tuple[FamilyPart, ...] = ("not_involved", "informed", "advises", "together")
ROLES: Mapping[RoleKind, tuple[str, ...]] = MappingProxyType({"role": ROLE_MEMBERS, "family": FAMILY_PARTS})
"""The members of a consultation that say so, in the order in which they are asked."""

Need = Literal["certainty", "information", "values", "support"]
NEEDS: tuple[Need, ...] = ("certainty", "information", "values", "support")
"""What each question is about, in the order of the test it follows (SURE)."""
Ready = Literal["yes", "no"]
"""What was not asked, or not answered, has no entry."""
READY: tuple[Ready, ...] = ("yes", "no")
Readiness = Mapping[Need, Ready]
NOT_ASKED: Readiness = MappingProxyType({})


def replied(readiness: Readiness, need: Need, reply: Ready | None) -> Readiness:
    """With another reply; None takes it back, as if it had not been asked."""
    said = {**readiness, need: reply}
    return MappingProxyType({each: told for each in NEEDS if (told := said.get(each)) is not None})
