"""Lock page: stands before everything while the records are locked; shows nothing of any patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.records.key_form import KeyForm
from ui.records.session import Session
from ui.records.sheet import button, name, row, text
from ui.theme import STEP

WIDTH = 440


class LockPage(QWidget):
    """The password brings everything back; an empty case can be begun without it, as long as none waits in memory."""

    unlocked = Signal()
    empty_asked = Signal()

    def __init__(
        self, session: Session, print_key: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = session.workspace
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = KeyForm(session, print_key, self)
        self.title, self.about, self.waiting = text("title"), text("muted"), text("warning")
        self.empty = button("link")
        middle = QWidget(self)
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(3 * STEP)
        for widget in (self.title, self.about, self.waiting, self.form):
            column.addWidget(widget)
        column.addLayout(row(self.empty))
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        whole.addLayout(across)
        whole.addStretch(3)
        self.form.turned.connect(self.retranslate)
        self.form.done.connect(self.unlocked)
        self.empty.clicked.connect(self.empty_asked)
        self._workspace.language_changed.connect(self._speak)

    def cover(self, *, kept: bool) -> None:
        """Ask for the password. `kept`: what was unfinished is on the disk, so that the screen could be emptied."""
        self.waiting.setVisible(not kept)
        self.empty.setVisible(kept)
        self.form.begin()
        self._speak()

    def focus_first(self) -> None:
        """Put the cursor where the password is typed."""
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say head and foot in the language of the workspace."""
        say = self._workspace.words.say
        title, about = self.form.heading()
        locked = self.form.mode in ("unlock", "code")
        self.title.setText(say("keep.locked") if locked else title)
        self.about.setText(say("keep.locked.about") if locked else about)
        self.waiting.setText(say("keep.locked.waiting"))
        name(self.empty, say("keep.locked.empty"))
        self.setAccessibleName(self.title.text())

    def _speak(self, _language: str = "") -> None:
        self.form.retranslate()
        self.retranslate()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut acts on what nobody sees
            return True
        return super().event(event)
