"""Laboratory lines: how a line of a printout is spelt, from its blanks and brackets to numbers and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from consult.summary.safe import harmless
from consult.values import Bounds

Units = Mapping[str, tuple[str, ...]]
"""The units of a quantity, each with its spellings."""
MAX_LINE = 300
"""Longer lines are kept visible and not read."""

_NUMBER = r"\d{1,9}(?:[.,]\d{1,6})?"
_TO = r"(?:-{1,2}|~|至|to\b)"
VALUE = re.compile(
    rf"(?P<sign><=|=<|>=|=>|≤|≥|<|>)?\s*(?P<number>{_NUMBER})(?![\d.,]*\d)"
    r"(?!\s*[/:-]\s*\d|e[+-]?\d"
    rf"|\s*(?!\*\s+{_NUMBER}\s*{_TO})[x*]\s*10\s*[\^*e]?\s*\d+(?!\d|\s*/))"
)
"""A number that is no part of a day, a time, a fraction or a power of ten; in "90 * 100-300" the star is a flag."""
MARKS = re.compile(r"[\s:=|;,*▲★●]+")
RANGE = re.compile(rf"{_NUMBER}\s*{_TO}\s*{_NUMBER}")
LIMIT = re.compile(rf"(?:<=|>=|≤|≥|<|>)\s*{_NUMBER}")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
INDEX = re.compile(r"\s*\d{1,3}\s*[.)、]\s*(?=\D)|\s*\d{1,3}\s+(?=[^\d\s<>=.,%/~-])")
FLAG = re.compile(r"(?:[↑↓*]+|(?:hh|ll|h|l|n|偏高|偏低|正常|高|低|high|low|normal)(?![a-z0-9/^%]))")
REFERENCE = re.compile(
    r"(?:参考(?:值|范围|区间)|正常(?:值|范围)|reference(?:\s+(?:range|interval|value))?|ref\.?|normal\s+range|nr)(?![a-z])"
)
WORD = re.compile(r"[^\s()|;,]+")
BLANK = re.compile(r"[\s:=|;,]+")
PASSED = (BLANK, re.compile(r"[()]"), RANGE, LIMIT, REFERENCE)
"""What may follow a number without changing it."""
GAP = re.compile(r"(?:[\s:=|]|,(?=\S))+")
"""What may stand between a name and its number."""
_BRACKETS = str.maketrans("[]{}【】", "()()()")
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "～": "~", "μ": "u", "×": "x", "，": ",", "；": ";"}
)
_WORDS_FOR_TEST = re.compile(r"(?:测定|检测|定量|定量测定|浓度|水平)$")
SPECIMEN = re.compile(
    r"\burin|尿(?!酸|素)|ascit|腹水|胸水|pleural|csf|脑脊液|drain|引流|stool|粪|saliva|唾液|穿刺液|透析液|dialysate|\bfluid\b"
)
BLOOD = re.compile(r"serum|blood|plasma|血|肝功|肾功|凝血|生化|肿瘤标志物")


def as_shown(line: str) -> str:
    """A line as it may be shown: nothing in it that acts, tabs as blanks."""
    return "".join(harmless(c) for c in line.replace("\t", "  ")).strip()[: 2 * MAX_LINE]


def as_read(line: str) -> str:
    """A line as it is read: full-width characters plain, one kind of dash, bracket and mu, small letters."""
    wide = line.replace("（", "(").replace("）", ")").replace("：", ":")
    return unicodedata.normalize("NFKC", wide).translate(_BRACKETS).translate(_PLAIN).casefold().strip()


def name_key(name: str) -> str:
    """A name as it is compared: without blanks, dots and hyphens, and without the word for "test" at its end."""
    bare = re.sub(r"[\s._\-]+", "", as_read(name))
    return _WORDS_FOR_TEST.sub("", bare) or bare


def ends_word(plain: str, end: int) -> bool:
    """Whether a name may end before `end`: not within a Latin word, nor before what makes it another name."""
    last, following = plain[end - 1], plain[end]
    if following in "-/+%^'′":
        return False
    if following.isascii() and following.isalpha():
        return not (last.isascii() and last.isalnum())
    if following.isalpha():  # a Chinese character after a Chinese one goes on with the word
        return last.isascii()
    return not (following.isdigit() and last.isdigit())


def after(pattern: re.Pattern[str], plain: str, at: int) -> int:
    """Where a text goes on after what `pattern` matches at `at`, if anything."""
    match = pattern.match(plain, at)
    return match.end() if match else at


def unit_in_brackets(plain: str, at: int, units: Units) -> tuple[str, int]:
    """A unit that stands in brackets between name and number, and where its bracket ends."""
    start = after(BLANK, plain, at)
    if plain[start : start + 1] == "(" and (own := unit_at(plain, start + 1, units)):
        close = after(BLANK, plain, own[1])
        if plain[close : close + 1] == ")":
            return own[0], close + 1
    return "", at


def unit_at(plain: str, at: int, units: Units) -> tuple[str, int] | None:
    """The unit that stands at `at` as a whole, and where it ends."""
    best: tuple[str, int] | None = None
    for unit, spellings in units.items():
        for spelling in spellings:
            end = at + len(spelling)
            if plain.startswith(spelling, at) and (best is None or end > best[1]):
                following = plain[end : end + 1]
                if not following or not (
                    following in "/^*%" or (following.isascii() and following.isalnum())
                ):
                    best = (unit, end)
    return best


def typed_text(value: re.Match[str]) -> str:
    """A number with its sign, as it would be typed."""
    sign = (value["sign"] or "").replace("=<", "≤").replace("=>", "≥").replace("<=", "≤").replace(">=", "≥")
    return f"{sign}{value['number']}"


def number_of(value: re.Match[str]) -> Any:
    """The number, or the bounds that its sign makes of it; a decimal comma is a point."""
    plain = value["number"].replace(",", ".")
    number: float = int(plain) if "." not in plain else float(plain)
    sign = value["sign"] or ""
    if not sign:
        return number
    if "<" in sign or "≤" in sign:
        return Bounds(high=number, high_open=sign == "<")
    return Bounds(low=number, low_open=sign == ">")
