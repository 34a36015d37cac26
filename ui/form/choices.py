"""Choice editors: what a key picks, and segments side by side for a few short members."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from consult.fields import Choice, Field
from consult.patient import Entry
from consult.phrases import Words
from ui.form.editors import FILL, Editor, Note, set_state
from ui.form.keys import is_clear, is_enter, is_undo, letter, members_at, move, short
from ui.theme import STEP

MOST_SEGMENTS = 6
SEGMENTS_ROOM = 188
LETTER, CHARACTER, FRAME = 6.5, 12, 13
"""The room for segments beside a wide label; what a Latin letter, a Chinese character and a button's frame take."""

YES_NO = (Choice("yes", "Yes", "是"), Choice("no", "No", "否"))


def members_of(field: Field) -> tuple[Choice, ...]:
    """The members of a choice; a flag has yes and no."""
    return YES_NO if field.type == "flag" else field.choices


def value_of(field: Field, member: str) -> object:
    """What a member stores: a number where the field is one, a flag as a boolean."""
    if field.type == "flag":
        return member == "yes"
    if field.type in ("integer", "number") and member != "unknown":
        return int(member) if member.isdigit() else float(member)
    return member


def member_of(field: Field, value: object) -> str:
    """The member that stores `value`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def segment_text(field: Field, words: Words, choice: Choice) -> str:
    """The short word on a segment: "not known" is a question mark, a grade its figure."""
    if choice.id == "unknown":
        return "?"
    if field.type in ("integer", "number"):
        return choice.id
    return short(words.choice(field, choice.id)) if field.choices else words.say(choice.id).capitalize()


def fits_segments(field: Field) -> bool:
    """Whether the members stand side by side: judged on both languages, so that switching changes no editor."""
    members = members_of(field)
    if len(members) > MOST_SEGMENTS:
        return False
    for texts in ([short(c.en) for c in members], [short(c.zh) for c in members]):
        shown = [
            "?" if c.id == "unknown" else c.id if field.type in ("integer", "number") else text
            for c, text in zip(members, texts, strict=True)
        ]
        wide = sum(CHARACTER if ord(letter) > 0x2E80 else LETTER for text in shown for letter in text)
        if wide + FRAME * len(members) > SEGMENTS_ROOM:
            return False
    return True


class ChoiceEditor(Editor):
    """What both shapes of a choice share: the members, and what a key does."""

    def __init__(self, field: Field, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(field, words, parent)
        self.members = members_of(field)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(0)

    def pick(self, index: int) -> None:
        """Answer with a member."""
        self.entered.emit(self.field.id, value_of(self.field, self.members[index].id), "")

    def picked(self) -> int:
        """The index of the stored member, or -1."""
        entry = self.shown.entry
        if entry is None:
            return -1
        stored = member_of(self.field, entry.value)
        return next((i for i, choice in enumerate(self.members) if choice.id == stored), -1)

    def takes_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Act on a key: Enter moves, Delete clears, a letter picks. One that fits several members goes round them."""
        if is_enter(event):
            move(widget, event)
            return True
        if is_clear(event):
            self.cleared.emit()
            return True
        typed = letter(event)
        if not typed:
            return False
        found = members_at(typed, self.members)
        if found:
            now = self.picked()
            later = [index for index in found if index > now] if now in found else found
            self.pick((later or found)[0])
            if len(found) == 1:
                move(widget)
        return True

    def words_of(self, choice: Choice) -> str:
        """A member's whole words."""
        said = self.words.choice(self.field, choice.id) if self.field.choices else self.words.say(choice.id)
        return said if self.field.choices else said.capitalize()


class SegmentButton(QPushButton):
    """One member of a segmented choice."""

    def __init__(self, editor: SegmentEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setCheckable(True)
        self.setProperty("role", "segment")
        self.setMinimumWidth(16)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), FILL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        elif not self._editor.takes_key(self, event):
            super().keyPressEvent(event)


class SegmentEditor(ChoiceEditor):
    """A choice as buttons side by side; pressing the chosen one again makes the field not recorded.

    One stop for Tab: the chosen button, or the first. Arrows go to the next button, Space presses it.
    """

    def __init__(
        self,
        field: Field,
        words: Words,
        parent: QWidget | None = None,
        *,
        note: bool = True,
        dense: bool = False,
    ) -> None:
        super().__init__(field, words, parent)
        self.buttons = [SegmentButton(self) for _choice in self.members]
        last = len(self.buttons) - 1
        for index, button in enumerate(self.buttons):
            button.setProperty("place", "last" if index == last else "inner")
            button.setProperty("dense", "yes" if dense else "")
            button.clicked.connect(lambda _checked=False, i=index: self._press(i))
            self.line.addWidget(button)
        self.note = Note(self) if note else None
        if self.note is not None:
            self.line.addSpacing(2 * STEP)
            self.line.addWidget(self.note, 1)
        self._old: QLabel | None = None
        """Where no note stands: the mark of a questioned answer, made when first needed."""
        self._stop = -1
        self._set_stop(0)
        self.retranslate(words)

    def target(self) -> QWidget:
        return self.buttons[self._stop]

    def takes_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            return super().takes_key(widget, event)
        self._set_stop((self._stop + step) % len(self.buttons))
        self.target().setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def retranslate(self, words: Words) -> None:
        self.words = words
        for button, choice in zip(self.buttons, self.members, strict=True):
            button.setText(segment_text(self.field, words, choice))
            button.setToolTip(self.words_of(choice))
        super().retranslate(words)

    def _press(self, index: int) -> None:
        if index == self.picked():
            self.cleared.emit()
        else:
            self.pick(index)
        self._show_entry(self.shown.entry, force=False)

    def _show_entry(self, entry: Entry | None, *, force: bool) -> None:
        picked = self.picked()
        for index, button in enumerate(self.buttons):
            if button.isChecked() != (index == picked):
                button.setChecked(index == picked)
        has_focus = any(button.hasFocus() for button in self.buttons)
        if picked >= 0 and not has_focus:
            self._set_stop(picked)

    def _set_stop(self, index: int) -> None:
        if index == self._stop:
            return
        self._stop = index
        for i, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if i == index else Qt.FocusPolicy.ClickFocus)

    def _mark(self, state: str) -> None:
        for button in self.buttons:
            set_state(button, state)

    def _refresh_notes(self) -> None:
        for button, choice in zip(self.buttons, self.members, strict=True):
            button.setAccessibleDescription(self.message())
            button.setToolTip("\n".join(part for part in (self.words_of(choice), self.message()) if part))
        if self.note is None:
            self._show_mark()
            return
        if self.shown.warning:
            self._say_warning(self.note)
        elif self.shown.settles:
            self.note.say(self.tr("settles %n option(s)", "", self.shown.settles), "needed")
        else:
            aged = self.shown.aged
            self.note.say("" if aged is None else aged.word, more="" if aged is None else aged.sentence)

    def _show_mark(self) -> None:
        asked = bool(self.shown.warning)
        if self._old is None and asked:
            self._old = QLabel("!", self)
            self._old.setProperty("role", "warning")
            self._old.setContentsMargins(STEP, 0, 0, 0)
            self.line.addWidget(self._old)
        if self._old is not None:
            self._old.setVisible(asked)
            self._old.setToolTip(self.message())

    def _name(self, label: str) -> None:
        self.setAccessibleName(label)
        for button, choice in zip(self.buttons, self.members, strict=True):
            button.setAccessibleName(f"{label}: {self.words_of(choice)}")
