"""Deciding: whether the patient is ready to decide, by four questions; recorded, and deciding nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

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
