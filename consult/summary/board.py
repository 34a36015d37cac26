"""Board: one page for the tumour board: the case, the question, the options, what is missing, room for the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from consult.assess import Assessment, Knowledge
from consult.board_prompts import board_prompts, prompt_words
from consult.compare import groups
from consult.consultation import Consultation
from consult.consultation_words import goal, matters
from consult.names import Size
from consult.patient import Patient, Record
from consult.phrases import Words
from consult.summary import scores
from consult.summary.blocks import (
    Block,
    Document,
    Heading,
    KeyValues,
    Labelled,
    Writing,
    plain,
)
from consult.summary.copies import ONCE, Copy
from consult.summary.frame import framed
from consult.summary.options import compared, in_detail

MOST_LESIONS, MOST_EARLIER = 6, 4
MOST_MISSING = 6
MOST_OTHERS = 8
ROOM, LEAST_ROOM = 4, 2
"""Lines for the decision; fewer where so many options are laid out that the sheet would not end on its page."""
_MANY_OPTIONS: Mapping[Size, int] = MappingProxyType({"a4": 4, "letter": 3})
_LONG = 200
"""A question of more characters is set smaller."""
_LESION_PARTS = ("label", "size_mm", "segment", "status")
_ON_EVERY_PAGE = frozenset({"age_years", "sex"})
"""Values that head the page."""


def board_sheet(
    patient: Patient,
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    *,
    today: date,
    chosen: tuple[str, ...] = (),
    program_version: str,
    said: Consultation | None = None,
    copy: Copy = ONCE,
    size: Size = "a4",
) -> Document:
    """The sheet of one patient. Treatments of the plan, else `chosen`, else the first that fit are laid out.

    No option is named as preferred, and what doctor or patient lean to is left out. Raises KeyError for a treatment
    that the catalogue does not hold.
    """
    said = said or Consultation()
    why, options = in_detail(assessment, said.plan.treatments or chosen)
    blocks: list[Block] = [
        *_case(patient, assessment, words),
        *_wishes(patient, said, words),
        *_question(assessment, said, options, words),
        *_options(assessment, said, why, options, words, knowledge),
        *_missing(assessment, words),
        Writing(words.say("board.decision"), _room(options, size)),
        Writing(words.say("board.decision.reason"), 1),
        Writing(words.say("board.decision.who"), 1),
    ]
    return framed(
        "board",
        blocks,
        patient,
        assessment,
        words,
        today=today,
        program_version=program_version,
        said=said,
        copy=copy,
        size=size,
    )


def _room(options: tuple[str, ...], size: Size) -> int:
    return LEAST_ROOM if len(options) >= _MANY_OPTIONS[size] else ROOM


def _case(patient: Patient, assessment: Assessment, words: Words) -> list[Block]:
    recorded = [
        field
        for field in patient.schema.fields
        if field.minimal
        and field.id in patient.entries
        and field.type != "objects"
        and field.id not in _ON_EVERY_PAGE
    ]
    pairs = tuple(
        (words.field(field.id), words.entry(field, patient.entries[field.id])) for field in recorded
    )
    blocks: list[Block] = [
        Heading(words.say("board.case")),
        *scores.overview(patient, assessment.facts, words),
    ]
    if pairs:
        blocks.append(KeyValues(words.say("section.minimal"), pairs))
    lesions = _records(patient, "lesions", MOST_LESIONS, words, parts=_LESION_PARTS)
    if lesions:
        blocks.append(Labelled(words.say("board.lesions"), (plain(lesions, small=True),)))
    earlier = _records(patient, "prior_treatments", MOST_EARLIER, words)
    if earlier:
        blocks.append(Labelled(words.field("prior_treatments"), (plain(earlier, small=True),)))
    stale = [name for name, age in assessment.facts.dates.ages.items() if age.stale]
    checked = [*words.warnings(w for w in assessment.facts.warnings if w.field.split("[")[0] in stale)]
    if checked:
        blocks.append(
            Labelled(words.say("paper.warnings"), tuple(plain(line, small=True) for line in checked))
        )
    return blocks


def _records(
    patient: Patient, name: str, most: int, words: Words, *, parts: tuple[str, ...] | None = None
) -> str:
    """The records of a list in one line, the first ones whole; empty where nothing is recorded."""
    entry = patient.entries.get(name)
    if entry is None:
        return ""
    field = patient.schema.by_id[name]
    shown = []
    for number, record in enumerate(entry.value[:most], 1):
        own = Record({part: value for part, value in record.items() if parts is None or part in parts})
        shown.append(words.say("board.record", n=number, said=words.record(field, own)))
    if len(entry.value) > most:
        shown.append(words.say("board.more", n=len(entry.value) - most))
    return ("; " if words.language == "en" else "；").join(shown) or words.say("none_entered")


def _wishes(patient: Patient, said: Consultation, words: Words) -> list[Block]:
    lines = [goal(patient, words)]
    if said.matters:
        lines.append(f"{words.say('talk.matters')}{words.say('colon')}{matters(said, words)}")
    return [Labelled(words.say("talk.step.goal"), tuple(plain(line, small=True) for line in lines))]


def _question(
    assessment: Assessment, said: Consultation, options: tuple[str, ...], words: Words
) -> list[Block]:
    heading = Heading(words.say("board.question"))
    if said.plan.board_question:
        asked = said.plan.board_question
        small = len(asked) > _LONG
        return [heading, *(plain(line, small=small) for line in asked.splitlines() if line.strip())]
    prompts = board_prompts(assessment, options)
    if not prompts:
        return [heading, plain(words.say("board.question.none"), tone="muted")]
    intro = plain(words.say("board.question.prompts"), tone="muted", small=True)
    questions = dict.fromkeys(prompt_words(prompt, words) for prompt in prompts)
    return [heading, intro, *(plain(question, small=True) for question in questions)]


def _options(
    assessment: Assessment,
    said: Consultation,
    why: str,
    options: tuple[str, ...],
    words: Words,
    knowledge: Knowledge,
) -> list[Block]:
    heading = Heading(words.say("board.options"))
    if not options:
        return [heading, plain(words.say("board.options.none"))]
    blocks: list[Block] = [heading, *compared(assessment, said, why, options, words, knowledge)]
    others = _others(assessment, options)
    if others:
        names = [words.short(treatment) for treatment in others[:MOST_OTHERS]]
        if len(others) > MOST_OTHERS:
            names.append(words.say("board.more", n=len(others) - MOST_OTHERS))
        blocks.append(
            Labelled(words.say("board.options.others"), (plain(words.join(names), small=True, tone="muted"),))
        )
    return blocks


def _others(assessment: Assessment, options: tuple[str, ...]) -> tuple[str, ...]:
    """What stands in the same status groups as the options laid out, in the order of the list."""
    standing = {assessment.treatments[treatment].status for treatment in options}
    return tuple(
        treatment
        for group in groups(assessment)
        if group.key in standing
        for treatment in group.treatments
        if treatment not in options
    )


def _missing(assessment: Assessment, words: Words) -> list[Block]:
    questions = assessment.ask_next[:MOST_MISSING]
    said = (
        words.join(
            words.say("paper.missing.next_item", field=words.field(q.field), n=len(q.could_change))
            for q in questions
        )
        if questions
        else words.say("board.missing.none")
    )
    return [Labelled(words.say("board.missing"), (plain(said, small=True),))]
