"""About page: version, edition, fingerprints, use and limits, and every part with the text of its licence."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from consult import __version__
from consult.provenance import grouped, provenance
from resources import bundle
from ui.about.licences import Licensed, of_others, ours, text_of
from ui.guide.page import Page, heading, pairs, sentence
from ui.theme import STEP
from ui.workspace import Workspace

MANIFEST = "manifest.json"
LIST_WIDTH, HEIGHT = 260, 320


class AboutPage(Page):
    """Made anew whenever it is shown or another language is spoken: an edition may have come meanwhile."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.parts: list[Licensed] = []
        self.list: QListWidget | None = None
        self.text: QPlainTextEdit | None = None
        workspace.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        say = self._workspace.words.say
        self.parts = ours(self._workspace.words)
        note = ""
        try:
            others = of_others(self._workspace.words)
        except (OSError, ValueError):
            note = say("about.parts.broken")
        else:
            note = say("about.parts.source") if others is None else ""
            self.parts += others or []
        parts = [
            pairs(self.rows(), bold=False),
            heading(say("guide.use")),
            sentence(say("guide.use.text")),
            sentence(say("guide.limits.who")),
            sentence(say("guide.limits.unknown")),
            heading(say("about.people")),
            sentence(say("about.people.text")),
            heading(say("about.licences")),
            sentence(say("about.licences.text")),
            sentence(say("about.licences.qt")),
            heading(say("about.parts")),
            self._reader(),
        ]
        if note:
            parts.insert(-1, sentence(note, "muted"))
        self.fill(say("about.title"), say("guide.close"), parts)

    def rows(self) -> Iterator[tuple[str, str]]:
        """What is running: program, catalogue, and what they run on."""
        words, knowledge = self._workspace.words, self._workspace.knowledge
        built = bundle()
        kind = "source" if built is None else "built"
        yield words.say("about.program"), words.say(f"about.program.{kind}", version=__version__)
        yield words.say("about.hash"), _fingerprint(built) or words.say("about.hash.none")
        if knowledge is None:
            yield words.say("about.catalogue"), words.say("about.catalogue.none")
        else:
            yield words.say("about.catalogue"), provenance(knowledge.catalog, words)
            yield words.say("about.catalogue.hash"), grouped(knowledge.catalog.sha256)
        runs_on = f"Python {platform.python_version()} · Qt {qVersion()} · SQLite {sqlite3.sqlite_version}"
        yield words.say("about.runs_on"), runs_on
        if self._workspace.preferences_store is not None:
            folder = str(Path(self._workspace.preferences_store.where).parent)
            yield words.say("about.data"), words.say("about.data.where", folder=folder)

    def _reader(self) -> QWidget:
        """The parts at the left, the text of the one picked at the right."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * STEP)
        self.list = QListWidget(holder)
        self.list.setAccessibleName(self._workspace.words.say("about.parts"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text = QPlainTextEdit(holder)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setAccessibleName(self._workspace.words.say("about.text"))
        for made in (self.list, self.text):
            made.setFixedHeight(HEIGHT)
            line.addWidget(made)
        for part in self.parts:
            self.list.addItem(f"{part.name}  {part.said}")
        self.list.currentRowChanged.connect(self.show_text)
        self.list.setCurrentRow(0)
        return holder

    def show_text(self, at: int) -> None:
        """Show the licence of the part that stands there in the list."""
        if self.text is not None and 0 <= at < len(self.parts):
            part = self.parts[at]
            said = text_of(part) or self._workspace.words.say("about.text.none")
            self.text.setPlainText(f"{part.name}\n{part.said}\n\n{said}")


def _fingerprint(folder: Path | None) -> str:
    """Of the list of all files with their hashes: two copies with the same one are the same program."""
    if folder is None:
        return ""
    try:
        return grouped(hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest())
    except OSError:
        return ""
