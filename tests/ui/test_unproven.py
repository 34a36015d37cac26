"""The unproven section of the window: what to ask before paying, at its heading and in the comparison."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.compare import ASPECTS, UNPROVEN_ADVICE
from consult.hcc.derive import SCHEMA
from resources import path
from ui import theme
from ui.comparison.option_model import OptionModel
from ui.comparison.panel import ComparisonPanel
from ui.workspace import Workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read_json(path("examples", "example.json").read_bytes()))
    return workspace


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> ComparisonPanel:
    theme.load_fonts()
    panel = ComparisonPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(742, 620)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.table.setFocus()
    return panel


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_heading_says_what_to_ask_before_paying(workspace: Workspace, language: str) -> None:
    workspace.set_language(language)
    model = OptionModel(workspace)
    advice = [workspace.words.text(f"advice.{advice.id}") for advice in UNPROVEN_ADVICE]
    for group, wanted in (("unproven", True), ("for_everyone", False)):
        index = model.index(model.row_of(group))
        heard = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
        shown = model.data(index, Qt.ItemDataRole.ToolTipRole) or ""
        for sentence in advice:
            assert (sentence in heard, sentence in shown) == (wanted, wanted)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_opened_cell_shows_licence_and_advice(
    panel: ComparisonPanel, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    workspace.choose(("cell_immune_reconstitution", "resection"))
    panel.table.open_cell(ASPECTS.index("licence"), 0)
    shown = panel.table.detail.toPlainText()
    assert workspace.words.text("treatment.cell_immune_reconstitution.regulatory")[:60] in shown
    for advice in UNPROVEN_ADVICE:
        assert workspace.words.text(f"advice.{advice.id}")[:30] in shown
