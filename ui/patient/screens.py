"""Screens: the consultation, over it the patient view, over both the blank screen; one is shown at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.patient.blank import Blank
    from ui.patient.view import PatientView


@dataclass(frozen=True, slots=True)
class _Under:
    """What a screen was laid over: the screen below, where the keyboard was, and other windows that were open."""

    screen: QWidget
    focus: QWidget | None
    windows: tuple[QWidget, ...]


class Screens(QStackedWidget):
    """Holds the consultation's widget; the other two are made when first shown.

    While one of them is shown, no other window of the program is: it might tell whose consultation this is.
    """

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.patient: PatientView | None = None
        self.blank: Blank | None = None
        self._under: list[_Under] = []

    def toggle_patient(self) -> None:
        """Show the patient view, or the consultation again."""
        if self.patient is not None and self.currentWidget() is self.patient:
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
            self._lay_over(self.patient)
            self.patient.focus_first()

    def leave_patient(self) -> None:
        """Show the consultation as it was left."""
        if self.patient is not None and self.currentWidget() is self.patient:
            self._uncover()

    def hide_screen(self) -> None:
        """Show nothing at all."""
        if self.blank is None:
            from ui.patient.blank import Blank

            self.blank = Blank(self._workspace, self)
            self.blank.left.connect(self.show_again)
            self.addWidget(self.blank)
        if self.currentWidget() is not self.blank:
            self.blank.cover()
            self._lay_over(self.blank)
            self.window().activateWindow()
            self.blank.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_again(self) -> None:
        """Show what the blank screen hid."""
        if self.blank is not None and self.currentWidget() is self.blank:
            self._uncover()

    def lay_over(self, screen: QWidget) -> None:
        """Show a screen of somebody else's over everything until `uncover`."""
        if self.indexOf(screen) < 0:
            self.addWidget(screen)
        if self.currentWidget() is not screen:
            self._lay_over(screen)

    def uncover(self, screen: QWidget) -> None:
        """Show what lay under it."""
        if self.currentWidget() is screen:
            self._uncover()

    def _lay_over(self, screen: QWidget) -> None:
        below, focus = self.currentWidget(), QApplication.focusWidget()
        assert below is not None  # the consultation was put in first
        own = focus is not None and below.isAncestorOf(focus)
        windows = tuple(
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self.window() and widget.isVisible()
        )
        self._under.append(_Under(below, focus if own else None, windows))
        self.setCurrentWidget(screen)
        for window in windows:
            window.hide()

    def _uncover(self) -> None:
        under = self._under.pop()
        if self.patient is not None and under.screen is self.patient:
            self.patient.refresh()
        self.setCurrentWidget(under.screen)
        if under.focus is not None:
            under.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        for window in under.windows:
            if window.windowType() is not Qt.WindowType.Popup:
                window.show()
