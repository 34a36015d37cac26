"""Doctor: the summary a doctor keeps, from what was missing to the sources; one document for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consult.assess import Assessment, Knowledge
from consult.complexity import Chip
from consult.consultation import Consultation
from consult.names import Size
from consult.patient import Patient
from consult.phrases import Words
from consult.summary import case, consultation, differing, options, reckoned, scores
from consult.summary.blocks import Block, Columns, Document, Heading, Note, Paragraph, Run, plain
from consult.summary.closer import closer
from consult.summary.copies import ONCE, Copy
from consult.summary.frame import contacts, framed
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
    said: Consultation | None = None,
    copy: Copy = ONCE,
    size: Size = "a4",
    complexity: Iterable[Chip] = (),
    show_unverified: bool = True,
) -> Document:
    """The document of one patient in the language of `words`.

    Page one is what a colleague reads first: what was said and planned, the stages, the options compared and all by
    status, what is missing, the values. The comparison follows, and the appendix: every reason, figure and source.
    Treatments of the plan are looked at closely where none are `chosen`.
    Raises KeyError for a chosen treatment that the catalogue does not hold.
    """
    references = References(assessment.catalog, words)
    spoken = said or Consultation()
    chosen = chosen or tuple(t for t in spoken.plan.treatments if t in assessment.treatments)
    why, detailed = options.in_detail(assessment, chosen)
    title = words.say("board.options")
    blocks: list[Block] = [
        *consultation.recorded(spoken, patient, assessment, words, complexity),
        Heading(words.say("paper.glance")),
        *scores.overview(patient, assessment.facts, words),
        *(
            options.compared(assessment, spoken, why, detailed, words, knowledge, title=title)
            if detailed
            else ()
        ),
        *options.overview(assessment, words),
        *case.missing(patient, assessment, words),
        *case.warnings(assessment, words),
        *case.values(patient, words),
        *case.dates(assessment, words),
        *case.checklist(patient, words),
        Columns(2),
        *closer(assessment, words, knowledge, references, chosen, show_unverified=show_unverified),
        *contacts(assessment, words),
        Columns(2, dense=True),
        *options.considered(assessment, words, knowledge, references, chosen),
        *differing.differing(assessment, words, knowledge, references, detailed),
        *reckoned.arithmetic(patient, assessment.facts, words, knowledge, references),
        *scores.details(patient, assessment.facts, words, references),
        *_sources(references, words),
        *_closing(assessment, words),
    ]
    return framed(
        "doctor",
        blocks,
        patient,
        assessment,
        words,
        today=today,
        program_version=program_version,
        said=said,
        copy=copy,
        size=size,
    )


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


def _closing(assessment: Assessment, words: Words) -> list[Block]:
    guideline = words.guideline(assessment.guideline)
    return [
        Heading(words.say("paper.closing")),
        Note(
            (
                plain(words.say("paper.closing.informs"), small=True),
                plain(words.say("paper.closing.status", guideline=guideline), small=True),
                plain(f"{words.review}{words.say('stop')}{words.review_note}", small=True),
                plain(words.say("paper.closing.device"), small=True),
            )
        ),
    ]
