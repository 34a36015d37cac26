"""Freshness: due for review, no longer current, or a clock that cannot be right; by an injected day."""

from __future__ import annotations

from datetime import date

import pytest

from consult.catalog import Catalog
from consult.freshness import freshness, months_after
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.provenance import notice
from consult.settings import CONTENT, ContentLimits

EDITION = Catalog(edition="2026.11", date="2026-11-23", review_by="2027-11-23")


def test_the_limits_are_twelve_and_twenty_four_months() -> None:
    assert (CONTENT.review_months, CONTENT.current_months) == (12, 24)


@pytest.mark.parametrize(
    ("today", "state", "since"),
    [
        ("1999-01-01", "clock", "2026-11-23"),
        ("2026-11-22", "clock", "2026-11-23"),
        ("2026-11-23", "current", "2026-11-23"),
        ("2027-11-23", "current", "2026-11-23"),
        ("2027-11-24", "due", "2027-11-23"),
        ("2028-11-23", "due", "2027-11-23"),
        ("2028-11-24", "outdated", "2028-11-23"),
        ("2099-01-01", "outdated", "2028-11-23"),
    ],
)
def test_each_side_of_each_day(today: str, state: str, since: str) -> None:
    found = freshness(EDITION, date.fromisoformat(today))
    assert (found.state, found.since.isoformat()) == (state, since)
    assert found.is_current is (state == "current")


def test_the_earlier_of_review_day_and_limit_holds() -> None:
    soon = Catalog(edition="x", date="2026-11-23", review_by="2027-02-01")
    assert freshness(soon, date(2027, 2, 2)).state == "due"
    for late in ("2031-01-01", "", "soon"):
        assert (
            freshness(Catalog(edition="x", date="2026-11-23", review_by=late), date(2027, 11, 24)).state
            == "due"
        )
    assert freshness(Catalog(edition="x", date="?"), date(2026, 11, 23)).state == "outdated"


def test_other_limits_are_settings() -> None:
    short = ContentLimits(review_months=1, current_months=2)
    assert freshness(EDITION, date(2026, 12, 24), short).state == "due"
    assert freshness(EDITION, date(2027, 1, 24), short).state == "outdated"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 24, "2028-12-31"),
        ("2026-08-31", 6, "2027-02-28"),
    ],
)
def test_a_month_later(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_state_has_its_sentence_and_current_has_none(language: str) -> None:
    words = Words(language, DECLARED)
    said = {
        day: notice(freshness(EDITION, date.fromisoformat(day)), words)
        for day in ("2020-01-01", "2027-01-01", "2028-01-01", "2029-01-01")
    }
    assert said.pop("2027-01-01") == ""
    assert len(set(said.values())) == 3
    assert "2027-11-23" in said["2028-01-01"]
    assert "2028-11-23" in said["2029-01-01"]
    assert ("due for review since" in said["2028-01-01"]) is (language == "en")
