"""What-if: a hypothetical copy beside the record, marked on screen and paper, and never a fact."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.changes import Change
from consult.hcc.derive import SCHEMA, derive
from consult.patient import CHECKLIST
from consult.phrases import SHAPES
from consult.summary.papers import Wanted
from consult.what_if import differences, moves, stated
from tests.properties.strategies import examples
from tests.ui.test_options import CASE
from ui import theme
from ui.app import paper_pdf, read_case_file
from ui.comparison.option_model import OptionModel
from ui.window import MainWindow
from ui.workspace import Workspace


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    return workspace


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    theme.load_fonts()
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda file: read_case_file(file, workspace),
        make_pdf=lambda wanted: paper_pdf(workspace, wanted),
        dress=lambda _name: None,
    )
    qtbot.addWidget(window)
    window.complete()
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return window


def statuses(workspace: Workspace) -> dict[str, str]:
    assert workspace.assessment is not None
    return {name: own.status for name, own in workspace.assessment.treatments.items()}


# -- the record stays as it is --------------------------------------------------------------------------


def test_the_record_is_the_same_object_before_during_and_after(workspace: Workspace) -> None:
    workspace.set_value("inr", 1.2)
    patient, said, before = workspace.patient, workspace.patient.to_json(), statuses(workspace)
    workspace.start_what_if()
    workspace.set_value("ecog", 4)
    workspace.set_checklist(False)
    assert workspace.recorded is patient
    assert workspace.patient != patient
    workspace.end_what_if()
    assert workspace.patient is patient
    assert workspace.patient.to_json() == said
    assert statuses(workspace) == before
    assert not workspace.what_if
    assert workspace.tried() == ()


def test_undo_has_two_stacks_that_do_not_meet(workspace: Workspace) -> None:
    workspace.set_value("inr", 1.2)
    workspace.start_what_if()
    assert not workspace.undo_stack.canUndo()
    workspace.set_value("ecog", 3)
    workspace.undo_stack.undo()
    assert workspace.patient == workspace.recorded
    assert not workspace.undo_stack.canUndo()
    assert workspace.undo_stack.canRedo()
    workspace.end_what_if()
    assert not workspace.undo_stack.canRedo()
    workspace.undo_stack.undo()
    assert workspace.patient == SCHEMA.read(CASE)


def test_what_could_be_redone_before_can_be_redone_after(workspace: Workspace) -> None:
    workspace.set_value("inr", 1.2)
    workspace.undo_stack.undo()
    workspace.start_what_if()
    workspace.set_value("ecog", 3)
    workspace.end_what_if()
    workspace.undo_stack.redo()
    assert workspace.patient.value("inr") == 1.2


def test_dates_given_in_a_what_if_are_given_back(workspace: Workspace) -> None:
    workspace.start_what_if()
    workspace.set_origin((), None, "elsewhere", from_now_on="laboratory")
    assert workspace.taken
    workspace.end_what_if()
    assert workspace.taken == {}


def test_another_case_ends_it(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.start_what_if()
    workspace.set_value("ecog", 3)
    with qtbot.waitSignal(workspace.what_if_changed) as said:
        workspace.open_patient(SCHEMA.read({"age_years": 70}))
    assert said.args == [False]
    assert not workspace.what_if
    assert workspace.recorded is workspace.patient
    assert not workspace.undo_stack.canUndo()


@examples(15)
@given(
    edits=st.lists(
        st.one_of(
            st.tuples(st.just("ecog"), st.integers(0, 4)),
            st.tuples(st.just("inr"), st.sampled_from([0.9, 1.8, 2.6])),
            st.tuples(st.just("ascites"), st.sampled_from(["none", "slight", "moderate_severe"])),
            st.tuples(st.just("m_status"), st.sampled_from(["m0", "m1", None])),
            st.tuples(st.just("lesions"), st.sampled_from([[{"size_mm": 61}], [{"size_mm": 19}], None])),
            st.tuples(st.just("undo"), st.just(0)),
        ),
        max_size=8,
    )
)
def test_any_edits_give_the_assessment_of_the_changed_patient_and_leave_the_record(
    knowledge: Knowledge, edits: list[tuple[str, Any]]
) -> None:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    record = workspace.patient
    recorded = statuses(workspace)
    workspace.start_what_if()
    wanted = dict(CASE)
    past: list[dict[str, Any]] = []
    for name, value in edits:
        if name == "undo":
            workspace.undo_stack.undo()
            wanted = past.pop() if past else wanted
            continue
        before = dict(wanted)
        wanted = {key: old for key, old in wanted.items() if key != name}
        if value is not None:
            wanted[name] = value
        if SCHEMA.read(wanted) != SCHEMA.read(before):
            past.append(before)
        workspace.set_value(name, value)
        workspace.end_step()
    fresh = knowledge.assess(derive(SCHEMA.read(wanted)))
    assert statuses(workspace) == {name: own.status for name, own in fresh.treatments.items()}
    assert {d.field for d in workspace.tried()} == {
        name for name in (*CASE, "m_status") if wanted.get(name) != CASE.get(name)
    }
    for name, status in recorded.items():
        moved = fresh.treatments[name].status != status
        assert workspace.status_before(name) == (status if moved else "")
    assert workspace.recorded is record
    workspace.end_what_if()
    assert workspace.patient is record
    assert statuses(workspace) == recorded


# -- what would move an option, tried -------------------------------------------------------------------


def test_every_change_that_states_a_value_comes_true_when_it_is_tried(
    workspace: Workspace, knowledge: Knowledge
) -> None:
    assert workspace.assessment is not None
    tried = 0
    for own in tuple(workspace.assessment.treatments.values()):
        for change in own.would_change[:6]:
            before = workspace.patient
            asked = workspace.try_change(change)
            assert workspace.what_if
            if asked:
                assert asked.partition(".")[0] in SCHEMA.by_key
                assert workspace.patient is before
            elif (
                change.fact != "ici_last_90_days"
            ):  # it makes an earlier systemic line, which other rows read
                tried += 1
                assert workspace.assessment.treatments[own.id].status == change.status
            workspace.end_what_if()
    assert tried > 50


def test_a_second_change_adds_to_the_first(workspace: Workspace) -> None:
    assert workspace.assessment is not None
    changes = [c for c in workspace.assessment.treatments["rfa"].would_change if c.fact == "ascites"]
    assert workspace.try_change(changes[0]) == ""
    workspace.set_value("ecog", 3)
    assert {d.field for d in workspace.tried()} == {"ascites", "ecog"}


def test_a_number_is_tried_only_where_the_change_states_it(knowledge: Knowledge) -> None:
    domain, field = knowledge.domain("ecog"), SCHEMA.by_id["ecog"]
    top = 2 * len(domain.cuts)
    last = domain.cuts[-1]
    assert stated(Change("ecog", (top,), "possible"), domain, field) == int(last) + 1
    assert stated(Change("ecog", (top - 1,), "possible"), domain, field) == int(last)
    inr, field = knowledge.domain("inr"), SCHEMA.by_id["inr"]
    top = 2 * len(inr.cuts)
    assert stated(Change("inr", (top,), "possible"), inr, field) is None
    assert stated(Change("inr", (top - 1, top), "possible"), inr, field) == inr.cuts[-1]
    assert stated(Change("inr", (0, top), "possible"), inr, field) is None
    burden = knowledge.domain("tumour_burden")
    assert stated(Change("tumour_burden", (0,), "possible"), burden, None) is None


def test_differences_name_the_checklist_as_a_whole(workspace: Workspace) -> None:
    opened = workspace.patient.with_checklist(False)
    (only,) = differences(workspace.patient, opened)
    assert (only.field, only.recorded, only.tried) == (CHECKLIST, True, False)


def test_moves_are_those_that_differ(workspace: Workspace, knowledge: Knowledge) -> None:
    assert workspace.assessment is not None
    other = knowledge.assess(derive(SCHEMA.read(CASE | {"ecog": 4})))
    for move in moves(workspace.assessment, other):
        assert move.recorded == workspace.assessment.treatments[move.treatment].status
        assert move.tried == other.treatments[move.treatment].status != move.recorded


# -- on screen ------------------------------------------------------------------------------------------


def test_the_band_says_hypothetical_and_what_differs(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    assert window.band is None
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert workspace.what_if
    assert window.band is not None
    assert window.band.isVisible()
    for language, word in (("en", "HYPOTHETICAL"), ("zh_CN", "假设")):
        workspace.set_language(language)
        assert word in window.band.mark.text()
    workspace.set_language("en")
    height = window.band.height()
    workspace.set_value("inr", 2.0)
    assert "INR: 1.1 → 2" in window.band.said.text()
    assert window.band.height() == height
    qtbot.mouseClick(window.band.back, Qt.MouseButton.LeftButton)
    assert not window.band.isVisible()
    assert not workspace.what_if
    assert workspace.patient.value("inr") == 1.1


def test_the_form_shows_what_is_tried_and_the_record_again(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.start_what_if()
    window.form.focus_field("inr")
    editor = window.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "x")
    workspace.end_what_if()
    window.form.focus_field("inr")
    assert window.focusWidget().text() == "1.1"


def test_each_moved_option_shows_both_statuses(window: MainWindow, workspace: Workspace) -> None:
    workspace.choose(["rfa", "resection"])
    before = statuses(workspace)
    workspace.start_what_if()
    workspace.set_value("ecog", 4)
    words = workspace.words
    moved = [name for name in ("rfa", "resection") if workspace.status_before(name)]
    assert moved
    for name in moved:
        was, now = before[name], statuses(workspace)[name]
        column = window.comparison.model.treatments.index(name)
        assert window.comparison.model.status_words(column) == (
            f"{SHAPES[was]} {words.status(was)} → {SHAPES[now]} {words.status(now)}"
        )
        row = window.options.model.index(window.options.model.row_of("", name))
        said = f"{words.status(was)} → {words.status(now)}"
        assert row.data(OptionModel.GlanceRole).startswith(said)
        assert said in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_without_a_difference_nothing_else_on_screen_moves(window: MainWindow, workspace: Workspace) -> None:
    model = window.options.model
    said = [model.index(row).data(OptionModel.GlanceRole) for row in range(model.rowCount())]
    workspace.start_what_if()
    assert said == [model.index(row).data(OptionModel.GlanceRole) for row in range(model.rowCount())]


# -- on paper -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "word"), [("en", "HYPOTHETICAL"), ("zh_CN", "假设")])
def test_every_page_of_the_paper_says_hypothetical_and_none_of_the_records(
    workspace: Workspace, language: str, word: str
) -> None:
    plain = paper_pdf(workspace, Wanted(language=language))
    assert not any("HYPOTHETICAL" in page.extract_text() for page in PdfReader(BytesIO(plain)).pages)
    workspace.start_what_if()
    workspace.set_value("inr", 2.0)
    pages = [
        page.extract_text()
        for page in PdfReader(BytesIO(paper_pdf(workspace, Wanted(language=language)))).pages
    ]
    assert len(pages) > 1
    assert all(word in page for page in pages)
    assert "1.1 → 2" in pages[0]
    workspace.end_what_if()
    assert paper_pdf(workspace, Wanted(language=language)) == plain


def test_the_way_back_is_reached_and_named_by_keyboard(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.start_what_if()
    workspace.set_value("ecog", 3)
    assert window.band is not None
    for button in (window.band.more, window.band.back):
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(window.band.more, Qt.Key.Key_Return)
    assert window.band.list.isVisible()
    assert window.band.list.text() == "\n".join(window.band.lines)
    qtbot.keyClick(window.band.back, Qt.Key.Key_Return)
    assert not workspace.what_if


def test_a_new_case_or_an_opened_one_leaves_no_band(window: MainWindow, workspace: Workspace) -> None:
    workspace.start_what_if()
    workspace.set_value("ecog", 3)
    window.new_case()
    assert window.band is not None
    assert not window.band.isVisible()
    assert workspace.is_blank()
    assert workspace.tried() == ()
