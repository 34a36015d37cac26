"""Typed unit: a number typed with its unit, "1.1 mg/dL" or "12.3 cm", where the field can take that unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consult.fields import Field
from ui.form.reading import plain_text

_BLANKS = r"\s+"
_TYPED = r"(.*?\d)(?:\s*([^\d\s.,<>=≤≥~–-].*)|\s+(10\^?\d.*))"
_MOST = 40


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """A text taken apart: the number as typed, the unit it names, and whether that unit is not complete yet."""

    number: str
    unit: str = ""
    begun: bool = False


def take_apart(text: str, field: Field) -> TypedUnit:
    """The number and the unit of a typed text; a text that names no unit of the field is all number."""
    typed = plain_text(text)
    match = re.fullmatch(_TYPED, typed, re.DOTALL) if len(typed) <= _MOST else None
    if match is None:
        return TypedUnit(text)
    units, said = units_of(field), _bare(match[2] or match[3])
    for unit in units:
        if said == _bare(unit):
            return TypedUnit(match[1], unit)
    if any(_bare(unit).startswith(said) for unit in units):
        return TypedUnit(text, begun=True)
    return TypedUnit(text)


def units_of(field: Field) -> tuple[str, ...]:
    """The units in which a number may be typed: the field's own, its other one, and those it converts from."""
    units = [field.unit, field.other.unit if field.other is not None else ""]
    units += [mixup.unit for mixup in field.mixups if mixup.factor is not None and mixup.under == field.id]
    return tuple(dict.fromkeys(unit for unit in units if unit))


def _bare(unit: str) -> str:
    """A unit as it is compared: small letters, u for micro, without blanks."""
    return (
        re.sub(_BLANKS, "", plain_text(unit)).casefold().replace("μ", "u").replace("^", "").removeprefix("x")
    )
