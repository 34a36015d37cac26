"""Drop-down editor: a choice of many or long members, with an empty first entry."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyleOptionComboBox, QWidget

from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words
from ui import theme
from ui.form.choices import ChoiceEditor
from ui.form.editors import FILL, set_state
from ui.form.keys import is_undo, short
from ui.theme import STEP

LEAST_BOX, ROW_INNER, ARROW_WIDTH = 40, 20, 26


class ChoiceBox(QComboBox):
    """A drop-down the wheel does not turn; closed it shows the short word, open the whole ones."""

    def __init__(self, editor: DropDownEditor) -> None:
        self._has_list = False
        super().__init__(editor)
        self._editor = editor
        self.setSizePolicy(FILL, FILL)

    def sizeHint(self) -> QSize:
        """One size for all: measuring every member of every list would cost more than drawing the form."""
        return QSize(LEAST_BOX, ROW_INNER)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        metrics = self.fontMetrics()
        room = self.width() - ARROW_WIDTH
        mark = self._editor.mark()
        if mark:
            room -= metrics.horizontalAdvance(mark) + STEP
        text = self._editor.closed_text()
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(self._editor.shorter(text), Qt.TextElideMode.ElideRight, room)
        option.currentText = text

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        place = self.rect().adjusted(0, 0, -2 * STEP, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, "▾")
        mark = self._editor.mark()
        if mark:
            painter.setPen(theme.current().colour("usually_not"))
            painter.drawText(place.adjusted(0, 0, -3 * STEP, 0), right, mark)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        # QComboBox answers a style sheet by making its list, ten widgets for each; that waits until it opens.
        if event.type() == QEvent.Type.StyleChange and not self._has_list:
            QWidget.changeEvent(self, event)
        else:
            super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._editor.fill()
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        elif not self._editor.takes_key(self, event):
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        self._editor.fill()
        if not self._has_list:
            self._has_list = True
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + 6 * STEP))
        super().showPopup()


class DropDownEditor(ChoiceEditor):
    """A choice as a drop-down with an empty first entry. `placeholder` says what is asked where no label stands."""

    def __init__(
        self, field: Field, words: Words, parent: QWidget | None = None, *, unlabelled: bool = False
    ) -> None:
        super().__init__(field, words, parent)
        self._unlabelled = unlabelled
        self.implied = ""
        """What an empty answer counts as, where the field says so."""
        self.box = ChoiceBox(self)
        self.box.activated.connect(self._activate)
        self.line.addWidget(self.box, 1)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.box

    def closed_text(self) -> str:
        """What the closed box says."""
        picked = self.picked()
        if picked >= 0:
            return self.words_of(self.members[picked])
        if self._unlabelled:
            return self.label()
        if self.implied:
            return f"({self.implied})"
        if self._marked != "needed":
            return ""
        said = self.tr("not entered")
        settles = self.shown.settles
        return f"{said} · {self.tr('settles %n option(s)', '', settles)}" if settles else said

    def mark(self) -> str:
        """How old the answer is, where that is questioned; it stands beside the arrow."""
        aged = self.shown.aged
        if aged is None or not self.shown.only_aged or not aged.word:
            return ""
        return "!" if aged.long else f"! {aged.word}"

    def shorter(self, text: str) -> str:
        """`text` for a narrow box: without its brackets, unless another member would then read the same."""
        if self.picked() < 0:
            return text if self._unlabelled else "—"
        cut = short(text)
        alike = [choice for choice in self.members if cut in short(self.words_of(choice))]
        return cut if len(alike) == 1 else text

    def retranslate(self, words: Words) -> None:
        self.words = words
        if self.box.count():
            self._fill()
        super().retranslate(words)

    def fill(self) -> None:
        """Put the members into the list once someone may look at them; an empty form opens faster without."""
        if not self.box.count():
            self._fill()

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItems([self.tr("(not entered)"), *(self.words_of(choice) for choice in self.members)])
        self.box.setCurrentIndex(self.picked() + 1)

    def _activate(self, index: int) -> None:
        if index == 0:
            self.cleared.emit()
        else:
            self.pick(index - 1)
        self._show_entry(self.shown.entry, force=False)

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        if entry is not None:
            self.fill()
        if self.box.count() and self.box.currentIndex() != self.picked() + 1:
            self.box.setCurrentIndex(self.picked() + 1)

    def _mark(self, state: str) -> None:
        set_state(self.box, state)
        self.box.update()

    def _refresh_notes(self) -> None:
        picked = self.picked()
        said = self.words_of(self.members[picked]) if picked >= 0 else self.label()
        if self.shown.settles:
            said = self.tr("settles %n option(s)", "", self.shown.settles)
        self.box.update()
        told = self.message()
        # Beside a mark there is less room for the answer, which is whole here.
        self.box.setToolTip(
            "\n".join(part for part in (said if picked >= 0 or not told else "", told) if part)
        )
        self.box.setAccessibleDescription(self.message())
