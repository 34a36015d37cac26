"""Plain text: the comparison and the catalogue's figures for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from consult.assess import Assessment, Knowledge
from consult.catalog import Catalog
from consult.compare import glance, groups
from consult.patient import Patient
from consult.phrases import SHAPES, Words

MOST_QUESTIONS = 5


def text_report(patient: Patient, assessment: Assessment, words: Words, knowledge: Knowledge) -> str:
    """Stages, options by status with the line that decides each, and what to ask next."""
    facts = assessment.facts
    lines = []
    for result in facts.results.values():
        if "unverified_rule" in result.flags:
            continue
        title, value, detail = words.badge(result)
        if value not in ("?", "") or result.item in ("bclc", "cnlc", "child_pugh"):
            lines.append(f"{title:24} {value}  {detail}".rstrip())
        judged = facts.own_stage(result.item)
        if judged is not None:
            lines.append(f"{'':24} {words.own_stage(judged)}")
    lines += [f"! {said}" for said in words.warnings(facts.warnings)]
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
    )
    lines += ["", provenance]
    lines.append(words.say("informs"))
    return "\n".join(lines)


def catalog_report(catalog: Catalog) -> str:
    """Edition, counts and the share of rows and figures per verification mark."""
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
