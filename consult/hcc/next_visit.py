"""Next visit: what a kept consultation gives to the one after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from consult.carry import Carried, Lasting, carry
from consult.hcc.carried import DENIED, HAPPENED, LASTS
from consult.hcc.schema import SCHEMA
from consult.records import Kept
from consult.visits import case_of

LASTING = Lasting(lasts=LASTS, happened=HAPPENED, denied=DENIED)


def carried_from(before: Kept, day: date, stale_after: Mapping[str, int]) -> Carried:
    """What of a kept consultation begins a visit on `day`, and what of it is asked again."""
    return carry(case_of(before, SCHEMA).patient, day, stale_after, LASTING)
