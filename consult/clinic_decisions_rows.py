"""Clinic decisions rows: own decisions beside what the rules said, in words, the same in the window and in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consult.clinic_decisions import Decision, Decisions
from consult.clinic_report_rows import Row
from consult.phrases import Words

MOST_SHOWN = 160
"""Characters of a reason in the window; the file has the whole."""


def decision_titles(words: Words) -> Row:
    """Over the columns of the table."""
    keys = ("reason", "what", "subject", "rules", "count")
    return tuple(words.say(f"reports.decision.{key}") for key in keys)


def decision_rows(report: Decisions, words: Words) -> Iterator[Row]:
    """A line for each decision with its reason."""
    for decision, count in report.found:
        reason, *more = _cells(decision, words, words.short)
        short = reason if len(reason) <= MOST_SHOWN else f"{reason[: MOST_SHOWN - 1]}…"
        yield (short, *more, words.say("reports.n_of", n=count, of=report.total))


def decision_file_titles(words: Words) -> Row:
    """Over the columns of the file."""
    keys = ("reason", "what", "subject", "rules", "in")
    return (*(words.say(f"reports.decision.{key}") for key in keys), words.say("reports.file.of"))


def decision_file_rows(report: Decisions, words: Words) -> Iterator[Row]:
    """A line for each decision. What a report withholds of its reasons is not in it."""
    for decision, count in report.found:
        yield (*_cells(decision, words, words.treatment), str(count), str(report.total))


def decision_notes(report: Decisions, words: Words) -> tuple[str, ...]:
    """How many consultations hold any, and what was not counted."""
    asides = (words.say(f"reports.aside.{why}", n=count) for why, count in report.aside.items())
    any_of = words.say("reports.differing", n=report.differing, of=report.total)
    return (*((any_of,) if report.total else ()), *asides)


def _cells(decision: Decision, words: Words, name: Callable[[str], str]) -> Row:
    if decision.kind == "stage":
        subject, said = words.item(decision.subject), words.join(decision.said)
    else:
        subject = name(decision.subject)
        said = words.join(words.status(status) for status in decision.said)
    known = "recorded" if decision.reasoned else "none"
    return (
        decision.reason or words.say(f"reports.reason.{known}"),
        words.say(f"reports.kind.{decision.kind}", own=decision.own),
        subject,
        said,
    )
