"""Editions on one machine: offered, accepted whole or not at all, gone back from, and refused in words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult.catalog import Catalog
from consult.editions import Offer
from consult.errors import CatalogError
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from db import keys
from db.editions import Editions
from db.folder import data_folder
from db.keys import Keyring, keyring
from db.minisign import SecretKey
from db.signed import UPDATE_SUFFIX, Sealed
from resources import path
from tests.db.signing import resigned, rows_read_once, update_file

TODAY = date(2026, 12, 24)
OTHER = SecretKey(b"\x01" * 8, b"\x02" * 32)
BUNDLED = "2026.11"


@pytest.fixture(scope="module", autouse=True)
def rows_are_read_once() -> Iterator[None]:
    with rows_read_once():
        yield


@pytest.fixture(scope="module")
def second() -> Sealed:
    return resigned(2)


@pytest.fixture(scope="module")
def third() -> Sealed:
    return resigned(3, day="2027-01-05")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where accepted editions are kept; not there yet."""
    return tmp_path / "王 consult" / "editions"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def editions(folder: Path, bundled: Path | None = None, ring: Keyring | None = None) -> Editions:
    """As a program that has just been started."""
    return Editions(bundled or path("catalog.sqlite"), folder, ring)


def in_use(folder: Path, **settings: Path) -> str:
    return editions(folder, **settings).in_use().knowledge.catalog.edition


def accept(folder: Path, stick: Path, *every: Sealed) -> None:
    for sealed in every:
        own = editions(folder)
        own.accept(own.offer(update_file(sealed, stick), TODAY))


def refusal(act: Callable[[], object]) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        act()
    for language in ("en", "zh_CN"):
        assert "{" not in Words(language, DECLARED).error(caught.value)
    return caught.value


def bundle(sealed: Sealed, folder: Path) -> Path:
    """A program that brings this edition with it."""
    folder.mkdir()
    file = folder / "catalog.sqlite"
    file.write_bytes(sealed.data)
    file.with_name("catalog.sqlite.minisig").write_bytes(sealed.signature)
    return file


# -- the ordinary way --------------------------------------------------------------------------------------------


def test_nothing_accepted_is_the_bundled_one_and_leaves_no_trace(folder: Path) -> None:
    used = editions(folder).in_use()
    assert used.knowledge.catalog.edition == BUNDLED
    assert used.refused == ()
    assert not folder.exists()


def test_looking_changes_nothing(folder: Path, stick: Path, second: Sealed) -> None:
    offer = editions(folder).offer(update_file(second, stick), TODAY)
    assert (offer.before.edition, offer.after.edition) == (BUNDLED, "test-2")
    assert offer.differences == ()
    assert not folder.exists()
    assert in_use(folder) == BUNDLED


def test_accepted_it_is_used_without_the_stick(folder: Path, stick: Path, second: Sealed) -> None:
    accept(folder, stick, second)
    (stick / second.name).unlink()
    used = editions(folder).in_use()
    assert used.knowledge.catalog.edition == "test-2"
    assert used.knowledge.catalog.sequence == 2
    assert used.refused == ()
    kept = sorted(file.name for file in folder.iterdir())
    assert kept == ["000000002.ccat", "state.json"]
    assert (folder / kept[0]).read_bytes() == second.packed()


def test_back_and_forth(folder: Path, stick: Path, second: Sealed, third: Sealed) -> None:
    accept(folder, stick, second, third)
    assert in_use(folder) == "test-3"
    assert editions(folder).roll_back().catalog.edition == "test-2"
    assert in_use(folder) == "test-2"
    assert editions(folder).roll_back().catalog.edition == BUNDLED
    assert in_use(folder) == BUNDLED
    assert refusal(editions(folder).roll_back).code == "editions_nothing_before"
    again = editions(folder)
    assert refusal(lambda: again.offer(update_file(second, stick), TODAY)).code == "catalog_older"
    accept(folder, stick, third)
    assert in_use(folder) == "test-3"


