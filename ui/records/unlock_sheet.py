"""Unlock sheet: the key form beside the consultation; what was typed in the form stays where it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.records.key_form import KeyForm
from ui.records.session import Session
from ui.records.sheet import Sheet


class UnlockSheet(Sheet):
    """Goes away once the records are unlocked; made anew each time, so that nothing secret stays in it."""

    def __init__(
        self, session: Session, print_key: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(session.workspace, parent)
        self.form = KeyForm(session, print_key, self)
        self.column.addWidget(self.form)
        self.form.turned.connect(self._speak)
        self.end()

    def show_words(self) -> None:
        self.form.retranslate()
        title, about = self.form.heading()
        self.title.setText(title)
        self.about.setText(about)

    def first(self) -> QWidget:
        return self.form.first()
