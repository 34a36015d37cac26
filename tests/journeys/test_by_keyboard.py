"""Every example typed by keyboard alone, from the empty form through talk and patient view to the papers.

What every view shows on the way is read off and compared: they are all made of one assessment.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.patient_figures import frames
from consult.phrases import SHAPES
from consult.report import document
from resources import path
from tests.journeys.keyboard import CONTROL, DOWN, SPACE, Hand
from tests.output.conftest import pages_of, squeezed
from ui import app, theme
from ui.printing.preview import PrintPreview
from ui.window import MainWindow
from ui.workspace import Workspace

CASES = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(path("examples").glob("*.json"))}
VIGNETTES = 8


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    return Workspace(knowledge)


@pytest.fixture
def window(qapp: QApplication, workspace: Workspace, qtbot: QtBot) -> MainWindow:
    theme.load_fonts()
    theme.apply(qapp, "light")
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


def test_there_are_eight_vignettes() -> None:
    assert len([name for name in CASES if name.startswith("vignette-")]) == VIGNETTES


@pytest.mark.parametrize("name", CASES)
def test_a_case_from_the_empty_form_to_the_papers(
    name: str,
    window: MainWindow,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    case: dict[str, Any] = CASES[name]
    hand = Hand(window)
    hand.enter_case(case)
    assert workspace.patient.to_json() == case
    entered, took = hand.pressed, sorted(hand.took)

    choose_two(hand, window)
    assert len(workspace.chosen) == 2
    say_what_matters(hand, window, workspace)
    shown = patient_view_with_the_main_numbers(hand, window, workspace)

    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    papers = print_every_kind(hand, window, out, qtbot)
    print(
        f"{name}: {entered} keys to enter, {hand.pressed} in all; median {took[len(took) // 2]:.1f} ms, "
        f"p95 {quantiles(took, n=20)[-1]:.1f} ms"
    )
    every_view_agrees(window, workspace, shown, papers)


def choose_two(hand: Hand, window: MainWindow) -> None:
    """From the form to the list by Tab; the first two options that can be compared, by Space."""
    view = window.options.view
    hand.tab_to(lambda widget: widget is view, "the options")
    hand.press(Qt.Key.Key_Home)
    for _row in range(window.options.model.rowCount()):
        row = window.options.model.rows[view.currentIndex().row()]
        if row.treatment and len(window._workspace.chosen) < 2:
            hand.press(SPACE)
        if len(window._workspace.chosen) == 2:
            return
        hand.press(DOWN)


def say_what_matters(hand: Hand, window: MainWindow, workspace: Workspace) -> None:
    """Ctrl+1, two cards by their digits, and back to the options by Ctrl+2."""
    hand.press(Qt.Key.Key_1, CONTROL)
    hand.press("1")
    hand.press("4")
    assert workspace.consultation.matters == ("live_longer", "short_recovery")
    hand.press(Qt.Key.Key_2, CONTROL)
    assert len(window.options.model.rows) > 0


def patient_view_with_the_main_numbers(
    hand: Hand, window: MainWindow, workspace: Workspace
) -> frozenset[str]:
    """F11, the main numbers by key, everything that stands there, and back by Esc."""
    hand.press(Qt.Key.Key_F11)
    view = window.screens.patient
    assert view is not None
    assert workspace.consultation.gate is None
    before = texts(view)
    hand.tab_to(lambda widget: widget is view.gates["main"], "the main numbers")
    hand.press(SPACE)
    assert workspace.consultation.gate == "main"
    shown = texts(view)
    assert shown != before
    hand.press(Qt.Key.Key_Escape)
    return shown


def texts(view: QWidget) -> frozenset[str]:
    """Every text that can be seen."""
    return frozenset(label.text() for label in view.findChildren(QLabel) if label.text())


def print_every_kind(hand: Hand, window: MainWindow, out: Path, qtbot: QtBot) -> dict[str, str]:
    """Ctrl+P; each kind by the arrows of its list; Ctrl+S saves it; Esc closes. The texts by kind."""
    hand.press(Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not window)
    preview = QApplication.activeWindow()
    assert isinstance(preview, PrintPreview)
    hand.tab_to(lambda widget: widget is preview.kind, "the kinds of paper")
    found: dict[str, str] = {}
    for at in range(preview.kind.count()):
        if at:
            hand.press(DOWN)
        out.unlink(missing_ok=True)
        hand.press(Qt.Key.Key_S, CONTROL)
        found[preview.kind.currentData()] = "".join(pages_of(out.read_bytes()))
    hand.press(Qt.Key.Key_Escape)
    return found


def every_view_agrees(
    window: MainWindow, workspace: Workspace, shown: frozenset[str], papers: dict[str, str]
) -> None:
    """Stages, statuses and figures in window, JSON, patient view and papers."""
    assessment, knowledge, words = workspace.assessment, workspace.knowledge, workspace.words
    assert assessment is not None
    assert knowledge is not None
    told = document(workspace.patient, assessment, knowledge, words)
    statuses = {own["id"]: own["status"] for own in told["treatments"]}
    for at, row in enumerate(window.options.model.rows):
        if row.treatment and not row.family:
            assert window.options.model.face(at).status == statuses[row.treatment]
    for treatment in workspace.chosen:
        status = statuses[treatment]
        said = squeezed(f"{SHAPES[status]} {words.status(status)}")
        assert f"{squeezed(words.treatment(treatment))}{said}" in papers["board"]
        assert squeezed(words.treatment(treatment)) in papers["doctor"]
        assert squeezed(words.treatment(treatment)) in papers["patient"]
        assert words.treatment(treatment) in shown
    for badge in window.strip.badges.values():
        if not badge.isHidden() and not badge.needs:
            for kind in ("doctor", "board"):
                assert squeezed(f"{badge.title}{badge.value}") in papers[kind]
    figures = [text for text in shown if re.match(r"(fewer than |more than )?\d+ of 100 ", text)]
    assert all(squeezed(text) in papers["patient"] for text in figures)
    outcomes = [o for treatment in workspace.chosen for o in knowledge.catalog.treatments[treatment].outcomes]
    sentences = {sentence for outcome in outcomes for sentence in frames(outcome, words)}
    assert set(figures) <= sentences
