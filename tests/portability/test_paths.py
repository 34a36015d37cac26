"""Paths: the program and what it keeps lie in folders named as people name folders, and may lie deep."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtGui import QImage

import resources
from consult.cli import main
from consult.errors import OutputError
from consult.records import RecordError
from consult.summary.pdf import write_bytes
from tests.db.records.making import set_up
from tests.portability.conftest import Run

ROOT = Path(resources.__file__).parents[1]
NAMES = [
    "王小明 的文件 (1)",
    'O\'Brien; said "yes"',
    "100%25 #1 & {a} [b]",
]


DRAW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QCheckBox
from ui import app, theme
application = app._application()
theme.apply(application, "light")
box = QCheckBox("肝")
box.setChecked(sys.argv[2] == "ticked")
box.grab().toImage().save(sys.argv[1])
print(Path(theme.__file__).parent)
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The program in a folder with every sign that some path, address or style sheet gives a meaning of its own."""
    there = tmp_path / '王小明 (1) O\'Brien "x"; {a} [b] #&%41+é'
    there.mkdir()
    for part in ("consult", "db", "ui", "resources"):
        copy_by_link(ROOT / part, there / part)
    return there


def test_it_checks_itself_and_looks_as_ever_from_such_a_folder(
    consult: Run, elsewhere: Path, tmp_path: Path
) -> None:
    """A bracket or quotation mark ended the whole style sheet: the second copy of a download has one, "(1)"."""
    settings = {"PYTHONPATH": str(elsewhere), "CONSULT_DATA": str(elsewhere / "数据")}
    done = consult("self-check", settings=settings)
    assert done.returncode == 0, done.stdout
    assert done.stderr == b""  # Qt says there what it could not load
    pictures = [elsewhere / "有.png", tmp_path / "plain.png", tmp_path / "not.png"]
    for picture, ticked, told in zip(
        pictures, ("ticked", "ticked", "not"), (settings, None, None), strict=True
    ):
        done = consult(str(picture), ticked, settings=told, command=("-c", DRAW))
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().strip() == str((elsewhere if told else ROOT) / "ui")
    there, plain, without = (QImage(str(picture)) for picture in pictures)
    assert there == plain
    assert there != without


def copy_by_link(source: Path, target: Path) -> None:
    """As a copy, without its bytes."""
    for folder, _below, files in os.walk(source):
        into = target / Path(folder).relative_to(source)
        into.mkdir()
        for file in files:
            if not file.endswith((".pyc", ".ts")):
                try:
                    os.link(Path(folder, file), into / file)
                except OSError:  # on another disk
                    shutil.copy(Path(folder, file), into / file)


def test_papers_deep_down(tmp_path: Path) -> None:
    """Longer than the 260 signs that an older Windows allows."""
    deep = tmp_path.joinpath(*(["病例" * 20] * 8))
    deep.mkdir(parents=True)
    assert len(os.fsencode(deep)) > 900
    (deep / "case.json").write_bytes(resources.path("examples", "example.json").read_bytes())
    how = CliRunner()
    done = how.invoke(main, ["import", str(deep / "case.json"), "-o", str(deep / "again.json")])
    assert done.exit_code == 0, done.output
    assert (deep / "again.json").stat().st_size > 100


def test_records_too_deep_for_their_library_say_so_and_can_be_set_up_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*(["数据" * 20] * 5))
    with pytest.raises(RecordError) as refused:
        set_up(deep)
    assert refused.value.code == "path_too_long"
    set_up(tmp_path / "数据").close()
    with pytest.raises(RecordError) as refused:
        set_up(tmp_path / ("癌" * 90))
    assert refused.value.code == "path_too_long"


def test_a_name_too_long_for_the_disk_is_refused_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    """90 Chinese signs are 270 bytes, more than a name may have on most disks."""
    with pytest.raises(OutputError) as refused:
        write_bytes(b"paper", tmp_path / f"{'癌' * 90}.pdf")
    assert "too long" in refused.value.values["why"]
    assert list(tmp_path.iterdir()) == []
