"""Every score, whatever it says, has words in both languages."""

from __future__ import annotations

import pytest

from consult.errors import InputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.results import Result
from consult.vocabulary import LANGUAGES
from tests.vectors import FOLDER, rows

ITEMS = sorted(path.stem for path in FOLDER.glob("*.csv") if path.stem != "unit_conversions")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Every different result of every vector of every item."""
    found: dict[tuple[object, ...], Result] = {}
    for item in ITEMS:
        for row in rows(item):
            try:
                patient = SCHEMA.read(row.patient)
            except InputError:  # some vectors are inputs the schema refuses; their own tests say so
                continue
            for result in derive(patient).results.values():
                found[result.item, str(result.values), result.flags, bool(result.missing)] = result
    return list(found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_can_be_said(results: list[Result], language: str) -> None:
    words = Words(language, DECLARED)
    for result in results:
        title, value, _detail = words.badge(result)
        assert title == words.say(f"item.{result.item}")
        assert value
        words.near(result)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flag_can_be_said(results: list[Result], language: str) -> None:
    words = Words(language, DECLARED)
    codes = {code for result in results for code in result.flags}
    assert len(codes) > 20
    for code in codes:
        said = words.flag(code)
        assert said
        assert said != code
        assert "{" not in said
        assert code.partition(":")[2] not in said or ":" not in code


@pytest.mark.parametrize("language", LANGUAGES)
def test_members_are_words_not_ids(results: list[Result], language: str) -> None:
    words = Words(language, DECLARED)
    for result in results:
        _title, value, detail = words.badge(result)
        assert "_" not in f"{value}{detail}", (result.item, value, detail)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
def test_every_item_has_a_name(item: str, language: str) -> None:
    assert Words(language, DECLARED).say(f"item.{item}")


def test_an_unknown_item_and_flag_are_shown_as_they_are() -> None:
    words = Words("en", DECLARED)
    result = Result(item="new_score", values={"points": 3, "band": None}, flags=("new_flag",))
    assert words.badge(result) == ("new_score", "3 points", "")
    assert words.flag("new_flag") == "new_flag"


def test_inputs_used_are_the_recorded_fields_a_score_rests_on() -> None:
    facts = derive(SCHEMA.read({"bilirubin_mg_per_dl": 1.0, "albumin_g_per_l": 41, "age_years": 60}))
    assert facts.results["albi"].inputs_used == ("bilirubin_umol_per_l", "albumin_g_per_l")
    assert facts.results["flr"].inputs_used == ()
    assert "age_years" in facts.results["bclc"].inputs_used
