"""Columns: what the catalogue alone says of treatments side by side, laid out once and shown to every patient."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, Final

from consult.agreement import agreement
from consult.assess import Knowledge, TreatmentAssessment
from consult.catalog import Catalog, Cited, Criterion, Disagreement, Outcome
from consult.conflicts import Pairing, pairings
from consult.facts import Facts
from consult.kept import Kept
from consult.rules import Asked
from consult.truth import Truth

BENEFITS = frozenset(
    {
        "alive",
        "alive_without_recurrence",
        "alive_without_progression",
        "no_local_progression",
        "tumour_response",
        "complete_ablation",
        "transplanted",
        "other_benefit",
    }
)
CATCH_ALL = frozenset({"other_harm", "other_benefit"})
"""Measures that name no event of their own: two such figures are never of the same thing."""
UNPROVEN_ADVICE = (
    Cited(id="unproven.standard", sources=("ISSCR", "CHINA2026"), mark="verified"),
    Cited(id="unproven.ask", sources=("ISSCR", "CNR25"), mark="secondary"),
    Cited(id="unproven.trial", sources=("ISSCR", "CNR25", "ZHO25"), mark="secondary"),
    Cited(id="unproven.warning", sources=("EMA25", "ISCT16"), mark="secondary"),
)
"""What is said of every unproven option, before anything is paid; the words are catalogue texts `advice.<id>`."""
LOCAL_BURDENS = ("access", "cost")
"""Burdens that no source can tell: how far it is, and what is paid here."""
FIGURES: Final = ("benefit", "harm")
"""The aspects that hold figures."""
_KEPT_CHOICES = 16
"""Sets of compared treatments kept with what they have in common."""
_KEPT_LINES = 32
"""Lines kept per figure and per column: one for each of the ways in which the last patients met them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of a cell: what kind it is, the record behind it, and whether it is answered.

    `record` is a Reason, Standing, Change, Point, Cited, Outcome, Times, Treatment, Statement or Disagreement (with a
    view of it, or the regions without one); `Words.line` puts it into words.
    """

    kind: str
    record: Any
    state: Truth = Truth.YES
    differs: tuple[tuple[Criterion, Truth], ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """A measure that the compared treatments report at times that do not meet: each treatment with its figures."""

    measure: str
    reported: tuple[tuple[str, tuple[Outcome, ...]], ...]


class Column:
    """One treatment as the catalogue describes it. What a patient adds is looked up by what he is asked."""

    def __init__(self, catalog: Catalog, treatment: str) -> None:
        record = catalog.treatments[treatment]
        words = next(iter(catalog.texts.values()), {})
        self.points = {
            side: tuple(Line("point", point) for point in record.points if point.side == side)
            for side in ("for", "against")
        }
        self.burden = tuple(Line("burden", (treatment, burden)) for burden in record.burdens)
        open_here = (Line("local_open", about, Truth.UNKNOWN) for about in LOCAL_BURDENS)
        self.burden_unsaid = (*self.burden, *open_here)
        """The same where the clinic has said nothing of its own."""
        self.certainty = (Line("certainty", record),)
        self.unknowns = Line("unknowns", record)
        self.claim = (Line("claim", record), Line("evidence", record)) if record.on_clinic_page else ()
        regulatory = (Line("regulatory", record),) if f"treatment.{treatment}.regulatory" in words else ()
        advice = tuple(Line("advice", advice) for advice in UNPROVEN_ADVICE) if record.unproven else ()
        self.licence = (*regulatory, *advice)
        topics = disagreements(catalog, (treatment,))
        self.differing = tuple(line for topic in topics for line in disagreement_lines(topic))
        self._figures = {
            aspect: tuple(
                _Figure(outcome)
                for outcome in record.outcomes
                if (outcome.measure in BENEFITS) is (aspect == "benefit")
            )
            for aspect in FIGURES
        }
        self._asked = {
            aspect: tuple(dict.fromkeys(fact for figure in own for fact in figure.facts))
            for aspect, own in self._figures.items()
        }
        """By aspect the facts that the entry criteria of its figures ask for."""
        self._met: dict[str, Kept[tuple[Any, ...], tuple[Line, ...]]] = {
            aspect: Kept(_KEPT_LINES) for aspect in FIGURES
        }
        """By aspect and values of those facts, its lines."""
        self._no_figures = {
            aspect: (Line(f"no_{aspect}", record),) if f"treatment.{treatment}.no_{aspect}" in words else ()
            for aspect in FIGURES
        }
        self._catalog = catalog
        self._guidelines: Kept[tuple[str, int, int], tuple[Line, ...]] = Kept(_KEPT_LINES)

    def figures(self, aspect: str, facts: Facts) -> tuple[Line, ...]:
        """The figures of benefit or harm, each with how this patient differs from those who were studied."""
        found, kept = self._figures[aspect], self._met[aspect]
        if not found:
            return self._no_figures[aspect]
        value = facts.value
        met = tuple([value(fact) for fact in self._asked[aspect]])
        known = kept.get(met)
        return kept.keep(met, tuple([figure.line(facts) for figure in found])) if known is None else known

    def guidelines(self, own: TreatmentAssessment, leading: str) -> tuple[Line, ...]:
        """Who agrees with the leading guideline, differs or is silent; then each that speaks, with what it says.

        Kept by the answers of their positions: nothing else enters.
        """
        plan, answers = own.plan, own.case.answers
        key = leading, answers.fails & plan.every_place, answers.opens & plan.every_place
        known = self._guidelines.get(key)
        return self._guidelines.keep(key, self._said(own, leading)) if known is None else known

    def _said(self, own: TreatmentAssessment, leading: str) -> tuple[Line, ...]:
        if not own.positions:
            return ()
        said = agreement(self._catalog, leading, own.positions)
        positions = [Line("position", standing, standing.state) for standing in own.positions]
        return (Line("agreement", said), *positions)


class _Figure:
    """One outcome; its line is kept by the answers to the entry criteria of those who were studied."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._asked = tuple(Asked(criterion) for criterion in outcome.criteria)
        self._lines: Kept[tuple[Truth, ...], Line] = Kept(_KEPT_LINES)

    @property
    def facts(self) -> tuple[str, ...]:
        """What its entry criteria ask for."""
        return tuple(asked.fact for asked in self._asked)

    def line(self, facts: Facts) -> Line:
        value = facts.value
        states = tuple([asked.of(value(asked.fact)) for asked in self._asked])
        return self._lines.get(states) or self._lines.keep(states, self._line(states))

    def _line(self, states: tuple[Truth, ...]) -> Line:
        """With the entry criteria that the patient does not meet, or that are open."""
        asked = zip(self._outcome.criteria, states, strict=True)
        differs = tuple((criterion, state) for criterion, state in asked if state is not Truth.YES)
        return Line("outcome", self._outcome, differs=differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What treatments that stand side by side have in common: figures at times that do not meet, and conflicts."""

    uneven: tuple[Times, ...]
    times: Mapping[tuple[str, str], tuple[Line, ...]]
    """The same by aspect and treatment."""
    pairings: tuple[Pairing, ...]


class Columns:
    """The columns of one catalogue, laid out when first compared."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._columns: dict[str, Column] = {}
        self._beside: Kept[tuple[str, ...], Beside] = Kept(_KEPT_CHOICES)

    def column(self, treatment: str) -> Column:
        """A treatment's column. Raises KeyError for an id the catalogue does not hold."""
        known = self._columns.get(treatment)
        if known is None:
            known = self._columns[treatment] = Column(self._catalog, treatment)
        return known

    def beside(self, chosen: tuple[str, ...]) -> Beside:
        """What the chosen treatments have in common."""
        return self._beside.get(chosen) or self._beside.keep(chosen, self._lay(chosen))

    def _lay(self, chosen: tuple[str, ...]) -> Beside:
        uneven = different_times(self._catalog, chosen)
        times: dict[tuple[str, str], tuple[Line, ...]] = {}
        for found in uneven:
            aspect = "benefit" if found.measure in BENEFITS else "harm"
            for treatment, _outcomes in found.reported:
                times[aspect, treatment] = (*times.get((aspect, treatment), ()), Line("times", found))
        return Beside(uneven=uneven, times=times, pairings=pairings(self._catalog, chosen))


@lru_cache(maxsize=2)
def columns_of(knowledge: Knowledge) -> Columns:
    """The columns of a compiled catalogue; those of the edition in use, and of the one offered in its place."""
    return Columns(knowledge.catalog)


def disagreements(catalog: Catalog, treatments: Iterable[str]) -> tuple[Disagreement, ...]:
    """The topics on which guidelines differ and that concern one of these treatments, in catalogue order."""
    wanted = set(treatments)
    return tuple(topic for topic in catalog.disagreements.values() if wanted & set(topic.treatments))


def disagreement_lines(topic: Disagreement) -> tuple[Line, ...]:
    """The topic, one line per view that is stated, and one that names the regions without a view."""
    lines = [Line("topic", topic)]
    lines += [Line("view", (topic, view)) for view in topic.views if view.stated]
    unstated = tuple(view.region for view in topic.views if not view.stated)
    if unstated:
        lines.append(Line("unstated", unstated, Truth.UNKNOWN))
    return tuple(lines)


def chartable(outcomes: Iterable[Outcome]) -> tuple[tuple[Outcome, ...], ...]:
    """Figures in groups that may be drawn together: one measure, one time frame, one denominator.

    Every drawing takes its groups from here. A figure whose time is only "as reported", and one of a measure that
    names no event, has nothing it could be set beside and stands alone. Groups and their figures keep the order given.
    """
    found: dict[Hashable, list[Outcome]] = {}
    for outcome in outcomes:
        timed = outcome.months is not None or outcome.days is not None
        alone = not timed or outcome.measure in CATCH_ALL
        key = outcome.id if alone else (outcome.measure, outcome.months, outcome.days, outcome.per)
        found.setdefault(key, []).append(outcome)
    return tuple(tuple(group) for group in found.values())


def different_times(catalog: Catalog, chosen: tuple[str, ...]) -> tuple[Times, ...]:
    """Measures which two of the chosen treatments report, but at no common time."""
    reported: dict[str, dict[str, list[Outcome]]] = {}
    for treatment in chosen:
        for outcome in catalog.treatments[treatment].outcomes:
            timed = outcome.months is not None or outcome.days is not None
            if timed and outcome.measure not in CATCH_ALL:
                reported.setdefault(outcome.measure, {}).setdefault(treatment, []).append(outcome)
    found = []
    for measure, own in reported.items():
        shared = {
            frozenset(outcome.id for outcome in group)
            for group in chartable(outcome for outcomes in own.values() for outcome in outcomes)
        }
        if any(not _meet(one, other, shared) for one, other in combinations(own.values(), 2)):
            found.append(Times(measure, tuple((t, tuple(outcomes)) for t, outcomes in own.items())))
    return tuple(found)


def _meet(one: Iterable[Outcome], other: Iterable[Outcome], groups: Iterable[frozenset[str]]) -> bool:
    ones, others = {outcome.id for outcome in one}, {outcome.id for outcome in other}
    return any(group & ones and group & others for group in groups)
