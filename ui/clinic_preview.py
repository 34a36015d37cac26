"""Clinic preview: every paper of the bundled example under the clinic's head and foot, before they are saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from consult.summary.papers import KINDS, Wanted
from consult.vocabulary import LANGUAGES
from ui.choice import Choice
from ui.languages import NAMES
from ui.printing.pages import Paper, PaperView
from ui.theme import STEP
from ui.workspace import Workspace


class ClinicPreview(QDialog):
    """Shows what `make` gives for the paper and language picked; nothing can be printed from here."""

    def __init__(
        self, make: Callable[[Wanted], bytes], workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make, self._workspace = make, workspace
        self.paper = Paper()
        self.view = PaperView(self)
        self.kind, self.language = Choice(), Choice()
        for kind in KINDS:
            self.kind.addItem("", kind)
        for code in LANGUAGES:
            self.language.addItem(NAMES[code], code)
        self.language.choose(workspace.preferences.paper_language or workspace.language)
        self.labels = {"kind": QLabel(), "language": QLabel()}
        self.labels["kind"].setBuddy(self.kind)
        self.labels["language"].setBuddy(self.language)
        self.close_button = QPushButton()
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        for picked in (self.kind, self.language):
            picked.currentIndexChanged.connect(self.refresh)
        self._lay_out()
        self.retranslate()
        self.refresh()
        self.resize(760, 720)

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle(self.tr("Papers of the example case"))
        for name, choice, text in (
            ("kind", self.kind, self.tr("Paper")),
            ("language", self.language, self.tr("Language of the paper")),
        ):
            self.labels[name].setText(text)
            choice.setAccessibleName(text)
        for at, kind in enumerate(KINDS):
            self.kind.setItemText(at, self._workspace.words.say(f"paper.{kind}.title"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.view.setAccessibleName(self.windowTitle())

    def refresh(self) -> None:
        """Make the picked paper."""
        before = self.paper
        self.paper = Paper(self._make(Wanted(self.kind.currentData(), self.language.currentData())))
        self.view.set_paper(self.paper)
        before.close()
        self.view.setAccessibleDescription(self.paper.text(0))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        top.setSpacing(2 * STEP)
        for widget in (self.labels["kind"], self.kind, self.labels["language"], self.language):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.view, 1)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
