"""Patient figures: which of a treatment's figures a patient is shown, and how one is said in plain words and drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from math import ceil, floor

from consult.catalog import Outcome
from consult.compare import Comparison, Line, chartable
from consult.drawing import Drawing
from consult.figures.icon_array import WHOLE, icon_array, with_range
from consult.figures.interval_bar import interval_bar
from consult.phrases import Words, number
from consult.truth import Truth

FIRST_BENEFITS = (
    "alive",
    "alive_without_recurrence",
    "alive_without_progression",
    "no_local_progression",
    "complete_ablation",
    "tumour_response",
    "transplanted",
    "other_benefit",
)
"""The main benefit is the first of these that a treatment has a figure of: survival, where there is one."""
FIRST_HARMS = (
    "serious_complication",
    "serious_side_effect",
    "treatment_death",
    "any_complication",
    "stopped_for_side_effects",
    "other_harm",
)


def shown_lines(comparison: Comparison, treatment: str, *, benefit: bool) -> tuple[Line, ...]:
    """The lines of figures a patient may see: no unverified draft, and one denominator for the whole view."""
    cell = comparison.cell("benefit" if benefit else "harm", treatment)
    return tuple(
        line
        for line in cell.lines
        if line.kind == "outcome" and line.record.mark != "unverified" and line.record.per == WHOLE
    )


def main_lines(comparison: Comparison, treatments: Sequence[str], *, benefit: bool) -> Mapping[str, Line]:
    """One line for each treatment that has any: people like this one first, then what most treatments report alike."""
    order = FIRST_BENEFITS if benefit else FIRST_HARMS
    offered = {t: shown_lines(comparison, t, benefit=benefit) for t in treatments}
    reported = Counter(key for lines in offered.values() for key in {_alike(line.record) for line in lines})

    def rank(line: Line) -> tuple[bool, int, int, int]:
        outcome: Outcome = line.record
        measure = order.index(outcome.measure)
        fails = any(state is Truth.NO for _criterion, state in line.differs)
        # Survival goes before any other benefit; among harms, what the others report too is the better pair.
        first = measure if benefit else -reported[_alike(outcome)]
        second = -reported[_alike(outcome)] if benefit else measure
        return fails and outcome.measure != "alive", first, int(fails), second

    return {t: min(lines, key=rank) for t, lines in offered.items() if lines}


def _alike(outcome: Outcome) -> Hashable:
    return outcome.measure, outcome.months, outcome.days


def uneven(shown: Mapping[str, Iterable[Outcome]]) -> bool:
    """Whether two treatments report one measure, but at no common time."""
    by_measure: dict[str, list[list[Outcome]]] = {}
    for outcomes in shown.values():
        own: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            if outcome.months is not None or outcome.days is not None:
                own.setdefault(outcome.measure, []).append(outcome)
        for measure, found in own.items():
            by_measure.setdefault(measure, []).append(found)
    for reported in by_measure.values():
        for one, other in combinations(reported, 2):
            if len(chartable([*one, *other])) == len(chartable(one)) + len(chartable(other)):
                return True
    return False


# -- in words -------------------------------------------------------------------------------------------------------


def when(outcome: Outcome, words: Words) -> str:
    """ "5 years later", in years where the months are whole years."""
    months, days = outcome.months, outcome.days
    if months is not None:
        if months == 12:
            return words.say("patient.after.year")
        if months % 12 == 0:
            return words.say("patient.after.years", n=number(months / 12))
        return words.say("patient.after.months", n=number(months))
    if days is not None:
        return words.say("patient.after.days", n=number(days))
    return words.say("patient.after.course")


def frames(outcome: Outcome, words: Words) -> tuple[str, str]:
    """Two sentences: how many, and how many not."""
    who = words.text(f"outcome.{outcome.id}")
    counts = (
        _count(outcome.count, outcome.exact, outcome.per, words),
        _count(outcome.per - outcome.count, 100 - outcome.exact, outcome.per, words),
    )
    said = f"patient.figure.{outcome.measure}"
    return (
        words.say(f"{said}.with", count=counts[0], who=who),
        words.say(f"{said}.without", count=counts[1]),
    )


def _count(count: int, exact: float, per: int, words: Words) -> str:
    """Whole people; less than one and nearly everybody are told apart from nobody and everybody."""
    if count == 0 and exact > 0:
        return words.say("patient.of.under_one", per=per)
    if count == per and exact < 100:
        return words.say("patient.of.over", count=count - 1, per=per)
    return words.say("patient.of", count=count, per=per)


def range_of(outcome: Outcome, words: Words, *, icons: bool = False) -> str:
    """The range in whole people, rounded outwards, or that none was reported."""
    if outcome.interval is None:
        return words.say("patient.range.none")
    low, high = outcome.interval
    key = "patient.range.icons" if icons else "patient.range"
    return words.say(key, low=max(floor(low), 0), high=min(ceil(high), outcome.per), per=outcome.per)


def studied(line: Line, words: Words) -> tuple[str, ...]:
    """Who was studied, how many and how, and in what this patient is not like them."""
    outcome: Outcome = line.record
    said = [words.say("patient.who", who=words.text(f"outcome.{outcome.id}"), n=outcome.n)]
    said.append(words.say(f"patient.design.{outcome.design}"))
    failed = [words.criterion(c) for c, state in line.differs if state is Truth.NO]
    opened = [words.criterion(c) for c, state in line.differs if state is Truth.UNKNOWN]
    if failed:
        said.append(words.say("patient.differs", criteria=words.join(failed)))
    if opened:
        said.append(words.say("patient.differs.open", criteria=words.join(opened)))
    if not outcome.criteria:
        said.append(words.say("patient.differs.unsaid"))
    elif not failed and not opened:
        said.append(words.say("patient.differs.none"))
    return tuple(said)


# -- drawn ----------------------------------------------------------------------------------------------------------


def drawn(outcome: Outcome, words: Words, *, icons: bool) -> Drawing:
    """An icon array, or the smaller interval bar; its words say all that is seen."""
    head = words.say("patient.people", time=when(outcome, words), per=outcome.per)
    said = (head, *frames(outcome, words), range_of(outcome, words, icons=icons))
    told = words.say("patient.stop").join(said)
    if icons:
        return icon_array(with_range(outcome.count, outcome.interval), told)
    return interval_bar(outcome.count, outcome.interval, told)
