"""Problem report: versions, states and lines of the log, for whoever mends the program; of a patient there is nothing.

It has no field that could hold a value or a message, and each line of the log is read strictly before it is taken in.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from consult.log_line import read
from consult.phrases import Words

MOST_LINES = 200
NOT_KNOWN = "-"
FILE_NAME = "consult-problem-report.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the program runs on and how it stands. Neither a path nor the name of a person or a computer."""

    program: str
    catalogue: str
    sha256: str
    signature: str
    python: str
    qt: str
    system: str
    screen: str
    language: str
    theme: str
    known_cases: str
    files: str
    log: str


def system() -> str:
    """Name, release and machine of the system; not the name somebody gave the computer."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def problem_report(around: Surroundings, lines: Iterable[str], words: Words, *, at: datetime) -> str:
    """The whole file; the words that lead are those of the reader, what follows is the same in every language."""
    taken = [line for line in lines if read(line) is not None][-MOST_LINES:]
    names = [(words.say(f"report.{field.name}"), getattr(around, field.name)) for field in fields(around)]
    return "\n".join(
        (
            words.say("report.title"),
            words.say("report.holds"),
            "",
            words.say("report.made", time=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
            *(f"{name}{words.say('colon')}{said}" for name, said in names),
            "",
            words.say("report.lines", n=len(taken)),
            *taken,
            "",
        )
    )
