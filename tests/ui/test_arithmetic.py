"""Arithmetic on demand: a badge opens how its result comes about, in place; Esc closes it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from ui import theme
from ui.comparison.arithmetic import ArithmeticPanel
from ui.comparison.strip import StageStrip
from ui.right import Right
from ui.window import MainWindow
from ui.workspace import Workspace

LABS: dict[str, Any] = {"bilirubin_umol_per_l": 14, "albumin_g_per_l": 41, "ascites": "slight"}


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    for key, value in LABS.items():
        workspace.set_value(key, value)
    return workspace


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    theme.load_fonts()
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda language: b"",
        dress=lambda name: None,
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def right(window: MainWindow) -> Right:
    window.complete()
    assert window._right is not None
    return window._right


@pytest.fixture
def panel(right: Right) -> ArithmeticPanel:
    return right.arithmetic


@pytest.fixture
def strip(right: Right) -> StageStrip:
    return right.strip


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_enter_opens_the_arithmetic_and_esc_gives_the_focus_back(
    qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel
) -> None:
    assert panel.isHidden()
    strip.badges["albi"].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.item == "albi"
    assert strip.badges["albi"].shown
    assert panel.text.hasFocus()
    shown = panel.text.toPlainText()
    for said in ("14 µmol/L", "0.66 × log10(14) = 0.756", "0.756 − 3.485 = −2.729", "Johnson PJ"):
        assert said in shown
    press(qtbot, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert strip.badges["albi"].hasFocus()
    assert not strip.badges["albi"].shown


def test_it_opens_inside_the_window_and_not_as_a_dialog(
    strip: StageStrip, panel: ArithmeticPanel, window: MainWindow
) -> None:
    strip.badges["bclc"].click()
    assert panel.isVisible()
    assert not panel.isWindow()
    assert window.isAncestorOf(panel)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_an_open_result_offers_its_first_missing_field_at_the_second_enter(
    qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel
) -> None:
    strip.badges["child_pugh"].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert panel.go.hasFocus()
    assert panel.go.text() == "Go to INR"
    assert panel.go.accessibleName() == "Go to INR"
    shown = panel.text.toPlainText()
    for said in (
        "14 µmol/L",
        "41 g/L",
        "Slight",
        "2 points",
        "1 to 3 points",
        "Missing: INR, Encephalopathy",
    ):
        assert said in shown
    with qtbot.waitSignal(panel.field_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == ["inr"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "INR" in focused.accessibleName()


def test_typing_the_value_changes_the_arithmetic_without_moving_anything(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace
) -> None:
    strip.badges["child_pugh"].click()
    height = panel.height()
    workspace.set_value("inr", 1.9)
    workspace.set_value("encephalopathy_grade", 0)
    assert "1 + 1 + 2 + 2 + 1 = 7 points" in panel.text.toPlainText()
    assert "B7" in panel.title.text()
    assert panel.go.isHidden()
    assert panel.height() == height


def test_another_badge_replaces_it_and_the_same_badge_closes_it(
    qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel
) -> None:
    qtbot.mouseClick(strip.badges["milan"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip.badges["csph"], Qt.MouseButton.LeftButton)
    assert panel.item == "csph"
    assert [item for item, badge in strip.badges.items() if badge.shown] == ["csph"]
    qtbot.mouseClick(strip.badges["csph"], Qt.MouseButton.LeftButton)
    assert panel.isHidden()


def test_esc_on_the_badge_closes_it_too(qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel) -> None:
    strip.badges["albi"].click()
    strip.badges["albi"].setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert panel.isHidden()
    press(qtbot, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_every_part_is_reached_by_tab(qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel) -> None:
    strip.badges["child_pugh"].click()
    reached = []
    for _step in range(3):
        reached.append(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    assert set(reached) == {panel.go, panel.closing, panel.text}


def test_every_badge_of_the_strip_opens_and_speaks_both_languages(
    strip: StageStrip, panel: ArithmeticPanel, workspace: Workspace
) -> None:
    for item, badge in strip.badges.items():
        if panel.item != item:
            badge.click()
        for language in ("zh_CN", "en"):
            workspace.set_language(language)
            words = workspace.words
            assert words.item(item) in panel.title.text()
            assert panel.title.text() in panel.text.accessibleName()
            assert panel.text.accessibleDescription()
            assert words.say("arithmetic.rule", version="")[:2] in panel.text.toPlainText()


def test_it_takes_at_most_half_the_place_and_all_of_its_text_can_be_reached(
    qtbot: QtBot, strip: StageStrip, panel: ArithmeticPanel, window: MainWindow
) -> None:
    window.resize(900, 600)
    strip.badges["bclc"].click()
    qtbot.waitUntil(lambda: panel.width() == panel.parentWidget().width())
    assert panel.height() <= panel.parentWidget().height() // 2 + 1
    bar = panel.text.verticalScrollBar()
    hidden = panel.text.document().size().height() - panel.text.viewport().height()
    assert bar.maximum() >= hidden - 1
