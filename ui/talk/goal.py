"""Goal: what the patient wants most, what matters to them, and what they would accept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from consult.consultation import GOAL, MATTERS, MOST_MATTERS, toggled
from consult.deciding import ROLES
from ui.form.binding import Binding
from ui.form.factory import make_editor
from ui.form.rows import Row, labelled, stops
from ui.talk.cards import Cards
from ui.talk.panel import Panel, named, note
from ui.talk.roles import RolesPart
from ui.talk.segments import Segments
from ui.theme import STEP
from ui.workspace import Workspace

_ACCEPTS = "accepts_"
"""How the fields begin that say what the patient accepts."""
_WIDE = 640
"""From this width on, in pixels, two of them stand beside each other."""


class GoalPanel(Panel):
    """The first step. Nothing is picked beforehand, and nothing here moves a status."""

    STEP_ID = "goal"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        schema = workspace.patient.schema
        self._goal_heading, goal = self.part()
        self.goal = Segments([choice.id for choice in schema.by_id[GOAL].choices])
        goal.addWidget(self.goal)
        self._matters_heading, matters = self.part(gap=2 * STEP)
        self.cards = Cards()
        matters.addWidget(self.cards)
        self.said = note()
        matters.addWidget(self.said)
        self._accepts_heading, accepts = self.part(gap=0)
        self._binding = Binding(workspace, self)
        self._rows = self._accepted()
        accepts.addLayout(self._grid)
        self._columns = 0
        self._arrange(2)
        self._roles_heading, asked = self.part(gap=0)
        self.roles = RolesPart()
        asked.addWidget(self.roles)
        self.end()
        self.goal.pressed.connect(self._set_goal)
        self.goal.cleared.connect(lambda: self._set_goal(""))
        self.cards.turned.connect(self._turn)
        self.roles.pressed.connect(self._set_role)

    def _accepted(self) -> list[Row]:
        workspace = self.workspace
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6 * STEP)
        self._grid.setVerticalSpacing(0)
        rows: list[Row] = []
        for field in workspace.patient.schema.fields:
            if field.id.startswith(_ACCEPTS):
                editor = make_editor(field, workspace.words)
                row = labelled(field, editor)
                self._binding.add(editor)
                rows.append(row)
        return rows

    def _arrange(self, columns: int) -> None:
        """Two rows beside each other only where no answer is cut by it."""
        if columns == self._columns:
            return
        self._columns = columns
        for at, row in enumerate(self._rows):
            self._grid.addWidget(row, at // columns, at % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= _WIDE else 1)

    def stops(self) -> list[QWidget]:
        rows = [stop for row in self._rows for stop in stops(row)]
        return [*self.goal.buttons, *self.cards.cards.values(), *rows, *self.roles.stops(), self.back]

    def first(self) -> QWidget:
        return self.goal.target()

    def show_words(self) -> None:
        words = self.workspace.words
        field = self.workspace.patient.schema.by_id[GOAL]
        self.about.setText(self.tr("Before the options are spoken of."))
        named(self._goal_heading, words.explanation(field))
        self.goal.set_words(words.label(field), [words.choice(field, member.id) for member in field.choices])
        named(
            self._matters_heading, self.tr("What matters most: up to three, in the order picked (keys 1-7)")
        )
        named(self._accepts_heading, self.tr("What the patient would accept"))
        for row in self._rows:
            row.retranslate(words)
        named(self._roles_heading, words.say("role"))
        self.roles.show_words(words)

    def show_record(self) -> None:
        workspace, words = self.workspace, self.workspace.words
        entry = workspace.patient.entries.get(GOAL)
        self.goal.show_picked(() if entry is None else (str(entry.value),))
        places = (self.tr("first"), self.tr("second"), self.tr("third"))
        texts = [words.say(f"talk.matter.{matter}") for matter in MATTERS]
        self.cards.show_picked(workspace.consultation.matters, texts, places)
        self._say(words.say("talk.matters.rows"))
        self.roles.show_record(workspace.consultation)
        self._binding.reload()

    def forget(self) -> None:
        self._binding.reload(force=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.cards.takes_digit(event):
            super().keyPressEvent(event)

    def _set_goal(self, member: str) -> None:
        workspace = self.workspace
        entry = workspace.patient.entries.get(GOAL)
        workspace.end_step()
        if entry is not None and member in ("", entry.value):
            workspace.clear_value(GOAL)
        elif member:
            workspace.set_value(GOAL, member)

    def _set_role(self, kind: str, member: str) -> None:
        consultation = self.workspace.consultation
        row = next(known for known in ROLES if known == kind)
        said = (
            member if member and member != consultation.roles[row] else None
        )  # pressed once more: taken back
        changed: dict[str, Any] = {kind: said}
        self.record(replace(consultation, **changed), f"deciding.{kind}")

    def _turn(self, matter: str) -> None:
        consultation = self.workspace.consultation
        picked = next(known for known in MATTERS if known == matter)
        after = toggled(consultation.matters, picked)
        self.record(replace(consultation, matters=after), "matters")
        self.show_record()  # also where nothing changed: the card is turned back
        if after == consultation.matters:
            self._say(
                self.tr("{n} are picked already. Take one back to pick another.").format(n=MOST_MATTERS)
            )

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)
