"""Assess: every treatment, every row and why, for one patient's facts; one pure function, run on each edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consult.arithmetic import Arithmetic
from consult.board import Board, Seen
from consult.catalog import Catalog, Conflict, Criterion, Position, Rule
from consult.changes import Change, Changes
from consult.clinic import ClinicOn
from consult.facts import Facts
from consult.fields import Field
from consult.judge import CANNOT_TELL, POSSIBLE, USUAL
from consult.kept import Kept
from consult.names import DEFAULT_GUIDELINE, ENTERED
from consult.plan import DECISIVE, Plan, bits_of
from consult.rules import Domain, answer, domain_of, entered_domain, fact_of
from consult.truth import Truth
from consult.values import UNKNOWN

_KEPT_GUIDELINES = 2
"""Guidelines kept compiled, with what was found by them: the leading one, and one to compare with by turns."""

__all__ = [
    "DECISIVE",
    "Assessment",
    "Case",
    "Change",
    "Knowledge",
    "Plan",
    "Question",
    "Reason",
    "Standing",
    "TreatmentAssessment",
    "bits_of",
    "open_fields",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One row kept as a reason: its answer, the values it read, and the fields it still needs."""

    rule: Rule
    state: Truth
    facts: Facts

    @property
    def acts(self) -> Truth:
        """Whether the row's effect acts: required rows act when they fail."""
        return (
            ~self.state
            if self.rule.effect.startswith("required") and self.rule.effect != "required_action"
            else self.state
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that would answer the row; empty once it is answered."""
        if self.state is not Truth.UNKNOWN:
            return ()
        return open_fields(self.rule.when, self.facts)

    @property
    def values(self) -> dict[str, Any]:
        """The facts the row compares, as they are for this patient."""
        return {c.fact: self.facts.value(c.fact) for c in self.rule.when}


@dataclass(frozen=True, slots=True)
class Standing:
    """One guideline position for a treatment and whether it holds for this patient."""

    position: Position
    state: Truth


class TreatmentAssessment:
    """What one treatment is for this patient. Reasons, positions and changes are made when they are read."""

    def __init__(self, plan: Plan, case: Case) -> None:
        self.plan = plan
        self.case = case
        self.id = plan.treatment
        self._decided = plan.decided(case.answers, plan.touched)
        self.status, self.possible_statuses = plan.verdict(case.reading, self._decided)
        self._missing: tuple[str, ...] | None = None
        self._changes: tuple[Change, ...] | None = None

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Every row of the treatment, in catalogue order."""
        answers, facts = self.case.answers, self.case.facts
        return tuple(
            Reason(rule, answers.state(bit), facts)
            for rule, bit in zip(self.plan.rules, self.plan.rule_bits, strict=True)
        )

    def reasons_in(self, bits: int) -> tuple[Reason, ...]:
        """The rows of these bits, in catalogue order."""
        if not bits:
            return ()
        case, rule_of = self.case, self.plan.rule_of
        return tuple(Reason(rule_of[bit], case.answers.state(bit), case.facts) for bit in bits_of(bits))

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that would settle an open status; empty when it is settled."""
        if self.status != CANNOT_TELL:
            return ()
        if self._missing is None:
            self._missing = self._find_missing()
        return self._missing

    def _find_missing(self) -> tuple[str, ...]:
        case, plan = self.case, self.plan
        found = case.open_fields_of(plan.keeps_open(case.answers))
        if not found or (USUAL in self.possible_statuses and POSSIBLE in self.possible_statuses):
            places = case.open_fields_of(plan.places & case.answers.opens)
            found = tuple(dict.fromkeys(found + places))
        return found

    @cached_property
    def open_feasibility(self) -> tuple[Reason, ...]:
        """Unanswered feasibility rows: to be confirmed by the team that would do it."""
        return self.reasons_in(self.plan.feasibility & self.case.answers.opens)

    @cached_property
    def do_first(self) -> tuple[Reason, ...]:
        """Required actions that act: what is done before this treatment."""
        return self.reasons_in(self.plan.actions & self.case.answers.holds)

    @cached_property
    def positions(self) -> tuple[Standing, ...]:
        """For each guideline the first position that holds, and the open ones before it."""
        answers = self.case.answers
        result: list[Standing] = []
        for bits, group in self.plan.by_guideline:
            if not bits & ~answers.fails:
                continue
            for position, bit in group:
                state = answers.state(bit)
                if state is not Truth.NO:
                    result.append(Standing(position, state))
                if state is Truth.YES:
                    break
        return tuple(result)

    @property
    def would_change(self) -> tuple[Change, ...]:
        """What one fact would have to be for another, settled status, everything else as it is.

        Open facts first, then what would free a treatment, then what would bar it; the safety checklist last.
        """
        if self._changes is None:
            changes = self.case.knowledge.changes(self.plan)
            self._changes = changes.of(self.case.reading, self.status, self._decided)
        return self._changes


class Case:
    """One patient before one compiled catalogue: facts, cells, answers, and the changes once they are asked for."""

    def __init__(self, knowledge: Knowledge, guideline: str, facts: Facts) -> None:
        self.facts = facts
        self.knowledge = knowledge
        self.guideline = guideline
        board = knowledge.board
        seen = board.see(facts.values, UNKNOWN)
        self.reading = board.read(seen, knowledge.sharpening(facts, seen))
        self.answers = self.reading.answers
        self._fields = _Fields(facts)
        self._fields_of_row: dict[int, dict[str, None]] = {}

    def open_fields(self, bit: int) -> tuple[str, ...]:
        """The fields an open row still needs, in order."""
        return self.open_fields_of(1 << bit)

    def open_fields_of(self, bits: int) -> tuple[str, ...]:
        """The fields that open rows still need, in order."""
        found: dict[str, None] = {}
        known = self._fields_of_row
        for bit in bits_of(bits):
            found |= known.get(bit) or self._of_row(bit)
        return tuple(found)

    def _of_row(self, bit: int) -> dict[str, None]:
        """The fields of one row; worked out once for all treatments that share it."""
        fields, (first, *more) = self._fields, self.knowledge.board.open_facts(bit, self.reading.seen)
        found = fields[first]
        for fact in more:
            found = found | fields[fact]
        self._fields_of_row[bit] = found
        return found


class _Fields(dict[str, dict[str, None]]):
    """By fact the fields that would settle it, in order; looked up once for all rows that read it."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, fact: str) -> dict[str, None]:
        found = self[fact] = dict.fromkeys(self._facts.missing(fact.removesuffix(ENTERED)))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field worth asking next, and the treatments whose status it could settle or change."""

    field: str
    could_change: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Facts, every treatment in catalogue order, and what to ask next; the same object on every surface."""

    facts: Facts
    guideline: str
    catalog: Catalog
    treatments: Mapping[str, TreatmentAssessment]
    case: Case
    field_order: Mapping[str, int]
    local: ClinicOn | None = None
    """What the clinic says of itself; shown beside the rest, and read by nothing that judges."""

    @cached_property
    def ask_next(self) -> tuple[Question, ...]:
        """Open fields, the one that could settle most treatments first, then in the order of the form."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for treatment in self.treatments.values():
            for name in treatment.missing:
                found[name].append(treatment.id)
        order = self.field_order
        ranked = sorted(found, key=lambda name: (-len(found[name]), order.get(name, len(order))))
        return tuple(Question(field=name, could_change=tuple(found[name])) for name in ranked)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Conflict rows whose own condition holds for this patient (those without one hold for everybody)."""
        return tuple(
            conflict
            for conflict in self.catalog.conflicts.values()
            if all(answer(c, self.facts.value(fact_of(c))) is Truth.YES for c in conflict.when)
        )


class Knowledge:
    """A catalogue compiled against the declared facts; `assess` runs it over the facts of a patient."""

    def __init__(
        self,
        catalog: Catalog,
        declared: Mapping[str, Field],
        blocking: frozenset[str],
        field_order: Iterable[str],
        arithmetic: Mapping[str, Callable[[Facts], Arithmetic]] | None = None,
    ) -> None:
        self.catalog = catalog
        self.arithmetic = arithmetic or {}
        """How results come about, by item."""
        self._blocking = blocking
        self._field_order = {name: index for index, name in enumerate(field_order)}
        self._domains = _domains(catalog, declared)
        conditions = [rule.when for rule in catalog.rules.values()]
        conditions += [position.when for position in catalog.positions.values()]
        self.board = Board(conditions, self._domains)
        self._only_excluding = _only_excluding(catalog)
        self._plans: Kept[str, tuple[Plan, ...]] = Kept(_KEPT_GUIDELINES)
        self._changes: dict[Plan, Changes] = {}

    def domain(self, fact: str) -> Domain:
        """The cells of a fact, for wording a change."""
        return self._domains[fact]

    def plans(self, guideline: str) -> tuple[Plan, ...]:
        """The treatments compiled for a leading guideline. Raises KeyError for one that cannot lead."""
        known = self._plans.get(guideline)
        if known is None:
            if guideline not in {g.id for g in self.catalog.selectable()}:
                raise KeyError(guideline)
            known = self._plans.keep(guideline, tuple(self._compile(guideline)))
            if (
                len(self._plans) == 1
            ):  # those before were forgotten, and what was found by them goes with them
                self._changes.clear()
        return known

    def changes(self, plan: Plan) -> Changes:
        """The changes of one of the compiled treatments."""
        known = self._changes.get(plan)
        if known is None:
            known = self._changes[plan] = Changes(plan, self._only_excluding)
        return known

    def _compile(self, guideline: str) -> Iterable[Plan]:
        catalog = self.catalog
        rules: dict[str, list[tuple[Rule, int]]] = {name: [] for name in catalog.treatments}
        for bit, rule in enumerate(catalog.rules.values()):
            if rule.scheme in ("", guideline):
                for treatment in rule.applies_to:
                    rules[treatment].append((rule, bit))
        positions: dict[str, dict[str, list[tuple[Position, int]]]] = {name: {} for name in rules}
        for bit, position in enumerate(catalog.positions.values(), start=len(catalog.rules)):
            positions[position.treatment].setdefault(position.guideline, []).append((position, bit))
        order = [g.id for g in catalog.selectable()]
        for treatment in catalog.treatments:
            own = positions[treatment]
            yield Plan(
                treatment,
                tuple(rules[treatment]),
                tuple(own.get(guideline, ())),
                tuple(tuple(own[name]) for name in order if name in own),
                self.board,
            )

    def assess(
        self, facts: Facts, guideline: str = DEFAULT_GUIDELINE, *, local: ClinicOn | None = None
    ) -> Assessment:
        """Judge every treatment for `facts` while `guideline` leads; `local` is handed on as it is."""
        plans = self.plans(guideline)
        case = Case(self, guideline, facts)
        return Assessment(
            facts=facts,
            guideline=guideline,
            catalog=self.catalog,
            treatments={plan.treatment: TreatmentAssessment(plan, case) for plan in plans},
            case=case,
            field_order=self._field_order,
            local=local,
        )

    def sharpening(self, facts: Facts, seen: Mapping[str, Seen]) -> frozenset[str]:
        """Open facts that only sharpen a decision: no field they still need is one that blocks."""
        blocking, needs = self._blocking, facts.open_needs
        found = []
        for fact, does in seen.items():
            if not does.certain:
                missing = needs.get(fact)
                if fact not in blocking if missing is None else blocking.isdisjoint(missing):
                    found.append(fact)
        return frozenset(found)


def _only_excluding(catalog: Catalog) -> frozenset[str]:
    """Facts of the safety checklist: no row outside it reads them."""
    inside: set[str] = set()
    outside: set[str] = set()
    for rule in catalog.rules.values():
        (inside if rule.kind == "exclusion" else outside).update(fact_of(c) for c in rule.when)
    return frozenset(inside - outside)


def _domains(catalog: Catalog, declared: Mapping[str, Field]) -> dict[str, Domain]:
    criteria: dict[str, list[Criterion]] = {}
    for when in _all_conditions(catalog):
        for criterion in when:
            criteria.setdefault(fact_of(criterion), []).append(criterion)
    result = {}
    for fact, found in criteria.items():
        field = declared.get(fact)
        result[fact] = (
            domain_of(field, found) if field is not None else entered_domain(declared[found[0].fact])
        )
    return result


def _all_conditions(catalog: Catalog) -> Iterable[tuple[Criterion, ...]]:
    for rule in catalog.rules.values():
        yield rule.when
    for position in catalog.positions.values():
        yield position.when
    for conflict in catalog.conflicts.values():
        yield conflict.when


def open_fields(when: Iterable[Criterion], facts: Facts) -> tuple[str, ...]:
    """The fields that the open facts of a condition still need, in order."""
    found: dict[str, None] = {}
    for criterion in when:
        value = facts.value(fact_of(criterion))
        if value is UNKNOWN or answer(criterion, value) is Truth.UNKNOWN:
            for field in facts.missing(criterion.fact):
                found[field] = None
    return tuple(found)
