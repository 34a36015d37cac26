"""The liver map in the form: in step with the lesion table through the case alone, by mouse and by keyboard."""

from __future__ import annotations

import time
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult.figures.liver_key import PATTERNS
from consult.figures.liver_shape import CENTRES, SEGMENTS
from consult.hcc.schema import SCHEMA
from consult.patient import Record
from ui.form.form import CriteriaForm
from ui.form.lesion_parts import read_segments
from ui.form.lesions import LesionTable
from ui.form.liver_map import LiverMapView
from ui.workspace import Workspace

TALL, LOW = (352, 1000), (352, 684)
"""A form in a window of 1080 and of 768 pixels."""
SEGMENT = {part.id: part for part in SCHEMA.by_id["lesions"].parts}["segment"]
THREE: dict[str, Any] = {
    "lesions": [
        {"size_mm": 25, "segment": ["s8"], "status": "viable"},
        {"size_mm": 14, "segment": ["s4b"], "status": "complete_response"},
        {"size_mm": 9},
    ]
}


def shown(workspace: Workspace, qtbot: QtBot, size: tuple[int, int]) -> CriteriaForm:
    made = CriteriaForm(workspace)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    made.focus_first()
    return made


@pytest.fixture
def form(workspace: Workspace, qtbot: QtBot) -> CriteriaForm:
    """A form high enough for the map under the rows."""
    return shown(workspace, qtbot, TALL)


@pytest.fixture
def view(form: CriteriaForm, qtbot: QtBot) -> LiverMapView:
    qtbot.waitUntil(lambda: form.minimal.liver.inline is not None and form.minimal.liver.inline.isVisible())
    made = form.minimal.liver.inline
    assert made is not None
    return made


def at(view: LiverMapView, segment: str) -> QPoint:
    x, y = CENTRES[segment]
    k = view.figure().scale
    return QPointF(4 + x * k, 4 + y * k).toPoint()


def click(view: LiverMapView, point: QPoint) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)


def table(form: CriteriaForm) -> LesionTable:
    return form.minimal.lesions


def lesions(workspace: Workspace) -> list[dict[str, Any]]:
    entry = workspace.entered("lesions")
    return [] if entry is None else [dict(record) for record in entry.value]


# -- from the map to the table ---


@pytest.mark.parametrize("segment", SEGMENTS)
def test_a_click_starts_a_lesion_there_and_asks_for_its_size(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace, segment: str
) -> None:
    click(view, at(view, segment))
    assert lesions(workspace) == [{"segment": (segment,)}]
    row = table(form).rows[0]
    assert QApplication.focusWidget() is row.size_editor.box
    assert row.segment.box.text() == segment.removeprefix("s")
    QTest.keyClicks(row.size_editor.box, "21")
    assert lesions(workspace) == [{"segment": (segment,), "size_mm": 21}]
    assert len(table(form).rows) == 2


def test_a_click_beside_the_liver_does_nothing(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    click(view, QPoint(6, 6))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=at(view, "s8"))
    assert workspace.entered("lesions") is None


def test_a_double_click_starts_one_lesion(view: LiverMapView, workspace: Workspace) -> None:
    """Qt sends press, release, double click, release."""
    point = at(view, "s6") + QPoint(18, -12)
    click(view, point)
    assert view.figure().lesion_at(point.x() - 4, point.y() - 4) is None
    where, button, none = QPointF(point), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(view, QMouseEvent(kind, where, view.mapToGlobal(where), button, button, none))
    assert lesions(workspace) == [{"segment": ("s6",)}]


def test_a_click_on_a_lesion_goes_to_its_row_and_adds_none(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    for index in (1, 2, 0):
        spot = view.figure().spot(index)
        assert spot is not None
        click(view, QPoint(round(4 + spot[0]), round(4 + spot[1])))
        assert QApplication.focusWidget() is table(form).rows[index].size_editor.box
        assert view.selected == index
    assert len(lesions(workspace)) == 3


def test_a_hand_shows_where_a_click_does_something(view: LiverMapView) -> None:
    for point, shape in (
        (at(view, "s6"), Qt.CursorShape.PointingHandCursor),
        (QPoint(6, 6), Qt.CursorShape.ArrowCursor),
    ):
        where = QPointF(point)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            where,
            view.mapToGlobal(where),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, move)
        assert view.cursor().shape() is shape


