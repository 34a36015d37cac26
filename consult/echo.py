"""Echo: a number in the words it was understood in, with what it is in the field's other unit."""

from __future__ import annotations

from typing import Any

from consult.fields import Field
from consult.phrases import Words, number
from consult.quantity import PAIR_FACTORS
from consult.values import Bounds, map_numbers

_DIGITS = 3
"""Significant digits of a converted number: it is shown for comparison and never stored."""


def echo(field: Field, key: str, value: Any, words: Words, converted_from: str = "") -> str:
    """ "1.1 mg/dL = 18.8 µmol/L", "3.4 cm = 34 mm", "between 1 and 2"; empty where there is nothing to add.

    `converted_from` is the text with its unit from which `value` was converted on entry.
    """
    said = _said(value, field.unit_of(key), words)
    if converted_from:
        return words.say("echo.equal", left=converted_from, right=said)
    other = in_other_unit(field, key, value)
    if other is None:
        return said if isinstance(value, Bounds) else ""
    return words.say("echo.equal", left=said, right=_said(other[0], other[1], words))


def in_other_unit(field: Field, key: str, value: Any) -> tuple[Any, str] | None:
    """The same quantity, rounded, in the unit of the pair it was not entered in; None where there is no pair."""
    if field.other is None:
        return None
    factor = PAIR_FACTORS[field.other.key]
    if key == field.other.key:
        return map_numbers(value, lambda n: _rounded(n * factor)), field.unit
    return map_numbers(value, lambda n: _rounded(n / factor)), field.other.unit


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _said(value: Any, unit: str, words: Words) -> str:
    if not isinstance(value, Bounds):
        return words.quantity(number(value), words.unit(unit))
    if value.low is not None and value.high is not None:
        text = words.say("echo.between", low=number(value.low), high=number(value.high))
    elif value.low is not None:
        text = words.say("above" if value.low_open else "at_least", low=number(value.low))
    else:
        assert value.high is not None
        text = words.say("below" if value.high_open else "at_most", high=number(value.high))
    return words.quantity(text, words.unit(unit))
