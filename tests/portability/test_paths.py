"""Paths: the program and what it keeps lie in folders named as people name folders, and may lie deep."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox

import resources
from consult.summary.whole import replace_whole
from tests.portability.conftest import Run
from ui import theme

ROOT = Path(resources.__file__).parents[1]
NAMES = [
    "王小明 的文件 (1)",
    'O\'Brien; said "yes"',
    "100%25 #1 & {a} [b]",
]


@pytest.mark.parametrize("name", NAMES)
def test_ticks_are_drawn_from_a_folder_of_any_name(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A bracket or quotation mark in the path ended the whole style sheet: the second copy of a download has one."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "icons").symlink_to(resources.path("icons"))

    def drawn() -> QImage:
        theme.apply(qapp, "light")
        box = QCheckBox("tick")
        box.setChecked(True)
        return box.grab().toImage()

    plain = drawn()
    monkeypatch.setattr("ui.theme.path", lambda *parts: tmp_path.joinpath(name, *parts))
    assert drawn() == plain
    monkeypatch.setattr("ui.theme.path", lambda *parts: tmp_path.joinpath("nothing", *parts))
    assert drawn() != plain, "the tick is not seen, so that this test would not notice it missing"
    monkeypatch.undo()
    theme.apply(qapp, "light")


def test_a_program_in_such_a_folder_checks_itself_and_draws_its_window(consult: Run, tmp_path: Path) -> None:
    there = tmp_path / "王小明 (1) O'Brien #&%41"
    there.mkdir()
    for part in ("consult", "db", "ui", "resources"):
        copy_by_link(ROOT / part, there / part)
    settings = {"PYTHONPATH": str(there), "CONSULT_DATA": str(there / "数据")}
    done = consult("self-check", settings=settings)
    assert done.returncode == 0, done.stdout
    assert done.stderr == b""  # Qt says there what it could not load
    arguments = ("window", "--grab", str(there / "窗口.png"))
    done = consult(*arguments, settings=settings)
    assert (done.returncode, done.stderr) == (0, b"")
    assert consult("window", "--grab", "plain.png").returncode == 0
    assert QImage(str(there / "窗口.png")) == QImage(str(tmp_path / "plain.png"))


def copy_by_link(source: Path, target: Path) -> None:
    """As a copy, without its bytes."""
    for folder, _below, files in os.walk(source):
        into = target / Path(folder).relative_to(source)
        into.mkdir()
        for file in files:
            if not file.endswith((".pyc", ".ts")):
                os.link(Path(folder, file), into / file)


def test_papers_and_pictures_deep_down(consult: Run, tmp_path: Path) -> None:
    """Longer than the 260 signs that an older Windows allows, and than the 512 bytes of SQLite's own names once."""
    deep = tmp_path.joinpath(*(["病例" * 20] * 6))
    deep.mkdir(parents=True)
    assert len(os.fsencode(deep)) > 700
    example = str(resources.path("examples", "example.json"))
    data = {"CONSULT_DATA": str(deep / "data")}
    assert consult("window", "--open", example, "--grab", str(deep / "a.png"), settings=data).returncode == 0
    assert not QImage(str(deep / "a.png")).isNull()


def test_a_name_too_long_for_the_disk_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    """90 Chinese signs are 270 bytes, more than a name may have on most disks."""
    with pytest.raises(OSError, match="too long"):
        replace_whole(tmp_path / f"{'癌' * 90}.pdf", b"paper")
    assert list(tmp_path.iterdir()) == []
