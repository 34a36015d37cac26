"""Keys and people: passwords, guesses, roles, recovery, and a file that is encrypted anew when somebody leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from consult.records import Draft, EventFilter, Identity, Person, RecordError
from db.records.file import RecordFile
from db.records.keyring import NAMES, read_keyring
from db.records.passwords import Cost, fitted, stretch
from db.records.recovery import new_recovery_key, typed_recovery_key
from db.records.sealing import derive
from db.records.state import FREE_GUESSES
from db.records.store import Store
from tests.db.records.making import (
    ADMINISTRATOR,
    AUDITOR,
    CHEAP,
    DAY,
    DOCTOR,
    LI,
    PASSWORD,
    Clock,
    keep,
    paper_of,
    records_in,
    set_up,
)


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(RecordError) as refused:
        attempt()
    return refused.value.code


def test_a_wrong_password_opens_nothing_and_is_in_the_log_of_the_next_right_one(
    store: Store, folder: Path, clock: Clock
) -> None:
    store.close()
    records = records_in(folder, clock)
    assert records.names == (DOCTOR.name,)
    for wrong in ("another pass phrase", "", PASSWORD + " ", "x" * 10_000, "\ud800"):
        assert code_of(lambda wrong=wrong: records.unlock(DOCTOR.name, wrong)) == "wrong_password"
        clock.now += timedelta(hours=1)
    again = records.unlock(DOCTOR.name, PASSWORD)
    assert again.events()[-1].details == {"wrong_guesses": "5"}
    again.close()


def test_guesses_are_slowed_down_also_after_a_restart_and_a_clock_set_back(
    store: Store, folder: Path, clock: Clock
) -> None:
    store.close()
    for _ in range(FREE_GUESSES):
        assert (
            code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, "wrong wrong")) == "wrong_password"
        )
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "wait"
    clock.now -= timedelta(days=1)
    with pytest.raises(RecordError) as refused:
        records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert refused.value.values == {"seconds": "30"}
    clock.now += timedelta(days=1, seconds=31)
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, "wrong wrong")) == "wrong_password"
    clock.now += timedelta(seconds=31)
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "wait"
    clock.now += timedelta(seconds=61)
    records_in(folder, clock).unlock(DOCTOR.name, PASSWORD).close()


def test_a_guess_is_counted_before_it_is_tried(
    store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending the program while it works out the key buys no free guess."""
    store.close()

    def killed(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.records.keyring.stretch", killed)
        for _ in range(FREE_GUESSES):
            with pytest.raises(KeyboardInterrupt):
                records_in(folder, clock).unlock(DOCTOR.name, "wrong wrong")
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "wait"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("1234567", "password_short"),
        ("x" * 129, "password_long"),
        ("tab\tinside", "password_characters"),
        ("\ud800" * 9, "password_characters"),
    ],
)
def test_passwords_that_cannot_be(folder: Path, password: str, code: str) -> None:
    records = records_in(folder)
    assert code_of(lambda: records.set_up(DOCTOR, password)) == code
    assert not records.exist
    assert records.names == ()


def test_a_password_is_the_same_however_its_letters_were_typed(folder: Path) -> None:
    records = records_in(folder)
    records.set_up(DOCTOR, "cafe\u0301 与 肝脏")[0].close()
    records.unlock(DOCTOR.name, "caf\u00e9 与 肝脏").close()


def test_h41_the_printed_key_opens_the_records_of_who_forgot_their_password(folder: Path) -> None:
    records = records_in(folder)
    store, printed = records.set_up(DOCTOR, PASSWORD)
    kept = keep(store)
    store.close()
    again = records.recover(DOCTOR.name, printed.lower().replace("-", " "), "another pass phrase")
    assert again.read(kept.consultation) == kept
    newer = again.new_recovery_key()
    again.close()
    assert code_of(lambda: records.unlock(DOCTOR.name, PASSWORD)) == "wrong_password"
    records.unlock(DOCTOR.name, "another pass phrase").close()
    assert code_of(lambda: records.recover(DOCTOR.name, printed, PASSWORD)) == "wrong_recovery_key"
    records.recover(DOCTOR.name, newer, PASSWORD).close()


