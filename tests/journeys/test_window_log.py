"""The window as a program: start, fault and end stand in the log, and no word of the case, whatever folder it has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from consult.log_line import read
from db.log import NAME
from resources import path

CHILD, ROOT = Path(__file__).with_name("window_child.py"), Path(__file__).parents[2]
CANARY = "Kanarienvogel-7731"


def program(tmp_path: Path, data: Path) -> subprocess.CompletedProcess[str]:
    raw = json.loads(path("examples", "example.json").read_text("utf-8"))
    case = tmp_path / "case.json"
    case.write_text(json.dumps({**raw, "patient_code": CANARY}), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(CHILD), str(case), CANARY],
        env={
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "HOME": str(tmp_path),
            "CONSULT_DATA": str(data),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_a_run_with_a_fault_stands_in_the_log_without_a_word_of_the_case(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ended = program(tmp_path, data)
    assert ended.returncode == 0, ended.stderr
    assert "in memory only" in ended.stdout
    lines = (data / NAME).read_text("ascii").splitlines()
    found = [read(line) for line in lines]
    assert [one[1].kind for one in found if one is not None] == ["start", "fault", "end"]
    assert "fault type=KeyError at=window_child.py:" in lines[1]
    assert ended.stderr.splitlines() == [f"consult: {line.split(' ', 1)[1]}" for line in lines]
    assert CANARY not in ended.stdout + ended.stderr
    assert all(CANARY.encode() not in file.read_bytes() for file in data.rglob("*") if file.is_file())


@pytest.mark.parametrize("kind", ["file", "nothing"])
def test_a_data_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, kind: str) -> None:
    """One that is a file, and one below something that is no folder."""
    data = tmp_path / "data"
    data.write_text("")
    ended = program(tmp_path, data if kind == "file" else data / "below")
    assert ended.returncode == 0, ended.stderr
    assert "in memory only" in ended.stdout
    assert "consult: end" in ended.stderr
    assert data.read_text() == ""
