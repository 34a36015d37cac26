"""Cards of what matters: seven, each with its key; the picked ones say in which place they were picked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from consult.consultation import MATTERS, Matter
from ui.form.keys import is_enter, is_undo, move
from ui.theme import STEP

ROWS = 4
HEIGHT = 32


class Card(QPushButton):
    """One card: its key at the left, its words, its place at the right."""

    def __init__(self, key: str, parent: Cards) -> None:
        super().__init__(parent)
        self._cards = parent
        self.setProperty("role", "card")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(HEIGHT)
        self._key = _label(key, "muted", self)
        self._key.setFixedWidth(3 * STEP)
        self._words = _label("", "", self)
        self._place = _label("", "place", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        line.setSpacing(STEP)
        line.addWidget(self._key)
        line.addWidget(self._words, 1)
        line.addWidget(self._place)
        self._line = line

    def sizeHint(self) -> QSize:
        return QSize(self._line.minimumSize().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for all its words: a button alone would ask for none of what is set inside it."""
        return self.sizeHint()

    def say(self, text: str, place: str, spoken: str) -> None:
        """Show the words and the place, and name the card."""
        self._words.setText(text)
        self._place.setText(place)
        self.updateGeometry()
        self.setChecked(bool(place))
        self.setAccessibleName(spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        elif is_enter(event):
            move(self, event)
        elif not self._cards.takes_key(self, event):
            super().keyPressEvent(event)


class Cards(QWidget):
    """Keys 1 to 7 turn cards from anywhere among them, arrows go from card to card."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[Matter, Card] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6 * STEP)
        grid.setVerticalSpacing(STEP)
        for at, matter in enumerate(MATTERS):
            card = self.cards[matter] = Card(str(at + 1), self)
            card.clicked.connect(lambda _checked=False, m=matter: self.turned.emit(m))
            grid.addWidget(card, at % ROWS, at // ROWS)
            grid.setColumnStretch(at // ROWS, 1)

    def show_picked(self, picked: Sequence[Matter], words: Sequence[str], places: Sequence[str]) -> None:
        """Show every card's words, and the place of those that are picked."""
        for (matter, card), text in zip(self.cards.items(), words, strict=True):
            place = places[picked.index(matter)] if matter in picked else ""
            card.say(text, place, f"{text}, {place}" if place else text)

    def takes_key(self, card: Card, event: QKeyEvent) -> bool:
        """Act on a digit or an arrow."""
        cards = list(self.cards.values())
        by = {
            Qt.Key.Key_Right: ROWS,
            Qt.Key.Key_Left: -ROWS,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))
        if by is not None:
            to = cards.index(card) + by
            if 0 <= to < len(cards):
                cards[to].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return self.takes_digit(event)

    def takes_digit(self, event: QKeyEvent) -> bool:
        """Turn the card of a digit."""
        text = event.text()
        if (
            len(text) == 1
            and text in "1234567"
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.turned.emit(MATTERS[int(text) - 1])
            return True
        return False


def _label(text: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if role:
        label.setProperty("role", role)
    return label
