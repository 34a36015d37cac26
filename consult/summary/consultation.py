"""Consultation on paper: goal, what matters, Fit, judgement and plan, near the top of a doctor's summary."""

from __future__ import annotations

from collections.abc import Iterable

from consult.assess import Assessment
from consult.complexity import Chip
from consult.consultation import Consultation
from consult.consultation_words import record
from consult.patient import Patient
from consult.phrases import Words
from consult.summary.blocks import Block, Heading, Labelled, Paragraph, Run, plain


def recorded(
    consultation: Consultation | None,
    patient: Patient,
    assessment: Assessment,
    words: Words,
    complexity: Iterable[Chip] = (),
) -> list[Block]:
    """A labelled block for each part that was recorded; nothing where nothing was."""
    parts = () if consultation is None else record(consultation, patient, assessment, words, complexity)
    if not parts:
        return []
    blocks: list[Block] = [Heading(words.say("talk.title"))]
    for part in parts:
        content = tuple(plain(line) for line in part.lines)
        if part.missing:
            content = (*content, Paragraph((Run(part.missing, "muted"),), small=True))
        blocks.append(Labelled(part.label, content))
    blocks.append(Paragraph((Run(words.say("talk.printed"), "muted"),), small=True))
    return blocks
