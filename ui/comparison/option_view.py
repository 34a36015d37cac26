"""Option view: the list on the screen; keys and clicks become signals, only rows that look different are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui import theme
from ui.comparison.option_delegate import FOLD_ZONE, OptionDelegate
from ui.comparison.option_model import Index, OptionModel


class OptionView(QListView):
    """The list: arrows move, Space or a click toggles, Enter goes on, letters filter, Esc clears the filter."""

    toggled = Signal(int)
    accepted = Signal()
    typed = Signal(str)
    cleared = Signal()
    moved = Signal(int)
    folded = Signal(int, bool)
    """Right opens a row, Left folds it."""
    turned = Signal(int)
    """The sign at the right of a row was clicked: opened, or folded."""
    why = Signal(int)

    def __init__(self, model: OptionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = model
        self._look = OptionDelegate(self, model)
        self.setModel(model)
        self.setItemDelegate(self._look)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # names wrap in other ways at another width
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pressed = QPoint()
        self.clicked.connect(self._click)

    def _click(self, index: QModelIndex) -> None:
        holds = bool(index.data(OptionModel.FamilyRole))
        at_sign = self._pressed.x() >= self.viewport().width() - FOLD_ZONE
        (self.turned if holds and at_sign else self.toggled).emit(index.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def set_current(self, index: QModelIndex) -> None:
        """Stand on a row without selecting or scrolling."""
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(current.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground is painted here: else everything this list lies on would be painted first, at each change."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().colour("surface"))
        painter.end()
        super().paintEvent(event)

    def dataChanged(self, first: Index, last: Index, _roles: Sequence[int] = ()) -> None:
        """Paint the rows in sight that look different now.

        Qt would measure every row anew; here changed words never make a row higher (see the model's `refresh`).
        """
        if first == last:
            super().dataChanged(first, last, [])
            return
        at = self.indexAt(QPoint(0, 0)).row()
        while 0 <= at < len(self._options.rows):
            index = self._options.index(at)
            if self.visualRect(index).top() > self.viewport().height():
                break
            if self._look.painted.get(at) != self._options.face(at):
                self.update(index)
            at += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = Qt.Key(event.key()), self.currentIndex().row()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if key == Qt.Key.Key_Space and at >= 0:
            self.toggled.emit(at)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and at >= 0:
            self.folded.emit(at, key == Qt.Key.Key_Left)
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.why.emit(at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
        elif plain and len(event.text()) == 1 and event.text().isprintable() and key != Qt.Key.Key_Space:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
