"""Full disk: the system lets no file grow beyond a limit, wherever in a save that falls; the old stays whole."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consult.records import Draft, Identity, Person, RecordError
from db.records.store import Store
from tests.db.records.making import DOCTOR, PASSWORD, Clock, keep, paper_of, records_in

REFUSALS = {"disk_full", "disk_error"}


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Every write beyond it fails, as on a disk that has no room left."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("action", ["save", "amend", "draft", "queue", "merge", "erase", "add_person"])
def test_h34_wherever_the_room_ends_the_old_stays_and_the_program_goes_on(
    store: Store, folder: Path, clock: Clock, action: str
) -> None:
    """From no room at all up to enough of it, page by page."""
    first, other = keep(store), keep(store, Identity(code="B-2"))
    big, done = os.urandom(12_000), 0
    for step, size in enumerate([0, 1, 200, 1000, *range(4096, 330_000, 8192)]):
        store._file.settle()
        people = store.people()
        attempts = {
            "save": lambda: keep(store, Identity(code="NEW"), case=big),
            "amend": lambda number=1 + done: keep(
                store, case=big, consultation=first.consultation, number=number, reason="more"
            ),
            "draft": lambda: store.keep_draft(Draft(case=big)),
            "queue": lambda: store.queue(paper_of(first, pdf=big)),
            "merge": lambda: store.merge(other.patient, first.patient, "twice"),
            "erase": lambda: store.erase(other.patient, "asked"),
            "add_person": lambda step=step: store.add_person(
                Person(name=f"Guest {step}", role="auditor"), PASSWORD
            ),
        }
        refusal = ""
        with no_file_larger_than(size):
            try:
                attempts[action]()
            except RecordError as error:
                refusal = error.code
        done += not refusal
        assert refusal in {"", *REFUSALS}
        assert store.read(first.consultation, 1) == first
        assert store.check() == ()
        if action in {"merge", "erase"} and not refusal:
            break
        assert store.read(other.consultation) == other
        assert (store.people() == people) == (action != "add_person" or bool(refusal))
    assert done
    assert len(store.versions(first.consultation)) == 1 + (done if action == "amend" else 0)
    store.close()
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert again.read(first.consultation, 1) == first
    assert again.check() == again.warnings == ()
    again.close()


def test_h34_unlocking_without_room_says_so_and_changes_nothing(
    store: Store, folder: Path, clock: Clock
) -> None:
    kept = keep(store)
    store.close()
    for size in (0, 1, 100, 300, 1000, 4096, 16_384, 65_536):
        with no_file_larger_than(size):
            try:
                records_in(folder, clock).unlock(DOCTOR.name, PASSWORD).close()
            except RecordError as error:
                refusal = error.code
            else:
                refusal = ""
        assert refusal in {"", *REFUSALS}
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    assert again.check() == again.warnings == ()
    again.close()
