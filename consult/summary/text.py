"""Plain text: the comparison and the catalogue's figures for a terminal."""

from __future__ import annotations

from datetime import date

from consult import signoff
from consult.assess import Assessment, Knowledge
from consult.catalog import Catalog
from consult.compare import groups
from consult.consultation import Consultation
from consult.consultation_words import record
from consult.freshness import freshness
from consult.glance import glance_words
from consult.patient import Patient
from consult.phrases import SHAPES, Words
from consult.provenance import notice, signed
from consult.summary.marks import shares

MOST_QUESTIONS = 5


def text_report(
    patient: Patient,
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    *,
    today: date,
    consultation: Consultation | None = None,
) -> str:
    """Stages, what was said and planned, options by status with the line that decides each, and what to ask next.

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
        judged = facts.own_stage(result.item)
        if judged is not None:
            lines.append(f"{'':24} {words.own_stage(judged)}")
    lines += [f"! {said}" for said in words.warnings(facts.warnings)]
    lines += _consultation(consultation, patient, assessment, words)
    for group in groups(assessment):
        if not group.treatments:
            continue
        key = group.key
        heading = f"{SHAPES[key]} {words.status(key)}" if key in SHAPES else words.say(f"group.{key}")
        lines += ["", f"{heading} ({len(group.treatments)})"]
        for treatment in group.treatments:
            own = assessment.treatments[treatment]
            shape = "" if key in SHAPES else f"{SHAPES[own.status]} "
            said = glance_words(assessment, treatment, words, knowledge)
            here = None if assessment.local is None else assessment.local.available(treatment)
            local = "" if here is None else f" [{words.say('local.short', text=words.local_short(here))}]"
            lines.append(f"  {shape}{words.treatment(treatment)}: {said}{local}")
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
        review=words.review,
        signed=signed(assessment.catalog.signer, words),
    )
    lines += ["", provenance]
    lines.append(words.say("informs"))
    return "\n".join(lines)


def _consultation(
    consultation: Consultation | None, patient: Patient, assessment: Assessment, words: Words
) -> list[str]:
    parts = () if consultation is None else record(consultation, patient, assessment, words)
    lines = ["", words.say("talk.title")] if parts else []
    for part in parts:
        first, *rest = (*part.lines, part.missing) if part.missing else part.lines
        lines.append(f"  {part.label}{words.say('colon')}{first}")
        lines += [f"    {line}" for line in rest]
    return lines


def catalog_report(catalog: Catalog, words: Words, *, today: date) -> str:
    """Edition, age, counts, the share of rows and figures per verification mark, and what has been signed."""
    aged = notice(freshness(catalog, today), words)
    lines = [
        f"catalogue {catalog.edition} of {catalog.date}, sha256 {catalog.sha256}, {catalog.signature}",
        f"to be reviewed by {catalog.review_by}{f'. {aged}' if aged else ''}",
        f"{len(catalog.treatments)} treatments, {len(catalog.sources)} sources, "
        f"{len(catalog.selectable())} guidelines that can lead",
        "",
        f"{'':24}{'rows':>7}{'verified':>16}{'secondary':>16}{'unverified':>16}",
    ]
    for name, total, counts in shares(catalog):
        lines.append(f"{name:24}{total:>7}{''.join(f'{count:>16}' for count in counts)}")
    lines += [
        "",
        f"{'sign-off':24}{'records':>7}{'signed':>16}{'one of two':>16}{'lapsed':>16}{'unsigned':>16}",
    ]
    for kind, states in signoff.tally(catalog).items():
        cells = "".join(f"{states[state]:>16}" for state in ("signed", "half", "lapsed", "unsigned"))
        lines.append(f"{kind:24}{states.total():>7}{cells}")
    done, every = signoff.signed(catalog)
    if not done:
        said = "Every row is an unreviewed draft: no two named reviewers have signed any of them."
    elif done < every:
        said = (
            f"Two named reviewers have signed {done} of {every} records; the others are an unreviewed draft."
        )
    else:
        said = "Two named reviewers have signed every record."
    return "\n".join([*lines, "", said])
