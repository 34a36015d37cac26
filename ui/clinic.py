"""Clinic window: where an administrator says what is done here, what the paper's head reads, and whom to call."""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from consult.clinic import MAX_CONTACTS, MAX_LINE, MAX_LINES, MAX_NAME, MAX_REFER, ClinicError, clinic_of
from consult.errors import ConsultError
from ui.clinic_draft import draft_of
from ui.clinic_treatments import ClinicTreatments
from ui.theme import STEP
from ui.workspace import Workspace

_PLACE = re.compile(r"treatments\.(?P<treatment>[a-z0-9_]+)\.(?:notes\.)?(?P<key>[a-z0-9_.]+)")
_LISTED = re.compile(r"(?P<list>letterhead\.lines|contacts)\[(?P<at>[0-9]+)\]")


class ClinicWindow(QDialog):
    """Stands beside the consultation and blocks nothing. OK saves all of it or says why not."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._unsaved = self._warned = False
        self.about = QLabel()
        self.tabs = QTabWidget()
        self.treatments = ClinicTreatments(workspace)
        self.paper = QWidget()
        self.name = QLineEdit()
        self.lines = [QLineEdit() for _line in range(MAX_LINES)]
        self.contacts = [QLineEdit() for _line in range(MAX_CONTACTS)]
        self._labels: dict[str, QLabel] = {}
        self.said = QLabel()
        self.ok_button, self.cancel_button = QPushButton(), QPushButton()
        self._lay_out()
        workspace.load_clinic()  # someone else may have saved since
        self.draft = draft_of(workspace.clinic)
        self._fill()
        self._connect()
        self.retranslate()
        self.resize(980, 640)
        self.treatments.table.setFocus()

    # -- showing -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle(self.tr("This clinic's own details"))
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.windowTitle())
        self.tabs.setTabText(0, self.tr("Treatments here"))
        self.tabs.setTabText(1, self.tr("Letterhead and contact"))
        for button, text in ((self.ok_button, self.tr("Save")), (self.cancel_button, self.tr("Cancel"))):
            button.setText(text)
            button.setAccessibleName(text)
        for key, text in (
            ("name", self.tr("Name on the letterhead")),
            ("lines", self.tr("Lines under the name")),
            ("contacts", self.tr("Contact lines at the end of the paper")),
        ):
            self._labels[key].setText(text)
        self.name.setAccessibleName(self._labels["name"].text())
        for key, edits in (("lines", self.lines), ("contacts", self.contacts)):
            for at, edit in enumerate(edits, 1):
                edit.setAccessibleName(f"{self._labels[key].text()}, {at}")
        self._tell()

    def _tell(self) -> None:
        """What this is, where it lies, and what could not be read."""
        workspace, words = self._workspace, self._workspace.words
        lines = [
            self.tr(
                "Shown beside the catalogue with the word 'local'. It changes no status, no order and no source text."
            )
        ]
        store = workspace.clinic_store
        if store is not None:
            lines.append(self.tr("File: {file}").format(file=_printable(store.where)))
        if workspace.clinic_problem is not None:
            lines.append(words.error(workspace.clinic_problem))
            lines.append(self.tr("Saving begins a new file; the one that cannot be used is kept beside it."))
        elif workspace.clinic is not None and workspace.knowledge is not None and store is not None:
            unknown = workspace.clinic.unknown(workspace.knowledge.catalog.treatments)
            if unknown:
                lines.append(words.say("clinic.unknown", file=store.name, names=words.join(unknown)))
        self.about.setText("\n".join(lines))
        self.ok_button.setEnabled(store is not None)

    def _fill(self) -> None:
        draft = self.draft
        self.name.setText(draft.name)
        for texts, edits in ((draft.lines, self.lines), (draft.contacts, self.contacts)):
            for text, edit in zip(texts, edits, strict=True):
                edit.setText(text)
        self.treatments.edit(draft)

    # -- what can be done --------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Save all of it and close; what is wrong is said, and the cursor goes there."""
        store = self._workspace.clinic_store
        if store is None:
            return
        draft = self.draft
        draft.name = self.name.text()
        draft.lines = [edit.text() for edit in self.lines]
        draft.contacts = [edit.text() for edit in self.contacts]
        try:
            self._workspace.save_clinic(clinic_of(draft.document(), store.name))
        except ConsultError as error:
            self._refuse(error)
            return
        super().accept()

    def reject(self) -> None:
        """Close; what was not saved is dropped only when asked for twice."""
        if self._unsaved and not self._warned:
            self._warned = True
            self.said.setText(self.tr("Not saved yet. Cancel again drops the changes."))
            return
        super().reject()

    def _note_change(self) -> None:
        self._unsaved, self._warned = True, False
        self.said.clear()

    def _refuse(self, error: ConsultError) -> None:
        """Say what is wrong with the names of the window, and go there."""
        where = error.values.get("where", "")
        named, listed = _PLACE.fullmatch(where), _LISTED.fullmatch(where)
        human = where
        if named:
            human = self.treatments.named(named["treatment"], named["key"])
            self.tabs.setCurrentIndex(0)
            self.treatments.go_to(named["treatment"], named["key"])
        elif listed or where == "letterhead.name":
            edit = self.name if listed is None else self._listed(listed["list"], int(listed["at"]))
            human = edit.accessibleName()
            self.tabs.setCurrentIndex(1)
            edit.setFocus()
        shown = ClinicError(error.code, **{**error.values, "where": human}) if where else error
        self.said.setText(self._workspace.words.error(shown))

    def _listed(self, key: str, at: int) -> QLineEdit:
        """The line that became number `at` once the empty ones were left out."""
        filled = [
            edit for edit in (self.contacts if key == "contacts" else self.lines) if edit.text().strip()
        ]
        return filled[at]

    # -- inside ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.ok_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.treatments.changed.connect(self._note_change)
        for edit in (self.name, *self.lines, *self.contacts):
            edit.textEdited.connect(lambda _text: self._note_change())
        self._workspace.language_changed.connect(self.treatments.retranslate)
        self._workspace.language_changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.ok_button.setProperty("role", "primary")
        self._lay_out_paper()
        self.tabs.addTab(self.treatments, "")
        self.tabs.addTab(self.paper, "")
        foot = QHBoxLayout()
        foot.setSpacing(2 * STEP)
        foot.addWidget(self.said, 1)
        for button in (self.ok_button, self.cancel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addWidget(self.about)
        whole.addWidget(self.tabs, 1)
        whole.addLayout(foot)
        for before, after in pairwise((self.name, *self.lines, *self.contacts, self.ok_button)):
            QWidget.setTabOrder(before, after)

    def _lay_out_paper(self) -> None:
        grid = QGridLayout(self.paper)
        grid.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        row = 0
        for key, edits, most in (
            ("name", [self.name], MAX_NAME),
            ("lines", self.lines, MAX_LINE),
            ("contacts", self.contacts, MAX_REFER),
        ):
            label = self._labels[key] = QLabel()
            label.setBuddy(edits[0])
            grid.addWidget(label, row, 0)
            for edit in edits:
                edit.setMaxLength(most)
                grid.addWidget(edit, row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 2 * STEP)
            row += 1
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(row, 1)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
