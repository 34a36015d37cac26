"""Working: the arithmetic of a result in words, the same in the window and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from consult.arithmetic import Arithmetic, Reading, State, Step
from consult.phrases import number
from consult.truth import Truth
from consult.values import UNKNOWN

if TYPE_CHECKING:
    from consult.phrases import Words

_NODULES = ("lesion_count", "largest_lesion_mm")
MARKS: dict[State, str] = {"holds": "✓", "fails": "✕", "open": "?", "counts": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One step in words: what is asked, this patient's value, what it contributes; `state` has a mark and a word."""

    label: str
    value: str
    contribution: str
    state: State
    said: str
    decides: bool = False

    @property
    def mark(self) -> str:
        """The sign of the state; it never stands without the word."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class Dated:
    """When and whence one value is, and how old, in words."""

    field: str
    text: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may make the result mislead: `holds` says it does, `open` asks for `field`."""

    field: str
    text: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The whole arithmetic of a result in words. `total` is the sum of the lines, where they have one."""

    item: str
    title: str
    result: str
    lines: tuple[Line, ...]
    total: str
    formula: str
    rule: str
    citation: str
    needs: str
    flags: tuple[str, ...]
    missing: tuple[str, ...]
    dates: tuple[Dated, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    own: str = ""
    """The clinician's own stage with its reason; empty where none is given."""


def working(arithmetic: Arithmetic, words: Words) -> Working:
    """Put an arithmetic into words."""
    result = arithmetic.result
    title, value, detail = words.badge(result)
    if not result.missing and detail:
        value = f"{value} {detail}"
    needs = words.say("arithmetic.needs", fields=words.fields(result.missing)) if result.missing else ""
    return Working(
        item=result.item,
        title=title,
        result=value,
        lines=tuple(_line(step, words) for step in arithmetic.steps),
        total=_total(arithmetic, words),
        formula=words.say(arithmetic.formula, **{key: _plain(n) for key, n in arithmetic.numbers}),
        rule=result.rule_version,
        citation=words.citation(result.source),
        needs=needs,
        flags=tuple(words.flag(code) for code in result.flags),
        missing=result.missing,
        dates=tuple(Dated(age.field, words.dated(age), age.stale) for age in arithmetic.ages),
        doubts=tuple(_doubts(arithmetic, words)),
        own="" if arithmetic.own is None else words.own_stage(arithmetic.own),
    )


def _doubts(arithmetic: Arithmetic, words: Words) -> Iterator[Doubt]:
    """What holds first (where no flag says it already), then what was not asked; what is answered is no doubt."""
    for state, kind in ((Truth.YES, "holds"), (Truth.UNKNOWN, "open")):
        for validity in arithmetic.validity:
            if validity.state is state and validity.concern.flag not in arithmetic.result.flags:
                yield Doubt(validity.concern.asks, words.validity(validity), cast("State", kind))


def _line(step: Step, words: Words) -> Line:
    label = words.field(step.label)
    if step.label.startswith("step."):
        label = words.say(step.label, **{key: number(n) for key, n in step.numbers})
    said = words.say(f"state.{step.state}")
    if step.decides:
        said = words.say("arithmetic.decides")
    return Line(
        label=label,
        value=_values(step.reads, words),
        contribution=_contribution(step, words),
        state=step.state,
        said=said,
        decides=step.decides,
    )


def _values(reads: tuple[Reading, ...], words: Words) -> str:
    """This patient's values: one alone, several each with its name, all of them missing in one word."""
    if not reads:
        return ""
    if all(reading.value is UNKNOWN for reading in reads):
        return words.say("unknown")
    said = []
    if tuple(reading.field for reading in reads[:2]) == _NODULES:
        count, largest = (words.in_unit(*reading) for reading in reads[:2])
        nodules = words.say("arithmetic.nodules", count=count, largest=largest)
        if reads[0].value is UNKNOWN:
            nodules = f"{words.field('lesions')} {words.say('unknown')}"
        said.append(nodules)
        reads = reads[2:]
    elif len(reads) == 1:
        return words.in_unit(*reads[0])
    said += [f"{words.field(reading.field)} {words.in_unit(*reading)}" for reading in reads]
    return words.join(said)


