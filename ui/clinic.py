"""Clinic window: where an administrator says what is done here, what the paper's head reads, and whom to call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from consult.clinic import Clinic, ClinicError, clinic_of
from consult.errors import ConsultError
from consult.summary.papers import Wanted
from ui.clinic_draft import draft_of
from ui.clinic_paper import ClinicPaper
from ui.clinic_treatments import ClinicTreatments
from ui.theme import STEP
from ui.workspace import Workspace

_PLACE = re.compile(r"treatments\.(?P<treatment>[a-z0-9_]+)\.(?:notes\.)?(?P<key>[a-z0-9_.]+)")
_LISTED = re.compile(r"(?P<list>letterhead\.lines|contacts)\[(?P<at>[0-9]+)\]")

MakePaper = Callable[[Clinic, Wanted], bytes]
"""A paper of the bundled example, under a layer that need not be saved."""


class ClinicWindow(QDialog):
    """Stands beside the consultation and blocks nothing. OK saves all of it or says why not."""

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, make: MakePaper | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._make = workspace, make
        self._unsaved = self._warned = False
        self.about = QLabel()
        self.tabs = QTabWidget()
        self.treatments = ClinicTreatments(workspace)
        self.paper = ClinicPaper(workspace)
        self.name, self.lines, self.contacts = self.paper.name, self.paper.lines, self.paper.contacts
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
        self.paper.retranslate()
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
        clinic = self._workspace.clinic
        lost = clinic is not None and bool(clinic.logo_sha256) and clinic.logo is None
        self.paper.fill(self.draft, lost=lost)
        self.treatments.edit(self.draft)

    # -- what can be done --------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Save all of it and close; what is wrong is said, and the cursor goes there."""
        store = self._workspace.clinic_store
        if store is None:
            return
        try:
            self._workspace.save_clinic(self._drafted(store.name))
        except ConsultError as error:
            self._refuse(error)
            return
        super().accept()

    def preview(self) -> None:
        """Show every paper as it would be with what is typed; what is wrong is said instead."""
        from ui.clinic_preview import ClinicPreview

        if self._make is None:
            return
        make = self._make
        try:
            clinic = self._drafted("")
            made = ClinicPreview(lambda wanted: make(clinic, wanted), self._workspace, self)
        except ConsultError as error:
            self._refuse(error)
            return
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()

    def _drafted(self, name: str) -> Clinic:
        """What is typed, as a layer. Raises ClinicError."""
        self.paper.put_into(self.draft)
        return replace(clinic_of(self.draft.document(), name), logo=self.draft.logo)

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
        elif listed or where in ("letterhead.name", "letterhead.footer"):
            edit = self.name if where == "letterhead.name" else self.paper.footer
            if listed:
                edit = self._listed(listed["list"], int(listed["at"]))
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
        self.paper.changed.connect(self._note_change)
        self.paper.preview_asked.connect(self.preview)
        self.paper.preview_button.setEnabled(self._make is not None)
        self._workspace.language_changed.connect(self.treatments.retranslate)
        self._workspace.language_changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.ok_button.setProperty("role", "primary")
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
        QWidget.setTabOrder(self.paper.preview_button, self.ok_button)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
