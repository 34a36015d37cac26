"""Join: two patients of the records who are one person are put together, seen side by side first; it can be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult.errors import ConsultError
from consult.records import MAX_REASON
from ui.records.session import Session
from ui.records.sheet import button, line, name, row, text
from ui.theme import STEP


class Join(QWidget):
    """Begins with the chosen row; the row chosen next is the one its consultations are put under."""

    joined = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._first: tuple[str, str] | None = None
        self._chosen: tuple[str, str] | None = None
        self._done = 0
        self.begin, self.go, self.stop, self.undo = (
            button("link"),
            button("secondary"),
            button(),
            button("link"),
        )
        self.said, self.reason = text(), line(MAX_REASON)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(STEP)
        whole.addWidget(self.said)
        whole.addWidget(self.reason)
        whole.addLayout(row(self.begin, self.go, self.stop, self.undo))
        self.begin.clicked.connect(self._begin)
        self.go.clicked.connect(self.submit)
        self.stop.clicked.connect(self._stop)
        self.undo.clicked.connect(self.take_back)
        self.reason.returnPressed.connect(self.submit)
        self.reason.textChanged.connect(lambda _text: self._show())

    def follow(self, is_any: bool, patient: str, who: str) -> None:
        """Another row of the list is chosen."""
        self._chosen = (patient, who) if is_any else None
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of the workspace."""
        say = self._session.workspace.words.say
        name(self.begin, say("find.join"))
        name(self.go, say("find.join.go"))
        name(self.stop, say("find.join.stop"))
        name(self.undo, say("find.join.undo"))
        self.reason.setPlaceholderText(say("find.join.reason"))
        self.reason.setAccessibleName(say("find.join.reason"))
        self._show()

    def submit(self) -> None:
        """Put the first patient's consultations under the second's."""
        store = self._session.store
        if store is None or self._first is None or self._chosen is None or not self.go.isEnabled():
            return
        try:
            self._done = store.merge(self._first[0], self._chosen[0], self.reason.text().strip())
        except ConsultError as error:
            self.said.setText(self._session.workspace.words.error(error))
            return
        self._first = None
        self.reason.clear()
        self.joined.emit()
        self._show()

    def take_back(self) -> None:
        """Put them back as they were."""
        store = self._session.store
        if store is None or not self._done:
            return
        try:
            store.undo_merge(self._done)
        except ConsultError as error:
            self.said.setText(self._session.workspace.words.error(error))
            return
        self._done = 0
        self.joined.emit()
        self._show()

    def _begin(self) -> None:
        self._first, self._done = self._chosen, 0
        self._show()

    def _stop(self) -> None:
        self._first = None
        self.reason.clear()
        self._show()

    def _show(self) -> None:
        say = self._session.workspace.words.say
        first, chosen = self._first, self._chosen
        second = chosen if first is not None and chosen is not None and chosen[0] != first[0] else None
        person = self._session.person
        self.begin.setVisible(first is None)
        self.begin.setEnabled(chosen is not None and person is not None and person.role != "auditor")
        for shown in (self.go, self.stop):
            shown.setVisible(first is not None)
        self.reason.setVisible(second is not None)
        self.go.setEnabled(second is not None and bool(self.reason.text().strip()))
        self.undo.setVisible(first is None and self._done > 0)
        if first is None:
            self.said.setText(say("find.join.done") if self._done else "")
        elif second is None:
            self.said.setText(say("find.join.choose", who=first[1]))
        else:
            self.said.setText(say("find.join.both", first=first[1], second=second[1]))
        self.said.setVisible(bool(self.said.text()))
