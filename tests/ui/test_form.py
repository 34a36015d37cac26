"""The criteria form: what is typed is what is stored, by keyboard alone, and nothing else is."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consult.hcc.derive import SCHEMA
from consult.quantity import PAIR_FACTORS
from consult.values import Bounds
from ui.form.form import SECTIONS, CriteriaForm
from ui.form.lesions import LesionTable
from ui.form.numbers import NumberEditor
from ui.form.reading import Kind, number_text, read_number
from ui.form.rows import stops
from ui.workspace import Workspace

MINIMAL = [field.id for field in SCHEMA.fields if field.minimal]
FOLLOWING = {"varices", "hbsag", "ecog_attribution"}
NUMBERS = [
    "age_years",
    "bilirubin_umol_per_l",
    "albumin_g_per_l",
    "inr",
    "creatinine_umol_per_l",
    "platelets_10e9_per_l",
    "afp_ng_per_ml",
]
ORDINARY: dict[str, Any] = {
    "age_years": 61,
    "sex": "male",
    "diagnosis_basis": "imaging_lirads5",
    "tumour_type": "hcc",
    "cirrhosis": "yes",
    "hbsag": "positive",
    "ascites": "none",
    "encephalopathy_grade": 0,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "afp_ng_per_ml": 22,
    "ecog": 0,
    "lesions": [{"size_mm": 25}, {"size_mm": 22}, {"size_mm": 14}],
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "varices": "none",
    "prior_treatments": [],
    "exclusion_checklist": "none_apply",
}
ENTER = Qt.Key.Key_Return


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.pressed = 0

    def type(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            for one in key if isinstance(key, str) else [key]:
                widget = QApplication.focusWidget()
                assert widget is not None
                QTest.keyClick(widget, one)
                self.pressed += 1


def box(form: CriteriaForm, field: str) -> QLineEdit:
    editor = form.minimal.editor(field)
    assert editor is not None
    target = editor.target()
    assert isinstance(target, QLineEdit)
    return target


def typed(form: CriteriaForm, field: str, text: str) -> None:
    """Type over what stands in a field's box."""
    target = box(form, field)
    target.setFocus()
    target.selectAll()
    if text:
        QTest.keyClicks(target, text)
    else:
        QTest.keyClick(target, Qt.Key.Key_Backspace)


# -- by keyboard ---


def test_ordinary_case_takes_at_most_sixty_keys(form: CriteriaForm, workspace: Workspace) -> None:
    keys = Keys()
    keys.type("61", ENTER, "m", "h", "5", "y")
    keys.type("n", ENTER, "p", "0", "n", "0")
    for value in ("14", "41", "1.1", "75", "165", "22"):
        keys.type(value, ENTER)
    keys.type("n")
    for size in ("25", "22", "14"):
        keys.type(size, ENTER)
    keys.type(ENTER, ENTER, "n", "n", "n", "0", "0")
    keys.type(ENTER, "n")
    assert workspace.patient.to_json() == ORDINARY
    assert keys.pressed <= 60
    assert form.minimal.recorded()[0] == form.minimal.recorded()[1]


