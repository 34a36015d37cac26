"""What tests of portability share: locales of their own, and the program as a process with other settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.portability.locales import make_locales

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `LOCPATH` names."""
    return make_locales(tmp_path_factory.mktemp("locale"))


@pytest.fixture
def consult(tmp_path: Path) -> Run:
    """Runs the program in a folder of the test, with settings in place of those of whoever runs the tests."""
    root = Path(__file__).parents[2]

    def run(
        *arguments: str,
        settings: Mapping[str, str] | None = None,
        stderr: Any = subprocess.PIPE,
        command: tuple[str, ...] = ("-m", "consult"),
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "QT_"))}
        told = {
            "PYTHONPATH": str(root),
            "QT_QPA_PLATFORM": "offscreen",
            "CONSULT_DATA": str(tmp_path / "nothing kept"),
            **(settings or {}),
        }
        return subprocess.run(
            [sys.executable, *command, *arguments],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=stderr,
            timeout=120,
            check=False,
            env={**kept, **told},
        )

    return run
