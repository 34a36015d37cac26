"""Catalogue window: which edition is in use and who signed it, what an update would change, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from consult.edition_words import report
from consult.errors import ConsultError
from consult.freshness import freshness
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.provenance import grouped, notice, provenance
from ui.theme import STEP
from ui.workspace import Workspace

if TYPE_CHECKING:
    from consult.assess import Knowledge
    from consult.editions import Offer


class Desk(Protocol):
    """What the window asks of the editions on this computer; each raises ConsultError in words."""

    def offer(self, file: Path, today: date) -> Offer:
        """An edition from a file, verified and compared; nothing is changed."""

    def accept(self, offer: Offer) -> Knowledge:
        """Use it from now on."""

    def roll_back(self) -> Knowledge:
        """Use the edition before."""


_WIDE, _HIGH = 760, 560
"""Of the window while an edition is offered; it is no higher than its lines while none is."""


class CatalogueWindow(QDialog):
    """Stands beside the consultation and blocks nothing; an offered edition waits for Accept or Keep."""

    read_requested = Signal()
    """The catalogue itself is to be read, in the main window."""

    def __init__(
        self, workspace: Workspace, desk: Callable[[], Desk] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk = None if desk is None else desk()
        self._offer: Offer | None = None
        self.edition = QLabel()
        self.list = QPlainTextEdit()
        self.said = QLabel()
        self.open_button, self.back_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.keep_button, self.accept_button = QPushButton(), QPushButton()
        self.read_button = QPushButton()
        self._lay_out()
        self.open_button.clicked.connect(self.open_update)
        self.back_button.clicked.connect(self.roll_back)
        self.close_button.clicked.connect(self.reject)
        self.read_button.clicked.connect(self.read_requested)
        self.read_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.keep)
        self.accept_button.clicked.connect(self.accept_offer)
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()
        self.resize(_WIDE, self.sizeHint().height())
        self.open_button.setFocus()

    # -- what is shown ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self.setWindowTitle(self.tr("Catalogue"))
        for button, text in (
            (self.open_button, self.tr("Open update file…")),
            (self.back_button, self.tr("Go back to the edition before")),
            (self.read_button, self.tr("Read the catalogue")),
            (self.close_button, self.tr("Close")),
            (self.keep_button, self.tr("Keep the edition in use")),
            (self.accept_button, self.tr("Accept this edition")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.list.setAccessibleName(self.tr("What the offered edition would change"))
        self._show_edition()
        self._show_offer()

    def _show_edition(self) -> None:
        workspace, words = self._workspace, self._workspace.words
        if workspace.knowledge is None:
            problem = workspace.problem
            self.edition.setText(self.tr("catalogue …") if problem is None else words.error(problem))
            return
        catalog = workspace.knowledge.catalog
        lines = [
            words.say("edition.now", edition=provenance(catalog, words)),
            f"sha256 {grouped(catalog.sha256)}",
        ]
        if catalog.signer is not None:
            lines.append(self.tr("key {key}").format(key=catalog.signer.key))
            if catalog.signer.kind == "development":
                lines.append(
                    self.tr(
                        "The development key is public: it shows that nothing broke, not who made the edition."
                    )
                )
        lines.append(notice(freshness(catalog, workspace.today()), words))
        self.edition.setText("\n".join(line for line in lines if line))

    def _show_offer(self) -> None:
        offered = self._offer is not None
        for button in (self.keep_button, self.accept_button):
            button.setVisible(offered)
        for button in (self.open_button, self.back_button):
            button.setVisible(not offered)
            button.setEnabled(self._desk is not None)
        self.list.setVisible(offered)
        self.resize(
            self.width(), _HIGH if offered else self.sizeHint().height()
        )  # no empty half below a few lines
        self.read_button.setVisible(not offered)
        if self._offer is not None:
            language = self._workspace.language
            before = Words(language, DECLARED, self._offer.before)
            after = Words(language, DECLARED, self._offer.after)
            self.list.setPlainText(report(self._offer, before, after))

    # -- what can be done --------------------------------------------------------------------------------------

    def open_update(self) -> None:
        """Ask for an update file and show what it would change."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Open update file"), "", self.tr("Update files of the catalogue (*.ccat)")
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, file: Path) -> None:
        """Verify an update file and show what it would change, or say why it is refused."""
        assert self._desk is not None
        self.said.clear()
        try:
            self._offer = self._desk.offer(file, self._workspace.today())
        except ConsultError as error:
            self._offer = None
            self._refuse(error)
        self._show_offer()
        (self.open_button if self._offer is None else self.list).setFocus()

    def accept_offer(self) -> None:
        """Use the offered edition from now on, in this window at once."""
        assert self._desk is not None
        assert self._offer is not None
        try:
            accepted = self._desk.accept(self._offer)
        except ConsultError as error:
            self._refuse(error)
            return
        self._offer = None
        self._use(accepted)

    def keep(self) -> None:
        """Leave everything as it is."""
        self._offer = None
        self._show_offer()
        self.said.setText(self._kept())
        self.open_button.setFocus()

    def roll_back(self) -> None:
        """Use the edition before from now on."""
        assert self._desk is not None
        try:
            knowledge = self._desk.roll_back()
        except ConsultError as error:
            self._refuse(error)
            return
        self._use(knowledge)

    def _use(self, knowledge: Knowledge) -> None:
        self._workspace.set_knowledge(knowledge)
        self.retranslate()
        edition = knowledge.catalog.edition
        self.said.setText(self._workspace.words.say("edition.accepted", edition=edition))
        self.close_button.setFocus()

    def _refuse(self, error: ConsultError) -> None:
        self.said.setText(f"{self._workspace.words.error(error)} {self._kept()}".strip())

    def _kept(self) -> str:
        knowledge = self._workspace.knowledge
        if knowledge is None:
            return ""
        return self._workspace.words.say("edition.kept", edition=knowledge.catalog.edition)

    # -- inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.edition.setProperty("role", "surface")
        self.edition.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        self.edition.setMargin(0)
        self.edition.setMinimumWidth(_WIDE - 60 * STEP)
        self.edition.setTextFormat(Qt.TextFormat.PlainText)
        self.edition.setWordWrap(True)
        self.edition.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.edition.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.list.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.accept_button.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setSpacing(2 * STEP)
        left = (self.open_button, self.back_button, self.read_button)
        order = (*left, self.keep_button, self.accept_button, self.close_button)
        for button in order:
            button.setAutoDefault(False)
        for button in left:
            foot.addWidget(button)
        foot.addStretch(1)
        for button in order[len(left) :]:
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addWidget(self.edition)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.said)
        whole.addLayout(foot)
        for before, after in pairwise((self.list, *order)):
            QWidget.setTabOrder(before, after)
