"""Reads the score vectors: a row becomes the JSON patient and what is expected of its result."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consult.fields import Field
from consult.hcc.derive import SCHEMA

FOLDER = Path(__file__).parent / "vectors"
_NUMBERS = ("points", "score", "value", "threshold", "meld", "egfr", "bmi", "fib4", "apri", "ttv_cm3", "ecog")


@dataclass(frozen=True)
class Row:
    """One row of a vector file."""

    item: str
    case_id: str
    patient: dict[str, Any]
    expected: dict[str, str]


def rows(item: str) -> Iterator[Row]:
    """The rows of one file."""
    with (FOLDER / f"{item}.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            inputs = {
                name: cell
                for name, cell in line.items()
                if cell and not name.startswith("expected_") and name not in ("case_id", "source", "note")
            }
            expected = {
                name.removeprefix("expected_"): cell
                for name, cell in line.items()
                if name.startswith("expected_")
            }
            yield Row(item, line["case_id"], _patient(inputs), expected)


def _patient(cells: dict[str, str]) -> dict[str, Any]:
    patient: dict[str, Any] = {}
    for name, cell in cells.items():
        if name == "lesion_sizes_mm":
            patient["lesions"] = [_lesion(part) for part in cell.split(";")]
        else:
            patient[name] = _value(SCHEMA.by_key[name], cell)
    return patient


def _lesion(part: str) -> dict[str, Any]:
    status = "viable"
    if part.endswith("?"):
        status, part = "indeterminate", part[:-1]
    return {"size_mm": None if part == "unknown" else _number(part), "status": status}


def _value(field: Field, cell: str) -> Any:
    if field.type in ("integer", "number"):
        return cell if cell == "unknown" else _number(cell)
    if field.type == "flag":
        return {"true": True, "false": False}[cell]
    if field.type == "choices":
        return cell.split(";")
    return cell


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if number == int(number) and "." not in text else number


def check(row: Row, values: dict[str, Any]) -> None:
    """Assert that the result's values are what the row expects (rules: clinical methods, section 9.2)."""
    ranged = {
        name for name in row.expected if name.startswith("possible_") or name.endswith(("_min", "_max"))
    }
    open_result = any(row.expected[name] for name in ranged)
    for name, cell in row.expected.items():
        actual = values[name]
        if cell:
            assert matches(actual, cell, name), f"{row.case_id}: {name} is {actual!r}, expected {cell}"
        elif open_result and name not in ranged and name not in ("n", "m", "t"):
            assert actual is None, f"{row.case_id}: {name} is {actual!r}, expected an open result"


def matches(actual: Any, cell: str, name: str) -> bool:
    """Whether a JSON value is what the cell prints."""
    if name.startswith("possible_") or name == "reasons":
        return bool(actual == cell.split("|"))
    if cell == "unknown":
        return actual is None
    if cell in ("true", "false"):
        return actual is (cell == "true")
    if isinstance(actual, str):
        return actual == cell
    return isinstance(actual, int | float) and not isinstance(actual, bool) and actual == float(cell)
