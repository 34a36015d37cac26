"""Patient view: two or three options in plain words to look at together; no identity, numbers behind the gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from consult.burden_figures import burden_drawing
from consult.catalog import Outcome
from consult.compare import Comparison, Line, uneven_times
from consult.consultation import Consultation, Gate, Matter
from consult.drawing import Drawing
from consult.patient_figures import drawn, frames, main_lines, range_of, shown_lines, studied, uneven, when
from consult.phrases import Words
from consult.vocabulary_patient import FIGURES, PROGNOSIS

MOST = 3
"""So many options at a time: more are hard to keep apart."""
GATES: tuple[Gate, ...] = ("all", "main", "none")
TEACH_BACK = 4
_QUANTITIES = frozenset({"visits", "nights", "recovery", "follow_up"})
"""Burdens that are figures in words: an unverified one is not shown but asked."""
_FIGURE_SIZE, _FIGURE_WIDE = 15.0, 360.0
"""Of the drawing of what it takes: the smallest text of the view, and the width of a card."""
_CONCERNS: Mapping[Matter, str] = {
    "live_longer": "benefit",
    "not_come_back": "benefit",
    "few_side_effects": "harm",
    "short_recovery": "burden",
    "few_visits": "burden",
    "near_home": "here",
    "low_cost": "here",
}
_ROWS = ("benefit", "harm", "burden", "certainty", "unknowns", "here")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")

Tone = Literal["plain", "strong", "detail", "small", "time"]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a part: words, or a drawing whose words stand for it."""

    text: str = ""
    tone: Tone = "plain"
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one option under one heading."""

    key: str
    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class PatientOption:
    """One treatment: its name, that it is unproven where it is, and its parts in the order of the page's rows."""

    treatment: str
    name: str
    role: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPage:
    """What the patient sees. `pick` are the treatments to pick two or three from, where there are too many."""

    language: str
    title: str
    matters: str = ""
    notices: tuple[str, ...] = ()
    gate: Gate | None = None
    question: str = ""
    gates: tuple[tuple[Gate, str], ...] = ()
    options: tuple[PatientOption, ...] = ()
    pick: tuple[tuple[str, str], ...] = ()
    teach_back: tuple[str, ...] = ()
    informs: str = ""


def patient_view(
    comparison: Comparison | None, consultation: Consultation, words: Words, *, picked: Sequence[str] = ()
) -> PatientPage:
    """The page for the chosen treatments, or for those `picked` of them where more than three are chosen."""
    chosen = () if comparison is None else comparison.treatments
    matters = _matters(consultation, words)
    informs = words.say("patient.informs")
    picked = tuple(t for t in chosen if t in picked)
    if len(chosen) > MOST and not 2 <= len(picked) <= MOST:
        return PatientPage(
            language=words.language,
            title=words.say("patient.title.pick"),
            matters=matters,
            notices=(words.say("patient.pick"),),
            pick=_pick(chosen, words),
            informs=informs,
        )
    shown = picked if len(chosen) > MOST else chosen
    if comparison is None or not shown:
        return PatientPage(
            language=words.language,
            title=words.say("patient.title.none"),
            matters=matters,
            notices=(words.say("patient.none"),),
            informs=informs,
        )
    gate = consultation.gate
    notices = [words.say("patient.few")] if len(shown) == 1 else []
    if gate == "none":
        notices.append(words.say("patient.closed.none"))
    elif gate is not None:
        notices += _warnings(comparison, shown, gate, words)
    return PatientPage(
        language=words.language,
        title=words.say(f"patient.title.{len(shown)}"),
        matters=matters,
        notices=tuple(notices),
        gate=gate,
        question=words.say("patient.gate.question") if gate is None else "",
        gates=tuple((choice, words.say(f"patient.gate.{choice}")) for choice in GATES),
        options=_options(comparison, shown, consultation, words),
        pick=_pick(chosen, words),
        teach_back=tuple(words.say(f"patient.teach.{index}") for index in range(TEACH_BACK)),
        informs=informs,
    )


