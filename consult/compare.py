"""Compare: an assessment laid out as aspects x treatments; what the panel, the paper and the text show alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from consult.agreement import agreement
from consult.assess import Assessment, Change, Reason, Standing, TreatmentAssessment
from consult.catalog import Catalog, Cited, Conflict, Criterion, Disagreement, Outcome, Point, Treatment
from consult.conflicts import between
from consult.families import in_clinical_order
from consult.judge import AGAINST, NOT_APPLICABLE, STATUSES, USUALLY_NOT
from consult.rules import answer, fact_of
from consult.truth import Truth

ASPECTS = (
    "fit",
    "for",
    "against",
    "change",
    "guidelines",
    "benefit",
    "harm",
    "burden",
    "certainty",
    "here",
    "unknowns",
    "claim",
    "licence",
)
"""The rows of the comparison, in their order; every treatment has all of them."""

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
AGAINST_EFFECTS = (
    "absolute_contraindication",
    "required",
    "relative_contraindication",
    "required_trial",
    "caution",
)
LOCAL_BURDENS = ("access", "cost")
"""Burdens that no source can tell: how far it is, and what is paid here."""
CATCH_ALL = frozenset({"other_harm", "other_benefit"})
"""Measures that name no event of their own: two such figures are never of the same thing."""
UNPROVEN_ADVICE = (
    Cited(id="unproven.standard", sources=("ISSCR", "CHINA2026"), mark="verified"),
    Cited(id="unproven.ask", sources=("ISSCR", "CNR25"), mark="secondary"),
    Cited(id="unproven.trial", sources=("ISSCR", "CNR25", "ZHO25"), mark="secondary"),
    Cited(id="unproven.warning", sources=("EMA25", "ISCT16"), mark="secondary"),
)
"""What is said of every unproven option, before anything is paid; the words are catalogue texts `advice.<id>`."""


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
class Cell:
    """All lines of one aspect of one treatment; never empty ("nothing" is a line that says so).

    `detail` stands behind them and is read only where the cell is opened.
    """

    aspect: str
    treatment: str
    lines: tuple[Line, ...]
    detail: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Chosen treatments side by side, and the conflicts between them and with what is recorded."""

    assessment: Assessment
    treatments: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    conflicts: tuple[Conflict, ...]

    def cell(self, aspect: str, treatment: str) -> Cell:
        """The cell of a row and a column."""
        return self.cells[aspect, treatment]


