"""Consultation in words: goal, what matters, Fit, judgement and plan as labelled lines, the same on every surface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult.assess import Assessment
from consult.complexity import Chip
from consult.consultation import (
    FEASIBILITIES,
    GOAL,
    Consultation,
    Judgement,
    Plan,
    lacking,
)
from consult.deciding_words import readiness_lines, role_lines
from consult.patient import Patient
from consult.phrases import Words


@dataclass(frozen=True, slots=True)
class Said:
    """A labelled part of the record: its lines, and what of it is still missing."""

    part: str
    label: str
    lines: tuple[str, ...]
    missing: str = ""


def record(
    consultation: Consultation,
    patient: Patient,
    assessment: Assessment | None,
    words: Words,
    chips: Iterable[Chip] = (),
) -> tuple[Said, ...]:
    """Everything that was recorded, in the order of the four steps; nothing while nothing was."""
    if consultation.is_silent:
        said = Said("goal", words.say("talk.goal"), (goal(patient, words),))
        return (said,) if GOAL in patient.entries else ()
    return tuple(_parts(consultation, patient, assessment, words, chips))


def _parts(
    consultation: Consultation,
    patient: Patient,
    assessment: Assessment | None,
    words: Words,
    chips: Iterable[Chip],
) -> Iterator[Said]:
    yield Said("goal", words.say("talk.goal"), (goal(patient, words),))
    if consultation.matters:
        yield Said("matters", words.say("talk.matters"), (matters(consultation, words),))
    roles = tuple(role_lines(consultation.roles, words))
    if roles:
        yield Said("role", words.say("role"), roles)
    if consultation.gate is not None:
        yield Said("gate", words.say("talk.gate"), (words.say(f"talk.gate.{consultation.gate}"),))
    lit = tuple(chip(each, words) for each in chips)
    if lit:
        yield Said("complexity", words.say("talk.complexity"), (words.join(lit),))
    if consultation.fit:
        yield Said("fit", words.say("talk.fit"), tuple(_fit(consultation, words)))
    judgements = tuple(_judgements(consultation, assessment, words))
    if judgements:
        yield Said("judgement", words.say("talk.judgement"), judgements)
    lines = tuple(plan_lines(consultation.plan, words))
    yield Said(
        "plan",
        words.say("talk.plan"),
        lines or (words.say("talk.plan.none"),),
        missing(consultation.plan, words) if lines else "",
    )
    ready = tuple(readiness_lines(consultation.readiness, words))
    if ready:
        yield Said("readiness", words.say("ready"), ready)
    if consultation.notes:
        yield Said("notes", words.say("talk.notes"), tuple(_lines(consultation.notes)))


def goal(patient: Patient, words: Words) -> str:
    """The goal of treatment, or that none is recorded."""
    entry = patient.entries.get(GOAL)
    if entry is None:
        return words.say("talk.goal.open")
    return words.entry(patient.schema.by_id[GOAL], entry)


def matters(consultation: Consultation, words: Words) -> str:
    """The picked cards, numbered in the order picked."""
    return words.join(
        words.say("talk.matter.place", n=at, matter=words.say(f"talk.matter.{matter}"))
        for at, matter in enumerate(consultation.matters, start=1)
    )


def chip(lit: Chip, words: Words) -> str:
    """A chip: the fact and its value, and on how many options a rule makes it weigh."""
    listed = isinstance(lit.value, tuple)
    value = words.say("talk.chip.listed", n=len(lit.value)) if listed else words.value(lit.fact, lit.value)
    said = words.say("talk.chip", fact=words.field(lit.fact), value=value)
    if not lit.options:
        return said
    if len(lit.options) == 1:
        return words.say("talk.chip.row", chip=said)
    return words.say("talk.chip.rows", chip=said, n=len(lit.options))


def fit_mark(consultation: Consultation, treatment: str, words: Words) -> str:
    """What in Fit is answered "no" or left open for a treatment, in a few words; empty where nothing is."""
    said = []
    for answer in ("no", "open"):
        questions = words.join(
            words.say(f"talk.fit.short.{question}")
            for question in FEASIBILITIES
            if consultation.fit.get((treatment, question)) == answer
        )
        if questions:
            said.append(words.say(f"talk.mark.{answer}", questions=questions))
    return words.say("talk.mark", said=words.say("talk.mark.and").join(said)) if said else ""


def missing(plan: Plan, words: Words) -> str:
    """What is still missing for a whole plan; empty once nothing is."""
    open_parts = lacking(plan)
    if not open_parts:
        return ""
    named = words.join(words.say(f"talk.plan.{name}") for name in open_parts)
    return f"{words.say('talk.plan.missing')}{words.say('colon')}{named}"


def plan_lines(plan: Plan, words: Words) -> Iterator[str]:
    """The plan, a line for each thing it says."""
    if plan.kind is not None and not plan.treatments:
        yield words.say(f"talk.kind.{plan.kind}")
    elif plan.treatments:
        named = words.join(_name(treatment, words) for treatment in plan.treatments)
        yield words.say(f"talk.said.{plan.kind or 'none'}", treatments=named)
    for name in ("reason", "until", "refer_to", "board_question", "decides_next", "check_in"):
        value = getattr(plan, name)
        if value:
            head, *rest = _lines(str(value))
            yield f"{words.say(f'talk.plan.{name}')}{words.say('colon')}{head}"
            yield from rest
    if plan.come_earlier_if:
        yield f"{words.say('talk.plan.come_earlier_if')}{words.say('colon')}{plan.come_earlier_if[0]}"
        yield from plan.come_earlier_if[1:]


def _fit(consultation: Consultation, words: Words) -> Iterator[str]:
    for treatment in dict.fromkeys(treatment for treatment, _question in consultation.fit):
        answers = words.join(
            words.say(
                "talk.answer.line",
                question=words.say(f"talk.fit.{question}"),
                answer=words.say(f"talk.answer.{consultation.fit[treatment, question]}"),
            )
            for question in FEASIBILITIES
            if (treatment, question) in consultation.fit
        )
        yield f"{_name(treatment, words)}{words.say('colon')}{answers}"


def _judgements(consultation: Consultation, assessment: Assessment | None, words: Words) -> Iterator[str]:
    said = [("talk.leaning.said", consultation.leaning)] if consultation.leaning is not None else []
    said += [("talk.disagreement.said", judgement) for judgement in consultation.disagreements]
    for key, judgement in said:
        assert judgement is not None
        stood = status_words(judgement, assessment, words)
        named = words.say(key, treatment=_name(judgement.treatment, words), status=stood)
        reason = " ".join(_lines(judgement.reason)) or words.say("talk.reason.open")
        yield f"{named}{words.say('colon')}{reason}"


def status_words(judgement: Judgement, assessment: Assessment | None, words: Words) -> str:
    """The status that stood beside a judgement, and what it is now where it has changed since."""
    then = words.status(judgement.status)
    own = None if assessment is None else assessment.treatments.get(judgement.treatment)
    if own is None or own.status == judgement.status:
        return then
    return words.say("talk.status.now", status=then, now=words.status(own.status))


def _name(treatment: str, words: Words) -> str:
    """The name of a treatment; its id where another edition of the catalogue no longer holds it."""
    return words.treatment(treatment) if words.has_text(f"treatment.{treatment}.name") else treatment


def _lines(text: str) -> list[str]:
    """The lines of a text; a text of nothing but line ends has one empty line."""
    return text.splitlines() or [""]
