"""`consult import`: the case in a case file or a paper, written as a case file; and papers under a password."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from consult.assess import Knowledge
from consult.cli import main
from consult.summary.papers import KINDS
from resources import path

EXAMPLE = str(path("examples", "example.json"))
DAY = "2026-11-23"


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def made(out: Path, *arguments: str, kind: str = "doctor", stdin: bytes | None = None) -> str:
    told = run("summary", EXAMPLE, "--kind", kind, "--date", DAY, "-o", str(out), *arguments, stdin=stdin)
    assert (told.exit_code, told.output) == (0, "")
    return str(out)


def refused(told: Result) -> str:
    """The one sentence it ends with."""
    assert told.exit_code == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    return line


def test_a_case_file_is_written_normalised(tmp_path: Path) -> None:
    told = run("import", EXAMPLE)
    assert told.exit_code == 0
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"inr": 1.1, "sex": "male"}))
    (tmp_path / "back").mkdir()
    out = tmp_path / "back" / "病例.json"
    assert run("import", str(file), "-o", str(out)).output == ""
    assert json.loads(out.read_text("utf-8")) == {"sex": "male", "inr": 1.1}
    assert json.loads(told.stdout) == json.loads(run("import", "-", stdin=told.stdout_bytes).stdout)
    assert run("assess", str(out)).exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_gives_its_case_back(tmp_path: Path, kind: str) -> None:
    told = run("import", made(tmp_path / "paper.pdf", kind=kind))
    if kind == "patient":
        assert refused(told).startswith("No case is attached to this PDF")
    else:
        assert told.stdout == run("import", EXAMPLE).stdout
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_paper_under_a_password(tmp_path: Path) -> None:
    paper = made(tmp_path / "paper.pdf", "--password-stdin", stdin="肝 1\n".encode())
    assert "--password-stdin" in refused(run("import", paper))
    assert refused(run("import", paper, "--password-stdin", stdin=b"x\n")).startswith("The password does not")
    assert refused(run("import", paper, "--password-stdin", stdin=b"\n")).startswith("The PDF is protected")
    assert (
        refused(run("import", paper, "--password-stdin", stdin=b"\xff\n")) == "The text is not valid UTF-8."
    )
    told = run("import", paper, "--password-stdin", stdin="肝 1\r\n".encode())
    assert told.stdout == run("import", EXAMPLE).stdout


@pytest.mark.parametrize("password", [b"", b"\n", b"a" * 128 + b"\n", b"a" * 9000, "１\n".encode()])
def test_a_password_that_cannot_be_used_leaves_no_file(tmp_path: Path, password: bytes) -> None:
    out = tmp_path / "paper.pdf"
    told = run("summary", EXAMPLE, "--kind", "board", "--password-stdin", "-o", str(out), stdin=password)
    assert refused(told).startswith("The password cannot be used")
    assert not out.exists()


@pytest.mark.parametrize("command", [["import", "-"], ["summary", "-", "--kind", "board", "-o", "x.pdf"]])
def test_case_and_password_cannot_both_be_standard_input(command: list[str]) -> None:
    told = run(*command, "--password-stdin", stdin=b"x\n")
    assert told.exit_code == 2
    assert "standard input" in told.stderr


def test_a_password_is_no_argument() -> None:
    """Others on the computer can read the arguments of a program that runs."""
    for command in ("import", "summary"):
        options = [option for p in main.commands[command].params for option in p.opts]
        assert [option for option in options if "password" in option] == ["--password-stdin"]


def test_what_is_no_case_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4\nnot really")
    assert refused(run("import", str(other))) == "The PDF is damaged, or it was not written by Consult."
    assert "is no file" in refused(run("import", str(tmp_path / "none.pdf")))
    assert "folder" in refused(run("import", str(tmp_path)))
    other.write_bytes(b"MSH|^~\\&|LAB")
    assert refused(run("import", str(other)))
    paper = Path(made(tmp_path / "paper.pdf"))
    paper.write_bytes(paper.read_bytes()[:-40])
    assert refused(run("import", str(paper))) == "The PDF is damaged, or it was not written by Consult."
    nowhere = tmp_path / "nowhere" / "x.json"
    assert "x.json" in refused(run("import", EXAMPLE, "-o", str(nowhere)))


def test_what_the_reader_of_a_pdf_remarks_is_not_said(tmp_path: Path) -> None:
    paper = Path(made(tmp_path / "paper.pdf"))
    with pikepdf.open(paper, allow_overwriting_input=True) as pdf:
        pdf.save(paper, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = paper.read_bytes()
    at = whole.index(b"/Kids [ ") + len(b"/Kids [ ")
    paper.write_bytes(whole[:at] + b"null" + whole[at + 4 :])
    done = subprocess.run(
        [sys.executable, "-m", "consult", "import", str(paper)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["patient_code"] == "EXAMPLE-1"


def test_a_paper_is_no_patient_for_the_other_commands(tmp_path: Path) -> None:
    paper = made(tmp_path / "paper.pdf")
    assert refused(run("assess", paper))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_in_another_process_and_place(tmp_path: Path, kind: str) -> None:
    """Nothing of a paper depends on the order of sets, the time zone or the language of the computer."""
    found = set()
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("4711", "Asia/Shanghai", "zh_CN.UTF-8")):
        out = tmp_path / f"{seed}.pdf"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "consult", "summary", EXAMPLE, "--kind", kind),
                *("--lang", "zh_CN", "--date", DAY, "-o", str(out)),
            ],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
        )
        assert not done.stderr
        found.add(sha256(out.read_bytes()).hexdigest())
    assert len(found) == 1
