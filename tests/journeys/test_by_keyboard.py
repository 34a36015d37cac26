"""Every example case typed by keyboard alone, from the empty form to the printed paper, counting keys and time."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from resources import path
from tests.journeys.keyboard import CONTROL, Hand
from tests.output.conftest import pages_of
from ui import app, theme
from ui.window import MainWindow
from ui.workspace import Workspace

CASES = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(path("examples").glob("*.json"))}


@pytest.fixture
def window(qapp: QApplication, knowledge: Knowledge, qtbot: QtBot) -> MainWindow:
    theme.load_fonts()
    theme.apply(qapp, "light")
    workspace = Workspace(knowledge)
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda file: app.read_case_file(file, workspace),
        make_pdf=lambda wanted: app.paper_pdf(workspace, wanted),
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.complete()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    app.settle(qapp)
    made.focus_first()
    return made


@pytest.mark.parametrize("name", CASES)
def test_a_case_from_the_empty_form_to_the_paper(
    name: str, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    case: dict[str, Any] = CASES[name]
    hand = Hand(window)
    hand.enter_case(case)
    workspace = window._workspace
    assert workspace.patient.to_json() == case
    keys, took = hand.pressed, sorted(hand.took)
    print(
        f"{name}: {keys} keys, median {took[len(took) // 2]:.1f} ms, p95 {quantiles(took, n=20)[-1]:.1f} ms"
    )
    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    hand.press(Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not window)
    hand.press(Qt.Key.Key_S, CONTROL)
    assert pages_of(out.read_bytes())