def _contribution(step: Step, words: Words) -> str:
    found = step.contribution
    match step.kind:
        case "points":
            return _points(found, words)
        case "entered":
            return words.say("arithmetic.entered", points=_points(found, words))
        case "term":
            value = _ends(found[0], found[1], words)
            return f"{step.expression} = {value}" if step.expression else value
        case "criterion":
            if not found:
                return ""
            if found[0] == "none":
                return words.say("none_stage")
            return words.say("arithmetic.stage", stage=found[0])
        case "limit":
            return _limit(step, words)
        case "evidence":
            if found[0] == "indeterminate":
                return "" if step.state == "open" else words.say("arithmetic.silent")
            return words.member("csph", found[0])
        case "category":
            return words.say("or").join(found)


def _points(points: Iterable[int], words: Words) -> str:
    low, high = min(points), max(points)
    if low != high:
        return words.say("arithmetic.points_range", low=low, high=high)
    return words.say("arithmetic.point" if low == 1 else "arithmetic.points", n=low)


def _limit(step: Step, words: Words) -> str:
    unit = f" {step.reads[0].unit}" if step.reads[0].unit and len(step.reads) == 1 else ""
    found = step.contribution
    if len(found) != 3:
        ats = words.say("or").join(number(at) for at in found)
        return words.say("arithmetic.limit", at=f"{ats}{unit}")
    value, at, above = found
    said = [words.say("arithmetic.limit", at=f"{number(at)}{unit}")]
    if len(step.reads) > 1:  # a sum of several values is shown itself
        said.insert(0, number(value))
    if above == 0:
        said.append(words.say("arithmetic.at"))
    else:
        by = f"{number(abs(above))}{unit}"
        said.append(words.say("arithmetic.above" if above > 0 else "arithmetic.below", by=by))
    return words.join(said)


def _total(arithmetic: Arithmetic, words: Words) -> str:
    if arithmetic.total is None:
        return ""
    low, high = arithmetic.total
    parts = [step for step in arithmetic.steps if step.kind in ("points", "term")]
    if parts[0].kind == "points":
        said = " + ".join(
            _range(number(min(s.contribution)), number(max(s.contribution)), words) for s in parts
        )
        return f"{said} = {_points((int(low), int(high)), words)}"
    value = _ends(low, high, words)
    if low == high:
        terms = [signed(step.contribution[0]) for step in parts]
        said = terms[0] + "".join(
            f" − {term.removeprefix('−')}" if term.startswith("−") else f" + {term}" for term in terms[1:]
        )
        value = f"{said} = {value}"
    limits = dict(arithmetic.numbers)
    if "least" in limits:
        possible = arithmetic.result.values["possible_meld_3_0"]
        rounded = words.say(
            "arithmetic.rounded",
            low=number(limits["least"]),
            high=number(limits["most"]),
            value=_range(number(possible[0]), number(possible[-1]), words),
        )
        return words.say("arithmetic.then").join(
            part for part in (value, rounded, words.near(arithmetic.result)) if part
        )
    return value


def _range(low: Any, high: Any, words: Words) -> str:
    return str(low) if low == high else words.say("arithmetic.between", low=low, high=high)


def _ends(low: float, high: float, words: Words) -> str:
    return _range(signed(low), signed(high), words)


def _plain(value: float) -> str:
    return number(value).replace("-", "−")


def signed(value: float) -> str:
    """A term of a sum: three decimals, a proper minus sign."""
    text = f"{abs(round(value, 3)):.3f}".rstrip("0").rstrip(".")
    return f"−{text}" if round(value, 3) < 0 else text
