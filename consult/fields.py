"""Field: the one declaration of an input, from which form, checks, JSON, paper and documents are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from consult.values import Bounds, contains, map_numbers

FieldType = Literal["number", "integer", "choice", "choices", "flag", "text", "texts", "date", "objects"]
"""How a value looks: choice is one member, choices several, flag a boolean, objects a list of records."""

Section = Literal[
    "general",
    "liver",
    "laboratory",
    "performance",
    "tumour",
    "judgement",
    "portal",
    "resection",
    "prior",
    "comorbidity",
    "molecular",
    "nutrition",
    "preferences",
    "fit",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One member of an enumeration, with its words."""

    id: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The second unit in which a quantity may be entered, under its own JSON key."""

    key: str
    unit: str
    hard: tuple[float, float]
    soft: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixup:
    """Numbers that, standing under one JSON key, were probably meant in another unit: asked about, never corrected."""

    under: str
    """The key under which the number stands."""
    numbers: Bounds
    unit: str
    """In which such a number would be usual."""
    key: str = ""
    """The field's other key, when it has one in that unit."""
    factor: float | None = None
    """Without such a key: units of `under` per one of `unit`. Without either the question has no conversion."""
    quantity: str = ""
    """When it would be usual for another quantity altogether: that one's word in the vocabulary."""
    fraction: bool = False
    """True when whole numbers are not asked about."""

    def asks(self, value: Any) -> bool:
        """Whether the number, or an end of the bounds, is one of those asked about."""
        ends = (value.low, value.high) if isinstance(value, Bounds) else (value,)
        return any(end is not None and self._asks(end) for end in ends)

    def _asks(self, number: float) -> bool:
        return contains(self.numbers, number) and not (self.fraction and float(number).is_integer())

    def read_again(self, value: Any) -> Any:
        """The same number or bounds read in `unit`, as `key` or else `under` would hold it."""
        return value if self.factor is None else map_numbers(value, self._convert)

    def _convert(self, number: float) -> float:
        assert self.factor is not None
        converted = round(number * self.factor, 9)
        return int(converted) if converted.is_integer() else converted


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input. `id` is its JSON key; numbers under it are in `unit` (the canonical one)."""

    id: str
    type: FieldType
    section: Section
    en: str
    zh: str
    help_en: str = ""
    help_zh: str = ""
    unit: str = ""
    other: Unit | None = None
    hard: tuple[float, float] | None = None
    soft: tuple[float, float] | None = None
    mixups: tuple[Mixup, ...] = ()
    choices: tuple[Choice, ...] = ()
    parts: tuple[Field, ...] = ()
    """The fields of one record, when `type` is objects."""
    minimal: bool = False
    none_applies: object = None
    """What "none of these applies" stores when the field belongs to the exclusion checklist."""
    asked_when: str = "always"
    """For checklist fields: when the question arises (a key of `ASKED_WHEN` in the disease folder)."""
    max_items: int = 50
    max_length: int = 2000
    derived: bool = False
    """True for a value that is computed when its parts are known and may be entered when they are not."""

    @property
    def is_questioned(self) -> bool:
        """Whether some value of it, or of a part, is asked about: it has a soft range or units that are mixed up."""
        own = self.soft is not None or self.other is not None or bool(self.mixups)
        return own or any(part.is_questioned for part in self.parts)

    def choice_ids(self) -> tuple[str, ...]:
        """The members' ids, in their declared order."""
        return tuple(choice.id for choice in self.choices)

    def unit_of(self, key: str) -> str:
        """The unit of the numbers under `key`: the other key of a pair, or (also by a path) the field's own."""
        return self.other.unit if self.other is not None and key == self.other.key else self.unit

    def hard_of(self, key: str) -> tuple[float, float] | None:
        """The hard limits of the numbers under `key`."""
        return self.other.hard if self.other is not None and key == self.other.key else self.hard

    def mixup(self, key: str, value: Any) -> Mixup | None:
        """What to ask about the unit of `value` under `key`, if anything."""
        under = self.other.key if self.other is not None and key == self.other.key else self.id
        return next((m for m in self.mixups if m.under == under and m.asks(value)), None)

    def converts(self, mixup: Mixup, value: Any) -> bool:
        """Whether `value`, read again as `mixup` suggests, is one that the field takes."""
        limits = self.hard_of(mixup.key or mixup.under)
        if mixup.quantity or limits is None:
            return False
        again = mixup.read_again(value)
        ends = (again.low, again.high) if isinstance(again, Bounds) else (again,)
        return all(end is None or limits[0] <= end <= limits[1] for end in ends)

    def entered_in(self, text: str) -> str:
        """The unit a typed text ends with, when the number was converted from it on entry; else empty."""
        units = (m.unit for m in self.mixups if m.factor is not None)
        return next((unit for unit in units if text.endswith(f" {unit}")), "")
