"""The case menu: one button opened by key, with every action and its key; an action needs one call to be there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.menu import GROUPS, CaseMenu


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    yield made
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def menu(window: QWidget, done: list[str]) -> CaseMenu:
    made = CaseMenu(window, window)
    made.add("help", lambda: "About", lambda: done.append("about"))
    made.add("case", lambda: "New case", lambda: done.append("new"), "Ctrl+N")
    made.add("case", lambda: "Open", lambda: done.append("open"))
    made.retranslate()
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return made


def shown(menu: CaseMenu) -> list[str]:
    found = menu.menu()
    assert isinstance(found, QMenu)
    return [action.text() for action in found.actions() if not action.isSeparator()]


def test_actions_stand_by_group_in_the_order_they_came(menu: CaseMenu) -> None:
    assert shown(menu) == ["New case", "Open", "About"]
    assert len([a for a in menu.menu().actions() if a.isSeparator()]) == len(GROUPS)


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_F10, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)],
)
def test_it_is_opened_walked_and_used_by_keyboard(
    window: QWidget, menu: CaseMenu, done: list[str], key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    QTest.keyClick(window, key, held)
    popup = QApplication.activePopupWidget()
    assert popup is menu.menu()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert done == ["open"]


def test_a_key_works_while_the_menu_is_closed(window: QWidget, menu: CaseMenu, done: list[str]) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]


def test_it_speaks_another_language_at_once(window: QWidget, menu: CaseMenu) -> None:
    spoken = ["Settings"]
    menu.add("set", lambda: spoken[0], lambda: None)
    spoken[0] = "设置"
    menu.retranslate()
    assert "设置" in shown(menu)
    assert menu.accessibleName()
