"""Paper marks: what heads every page so that no paper is taken for more than it is; none can be switched off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment
from consult.consultation import Consultation, required, unconfirmed
from consult.example import marks as example_marks
from consult.freshness import freshness
from consult.patient import CHECKLIST, Patient
from consult.phrases import Words
from consult.provenance import notice
from consult.summary.blocks import Block, Note, plain
from consult.summary.copies import Copy

MOST_NAMED = 3
"""So many stale or unconfirmed values are named in the head of a page; all of them stand on page one."""


def paper_marks(
    patient: Patient, assessment: Assessment, words: Words, *, said: Consultation, copy: Copy, today: date
) -> tuple[str, ...]:
    """The marks of a paper in the order of their weight, that of the catalogue's review always among them."""
    age = freshness(assessment.catalog, today)
    stale = stale_fields(assessment)
    open_fields = unconfirmed(said, patient)
    return (
        *example_marks(patient, words),
        *([words.say("paper.mark.reprint", n=copy.reprint + 1)] if copy.reprint else []),
        *_draft(said, copy, words),
        *([words.say("paper.mark.unconfirmed", fields=_few(open_fields, words))] if open_fields else []),
        *([words.say("paper.mark.stale", fields=_few(stale, words))] if stale else []),
        words.review,
        *([] if age.is_current else [words.say(f"paper.mark.{age.state}")]),
    )


def notices(
    patient: Patient, assessment: Assessment, words: Words, *, said: Consultation, today: date
) -> list[Block]:
    """What stands over the first words of page one: the age of the content, and every value no doctor confirmed."""
    lines = [notice(freshness(assessment.catalog, today), words)]
    open_fields = unconfirmed(said, patient)
    if open_fields:
        named = words.join(_name(field, words) for field in open_fields)
        lines.append(words.say("paper.unconfirmed", n=len(open_fields), fields=named))
    return [Note(tuple(plain(line) for line in lines if line))] if any(lines) else []


def stale_fields(assessment: Assessment) -> tuple[str, ...]:
    """The values that are older than the limit of their kind, in the order of the form."""
    return tuple(name for name, age in assessment.facts.dates.ages.items() if age.stale)


def _draft(said: Consultation, copy: Copy, words: Words) -> list[str]:
    """A paper is a draft while the records do not hold the consultation as finished, or while nothing is settled."""
    if copy.draft:
        return [words.say("paper.mark.open_case")]
    unsettled = said.plan.kind is None or required(said.plan) != ()
    return [words.say("paper.mark.plan")] if unsettled else []


def _few(fields: Iterable[str], words: Words) -> str:
    names = [_name(field, words) for field in fields]
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], words.say("paper.mark.more", n=len(names) - MOST_NAMED)]
    return words.join(names)


def _name(field: str, words: Words) -> str:
    return words.say("checklist") if field == CHECKLIST else words.field(field)
