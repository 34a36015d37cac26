"""Export sheet: all of one patient for them, or cases that name nobody; that both leave the encryption is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from consult.errors import ConsultError
from ui.leaving.erase_sheet import Whose
from ui.records.session import Session
from ui.records.sheet import Sheet, button, name, row, text


class ExportSheet(Sheet):
    """`whose` is the patient that was chosen, where one was; the file's place is chosen each time."""

    def __init__(self, session: Session, whose: Whose | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session.workspace, parent)
        self._session, self._whose = session, whose
        self.warning, self.done = text("warning"), text("muted")
        self.of, self.person_about, self.unnamed_about = text("title"), text(), text()
        self.person, self.unnamed = button("secondary"), button("secondary")
        self._headings = {part: text("heading") for part in ("person", "unnamed")}
        self.column.addWidget(self.warning)
        for widget in (self._headings["person"], self.of, self.person_about):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.person))
        for widget in (self._headings["unnamed"], self.unnamed_about):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.unnamed))
        self.column.addWidget(self.done)
        self.person.clicked.connect(lambda: self._ask("consult-person.zip", "ZIP (*.zip)", self.save_person))
        self.unnamed.clicked.connect(
            lambda: self._ask("consult-cases.jsonl", "JSON Lines (*.jsonl)", self.save_unnamed)
        )
        self.end()

    def show_words(self) -> None:
        store, whose = self._session.store, self._whose
        may = store is not None and store.may("erase")
        self.title.setText(self.say("export.title"))
        self.about.setText(self.say("export.about" if may else "export.may_not"))
        self.warning.setText(self.say("export.warning"))
        for part, heading in self._headings.items():
            heading.setText(self.say(f"export.part.{part}").upper())
        self.of.setVisible(whose is not None)
        if whose is not None:
            self.of.setText(" · ".join(part for part in (whose.identity.code, whose.identity.name) if part))
        self.person_about.setText(self.say("export.person" if whose else "export.person.choose"))
        self.unnamed_about.setText(self.say("export.unnamed"))
        name(self.person, self.say("export.save"))
        self.person.setAccessibleName(f"{self.say('export.part.person')}: {self.say('export.save')}")
        name(self.unnamed, self.say("export.save"))
        self.unnamed.setAccessibleName(f"{self.say('export.part.unnamed')}: {self.say('export.save')}")
        self.person.setEnabled(may and whose is not None)
        self.unnamed.setEnabled(may)

    def first(self) -> QWidget:
        found: QPushButton = next((b for b in (self.person, self.unnamed) if b.isEnabled()), self.leave)
        return found

    def save_person(self, path: Path) -> None:
        """Everything of the chosen patient, as one ZIP."""
        store, whose = self._session.store, self._whose
        if store is not None and whose is not None:
            self._save(lambda: store.export_person(whose.patient), path)

    def save_unnamed(self, path: Path) -> None:
        """Every case without whose it is, a line each."""
        store = self._session.store
        if store is not None:
            self._save(lambda: b"".join(store.export_unnamed()), path)

    def _ask(self, proposed: str, kind: str, save: Callable[[Path], None]) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, self.say("export.save"), proposed, kind)
        if chosen:
            save(Path(chosen))

    def _save(self, make: Callable[[], bytes], path: Path) -> None:
        from consult.summary.pdf import write_bytes

        self.done.clear()
        self.said.setText(self.say("keep.working"))
        self.said.repaint()
        try:
            write_bytes(make(), path)
        except ConsultError as error:
            self.tell(error)
            return
        self.tell(None)
        self.done.setText(self.say("export.done", name=path.name))
        self.done.setAccessibleName(self.done.text())
