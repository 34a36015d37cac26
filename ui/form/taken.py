"""Taken: the line above the values of one report, and the strip in which their day and origin are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from consult.patient import MAX_ORIGIN
from ui import theme
from ui.form.editors import FILL, set_state
from ui.form.keys import is_enter
from ui.form.numbers import TextBox
from ui.theme import STEP

DATE_WIDTH = 96
STRIP_LINE = 22
NOTE_HEIGHT = 32
CAPTION_HEIGHT, LOW_CAPTION_HEIGHT = 17, 14


@dataclass(frozen=True, slots=True)
class Told:
    """What a caption says: whose values, their day and origin, and what is odd about them."""

    name: str = ""
    taken: str = ""
    origin: str = ""
    odd: str = ""
    stale: str = ""


class Caption(QAbstractButton):
    """One slim line. It takes no stop of Tab: a click or Ctrl+D in one of its fields opens the strip."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.told = Told()
        self.opened = False
        self.reserved = 0
        """The width at the right end in which something else stands."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(CAPTION_HEIGHT)
        self._font = theme.font(theme.SMALL)
        self._bold = theme.font(theme.SMALL, bold=True)

    def tell(self, told: Told, *, opened: bool, help_: str) -> None:
        """Say this; `help_` is what the line is for."""
        if (told, opened) == (self.told, self.opened) and help_ in self.toolTip():
            return
        self.told, self.opened = told, opened
        said = " · ".join(part for part in (told.name, told.taken, told.origin, told.odd, told.stale) if part)
        self.setText(said)
        self.setAccessibleName(said)
        self.setAccessibleDescription(help_)
        self.setToolTip(f"{said}\n{help_}")
        self.update()

    def shown_text(self) -> str:
        """What fits of the line; the origin gives way, nothing else."""
        told, metrics = self.told, QFontMetrics(self._font)
        fixed = [part for part in (told.taken, told.odd) if part]
        taken = sum(metrics.horizontalAdvance(f" · {part}") for part in fixed)
        origin = told.origin
        if origin:
            room = self._room() - taken - metrics.horizontalAdvance(" · ")
            origin = metrics.elidedText(origin, Qt.TextElideMode.ElideRight, max(0, room))
        parts = (told.taken, origin if len(origin) > 1 else "", told.odd)
        return "".join(f" · {part}" for part in parts if part)

    def drawn_width(self) -> float:
        """How far to the right the line reaches."""
        return sum(_width(font, text) for text, font, _tone in self._parts())

    def _room(self) -> int:
        """For what stands between the name and the mark."""
        told = self.told
        marked = f"  {told.stale}" if told.stale else ""
        taken = _width(self._bold, told.name.upper()) + _width(self._font, f"{marked} ▸")
        return round(self.width() - self.reserved - taken - 2)

    def _parts(self) -> tuple[tuple[str, QFont, str], ...]:
        """What is drawn from left to right: the text, its font and the role of its colour."""
        quiet = "accent" if self.underMouse() or self.opened else "muted"
        return (
            (self.told.name.upper(), self._bold, quiet),
            (self.shown_text(), self._font, quiet),
            (f"  {self.told.stale}" if self.told.stale else "", self._font, "usually_not"),
            (" ▾" if self.opened else " ▸", self._font, quiet),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme.current().colour
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        at = 0.0
        for text, font, tone in self._parts():
            painter.setFont(font)
            painter.setPen(colour(tone))
            painter.drawText(self.rect().adjusted(round(at), 0, 0, 0), left, text)
            at += _width(font, text)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)


@dataclass(frozen=True, slots=True)
class Scope:
    """One answer to "of which values?": its id, short words, whole words, and whether it can be given now."""

    id: str
    short: str
    whole: str
    given: bool = True


class ScopeButton(QPushButton):
    """One scope; arrows go to the next one, Enter is left to the strip."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setProperty("role", "segment")
        self.setProperty("dense", "yes")
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), FILL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif is_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TakenStrip(QFrame):
    """Date, origin and scope in one place; Enter anywhere gives them, Esc leaves. It reads and checks nothing."""

    given = Signal()
    left = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "taken")
        self.day = TextBox(self)
        self.day.setFixedWidth(DATE_WIDTH)
        self.origin = TextBox(self)
        self.origin.setMaxLength(MAX_ORIGIN)
        self.scopes = [ScopeButton(self) for _scope in range(3)]
        self._listed: tuple[Scope, ...] = ()
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.set = QPushButton(self)
        self.set.setProperty("role", "answer")
        self.set.setAutoDefault(False)
        self.set.setSizePolicy(self.set.sizePolicy().horizontalPolicy(), FILL)
        self.set.clicked.connect(self.given)
        for box in (self.day, self.origin):
            box.setFixedHeight(STRIP_LINE)
            box.advance = self._give
            box.textEdited.connect(self.typed)
        for index, button in enumerate(self.scopes):
            button.setFixedHeight(STRIP_LINE - 2)
            button.setProperty("place", "last" if index == len(self.scopes) - 1 else "inner")
            button.clicked.connect(lambda _checked=False, i=index: self.choose(self._listed[i].id))
            button.stepped.connect(self._step)
        self.set.setFixedHeight(STRIP_LINE - 2)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(STEP)
        first.addWidget(self.day)
        first.addWidget(self.origin, 1)
        second.setSpacing(0)
        for button in self.scopes:
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.set)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP, STEP, STEP, 2)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.note)
        self.hide()

    def scope(self) -> str:
        """The id of the chosen scope."""
        return next((s.id for s, b in zip(self._listed, self.scopes, strict=True) if b.isChecked()), "")

    def offer(self, scopes: Sequence[Scope]) -> None:
        """Offer these three scopes; the chosen one stays."""
        self._listed = tuple(scopes)
        for button, scope in zip(self.scopes, self._listed, strict=True):
            button.setText(scope.short)
            button.setToolTip(scope.whole)
            button.setAccessibleName(scope.whole)
            button.setEnabled(scope.given)

    def choose(self, scope: str) -> None:
        """Choose a scope; exactly one is chosen, and is the stop of Tab."""
        for button, listed in zip(self.scopes, self._listed, strict=True):
            chosen = listed.id == scope
            button.setChecked(chosen)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.typed.emit()

    def refuse(self, said: str) -> None:
        """Say why what stands in the boxes cannot be given, and let it be mended."""
        self.say(said, "error")
        set_state(self.day, "invalid")
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, said: str, role: str = "muted") -> None:
        """Say what the boxes mean."""
        set_state(self.day, "")
        set_state(self.note, role, "role")
        self.note.setText(said)
        self.day.setAccessibleDescription(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.given.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self, _event: QKeyEvent) -> bool:
        self.given.emit()
        return True

    def _step(self, step: int) -> None:
        able = [index for index, scope in enumerate(self._listed) if scope.given]
        now = next((i for i, button in enumerate(self.scopes) if button.isChecked()), able[0])
        at = able[(able.index(now) + step) % len(able)] if now in able else able[0]
        self.choose(self._listed[at].id)
        self.scopes[at].setFocus(Qt.FocusReason.TabFocusReason)


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
