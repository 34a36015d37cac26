"""Backups: proved by reading them back, thinned out, restored in steps, refused when damaged."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consult.records import Backup, Identity, RecordError
from db.records.backup import backups_in, thin_out
from db.records.store import Store
from tests.db.records.making import AUDITOR, DOCTOR, PASSWORD, Clock, keep, paper_of, records_in, set_up


def test_h42_a_backup_gives_everything_back(store: Store, folder: Path, tmp_path: Path, clock: Clock) -> None:
    kept = keep(store)
    store.queue(paper_of(kept))
    assert store.backed_up_at() is None
    head = store.chain_head()
    backup = store.back_up(tmp_path / "stick")
    assert store.backed_up_at() is not None
    assert backup.head == head[:16]
    assert backup.name.endswith(head[:16])
    later = keep(store, Identity(code="B-2"))
    store.close()
    records = records_in(folder, clock)
    where = tmp_path / "stick" / backup.name
    assert records.backups(tmp_path / "stick") == (backup,)
    assert records.rehearse(where, DOCTOR.name, PASSWORD) == ()
    again = records.restore(where, DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    assert again.pages(again.papers()[0].id) == b"%PDF-1.7 pages"
    with pytest.raises(RecordError):
        again.read(later.consultation)
    assert again.warnings == again.check() == ()
    (restored,) = (event for event in again.events() if event.kind == "restore")
    assert restored.details["name"] == backup.name
    again.close()
    # The records that were replaced are still there, and open with the keys beside them.
    (aside,) = folder.glob("replaced-*")
    (aside / "records.lock").touch()
    old = records_in(aside, clock).unlock(DOCTOR.name, PASSWORD)
    assert old.read(later.consultation) == later
    old.close()


def test_a_backup_opens_on_another_computer(store: Store, tmp_path: Path, clock: Clock) -> None:
    kept = keep(store)
    backup = store.back_up(tmp_path / "stick")
    elsewhere = records_in(tmp_path / "elsewhere", clock).restore(
        tmp_path / "stick" / backup.name, DOCTOR.name, PASSWORD
    )
    assert elsewhere.read(kept.consultation) == kept
    elsewhere.close()


def test_h42_a_damaged_backup_is_refused_and_the_newest_good_one_named(
    store: Store, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    kept = keep(store)
    stick = tmp_path / "stick"
    backups = []
    for _ in range(3):
        clock.now += timedelta(days=1)
        backups.append(store.back_up(stick))
    store.close()
    records = records_in(folder, clock)

    def damage(backup: Backup) -> None:
        file = stick / backup.name / "records.db"
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)

    damage(backups[2])
    assert records.rehearse(stick / backups[2].name, DOCTOR.name, PASSWORD) != ()
    with pytest.raises(RecordError) as refused:
        records.restore(stick / backups[2].name, DOCTOR.name, PASSWORD)
    assert refused.value.code == "backup_damaged_another"
    assert refused.value.values == {"name": backups[2].name, "next": backups[1].name}
    damage(backups[0])
    damage(backups[1])
    with pytest.raises(RecordError) as refused:
        records.restore(stick / backups[2].name, DOCTOR.name, PASSWORD)
    assert refused.value.code == "backup_damaged"
    again = records.unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    again.close()


def test_a_backup_under_another_name_is_not_what_it_says(store: Store, tmp_path: Path, folder: Path) -> None:
    keep(store)
    stick = tmp_path / "stick"
    older = store.back_up(stick)
    false = stick / (older.name[:-16] + "0" * 16)
    os.rename(stick / older.name, false)
    store.close()
    assert [f.code for f in records_in(folder).rehearse(false, DOCTOR.name, PASSWORD)] == ["log_cut"]


def test_a_backup_that_cannot_be_made_leaves_nothing_and_is_in_the_log(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store)
    (tmp_path / "file").touch()
    with pytest.raises(RecordError) as refused:
        store.back_up(tmp_path / "file" / "inside")
    assert refused.value.code == "disk_error"
    with monkeypatch.context() as patch:
        patch.setattr("db.records.check.faults", lambda *_: ("something",))
        with pytest.raises(RecordError) as refused:
            store.back_up(tmp_path / "stick")
    assert refused.value.code == "backup_unreadable"
    assert list((tmp_path / "stick").iterdir()) == []
    assert [e.details for e in store.events() if e.kind == "backup_failed"] == [
        {"why": "disk_error"},
        {"why": "backup_unreadable"},
    ]
    assert store.backed_up_at() is None


@pytest.mark.parametrize("step", range(1, 14))
def test_a_restoring_that_ends_at_any_step_is_finished_or_was_none(
    store: Store, folder: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    kept = keep(store)
    backup = tmp_path / "stick" / store.back_up(tmp_path / "stick").name
    keep(store, Identity(code="B-2"))
    store.close()
    replace, steps = os.replace, 0

    def ended(source: str, target: str) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", ended)
        with pytest.raises(KeyboardInterrupt):
            records_in(folder, clock).restore(backup, DOCTOR.name, PASSWORD)
    records = records_in(folder, clock)
    assert records.exist
    assert records.names == (DOCTOR.name,)
    again = records.unlock(DOCTOR.name, PASSWORD)
    assert again.read(kept.consultation) == kept
    restored = any(event.kind == "restore" for event in again.events())
    assert len(again.search("")) == (1 if restored else 2)
    assert again.warnings == again.check() == ()
    again.close()


def test_a_backup_that_is_removed_by_half_is_not_taken_for_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thinning out that ends half way: what is left of the backup goes the next time."""
    stick = tmp_path / "stick"

    def by_half(folder: Path, **_more: object) -> None:
        for name in ("keys.json", "keys.copy.json"):
            (Path(folder) / name).unlink(missing_ok=True)

    store.back_up(stick)
    keep(store)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", by_half)
        second = store.back_up(stick)
    assert backups_in(stick) == (second,)
    assert len(list(stick.iterdir())) == 2
    keep(store)
    third = store.back_up(stick)
    assert [entry.name for entry in stick.iterdir()] == [third.name]


