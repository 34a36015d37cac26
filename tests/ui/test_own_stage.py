"""Doubts and own judgement: marked on the badge in words, asked in the panel, and one key away from their field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.hcc.derive import SCHEMA
from resources import path
from ui import theme
from ui.comparison.arithmetic import ArithmeticPanel
from ui.comparison.strip import BADGES, Badge, StageStrip
from ui.window import MainWindow
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
OLD = "2026-08-01"
CASE: dict[str, Any] = {
    "age_years": 61,
    "tumour_type": "hcc",
    "cirrhosis": "yes",
    "ascites": "none",
    "encephalopathy_grade": 0,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "sodium_mmol_per_l": 138,
    "sex": "male",
    "platelets_10e9_per_l": 165,
    "ecog": 0,
    "lesions": [{"size_mm": 25}],
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
}
STALE = {**CASE, "lesions": {"value": CASE["lesions"], "date": OLD}, "inr": {"value": 1.1, "date": OLD}}


@pytest.fixture
def workspace(dressed: QApplication, knowledge: Knowledge) -> Iterator[Workspace]:
    made = Workspace(knowledge, today=lambda: TODAY)
    made.open_patient(SCHEMA.read(CASE))
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


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda language: b"",
        dress=lambda name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.complete()
    QApplication.processEvents()
    return made


@pytest.fixture
def panel(window: MainWindow) -> ArithmeticPanel:
    assert window._right is not None
    return window._right.arithmetic


@pytest.fixture
def strip(window: MainWindow) -> StageStrip:
    return window.strip


def press(*keys: Qt.Key | str) -> None:
    for key in keys:
        for one in key if isinstance(key, str) else [key]:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, one)


def focused_name() -> str:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused.accessibleName()


# -- what makes a score mislead ---


def test_a_concern_that_holds_marks_the_badges_it_bears_on(strip: StageStrip, workspace: Workspace) -> None:
    assert strip.badges["child_pugh"].mark == ""
    workspace.set_value("anticoagulation", "vka")
    assert strip.badges["child_pugh"].mark == "! check"
    assert strip.badges["albi"].mark == ""
    assert "check" in strip.badges["child_pugh"].accessibleName()
    assert "INR" in strip.badges["child_pugh"].toolTip()
    workspace.set_value("recent_albumin_infusion", "yes")
    albi = strip.badges["albi"]
    assert albi.mark == "! check"
    holds = workspace.words.say("validity.holds.albumin_infusion")
    assert holds in albi.toolTip()
    assert holds in albi.accessibleDescription()
    workspace.set_value("anticoagulation", "none")
    workspace.set_value("recent_albumin_infusion", "no")
    assert strip.badges["child_pugh"].mark == strip.badges["albi"].mark == ""


def test_what_was_not_asked_is_a_question_that_leads_to_its_field(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    strip.badges["albi"].click()
    question = workspace.words.say("validity.ask.albumin_infusion")
    assert question in panel.text.toPlainText()
    assert question in panel.text.accessibleDescription()
    assert QApplication.focusWidget() is panel.text
    with qtbot.waitSignal(panel.field_requested) as asked:
        press(TAB, ENTER)
    assert asked.args == ["recent_albumin_infusion"]
    assert workspace.words.field("recent_albumin_infusion") in focused_name()
    press("n")
    assert workspace.patient.to_json()["recent_albumin_infusion"] == "no"
    assert question not in panel.text.toPlainText()


def test_a_click_on_the_question_goes_there_too(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    strip.badges["albi"].click()
    QApplication.processEvents()
    browser = panel.text
    viewport = browser.viewport()
    found = next(
        QPoint(x, y)
        for y in range(0, viewport.height(), 4)
        for x in range(0, viewport.width(), 16)
        if browser.anchorAt(QPoint(x, y)) == "field:gilbert_syndrome"
    )
    with qtbot.waitSignal(panel.field_requested) as asked:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=found)
    assert asked.args == ["gilbert_syndrome"]
    assert workspace.words.field("gilbert_syndrome") in focused_name()


def test_every_question_is_reached_by_tab(strip: StageStrip, panel: ArithmeticPanel, qtbot: QtBot) -> None:
    strip.badges["child_pugh"].click()
    reached = []
    for _step in range(8):
        if QApplication.focusWidget() is panel.text:
            press(TAB)
            anchor = panel.text.textCursor().charFormat().anchorHref()
            if anchor:
                reached.append(anchor.removeprefix("field:"))
    assert {"anticoagulation", "recent_albumin_infusion", "gilbert_syndrome"} <= set(reached)


def test_the_panel_names_dates_and_stale_ones_with_a_sign(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace
) -> None:
    workspace.open_patient(SCHEMA.read(STALE))
    strip.badges["child_pugh"].click()
    age = workspace.facts.dates.ages["inr"]
    assert f"! {workspace.words.dated(age)}" in panel.text.toPlainText()
    assert workspace.words.dated(age) in panel.text.accessibleDescription()
    assert strip.badges["child_pugh"].mark == "! stale"


# -- own judgement ---


def test_own_stage_is_given_from_the_panel_by_keyboard_and_stands_beside_the_derived_one(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace, window: MainWindow
) -> None:
    derived = strip.badges["bclc"].value
    strip.badges["bclc"].click()
    assert panel.own.text() == "Give your own stage"
    for _step in range(6):  # backwards over the questions
        if QApplication.focusWidget() is panel.own:
            break
        press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is panel.own
    press(ENTER)
    assert window.form.sections["judgement"].is_open()
    assert workspace.words.field("clinician_bclc_stage") in focused_name()
    press("b")
    assert workspace.facts.own_stage("bclc") is not None
    badge = strip.badges["bclc"]
    assert (badge.value, badge.own) == (derived, "own B")
    assert badge.own_beside_value()
    assert "own B" in badge.accessibleName()
    assert "no reason given" in badge.toolTip()
    assert any(warning.code == "stage_without_reason" for warning in workspace.facts.warnings)
    assert window.form.focus_field("clinician_bclc_reason")
    press("both lobes")
    said = workspace.words.say("own.stage", stage="B", reason="both lobes")
    assert said in badge.toolTip()
    assert said in badge.accessibleDescription()
    assert said in panel.text.toPlainText()
    assert said in panel.text.accessibleDescription()
    assert panel.own.text() == "Change your own stage"


@pytest.mark.parametrize("item", ["bclc", "cnlc", "tnm8"])
def test_each_stage_leads_to_its_own_field(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace, item: str
) -> None:
    strip.badges[item].click()
    panel.own.click()
    assert workspace.words.field(f"clinician_{item}_stage") in focused_name()


@pytest.mark.parametrize("item", ["child_pugh", "albi", "milan", "csph"])
def test_a_score_has_no_own_stage(strip: StageStrip, panel: ArithmeticPanel, item: str) -> None:
    strip.badges[item].click()
    assert panel.own.isHidden()


def test_the_section_takes_stage_and_reason_by_keyboard(window: MainWindow, workspace: Workspace) -> None:
    form = window.form
    names = list(form.sections)
    assert names.index("judgement") == names.index("tumour") + 1
    for field, keys in (
        ("clinician_cnlc_stage", "ii"),
        ("clinician_cnlc_reason", "seen by the board"),
        ("clinician_tnm8_stage", "i"),
    ):
        assert form.focus_field(field)
        press(keys)
    stored = workspace.patient.to_json()
    assert stored["clinician_cnlc_stage"] == "Ib"
    assert stored["clinician_cnlc_reason"] == "seen by the board"
    assert stored["clinician_tnm8_stage"] == "IA"


# -- nothing is cut ---


def room(badge: Badge) -> float:
    return badge.width() - 14


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_marks_and_own_stages_fit_every_badge(
    strip: StageStrip, workspace: Workspace, spoken: str, request: pytest.FixtureRequest
) -> None:
    if spoken == "zh_CN":
        request.getfixturevalue("chinese")
    longest = {"bclc": "B", "cnlc": "IIIb", "tnm8": "IIIB"}
    worst: dict[str, Any] = {f"clinician_{item}_stage": stage for item, stage in longest.items()}
    small = QFontMetricsF(theme.font(theme.SMALL))
    seen: set[str] = set()
    for case in (
        {**STALE, **worst, "anticoagulation": "vka", "recent_albumin_infusion": "yes"},
        {"lesions": STALE["lesions"], "inr": STALE["inr"], "anticoagulation": "vka", **worst},
    ):
        workspace.open_patient(SCHEMA.read(case))
        for item, width in BADGES:
            badge = strip.badges[item]
            assert badge.width() >= width
            assert small.horizontalAdvance(badge.mark) <= room(badge), item
            seen.add(badge.mark)
            if item in longest:
                assert longest[item] in badge.own
                if not badge.own_beside_value():
                    both = small.horizontalAdvance(badge.title) + 5 + small.horizontalAdvance(badge.own)
                    assert both <= room(badge), item
    comma = ", " if spoken == "en" else "、"
    stale, check = ("stale", "check") if spoken == "en" else ("过期", "核对")
    assert {f"! {stale}", f"! {stale}{comma}{check}"} <= seen


def test_it_speaks_chinese(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace, chinese: None
) -> None:
    workspace.set_value("clinician_bclc_stage", "B")
    workspace.set_value("clinician_bclc_reason", "双叶病灶")
    workspace.set_value("recent_albumin_infusion", "yes")
    badge = strip.badges["bclc"]
    assert badge.own == "自判 B"
    assert badge.mark == "! 核对"
    assert "自行判定B：双叶病灶" in badge.toolTip()
    badge.click()
    assert panel.own.text() == "更改自行判定的分期"
    shown = panel.text.toPlainText()
    assert "自行判定B：双叶病灶" in shown
    assert workspace.words.say("validity.holds.albumin_infusion") in shown
    assert workspace.words.say("validity.ask.gilbert") in shown
    panel.own.click()
    assert "自行判定 BCLC 分期" in focused_name()


def test_marks_are_drawn(strip: StageStrip, workspace: Workspace) -> None:
    """The word stands on the badge itself: its lowest line is empty before and is not after."""
    badge = strip.badges["albi"]
    assert isinstance(badge, QAbstractButton)

    def inked() -> int:
        image = badge.grab(badge.rect().adjusted(4, 40, -4, -6)).toImage()
        ground = image.pixel(image.width() - 1, 0)
        return sum(image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height()))

    assert inked() == 0
    workspace.set_value("recent_albumin_infusion", "yes")
    assert inked() > 40