def test_words_from_outside_stay_words_in_the_tooltip(
    view: LiverMapView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Told:
        """Takes the words: a real tooltip is a window, which this platform warns of."""

        @staticmethod
        def showText(_at: QPoint, text: str, _widget: QWidget) -> None:
            said.append(text)

    monkeypatch.setattr("ui.form.liver_map.QToolTip", Told)
    record = {"size_mm": 25, "segment": ["s8"], "label": "<b>L1</b>"}
    workspace.open_patient(SCHEMA.read({"lesions": [record]}))
    for point in (at(view, "s8"), at(view, "s6"), QPoint(6, 6)):
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    assert "Lesion 1 (&lt;b&gt;L1&lt;/b&gt;): segment VIII, 25 mm" in said[0]
    assert "segment VI, no lesion recorded here" in said[1]
    assert said[2] == ""


def test_what_the_map_starts_is_one_step_of_undo(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    click(view, at(view, "s6"))
    assert len(lesions(workspace)) == 4
    workspace.undo_stack.undo()
    assert lesions(workspace) == [dict(r) for r in SCHEMA.read(THREE).entries["lesions"].value]
    assert view.figure().places.of(3) is None


def test_a_full_list_takes_no_more(form: CriteriaForm, view: LiverMapView, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read({"lesions": [{"size_mm": 5}] * 50}))
    click(view, at(view, "s6"))
    assert lesions(workspace) == [{"size_mm": 5}] * 50


# -- from the table to the map ---


def test_what_is_typed_stands_on_the_map(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    row = table(form).rows[0]
    row.size_editor.box.setFocus()
    QTest.keyClicks(row.size_editor.box, "30")
    assert [nodule.most for nodule in view.figure().places.unplaced] == [30]
    row.segment.box.setFocus()
    QTest.keyClicks(row.segment.box, "6")
    mark = view.figure().places.of(0)
    assert mark is not None
    assert mark.shown.segments == ("s6",)
    QTest.keyClick(row.segment.box, Qt.Key.Key_Backspace)
    assert view.figure().places.of(0) is None


def test_the_row_with_the_keyboard_is_marked(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    table(form).rows[1].segment.box.setFocus()
    assert view.selected == 1
    form.minimal.first().setFocus()
    assert view.selected is None


def test_another_case_leaves_nothing_on_the_map(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    click(view, at(view, "s6"))
    workspace.open_patient(SCHEMA.empty())
    assert view.figure().places.marks == ()
    assert view.selected is None


def test_the_map_is_painted_anew_only_when_the_lesions_change(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    QApplication.processEvents()
    before = view.figure()
    workspace.set_value("bilirubin_umol_per_l", 20)
    assert view.figure() is before
    workspace.set_value("lesions", [Record({"size_mm": 9})])
    assert view.figure() is not before


# -- by keyboard ---


def test_arrows_reach_every_segment_and_say_where_they_are(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    view.setFocus()
    said = {}
    for key in "R" + "LL" + "D" + "RRRD" + "URUL":
        way = {"L": Qt.Key.Key_Left, "R": Qt.Key.Key_Right, "U": Qt.Key.Key_Up, "D": Qt.Key.Key_Down}[key]
        QTest.keyClick(view, way)
        said[view.segment] = view.accessibleName()
    assert set(said) == set(SEGMENTS)
    for segment, name in said.items():
        assert f"segment {SEGMENTS[segment]}" in name
    assert "lesion 1, 25 mm" in said["s8"]
    assert "no lesion recorded here" in said["s7"]
    assert len(lesions(workspace)) == 3


def test_the_foot_of_the_form_says_what_lies_there_and_which_keys_do_what(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    view.setFocus()
    assert "1 to 8" in form.message.text()
    QTest.keyClicks(view, "8")
    assert form.message.text().startswith("segment VIII, lesion 1, 25 mm · Enter")
    form.minimal.first().setFocus()
    assert "Enter" not in form.message.text()


@pytest.mark.parametrize(
    ("keys", "segment"),
    [
        *((str(n), f"s{n}") for n in (1, 2, 3, 5, 6, 7, 8)),
        ("4", "s4a"),
        ("44", "s4b"),
        ("a", "s4a"),
        ("b", "s4b"),
    ],
)
def test_digits_and_letters_jump(view: LiverMapView, workspace: Workspace, keys: str, segment: str) -> None:
    view.setFocus()
    QTest.keyClicks(view, keys)
    assert view.segment == segment
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert lesions(workspace) == [{"segment": (segment,)}]


def test_space_goes_round_the_lesions_of_a_segment(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    records = [
        {"size_mm": 9, "segment": ["s8"]},
        {"size_mm": 8, "segment": ["s2"]},
        {"size_mm": 7, "segment": ["s5", "s8"]},
    ]
    workspace.open_patient(SCHEMA.read({"lesions": records}))
    for index in (0, 2, 0):
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_8)
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert QApplication.focusWidget() is table(form).rows[index].size_editor.box
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_7)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.hasFocus()
    assert len(lesions(workspace)) == 3


def test_enter_moves_on_until_a_segment_was_chosen(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_8)
    form.minimal.first().setFocus()
    view.setFocus()  # what was chosen before says nothing now
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not view.hasFocus()
    assert workspace.entered("lesions") is None


def test_tab_comes_to_the_map_after_the_rows_and_enter_passes_over_it(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    count = form.minimal.editor("lesion_count_total")
    assert count is not None
    for lesions_of in ({}, THREE):
        workspace.open_patient(SCHEMA.read(lesions_of))
        last = table(form).rows[-1]
        last.label.box.setFocus()
        QTest.keyClick(last.label.box, Qt.Key.Key_Tab)
        assert view.hasFocus()
        QTest.keyClick(view, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is count.target()
        QTest.keyClick(count.target(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert view.hasFocus()
        last.size_editor.box.setFocus()
        QTest.keyClick(last.size_editor.box, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is count.target()
    table(form).rows[0].size_editor.box.setFocus()


# -- place ---


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(352, 1000), (320, 1000), (420, 816)])
def test_with_the_map_the_whole_minimal_set_is_in_view(
    workspace: Workspace, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read(THREE))
    form = shown(workspace, qtbot, size)
    viewport = form.area.viewport()

    def all_in_view() -> None:
        view = form.minimal.liver.inline
        assert view is not None
        assert view.height() >= 140
        assert table(form).map_button.isHidden()
        for widget in (*form.minimal.editors(), view, form.checklist.none):
            place = widget.mapTo(viewport, QPoint(0, 0))
            assert viewport.rect().contains(widget.rect().translated(place)), widget.accessibleName()

    qtbot.waitUntil(all_in_view)


class Beside(QWidget):
    """A form with room beside it, as in the window of 1366x768."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.form = CriteriaForm(workspace, self)
        self.form.setGeometry(0, 40, *LOW)
        self.resize(1366, 768)


@pytest.fixture
def low(workspace: Workspace, qtbot: QtBot) -> Beside:
    made = Beside(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    made.form.focus_first()
    return made


def test_where_height_is_short_a_key_opens_the_map_beside_the_form(low: Beside, workspace: Workspace) -> None:
    place = low.form.minimal.liver
    assert place.view is None
    assert not table(low.form).map_button.isHidden()
    assert "Alt+L" in table(low.form).map_button.toolTip()
    first = QApplication.focusWidget()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert place.panel is not None
    assert place.panel.isVisible()
    assert not place.panel.isModal()
    assert place.panel.view.hasFocus()
    assert low.rect().contains(place.panel.geometry())
    assert place.panel.x() >= low.form.width()
    QTest.keyClicks(place.panel.view, "7")
    QTest.keyClick(place.panel.view, Qt.Key.Key_Return)
    assert lesions(workspace) == [{"segment": ("s7",)}]
    assert place.panel.isVisible()
    QTest.keyClick(table(low.form).rows[0].size_editor.box, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert place.panel.view.hasFocus()
    QTest.keyClick(place.panel.view, Qt.Key.Key_Escape)
    assert place.panel.isHidden()
    assert QApplication.focusWidget() is table(low.form).rows[0].size_editor.box


def test_the_panel_stays_in_a_smaller_window_and_gives_way_to_the_map_in_the_form(
    low: Beside, qtbot: QtBot
) -> None:
    place = low.form.minimal.liver
    table(low.form).map_button.click()
    assert place.panel is not None
    for size in ((1093, 614), (700, 614), (500, 500)):
        low.resize(*size)
        assert low.rect().contains(place.panel.geometry()), size
    low.resize(1366, 1080)
    low.form.resize(*TALL)
    assert place.panel.isHidden()
    assert place.view is place.inline is not None


def test_the_panel_opens_on_the_lesion_that_has_the_keyboard(low: Beside, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read(THREE))
    table(low.form).rows[1].segment.box.setFocus()
    table(low.form).map_button.click()
    assert low.form.minimal.liver.view is not None
    assert low.form.minimal.liver.view.selected == 1


def test_enter_passes_over_the_panel_and_it_goes_with_the_form(low: Beside) -> None:
    place = low.form.minimal.liver
    place.toggle()
    assert place.panel is not None
    rows = table(low.form).rows
    rows[-1].size_editor.box.setFocus()
    QTest.keyClick(rows[-1].size_editor.box, Qt.Key.Key_Return)
    count = low.form.minimal.editor("lesion_count_total")
    assert count is not None
    assert QApplication.focusWidget() is count.target()
    low.form.hide()
    assert place.panel.isHidden()


def test_nothing_is_made_before_it_is_seen(low: Beside) -> None:
    assert low.form.minimal.liver.inline is None
    assert low.form.minimal.liver.panel is None


def test_a_map_that_is_not_seen_does_no_work(low: Beside, workspace: Workspace, monkeypatch: Any) -> None:
    place = low.form.minimal.liver
    place.toggle()
    place.toggle()
    assert place.panel is not None
    monkeypatch.setattr(LiverMapView, "figure", lambda self: pytest.fail("drawn while hidden"))
    workspace.open_patient(SCHEMA.read(THREE))
    workspace.set_language("zh_CN")


# -- said, seen, quick ---


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_map_is_named_and_described(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read(THREE))
    assert view.accessibleName() == workspace.words.say("liver.title")
    assert view.figure().drawing.words in view.accessibleDescription()
    assert "25 mm" in view.accessibleDescription()


@pytest.mark.parametrize("size", [6, 11, 30])
def test_the_status_is_told_in_grey(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace, size: int
) -> None:
    """Without their colours, the discs of any two statuses differ in at least an eighth of their area."""
    looks = {}
    for status in PATTERNS:
        record = {"size_mm": size, "segment": ["s7"], "status": status}
        workspace.open_patient(SCHEMA.read({"lesions": [record]}))
        spot = view.figure().spot(0)
        assert spot is not None
        picture = QImage(2 * view.size(), QImage.Format.Format_Grayscale8)
        picture.setDevicePixelRatio(2)
        view.render(picture)
        x, y, radius = (round(2 * value) for value in (4 + spot[0], 4 + spot[1], spot[2]))
        disc = [
            (x + dx, y + dy)
            for dx in range(-radius, radius + 1)
            for dy in range(-radius, radius + 1)
            if dx * dx + dy * dy <= radius * radius
        ]
        looks[status] = [picture.pixelColor(*point).value() < 170 for point in disc]
    for one, other in combinations(looks.values(), 2):
        differing = sum(a is not b for a, b in zip(one, other, strict=True))
        assert differing >= len(one) / 8


def test_forty_lesions_are_repainted_within_a_keystroke(
    form: CriteriaForm, view: LiverMapView, workspace: Workspace
) -> None:
    places = [f"s{1 + i % 8}" for i in range(40)]
    workspace.open_patient(
        SCHEMA.read({"lesions": [{"size_mm": 5 + i % 20, "segment": [s]} for i, s in enumerate(places)]})
    )
    QApplication.processEvents()
    spent = []
    for size in range(30, 45):
        records = [dict(record) for record in workspace.patient.value("lesions")]
        records[3]["size_mm"] = size
        workspace.patient = workspace.patient.with_value("lesions", records)
        start = time.process_time()
        view.reload()
        view.repaint()
        spent.append(time.process_time() - start)
    assert sorted(spent)[len(spent) // 2] < 0.016


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("4a", ("s4a",)),
        ("IVa", ("s4a",)),
        ("4A", ("s4a",)),
        ("iv b", ("s4b",)),
        ("S4 b", ("s4b",)),
        ("4a/b", ("s4a", "s4b")),
        ("Ⅷ", ("s8",)),
        ("第8段", ("s8",)),
        ("Segment V", ("s5",)),
        ("5 & 8", ("s5", "s8")),
        ("S5、S6", ("s5", "s6")),
        ("5-8", None),
        ("8 b", None),
        ("b", None),
        ("9", None),
        ("第段", None),
    ],
)
def test_segments_are_read_as_reports_write_them(text: str, segments: tuple[str, ...] | None) -> None:
    assert read_segments(text, SEGMENT) == segments