def _pick(chosen: Sequence[str], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((t, words.treatment(t)) for t in chosen) if len(chosen) > MOST else ()


def rows(consultation: Consultation) -> tuple[str, ...]:
    """The rows in their order: what matters to the patient moves up, nothing goes."""
    wanted = dict.fromkeys(_CONCERNS[matter] for matter in consultation.matters)
    ordered = (*wanted, *(row for row in _ROWS if row not in wanted))
    closed = consultation.gate not in ("all", "main")
    return (
        "what",
        *(row for row in ordered if not (closed and row in ("benefit", "harm"))),
        "more",
        "questions",
    )


def _matters(consultation: Consultation, words: Words) -> str:
    if not consultation.matters:
        return ""
    said = words.join(words.say(f"patient.matter.{matter}") for matter in consultation.matters)
    return words.say("patient.matters", matters=said)


def _options(
    comparison: Comparison, shown: Sequence[str], consultation: Consultation, words: Words
) -> tuple[PatientOption, ...]:
    gate = consultation.gate
    figures: dict[str, Mapping[str, tuple[Line, ...]]] = {
        row: _figures(comparison, shown, gate, benefit=row == "benefit") for row in ("benefit", "harm")
    }
    apart = uneven_times(replace(comparison, treatments=tuple(shown)))
    made = []
    for treatment in shown:
        parts = []
        for row in rows(consultation):
            if row in figures:
                lines = figures[row].get(treatment, ())
                said = _figure_part(lines, row, words, apart=apart)
            else:
                said = _text_part(row, comparison, treatment, gate, words)
            parts.append(Part(row, words.say(f"patient.row.{row}"), said))
        role = _role(comparison, treatment, words)
        made.append(PatientOption(treatment, words.treatment(treatment), role, tuple(parts)))
    return tuple(made)


def _role(comparison: Comparison, treatment: str, words: Words) -> str:
    """That an option is unproven, or no replacement: it stays named wherever it is shown."""
    record = comparison.assessment.catalog.treatments[treatment]
    if record.role == "trial":
        return words.say("patient.trial")
    if record.unproven:
        return words.say("patient.unproven")
    return words.say("patient.beside") if record.role in ("adjunct", "supportive", "background") else ""


# -- figures --------------------------------------------------------------------------------------------------------


def _figures(
    comparison: Comparison, shown: Sequence[str], gate: Gate | None, *, benefit: bool
) -> Mapping[str, tuple[Line, ...]]:
    """By treatment: the figures the gate lets through, the main one first."""
    if gate not in ("all", "main"):
        return {}
    first = main_lines(comparison, shown, benefit=benefit)
    if gate == "main":
        return {treatment: (line,) for treatment, line in first.items()}
    return {
        treatment: (
            line,
            *(
                other
                for other in shown_lines(comparison, treatment, benefit=benefit)
                if other.record.id != line.record.id
            ),
        )
        for treatment, line in first.items()
    }


def _figure_part(lines: Iterable[Line], row: str, words: Words, *, apart: frozenset[str]) -> tuple[Said, ...]:
    said: list[Said] = []
    for line in lines:
        icons = not said and row == "benefit"
        said += _figure(line, words, icons=icons, apart=line.record.id in apart)
    return tuple(said) or (Said(words.say(f"patient.no_figure.{row}"), "small"),)


def _figure(line: Line, words: Words, *, icons: bool, apart: bool) -> list[Said]:
    """One figure. Its time stands out where another option reports the same thing, but at no such time."""
    outcome: Outcome = line.record
    apart = apart and (outcome.months is not None or outcome.days is not None)
    time = words.say("patient.people", time=when(outcome, words), per=outcome.per)
    said = [Said(time, "time" if apart else "small"), Said(drawing=drawn(outcome, words, icons=icons))]
    said += [Said(sentence, "strong") for sentence in frames(outcome, words)]
    if outcome.exact == 0:
        said.append(Said(words.say("patient.seen.none", n=outcome.n), "small"))
    said.append(Said(range_of(outcome, words, icons=icons), "small"))
    said.append(Said(words.say("patient.space").join(studied(line, words)), "small"))
    return said


def _warnings(comparison: Comparison, shown: Sequence[str], gate: Gate, words: Words) -> list[str]:
    """What keeps figures from being compared that cannot be."""
    found: list[str] = []
    for benefit in (True, False):
        row = "benefit" if benefit else "harm"
        first = main_lines(comparison, shown, benefit=benefit)
        if len({line.record.measure for line in first.values()}) > 1:
            found.append(words.say(f"patient.uneven.{row}"))
        lines = _figures(comparison, shown, gate, benefit=benefit)
        if uneven({treatment: [line.record for line in own] for treatment, own in lines.items()}):
            found.append(words.say("patient.uneven"))
        if len({line.record.sources for line in first.values()}) > 1:
            found.append(words.say("patient.studies"))
    return list(dict.fromkeys(found))


# -- texts ----------------------------------------------------------------------------------------------------------


def admitted(text: str, language: str, gate: Gate | None, *, whole: bool = False) -> str:
    """The sentences of a text that may be read; of a `whole` text all or none.

    None has a figure of its own, and before the gate none is about how people fare.
    """
    closed = gate not in ("all", "main")
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    kept = [
        sentence
        for sentence in sentences
        if not re.search(FIGURES[language], sentence)
        and not (closed and re.search(PROGNOSIS[language], sentence))
    ]
    if whole and closed and kept != sentences:
        return ""
    return ("" if language == "zh_CN" else " ").join(kept)


def _text_part(
    row: str, comparison: Comparison, treatment: str, gate: Gate | None, words: Words
) -> tuple[Said, ...]:
    match row:
        case "what":
            first, _rest = _what(treatment, gate, words)
            return (Said(first) if first else Said(words.say("patient.text.closed"), "small"),)
        case "more":
            _first, rest = _what(treatment, gate, words)
            return (Said(rest, "detail"),) if rest else (Said(words.say("patient.no_more"), "small"),)
        case "burden":
            return _burden(comparison, treatment, words)
        case "certainty":
            level = comparison.assessment.catalog.treatments[treatment].certainty
            text = words.text(f"treatment.{treatment}.certainty")
            reason = admitted(text, words.language, gate, whole=True)
            why = words.say("patient.why", reason=reason) if reason else words.say("patient.why.closed")
            return Said(words.say(f"patient.sure.{level}")), Said(why, "small")
        case "unknowns":
            text = words.text(f"treatment.{treatment}.unknowns")
            said = admitted(text, words.language, gate, whole=True)
            return (Said(said, "detail") if said else Said(words.say("patient.text.closed"), "small"),)
        case "here":
            return _here(comparison, treatment, words)
    name = words.short(treatment)
    asked = (words.say(f"patient.ask.{which}", name=name) for which in ("me", "wrong", "else"))
    return tuple(Said(question, "detail") for question in asked)


def _what(treatment: str, gate: Gate | None, words: Words) -> tuple[str, str]:
    """What it is: the first sentence, which stands at the top, and the others, which stand further down."""
    text = admitted(words.text(f"treatment.{treatment}.what"), words.language, gate)
    first = _SENTENCE_END.split(text)[0]
    return first, text[len(first) :].strip()


def _burden(comparison: Comparison, treatment: str, words: Words) -> tuple[Said, ...]:
    """What it takes. Unverified figures, and figures of anything but the burden itself, are to be asked for."""
    said, asked = [], []
    lines = comparison.cell("burden", treatment).lines
    figure = burden_drawing(lines, words, size=_FIGURE_SIZE, wide=_FIGURE_WIDE, bare=True)
    if figure is not None:
        said.append(Said(drawing=figure))
    for line in lines:
        if line.kind != "burden":
            continue
        _treatment, burden = line.record
        key = f"burden.{treatment}.{burden.id}"
        text = words.text(key)
        texts = comparison.assessment.catalog.texts
        figures = any(re.search(FIGURES[language], own[key]) for language, own in texts.items())
        draft = burden.mark == "unverified"
        if figures or (draft and (burden.id in _QUANTITIES or any(c.isdigit() for c in text))):
            asked.append(words.say(f"patient.burden.kind.{burden.id}"))
        else:
            said.append(Said(words.say(f"patient.burden.{burden.id}", text=text), "detail"))
    if asked:
        said.append(Said(words.say("patient.burden.ask", kinds=words.join(asked)), "small"))
    return tuple(said)


def _here(comparison: Comparison, treatment: str, words: Words) -> tuple[Said, ...]:
    """What the clinic says of where it is done and what it costs, each with its date."""
    lines = [line for line in comparison.cell("here", treatment).lines if line.kind == "local"]
    said = [
        words.local(line.record) for line in lines if line.record.about in ("available", "cost", "access")
    ]
    if not said:
        return (Said(words.say("patient.here.unsaid"), "small"),)
    colon = words.say("colon")
    return tuple(Said(f"{sentence.label}{colon}{sentence.text}", "detail") for sentence in said)
