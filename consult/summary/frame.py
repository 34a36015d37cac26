"""Frame: what stands on every page of every paper: whose it is, its marks, and where its content comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment
from consult.consultation import Consultation, unconfirmed
from consult.drawing import Drawing, Photo
from consult.names import Size
from consult.patient import Patient
from consult.phrases import Words
from consult.provenance import signed
from consult.summary.blocks import Block, Document, Labelled, plain
from consult.summary.case import identity, kept
from consult.summary.copies import ONCE, Copy, document_number
from consult.summary.paper_marks import notices, paper_marks

_LOGO_WIDE, _LOGO_HIGH = 128.0, 44.0
"""Points: 45 by 15 millimetres."""


def framed(
    kind: str,
    blocks: Iterable[Block],
    patient: Patient,
    assessment: Assessment,
    words: Words,
    *,
    today: date,
    program_version: str,
    said: Consultation | None = None,
    copy: Copy = ONCE,
    size: Size = "a4",
    anonymous: bool = False,
) -> Document:
    """A paper of a kind ("title" and "subject" are words of `paper.<kind>`) with its blocks in the common frame.

    No mark can be switched off, and the number comes from the content. An `anonymous` paper is headed by the code of
    the case and the day alone, unless the clinic chose otherwise.
    """
    said = said or Consultation()
    catalog = assessment.catalog
    blocks = tuple(blocks)
    who = identity(patient, words, today, copy)
    if anonymous:
        who = (who[0], *(kept(copy, words) if copy.named_handout else ()), who[-1])
    version = words.say("paper.footer.program", version=program_version)
    return Document(
        title=words.say(f"paper.{kind}.title"),
        subject=words.say(f"paper.{kind}.subject"),
        language=words.language.replace("_", "-"),
        identity=who,
        marks=paper_marks(patient, assessment, words, said=said, copy=copy, today=today),
        provenance=(
            *_footer(assessment),
            version,
            words.say(
                "paper.footer.edition",
                edition=catalog.edition,
                sha=catalog.sha256[:12],
                signed=signed(catalog.signer, words),
            ),
            words.say("paper.footer.guideline", guideline=words.guideline(assessment.guideline)),
            words.say("paper.printed_on", date=today.isoformat()),
            *([words.say("paper.footer.log", head=copy.log)] if copy.log else []),
        ),
        page=words.say("paper.page", page="{page}", pages="{pages}"),
        blocks=(*notices(patient, assessment, words, said=said, today=today), *blocks),
        letterhead=_letterhead(assessment),
        logo=_logo(assessment, words),
        size=size,
        number=document_number(
            patient.to_json(),
            blocks,
            kind=kind,
            language=words.language,
            size=size,
            content=(
                version,
                catalog.edition,
                catalog.sha256,
                assessment.guideline,
                *unconfirmed(said, patient),
                *(["draft"] if copy.draft else []),
            ),
        ),
        numbered=words.say("paper.number", number="{number}"),
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


def _footer(assessment: Assessment) -> tuple[str, ...]:
    footer = "" if assessment.local is None else assessment.local.clinic.footer
    return (footer,) if footer else ()


def _logo(assessment: Assessment, words: Words) -> Drawing | None:
    """The clinic's logo as large as its place allows."""
    logo = None if assessment.local is None else assessment.local.clinic.logo
    if logo is None:
        return None
    scale = min(_LOGO_WIDE / logo.wide, _LOGO_HIGH / logo.high)
    wide, high = logo.wide * scale, logo.high * scale
    return Drawing(
        wide=wide,
        high=high,
        shapes=(Photo(x=0, y=0, wide=wide, high=high, png=logo.png),),
        words=words.say("letterhead.logo"),
    )
