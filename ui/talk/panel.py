"""Panel: what the steps have in common: a head, headed parts below each other, and showing only while it is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from consult.consultation import Consultation, Step
from ui.form.rows import follow
from ui.theme import STEP
from ui.workspace import Workspace

MOST_WIDE = 928


class Panel(QScrollArea):
    """One step. Reads the workspace when shown and while it is; hidden, it does nothing."""

    left = Signal()
    """Options and comparison are wanted again."""
    STEP_ID: Step

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._anchor: QWidget | None = None
        self._stale = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.inside.setProperty("role", "surface")
        self.inside.setMaximumWidth(MOST_WIDE)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.about = _muted()
        self.back = QPushButton()
        self.back.setProperty("role", "link")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        self._headings: list[QLabel] = []
        outer = QVBoxLayout(self.inside)
        outer.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 3 * STEP)
        outer.setSpacing(2 * STEP)
        head = QHBoxLayout()
        head.setSpacing(3 * STEP)
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        head.addWidget(self.back)
        outer.addLayout(head)
        self.tried = note()
        self.tried.setProperty("role", "warning")
        outer.addWidget(self.tried)
        self.body = QWidget()
        """Everything that records; while something is only tried, nothing does."""
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * STEP)
        outer.addWidget(self.body, 1)
        self.setWidget(self.inside)
        workspace.assessed.connect(self.renew)
        workspace.consulted.connect(self.renew)
        workspace.chosen_changed.connect(self.renew)
        workspace.what_if_changed.connect(self.renew)
        workspace.language_changed.connect(self._speak)
        workspace.patient_replaced.connect(self._forget)

    # -- for the one who shows it ------------------------------------------------------------------------------

    def stand_after(self, before: QWidget) -> None:
        """Let Tab reach the panel after `before`."""
        self._anchor = before
        self.chain()

    def prepare(self) -> None:
        """Say and show what changed while the panel was hidden; before it is seen, so that nothing comes up late."""
        if self._stale:
            self._say_all()

    def first(self) -> QWidget:
        """What has the keyboard when the panel is opened."""
        return self.stops()[0]

    # -- for each panel ----------------------------------------------------------------------------------------

    def stops(self) -> list[QWidget]:
        """Everything the keyboard reaches, in the order of reading."""
        raise NotImplementedError

    def show_words(self) -> None:
        """Say everything in the language of the workspace."""
        raise NotImplementedError

    def show_record(self) -> None:
        """Show what is recorded now."""
        raise NotImplementedError

    def forget(self) -> None:
        """Another case is open: what was typed and not recorded is not of it."""

    # -- what panels are put together from ---------------------------------------------------------------------

    def part(self, *, gap: int = STEP) -> tuple[QLabel, QVBoxLayout]:
        """A heading and the room under it."""
        heading = QLabel()
        heading.setProperty("role", "heading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        box = QVBoxLayout()
        box.setContentsMargins(0, 2 * STEP, 0, 0)
        box.setSpacing(gap)
        box.addWidget(heading)
        self._column.addLayout(box)
        return heading, box

    def end(self) -> None:
        """Keep the parts together at the top."""
        self._column.addStretch(1)

    def record(self, consultation: Consultation, part: str, *, typed: bool = False) -> None:
        """Record through the workspace; what is pressed is a step of undo by itself, what is typed is one with more."""
        if not typed:
            self.workspace.end_step()
        self.workspace.set_consultation(consultation, part)

    def renew(self) -> None:
        """Show what is recorded, or do so when the panel is next seen."""
        if self.isVisible():
            self._show_all()
        else:
            self._stale = True

    def chain(self) -> None:
        """Put everything in the order of reading for Tab."""
        if self._anchor is not None:
            follow(self._anchor, self.stops())

    def _speak(self) -> None:
        if self.isVisible():
            self._say_all()
        else:
            self._stale = True

    def _forget(self) -> None:
        self.forget()
        self._stale = True

    def _say_all(self) -> None:
        words = self.workspace.words
        self.title.setText(words.say(f"talk.step.{self.STEP_ID}"))
        self.back.setText(f"{self.tr('Back to the options')}  Esc")
        self.back.setAccessibleName(self.tr("Back to the options"))
        self.setAccessibleName(self.title.text())
        self.tried.setText(self.tr("What-if: what is said is recorded again once it has ended."))
        self.show_words()
        self._show_all()
        self._stale = False

    def _show_all(self) -> None:
        what_if = self.workspace.what_if
        self.tried.setVisible(what_if)
        self.body.setEnabled(not what_if)
        self.show_record()

    def showEvent(self, event: QShowEvent) -> None:
        self.prepare()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _muted() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def note() -> QLabel:
    """A quiet line under something, plain text."""
    return _muted()


def named(label: QLabel, text: str) -> None:
    """Say a heading in the manner of headings."""
    label.setText(text.rstrip(".。").upper())
