"""Walking through the last versions of all consultations: which ones, by whom, a page at a time, and logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult.records import Identity, Person, RecordError
from db.records import consultations
from db.records.store import Store
from tests.db.records.making import ADMINISTRATOR, AUDITOR, DOCTOR, OUTCOME, PASSWORD, keep, records_in

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_what_was_needed_is_kept_and_an_older_version_says_that_it_does_not_know(store: Store) -> None:
    told = keep(store, outcome=replace(OUTCOME, needed=("inr", "lesions")))
    nothing = keep(store, outcome=replace(OUTCOME, needed=()))
    older = keep(store, outcome=OUTCOME)
    found = [store.read(one.consultation).outcome.needed for one in (told, nothing, older)]
    assert found == [("inr", "lesions"), (), None]
    assert store.check() == ()


def test_the_last_version_of_each_consultation_of_these_days_and_no_example(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consultations, "_PAGE", 2)
    first = keep(store, day=date(2026, 10, 31))
    for day in (1, 15, 30):
        keep(store, Identity(code=f"C-{day}"), day=date(2026, 11, day))
    keep(store, Identity(code="EXAMPLE"), example=True)
    keep(store, Identity(code="LATER"), day=date(2026, 12, 1))
    keep(store, consultation=first.consultation, number=1, reason="the day was wrong", day=date(2026, 11, 2))
    walk = store.walk(FIRST, LAST)
    assert walk.total == 4
    found = [(kept.identity.code, kept.number) for kept in walk.versions if kept is not None]
    assert found == [("A-0123", 2), ("C-1", 1), ("C-15", 1), ("C-30", 1)]


def test_a_damaged_version_is_counted_as_unreadable_and_the_others_follow(store: Store) -> None:
    damaged, whole = keep(store), keep(store)
    with store._file.writing():
        store._file.run("DROP TRIGGER version_stays")
        store._file.run("UPDATE version SET outcome = x'00' WHERE consultation = ?", (damaged.consultation,))
    found = list(store.walk(FIRST, LAST).versions)
    assert found[0] is None
    assert [kept and kept.consultation for kept in found[1:]] == [whole.consultation]


def test_reading_is_logged_before_it_begins_and_names_nobody(store: Store) -> None:
    keep(store)
    store.walk(FIRST, LAST)
    event = store.events()[-1]
    assert (event.kind, event.consultation) == ("report", "")
    assert dict(event.details) == {"since": "2026-11-01", "until": "2026-11-30", "count": "1"}


@pytest.mark.parametrize("person", [DOCTOR, AUDITOR], ids=lambda person: person.role)
def test_only_who_may_export_may_read_them(store: Store, folder: Path, person: Person) -> None:
    store.add_person(AUDITOR, PASSWORD)
    store.add_person(ADMINISTRATOR, PASSWORD)  # from now on the doctor is no administrator as well
    store.close()
    again = records_in(folder).unlock(person.name, PASSWORD)
    with pytest.raises(RecordError) as refused:
        again.walk(FIRST, LAST)
    again.close()
    assert refused.value.code == "not_allowed"
