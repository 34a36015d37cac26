"""Editor: what every kind of input has in common, whatever it writes to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words

FILL = QSizePolicy.Policy.Ignored


@dataclass(frozen=True, slots=True)
class Shown:
    """What the case says about one field: the stored answer, and what is asked or questioned about it."""

    entry: Entry | None = None
    needed: bool = False
    warning: str = ""
    settles: int = 0
    """How many options the answer could settle, for the field worth asking next; else 0."""
    inner: tuple[tuple[int, str, str], ...] = ()
    """In a list of records: index, part and sentence of each question."""


NOTHING = Shown()


class Editor(QWidget):
    """One field. What is typed leaves by `entered` and `cleared`; what is stored comes back by `show_state`.

    An editor decides nothing about the case: it reads text into a value and says why a text is none.
    """

    entered = Signal(str, object, str)
    """The key under which the value stands, the value, and the text as typed."""
    cleared = Signal()
    message_changed = Signal()

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.words = words
        self.problem = ""
        """Why what stands in the box is not stored, in words; empty when it is."""
        self.shown = NOTHING
        self._marked = ""

    # -- for the one who binds it --------------------------------------------------------------------------

    def show_state(self, shown: Shown, *, force: bool = False) -> None:
        """Show what is stored; typed text that reads as the stored value is left alone unless `force`."""
        if shown == self.shown and not force:
            return
        if force:
            self.problem = ""
        self.shown = shown
        self._show_entry(shown.entry, force=force)
        self.refresh()

    def refuse(self, problem: str) -> None:
        """Say why what was typed is not stored; the text stays to be mended."""
        self.problem = problem
        self.refresh()

    def refresh(self) -> None:
        """Mark the editor as it stands now."""
        if self.problem:
            state = "invalid"
        elif self.shown.warning:
            state = "warned"
        else:
            state = "needed" if self.shown.needed and self.shown.entry is None else ""
        if state != self._marked:
            self._marked = state
            self._mark(state)
        self.setAccessibleDescription(self.message())
        self._refresh_notes()
        self.message_changed.emit()

    def message(self) -> str:
        """The sentence about this field that matters most now, or an empty one."""
        return self.problem or self.shown.warning

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        self.words = words
        self._name(words.label(self.field))
        self.refresh()

    def label(self) -> str:
        """The field's label."""
        return self.words.label(self.field)

    # -- for each kind ----------------------------------------------------------------------------------------

    def target(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        raise NotImplementedError

    def _mark(self, state: str) -> None:
        """Show a state (needed, warned, invalid or none) on the widget itself."""
        set_state(self.target(), state)

    def _refresh_notes(self) -> None:
        """Say in a few words, beside the widget, what the state means."""

    def _name(self, label: str) -> None:
        """Name the widget for those who do not see the label beside it."""
        self.target().setAccessibleName(label)


def set_state(widget: QWidget, state: str, name: str = "state") -> None:
    """Set a property the style sheet looks at, and dress the widget again when it changed."""
    if (widget.property(name) or "") != state:
        widget.setProperty(name, state)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed when first shown
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class Note(QLabel):
    """A few words beside an editor, cut to the place there is, whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._said = ""
        super().__init__(parent)
        self.setProperty("role", "muted")
        self.setSizePolicy(FILL, FILL)

    def say(self, text: str, role: str = "muted", more: str = "") -> None:
        """Say `text` in the tone of `role`; `more` is the whole sentence."""
        set_state(self, role, "role")
        if text != self._said:
            self._said = text
            self._fit()
        self.setToolTip(more or text)

    def said(self) -> str:
        """The whole text, however much of it fits."""
        return self._said

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, self.width()))
