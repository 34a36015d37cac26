"""The command line asks about a number that is usual in another unit, and assesses what was entered."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from consult.assess import Knowledge
from consult.cli import main


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


def assess(patient: dict[str, object], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["assess", "-", *arguments], input=json.dumps(patient))


@pytest.mark.parametrize(
    ("key", "value", "typed", "usual"),
    [
        ("albumin_g_per_l", 4.1, "4.1", "usual in g/dL – was it entered in the wrong unit?"),
        ("platelets_10e9_per_l", 165000, "165000", "usual in /µL – was it entered in the wrong unit?"),
        ("creatinine_umol_per_l", 1.3, "1.3", "usual in mg/dL – was it entered in the wrong unit?"),
        ("height_cm", 1.72, "1.72", "usual in m – was it entered in the wrong unit?"),
    ],
)
def test_a_refusal_asks(key: str, value: float, typed: str, usual: str) -> None:
    result = assess({key: value})
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert key in line
    assert usual in line
    assert typed not in line


def test_a_refusal_without_another_unit_does_not_ask() -> None:
    result = assess({"albumin_g_per_l": 410})
    assert result.exit_code == 1
    assert "must lie between 5 and 70 g/L." in result.stderr
    assert "wrong unit" not in result.stderr


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("bilirubin_umol_per_l", 1.1, "usual in mg/dL"),
        ("bilirubin_umol_per_l", {"max": 2, "max_open": True}, "usual in mg/dL"),
        ("inr", 12.4, "usual for the prothrombin time in seconds"),
        ("albumin_g_per_l", 5.5, "usual in g/dL"),
    ],
)
def test_what_is_possible_is_assessed_as_entered_and_questioned(
    key: str, value: object, sentence: str
) -> None:
    result = assess({key: value}, "--format", "json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["patient"] == {key: value}
    (warning,) = document["warnings"]
    assert (warning["field"], warning["code"]) == (key, "unit_question")
    assert sentence in warning["message"]
    text = assess({key: value})
    assert f"! {warning['message']}" in text.stdout


def test_chinese_text_asks_too() -> None:
    result = assess({"bilirubin_umol_per_l": 1.1}, "--lang", "zh_CN")
    assert result.exit_code == 0
    assert "这样的数值常见于 mg/dL，是否填错了单位？" in result.stdout
