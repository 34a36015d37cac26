"""The hazard log: its controls name tests that exist, and a wrong log is found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hazards import log


def test_every_control_names_a_test_a_person_or_why_it_is_open() -> None:
    assert list(log.faults(log.read())) == []


def test_the_run_says_how_many_are_verified() -> None:
    hazards = log.read()
    line = log.count(hazards)
    figures = [int(word) for word in line.replace(",", "").split() if word.isdigit()]
    assert sum(figures) == len(list(log.controls(hazards)))
    assert line.startswith("hazards: ")


@pytest.mark.parametrize(
    "change",
    [
        {"test": "tests/hazards/test_log.py::test_that_is_not_there"},
        {"test": "tests/nowhere.py::test_the_run_says_how_many_are_verified"},
        {"by_hand": "also looked at"},
        {"kind": "hope"},
        {"text": ""},
    ],
)
def test_a_wrong_control_is_found(change: dict[str, str]) -> None:
    hazards: list[dict[str, Any]] = log.read()[:1]
    hazards[0]["controls"][0] |= change
    assert list(log.faults(hazards)) != []


def test_a_serious_hazard_needs_more_than_information() -> None:
    hazards = log.read()[:1]
    hazards[0]["controls"] = [{"kind": "inform", "text": "A sentence", "by_hand": "read"}]
    assert list(log.faults(hazards)) != []
