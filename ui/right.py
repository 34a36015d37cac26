"""Right side of the window: stages above, options and comparison below; made once the form is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.comparison.arithmetic import ArithmeticPanel
from ui.comparison.options import WIDTH, OptionList
from ui.comparison.panel import ComparisonPanel
from ui.comparison.strip import StageStrip
from ui.form.rows import follow, last_stop, stops
from ui.talk.steps import Steps
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.catalogue.browser import CatalogueBrowser
    from ui.guide.first_page import FirstPage
    from ui.why.panel import WhyPanel


class Right:
    """Fills an empty widget, all at once; `field_requested` leads to a field of the form."""

    def __init__(
        self,
        workspace: Workspace,
        place: QWidget,
        field_requested: Callable[[str], object],
        first_made: Callable[[FirstPage], object],
    ) -> None:
        self.field_requested = field_requested
        self._asked_why: QWidget | None = None
        place.setUpdatesEnabled(False)
        self.first_made = first_made
        """Called with the first page when it is made, to answer what is asked on it."""
        self._options_asked = False
        self._workspace = workspace
        self.browser: CatalogueBrowser | None = None
        self._before: QWidget | None = None
        line = QFrame(place)
        line.setProperty("role", "rule")
        line.setFixedHeight(1)
        self.strip = StageStrip(workspace, place)
        self.arithmetic = ArithmeticPanel(workspace, place)
        self.strip.badge_activated.connect(self.arithmetic.toggle)
        self.arithmetic.shown.connect(self.strip.mark_open)
        self.arithmetic.left.connect(self.strip.focus_badge)
        self._place = place
        self._column = QVBoxLayout(place)
        self.why: WhyPanel | None = None
        """Made when it is first asked why."""
        self._views = QStackedWidget(place)
        below = QSplitter(Qt.Orientation.Horizontal, self._views)
        self.options = OptionList(workspace, below)
        self.comparison = ComparisonPanel(workspace, below)
        self.options.comparison_requested.connect(self.comparison.take_focus)
        below.setSizes([WIDTH, 3 * WIDTH])  # the list keeps its width, the comparison takes the rest
        below.setStretchFactor(0, 0)
        below.setStretchFactor(1, 1)
        below.setChildrenCollapsible(False)
        below.setHandleWidth(1)
        self._views.addWidget(below)
        self._below = below
        self.steps = Steps(workspace, self._views, below, self.options.view.setFocus)
        self.first: FirstPage | None = None
        if workspace.is_blank():
            self._make_first_page()
        workspace.assessed.connect(self._show_home)
        self.comparison.table.page_requested.connect(self.browse)
        self.options.why_requested.connect(self.tell_why)
        self.comparison.table.field_requested.connect(field_requested)
        self.comparison.table.why_requested.connect(self.tell_why)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(line)
        column.addWidget(self.arithmetic)
        column.addWidget(self._views, 1)
        place.setUpdatesEnabled(True)

    def home(self) -> QWidget:
        """What stands here while nothing else was asked for: the first page in a blank case, else the options."""
        blank = self._workspace.is_blank() and not self._options_asked and self._workspace.problem is None
        if blank and self.first is None:
            self._make_first_page()
        if blank and self.first is not None and self.steps.current == "options":
            return self.first
        return self.steps.widget()

    def show_options(self) -> None:
        """Show the options even though nothing is recorded yet."""
        self._options_asked = True
        self._views.setCurrentWidget(self._below)
        self.options.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_home(self) -> None:
        if not self._workspace.is_blank():
            self._options_asked = False
        if self._views.currentWidget() in (self.first, self._below):
            self._views.setCurrentWidget(self.home())

    def _make_first_page(self) -> None:
        from ui.guide.first_page import FirstPage

        self.first = FirstPage(self._workspace, self._views)
        self.first.options_asked.connect(self.show_options)
        self._views.addWidget(self.first)
        self._views.setCurrentWidget(self.home())
        self.first_made(self.first)

    def show_page(self, page: QWidget) -> None:
        """Show a page in the place of options and comparison; `leave_page` brings them back."""
        if self._views.indexOf(page) < 0:
            self._views.addWidget(page)
            follow(last_stop(self._below), stops(page))
        if self._views.currentWidget() is not page:
            self._before = QApplication.focusWidget()
            self._views.setCurrentWidget(page)

    def is_page_open(self) -> bool:
        """Whether something else stands in the place of options and comparison."""
        return self._views.currentWidget() not in (self.first, self.steps.widget())

    def leave_page(self) -> None:
        """Show options and comparison as they were left; the keyboard goes back to where it was."""
        self.leave_browser()

    # -- why an option has its status ------------------------------------------------------------------------

    def tell_why(self, treatment: str) -> None:
        """Tell in place why a treatment has its status and what would change it, or close that again."""
        panel = self.why or self._make_why()
        self.arithmetic.leave()
        self._asked_why = QApplication.focusWidget() or self._asked_why
        panel.toggle(treatment)

    def _make_why(self) -> WhyPanel:
        from ui.why.panel import WhyPanel

        made = self.why = WhyPanel(self._workspace, self._place)
        self._column.insertWidget(self._column.indexOf(self._views), made)
        follow(last_stop(self.strip), [made.closing, made.text])
        made.field_requested.connect(self.field_requested)
        made.shown.connect(self._left_why)
        return made

    def _left_why(self, treatment: str) -> None:
        if not treatment and self._asked_why is not None:
            self._asked_why.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the catalogue, in the place of options and comparison -------------------------------------------------

    def browse(self, address: str = "") -> None:
        """Show the catalogue's page at `address`; empty: the page last shown, with the keyboard in the search."""
        browser = self.browser or self._make_browser()
        if self._views.currentWidget() is not browser:
            self._before = QApplication.focusWidget()
            self._views.setCurrentWidget(browser)
        browser.open(address)
        (browser.page if address else browser.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def browse_here(self) -> None:
        """Show the page for where the keyboard stands, or the consultation again while the catalogue is shown."""
        focus = QApplication.focusWidget()
        if self._views.currentWidget() is self.browser:
            self.leave_browser()
        elif focus is not None and self.comparison.table.isAncestorOf(focus):
            self.browse(self.comparison.table.wanted_page())
        elif focus is not None and self.options.isAncestorOf(focus):
            treatment = self.options.current_row()[1]
            self.browse(f"treatment.{treatment}" if treatment else "")
        else:
            self.browse()

    def leave_browser(self) -> None:
        """Show options and comparison as they were left; the keyboard goes back to where it was."""
        focus, before, self._before = QApplication.focusWidget(), self._before, None
        inside = focus is not None and self._views.isAncestorOf(focus)
        home = self.home()
        self._views.setCurrentWidget(home)
        if inside:
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.comparison.take_focus()

    def _make_browser(self) -> CatalogueBrowser:
        from ui.catalogue.browser import CatalogueBrowser

        made = self.browser = CatalogueBrowser(self._workspace, self._views)
        self._views.addWidget(made)
        made.left.connect(self.leave_browser)
        follow(last_stop(self._below), made.stops())
        return made
