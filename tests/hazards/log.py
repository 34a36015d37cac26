"""Log: reads docs/hazards.toml, counts its controls and finds tests that are named there and do not exist.

`python -m tests.hazards` prints "hazards: n by test, m by hand, k open", and every open one.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs" / "hazards.toml"
KINDS = ("design", "protect", "inform")
ANSWERS = ("test", "by_hand", "open")
"""A control is verified by a test, by a person, or not yet."""
MEMBERS = ("id", "what", "cause", "effect", "severity", "probability", "controls")
SERIOUS = 4
"""From this severity on a hazard needs a control by design, or two that protect."""


def read() -> list[dict[str, Any]]:
    """The hazards as they stand in the log."""
    hazards: list[dict[str, Any]] = tomllib.loads(LOG.read_text("utf-8"))["hazard"]
    return hazards


def controls(hazards: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every control with the id of its hazard."""
    for hazard in hazards:
        for control in hazard["controls"]:
            yield hazard["id"], control


def faults(hazards: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the log, a sentence each."""
    ids = [hazard.get("id", "?") for hazard in hazards]
    for number, name in enumerate(ids, 1):
        if name != f"H{number:02}":
            yield f"{name}: hazards are numbered without a gap"
    for hazard in hazards:
        if tuple(hazard) != MEMBERS:
            yield f"{hazard.get('id')}: has {', '.join(hazard)} instead of {', '.join(MEMBERS)}"
            continue
        kinds = Counter(control.get("kind") for control in hazard["controls"])
        if hazard["severity"] >= SERIOUS and not kinds["design"] and kinds["protect"] < 2:
            yield f"{hazard['id']}: is serious and has neither a control by design nor two that protect"
    for name, control in controls([hazard for hazard in hazards if tuple(hazard) == MEMBERS]):
        answers = [answer for answer in ANSWERS if control.get(answer)]
        if control.get("kind") not in KINDS or not control.get("text") or len(answers) != 1:
            yield f"{name}: a control needs kind, text and one of {', '.join(ANSWERS)}"
        elif "test" in control and not exists(control["test"]):
            yield f"{name}: there is no test {control['test']}"


def exists(test: str) -> bool:
    """Whether "path::name" is a test of this project."""
    path, _, name = test.partition("::")
    return name in _tests(path)


@lru_cache
def _tests(path: str) -> frozenset[str]:
    try:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
    except OSError:
        return frozenset()
    return frozenset(
        part.name
        for part in ast.walk(tree)
        if isinstance(part, ast.FunctionDef) and part.name.startswith("test_")
    )


def count(hazards: list[dict[str, Any]]) -> str:
    """The line that every run of the tests ends with."""
    said = Counter(
        next(answer for answer in ANSWERS if control.get(answer)) for _id, control in controls(hazards)
    )
    return f"hazards: {said['test']} by test, {said['by_hand']} by hand, {said['open']} open"


def main() -> int:
    """Print the count and what is open; the exit code says whether the log is sound."""
    hazards = read()
    wrong = list(faults(hazards))
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        return 1
    for name, control in controls(hazards):
        if "open" in control:
            print(f"  {name} open: {control['text']} ({control['open']})")
    print(count(hazards))
    return 0
