"""Burden figures: what a treatment takes as one drawing, made from the lines of the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consult.catalog import Treatment
from consult.compare import Line
from consult.drawing import Drawing
from consult.figures.burden_timeline import Lane, burden_timeline
from consult.phrases import Words

DRAWN = ("visits", "nights", "recovery")
"""The kinds that can be counted, in the order of their lanes."""


def is_drawn(treatments: Iterable[Treatment]) -> bool:
    """Whether any of the treatments side by side has a number that was read in a source; else words are enough."""
    return any(burden.span for treatment in treatments for burden in treatment.burdens)


def burden_drawing(
    lines: Sequence[Line], words: Words, *, size: float, wide: float, bare: bool = False
) -> Drawing | None:
    """The lanes of one treatment; None where there is none to draw.

    A kind without a number keeps its lane, which says why in words: one left out would read as nothing to bear. Only a
    `bare` drawing leaves it out, where the words beside it say so already.
    """
    burdens = {line.record[1].id: line.record[1] for line in lines if line.kind == "burden"}
    lanes = []
    for kind in DRAWN:
        burden = burdens.get(kind)
        if burden is None or (bare and burden.span is None):
            continue
        said = words.span(burden.span) if burden.span else words.say(f"span.none.{_why(burden.mark)}")
        lanes.append(Lane(name=words.say(f"span.name.{kind}"), said=said, span=burden.span))
    if not lanes:
        return None
    told = words.say("patient.stop").join(f"{lane.name}: {lane.said}" for lane in lanes)
    return burden_timeline(lanes, told, size=size, wide=wide)


def _why(mark: str) -> str:
    return mark if mark in ("unverified", "missing") else "words"
