"""A home that cannot be written: everything but keeping works, and what cannot be kept is said in words."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import path

ROOT = Path(__file__).parents[2]
EXAMPLE = str(path("examples", "example.json"))
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24

WINDOW = """
import sys
from dataclasses import replace
from PySide6.QtCore import QTimer
from ui import app
application = app._application()
def look():
    window = next(w for w in application.topLevelWidgets() if w.inherits("QMainWindow") and w.isVisible())
    workspace = window._workspace
    if workspace.knowledge is None:
        return
    timer.stop()
    workspace.set_value("age_years", 61)
    workspace.prefer(replace(workspace.preferences, theme="dark"))
    print(workspace.preferences_problem.code, workspace.preferences.theme, len(workspace.assessment.treatments) > 10)
    application.quit()
timer = QTimer()
timer.setInterval(20)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run())
"""


def as_anyone() -> None:
    """Before the program begins: root too obeys the rights of folders from now on."""
    if os.getuid() == 0:
        system = ctypes.CDLL(None)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            system.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "home"
    made.mkdir()
    made.chmod(0o555)
    yield made
    made.chmod(0o755)


def run(home: Path, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A process with that home and nothing else that says where to write."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "CONSULT_"))}
    return subprocess.run(
        [sys.executable, *command],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        cwd=home.parent,
        env={**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        preexec_fn=as_anyone,  # no thread of ours runs while a test starts a process
    )


def test_the_home_of_these_tests_cannot_be_written(home: Path) -> None:
    done = run(home, "-c", "open('home/file', 'w')")
    assert b"PermissionError" in done.stderr, "the other tests of this file would prove nothing"


def test_the_window_opens_assesses_and_says_what_it_could_not_keep(home: Path) -> None:
    done = run(home, "-c", WINDOW)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.stdout.split() == [b"preferences_not_writable", b"dark", b"True"]
    assert list(home.iterdir()) == []


def test_papers_are_written_elsewhere(home: Path) -> None:
    out = home.parent / "paper.pdf"
    done = run(home, "-m", "consult", "summary", EXAMPLE, "--kind", "patient", "-o", str(out))
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_bytes().startswith(b"%PDF")


def test_records_are_refused_in_one_sentence(home: Path) -> None:
    command = ("-m", "consult", "records", "set-up", "王医生", "--password-stdin")
    done = run(home, *command, given=b"correct horse battery staple\n")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "The folder of the records cannot be written to. Nothing was changed; check its permissions or the switch on"
        " the medium."
    ]
    assert list(home.iterdir()) == []
