"""Glance: the one line under a treatment's name in words, never longer than can be read at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from consult.assess import Assessment, Knowledge
from consult.compare import Line, glance
from consult.phrases import Words

MOST = 140
"""Characters of a glance line, in any language."""


def in_asking_order(assessment: Assessment, fields: Iterable[str]) -> tuple[str, ...]:
    """Open fields, the one first that could settle most treatments, as `ask_next` has them."""
    rank = {question.field: place for place, question in enumerate(assessment.ask_next)}
    return tuple(sorted(fields, key=lambda name: rank.get(name, len(rank))))


def glance_words(
    assessment: Assessment, treatment: str, words: Words, knowledge: Knowledge | None = None
) -> str:
    """The glance line of a treatment; of one that is open it names first the field that would help most."""
    return said_at_a_glance(assessment, glance(assessment, treatment), words, knowledge)


def said_at_a_glance(
    assessment: Assessment, line: Line, words: Words, knowledge: Knowledge | None = None
) -> str:
    """A line of `glance` in words, shortened where it must be."""
    if line.kind == "needs" and line.record:
        return _needs([words.field(name) for name in in_asking_order(assessment, line.record)], words)
    return shortened(words.line(line, knowledge).text)


def _needs(names: list[str], words: Words) -> str:
    """As many fields as there is room for, each once, and how many more there are."""
    names = list(dict.fromkeys(names))
    for shown in range(len(names), 0, -1):
        fields, more = words.join(names[:shown]), len(names) - shown
        said = words.say("needs_more" if more else "needs", fields=fields, more=more)
        if len(said) <= MOST:
            return said
    return shortened(words.say("needs", fields=words.join(names)))


def shortened(text: str) -> str:
    """The text, cut between two words where it is too long."""
    if len(text) <= MOST:
        return text
    head = text[: MOST - 1]
    at = head.rfind(" ")
    return f"{head[:at] if at > MOST // 2 else head}…"
