"""Ways: how a finished PDF gets to a printer, what may be asked of it, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from consult.errors import ConsultError
from consult.names import Size

Sides = Literal["", "one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""Empty: as the printer itself is set."""
SIDES: tuple[Sides, ...] = ("", "one-sided", "two-sided-long-edge", "two-sided-short-edge")
MOST_COPIES = 20
Answer = Literal["printed", "printing", "no_paper", "stopped", "ended", "failed", "unknown"]
"""`no_paper`, `stopped`: it waits, and comes out once paper is put in or the printer is started.

`ended`: the printing system has done with it and does not say how. `unknown`: nobody can tell.
"""


class PrintError(ConsultError):
    """A printer that did not take a paper: nothing was handed over, and nothing is printed."""


class NoAnswerError(ConsultError):
    """A paper may have been handed over, and nobody said whether; it is never handed over again by itself."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that is set up on this computer."""

    name: str
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked of a printer. The title is all that others see of a job: a document number, never a person."""

    printer: str
    title: str
    copies: int = 1
    sides: Sides = ""
    size: Size = "a4"


class Way(Protocol):
    """One way to the printers of this computer."""

    @property
    def apart(self) -> bool:
        """Whether it may be used beside the window, in a thread of its own."""

    def printers(self) -> tuple[Printer, ...]:
        """The printers there are. Raises PrintError where that cannot be learned."""

    def send(self, pdf: bytes, job: Job) -> str:
        """Hand a paper over, once; returns what it can be asked about by, or "" where it cannot be asked.

        Raises PrintError where it was not taken, NoAnswerError where that is not known.
        """

    def answer(self, request: str) -> Answer:
        """What became of it."""


def find_way() -> Way:
    """The PDF itself to the printing system where there is one that takes it, else pictures of its pages."""
    from ui.printing.lp import LpWay, find_programs

    programs = find_programs()
    if programs is not None:
        return LpWay(programs)
    from ui.printing.printer import RasterWay

    return RasterWay()
