"""What tests of the form share: the application in its own font and style, a workspace, and the form shown in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from ui import theme
from ui.form.form import CriteriaForm
from ui.workspace import Workspace


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own font and style: sizes are measured."""
    theme.load_fonts()
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def workspace(dressed: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    made = Workspace(knowledge)
    yield made
    made.deleteLater()


@pytest.fixture
def form(workspace: Workspace, qtbot: QtBot) -> CriteriaForm:
    made = CriteriaForm(workspace)
    qtbot.addWidget(made)
    made.resize(352, 680)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()  # what was posted for the layout
    made.focus_first()
    return made
