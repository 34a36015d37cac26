"""Right side of the window: stages above, options and comparison below; made once the form is painted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ui.comparison.arithmetic import ArithmeticPanel
from ui.comparison.options import WIDTH, OptionList
from ui.comparison.panel import ComparisonPanel
from ui.comparison.strip import StageStrip
from ui.workspace import Workspace


class Right:
    """Fills an empty widget, all at once."""

    def __init__(self, workspace: Workspace, place: QWidget) -> None:
        place.setUpdatesEnabled(False)
        line = QFrame(place)
        line.setProperty("role", "rule")
        line.setFixedHeight(1)
        self.strip = StageStrip(workspace, place)
        self.arithmetic = ArithmeticPanel(workspace, place)
        self.strip.badge_activated.connect(self.arithmetic.toggle)
        self.arithmetic.shown.connect(self.strip.mark_open)
        self.arithmetic.left.connect(self.strip.focus_badge)
        below = QSplitter(Qt.Orientation.Horizontal, place)
        self.options = OptionList(workspace, below)
        self.comparison = ComparisonPanel(workspace, below)
        self.options.comparison_requested.connect(self.comparison.setFocus)
        below.setSizes([WIDTH, 3 * WIDTH])  # the list keeps its width, the comparison takes the rest
        below.setStretchFactor(0, 0)
        below.setStretchFactor(1, 1)
        below.setChildrenCollapsible(False)
        below.setHandleWidth(1)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(line)
        column.addWidget(self.arithmetic)
        column.addWidget(below, 1)
        place.setUpdatesEnabled(True)
