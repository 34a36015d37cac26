"""Field: the one declaration of an input, from which form, checks, JSON, paper and documents are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["number", "integer", "choice", "choices", "flag", "text", "texts", "date", "objects"]
"""How a value looks: choice is one member, choices several, flag a boolean, objects a list of records."""

Section = Literal[
    "general",
    "liver",
    "laboratory",
    "performance",
    "tumour",
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

    def choice_ids(self) -> tuple[str, ...]:
        """The members' ids, in their declared order."""
        return tuple(choice.id for choice in self.choices)
