"""Cell delegate: paints a laid-out cell; every column looks the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import theme
from ui.comparison.cell_layout import PAD_X, PAD_Y, CellLayout
from ui.comparison.model import Index


class CellDelegate(QStyledItemDelegate):
    """Asks `layout_of` for the laid-out cell and `lowered` for the space above it."""

    def __init__(
        self,
        layout_of: Callable[[int, int], CellLayout],
        lowered: Callable[[int], int],
        is_open: Callable[[int, int], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._layout_of = layout_of
        self._lowered = lowered
        self._is_open = is_open

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current().colour
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        layout = self._layout_of(row, column)
        top = rect.top() + self._lowered(row)
        painter.save()
        painter.setPen(colours("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(colours("ink"))
        layout.draw(painter, rect.left() + PAD_X, top + PAD_Y)
        view = self.parent()
        assert isinstance(view, QTableView)
        focused = view.hasFocus() and view.currentIndex() == index
        if focused or self._is_open(row, column):
            own = QRect(rect.left(), top, rect.width(), layout.height)
            if not self._is_open(row, column):
                own.setBottom(rect.bottom())
            painter.setPen(QPen(colours("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(own.adjusted(1, 1, -2, -2))
        painter.restore()
