"""Pages: the sheets of a PDF as pictures, and the view that shows them below each other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme

LEAST_ZOOM, MOST_ZOOM = 0.4, 4.0
_POINTS = 72
"""PDF points to the inch."""
_MOST_DPI = 400
"""Pages drawn finer than this cost much memory and show nothing more."""
_KEPT = 64 * 2**20
"""Bytes of pages kept after they were scrolled out of sight."""
_MARGIN = 3 * theme.STEP
_OVERLAP = 10 * theme.STEP
"""What stays in sight when a screenful is turned, and how far one arrow key goes."""


class Paper:
    """An opened PDF. Without bytes, or once closed, it has no pages."""

    def __init__(self, data: bytes = b"") -> None:
        self._pdf: Any = None
        if data:
            from pypdfium2 import PdfDocument

            self._pdf = PdfDocument(data)

    def close(self) -> None:
        """Give the memory back."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    @property
    def page_count(self) -> int:
        return 0 if self._pdf is None else len(self._pdf)

    def size(self, page: int) -> QSizeF:
        """Width and height of a page in points."""
        return QSizeF(*self._pdf.get_page_size(page))

    def text(self, page: int) -> str:
        """The words of a page, line by line."""
        opened = self._pdf[page]
        words = opened.get_textpage()
        said = str(words.get_text_bounded())
        words.close()
        opened.close()
        return "\n".join(said.splitlines())

    def image(self, page: int, dpi: float) -> QImage:
        """A page on white at a resolution; the picture owns its memory and outlives the paper."""
        from pypdfium2 import PdfBitmap, raw

        size = self.size(page)
        width, height = (max(round(side / _POINTS * dpi), 1) for side in (size.width(), size.height()))
        opened = self._pdf[page]
        bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)  # paper, not a role of the theme
        raw.FPDF_RenderPageBitmap(bitmap, opened, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        drawn = QImage(bitmap.buffer, width, height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        opened.close()
        return drawn


class PaperView(QAbstractScrollArea):
    """All pages of a paper below each other; only those in sight are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = Paper()
        self._zoom = 1.0
        self._fits_width = True
        self._places: list[QRect] = []
        self._wide = self._tall = 0
        self._drawn: dict[tuple[int, float], QImage] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Were it to come and go, the width that the pages fit would change with it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    # -- what is shown -----------------------------------------------------------------------------------

    def set_paper(self, paper: Paper) -> None:
        """Show this paper, at the place where the one before was left."""
        self._paper = paper
        self._drawn.clear()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._arrange()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    @property
    def zoom(self) -> float:
        """1 shows the pages in their true size, also while they fit the width."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        return self._fits_width

    def set_zoom(self, factor: float) -> None:
        """Show the pages this large, within reason."""
        self._fits_width = False
        self._zoom = min(max(factor, LEAST_ZOOM), MOST_ZOOM)
        self._rearrange()

    def fit_width(self) -> None:
        """Show whole lines, now and when the window changes."""
        self._fits_width = True
        self._rearrange()

    # -- where the pages are -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        room = self.viewport().size()
        sizes = [self._paper.size(page) for page in range(self._paper.page_count)]
        widest = max((size.width() for size in sizes), default=0.0)
        if self._fits_width and widest:
            inches = widest / _POINTS
            self._zoom = max(room.width() - 2 * _MARGIN, 1) / (inches * self.logicalDpiX())
        scale = self._zoom * self.logicalDpiX() / _POINTS
        self._wide = max(room.width(), round(widest * scale) + 2 * _MARGIN)
        self._tall = _MARGIN
        self._places = []
        for size in sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            self._places.append(QRect((self._wide - width) // 2, self._tall, width, height))
            self._tall += height + _MARGIN
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._wide, room.width()),
            (self.verticalScrollBar(), self._tall, room.height()),
        ):
            bar.setRange(0, max(whole - seen, 0))
            bar.setSingleStep(_OVERLAP)
            bar.setPageStep(max(seen - _OVERLAP, 1))
        self.viewport().update()

    def _rearrange(self) -> None:
        """Arrange anew; the line at the top and the middle of the width stay where they are."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        middle = self.viewport().width() / 2
        x = (across.value() + middle) / self._wide if self._wide else 0.5
        y = down.value() / self._tall if self._tall else 0.0
        self._arrange()
        across.setValue(round(x * self._wide - self.viewport().width() / 2))
        down.setValue(round(y * self._tall))

    def _picture(self, page: int, ratio: float) -> QImage:
        """A page in the pixels of the screen."""
        width = self._places[page].width()
        wanted = width * ratio * _POINTS / self._paper.size(page).width()
        dpi = min(wanted, _MOST_DPI)
        image = self._drawn.pop((page, dpi), None)
        if image is None:
            image = self._paper.image(page, dpi)
            image.setDevicePixelRatio(ratio * dpi / wanted)
        self._drawn[page, dpi] = image
        return image

    def _forget(self, in_sight: int) -> None:
        """Keep the pages drawn last: those in sight, and others while there is room."""
        kept = sum(image.sizeInBytes() for image in self._drawn.values())
        for key in list(self._drawn)[: len(self._drawn) - in_sight]:
            if kept <= _KEPT:
                return
            kept -= self._drawn.pop(key).sizeInBytes()

    # -- Qt ----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current().colour
        ratio = self.viewport().devicePixelRatioF()
        seen = self.viewport().rect()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(seen, colours("ground"))
        painter.setPen(QPen(colours("line"), 1))
        in_sight = 0
        for page, place in enumerate(self._places):
            shown = place.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            if not shown.intersects(seen):
                continue
            in_sight += 1
            # On whole pixels of the screen, or every letter would be blurred.
            corner = QPointF(round(shown.x() * ratio) / ratio, round(shown.y() * ratio) / ratio)
            painter.drawImage(corner, self._picture(page, ratio))
            painter.drawRect(shown.adjusted(-1, -1, 0, 0))
        self._forget(in_sight)
        if self.hasFocus():
            painter.setPen(QPen(colours("accent"), 2))
            painter.drawRect(seen.adjusted(1, 1, -1, -1))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._rearrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last line; arrows and Page Up and Down are Qt's own."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)
