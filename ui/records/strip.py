"""Record strip: what the records have to say or ask, in a line under the identity; never a dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.records.sheet import button, name, text
from ui.theme import STEP
from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence and what can be done about it, each as the key of its word; asked again in another language."""

    says: Callable[[], str]
    answers: tuple[tuple[str, Callable[[], object]], ...] = ()
    asks: bool = False
    """Whether an answer is waited for; what is only told gives way to it."""


class RecordStrip(QWidget):
    """Takes no room while there is nothing to say."""

    MOST_ANSWERS = 4

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.offer: Offer | None = None
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = text()
        self.buttons = [button() for _answer in range(self.MOST_ANSWERS)]
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        line.setSpacing(2 * STEP)
        line.addWidget(self.said, 1)
        for at, answer in enumerate(self.buttons):
            line.addWidget(answer)
            answer.clicked.connect(lambda _on=False, n=at: self._answer(n))
        self.hide()
        workspace.language_changed.connect(self.retranslate)

    def stops(self) -> list[QPushButton]:
        """What Tab reaches here."""
        return self.buttons

    def show_offer(self, offer: Offer | None) -> None:
        """Say and ask something, in the place of what was said before; None: nothing."""
        self.offer = offer
        self.retranslate()
        self.setVisible(offer is not None)

    def retranslate(self, _language: str = "") -> None:
        """Say everything in the language of the workspace."""
        offer = self.offer
        if offer is None:
            return
        self.said.setText(offer.says())
        self.setAccessibleName(self.said.text())
        for at, answer in enumerate(self.buttons):
            answer.setVisible(at < len(offer.answers))
            if at < len(offer.answers):
                name(answer, self._workspace.words.say(offer.answers[at][0]))

    def _answer(self, at: int) -> None:
        if self.offer is not None:
            self.offer.answers[at][1]()
