"""Frame: what stands on every page of every paper: whose it is, its marks, and where its content comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment
from consult.example import marks as example_marks
from consult.freshness import freshness
from consult.patient import Patient
from consult.phrases import Words
from consult.provenance import notice, signed
from consult.summary.blocks import Block, Document, Labelled, Note, plain
from consult.summary.case import identity


def framed(
    kind: str,
    blocks: Iterable[Block],
    patient: Patient,
    assessment: Assessment,
    words: Words,
    *,
    today: date,
    program_version: str,
    anonymous: bool = False,
) -> Document:
    """A paper of a kind ("title" and "subject" are words of `paper.<kind>`) with its blocks in the common frame.

    No mark can be switched off: that the case is an example, that nobody has reviewed the content, and that it is due
    for review. An `anonymous` paper is headed by the code of the case and the day alone.
    """
    catalog = assessment.catalog
    age = freshness(catalog, today)
    aged = notice(age, words)
    who = identity(patient, words, today)
    return Document(
        title=words.say(f"paper.{kind}.title"),
        subject=words.say(f"paper.{kind}.subject"),
        language=words.language.replace("_", "-"),
        identity=(who[0], who[-1]) if anonymous else who,
        marks=(
            *example_marks(patient, words),
            words.review,
            *([words.say(f"paper.mark.{age.state}")] if aged else []),
        ),
        provenance=(
            words.say("paper.footer.program", version=program_version),
            words.say(
                "paper.footer.edition",
                edition=catalog.edition,
                sha=catalog.sha256[:12],
                signed=signed(catalog.signer, words),
            ),
            words.say("paper.footer.guideline", guideline=words.guideline(assessment.guideline)),
            words.say("paper.printed_on", date=today.isoformat()),
        ),
        page=words.say("paper.page", page="{page}", pages="{pages}"),
        blocks=(*([Note((plain(aged),))] if aged else []), *blocks),
        letterhead=_letterhead(assessment),
    )


def contacts(assessment: Assessment, words: Words) -> list[Block]:
    """The clinic's own lines, at the end of what is said and before what it rests on."""
    if assessment.local is None or not assessment.local.clinic.contacts:
        return []
    lines = tuple(plain(line, small=True) for line in assessment.local.clinic.contacts)
    return [Labelled(words.say("local.contacts"), lines)]


def _letterhead(assessment: Assessment) -> tuple[str, ...]:
    if assessment.local is None:
        return ()
    clinic = assessment.local.clinic
    return (clinic.name, *clinic.lines) if clinic.name else clinic.lines
