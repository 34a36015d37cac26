"""Self-test: frozen cases that came with the catalogue, reckoned anew here and compared with what was signed.

A case holds a case file's fields, the day it is reckoned for, the guideline that leads, the status of every treatment
and the values of some scores and stages. Whoever signs an edition signs these answers too; a program or a machine that
answers anything else must not compare treatments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.assess import Knowledge
from consult.facts import Facts
from consult.patient import plain

ITEMS = ("child_pugh", "albi", "meld_family", "fib4", "bclc", "cnlc", "tnm8", "milan", "up_to_seven", "csph")
"""Scores, stages and criteria whose values are frozen with the statuses."""

Derive = Callable[[Mapping[str, Any], date], Facts]
"""The facts of a case's fields on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One case with the answers that were signed."""

    name: str
    day: date
    guideline: str
    case: Mapping[str, Any]
    statuses: Mapping[str, str]
    results: Mapping[str, Any]


def read_frozen(text: str) -> tuple[Frozen, ...]:
    """The cases of an edition. Raises ValueError, KeyError or TypeError for anything that is not exactly right."""
    return tuple(
        Frozen(
            name=str(said["name"]),
            day=date.fromisoformat(said["day"]),
            guideline=str(said["guideline"]),
            case=dict(said["case"]),
            statuses=dict(said["statuses"]),
            results=dict(said["results"]),
        )
        for said in json.loads(text)
    )


def answers(case: Frozen, knowledge: Knowledge, derive: Derive) -> tuple[dict[str, str], dict[str, Any]]:
    """The statuses and results of a case on this machine."""
    facts = derive(case.case, case.day)
    assessed = knowledge.assess(facts, case.guideline)
    statuses = {treatment: told.status for treatment, told in assessed.treatments.items()}
    results = {item: _plain(facts.results[item].values) for item in ITEMS if item in facts.results}
    return statuses, results


def failures(knowledge: Knowledge, derive: Derive) -> Iterator[str | None]:
    """For each case None, or its name where an answer is another one; a step at a time, so that a window can go on.

    An edition without frozen cases yields nothing. Raises what `read_frozen` raises.
    """
    for case in read_frozen(knowledge.catalog.frozen or "[]"):
        same = answers(case, knowledge, derive) == (case.statuses, case.results)
        yield None if same else case.name


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json.dumps({key: plain(value) for key, value in values.items()}))
    return said
