"""Reader: the user's guide inside the window, its pages at the left, one of them at the right; it opens no address."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.guide import manual
from ui.guide.page import TEXT_WIDTH, label
from ui.theme import BODY, LARGE, STEP, TITLE
from ui.workspace import Workspace

_LIST_WIDTH = 192
_LINE = 125
"""The height of a line, in percent of the letters'."""
_SIZES = {1: LARGE, 2: TITLE, 3: BODY}
"""By the level of a heading."""


class Leaf(QTextBrowser):
    """One page. The arrows scroll; a link leads to another page of the guide and nowhere else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag  # none that has a caret: nothing blinks
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.document().setDocumentMargin(2 * STEP)
        self.document().setIndentWidth(5 * STEP)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: no file or address is ever read for a page."""
        return None

    def show_text(self, markdown: str) -> None:
        """Set a page from its top, headings in the sizes of the program."""
        self.setMarkdown(markdown)
        block = self.document().begin()
        while block.isValid():
            _set(block)
            block = block.next()
        self._rule_tables()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.current().colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the frame of the focus stays in its place

    def _rule_tables(self) -> None:
        line = theme.current().colour("line")
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                made = frame.format()
                made.setBorderBrush(line)
                made.setBorder(1)
                made.setBorderCollapse(True)
                made.setCellPadding(STEP)
                frame.setFormat(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _set(block: QTextBlock) -> None:
    """Set a block in the one family and the sizes of the program."""
    level = block.blockFormat().headingLevel()
    spaced = QTextBlockFormat(block.blockFormat())
    spaced.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    spaced.setTopMargin(3 * STEP if level > 1 else 0)
    spaced.setBottomMargin(STEP)
    QTextCursor(block).setBlockFormat(spaced)
    for part in _parts(block):
        made = QTextCharFormat(part.format)
        bold = level > 0 or part.format.fontWeight() > QFont.Weight.Medium or part.format.fontFixedPitch()
        made.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        made.clearProperty(QTextFormat.Property.FontFixedPitch)
        made.setFont(theme.font(_SIZES.get(level, BODY), bold=bold))
        cursor = QTextCursor(block)
        cursor.setPosition(part.start)
        cursor.setPosition(part.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(made)


class _Part(NamedTuple):
    start: int
    end: int
    format: QTextCharFormat


def _parts(block: QTextBlock) -> list[_Part]:
    """The runs of one format in a block, before any of them is changed."""
    found, at = [], block.begin()
    while not at.atEnd():
        run = at.fragment()
        found.append(_Part(run.position(), run.position() + run.length(), run.charFormat()))
        at += 1
    return found


class Reader(QWidget):
    """Shows a page of the guide; Esc leaves."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.page = manual.PAGES[0]
        self.heading = label("", self, "title")
        self.close_ = QPushButton(self)
        self.close_.setProperty("role", "link")
        self.close_.setAutoDefault(False)
        self.close_.clicked.connect(self.left)
        self.list = QListWidget(self)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTabKeyNavigation(False)
        self.list.addItems([""] * len(manual.PAGES))
        self.list.currentRowChanged.connect(lambda row: self.open(manual.PAGES[row]))
        self.leaf = Leaf(self)
        self.leaf.setMaximumWidth(TEXT_WIDTH + 8 * STEP)
        self.leaf.anchorClicked.connect(self._follow)
        self.printable = label("", self, "muted")
        self.printable.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_, 0, Qt.AlignmentFlag.AlignTop)
        beside = QHBoxLayout()
        beside.setSpacing(2 * STEP)
        beside.addWidget(self.list)
        beside.addWidget(self.leaf, 1)
        beside.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addLayout(head)
        column.addLayout(beside, 1)
        column.addWidget(self.printable)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def open(self, page: str) -> None:
        """Show a page from its top."""
        self.page = page
        row = manual.PAGES.index(page)
        if self.list.currentRow() != row:
            self.list.setCurrentRow(row)  # comes back here
            return
        self.leaf.setAccessibleName(manual.title(page, self._workspace.language))
        self.leaf.show_text(manual.text(page, self._workspace.language))

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        say, language = self._workspace.words.say, self._workspace.language
        self.heading.setText(say("manual.title"))
        self.setWindowTitle(say("manual.title"))
        self.close_.setText(f"{say('guide.close')}  Esc")
        self.close_.setAccessibleName(say("guide.close"))
        self.list.setAccessibleName(say("manual.pages"))
        file = manual.printable(language)
        self.printable.setVisible(file is not None)
        said = "" if file is None else say("manual.printable", file=file)
        self.printable.setText(said)
        self.printable.setToolTip(said)  # a folder's name may be longer than the line
        for row, page in enumerate(manual.PAGES):
            self.list.item(row).setText(manual.title(page, language))
        self.open(self.page)

    def _follow(self, url: QUrl) -> None:
        page = url.path().removesuffix(".md")
        if page in manual.PAGES and not url.scheme():
            self.open(page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "leaf"):
            self.open(self.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
