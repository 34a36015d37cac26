"""The bundle, built once for the tests of this folder, and how it is started with nothing of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle.machine import Machine, bare_machine

said: list[str] = []
"""How the bundle was started here; told at the end, whether or not a test failed."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it, so that nobody takes a smaller test for the larger one."""
    for line in said:
        terminalreporter.write_line(f"bundle: {line}")


ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "bundle"


@pytest.fixture(scope="session")
def built() -> Path:
    """build/bundle, made anew; CONSULT_BUNDLE=1 takes what `make bundle` has just put there."""
    if os.environ.get("CONSULT_BUNDLE") != "1":
        done = subprocess.run(
            [sys.executable, ".ci/bundle.py", "--quick"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return OUT


@pytest.fixture(scope="session")
def folder(built: Path) -> Path:
    """The program's folder."""
    return built / "consult"


@pytest.fixture(scope="session")
def machine(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine without Python and without our source, with the Debian package unpacked on it."""
    with bare_machine(
        next(built.glob("*.deb"), None), built / "consult", tmp_path_factory.mktemp("bare")
    ) as made:
        said.append(f"started {made.how}")
        yield made


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A working folder with spaces and Chinese in its path."""
    place = tmp_path / "王医生 desk"
    place.mkdir()
    return place
