"""Facts: recorded and derived values of one patient, what each open one still needs, and the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import FunctionType
from typing import Any, cast

from consult.dates import NO_DATES, Dates
from consult.patient import Patient, Warning
from consult.results import Derivation, Derived, Result
from consult.validity import Concern, Validity, state_of
from consult.values import UNKNOWN

_KEPT = 64
"""Results kept per derivation: the last patients and, where few inputs are possible, nearly all there are."""


@dataclass(frozen=True, slots=True)
class OwnStage:
    """A stage by the clinician's own judgement, with its reason; beside the derived one, never in its place."""

    stage: str
    reason: str


class Results(Mapping[str, Result]):
    """Results by item, each with the recorded fields it rests on: looked up when it is first read, as few are."""

    __slots__ = ("_derived", "_read", "_recorded", "_rests_on")

    def __init__(
        self, derived: Mapping[str, Result], rests_on: Mapping[str, tuple[str, ...]], recorded: frozenset[str]
    ) -> None:
        self._derived, self._rests_on, self._recorded = derived, rests_on, recorded
        self._read: dict[str, Result] = {}

    def __getitem__(self, item: str) -> Result:
        known = self._read.get(item)
        if known is None:
            used = tuple(filter(self._recorded.__contains__, self._rests_on[item]))
            known = self._read[item] = self._derived[item].using(used)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._derived)

    def __len__(self) -> int:
        return len(self._derived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything known or derived: `values` by fact id (absent = UNKNOWN)."""

    values: Mapping[str, Any]
    open_needs: Mapping[str, tuple[str, ...]]
    results: Mapping[str, Result]
    warnings: tuple[Warning, ...] = ()
    recorded: frozenset[str] = frozenset()
    dates: Dates = NO_DATES
    concerns: tuple[Concern, ...] = ()

    def value(self, fact: str) -> Any:
        """The value of a fact, or UNKNOWN."""
        return self.values.get(fact, UNKNOWN)

    def inputs_used(self, item: str) -> tuple[str, ...]:
        """The recorded fields among those a result rests on, in the order of the form."""
        result = self.results.get(item)
        return () if result is None else result.inputs_used

    def stale_inputs(self, item: str) -> tuple[str, ...]:
        """The recorded fields a result rests on whose value is stale on the day of the consultation."""
        return self.dates.stale(self.inputs_used(item)) if self.dates.ages else ()

    def validity(self, item: str) -> tuple[Validity, ...]:
        """What may make a result mislead, as far as it rests on recorded values."""
        used = frozenset(self.inputs_used(item))
        return tuple(
            [
                Validity(concern, state_of(concern, self.value(concern.asks)))
                for concern in self.concerns
                if not used.isdisjoint(concern.bears_on) and (not concern.items or item in concern.items)
            ]
        )

    def own_stage(self, item: str) -> OwnStage | None:
        """The stage the clinician gives instead of the derived one, if any."""
        stage = self.values.get(f"clinician_{item}_stage", UNKNOWN)
        if stage is UNKNOWN:
            return None
        reason = self.values.get(f"clinician_{item}_reason", UNKNOWN)
        return OwnStage(stage, "" if reason is UNKNOWN else reason)

    def missing(self, fact: str) -> tuple[str, ...]:
        """The fields that would settle an open fact; the field itself when it is one."""
        needs = self.open_needs.get(fact)
        return (fact,) if needs is None else needs


def derivation(function: Callable[..., Derived], gives: Iterable[str]) -> Derivation:
    """A derivation from a pure function: its parameter names are the facts it needs.

    Results are remembered for equal inputs, because typing changes one field and batch rows repeat each other.
    """
    code = cast(FunctionType, function).__code__
    needs = code.co_varnames[: code.co_argcount]
    return Derivation(function.__name__, needs, tuple(gives), lru_cache(maxsize=_KEPT, typed=True)(function))


def in_order(derivations: Iterable[Derivation], fields: Iterable[str]) -> tuple[Derivation, ...]:
    """The derivations sorted so that each comes after those whose facts it needs.

    Raises ValueError when a need is neither a field nor given by another, or when they need each other in a ring.
    """
    waiting = list(derivations)
    known = set(fields)
    given = {fact for item in waiting for fact in item.gives}
    for item in waiting:
        for need in item.needs:
            if need not in known and need not in given:
                raise ValueError(f"{item.name} needs {need}, which nothing gives")
    ordered: list[Derivation] = []
    done: set[str] = set()
    while waiting:
        ready = [
            item
            for item in waiting
            if all(need in done or need not in given or need in item.gives for need in item.needs)
        ]
        if not ready:
            raise ValueError("derivations need each other: " + ", ".join(i.name for i in waiting))
        for item in ready:
            ordered.append(item)
            done |= set(item.gives)
            waiting.remove(item)
    return tuple(ordered)


def derive(
    recorded: Mapping[str, Any], derivations: tuple[Derivation, ...]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]], dict[str, Result]]:
    """Run `derivations` over the recorded values: fact values, needs of the open ones, results by item."""
    values = dict(recorded)
    needs: dict[str, tuple[str, ...]] = {}
    results: dict[str, Result] = {}
    read = {**_all_unknown(derivations), **recorded}
    for item in derivations:
        facts, missing, made = item.compute(*item.read(read))
        read.update(facts)
        values.update(facts)
        needs.update(missing)
        for result in made:
            results[result.item] = result
    return values, needs, results


@lru_cache(maxsize=4)
def _all_unknown(derivations: tuple[Derivation, ...]) -> Mapping[str, Any]:
    """Everything that derivations need, as it is of a patient of whom nothing is known."""
    return dict.fromkeys((need for item in derivations for need in item.needs), UNKNOWN)


def recorded_values(patient: Patient) -> dict[str, Any]:
    """Canonical values of the recorded fields; a value entered in a second unit stands under that key too."""
    values = dict(patient.canonical())
    for field_id, entry in patient.entries.items():
        if entry.key != field_id:
            values[entry.key] = entry.value
    return values


def base_fields(derivations: Iterable[Derivation]) -> dict[str, frozenset[str]]:
    """For each derived fact the fields it rests on, however indirectly. `derivations` must be in order."""
    found: dict[str, frozenset[str]] = {}
    for item in derivations:
        fields: frozenset[str] = frozenset().union(*(found.get(need, {need}) for need in item.needs))
        for fact in item.gives:
            found[fact] = fields | ({fact} if fact in item.needs else frozenset())
    return found
