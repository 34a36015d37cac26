"""Compare: an assessment laid out as aspects x treatments; what the panel, the paper and the text show alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.assess import Assessment, Change, Reason, Standing, TreatmentAssessment
from consult.catalog import Catalog, Cited, Conflict, Disagreement, Outcome, Point, Treatment
from consult.columns import (
    BENEFITS,
    FIGURES,
    LOCAL_BURDENS,
    UNPROVEN_ADVICE,
    Column,
    Line,
    Times,
    chartable,
    columns_of,
    disagreement_lines,
    disagreements,
)
from consult.conflicts import speaking
from consult.families import in_clinical_order
from consult.judge import AGAINST, NOT_APPLICABLE, STATUSES, USUALLY_NOT
from consult.rules import fact_of
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

AGAINST_EFFECTS = (
    "absolute_contraindication",
    "required",
    "relative_contraindication",
    "required_trial",
    "caution",
)


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
class Group:
    """A block of the option list: `usual_option` ... for anticancer options, then `for_everyone`, `unproven`."""

    key: str
    treatments: tuple[str, ...]


def compare(assessment: Assessment, chosen: Iterable[str]) -> Comparison:
    """Lay the chosen treatments side by side. Raises KeyError for an id the catalogue does not hold."""
    chosen = tuple(dict.fromkeys(chosen))
    columns = columns_of(assessment.case.knowledge)
    beside = columns.beside(chosen)
    cells = {}
    for treatment in chosen:
        own, column = assessment.treatments[treatment], columns.column(treatment)
        for aspect in ASPECTS:
            lines = _LINES[aspect](assessment, own, column)
            if aspect in FIGURES:
                lines += beside.times.get((aspect, treatment), ())
            detail = column.differing if aspect == "guidelines" else ()
            if assessment.local is not None:
                detail += _limits_beside(assessment, own, aspect, lines)
            cells[aspect, treatment] = Cell(aspect, treatment, lines or _NOTHING[aspect], detail)
    return Comparison(
        assessment=assessment,
        treatments=chosen,
        cells=cells,
        conflicts=speaking(assessment.facts, beside.pairings),
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


def general_disagreements(catalog: Catalog) -> tuple[Disagreement, ...]:
    """The topics that concern no single treatment: how the disease is staged."""
    return tuple(topic for topic in catalog.disagreements.values() if not topic.treatments)


def different_times(comparison: Comparison) -> tuple[Times, ...]:
    """Measures which two of the compared treatments report, but at no common time."""
    return columns_of(comparison.assessment.case.knowledge).beside(comparison.treatments).uneven


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


def _fit(_assessment: Assessment, own: TreatmentAssessment, _column: Column) -> tuple[Line, ...]:
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


def _for(_assessment: Assessment, own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    bits = own.plan.rows_with("favours") & own.case.answers.holds
    acting = tuple([Line("rule", reason) for reason in own.reasons_in(bits)])
    return acting + column.points["for"]


def _against(_assessment: Assessment, own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    answers, acting = own.case.answers, []
    for effect in AGAINST_EFFECTS:
        acts = answers.fails if effect.startswith("required") else answers.holds
        acting += [Line("rule", reason) for reason in own.reasons_in(own.plan.rows_with(effect) & acts)]
    return tuple(acting) + column.points["against"]


def _change(_assessment: Assessment, own: TreatmentAssessment, _column: Column) -> tuple[Line, ...]:
    return tuple([Line("change", change) for change in own.would_change])


def _guidelines(assessment: Assessment, own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    return column.guidelines(own, assessment.guideline)


def _benefit(assessment: Assessment, _own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    return column.figures("benefit", assessment.facts)


def _harm(assessment: Assessment, _own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    return column.figures("harm", assessment.facts)


def _burden(assessment: Assessment, own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    """Seven rows: five by the catalogue, with their sources, then travel and cost, which only the clinic can say."""
    if assessment.local is None:
        return column.burden_unsaid
    said = {s.about: s for s in assessment.local.says(own.id)}
    local = (
        Line("local", said[about]) if about in said else Line("local_open", about, Truth.UNKNOWN)
        for about in LOCAL_BURDENS
    )
    return (*column.burden, *local)


def _certainty(_assessment: Assessment, _own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    return column.certainty


def _here(assessment: Assessment, own: TreatmentAssessment, _column: Column) -> tuple[Line, ...]:
    """What the clinic says of the treatment, each line named as local."""
    if assessment.local is None:
        return ()
    limits = assessment.local.limited(own.id, assessment.facts)
    return tuple(Line("local", said) for said in (*assessment.local.says(own.id), *limits))


def _limits_beside(
    assessment: Assessment, own: TreatmentAssessment, aspect: str, lines: tuple[Line, ...]
) -> tuple[Line, ...]:
    """The clinic's own limits behind a cell with rule rows on the same value; behind "here", those rows."""
    assert assessment.local is not None
    limits = assessment.local.limited(own.id, assessment.facts)
    if not limits:
        return ()
    if aspect == "here":
        facts = {said.limit.fact for said in limits}
        concerned = (r for r in own.reasons if r.acts is not Truth.NO and facts & _facts_of(r))
        return tuple(Line("rule", reason, reason.state) for reason in concerned)
    met = {fact for line in lines if line.kind in ("rule", "first") for fact in _facts_of(line.record)}
    return tuple(Line("local", said) for said in limits if said.limit.fact in met)


def _facts_of(reason: Reason) -> set[str]:
    return {fact_of(criterion) for criterion in reason.rule.when}


def _unknowns(_assessment: Assessment, own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    """What is not known of the treatment, what is worth knowing of it here, and what is open for this patient."""
    plan, answers = own.plan, own.case.answers
    worth = own.reasons_in(plan.rows_with("information") & answers.holds)
    unanswered = own.reasons_in((plan.rows_with("caution") | plan.rows_with("favours")) & answers.opens)
    return (
        column.unknowns,
        *[Line("rule", reason) for reason in worth],
        *[Line("rule", reason, Truth.UNKNOWN) for reason in unanswered],
    )


def _claim(_assessment: Assessment, _own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    return column.claim


def _licence(_assessment: Assessment, _own: TreatmentAssessment, column: Column) -> tuple[Line, ...]:
    """Where it is licensed; for an unproven option also what to ask before paying."""
    return column.licence


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
_NOTHING = {aspect: (Line("nothing", aspect),) for aspect in ASPECTS}

__all__ = [
    "ASPECTS",
    "BENEFITS",
    "UNPROVEN_ADVICE",
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
