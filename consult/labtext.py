"""Laboratory text: the results in a pasted printout, each with its line, its unit and what is doubtful about it.

Strict on purpose. A result is certain only when every word of its line is understood: name, number, unit, flag,
reference range. What is understood in part is a question, what is not stays visible as it was pasted; nothing is
entered here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from consult.errors import InputError
from consult.fields import Field, Mixup
from consult.labdate import day_of, without_days
from consult.lablines import (
    BLANK,
    BLOOD,
    FLAG,
    GAP,
    INDEX,
    MARKS,
    MAX_LINE,
    PASSED,
    RANGE,
    SPECIMEN,
    THOUSANDS,
    VALUE,
    WORD,
    Units,
    after,
    as_read,
    as_shown,
    ends_word,
    name_key,
    number_of,
    typed_text,
    unit_at,
    unit_in_brackets,
)
from consult.patient import Schema, check_value

MAX_CHARACTERS = 20_000
MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity as laboratories print it: every name it has and, by unit of its field, how that unit is spelt."""

    field: str
    names: tuple[str, ...]
    units: Units
    """Keys are the units the field takes (its own, its other one, one it converts from); spellings in small letters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to enter a result: the JSON key, the value under it, the text to keep, and the unit in which it is."""

    key: str
    value: Any
    text: str
    typed: str
    unit: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result that was found. `doubts` are codes; without any, and with one offer, it is certain."""

    line: int
    source: str
    field: str
    typed: str
    offers: tuple[Offer, ...] = ()
    doubts: tuple[str, ...] = ()
    refused: InputError | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the line leaves nothing to ask."""
        return len(self.offers) == 1 and not self.doubts and self.refused is None


