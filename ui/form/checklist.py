"""Checklist: the safety items in one list, and the one key that answers "none of these applies"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from consult.fields import Field
from consult.patient import NOT_RECORDED
from consult.phrases import Words
from ui.form.editors import FILL, set_state
from ui.form.keys import is_enter, is_undo, letter, move
from ui.form.sections import FieldList
from ui.theme import STEP
from ui.workspace import Workspace

LEAST_BUTTON = 90


class ChecklistButton(QPushButton):
    """A button of the checklist line: N answers, Enter presses."""

    none_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if letter(event) == "n":
            self.none_asked.emit()
        elif is_enter(event) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            move(self, event)
        elif is_enter(event):
            self.click()
        elif is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Checklist(QWidget):
    """The line in the minimal set. "None of these applies" waits until the list has been opened for this case."""

    opened = Signal(bool)
    built = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._fields: tuple[Field, ...] = workspace.patient.schema.checklist
        self._seen = False
        self.body: FieldList | None = None
        self.holder = QWidget()
        """Where the items stand, below the minimal set."""
        QVBoxLayout(self.holder).setContentsMargins(0, STEP, 0, 0)
        self.holder.hide()
        self.fold = ChecklistButton(self)
        self.fold.setProperty("role", "section")
        self.fold.clicked.connect(self.toggle)
        self.none = ChecklistButton(self)
        self.none.setCheckable(True)
        self.none.setProperty("role", "segment")
        self.none.clicked.connect(self._press_none)
        for button in (self.fold, self.none):
            button.setMinimumWidth(LEAST_BUTTON)
            button.setSizePolicy(button.sizePolicy().horizontalPolicy(), FILL)
            button.none_asked.connect(self.answer_none)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(STEP)
        line.addWidget(self.fold, 1)
        line.addWidget(self.none)
        self.retranslate(workspace.words)

    def is_open(self) -> bool:
        """Whether the items are seen."""
        return not self.holder.isHidden()

    def toggle(self) -> None:
        """Show the items, or fold them."""
        if self.is_open():
            self.holder.hide()
        else:
            self.open()
        self.reload()
        self.opened.emit(self.is_open())

    def open(self) -> None:
        """Show every item with its own answer; from then on the one key may answer them all."""
        if self.body is None:
            self.body = FieldList(self._fields, self._workspace.words)
            layout = self.holder.layout()
            assert layout is not None
            layout.addWidget(self.body)
            self.built.emit(self)
        self.holder.show()
        self._seen = True
        self.reload()

    def answer_none(self) -> None:
        """Answer every item not answered by itself, if the list has been seen; fold it and move on."""
        if not self.none.isEnabled():
            return
        self._workspace.set_checklist(True)
        if self.is_open():
            self.toggle()
        self.none.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Another case: its list has not been seen yet."""
        self._seen = False
        self.holder.hide()
        self.reload()

    def answered(self) -> int:
        """How many items are answered."""
        patient = self._workspace.patient
        return len(self._fields) if patient.none_apply else sum(f.id in patient.entries for f in self._fields)

    def is_complete(self) -> bool:
        """Whether every item is answered."""
        return self.answered() == len(self._fields)

    def applying(self) -> int:
        """How many items were answered with something that applies."""
        entries = self._workspace.patient.entries
        values = ((f, entries[f.id].value) for f in self._fields if f.id in entries)
        return sum(value != f.none_applies and value not in NOT_RECORDED for f, value in values)

    def reload(self) -> None:
        """Show what is answered."""
        patient = self._workspace.patient
        self.none.setEnabled(self._seen or patient.none_apply)
        self.none.setChecked(patient.none_apply)
        set_state(self.none, "" if self.is_complete() else "needed")
        arrow = "▾" if self.is_open() else "▸"
        title = self._workspace.words.say("checklist")
        said = f"{self.answered()}/{len(self._fields)}"
        count = self.applying()
        applying = self.tr("%n apply", "", count)
        applies = f" · {applying}" if count else ""
        text = f"{arrow}  {title}  {said}{applies}"
        if text != self.fold.text():
            self.fold.setText(text)
            self.fold.setAccessibleName(f"{title}: {said}{applies}")

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        self.none.setText(words.say("checklist.none_apply"))
        self.none.setAccessibleName(f"{words.say('checklist')}: {words.say('checklist.none_apply')}")
        self.none.setToolTip(self.tr("Open the list first; then the key N answers it"))
        self.fold.setToolTip(self.tr("Every item with its own answer"))
        if self.body is not None:
            self.body.retranslate(words)
        self.reload()

    def _press_none(self) -> None:
        self._workspace.set_checklist(not self._workspace.patient.none_apply)
        self.reload()
