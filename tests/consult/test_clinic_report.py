"""The reports over kept consultations: what is counted, in which month, out of how many, and how it is said."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from consult.clinic_report import MissingTally, first_day, months_back, share
from consult.clinic_report_rows import (
    missing_file_rows,
    missing_file_titles,
    missing_notes,
    missing_rows,
    missing_titles,
    said_share,
)
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.records import Identity, Kept, Outcome
from consult.summary.sheet import write_csv

EN, ZH = Words("en", DECLARED), Words("zh_CN", DECLARED)
OUTCOME = Outcome(edition="2026.11", catalogue_sha256="ab", guideline="bclc_2025", program="1", needed=())
MONTHS = ("2026-11", "2026-10", "2026-09")


def kept(day: str, *needed: str, outcome: Outcome = OUTCOME) -> Kept:
    return Kept(
        consultation="c",
        number=1,
        patient="p",
        identity=Identity(code="KANARI-1", name="Kanarienvogel"),
        day=date.fromisoformat(day),
        saved_at=datetime(2026, 11, 23, tzinfo=UTC),
        by="Dr Li",
        case=b"{}",
        outcome=replace(outcome, needed=needed),
    )


@pytest.fixture
def tally() -> MissingTally:
    """Six consultations in November, INR unknown in four and ascites in one; one in September without INR."""
    made = MissingTally(MONTHS)
    for fields in (("inr",), ("inr", "ascites"), ("inr",), ("inr",), (), ()):
        made.add(kept("2026-11-05", *fields))
    made.add(kept("2026-09-30", "inr"))
    return made


def test_months_go_back_over_the_end_of_a_year() -> None:
    assert months_back(date(2026, 2, 28), 4) == ("2026-02", "2026-01", "2025-12", "2025-11")
    assert first_day(months_back(date(2026, 2, 28), 4)) == date(2025, 11, 1)
    assert months_back(date(2026, 12, 1), 1) == ("2026-12",)


def test_a_field_is_counted_by_month_with_its_denominator(tally: MissingTally) -> None:
    report = tally.report()
    assert dict(report.counted) == {"2026-11": 6, "2026-10": 0, "2026-09": 1}
    assert report.total == 7
    assert [(one.field, one.total, dict(one.by_month)) for one in report.fields] == [
        ("inr", 5, {"2026-11": 4, "2026-09": 1}),
        ("ascites", 1, {"2026-11": 1}),
    ]


def test_what_cannot_be_counted_is_in_no_denominator_and_is_said(tally: MissingTally) -> None:
    before = tally.report()
    tally.add(None)
    tally.add(replace(kept("2026-11-06"), outcome=replace(OUTCOME, needed=None)))
    tally.add(replace(kept("2026-11-06"), outcome=replace(OUTCOME, edition="", needed=None)))
    tally.add(kept("2026-08-31", "inr"))
    report = tally.report()
    assert (report.counted, report.fields) == (before.counted, before.fields)
    assert dict(report.aside) == {"unreckoned": 1, "older": 1, "unreadable": 1}
    assert len(missing_notes(report, EN)) == len(missing_notes(report, ZH)) == 3
    assert missing_notes(before, EN) == ()


@pytest.mark.parametrize(
    ("part", "of", "said"),
    [
        (4, 4, "fewer than 5"),
        (0, 0, "fewer than 5"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (1, 8, "13 %"),
        (1, 300, "<1 %"),
        (299, 300, ">99 %"),
    ],
)
def test_a_share_is_said_from_five_on_and_is_never_none_or_all_by_rounding(
    part: int, of: int, said: str
) -> None:
    assert said_share(part, of, EN) == said
    assert (share(part, of) is None) is (of < 5)


def test_the_table_says_counts_shares_and_too_few(tally: MissingTally) -> None:
    report = tally.report()
    assert missing_titles(report, EN) == (
        "Field",
        "all months\nof 7",
        "2026-11\nof 6",
        "2026-10\nof 0",
        "2026-09\nfewer than 5",
    )
    assert next(iter(missing_rows(report, EN))) == ("INR", "5 · 71 %", "4 · 67 %", "", "fewer than 5")
    assert list(missing_rows(report, ZH))[1] == ("腹水", "1 · 14 %", "1 · 17 %", "", "少于 5 次")


def test_the_file_gives_no_number_of_too_few_and_nothing_of_anybody(tally: MissingTally) -> None:
    data = write_csv(missing_file_titles(EN), missing_file_rows(tally.report(), EN))
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["Month", "Field", "Field id", "Missing in", "Of consultations", "Share"]
    assert rows[1] == ["all months", "INR", "inr", "5", "7", "71 %"]
    assert ["2026-11", "Ascites", "ascites", "1", "6", "17 %"] in rows
    assert ["2026-09", "INR", "inr", "", "fewer than 5", "fewer than 5"] in rows
    assert not any(row[0] == "2026-10" for row in rows)
    for secret in ("KANARI", "Kanarienvogel", "Dr Li"):
        assert secret.encode() not in data
