"""Doctor: the summary a doctor keeps, from what was missing to the sources; one document for screen and paper."""

from __future__ import annotations

from datetime import date

from consult.assess import Assessment, Knowledge
from consult.example import marks as example_marks
from consult.freshness import freshness
from consult.patient import Patient
from consult.phrases import Words
from consult.provenance import notice, signed
from consult.summary import case, differing, options, reckoned, scores
from consult.summary.blocks import Block, Document, Heading, Labelled, Note, Paragraph, Run, plain
from consult.summary.references import References


def doctor_summary(
    patient: Patient,
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    *,
    today: date,
    chosen: tuple[str, ...] = (),
    program_version: str,
) -> Document:
    """The document of one patient in the language of `words`.

    Page one holds what was missing, the values, the stages and the options by status; the reasons follow.
    Raises KeyError for a chosen treatment that the catalogue does not hold.
    """
    catalog = assessment.catalog
    references = References(catalog, words)
    draft = words.review
    age = freshness(catalog, today)
    aged = notice(age, words)
    blocks: list[Block] = [
        *([Note((plain(aged),))] if aged else []),
        *case.missing(patient, assessment, words),
        *case.values(patient, words),
        *case.dates(assessment, words),
        *case.checklist(patient, words),
        *case.warnings(assessment, words),
        Heading(words.say("paper.glance")),
        *scores.overview(patient, assessment.facts, words),
        *options.overview(assessment, words),
        *scores.details(patient, assessment.facts, words, references),
        *options.considered(assessment, words, knowledge, references, chosen),
        *options.closer(assessment, words, knowledge, references, chosen),
        *differing.differing(
            assessment, words, knowledge, references, options.in_detail(assessment, chosen)[1]
        ),
        *reckoned.arithmetic(patient, assessment.facts, words, knowledge, references),
        *_contacts(assessment, words),
        *_sources(references, words),
        *_closing(assessment, words, draft),
    ]
    guideline = words.guideline(assessment.guideline)
    return Document(
        title=words.say("paper.title"),
        subject=words.say("paper.subject"),
        language=words.language.replace("_", "-"),
        identity=case.identity(patient, words, today),
        marks=(
            *example_marks(patient, words),
            draft,
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
            words.say("paper.footer.guideline", guideline=guideline),
            words.say("paper.printed_on", date=today.isoformat()),
        ),
        page=words.say("paper.page", page="{page}", pages="{pages}"),
        blocks=tuple(blocks),
        letterhead=_letterhead(assessment),
    )


def _letterhead(assessment: Assessment) -> tuple[str, ...]:
    if assessment.local is None:
        return ()
    clinic = assessment.local.clinic
    return (clinic.name, *clinic.lines) if clinic.name else clinic.lines


def _contacts(assessment: Assessment, words: Words) -> list[Block]:
    """The clinic's own lines, at the end of what is said and before what it rests on."""
    if assessment.local is None or not assessment.local.clinic.contacts:
        return []
    lines = tuple(plain(line, small=True) for line in assessment.local.clinic.contacts)
    return [Labelled(words.say("local.contacts"), lines)]


def _sources(references: References, words: Words) -> list[Block]:
    table = references.table()
    blocks: list[Block] = []
    if table is not None:
        intro = Paragraph((Run(words.say("paper.sources.intro"), "muted"),), small=True, keep=True)
        blocks += [Heading(words.say("paper.sources")), intro, table]
    if references.foreign:
        said = words.say("paper.sources.keys", example=references.foreign[0])
        blocks.append(plain(said, tone="muted", small=True))
    return blocks


def _closing(assessment: Assessment, words: Words, draft: str) -> list[Block]:
    guideline = words.guideline(assessment.guideline)
    return [
        Heading(words.say("paper.closing")),
        Note(
            (
                plain(words.say("paper.closing.informs")),
                plain(words.say("paper.closing.status", guideline=guideline)),
                plain(f"{draft}{words.say('stop')}{words.review_note}"),
                plain(words.say("paper.closing.device")),
            )
        ),
    ]
