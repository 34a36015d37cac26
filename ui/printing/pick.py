"""Pick: which of the compared options are laid out on the patient's paper, where there are more than it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from consult.patient_view import MOST
from consult.summary.handout import named
from ui.talk.segments import Segments
from ui.theme import STEP
from ui.workspace import Workspace


class OptionPick(QWidget):
    """One line; it is there only while more options are named than the paper lays out."""

    picked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._order: list[str] = []
        """What is laid out, in the order it was picked."""
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.options = Segments((), self, apart=True)
        self.options.pressed.connect(self._turn)
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * STEP, 0, 3 * STEP, 2 * STEP)
        line.setSpacing(2 * STEP)
        line.addWidget(self.label)
        line.addWidget(self.options, 1)
        self.hide()

    def laid_out(self) -> tuple[str, ...]:
        """What the paper lays out, in the order of the comparison; empty while it has room for all."""
        return () if self.isHidden() else tuple(t for t in self.options.members if t in self._order)

    def refresh(self, *, wanted: bool) -> None:
        """Offer what the plan names, else what is compared; `wanted` says whether the paper is one to pick for."""
        workspace, words = self._workspace, self._workspace.words
        offered = named(workspace.consultation, workspace.chosen)
        self._order = [t for t in self._order if t in offered] or list(offered[:MOST])
        self.options.set_members(offered)
        self.label.setText(words.say("handout.pick", most=MOST))
        self.options.set_words(self.label.text(), [words.short(treatment) for treatment in offered])
        self.options.show_picked(self._order)
        self.setVisible(wanted and len(offered) > MOST)

    def _turn(self, treatment: str) -> None:
        """Lay out one more, or one less but never none; the one picked first makes room."""
        if treatment not in self._order:
            self._order = [*self._order, treatment][-MOST:]
        elif len(self._order) > 1:
            self._order.remove(treatment)
        self.options.show_picked(self._order)
        self.picked.emit()
