"""Languages: the window's own words, from .qm files built by `python -m ui.translate`."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from resources import path

NAMES = {"en": "English", "zh_CN": "简体中文"}
"""Each language in its own words, so that whoever reads it finds it."""


class Speaker:
    """Installs the translators of one language at a time: ours, and Qt's own."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Speak `language`; for English the translator holds plural forms alone."""
        self.leave()
        QLocale.setDefault(QLocale(QLocale.Language.C))  # numbers read and print the same in every language
        # Both languages are written to the right; laid out to the left, "-2.73" would read "2.73-".
        self._application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (path("i18n", f"consult_{language}.qm"), None):
            translator = QTranslator(self._application)
            loaded = (
                translator.load(str(file))
                if file is not None
                else translator.load(f"qtbase_{language}", qt_folder)
            )
            if loaded:
                self._application.installTranslator(translator)
                self._installed.append(translator)
            else:
                translator.deleteLater()

    def leave(self) -> None:
        """Take the translators out again: texts read as they stand in the source."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()  # the application is its parent, and would keep its file mapped
        self._installed = []