def test_a_recovery_key_tells_most_slips_of_typing() -> None:
    printed = new_recovery_key()
    assert len(printed.replace("-", "")) >= 25
    body = typed_recovery_key(printed)
    assert typed_recovery_key(printed.replace("0", "O").replace("1", "l")) == body
    missed = 0
    plain = printed.replace("-", "")
    for place, sign in enumerate(plain):
        other = "A" if sign != "A" else "B"
        try:
            typed_recovery_key(plain[:place] + other + plain[place + 1 :])
            missed += 1
        except RecordError:
            continue
    assert missed <= 1  # one in 1,024 goes on to be a wrong guess
    for text in ("", "x" * 10_000, plain[:-1], plain + "A"):
        assert code_of(lambda text=text: typed_recovery_key(text)) == "recovery_mistyped"


@pytest.fixture
def all_roles(store: Store, folder: Path, clock: Clock) -> Callable[[Person], Store]:
    """Unlocks the records, which hold one consultation and one paper, as any of the three."""
    kept = keep(store)
    store.queue(paper_of(kept))
    store.add_person(AUDITOR, PASSWORD)
    store.add_person(ADMINISTRATOR, PASSWORD)
    open_now = [store]

    def unlock(person: Person) -> Store:
        open_now.pop().close()
        open_now.append(records_in(folder, clock).unlock(person.name, PASSWORD))
        return open_now[0]

    return unlock


def _attempts(
    store: Store, tmp_path: Path, patient: str, consultation: str
) -> dict[str, Callable[[], object]]:
    return {
        "save": lambda: keep(store),
        "amend": lambda: keep(store, consultation=consultation, number=1, reason="x"),
        "merge": lambda: store.merge(patient, "x", "reason"),
        "undo_merge": lambda: store.undo_merge(1),
        "keep_draft": lambda: store.keep_draft(Draft(case=b"{}")),
        "read": lambda: store.read(consultation),
        "versions": lambda: store.versions(consultation),
        "history": lambda: store.history(patient),
        "search": lambda: store.search(""),
        "same": lambda: store.same(LI),
        "due": lambda: store.due(DAY),
        "waiting": store.waiting,
        "visits": store.visits,
        "papers": store.papers,
        "pages": lambda: store.pages(1),
        "mark": lambda: store.mark(1, "printed"),
        "events": store.events,
        "events_of": lambda: store.events_of(EventFilter()),
        "event_kinds": store.event_kinds,
        "check": store.check,
        "add_person": lambda: store.add_person(Person(name="New", role="doctor"), PASSWORD),
        "new_recovery_key": store.new_recovery_key,
        "backup": lambda: store.back_up(tmp_path / "stick"),
        "remove_person": lambda: store.remove_person("New"),
        "not_seen_since": lambda: store.not_seen_since(DAY),
        "export_person": lambda: store.export_person(patient),
        "export_unnamed": store.export_unnamed,
        "note_request": lambda: store.note_request(1, "desk-1"),
        "retention_years": store.retention_years,
        "set_retention_years": lambda: store.set_retention_years(10),
        "erasure": lambda: store.erasure(patient),
        "erase": lambda: store.erase(patient, "reason"),
    }


MAY = {
    DOCTOR: {
        *("save", "amend", "merge", "undo_merge", "keep_draft", "read", "versions", "history", "search"),
        *("same", "due", "waiting", "papers", "pages", "mark", "not_seen_since", "visits"),
        *("note_request", "retention_years"),
    },
    ADMINISTRATOR: {
        *("read", "versions", "history", "search", "same", "due", "waiting", "papers", "pages", "mark"),
        *(
            "events",
            "events_of",
            "event_kinds",
            "check",
            "add_person",
            "remove_person",
            "new_recovery_key",
            "backup",
            "erase",
        ),
        *("not_seen_since", "export_person", "export_unnamed", "visits"),
        *("note_request", "retention_years", "set_retention_years", "erasure"),
    },
    AUDITOR: {"events", "events_of", "event_kinds", "check"},
}


