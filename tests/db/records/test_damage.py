"""Damage: every flipped byte is found, what is left can be read, and nothing of a patient lies in the open."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from consult.records import Draft, Identity, RecordError
from db.records.check import check_copy
from db.records.file import RecordFile
from db.records.keyring import read_keyring
from db.records.migrations import NAME, migrations
from db.records.sealing import derive
from db.records.store import Store
from tests.db.records.making import DOCTOR, LI, PASSWORD, Clock, keep, paper_of, records_in, set_up

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
FIXTURES = Path(__file__).with_name("files")


def data_key(folder: Path) -> bytes:
    ring = read_keyring(folder)
    holder = ring.person(DOCTOR.name)
    assert holder is not None
    keys = holder.opened(PASSWORD, ring.records)
    assert keys is not None
    return keys[0]


@pytest.fixture
def locked(store: Store, folder: Path) -> Path:
    """Locked records of a consultation and a paper."""
    store.queue(paper_of(keep(store)))
    store.close()
    return folder


def flipped(locked: Path, places: range) -> Iterator[tuple[int, bool]]:
    """Each place, and whether the flip of one of its bits was found."""
    key, path = data_key(locked), locked / "records.db"
    head = records_in(locked).unlock(DOCTOR.name, PASSWORD)
    end = head.chain_head()
    head.close()
    whole = path.read_bytes()
    assert check_copy(path, key, end) == ()
    with path.open("r+b") as file:
        for place in places:
            file.seek(place)
            file.write(bytes([whole[place] ^ (1 << place % 8)]))
            file.flush()
            yield place, check_copy(path, key, end) != ()
            file.seek(place)
            file.write(whole[place : place + 1])
            file.flush()


def test_h35_flipped_bytes_are_found(locked: Path) -> None:
    size = (locked / "records.db").stat().st_size
    assert [place for place, was_found in flipped(locked, range(0, size, 1021)) if not was_found] == []


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_h35_every_flipped_byte_is_found(locked: Path) -> None:
    size = (locked / "records.db").stat().st_size
    assert [place for place, was_found in flipped(locked, range(size)) if not was_found] == []


def test_h35_damaged_pages_hide_their_own_consultations_and_no_others(
    store: Store, folder: Path, clock: Clock
) -> None:
    """Each page in turn: whatever can still be unlocked and read says what was kept, or that it is damaged."""
    kept = [keep(store, Identity(code=f"A-{n}"), case=os.urandom(3000)) for n in range(12)]
    store.close()
    path = folder / "records.db"
    whole, counts = path.read_bytes(), set()
    state = (folder / "state.json").read_bytes()
    refusals = set()
    for page in range(1, len(whole) // 4096, 2):
        data = bytearray(whole)
        data[page * 4096 + 100] ^= 1
        path.write_bytes(data)
        (folder / "state.json").write_bytes(state)
        again, refusal = attempt(lambda: records_in(folder, clock).unlock(DOCTOR.name, PASSWORD))
        refusals.add(refusal)
        if again is None:
            continue
        assert again.check() != ()
        read = 0
        for one in kept:
            found, refusal = attempt(partial(again.read, one.consultation))
            refusals.add(refusal)
            assert found in (None, one)
            read += found == one
        counts.add(read)
        attempt(again.close)
        with suppress(FileNotFoundError):
            (folder / "records.db-wal").unlink()
            (folder / "records.db-shm").unlink()
    assert {len(kept), len(kept) - 1} <= counts
    assert refusals == {"", "damaged"}


def attempt(ask: Callable[[], Any]) -> tuple[Any, str]:
    """What comes of it, or the code of the refusal."""
    try:
        return ask(), ""
    except RecordError as error:
        return None, error.code


ACTIONS = ("save", "amend", "draft", "queue")


@pytest.mark.parametrize("action", ACTIONS)
def test_what_the_disk_refuses_is_said_and_the_old_stays_whole(
    store: Store, folder: Path, clock: Clock, action: str
) -> None:
    """The file may not grow any more: SQLite answers as it does on a full disk."""
    kept = keep(store)
    store.keep_draft(Draft(case=b"old"))
    pages = store._file.rows("PRAGMA page_count")[0][0]
    store._file.run(f"PRAGMA max_page_count = {pages}")
    big = os.urandom(200_000)
    attempts = {
        "save": lambda: keep(store, case=big),
        "amend": lambda: keep(store, case=big, consultation=kept.consultation, number=1, reason="x"),
        "draft": lambda: store.keep_draft(Draft(case=big)),
        "queue": lambda: store.queue(paper_of(kept, pdf=big)),
    }
    with pytest.raises(RecordError) as refused:
        attempts[action]()
    assert refused.value.code == "disk_full"
    assert "FULL" not in str(refused.value)
    draft = store.draft()
    assert draft is not None
    assert draft.case == b"old"
    store._file.run("PRAGMA max_page_count = 100000")
    attempts[action]()  # the program goes on
    assert store.check() == ()
    assert store.versions(kept.consultation)[0] == kept


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EIO, "disk_error"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
    ],
)
def test_a_disk_that_refuses_the_files_beside_is_said_and_a_save_is_kept_all_the_same(
    store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """The head of the log may lag behind; a password and a guess may not be changed unseen."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        kept = keep(store)
        with pytest.raises(RecordError) as refused:
            store.change_password(PASSWORD, "x" * 12)
        assert refused.value.code == code
        store.close()
        with pytest.raises(RecordError) as refused:
            records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
        assert refused.value.code == code
        with pytest.raises(RecordError) as refused:
            records_in(folder.parent / "new", clock).set_up(DOCTOR, PASSWORD)
        assert refused.value.code == code
    again = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    assert again.warnings == ()
    again.close()


