"""Why: what holds a treatment at its status, what of it is fixed and what could change, and what would move it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from consult.assess import Assessment, Change, Reason, TreatmentAssessment
from consult.catalog import Criterion
from consult.glance import in_asking_order
from consult.judge import AGAINST, CANNOT_TELL, NOT_APPLICABLE, STATUSES, USUALLY_NOT
from consult.names import ENTERED
from consult.rules import answer, fact_of
from consult.truth import Truth
from consult.values import UNKNOWN


@dataclass(frozen=True, slots=True)
class Hold:
    """A row that holds a treatment back, and the changes of one fact of it that would free the treatment."""

    reason: Reason
    freed_by: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a treatment has its status.

    `fixed` and `changeable` are the rows that hold it back. Where several do, no single change frees it and the
    `freed_by` of each are empty. `towards` are the other changes to a status nearer to a usual option, `away` those
    to one further from it; `open` the fields that would settle an open status, the most helpful first.
    """

    treatment: str
    status: str
    fixed: tuple[Hold, ...]
    changeable: tuple[Hold, ...]
    open: tuple[str, ...]
    towards: tuple[Change, ...]
    away: tuple[Change, ...]


_NEARNESS = {status: place for place, status in enumerate(STATUSES)}


def why(
    assessment: Assessment, treatment: str, lasting: Collection[str], history: Collection[str] = frozenset()
) -> Why:
    """Why a treatment has its status.

    `lasting` names the facts that stay as they are, `history` those that stay once they have happened.
    """
    own = assessment.treatments[treatment]
    value = assessment.facts.value
    changes = tuple(
        change
        for change in own.would_change
        if change.fact.removesuffix(ENTERED) not in lasting or value(change.fact) is UNKNOWN
    )
    towards = tuple(change for change in changes if _nearer(change.status, own.status))
    fixed, changeable = [], []
    taken: set[Change] = set()
    for reason in holding(own):
        facts = {fact_of(criterion) for criterion in reason.rule.when}
        if _is_fixed(reason, lasting, history):
            fixed.append(Hold(reason))
            continue
        freed_by = tuple(change for change in towards if change.fact in facts)
        taken |= set(freed_by)
        changeable.append(Hold(reason, freed_by))
    return Why(
        treatment=treatment,
        status=own.status,
        fixed=tuple(fixed),
        changeable=tuple(changeable),
        open=in_asking_order(assessment, own.missing) if own.status == CANNOT_TELL else (),
        towards=tuple(change for change in towards if change not in taken),
        away=tuple(change for change in changes if change not in towards),
    )


def holding(own: TreatmentAssessment) -> tuple[Reason, ...]:
    """The rows that make the status what it is; none of a treatment that nothing holds back."""
    plan, answers = own.plan, own.case.answers
    if own.status == NOT_APPLICABLE:
        return own.reasons_in(plan.applies & answers.fails)
    if own.status == AGAINST:
        return own.reasons_in(plan.barred(answers))
    return own.reasons_in(plan.discouraged(answers)) if own.status == USUALLY_NOT else ()


def _is_fixed(reason: Reason, lasting: Collection[str], history: Collection[str]) -> bool:
    """Whether nothing can end that a row holds the treatment back.

    What fails does so for good where one of its criteria does; what holds, where all of them do.
    """
    failing = reason.state is Truth.NO
    stays = []
    for criterion in reason.rule.when:
        fact = fact_of(criterion)
        value = reason.facts.value(fact)
        if failing and answer(criterion, value) is not Truth.NO:
            continue
        name = fact.removesuffix(ENTERED)
        stays.append(
            name in lasting or (name in history and _has_happened(criterion, value, failing=failing))
        )
    return bool(stays) and (any(stays) if failing else all(stays))


def _has_happened(criterion: Criterion, value: Any, *, failing: bool) -> bool:
    """Whether a fact of the past is settled for good: of a count, whether growing leaves the answer as it is."""
    if isinstance(value, bool | str):
        return value is True or value == "yes"
    if isinstance(value, int | float):
        return criterion.operator in (("<", "<=", "==") if failing else (">", ">=")) and value > 0
    return False


def _nearer(status: str, than: str) -> bool:
    """Whether a status is nearer to a usual option; an open one counts as what may become anything."""
    return _NEARNESS[status] < _NEARNESS[than]
