"""Hypothetical: any document of an imagined case, marked as such on every page and opened by what was imagined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consult.patient import CHECKLIST, Entry, Patient
from consult.phrases import Words
from consult.summary.blocks import Document, Note, Paragraph, plain
from consult.summary.copies import imagined
from consult.what_if import Difference, Move


def hypothetical(
    document: Document,
    differences: Iterable[Difference],
    moves: Iterable[Move],
    patient: Patient,
    words: Words,
) -> Document:
    """The document under the mark that heads every page; its first words say what differs from the record."""
    said = [said_difference(difference, patient, words) for difference in differences]
    lines: list[Paragraph] = [plain(words.say("what_if.paper"), tone="strong")]
    lines.append(plain(words.say("what_if.paper_differs" if said else "what_if.paper_same")))
    lines += [plain(line, small=True) for line in said]
    moved: dict[str, list[str]] = {}
    for move in moves:
        moved.setdefault(said_move(move, words), []).append(words.treatment(move.treatment))
    if moved:
        lines.append(plain(words.say("what_if.paper_moves")))
        for how, names in moved.items():
            lines.append(plain(f"{how}{words.say('colon')}{words.join(names)}", small=True))
    mark = words.say("what_if.mark")
    return replace(
        document,
        title=f"{mark} · {document.title}",
        marks=(mark, *document.marks),
        number=imagined(document.number),
        blocks=(Note(tuple(lines)), *document.blocks),
    )


def said_difference(difference: Difference, patient: Patient, words: Words) -> str:
    """ "INR: 1.1 → 2.0": a field, what is recorded and what is tried instead."""
    checklist = difference.field == CHECKLIST
    name = words.say("what_if.checklist") if checklist else words.field(difference.field)
    return words.say(
        "what_if.differs",
        field=name,
        recorded=_value(difference, difference.recorded, patient, words),
        tried=_value(difference, difference.tried, patient, words),
    )


def _value(difference: Difference, value: Entry | bool | None, patient: Patient, words: Words) -> str:
    if isinstance(value, bool):
        return words.say("what_if.none_apply" if value else "what_if.not_recorded")
    if value is None:
        return words.say("what_if.not_recorded")
    return words.entry(patient.schema.by_id[difference.field], value)


def said_move(move: Move, words: Words) -> str:
    """ "Possible → Usually not"."""
    return words.say("what_if.moved", recorded=words.status(move.recorded), tried=words.status(move.tried))
