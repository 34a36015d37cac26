"""Consultation: what doctor and patient said, weighed and planned; it orders rows and moves no status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Matter = Literal[
    "live_longer",
    "not_come_back",
    "few_side_effects",
    "short_recovery",
    "few_visits",
    "near_home",
    "low_cost",
]
"""The cards of "what matters to you"; at most three are picked, in the order picked."""
MATTERS: tuple[Matter, ...] = (
    "live_longer",
    "not_come_back",
    "few_side_effects",
    "short_recovery",
    "few_visits",
    "near_home",
    "low_cost",
)
MOST_MATTERS = 3

Feasibility = Literal["technical", "resources", "access", "acceptable"]
FEASIBILITIES: tuple[Feasibility, ...] = ("technical", "resources", "access", "acceptable")
"""Can it be done, here, within reach, and does the patient accept it: asked of each option in the step Fit."""
Answer = Literal["yes", "no", "open"]
"""`open`: asked and to be settled. What was never asked has no entry."""

Gate = Literal["all", "main", "none"]
"""How many numbers the patient wants to see today; without a choice no prognosis is shown."""
PlanKind = Literal["chosen", "deferred", "refer", "board"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A clinician's own judgement on a treatment, with the reason in words and the status that stood beside it."""

    treatment: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was settled. `deferred` has a reason and a day; `refer` says where to, `board` asks a question."""

    kind: PlanKind | None = None
    treatments: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    refer_to: str = ""
    board_question: str = ""
    decides_next: str = ""
    check_in: date | None = None
    come_earlier_if: tuple[str, ...] = ()
    """Texts in the words of the clinic, each a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Everything of the talk that is no clinical fact. The goal is the patient's field `treatment_goal`."""

    matters: tuple[Matter, ...] = ()
    fit: Mapping[tuple[str, Feasibility], Answer] = field(default_factory=lambda: MappingProxyType({}))
    leaning: Judgement | None = None
    disagreements: tuple[Judgement, ...] = ()
    gate: Gate | None = None
    plan: Plan = field(default_factory=Plan)
    notes: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was recorded."""
        return self == Consultation()