@dataclass(frozen=True, slots=True)
class Times:
    """A measure that the compared treatments report at times that do not meet: each treatment with its figures."""

    measure: str
    reported: tuple[tuple[str, tuple[Outcome, ...]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A block of the option list: `usual_option` ... for anticancer options, then `for_everyone`, `unproven`."""

    key: str
    treatments: tuple[str, ...]


def compare(assessment: Assessment, chosen: Iterable[str]) -> Comparison:
    """Lay the chosen treatments side by side. Raises KeyError for an id the catalogue does not hold."""
    chosen = tuple(dict.fromkeys(chosen))
    uneven = _different_times(assessment, chosen)
    cells = {}
    for treatment in chosen:
        own = assessment.treatments[treatment]
        for aspect in ASPECTS:
            lines = _LINES[aspect](assessment, own)
            detail = _differing(assessment.catalog, treatment) if aspect == "guidelines" else ()
            if aspect in ("benefit", "harm"):
                lines += tuple(
                    Line("times", t)
                    for t in uneven
                    if (t.measure in BENEFITS) is (aspect == "benefit") and treatment in dict(t.reported)
                )
            cells[aspect, treatment] = Cell(aspect, treatment, lines or (Line("nothing", aspect),), detail)
    return Comparison(
        assessment=assessment,
        treatments=chosen,
        cells=cells,
        conflicts=between(assessment, chosen),
    )


def groups(assessment: Assessment) -> tuple[Group, ...]:
    """The option list in its fixed, stated order: status, then clinical group, then catalogue order.

    The status comes first although it moves while values are typed: what a doctor looks for is what is still open to
    this patient, and the headings say how many there are of each. Inside a status nothing ranks one option above
    another: the clinical groups stand as the catalogue names them, whoever the patient is.
    """
    catalog = assessment.catalog
    by_status: dict[str, list[str]] = {status: [] for status in STATUSES}
    everyone: list[str] = []
    apart: list[str] = []
    for treatment in in_clinical_order(catalog):
        own = assessment.treatments[treatment.id]
        if treatment.role in ("supportive", "background"):
            everyone.append(treatment.id)
        elif treatment.role in ("adjunct", "trial") or treatment.unproven:
            apart.append(treatment.id)
        else:
            by_status[own.status].append(treatment.id)
    found = [Group(status, tuple(ids)) for status, ids in by_status.items() if ids]
    found += [Group("for_everyone", tuple(everyone)), Group("unproven", tuple(apart))]
    return tuple(found)


def disagreements(catalog: Catalog, treatments: Iterable[str]) -> tuple[Disagreement, ...]:
    """The topics on which guidelines differ and that concern one of these treatments, in catalogue order."""
    wanted = set(treatments)
    return tuple(topic for topic in catalog.disagreements.values() if wanted & set(topic.treatments))


def general_disagreements(catalog: Catalog) -> tuple[Disagreement, ...]:
    """The topics that concern no single treatment: how the disease is staged."""
    return tuple(topic for topic in catalog.disagreements.values() if not topic.treatments)


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


def different_times(comparison: Comparison) -> tuple[Times, ...]:
    """Measures which two of the compared treatments report, but at no common time."""
    return _different_times(comparison.assessment, comparison.treatments)


def _different_times(assessment: Assessment, chosen: tuple[str, ...]) -> tuple[Times, ...]:
    reported: dict[str, dict[str, list[Outcome]]] = {}
    for treatment in chosen:
        for outcome in assessment.catalog.treatments[treatment].outcomes:
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


def uneven_times(comparison: Comparison) -> frozenset[str]:
    """Ids of figures with no counterpart at the same time in another column that reports the same measure."""
    own: dict[str, str] = {}
    outcomes: list[Outcome] = []
    reporting: dict[str, set[str]] = {}
    for treatment in comparison.treatments:
        for outcome in comparison.assessment.catalog.treatments[treatment].outcomes:
            own[outcome.id] = treatment
            outcomes.append(outcome)
            reporting.setdefault(outcome.measure, set()).add(treatment)
    return frozenset(
        outcome.id
        for group in chartable(outcomes)
        for outcome in group
        if reporting[outcome.measure] - {own[other.id] for other in group}
    )


def glance(assessment: Assessment, treatment: str) -> Line:
    """The one line under a treatment's name: what decides its status, else what it is for."""
    own = assessment.treatments[treatment]
    if own.status == "cannot_tell":
        return Line("needs", own.missing, Truth.UNKNOWN)
    deciding = _deciding(own)
    if deciding is not None:
        return Line("rule", deciding)
    if own.status == "usual_option":
        for standing in own.positions:
            if standing.position.guideline == assessment.guideline and standing.state is Truth.YES:
                return Line("context", standing)
    return Line("glance", assessment.catalog.treatments[treatment])


def _deciding(own: TreatmentAssessment) -> Reason | None:
    """The first row that made the status what it is."""
    plan, answers = own.plan, own.case.answers
    if own.status == NOT_APPLICABLE:
        bits = plan.applies & answers.fails
    elif own.status == AGAINST:
        bits = plan.barred(answers)
    else:
        bits = plan.discouraged(answers) if own.status == USUALLY_NOT else 0
    return next(iter(own.reasons_in(bits & -bits)), None)


def _fit(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    lines = [Line("status", own)]
    deciding = _deciding(own)
    if deciding is not None:
        lines.append(Line("rule", deciding))
    if own.status == "cannot_tell":
        lines.append(Line("needs", own.missing, Truth.UNKNOWN))
    lines += [Line("first", reason) for reason in own.do_first]
    if own.open_feasibility:
        lines.append(Line("confirm", own.open_feasibility, Truth.UNKNOWN))
    return tuple(lines)


def _for(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    bits = own.plan.rows_with("favours") & own.case.answers.holds
    acting = [Line("rule", reason) for reason in own.reasons_in(bits)]
    points = assessment.catalog.treatments[own.id].points
    return (*acting, *(Line("point", point) for point in points if point.side == "for"))


def _against(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    acting = []
    for effect in AGAINST_EFFECTS:
        answers = own.case.answers
        acts = answers.fails if effect.startswith("required") else answers.holds
        acting += [Line("rule", reason) for reason in own.reasons_in(own.plan.rows_with(effect) & acts)]
    points = assessment.catalog.treatments[own.id].points
    return (*acting, *(Line("point", point) for point in points if point.side == "against"))


def _change(_assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    return tuple(Line("change", change) for change in own.would_change)


def _guidelines(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    """Who agrees with the leading guideline, differs or is silent; then each that speaks, with what it says."""
    if not own.positions:
        return ()
    said = agreement(assessment.catalog, assessment.guideline, own.positions)
    return (
        Line("agreement", said),
        *(Line("position", standing, standing.state) for standing in own.positions),
    )


def _differing(catalog: Catalog, treatment: str) -> tuple[Line, ...]:
    topics = disagreements(catalog, (treatment,))
    return tuple(line for topic in topics for line in disagreement_lines(topic))


def _outcomes(assessment: Assessment, own: TreatmentAssessment, *, benefit: bool) -> tuple[Line, ...]:
    lines = []
    for outcome in assessment.catalog.treatments[own.id].outcomes:
        if (outcome.measure in BENEFITS) is benefit:
            lines.append(Line("outcome", outcome, differs=_differs(assessment, outcome)))
    kind = "no_benefit" if benefit else "no_harm"
    if not lines and f"treatment.{own.id}.{kind}" in next(iter(assessment.catalog.texts.values()), {}):
        return (Line(kind, assessment.catalog.treatments[own.id]),)
    return tuple(lines)


def _differs(assessment: Assessment, outcome: Outcome) -> tuple[tuple[Criterion, Truth], ...]:
    """The entry criteria of the population that this patient does not meet, or that are open."""
    found = []
    for criterion in outcome.criteria:
        state = answer(criterion, assessment.facts.value(fact_of(criterion)))
        if state is not Truth.YES:
            found.append((criterion, state))
    return tuple(found)


def _benefit(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    return _outcomes(assessment, own, benefit=True)


def _harm(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    return _outcomes(assessment, own, benefit=False)


def _burden(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    """Seven rows: five by the catalogue, with their sources, then travel and cost, which only the clinic can say."""
    treatment = assessment.catalog.treatments[own.id]
    lines = [Line("burden", (treatment.id, burden)) for burden in treatment.burdens]
    said = {} if assessment.local is None else {s.about: s for s in assessment.local.says(own.id)}
    for about in LOCAL_BURDENS:
        here = said.get(about)
        lines.append(Line("local_open", about, Truth.UNKNOWN) if here is None else Line("local", here))
    return tuple(lines)


def _certainty(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    return (Line("certainty", assessment.catalog.treatments[own.id]),)


def _here(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    """What the clinic says of the treatment, each line named as local."""
    if assessment.local is None:
        return ()
    return tuple(Line("local", said) for said in assessment.local.says(own.id))


def _unknowns(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    """What is not known of the treatment, what is worth knowing of it here, and what is open for this patient."""
    lines = [Line("unknowns", assessment.catalog.treatments[own.id])]
    plan, answers = own.plan, own.case.answers
    lines += [Line("rule", r) for r in own.reasons_in(plan.rows_with("information") & answers.holds)]
    bits = (plan.rows_with("caution") | plan.rows_with("favours")) & answers.opens
    lines += [Line("rule", reason, Truth.UNKNOWN) for reason in own.reasons_in(bits)]
    return tuple(lines)


def _claim(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    treatment = assessment.catalog.treatments[own.id]
    if not treatment.on_clinic_page:
        return ()
    return (Line("claim", treatment), Line("evidence", treatment))


def _licence(assessment: Assessment, own: TreatmentAssessment) -> tuple[Line, ...]:
    """Where it is licensed; for an unproven option also what to ask before paying."""
    treatment = assessment.catalog.treatments[own.id]
    lines = []
    if f"treatment.{own.id}.regulatory" in next(iter(assessment.catalog.texts.values()), {}):
        lines.append(Line("regulatory", treatment))
    if treatment.unproven:
        lines += [Line("advice", advice) for advice in UNPROVEN_ADVICE]
    return tuple(lines)


_LINES = {
    "fit": _fit,
    "for": _for,
    "against": _against,
    "change": _change,
    "guidelines": _guidelines,
    "benefit": _benefit,
    "harm": _harm,
    "burden": _burden,
    "certainty": _certainty,
    "here": _here,
    "unknowns": _unknowns,
    "claim": _claim,
    "licence": _licence,
}

__all__ = [
    "ASPECTS",
    "Cell",
    "Change",
    "Cited",
    "Comparison",
    "Disagreement",
    "Group",
    "Line",
    "Point",
    "Standing",
    "Times",
    "Treatment",
    "chartable",
    "compare",
    "different_times",
    "disagreement_lines",
    "disagreements",
    "general_disagreements",
    "glance",
    "groups",
    "uneven_times",
]
