"""Complexity: what makes a case more than its stage, each with the fact that says so; shown, never judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consult.assess import Assessment, TreatmentAssessment
from consult.rules import answer, fact_of
from consult.truth import Truth

_HOLDING = ("caution", "relative_contraindication", "absolute_contraindication")
_FAILING = ("required", "required_trial")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that makes the case complex: the fact, its value, and the options it weighs on, if it is for that."""

    fact: str
    value: Any
    options: tuple[str, ...] = ()


def weighed_on(assessment: Assessment, fact: str) -> tuple[str, ...]:
    """The anticancer options against which a row of the catalogue acts through this fact, in catalogue order."""
    board = assessment.case.knowledge.board
    if fact not in board.facts:
        return ()
    reading = board.rows_of(fact)
    return tuple(
        own.id
        for own in assessment.treatments.values()
        if assessment.catalog.treatments[own.id].role == "anticancer"
        and any(_acts(assessment, own, fact, reading))
    )


def _acts(assessment: Assessment, own: TreatmentAssessment, fact: str, reading: int) -> Iterator[bool]:
    answers = own.case.answers
    for effect in _HOLDING:
        yield own.plan.rows_with(effect) & reading & answers.holds != 0
    for effect in _FAILING:
        for reason in own.reasons_in(own.plan.rows_with(effect) & reading & answers.fails):
            # The row may fail through another of its facts.
            yield any(
                fact_of(criterion) == fact and answer(criterion, assessment.facts.value(fact)) is Truth.NO
                for criterion in reason.rule.when
            )
