"""Short code: it opens with the system's key store and nothing else, and ends with five wrong ones or the password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.null import Keyring as NullKeyring

from consult.records import RecordError
from db.records import system_keys
from db.records.folder import RecordsFolder
from db.records.quick import NAME
from db.records.store import Store
from tests.db.records.making import ADMINISTRATOR, CHEAP, DOCTOR, PASSWORD, Clock

CODE = "river7"


class StandIn(KeyringBackend):
    """A key store of the test's own."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.shut:
            raise OSError("shut")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.shut:
            raise OSError("shut")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    made, before = StandIn(), keyring.get_keyring()
    monkeypatch.setattr(system_keys, "TRUSTED", frozenset({__name__}))
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def records(folder: Path, clock: Clock) -> RecordsFolder:
    return RecordsFolder(folder, clock=clock, cost=lambda: CHEAP)


@pytest.fixture
def on(records: RecordsFolder, backend: StandIn) -> StandIn:
    """Locked records of a doctor who has a short code."""
    store, _key = records.set_up(DOCTOR, PASSWORD)
    assert records.quick_names == ()  # off until somebody switches it on
    store.keep_quick(PASSWORD, CODE)
    store.close()
    return backend


def refusal(records: RecordsFolder, code: str = CODE) -> str:
    with pytest.raises(RecordError) as refused:
        records.unlock_quick(DOCTOR.name, code)
    return refused.value.code


def test_the_code_unlocks_and_the_log_says_how(records: RecordsFolder, on: StandIn) -> None:
    assert records.quick_names == (DOCTOR.name,)
    assert refusal(records, "river8") == "wrong_code"
    store = records.unlock_quick(DOCTOR.name, CODE)
    assert store.person == DOCTOR
    last = store.events()[-1]
    assert (last.kind, dict(last.details)) == ("unlock", {"how": "code", "wrong_guesses": "1"})
    store.close()
    records.unlock(DOCTOR.name, PASSWORD).close()


def test_neither_half_opens_alone_and_neither_lies_in_the_open(
    records: RecordsFolder, on: StandIn, folder: Path
) -> None:
    (secret,) = on.kept.values()
    beside = (folder / NAME).read_bytes()
    for half in (secret, CODE, PASSWORD):
        assert half.encode() not in beside
    on.kept.clear()
    assert refusal(records) == "no_quick"
    on.kept["Consult records", "other"] = secret
    assert refusal(records) == "no_quick"
    on.shut = True
    assert refusal(records) == "key_store_shut"


def test_after_five_wrong_codes_the_password_is_needed(records: RecordsFolder, on: StandIn) -> None:
    for _guess in range(4):
        assert refusal(records, "wrong!") == "wrong_code"
    assert refusal(records) == "no_quick"  # even the right one
    assert records.quick_names == ()
    assert on.kept == {}


def test_a_new_password_ends_it(records: RecordsFolder, on: StandIn) -> None:
    store = records.unlock(DOCTOR.name, PASSWORD)
    store.change_password(PASSWORD, "another pass phrase")
    store.close()
    assert records.quick_names == ()
    assert on.kept == {}
    assert refusal(records) == "no_quick"


def test_a_kept_copy_of_what_lies_beside_opens_nothing_under_a_new_password(
    records: RecordsFolder, on: StandIn, folder: Path
) -> None:
    beside, secrets = (folder / NAME).read_bytes(), dict(on.kept)
    store = records.unlock(DOCTOR.name, PASSWORD)
    store.change_password(PASSWORD, "another pass phrase")
    store.close()
    (folder / NAME).write_bytes(beside)
    on.kept |= secrets
    assert records.quick_names == ()
    assert refusal(records) == "no_quick"


def test_the_recovery_key_and_switching_off_end_it(folder: Path, clock: Clock, backend: StandIn) -> None:
    records = RecordsFolder(folder, clock=clock, cost=lambda: CHEAP)
    store, key = records.set_up(DOCTOR, PASSWORD)
    store.keep_quick(PASSWORD, CODE)
    store.drop_quick()
    assert backend.kept == {}
    store.keep_quick(PASSWORD, CODE)
    store.close()
    records.recover(DOCTOR.name, key, "another pass phrase").close()
    assert backend.kept == {}
    assert records.quick_names == ()


def test_whoever_is_removed_has_no_code_left(folder: Path, clock: Clock, backend: StandIn) -> None:
    records = RecordsFolder(folder, clock=clock, cost=lambda: CHEAP)
    store, _key = records.set_up(ADMINISTRATOR, PASSWORD)
    store.add_person(DOCTOR, PASSWORD)
    store.close()
    own = records.unlock(DOCTOR.name, PASSWORD)
    own.keep_quick(PASSWORD, CODE)
    own.close()
    store = records.unlock(ADMINISTRATOR.name, PASSWORD)
    store.remove_person(DOCTOR.name)
    store.close()
    assert backend.kept == {}


def test_it_goes_on_after_the_file_was_encrypted_anew(folder: Path, clock: Clock, backend: StandIn) -> None:
    records = RecordsFolder(folder, clock=clock, cost=lambda: CHEAP)
    store, _key = records.set_up(ADMINISTRATOR, PASSWORD)
    store.keep_quick(PASSWORD, CODE)
    store.add_person(DOCTOR, PASSWORD)
    store.remove_person(DOCTOR.name)
    store.close()
    records.unlock_quick(ADMINISTRATOR.name, CODE).close()


@pytest.mark.parametrize(
    ("password", "code", "said"),
    [
        ("not the password", CODE, "wrong_password"),
        (PASSWORD, "short", "quick_length"),
        (PASSWORD, "x" * 33, "quick_length"),
        (PASSWORD, PASSWORD, "quick_same"),
    ],
)
def test_what_cannot_be_a_code_is_refused(
    store: Store, backend: StandIn, password: str, code: str, said: str
) -> None:
    with pytest.raises(RecordError) as refused:
        store.keep_quick(password, code)
    assert refused.value.code == said
    assert backend.kept == {}


def test_without_a_key_store_of_the_system_it_is_refused_and_nothing_is_written(
    store: Store, folder: Path
) -> None:
    """As this machine is: `keyring` finds none, and says so by its backend that fails."""
    for untrusted in (keyring.get_keyring(), NullKeyring(), StandIn()):
        before = keyring.get_keyring()
        keyring.set_keyring(untrusted)
        try:
            with pytest.raises(RecordError) as refused:
                store.keep_quick(PASSWORD, CODE)
        finally:
            keyring.set_keyring(before)
        assert refused.value.code == "no_key_store"
        assert not (folder / NAME).exists()
    assert store.events()[-1].kind != "quick_made"


def test_of_a_chain_the_first_trusted_store_is_taken(
    backend: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChainerBackend, "backends", [NullKeyring(), backend])
    keyring.set_keyring(ChainerBackend())
    assert system_keys.trusted_backend() is backend


def test_a_damaged_file_costs_a_password_and_nothing_else(
    records: RecordsFolder, on: StandIn, folder: Path
) -> None:
    (folder / NAME).write_bytes(b"{")
    assert records.quick_names == ()
    assert refusal(records) == "no_quick"
    records.unlock(DOCTOR.name, PASSWORD).close()
