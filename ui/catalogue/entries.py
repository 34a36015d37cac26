"""Entries: what answers to the typed words, kind by kind under headings, as a list for the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from consult.lookup import KINDS, Entry
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEAD = 40, 24


class EntryModel(QAbstractListModel):
    """Rows are entries, or headings (plain texts) that cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry | str] = []

    def show(self, found: Mapping[str, list[Entry]], headings: Mapping[str, str]) -> None:
        """Show these entries, each kind under its heading."""
        self.beginResetModel()
        self.rows = []
        for kind in KINDS:
            if kind in found:
                self.rows += [f"{headings[kind]} ({len(found[kind])})", *found[kind]]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if isinstance(row, Entry) and role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        ):
            return (
                _as_plain(f"{row.title}\n{row.about}") if role == Qt.ItemDataRole.ToolTipRole else row.about
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


def _as_plain(text: str) -> str:
    """A tooltip that Qt does not take for HTML, whatever the catalogue holds."""
    from html import escape

    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


class EntryDelegate(QStyledItemDelegate):
    """Draws a name with a line about it, or a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body, self._small = theme.font(), theme.font(theme.SMALL)
        self._bold = theme.font(theme.SMALL, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, EntryModel)
        return QSize(100, _HEAD if isinstance(model.rows[index.row()], str) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, colours = index.model(), theme.current().colour
        assert isinstance(model, EntryModel)
        row, rect = model.rows[index.row()], QRect(option.rect)
        room = rect.adjusted(2 * theme.STEP, 0, -2 * theme.STEP, 0)
        painter.save()
        if isinstance(row, str):
            painter.setFont(self._bold)
            painter.setPen(colours("muted"))
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(room.adjusted(0, 0, 0, -3), low, row)
        else:
            state = option.state
            current = bool(state & QStyle.StateFlag.State_Selected)
            if current:
                painter.fillRect(rect, colours("chosen"))
            for font, role, top, text in (
                (self._body, "ink", 3, row.title),
                (self._small, "muted", 20, row.about),
            ):
                painter.setFont(font)
                painter.setPen(colours(role))
                said = " ".join(text.split())
                shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, room.width())
                painter.drawText(QRect(room.left(), rect.top() + top, room.width(), 18), 0, shown)
            if current and state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(colours("accent"), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class EntryView(QListView):
    """Enter or a click opens an entry; typing goes on in the search."""

    opened = Signal(str)
    left = Signal()
    """Up was pressed on the first entry."""
    typed = Signal(str)

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def first(self) -> int:
        """The row of the first entry; -1 when there is none."""
        rows = enumerate(self._entries.rows)
        return next((at for at, row in rows if isinstance(row, Entry)), -1)

    def stand_on_first(self) -> None:
        """Make the first entry the current one."""
        if self.first() >= 0:
            self.setCurrentIndex(self._entries.index(self.first()))

    def open_current(self) -> None:
        """Open the current entry, if there is one."""
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        row = self._entries.rows[index.row()] if index.isValid() else ""
        if isinstance(row, Entry):
            self.opened.emit(row.address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= self.first():
            self.left.emit()
        elif text and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
