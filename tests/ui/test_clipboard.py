"""Text of a case on the clipboard is taken back after half a minute; what somebody else put there is left alone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import clipboard


def test_it_is_cleared_after_its_time(qapp: QApplication, qtbot: QtBot, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert clipboard.KEPT_SECONDS == 30
    monkeypatch.setattr(clipboard, "KEPT_SECONDS", 0.05)
    lent = clipboard._lent()
    monkeypatch.setattr(lent._timer, "start", lambda _ms: type(lent._timer).start(lent._timer, 50))
    clipboard.put("K-77 BCLC B")
    assert QApplication.clipboard().text() == "K-77 BCLC B"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_what_another_program_put_there_stays(qapp: QApplication) -> None:
    clipboard.put("K-77")
    QApplication.clipboard().setText("shopping")
    clipboard.take_back()
    assert QApplication.clipboard().text() == "shopping"


def test_a_second_text_takes_the_place_of_the_first(qapp: QApplication) -> None:
    clipboard.put("one")
    clipboard.put("two")
    clipboard.take_back()
    assert QApplication.clipboard().text() == ""
