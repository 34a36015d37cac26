"""Editor: what every kind of input has in common, whatever it writes to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult.errors import InputError
from consult.fields import Field
from consult.patient import Entry
from consult.phrases import Words
from ui import theme

FILL = QSizePolicy.Policy.Ignored


@dataclass(frozen=True, slots=True)
class Aged:
    """Of which day an answer is: in a word to stand beside it, and in a sentence with its origin."""

    word: str
    sentence: str
    stale: bool = False
    """Then the word says how old it is."""
    long: bool = False
    """Whether the word has no room within a box."""


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
    aged: Aged | None = None
    only_aged: bool = False
    """Whether the warning asks about nothing but the day of the answer."""


NOTHING = Shown()


class Editor(QWidget):
    """One field. What is typed leaves by `entered` and `cleared`; what is stored comes back by `show_state`.

    An editor decides nothing about the case: it reads text into a value and says why a text is none.
    """

    entered = Signal(str, object, str)
    """The key under which the value stands, the value, and the text as typed."""
    cleared = Signal()
    message_changed = Signal()
    step_ended = Signal()
    """What comes next is to be taken back by itself."""

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.words = words
        self.problem = ""
        """Why what stands in the box is not stored, in words; empty when it is."""
        self._refusal: InputError | None = None
        self._refused = ""
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

    def refuse(self, error: InputError) -> None:
        """Say why what was typed is not stored; the text stays to be mended.

        Whether it was meant in another unit is left out: the editor itself asks that.
        """
        said = {name: value for name, value in error.values.items() if name not in ("usual", "quantity")}
        self._refusal = InputError(error.code, **said)
        self.problem = self._refused = self._worded(self._refusal)
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
        aged = self.shown.aged
        # A stale value's own warning names day and origin already.
        said = [self.shown.warning, "" if aged is None or aged.stale else aged.sentence]
        return self.problem or " · ".join(part for part in said if part)

    def understood(self) -> str:
        """What was understood of what was typed, in words; empty where the widget itself shows all of it."""
        return ""

    def _say_warning(self, note: Note) -> None:
        """Say in a few words what is questioned: how old the answer is, or that it should be checked."""
        aged, check = self.shown.aged, self.tr("! check")
        if aged is None or not (aged.stale or self.shown.only_aged):
            note.say(check, "warning", self.message())
        elif self.shown.only_aged:
            note.say(f"! {aged.word}", "warning", self.message())
        else:
            note.say(f"{check} · {aged.word}", "warning", self.message(), brief=check)

    def retranslate(self, words: Words) -> None:
        """Say everything in the language of `words`."""
        self.words = words
        if self._refusal is not None and self.problem and self.problem == self._refused:
            self.problem = self._refused = self._worded(self._refusal)
        self._name(words.label(self.field))
        self.refresh()

    def _worded(self, error: InputError) -> str:
        return self.words.error(InputError(error.code, **{**error.values, "field": self.label()}))

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
        # Else it is dressed when first shown, or with the whole window.
        if theme.is_dressed() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class Note(QLabel):
    """A few words beside an editor, cut to the place there is, whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._said = self._brief = ""
        super().__init__(parent)
        self.setProperty("role", "muted")
        self.setSizePolicy(FILL, FILL)

    def say(self, text: str, role: str = "muted", more: str = "", *, brief: str = "") -> None:
        """Say `text` in the tone of `role`, or `brief` where it does not fit; `more` is the whole sentence."""
        set_state(self, role, "role")
        if (text, brief) != (self._said, self._brief):
            self._said, self._brief = text, brief
            self._fit()
        if self.toolTip() != (more or text):
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
        fits = not self._brief or metrics.horizontalAdvance(self._said) <= self.width()
        text = self._said if fits else self._brief
        self.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width()))
