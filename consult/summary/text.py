"""Plain text: the comparison and the catalogue's figures for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment, Knowledge
from consult.catalog import Catalog
from consult.compare import glance, groups
from consult.freshness import freshness
from consult.patient import Patient
from consult.phrases import SHAPES, Words
from consult.provenance import notice, signed

MOST_QUESTIONS = 5


def text_report(
    patient: Patient, assessment: Assessment, words: Words, knowledge: Knowledge, *, today: date
) -> str:
    """Stages, options by status with the line that decides each, and what to ask next.

    Content that is due for review on `today` is said first.
    """
    facts = assessment.facts
    aged = notice(freshness(assessment.catalog, today), words)
    lines = [f"! {aged}"] if aged else []
    for result in facts.results.values():
        if "unverified_rule" in result.flags:
            continue
        title, value, detail = words.badge(result)
        if value not in ("?", "") or result.item in ("bclc", "cnlc", "child_pugh"):
            lines.append(f"{title:24} {value}  {detail}".rstrip())
    for warning in facts.warnings:
        lines.append(f"! {words.warning(warning)}")
    for group in groups(assessment):
        if not group.treatments:
            continue
        key = group.key
        heading = f"{SHAPES[key]} {words.status(key)}" if key in SHAPES else words.say(f"group.{key}")
        lines += ["", f"{heading} ({len(group.treatments)})"]
        for treatment in group.treatments:
            own = assessment.treatments[treatment]
            shape = "" if key in SHAPES else f"{SHAPES[own.status]} "
            said = words.line(glance(assessment, treatment), knowledge).text
            lines.append(f"  {shape}{words.treatment(treatment)}: {said}")
    questions = assessment.ask_next[:MOST_QUESTIONS]
    if questions:
        lines += ["", words.say("ask_next")]
        lines += [
            f"  {words.field(q.field)} ({words.say('could_settle', n=len(q.could_change))})"
            for q in questions
        ]
    provenance = words.say(
        "provenance",
        guideline=words.guideline(assessment.guideline),
        edition=assessment.catalog.edition,
        sha=assessment.catalog.sha256[:12],
        signed=signed(assessment.catalog.signer, words),
    )
    lines += ["", provenance]
    lines.append(words.say("informs"))
    return "\n".join(lines)


def catalog_report(catalog: Catalog, words: Words, *, today: date) -> str:
    """Edition, age, counts and the share of rows and figures per verification mark."""
    aged = notice(freshness(catalog, today), words)
    outcomes = [o for t in catalog.treatments.values() for o in t.outcomes]
    points = [p for t in catalog.treatments.values() for p in t.points]
    rows = [
        ("rule rows", [rule.mark for rule in catalog.rules.values()]),
        ("guideline positions", [position.mark for position in catalog.positions.values()]),
        ("outcome figures", [outcome.mark for outcome in outcomes]),
        ("points for and against", [point.mark for point in points]),
        ("conflicts", [conflict.mark for conflict in catalog.conflicts.values()]),
    ]
    lines = [
        f"catalogue {catalog.edition} of {catalog.date}, sha256 {catalog.sha256}, {catalog.signature}",
        f"to be reviewed by {catalog.review_by}{f'. {aged}' if aged else ''}",
        f"{len(catalog.treatments)} treatments, {len(catalog.sources)} sources, "
        f"{len(catalog.selectable())} guidelines that can lead",
        "",
        f"{'':24}{'rows':>7}{'verified':>16}{'secondary':>16}{'unverified':>16}",
    ]
    lines += [_shares(name, marks) for name, marks in rows]
    lines += ["", "Every row is an unreviewed draft: no two named reviewers have signed any of them."]
    return "\n".join(lines)


def _shares(name: str, marks: Iterable[str]) -> str:
    counts = Counter(marks)
    total = counts.total()
    cells = "".join(
        f"{counts[mark]:>8} ({counts[mark] / total:>4.0%})" if total else f"{'-':>15}"
        for mark in ("verified", "secondary", "unverified")
    )
    return f"{name:24}{total:>7}  {cells}"
