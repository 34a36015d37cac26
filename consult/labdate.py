"""Laboratory date: of which day a printout says its sample is, and nothing where it leaves a choice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_DAY = re.compile(r"(?<![\d.])(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?![\d.])")
_SAMPLED = re.compile(r"采样|采集|采血|抽血|collect|sampl|drawn|taken")
_OTHER = re.compile(r"出生|生日|birth|dob|入院|admi|手术|surg|打印|print")
_TIME = re.compile(r"(?<![\w.,])\d{1,2}:\d{2}(?::\d{2})?(?![\d.])")


def without_days(plain: str) -> str:
    """A line without its days and times of day: their numbers are no results."""
    return _TIME.sub(" ", _DAY.sub(" ", plain))


def day_of(lines: Iterable[str], today: date) -> tuple[date | None, bool]:
    """The day of the sample: the one said to be, else the only one there is; and whether there is a choice of several.

    Never a day to come. "03/11/2026" could be two days, so only year, month, day is read.
    """
    sampled: set[date] = set()
    found: set[date] = set()
    for line in lines:
        if _OTHER.search(line) and not _SAMPLED.search(line):
            continue
        # A line may name several days, each with its own word: the word before a day is what it is of.
        at = 0
        for match in _DAY.finditer(line):
            word = line[at : match.start()]
            at = match.end()
            day = _date(match, today)
            if day is None or (_OTHER.search(word) and not _SAMPLED.search(word)):
                continue
            (sampled if _SAMPLED.search(word) else found).add(day)
    chosen = sampled or found
    return (next(iter(chosen)), False) if len(chosen) == 1 else (None, bool(chosen))


def _date(match: re.Match[str], today: date) -> date | None:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if day <= today else None
