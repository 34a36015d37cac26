"""The stage strip: one badge per result, open ones named, nothing moves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from ui import theme
from ui.comparison.strip import BADGES, StageStrip
from ui.workspace import Workspace

LESIONS = [{"size_mm": 25}, {"size_mm": 22}]


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    return Workspace(knowledge)


@pytest.fixture
def strip(qtbot: QtBot, workspace: Workspace) -> StageStrip:
    theme.load_fonts()
    strip = StageStrip(workspace)
    qtbot.addWidget(strip)
    strip.resize(1014, strip.height())
    with qtbot.waitExposed(strip):
        strip.show()
    return strip


def enter(workspace: Workspace, **values: Any) -> None:
    for key, value in values.items():
        workspace.set_value(key, value)


def test_badges_stand_in_the_stated_order_with_the_words_of_their_results(
    strip: StageStrip, workspace: Workspace
) -> None:
    enter(workspace, lesions=LESIONS, bilirubin_umol_per_l=14, albumin_g_per_l=41)
    lefts = [strip.badges[item].x() for item, _width in BADGES]
    assert lefts == sorted(lefts)
    for item, badge in strip.badges.items():
        assert (badge.title, badge.value, badge.detail) == workspace.words.badge(
            workspace.facts.results[item]
        )
    assert strip.badges["albi"].value == "-2.73"


def test_an_open_badge_names_what_it_needs_and_closes_when_it_is_entered(
    strip: StageStrip, workspace: Workspace
) -> None:
    albi = strip.badges["albi"]
    assert albi.needs
    assert workspace.words.field("albumin_g_per_l") in albi.detail
    assert workspace.words.field("albumin_g_per_l") in albi.toolTip()
    enter(workspace, bilirubin_umol_per_l=14, albumin_g_per_l=41)
    assert not albi.needs
    assert workspace.words.field("albumin_g_per_l") not in albi.toolTip()


def test_a_flag_of_a_result_is_said_in_words(strip: StageStrip, workspace: Workspace) -> None:
    assert "hcc_assumed" in workspace.facts.results["bclc"].flags
    assert workspace.words.flag("hcc_assumed") in strip.badges["bclc"].accessibleDescription()


def test_every_flag_a_badge_can_carry_has_words(workspace: Workspace) -> None:
    enter(workspace, lesions=LESIONS, anticoagulation="vka", inr=2.0, ascites="slight")
    flags = {code for item, _w in BADGES for code in workspace.facts.results[item].flags}
    assert {"inr_may_not_reflect_liver_function", "ascites_cause"} <= flags
    assert all(workspace.words.flag(code) for code in flags)


def test_all_ten_badges_fit_beside_the_form_on_a_small_laptop_in_both_languages(
    strip: StageStrip, workspace: Workspace
) -> None:
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        ends = [badge.mapTo(strip, badge.rect().topRight()).x() for badge in strip.badges.values()]
        assert len(ends) == 10
        assert max(ends) < strip.width()


def test_badges_do_not_move_when_values_change(strip: StageStrip, workspace: Workspace) -> None:
    before = [badge.geometry() for badge in strip.badges.values()]
    enter(workspace, lesions=LESIONS, n_status="n0", m_status="m0", portal_vein_invasion="none")
    assert [badge.geometry() for badge in strip.badges.values()] == before


def test_a_long_value_gets_smaller_and_is_never_cut(strip: StageStrip) -> None:
    badge = strip.badges["tnm8"]
    badge.show_badge("TNM 8", "IIIA|IIIB|IVA|IVB", "", needs=True, about="")
    size = badge.value_size()
    assert size < theme.TITLE
    drawn = QFontMetricsF(theme.font(size, bold=True)).horizontalAdvance(badge.value)
    assert drawn <= badge.width() - 14


def test_a_click_and_enter_ask_for_the_badge(qtbot: QtBot, strip: StageStrip) -> None:
    with qtbot.waitSignal(strip.badge_activated) as clicked:
        qtbot.mouseClick(strip.badges["albi"], Qt.MouseButton.LeftButton)
    assert clicked.args == ["albi"]
    with qtbot.waitSignal(strip.badge_activated) as pressed:
        qtbot.keyClick(strip.badges["csph"], Qt.Key.Key_Return)
    assert pressed.args == ["csph"]


def test_tab_reaches_the_strip_once_and_arrows_walk_along_it(qtbot: QtBot, strip: StageStrip) -> None:
    stops = [b for b in strip.badges.values() if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [strip.badges["bclc"]]
    strip.badges["bclc"].setFocus()
    qtbot.keyClick(strip.badges["bclc"], Qt.Key.Key_Right)
    assert strip.badges["cnlc"].hasFocus()
    qtbot.keyClick(strip.badges["cnlc"], Qt.Key.Key_Left)
    assert strip.badges["bclc"].hasFocus()


def test_badges_say_their_name_and_value_to_a_screen_reader_in_the_language(
    strip: StageStrip, workspace: Workspace
) -> None:
    enter(workspace, bilirubin_umol_per_l=14, albumin_g_per_l=41)
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        badge = strip.badges["csph"]
        spoken = QAccessible.queryAccessibleInterface(badge).text(QAccessible.Text.Name)
        assert workspace.words.say("item.csph") in spoken
        assert badge.value in spoken
    assert "门静脉高压" in strip.badges["csph"].accessibleName()


def test_a_narrow_strip_scrolls_to_the_badge_with_the_focus(qtbot: QtBot, strip: StageStrip) -> None:
    strip.resize(500, strip.height())
    last = strip.badges["csph"]
    assert last.mapTo(strip, last.rect().topRight()).x() > strip.width()
    strip.badges["up_to_seven"].setFocus()
    qtbot.keyClick(strip.badges["up_to_seven"], Qt.Key.Key_Right)
    assert last.mapTo(strip, last.rect().topRight()).x() <= strip.width()


@pytest.mark.parametrize(
    ("sizes", "milan", "differ"),
    [([53, 20], "23 mm over", False), ([44, 22], "14 mm over", True), ([28, 22], "2 mm under", False)],
)
def test_a_criterion_says_how_near_its_limit_is_and_that_others_disagree(
    strip: StageStrip, workspace: Workspace, sizes: list[int], milan: str, differ: bool
) -> None:
    clear = dict.fromkeys(("portal_vein_invasion", "hepatic_vein_invasion"), "none")
    enter(workspace, lesions=[{"size_mm": size} for size in sizes], n_status="n0", m_status="m0", **clear)
    badge = strip.badges["milan"]
    assert badge.detail == milan
    assert QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance(badge.detail) <= badge.width() - 14
    words, results = workspace.words, workspace.facts.results
    assert words.near(results["milan"]) in badge.accessibleDescription()
    within = {item: results[item].values["within"] for item in ("milan", "ucsf", "up_to_seven")}
    assert (len(set(within.values())) > 1) is differ
    for item in within:
        assert strip.badges[item].title.startswith("≠") is differ
    if differ:
        outside = words.join(words.item(item) for item, met in within.items() if not met)
        met = words.join(words.item(item) for item, met in within.items() if met)
        said = words.say("strip.criteria_differ", within=met, outside=outside)
        assert said in badge.accessibleDescription()


def test_each_stage_names_the_other_systems(strip: StageStrip, workspace: Workspace) -> None:
    enter(workspace, lesions=LESIONS, n_status="n0", m_status="m0", portal_vein_invasion="none")
    for language in ("en", "zh_CN"):
        workspace.set_language(language)
        for item in ("bclc", "cnlc", "tnm8"):
            heard = strip.badges[item].accessibleDescription()
            for other in {"bclc", "cnlc", "tnm8"} - {item}:
                title, value, _detail = workspace.words.badge(workspace.facts.results[other])
                assert f"{title} {value}" in heard
