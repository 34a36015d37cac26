"""Screens: the consultation, over it the patient view, over both the blank screen; one is shown at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.patient.blank import Blank
    from ui.patient.view import PatientView


class Screens(QStackedWidget):
    """Holds the consultation's widget; the other two are made when first shown."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.patient: PatientView | None = None
        self.blank: Blank | None = None
        self._before: dict[QWidget, QWidget | None] = {}
        self._covered: list[QWidget] = []

    def toggle_patient(self) -> None:
        """Show the patient view, or the consultation again."""
        if self.currentWidget() is self.patient:
            self.leave_patient()
        else:
            self.show_patient()

    def show_patient(self) -> None:
        """Show the patient view; the keyboard goes to its first control."""
        if self.patient is None:
            from ui.patient.view import PatientView

            self.patient = PatientView(self._workspace, self)
            self.patient.left.connect(self.leave_patient)
            self.patient.hide_requested.connect(self.hide_screen)
            self.addWidget(self.patient)
        if self.currentWidget() is not self.patient:
            self.patient.refresh()
            self._show(self.patient)
            self.patient.focus_first()

    def leave_patient(self) -> None:
        """Show the consultation as it was left."""
        if self.currentWidget() is self.patient:
            self._return_to(self.widget(0))

    def hide_screen(self) -> None:
        """Show nothing at all: neither this window nor another of the program tells anything."""
        if self.blank is None:
            from ui.patient.blank import Blank

            self.blank = Blank(self._workspace, self)
            self.blank.left.connect(self.show_again)
            self.addWidget(self.blank)
        if self.currentWidget() is self.blank:
            return
        self._covered = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self.window() and widget.isVisible()
        ]
        under = self.currentWidget()
        self._show(self.blank)
        self.blank.cover(under)
        for widget in self._covered:
            widget.hide()
        self.window().activateWindow()
        self.blank.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_again(self) -> None:
        """Show what the blank screen hid."""
        if self.blank is None or self.currentWidget() is not self.blank:
            return
        self._return_to(self.blank.under or self.widget(0))
        covered, self._covered = self._covered, []
        for widget in covered:
            if widget.windowType() is not Qt.WindowType.Popup:
                widget.show()

    def _show(self, screen: QWidget) -> None:
        under = self.currentWidget()
        focus = QApplication.focusWidget()
        self._before[under] = focus if focus is not None and under.isAncestorOf(focus) else None
        self.setCurrentWidget(screen)

    def _return_to(self, screen: QWidget) -> None:
        self.setCurrentWidget(screen)
        focus = self._before.pop(screen, None)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