def test_backups_are_thinned_out_by_day_week_and_month(tmp_path: Path, folder: Path) -> None:
    set_up(folder).close()
    stick = tmp_path / "stick"
    start = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for hours in [*range(0, 48, 12), *range(48, 24 * 400, 24)]:
        at = start - timedelta(hours=hours)
        place = stick / f"consult-records-{at:%Y%m%dT%H%M%SZ}-{hours:016x}"
        place.mkdir(parents=True)
        shutil.copy(folder / "keys.json", place)
    other = stick / "consult-records-20200101T000000Z-0000000000000000"
    other.mkdir()
    set_up(tmp_path / "other").close()
    shutil.copy(tmp_path / "other" / "keys.json", other)
    (stick / "somebody's own folder").mkdir()
    from db.records.keyring import read_keyring

    thin_out(stick, read_keyring(folder).records)
    left = backups_in(stick, read_keyring(folder).records)
    days = [backup.at.date() for backup in left]
    assert days[:7] == [(start - timedelta(days=n)).date() for n in range(7)]
    assert len(days) == len(set(days)) == 7 + 4 + 11 - 1
    assert len({(day.year, day.month) for day in days}) == 12
    assert other.exists()
    assert (stick / "somebody's own folder").exists()


def test_only_who_may_back_up_may_restore(store: Store, folder: Path, tmp_path: Path, clock: Clock) -> None:
    store.add_person(AUDITOR, PASSWORD)
    backup = tmp_path / store.back_up(tmp_path).name
    store.close()
    with pytest.raises(RecordError) as refused:
        records_in(folder, clock).restore(backup, AUDITOR.name, PASSWORD)
    assert refused.value.code == "not_allowed"
    with pytest.raises(RecordError) as refused:
        records_in(folder, clock).restore(backup, DOCTOR.name, "wrong wrong")
    assert refused.value.code == "wrong_password"
    with pytest.raises(RecordError) as refused:
        records_in(folder, clock).restore(tmp_path / "nothing", DOCTOR.name, PASSWORD)
    assert refused.value.code == "no_records"
