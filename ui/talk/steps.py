"""Steps: shows the panel of a step in the place of options and comparison; a panel is made when first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consult.consultation import STEPS, Step
from ui.form.rows import last_stop
from ui.talk.panel import Panel
from ui.workspace import Workspace


class Steps(QObject):
    """Keeps which step is shown, and whether this case's options have been: judgement is offered after them."""

    shown = Signal(str)

    def __init__(
        self, workspace: Workspace, views: QStackedWidget, options: QWidget, focus_options: Callable[[], None]
    ) -> None:
        super().__init__(views)
        self._workspace, self._views = workspace, views
        self._options, self._focus_options = options, focus_options
        self.current: Step = "options"
        self.panels: dict[Step, Panel] = {}
        self._seen = False
        workspace.patient_replaced.connect(self._start_again)
        workspace.assessed.connect(self._note_seen)

    def show(self, step: str, *, focus: bool = True) -> None:
        """Show a step, with the keyboard in it unless another place keeps it."""
        self.current = next(known for known in STEPS if known == step)
        self._note_seen()
        if self.current != "options":
            self._panel(self.current).prepare()
        self._views.setCurrentWidget(self.widget())
        if focus and self.current == "options":
            self._focus_options()
        elif focus:
            panel = self._panel(self.current)
            wanted = panel.first()
            wanted = wanted if wanted.isEnabled() else panel.back
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.shown.emit(self.current)

    def widget(self) -> QWidget:
        """What stands in the window for the step that is shown."""
        return self._options if self.current == "options" else self._panel(self.current)

    def options_seen(self) -> bool:
        """Whether options of this case have been on the screen, with something known of the patient."""
        return self._seen

    def _note_seen(self) -> None:
        if not self._seen and self.current in ("options", "fit"):
            workspace = self._workspace
            self._seen = workspace.assessment is not None and not workspace.is_blank()

    def _start_again(self) -> None:
        self._seen = False
        if self.current != "options":
            self.show("options", focus=False)

    def _panel(self, step: Step) -> Panel:
        made = self.panels.get(step)
        if made is None:
            made = self.panels[step] = self._make(step)
            self._views.addWidget(made)
            made.left.connect(lambda: self.show("options"))
            made.stand_after(last_stop(self._options))
        return made

    def _make(self, step: Step) -> Panel:
        if step == "goal":
            from ui.talk.goal import GoalPanel

            return GoalPanel(self._workspace, self._views)
        if step == "fit":
            from ui.talk.fit import FitPanel

            return FitPanel(self._workspace, self.options_seen, self._views)
        from ui.talk.plan import PlanPanel

        return PlanPanel(self._workspace, self._views)
