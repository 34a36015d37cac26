"""Liver map view: paints the liver map; a click or a key there starts a lesion in a segment, or goes to one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from consult.drawing import Drawing
from consult.figures.liver_shape import SEGMENTS, drawn, neighbour
from consult.figures.liver_words import lesion, listed, segment_words
from ui import theme
from ui.drawing import paint
from ui.form.keys import is_enter, letter, move
from ui.workspace import Workspace

if TYPE_CHECKING:
    from consult.figures.liver_map import LiverMap

_STEPS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_FIRST = "s8"
"""Where the arrow keys begin."""
_MARGIN = 4


class LiverMapView(QWidget):
    """One stop of Tab. It holds no lesion: what it shows is the case's, what is pressed leaves by signals.

    Enter moves on, as everywhere in the form, until a segment was chosen by key.
    """

    segment_activated = Signal(str)
    """A lesion is to be started in this segment."""
    lesion_activated = Signal(int)
    """This lesion of the list is to be gone to."""
    message_changed = Signal()
    """What is to be said while the keyboard stands here is another."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._field = workspace.patient.schema.by_id["lesions"]
        self._map: LiverMap | None = None
        self._made_of: tuple[Any, ...] = ()
        self.segment = ""
        """The segment chosen by key; empty while none is."""
        self.selected: int | None = None
        """The lesion whose row has the keyboard, or the one last gone to."""
        self._pressed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        workspace.assessed.connect(self.reload)
        workspace.patient_replaced.connect(self._forget)
        workspace.language_changed.connect(self.reload)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the lesions of the case as it is now; nothing while hidden."""
        if self.isVisible() and self._wanted() != self._made_of:
            self._name()
            self.update()

    def select(self, index: int | None) -> None:
        """Mark a lesion."""
        if index != self.selected:
            self.selected = index
            self.update()

    def figure(self) -> LiverMap:
        """The map as it stands, for this size, language and list."""
        from consult.figures.liver_map import liver_map

        wanted = self._wanted()
        if self._map is None or wanted != self._made_of:
            self._map = liver_map(
                self._field,
                self._lesions(),
                self._workspace.words,
                wide=max(1, self.width() - 2 * _MARGIN),
                high=max(1, self.height() - 2 * _MARGIN),
                size=theme.SMALL,
            )
            self._made_of = wanted
        return self._map

    def message(self) -> str:
        """What lies in the chosen segment, and which keys do what; empty while the keyboard stands elsewhere."""
        if not self.hasFocus():
            return ""
        return f"{self._inside()} · {self._keys_there()}" if self.segment else self._keys()

    def sizeHint(self) -> QSize:
        return QSize(328, 210)

    def _lesions(self) -> Any:
        return self._workspace.patient.value("lesions")

    def _wanted(self) -> tuple[Any, ...]:
        return self._lesions(), self._workspace.language, self.width(), self.height()

    def _forget(self) -> None:
        self.segment, self.selected = "", None
        self.reload()

    def _name(self) -> None:
        title, inside = self._workspace.words.say("liver.title"), self._inside()
        self.setAccessibleName(f"{title}: {inside}" if inside else title)
        self.setAccessibleDescription(f"{self._keys()} {self._keys_there()} {self.figure().drawing.words}")
        self.message_changed.emit()

    def _inside(self) -> str:
        if not self.segment:
            return ""
        return segment_words(self.segment, self._field, self._lesions(), self._workspace.words)

    def _keys(self) -> str:
        return self.tr("Arrow keys, 1 to 8, A and B choose a segment.")

    def _keys_there(self) -> str:
        return self.tr("Enter: new lesion here. Space: go to a lesion here.")

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        from consult.figures.liver_map import segment_outline

        made, colours = self.figure(), theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN, _MARGIN)
        paint(painter, made.drawing, colours)
        spot = None if self.selected is None else made.spot(self.selected)
        if spot is not None:
            x, y, radius = spot
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.colour("ink"), 2))
            painter.drawEllipse(QPointF(x, y), radius + 3, radius + 3)
        if self.segment and self.hasFocus():
            edge = segment_outline(
                self.segment, made.scale, role="chosen", edge="accent", pattern="hollow", width=2.5
            )
            paint(painter, Drawing(wide=0, high=0, shapes=(edge,), words=""), colours)
        if self.hasFocus():
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._name()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.message_changed.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A segment chosen before says nothing when the keyboard comes back: Enter would start a lesion unasked."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.segment = ""
            self._name()
        self.update()

    # -- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Only a press of its own counts: a double click starts one lesion, not two."""
        self._pressed = event.button() is Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click does something."""
        index, segment = self._under(event.position())
        active = index is not None or bool(segment)
        shape = Qt.CursorShape.PointingHandCursor if active else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() is not shape:
            self.setCursor(shape)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._pressed = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        if not pressed or not self.rect().contains(event.position().toPoint()):
            return
        index, segment = self._under(event.position())
        if index is not None:
            self.lesion_activated.emit(index)
        elif segment:
            self.segment_activated.emit(segment)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._said_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), f"<p>{escape(said)}</p>" if said else "", self)
            return True
        return super().event(event)

    def _under(self, at: QPointF) -> tuple[int | None, str]:
        made, x, y = self.figure(), at.x() - _MARGIN, at.y() - _MARGIN
        return made.lesion_at(x, y), made.segment_at(x, y)

    def _said_at(self, at: QPointF) -> str:
        index, segment = self._under(at)
        words = self._workspace.words
        if index is not None:
            return lesion(self._field, listed(self._lesions())[index], index, words)
        return segment_words(segment, self._field, self._lesions(), words) if segment else ""

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = _STEPS.get(Qt.Key(event.key()))
        if direction is not None:
            self._choose(neighbour(self.segment, direction) if self.segment else _FIRST)
        elif is_enter(event):
            if self.segment and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.segment_activated.emit(self.segment)
            else:
                move(self, event)
        elif event.key() == Qt.Key.Key_Space and self.segment:
            self._go_to_next()
        elif named := self._named(letter(event)):
            self._choose(named)
        else:
            super().keyPressEvent(event)

    def _named(self, typed: str) -> str:
        """The segment a key names: 4 goes round the halves of IV, a and b name them."""
        if typed in ("a", "b"):
            return f"s4{typed}"
        if typed == "4":
            return "s4b" if self.segment == "s4a" else "s4a"
        return f"s{typed}" if f"s{typed}" in SEGMENTS else ""

    def _choose(self, segment: str) -> None:
        self.segment = segment
        self._name()
        self.update()

    def _go_to_next(self) -> None:
        """The first lesion of the segment, or the one after that gone to last."""
        records = listed(self._lesions())
        inside = [i for i, record in enumerate(records) if self.segment in drawn(record.get("segment", ()))]
        if inside:
            last = -1 if self.selected is None else self.selected
            self.lesion_activated.emit(next((i for i in inside if i > last), inside[0]))
