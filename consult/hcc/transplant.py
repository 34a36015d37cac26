"""Transplant criteria: within or outside, never "eligible"; the decision is the transplant team's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from consult.hcc.nodules import Tumour
from consult.hcc.staging import NOT_GIVEN, fact_options, intended_use, stages_given
from consult.results import Derived, Result, open_inputs
from consult.values import one_of

Fits = Callable[[Tumour], tuple[bool, ...]]
"""Whether a tumour is inside a criterion: one answer, or both where a sum of sizes is open."""
Limit = tuple[str, float, float]
"""A limit that applies to a tumour: its id, the tumour's value and where the limit lies."""
Limits = Callable[[Tumour], tuple[Limit, ...]]


UCSF_SUM_MM = 80
"""The limit of the sum of diameters in UCSF."""


def milan_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Single <= 50 mm, or 2-3 each <= 30 mm. Mazzaferro V, N Engl J Med 1996;334:693-699."""
    largest = round(tumour.largest, 6)
    if tumour.count == 1:
        return (largest <= 50,)
    return (tumour.count <= 3 and largest <= 30,)


def ucsf_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Single <= 65 mm, or 2-3 with largest <= 45 and sum <= 80 mm. Yao FY, Hepatology 2001;33:1394."""
    largest = round(tumour.largest, 6)
    if tumour.count == 1:
        return (largest <= 65,)
    if tumour.count > 3 or largest > 45:
        return (False,)
    return sum_at_most(tumour, UCSF_SUM_MM)


def up_to_seven_fits(tumour: Tumour) -> tuple[bool, ...]:
    """Number x 10 + largest mm <= 70. Mazzaferro V, Lancet Oncol 2009;10:35-43."""
    return (round(tumour.count * 10 + tumour.largest, 6) <= 70,)


def sum_at_most(tumour: Tumour, limit_mm: float) -> tuple[bool, ...]:
    """Whether the sum of diameters is at most `limit_mm`; both answers where the sum is open across it."""
    return tuple(
        dict.fromkeys(round(total, 6) <= limit_mm for total in (tumour.total_low, tumour.total_high))
    )


def milan_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The Milan limits that apply to a tumour of this number."""
    if tumour.count == 1:
        return (("largest_mm", tumour.largest, 50),)
    return (("number", tumour.count, 3), ("largest_mm", tumour.largest, 30))


def ucsf_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The UCSF limits that apply to a tumour of this number."""
    if tumour.count == 1:
        return (("largest_mm", tumour.largest, 65),)
    return (
        ("number", tumour.count, 3),
        ("largest_mm", tumour.largest, 45),
        *total_limit(tumour, UCSF_SUM_MM),
    )


def up_to_seven_limits(tumour: Tumour) -> tuple[Limit, ...]:
    """The one limit of Up-to-seven, a sum of number and centimetres."""
    return (("sum_up_to_seven", tumour.count + tumour.largest / 10, 7),)


def total_limit(tumour: Tumour, at: float) -> tuple[Limit, ...]:
    """The limit of a sum of diameters; none where the sum is open because some nodules are not listed."""
    return (("total_mm", tumour.total_low, at),) if tumour.total_low == tumour.total_high else ()


def closeness(
    tumours: tuple[Tumour, ...], limits: Limits, marker: tuple[Limit, ...] = ()
) -> list[dict[str, Any]] | None:
    """How far the tumour lies above (negative: below) each limit; None while the tumour is not certain."""
    if len(tumours) != 1 or not tumours[0].count:
        return None
    return [
        {"limit": name, "value": round(value, 6), "at": at, "above": round(value - at, 6)}
        for name, value, at in (*limits(tumours[0]), *marker)
    ]


@lru_cache(maxsize=4096)
def size_answers(tumours: tuple[Tumour, ...], fits: Fits) -> tuple[bool | None, ...]:
    """The answers over every possible tumour; None stands for no viable tumour."""
    found: dict[bool | None, None] = {}
    for tumour in tumours:
        for answer in fits(tumour) if tumour.count else (None,):
            found[answer] = None
    return tuple(found)


