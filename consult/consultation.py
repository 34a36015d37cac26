"""Consultation: what doctor and patient said, weighed and planned; it orders rows and moves no status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from consult.deciding import NOT_ASKED, FamilyPart, Readiness, Role, RoleKind
from consult.patient import CHECKLIST, Patient

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
ANSWERS: tuple[Answer, ...] = ("yes", "no", "open")

Gate = Literal["all", "main", "none"]
"""How many numbers the patient wants to see today; without a choice no prognosis is shown."""
GATES: tuple[Gate, ...] = ("all", "main", "none")
PlanKind = Literal["chosen", "deferred", "refer", "board"]
PLAN_KINDS: tuple[PlanKind, ...] = ("chosen", "deferred", "refer", "board")
REQUIRED: Mapping[PlanKind, tuple[str, ...]] = MappingProxyType(
    {
        "chosen": ("treatments",),
        "deferred": ("reason", "until"),
        "refer": ("refer_to",),
        "board": ("board_question",),
    }
)
"""What a plan of a kind is not one without."""
FOLLOW_UP = ("decides_next", "check_in", "come_earlier_if")
"""What a whole plan of any kind says besides."""

Step = Literal["goal", "options", "fit", "plan"]
STEPS: tuple[Step, ...] = ("goal", "options", "fit", "plan")
GOAL = "treatment_goal"
"""The field of the patient that holds the goal."""

LONGEST_TEXT = 2000
MOST_LINES, LONGEST_LINE = 12, 200
"""Of "come earlier if"."""


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
    role: Role | None = None
    family: FamilyPart | None = None
    """Who is to decide, and the family's part, as the patient wants it at this visit."""
    fit: Mapping[tuple[str, Feasibility], Answer] = field(default_factory=lambda: MappingProxyType({}))
    leaning: Judgement | None = None
    disagreements: tuple[Judgement, ...] = ()
    gate: Gate | None = None
    plan: Plan = field(default_factory=Plan)
    readiness: Readiness = field(default_factory=lambda: NOT_ASKED)
    """Of this visit alone; the next one asks again."""
    notes: str = ""
    unconfirmed: tuple[str, ...] = ()
    """Fields that somebody else typed and no doctor has confirmed yet; it changes no status and marks every paper."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was recorded."""
        return self == Consultation()

    @property
    def is_silent(self) -> bool:
        """Whether nothing was said or planned, whoever typed the values."""
        return replace(self, unconfirmed=()).is_blank

    @property
    def roles(self) -> Mapping[RoleKind, str | None]:
        """Who is to decide and the family's part; None where that was not asked."""
        return {"role": self.role, "family": self.family}

    def judgement_of(self, treatment: str) -> Judgement | None:
        """The recorded disagreement with a treatment's status."""
        return next((said for said in self.disagreements if said.treatment == treatment), None)

    def treatments(self) -> tuple[str, ...]:
        """Every treatment that anything was said of, each once."""
        leaning = () if self.leaning is None else (self.leaning.treatment,)
        named = (*(treatment for treatment, _question in self.fit), *leaning)
        return tuple(
            dict.fromkeys((*named, *(said.treatment for said in self.disagreements), *self.plan.treatments))
        )


def toggled(matters: tuple[Matter, ...], matter: Matter) -> tuple[Matter, ...]:
    """The picks with one more at the end, or without it; a fourth is not taken."""
    if matter in matters:
        return tuple(picked for picked in matters if picked != matter)
    return (*matters, matter) if len(matters) < MOST_MATTERS else matters


def answered(
    consultation: Consultation, treatment: str, question: Feasibility, answer: Answer | None
) -> Consultation:
    """With another answer in Fit; None takes it back, as if it had not been asked."""
    key = (treatment, question)
    fit = {asked: said for asked, said in consultation.fit.items() if asked != key or answer is not None}
    if answer is not None:
        fit[key] = answer
    return replace(consultation, fit=MappingProxyType(fit))


def disagreed(consultation: Consultation, treatment: str, status: str, reason: str) -> Consultation:
    """With a disagreement of this wording, beside the status it was first said of; an empty reason takes it back."""
    before = consultation.judgement_of(treatment)
    said = Judgement(treatment=treatment, status=before.status if before else status, reason=reason)
    kept = tuple(said if old is before else old for old in consultation.disagreements)
    if not reason:
        kept = tuple(old for old in consultation.disagreements if old is not before)
    elif before is None:
        kept = (*kept, said)
    return replace(consultation, disagreements=kept)


def entered_for_the_doctor(consultation: Consultation, fields: Iterable[str]) -> Consultation:
    """With values that somebody else typed: they stay unconfirmed until a doctor confirms them."""
    return replace(consultation, unconfirmed=tuple(dict.fromkeys((*consultation.unconfirmed, *fields))))


def confirmed(consultation: Consultation, fields: Iterable[str] | None = None) -> Consultation:
    """With these values, or all of them, confirmed by the doctor."""
    kept = () if fields is None else _without(consultation.unconfirmed, frozenset(fields))
    return replace(consultation, unconfirmed=kept)


def unconfirmed(consultation: Consultation, patient: Patient) -> tuple[str, ...]:
    """The recorded values that no doctor has confirmed, in the order of the form; one taken back waits for nobody."""
    waiting = frozenset(consultation.unconfirmed)
    found = [
        field.id for field in patient.schema.fields if field.id in waiting and field.id in patient.entries
    ]
    return (*found, *((CHECKLIST,) if CHECKLIST in waiting and patient.none_apply else ()))


def _without(names: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


def required(plan: Plan) -> tuple[str, ...]:
    """What the plan is not one of its kind without, and does not say yet."""
    return () if plan.kind is None else _unsaid(plan, REQUIRED[plan.kind])


def lacking(plan: Plan) -> tuple[str, ...]:
    """What is still missing for a whole plan, in the order in which it is asked."""
    if plan.kind is None:
        return ("kind", *_unsaid(plan, FOLLOW_UP))
    return _unsaid(plan, (*REQUIRED[plan.kind], *FOLLOW_UP))


def behind(plan: Plan, day: date) -> tuple[str, ...]:
    """The dates of a plan that lie before the consultation itself: worth a question, never corrected."""
    dates = {"until": plan.until, "check_in": plan.check_in}
    return tuple(name for name, said in dates.items() if said is not None and said < day)


def _unsaid(plan: Plan, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(plan, name) in (None, (), ""))


def done(consultation: Consultation, *, goal: bool, chosen: int) -> frozenset[Step]:
    """The steps of which something was settled; `goal` is whether one is recorded, `chosen` how many are compared."""
    steps: dict[Step, bool] = {
        "goal": goal or consultation.matters != (),
        "options": chosen >= 2,  # two make a comparison
        "fit": len(consultation.fit) > 0,
        "plan": not lacking(consultation.plan),
    }
    return frozenset(step for step, settled in steps.items() if settled)
