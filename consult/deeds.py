"""Deeds: what a doctor accepted or set aside in an open case, for the log of the records; never a value or a reason."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from consult.consultation import Consultation
from consult.patient import CHECKLIST, Patient

Deed = tuple[str, Mapping[str, str]]
"""The kind of a line of the log, and its details."""
LONGEST = 110
"""Characters of the names of fields in one line; `count` says how many there are."""


def deeds(
    waited: Iterable[str], before: Consultation, now: Consultation, recorded: Patient
) -> Iterator[Deed]:
    """From a case as it was opened to what is kept of it.

    `waited`: the fields that waited to be confirmed. They count as accepted where a value is still recorded, and as
    nothing where it was taken out.
    """
    there = {*recorded.entries, *((CHECKLIST,) if recorded.none_apply else ())}
    accepted = [name for name in waited if name in there and name not in now.unconfirmed]
    if accepted:
        fields = textwrap.shorten(" ".join(accepted), LONGEST, placeholder=" ...")
        yield "accept", {"fields": fields, "count": str(len(accepted))}
    for judgement in now.disagreements:
        if judgement not in before.disagreements:
            yield "override", {"treatment": judgement.treatment, "status": judgement.status}
