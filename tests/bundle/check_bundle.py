"""The built folder, started as a stranger would: no Python, planted files around it. `make bundle` runs this."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bundle" / "consult"
EXAMPLE = FOLDER / "_internal" / "resources" / "examples" / "example.json"


def run(
    *arguments: str | Path, cwd: Path, program: Path = FOLDER / "consult", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The bundled program with nothing of this machine's environment."""
    bare = {"PATH": "/nonexistent", "HOME": str(cwd), "QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.run(
        [str(program), *map(str, arguments)],
        cwd=cwd,
        env=bare,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A working folder with spaces and Chinese in its path."""
    place = tmp_path / "王医生 desk"
    place.mkdir()
    return place


def test_every_check_of_the_program_holds(desk: Path) -> None:
    said = run("self-check", cwd=desk)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "ok  files" in said.stdout
    assert "ok  known cases" in said.stdout


def test_it_assesses_and_prints_every_paper(desk: Path) -> None:
    said = run("assess", EXAMPLE, "--format", "json", cwd=desk)
    assert json.loads(said.stdout)["results"]["bclc"]["stage"] == "A"
    for kind in ("doctor", "patient", "board"):
        for language in ("en", "zh_CN"):
            out = desk / f"{kind}-{language} 纸.pdf"
            assert (
                run("summary", EXAMPLE, "--kind", kind, "--lang", language, "-o", out, cwd=desk).returncode
                == 0
            )
            assert out.read_bytes().startswith(b"%PDF")


def test_the_window_is_drawn(desk: Path) -> None:
    said = run("window", "--open", EXAMPLE, "--lang", "zh_CN", "--grab", desk / "window.png", cwd=desk)
    assert said.returncode == 0, said.stderr
    assert (desk / "window.png").stat().st_size > 50_000


@pytest.mark.parametrize(
    "planted",
    [
        "json.py",
        "sqlite3.py",
        "consult/__init__.py",
        "libQt6Core.so.6",
        "platforms/libqoffscreen.so",
        "sitecustomize.py",
    ],
)
def test_what_lies_in_the_working_folder_or_above_is_not_loaded(desk: Path, planted: str) -> None:
    for place in (desk, desk.parent):
        file = place / planted
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("raise SystemExit('planted')\n")
    said = run("assess", EXAMPLE, "--format", "json", cwd=desk)
    assert said.returncode == 0, said.stderr
    assert run("window", "--grab", desk / "w.png", cwd=desk).returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "LD_LIBRARY_PATH",
    ],
)
def test_dangerous_variables_are_ignored(desk: Path, name: str) -> None:
    trap = desk / "trap"
    (trap / "platforms").mkdir(parents=True)
    (trap / "platforms" / "libqoffscreen.so").write_text("planted")
    (trap / "libQt6Core.so.6").write_text("planted")
    (trap / "json.py").write_text("raise SystemExit('planted')\n")
    said = run("window", "--grab", desk / "w.png", cwd=desk, **{name: str(trap)})
    assert said.returncode == 0, said.stderr
    assert "planted" not in said.stderr


def test_a_changed_file_is_named(desk: Path) -> None:
    copy = desk / "consult"
    shutil.copytree(FOLDER, copy, symlinks=True)
    icon = next((copy / "_internal" / "resources" / "icons").glob("*.svg"))
    icon.write_text(icon.read_text() + "<!-- changed -->")
    (copy / "_internal" / "extra.txt").write_text("one too many")
    said = run("self-check", cwd=desk, program=copy / "consult")
    assert said.returncode == 1
    assert icon.name in said.stdout
    assert "extra.txt" in said.stdout


def test_it_runs_from_a_folder_that_cannot_be_written(desk: Path) -> None:
    copy = desk / "stick"
    shutil.copytree(FOLDER, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            os.chmod(path, 0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444)
    assert run("assess", EXAMPLE, cwd=desk, program=copy / "consult").returncode == 0
    for path in (copy, *copy.rglob("*")):
        if path.is_dir():
            os.chmod(path, 0o755)


def test_licences_and_components_lie_inside() -> None:
    listed = json.loads((FOLDER / "licences" / "components.cdx.json").read_text("utf-8"))
    names = {part["name"] for part in listed["components"]}
    assert names >= {"PySide6_Essentials", "reportlab", "pypdfium2", "cryptography", "click", "Python"}
    texts = {path.name for path in (FOLDER / "licences").iterdir()}
    assert texts >= {"Consult-LICENSE.txt", "Catalogue-LICENSE.txt", "Noto-Sans-SC-OFL.txt", "Qt-NOTICE.txt"}


def test_no_network_part_of_qt_is_inside() -> None:
    names = {path.name for path in FOLDER.rglob("*")}
    assert not [name for name in names if "Qt6Network" in name or "QtNetwork" in name or "backend.so" in name]
    assert not [path for path in FOLDER.rglob("*") if path.is_symlink() and not path.exists()]
