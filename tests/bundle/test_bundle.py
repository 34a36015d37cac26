"""The built folder, started as a stranger would: planted files around it, changed, where nothing can be written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from pypdf import PdfReader

from consult.vocabulary import LANGUAGES
from db.manifest import NAME as MANIFEST
from db.manifest import changed
from resources import path as resource
from tests.bundle import conftest
from tests.bundle.machine import is_library

PLANTED = (
    "json.py",
    "sqlite3.py",
    "consult/__init__.py",
    "libQt6Core.so.6",
    "libsqlite3.so.0",
    "platforms/libqoffscreen.so",
    "plugins/platforms/libqoffscreen.so",
    "sitecustomize.py",
    "qt.conf",
)
TRAPS = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML_IMPORT_PATH",
    "LD_LIBRARY_PATH",
)


def example(folder: Path) -> Path:
    """The bundled example."""
    return folder / "_internal" / "resources" / "examples" / "example.json"


def run(
    folder: Path, *arguments: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The bundled program with nothing of this machine's environment."""
    bare = {"PATH": "/nonexistent", "HOME": str(cwd), "QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.run(
        [str(folder / "consult"), *map(str, arguments)],
        cwd=cwd,
        env=bare,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_lies_in_the_working_folder_or_above_is_not_loaded(folder: Path, desk: Path) -> None:
    for place in (desk, desk.parent):
        for name in PLANTED:
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("raise SystemExit('planted')\n")
    said = run(folder, "assess", example(folder), "--format", "json", cwd=desk)
    assert said.returncode == 0, said.stderr
    drawn = run(folder, "window", "--grab", desk / "w.png", cwd=desk)
    assert (drawn.returncode, drawn.stdout, drawn.stderr) == (0, "", "")


def test_dangerous_variables_are_ignored(folder: Path, desk: Path) -> None:
    trap = desk / "trap"
    (trap / "platforms").mkdir(parents=True)
    for name in ("platforms/libqoffscreen.so", "libQt6Core.so.6", "libQt6Gui.so.6"):
        (trap / name).write_text("planted")
    (trap / "json.py").write_text("raise SystemExit('planted')\n")
    said = run(folder, "window", "--grab", desk / "w.png", cwd=desk, **dict.fromkeys(TRAPS, str(trap)))
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_a_changed_file_is_named(folder: Path, desk: Path) -> None:
    copy = desk / "consult"
    shutil.copytree(folder, copy, symlinks=True)
    icon = next((copy / "_internal" / "resources" / "icons").glob("*.svg"))
    icon.write_text(icon.read_text() + "<!-- changed -->")
    (copy / "_internal" / "extra.txt").write_text("one too many")
    said = run(copy, "self-check", cwd=desk)
    assert said.returncode == 1
    assert icon.name in said.stdout
    assert "extra.txt" in said.stdout


def test_it_runs_from_a_medium_that_cannot_be_written(folder: Path, desk: Path) -> None:
    """As a stick with its switch on: mounted read-only where that is allowed here, else marked so."""
    copy = desk / "stick 盘"
    shutil.copytree(folder, copy, symlinks=True)
    command = [str(copy / "consult"), "window", "--open", str(example(copy)), "--grab", str(desk / "w.png")]
    mounted = ["unshare", "--mount", "sh", "-c", 'mount --bind -o ro "$0" "$0" && exec "$@"', str(copy)]
    probe = [*mounted, "sh", "-c", '! touch "$0/x" 2>/dev/null', str(copy)]
    may_mount = (
        shutil.which("unshare") and subprocess.run(probe, capture_output=True, check=False).returncode == 0
    )
    if may_mount:
        command = mounted + command
    else:
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                os.chmod(path, 0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444)
    conftest.said.append("folder " + ("mounted read-only" if may_mount else "marked as read-only"))
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(desk / "no home"), "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        command, env=bare, cwd=desk, capture_output=True, text=True, timeout=120, check=False
    )
    assert said.returncode == 0, said.stderr
    assert (desk / "w.png").stat().st_size > 50_000
    assert changed(copy) == ()
    for path in (copy, *copy.rglob("*")):
        if path.is_dir():
            os.chmod(path, 0o755)