def test_a_stick_that_was_pulled_out_is_said(store: Store, folder: Path) -> None:
    kept = keep(store)
    store.close()
    folder.rename(folder.with_name("elsewhere"))
    records = records_in(folder)
    assert not records.exist
    assert records.names == ()
    with pytest.raises(RecordError) as refused:
        records.unlock(DOCTOR.name, PASSWORD)
    assert refused.value.code == "no_records"
    folder.with_name("elsewhere").rename(folder)
    again = records.unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    again.close()


def test_h40_no_word_of_a_patient_lies_anywhere_in_the_open(store: Store, folder: Path) -> None:
    """Neither beside the open file nor beside the closed one, in a backup, or in the temporary folder."""
    canaries = ["Kanarienvogel-7", "金丝雀雄信", "KANARI-0815"]
    identity = Identity(code=canaries[2], name=canaries[0] + canaries[1])
    before = set(Path(tempfile.gettempdir()).iterdir())
    kept = keep(store, identity, case=f'{{"note": "{canaries[1]} {canaries[0]}"}}'.encode())
    store.keep_draft(Draft(case=canaries[0].encode(), identity=identity))
    store.queue(paper_of(kept, pdf="".join(canaries).encode()))
    store.search(canaries[0])
    store.search("")
    store.back_up(folder.parent / "backups")
    places = [folder.parent, *(set(Path(tempfile.gettempdir()).iterdir()) - before)]

    def open_words() -> list[str]:
        said = [word.encode(code) for word in canaries for code in ENCODINGS]
        files = [
            f for place in places for f in ([place] if place.is_file() else place.rglob("*")) if f.is_file()
        ]
        assert len(files) > 6
        return [f.name for f in files if any(word in f.read_bytes() for word in said)]

    assert open_words() == []
    store.erase(store.search("")[0].patient, "asked")
    store.close()
    assert open_words() == []
    for file in folder.parent.rglob("*"):
        assert not any(canary in file.name for canary in canaries)


def test_the_key_lies_nowhere_beside_the_records(store: Store, folder: Path) -> None:
    keep(store)
    key = data_key(folder)
    for secret in (key, derive(key, "file"), PASSWORD.encode()):
        for file in folder.iterdir():
            data = file.read_bytes()
            assert secret not in data
            assert secret.hex().encode() not in data


def test_the_file_is_for_this_user_alone(store: Store, folder: Path) -> None:
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
        assert (folder / "records.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("version", sorted(path.name for path in FIXTURES.iterdir()))
def test_h42_a_file_of_every_older_version_opens(version: str, folder: Path, clock: Clock) -> None:
    """Each step of the migrations has a file that was written when it was the last."""
    from shutil import copytree

    copytree(FIXTURES / version, folder)
    clock.now += timedelta(days=1)
    store = records_in(folder, clock).unlock(DOCTOR.name, PASSWORD)
    (found,) = store.search("sxx")
    assert found.identity == LI
    first, second = store.versions(found.latest)
    assert (first.number, second.reason) == (1, "a slip")
    assert [paper.document for paper in store.papers()] == ["D-1"]
    draft = store.draft()
    assert draft is not None
    assert draft.field == "inr"
    assert store.check() == store.warnings == ()
    store.close()


def test_every_step_has_its_file() -> None:
    assert [step.name for step in migrations()._migrations] == sorted(
        path.name for path in FIXTURES.iterdir()
    )


def test_h42_a_file_of_a_newer_version_is_refused_and_not_touched(locked: Path) -> None:
    file = RecordFile(locked / "records.db", derive(data_key(locked), "file"))
    file.run(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '9999_later', '')",
        (NAME,),
    )
    file.close()
    before = (locked / "records.db").read_bytes()
    with pytest.raises(RecordError) as refused:
        records_in(locked).unlock(DOCTOR.name, PASSWORD)
    assert refused.value.code == "newer"
    assert (locked / "records.db").read_bytes() == before


def test_records_in_a_folder_of_any_name(tmp_path: Path) -> None:
    for name in ("用户 名", "a?b#c%20d", "x" * 100):
        store = set_up(tmp_path / name)
        kept = keep(store)
        store.close()
        again = records_in(tmp_path / name).unlock(DOCTOR.name, PASSWORD)
        assert again.read(kept.consultation) == kept
        again.close()
