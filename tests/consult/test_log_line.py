"""Lines of the log: what is not on the lists gets into none, and what is written is read back and nothing else."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import ConsultError, InputError
from consult.log_line import KINDS, MOST_PLACES, OTHER, Line, fault, of_qt, read, refused

NOW = datetime(2026, 11, 23, 10, 42, 7, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
CANARY = "Kanarienvogel-7731"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "something"},
        {"kind": "fault", "code": CANARY},
        {"kind": "fault", "code": "kanarienvogel"},
        {"kind": "fault", "type": "Li Wei"},
        {"kind": "fault", "type": "王"},
        {"kind": "fault", "places": (CANARY,)},
        {"kind": "fault", "places": ("/home/li/ui/app.py:1",)},
        {"kind": "fault", "places": ("ui/app.py:1\nstart",)},
        {"kind": "fault", "places": ("ui/app.py:1",) * (MOST_PLACES + 1)},
        {"kind": "qt", "code": "kanarienvogel"},
    ],
)
def test_what_is_not_on_the_lists_makes_no_line(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not on the lists") as raised:
        Line(**fields)
    assert CANARY not in str(raised.value)


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_no_text_at_all_gets_in_that_could_not_be_a_code_a_class_or_a_place(
    code: str, name: str, places: list[str]
) -> None:
    try:
        line = Line(kind="fault", code=code, type=name, places=tuple(places))
    except ValueError:
        return
    assert line.said().isascii()
    assert len(line.said().splitlines()) == 1
    assert read(line.written(NOW)) == (NOW, line)


@given(st.text())
def test_any_text_is_read_as_a_line_only_if_it_is_one(text: str) -> None:
    found = read(text)
    assert found is None or found[1].written(found[0]) == text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_back(kind: Any) -> None:
    line = Line(kind=kind)
    assert read(line.written(NOW)) == (NOW, line)


def test_a_fault_is_told_by_type_and_places_and_never_by_its_words() -> None:
    bilirubin = CANARY
    try:
        raise InputError("out_of_range", field=bilirubin, value=CANARY)
    except InputError as error:
        line = fault(type(error), error, error.__traceback__)
    assert line.type == "InputError"
    assert line.places[0].startswith("test_log_line.py:")
    assert CANARY not in line.said()


def test_a_code_that_has_no_words_is_other() -> None:
    assert refused("catalogue_refused", ConsultError(CANARY)).code == OTHER
    assert (
        refused("catalogue_refused", ConsultError("catalog_changed", file=CANARY)).code == "catalog_changed"
    )


def test_code_that_was_made_at_run_time_gives_no_name() -> None:
    """A class and a file can be named after anything."""
    made = type("王小明", (Exception,), {})
    try:
        exec(compile("raise made", f"/home/{CANARY}/{CANARY}", "exec"), {"made": made})
    except Exception:
        line = fault(*sys.exc_info())  # type: ignore[arg-type]
    assert (line.type, line.places[0]) == (OTHER, OTHER)
    assert CANARY not in line.said()


def test_files_of_the_program_have_their_folder_and_others_only_their_name() -> None:
    from consult.consultation_file import check_treatments

    try:
        check_treatments(None, {})  # type: ignore[arg-type]
    except AttributeError as error:
        line = fault(type(error), error, error.__traceback__)
    assert line.places[0].startswith("consult/consultation_file.py:")
    assert line.places[-1].startswith("test_log_line.py:")


def test_a_deep_fault_keeps_its_innermost_places() -> None:
    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise KeyError(CANARY)

    try:
        deeper(50)
    except KeyError as error:
        line = fault(type(error), error, error.__traceback__)
    assert len(line.places) == MOST_PLACES


@pytest.mark.parametrize(
    ("category", "file", "said"),
    [
        ("qt.qpa.plugin", None, "qt code=qt.qpa.plugin type=warning"),
        ("default", "C:\\src\\qwidget.cpp", "qt code=default type=warning at=qwidget.cpp:12"),
        (CANARY, f"/home/{CANARY}", "qt code=other type=warning at=other"),
        (None, None, "qt code=other type=warning"),
    ],
)
def test_qt_speaks_by_category_and_line(category: str | None, file: str | None, said: str) -> None:
    assert of_qt("warning", category, file, 12).said() == said


def test_the_page_on_security_names_every_kind() -> None:
    row = next(
        line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| kind |")
    )
    assert set(re.findall(r"[a-z_]{2,}", row.split(":", 1)[1])) == set(KINDS)
