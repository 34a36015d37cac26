"""Closeness: how far a tumour lies above or below each limit of a transplant criterion, said without judgement."""

from __future__ import annotations

from typing import Any

import pytest

from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.phrases import Words
from consult.vocabulary import WORDS

CLEAR: dict[str, Any] = {
    "age_years": 61,
    "tumour_type": "hcc",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}
TWO = {**CLEAR, "lesions": [{"size_mm": 53}, {"size_mm": 20}]}
MARKED = {**TWO, "afp_ng_per_ml": 320, "pivka_ii_mau_per_ml": 410}
ALL_MARKED: dict[str, list[tuple[str, float, float]]] = {
    "milan": [("number", 3, -1), ("largest_mm", 30, 23)],
    "ucsf": [("number", 3, -1), ("largest_mm", 45, 8), ("total_mm", 80, -7)],
    "up_to_seven": [("sum_up_to_seven", 7, 0.3)],
    "five_five_500": [("number", 5, -3), ("largest_mm", 50, 3), ("afp_ng_per_ml", 500, -180)],
    "japan_criteria": [("number", 5, -3), ("largest_mm", 50, 3), ("afp_ng_per_ml", 500, -180)],
    "hangzhou": [("total_mm", 80, -7), ("afp_ng_per_ml", 400, -80)],
    "unos_downstaging_inclusion": [("largest_mm", 50, 3), ("total_mm", 80, -7)],
    "metroticket2_afp_uts": [("sum_up_to_seven", 5, 2.3), ("afp_ng_per_ml", 1000, -680)],
    "ttv_afp": [("volume_cm3", 115, pytest.approx(-32.859395)), ("afp_ng_per_ml", 400, -80)],
    "kyoto": [("number", 10, -8), ("largest_mm", 50, 3), ("pivka_ii_mau_per_ml", 400, 10)],
}


def near(item: str, recorded: dict[str, Any]) -> list[tuple[str, float, float]] | None:
    rows = derive(SCHEMA.read(recorded)).results[item].values.get("closeness")
    return None if rows is None else [(row["limit"], row["at"], row["above"]) for row in rows]


@pytest.mark.parametrize("item", ALL_MARKED)
def test_every_criterion_with_limits_says_how_near_they_are(item: str) -> None:
    assert near(item, MARKED) == ALL_MARKED[item]


def test_a_marker_that_is_not_recorded_has_no_distance() -> None:
    assert near("five_five_500", TWO) == ALL_MARKED["five_five_500"][:2]
    assert near("kyoto", TWO) == ALL_MARKED["kyoto"][:2]


def test_which_limit_applies_is_open_while_the_marker_is() -> None:
    assert near("metroticket2_afp_uts", TWO) is None
    assert near("metroticket2_afp_uts", {**TWO, "afp_ng_per_ml": {"max": 199}}) == [
        ("sum_up_to_seven", 7, 0.3)
    ]
    beyond = near("japan_criteria", {**TWO, "afp_ng_per_ml": 501})
    assert beyond == [("number", 3, -1), ("largest_mm", 30, 23), ("afp_ng_per_ml", 500, 1)]


@pytest.mark.parametrize("item", ALL_MARKED)
def test_an_open_tumour_has_no_distance(item: str) -> None:
    assert near(item, {**CLEAR, "lesions": [{"size_mm": {"min": 20, "max": 60}}]}) is None
    assert near(item, CLEAR) is None


@pytest.mark.parametrize(
    ("size", "en", "zh"),
    [
        (53, "largest 53 mm (3 above the limit of 50)", "最大53 mm（超出上限50，多3）"),
        (50, "largest 50 mm (at the limit)", "最大50 mm（正在上限）"),
        (49.5, "largest 49.5 mm (0.5 below the limit of 50)", "最大49.5 mm（上限50，尚差0.5）"),
    ],
)
def test_the_distance_is_said_in_both_languages(size: float, en: str, zh: str) -> None:
    result = derive(SCHEMA.read({**CLEAR, "lesions": [{"size_mm": size}]})).results["milan"]
    assert Words("en", DECLARED).near(result) == en
    assert Words("zh_CN", DECLARED).near(result) == zh


def test_every_limit_has_its_words() -> None:
    names = {name for rows in ALL_MARKED.values() for name, _at, _above in rows}
    assert {f"limit.{name}" for name in names} <= WORDS.keys()