def morphology(
    item: str, fits: Fits, limits: Limits, source: str, version: str, fact: str = ""
) -> Callable[..., Derived]:
    """The derivation of a criterion that rests on number and sizes, and on no invasion and no spread."""

    def derive(
        tumours: tuple[Tumour, ...],
        lesions: Any,
        unlisted_nodules: bool,
        macrovascular_invasion: Any,
        nodal_or_distant_spread: Any,
        tumour_type: Any,
        age_years: Any,
        lesions_missing: tuple[str, ...],
        vessels_missing: tuple[str, ...],
        n_status: Any,
        m_status: Any,
    ) -> Derived:
        answers = size_answers(tumours, fits)
        return criterion(
            item,
            answers,
            unlisted_nodules=unlisted_nodules,
            invasion=macrovascular_invasion,
            spread=nodal_or_distant_spread,
            tumour_type=tumour_type,
            age_years=age_years,
            lesions=lesions,
            open_fields=(
                *(lesions_missing if len(answers) > 1 else ()),
                *vessels_missing,
                *open_inputs(("n_status", "m_status"), (n_status, m_status)),
            ),
            source=source,
            version=version,
            fact=fact or item,
            near=closeness(tumours, limits),
        )

    derive.__name__ = item
    derive.__doc__ = fits.__doc__
    return derive


def criterion(
    item: str,
    answers: tuple[bool | None, ...],
    *,
    unlisted_nodules: bool,
    invasion: Any,
    spread: Any,
    tumour_type: Any,
    age_years: Any,
    lesions: Any,
    open_fields: tuple[str, ...],
    source: str,
    version: str,
    fact: str,
    near: list[dict[str, Any]] | None = None,
    extra: dict[str, Any] | None = None,
    more_flags: tuple[str, ...] = (),
) -> Derived:
    """Join the size answers with invasion and spread: a known violation is false whatever else is open.

    `fact` names the fact that is given (none when empty), `near` the closeness to the limits.
    """
    flags = [*intended_use(tumour_type, age_years), *more_flags]
    violated = invasion is True or spread is True
    clear = invasion is False and spread is False
    possible: tuple[bool | None, ...]
    if violated:
        possible = (False,)
    elif clear:
        possible = answers
    else:
        possible = tuple(dict.fromkeys((*answers, False)))
    if not stages_given(flags):
        facts_value: Any = NOT_GIVEN
        within: bool | None = None
        near = None
        extra = dict.fromkeys(extra or ())
        missing: tuple[str, ...] = ()
    else:
        within = possible[0] if len(possible) == 1 else None
        missing = open_fields if len(possible) > 1 else ()
        members = tuple(NOT_GIVEN if p is None else p for p in possible)
        facts_value = one_of(fact_options(members, tumour_type, age_years, lesions, NOT_GIVEN))
        if possible == (None,):
            flags.append("no_viable_tumour")
    if unlisted_nodules:
        flags.append("unlisted_assumed_smaller")
    fact_missing = (
        tuple(
            dict.fromkeys(
                (
                    *missing,
                    *open_inputs(("tumour_type", "age_years", "lesions"), (tumour_type, age_years, lesions)),
                )
            )
        )
        if not isinstance(facts_value, bool | str)
        else ()
    )
    values: dict[str, Any] = {"within": within, **(extra or {})}
    if near is not None:
        values["closeness"] = near
    return Derived(
        facts={fact: facts_value} if fact else {},
        missing={fact: fact_missing} if fact else {},
        results=(
            Result(
                item=item,
                values=values,
                missing=missing,
                flags=tuple(flags),
                source=source,
                rule_version=version,
            ),
        ),
    )


milan = morphology("milan", milan_fits, milan_limits, "mazzaferro-1996", "Milan 1996")
ucsf = morphology("ucsf", ucsf_fits, ucsf_limits, "yao-2001", "UCSF 2001")
up_to_seven = morphology(
    "up_to_seven", up_to_seven_fits, up_to_seven_limits, "mazzaferro-2009", "Up-to-seven 2009"
)