@dataclass(frozen=True, slots=True)
class LabText:
    """What a text holds: results in the order of the lines, lines that were not read, and the day of the sample."""

    candidates: tuple[Candidate, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    day: date | None = None
    several_days: bool = False
    """Whether the day is open because the text holds more than one."""


class LabReader:
    """Reads printouts against the names of one disease's fields."""

    def __init__(self, schema: Schema, named: tuple[Named, ...], neutral: frozenset[str]) -> None:
        self._schema = schema
        self._neutral = neutral
        self._by_name: dict[str, Named] = {}
        for one in named:
            for name in one.names:
                if self._by_name.setdefault(name_key(name), one) is not one:
                    raise ValueError(f"two quantities are called {name}")
        self._longest = max(len(name) for name in self._by_name)
        self._initials = frozenset(name[0] for name in self._by_name)

    def read(self, text: str, *, today: date) -> LabText:
        """Raises InputError for a text that is too long."""
        if len(text) > MAX_CHARACTERS:
            raise InputError("lab_too_long", most=f"{MAX_CHARACTERS:,}")
        lines = [as_shown(line) for line in text.splitlines()]
        if len(lines) > MAX_LINES:
            raise InputError("lab_too_long", most=f"{MAX_CHARACTERS:,}")
        found: list[Candidate] = []
        unread: list[tuple[int, str]] = []
        elsewhere = False
        for number, shown in enumerate(lines):
            if not shown:
                continue
            plain = without_days(as_read(shown))
            if SPECIMEN.search(plain):
                elsewhere = True
                unread.append((number, shown))
                continue
            if BLOOD.search(plain) and not any(c.isdigit() for c in plain):
                elsewhere = False
            results = self._line(number, shown, plain)
            if not results:
                unread.append((number, shown))
            found += [_doubted(one, "specimen") for one in results] if elsewhere else results
        day, several = day_of((as_read(line) for line in lines), today)
        return LabText(tuple(_compared(found)), tuple(unread), day, several)

    # -- one line ------------------------------------------------------------------------------------------------

    def _line(self, number: int, shown: str, plain: str) -> list[Candidate]:
        """Every result of a line; none where it does not begin with a known name and a number."""
        if len(plain) > MAX_LINE:
            return []
        found: list[Candidate] = []
        match = INDEX.match(plain)
        at = match.end() if match else 0
        while (begun := self._result(plain, at)) is not None:
            rest = self._rest(plain, begun.end, begun.named)
            found.append(self._candidate(number, shown, begun, rest))
            at = rest.end
        return found

    def _result(self, plain: str, at: int) -> _Begun | None:
        """Name and number from `at` on."""
        named, at = self._name(plain, at)
        if named is None:
            return None
        before, named_to = plain[at - 1], at
        unit, at = unit_in_brackets(plain, at, named.units)
        gap, at = at, after(GAP, plain, at)
        # A comma may be the mark between columns, and then it is not that of decimals as well.
        columns = "," in plain[gap:at]
        attached = at == named_to and before.isascii() and before.isalnum() and plain[at : at + 1].isdigit()
        flag = FLAG.match(plain, at)
        if flag and BLANK.match(plain, flag.end()):
            at = after(BLANK, plain, flag.end())
        thousands = THOUSANDS.match(plain, at)
        if thousands:
            return _Begun(named, None, unit, attached, thousands.end())
        value = VALUE.match(plain, at)
        if value is None or RANGE.match(plain, at) or (columns and "," in value["number"]):
            return None
        return _Begun(named, value, unit, attached, value.end())

    def _name(self, plain: str, at: int) -> tuple[Named | None, int]:
        """The quantity whose names stand from `at` on, all of them the same one's; (None, at) otherwise."""
        found: Named | None = None
        here = at
        while True:
            start = after(MARKS, plain, here)
            if plain[start : start + 1] == "(":
                close = plain.find(")", start, start + self._longest + 12)
                inner = plain[start + 1 : close].strip() if close > 0 else ""
                one, end = self._by_name.get(name_key(inner)), close + 1
                if one is None and inner not in self._neutral:
                    return found, here
            else:
                one, end = self._longest_name(plain, start)
                if one is None:
                    word = WORD.match(plain, start)  # "Creatinine, Serum"
                    if found is None or word is None or word.group() not in self._neutral:
                        return found, here
                    end = word.end()
            if one is not None and found is not None and one is not found:
                return found, here
            if one is None and found is None:
                return None, at
            found, here = found or one, end

    def _longest_name(self, plain: str, start: int) -> tuple[Named | None, int]:
        """The longest known name that begins at `start` and ends where a word ends."""
        if plain[start : start + 1] not in self._initials:
            return None, start
        for end in range(min(len(plain), start + self._longest + 8), start, -1):
            if plain[end - 1].isspace() or (end < len(plain) and not ends_word(plain, end)):
                continue
            one = self._by_name.get(name_key(plain[start:end]))
            if one is not None:
                return one, end
        return None, start

    def _rest(self, plain: str, at: int, named: Named) -> _Rest:
        """What follows a number, up to the next result or the end of the line."""
        unit, unknown, more = "", False, False
        while at < len(plain):
            passed = next((m for p in PASSED if (m := p.match(plain, at)) and m.end() > at), None)
            own = unit_at(plain, at, named.units)
            if passed is not None:
                at = passed.end()
            elif own is not None:
                more = more or bool(unit and unit != own[0])
                unit, at = unit or own[0], own[1]
            elif flag := FLAG.match(plain, at):
                at = flag.end()
            elif self._result(plain, at) is not None:
                break
            else:
                word = WORD.match(plain, at)
                end = word.end() if word else at + 1
                if word and word.group() not in self._neutral:
                    # Before the unit, a word or number may say that the unit is of something else.
                    unknown, more = unknown or not unit, True
                at = end
        return _Rest(unit, unknown, more, at)

    # -- what a result may mean ----------------------------------------------------------------------------------

    def _candidate(self, number: int, shown: str, begun: _Begun, rest: _Rest) -> Candidate:
        field = self._schema.by_id[begun.named.field]
        if begun.value is None:
            return Candidate(number, shown, field.id, "", (), ("thousands",))
        typed, read = typed_text(begun.value), number_of(begun.value)
        unit = begun.unit or rest.unit
        if (begun.unit and rest.unit and begun.unit != rest.unit) or (
            field.unit and rest.unknown and not begun.unit
        ):
            return Candidate(number, shown, field.id, typed, (), ("unit_unknown",))
        doubts = [
            code
            for code, holds in (
                ("unit_missing", field.unit and not unit),
                ("run_together", begun.attached),
                ("more_on_line", rest.more),
            )
            if holds
        ]
        offered = [
            _offer(field, typed, read, one) for one in ((unit,) if unit else begun.named.units or ("",))
        ]
        if (unit or not field.unit) and (mixup := field.mixup(offered[0].key, offered[0].value)) is not None:
            doubts.append("unit_question")
            if mixup.unit in begun.named.units and mixup.unit != unit:
                offered.append(_offer(field, typed, read, mixup.unit))
        offers, refused = [], None
        for one in offered:
            try:
                check_value(field, one.key, one.value)
                offers.append(one)
            except InputError as error:
                refused = refused or error
        return Candidate(
            number, shown, field.id, typed, tuple(offers), tuple(doubts), None if offers else refused
        )


@dataclass(frozen=True, slots=True)
class _Begun:
    """A name and its number (None where it is no plain one), a unit that stood before it, and where it ends."""

    named: Named
    value: re.Match[str] | None
    unit: str
    attached: bool
    end: int


@dataclass(frozen=True, slots=True)
class _Rest:
    """What followed a number: the unit, whether something unknown stood before it or anywhere, and where it ends."""

    unit: str
    unknown: bool
    more: bool
    end: int


def _offer(field: Field, typed: str, read: Any, unit: str) -> Offer:
    """A result as the form would enter it: under the key of its unit, or converted with the typed text kept."""
    mixup = _converts_from(field, unit)
    if mixup is not None:
        return Offer(field.id, mixup.read_again(read), f"{typed} {mixup.unit}", typed, unit)
    return Offer(_key_of(field, unit), read, typed, typed, unit)


def _converts_from(field: Field, unit: str) -> Mixup | None:
    own = {field.unit} | ({field.other.unit} if field.other is not None else set())
    if unit in own:
        return None
    return next((m for m in field.mixups if m.unit == unit and m.factor is not None), None)


def _key_of(field: Field, unit: str) -> str:
    return field.other.key if field.other is not None and unit == field.other.unit else field.id


def _compared(found: list[Candidate]) -> list[Candidate]:
    """A result printed twice counts once; different results of one quantity are all in doubt."""
    kept: list[Candidate] = []
    for one in found:
        if not any((one.field, one.offers) == (k.field, k.offers) and one.offers for k in kept):
            kept.append(one)
    often = Counter(one.field for one in kept)
    return [_doubted(one, "several_results") if often[one.field] > 1 else one for one in kept]


def _doubted(one: Candidate, code: str) -> Candidate:
    return replace(one, doubts=(*one.doubts, code))
