"""What is over is let go of: the files of a language no longer spoken, and what the C library holds back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtWidgets import QApplication

from ui.heap import give_back
from ui.languages import Speaker


def test_a_language_no_longer_spoken_leaves_no_translator(qapp: QApplication) -> None:
    def translators() -> int:
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(qapp.findChildren(QTranslator))

    before = translators()
    speaker = Speaker(qapp)
    for language in ("zh_CN", "en", "zh_CN", "en", "zh_CN"):
        speaker.speak(language)
    assert translators() == before + 2  # ours, and Qt's own
    speaker.leave()
    assert translators() == before


def test_memory_is_given_back_where_the_c_library_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    glibc = sys.platform == "linux" and "libc.so.6" in Path("/proc/self/maps").read_text("utf-8")
    assert give_back() is glibc
    monkeypatch.setattr(sys, "platform", "win32")
    assert give_back() is False
