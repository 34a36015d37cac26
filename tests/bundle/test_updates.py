"""Two versions beside each other: the newer keeps the data of the older, the older refuses what it cannot read.

Both are this bundle under two names. What a still newer program would write is put into the data by hand.
"""

from __future__ import annotations

import csv
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from db.records.file import RecordFile
from db.records.keyring import read_keyring
from db.records.migrations import NAME
from db.records.sealing import derive

PASSWORD = "a long pass phrase"


@pytest.fixture(scope="module")
def versions(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The archive, unpacked twice as its two versions would lie: side by side, each in a folder of its own name."""
    shelf = tmp_path_factory.mktemp("programs")
    (archive,) = built.glob("consult-*.tar*")
    with tarfile.open(archive) as packed:
        top = packed.next()
        assert top is not None
        assert top.name.startswith("consult-")
        packed.extractall(shelf, filter="data")
    older = shelf / top.name
    newer = shelf / "consult-99.0.0"
    os.symlink(older, newer)  # another place, the same bytes: a copy would only take room
    return older, newer


def run(version: Path, home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A version, started for the user with this home."""
    return subprocess.run(
        [str(version / "consult"), *arguments],
        cwd=home,
        env={"HOME": str(home), "PATH": "/nonexistent", "QT_QPA_PLATFORM": "offscreen"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def records(version: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One of its commands for the records."""
    return run(version, home, "records", *arguments, "--password-stdin", typed=f"{PASSWORD}\n")


def test_records_of_the_older_are_those_of_the_newer(versions: tuple[Path, Path], desk: Path) -> None:
    older, newer = versions
    assert records(older, desk, "set-up", "王医生").returncode == 0
    for version in (newer, older):
        verified = records(version, desk, "verify")
        assert (verified.returncode, verified.stderr) == (0, "")
        listed = records(version, desk, "list", "--format", "xlsx", "-o", str(desk / f"{version.name}.xlsx"))
        assert (listed.returncode, listed.stderr) == (0, "")
        assert (desk / f"{version.name}.xlsx").read_bytes().startswith(b"PK")
    listed = records(newer, desk, "list", "-o", str(desk / "list.csv"))
    assert listed.returncode == 0, listed.stderr
    assert list(csv.reader((desk / "list.csv").read_text("utf-8-sig").splitlines()))
    backed = records(newer, desk, "backup", str(desk / "stick"))
    assert backed.returncode == 0, backed.stderr
    assert records(older, desk, "verify", str(desk / "stick" / backed.stdout.strip())).returncode == 0


def test_records_of_a_newer_program_are_refused_and_left_alone(
    versions: tuple[Path, Path], desk: Path
) -> None:
    older, _ = versions
    assert records(older, desk, "set-up", "Dr Li").returncode == 0
    folder = desk / ".local" / "share" / "consult" / "records"
    ring = read_keyring(folder)
    holder = ring.person("Dr Li")
    assert holder is not None
    keys = holder.opened(PASSWORD, ring.records)
    assert keys is not None
    file = RecordFile(folder / "records.db", derive(keys[0], "file"))
    file.run(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '9999_later', '')",
        (NAME,),
    )
    file.close()
    before = (folder / "records.db").read_bytes()
    refused = records(older, desk, "verify")
    assert refused.returncode == 1
    assert "newer version of the program wrote these records" in refused.stderr
    assert (folder / "records.db").read_bytes() == before


def test_settings_of_a_newer_program_are_left_alone(versions: tuple[Path, Path], desk: Path) -> None:
    older, _ = versions
    settings = desk / ".local" / "share" / "consult" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"format": 99, "theme": "tomorrow"}')
    before = settings.read_bytes()
    window = subprocess.Popen(
        [str(older / "consult")],
        cwd=desk,
        env={"HOME": str(desk), "PATH": "/nonexistent", "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert window.stderr is not None
    said = window.stderr.readline()
    window.terminate()
    window.communicate(timeout=60)
    assert "preferences_newer" in said
    assert settings.read_bytes() == before


def test_neither_writes_into_its_folder(versions: tuple[Path, Path], desk: Path) -> None:
    older, newer = versions
    for version in (older, newer):
        checked = run(version, desk, "self-check")
        assert checked.returncode == 0, checked.stdout  # every file is as it was built, none is new
