"""Feature 109: no network access at all. The source imports nothing for it, and the main job opens no socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resources import path
from tests.network.imports import ROOT, SPEAKERS, faults, sources

JOB = Path(__file__).with_name("job.py")


def test_no_module_of_ours_imports_what_could_speak_to_a_network() -> None:
    found = {
        str(file.relative_to(ROOT)): wrong for file in sources() if (wrong := faults(file.read_text("utf-8")))
    }
    assert found == {}
    assert len(list(sources())) > 300


@pytest.mark.parametrize("name", sorted(SPEAKERS))
def test_each_of_them_would_be_found(name: str) -> None:
    package, _, module = name.rpartition(".")
    assert faults(f"import {name}")
    assert faults(f"def late():\n    from {name} import something")
    assert faults(f"import importlib\nimportlib.import_module('{name}')")
    if package:
        assert faults(f"from {package} import {module} as other")


@pytest.mark.parametrize(
    "source",
    [
        "__import__(name)",
        "QDesktopServices.openUrl(url)",
        "label.setOpenExternalLinks(True)",
        "subprocess.run(['curl', address])",
    ],
)
def test_neither_is_another_way_out_overlooked(source: str) -> None:
    assert faults(source)


def test_what_only_sounds_like_it_is_let_be() -> None:
    assert faults("label.setOpenExternalLinks(False)") == []
    assert faults("import urllib.parse\nfrom consult.socket_words import x\nselect = 1\nself.select()") == []


def _run(folder: Path, *command: str) -> list[str]:
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "CONSULT_DATA": str(folder / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    made = subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    return made.stdout.splitlines()


def test_the_whole_job_opens_no_socket_that_reaches_beyond_this_computer(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    said = _run(tmp_path, str(JOB), str(path("examples", "example.json")), str(out))
    assert said[-1:] == ["done"], said[-5:]
    assert [line for line in said if line.startswith(("refused", "FAILED"))] == []
    assert len([line for line in said if line.startswith("ok ")]) == 11
    assert "loaded []" in said
    assert len(list(out.iterdir())) == 8


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import webbrowser; webbrowser.GenericBrowser('true').open('http://127.0.0.1:9')",
    ],
)
def test_the_watch_would_refuse_it(tmp_path: Path, deed: str) -> None:
    said = _run(tmp_path, "-c", f"from tests.network.job import watch; watch(); {deed}")
    assert any(line.startswith("refused ") for line in said)


def test_a_socket_that_stays_on_this_computer_is_let_be(tmp_path: Path) -> None:
    deed = "import socket; s = socket.socket(socket.AF_UNIX); s.bind('here'); s.close(); print('bound')"
    assert _run(tmp_path, "-c", f"from tests.network.job import watch; watch(); {deed}") == ["bound"]
