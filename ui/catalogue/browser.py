"""Catalogue browser: search and pages in the place of options and comparison, while the case stays open beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from consult.assess import Knowledge
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.lookup import KINDS, Lookup
from consult.phrases import Words
from consult.summary.book_back import Scored
from consult.summary.catalogue_pages import CONTENTS, Pages
from ui import icons
from ui.catalogue.entries import EntryModel, EntryView
from ui.catalogue.page_view import PageView
from ui.comparison.options import WIDTH
from ui.giving import GivingLabel
from ui.search_edit import SearchEdit
from ui.theme import STEP
from ui.workspace import Workspace

_MOST_KEPT = 200
"""Pages that Alt+Left can go back to."""


@dataclass(slots=True)
class Visit:
    """A page that was opened, and how far it was scrolled when it was left."""

    address: str
    place: int | None = None


class EntrySearch(SearchEdit):
    """Type to search; Down goes to what was found, Enter opens the first of it."""

    left = Signal()
    accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)


class CatalogueBrowser(QWidget):
    """Only the page that is shown is made. Alt+Left and Alt+Right step through the pages seen, Esc leaves."""

    left = Signal()
    """The consultation is wanted again."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._knowledge: Knowledge | None = None
        self._words: Words | None = None
        self._pages: Pages | None = None
        self._lookup: Lookup | None = None
        self._seen: list[Visit] = []
        self._at = -1
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button, self.on_button = QPushButton(), QPushButton()
        self._dress()
        self.contents_button, self.close_button = QPushButton(), QPushButton()
        self.search = EntrySearch()
        self.title = GivingLabel(12 * STEP)
        self.title.setProperty("role", "title")
        self.model = EntryModel(self)
        self.entries = EntryView(self.model)
        self.page = PageView()
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- showing -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of the workspace, and of the edition in use."""
        for button, text, key in (
            (self.back_button, self.tr("Page before"), "Alt+Left"),
            (self.on_button, self.tr("Page after"), "Alt+Right"),
            (self.contents_button, self.tr("Contents"), ""),
            (self.close_button, self.tr("Back to the consultation"), "Esc"),
        ):
            keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            button.setAccessibleName(text)
            button.setToolTip(f"{text} ({keys})" if keys else text)
        self.contents_button.setText(self.tr("Contents"))
        self.close_button.setText(f"{self.tr('Back to the consultation')}  Esc")
        self.search.setPlaceholderText(self.tr("Search the catalogue"))
        self.search.setAccessibleName(self.tr("Search treatments, drugs, terms, sources and rule rows"))
        self.entries.setAccessibleName(self.tr("Found in the catalogue"))
        if self.isVisible():
            self._renew()

    def open(self, address: str) -> None:
        """Open the page on which `address` stands; empty: the page last shown, else the contents."""
        self._prepare()
        self._keep_place()
        if address or not self._seen:
            wanted = address or CONTENTS
            if not self._seen or self._seen[self._at].address != wanted:
                self._seen = [*self._seen[: self._at + 1], Visit(wanted)][-_MOST_KEPT:]
                self._at = len(self._seen) - 1
            self._seen[self._at].place = None
        self._show()

    def step(self, by: int) -> None:
        """Go to the page before (-1) or after (1), where it was left."""
        if 0 <= self._at + by < len(self._seen):
            self._keep_place()
            self._at += by
            self._show()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def here(self) -> str:
        """The address that was opened last and is shown."""
        return self._seen[self._at].address if self._seen else CONTENTS

    def look_up(self) -> None:
        """Show what answers to what is typed."""
        if self._lookup is None:
            return
        words = self._workspace.words
        found = self._lookup.find(self.search.text())
        self.model.show(found, {kind: words.say(f"page.kind.{kind}") for kind in KINDS})
        self.entries.scrollToTop()
        self.entries.stand_on_first()

    # -- inside ------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Have pages and search for the edition and the language as they are now."""
        knowledge, words = self._workspace.knowledge, self._workspace.words
        if knowledge is None or (knowledge is self._knowledge and words is self._words):
            return
        self._knowledge, self._words = knowledge, words
        results = derive(SCHEMA.empty(), today=self._workspace.today()).results.values()
        scores = [Scored(r.item, r.source, "unverified_rule" in r.flags) for r in results]
        self._pages = Pages(knowledge.catalog, words, DECLARED, scores)
        self._lookup = Lookup(knowledge.catalog, words)
        self.look_up()

    def _renew(self) -> None:
        self._keep_place()
        self._prepare()
        self._show()

    def _show(self) -> None:
        workspace = self._workspace
        if self._pages is None:
            problem = workspace.problem
            self.title.say("")
            self.page.setPlainText("" if problem is None else workspace.words.error(problem))
            return
        words = workspace.words
        try:
            page = self._pages.page(self.here())
        except KeyError:  # of an edition that was replaced
            page = self._pages.page(CONTENTS)
        assert self._knowledge is not None
        edition = f"{words.say('page.contents')} {self._knowledge.catalog.edition}"
        self.page.show_page(page, f"{edition} · {words.review}{words.say('stop')}{words.review_note}")
        self.title.say(page.title)
        place = self._seen[self._at].place if self._seen else None
        if place is not None:
            self.page.verticalScrollBar().setValue(place)
        self.back_button.setEnabled(self._at > 0)
        self.on_button.setEnabled(self._at + 1 < len(self._seen))

    def _keep_place(self) -> None:
        if self._seen:
            self._seen[self._at].place = self.page.verticalScrollBar().value()

    def _open_and_read(self, address: str) -> None:
        self.open(address)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        self.look_up()
        self.entries.open_current()

    def _type_on(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.insert(text)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _to_entries(self) -> None:
        if not self.entries.currentIndex().isValid():
            self.entries.stand_on_first()
        self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_assessed(self) -> None:
        if self.isVisible() and self._workspace.knowledge is not self._knowledge:
            self._renew()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.look_up)
        self.search.left.connect(self._to_entries)
        self.search.accepted.connect(self._open_first)
        self.entries.opened.connect(self._open_and_read)
        self.entries.typed.connect(self._type_on)
        self.entries.left.connect(self._to_search)
        self.page.followed.connect(self._open_and_read)
        self.page.stepped.connect(self.step)
        self.back_button.clicked.connect(lambda: self.step(-1))
        self.on_button.clicked.connect(lambda: self.step(1))
        self.contents_button.clicked.connect(lambda: self._open_and_read(CONTENTS))
        self.close_button.clicked.connect(self.left)
        self._workspace.language_changed.connect(self.retranslate)
        self._workspace.assessed.connect(self._on_assessed)
        for keys, slot in (
            ("Esc", self.left.emit),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("Ctrl+F", self._to_search),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        for button in (self.back_button, self.on_button):
            button.setFixedWidth(8 * STEP)
        head = QHBoxLayout()
        head.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        head.setSpacing(2 * STEP)
        self.search.setMinimumWidth(WIDTH // 2)
        self.search.setMaximumWidth(WIDTH - 4 * STEP)
        head.addWidget(self.search, 4)
        head.addWidget(self.back_button)
        head.addWidget(self.on_button)
        head.addWidget(self.title, 5)
        head.addWidget(self.contents_button)
        head.addWidget(self.close_button)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.entries)
        body.addWidget(self.page)
        body.setSizes([WIDTH, 3 * WIDTH])
        body.setStretchFactor(0, 0)
        body.setStretchFactor(1, 1)
        body.setChildrenCollapsible(False)
        body.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(body, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "on_button"):
            self._dress()
            if self.isVisible():
                self._renew()  # colours stand in the page

    def _dress(self) -> None:
        icons.dress(self.back_button, "arrow-left")
        icons.dress(self.on_button, "arrow-right")

    def stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        buttons: list[QWidget] = [self.back_button, self.on_button, self.contents_button, self.close_button]
        return [self.search, self.entries, self.page, *buttons]
