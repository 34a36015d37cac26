"""Banner: one strip under the identity for what must not be overlooked: old content, what was refused or not kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import STEP
from ui.workspace import Workspace


class Banner(QLabel):
    """Takes no room while there is nothing to say; never asks for an answer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "banner")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        self.hide()
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.refresh)
        workspace.preferred.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what is to be said today; the clock is asked each time, for a window may stay open for days."""
        workspace = self._workspace
        lines = []
        if workspace.knowledge is not None:
            from consult.freshness import freshness
            from consult.provenance import notice

            words, catalog = workspace.words, workspace.knowledge.catalog
            aged = notice(freshness(catalog, workspace.today()), words)
            lines = [aged] if aged else []
            if workspace.refused:
                lines += [words.error(error) for error in workspace.refused]
                lines.append(words.say("edition.kept", edition=catalog.edition))
        if workspace.clinic_problem is not None:
            lines += [workspace.words.error(workspace.clinic_problem), workspace.words.say("clinic.without")]
        if workspace.preferences_problem is not None:
            lines.append(workspace.words.error(workspace.preferences_problem))
        text = " ".join(lines)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        if bool(text) is self.isHidden():
            self.setVisible(bool(text))
