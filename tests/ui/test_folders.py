"""Folders shown in a file dialog: Qt would write their names into a file of its own, and one may be a patient's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAVE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from ui import app

def press():
    shown = QApplication.activeModalWidget()
    shown.accept() if shown is not None else QTimer.singleShot(50, press)

def save():
    QTimer.singleShot(50, press)
    print(QFileDialog.getSaveFileName(None, "", sys.argv[1], "")[0])
    QApplication.exit()

if sys.argv[2] == "program":
    resume = app._load_then_open
    app._load_then_open = lambda *given: (resume(*given), save())
    app.run()
else:
    QApplication([])
    save()
"""


@pytest.mark.parametrize("who", ["program", "plain Qt"])
def test_h39_no_folder_of_a_dialog_is_written_down(who: str, tmp_path: Path) -> None:
    folder, home = tmp_path / "Wang Wei", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    told = {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "CONSULT_DATA": str(home / "data"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", SAVE, str(folder / "paper.pdf"), who],
        env={**kept, **told},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert str(folder / "paper.pdf") in ended.stdout
    named = [file for file in home.rglob("*") if file.is_file() and b"Wang" in file.read_bytes()]
    # Plain Qt shows that the test would see it.
    assert bool(named) == (who == "plain Qt" and sys.platform.startswith("linux"))
