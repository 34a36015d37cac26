"""Step strip: the four steps in the foot of the window; the one shown is filled, one that is done has a tick."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from consult.consultation import GOAL, STEPS, Step, done
from ui.form.editors import set_state
from ui.theme import STEP
from ui.workspace import Workspace

_TICK = "✓"


class StepStrip(QWidget):
    """Ctrl+1 to Ctrl+4. None of the steps is compulsory, and none locks another."""

    picked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.current: Step = "options"
        self._marked: frozenset[Step] | None = None
        self._short = False
        self.buttons: dict[Step, QPushButton] = {}
        self.actions_of: dict[Step, QAction] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * STEP)
        for at, step in enumerate(STEPS, start=1):
            button = self.buttons[step] = QPushButton(self)
            button.setProperty("role", "step")
            button.setAutoDefault(False)
            action = self.actions_of[step] = QAction(self)
            action.setShortcut(QKeySequence(f"Ctrl+{at}"))
            action.triggered.connect(lambda _checked=False, s=step: self.picked.emit(s))
            button.clicked.connect(action.trigger)
            self.addAction(action)
            line.addWidget(button)
        for changed in (workspace.assessed, workspace.consulted, workspace.chosen_changed):
            changed.connect(self.show_done)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def done(self) -> frozenset[Step]:
        """The steps that carry a tick."""
        workspace = self._workspace
        goal = GOAL in workspace.patient.entries
        return done(workspace.consultation, goal=goal, chosen=len(workspace.chosen))

    def set_short(self, short: bool) -> None:
        """Show the numbers alone where there is no room for the names; the tooltips tell those."""
        if short != self._short:
            self._short = short
            self.retranslate()

    def _face(self, at: int, step: Step) -> str:
        return f"{at}" if self._short else f"{at} {self._workspace.words.say(f'talk.step.{step}')}"

    def retranslate(self) -> None:
        """Say every step in the language of the workspace."""
        words = self._workspace.words
        for at, (step, button) in enumerate(self.buttons.items(), start=1):
            name = words.say(f"talk.step.{step}")
            keys = self.actions_of[step].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self.actions_of[step].setText(name)
            button.setToolTip(f"{name} ({keys})")
            # Room for the tick from the start, so that no button moves when a step is done.
            room = button.fontMetrics().horizontalAdvance(f"{self._face(at, step)} {_TICK}")
            button.setFixedWidth(room + (6 if self._short else 8) * STEP)
        self._marked = None
        self.show_done()

    def show_current(self, step: Step) -> None:
        """Fill the step that is shown."""
        self.current = step
        self._marked = None
        self.show_done()

    def show_done(self) -> None:
        """Tick what is done; nothing is touched while nothing changed."""
        marked = self.done()
        if marked == self._marked:
            return
        self._marked = marked
        words = self._workspace.words
        for at, (step, button) in enumerate(self.buttons.items(), start=1):
            name = words.say(f"talk.step.{step}")
            face = self._face(at, step)
            button.setText(f"{face} {_TICK}" if step in marked else face)
            heard = [self.tr("Step {n}: {name}").format(n=at, name=name)]
            if step in marked:
                heard.append(self.tr("done"))
            if step == self.current:
                heard.append(self.tr("shown now"))
            button.setAccessibleName(", ".join(heard))
            set_state(button, "current" if step == self.current else "")
