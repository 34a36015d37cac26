"""The way through the form: what a case needs unfolds by itself, one key leads on, and little is true early."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.derive import SCHEMA
from consult.hcc.section_asks import _ASKS, section_asks
from ui import theme
from ui.form.form import SECTIONS
from ui.window import MainWindow
from ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
ORDINARY = {
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "diagnosis_basis": "imaging_lirads5",
    "cirrhosis": "yes",
    "varices": "none",
    "hbsag": "positive",
    "ecog": 0,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "afp_ng_per_ml": 22,
    "prior_treatments": [],
    "lesions": [{"size_mm": 25}],
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}


@pytest.fixture
def workspace(qapp: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = Workspace(knowledge)
    yield made
    made.deleteLater()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(SCHEMA.empty()),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.complete()
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    made.focus_first()
    return made


def focused(window: MainWindow) -> str:
    field = window.form.focused_field()
    assert field is not None
    return field.id


def places(window: MainWindow) -> list[tuple[int, int]]:
    return [
        (e.mapTo(window, QPoint(0, 0)).x(), e.mapTo(window, QPoint(0, 0)).y())
        for e in window.form.minimal.editors()
    ]


# -- room ---


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614)])
def test_the_window_shows_the_whole_minimal_set(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, language: str, width: int, height: int
) -> None:
    """1093 × 614 is what a screen of 1366 × 768 has at 125 %."""
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read({"portal_vein_invasion": "vp3"}))
    window.resize(width, height)
    viewport = window.form.area.viewport()

    def in_view() -> None:
        assert window.height() == height
        for widget in (*window.form.minimal.editors(), window.form.checklist, window.form.minimal.paste):
            assert viewport.rect().contains(widget.rect().translated(widget.mapTo(viewport, QPoint(0, 0))))

    qtbot.waitUntil(in_view)


# -- something true after five fields ---


def test_five_fields_in_the_order_of_the_chart_show_something_certain(
    window: MainWindow, workspace: Workspace
) -> None:
    badge = window.strip.badges["albi"]
    assert badge.needs
    for field, keys in (
        ("age_years", "61"),
        ("tumour_type", "h"),
        ("ecog", "0"),
        ("bilirubin_umol_per_l", "14"),
        ("albumin_g_per_l", "41"),
    ):
        assert window.form.focus_field(field)
        QTest.keyClicks(QApplication.focusWidget(), keys)
    assert len(workspace.patient.entries) == 5
    assert not badge.needs
    assert badge.value == "-2.73"
    for item in ("albi", "ecog_kps"):
        result = workspace.facts.results[item]
        assert not result.missing
        assert any(value is not None for value in result.values.values())


# -- the next open field ---


def test_one_key_leads_through_what_is_open_and_then_to_what_settles_most(
    window: MainWindow, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read({k: v for k, v in ORDINARY.items() if k not in ("inr", "n_status")}))
    window.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CONTROL)
    assert focused(window) == "inr"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CONTROL)
    assert focused(window) == "n_status"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CONTROL)
    assert focused(window) == "inr"
    workspace.set_value("inr", 1.1)
    workspace.set_value("n_status", "n0")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CONTROL)
    assert QApplication.focusWidget() is window.form.checklist.fold
    assert window.form.checklist.is_open()
    workspace.set_checklist(True)
    window.form.checklist.toggle()
    assert workspace.assessment is not None
    window.form._ask()
    top = window.form.binding.top[0]
    assert top == workspace.assessment.ask_next[0].field
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CONTROL)
    assert focused(window) == top
    assert workspace.patient.to_json() == {**ORDINARY, "exclusion_checklist": "none_apply"}


# -- sections ---


def test_every_ask_names_fields_of_its_section() -> None:
    for ask, _holds in _ASKS:
        assert ask.section in SECTIONS
        assert ask.because in SCHEMA.by_id
        assert all(SCHEMA.by_id[name].section == ask.section for name in ask.asks_for)


def test_an_empty_or_unknown_answer_asks_for_nothing() -> None:
    assert list(section_asks({})) == []
    unknown = SCHEMA.read(
        {"cirrhosis": "unknown", "hbsag": "unknown", "m_status": "unknown", "n_status": "nx"}
    )
    assert list(section_asks(unknown.canonical())) == []


def test_a_section_the_case_needs_opens_without_moving_anything(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    before, here = places(window), QApplication.focusWidget()
    workspace.set_value("hbsag", "positive")
    section = window.form.sections["liver"]
    assert not section.is_open()
    qtbot.waitUntil(section.is_open)
    QApplication.processEvents()
    assert QApplication.focusWidget() is here
    assert places(window) == before
    assert window.form.area.verticalScrollBar().value() == 0
    assert section.reason.text() == "HBsAg: Positive · asks for HBV antiviral, HBV DNA"
    assert "(1)" in window.form.more.text()
    assert section.reason.text() in window.form.more.toolTip()
    workspace.set_value("hbv_antiviral", "entecavir")
    assert section.reason.text() == "HBsAg: Positive · asks for HBV DNA"
    workspace.set_value("hbv_dna_iu_per_ml", 20)
    assert "(" not in window.form.more.text()
    workspace.clear_value("hbv_dna_iu_per_ml")
    workspace.set_language("zh_CN")
    assert section.reason.text() == "HBsAg：阳性 · 询问HBV DNA"


def test_a_section_folded_by_the_doctor_stays_folded(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.set_value("m_status", "m1")
    section = window.form.sections["tumour"]
    qtbot.waitUntil(section.is_open)
    section.heading.click()
    workspace.set_value("hbsag", "positive")
    qtbot.waitUntil(window.form.sections["liver"].is_open)
    assert not section.is_open()


def test_nothing_unfolds_where_the_doctor_is_working_below(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert window.form.focus_field("pdl1_cps")
    workspace.set_value("hbsag", "positive")
    qtbot.wait(900)
    assert not window.form.sections["liver"].is_open()
    window.focus_first()
    qtbot.waitUntil(window.form.sections["liver"].is_open)


def test_another_case_folds_what_opened_by_itself(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.set_value("m_status", "m1")
    section = window.form.sections["tumour"]
    qtbot.waitUntil(section.is_open)
    workspace.open_patient(SCHEMA.empty())
    assert not section.is_open()
    assert not section.reason.text()


# -- the safety checklist ---


@pytest.mark.parametrize("focus", ["fold", "none"])
def test_the_checklist_is_answered_by_one_key_once_it_was_seen(
    window: MainWindow, workspace: Workspace, focus: str
) -> None:
    checklist = window.form.checklist
    checklist.fold.setFocus()
    QTest.keyClick(checklist.fold, "n")
    assert workspace.patient.to_json() == {}
    QTest.keyClick(checklist.fold, Qt.Key.Key_Return)
    target: QWidget = checklist.fold if focus == "fold" else checklist.none
    QTest.keyClick(target, "n")
    assert workspace.patient.to_json() == {"exclusion_checklist": "none_apply"}
    assert not checklist.is_open()
    assert checklist.fold.text().endswith("46/46") or str(len(SCHEMA.checklist)) in checklist.fold.text()
