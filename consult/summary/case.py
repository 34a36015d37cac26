"""Case: what was not recorded, and every value that was, as blocks; the same for every paper of a doctor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from consult.assess import Assessment
from consult.consultation import GOAL
from consult.dates import Age
from consult.fields import Field
from consult.figures.liver_map import liver_map
from consult.patient import Patient, Record
from consult.phrases import Words
from consult.summary.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    plain,
)
from consult.summary.copies import ONCE, Copy
from consult.values import UNKNOWN

MOST_QUESTIONS = 6
_ELSEWHERE = ("patient_code", "assessment_date", GOAL)
"""Values that head the page or the consultation."""
MAP, MAP_LETTERS = (190.0, 101.0), 6.5
"""The liver map on paper and its letters, in points."""
MOST_ROWS = 10
"""A longer list runs on in lines, and no map of so many nodules could be read."""
_PAIR_WIDTH = 22  # in half-width characters: what fits beside a label without crowding it


def identity(patient: Patient, words: Words, today: date, copy: Copy = ONCE) -> tuple[str, ...]:
    """Whose paper this is, for the head of every page: code, what is kept beside it, age, sex, day of the talk."""
    code = patient.value("patient_code")
    age = patient.value("age_years")
    day = patient.value("assessment_date")
    return (
        words.say("paper.anonymous") if code is UNKNOWN else code,
        *kept(copy, words),
        words.say("paper.age_unknown")
        if age is UNKNOWN
        else words.say("paper.years", value=_age(words, age)),
        words.say("paper.sex_unknown")
        if patient.value("sex") is UNKNOWN
        else words.value("sex", patient.value("sex")),
        words.say("paper.assessed_on", date=(today if day is UNKNOWN else day).isoformat()),
    )


def kept(copy: Copy, words: Words) -> tuple[str, ...]:
    """Name and birth date, where the records keep them."""
    born = "" if copy.born is None else words.say("paper.born", date=copy.born.isoformat())
    return tuple(part for part in (copy.name, born) if part)


def _age(words: Words, age: Any) -> str:
    """The age without its unit, which the sentence brings."""
    return words.value("age_years", age).removesuffix(words.unit("y")).strip()


def missing(patient: Patient, assessment: Assessment, words: Words) -> list[Block]:
    """What was not recorded, before anything that was."""
    fields = [field for field in patient.schema.fields if field.minimal]
    open_fields = [field.id for field in fields if patient.value(field.id) is UNKNOWN]
    waiting = _waited_for(assessment)
    needed = [name for name in open_fields if name in waiting]
    idle = [name for name in open_fields if name not in waiting]
    content: list[Paragraph] = []
    if needed:
        count = words.say("paper.missing.count", open=len(needed), all=len(fields))
        content.append(Paragraph((Run(f"{words.fields(needed)} ", "strong"), Run(f"({count})", "muted"))))
    if idle:
        content.append(
            plain(words.say("paper.missing.idle", fields=words.fields(idle)), tone="muted", small=True)
        )
    if not open_fields:
        content.append(plain(words.say("paper.missing.none")))
    blocks: list[Block] = [
        Heading(words.say("paper.missing")),
        Labelled(words.say("section.minimal"), tuple(content)),
    ]
    unanswered = _unanswered(patient)
    if unanswered:
        said = words.say("paper.missing.checklist", n=len(unanswered))
        blocks.append(Labelled(words.say("checklist"), (plain(said),)))
    blocks.append(Labelled(words.say("paper.missing.next"), (_questions(assessment, words),)))
    return blocks


def _waited_for(assessment: Assessment) -> frozenset[str]:
    """Fields that would settle a stage or a status of this patient."""
    found = {question.field for question in assessment.ask_next}
    for result in assessment.facts.results.values():
        if "unverified_rule" not in result.flags:
            found.update(result.missing)
    return frozenset(found)


def _questions(assessment: Assessment, words: Words) -> Paragraph:
    questions = assessment.ask_next
    if not questions:
        return plain(words.say("paper.missing.next_none"))
    said = [
        words.say("paper.missing.next_item", field=words.field(q.field), n=len(q.could_change))
        for q in questions[:MOST_QUESTIONS]
    ]
    if len(questions) > MOST_QUESTIONS:
        said.append(words.say("paper.missing.next_more", n=len(questions) - MOST_QUESTIONS))
    return plain(words.join(said))


def _unanswered(patient: Patient) -> list[Field]:
    if patient.none_apply:
        return []
    return [field for field in patient.schema.checklist if field.id not in patient.entries]


def values(patient: Patient, words: Words) -> list[Block]:
    """Every entered value as it was typed, by section; lists of records as tables."""
    schema = patient.schema
    checklist = {field.id for field in schema.checklist}
    shown = [f for f in schema.fields if f.id in patient.entries and f.id not in (*_ELSEWHERE, *checklist)]
    blocks: list[Block] = [Heading(words.say("paper.values"))]
    if not shown:
        blocks.append(plain(words.say("paper.values.none")))
    sections = dict.fromkeys(field.section for field in shown)
    by_section = {section: [field for field in shown if field.section == section] for section in sections}
    lone = [own[0] for own in by_section.values() if len(own) == 1]
    for section, own in by_section.items():
        if len(own) > 1 or len(lone) == 1:
            blocks += _section(words.say(f"paper.section.{section}"), own, patient, words)
    if len(lone) > 1:
        blocks += _section(words.say("paper.section.lone"), lone, patient, words)
    for field in shown:
        records = patient.entries[field.id].value
        if field.type == "objects" and records:
            blocks.append(_list(field, records, words))
    return blocks


def dates(assessment: Assessment, words: Words) -> list[Block]:
    """When and whence the values are, those of one day and origin together; stale ones first seen."""
    groups: dict[str, list[Age]] = {}
    for age in assessment.facts.dates.ages.values():
        groups.setdefault(words.taken(age), []).append(age)
    if not groups:
        return []
    content = tuple(
        Paragraph(
            (
                Run(f"{said}  ", "strong" if ages[0].stale else "muted"),
                Run(words.fields(age.field for age in ages)),
            ),
            small=True,
        )
        for said, ages in groups.items()
    )
    return [Labelled(words.say("paper.dates"), content)]


def _section(label: str, fields: Iterable[Field], patient: Patient, words: Words) -> list[Block]:
    pairs: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for field in fields:
        entry = patient.entries[field.id]
        if field.type == "objects":
            if not entry.value:
                pairs.append((words.field(field.id), words.say("none_entered")))
            continue
        said = words.entry(field, entry)
        (pairs if _width(said) <= _PAIR_WIDTH else long).append((words.field(field.id), said))
    blocks: list[Block] = []
    if pairs:
        blocks.append(KeyValues(label, tuple(pairs)))
    for name, said in long:
        head = "" if blocks else label
        blocks.append(Labelled(head, (Paragraph((Run(f"{name}  ", "muted"), Run(said))),), ruled=bool(head)))
    return blocks


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _list(field: Field, records: tuple[Record, ...], words: Words) -> Block:
    """A list: lesions with a segment beside the map of them, a few records as a table, many one after the other."""
    if len(records) > MOST_ROWS:
        numbered = (
            words.say("board.record", n=n, said=words.record(field, record))
            for n, record in enumerate(records, 1)
        )
        return Labelled(words.field(field.id), (plain(words.say("paper.joint").join(numbered), small=True),))
    if field.id == "lesions" and any("segment" in record for record in records):
        made = liver_map(field, records, words, wide=MAP[0], high=MAP[1], size=MAP_LETTERS)
        beside = tuple(
            plain(words.say("board.record", n=n, said=words.record(field, record)), small=True)
            for n, record in enumerate(records, 1)
        )
        return Figure(made.drawing, label=words.field(field.id), beside=beside)
    return _records(field, records, words)


def _records(field: Field, records: tuple[Record, ...], words: Words) -> Table:
    """One row a record: a column for each part that any record has, flags together in the last one."""
    columns = [part for part in field.parts if part.type != "flag" and any(part.id in r for r in records)]
    flags = [part for part in field.parts if part.type == "flag" and any(r.get(part.id) for r in records)]
    titles = [words.say("paper.lesion.number")]
    titles += [words.field(f"{field.id}.{part.id}") for part in columns]
    if flags:
        titles.append(words.say("paper.lesion.more"))
    rows = []
    for number, record in enumerate(records, 1):
        cells: list[Cell] = [cell(str(number), tone="muted")]
        for part in columns:
            cells.append(
                cell(words.record(field, Record({part.id: record[part.id]})) if part.id in record else "–")
            )
        if flags:
            named = [words.field(f"{field.id}.{part.id}") for part in flags if record.get(part.id)]
            cells.append(cell(words.join(named) or "–"))
        rows.append(Row(tuple(cells)))
    weights = [0.5, *(1.0 for _ in columns), *((2.0,) if flags else ())]
    total = sum(weights)
    return Table(
        tuple(Column(title, weight / total) for title, weight in zip(titles, weights, strict=True)),
        tuple(rows),
        label=words.field(field.id),
    )


def checklist(patient: Patient, words: Words) -> list[Block]:
    """The safety checklist: one line where none of it applies, else each answer, and what is open."""
    fields = patient.schema.checklist
    answered = [field for field in fields if field.id in patient.entries]
    blocks: list[Block] = []
    if patient.none_apply:
        said = words.say("paper.checklist.none_apply", n=len(fields) - len(answered))
        blocks.append(Labelled(words.say("checklist"), (plain(said),)))
    if answered:
        label = words.say("paper.checklist.answers" if blocks else "checklist")
        blocks += _section(label, answered, patient, words)
    unanswered = _unanswered(patient)
    if unanswered:
        open_word = words.say("paper.checklist.open" if blocks else "paper.checklist.all_open")
        label = words.say("paper.count", words=open_word, n=len(unanswered))
        names = words.fields(field.id for field in unanswered)
        blocks.append(Labelled(label, (plain(names, small=True, tone="muted"),)))
    return blocks


def warnings(assessment: Assessment, words: Words) -> list[Block]:
    """What the doctor is asked to check; nothing where there is nothing."""
    found = assessment.facts.warnings
    if not found:
        return []
    return [
        Heading(words.say("paper.warnings")),
        Note(tuple(plain(said) for said in words.warnings(found))),
    ]