@pytest.mark.parametrize("person", MAY, ids=lambda person: person.role)
def test_each_role_may_do_its_own_and_nothing_else(
    all_roles: Callable[[Person], Store], person: Person, store: Store, tmp_path: Path
) -> None:
    patient = store.search("")[0]
    unlocked = all_roles(person)
    for name, attempt in _attempts(unlocked, tmp_path, patient.patient, patient.latest).items():
        refusal = ""
        try:
            attempt()
        except RecordError as error:
            refusal = error.code
        assert (refusal == "not_allowed") == (name not in MAY[person]), name
    unlocked.close()


def test_a_practice_of_one_doctor_can_do_everything(store: Store) -> None:
    store.add_person(AUDITOR, PASSWORD)
    store.remove_person(AUDITOR.name)
    assert store.check() == ()
    assert code_of(lambda: store.remove_person(DOCTOR.name)) == "last_administrator"
    store.add_person(ADMINISTRATOR, PASSWORD)
    assert code_of(lambda: store.remove_person(ADMINISTRATOR.name)) == "not_allowed"


def test_who_was_removed_opens_nothing_not_even_with_the_keys_of_then(
    store: Store, folder: Path, clock: Clock
) -> None:
    kept = keep(store)
    store.add_person(ADMINISTRATOR, PASSWORD)
    store.close()
    before = read_keyring(folder)
    store = records_in(folder, clock).unlock(ADMINISTRATOR.name, PASSWORD)
    store.remove_person(DOCTOR.name)
    assert store.read(kept.consultation) == kept
    assert store.people() == (ADMINISTRATOR,)
    store.close()
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "no_person"
    holder = before.person(DOCTOR.name)
    assert holder is not None
    keys = holder.opened(PASSWORD, before.records)
    assert keys is not None
    assert code_of(lambda: RecordFile(folder / "records.db", derive(keys[0], "file"))) == "damaged"
    again = records_in(folder, clock).unlock(ADMINISTRATOR.name, PASSWORD)
    assert again.check() == ()
    again.close()


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_change_of_the_key_that_ends_half_way_is_finished(
    store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    """The program may end before or after the file was encrypted anew; the keyring holds both keys then."""
    kept = keep(store)
    store.add_person(Person(name="gone", role="auditor"), PASSWORD)
    store.add_person(ADMINISTRATOR, PASSWORD)
    store.close()
    store = records_in(folder, clock).unlock(ADMINISTRATOR.name, PASSWORD)
    rekey = RecordFile.rekey

    def ended(file: RecordFile, key: bytes) -> None:
        if done:
            rekey(file, key)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RecordFile, "rekey", ended)
        with pytest.raises(KeyboardInterrupt):
            store.remove_person("gone")
    store.close()
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    assert again.warnings == ()
    again.close()
    ring = read_keyring(folder)
    assert [len(one.data) for one in (*ring.people, ring.recovery)] == [1, 1, 1]
    records_in(folder, clock).unlock(ADMINISTRATOR.name, PASSWORD).close()


def test_names_of_people_are_told_apart(store: Store) -> None:
    assert (
        code_of(lambda: store.add_person(Person(name="dr LI ", role="auditor"), PASSWORD)) == "person_exists"
    )
    for name in ("", "x" * 81, "a\nb", "\0recovery"):
        refused = code_of(lambda name=name: store.add_person(Person(name=name, role="auditor"), PASSWORD))
        assert refused == "person_refused"


def test_changing_a_password_needs_the_old_one(store: Store, folder: Path, clock: Clock) -> None:
    assert code_of(lambda: store.change_password("not the old one", "x" * 12)) == "wrong_password"
    assert code_of(lambda: store.change_password(PASSWORD, "short")) == "password_short"
    store.change_password(PASSWORD, "x" * 12)
    store.close()
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "wrong_password"
    records_in(folder, clock).unlock(DOCTOR.name, "x" * 12).close()


