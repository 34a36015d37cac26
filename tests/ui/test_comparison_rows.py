"""Rows of the comparison: chosen and ordered, told apart, and all options at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.compare import ASPECTS, compare, groups
from consult.hcc.derive import SCHEMA, derive
from consult.row_choice import RowChoice, shown
from consult.telling import DECIDING, differing, equals
from tests.ui.test_options import CASE
from ui import theme
from ui.comparison.conflicts import ConflictLines
from ui.comparison.panel import ComparisonPanel
from ui.workspace import MOST_COMPARED, Workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    workspace.choose(["rfa", "mwa", "resection"])
    return workspace


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> ComparisonPanel:
    theme.load_fonts()
    panel = ComparisonPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(740, 620)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def rows_on_screen(panel: ComparisonPanel) -> list[str]:
    return list(panel.model.aspects)


# -- chosen and ordered ---------------------------------------------------------------------------------------------


def test_the_table_shows_the_rows_as_chosen_and_as_they_were_again(
    panel: ComparisonPanel, workspace: Workspace
) -> None:
    assert rows_on_screen(panel) == list(ASPECTS)
    choice = RowChoice(order=("burden", "harm"), hidden=frozenset({"claim", "licence", "against"}))
    workspace.set_rows(choice)
    assert rows_on_screen(panel) == list(shown(choice, ASPECTS))
    assert rows_on_screen(panel)[:3] == ["fit", "burden", "harm"]
    assert "against" in rows_on_screen(panel)
    workspace.choose(["tace", "tare"])
    assert rows_on_screen(panel) == list(shown(choice, ASPECTS))
    workspace.set_value("ecog", 3)
    assert rows_on_screen(panel) == list(shown(choice, ASPECTS))
    workspace.set_rows(RowChoice())
    assert rows_on_screen(panel) == list(ASPECTS)


def test_an_open_cell_of_a_hidden_row_closes(panel: ComparisonPanel, workspace: Workspace) -> None:
    panel.table.open_cell(ASPECTS.index("claim"), 0)
    workspace.set_rows(RowChoice(hidden=frozenset({"claim"})))
    assert panel.table.opened is None
    assert not panel.table.detail.isVisible()
    assert not panel.table.isRowHidden(panel.table.currentIndex().row())


def test_rows_are_chosen_moved_and_reset_by_keyboard(
    qtbot: QtBot, panel: ComparisonPanel, workspace: Workspace
) -> None:
    panel.bar.rows.setFocus()
    qtbot.keyClick(panel.bar.rows, Qt.Key.Key_Space)
    rows = panel.rows
    assert rows is not None
    assert rows.isVisible()
    assert rows.list.hasFocus()
    rows.list.setCurrentRow(ASPECTS.index("burden"))
    qtbot.keyClick(rows.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert rows_on_screen(panel).index("burden") == ASPECTS.index("burden") - 1
    assert rows.current() == "burden"
    qtbot.keyClick(rows.list, Qt.Key.Key_Space)
    assert "burden" not in rows_on_screen(panel)
    rows.list.setCurrentRow(0)
    qtbot.keyClick(rows.list, Qt.Key.Key_Space)
    assert rows_on_screen(panel)[0] == "fit"
    qtbot.mouseClick(rows.reset, Qt.MouseButton.LeftButton)
    assert workspace.rows.is_as_made
    assert rows_on_screen(panel) == list(ASPECTS)
    qtbot.keyClick(rows.list, Qt.Key.Key_Escape)
    assert not rows.isVisible()
    assert panel.bar.rows.hasFocus()


def test_the_panel_says_why_two_rows_stay(panel: ComparisonPanel, workspace: Workspace) -> None:
    panel.toggle_rows()
    assert panel.rows is not None
    assert panel.rows.why.text() == workspace.words.say("rows.why")
    assert panel.rows.why.isVisible()
    names = [panel.rows.list.item(n).text() for n in range(panel.rows.list.count())]
    assert names == [workspace.words.say(f"aspect.{aspect}") for aspect in ASPECTS]
    workspace.set_language("zh_CN")
    assert panel.rows.list.item(0).text() == workspace.words.say("aspect.fit")


# -- told apart -----------------------------------------------------------------------------------------------------


def test_each_row_says_whether_the_columns_differ(panel: ComparisonPanel, workspace: Workspace) -> None:
    comparison = workspace.comparison
    assert comparison is not None
    found = differing(comparison)
    assert set(found.values()) == {True, False}
    for row, aspect in enumerate(ASPECTS):
        said = workspace.words.say("row.differs" if found[aspect] else "row.same")
        assert panel.model.mark(row) == said
        heard = panel.model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
        assert said in heard


def test_a_treatment_beside_itself_differs_in_nothing(knowledge: Knowledge) -> None:
    comparison = compare(knowledge.assess(derive(SCHEMA.read(CASE))), ["rfa"])
    assert not any(differing(comparison).values())


def test_the_mark_follows_the_patient(panel: ComparisonPanel, workspace: Workspace) -> None:
    workspace.choose(["rfa", "resection"])
    fit = ASPECTS.index("fit")
    assert panel.model.differs["fit"]
    workspace.choose(["ctace", "deb_tace"])
    before = panel.model.mark(fit)
    workspace.set_value("cirrhosis", "no")
    assert workspace.comparison is not None
    assert panel.model.differs == differing(workspace.comparison)
    assert before in (workspace.words.say("row.differs"), workspace.words.say("row.same"))


def test_what_would_decide_between_equals_is_named_or_said_not_to_be_found(knowledge: Knowledge) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)))
    everything = compare(assessment, [t for group in groups(assessment) for t in group.treatments])
    found = equals(everything)
    assert found
    for same in found:
        assert len({assessment.treatments[t].status for t in same.treatments}) == 1
        pair = compare(assessment, same.treatments[:2])
        (two,) = equals(pair)
        differs = differing(pair)
        assert set(two.aspects) == {aspect for aspect in DECIDING if differs[aspect]}


def test_equals_are_told_apart_on_screen(panel: ComparisonPanel, workspace: Workspace) -> None:
    words = workspace.words
    heard = panel.bar.said.accessibleName()
    assert words.short("rfa") in heard
    assert words.short("mwa") in heard
    assert words.say("aspect.benefit") in heard
    workspace.choose(["rfa", "resection"])
    assert workspace.comparison is not None
    if not equals(workspace.comparison):
        assert panel.bar.said.accessibleName() == ""


# -- all at once ----------------------------------------------------------------------------------------------------


def test_all_options_are_columns_in_the_order_of_the_list(
    qtbot: QtBot, panel: ComparisonPanel, workspace: Workspace
) -> None:
    assert workspace.assessment is not None
    listed = [t for group in groups(workspace.assessment) for t in group.treatments]
    chosen = workspace.chosen
    qtbot.mouseClick(panel.bar.wide, Qt.MouseButton.LeftButton)
    assert list(panel.model.treatments) == listed
    assert len(listed) > MOST_COMPARED
    assert workspace.chosen == chosen
    assert panel.table.horizontalScrollBar().maximum() > 0
    for row, _aspect in enumerate(ASPECTS):
        assert panel.model.plain(row, len(listed) - 1)
    panel.table.remove(5)
    assert workspace.chosen == chosen
    qtbot.mouseClick(panel.bar.wide, Qt.MouseButton.LeftButton)
    assert panel.model.treatments == chosen


def test_all_options_follow_an_edit_once_typing_pauses(
    qtbot: QtBot, panel: ComparisonPanel, workspace: Workspace
) -> None:
    panel.compare_all(True)
    workspace.set_value("ecog", 4)
    assert workspace.assessment is not None
    status = workspace.assessment.treatments["rfa"].status
    qtbot.waitUntil(lambda: panel.model.status(panel.model.treatments.index("rfa")) == status)


def test_header_and_first_column_stay_while_all_options_scroll(panel: ComparisonPanel) -> None:
    panel.compare_all(True)
    table = panel.table
    header, aspects = table.treatments.geometry(), table.aspects.geometry()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert (table.treatments.geometry(), table.aspects.geometry()) == (header, aspects)


def test_all_names_stand_in_one_size(panel: ComparisonPanel, workspace: Workspace) -> None:
    header = panel.table.treatments
    workspace.choose(["rfa", "resection"])
    assert header._name_font(panel.model) == theme.font(theme.TITLE, bold=True)
    panel.compare_all(True)
    smaller = header._name_font(panel.model)
    widest = max(
        QFontMetrics(theme.font(theme.TITLE, bold=True)).horizontalAdvance(
            panel.model.headerData(section, Qt.Orientation.Horizontal)
        )
        for section in range(panel.model.columnCount())
    )
    assert widest > header.sectionSize(0) - 30
    assert smaller == theme.font(theme.BODY, bold=True)


def test_the_first_cell_opened_is_as_high_as_the_same_one_opened_again(panel: ComparisonPanel) -> None:
    row = ASPECTS.index("certainty")
    panel.table.open_cell(row, 0)
    first = panel.table.rowHeight(row)
    panel.table.close_detail()
    panel.table.open_cell(row, 0)
    assert panel.table.rowHeight(row) == first


def test_an_opened_cell_names_the_row_the_values_and_the_source(
    panel: ComparisonPanel, workspace: Workspace
) -> None:
    panel.table.open_cell(ASPECTS.index("for"), 0)
    told = panel.table.detail.toPlainText()
    assert workspace.assessment is not None
    own = workspace.assessment.treatments["rfa"]
    acting = [r for r in own.reasons if r.rule.effect == "favours" and r.state.name == "YES"]
    assert acting
    for reason in acting:
        assert reason.rule.id in told
        assert workspace.words.trace(reason) in told
        assert all(source in told for source in reason.rule.sources)


def test_seven_burdens_each_with_a_source_or_said_to_be_local(
    knowledge: Knowledge, panel: ComparisonPanel, workspace: Workspace
) -> None:
    assert workspace.comparison is not None
    for treatment in workspace.comparison.treatments:
        cell = workspace.comparison.cell("burden", treatment)
        assert [line.kind for line in cell.lines] == ["burden"] * 5 + ["local_open"] * 2
        for language in ("en", "zh_CN"):
            workspace.set_language(language)
            labels = [workspace.words.line(line).label for line in cell.lines]
            assert len(set(labels)) == 7
            assert all(("local" if language == "en" else "本地") in label for label in labels[5:])
    for line in (line for t in workspace.chosen for line in workspace.comparison.cell("burden", t).lines[:5]):
        assert line.record[1].sources or line.record[1].mark == "unverified"
    row = ASPECTS.index("burden")
    assert panel.table._layouts.hidden(panel.model.cell(row, 0)) == 0


def test_many_conflicts_are_counted_until_they_are_opened(
    qtbot: QtBot, knowledge: Knowledge, workspace: Workspace
) -> None:
    lines = ConflictLines(workspace)
    qtbot.addWidget(lines)
    lines.resize(700, 100)
    conflicts = tuple(knowledge.catalog.conflicts.values())[:9]
    lines.show_conflicts(conflicts)
    assert len(lines.text().splitlines()) == 5
    assert "5" in lines.text().splitlines()[-1]
    assert len(lines.accessibleDescription().splitlines()) == 9
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert len(lines.text().splitlines()) == 9
    lines.show_conflicts(conflicts[:4])
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert len(lines.text().splitlines()) == 4
