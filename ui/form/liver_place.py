"""Liver place: the liver map under the lesion rows where there is height, else in a panel beside the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.form.lesions import LesionRow, LesionTable
from ui.form.rows import follow, last_stop
from ui.theme import STEP
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.form.liver_map import LiverMapView
    from ui.form.liver_panel import LiverPanel

LEAST_HEIGHT, MOST_HEIGHT = 150, 212
"""Of the map under the rows."""


class LiverPlace(QObject):
    """Keeps the map and the lesion table in step, and gives the map its place. Nothing is made before it is seen."""

    message_changed = Signal()
    """What the map has to say is another."""

    def __init__(self, workspace: Workspace, table: LesionTable, holder: QWidget) -> None:
        super().__init__(table)
        self._workspace = workspace
        self._table = table
        self._holder = holder
        """The room under the rows; hidden where there is none."""
        self.inline: LiverMapView | None = None
        self.panel: LiverPanel | None = None
        holder.hide()
        table.map_button.clicked.connect(self.toggle)
        shortcut = QShortcut(QKeySequence("Alt+L"), table)
        shortcut.activated.connect(self.go)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    @property
    def view(self) -> LiverMapView | None:
        """The map that is seen, or None."""
        if self.inline is not None and not self._holder.isHidden():
            return self.inline
        if self.panel is not None and not self.panel.isHidden():
            return self.panel.view
        return None

    def message(self) -> str:
        """What the map says while the keyboard stands on it; else nothing."""
        return "" if self.view is None else self.view.message()

    def fit(self, spare: int) -> int:
        """Take what of a spare height the map needs under the rows, or nothing where it is too little."""
        height = min(spare, MOST_HEIGHT) if spare >= LEAST_HEIGHT else 0
        if height:
            self._holder.setFixedHeight(height)
            self.leave()
        if self._holder.isHidden() == bool(height):
            self._holder.setVisible(bool(height))
            self._table.map_button.setVisible(not height)
        if height and self._table.isVisible():
            self.fill()
        self._table.beyond = self.view
        if self.panel is not None:
            self.panel.stand_beside(self._table)
        return height

    def fill(self) -> None:
        """Put the map into its room under the rows; the window is painted and typed into before that."""
        if self.inline is None and not self._holder.isHidden():
            from ui.form.liver_map import LiverMapView

            self.inline = self._made(LiverMapView(self._workspace, self._holder))
            line = QVBoxLayout(self._holder)
            line.setContentsMargins(0, STEP, 0, 0)
            line.addWidget(self.inline)
            self._table.beyond = self.view

    def go(self) -> None:
        """Go to the map, opening the panel where it does not stand under the rows; from the panel: put it away."""
        if self.panel is not None and self.panel.view.hasFocus():
            self.leave()
            return
        if self.view is None:
            self.toggle()
        if self.view is not None:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self) -> None:
        """Open the panel or put it away."""
        if self.panel is not None and not self.panel.isHidden():
            self.leave()
            return
        if self.panel is None:
            from ui.form.liver_panel import LiverPanel

            self.panel = LiverPanel(self._workspace, self._table.window())
            self.panel.close_button.clicked.connect(self.leave)
            self._made(self.panel.view)
            follow(self.panel.view, [self.panel.close_button])
        for watched in (self._table.window(), self._table):
            watched.installEventFilter(self)
        self.panel.stand_beside(self._table)
        self.panel.show()
        self.panel.raise_()
        self._table.beyond = self.panel.close_button
        self._follow_focus(None, QApplication.focusWidget())

    def leave(self) -> None:
        """Put the panel away; the keyboard goes back to the rows."""
        if self.panel is None or self.panel.isHidden():
            return
        inside = self.panel.isAncestorOf(QApplication.focusWidget() or self._table)
        self.panel.hide()
        for watched in (self._table.window(), self._table):
            watched.removeEventFilter(self)
        self._table.beyond = self.view
        if inside:
            self._table.go_to(self.panel.view.selected or 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel in the window, and leave nothing of it behind where the form is no longer seen."""
        if event.type() == QEvent.Type.Resize and self.panel is not None:
            self.panel.stand_beside(self._table)
        elif event.type() == QEvent.Type.Hide and watched is self._table:
            self.leave()
        return False

    def _made(self, view: LiverMapView) -> LiverMapView:
        view.segment_activated.connect(self._table.start_in)
        view.lesion_activated.connect(self._table.go_to)
        view.message_changed.connect(self.message_changed)
        follow(last_stop(self._table), [view])
        return view

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Mark on the map the lesion whose row has the keyboard."""
        view = self.view
        if view is None or now is None or now is view:
            return
        at: QWidget | None = now
        while at is not None and not isinstance(at, LesionRow):
            at = at.parentWidget()
        view.select(at.index if isinstance(at, LesionRow) and self._table.isAncestorOf(at) else None)