def test_only_the_last_few_stay_on_the_disk(folder: Path, stick: Path) -> None:
    accept(folder, stick, *(resigned(number) for number in range(2, 8)))
    kept = sorted(file.name for file in folder.iterdir())
    assert kept == [*(f"00000000{number}.ccat" for number in (4, 5, 6, 7)), "state.json"]
    assert in_use(folder) == "test-7"


def test_a_newer_program_brings_a_newer_edition(
    folder: Path, stick: Path, tmp_path: Path, second: Sealed, third: Sealed
) -> None:
    accept(folder, stick, second)
    newer = bundle(third, tmp_path / "newer")
    assert in_use(folder, bundled=newer) == "test-3"
    back = editions(folder, newer)
    assert back.roll_back().catalog.edition == "test-2"
    assert in_use(folder, bundled=newer) == "test-2"
    # A program newer still was not there to be chosen against.
    assert in_use(folder, bundled=bundle(resigned(4), tmp_path / "newest")) == "test-4"


# -- refused, and what stays in use -----------------------------------------------------------------------------


def _flipped(sealed: Sealed) -> Sealed:
    data = bytearray(sealed.data)
    data[len(data) // 2] ^= 4
    return replace(sealed, data=bytes(data))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_flipped, "catalog_changed"),
        (lambda sealed: replace(sealed, data=sealed.data[:-1]), "catalog_changed"),
        (lambda sealed: replace(sealed, data=sealed.data + b"\n"), "catalog_changed"),
        (lambda sealed: replace(sealed, signature=resigned(5).signature), "catalog_changed"),
        (
            lambda sealed: replace(
                sealed, signature=sealed.signature.replace(b"date:2027-01-05", b"date:2027-01-06")
            ),
            "catalog_changed",
        ),
        (lambda _sealed: resigned(3, key=OTHER), "catalog_key_unknown"),
        (lambda _sealed: resigned(3, day="2030-01-01"), "catalog_key_expired"),
        (lambda _sealed: resigned(1, name="2026.10"), "catalog_older"),
        (lambda _sealed: resigned(2, name="other"), "catalog_number_taken"),
        (lambda _sealed: resigned(2), "catalog_same"),
        (lambda _sealed: resigned(3, "DROP TABLE outcome"), "catalog_unreadable"),
        (
            lambda _sealed: resigned(3, """UPDATE rule SET "when" = '[["moon_phase", "==", "full"]]'"""),
            "catalog_newer",
        ),
        (lambda _sealed: resigned(3, "UPDATE outcome SET design = 'oracle'"), "catalog_newer"),
        (lambda sealed: replace(sealed, signature=b""), "catalog_not_update"),
        (lambda sealed: replace(sealed, signature=b"untrusted comment: \n\n\n\n"), "catalog_changed"),
        (lambda sealed: replace(sealed, signature=b"", data=b"a note"), "catalog_not_update"),
    ],
)
def test_what_is_refused_leaves_the_good_one_in_use(
    folder: Path,
    stick: Path,
    second: Sealed,
    third: Sealed,
    damage: Callable[[Sealed], Sealed],
    code: str,
) -> None:
    accept(folder, stick, second)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    damaged = damage(third)
    assert damaged != third
    file = update_file(damaged, stick)
    assert refusal(lambda: editions(folder).offer(file, TODAY)).code == code
    assert in_use(folder) == "test-2"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_no_file_a_folder_and_one_too_large(
    folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = editions(folder)
    assert refusal(lambda: own.offer(stick / "none.ccat", TODAY)).code == "catalog_missing"
    assert refusal(lambda: own.offer(stick, TODAY)).code == "catalog_missing"
    assert refusal(lambda: own.offer(Path("a\0b"), TODAY)).code == "catalog_missing"
    monkeypatch.setattr("db.signed.MAX_CATALOG", 1000)
    (stick / "large.ccat").write_bytes(b"x" * 10_000)
    assert refusal(lambda: own.offer(stick / "large.ccat", TODAY)).code == "catalog_too_large"


def test_a_device_is_not_waited_for(folder: Path) -> None:
    assert refusal(lambda: editions(folder).offer(Path(os.devnull), TODAY)).code == "catalog_missing"


def test_a_key_expires_for_updates_and_not_for_what_is_in_use(
    folder: Path, stick: Path, second: Sealed
) -> None:
    """The program has no date on which it stops; only nothing new comes in by an expired key."""
    far = date(2040, 1, 1)
    refused = refusal(lambda: editions(folder).offer(update_file(second, stick), far))
    assert refused.code == "catalog_key_expired"
    assert refused.values["day"] == "2028-12-31"
    accept(folder, stick, second)
    assert in_use(folder) == "test-2"


def test_a_release_takes_release_keys_alone(
    folder: Path, stick: Path, second: Sealed, tmp_path: Path
) -> None:
    record = keys.key(OTHER.public.line(), "release", "Somebody", date(2030, 1, 1))
    ring = Keyring({**keyring().keys, record.public.id: record}, development=False)
    own = editions(folder, bundle(resigned(1, key=OTHER), tmp_path / "release"), ring)
    assert own.in_use().knowledge.catalog.signature == f"signed by Somebody, key {record.public.id}"
    file = update_file(second, stick)
    assert refusal(lambda: own.offer(file, TODAY)).code == "catalog_key_development"
    offer = own.offer(update_file(resigned(2, key=OTHER), stick), TODAY)
    own.accept(offer)
    assert own.in_use().knowledge.catalog.sequence == 2


# -- damage on the disk -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "renamed"])
def test_a_damaged_accepted_edition_is_named_and_the_one_before_used(
    folder: Path, stick: Path, second: Sealed, third: Sealed, damage: str
) -> None:
    accept(folder, stick, second, third)
    file = folder / "000000003.ccat"
    if damage == "flip":
        file.write_bytes(_flipped(third).packed())
    elif damage == "cut":
        file.write_bytes(third.packed()[:5000])
    elif damage == "gone":
        file.unlink()
    else:
        file.write_bytes(second.packed())
    used = editions(folder).in_use()
    assert used.knowledge.catalog.edition == "test-2"
    assert [error.code for error in used.refused] == [
        "catalog_missing" if damage == "gone" else "catalog_changed"
    ]
    assert used.refused[0].values["file"] == "000000003.ccat"
    older = refusal(lambda: editions(folder).offer(update_file(resigned(2, name="x"), stick), TODAY))
    assert older.code == "catalog_older"
    accept(folder, stick, third)
    assert editions(folder).in_use().refused == ()
    assert in_use(folder) == "test-3"


def test_a_damaged_bundled_catalogue_with_a_good_accepted_one(
    folder: Path, stick: Path, second: Sealed, tmp_path: Path
) -> None:
    accept(folder, stick, second)
    broken = bundle(_flipped(resigned(1)), tmp_path / "broken")
    assert in_use(folder, bundled=broken) == "test-2"
    broken.with_name("catalog.sqlite.minisig").unlink()
    assert in_use(folder, bundled=broken) == "test-2"
    (folder / "000000002.ccat").write_bytes(b"")
    assert refusal(lambda: editions(folder, broken).in_use()).code == "catalog_not_update"


STATES = [
    "",
    "null",
    "[]",
    '{"format": 2}',
    '{"format": 1}',
    '{"format": 1, "newest": "2"}',
    '{"format": 1, "newest": -4, "edition": "", "sha256": "", "chosen": 0, "over": 0}',
    '{"format": 1, "newest": true, "edition": "", "sha256": "", "chosen": 0, "over": 0}',
    '{"format": 1, "newest": 2, "edition": null, "sha256": 5, "chosen": 2, "over": 1}',
    '{"format": 1, "more": 1}',
    "[" * 100_000,
    "\u00e4",
]


@pytest.mark.parametrize("text", STATES)
def test_a_damaged_memory_lets_the_files_speak(folder: Path, stick: Path, second: Sealed, text: str) -> None:
    accept(folder, stick, second)
    (folder / "state.json").write_text(text, encoding="utf-8")
    assert in_use(folder) == "test-2"
    older = update_file(resigned(1, name="older"), stick)
    assert refusal(lambda: editions(folder).offer(older, TODAY)).code == "catalog_older"


def test_other_files_in_the_folder_are_left_alone(folder: Path, stick: Path, second: Sealed) -> None:
    folder.mkdir(parents=True)
    for name in ("notes.txt", "٣٣٣٣٣٣٣٣٣.ccat", "1.ccat", "abc.ccat", "000000009.ccat.partial"):
        (folder / name).write_bytes(b"x")
    assert in_use(folder) == BUNDLED
    accept(folder, stick, second)
    assert in_use(folder) == "test-2"
    assert (folder / "notes.txt").read_bytes() == b"x"


# -- writing ------------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written(tmp_path: Path, stick: Path, second: Sealed) -> None:
    (tmp_path / "file").write_bytes(b"")
    own = editions(tmp_path / "file" / "editions")
    offer = own.offer(update_file(second, stick), TODAY)
    refused = refusal(lambda: own.accept(offer))
    assert refused.code == "editions_not_writable"
    assert str(tmp_path / "file") in Words("en", DECLARED).error(refused)
    assert own.in_use().knowledge.catalog.edition == BUNDLED


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_disk_that_fills_half_way(
    folder: Path,
    stick: Path,
    second: Sealed,
    third: Sealed,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    nth: int,
) -> None:
    accept(folder, stick, second)
    own = editions(folder)
    offer: Offer = own.offer(update_file(third, stick), TODAY)
    real, calls = getattr(os, call), []

    def failing(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == nth:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, failing)
    assert refusal(lambda: own.accept(offer)).code == "editions_not_writable"
    monkeypatch.undo()
    assert in_use(folder) == "test-2"
    assert not list(folder.glob("*.partial"))
    accept(folder, stick, third)
    assert in_use(folder) == "test-3"


def test_what_is_kept_is_what_was_verified(folder: Path, stick: Path, second: Sealed) -> None:
    """The stick is swapped between looking and accepting."""
    own = editions(folder)
    file = update_file(second, stick)
    offer = own.offer(file, TODAY)
    file.write_bytes(b"something else")
    own.accept(offer)
    assert (folder / "000000002.ccat").read_bytes() == second.packed()


def test_the_memory_holds_no_more_than_it_needs(folder: Path, stick: Path, second: Sealed) -> None:
    accept(folder, stick, second)
    state = json.loads((folder / "state.json").read_bytes())
    assert set(state) == {"format", "newest", "edition", "sha256", "chosen", "over"}
    assert (state["newest"], state["edition"], state["chosen"], state["over"]) == (2, "test-2", 2, 1)


def test_the_folder_of_each_system(tmp_path: Path) -> None:
    home = tmp_path / "王"
    assert data_folder({"CONSULT_DATA": "/d"}, home) == Path("/d")
    assert data_folder({}, home, "linux") == home / ".local" / "share" / "consult"
    assert data_folder({"XDG_DATA_HOME": "here"}, home, "linux") == home / ".local" / "share" / "consult"
    elsewhere = tmp_path / "kept"
    assert data_folder({"XDG_DATA_HOME": str(elsewhere)}, home, "linux") == elsewhere / "consult"
    assert data_folder({"LOCALAPPDATA": "C:/L"}, home, "win32") == Path("C:/L/Consult")
    assert data_folder({}, home, "win32") == home / "AppData" / "Local" / "Consult"
    assert data_folder({}, home, "darwin") == home / "Library" / "Application Support" / "Consult"


def test_the_offer_does_not_show_the_file(
    folder: Path, stick: Path, second: Sealed, catalog: Catalog
) -> None:
    offer = editions(folder).offer(update_file(second, stick), TODAY)
    assert offer.packed == second.packed()
    assert "SQLite format" not in repr(
        replace(offer, before=Catalog(edition="", date=""), after=Catalog(edition="", date=""))
    )
    assert UPDATE_SUFFIX == ".ccat"
