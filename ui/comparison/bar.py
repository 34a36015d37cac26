"""Comparison bar: what tells equals apart, which rows are shown, and whether the chosen or all options stand below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from consult.compare import ASPECTS
from consult.row_choice import FIRST, NEVER_HIDDEN, RowChoice, in_order, is_hidden, moved, toggled
from consult.telling import Equals
from ui import theme
from ui.workspace import Workspace

_HEIGHT = 7 * theme.STEP
_LOW = 340
"""Below this height of the whole comparison, the choice of rows keeps to its list and buttons."""


class ComparisonBar(QWidget):
    """One line; it takes its place with the table and never changes its height."""

    rows_requested = Signal()
    wide_requested = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._whole = ""
        self.setFixedHeight(_HEIGHT)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = QLabel()
        self.said.setProperty("role", "muted")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rows, self.wide = QPushButton(), QPushButton()
        self.wide.setCheckable(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * theme.STEP, 0, theme.STEP, 0)
        line.setSpacing(2 * theme.STEP)
        line.addWidget(self.said, 1)
        for button in (self.rows, self.wide):
            button.setProperty("role", "link")
            button.setAutoDefault(True)
            line.addWidget(button)
        self.rows.clicked.connect(self.rows_requested)
        self.wide.clicked.connect(self.wide_requested)

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.rows.setText(self.tr("Rows…"))
        self.rows.setAccessibleName(self.tr("Choose and order the rows"))
        self.wide.setText(self.tr("Chosen only") if self.wide.isChecked() else self.tr("Compare all"))
        self.wide.setAccessibleName(self.wide.text())

    def show_equals(self, every: tuple[Equals, ...]) -> None:
        """Say what tells compared options of equal status apart, or that nothing was found that does."""
        words = self._workspace.words
        said = []
        for found in every:
            names = words.join(words.short(treatment) for treatment in found.treatments)
            key = "equals.apart" if found.aspects else "equals.alike"
            aspects = words.join(words.say(f"aspect.{aspect}") for aspect in found.aspects)
            said.append(words.say(key, status=words.status(found.status), names=names, aspects=aspects))
        whole = "  ·  ".join(said)
        if whole != self._whole:
            self._whole = whole
            self.said.setToolTip("\n".join(said))
            self.said.setAccessibleName(whole)
            self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.said.font())
        self.said.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.said.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


class RowsPanel(QFrame):
    """Opens in place: Space shows or hides a row, Ctrl with Up or Down moves it, one click resets, Esc closes."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "taken")
        self.how, self.why = QLabel(), QLabel()
        for label in (self.how, self.why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.list.setMinimumHeight(12 * theme.STEP)
        self.list.installEventFilter(self)
        self.up, self.down, self.reset, self.close_button = (QPushButton() for _n in range(4))
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.STEP)
        for button in (self.up, self.down, self.reset, self.close_button):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * theme.STEP, 2 * theme.STEP, 2 * theme.STEP, 2 * theme.STEP)
        box.setSpacing(theme.STEP)
        box.addWidget(self.how)
        box.addWidget(self.list, 1)
        box.addWidget(self.why)
        box.addLayout(buttons)
        self.list.itemChanged.connect(self._toggle)
        self.list.currentRowChanged.connect(self._enable)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.reset.clicked.connect(lambda: workspace.set_rows(RowChoice()))
        self.close_button.clicked.connect(self.closed)
        workspace.rows_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        words = self._workspace.words
        self.how.setText(words.say("rows.how"))
        self.why.setText(words.say("rows.why"))
        self.list.setAccessibleName(self.tr("Rows of the comparison"))
        self.list.setAccessibleDescription(f"{self.how.text()} {self.why.text()}")
        for button, text in (
            (self.up, self.tr("Up")),
            (self.down, self.tr("Down")),
            (self.reset, self.tr("As it was")),
            (self.close_button, self.tr("Close  Esc")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.refresh()

    def refresh(self) -> None:
        """List the rows as they are chosen; the keyboard stays on its row."""
        words, choice = self._workspace.words, self._workspace.rows
        stood = self.current()
        self.list.blockSignals(True)
        self.list.clear()
        for aspect in in_order(choice, ASPECTS):
            item = QListWidgetItem(words.say(f"aspect.{aspect}"), self.list)
            item.setData(Qt.ItemDataRole.UserRole, aspect)
            hidden = is_hidden(choice, aspect)
            item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
            if aspect in NEVER_HIDDEN:  # checked and not to be taken away; it can still be stood on
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setToolTip(words.say("rows.why"))
            if aspect == stood:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._enable()

    def current(self) -> str:
        """The row the keyboard stands on."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _toggle(self, item: QListWidgetItem) -> None:
        aspect = str(item.data(Qt.ItemDataRole.UserRole))
        if (item.checkState() == Qt.CheckState.Unchecked) != is_hidden(self._workspace.rows, aspect):
            self.list.setCurrentItem(item)
            self._workspace.set_rows(toggled(self._workspace.rows, aspect))

    def _move(self, by: int) -> None:
        self._workspace.set_rows(moved(self._workspace.rows, self.current(), by, ASPECTS))

    def _enable(self) -> None:
        at, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(at > 1)
        self.down.setEnabled(self.current() not in ("", FIRST) and at < last)
        self.reset.setEnabled(not self._workspace.rows.is_as_made)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if moving and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the sentences give way to the list: the keys stand on the keyboard sheet too."""
        super().resizeEvent(event)
        place = self.parentWidget() or self
        for label in (self.how, self.why):
            label.setVisible(place.height() >= _LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
