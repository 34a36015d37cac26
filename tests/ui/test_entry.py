"""Entry: what was understood is said at once, in words; a unit may be typed behind its number."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from consult.hcc.derive import SCHEMA
from consult.quantity import PAIR_FACTORS
from consult.values import Bounds
from ui.form.form import CriteriaForm
from ui.form.numbers import NumberEditor
from ui.form.typed_unit import take_apart, units_of
from ui.workspace import Workspace

ENTER = Qt.Key.Key_Return


def typed(form: CriteriaForm, field: str, text: str) -> NumberEditor:
    """Type a text into the empty box of a field."""
    assert form.focus_field(field)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    box.clear()
    QTest.keyClicks(box, text)
    editor = box.parentWidget()
    assert isinstance(editor, NumberEditor)
    return editor


# -- what was understood ---


@pytest.mark.parametrize(
    ("field", "text", "key", "value", "echo"),
    [
        ("bilirubin_umol_per_l", "1.1 mg/dL", "bilirubin_mg_per_dl", 1.1, "1.1 mg/dL = 18.8 µmol/L"),
        ("bilirubin_umol_per_l", "1,1 mg/dl", "bilirubin_mg_per_dl", 1.1, "1.1 mg/dL = 18.8 µmol/L"),
        ("bilirubin_umol_per_l", "19 umol/L", "bilirubin_umol_per_l", 19, "19 µmol/L = 1.11 mg/dL"),
        ("bilirubin_umol_per_l", "19", "bilirubin_umol_per_l", 19, "19 µmol/L = 1.11 mg/dL"),
        ("albumin_g_per_l", "4.1 g/dl", "albumin_g_per_dl", 4.1, "4.1 g/dL = 41 g/L"),
        ("spleen_length_mm", "12.4 cm", "spleen_length_mm", 124, "12.4 cm = 124 mm"),
        ("height_cm", "1,75 m", "height_cm", 175, "1,75 m = 175 cm"),
        ("platelets_10e9_per_l", "165000 /ul", "platelets_10e9_per_l", 165, "165000 /µL = 165 × 10^9/L"),
        ("inr", "1-2", "inr", Bounds(1, 2), "between 1 and 2"),
        ("inr", "<1.2", "inr", Bounds(high=1.2, high_open=True), "below 1.2"),
        (
            "bilirubin_umol_per_l",
            "1-2 mg/dL",
            "bilirubin_mg_per_dl",
            Bounds(1, 2),
            "between 1 and 2 mg/dL = between 17.1 and 34.2 µmol/L",
        ),
        (
            "afp_ng_per_ml",
            ">60500",
            "afp_ng_per_ml",
            Bounds(low=60500, low_open=True),
            "above 60500 ng/mL = above 50000 IU/mL",
        ),
    ],
)
def test_what_was_understood_is_said(
    form: CriteriaForm, workspace: Workspace, field: str, text: str, key: str, value: Any, echo: str
) -> None:
    typed(form, field, text)
    entry = workspace.patient.entries[field]
    assert (entry.key, entry.value) == (key, value)
    assert form.message.text() == echo


def test_the_echo_speaks_chinese(form: CriteriaForm, workspace: Workspace) -> None:
    workspace.set_language("zh_CN")
    typed(form, "bilirubin_umol_per_l", "1-2 mg/dL")
    assert form.message.text() == "介于1与2 mg/dL = 介于17.1与34.2 µmol/L"


def test_a_typed_unit_moves_beside_the_box_when_it_is_left(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "bilirubin_umol_per_l", "1.1 mg/dL")
    assert editor.box.text() == "1.1 mg/dL"
    QTest.keyClick(editor.box, ENTER)
    assert editor.box.text() == "1.1"
    assert editor.unit.text().startswith("mg/dL")
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 1.1}
    converted = typed(form, "spleen_length_mm", "12.4 cm")
    QTest.keyClick(converted.box, ENTER)
    assert converted.box.text() == "124"
    assert converted.note.said() == "= 12.4 cm"


def test_a_unit_that_is_not_complete_stores_nothing_yet(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "bilirubin_umol_per_l", "1.1 mg")
    assert workspace.patient.to_json() == {}
    assert editor.note.said() == "…"
    QTest.keyClicks(editor.box, "/dL")
    assert workspace.patient.to_json() == {"bilirubin_mg_per_dl": 1.1}


@pytest.mark.parametrize("text", ["1.1 mmol/L", "1.1 g", "1.1 kg/dL", "1.1 mg/dLx", "1.1 1.2 mg/dL"])
def test_another_unit_is_no_number_of_this_field(form: CriteriaForm, workspace: Workspace, text: str) -> None:
    typed(form, "bilirubin_umol_per_l", text)
    assert workspace.patient.to_json() == {}


def test_every_unit_of_every_field_is_taken_apart_as_itself() -> None:
    for field in SCHEMA.fields:
        for unit in units_of(field):
            apart = take_apart(f"1.5 {unit}", field)
            assert (apart.number, apart.unit) == ("1.5", unit), field.id
        if field.other is not None:
            assert field.other.key in PAIR_FACTORS


def test_a_typed_unit_is_undone_as_one_step(form: CriteriaForm, workspace: Workspace) -> None:
    editor = typed(form, "spleen_length_mm", "12.4 cm")
    QTest.keyClick(editor.box, ENTER)
    workspace.undo_stack.undo()
    assert workspace.patient.to_json() == {}
    workspace.undo_stack.redo()
    assert workspace.patient.to_json() == {"spleen_length_mm": 124}
    assert editor.box.text() == "124"


def test_nothing_jumps_while_the_echo_changes(form: CriteriaForm) -> None:
    assert form.focus_field("bilirubin_umol_per_l")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    places = set()
    for letter in "1.1 mg/dL":
        QTest.keyClicks(box, letter)
        QApplication.processEvents()
        places.add((box.mapTo(form, QPoint(0, 0)).toTuple(), form.message.geometry().getRect()))
    assert len(places) == 1
