"""Page view: one page of the catalogue; it loads nothing, and its links lead to other pages alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from consult.summary.catalogue_pages import Page
from ui import theme
from ui.catalogue.addresses import address
from ui.catalogue.rich import name_of, rich


class PageView(QTextBrowser):
    """Tab goes from link to link, Enter follows one; the arrows and the page keys scroll."""

    followed = Signal(str)
    """A link to this address was followed."""
    stepped = Signal(int)
    """The page before (-1) or after (1) is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        document = self.document()
        document.setDocumentMargin(4 * theme.STEP)
        wrap = QTextOption(document.defaultTextOption())
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        self.anchorClicked.connect(self._follow)

    def show_page(self, page: Page, mark: str) -> None:
        """Show a page from its top, or from the place that was asked for."""
        self.setHtml(rich(page, theme.current(), mark))
        self.setAccessibleName(page.title)
        if page.anchor:
            self.scrollToAnchor(name_of(page.anchor))

    def _follow(self, url: QUrl) -> None:
        wanted = address(url)
        if wanted:
            self.followed.emit(wanted)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: a page has no pictures, and no file or address is ever read for one."""
        return None

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
