"""Option list: every treatment by its status, in a fixed order; Space chooses what is compared."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.comparison.option_delegate import FOLD_ZONE, OptionDelegate
from ui.comparison.option_model import OptionModel
from ui.workspace import Workspace

WIDTH = 272


class OptionList(QWidget):
    """Filter, the field worth asking next, and the options; or the sentence that says why there are none."""

    current_changed = Signal(str)
    """The keyboard or the mouse stands on this treatment."""
    comparison_requested = Signal()
    """Enter was pressed: the comparison is wanted next."""
    why_requested = Signal(str)
    """Why this treatment has its status, and what would change it, is wanted."""
    field_requested = Signal(str)
    """The field worth asking next was clicked."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setFixedWidth(WIDTH)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = OptionModel(workspace, self)
        self.filter = FilterEdit()
        self.order = QLabel()
        self.order.setProperty("role", "muted")
        self.order.setTextFormat(Qt.TextFormat.PlainText)
        self.ask_next = QPushButton()
        self.ask_next.setProperty("role", "link")
        self.ask_next.setFixedHeight(5 * theme.STEP)
        self.ask_next.clicked.connect(self._request_field)
        self.view = OptionView(self.model)
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem.setContentsMargins(3 * theme.STEP, 2 * theme.STEP, 3 * theme.STEP, 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.problem)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2 * theme.STEP, 0, 0)
        box.setSpacing(theme.STEP)
        head = QVBoxLayout()
        head.setContentsMargins(2 * theme.STEP, 0, 2 * theme.STEP, 0)
        head.setSpacing(theme.STEP)
        head.addWidget(self.filter)
        head.addWidget(self.ask_next)
        head.addWidget(self.order)
        box.addLayout(head)
        box.addWidget(self._pages)
        self._connect(workspace)
        self.retranslate()

    def _connect(self, workspace: Workspace) -> None:
        self.filter.textChanged.connect(self._filter)
        self.filter.left.connect(self.view.setFocus)
        self.view.typed.connect(self._type_on)
        self.view.cleared.connect(self.filter.clear)
        self.view.toggled.connect(self._toggle)
        self.view.accepted.connect(self.comparison_requested)
        self.view.moved.connect(self._moved)
        self.view.folded.connect(self._fold)
        self.view.turned.connect(self._turn)
        self.view.why.connect(self._ask_why)
        self.view.customContextMenuRequested.connect(self._row_menu)
        workspace.patient_replaced.connect(self._forget_families)
        workspace.assessed.connect(self.show_assessment)
        workspace.chosen_changed.connect(self._show_chosen)
        workspace.consulted.connect(self.show_consultation)
        workspace.language_changed.connect(self.retranslate)

    # -- showing -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the options by name"))
        self.view.setAccessibleName(self.tr("Options"))
        self.view.setAccessibleDescription(
            self.tr(
                "Space chooses an option for the comparison, Right and Left open and fold what stands under it, "
                "Shift+Enter tells why not"
            )
        )
        words = self._workspace.words
        self.order.setText(words.say("options.order"))
        self.order.setToolTip(words.say("options.order_long"))
        self.order.setAccessibleName(words.say("options.order_long"))
        self.show_assessment()

    def show_assessment(self) -> None:
        """Show the options as they are now; where the reader stands does not change."""
        stood, scrolled = self.current_row(), self.view.verticalScrollBar().value()
        self.model.refresh()
        self._stand_on(stood, scrolled)
        self._show_ask_next()
        self._show_problem()

    def show_consultation(self) -> None:
        """Mark what Fit says; nothing is touched while that is the same."""
        if self.model.wanted_marks() != self.model.marks:
            self.show_assessment()

    def current_row(self) -> tuple[str, str, str]:
        """Group, treatment and family of the current row."""
        at = self.view.currentIndex().row()
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        return (row.group, row.treatment, row.family) if row else ("", "", "")

    def _stand_on(self, stood: tuple[str, str, str], scrolled: int) -> None:
        row = self.model.row_of(*stood)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.set_current(self.model.index(row))
        if self.view.verticalScrollBar().value() != scrolled:
            self.view.doItemsLayout()
            self.view.verticalScrollBar().setValue(scrolled)

    def _show_ask_next(self) -> None:
        assessment, words = self._workspace.assessment, self._workspace.words
        asked = assessment.ask_next if assessment is not None else ()
        self.ask_next.setEnabled(bool(asked))
        if not asked:
            text = "" if assessment is None else self.tr("No open field holds an option back")
        else:
            label = words.field(asked[0].field)
            text = self.tr("Ask next: {field} (%n options)", "", len(asked[0].could_change))
            text = text.format(field=label)
        room = WIDTH - 5 * theme.STEP
        shown = QFontMetrics(self.ask_next.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        if self.ask_next.toolTip() != text or self.ask_next.text() != shown:
            self.ask_next.setText(shown)
            self.ask_next.setToolTip(text)
            self.ask_next.setAccessibleName(text)

    def _show_problem(self) -> None:
        there = self._workspace.assessment is not None
        if not there:
            problem = self._workspace.problem
            said = (
                self._workspace.words.error(problem) if problem else self.tr("The catalogue is being read.")
            )
            self.problem.setText(said)
        self._pages.setCurrentWidget(self.view if there else self.problem)
        self.filter.setEnabled(there)

    def _forget_families(self) -> None:
        if not self._workspace.what_if:
            self.model.forget_families()

    def _show_chosen(self) -> None:
        self.model.repaint_rows()

    # -- acting ------------------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        stood, scrolled = self.current_row(), self.view.verticalScrollBar().value()
        self.model.set_filter(text)
        self._stand_on(stood, scrolled)
        if not self.view.currentIndex().isValid():
            first = next((at for at, row in enumerate(self.model.rows) if row.treatment), -1)
            if first >= 0:
                self.view.set_current(self.model.index(first))

    def _type_on(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.insert(text)

    def _toggle(self, at: int) -> None:
        row = self.model.rows[at]
        if row.treatment:
            self._workspace.toggle_chosen(row.treatment)
        else:
            self._fold(at, not self.model.folded(row))

    def _fold(self, at: int, folded: bool) -> None:
        """Open or fold what a row holds; Left on what stands under the head of a family goes to that."""
        row = self.model.rows[at]
        if row.inside and folded:
            head = next(n for n in range(at, -1, -1) if self.model.rows[n].family == row.inside)
            self.view.setCurrentIndex(self.model.index(head))
        elif self.model.folded(row) is not None and self.model.folded(row) != folded:
            scrolled = self.view.verticalScrollBar().value()
            self.model.fold(row, folded)
            self._stand_on((row.group, row.treatment, row.family), scrolled)

    def _turn(self, at: int) -> None:
        self._fold(at, not self.model.folded(self.model.rows[at]))

    def _ask_why(self, at: int) -> None:
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        if row is not None and row.treatment:
            self.why_requested.emit(row.treatment)

    def _row_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if not index.isValid() or not self.model.rows[index.row()].treatment:
            return
        self.view.setCurrentIndex(index)
        menu, at = QMenu(self), index.row()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        why = menu.addAction(self.tr("Why not, and what would make it possible") + "\tShift+Enter")
        why.triggered.connect(lambda: self._ask_why(at))
        compare = menu.addAction(self.tr("Compare, or take out") + "\tSpace")
        compare.triggered.connect(lambda: self._toggle(at))
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _moved(self, at: int) -> None:
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        if row is not None and row.treatment:
            self.current_changed.emit(row.treatment)

    def _request_field(self) -> None:
        assessment = self._workspace.assessment
        if assessment is not None and assessment.ask_next:
            self.field_requested.emit(assessment.ask_next[0].field)


class FilterEdit(QLineEdit):
    """Type to filter; Esc clears, Down or Enter goes to the list."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(icons.LEADING, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.paint_leading(self, "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


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
        self.setModel(model)
        self.setItemDelegate(OptionDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
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

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(current.row())

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
