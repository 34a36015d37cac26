"""The option list: every treatment under its status, chosen and found by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.compare import groups
from consult.errors import CatalogError
from consult.glance import glance_words
from consult.hcc.derive import SCHEMA
from consult.judge import STATUSES
from consult.phrases import SHAPES
from ui import theme
from ui.comparison.option_model import OptionModel
from ui.comparison.option_rows import Row
from ui.comparison.options import OptionList
from ui.workspace import Workspace

CASE: dict[str, Any] = {
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "diagnosis_basis": "imaging_lirads5",
    "cirrhosis": "yes",
    "tumour_pattern": "nodular",
    "lesions": [{"size_mm": 25}, {"size_mm": 22}, {"size_mm": 14}],
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "prior_treatments": [],
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "ecog": 0,
    "varices": "none",
    "exclusion_checklist": "none_apply",
}


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    return workspace


def shown(qtbot: QtBot, workspace: Workspace) -> OptionList:
    theme.load_fonts()
    options = OptionList(workspace)
    qtbot.addWidget(options)
    options.resize(272, 620)
    with qtbot.waitExposed(options):
        options.show()
    options.view.setFocus()
    return options


@pytest.fixture
def options(qtbot: QtBot, workspace: Workspace) -> OptionList:
    return shown(qtbot, workspace)


def unfold(options: OptionList) -> None:
    """Open every group and every family."""
    for row in options.model.rows:
        options.model.fold(row, False)
    for row in options.model.rows:
        options.model.fold(row, False)


def treatments(options: OptionList) -> list[str]:
    return [row.treatment for row in options.model.rows if row.treatment]


def index_of(options: OptionList, treatment: str) -> QModelIndex:
    return options.model.index(options.model.row_of("", treatment))


def stand_on(options: OptionList, treatment: str) -> None:
    options.view.setCurrentIndex(index_of(options, treatment))


def test_the_model_keeps_the_rules_of_qt_models(options: OptionList, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(options.model)


def test_each_option_carries_the_status_and_glance_of_the_assessment(
    options: OptionList, workspace: Workspace
) -> None:
    assessment = workspace.assessment
    assert assessment is not None
    unfold(options)
    assert set(treatments(options)) == set(assessment.treatments)
    for treatment in treatments(options):
        index = index_of(options, treatment)
        status = assessment.treatments[treatment].status
        assert index.data(OptionModel.StatusRole) == status
        said = glance_words(assessment, treatment, workspace.words, workspace.knowledge)
        assert index.data(OptionModel.GlanceRole) == said
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert f"{SHAPES[status]} {workspace.words.status(status)}" in spoken
        assert workspace.words.treatment(treatment) in spoken


def test_groups_stand_in_the_fixed_order_with_shape_word_and_count(
    options: OptionList, workspace: Workspace
) -> None:
    assessment = workspace.assessment
    assert assessment is not None
    headings = [row for row in options.model.rows if row.heading]
    assert [row.group for row in headings] == [group.key for group in groups(assessment)]
    for heading, group in zip(headings, groups(assessment), strict=True):
        text = options.model.index(options.model.row_of(group.key)).data()
        assert text.endswith(f"· {len(group.treatments)}")
        if group.key in STATUSES:
            assert text.startswith(f"{SHAPES[group.key]} {workspace.words.status(group.key).upper()}")
        assert heading.count == len(group.treatments)


def test_what_does_not_apply_and_what_is_unproven_start_folded_under_a_visible_heading(
    options: OptionList, workspace: Workspace
) -> None:
    assessment = workspace.assessment
    assert assessment is not None
    in_rows = {t for row in options.model.rows for t in (row.treatment, *row.members)}
    for group in groups(assessment):
        folded = group.key in ("does_not_apply", "unproven")
        assert options.model.row_of(group.key) >= 0
        assert options.model.folded(Row(group.key)) is folded
        assert all((t in in_rows) is not folded for t in group.treatments)


def test_space_on_a_heading_opens_and_folds_its_group(qtbot: QtBot, options: OptionList) -> None:
    heading = options.model.index(options.model.row_of("unproven"))
    options.view.setCurrentIndex(heading)
    assert "trial_any" not in treatments(options)
    qtbot.keyClick(options.view, Qt.Key.Key_Space)
    assert "trial_any" in treatments(options)
    assert options.current_row() == ("unproven", "", "")
    qtbot.keyClick(options.view, Qt.Key.Key_Space)
    assert "trial_any" not in treatments(options)


def test_space_chooses_and_lets_go_and_the_check_state_says_so(
    qtbot: QtBot, options: OptionList, workspace: Workspace
) -> None:
    stand_on(options, "rfa")
    assert index_of(options, "rfa").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    qtbot.keyClick(options.view, Qt.Key.Key_Space)
    assert workspace.chosen == ("rfa",)
    assert index_of(options, "rfa").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    qtbot.keyClick(options.view, Qt.Key.Key_Space)
    assert workspace.chosen == ()


def test_a_click_chooses(qtbot: QtBot, options: OptionList, workspace: Workspace) -> None:
    place = options.view.visualRect(index_of(options, "mwa")).center()
    qtbot.mouseClick(options.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert workspace.chosen == ("mwa",)


def test_a_fifth_choice_replaces_the_oldest(qtbot: QtBot, options: OptionList, workspace: Workspace) -> None:
    picked = ["rfa", "mwa", "resection", "sbrt", "transplant"]
    for treatment in picked:
        stand_on(options, treatment)
        qtbot.keyClick(options.view, Qt.Key.Key_Space)
    assert workspace.chosen == tuple(picked[1:])
    assert index_of(options, "rfa").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_arrows_move_and_say_where_they_stand(qtbot: QtBot, options: OptionList) -> None:
    first = treatments(options)[0]
    options.view.setCurrentIndex(options.model.index(0))
    with qtbot.waitSignal(options.current_changed) as moved:
        qtbot.keyClick(options.view, Qt.Key.Key_Down)
    assert moved.args == [first]


def test_enter_asks_for_the_comparison(qtbot: QtBot, options: OptionList) -> None:
    with qtbot.waitSignal(options.comparison_requested):
        qtbot.keyClick(options.view, Qt.Key.Key_Return)


def test_letters_typed_in_the_list_filter_it_and_escape_shows_all_again(
    qtbot: QtBot, options: OptionList
) -> None:
    before = treatments(options)
    qtbot.keyClick(options.view, Qt.Key.Key_S)
    qtbot.keyClicks(options.filter, "orafenib")
    assert options.filter.text() == "sorafenib"
    assert set(treatments(options)) == {"tki_sorafenib", "adj_sorafenib"} & set(
        options._workspace.assessment.treatments  # type: ignore[union-attr]
    )
    assert "tki_sorafenib" in treatments(options)
    qtbot.keyClick(options.filter, Qt.Key.Key_Escape)
    assert treatments(options) == before


def test_an_edit_leaves_reader_and_scroll_position_where_they_were(
    options: OptionList, workspace: Workspace
) -> None:
    stand_on(options, "sbrt")
    bar = options.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    scrolled, rows = bar.value(), options.model.rows
    assert scrolled > 0
    workspace.set_value("m_status", "m1")
    assert options.model.rows != rows
    assert options.current_row()[1] == "sbrt"
    assert bar.value() == scrolled


def test_an_option_keeps_its_height_when_only_its_glance_changes(
    options: OptionList, workspace: Workspace
) -> None:
    before = options.view.visualRect(index_of(options, "rfa")).height()
    workspace.open_patient(SCHEMA.empty())
    assert options.view.visualRect(index_of(options, "rfa")).height() == before


def test_rows_have_room_for_their_words_at_another_width(qtbot: QtBot, workspace: Workspace) -> None:
    options = OptionList(workspace)
    qtbot.addWidget(options)
    view = options.view
    view.executeDelayedItemsLayout()  # laid out before it is shown, at a width it will not have
    for width in (272, 420, 240):
        options.resize(width, 600)
        options.show()
        QApplication.processEvents()
        for row in range(1, len(options.model.rows)):
            above, index = (view.visualRect(options.model.index(at)) for at in (row - 1, row))
            assert index.top() == above.bottom() + 1, (width, row)


def test_an_empty_case_cannot_tell_and_names_the_field_to_ask_next(
    qtbot: QtBot, knowledge: Knowledge
) -> None:
    workspace = Workspace(knowledge)
    options = shown(qtbot, workspace)
    assessment = workspace.assessment
    assert assessment is not None
    asked = assessment.ask_next[0]
    assert workspace.words.field(asked.field) in options.ask_next.text()
    assert str(len(asked.could_change)) in options.ask_next.text()
    for group in groups(assessment):
        if group.key in STATUSES:
            active = [t for t in group.treatments if assessment.catalog.treatments[t].role == "anticancer"]
            assert group.key == "cannot_tell" or not active
    with qtbot.waitSignal(options.field_requested) as requested:
        qtbot.mouseClick(options.ask_next, Qt.MouseButton.LeftButton)
    assert requested.args == [asked.field]


def test_a_changed_catalogue_is_said_instead_of_options(qtbot: QtBot) -> None:
    problem = CatalogError("catalog_changed", file="catalog.sqlite")
    options = shown(qtbot, Workspace(None, problem=problem))
    assert options.problem.isVisible()
    assert options.problem.text() == options._workspace.words.error(problem)
    assert options.problem.property("role") == "error"
    assert not options.view.isVisible()
    assert options.model.rowCount() == 0


def test_options_appear_once_the_catalogue_is_read(qtbot: QtBot, knowledge: Knowledge) -> None:
    workspace = Workspace(None)
    options = shown(qtbot, workspace)
    assert options.problem.isVisible()
    workspace.set_knowledge(knowledge)
    assert options.view.isVisible()
    assert treatments(options)


def test_names_and_headings_follow_the_language(options: OptionList, workspace: Workspace) -> None:
    english = index_of(options, "rfa").data()
    workspace.set_language("zh_CN")
    chinese = index_of(options, "rfa").data()
    assert chinese != english
    assert chinese == workspace.words.treatment("rfa")
    assert "常用选择" in options.model.index(0).data()


def test_a_screen_reader_hears_names_and_checked_options(options: OptionList, workspace: Workspace) -> None:
    workspace.toggle_chosen("rfa")
    interface = QAccessible.queryAccessibleInterface(options.view)
    assert interface.text(QAccessible.Text.Name)
    assert QAccessible.queryAccessibleInterface(options.filter).text(QAccessible.Text.Name)
    at = options.model.row_of("", "rfa")
    item = interface.child(at)
    assert workspace.words.treatment("rfa") in item.text(QAccessible.Text.Name)
    assert item.state().checked
    assert not interface.child(options.model.row_of("", "mwa")).state().checked
