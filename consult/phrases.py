"""Phrases: ids and values to sentences in one language, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from consult.names import ENTERED
from consult.truth import Truth
from consult.values import UNKNOWN, Bounds, OneOf
from consult.vocabulary import WORDS, word

if TYPE_CHECKING:
    from consult.agreement import Agreement
    from consult.arithmetic import Arithmetic
    from consult.assess import Change, Knowledge, Reason, Standing
    from consult.catalog import Catalog, Cited, Conflict, Criterion, Disagreement, Outcome, Span, View
    from consult.clinic import Statement
    from consult.compare import Line, Times
    from consult.dates import Age
    from consult.errors import ConsultError
    from consult.facts import Facts, OwnStage
    from consult.fields import Field
    from consult.limits import Limited
    from consult.patient import Entry, Record, Warning
    from consult.results import Result
    from consult.validity import Validity
    from consult.working import Working

SHAPES: Mapping[str, str] = {
    "usual_option": "◆",
    "possible": "◇",
    "cannot_tell": "?",
    "usually_not": "○",
    "advised_against": "✕",
    "does_not_apply": "–",
}
"""A status always has its shape beside its word; colour is never alone."""

TIME_UNITS: Mapping[str, str] = {"y": "岁", "mo": "个月", "wk": "周"}

_OPERATORS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


_ASIDE = frozenset({"lower_limit", "upper_limit", "flr_method", "closeness", "reasons"})
"""Keys of a result that stand beside its value, not in it."""
_ASIDE_ENDS = ("_min", "_max", "_standard")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with where they come from. `tone` names a role of the theme, `label` what kind of statement it is."""

    text: str
    label: str = ""
    sources: tuple[str, ...] = ()
    mark: str = ""
    tone: str = "plain"


