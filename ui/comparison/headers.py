"""Headers of the comparison: treatments above (shape, word, close), aspects at the left; both stay while it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme
from ui.comparison.cell_layout import PAD_X, PAD_Y
from ui.comparison.model import ComparisonModel

HEIGHT = 46
ASPECT_WIDTH = 104
_CLOSE = 22
_MARK_LINE = 16
_MARK = 16
"""The height of the mark that says whether the columns differ in a row."""


class TreatmentHeader(QHeaderView):
    """Reached with Up from the first row; Enter tells about the treatment, Delete takes it out."""

    opened = Signal(int)
    removed = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.current = 0
        self._title = theme.font(theme.TITLE, bold=True)
        self._bold = theme.font(theme.BODY, bold=True)
        self._small = theme.font(theme.SMALL)
        self._fitted: tuple[list[str], list[int], QFont] = [], [], self._title
        """The names, the room for them, and the font that they were given."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(60)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        return QSize(0, HEIGHT)  # never measured by the names: the table asks after each change of a row

    def make_room(self, marked: bool) -> None:
        """Be a line higher while a column carries a mark of Fit."""
        height = HEIGHT + (_MARK_LINE if marked else 0)
        if self.height() != height:
            self.setFixedHeight(height)

    def close_rect(self, section: int) -> QRect:
        """Where the mark that takes a treatment out stands."""
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - _CLOSE, 0, _CLOSE, _CLOSE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current().colour
        model = self.model()
        assert isinstance(model, ComparisonModel)
        painter.save()
        painter.fillRect(rect, colours("header"))
        painter.setPen(colours("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = rect.width() - PAD_X - _CLOSE
        name = model.headerData(section, Qt.Orientation.Horizontal)
        font = self._name_font(model)
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(colours("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        left = rect.left() + PAD_X
        painter.drawText(QRect(left, rect.top() + 3, room + 2, 22), middle, shown)
        painter.setFont(self._small)
        painter.setPen(colours(model.status(section)))
        painter.drawText(
            QRect(left, rect.top() + 25, rect.width() - PAD_X, 16), middle, model.status_words(section)
        )
        if mark := model.marks[section]:
            room = rect.width() - 2 * PAD_X
            said = QFontMetrics(self._small).elidedText(mark, Qt.TextElideMode.ElideRight, room)
            painter.setPen(colours("ink"))
            painter.drawText(QRect(left, rect.top() + 41, room, _MARK_LINE), middle, said)
        painter.setFont(self._bold)
        painter.setPen(colours("muted"))
        if not model.wide:
            painter.drawText(self.close_rect(section), Qt.AlignmentFlag.AlignCenter, "×")
        if self.hasFocus() and section == self.current:
            painter.setPen(QPen(colours("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _name_font(self, model: ComparisonModel) -> QFont:
        """One font for all names: where one of them needs the smaller, all have it."""
        names = [model.headerData(section, Qt.Orientation.Horizontal) for section in range(self.count())]
        rooms = [self.sectionSize(section) - PAD_X - _CLOSE for section in range(self.count())]
        if (names, rooms) != self._fitted[:2]:
            advance = QFontMetrics(self._title).horizontalAdvance
            fits = all(advance(name) <= room for name, room in zip(names, rooms, strict=True))
            self._fitted = names, rooms, self._title if fits else self._bold
        return self._fitted[2]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        if section < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        self.current = section
        model = self.model()
        assert isinstance(model, ComparisonModel)
        closes = not model.wide and self.close_rect(section).contains(place)
        (self.removed if closes else self.opened).emit(section)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.current = max(0, min(self.count() - 1, self.current + step))
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(self.current)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.current = max(0, min(self.count() - 1, self.current))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class AspectHeader(QHeaderView):
    """The names of the rows, as a first column that stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._font = theme.font(theme.BODY)
        self._small = theme.font(theme.SMALL)
        self._heights: dict[str, int] = {}
        self.lowered = 0
        """Pixels by which the first row begins lower, while a treatment is told about above it."""
        self.setFixedWidth(ASPECT_WIDTH)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(ASPECT_WIDTH, 0)

    def name_height(self, name: str) -> int:
        """How high a name is, wrapped, with the mark under it."""
        if name in self._heights:
            return self._heights[name]
        room = QRect(0, 0, ASPECT_WIDTH - 2 * PAD_X, 1000)
        wrap = Qt.TextFlag.TextWordWrap.value
        self._heights[name] = (
            QFontMetrics(self._font).boundingRect(room, wrap, name).height() + 2 * PAD_Y + _MARK
        )
        return self._heights[name]

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current().colour
        painter.save()
        painter.fillRect(rect, colours("ground"))
        painter.setPen(colours("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(self._font)
        painter.setPen(colours("muted"))
        name = self.model().headerData(section, Qt.Orientation.Vertical)
        # The name of a row that reaches above the window stays in sight.
        top = max(rect.top() + (self.lowered if section == 0 else 0), 0)
        top = max(rect.top(), min(top, rect.bottom() - self.name_height(name)))
        place = QRect(rect.left() + PAD_X, top + PAD_Y, rect.width() - 2 * PAD_X, rect.height())
        painter.drawText(place, Qt.TextFlag.TextWordWrap.value, name)
        model = self.model()
        assert isinstance(model, ComparisonModel)
        painter.setFont(self._small)
        under = QRect(place.left(), top + self.name_height(name) - PAD_Y - _MARK + 2, place.width(), _MARK)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, model.mark(section))
        painter.restore()
