"""Banner: one strip under the identity for what must not be overlooked: old content, what was refused or not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import STEP
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.trouble.watch import Watch

MOST_FILES = 3
"""Of changed files, in the strip; the page "Safety and privacy" names more."""


class Banner(QLabel):
    """Takes no room while there is nothing to say; never asks for an answer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._watch: Watch | None = None
        self.setProperty("role", "banner")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        self.hide()
        workspace.assessed.connect(self.refresh)
        workspace.language_changed.connect(self.refresh)
        workspace.preferred.connect(self.refresh)
        self.refresh()

    def follow(self, watch: Watch) -> None:
        """Also tell of the program's own files, whenever they were compared."""
        self._watch = watch
        watch.compared.connect(self.refresh)

    def refresh(self) -> None:
        """Say what is to be said today; the clock is asked each time, for a window may stay open for days."""
        workspace = self._workspace
        lines = self._of_files()
        if workspace.knowledge is not None:
            from consult.freshness import freshness
            from consult.provenance import notice

            words, catalog = workspace.words, workspace.knowledge.catalog
            aged = notice(freshness(catalog, workspace.today()), words)
            lines += [aged] if aged else []
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

    def _of_files(self) -> list[str]:
        """That the program's files are not as they were built: the gravest, so it comes first."""
        words, files = self._workspace.words, None if self._watch is None else self._watch.files
        if files is None or files.found not in ("changed", "unreadable"):
            return []
        named = [*files.places[:MOST_FILES]]
        if len(files.places) > MOST_FILES:
            named.append(words.say("files.more", n=len(files.places) - MOST_FILES))
        return [words.say(f"files.{files.found}", files=words.join(named))]
