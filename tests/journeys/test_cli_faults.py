"""Faults of the command line: one line of type and place, the same in the log, and never a word of the case."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from consult import __version__
from consult.__main__ import main as program
from consult.cli import main
from consult.log_line import read
from db.log import NAME
from resources import path

CANARY = "Kanarienvogel-7731"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("CONSULT_DATA", str(folder))
    return folder


@pytest.fixture
def case(tmp_path: Path) -> str:
    raw = json.loads(path("examples", "example.json").read_text("utf-8"))
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**raw, "patient_code": CANARY}), encoding="utf-8")
    return str(file)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def noted(data: Path) -> list[str]:
    lines = (data / NAME).read_text("ascii").splitlines()
    found = [read(line) for line in lines]
    return [one[1].said() for one in found if one is not None]


def test_a_fault_is_one_line_on_the_terminal_and_in_the_log(
    data: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(patient: Any, **_named: object) -> object:
        raise KeyError(patient.entries["patient_code"].value)

    monkeypatch.setattr("consult.hcc.derive.derive", broken)
    result = run("assess", case)
    assert result.exit_code == 1
    (line,) = noted(data)
    assert line.startswith("fault type=KeyError at=test_cli_faults.py:")
    assert "consult/cli.py:" in line
    assert (
        result.stderr
        == f"The program failed ({line}). Please report this line; it holds nothing of a patient.\n"
    )
    assert result.stdout == ""
    assert CANARY not in (data / NAME).read_text("ascii")


def test_a_fault_of_the_window_is_told_as_one_of_the_command_line(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> object:
        raise KeyError(CANARY)

    monkeypatch.setattr("ui.start.read", broken)
    monkeypatch.setattr("sys.argv", ["consult"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with pytest.raises(SystemExit) as ended:
        program()
    assert ended.value.code == 1
    (line,) = noted(data)
    assert line.startswith("fault type=KeyError at=test_cli_faults.py:")
    said = capsys.readouterr()
    assert (
        said.err == f"The program failed ({line}). Please report this line; it holds nothing of a patient.\n"
    )
    assert said.out == ""


def test_a_refused_catalogue_is_noted_by_its_code(
    data: Path, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resources.path", lambda *_parts: tmp_path / "catalog.sqlite")
    assert run("assess", case).exit_code == 1
    assert noted(data) == ["catalogue_refused code=catalog_missing"]


def test_what_the_user_can_mend_and_what_went_well_is_not_noted(data: Path, case: str) -> None:
    assert run("assess", case).exit_code == 0
    assert run("assess", "no such file").exit_code == 1
    assert run("assess").exit_code == 2
    assert not data.exists()


def test_the_report_shows_the_log_and_nothing_of_the_case(
    data: Path, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("consult.hcc.derive.derive", lambda patient, **_named: patient[CANARY])
        assert run("assess", case).exit_code == 1
    shown = run("problem-report").stdout
    assert "fault type=TypeError at=test_cli_faults.py:" in shown
    assert f"Program: {__version__}" in shown
    assert "Files of the program: no_bundle" in shown
    assert run("problem-report", "--lang", "zh_CN", "-o", str(tmp_path / "report.txt")).exit_code == 0
    saved = (tmp_path / "report.txt").read_text("utf-8")
    assert "不含任何患者信息" in saved
    for said in (shown, saved):
        assert CANARY not in said
        assert str(tmp_path) not in said
        assert platform.node() not in said
    monkeypatch.setattr("resources.path", lambda *_parts: tmp_path / "catalog.sqlite")
    assert "Catalogue: catalog_missing" in run("problem-report").stdout
