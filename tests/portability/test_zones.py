"""Time zones: what day it is where the program stands; moments keep their order when the clock is put back.

Zones are given as rules, not by name: a bare machine has no table of names.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from consult.errors import InputError
from consult.hcc.schema import SCHEMA
from consult.labdate import day_of
from tests.db.records.making import DOCTOR, PASSWORD, Clock, keep, records_in, set_up
from ui.filing import at
from ui.workspace import Workspace

KATHMANDU = "NPT-5:45"
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
FIRST, LAST = "AAA-14", "BBB+12"
"""Where a day begins first and last on earth: their dates always differ."""
Zone = Callable[[str], None]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Sets the zone of this process."""

    def put(rule: str) -> None:
        monkeypatch.setenv("TZ", rule)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def test_the_day_of_a_new_case_is_that_of_the_place(zone: Zone) -> None:
    days = {}
    for rule in (FIRST, LAST):
        zone(rule)
        days[rule] = Workspace().today()
    assert days[FIRST] - days[LAST] in (timedelta(days=1), timedelta(days=2))


@pytest.mark.parametrize(("rule", "said"), [(KATHMANDU, "2026-11-23 23:58"), ("UTC", "18:13")])
def test_a_moment_before_midnight_is_said_with_its_day_after_it(zone: Zone, rule: str, said: str) -> None:
    """A quarter of an hour beyond the full hours: in Kathmandu midnight lies between the two, in UTC not."""
    zone(rule)
    kept = datetime(2026, 11, 23, 18, 13, tzinfo=UTC)
    assert at(kept, kept + timedelta(minutes=5)) == said


def test_what_is_kept_in_the_hour_that_comes_twice_keeps_its_order(zone: Zone, tmp_path: Path) -> None:
    """On 25 October 2026 the clock of Berlin goes from 3 back to 2: half past two is there twice, an hour apart."""
    zone(BERLIN)
    clock = Clock()
    store = set_up(tmp_path / "records", clock)
    moments, numbers, backups = [], [], []
    for minute in (30, 90):
        clock.now = datetime(2026, 10, 25, 0, 0, tzinfo=UTC) + timedelta(minutes=minute)
        kept = keep(store, case=b'{"age_years": 66}')
        moments.append(kept.saved_at)
        numbers.append(kept.consultation)
        backups.append(store.back_up(tmp_path / "backups"))
    assert [f"{moment.astimezone():%H:%M}" for moment in moments] == ["02:30", "02:30"]
    assert moments[1] - moments[0] > timedelta(minutes=59)
    assert [visit.consultation for visit in store.visits()] == numbers[::-1]
    assert backups[0].name < backups[1].name
    assert all(store.read(number).saved_at.utcoffset() == timedelta(0) for number in numbers)
    assert store.check() == ()
    store.close()


def test_records_carried_to_another_zone_keep_the_day_of_the_consultation(zone: Zone, tmp_path: Path) -> None:
    zone(FIRST)
    clock = Clock()
    clock.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # the 23rd already, there
    store = set_up(tmp_path / "records", clock)
    kept = keep(store, day=date(2026, 11, 23))
    store.close()
    zone(LAST)
    again = records_in(tmp_path / "records", clock).unlock(DOCTOR.name, PASSWORD)
    assert again.warnings == ()
    assert again.read(kept.consultation) == kept
    only = again.visits(since=date(2026, 11, 23), until=date(2026, 11, 23))
    assert [visit.day for visit in only] == [date(2026, 11, 23)]
    again.close()


@pytest.mark.parametrize("rule", [FIRST, KATHMANDU, BERLIN, LAST])
@pytest.mark.parametrize("written", ["2026-03-29", "2026-10-25", "2025-12-31"])
def test_a_date_without_a_zone_is_the_day_that_is_written(zone: Zone, rule: str, written: str) -> None:
    """Also on the days on which an hour is missing or comes twice."""
    zone(rule)
    today = date(2026, 11, 23)
    patient = SCHEMA.read({"inr": {"value": 1.1, "date": written}}, today=today)
    assert str(patient.entries["inr"].day) == written
    assert day_of([f"Collected: {written} 02:30"], today) == (date.fromisoformat(written), False)


@pytest.mark.parametrize(
    "written", ["2026-11-22T23:30:00Z", "2026-11-22T23:30:00+05:45", "20261122", "2026-W47-7"]
)
def test_a_moment_is_no_day_and_is_refused_rather_than_moved(written: str) -> None:
    """With a zone it could be the day before or after where the patient was: that choice is nobody's but theirs."""
    with pytest.raises(InputError) as refused:
        SCHEMA.read({"inr": {"value": 1.1, "date": written}}, today=date(2026, 11, 23))
    assert refused.value.values["field"] == "inr.date"


def test_a_sample_of_this_morning_is_not_of_tomorrow_where_the_day_has_begun(zone: Zone) -> None:
    zone(FIRST)
    today = Workspace().today()
    assert day_of([f"Collected: {today}"], today) == (today, False)
    zone(LAST)
    assert day_of([f"Collected: {today}"], Workspace().today()) == (None, False)
