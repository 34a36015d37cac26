"""Dates and origin of values: one date serves a whole report, by keyboard; what is stale says so in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.hcc.dated import KINDS
from consult.hcc.derive import SCHEMA
from resources import path
from ui.comparison.strip import StageStrip
from ui.form.dropdown import DropDownEditor
from ui.form.editors import Editor
from ui.form.form import CriteriaForm
from ui.form.numbers import NumberEditor
from ui.form.reading import read_day
from ui.form.taken import TakenStrip
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
LABORATORY = (
    "bilirubin_umol_per_l",
    "albumin_g_per_l",
    "inr",
    "creatinine_umol_per_l",
    "platelets_10e9_per_l",
    "afp_ng_per_ml",
)
VALUES: dict[str, Any] = {
    "age_years": 61,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
}
IMAGING: dict[str, Any] = {
    "lesions": [{"size_mm": 25}],
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}


@pytest.fixture
def workspace(dressed: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    made = Workspace(knowledge, today=lambda: TODAY)
    yield made
    made.deleteLater()


@pytest.fixture
def chinese(dressed: QApplication, workspace: Workspace) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(path("i18n", "consult_zh_CN.ts").with_suffix(".qm")))
    dressed.installTranslator(translator)
    workspace.set_language("zh_CN")
    yield
    dressed.removeTranslator(translator)


def press(*keys: str | Qt.Key) -> None:
    for key in keys:
        for one in key if isinstance(key, str) else [key]:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, one)


def ask(form: CriteriaForm, field: str) -> TakenStrip:
    """Ctrl+D in a field."""
    assert form.focus_field(field)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert form.dating.is_open()
    assert form.dating.strip is not None
    return form.dating.strip


def enter(workspace: Workspace, values: dict[str, Any]) -> None:
    workspace.open_patient(SCHEMA.read(values))


def editor_of(form: CriteriaForm, field: str) -> Editor:
    editor = form.minimal.editor(field)
    assert editor is not None
    return editor


def number(form: CriteriaForm, field: str) -> NumberEditor:
    editor = editor_of(form, field)
    assert isinstance(editor, NumberEditor)
    return editor


def days(workspace: Workspace) -> dict[str, tuple[date | None, str]]:
    entries = workspace.patient.entries
    return {name: (entries[name].day, entries[name].origin) for name in KINDS if name in entries}


# -- what is read as a day ---


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("２０２６-11-03", date(2026, 11, 3)),
        ("-14", date(2026, 11, 6)),
        ("−1", date(2026, 11, 19)),
        ("-0", date(2026, 11, 20)),
        ("t", TODAY),
        ("T", TODAY),
        ("今天", TODAY),
        ("3.11.2026", None),
        ("03/11/2026", None),
        ("2026-11-31", None),
        ("2026-1-3", None),
        ("14", None),
        ("-99999", date(1753, 2, 5)),
        ("-9999999", None),
    ],
)
def test_only_unambiguous_days_are_read(text: str, day: date | None) -> None:
    assert read_day(text, date(2026, 11, 20), TODAY) == day


# -- one date for a whole report ---


def test_one_date_serves_all_laboratory_values_by_keyboard(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    ask(form, "albumin_g_per_l")
    press("2026-11-03", TAB, "Central laboratory", ENTER)
    assert not form.dating.is_open()
    assert QApplication.focusWidget() is number(form, "albumin_g_per_l").box
    said = (date(2026, 11, 3), "Central laboratory")
    assert days(workspace) == {name: said for name in VALUES if name in KINDS}
    assert form.minimal.captions["laboratory"].text() == "Laboratory · 2026-11-03 · Central laboratory"
    assert workspace.patient.to_json()["inr"] == {
        "value": 1.1,
        "date": "2026-11-03",
        "origin": "Central laboratory",
    }


def test_it_opens_in_place_and_esc_changes_nothing(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    before = workspace.patient
    strip = ask(form, "inr")
    assert form.isAncestorOf(strip)
    assert not strip.isWindow()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert (strip.day.text(), strip.origin.text()) == ("", "")
    caption = form.minimal.captions["laboratory"]
    assert 0 <= strip.y() - caption.geometry().bottom() <= 2
    press("-14", ESCAPE)
    assert workspace.patient == before
    assert workspace.taken == {}
    assert QApplication.focusWidget() is number(form, "inr").box
    assert strip.isHidden()


def test_days_before_count_from_the_recorded_consultation(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {**VALUES, "assessment_date": "2026-11-20"})
    strip = ask(form, "inr")
    press("-14")
    assert "2026-11-06" in strip.note.text()
    press(ENTER)
    assert days(workspace)["albumin_g_per_l"] == (date(2026, 11, 6), "")


def test_values_typed_afterwards_are_of_the_same_day_and_origin(
    form: CriteriaForm, workspace: Workspace
) -> None:
    ask(form, "bilirubin_umol_per_l")
    press("-2", TAB, "Clinic", ENTER)
    assert workspace.patient.to_json() == {}
    for field, text in (
        ("bilirubin_umol_per_l", "14"),
        ("sodium_mmol_per_l", "138"),
        ("portal_vein_invasion", "n"),
    ):
        assert form.focus_field(field)
        press(text)
    said = (date(2026, 11, 21), "Clinic")
    assert days(workspace) == {
        "bilirubin_umol_per_l": said,
        "sodium_mmol_per_l": said,
        "portal_vein_invasion": (None, ""),
    }


def test_a_retyped_value_never_keeps_its_old_date(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    ask(form, "inr")
    press("2026-10-30", ENTER)
    ask(form, "inr")
    press("2026-11-20", TAB, TAB)
    form.dating.strip.choose("one")  # type: ignore[union-attr]
    press(ENTER)
    assert days(workspace)["inr"] == (date(2026, 11, 20), "")
    box = number(form, "inr").box
    box.selectAll()
    press("1.3")
    assert days(workspace)["inr"] == (date(2026, 10, 30), "")


def test_without_a_shared_date_a_retyped_value_has_none(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {**VALUES, "inr": {"value": 1.1, "date": "2026-11-01", "origin": "Clinic"}})
    assert form.focus_field("inr")
    number(form, "inr").box.selectAll()
    press("1.1")
    assert days(workspace)["inr"] == (None, "")


def test_only_values_without_a_date_get_it_unless_all_are_meant(
    form: CriteriaForm, workspace: Workspace
) -> None:
    enter(workspace, {**VALUES, "inr": {"value": 1.1, "date": "2026-11-01", "origin": "Clinic"}})
    strip = ask(form, "albumin_g_per_l")
    assert strip.scope() == "undated"
    press("2026-11-10", ENTER)
    assert days(workspace)["inr"] == (date(2026, 11, 1), "Clinic")
    assert days(workspace)["albumin_g_per_l"] == (date(2026, 11, 10), "")
    assert form.minimal.captions["laboratory"].told.odd == "%n differ(s)".replace("%n", "1")
    strip = ask(form, "albumin_g_per_l")
    press("2026-11-11", TAB, TAB)
    assert strip.scope() == "one"
    press(Qt.Key.Key_Left)
    assert strip.scope() == "all"
    press(ENTER)
    assert set(days(workspace).values()) == {(date(2026, 11, 11), "")}


def test_an_origin_of_its_own_stays_when_only_a_date_is_given(
    form: CriteriaForm, workspace: Workspace
) -> None:
    enter(workspace, {**VALUES, "inr": {"value": 1.1, "origin": "patient's own note"}})
    ask(form, "albumin_g_per_l")
    press("2026-11-10", ENTER)
    assert days(workspace)["inr"] == (date(2026, 11, 10), "patient's own note")


def test_a_single_value_has_its_own_date(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    strip = ask(form, "albumin_g_per_l")
    press("-5", TAB, TAB, Qt.Key.Key_Left)
    assert strip.scope() == "one"
    press(ENTER)
    assert days(workspace)["albumin_g_per_l"] == (date(2026, 11, 18), "")
    assert days(workspace)["inr"] == (None, "")
    assert workspace.taken == {}


def test_a_lasting_value_is_dated_alone(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {**VALUES, "lsm_kpa": 12, "hvpg_mmhg": 8})
    strip = ask(form, "lsm_kpa")
    assert [button.isEnabled() for button in strip.scopes] == [False, False, True]
    press("2026-03-01", ENTER)
    assert days(workspace)["lsm_kpa"] == (date(2026, 3, 1), "")
    assert days(workspace)["hvpg_mmhg"] == (None, "")


def test_imaging_has_its_own_date_and_is_reached_from_a_lesion(
    form: CriteriaForm, workspace: Workspace
) -> None:
    enter(workspace, {**VALUES, **IMAGING})
    ask(form, "lesions")
    press("-9", TAB, "CT", ENTER)
    said = (date(2026, 11, 14), "CT")
    assert {name: of for name, of in days(workspace).items() if name in IMAGING} == dict.fromkeys(
        IMAGING, said
    )
    assert days(workspace)["inr"] == (None, "")
    assert form.minimal.captions["imaging"].text() == "Imaging · 2026-11-14 · CT"


def test_the_caption_opens_it_by_mouse_and_is_no_stop_of_tab(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    enter(workspace, VALUES)
    caption = form.minimal.captions["laboratory"]
    assert not caption.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Ctrl+D" in caption.toolTip()
    qtbot.mouseClick(caption, Qt.MouseButton.LeftButton)
    assert form.dating.is_open()
    press("t", ENTER)
    assert set(days(workspace).values()) == {(TODAY, "")}
    qtbot.mouseClick(caption, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(caption, Qt.MouseButton.LeftButton)
    assert not form.dating.is_open()


def test_a_field_without_a_date_says_which_have_one(form: CriteriaForm) -> None:
    assert form.focus_field("age_years")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not form.dating.is_open()
    assert "Ctrl+D" in form.message.text()


def test_the_key_deletes_no_letter_of_a_number(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    assert form.focus_field("bilirubin_umol_per_l")
    box = number(form, "bilirubin_umol_per_l").box
    box.setCursorPosition(0)
    QTest.keyClick(box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "14"


def test_a_field_in_a_section_is_asked_below_its_own_row(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {**VALUES, "sodium_mmol_per_l": 138})
    strip = ask(form, "sodium_mmol_per_l")
    body = form.sections["laboratory"].body
    assert body is not None
    assert body.isAncestorOf(strip)
    press("-1", ENTER)
    assert days(workspace)["sodium_mmol_per_l"] == (date(2026, 11, 22), "")
    ask(form, "inr")
    assert form.minimal.isAncestorOf(strip)


# -- undo ---


def test_one_undo_takes_the_date_of_all_back_with_what_comes_next(
    form: CriteriaForm, workspace: Workspace
) -> None:
    assert form.focus_field("inr")
    press("1.1")
    ask(form, "inr")
    press("-3", ENTER)
    assert workspace.taken == {"laboratory": (date(2026, 11, 20), "")}
    workspace.undo_stack.undo()
    assert days(workspace) == {"inr": (None, "")}
    assert workspace.taken == {}
    assert form.minimal.captions["laboratory"].told.taken == "no date"
    workspace.undo_stack.redo()
    assert days(workspace) == {"inr": (date(2026, 11, 20), "")}
    assert workspace.taken_for("sodium_mmol_per_l") == (date(2026, 11, 20), "")
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    assert workspace.patient.to_json() == {}


# -- refused ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3.11.2026", "2026-11-23"),
        ("2026-11-24", "future"),
        ("2026-11-22", "after the consultation"),
        ("1960-01-01", "before the patient's birth"),
        ("1899-12-31", "2026-11-23"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_words(
    form: CriteriaForm, workspace: Workspace, text: str, said: str
) -> None:
    enter(workspace, {**VALUES, "assessment_date": "2026-11-20"})
    before = workspace.patient
    strip = ask(form, "inr")
    press(text, ENTER)
    assert workspace.patient == before
    assert form.dating.is_open()
    assert QApplication.focusWidget() is strip.day
    assert strip.day.text() == text
    assert strip.day.property("state") == "invalid"
    assert said in strip.note.text()
    assert said in strip.day.accessibleDescription()
    needed = strip.note.heightForWidth(strip.note.width())
    assert needed <= strip.note.height()


def test_an_origin_is_at_most_a_hundred_characters(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    ask(form, "inr")
    press("-3", TAB, "x" * 130, ENTER)
    assert days(workspace)["inr"] == (date(2026, 11, 20), "x" * 100)
    caption = form.minimal.captions["laboratory"]
    assert "2026-11-20" in caption.shown_text()
    assert "…" in caption.shown_text()
    assert "x" * 100 in caption.toolTip()


# -- what is shown ---


def dated(value: Any, day: str, origin: str = "") -> dict[str, Any]:
    return {"value": value, "date": day, **({"origin": origin} if origin else {})}


def test_a_dated_value_says_its_day_quietly(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {"inr": dated(1.1, "2026-11-03", "Clinic"), "afp_ng_per_ml": dated(22, "2025-12-30")})
    editor = number(form, "inr")
    assert editor.note.text() == "3 Nov"
    assert editor.note.property("role") == "muted"
    for said in ("2026-11-03", "Clinic", "20 d old", "30 d"):
        assert said in editor.note.toolTip()
        assert said in editor.accessibleDescription()
        assert said in editor.box.accessibleDescription()
    assert form.focus_field("inr")
    assert "2026-11-03" in form.message.text()
    assert workspace.facts.dates.ages["afp_ng_per_ml"].days == 328


def test_a_stale_value_says_how_old_it_is_in_a_marked_word(form: CriteriaForm, workspace: Workspace) -> None:
    enter(
        workspace,
        {
            "inr": dated(1.1, "2026-10-09", "Clinic"),
            "lesions": dated([{"size_mm": 25}], "2026-09-01"),
            "portal_vein_invasion": dated("none", "2026-09-01"),
            "n_status": dated("n0", "2026-09-01"),
        },
    )
    editor = number(form, "inr")
    assert editor.note.text() == "! 45 d"
    assert editor.note.property("role") == "warning"
    assert editor.box.property("state") == "warned"
    for said in ("2026-10-09", "Clinic", "45 d", "30 d"):
        assert said in editor.note.toolTip()
        assert said in editor.accessibleDescription()
    assert form.minimal.captions["laboratory"].told.stale == "! 45 d"
    assert form.minimal.captions["imaging"].told.stale == "! 83 d"
    vein = editor_of(form, "portal_vein_invasion")
    assert isinstance(vein, DropDownEditor)
    assert vein.mark() == "! 83 d"
    assert "83 d" in vein.box.accessibleDescription()
    nodes = editor_of(form, "n_status")
    assert any("83 d" in button.accessibleDescription() for button in nodes.buttons)  # type: ignore[attr-defined]
    lesions = form.minimal.lesions
    assert not lesions.old.isHidden()
    assert lesions.old.text() == "! 83 d"
    assert form.focus_field("lesions")
    assert "2026-09-01" in form.message.text()


def test_another_question_is_never_hidden_by_the_age(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {"albumin_g_per_l": dated(60, "2026-10-09")})
    editor = number(form, "albumin_g_per_l")
    assert "! check" in editor.note.said()
    assert "45 d" in editor.note.said()
    for warning in workspace.facts.warnings:
        if warning.code == "soft_range":
            assert workspace.words.warning(warning) in editor.note.toolTip()
            break
    else:
        pytest.fail("nothing is asked about an albumin of 60 g/L")


def test_a_new_value_is_stale_no_more(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, {"inr": dated(1.1, "2026-10-09")})
    ask(form, "inr")
    press("t", ENTER)
    assert number(form, "inr").note.text() == "23 Nov"
    assert number(form, "inr").box.property("state") in (None, "")
    assert form.minimal.captions["laboratory"].told.stale == ""


def test_a_stale_value_marks_the_badges_that_rest_on_it(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    strip = StageStrip(workspace)
    qtbot.addWidget(strip)
    enter(workspace, {**VALUES, "albumin_g_per_l": dated(41, "2026-10-09")})
    albi, milan = strip.badges["albi"], strip.badges["milan"]
    assert albi.mark == "! stale"
    assert "Albumin" in albi.toolTip()
    assert "Albumin" in albi.accessibleDescription()
    assert "stale" in albi.accessibleName()
    assert milan.mark == ""
    workspace.set_origin(["albumin_g_per_l"], TODAY, "")
    assert albi.mark == ""


# -- opening a case ---


def test_opening_a_case_keeps_its_dates(form: CriteriaForm, workspace: Workspace) -> None:
    case = {name: dated(value, "2026-11-03", "Clinic") for name, value in VALUES.items() if name in KINDS}
    enter(workspace, {**case, "lesions": dated([{"size_mm": 25}], "2026-11-01"), "m_status": "m0"})
    assert workspace.patient.to_json()["inr"] == case["inr"]
    assert workspace.taken == {"laboratory": (date(2026, 11, 3), "Clinic")}
    assert form.focus_field("platelets_10e9_per_l")
    press("165")
    assert days(workspace)["platelets_10e9_per_l"] == (date(2026, 11, 3), "Clinic")
    assert form.minimal.captions["imaging"].told.taken == "dates differ"


def test_another_case_forgets_the_day(form: CriteriaForm, workspace: Workspace) -> None:
    enter(workspace, VALUES)
    ask(form, "inr")
    press("-3", ENTER)
    strip = ask(form, "inr")
    workspace.open_patient(SCHEMA.empty())
    assert strip.isHidden()
    assert workspace.taken == {}
    assert form.minimal.captions["laboratory"].told.taken == "no date"


# -- in Chinese, and with room ---


def test_it_speaks_chinese(form: CriteriaForm, workspace: Workspace, chinese: None) -> None:
    enter(workspace, {**VALUES, "afp_ng_per_ml": dated(22, "2026-10-09", "中心化验室")})
    caption = form.minimal.captions["laboratory"]
    assert caption.text().startswith("化验 · ")
    assert caption.told.stale == "! 45天"
    assert number(form, "afp_ng_per_ml").note.text() == "! 45天"
    strip = ask(form, "inr")
    assert strip.set.text() == "确定"
    assert strip.scopes[0].accessibleName() == "所有无日期的化验值"
    press("2026-11-24", ENTER)
    assert "晚于今天" in strip.note.text()
    strip.day.selectAll()
    press("2026-11-03", ENTER)
    assert number(form, "inr").note.text() == "11月3日"
    assert "影像" in form.minimal.captions["imaging"].text()


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_strip_and_captions_are_not_cut(
    form: CriteriaForm, workspace: Workspace, spoken: str, request: pytest.FixtureRequest
) -> None:
    if spoken == "zh_CN":
        request.getfixturevalue("chinese")
    stale = {**VALUES, "inr": dated(1.1, "2025-10-09", "A laboratory with a very long name in another town")}
    enter(workspace, stale)
    workspace.set_origin(["albumin_g_per_l"], date(2026, 11, 3), "Somewhere" * 9, from_now_on="laboratory")
    for width in (352, 320):
        form.resize(width, 680)
        strip = ask(form, "inr")
        QApplication.processEvents()
        inner = strip.rect()
        for widget in (strip.day, strip.origin, *strip.scopes, strip.set, strip.note):
            assert inner.contains(widget.geometry())
        for button in (*strip.scopes, strip.set):
            assert button.width() >= button.sizeHint().width() - 1
        assert isinstance(strip.day, QLineEdit)
        assert strip.note.heightForWidth(strip.note.width()) <= strip.note.height()
        viewport = form.area.viewport()
        assert viewport.rect().contains(strip.rect().translated(strip.mapTo(viewport, QPoint(0, 0))))
        press(ESCAPE)
        caption = form.minimal.captions["laboratory"]
        assert all((caption.told.taken, caption.told.origin, caption.told.odd, caption.told.stale))
        assert caption.drawn_width() <= caption.width()
        for said in (caption.told.taken, caption.told.odd):
            assert said in caption.shown_text()
