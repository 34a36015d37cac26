"""Comparison panel: the chosen treatments side by side, their conflicts above, or how to choose them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from consult.judge import STATUSES
from consult.phrases import SHAPES
from ui import theme
from ui.comparison.bar import ComparisonBar, RowsPanel
from ui.comparison.conflicts import ConflictLines
from ui.comparison.model import ComparisonModel
from ui.comparison.table import ComparisonTable
from ui.comparison.wording import Wording
from ui.form.rows import follow
from ui.workspace import Workspace

_WIDE_AFTER_MS = 150
"""Milliseconds without an edit after which a comparison of all options follows."""
_ROWS_HEIGHT = 420
_LEAST_HEIGHT = 100
"""Of the table: its header and a few lines; in a low window (a large scaling) it rolls by itself."""


class ComparisonPanel(QWidget):
    """Shows the table from two chosen treatments on; before that a hint, and what the shapes mean."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        wording = Wording(workspace)
        self.model = ComparisonModel(workspace, wording, self)
        self.table = ComparisonTable(workspace, self.model, wording)
        self.hint = Hint(workspace)
        self.conflicts = ConflictLines(workspace)
        self.bar = ComparisonBar(workspace)
        self.rows: RowsPanel | None = None
        """Made when it is first asked for."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WIDE_AFTER_MS)
        self._later.timeout.connect(self._show)
        self.drafts = QLabel()
        self.drafts.setProperty("role", "muted")
        self.drafts.setContentsMargins(2 * theme.STEP, theme.STEP, 2 * theme.STEP, theme.STEP)
        self.drafts.hide()
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(_LEAST_HEIGHT)
        self._hint_area = QScrollArea()
        self._hint_area.setFrameShape(QFrame.Shape.NoFrame)
        self._hint_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint_area.setWidgetResizable(True)
        self._hint_area.setWidget(self.hint)
        self._pages.addWidget(self._hint_area)
        self._pages.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.conflicts)
        box.addWidget(self.drafts)
        box.addWidget(self._pages, 1)
        self._box = box
        self.bar.rows_requested.connect(self.toggle_rows)
        self.bar.wide_requested.connect(self.compare_all)
        workspace.rows_changed.connect(self.show_comparison)
        workspace.assessed.connect(self.show_comparison)
        workspace.chosen_changed.connect(self.show_comparison)
        workspace.consulted.connect(self.show_consultation)
        workspace.language_changed.connect(self.retranslate)
        workspace.preferred.connect(self.show_comparison)
        self.retranslate()

    def show_consultation(self) -> None:
        """Draw up the rows that matter, and mark what Fit says; nothing is touched while neither changed."""
        if self.model.is_out_of_date():
            self.show_comparison()

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.table.retranslate()
        self.model.retranslate()
        self.hint.retranslate()
        self.bar.retranslate()
        if self.rows is not None:
            self.rows.retranslate()
        self._show()

    def show_comparison(self) -> None:
        """Show the comparison as it is now; of all options once typing pauses, for they are many."""
        if self.model.wide:
            self._later.start()
        else:
            self._show()

    def compare_all(self, wide: bool) -> None:
        """Make every option of the list a column, or only those chosen again."""
        self.table.close_detail()
        self.model.wide = wide
        self.bar.wide.setChecked(wide)
        self._show()
        self.bar.retranslate()

    def toggle_rows(self) -> None:
        """Open the choice of rows in place, or close it; the keyboard goes with it and comes back."""
        if self.rows is None:
            self.rows = RowsPanel(self._workspace)
            self._box.insertWidget(self._box.indexOf(self._pages), self.rows)
            self.rows.setMaximumHeight(_ROWS_HEIGHT)
            self.rows.hide()
            self.rows.closed.connect(self.toggle_rows)
            stops = [self.rows.list, self.rows.up, self.rows.down, self.rows.reset, self.rows.close_button]
            follow(self.bar.wide, stops)
        opening = self.rows.isHidden()
        self.rows.setVisible(opening)
        (self.rows.list if opening else self.bar.rows).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the keyboard on the table. (As a focus proxy it would make Tab pass over the line above it.)"""
        page = self._pages.currentWidget()
        assert page is not None
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.model.refresh()
        comparable = bool(self.model.treatments)
        page = self.table if comparable else self._hint_area
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
        self.hint.show_chosen()
        comparison = self.model.comparison
        chosen = self._workspace.comparison if self.model.wide else comparison
        self.conflicts.show_conflicts(chosen.conflicts if chosen else ())
        self.bar.show_equals(self.model.equals)
        self.bar.rows.setEnabled(comparable)
        self._show_drafts()
        self.table.refresh()

    def _show_drafts(self) -> None:
        """Say how many unverified drafts the user's settings leave out."""
        comparison = self.model.comparison
        if comparison is None or self._workspace.preferences.show_unverified:
            self.drafts.hide()
            return
        from consult.unverified import hidden_drafts

        self.drafts.setText(self._workspace.words.drafts(hidden_drafts(comparison)))
        self.drafts.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "table"):
            self.table.refresh()
            self.table.viewport().update()


class Hint(QWidget):
    """How to choose, and what the shapes of the statuses mean."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.legend = QLabel()
        self.legend.setProperty("role", "heading")
        self._shapes: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(6 * theme.STEP, 6 * theme.STEP, 6 * theme.STEP, 6 * theme.STEP)
        box.setSpacing(2 * theme.STEP)
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addSpacing(4 * theme.STEP)
        box.addWidget(self.legend)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.STEP)
        grid.setVerticalSpacing(theme.STEP)
        grid.setColumnStretch(1, 1)
        for row, status in enumerate(STATUSES):
            self._shapes[status] = QLabel(SHAPES[status])
            self._shapes[status].setProperty("status", status)
            self._names[status] = QLabel()
            grid.addWidget(self._shapes[status], row, 0)
            grid.addWidget(self._names[status], row, 1)
        box.addLayout(grid)
        box.addStretch(1)

    def retranslate(self) -> None:
        """Set every text in the language of the workspace."""
        self.title.setText(self.tr("Compare treatments"))
        self.legend.setText(self.tr("WHAT THE SHAPES MEAN"))
        for status, label in self._names.items():
            label.setText(self._workspace.words.status(status))
        self.show_chosen()

    def show_chosen(self) -> None:
        """Say what is still to do, naming what is already chosen."""
        workspace = self._workspace
        how = self.tr(
            "Choose two to four treatments in the list at the left: move with the arrow keys and press Space, "
            "or click."
        )
        if workspace.assessment is None:
            how = self.tr("There are no treatments to compare.")
        elif workspace.chosen:
            names = workspace.words.join(workspace.words.treatment(t) for t in workspace.chosen)
            how = self.tr("Chosen: {names}. Choose one more to see them side by side.").format(names=names)
        if how != self.text.text():
            self.text.setText(how)
