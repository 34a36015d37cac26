"""The log: every line that was changed, removed, exchanged or cut off is found, by somebody who holds the key too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from consult.records import EventFilter, Fault, RecordError
from db.records.file import RecordFile, sqlcipher
from db.records.keyring import read_keyring
from db.records.sealing import derive
from db.records.store import Store
from tests.db.records.making import DAY, DOCTOR, LI, OUTCOME, PASSWORD, Clock, keep, paper_of, records_in

LINES = 12


def tamper(folder: Path, *statements: str) -> None:
    """Change the file as somebody would who holds the key and knows SQL."""
    ring = read_keyring(folder)
    holder = ring.person(DOCTOR.name)
    assert holder is not None
    keys = holder.opened(PASSWORD, ring.records)
    assert keys is not None
    file = RecordFile(folder / "records.db", derive(keys[0], "file"))
    for name in ("event_stays", "event_is_kept", "version_stays", "version_is_kept"):
        file.run(f"DROP TRIGGER {name}")
    for statement in statements:
        file.run(statement)
    file.close()


@pytest.fixture
def filled(store: Store, folder: Path) -> Path:
    """Locked records with a log of `LINES` lines."""
    kept = keep(store)
    for number in range(LINES - 2):
        store.note("export", consultation=kept.consultation, details={"file": str(number)})
    assert store.events()[-1].number == LINES
    store.close()
    return folder


def found(folder: Path, clock: Clock) -> tuple[Fault, ...]:
    store = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    faults = store.check()
    store.close()
    return faults


def test_h35_every_changed_line_is_found_and_named(filled: Path, clock: Clock) -> None:
    for number in range(1, LINES + 1):
        tamper(filled, f"UPDATE event SET by = 'nobody' WHERE number = {number}")
        assert Fault(code="log_altered", where=str(number)) in found(filled, clock)
        ring_back = f"UPDATE event SET by = '{DOCTOR.name}' WHERE number = {number}"
        restore_triggers(filled, ring_back)
        assert found(filled, clock) == ()


def restore_triggers(folder: Path, statement: str) -> None:
    """Undo what `tamper` did, its triggers too."""
    ring = read_keyring(folder)
    holder = ring.person(DOCTOR.name)
    assert holder is not None
    keys = holder.opened(PASSWORD, ring.records)
    assert keys is not None
    file = RecordFile(folder / "records.db", derive(keys[0], "file"))
    file.run(statement)
    for name, table in (("event_stays", "event"), ("event_is_kept", "event")):
        file.run(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE (ABORT, 'x'); END")
    for name in ("version_stays", "version_is_kept"):
        file.run(f"CREATE TRIGGER {name} BEFORE UPDATE ON version BEGIN SELECT RAISE (ABORT, 'x'); END")
    file.close()


@pytest.mark.parametrize("number", range(1, LINES))
def test_h35_every_removed_line_is_named(filled: Path, clock: Clock, number: int) -> None:
    tamper(filled, f"DELETE FROM event WHERE number = {number}")
    assert Fault(code="log_missing", where=str(number)) in found(filled, clock)


@pytest.mark.parametrize("number", range(1, LINES))
def test_h35_every_exchange_of_neighbours_is_named(filled: Path, clock: Clock, number: int) -> None:
    tamper(
        filled,
        f"UPDATE event SET number = -1 WHERE number = {number}",
        f"UPDATE event SET number = {number} WHERE number = {number + 1}",
        f"UPDATE event SET number = {number + 1} WHERE number = -1",
    )
    faults = found(filled, clock)
    assert Fault(code="log_altered", where=str(number)) in faults
    assert Fault(code="log_altered", where=str(number + 1)) in faults


@pytest.mark.parametrize("cut", [1, 2, LINES - 1])
def test_h35_a_log_that_lost_its_end_is_found_at_unlocking(filled: Path, clock: Clock, cut: int) -> None:
    tamper(filled, f"DELETE FROM event WHERE number > {LINES - cut}")
    store = records_in(filled, clock).unlock(DOCTOR.name, PASSWORD)
    assert store.warnings == (Fault(code="log_cut", where=str(LINES)),)
    assert store.warnings[0] in store.check()
    assert [event.kind for event in store.events()][-2:] == ["log_cut", "unlock"]
    store.close()
    again = records_in(filled, clock).unlock(DOCTOR.name, PASSWORD)
    assert again.warnings == ()  # it was said, and stands in the log
    again.close()


def test_a_record_file_of_yesterday_put_back_is_found(store: Store, folder: Path, clock: Clock) -> None:
    keep(store)
    store.close()
    yesterday = (folder / "records.db").read_bytes()
    store = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    keep(store)
    store.close()
    (folder / "records.db").write_bytes(yesterday)
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert [fault.code for fault in again.warnings] == ["log_cut"]
    again.close()


def test_the_head_beside_the_records_cannot_be_written_without_the_key(filled: Path, clock: Clock) -> None:
    state = filled / "state.json"
    state.write_bytes(state.read_bytes().replace(b'"head"', b'"haed"'))
    store = records_in(filled, clock).unlock(DOCTOR.name, PASSWORD)
    assert [fault.code for fault in store.warnings] == ["log_head_missing"]
    store.close()
    state.unlink()
    store = records_in(filled, clock).unlock(DOCTOR.name, PASSWORD)
    assert [fault.code for fault in store.warnings] == ["log_head_missing"]
    store.close()


@pytest.mark.parametrize("statement", ["UPDATE event SET by = 'x'", "DELETE FROM event"])
def test_the_file_itself_refuses_to_change_the_log(store: Store, statement: str) -> None:
    keep(store)
    with pytest.raises(sqlcipher().dbapi2.IntegrityError):
        store._file.run(statement)
    assert store.check() == ()


def test_a_changed_consultation_is_named_even_with_its_digest_made_anew(
    store: Store, folder: Path, clock: Clock
) -> None:
    kept, other = keep(store), keep(store)
    store.close()
    tamper(folder, f"UPDATE version SET by = 'x' WHERE consultation = '{kept.consultation}'")
    assert Fault(code="version_altered", where=f"{kept.consultation}/1") in found(folder, clock)
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    with pytest.raises(RecordError) as refused:
        again.read(kept.consultation)
    assert refused.value.code == "consultation_damaged"
    assert again.read(other.consultation) == other
    again.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE version SET digest = (SELECT digest FROM version ORDER BY rowid DESC)", "version_altered"),
        ("UPDATE consultation SET day = '2020-01-01'", "list_altered"),
        ("UPDATE consultation SET waiting_for = 'x'", "list_altered"),
        ("UPDATE consultation SET newest = 2", "list_altered"),
        ("UPDATE consultation SET patient = (SELECT id FROM patient ORDER BY place DESC)", "patient_altered"),
        ("UPDATE patient SET name = 'x'", "patient_altered"),
        ("UPDATE patient SET birth_date = NULL", "patient_altered"),
        ("UPDATE paper SET pdf = x'00'", "paper_damaged"),
        ("UPDATE version SET consultation = 'x', number = 1", "version_unlogged"),
        ("UPDATE version SET number = 2", "version_missing"),
    ],
)
def test_what_was_changed_by_hand_is_named(
    store: Store, folder: Path, clock: Clock, statement: str, code: str
) -> None:
    store.queue(paper_of(keep(store)))
    if "ORDER BY" in statement:
        keep(store)
    store.close()
    tamper(folder, "PRAGMA foreign_keys = OFF", statement)
    assert code in {fault.code for fault in found(folder, clock)}


def test_the_log_tells_who_did_what_and_no_patient(store: Store) -> None:
    kept = keep(store)
    store.read(kept.consultation)
    paper = store.queue(paper_of(kept))
    store.mark(paper.id, "printed", printer="Front desk")
    store.mark(paper.id, "printed")
    events = store.events()
    assert [event.kind for event in events] == ["set_up", "save", "open", "queue", "print", "reprint"]
    assert {event.by for event in events} == {DOCTOR.name}
    assert events[4].details["printer"] == "Front desk"
    said = repr([dict(event.details) for event in events])
    for secret in (kept.identity.name, kept.identity.code, "1960-01-02"):
        assert secret not in said
    assert store.chain_head() == events[-1].digest
    assert store.events(after=4, limit=1) == (events[4],)


def test_h43_a_clock_that_went_back_is_said_and_logged(store: Store, folder: Path, clock: Clock) -> None:
    keep(store)
    store.close()
    clock.now = clock.now.replace(year=2025)
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert [fault.code for fault in again.warnings] == ["clock_behind"]
    assert "clock_behind" in [event.kind for event in again.events()]
    again.close()


def test_h43_a_clock_before_the_program_was_made_is_said(folder: Path, clock: Clock, store: Store) -> None:
    store.close()
    built: Callable[[int], Store] = lambda year: records_in(  # noqa: E731
        folder, clock, built=clock.now.date().replace(year=year)
    ).unlock(DOCTOR.name, PASSWORD)
    for year, said in ((2026, []), (2027, ["clock_behind"])):
        again = built(year)
        assert [fault.code for fault in again.warnings] == said
        again.close()


def test_the_log_is_read_backwards_as_far_as_a_line_fits(store: Store) -> None:
    kept = keep(store)
    store.note("export", details={"what": "Cases without names"})
    store.note("print", consultation=kept.consultation)

    def kinds(before: int = 0, limit: int = 10, **only: str) -> list[str]:
        return [event.kind for event in store.events_of(EventFilter(**only), before=before, limit=limit)]

    assert kinds() == ["print", "export", "save", "set_up"]
    assert kinds(limit=2) == ["print", "export"]
    assert kinds(before=3) == ["save", "set_up"]
    assert kinds(kind="export") == kinds(words="NAMES cases") == ["export"]
    assert kinds(words=kept.consultation) == ["print", "save"]
    assert kinds(words=kept.consultation, before=4, kind="save") == ["save"]
    assert kinds(by="nobody") == kinds(words="%") == kinds(words="' OR 1") == []
    assert store.event_kinds() == (("export", "print", "save", "set_up"), ("Dr Li",))


def test_what_was_accepted_and_set_aside_is_logged_with_the_version(store: Store) -> None:
    kept = store.save(
        identity=LI,
        case=b"{}",
        outcome=OUTCOME,
        day=DAY,
        deeds=(
            ("accept", {"fields": "inr", "count": "1"}),
            ("override", {"treatment": "rfa", "status": "x"}),
        ),
    )
    told = store.events()[-3:]
    assert [(event.kind, event.consultation) for event in told] == [
        ("save", kept.consultation),
        ("accept", kept.consultation),
        ("override", kept.consultation),
    ]


def test_another_catalogue_is_logged_and_the_same_is_not_told_again(store: Store) -> None:
    for edition, sha256 in (("2026.11", "ab" * 32), ("2026.11", "ab" * 32), ("2027.2", "cd" * 32)):
        store.note_catalogue(edition, sha256)
    store.note_catalogue("2027.2", "cd" * 32)
    told = [event.details["edition"] for event in store.events() if event.kind == "catalogue"]
    assert told == ["2026.11", "2027.2"]
