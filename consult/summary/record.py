"""Record: the case in plain text short enough to paste into another system, never more than 1,500 characters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment
from consult.compare import groups
from consult.consultation import Consultation
from consult.consultation_words import goal, matters, plan_lines
from consult.deciding_words import readiness_short, role_lines
from consult.patient import Patient
from consult.phrases import Words
from consult.summary import scores
from consult.summary.case import identity
from consult.summary.copies import ONCE, Copy
from consult.summary.paper_marks import paper_marks
from consult.summary.safe import harmless

MOST_CHARACTERS = 1500
_MOST_NAMES = 6
_MOST_MISSING = 5


def text_record(
    patient: Patient,
    assessment: Assessment,
    words: Words,
    *,
    today: date,
    program_version: str,
    said: Consultation | None = None,
    copy: Copy = ONCE,
    mark: str = "",
) -> str:
    """Lines of plain text, without control or direction characters; what does not fit is left out and named so.

    A `mark` heads it, and the marks of the papers. Identity, stages and the closing line always stand; the plan comes
    before the options.
    """
    said = said or Consultation()
    catalog = assessment.catalog
    foot = _plain(
        words.say(
            "record.foot",
            version=program_version,
            edition=catalog.edition,
            sha=catalog.sha256[:12],
            guideline=words.guideline(assessment.guideline),
            review=words.review,
        )
    )
    who = " · ".join(identity(patient, words, today, copy))
    marks = paper_marks(patient, assessment, words, said=said, copy=copy, today=today)
    heads = " · ".join(one for one in (mark, *marks) if one and one != words.review)
    first = [heads, f"{words.say('record.title')} · {who}", _stages(patient, assessment, words)]
    rest = [
        *_talk(patient, said, words),
        *_statuses(assessment, words),
        *_missing(assessment, words),
        *_checks(assessment, words),
    ]
    return _fitting(first, rest, foot, words.say("record.cut"))


def _stages(patient: Patient, assessment: Assessment, words: Words) -> str:
    said = []
    for result in scores.core(patient, assessment.facts):
        title, value, detail = words.badge(result)
        own = assessment.facts.own_stage(result.item)
        parts = [title, value, *([detail] if detail and not result.missing else [])]
        if own is not None:
            parts.append(words.say("own.short", stage=own.stage))
        said.append(" ".join(parts))
    return " · ".join(said) or words.say("paper.stages.none")


def _talk(patient: Patient, said: Consultation, words: Words) -> list[str]:
    colon = words.say("colon")
    lines = [f"{words.say('talk.goal')}{colon}{goal(patient, words)}"]
    if said.matters:
        lines.append(f"{words.say('talk.matters')}{colon}{matters(said, words)}")
    lines += role_lines(said.roles, words)
    ready = readiness_short(said.readiness, words)
    return [*lines, *plan_lines(said.plan, words), *([ready] if ready else [])]


def _statuses(assessment: Assessment, words: Words) -> Iterable[str]:
    for group in groups(assessment):
        if group.key in ("usual_option", "possible", "cannot_tell") and group.treatments:
            names = [words.short(treatment) for treatment in group.treatments[:_MOST_NAMES]]
            if len(group.treatments) > _MOST_NAMES:
                names.append(words.say("record.more", n=len(group.treatments) - _MOST_NAMES))
            status = words.status(group.key)
            yield words.say("record.status", status=status, names=words.join(names))


def _missing(assessment: Assessment, words: Words) -> Iterable[str]:
    fields = [question.field for question in assessment.ask_next[:_MOST_MISSING]]
    if fields:
        yield words.say("record.missing", fields=words.fields(fields))


def _checks(assessment: Assessment, words: Words) -> Iterable[str]:
    for warning in words.warnings(assessment.facts.warnings):
        yield words.say("record.checked", said=warning)


def _fitting(first: list[str], rest: Iterable[str], foot: str, cut: str) -> str:
    """Whole lines while they fit; the first that does not is shortened, and everything after it is left out."""
    lines = [_plain(line) for line in first]
    room = MOST_CHARACTERS - len(foot) - len(cut) - 2
    used = sum(len(line) + 1 for line in lines)
    for line in (_plain(line) for line in rest):
        if used + len(line) + 1 > room:
            lines += [line[: max(room - used - 1, 0)], cut]
            break
        lines.append(line)
        used += len(line) + 1
    return "\n".join(line for line in (*lines, foot) if line)


def _plain(text: str) -> str:
    """One line of text with nothing in it that acts where it is pasted."""
    return "".join(harmless(character) for character in " ".join(text.split()))
