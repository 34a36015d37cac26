"""Page view: one page of the catalogue, with a frame while it has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from consult.summary.catalogue_pages import Page
from ui import theme
from ui.catalogue.linked_text import LinkedText
from ui.catalogue.rich import name_of, rich


class PageView(LinkedText):
    """The arrows and the page keys scroll; links and Alt+Left or Alt+Right lead to other pages."""

    stepped = Signal(int)
    """The page before (-1) or after (1) is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = self.document()
        document.setDocumentMargin(4 * theme.STEP)
        wrap = QTextOption(document.defaultTextOption())
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)

    def show_page(self, page: Page, mark: str) -> None:
        """Show a page from its top, or from the place that was asked for."""
        self.setHtml(rich(page, theme.current(), mark))
        self.setAccessibleName(page.title)
        if page.anchor:
            self.scrollToAnchor(name_of(page.anchor))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - 3 * theme.STEP)  # the rule over the row stays in sight

    # -- Qt ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back_or_on = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif back_or_on and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(back_or_on)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        step = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button(), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.current().colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the frame of the focus stays in its place
