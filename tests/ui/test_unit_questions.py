"""A number usual in another unit: asked beside the box, answered by one key, never changed by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consult.hcc.derive import SCHEMA
from resources import path
from ui.form.form import CriteriaForm
from ui.form.numbers import NumberEditor
from ui.form.unit_question import QuestionStrip
from ui.workspace import Workspace

ENTER = Qt.Key.Key_Return


@pytest.fixture
def chinese(dressed: QApplication, workspace: Workspace) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(path("i18n", "consult_zh_CN.ts").with_suffix(".qm")))
    dressed.installTranslator(translator)
    workspace.set_language("zh_CN")
    yield
    dressed.removeTranslator(translator)


@pytest.fixture
def form(workspace: Workspace, qtbot: QtBot) -> CriteriaForm:
    made = CriteriaForm(workspace)
    qtbot.addWidget(made)
    made.resize(352, 680)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    return made


def typed(form: CriteriaForm, field: str, text: str) -> NumberEditor:
    """Type a text into the empty box of a field."""
    assert form.focus_field(field)
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClicks(box, text)
    editor = box.parentWidget()
    assert isinstance(editor, NumberEditor)
    return editor


def asked(form: CriteriaForm, qtbot: QtBot) -> QuestionStrip:
    """The strip, once the keys have rested; that they rest is not waited for, one test does."""
    later = form._unit_later
    rest = later.interval()
    if later.isActive():
        later.start(0)
    qtbot.waitUntil(lambda: form.strip is not None and form.strip.isVisible())
    later.setInterval(rest)
    assert form.strip is not None
    return form.strip


def hidden(form: CriteriaForm) -> bool:
    return form.strip is None or form.strip.isHidden()


def test_what_the_limits_exclude_is_asked_about_and_not_stored(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    strip = asked(form, qtbot)
    assert strip.asked.text() == "Not stored: 4.1 g/L? That would be usual for g/dL."
    assert strip.accept.text() == "It is 4.1 g/dL (U)"
    assert strip.keep.isHidden()
    assert workspace.patient.to_json() == {}
    assert editor.box.text() == "4.1"
    assert editor.box.property("state") == "invalid"
    assert editor.note.said() == "4.1 g/dL?"
    assert form.message.text() == "The field Albumin must lie between 5 and 70 g/L."
    assert strip.asked.text() in editor.box.accessibleDescription()
    assert "It is 4.1 g/dL (U)" in editor.box.accessibleDescription()


def test_one_key_enters_the_same_number_in_the_other_unit(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    QTest.keyClick(editor.box, "u")
    entry = workspace.patient.entries["albumin_g_per_l"]
    assert (entry.key, entry.value, entry.text) == ("albumin_g_per_dl", 4.1, "4.1")
    assert workspace.patient.value("albumin_g_per_l") == 41
    assert editor.unit.text().startswith("g/dL")
    assert editor.note.said() == "= 41 g/L"
    assert editor.box.property("state") in (None, "")
    assert editor.box.accessibleDescription() == ""
    qtbot.wait(500)
    assert hidden(form)


def test_what_is_possible_is_stored_as_typed_until_it_is_answered(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "bilirubin_umol_per_l", "1.1")
    strip = asked(form, qtbot)
    assert workspace.patient.to_json() == {"bilirubin_umol_per_l": 1.1}
    assert strip.asked.text() == "1.1 µmol/L? That would be usual for mg/dL."
    assert [b.text() for b in (strip.accept, strip.keep)] == ["It is 1.1 mg/dL (U)", "Keep 1.1 µmol/L (K)"]
    assert editor.box.property("state") == "warned"
    QTest.mouseClick(strip.accept, Qt.MouseButton.LeftButton)
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 1.1}
    assert workspace.facts.warnings == ()
    assert hidden(form)
    assert QApplication.focusWidget() is editor.box


def test_keep_closes_the_question_and_leaves_the_warning(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "inr", "12.4")
    strip = asked(form, qtbot)
    assert strip.asked.text() == "12.4? That looks like the prothrombin time in seconds."
    assert strip.accept.isHidden()  # never derived from seconds
    QTest.keyClick(editor.box, "k")
    assert hidden(form)
    assert editor.unit_question() is None
    assert workspace.patient.to_json() == {"inr": 12.4}
    assert [w.code for w in workspace.facts.warnings] == ["unit_question"]
    assert editor.box.property("state") == "warned"
    QTest.keyClick(editor.box, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor.box, "5")
    assert editor.unit_question() is not None  # another value is another question


def test_a_converted_number_keeps_what_was_typed(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "platelets_10e9_per_l", "165000")
    assert workspace.patient.to_json() == {}
    strip = asked(form, qtbot)
    assert strip.accept.text() == "It is 165000 /µL (U)"
    QTest.keyClick(editor.box, "u")
    entry = workspace.patient.entries["platelets_10e9_per_l"]
    assert (entry.value, entry.text) == (165, "165000 /µL")
    assert editor.box.text() == "165"
    assert editor.note.said() == "= 165000 /µL"
    assert form.message.text() == "165000 /µL = 165 × 10^9/L"
    workspace.open_patient(workspace.patient)
    assert editor.box.text() == "165"
    assert editor.note.said() == "= 165000 /µL"
    editor.box.setFocus()
    editor.box.selectAll()
    QTest.keyClicks(editor.box, "80")
    assert workspace.patient.entries["platelets_10e9_per_l"].text == "80"
    assert editor.note.said() == ""


def test_accepting_is_one_step_of_undo(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "bilirubin_umol_per_l", "1.1")
    QTest.keyClick(editor.box, "u")
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 1.1}
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.patient.to_json() == {"bilirubin_umol_per_l": 1.1}
    assert editor.box.text() == "1.1"
    assert editor.unit.text().startswith("µmol/L")
    assert editor.unit_question() is not None
    workspace.undo_stack.redo()
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 1.1}
    assert editor.unit.text().startswith("mg/dL")


def test_undoing_what_mended_a_refused_number_leaves_it_not_recorded(
    form: CriteriaForm, workspace: Workspace
) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    QTest.keyClick(editor.box, "u")
    workspace.undo_stack.undo()
    assert workspace.patient.to_json() == {}
    assert editor.box.text() == ""
    assert editor.unit.text().startswith("g/L")
    QTest.keyClicks(editor.box, "41")
    assert workspace.patient.to_json() == {"albumin_g_per_l": 41}


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_Tab])
def test_the_question_takes_no_stop_on_the_way(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot, key: Qt.Key
) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    asked(form, qtbot)
    QTest.keyClick(editor.box, key)
    following = form.minimal.editor("inr")
    assert following is not None
    assert QApplication.focusWidget() is following.target()
    assert hidden(form)
    assert editor.note.said() == "4.1 g/dL?"  # it stands beside the box all the same
    assert workspace.patient.to_json() == {}
    QTest.keyClicks(QApplication.focusWidget(), "1.1")
    assert workspace.patient.to_json() == {"inr": 1.1}


def test_the_question_comes_once_the_keys_rest(form: CriteriaForm, qtbot: QtBot) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    assert editor.unit_question() is not None
    assert form.strip is None
    qtbot.waitUntil(lambda: form.strip is not None and form.strip.isVisible())


def test_a_number_on_its_way_opens_no_strip(form: CriteriaForm, workspace: Workspace, qtbot: QtBot) -> None:
    editor = typed(form, "bilirubin_umol_per_l", "1")
    QTest.keyClicks(editor.box, "4")
    qtbot.wait(500)
    assert form.strip is None
    assert workspace.patient.to_json() == {"bilirubin_umol_per_l": 14}


def test_a_letter_that_answers_nothing_is_typed_as_ever(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "platelets_10e9_per_l", "165")
    QTest.keyClicks(editor.box, "uk")
    assert editor.box.text() == "165uk"
    assert editor.box.property("state") == "invalid"
    assert workspace.patient.to_json() == {}


def test_a_nodule_in_centimetres_is_asked_about_in_its_row(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = typed(form, "lesions", "2.5")
    strip = asked(form, qtbot)
    assert strip.accept.text() == "It is 2.5 cm (U)"
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 2.5}]}
    QTest.keyClick(editor.box, "u")
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 25}]}
    assert editor.box.text() == "25"
    assert form.message.text() == "2.5 cm = 25 mm"
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 2.5}]}


def test_a_unit_that_was_typed_is_not_asked_about(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "lesions", "0.95 cm")
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 9.5}]}
    assert editor.unit_question() is None


def test_a_file_with_an_open_question_asks_when_the_field_is_entered(
    form: CriteriaForm, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.open_patient(SCHEMA.read({"bilirubin_umol_per_l": 1.1}))
    editor = form.minimal.editor("bilirubin_umol_per_l")
    assert isinstance(editor, NumberEditor)
    assert editor.note.said() == "1.1 mg/dL?"
    assert form.focus_field("bilirubin_umol_per_l")
    asked(form, qtbot)
    QTest.keyClick(editor.box, "k")
    workspace.open_patient(SCHEMA.read({"bilirubin_umol_per_l": 1.1}))
    assert editor.unit_question() is not None  # another case was not answered


def test_chinese(chinese: None, form: CriteriaForm, workspace: Workspace, qtbot: QtBot) -> None:
    editor = typed(form, "albumin_g_per_l", "4.1")
    strip = asked(form, qtbot)
    assert strip.asked.text() == "未保存：4.1 g/L？这样的数值常见于 g/dL。"
    assert strip.accept.text() == "应为 4.1 g/dL (U)"
    assert editor.note.said() == "4.1 g/dL？"
    assert form.message.text() == "字段 白蛋白 须在 5 至 70 g/L 之间。"
    editor = typed(form, "inr", "12.4")
    qtbot.waitUntil(lambda: strip.isVisible() and "12.4" in strip.asked.text())
    assert strip.asked.text() == "12.4？这样的数值像是以秒计的凝血酶原时间。"
    assert strip.keep.text() == "保留 12.4 (K)"


def test_a_refusal_is_said_anew_in_another_language(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "albumin_g_per_l", "4.1")
    workspace.set_language("zh_CN")
    assert form.message.text() == "字段 白蛋白 须在 5 至 70 g/L 之间。"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(352, 680), (320, 526)])
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("bilirubin_umol_per_l", "1.1"),
        ("albumin_g_per_l", "4.1"),
        ("inr", "12.4"),
        ("creatinine_umol_per_l", "1.25"),
        ("platelets_10e9_per_l", "165000"),
        ("neutrophils_10e9_per_l", "3500"),
        ("lesions", "2.5"),
    ],
)
def test_nothing_of_the_question_is_cut(
    request: pytest.FixtureRequest,
    form: CriteriaForm,
    qtbot: QtBot,
    language: str,
    width: int,
    height: int,
    field: str,
    text: str,
) -> None:
    if language == "zh_CN":
        request.getfixturevalue("chinese")
    form.resize(width, height)
    editor = typed(form, field, text)
    strip = asked(form, qtbot)
    inside = form.rect().adjusted(0, 0, -12, 0)
    assert inside.contains(strip.geometry())
    box = editor.box.rect().translated(editor.box.mapTo(form, QPoint(0, 0)))
    assert not strip.geometry().intersects(box)
    assert strip.asked.heightForWidth(strip.asked.width()) <= strip.asked.height()
    for button in strip.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert strip.rect().contains(button.geometry())
    if not editor.note.isHidden():
        assert "…" not in editor.note.text()
