"""Roles in the goal: who is to decide, as the patient wants it, and the family's part; nothing is picked beforehand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from consult.consultation import Consultation
from consult.deciding import ROLES, RoleKind
from consult.phrases import Words
from ui.form.rows import WIDE_LABEL_WIDTH
from ui.talk.answers import plain_label
from ui.talk.segments import Segments
from ui.theme import STEP


class RolesPart(QWidget):
    """A row for each of the two."""

    pressed = Signal(str, str)
    """Which of the two and what; empty takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[RoleKind, Segments] = {}
        self._labels: dict[RoleKind, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, STEP, 0, 0)
        grid.setHorizontalSpacing(STEP)
        grid.setColumnMinimumWidth(0, WIDE_LABEL_WIDTH)  # below the answers of what the patient accepts
        grid.setVerticalSpacing(STEP)
        for row, (kind, members) in enumerate(ROLES.items()):
            label = self._labels[kind] = plain_label()
            segments = self.rows[kind] = Segments(members)
            segments.pressed.connect(lambda member, k=kind: self.pressed.emit(k, member))
            segments.cleared.connect(lambda k=kind: self.pressed.emit(k, ""))
            grid.addWidget(label, row, 0)
            grid.addWidget(segments, row, 1)
        grid.setColumnStretch(1, 1)

    def show_words(self, words: Words) -> None:
        """Say both rows."""
        for kind, members in ROLES.items():
            label = words.say(f"role.{kind}")
            self._labels[kind].setText(label)
            self.rows[kind].set_words(label, [words.say(f"role.{kind}.short.{member}") for member in members])

    def show_record(self, consultation: Consultation) -> None:
        """Show what is recorded."""
        for kind, segments in self.rows.items():
            member = getattr(consultation, kind)
            segments.show_picked(() if member is None else (member,))

    def stops(self) -> list[QWidget]:
        """Everything the keyboard reaches, row by row."""
        return [button for segments in self.rows.values() for button in segments.buttons]
