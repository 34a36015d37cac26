"""Clipboard: text of a case stays on it for half a minute and never longer than the program."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

KEPT_SECONDS = 30


class _Lent(QObject):
    """What lies on the clipboard from us, until it is taken back; somebody else's text is left alone."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.take_back)
        application.aboutToQuit.connect(self.take_back)

    def put(self, text: str) -> None:
        """Lend a text."""
        QApplication.clipboard().setText(text)
        self._text = text
        self._timer.start(KEPT_SECONDS * 1000)

    def take_back(self) -> None:
        """Clear the clipboard if it still holds our text."""
        self._timer.stop()
        if self._text and QApplication.clipboard().text() == self._text:
            QApplication.clipboard().clear()
        self._text = ""


def put(text: str) -> None:
    """Put the text of a case on the clipboard; half a minute later it is gone."""
    _lent().put(text)


def take_back() -> None:
    """Clear what was put there, at once."""
    _lent().take_back()


def _lent() -> _Lent:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application.findChild(_Lent) or _Lent(application)
