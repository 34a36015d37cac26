"""Option list: every treatment by its status, in a fixed order; Space chooses what is compared."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.comparison.option_model import OptionModel
from ui.comparison.option_view import OptionView
from ui.search_edit import SearchEdit
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
        self._pages.setMinimumHeight(12 * theme.STEP)
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
        self.view.executeDelayedItemsLayout()  # now, not after the paint: a second paint would follow it
        row = self.model.row_of(*stood)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.set_current(self.model.index(row))
        if self.view.verticalScrollBar().value() != scrolled:
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
        if self.ask_next.toolTip() != text:
            metrics, room = QFontMetrics(self.ask_next.font()), WIDTH - 5 * theme.STEP
            self.ask_next.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
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


class FilterEdit(SearchEdit):
    """Type to filter; Esc clears, Down or Enter goes to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
