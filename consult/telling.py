"""Telling apart: in which rows compared treatments differ, and what there is between those of equal status."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.compare import ASPECTS, Cell, Comparison, Line
from consult.truth import Truth

DECIDING = ("benefit", "harm", "burden", "certainty", "here", "guidelines", "for", "against")
"""The rows that may decide between equals: what is gained and at what cost, whether it can be had, how sure it is."""


@dataclass(frozen=True, slots=True)
class Equals:
    """Compared treatments of one status, and the rows that tell them apart; none where nothing was found."""

    status: str
    treatments: tuple[str, ...]
    aspects: tuple[str, ...]


ComesTo = Callable[[str, str], Hashable]
"""What the cell of an aspect and a treatment comes to."""


def differing(
    comparison: Comparison, aspects: Iterable[str] = ASPECTS, comes_to: ComesTo | None = None
) -> Mapping[str, bool]:
    """For each row whether the compared treatments differ in it; `comes_to` may know what was worked out before."""
    comes_to = comes_to or worked_out(comparison)
    return {aspect: _differ(comes_to, aspect, comparison.treatments) for aspect in aspects}


def equals(comparison: Comparison, comes_to: ComesTo | None = None) -> tuple[Equals, ...]:
    """The compared treatments that share a status, in the order compared, with what would decide between them."""
    comes_to = comes_to or worked_out(comparison)
    by_status: dict[str, list[str]] = {}
    for treatment in comparison.treatments:
        by_status.setdefault(comparison.assessment.treatments[treatment].status, []).append(treatment)
    return tuple(
        Equals(status, tuple(own), tuple(a for a in DECIDING if _differ(comes_to, a, own)))
        for status, own in by_status.items()
        if len(own) > 1
    )


def worked_out(comparison: Comparison) -> ComesTo:
    """What the cells of a comparison come to, each worked out when it is asked for."""
    texts = next(iter(comparison.assessment.catalog.texts.values()), {})
    return lambda aspect, treatment: _said(comparison.cell(aspect, treatment), texts)


def _differ(comes_to: ComesTo, aspect: str, treatments: Iterable[str]) -> bool:
    said = [comes_to(aspect, treatment) for treatment in treatments]
    return any(one != said[0] for one in said[1:])


_ABOUT_OTHERS = frozenset({"times", "agreement"})
"""Lines that only sum up others."""


def _said(cell: Cell, texts: Mapping[str, str]) -> frozenset[Hashable]:
    """What a cell comes to, whosever it is: equal for two treatments of which the same is said."""
    return frozenset(_comes_to(line, texts) for line in cell.lines if line.kind not in _ABOUT_OTHERS)


def _comes_to(line: Line, texts: Mapping[str, str]) -> Hashable:
    record: Any = line.record
    match line.kind:
        case "status":
            return line.kind, record.status, record.possible_statuses
        case "rule" | "first":
            return (
                line.kind,
                record.rule.effect,
                texts.get(f"rule.{record.rule.id}", record.rule.id),
                record.state,
            )
        case "confirm":
            return line.kind, frozenset(name for reason in record for name in reason.missing)
        case "change":
            return line.kind, record
        case "position":
            position = record.position
            return line.kind, position.guideline, position.position, record.state
        case "outcome":
            return line.kind, record.measure, record.per, record.count, record.months, record.days
        case "burden":
            return line.kind, record[1].id, texts.get(f"burden.{record[0]}.{record[1].id}")
        case "certainty":
            return line.kind, record.certainty
        case "point":
            return line.kind, texts.get(f"point.{record.id}", record.id)
        case "local" if record.about == "limit":
            return line.kind, record.limit, record.state
        case "local":
            return line.kind, record.about, record.member, record.text, record.place
        case "advice":
            return line.kind, record.id
        case "needs" | "nothing" | "local_open":
            return line.kind, record
    return line.kind, texts.get(f"treatment.{getattr(record, 'id', '')}.{line.kind}"), line.state is Truth.YES
