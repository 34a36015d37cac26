"""Lint of figures and of balance: nothing about a number left out, and no option told at more length than its rival.

The limits follow item C1 of IPDAS ("positive and negative features in equal detail": same rows, same length limits):

- every option has two to four points for and two to four against, the two counts at most one apart;
- the letters of all points for and of all points against differ by less than a quarter of the longer side, in each
  language; no single point is longer than `POINT_LENGTH`;
- the plain description of an option is at most twice as long as that of any other;
- an option with figures on one side only says in a sentence of its own that the other side has none.
The same burden rows in the same order are a matter of the reader (`db.catalog_source.BURDENS`).
"""

from __future__ import annotations

from collections.abc import Iterator

from consult.catalog import Catalog, Outcome, Treatment
from consult.compare import BENEFITS
from consult.vocabulary import WORDS

Found = tuple[str, str, str]

PER = 100
"""The one denominator of every figure (rule 2): a view may hold any of them side by side."""
FEWEST_POINTS, MOST_POINTS, POINTS_APART = 2, 4, 1
LETTERS_APART = 0.25
POINT_LENGTH = {"en": 145, "zh_CN": 75}
DESCRIPTION_FACTOR = 2.0
SIDES = ("benefit", "harm")


def figures(catalog: Catalog) -> Iterator[Found]:
    """Every figure that lacks what it rests on, or contradicts itself."""
    for treatment in catalog.treatments.values():
        for outcome in treatment.outcomes:
            for what in _wrong(outcome):
                yield "treatments", outcome.id, what


def _wrong(outcome: Outcome) -> Iterator[str]:
    if outcome.per != PER:
        yield f"counts are of {PER} people, not of {outcome.per}"
    elif not 0 <= outcome.count <= outcome.per or not 0 <= outcome.exact <= 100:
        yield "the count does not fit its denominator"
    elif abs(outcome.count - outcome.exact * outcome.per / 100) > 0.51:
        yield "the count is not the printed percentage rounded"
    if outcome.n <= 0:
        yield "n is missing"
    if f"design.{outcome.design}" not in WORDS:
        yield f"no design is called {outcome.design!r}"
    if f"measure.{outcome.measure}" not in WORDS:
        yield f"no measure is called {outcome.measure!r}"
    if any(time is not None and time <= 0 for time in (outcome.months, outcome.days)):
        yield "the time frame is not positive"
    if outcome.interval is not None:
        low, high = outcome.interval
        if not 0 <= low <= outcome.exact <= high <= 100:
            yield "the interval does not hold the figure"
    if outcome.control is not None and not 0 <= outcome.control <= outcome.per:
        yield "the comparison arm does not fit the denominator"


def missing_side(treatment: Treatment) -> str | None:
    """The side, `benefit` or `harm`, of which an option has no figure although it has one of the other."""
    sides = {outcome.measure in BENEFITS for outcome in treatment.outcomes}
    return None if len(sides) != 1 else "harm" if sides == {True} else "benefit"


def balance(catalog: Catalog, language: str) -> Iterator[Found]:
    """Every option that is told in unequal detail."""
    texts, where = catalog.texts[language], f"text/{language}"
    described: dict[str, int] = {}
    for treatment in catalog.treatments.values():
        described[treatment.id] = len(texts.get(f"treatment.{treatment.id}.what", ""))
        letters = {"for": 0, "against": 0}
        for point in treatment.points:
            length = len(texts.get(f"point.{point.id}", ""))
            letters[point.side] = letters.get(point.side, 0) + length
            if length > POINT_LENGTH[language]:
                yield where, f"point.{point.id}", f"a point has at most {POINT_LENGTH[language]} characters"
        shorter, longer = sorted(letters.values())
        if shorter < longer * (1 - LETTERS_APART):
            said = f"{letters['for']} characters for, {letters['against']} against"
            yield where, f"treatment.{treatment.id}.name", f"unequal detail: {said}"
    most = max(described.values(), default=0)
    for treatment_id, length in described.items():
        if length * DESCRIPTION_FACTOR < most:
            what = f"unequal detail: {length} characters, the longest description has {most}"
            yield where, f"treatment.{treatment_id}.what", what


def counts(treatment: Treatment) -> Iterator[Found]:
    """Points for and against: both present, alike in number."""
    sides = [point.side for point in treatment.points]
    pro, contra = sides.count("for"), sides.count("against")
    if not pro or not contra:
        yield "treatments", treatment.id, "at least one point for and one against is needed"
    elif not all(FEWEST_POINTS <= count <= MOST_POINTS for count in (pro, contra)):
        limits = f"{FEWEST_POINTS} to {MOST_POINTS}"
        yield "treatments", treatment.id, f"{limits} points a side are needed, not {pro} and {contra}"
    elif abs(pro - contra) > POINTS_APART:
        yield "treatments", treatment.id, f"unequal detail: {pro} points for, {contra} against"