def test_tab_reaches_every_minimal_field_in_the_order_of_the_screen(
    form: CriteriaForm, workspace: Workspace
) -> None:
    workspace.set_value("cirrhosis", "yes")
    workspace.set_value("ecog", 1)
    seen: list[str] = []
    places: list[tuple[int, int]] = []
    for _step in range(60):
        widget = QApplication.focusWidget()
        assert widget is not None
        owner = next((e for e in form.minimal.editors() if e is widget or e.isAncestorOf(widget)), None)
        if owner is not None:
            if owner.field.id not in seen:
                seen.append(owner.field.id)
            corner = widget.mapTo(form.minimal, QPoint(0, widget.height() // 2))
            places.append((corner.y() // 10, corner.x()))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert set(seen) == set(MINIMAL)
    first_round = places[: places.index(places[0], 1)] if places[0] in places[1:] else places
    assert first_round == sorted(first_round)


def test_shift_enter_goes_back(form: CriteriaForm) -> None:
    keys = Keys()
    keys.type("61", ENTER)
    QTest.keyClick(QApplication.focusWidget(), ENTER, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is box(form, "age_years")


def test_delete_clears_a_choice_and_pressing_it_again_too(form: CriteriaForm, workspace: Workspace) -> None:
    editor = form.minimal.editor("sex")
    assert editor is not None
    button = editor.target()
    assert isinstance(button, QAbstractButton)
    button.click()
    assert workspace.patient.to_json() == {"sex": "male"}
    button.click()
    assert workspace.patient.to_json() == {}
    button.click()
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert workspace.patient.to_json() == {}
    assert not button.isChecked()


def test_arrows_move_without_answering_and_space_answers(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("ecog")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert workspace.patient.to_json() == {}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert workspace.patient.to_json() == {"ecog": 1}


def test_a_letter_of_two_members_goes_round_them_and_stays(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.set_value("cirrhosis", "yes")
    assert form.focus_field("varices")
    here = QApplication.focusWidget()
    QTest.keyClick(here, "n")
    assert workspace.patient.value("varices") == "none"
    QTest.keyClick(here, "n")
    assert workspace.patient.entries["varices"].value == "not_examined"
    assert QApplication.focusWidget() is here


# -- numbers ---


@pytest.mark.parametrize("text", ["3,5", "3.5", "３．５", "+3.5"])
def test_decimal_comma_is_a_point(text: str) -> None:
    assert read_number(text).value == 3.5


@pytest.mark.parametrize("text", ["165,000", "1 650", "1'650", "1,234.5", "1.650.000", "<1,000"])
def test_thousands_separators_are_refused(text: str) -> None:
    assert read_number(text).kind is Kind.THOUSANDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1-2", Bounds(1, 2)),
        ("<0.6", Bounds(high=0.6, high_open=True)),
        (">60500", Bounds(low=60500, low_open=True)),
        ("≥5", Bounds(low=5)),
        ("<=3", Bounds(high=3)),
        ("-3", -3),
    ],
)
def test_bounds_are_read_and_written_alike(text: str, value: Any) -> None:
    assert read_number(text).value == value
    assert read_number(number_text(value)).value == value


@pytest.mark.parametrize(
    "text", ["1.", "-", "<", "1-", "abc", "1e5", "5x", "--", "0x1", "nan", "1..2", "12-1"]
)
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert read_number(text).value is None


def test_bounds_are_stored(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "afp_ng_per_ml", ">60500")
    assert workspace.patient.value("afp_ng_per_ml") == Bounds(low=60500, low_open=True)


def test_thousands_are_refused_with_a_hint(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "platelets_10e9_per_l", "165,000")
    editor = form.minimal.editor("platelets_10e9_per_l")
    assert isinstance(editor, NumberEditor)
    assert workspace.patient.to_json() == {}
    assert box(form, "platelets_10e9_per_l").property("state") == "invalid"
    assert "165000" in editor.note.said()
    assert "thousands" in form.message.text()


def test_unreadable_text_is_marked_and_never_stored(form: CriteriaForm, workspace: Workspace) -> None:
    for text in ("abc", "1.", "-", "14x"):
        typed(form, "bilirubin_umol_per_l", text)
        assert workspace.patient.to_json() == {}, text
        assert box(form, "bilirubin_umol_per_l").text() == text
        assert box(form, "bilirubin_umol_per_l").property("state") == "invalid"


def test_text_that_stops_being_a_number_is_no_longer_recorded(
    form: CriteriaForm, workspace: Workspace
) -> None:
    typed(form, "inr", "1")
    assert workspace.patient.value("inr") == 1
    QTest.keyClicks(box(form, "inr"), ".")
    assert "inr" not in workspace.patient.entries
    QTest.keyClicks(box(form, "inr"), "1")
    assert workspace.patient.value("inr") == 1.1


def test_out_of_hard_range_says_why_and_is_not_stored(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "albumin_g_per_l", "410")
    assert workspace.patient.to_json() == {}
    assert "70" in form.message.text()
    assert "Albumin" in form.message.text()


def test_soft_range_is_stored_and_questioned(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "albumin_g_per_l", "60")
    editor = form.minimal.editor("albumin_g_per_l")
    assert isinstance(editor, NumberEditor)
    assert workspace.patient.to_json() == {"albumin_g_per_l": 60}
    assert box(form, "albumin_g_per_l").property("state") == "warned"
    warning = workspace.words.warning(workspace.facts.warnings[0])
    assert form.message.text() == warning
    assert editor.note.toolTip() == warning
    assert warning in editor.accessibleDescription()


@pytest.mark.parametrize("field", [f for f in NUMBERS if SCHEMA.by_id[f].other is not None])
def test_both_units_give_the_same_quantity(form: CriteriaForm, workspace: Workspace, field: str) -> None:
    declared = SCHEMA.by_id[field]
    assert declared.other is not None
    factor = PAIR_FACTORS[declared.other.key]
    assert form.focus_field(field)
    here = QApplication.focusWidget()
    QTest.keyClicks(here, number_text(2 * factor))
    canonical = workspace.patient.value(field)
    workspace.clear_value(field)
    QTest.keyClick(here, "u")
    QTest.keyClicks(here, "2")
    assert workspace.patient.entries[field].key == declared.other.key
    assert workspace.patient.value(field) == pytest.approx(canonical, rel=1e-6)


def test_another_unit_is_only_offered_while_a_value_is_stored(
    form: CriteriaForm, workspace: Workspace
) -> None:
    typed(form, "bilirubin_umol_per_l", "14")
    editor = form.minimal.editor("bilirubin_umol_per_l")
    assert isinstance(editor, NumberEditor)
    QTest.keyClick(editor.box, "u")
    assert workspace.patient.to_json() == {"bilirubin_umol_per_l": 14}
    assert editor.unit.text().startswith("µmol/L")
    assert "mg/dL" in editor.note.said()
    QTest.keyClicks(editor.box, "5")
    assert workspace.patient.to_json() == {"bilirubin_umol_per_l": 145}
    assert "mg/dL" not in editor.note.said()
    QTest.keyClick(editor.box, Qt.Key.Key_Backspace)
    QTest.keyClick(editor.box, "u")
    QTest.keyClick(editor.box, ENTER)
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 14}
    assert editor.unit.text().startswith("mg/dL")


def test_unit_switch_mends_a_number_that_was_refused(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "albumin_g_per_l", "4.1")
    assert workspace.patient.to_json() == {}
    QTest.keyClick(box(form, "albumin_g_per_l"), "u")
    assert workspace.patient.to_json() == {"albumin_g_per_dl": 4.1}


# -- what is stored and what is shown ---


def test_walking_through_an_empty_form_stores_nothing(form: CriteriaForm, workspace: Workspace) -> None:
    for _step in range(80):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for section in form.sections.values():
        section.open()
    assert workspace.patient.to_json() == {}
    assert not workspace.undo_stack.canUndo()


def test_wheel_changes_nothing(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read(ORDINARY))
    before = workspace.patient
    for editor in form.minimal.editors():
        target = editor.target()
        target.setFocus()
        place = QPointF(target.rect().center())
        for delta in (120, -120):
            event = QWheelEvent(
                place,
                target.mapToGlobal(place),
                QPoint(),
                QPoint(0, delta),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(target, event)
    assert workspace.patient == before


def test_undo_brings_the_text_back(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "bilirubin_umol_per_l", "14,5")
    typed(form, "inr", "1.1")
    typed(form, "bilirubin_umol_per_l", "20")
    QTest.keyClick(box(form, "bilirubin_umol_per_l"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box(form, "bilirubin_umol_per_l").text() == "14,5"
    assert workspace.patient.value("bilirubin_umol_per_l") == 14.5
    workspace.undo_stack.undo()
    assert box(form, "inr").text() == ""
    workspace.undo_stack.undo()
    assert box(form, "bilirubin_umol_per_l").text() == ""
    assert workspace.patient.to_json() == {}


def test_typing_is_not_disturbed_by_what_it_stores(form: CriteriaForm) -> None:
    target = box(form, "bilirubin_umol_per_l")
    target.setFocus()
    QTest.keyClicks(target, "145")
    target.setCursorPosition(1)
    QTest.keyClicks(target, "2")
    assert target.text() == "1245"
    assert target.cursorPosition() == 2


def test_another_patient_leaves_nothing_of_the_one_before(form: CriteriaForm, workspace: Workspace) -> None:
    typed(form, "bilirubin_umol_per_l", "abc")
    typed(form, "albumin_g_per_l", "410")
    assert form.focus_field("lesions")
    QTest.keyClicks(QApplication.focusWidget(), "25x")
    workspace.open_patient(SCHEMA.empty())
    boxes = form.minimal.findChildren(QLineEdit)
    assert [widget.text() for widget in boxes if widget.text()] == []
    assert all(widget.property("state") != "invalid" for widget in boxes)


def test_a_file_is_shown_as_it_was_entered(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(
        SCHEMA.read({"bilirubin_mg_per_dl": 1.2, "afp_ng_per_ml": {"min": 60500, "min_open": True}})
    )
    editor = form.minimal.editor("bilirubin_umol_per_l")
    assert isinstance(editor, NumberEditor)
    assert editor.box.text() == "1.2"
    assert editor.unit.text().startswith("mg/dL")
    assert editor.note.said() == "= 20.5 µmol/L"
    assert box(form, "afp_ng_per_ml").text() == ">60500"


def test_questions_wait_in_their_place_until_they_arise(form: CriteriaForm, workspace: Workspace) -> None:
    editors = {name: form.minimal.editor(name) for name in (*FOLLOWING, "portal_flow")}
    before = {name: editor.geometry() for name, editor in editors.items() if editor is not None}
    assert not any(editor.isEnabled() for editor in editors.values() if editor is not None)
    workspace.set_value("cirrhosis", "yes")
    workspace.set_value("ecog", 1)
    workspace.set_value("portal_vein_invasion", "vp3")
    QApplication.processEvents()
    for name, editor in editors.items():
        assert editor is not None
        assert editor.isEnabled()
        assert editor.isVisible()
        assert editor.geometry() == before[name]


def test_hbsag_may_be_answered_without_cirrhosis(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.set_value("cirrhosis", "no")
    hbsag, varices = form.minimal.editor("hbsag"), form.minimal.editor("varices")
    assert hbsag is not None
    assert varices is not None
    assert hbsag.isEnabled()
    assert hbsag.target().property("state") in (None, "")
    assert not varices.isEnabled()


# -- lesions ---


def table(form: CriteriaForm) -> LesionTable:
    return form.minimal.lesions


def test_centimetres_are_read_and_echoed(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("lesions")
    keys = Keys()
    keys.type("2.5 cm")
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 25}]}
    assert "25 mm" in form.message.text()
    keys.type(ENTER)
    assert table(form).rows[0].size_editor.box.text() == "25"


def test_lesion_parts_are_typed_as_they_stand_in_a_report(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("lesions")
    keys = Keys()
    keys.type("25", Qt.Key.Key_Tab, "IVb/8", Qt.Key.Key_Tab, "c", "L1")
    assert workspace.patient.to_json() == {
        "lesions": [{"size_mm": 25, "segment": ["s4b", "s8"], "status": "complete_response", "label": "L1"}]
    }
    keys.type(Qt.Key.Key_Backtab)


def test_lesion_rows_are_removed_by_key_and_undone(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read({"lesions": [{"size_mm": 25, "near_heart": True}, {"size_mm": 22}]}))
    first = table(form).rows[0].size_editor.box
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 22}]}
    workspace.undo_stack.undo()
    assert [row.size_editor.box.text() for row in table(form).rows] == ["25", "22", ""]
    typed_row = table(form).rows[0].size_editor.box
    typed_row.setFocus()
    QTest.keyClick(typed_row, "6")
    assert workspace.patient.to_json()["lesions"][0]["near_heart"] is True


def test_each_lesion_is_one_step_of_undo(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("lesions")
    Keys().type("25", ENTER, "22", ENTER)
    workspace.undo_stack.undo()
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 25}]}
    assert [row.size_editor.box.text() for row in table(form).rows] == ["25", ""]
    workspace.undo_stack.redo()
    assert workspace.patient.to_json() == {"lesions": [{"size_mm": 25}, {"size_mm": 22}]}


def test_an_odd_size_is_questioned_in_its_row(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("lesions")
    Keys().type("25", ENTER, "250")
    assert len(workspace.patient.to_json()["lesions"]) == 2
    assert table(form).rows[0].size_editor.box.property("state") in (None, "")
    assert table(form).rows[1].size_editor.box.property("state") == "warned"
    assert form.message.text() == workspace.words.warning(workspace.facts.warnings[0])


def test_no_lesion_is_an_answer(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("lesions")
    QTest.keyClick(QApplication.focusWidget(), "n")
    assert workspace.patient.to_json() == {"lesions": []}
    assert table(form).none.isChecked()
    assert not table(form).isAncestorOf(QApplication.focusWidget())


def test_a_lesion_of_unknown_size_in_a_file_is_kept(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read({"lesions": [{}, {"size_mm": 22}]}))
    target = table(form).rows[1].size_editor.box
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Backspace)
    assert workspace.patient.to_json() == {"lesions": [{}, {"size_mm": 2}]}


def test_forty_lesions_are_usable(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read({"lesions": [{"size_mm": 10 + n} for n in range(40)]}))
    QApplication.processEvents()
    height = table(form).height()
    assert len(table(form).rows) == 41
    target = table(form).rows[40].size_editor.box
    table(form).step(table(form).rows[39], 1)
    assert QApplication.focusWidget() is target
    QTest.keyClicks(target, "9")
    assert len(workspace.patient.to_json()["lesions"]) == 41
    QApplication.processEvents()
    assert table(form).height() == height
    assert (
        table(form).area.viewport().rect().contains(target.mapTo(table(form).area.viewport(), QPoint(1, 1)))
    )


def test_the_echo_says_what_the_rows_come_to(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.open_patient(SCHEMA.read(ORDINARY))
    assert table(form).echo.text() == "3 viable · largest 25 mm · sum 61 mm"


# -- earlier treatment, checklist, sections ---


def test_earlier_treatment_is_added_in_place(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("prior_treatments")
    keys = Keys()
    keys.type("a")
    keys.type("r", "r", "r", ENTER, "2025-03-01", ENTER)
    records = workspace.patient.to_json()["prior_treatments"]
    assert records[0]["date"] == "2025-03-01"
    earlier = form.minimal.editor("prior_treatments")
    assert earlier is not None
    assert earlier.target().isChecked() is False  # type: ignore[attr-defined]


def test_none_of_these_waits_until_the_list_was_opened(form: CriteriaForm, workspace: Workspace) -> None:
    checklist = form.checklist
    checklist.fold.setFocus()
    assert not checklist.none.isEnabled()
    QTest.keyClick(checklist.fold, "n")
    assert workspace.patient.to_json() == {}
    QTest.keyClick(checklist.fold, ENTER)
    assert checklist.none.isEnabled()
    assert checklist.body is not None
    assert {e.field.id for e in checklist.body.editors} == {f.id for f in SCHEMA.checklist}
    QTest.keyClick(checklist.fold, "n")
    assert workspace.patient.to_json() == {"exclusion_checklist": "none_apply"}
    workspace.open_patient(SCHEMA.empty())
    assert not checklist.none.isEnabled()


def test_a_checklist_item_has_its_own_answer(form: CriteriaForm, workspace: Workspace) -> None:
    assert form.focus_field("hiv")
    assert form.checklist.is_open()
    QTest.keyClick(QApplication.focusWidget(), "y")
    assert workspace.patient.to_json() == {"hiv": "yes"}
    assert form.checklist.answered() == 1
    assert form.checklist.applying() == 1


def test_every_field_can_be_reached_by_name(form: CriteriaForm) -> None:
    viewport = form.area.viewport()
    for field in SCHEMA.fields:
        assert form.focus_field(field.id), field.id
        focused = QApplication.focusWidget()
        assert focused is not None
        assert viewport.rect().contains(focused.mapTo(viewport, focused.rect().center())), field.id


def test_an_unknown_name_is_no_field(form: CriteriaForm) -> None:
    assert not form.focus_field("no_such_field")


def test_sections_are_made_when_first_opened(form: CriteriaForm) -> None:
    assert list(form.sections) == list(SECTIONS)
    assert all(section.body is None for section in form.sections.values())
    before = len(list(form.binding))
    form.sections["laboratory"].heading.click()
    assert form.sections["laboratory"].is_open()
    assert len(list(form.binding)) > before


def test_section_fields_of_every_type_store_what_is_typed(form: CriteriaForm, workspace: Workspace) -> None:
    keys = Keys()
    for field, text in (
        ("patient_code", "A7"),
        ("assessment_date", "2026-11-20"),
        ("drug_allergies", "penicillin; latex"),
        ("sodium_mmol_per_l", "138"),
        ("kps", "9"),
        ("mdt_discussed", "y"),
    ):
        assert form.focus_field(field)
        keys.type(text)
    assert form.focus_field("etiologies")
    keys.type(Qt.Key.Key_Space)
    assert workspace.patient.to_json() == {
        "patient_code": "A7",
        "assessment_date": "2026-11-20",
        "drug_allergies": ["penicillin", "latex"],
        "sodium_mmol_per_l": 138,
        "kps": 90,
        "mdt_discussed": True,
        "etiologies": ["hbv"],
    }


def test_what_settles_most_is_marked(form: CriteriaForm, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.asked) as asked:
        workspace.open_patient(SCHEMA.read({k: v for k, v in ORDINARY.items() if k != "inr"}))
    assert workspace.assessment is not None
    question = workspace.assessment.ask_next[0]
    assert asked.args == [question.field]
    editor = form.minimal.editor("inr")
    assert isinstance(editor, NumberEditor)
    assert question.field == "inr"
    assert str(len(question.could_change)) in editor.note.said()
    assert editor.box.property("state") == "needed"


# -- room, words, speed ---


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("case", ["empty", "ordinary"])
@pytest.mark.parametrize(("width", "height"), [(352, 680), (320, 680), (420, 680), (352, 526)])
def test_whole_minimal_set_is_in_view(
    form: CriteriaForm,
    workspace: Workspace,
    qtbot: QtBot,
    language: str,
    case: str,
    width: int,
    height: int,
) -> None:
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read(ORDINARY if case == "ordinary" else {"portal_vein_invasion": "vp3"}))
    form.resize(width, height)
    viewport = form.area.viewport()

    def all_in_view() -> None:
        for widget in (*form.minimal.editors(), form.checklist, form.checklist.none):
            place = widget.mapTo(viewport, QPoint(0, 0))
            assert viewport.rect().contains(widget.rect().translated(place)), widget.accessibleName()
            assert widget.height() >= 16

    qtbot.waitUntil(all_in_view)


def test_language_switch_relabels(form: CriteriaForm, workspace: Workspace) -> None:
    form.sections["laboratory"].open()
    workspace.set_language("zh_CN")
    editor = form.minimal.editor("bilirubin_umol_per_l")
    sodium = form.sections["laboratory"].body
    assert editor is not None
    assert sodium is not None
    assert editor.target().accessibleName().startswith("胆红素")
    assert any(e.target().accessibleName().startswith("钠") for e in sodium.editors)
    assert form.sections["laboratory"].heading.text().endswith("化验")
    assert form.checklist.none.text() == "以上均无"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_that_takes_the_focus_has_a_name(
    form: CriteriaForm, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read({**ORDINARY, "prior_treatments": [{"type": "tace_deb"}]}))
    for section in form.sections.values():
        section.open()
    form.checklist.open()
    kinds = (QLineEdit, QComboBox, QAbstractButton, QCheckBox)
    inputs = [w for w in form.findChildren(QWidget) if isinstance(w, kinds) and w.window() is form]
    assert len(inputs) > 500
    unnamed = [w for w in inputs if not w.accessibleName() and w.objectName() != "qt_menubar_ext_button"]
    assert [(type(w).__name__, type(w.parent()).__name__) for w in unnamed] == []
    assert all(w in inputs or isinstance(w, kinds) for w in stops(form))


def test_one_answer_touches_few_widgets(form: CriteriaForm, workspace: Workspace) -> None:
    """The handler's own work is measured against the assessment before it, so a slow machine does not matter."""
    workspace.open_patient(SCHEMA.read(ORDINARY))
    QApplication.processEvents()
    spent, whole = [], []
    for value in range(20, 60):
        workspace.patient = workspace.patient.with_value("bilirubin_umol_per_l", value)
        start = time.process_time()
        workspace._assess()
        middle = time.process_time()
        form.reload()
        spent.append(time.process_time() - middle)
        whole.append(middle - start)
    assert sorted(spent)[20] < max(0.002, sorted(whole)[20])