def test_a_case_file_alone_opens_the_window_with_it(folder: Path, desk: Path) -> None:
    """As a double click starts it; here drawn, since nobody looks."""
    case = desk / "例.consult.json"
    shutil.copyfile(example(folder), case)
    said = run(folder, case, "--lang", "zh_CN", "--grab", desk / "window.png", cwd=desk)
    assert (said.returncode, said.stderr) == (0, "")
    assert (desk / "window.png").stat().st_size > 50_000


def test_what_the_program_reads_of_its_resources_is_inside(folder: Path) -> None:
    """Every page of the guide, font, icon and example of the source; not the sources of the catalogue and the words."""
    source, inside = resource(), folder / "_internal" / "resources"
    for name in ("guide", "fonts", "icons", "examples"):
        wanted = {file.relative_to(source) for file in (source / name).rglob("*") if file.is_file()}
        assert wanted
        assert {file for file in wanted if not (inside / file).is_file()} == set()
    assert not list(inside.rglob("*.ts"))


def test_the_printable_guides_are_inside_and_what_set_them_is_not(folder: Path) -> None:
    known = json.loads((folder / MANIFEST).read_text("utf-8"))
    for language in LANGUAGES:
        html, pdf = (folder / "guide" / f"guide-{language}.{kind}" for kind in ("html", "pdf"))
        assert f'<html lang="{language.replace("_", "-")}">' in html.read_text("utf-8")
        assert len(PdfReader(pdf).pages) >= 8
        assert {f"guide/{html.name}", f"guide/{pdf.name}"} <= known.keys()
    assert len(list((folder / "guide").iterdir())) == 2 * len(LANGUAGES)
    parts = json.loads((folder / "licences" / "components.cdx.json").read_text("utf-8"))["components"]
    names = " ".join([*(part["name"] for part in parts), *(path.name for path in folder.rglob("*"))]).lower()
    assert [
        tool for tool in ("weasyprint", "pango", "pydyf", "markdown_it", "tinycss") if tool in names
    ] == []


def test_no_network_part_is_inside(folder: Path) -> None:
    names = {path.name for path in (folder / "_internal").rglob("*")}
    unwanted = ("Qt6Network", "QtNetwork", "backend.so", "_ssl.", "libssl", "libcurl", "libgnutls")
    assert not [name for name in names if any(part in name for part in unwanted)]
    assert not [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()]


def test_every_library_inside_is_named_with_its_licence(folder: Path) -> None:
    listed = json.loads((folder / "licences" / "components.cdx.json").read_text("utf-8"))
    named = {
        said["value"]: part["name"] for part in listed["components"] for said in part.get("properties", ())
    }
    inside = folder / "_internal"
    libraries = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if is_library(path)}
    assert libraries
    assert libraries - named.keys() == set()
    for part in listed["components"]:
        if part["type"] == "library":
            texts = [path for path in (folder / "licences" / part["name"]).iterdir() if path.stat().st_size]
            assert texts, part["name"]
    names = {part["name"] for part in listed["components"]}
    assert names >= {
        "PySide6_Essentials",
        "sqlcipher3",
        "keyring",
        "pikepdf",
        "pypdfium2",
        "Python",
        "Noto Sans SC",
    }
    texts = {path.name for path in (folder / "licences").iterdir()}
    assert texts >= {
        "Consult-LICENSE.txt",
        "Catalogue-LICENSE.txt",
        "Noto-Sans-SC-OFL.txt",
        "Lucide-LICENSE.txt",
        "Qt-NOTICE.txt",
        "ICU-LICENSE.txt",
    }


def test_sums_are_those_of_what_is_handed_out(built: Path) -> None:
    said = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=built, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.count("OK") == len(list(built.glob("consult[-_]*")))
