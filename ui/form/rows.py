"""Rows: a label and the editors beside it, at one height; their focus goes from top to bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from consult.fields import Field
from consult.hcc.dated import KINDS
from consult.phrases import Words
from ui.form.editors import FILL, Editor
from ui.theme import STEP

LABEL_WIDTH = 94
WIDE_LABEL_WIDTH = 132
ROW_HEIGHT = 24


class FieldLabel(QLabel):
    """A field's label, cut to its place, whole (with the help) in the tooltip."""

    def __init__(
        self, field: Field, width: int, parent: QWidget | None = None, *, small: bool = False
    ) -> None:
        self._text = ""
        super().__init__(parent)
        self._field = field
        if small:  # the second label of a line gives way where the column is narrow
            self.setProperty("role", "muted")
            self.setMinimumWidth(width // 2)
            self.setMaximumWidth(width)
        else:
            self.setFixedWidth(width)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), FILL)

    def retranslate(self, words: Words) -> None:
        """Say the label in the language of `words`."""
        self._text = words.label(self._field)
        self.updateGeometry()
        said = [self._text, words.explanation(self._field)]
        if self._field.id in KINDS:
            said.append(self.tr("Date and origin: Ctrl+D"))
        self.setToolTip("\n".join(part for part in said if part))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """For the whole text, however much of it is shown: what was cut once has to be able to grow again."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        if text != self.text():
            self.setText(text)


class Row(QWidget):
    """One line of the form: labels and editors from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[FieldLabel] = []
        self.editors: list[Editor] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 1, 0, 1)
        self._line.setSpacing(STEP)
        self.setFixedHeight(ROW_HEIGHT)

    def set_tight(self, tight: bool) -> None:
        """In a low window the gap between rows goes to the boxes, so that no word in them is cut."""
        self._line.setContentsMargins(0, 0 if tight else 1, 0, 0 if tight else 1)

    def add_label(self, field: Field, width: int = LABEL_WIDTH, *, small: bool = False) -> None:
        """Put a field's label at the end of the line."""
        label = FieldLabel(field, width, self, small=small)
        self.labels.append(label)
        self._line.addWidget(label)

    def add_editor(self, editor: Editor, stretch: int = 0) -> None:
        """Put an editor at the end of the line."""
        self.editors.append(editor)
        self._line.addWidget(editor, stretch)

    def add_stretch(self) -> None:
        """Leave the rest of the line free."""
        self._line.addStretch(1)

    def retranslate(self, words: Words) -> None:
        """Say labels and editors in the language of `words`."""
        for label in self.labels:
            label.retranslate(words)
        for editor in self.editors:
            editor.retranslate(words)


def labelled(
    field: Field, editor: Editor, *, width: int = WIDE_LABEL_WIDTH, parent: QWidget | None = None
) -> Row:
    """The usual row: label left, editor right."""
    row = Row(parent)
    row.add_label(field, width)
    row.add_editor(editor, 1)
    return row


def stops(widget: QWidget) -> list[QWidget]:
    """The widgets under `widget` that can take the focus, in the order they were made."""
    window = widget.window()  # a drop-down list is a window of its own
    own = [w for w in (widget, *widget.findChildren(QWidget)) if w.window() is window]
    return [w for w in own if w.focusPolicy() & Qt.FocusPolicy.ClickFocus]


def last_stop(widget: QWidget) -> QWidget:
    """The widget under `widget` that comes last in the order of Tab of its window."""
    found, window = widget, widget.window()
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        if widget.isAncestorOf(at) and at.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            found = at
        at = at.nextInFocusChain()
    return found


def follow(before: QWidget, widgets: list[QWidget]) -> None:
    """Put `widgets` after `before` in the order of Tab: Qt appends what is made late at the end."""
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget
