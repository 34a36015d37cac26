"""Crash: whatever was said to be kept is there after the program was killed, and a lock dies with its program.

What the power takes with it is another matter than what `kill -9` does: the system keeps what it was handed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from consult.records import Identity, RecordError
from db.records.backup import backups_in
from db.records.store import Store
from tests.db.records.making import DOCTOR, PASSWORD, keep, records_in, set_up

ROOT = Path(__file__).parents[3]


def killed_after(folder: Path, seconds: float, module: str = "saving_child", *more: str) -> list[str]:
    """Let the child work for so long after it unlocked the records; what it said was done."""
    child = subprocess.Popen(
        [sys.executable, "-m", f"tests.db.records.{module}", str(folder), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == b"unlocked\n"
        time.sleep(seconds)
    finally:
        child.kill()
    said = child.stdout.read().decode().splitlines(keepends=True)
    child.wait()
    child.stdout.close()
    return [line for line in said if line.endswith("\n")]


def acknowledged_is_there(folder: Path, said: list[str]) -> None:
    """Everything that was acknowledged reads back, the draft at least as new, and the file is whole."""
    store = records_in(folder).unlock(DOCTOR.name, PASSWORD)
    try:
        drafted = 0
        for line in said:
            what, *rest = line.split()
            if what == "draft":
                drafted = int(rest[0])
                continue
            kept = store.read(rest[0], int(rest[1]))
            assert kept.case.startswith(rest[2].encode())
        draft = store.draft()
        if drafted:
            assert draft is not None
            assert int(draft.case) >= drafted
        assert [fault for fault in store.check() if fault.code != "clock_behind"] == []
    finally:
        store.close()


def kill_many(folder: Path, times: int, seed: int) -> int:
    """Kill it so many times at random instants of its work; how many saves were acknowledged."""
    instants = random.Random(seed)
    set_up(folder).close()
    saved = 0
    for _ in range(times):
        said = killed_after(folder, instants.uniform(0.0, 0.15))
        saved += sum(line.startswith("saved") for line in said)
        acknowledged_is_there(folder, said)
    return saved


@pytest.mark.timeout(900)
def test_h34_killed_while_saving_nothing_acknowledged_is_lost(folder: Path) -> None:
    """Sixteen of the thousand times of `make soak-records`; `tests/soak` stops a save at each of its calls besides."""
    assert kill_many(folder, 16, seed=1) > 16


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_h34_killed_a_thousand_times(folder: Path) -> None:
    assert kill_many(folder, 1000, seed=2) > 1000


def kill_while_rekeying(folder: Path, backups: Path, times: int, seed: int) -> None:
    """Kill it while it encrypts the file anew, erases and backs up."""
    instants = random.Random(seed)
    store = set_up(folder)
    kept = [keep(store, Identity(code=f"A-{n}"), case=os.urandom(20_000)) for n in range(20)]
    store.close()
    for _ in range(times):
        killed_after(folder, instants.uniform(0.0, 0.25), "rekeying_child", str(backups))
        store = records_in(folder).unlock(DOCTOR.name, PASSWORD)
        assert [fault for fault in (*store.warnings, *store.check()) if fault.code != "clock_behind"] == []
        assert all(store.read(one.consultation) == one for one in kept)
        store.close()
        for backup in backups_in(backups):
            assert records_in(folder).rehearse(backups / backup.name, DOCTOR.name, PASSWORD) == ()


def test_killed_while_the_file_is_encrypted_anew(folder: Path, tmp_path: Path) -> None:
    kill_while_rekeying(folder, tmp_path / "stick", 5, seed=3)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_killed_often_while_the_file_is_encrypted_anew(folder: Path, tmp_path: Path) -> None:
    kill_while_rekeying(folder, tmp_path / "stick", 300, seed=4)


def test_a_killed_window_frees_the_lock(folder: Path) -> None:
    set_up(folder).close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.db.records.saving_child", str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == b"unlocked\n"
        with pytest.raises(RecordError) as refused:
            records_in(folder).unlock(DOCTOR.name, PASSWORD)
        assert refused.value.code == "in_use"
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    records_in(folder).unlock(DOCTOR.name, PASSWORD).close()


def test_an_interrupted_save_has_kept_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended between its statements it leaves no half consultation, and the next one is kept."""
    kept = keep(store)

    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.records.audit.Log.add", ended)
        with pytest.raises(KeyboardInterrupt):
            keep(store)
    assert [found.consultations for found in store.search("")] == [1]
    assert store.check() == ()
    assert keep(store).patient != kept.patient


def test_h44_two_that_unlock_at_the_same_moment(folder: Path) -> None:
    set_up(folder).close()
    opened: list[Store] = []
    refused: list[str] = []
    start = threading.Barrier(6)

    def unlock() -> None:
        start.wait()
        try:
            opened.append(records_in(folder).unlock(DOCTOR.name, PASSWORD))
        except RecordError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=unlock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
    assert refused == ["in_use"] * 5
    assert opened[0].check() == ()
    opened[0].close()
