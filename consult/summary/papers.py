"""Papers: every kind there is, each made from the same assessment and the same record of the talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from consult.assess import Assessment, Knowledge
from consult.complexity import Chip
from consult.consultation import Consultation
from consult.names import Size
from consult.patient import Patient
from consult.phrases import Words
from consult.summary.blocks import Document
from consult.summary.copies import ONCE, Copy

Kind = Literal["doctor", "patient", "board"]
KINDS: tuple[Kind, ...] = ("doctor", "patient", "board")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, in which language, on which sheet; and what the patient's paper lays out of more than it holds."""

    kind: Kind = "doctor"
    language: str = "en"
    size: Size = "a4"
    laid_out: tuple[str, ...] = ()


def paper(
    wanted: Wanted,
    patient: Patient,
    assessment: Assessment,
    words: Words,
    knowledge: Knowledge,
    *,
    today: date,
    program_version: str,
    chosen: tuple[str, ...] = (),
    said: Consultation | None = None,
    copy: Copy = ONCE,
    complexity: Iterable[Chip] = (),
    show_unverified: bool = True,
) -> Document:
    """The wanted paper, in the copy that is to be printed; `words` speak its language.

    Raises KeyError for a treatment the catalogue does not hold.
    """
    make: Callable[..., Document]
    if wanted.kind == "doctor":
        from consult.summary.doctor import doctor_summary

        make = partial(doctor_summary, complexity=complexity, show_unverified=show_unverified)
    elif wanted.kind == "board":
        from consult.summary.board import board_sheet

        make = board_sheet
    else:
        from consult.summary.handout import handout

        make = partial(handout, laid_out=wanted.laid_out)
    return make(
        patient,
        assessment,
        words,
        knowledge,
        today=today,
        chosen=chosen,
        program_version=program_version,
        said=said,
        copy=copy,
        size=wanted.size,
    )
