"""What is left behind: after papers, printing, a killed program and a new start, no file anywhere tells of the case."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import path
from tests.printing.spoolers import StandIn

CANARY = "Zwölfkämpfer-7731"
"""A word that stands in the case and nowhere else."""
CHILD = Path(__file__).with_name("left_over_child.py")
ROOT = Path(__file__).parents[2]
HARMLESS = ("fontconfig", "qtpipelinecache", "mesa_shader_cache", "__pycache__")
"""Folders in which libraries keep what they reckoned of fonts and the graphics card."""


class Home:
    """A user's folders, all of them watched, with a case file and a printing system outside of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "user"
        for name in ("home", "tmp", "run", "here", "data"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "run").chmod(0o700)
        given = folder / "given"
        given.mkdir()
        self.case = given / "case.json"
        raw = json.loads(path("examples", "example.json").read_text())
        self.case.write_text(json.dumps({**raw, "patient_code": CANARY, "top_concerns": CANARY}))
        system = folder / "system"
        system.mkdir()
        self.spooler = StandIn(system)
        self.spooler.add("Ward")
        self.children: list[subprocess.Popen[str]] = []

    def environment(self) -> dict[str, str]:
        folder = self.folder
        return {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "CONSULT_DATA": str(folder / "data"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, *command: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            command,
            cwd=self.folder / "here",
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.children.append(child)
        return child

    def consultation(self, then: str) -> subprocess.Popen[str]:
        programs = self.spooler.programs
        return self.run(sys.executable, str(CHILD), programs.lp, programs.lpstat, str(self.case), then)

    def left(self) -> list[str]:
        """Every file that is there now, but what libraries reckoned of the machine."""
        return sorted(
            str(file.relative_to(self.folder))
            for file in self.folder.rglob("*")
            if file.is_file() and not any(name in file.parts for name in HARMLESS)
        )

    def telling(self) -> list[Path]:
        """Files in which the word of the case stands, plain, in wide letters or packed."""
        return [file for file in self.folder.rglob("*") if file.is_file() and tells(file.read_bytes())]


def tells(data: bytes) -> bool:
    forms = [
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        CANARY.encode("utf-16-be"),
        CANARY.encode("latin-1"),
    ]
    if any(form in data for form in forms):
        return True
    for start in _streams(data):
        try:
            if any(form in zlib.decompressobj().decompress(data[start:]) for form in forms):
                return True
        except zlib.error:
            continue
    return False


def _streams(data: bytes) -> Iterator[int]:
    at = data.find(b"\x78")
    while at >= 0:
        yield at
        at = data.find(b"\x78", at + 1)


def steps(child: subprocess.Popen[str], until: str) -> list[str]:
    """What the program says, up to this step."""
    assert child.stdout is not None
    said = []
    for line in child.stdout:
        said.append(line.rstrip("\n"))
        if said[-1] == until:
            return said
    raise AssertionError(f"ended before {until}: {said[-3:]}")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path)
    yield made
    for child in made.children:
        child.kill()
        child.wait(60)
        assert child.stdout is not None
        child.stdout.close()


def test_the_search_finds_the_word_however_it_is_written() -> None:
    for data in (
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        b"ab" + zlib.compress(b"..." + CANARY.encode()),
    ):
        assert tells(data)
    assert not tells(b"nothing" + zlib.compress(b"nothing"))


def test_a_whole_consultation_with_six_prints_leaves_nothing(home: Home) -> None:
    child = home.consultation("end")
    said = steps(child, "ended")
    assert child.wait(60) == 0
    assert [line for line in said if line.startswith("printed")] == [
        f"printed {kind} {language}"
        for kind in ("doctor", "patient", "board")
        for language in ("en", "zh_CN")
    ]
    assert len(home.spooler.tray()) == 6
    assert [line for line in said if line.startswith("wrote")] == []
    assert home.left() == []


@pytest.mark.parametrize("step", ["printed doctor en", "copied"])
def test_a_killed_program_leaves_nothing_and_the_next_start_sends_nothing(home: Home, step: str) -> None:
    child = home.consultation("stay")
    steps(child, step)
    child.send_signal(signal.SIGKILL)
    assert child.wait(60) == -signal.SIGKILL
    assert home.left() == []
    printed = len(home.spooler.tray())
    picture = home.folder.parent / "given" / "window.png"
    again = home.run(sys.executable, "-m", "consult", "window", "--grab", str(picture))
    assert again.wait(120) == 0
    assert picture.exists()
    assert len(home.spooler.tray()) == printed
    assert home.left() == []
    assert home.telling() == []


@pytest.mark.parametrize("name", ["paper.pdf", "paper.html"])
def test_the_command_writes_the_one_file_it_was_asked_for(home: Home, name: str) -> None:
    out = home.folder / "here" / name
    command = ("summary", str(home.case), "--kind", "doctor", "-o", name)
    child = home.run(sys.executable, "-m", "consult", *command)
    assert child.wait(120) == 0
    assert home.left() == [f"here/{name}"]
    out.unlink()
    child = home.run(sys.executable, "-m", "consult", "assess", str(home.case), "--format", "json")
    assert CANARY in child.communicate(timeout=120)[0]
    assert home.left() == []


def test_a_fault_tells_nothing_of_the_case(home: Home) -> None:
    """A folder that is not there: one sentence, without a word of the case, and no file."""
    command = ("summary", str(home.case), "--kind", "doctor", "-o", "nowhere/paper.pdf")
    said = subprocess.run(
        [sys.executable, "-m", "consult", *command],
        cwd=home.folder / "here",
        env=home.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert CANARY not in said.stdout + said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert home.left() == []