def test_a_role_written_into_the_keys_by_hand_is_refused(store: Store, folder: Path, clock: Clock) -> None:
    store.add_person(AUDITOR, PASSWORD)
    store.close()
    for name in NAMES:
        value = json.loads((folder / name).read_bytes())
        del value["checksum"]
        value["people"][1]["role"] = "doctor"
        from db.records.strict_json import with_checksum

        (folder / name).write_bytes(with_checksum(value))
    # The role is bound to the person's own key, and all people to the data key.
    assert code_of(lambda: records_in(folder, clock).unlock(AUDITOR.name, PASSWORD)) == "wrong_password"
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "keys_damaged"


def test_every_flipped_byte_of_the_keys_is_found_and_the_copy_used(
    store: Store, folder: Path, clock: Clock
) -> None:
    store.close()
    whole = (folder / NAMES[0]).read_bytes()
    for place in range(0, len(whole), 17):
        damaged = bytearray(whole)
        damaged[place] ^= 0x20
        (folder / NAMES[0]).write_bytes(damaged)
        assert read_keyring(folder).persons == (DOCTOR,)
        (folder / NAMES[1]).write_bytes(damaged)
        with suppress(RecordError):  # blanks between the values may change; nothing they say does
            assert read_keyring(folder).persons == (DOCTOR,)
        (folder / NAMES[1]).write_bytes(whole)
    records_in(folder, clock).unlock(DOCTOR.name, PASSWORD).close()
    assert (folder / NAMES[0]).read_bytes() == whole  # mended from its copy
    for name in NAMES:
        (folder / name).unlink()
    assert code_of(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)) == "no_records"
    assert code_of(lambda: records_in(folder, clock).set_up(DOCTOR, PASSWORD)) == "already_set_up"


def test_keys_of_a_newer_version_and_of_other_records_are_refused(folder: Path, tmp_path: Path) -> None:
    from db.records.strict_json import with_checksum

    set_up(folder).close()
    set_up(tmp_path / "other").close()
    for name in NAMES:
        value = json.loads((folder / name).read_bytes())
        del value["checksum"]
        (folder / name).write_bytes(with_checksum({**value, "version": 2}))
    assert code_of(lambda: records_in(folder).unlock(DOCTOR.name, PASSWORD)) == "newer"
    for name in NAMES:
        (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    assert code_of(lambda: records_in(folder).unlock(DOCTOR.name, PASSWORD)) == "damaged"


def test_the_cost_of_a_guess_is_a_third_of_a_second_with_the_most_memory_there_is() -> None:
    asked = []

    def slow(_secret: str, _salt: bytes, cost: Cost) -> bytes:
        asked.append(cost.memory_kib)
        if cost.memory_kib > 128 * 1024:
            raise RecordError("no_memory")
        return b""

    cost = fitted(slow)
    assert asked == [256 * 1024, 128 * 1024]
    assert (cost.memory_kib, cost.iterations) == (128 * 1024, 16)
    for memory, iterations, lanes in ((2**21, 1, 1), (64, 0, 1), (64, 1, 17), (7, 1, 1)):
        with pytest.raises(ValueError, match="bounds"):
            Cost(memory_kib=memory, iterations=iterations, lanes=lanes)
    assert stretch("a", b"0" * 16, CHEAP) != stretch("b", b"0" * 16, CHEAP)


def test_a_set_up_that_ends_half_way_made_nothing_or_is_finished(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = records_in(folder, clock)

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.records.folder.write_keyring", ended)
        with pytest.raises(KeyboardInterrupt):
            records.set_up(DOCTOR, PASSWORD)
    assert not records.exist
    with monkeypatch.context() as patch:
        patch.setattr("db.records.folder.RecordsFolder._take_new_file", ended)
        with pytest.raises(KeyboardInterrupt):
            records.set_up(DOCTOR, PASSWORD)
    assert records.exist
    store = records.unlock(DOCTOR.name, PASSWORD)
    keep(store, Identity(code="A", birth_date=date(1950, 1, 1)))
    store.close()
    (folder / "records.db").unlink()
    assert code_of(lambda: records.unlock(DOCTOR.name, PASSWORD)) == "records_missing"