class Words:
    """Everything that is said in one language. Constructed once per language and catalogue."""

    def __init__(self, language: str, declared: Mapping[str, Field], catalog: Catalog | None = None) -> None:
        self.language = language
        self._zh = language == "zh_CN"
        self._declared = declared
        self._catalog = catalog

    # -- vocabulary -------------------------------------------------------------------------------------------

    def say(self, key: str, **values: Any) -> str:
        """A word of the vocabulary with its values set in."""
        text = word(key, self.language)
        return text.format(**values) if values else text

    def text(self, key: str) -> str:
        """A sentence of the catalogue."""
        if self._catalog is None:
            raise KeyError(key)
        return self._catalog.text(self.language, key)

    def has_text(self, key: str) -> bool:
        """Whether the catalogue has an optional sentence."""
        return self._catalog is not None and key in self._catalog.texts[self.language]

    def reading(self, read: str) -> str:
        """How far a source was read, as its record says it."""
        key = f"reading.{read}"
        return self.text(key) if self.has_text(key) else read

    def grading(self, system: str) -> str:
        """How a guideline grades, as its record says it."""
        key = f"grading.{system}"
        return self.text(key) if self.has_text(key) else system

    def join(self, parts: Iterable[str]) -> str:
        """A list of words."""
        return self.say("list").join(parts)

    def status(self, status: str) -> str:
        """The words of a status."""
        return self.say(f"status.{status}")

    def treatment(self, treatment: str) -> str:
        """The name of a treatment; its id where a kept case names one that the catalogue no longer holds."""
        return self.text(f"treatment.{treatment}.name") if self._holds(treatment) else treatment

    def short(self, treatment: str) -> str:
        """The name of a treatment for a column header."""
        return self.text(f"treatment.{treatment}.short") if self._holds(treatment) else treatment

    def _holds(self, treatment: str) -> bool:
        return self._catalog is None or treatment in self._catalog.treatments

    def family(self, family: str) -> str:
        """The name of a family of treatments: of a clinical group, or of the forms of one treatment."""
        if self._catalog is not None and family in self._catalog.treatments:
            return self.say("family.forms", name=self.short(family))
        return self.say(f"family.{family}")

    def guideline(self, guideline: str) -> str:
        """The short name of a guideline; its id where there is no catalogue, or one that no longer holds it."""
        if self._catalog is None or guideline not in self._catalog.guidelines:
            return guideline
        return self._catalog.guidelines[guideline].names[self.language]

    @property
    def unreviewed(self) -> bool:
        """Whether two named reviewers have yet to sign some record of the catalogue."""
        done, every = self._signed()
        return done != every

    @property
    def review(self) -> str:
        """ "Unreviewed draft", until two reviewers have signed every record."""
        return self.say("paper.mark.draft" if self.unreviewed else "paper.mark.signed")

    @property
    def review_note(self) -> str:
        """How many records two named reviewers have signed, in a sentence."""
        done, every = self._signed()
        if done == every:
            return self.say("paper.signed_note")
        if not done:
            return self.say("paper.draft_note")
        return self.say("paper.some_signed_note", signed=done, all=every)

    def _signed(self) -> tuple[int, int]:
        if self._catalog is None or not self._catalog.signoffs:
            return 0, -1  # nothing signed: there is nothing to count
        from consult.signoff import signed

        return signed(self._catalog)

    def has_guideline(self, guideline: str) -> bool:
        """Whether the catalogue holds a guideline under this id."""
        return self._catalog is not None and guideline in self._catalog.guidelines

    # -- fields and values -------------------------------------------------------------------------------------

    def field(self, name: str) -> str:
        """The label of a field or derived fact; a path such as `lesions.near_bowel` names the part."""
        base, _dot, part = name.partition(".")
        field = self._declared.get(base.removesuffix(ENTERED).split("[")[0])
        if field is None:
            return name
        if part:
            for candidate in field.parts:
                if candidate.id == part:
                    return candidate.zh if self._zh else candidate.en
        return field.zh if self._zh else field.en

    def label(self, field: Field) -> str:
        """The label of a declared field, or of a part of a record."""
        return field.zh if self._zh else field.en

    def explanation(self, field: Field) -> str:
        """The help of a declared field, or of a part of a record."""
        return field.help_zh if self._zh else field.help_en

    def fields(self, names: Iterable[str]) -> str:
        """Labels of several fields, each once."""
        return self.join(dict.fromkeys(self.field(name) for name in names))

    def choice(self, field: Field, member: str) -> str:
        """The words of a choice's member."""
        for choice in field.choices:
            if choice.id == member:
                return choice.zh if self._zh else choice.en
        return self.say("not_given") if member == "not_given" else member

    def value(self, name: str, value: Any) -> str:
        """A fact's value with its unit: certain, a range, a set, or "not recorded"."""
        field = self._declared.get(name.removesuffix(ENTERED))
        if value is UNKNOWN or value is None:
            return self.say("unknown")
        if field is None:
            return str(value)
        return self._value(field, value, field.unit)

    def unit(self, unit: str) -> str:
        """A unit as it is said: symbols stay, units of time have a word in Chinese."""
        return TIME_UNITS.get(unit, unit) if self._zh else unit

    def quantity(self, number_: str, unit: str) -> str:
        """A number with its unit: "14 µmol/L", "165 × 10^9/L", "61 y", "61岁"."""
        if self._zh and unit in TIME_UNITS:
            return f"{number_}{TIME_UNITS[unit]}"
        if unit[:1].isdigit():
            return f"{number_} × {unit}"
        return f"{number_} {unit}".strip()

    def entry(self, field: Field, entry: Entry) -> str:
        """What was entered, as typed, in the unit it was entered in."""
        unit = field.unit
        if field.other is not None and entry.key == field.other.key:
            unit = field.other.unit
        if entry.text and field.type in ("number", "integer"):
            if field.entered_in(entry.text):
                return self.say("entered_in", typed=entry.text, value=self._value(field, entry.value, unit))
            return self.quantity(entry.text, unit)
        return self._value(field, entry.value, unit)

    def _value(self, field: Field, value: Any, unit: str) -> str:
        if isinstance(value, OneOf):
            return self.say("or").join(self._value(field, member, unit) for member in value.members)
        if isinstance(value, Bounds):
            return self._bounds(value, unit)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if field.type == "choice":
            return self.choice(field, value)
        if field.type == "choices":
            return self.join(self.choice(field, member) for member in value) or self.say("none_entered")
        if field.type == "objects":
            return "; ".join(self.record(field, record) for record in value) or self.say("none_entered")
        if field.type == "texts":
            return self.join(value) or self.say("none_entered")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float):
            return self.quantity(number(value), unit)
        return str(value)

    def _bounds(self, bounds: Bounds, unit: str) -> str:
        low = None if bounds.low is None else number(bounds.low)
        high = None if bounds.high is None else number(bounds.high)
        if low is not None and high is not None:
            text = self.say("range", low=low, high=high)
        elif low is not None:
            text = self.say("above" if bounds.low_open else "at_least", low=low)
        elif high is not None:
            text = self.say("below" if bounds.high_open else "at_most", high=high)
        else:
            return self.say("unknown")
        return self.quantity(text, unit)

    def record(self, field: Field, record: Record) -> str:
        """One entry of a list, such as a lesion, part by part."""
        parts = {part.id: part for part in field.parts}
        said = []
        for name, value in record.items():
            part = parts[name]
            if part.type == "flag":
                if value:
                    said.append(part.zh if self._zh else part.en)
            else:
                said.append(self._value(part, value, part.unit))
        return " ".join(said)

    def criterion(self, criterion: Criterion) -> str:
        """A comparison in words: "Largest viable tumour > 50 mm"."""
        field = self._declared.get(criterion.fact)
        label = self.field(criterion.fact)
        if field is None:
            return f"{label} {criterion.operator} {criterion.value}"
        values = criterion.value if isinstance(criterion.value, tuple) else (criterion.value,)
        if field.type == "flag" and criterion.operator == "==":
            return label if criterion.value is True else self._denied(label)
        said = self.say("or").join(self._scalar(field, value) for value in values)
        if criterion.operator == "in":
            return f"{label}{self._colon}{said}"
        if criterion.operator == "not in" or (criterion.operator == "!=" and field.type == "choice"):
            return f"{label}{self._colon}{self.say('not_member', value=said)}"
        if field.type == "choice":
            return f"{label}{self._colon}{said}"
        return f"{label} {_OPERATORS[criterion.operator]} {said}"

    @property
    def _colon(self) -> str:
        return "：" if self._zh else ": "

    def _denied(self, label: str) -> str:
        return f"{label}{self._colon}{self.say('no')}"

    def _scalar(self, field: Field, value: Any) -> str:
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if field.type == "choice":
            return self.choice(field, f"{value:g}" if isinstance(value, float) else value)
        return self.quantity(number(value), field.unit)

    def condition(self, when: Iterable[Criterion]) -> str:
        """A conjunction in words."""
        return ("；" if self._zh else "; ").join(self.criterion(c) for c in when)

    def change(self, change: Change, knowledge: Knowledge) -> str:
        """ "Largest viable tumour > 30 mm: usually not"."""
        return self.say(
            "change", condition=self.changed(change, knowledge), status=self.status(change.status)
        )

    def changed(self, change: Change, knowledge: Knowledge) -> str:
        """What one fact would have to be: "Largest viable tumour > 30 mm"."""
        domain = knowledge.domain(change.fact)
        field = self._declared[change.fact.removesuffix(ENTERED)]
        label = self.field(change.fact)
        if domain.members:
            names = {position: member for member, position in domain.members.items()}
            members = [names[cell] for cell in change.cells if cell in names]
            said = self.say("or").join(self._scalar(field, member) for member in members)
            return f"{label}{self._colon}{said}"
        return f"{label} {self._cells(change.cells, domain.cuts, field.unit)}"

    def _cells(self, cells: tuple[int, ...], cuts: tuple[float, ...], unit: str) -> str:
        """Runs of neighbouring cells as comparisons: cell 2i is below cut i, cell 2i+1 the cut itself."""
        from consult.rules import cell_runs

        return self.say("or").join(self._run(first, last, cuts, unit) for first, last in cell_runs(cells))

    def _run(self, first: int, last: int, cuts: tuple[float, ...], unit: str) -> str:
        def cut(index: int) -> str:
            return self.quantity(number(cuts[index]), unit)

        top = 2 * len(cuts)
        if first == last and first % 2:
            return f"= {cut(first // 2)}"
        low = "" if first == 0 else f"≥ {cut(first // 2)}" if first % 2 else f"> {cut(first // 2 - 1)}"
        high = "" if last == top else f"≤ {cut(last // 2)}" if last % 2 else f"< {cut(last // 2)}"
        return f"{low}, {high}" if low and high else low or high or "…"

    # -- lines of the comparison ----------------------------------------------------------------------------------

    def line(self, line: Line, knowledge: Knowledge | None = None) -> Sentence:
        """A line of a cell in words, with its sources and mark."""
        record = line.record
        match line.kind:
            case "status":
                return Sentence(self.fit(record), tone=record.status)
            case "rule":
                return self.reason(record, open_row=line.state is Truth.UNKNOWN)
            case "needs":
                text = self.say("needs", fields=self.fields(record)) if record else self.say("needs_nothing")
                return Sentence(text, tone="cannot_tell")
            case "first":
                sentence = self.reason(record)
                text = self.say("first", sentence=sentence.text)
                return Sentence(text, sources=sentence.sources, mark=sentence.mark, tone="usually_not")
            case "confirm":
                names = dict.fromkeys(name for reason in record for name in reason.missing)
                return Sentence(self.say("confirm", fields=self.fields(names)), tone="cannot_tell")
            case "point":
                return Sentence(self.text(f"point.{record.id}"), sources=record.sources, mark=record.mark)
            case "change":
                assert knowledge is not None
                return Sentence(self.change(record, knowledge))
            case "position":
                return self.standing(record)
            case "context":
                position = record.position
                return Sentence(
                    self.text(f"position.{position.context}"), sources=position.sources, mark=position.mark
                )
            case "topic":
                label = self.say("disagreement.label")
                return Sentence(self.text(f"disagreement.{record.id}"), label=label, tone="strong")
            case "view":
                return self.view(*record)
            case "unstated":
                label = self.join(self.say(f"region.{region}") for region in record)
                return Sentence(self.say("disagreement.unstated"), label=label, tone="muted")
            case "outcome":
                return self.outcome(record, line)
            case "burden":
                return self.burden(*record)
            case "certainty":
                return Sentence(
                    self.text(f"treatment.{record.id}.certainty"),
                    label=self.say(f"certainty.{record.certainty}"),
                    sources=record.certainty_sources,
                    mark=record.certainty_mark,
                )
            case "times":
                return Sentence(self.times(record), tone="muted")
            case "advice":
                return Sentence(self.text(f"advice.{record.id}"), sources=record.sources, mark=record.mark)
            case "claim" | "evidence" | "regulatory":
                label = self.say(f"label.{line.kind}")
                return Sentence(self.text(f"treatment.{record.id}.{line.kind}"), label=label)
            case "glance" | "unknowns" | "no_benefit" | "no_harm":
                return Sentence(self.text(f"treatment.{record.id}.{line.kind}"))
            case "local":
                return self.local(record)
            case "agreement":
                return Sentence(self.agreement(record), tone="muted")
            case "local_open":
                return Sentence(
                    self.say("local.not_said"), label=self.say(f"local_open.{record}"), tone="muted"
                )
            case "nothing":
                return Sentence(self.say(f"nothing.{record}"), tone="muted")
            case "drafts":
                return Sentence(self.drafts(record), tone="muted")
        raise KeyError(line.kind)

    def drafts(self, count: int) -> str:
        """How many unverified drafts are not listed."""
        return self.say("unverified.hidden.one") if count == 1 else self.say("unverified.hidden", n=count)

    def local(self, said: Statement | Limited) -> Sentence:
        """What the clinic says of a treatment, always with the word "local", its date, and the mark of its age."""
        from consult.limits import Limited

        if isinstance(said, Limited):
            return self._limit(said)
        as_at = self.say(
            f"local.as_at.{said.age}" if said.age else "local.as_at", date=said.as_at.isoformat()
        )
        return Sentence(
            f"{self._local_text(said)}{as_at}", label=self.say(f"local.{said.about}"), tone="local"
        )

    def _limit(self, said: Limited) -> Sentence:
        """A limit of the clinic's own, the patient's value, and whether it holds: for information."""
        limit = said.limit
        value = self.value(limit.fact, said.value)
        text = self.say(
            f"local.limit.{said.state}",
            limit=self._limit_text(said),
            value=value,
            field=self.field(limit.fact),
        )
        note = self.say("local.limit.note", note=limit.note) if limit.note else ""
        as_at = self.say("local.as_at.future" if said.future else "local.as_at", date=limit.as_at.isoformat())
        return Sentence(f"{text}{note}{as_at}", label=self.say("local.limit"), tone="local")

    def _limit_text(self, said: Limited) -> str:
        """ "Bilirubin ≤ 2 mg/dL (34.2 µmol/L)": as the clinic wrote it, and in the unit of the value beside it."""
        limit = said.limit
        text = f"{self.field(limit.fact)} {_OPERATORS[limit.operator]} {self.quantity(number(limit.value), limit.unit)}"
        field = self._declared.get(limit.fact)
        if said.number is None or field is None or limit.unit == field.unit:
            return text
        own = self.quantity(number(said.number), field.unit)
        return self.say("local.limit.converted", limit=text, own=own)

    def local_short(self, said: Statement) -> str:
        """The same without its label and date; the mark of its age stays."""
        text = self._local_text(said)
        return f"{text}{self.say(f'local.{said.age}')}" if said.age else text

    def _local_text(self, said: Statement) -> str:
        if said.about in ("available", "cost"):
            return self.say(f"local.{said.about}.{said.member}", where=said.text)
        return self.say("local.at", place=said.place, text=said.text) if said.place else said.text

    def fit(self, own: Any) -> str:
        """The status in words; while open, with the statuses it may still become."""
        text = self.status(own.status)
        if own.status == "cannot_tell":
            could = self.say("or").join(self.status(status) for status in own.possible_statuses)
            return f"{text} ({self.say('could_be', statuses=could)})"
        return text

    def reason(self, reason: Reason, *, open_row: bool = False) -> Sentence:
        """A rule row's sentence, with what it is and what it rests on."""
        rule = reason.rule
        label = self.say(f"effect.{rule.effect}")
        if rule.effect == "required_trial" and reason.state is Truth.NO:
            label = self.say("outside_evidence")
        tone = {
            "absolute_contraindication": "advised_against",
            "required": "advised_against",
            "relative_contraindication": "usually_not",
            "required_trial": "usually_not",
            "caution": "usually_not",
            "favours": "usual_option",
        }.get(rule.effect, "plain")
        text = self.text(f"rule.{rule.id}")
        if open_row:
            tone = "cannot_tell"
            missing = self.fields(reason.missing)
            text = f"{self.condition(rule.when)} ({self.say('strip.open')}{self._colon}{missing})"
        return Sentence(text, label=label, sources=rule.sources, mark=rule.mark, tone=tone)

    def trace(self, reason: Reason) -> str:
        """What the row compares and this patient's values: "Largest viable tumour > 50 mm; here 62 mm"."""
        values = self.join(
            f"{self.field(fact)} {self.value(fact, value)}" for fact, value in reason.values.items()
        )
        return f"{self.condition(reason.rule.when)} · {values}"

    def standing(self, standing: Standing) -> Sentence:
        """ "BCLC 2025: first option - single tumour ..."."""
        position = standing.position
        known = standing.state is Truth.YES
        words = self.say(f"standing.{position.position}")
        if not known:
            words = f"{words} ({self.say('standing.open')})"
        grade = self._grade(position.strength, position.level)
        context = self.text(f"position.{position.context}")
        label = f"{self.guideline(position.guideline)}{self._colon}{words}{grade}"
        tone = "plain" if known else "cannot_tell"
        return Sentence(context, label=label, sources=position.sources, mark=position.mark, tone=tone)

    def agreement(self, agreement: Agreement) -> str:
        """ "Beside BCLC 2025 (option): agree ...; differ ...; silent ...": every guideline once."""
        lead = self.guideline(agreement.guideline)
        spoken = agreement.leading not in ("open", "silent")
        position = self.say(f"standing.{agreement.leading}")
        said = [self.say("agreement.beside", lead=lead, position=position)]
        for key, names in (
            ("agree" if spoken else "speak", agreement.agree),
            ("differ", agreement.differ),
            ("undecided", agreement.open),
            ("quiet", agreement.silent),
        ):
            if names:
                said.append(self.say(f"agreement.{key}", names=self.join(map(self.guideline, names))))
        return ("；" if self._zh else "; ").join(said)

    def _grade(self, strength: str, level: str) -> str:
        parts = [part for part in (strength, level) if part and part not in ("ungraded", "not_read", "-")]
        return f" ({', '.join(parts)})" if parts else ""

    def view(self, topic: Disagreement, view: View) -> Sentence:
        """ "Europe · ESMO 2025: Milan is the standard": what one region's guidelines say on a topic."""
        label = self.say(f"region.{view.region}")
        names = self.join(self.guideline(guideline) for guideline in view.guidelines)
        if names:
            label = f"{label} · {names}"
        text = self.text(f"disagreement.{topic.id}.{view.region}")
        return Sentence(text, label=label, sources=view.sources, mark=view.mark)

    def outcome(self, outcome: Outcome, line: Line | None = None) -> Sentence:
        """A figure with both frames, time, interval, population, design and n, and how this patient differs."""
        text = ("；" if self._zh else "; ").join((self.figure(outcome), self.studied(outcome, line)))
        return Sentence(text, sources=outcome.sources, mark=outcome.mark)

    def figure(self, outcome: Outcome) -> str:
        """A figure alone: both frames, time, comparison arm and interval."""
        parts = [self.frames(outcome)]
        if outcome.count in (0, outcome.per) and outcome.exact not in (0, 100):
            parts.append(self.say("reported_as", value=number(outcome.exact)))
        if outcome.control is not None:
            parts.append(self.say("control", count=number(outcome.control), per=outcome.per))
        if outcome.interval is None:
            parts.append(self.say("no_interval"))
        else:
            low, high = outcome.interval
            parts.append(self.say("interval", low=number(low), high=number(high)))
        return ("；" if self._zh else "; ").join(parts)

    def studied(self, outcome: Outcome, line: Line | None = None) -> str:
        """Who was studied and how, and how this patient differs; the same of all figures of one study and group."""
        who = self.text(f"outcome.{outcome.id}")
        design = self.say(f"design.{outcome.design}")
        parts = [self.say("population", who=who, design=design, n=outcome.n)]
        if not outcome.criteria:
            parts.append(self.say("population_open"))
        if line is not None and line.differs:
            failed = [self.criterion(c) for c, state in line.differs if state is Truth.NO]
            opened = [self.criterion(c) for c, state in line.differs if state is Truth.UNKNOWN]
            if failed:
                parts.append(self.say("differs", criteria=self.join(failed)))
            if opened:
                parts.append(self.say("differs_open", criteria=self.join(opened)))
        return ("；" if self._zh else "; ").join(parts)

    def frames(self, outcome: Outcome) -> str:
        """Both frames of a figure with its time: how many of how many, and how many not."""
        count = self._count("of", outcome, outcome.count, outcome.exact)
        other = self._count("without", outcome, outcome.per - outcome.count, 100 - outcome.exact)
        measure = self.say(f"measure.{outcome.measure}")
        said = self.say("figure", count=count, measure=measure, time=self.time(outcome))
        return ("；" if self._zh else "; ").join((said, other))

    def _count(self, key: str, outcome: Outcome, count: int, exact: float) -> str:
        """A count of people; nobody and everybody are told apart from less than one and from all but a few."""
        if count == 0:
            return self.say(f"{key}.about_none" if exact == 0 else f"{key}.under_one", per=outcome.per)
        if count == outcome.per:
            return self.say(
                f"{key}.about_all" if exact == 100 else f"{key}.over", per=outcome.per, count=count - 1
            )
        return self.say(key, count=count, per=outcome.per)

    def times(self, times: Times) -> str:
        """ "Alive: at 60 months for RFA; at 12 and 36 months for TACE. Different times are not set side by side." """
        said = []
        for treatment, outcomes in times.reported:
            own = dict.fromkeys(self.time(outcome) for outcome in outcomes)
            said.append(self.say("times.of", treatment=self.short(treatment), times=self.join(own)))
        measure = self.say(f"measure.{times.measure}")
        return self.say("times", measure=measure, times=("；" if self._zh else "; ").join(said))

    def time(self, outcome: Outcome) -> str:
        """The time frame of a figure."""
        if outcome.months is not None:
            return self.say("months", n=number(outcome.months))
        if outcome.days is not None:
            return self.say("days", n=number(outcome.days))
        return self.say("course")

    def span(self, span: Span) -> str:
        """The number of a burden with its unit: "0–2 nights", "every 3 weeks"."""
        count = str(span.low) if span.low == span.high else f"{span.low}–{span.high}"
        return self.say(f"span.{span.unit}{'.each' if span.each else ''}", count=count)

    def burden(self, treatment: str, burden: Cited) -> Sentence:
        """One burden row of a treatment."""
        return Sentence(
            self.text(f"burden.{treatment}.{burden.id}"),
            label=self.say(f"burden.{burden.id}"),
            sources=burden.sources,
            mark=burden.mark,
        )

    def conflict(self, conflict: Conflict) -> Sentence:
        """A conflict between chosen treatments."""
        return Sentence(
            self.text(f"conflict.{conflict.id}"),
            label=self.say(f"relation.{conflict.relation}"),
            sources=conflict.sources,
            mark=conflict.mark,
        )

    # -- stage strip -----------------------------------------------------------------------------------------------

    def badge(self, result: Result) -> tuple[str, str, str]:
        """Title, value and detail of a stage badge; the detail of an open one names what it needs."""
        title = self.item(result.item)
        value = self._badge_value(result)
        if not result.missing:
            return title, value, self._badge_detail(result)
        shown = self.fields(result.missing[:2])
        if len(result.missing) > 2:
            shown += f" +{len(result.missing) - 2}"
        return title, value, self.say("strip.needs", fields=shown)

    def flag(self, code: str) -> str:
        """What to keep in mind about a result; `assumed_absent:FIELD` names its field."""
        name, _colon, field = code.partition(":")
        for key in (f"flag.{code}", f"flag.{name}"):
            if key in WORDS:
                return self.say(key, field=self.field(field))
        return code

    def item(self, item: str) -> str:
        """The name of a score, stage or criterion."""
        return self.say(f"item.{item}") if f"item.{item}" in WORDS else item

    def near(self, result: Result) -> str:
        """How near a criterion is, limit by limit; what a badge leaves out of a score."""
        said = [self._near(row) for row in result.values.get("closeness") or ()]
        if result.item == "meld_family":
            possible = result.values["possible_meld_3_0"]
            if len(possible) > 1:
                said.append(self.say("paper.stages.possible", low=possible[0], high=possible[-1]))
            said += self._stated({name: result.values[name] for name in ("meld", "meld_na")})
        return self.join(said)

    def nearest(self, result: Result) -> str:
        """The limit that decides how near a criterion is, as short as a badge needs: "3 mm over".

        Beyond it the one exceeded most for its size, within it the one with least room.
        """
        rows = result.values.get("closeness") or ()
        if not rows:
            return ""
        row = max(rows, key=lambda row: row["above"] / row["at"])
        unit = self.say(f"limit_unit.{row['limit']}")
        by = f"{number(round(abs(row['above']), 1))} {unit}".strip()
        side = "over" if row["above"] > 0 else "under" if row["above"] < 0 else "at"
        return self.say(f"nearest.{side}", by=by)

    def _near(self, row: Mapping[str, Any]) -> str:
        """ "largest 53 mm (3 above the limit of 50)"."""
        value, above = row["value"], row["above"]
        if row["limit"] == "volume_cm3":
            value, above = round(value, 1), round(above, 1)
        said = self.say(f"limit.{row['limit']}", value=number(value))
        side = "above" if above > 0 else "below" if above < 0 else "at"
        return self.say(f"near.{side}", said=said, by=number(abs(above)), at=number(row["at"]))

    def _badge_value(self, result: Result) -> str:
        values = result.values
        match result.item:
            case "child_pugh":
                return _span(values["possible_classes"], values["points_min"], values["points_max"])
            case "albi":
                score = values["albi_score"]
                return "?" if score is None else f"{score:.2f}"
            case "milan" | "ucsf" | "up_to_seven":
                within = values["within"]
                return "?" if within is None else self.say("within" if within else "outside")
            case "csph":
                # What nobody has looked for is open, not a finding.
                is_open = values["csph"] == "indeterminate" and bool(result.missing)
                return "?" if is_open else self.choice(self._declared["csph"], values["csph"])
            case "meld_family":
                score = values.get("meld_3_0")
                return "?" if score is None else number(score)
            case "tnm8":
                if values["stage"] is None:
                    return self._stages(values["possible_stages"])
                nodes = values.get("n") or "NX"
                distant = values.get("m") or ""
                return " ".join(part for part in (values.get("t") or "", nodes, distant) if part)
        if set(values) <= {"stage", "possible_stages"}:
            return self._stages(values["possible_stages"])
        return self.join(self._stated(values)) or (self.say("not_given") if not result.missing else "?")

    def _stated(self, values: Mapping[str, Any]) -> list[str]:
        """The main values of any result, each in words; an open one with what it may still be, if that is little."""
        said = []
        for key, value in values.items():
            if key in _ASIDE or key.startswith("possible_") or key.endswith(_ASIDE_ENDS):
                continue
            if isinstance(value, list | dict):
                continue
            if value is not None:
                said.append(self._stated_value(key, value))
            elif key == "points" and values.get("points_min") is not None:
                low, high = number(values["points_min"]), number(values["points_max"])
                said.append(self.say("key.points_range", low=low, high=high))
            else:
                possible = values.get(f"possible_{key}s") or values.get(f"possible_{key}") or ()
                if 1 < len(possible) <= 3:
                    said.append(self._stated_value(key, self.say("or").join(map(self._member, possible))))
        return said

    def _stated_value(self, key: str, value: Any) -> str:
        if key == "within" and isinstance(value, bool):
            return self.say("within" if value else "outside")
        if key == "points" and value == 1:
            return self.say("key.point")
        word_of = self._member(value)
        return self.say(f"key.{key}", value=word_of) if f"key.{key}" in WORDS else word_of

    def _member(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, int | float):
            return number(value)
        return self.say(f"member.{value}") if f"member.{value}" in WORDS else str(value)

    def _stages(self, stages: list[str]) -> str:
        if not stages:
            return self.say("not_given")
        if len(stages) > 4:
            return "?"
        return "|".join(self.say("none_stage") if stage == "none" else stage for stage in stages)

    def _badge_detail(self, result: Result) -> str:
        values = result.values
        if result.item == "albi" and values["malbi_grade"]:
            return self.say("grade", value=values["malbi_grade"])
        if result.item == "tnm8":
            return str(values["stage"] or "")
        return ""

    def arithmetic(self, arithmetic: Arithmetic) -> Working:
        """How a result comes about, in words."""
        from consult.working import working

        return working(arithmetic, self)

    def in_unit(self, field: str, value: Any, unit: str) -> str:
        """A value of a field in one of its units, or "not recorded"."""
        if value is UNKNOWN:
            return self.say("unknown")
        return self._value(self._declared[field], value, unit)

    def member(self, field: str, member: str) -> str:
        """The words of a member of a field or fact."""
        return self.choice(self._declared[field], member)

    def citation(self, key: str) -> str:
        """A source in full: reference, identifiers and how far it was read; the key alone where it is not held."""
        source = None if self._catalog is None else self._catalog.sources.get(key)
        if source is None:
            return key
        parts = [source.citation, _numbered("doi:", source.doi), _numbered("PMID ", source.pmid)]
        parts.append(self.say("paper.sources.read", how=self.reading(source.read)) if source.read else "")
        return " · ".join(part for part in parts if part)

    # -- dates, doubts, own judgement ------------------------------------------------------------------------------

    def dated(self, age: Age) -> str:
        """ "Albumin: 2026-11-03, Central laboratory, 17 days old"; of a stale one with its limit."""
        return f"{self.field(age.field)}{self._colon}{self.taken(age)}"

    def taken(self, age: Age) -> str:
        """When and whence a value is, and how old on the day of the consultation."""
        parts = [self.say("date.unknown") if age.day is None else age.day.isoformat(), age.origin]
        if age.stale:
            parts.append(self.say("date.stale", days=age.days, limit=age.limit))
        elif age.days is not None:
            parts.append(self.say("date.age", days=age.days))
        return self.join(part for part in parts if part)

    def validity(self, validity: Validity) -> str:
        """What makes a result mislead; as a question while nobody has asked."""
        kind = "ask" if validity.state is Truth.UNKNOWN else "holds"
        return self.say(f"validity.{kind}.{validity.concern.id}")

    def own_stage(self, own: OwnStage) -> str:
        """The clinician's own stage with its reason."""
        reason = own.reason or self.say("own.no_reason")
        return self.say("own.stage", stage=own.stage, reason=reason)

    def doubts(self, result: Result, facts: Facts) -> list[str]:
        """What to keep in mind about a result beyond its flags: stale values, and what makes it mislead."""
        said = []
        stale = facts.stale_inputs(result.item)
        if stale:
            said.append(self.say("date.rests_on_stale", fields=self.fields(stale)))
        for validity in facts.validity(result.item):
            if validity.state is Truth.YES and validity.concern.flag not in result.flags:
                said.append(self.validity(validity))
        return said

    # -- warnings and errors -----------------------------------------------------------------------------------------

    def warning(self, warning: Warning) -> str:
        """ "Albumin: outside the usual 15 to 55 g/L ..."."""
        values = dict(warning.values)
        if warning.code == "unit_question":
            values["question"] = self._unit_question(values)
        elif "unit" in values and "high" in values:
            values["high"] = self.quantity(values["high"], values["unit"])
        if "items" in values:
            values["items"] = self.join(self.item(item) for item in values["items"].split())
        said = self.say(f"warning.{warning.code}", **values)
        return f"{self.field(warning.field)}{self._colon}{said}"

    def warnings(self, warnings: Iterable[Warning]) -> list[str]:
        """Warnings as sentences for a list: those that differ in nothing but their field stand together."""
        said: dict[tuple[str, str], list[str]] = {}
        for warning in warnings:
            key, part = (self.warning(warning), ""), ""
            if warning.code == "stale":
                key = ("stale", warning.values["limit"])
                part = self.say(
                    "date.field_age", field=self.field(warning.field), days=warning.values["days"]
                )
            elif warning.code == "treated_since":
                key, part = ("treated_since", warning.values["day"]), self.field(warning.field)
            said.setdefault(key, []).append(part)
        return [
            self.say(f"warnings.{code}", limit=of, fields=self.join(parts)) if of else code
            for (code, of), parts in said.items()
        ]

    def error(self, error: ConsultError) -> str:
        """The sentence of an error, on one line whatever a file or field is called."""
        values = {name: "".join(c if c.isprintable() else "?" for c in v) for name, v in error.values.items()}
        code = error.code
        if code == "out_of_range":
            values["high"] = self.quantity(values["high"], values["unit"])
            if "usual" in values:
                code, values["question"] = "out_of_range_asked", self._unit_question(values)
        return self.say(f"error.{code}", **values)

    def usual(self, unit: str, quantity: str = "") -> str:
        """What a number questioned for its unit would be usual for: a unit, or another quantity."""
        return self.say(f"quantity.{quantity}") if quantity else self.unit(unit)

    def _unit_question(self, values: Mapping[str, str]) -> str:
        quantity = values.get("quantity", "")
        said = self.usual(values["usual"], quantity)
        return self.say("question.quantity" if quantity else "question.unit", usual=said)


def number(value: float) -> str:
    """A number without needless zeros: 34, 2.4, 0.05."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value)}"
    return f"{value:.6g}"


def _numbered(name: str, value: str) -> str:
    """A doi or PMID with its name; where the catalogue holds an address or a remark instead, that alone."""
    if value in ("", "none"):
        return ""
    return f"{name}{value}" if value[0].isdigit() else value


def _span(classes: list[str], low: int, high: int) -> str:
    """Child-Pugh as class and points: A6, A5-B7, or ? while everything is open."""
    if low == high:
        return f"{classes[0]}{low}"
    if len(classes) == 3:
        return "?"
    return f"{classes[0]}{low}–{classes[-1]}{high}"
