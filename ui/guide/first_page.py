"""First page: intended use, limits and three steps, where options will stand, until the first value is entered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.guide.page import heading, label, pairs, refit, sentence
from ui.theme import STEP
from ui.workspace import Workspace


class FirstPage(QWidget):
    """It asks for nothing and takes no key that was meant for the form."""

    examples_asked = Signal(object)
    """The menu to fill with the examples is about to be shown."""
    keys_asked = Signal()
    options_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.examples, self.keys, self.options = (QPushButton(self) for _button in range(3))
        self.examples.setProperty("role", "secondary")
        menu = QMenu(self.examples)
        menu.aboutToShow.connect(lambda: self.examples_asked.emit(menu))
        self.examples.setMenu(menu)
        self.keys.clicked.connect(self.keys_asked)
        self.options.clicked.connect(self.options_asked)
        self._text = QWidget()
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(6 * STEP, 6 * STEP, 6 * STEP, 4 * STEP)
        self._column.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        for button in (self.examples, self.keys, self.options):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._goes = label("", self, "muted")
        self._column.addWidget(self._text)
        self._column.addSpacing(6 * STEP)
        self._column.addLayout(buttons)
        self._column.addSpacing(2 * STEP)
        self._column.addWidget(self._goes)
        self._column.addStretch(1)
        area = QScrollArea(self)  # a low window keeps its height: the page scrolls
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        workspace.assessed.connect(self._follow_catalogue)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def _follow_catalogue(self) -> None:
        """The catalogue is read after the first paint; how far it is reviewed is then known."""
        if self.isVisible() and self._workspace.words.review_note != self._note:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        refit(self._text, self.width() - 15 * STEP)  # the margins at both sides, and the scroll bar

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words = self._workspace.words
        say = words.say
        text = QWidget(self)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        limits = [say("guide.limits.who"), say("guide.limits.unknown")]
        self._note = words.review_note
        limits += [say("guide.limits.catalogue", note=self._note), say("guide.limits.kept")]
        steps = [(f"{number}", say(f"guide.step.{number}")) for number in (1, 2, 3)]
        for part in (
            label(say("guide.title"), role="title"),
            heading(say("guide.use")),
            sentence(say("guide.use.text")),
            heading(say("guide.limits")),
            pairs([("·", one) for one in limits], width=3 * STEP, bold=False),
            heading(say("guide.steps")),
            pairs(steps, width=2 * STEP),
        ):
            column.addWidget(part)
        self._column.replaceWidget(self._text, text)
        self._text.deleteLater()
        self._text = text
        self._refit()
        for button, key in (
            (self.examples, say("guide.examples")),
            (self.keys, f"{say('guide.keys')}  Ctrl+F1"),
            (self.options, say("guide.options")),
        ):
            button.setText(key)
            button.setAccessibleName(key)
        self._goes.setText(say("guide.goes"))
