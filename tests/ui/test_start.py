"""The window as the program starts it: painted first, the right side after that, by itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.schema import SCHEMA
from ui import app, theme
from ui.window import MainWindow
from ui.workspace import Workspace


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = MainWindow(
        Workspace(),
        theme="light",
        read_case=lambda _file: CaseFile(SCHEMA.empty()),
        make_pdf=lambda _wanted: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def test_the_right_side_comes_by_itself_once_the_form_is_painted(window: MainWindow, qtbot: QtBot) -> None:
    assert window._right is None
    window.show()
    qtbot.waitUntil(lambda: window._right is not None)
    qtbot.waitUntil(window.strip.isVisible)


def test_the_catalogue_is_read_and_a_case_opened_after_the_first_paint(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, knowledge: Knowledge
) -> None:
    workspace = window._workspace
    done: list[str] = []
    app.AfterFirstPaint(window.form, lambda: done.append("painted"))
    window.show()
    qtbot.waitUntil(lambda: done == ["painted"])
    workspace.set_knowledge(knowledge)
    workspace.open_patient(SCHEMA.read({"age_years": 61, "tumour_type": "hcc", "lesions": [{"size_mm": 25}]}))
    workspace.choose(["rfa", "mwa"])
    app.settle(qapp)
    for seen in (window.strip, window.options.view, window.comparison.table):
        assert seen.isVisible()
        assert seen.height() > 40
