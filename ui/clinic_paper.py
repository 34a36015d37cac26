"""Clinic paper: what the clinic has printed of itself: name, lines, logo, contacts and footer, to be edited."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from consult.clinic import MAX_CONTACTS, MAX_LINE, MAX_LINES, MAX_NAME, MAX_REFER
from consult.errors import ConsultError, InputError
from consult.letterhead import MAX_BYTES, MAX_SIDE, Logo, logo_of
from ui.clinic_draft import Draft
from ui.theme import STEP
from ui.workspace import Workspace

_LOGO = QSize(60 * STEP, 20 * STEP)


class ClinicPaper(QWidget):
    """Edits the part of a draft that is printed at the head and the foot of papers."""

    changed = Signal()
    preview_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.logo: Logo | None = None
        self._lost = False
        self.name, self.footer = QLineEdit(), QLineEdit()
        self.lines = [QLineEdit() for _line in range(MAX_LINES)]
        self.contacts = [QLineEdit() for _line in range(MAX_CONTACTS)]
        self.shown, self.about = QLabel(), QLabel()
        self.choose_button, self.remove_button, self.preview_button = (
            QPushButton(),
            QPushButton(),
            QPushButton(),
        )
        self.labels: dict[str, QLabel] = {}
        self._lay_out()
        for edit in (self.name, self.footer, *self.lines, *self.contacts):
            edit.textEdited.connect(lambda _text: self.changed.emit())
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(lambda: self._take(None))
        self.preview_button.clicked.connect(self.preview_asked)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        for key, text in (
            ("name", self.tr("Name on the letterhead")),
            ("lines", self.tr("Lines under the name")),
            ("logo", self.tr("Logo")),
            ("contacts", self.tr("Contact lines at the end of the paper")),
            ("footer", self.tr("Line at the foot of every page")),
        ):
            self.labels[key].setText(text)
        for key, edit in (("name", self.name), ("footer", self.footer)):
            edit.setAccessibleName(self.labels[key].text())
        for key, edits in (("lines", self.lines), ("contacts", self.contacts)):
            for at, edit in enumerate(edits, 1):
                edit.setAccessibleName(f"{self.labels[key].text()}, {at}")
        for button, text in (
            (self.choose_button, self.tr("Choose picture…")),
            (self.remove_button, self.tr("Remove")),
            (self.preview_button, self.tr("Preview papers")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.remove_button.setAccessibleName(self.tr("Remove the logo"))
        self._show_logo()

    def fill(self, draft: Draft, *, lost: bool) -> None:
        """Show a draft; `lost`: the layer names a logo that cannot be used."""
        self.name.setText(draft.name)
        self.footer.setText(draft.footer)
        for texts, edits in ((draft.lines, self.lines), (draft.contacts, self.contacts)):
            for text, edit in zip(texts, edits, strict=True):
                edit.setText(text)
        self.logo, self._lost = draft.logo, lost
        self._show_logo()

    def put_into(self, draft: Draft) -> None:
        """Put what was typed and chosen into the draft."""
        draft.name, draft.footer, draft.logo = self.name.text(), self.footer.text(), self.logo
        draft.lines = [edit.text() for edit in self.lines]
        draft.contacts = [edit.text() for edit in self.contacts]

    def choose(self) -> None:
        """Ask for a picture."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose picture"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take a picture as the logo, or say why it cannot be one."""
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            self._take(logo_of(data))
        except OSError:
            self._refuse(InputError("cannot_read", file=path.name))
        except ConsultError as error:
            self._refuse(error)

    def _take(self, logo: Logo | None) -> None:
        self.logo, self._lost = logo, False
        self._show_logo()
        self.changed.emit()

    def _refuse(self, error: ConsultError) -> None:
        self.about.setText(self._workspace.words.error(error))

    def _show_logo(self) -> None:
        logo = self.logo
        self.remove_button.setEnabled(logo is not None)
        self.shown.setPixmap(QPixmap())
        if logo is not None:
            picture = QPixmap()
            picture.loadFromData(logo.png, "PNG")
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.shown.setPixmap(picture.scaled(_LOGO, keep, smooth))
        self.shown.setAccessibleName(self.labels["logo"].text())
        if self._lost:
            self.about.setText(
                self.tr(
                    "The picture that belongs to these details is missing or was changed. Choose it again."
                )
            )
        else:
            self.about.setText(
                self.tr("PNG or JPEG, at most %1 kB and %2 pixels along a side. Only its pixels are kept.")
                .replace("%1", str(MAX_BYTES // 1000))
                .replace("%2", str(MAX_SIDE))
            )

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        row = 0
        for key, edits, most in (
            ("name", [self.name], MAX_NAME),
            ("lines", self.lines, MAX_LINE),
            ("logo", [], 0),
            ("contacts", self.contacts, MAX_REFER),
            ("footer", [self.footer], MAX_LINE),
        ):
            label = self.labels[key] = QLabel()
            grid.addWidget(label, row, 0)
            if key == "logo":
                label.setBuddy(self.choose_button)
                grid.addLayout(self._logo_row(), row, 1)
                row += 1
            else:
                label.setBuddy(edits[0])
            for edit in edits:
                edit.setMaxLength(most)
                grid.addWidget(edit, row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 2 * STEP)
            row += 1
        foot = QHBoxLayout()
        foot.addWidget(self.preview_button)
        foot.addStretch(1)
        grid.addLayout(foot, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(row + 1, 1)
        order = (
            self.name,
            *self.lines,
            self.choose_button,
            self.remove_button,
            *self.contacts,
            self.footer,
            self.preview_button,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _logo_row(self) -> QHBoxLayout:
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.shown.setFixedSize(_LOGO)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setStyleSheet("background: white;")  # paper, not a role of the theme
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.shown)
        for button in (self.choose_button, self.remove_button, self.preview_button):
            button.setAutoDefault(False)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        row.addWidget(self.about, 1)
        return row
