"""Comparison table: frozen header and first column, cells that open in place, rows as high as their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from ui import clipboard, theme
from ui.comparison.cell_layout import PAD_X, CellLayout, CellLayouts
from ui.comparison.delegate import CellDelegate
from ui.comparison.detail import TRY, DetailView
from ui.comparison.headers import HEIGHT, AspectHeader, TreatmentHeader
from ui.comparison.model import ComparisonModel, Index
from ui.comparison.wording import Wording
from ui.workspace import Workspace

LEAST_COLUMN = 150
_FIT_AFTER_MS = 60
"""Rows below the window get their height once the keys rest, never within a keystroke."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open in place: a cell, or a treatment when `aspect` is empty."""

    treatment: str
    aspect: str = ""


class ComparisonTable(QTableView):
    """Arrows move, Enter or a click opens and closes a cell, Up from the first row goes to the treatments."""

    page_requested = Signal(str)
    """The catalogue's page at this address is wanted."""
    field_requested = Signal(str)
    """A change was to be tried that states no one value: it is asked in this field."""
    why_requested = Signal(str)
    """Why this treatment has its status, and what would change it, is wanted."""

    def __init__(
        self, workspace: Workspace, model: ComparisonModel, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._layouts = CellLayouts(workspace, wording)
        self._laid_out: dict[tuple[int, int], tuple[tuple[object, ...], CellLayout]] = {}
        """By place what a layout was made of, and the layout: an edit leaves most cells as they were."""
        self._heights: dict[int, tuple[tuple[object, ...], int]] = {}
        """The same of the heights of the rows."""
        self._mores: dict[int, str] = {}
        self.opened: Opened | None = None
        self._room = 0
        self._column_width = 0
        self._laid: tuple[object, ...] = ()
        """For what all rows were given their heights; an edit changes none of it."""
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(_FIT_AFTER_MS)
        self._fit_later.timeout.connect(self._fit_rows)
        self.setModel(model)
        self._comparison_model = model
        self.treatments = TreatmentHeader(self)
        self.aspects = AspectHeader(self)
        self.setHorizontalHeader(self.treatments)
        self.setVerticalHeader(self.aspects)
        self.treatments.setFixedHeight(HEIGHT)
        self.setItemDelegate(CellDelegate(self.layout_of, self.lowered, self.is_open, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.treatments.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.detail = DetailView(workspace, wording, self.viewport())
        self.detail.hide()
        self._connect()

    def _connect(self) -> None:
        self.clicked.connect(self._toggle_index)
        self.detail.closed.connect(self.close_detail)
        self.detail.followed.connect(self._follow)
        self.treatments.opened.connect(self.toggle_treatment)
        self.treatments.removed.connect(self.remove)
        self.treatments.left.connect(self.setFocus)
        self.customContextMenuRequested.connect(self._cell_menu)
        self.treatments.customContextMenuRequested.connect(self._treatment_menu)

    # -- layout ------------------------------------------------------------------------------------------------

    def layout_of(self, row: int, column: int) -> CellLayout:
        """The closed cell, laid out at the width of its column."""
        model = self._comparison_model
        keys, width = model.keys(row, column), self._column_width - 2 * PAD_X
        made_of = (*self._common(row), model.treatments[column], keys, width)
        known = self._laid_out.get((row, column))
        if known is not None and known[0] == made_of:
            return known[1]
        cell = model.cell(row, column)
        hidden = self._layouts.hidden(cell)
        more = self._more(hidden) if hidden else ""
        found = self._layouts.layout(cell, keys, width, model.uneven, more)
        self._laid_out[row, column] = made_of, found
        return found

    def _common(self, row: int) -> tuple[object, ...]:
        """What the layouts of a row are made of, whatever its cells hold."""
        model = self._comparison_model
        aspect = model.aspects[row]
        return self._workspace.words, theme.current().name, aspect, self._layouts.wide, model.uneven

    def _more(self, hidden: int) -> str:
        said = self._mores.get(hidden)
        if said is None:
            said = self._mores[hidden] = self.tr("+ %n more", "", hidden) + " ▸"
        return said

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self._mores.clear()
        self._laid_out.clear()
        self._heights.clear()
        self.setAccessibleName(self.tr("Comparison"))
        self.setAccessibleDescription(self.tr("Enter opens a cell, Delete takes a treatment out"))

    def lowered(self, row: int) -> int:
        """By how much the first row begins lower: room for what is told about a treatment."""
        return self._room if row == 0 and self.opened and not self.opened.aspect else 0

    def is_open(self, row: int, column: int) -> bool:
        """Whether this cell is open."""
        opened = self.opened
        return opened is not None and (opened.aspect, opened.treatment) == (
            self._comparison_model.aspects[row],
            self._comparison_model.treatments[column],
        )

    def _row_of(self, opened: Opened) -> int:
        """The row that makes room; a treatment is told about above the first one."""
        return self._comparison_model.aspects.index(opened.aspect) if opened.aspect else 0

    def refresh(self) -> None:
        """Lay out what changed: columns, rows, and what is open."""
        model = self._comparison_model
        opened = self.opened
        if opened and (opened.treatment not in model.treatments or opened.aspect not in ("", *model.aspects)):
            self.opened = None
        if not model.treatments:
            self._fit_later.stop()
            self.detail.hide()
            return
        self.treatments.make_room(any(model.marks))
        self._layouts.wide = model.wide
        if not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(0, 0))
        self._fit_columns()
        self._fill_detail()
        laid = self._workspace.words, model.treatments, model.aspects, self._column_width, self.opened
        self._fit_rows(in_sight=laid == self._laid)
        self._laid = laid
        self._place_detail()
        self.executeDelayedItemsLayout()  # what other words in a header begin: now, not between two paints

    def _fit_columns(self) -> None:
        count = self._comparison_model.columnCount()
        width = max(LEAST_COLUMN, self.viewport().width() // count)
        for column in range(count):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)
        self._column_width = width

    def _fit_rows(self, *, in_sight: bool = False) -> None:
        """Make every row as high as its words; with `in_sight` those below the window wait until the keys rest."""
        self._fit_later.stop()
        scrolled = self.verticalScrollBar().value()
        self.aspects.lowered = self._room if self.opened and not self.opened.aspect else 0
        heights: dict[int, int] = {}
        top = -scrolled
        for row in range(len(self._comparison_model.aspects)):
            if in_sight and top > self.viewport().height():
                self._fit_later.start()
                break
            height = self._height_of(row)
            if self.opened is not None and self._row_of(self.opened) == row:
                height += self._room
            if self.rowHeight(row) != height:
                heights[row] = height
            top += height
        if heights:
            self._set_heights(heights)
        self.verticalScrollBar().setValue(scrolled)

    def _fit_waiting(self) -> None:
        """Before anything below the window is looked at or gone to, it gets its height."""
        if self._fit_later.isActive() and self._comparison_model.treatments:
            self._fit_rows()

    def _height_of(self, row: int) -> int:
        """How high the words of a row are; most edits leave most rows as they were."""
        model = self._comparison_model
        columns = range(model.columnCount())
        made_of = (*self._common(row), self._column_width, *[model.keys(row, c) for c in columns])
        known = self._heights.get(row)
        if known is None or known[0] != made_of:
            name = self.aspects.name_height(model.headerData(row, Qt.Orientation.Vertical))
            height = max(name, *(self.layout_of(row, column).height for column in columns))
            known = self._heights[row] = made_of, height
        return known[1]

    def _set_heights(self, heights: Mapping[int, int]) -> None:
        """Let rows have other heights at once: told of each, the view would wait for a timer and then paint again."""
        told = self.aspects.blockSignals(True)
        for row, height in heights.items():
            self.setRowHeight(row, height)
        self.aspects.blockSignals(told)
        self.updateGeometries()
        self.aspects.viewport().update()
        self.viewport().update()

    def _fill_detail(self) -> None:
        self._room = 0
        if self.opened is None:
            if self.detail.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.detail.hide()
            return
        model, opened = self._comparison_model, self.opened
        if opened.aspect:
            self.detail.show_cell(model.cell(self._row_of(opened), model.treatments.index(opened.treatment)))
        else:
            self.detail.show_treatment(opened.treatment)
        most = max(120, self.viewport().height() * 2 // 3)
        self._room = min(self.detail.wanted_height(self.viewport().width()), most)

    def _place_detail(self) -> None:
        if self.opened is None:
            return
        row = self._row_of(self.opened)
        top = self.rowViewportPosition(row)
        if self.opened.aspect:
            top += self.rowHeight(row) - self._room
        self.detail.setGeometry(0, top, self.viewport().width(), self._room - 1)
        self.detail.show()

    # -- acting ------------------------------------------------------------------------------------------------

    def open_cell(self, row: int, column: int) -> None:
        """Open a cell in place, with the keyboard in it."""
        self.setCurrentIndex(self._comparison_model.index(row, column))
        self._open(Opened(self._comparison_model.treatments[column], self._comparison_model.aspects[row]))

    def toggle_treatment(self, column: int) -> None:
        """Tell what a treatment is, or close that again."""
        wanted = Opened(self._comparison_model.treatments[column])
        if self.opened == wanted:
            self.close_detail()
        else:
            self._open(wanted)

    def _open(self, wanted: Opened) -> None:
        self.opened = wanted
        self.viewport().update()
        self.refresh()
        self._scroll_to_opened()
        self.detail.verticalScrollBar().setValue(0)
        self.detail.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_detail(self) -> None:
        """Close what is open; the keyboard goes back to where it came from."""
        opened, self.opened = self.opened, None
        self.viewport().update()
        had_focus = self.detail.hasFocus()
        self.refresh()
        if opened is not None and had_focus:
            (self if opened.aspect else self.treatments).setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_to_opened(self) -> None:
        """Bring what is open into view whole; the cell it belongs to as far as there is room."""
        assert self.opened is not None
        bar, row = self.verticalScrollBar(), self._row_of(self.opened)
        if not self.opened.aspect:
            bar.setValue(0)
        else:
            bottom = self.rowViewportPosition(row) + self.rowHeight(row)
            low, high = bottom - self.viewport().height(), bottom - self._room
            if low > 0 or high < 0:
                bar.setValue(bar.value() + (low if low > 0 else high))
        self._place_detail()

    def _toggle_index(self, index: Index) -> None:
        if self.is_open(index.row(), index.column()):
            self.close_detail()
        else:
            self.open_cell(index.row(), index.column())

    def wanted_page(self) -> str:
        """The catalogue's page for where the reader stands: what an open cell rests on, else the treatment."""
        if self.detail.hasFocus():
            return self.detail.wanted_page()
        column = self.treatments.current if self.treatments.hasFocus() else self.currentIndex().column()
        treatments = self._comparison_model.treatments
        return f"treatment.{treatments[column]}" if 0 <= column < len(treatments) else ""

    def _follow(self, address: str) -> None:
        """Go where a link of the open cell leads; a change is tried in a hypothetical copy."""
        if not address.startswith(TRY):
            self.page_requested.emit(address)
            return
        asked = self._workspace.try_change(self.detail.changes[int(address.removeprefix(TRY))])
        if asked:
            self.field_requested.emit(asked)

    def remove(self, column: int) -> None:
        """Take a treatment out of the comparison; where every option is a column, there is nothing to take out."""
        if self._comparison_model.wide:
            return
        self._workspace.toggle_chosen(self._comparison_model.treatments[column])

    def copy(self) -> None:
        """Put the current cell on the clipboard as plain text."""
        index, model = self.currentIndex(), self._comparison_model
        if index.isValid():
            head = f"{model.headerData(index.row(), Qt.Orientation.Vertical)} · "
            head += model.headerData(index.column(), Qt.Orientation.Horizontal)
            clipboard.put(f"{head}\n{model.plain(index.row(), index.column())}")

    def _cell_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.setCurrentIndex(index)
            menu = self._menu(index.column())
            copy = QAction(self.tr("Copy"), menu)
            copy.triggered.connect(self.copy)
            menu.addAction(copy)
            menu.exec(self.viewport().mapToGlobal(place))

    def _treatment_menu(self, place: QPoint) -> None:
        section = self.treatments.logicalIndexAt(place)
        if section >= 0:
            self._menu(section).exec(self.treatments.mapToGlobal(place))

    def _menu(self, column: int) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = menu.addAction(self.tr("About this treatment"))
        about.triggered.connect(lambda: self.toggle_treatment(column))
        page = menu.addAction(self.tr("Its page in the catalogue"))
        address = f"treatment.{self._comparison_model.treatments[column]}"
        page.triggered.connect(lambda: self.page_requested.emit(address))
        treatment = self._comparison_model.treatments[column]
        why = menu.addAction(self.tr("Why not, and what would make it possible") + "\tShift+Enter")
        why.triggered.connect(lambda: self.why_requested.emit(treatment))
        remove = menu.addAction(self.tr("Remove from the comparison"))
        remove.triggered.connect(lambda: self.remove(column))
        return menu

    # -- Qt ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = Qt.Key(event.key()), self.currentIndex()
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid() and shifted:
            self.why_requested.emit(self._comparison_model.treatments[index.column()])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._toggle_index(index)
        elif key == Qt.Key.Key_Escape and self.opened is not None:
            self.close_detail()
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.remove(index.column())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Up and index.row() == 0:
            self.treatments.current = index.column()
            self.treatments.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground is painted here: else everything this table lies on would be painted first, at each change."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().colour("surface"))
        painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        self._fit_waiting()
        super().scrollTo(index, hint)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._fit_waiting()
        super().scrollContentsBy(dx, dy)
        self.aspects.viewport().update()
        self._place_detail()
