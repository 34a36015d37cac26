"""The comparison: the same rows for every treatment, each line worded once, every cell opens in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.compare import ASPECTS, Line
from consult.hcc.derive import SCHEMA
from consult.phrases import SHAPES
from tests.ui.test_options import CASE
from ui import theme
from ui.comparison.cell_layout import SHOWN, CellLayout, draw_dots
from ui.comparison.detail import DetailView
from ui.comparison.model import ComparisonModel
from ui.comparison.panel import ComparisonPanel
from ui.comparison.table import ComparisonTable
from ui.comparison.wording import Wording, key_of
from ui.workspace import Workspace

CHOSEN = ("rfa", "transplant", "sbrt")


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    workspace.choose(CHOSEN)
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


@pytest.fixture
def table(panel: ComparisonPanel) -> ComparisonTable:
    return panel.table


def lines(workspace: Workspace, aspect: str, treatment: str) -> tuple[Line, ...]:
    assert workspace.comparison is not None
    return workspace.comparison.cell(aspect, treatment).lines


def stand_on(table: ComparisonTable, aspect: str, column: int = 0) -> None:
    table.setCurrentIndex(table.model().index(ASPECTS.index(aspect), column))


def runs(layout: CellLayout) -> list[list[tuple[str, bool]]]:
    """The pieces of each block with whether they are bold."""
    return [
        [
            (block.layout.text()[f.start : f.start + f.length], f.format.font().bold())
            for f in block.layout.formats()
        ]
        for block in layout.blocks
    ]


def test_the_model_keeps_the_rules_of_qt_models(panel: ComparisonPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.model)


def test_every_line_of_every_cell_is_what_words_say(panel: ComparisonPanel, workspace: Workspace) -> None:
    model = panel.model
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        for row, aspect in enumerate(ASPECTS):
            for column, treatment in enumerate(CHOSEN):
                own = lines(workspace, aspect, treatment)
                index = model.index(row, column)
                said = [workspace.words.line(line, workspace.knowledge) for line in own]
                assert list(index.data(ComparisonModel.SentencesRole)) == said
                shown = index.data().split("\n")
                assert len(shown) == len(said)
                assert all(s.text in text for s, text in zip(said, shown, strict=True))


def test_remembered_words_are_those_of_the_patient_as_he_is_now(
    panel: ComparisonPanel, workspace: Workspace
) -> None:
    for changed in ({"ecog": 3}, {"m_status": "m1"}, {"lesions": [{"size_mm": 55}]}, {"ascites": "slight"}):
        for key, value in changed.items():
            workspace.set_value(key, value)
        for row, aspect in enumerate(ASPECTS):
            for column, treatment in enumerate(CHOSEN):
                own = lines(workspace, aspect, treatment)
                said = tuple(workspace.words.line(line, workspace.knowledge) for line in own)
                assert panel.model.sentences(row, column) == said


def test_a_closed_cell_draws_its_first_lines_and_counts_the_others(
    table: ComparisonTable, workspace: Workspace
) -> None:
    counted = 0
    for row, aspect in enumerate(ASPECTS):
        for column, treatment in enumerate(CHOSEN):
            own = lines(workspace, aspect, treatment)
            most = SHOWN.get(aspect, 2)
            texts = [block.layout.text() for block in table.layout_of(row, column).blocks]
            assert workspace.comparison is not None
            behind = workspace.comparison.cell(aspect, treatment).detail
            hidden = max(0, len(own) - most) + sum(line.kind == "topic" for line in behind)
            if hidden > 0:
                assert str(hidden) in texts.pop()
                counted += 1
            assert len(texts) == min(len(own), most)
            for line, text in zip(own, texts, strict=False):
                if line.kind not in ("confirm", "needs"):
                    assert workspace.words.line(line, workspace.knowledge).text in text
    assert counted > 0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_draft_carries_its_tag_on_one_line_and_nothing_else_does(
    table: ComparisonTable, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    workspace.choose((*CHOSEN, "tace"))
    word = workspace.words.say("mark.unverified")
    seen = 0
    for row, aspect in enumerate(ASPECTS):
        for column, treatment in enumerate(workspace.chosen):
            own = lines(workspace, aspect, treatment)[: SHOWN.get(aspect, 2)]
            for line, block in zip(own, table.layout_of(row, column).blocks, strict=False):
                draft = workspace.words.line(line, workspace.knowledge).mark == "unverified"
                assert (block.tag is not None) is draft
                if block.tag is not None:
                    start, end = block.tag
                    tag = block.layout.text()[start:end].replace("\u2060", "").replace("\u00a0", " ")
                    first, last = (block.layout.lineForTextPosition(at) for at in (start + 1, end - 1))
                    assert tag.strip() == word
                    assert first.lineNumber() == last.lineNumber()
                    seen += 1
    assert seen > 0


def test_sources_stand_after_the_words(table: ComparisonTable, workspace: Workspace) -> None:
    row = ASPECTS.index("for")
    sentence = workspace.words.line(lines(workspace, "for", "rfa")[0], workspace.knowledge)
    assert sentence.sources
    assert table.layout_of(row, 0).blocks[0].layout.text().endswith(workspace.words.join(sentence.sources))


def test_no_column_looks_better_than_another(table: ComparisonTable, panel: ComparisonPanel) -> None:
    styles = (
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.DecorationRole,
    )
    model = panel.model
    for row in range(len(ASPECTS)):
        for column in range(len(CHOSEN)):
            assert all(model.index(row, column).data(role) is None for role in styles)
    assert len({table.columnWidth(column) for column in range(len(CHOSEN))}) == 1
    table.clearFocus()
    image = table.viewport().grab().toImage()
    grounds = set()
    for column in range(len(CHOSEN)):
        rect = table.visualRect(model.index(0, column))
        grounds.add(image.pixelColor(rect.left() + 3, rect.bottom() - 2).name())
    assert len(grounds) == 1
    for row in range(len(ASPECTS)):
        bold = [runs(table.layout_of(row, column))[0][0][1] for column in range(len(CHOSEN))]
        kinds = [model.cell(row, column).lines[0].kind for column in range(len(CHOSEN))]
        assert len({pair for pair in zip(kinds, bold, strict=True) if pair[0] == "status"}) <= 1


def test_header_and_first_column_stay_while_the_table_scrolls(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    workspace.choose((*CHOSEN, "tace"))
    table.window().resize(500, 420)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    above, left = table.treatments.geometry(), table.aspects.geometry()
    table.verticalScrollBar().setValue(400)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.rowViewportPosition(0) == -400
    assert table.columnViewportPosition(0) < 0
    assert (table.treatments.geometry(), table.aspects.geometry()) == (above, left)
    assert table.treatments.isVisible()
    assert table.aspects.isVisible()


def test_four_columns_fit_beside_form_and_list_on_a_small_laptop(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    workspace.choose((*CHOSEN, "tace"))
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    right = table.columnViewportPosition(3) + table.columnWidth(3)
    assert right <= table.viewport().width()


def test_a_header_says_the_short_name_and_the_status_with_its_shape(
    panel: ComparisonPanel, workspace: Workspace
) -> None:
    assert workspace.assessment is not None
    for column, treatment in enumerate(CHOSEN):
        status = workspace.assessment.treatments[treatment].status
        header = panel.model.headerData(column, Qt.Orientation.Horizontal)
        spoken = panel.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        assert header == workspace.words.short(treatment)
        assert panel.model.status_words(column) == f"{SHAPES[status]} {workspace.words.status(status)}"
        assert panel.model.status_words(column) in spoken


def test_enter_opens_a_cell_in_place_with_source_and_patient_value_and_escape_closes_it(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    line = lines(workspace, "for", "rfa")[0]
    assert line.kind == "rule"
    stand_on(table, "for")
    row = ASPECTS.index("for")
    closed = table.rowHeight(row)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    detail = table.detail
    assert detail.isVisible()
    assert detail.hasFocus()
    assert detail.window() is table.window()
    assert table.rowHeight(row) > closed
    text = detail.toPlainText()
    sentence = workspace.words.line(line, workspace.knowledge)
    assert workspace.knowledge is not None
    source = workspace.knowledge.catalog.sources[sentence.sources[0]]
    assert source.citation in text
    assert source.read in text
    assert workspace.words.trace(line.record) in text
    assert workspace.words.say(f"kind.{line.record.rule.kind}") in text
    assert workspace.words.say(f"mark.{sentence.mark}") in text
    for shown in lines(workspace, "for", "rfa"):
        assert workspace.words.line(shown, workspace.knowledge).text in text
    qtbot.keyClick(detail, Qt.Key.Key_Escape)
    assert not detail.isVisible()
    assert table.hasFocus()
    assert table.rowHeight(row) == closed


@pytest.mark.parametrize("aspect", ASPECTS)
def test_any_cell_opens_with_all_its_lines(table: ComparisonTable, workspace: Workspace, aspect: str) -> None:
    for column, treatment in enumerate(CHOSEN):
        table.open_cell(ASPECTS.index(aspect), column)
        text = table.detail.toPlainText()
        for line in lines(workspace, aspect, treatment):
            assert workspace.words.line(line, workspace.knowledge).text in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_opened_guideline_cell_says_where_guidelines_differ(
    table: ComparisonTable, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    words = workspace.words
    assert workspace.comparison is not None
    cell = workspace.comparison.cell("guidelines", "sbrt")
    table.open_cell(ASPECTS.index("guidelines"), CHOSEN.index("sbrt"))
    shown = table.detail.toPlainText()
    assert words.text("disagreement.sbrt-dose.united_states") in shown
    assert cell.detail
    for line in cell.detail:
        sentence = words.line(line)
        assert sentence.text in shown
        assert sentence.label in shown
    assert workspace.knowledge is not None
    citation = workspace.knowledge.catalog.sources["HCCKB2026"].citation
    positions = sum("HCCKB2026" in words.line(line).sources for line in cell.lines)
    assert shown.count(citation) == positions + 1, "the sources of all views follow once"


def test_enter_in_the_detail_closes_it_too(qtbot: QtBot, table: ComparisonTable) -> None:
    stand_on(table, "harm", 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.detail.isVisible()
    qtbot.keyClick(table.detail, Qt.Key.Key_Return)
    assert not table.detail.isVisible()


def test_a_click_opens_a_cell_and_another_closes_it(qtbot: QtBot, table: ComparisonTable) -> None:
    place = table.visualRect(table.model().index(0, 1)).topLeft() + QPoint(20, 12)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.detail.isVisible()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not table.detail.isVisible()


def test_an_open_cell_follows_the_patient(table: ComparisonTable, workspace: Workspace) -> None:
    table.open_cell(ASPECTS.index("for"), 0)
    before = table.detail.toPlainText()
    workspace.set_value("lesions", [{"size_mm": 26}])
    after = table.detail.toPlainText()
    assert table.detail.isVisible()
    assert before != after
    assert "26" in after


def test_a_figure_that_differs_from_the_patient_shows_his_value_when_opened(
    table: ComparisonTable, workspace: Workspace
) -> None:
    differing = next(
        line.differs[0][0].fact
        for line in lines(workspace, "benefit", "rfa")
        if line.kind == "outcome" and line.differs
    )
    table.open_cell(ASPECTS.index("benefit"), 0)
    value = workspace.words.value(differing, workspace.facts.value(differing))
    assert f"{workspace.words.field(differing)} {value}" in table.detail.toPlainText()


def test_enter_on_a_treatment_tells_what_it_is_above_the_first_row(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    stand_on(table, "fit", 1)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.treatments.hasFocus()
    qtbot.keyClick(table.treatments, Qt.Key.Key_Return)
    text = table.detail.toPlainText()
    assert workspace.words.text("treatment.transplant.what") in text
    assert workspace.words.text("treatment.transplant.intent") in text
    assert table.lowered(0) == table.detail.height() + 1
    qtbot.keyClick(table.detail, Qt.Key.Key_Escape)
    assert not table.detail.isVisible()
    assert table.treatments.hasFocus()
    qtbot.keyClick(table.treatments, Qt.Key.Key_Down)
    assert table.hasFocus()


def test_delete_and_the_close_mark_take_a_treatment_out(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    workspace.choose((*CHOSEN, "tace"))
    stand_on(table, "for", 1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert workspace.chosen == ("rfa", "sbrt", "tace")
    mark = table.treatments.close_rect(2).center()
    qtbot.mouseClick(table.treatments.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert workspace.chosen == ("rfa", "sbrt")


def test_taking_out_the_open_treatment_closes_the_detail(
    table: ComparisonTable, workspace: Workspace
) -> None:
    table.open_cell(2, 0)
    workspace.toggle_chosen("rfa")
    assert not table.detail.isVisible()
    assert table.opened is None


def test_copy_puts_the_cell_on_the_clipboard_as_plain_text(
    qtbot: QtBot, table: ComparisonTable, workspace: Workspace
) -> None:
    stand_on(table, "against", 1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text()
    for line in lines(workspace, "against", "transplant"):
        sentence = workspace.words.line(line, workspace.knowledge)
        assert sentence.text in copied
        assert all(source in copied for source in sentence.sources)
    assert workspace.words.say("mark.unverified") in copied
    assert workspace.words.short("transplant") in copied


def test_fewer_than_two_chosen_show_how_to_choose(panel: ComparisonPanel, workspace: Workspace) -> None:
    workspace.choose(())
    assert panel.hint.isVisible()
    assert not panel.table.isVisible()
    assert "Space" in panel.hint.text.text()
    workspace.choose(("rfa",))
    assert panel.hint.isVisible()
    assert workspace.words.treatment("rfa") in panel.hint.text.text()
    workspace.choose(("rfa", "mwa"))
    assert panel.table.isVisible()
    assert panel.model.columnCount() == 2


def test_conflicts_of_the_chosen_stand_above_and_open_to_their_full_words(
    qtbot: QtBot, panel: ComparisonPanel, workspace: Workspace
) -> None:
    workspace.choose(("tace", "io_atezo_bev", "transplant", "rfa"))
    assert workspace.comparison is not None
    found = workspace.comparison.conflicts
    assert len(found) > 1
    assert panel.conflicts.isVisible()
    qtbot.keyClick(panel.conflicts, Qt.Key.Key_Return)
    for conflict in found:
        sentence = workspace.words.conflict(conflict)
        assert f"{sentence.label}: {sentence.text}" in panel.conflicts.text()
    workspace.choose(("mwa", "sbrt"))
    assert not workspace.comparison.conflicts
    assert not panel.conflicts.isVisible()


@pytest.mark.parametrize("count", [0, 1, 9, 70, 100])
def test_the_icon_array_fills_exactly_as_many_of_a_hundred_as_the_figure_says(
    panel: ComparisonPanel, count: int
) -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    colours = theme.current().colour
    image.fill(colours("surface"))
    painter = QPainter(image)
    draw_dots(painter, count, 2, 2)
    painter.end()
    accent = colours("accent").name()
    filled = sum(
        image.pixelColor(2 + 5 * (at % 10) + 1, 2 + 5 * (at // 10) + 1).name() == accent for at in range(100)
    )
    assert filled == count


def test_a_figure_of_a_hundred_has_an_icon_array_of_its_count(
    table: ComparisonTable, workspace: Workspace
) -> None:
    own = lines(workspace, "benefit", "rfa")[: SHOWN["benefit"]]
    blocks = table.layout_of(ASPECTS.index("benefit"), 0).blocks
    assert [block.dots for block in blocks[: len(own)]] == [line.record.count for line in own]
    assert all(line.record.per == 100 for line in own)


def test_times_that_differ_between_the_columns_are_bold(table: ComparisonTable, workspace: Workspace) -> None:
    workspace.choose(("io_atezo_bev", "transplant"))
    row, bold_seen, plain_seen = ASPECTS.index("benefit"), 0, 0
    uneven = table._comparison_model.uneven
    for column, treatment in enumerate(workspace.chosen):
        own = lines(workspace, "benefit", treatment)[: SHOWN["benefit"]]
        for line, pieces in zip(own, runs(table.layout_of(row, column)), strict=False):
            bold = [text for text, is_bold in pieces if is_bold]
            if line.record.id in uneven:
                assert bold == [workspace.words.time(line.record)]
                bold_seen += 1
            else:
                assert bold == []
                plain_seen += 1
    assert bold_seen > 0


def test_the_panel_speaks_the_language_of_the_workspace(panel: ComparisonPanel, workspace: Workspace) -> None:
    panel.table.open_cell(1, 0)
    workspace.set_language("zh_CN")
    assert panel.model.headerData(0, Qt.Orientation.Vertical) == "对本患者"
    assert panel.model.headerData(0, Qt.Orientation.Horizontal) == workspace.words.short("rfa")
    assert workspace.words.treatment("rfa") in panel.table.detail.toPlainText()
    first = panel.table.layout_of(0, 0).blocks[0].layout.text()
    assert workspace.words.line(lines(workspace, "fit", "rfa")[0]).text in first


def test_a_screen_reader_hears_table_cells_and_detail(panel: ComparisonPanel, workspace: Workspace) -> None:
    table = panel.table
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name)
    assert workspace.assessment is not None
    status = workspace.assessment.treatments["transplant"].status
    spoken = panel.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"{SHAPES[status]} {workspace.words.status(status)}" in spoken
    assert workspace.words.say("aspect.fit") in spoken
    table.open_cell(0, 0)
    detail = QAccessible.queryAccessibleInterface(table.detail)
    assert workspace.words.treatment("rfa") in detail.text(QAccessible.Text.Name)


def test_another_theme_colours_the_cells_anew(panel: ComparisonPanel) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet, palette, style = application.styleSheet(), application.palette(), application.style().objectName()
    try:
        seen = set()
        for name in theme.THEMES:
            theme.apply(application, name)
            piece = panel.table.layout_of(0, 0).blocks[0].layout.formats()[0]
            seen.add(piece.format.foreground().color().name())
        assert len(seen) == len(theme.THEMES)
    finally:
        theme.prepare(application, theme.THEMES[0])
        application.setProperty("theme", None)
        application.setStyle(style)
        application.setStyleSheet(sheet)
        application.setPalette(palette)


def test_equal_keys_mean_equal_words_across_patients(knowledge: Knowledge) -> None:
    said: dict[object, object] = {}
    for values in ({}, CASE, {**CASE, "ecog": 3}, {**CASE, "ascites": "slight", "m_status": "m1"}):
        workspace = Workspace(knowledge)
        workspace.open_patient(SCHEMA.read(values))
        workspace.choose(("rfa", "transplant", "tace", "io_atezo_bev"))
        assert workspace.comparison is not None
        wording = Wording(workspace)
        for cell in workspace.comparison.cells.values():
            for line in cell.lines:
                sentence = workspace.words.line(line, knowledge)
                assert said.setdefault(key_of(line), sentence) == sentence
                assert wording.sentence(line) == sentence


def test_the_detail_of_a_treatment_without_licence_text_still_opens(
    qtbot: QtBot, workspace: Workspace
) -> None:
    assert not workspace.words.has_text("treatment.rfa.regulatory")
    view = DetailView(workspace, Wording(workspace))
    qtbot.addWidget(view)
    view.show_treatment("rfa")
    assert workspace.words.text("treatment.rfa.what") in view.toPlainText()
