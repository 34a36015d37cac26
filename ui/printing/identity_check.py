"""Identity check: before the first paper of a named patient leaves, somebody says that it is the one in the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import STEP
from ui.workspace import Workspace


class IdentityCheck(QWidget):
    """Asked once for a case, and only where a name or birth date is kept; it takes no room otherwise."""

    confirmed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("role", "secondary")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.confirm)
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        line.setSpacing(3 * STEP)
        line.addWidget(self.said, 1)
        line.addWidget(self.button)
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be said whose paper this is."""
        identity = self._workspace.identity
        named = identity is not None and bool(identity.name or identity.birth_date)
        return named and self._workspace.confirmed != identity

    def refresh(self) -> None:
        """Ask, or be away."""
        self.setVisible(self.is_open)
        words, patient, identity = self._workspace.words, self._workspace.patient, self._workspace.identity
        self.button.setText(words.say("check.yes"))
        self.button.setAccessibleName(self.button.text())
        if identity is None:
            return
        said = [identity.code, identity.name or words.say("keep.no_name")]
        if identity.birth_date is not None:
            said.append(words.say("keep.born", date=identity.birth_date.isoformat()))
        age = patient.entries.get("age_years")
        if age is not None:
            said.append(words.entry(patient.schema.by_id["age_years"], age))
        self.said.setText(words.say("check.ask", who=" · ".join(said)))
        self.button.setAccessibleDescription(self.said.text())

    def confirm(self) -> None:
        """It is this patient; asked no more of this case."""
        self._workspace.confirmed = self._workspace.identity
        self.refresh()
        self.confirmed.emit()
