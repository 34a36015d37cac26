"""The walk through the features: every test and command it names exists, and it counts itself rightly."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.journeys.test_guides import missing

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "features.md"
STATES = ("done", "partly", "not yet", "does not apply")
_ROW = re.compile(r"^\| ([0-9]+|[ACQ][0-9]+(?:–Q?C?[0-9]+)?) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")

Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Number, feature, state and what shows it, of every row."""
    return [(m[1], m[2], m[3], m[4]) for m in _ROW.finditer(PAGE.read_text("utf-8"))]


@cache
def functions(file: Path) -> frozenset[str]:
    """The names of what a file of tests defines, in classes too."""
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def unknown(text: str) -> list[str]:
    """What a row names that does not exist: tests, files, commands, targets, links."""
    wrong = []
    for name in re.findall(r"`([^`]+)`", text):
        found = _TEST.fullmatch(f"`{name}`")
        if found is not None:
            file = ROOT / "tests" / found[1]
            if not file.is_file() or found[2] not in functions(file):
                wrong.append(name)
        elif name.startswith("consult "):
            if missing(name.removeprefix("consult ")) is not None:
                wrong.append(name)
        elif name.startswith("make "):
            if f"\n{name.removeprefix('make ')}:" not in (ROOT / "Makefile").read_text("utf-8"):
                wrong.append(name)
        elif ("/" in name or name == "LICENSE") and not (ROOT / name).exists():
            wrong.append(name)
    links = (link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text))
    return wrong + [link for link in links if not (PAGE.parent / link).exists()]


def test_every_feature_stands_once_in_its_order() -> None:
    assert [int(number) for number, *_rest in rows() if number.isdigit()] == list(range(1, 145))


def test_every_item_of_the_standard_stands_once() -> None:
    items = [number for number, *_rest in rows() if not number.isdigit()]
    expected = [f"A{n}" for n in range(1, 7)] + [f"C{n}" for n in range(1, 7)] + ["C7–C10"]
    expected += [f"Q{n}" for n in range(1, 24)] + ["Q24–Q28"]
    assert items == expected


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_a_row_names_exists(row: Row) -> None:
    assert unknown(row[3]) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_row_is_shown_by_something_or_says_what_is_missing(row: Row) -> None:
    _number, _feature, state, shown = row
    assert state in STATES
    bare = re.sub(r"`[^`]*`|\[[^]]*\]\([^)]*\)", "", shown)
    if state == "done":
        assert "`" in shown or "](" in shown
    else:
        assert len(re.findall(r"\w+", bare)) >= 2 or _TEST.search(shown)
    if state == "partly":
        assert len(re.findall(r"\w+", bare)) >= 4


def test_the_counts_at_the_top_are_right() -> None:
    said = PAGE.read_text("utf-8").partition("\n## ")[0]
    for of_features in (True, False):
        count = Counter(
            state for number, _feature, state, _shown in rows() if number.isdigit() is of_features
        )
        line = f"{count['done']} done, {count['partly']} partly, {count['not yet']} not yet"
        assert line in said


def test_a_wrong_row_is_found() -> None:
    assert unknown("`ui/test_form.py::test_that_nobody_wrote`") == ["ui/test_form.py::test_that_nobody_wrote"]
    assert unknown("`consult forget FILE`, `make nothing`") == ["consult forget FILE", "make nothing"]
    assert unknown("[gone](gone.md)") == ["gone.md"]
