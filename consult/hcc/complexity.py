"""Complexity of a liver cancer case: which facts make it more than its stage, by their classes or by rule rows."""

from __future__ import annotations

from collections.abc import Iterator

from consult.assess import Assessment
from consult.complexity import Chip, weighed_on
from consult.hcc.liver import CLASSES
from consult.values import UNKNOWN, lowest, options


def complexity(assessment: Assessment) -> tuple[Chip, ...]:
    """The chips that are lit. What is not recorded lights none: it is asked for elsewhere, not called simple.

    Age and performance have no limit of their own here: they count where a row of the catalogue makes them count.
    """
    return tuple(_chips(assessment))


def _chips(assessment: Assessment) -> Iterator[Chip]:
    facts = assessment.facts
    liver = facts.value("child_pugh_class")
    if liver is not UNKNOWN and CLASSES[0] not in options(liver, CLASSES):
        yield Chip("child_pugh_class", liver)
    portal = facts.value("csph")
    if portal == "ruled_in":
        yield Chip("csph", portal)
    lesions = facts.value("lesion_count")
    if lowest(lesions, 0) > 1:  # more than one: what suits one need not suit the others
        yield Chip("lesion_count", lesions)
    earlier = facts.value("prior_treatments")
    if earlier is not UNKNOWN and len(earlier) > 0:
        yield Chip("prior_treatments", len(earlier))
    for fact in ("ecog", "age_years"):
        value = facts.value(fact)
        # The first grade of performance is "fully active"; a limit above it, or of age, is the catalogue's.
        weighed = weighed_on(assessment, fact) if lowest(value, 0) > 0 else ()
        if weighed:
            yield Chip(fact, value, weighed)
