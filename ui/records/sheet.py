"""Sheet: a headed column of labelled boxes in the place of options and comparison; blocks nothing, Esc leaves it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from consult.errors import ConsultError
from ui.guide.page import refit
from ui.theme import STEP
from ui.workspace import Workspace

MOST_WIDE, LABEL_WIDTH, BOX_HEIGHT = 640, 132, 28


class Sheet(QWidget):
    """Subclasses fill `column` and say their words in `show_words`; `said` below tells what went wrong."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, wide: int = MOST_WIDE) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.about, self.said = text("title"), text("muted"), text("error")
        self.leave = QPushButton()
        self.leave.setProperty("role", "link")
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(3 * STEP)
        head.addWidget(self.title, 1)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        inside = self._inside = QWidget()
        inside.setProperty("role", "surface")
        inside.setMaximumWidth(wide)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(6 * STEP, 4 * STEP, 6 * STEP, 4 * STEP)
        self.column.setSpacing(2 * STEP)
        self.column.addLayout(head)
        self.column.addWidget(self.about)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        workspace.language_changed.connect(self._speak)

    # -- for each sheet ----------------------------------------------------------------------------------------

    def show_words(self) -> None:
        """Say everything in the language of the workspace."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """What has the keyboard when the sheet is shown."""
        raise NotImplementedError

    # -- what sheets are put together from ---------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """A word of the vocabulary."""
        return self.workspace.words.say(key, **values)

    def tell(self, error: ConsultError | None) -> None:
        """Say under the boxes what went wrong, or nothing."""
        said = "" if error is None else self.workspace.words.error(error)
        self.said.setText(said)
        self.said.setAccessibleName(said)

    def end(self, *, fills: bool = False) -> None:
        """Everything was added; it is kept together at the top unless it `fills` the height."""
        self.column.addWidget(self.said)
        if not fills:
            self.column.addStretch(1)
        self._speak()

    def in_place_of(self, body: QWidget, parts: Iterable[QWidget]) -> QWidget:
        """A column of `parts`, shown where `body` was, which goes."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        for part in parts:
            column.addWidget(part)
        self.column.replaceWidget(body, made)
        body.hide()
        body.deleteLater()
        self.refit()
        return made

    def refit(self) -> None:
        """Wrap paragraphs and pairs anew for the room there is, so that nothing is cut in a narrow window."""
        refit(self._inside, min(self.width(), self._inside.maximumWidth()) - 16 * STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def _speak(self) -> None:
        self.leave.setText(f"{self.say('keep.close')}  Esc")
        self.leave.setAccessibleName(self.say("keep.close"))
        self.show_words()
        self.setAccessibleName(self.title.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Grid(QGridLayout):
    """Labels left, boxes right, at one height; Enter goes to the next box, in the last one to `then`."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(3 * STEP)
        self.setVerticalSpacing(2 * STEP)
        self.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}

    def add(self, box: QWidget) -> None:
        """Put a box under the others."""
        label = text()
        label.setBuddy(box)
        self._labels[box] = label
        row = self.rowCount()
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(box, row, 1)

    def label(self, box: QWidget, said: str) -> None:
        """Say what a box is for."""
        self._labels[box].setText(said)
        box.setAccessibleName(said)

    def show_row(self, box: QWidget, shown: bool) -> None:
        """Show or hide a box with its label."""
        box.setVisible(shown)
        self._labels[box].setVisible(shown)

    def note(self, label: QLabel) -> None:
        """Put a note under the last box."""
        self.addWidget(label, self.rowCount(), 1)


def text(role: str = "") -> QLabel:
    """A text as it is: nothing in it is read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


def line(most: int) -> QLineEdit:
    """A box for one line of text."""
    box = QLineEdit()
    box.setMaxLength(most)
    box.setFixedHeight(BOX_HEIGHT)
    return box


def secret(most: int) -> QLineEdit:
    """A box for what nobody else may read."""
    box = line(most)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    hints = Qt.InputMethodHint
    box.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
    return box


def button(role: str = "") -> QPushButton:
    """A button that Enter presses while it has the focus, and only then."""
    made = QPushButton()
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


def name(made: QPushButton, said: str, key: str = "") -> None:
    """Say what a button does, with its key where it has one."""
    made.setText(f"{said}  {key}" if key else said)
    made.setAccessibleName(said)


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets beside each other, the rest of the line free."""
    made = QHBoxLayout()
    made.setSpacing(2 * STEP)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
