"""Reading: what was typed into a box, as a number, bounds or a day, or that it is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from consult.values import Bounds

_NUMBER = r"[+-]?\d+(?:[.,]\d+)?"
_EXACT = rf"({_NUMBER})"
_RANGE = rf"({_NUMBER})\s*(?:-|–|~|～|至|to)\s*({_NUMBER})"
_LIMIT = rf"(<=|=<|>=|=>|≤|≥|<|>)\s*({_NUMBER})"
_THOUSANDS = (
    r"[<>=≤≥+\-\s]*[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d+)?|"
    r"(?:[ '’]\d{3})+(?:[.,]\d+)?|(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)"
)
_BEGUN = rf"(?:<=?|>=?|=|≤|≥)?\s*[+-]?\d*[.,]?\d*|{_NUMBER}\s*(?:-|–|~|～|至)\s*\d*[.,]?\d*"
_MOST_DIGITS = 30
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS_BEFORE = r"-\s*([0-9]{1,5})"
_TODAY = frozenset({"t", "今天"})


class Kind(Enum):
    """What a text turned out to be."""

    EMPTY = auto()
    VALUE = auto()
    BEGUN = auto()
    THOUSANDS = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: its kind, and the value when it has one."""

    kind: Kind
    value: Any = None


def plain_text(text: str) -> str:
    """`text` without outer blanks, full-width characters of an input method in their plain form."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-").replace("、", ",").strip()


def read_number(text: str, *, whole: bool = False) -> Reading:
    """Read a number or bounds. A decimal comma is a point; a thousands separator is never guessed at.

    "165,000" could be 165 or 165000, so it is refused. `whole` makes a number without decimals an int.
    """
    typed = plain_text(text)
    if not typed:
        return Reading(Kind.EMPTY)
    if len(typed) > _MOST_DIGITS:
        return Reading(Kind.UNREADABLE)
    if re.fullmatch(_THOUSANDS, typed):
        return Reading(Kind.THOUSANDS)
    if re.fullmatch(_EXACT, typed):
        return Reading(Kind.VALUE, _number(typed, whole))
    if match := re.fullmatch(_LIMIT, typed):
        sign, end = match[1], _number(match[2], whole)
        is_open = sign in ("<", ">")
        if sign[0] in "<≤" or sign == "=<":
            return Reading(Kind.VALUE, Bounds(high=end, high_open=is_open))
        return Reading(Kind.VALUE, Bounds(low=end, low_open=is_open))
    if match := re.fullmatch(_RANGE, typed):
        low, high = _number(match[1], whole), _number(match[2], whole)
        # "12-1" is on its way to "12-15": not a value yet, and never turned round.
        return Reading(Kind.VALUE, Bounds(low, high)) if low < high else Reading(Kind.BEGUN)
    return Reading(Kind.BEGUN if re.fullmatch(_BEGUN, typed) else Kind.UNREADABLE)


def read_day(text: str, consultation: date, today: date) -> date | None:
    """A day: 2026-11-23, -14 for 14 days before the consultation, t for today. None for anything else.

    "3.11.2026" could be two days, so no other order of day, month and year is read.
    """
    typed = plain_text(text).replace("–", "-").casefold()
    if typed in _TODAY:
        return today
    try:
        if match := re.fullmatch(_DAYS_BEFORE, typed):
            return consultation - timedelta(days=int(match[1]))
        return date.fromisoformat(typed) if re.fullmatch(_DAY, typed) else None
    except (ValueError, OverflowError):
        return None


def number_text(value: Any) -> str:
    """The text that reads as `value`, for a value that came from a file."""
    if isinstance(value, Bounds):
        if value.low is not None and value.high is not None:
            return f"{_plain(value.low)}-{_plain(value.high)}"
        if value.low is not None:
            return f"{'>' if value.low_open else '≥'}{_plain(value.low)}"
        return "" if value.high is None else f"{'<' if value.high_open else '≤'}{_plain(value.high)}"
    return _plain(value)


def _plain(number: float) -> str:
    if float(number).is_integer():
        return f"{int(number)}"
    text = repr(float(number))
    return text if "e" not in text else f"{number:.12f}".rstrip("0")


def _number(text: str, whole: bool) -> float:
    plain = text.replace(",", ".")
    if whole and "." not in plain:
        return int(plain)
    number = float(plain)
    return int(number) if number.is_integer() and "." not in plain else number
