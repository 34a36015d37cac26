"""Identity bar: whose case this is, and under which catalogue, guideline and language it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui import icons
from ui.filing import said
from ui.form.rows import follow, stops
from ui.giving import GivingButton, GivingLabel
from ui.guide.example_mark import ExampleMark
from ui.lines import TerseLine
from ui.menu import CaseMenu
from ui.roles import THEMES
from ui.theme import STEP
from ui.workspace import Workspace

LANGUAGE_NAMES = {"en": "EN", "zh_CN": "中文"}
_TOLD = ("age_years", "sex", "tumour_type", "diagnosis_basis")
"""What is told of the person, beside the code."""
_GUIDELINE = 25 * STEP
_CODE, _WHO = 26 * STEP, 62 * STEP
"""Kept free for whose case it is: what is said beside it must not change while a name or an age is typed."""
_LEAST_WHO = 15 * STEP
_NAMED, _MOST_NAMED = 50 * STEP, 90 * STEP
"""Code and name of a case of the records: whole up to this in the narrowest line, and in one with room."""
_KEPT = 36 * STEP
"""Kept free then for how far it is kept: a draft that is written moves nothing."""


class IdentityBar(TerseLine):
    """One line, 40 px high; the case on the left, provenance and switches on the right.

    Whose case it is stays whole longest: provenance and switches say less first.
    """

    LEVELS = 4

    theme_picked = Signal(str)
    catalogue_requested = Signal()
    clinic_requested = Signal()

    def __init__(self, workspace: Workspace, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(40)
        self._workspace = workspace
        self._theme = theme
        self._menu: CaseMenu | None = None
        self._edition: tuple[str, str, tuple[str, ...]] = ("", "", ())
        """The catalogue's name, its edition alone, and what is open about it."""
        self._leading = ""
        self._tells_of: tuple[object, ...] = ()
        """What the words were made of: most keystrokes change none of it."""
        self._fitted: tuple[object, ...] = ()
        self._code = GivingLabel(_CODE)
        self._code.setProperty("role", "title")
        self._who = GivingLabel(_LEAST_WHO)
        self._kept = _muted(GivingLabel(0))
        self._catalogue = QToolButton()
        self._catalogue.clicked.connect(self.catalogue_requested)
        self._offline = _muted(GivingLabel(0))
        self._guideline = GivingButton(80)
        self._guideline.setMaximumWidth(50 * STEP)
        self._guideline.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._guideline.setMenu(_menu(self._guideline, self._fill_guidelines))
        self._themes = QToolButton()
        self._themes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._themes.setMenu(_menu(self._themes, self._fill_themes))
        self._themes.setProperty("role", "menu")
        self._languages = {code: QToolButton() for code in LANGUAGE_NAMES}
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(3 * STEP)
        self._row = row
        self._example = ExampleMark(workspace, self)
        row.addWidget(self._example)
        row.addWidget(self._code)
        row.addWidget(self._who)
        row.addStretch(1)
        for widget in (self._kept, self._catalogue, self._offline, self._guideline, self._themes):
            row.addWidget(widget)
        for code, button in self._languages.items():
            button.setText(LANGUAGE_NAMES[code])
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, c=code: self._pick_language(c))
            row.addWidget(button)
        icons.dress(self._themes, "palette")
        workspace.assessed.connect(self._show_case)
        workspace.filed.connect(self._show_filing)
        workspace.language_changed.connect(self.retranslate)
        workspace.preferred.connect(self._follow_theme)
        self.retranslate()

    def put_first(self, menu: CaseMenu) -> None:
        """Give the menu the place at the left, before whose case this is."""
        self._menu = menu
        self._row.insertWidget(0, menu)
        follow(menu, stops(self))

    def say(self, level: int) -> None:
        """Everything; then without words that only lead in; then symbols for what is known by its place."""
        workspace, nowhere = self._workspace, self.tr("not kept: in memory only")
        kept = said(workspace.filing, workspace.words, datetime.now(UTC))
        self._kept.say(kept or (self.tr("not kept") if level else nowhere), kept or nowhere)
        self._kept.set_least(_KEPT if kept and level < self.LEVELS - 1 else 0)
        self._kept.setVisible(bool(kept) or level < self.LEVELS - 1)
        self._offline.setVisible(level == 0)
        name, edition, points = self._edition
        if edition and level:
            name = edition
        if points and level > 1:
            self._catalogue.setText(f"{name} !")
        else:
            self._catalogue.setText(" · ".join([name, *points]) if points or not edition else f"{name} ✓")
        guideline = self._leading
        if guideline and not level:
            guideline = self.tr("leading: {guideline}").format(guideline=guideline)
        self._guideline.say(f"{guideline} ▾", self.tr("Leading guideline"))
        self._guideline.setMinimumWidth(min(self._guideline.sizeHint().width(), _GUIDELINE))
        self._themes.setText("" if level > 1 else f"{self.tr('View')} ▾")
        styles = Qt.ToolButtonStyle
        self._themes.setToolButtonStyle(styles.ToolButtonIconOnly if level > 1 else styles.ToolButtonTextOnly)
        for code, button in self._languages.items():
            button.setVisible(level < self.LEVELS - 1 or code != self._workspace.language)
        self._row.setSpacing((3 if level < 2 else 2) * STEP)
        if self._menu is not None:
            self._menu.set_short(level > 1)

    def wanted_width(self) -> int:
        """With room for whose case it is, whoever that is."""
        taken = self._code.sizeHint().width() + self._who.sizeHint().width()
        free = _CODE + (_WHO if self.level < 2 else _WHO // 2)
        if self._workspace.identity is not None:
            free += min(self._code.sizeHint().width(), _MOST_NAMED) - _CODE
            free += 0 if self._kept.isHidden() else _KEPT - self._kept.sizeHint().width()
        return self._row.sizeHint().width() - taken + free

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self._offline.say(self.tr("offline"), self.tr("This program never opens a network connection."))
        self._themes.setAccessibleName(self.tr("View: colours of the window, and this clinic's details"))
        self._themes.setToolTip(self._themes.accessibleName())
        names = {"en": self.tr("English"), "zh_CN": self.tr("Chinese")}
        for code, button in self._languages.items():
            button.setAccessibleName(names[code])
            button.setToolTip(names[code])
            button.setChecked(code == self._workspace.language)
        self._tells_of = self._fitted = ()
        self._show_case()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_themes"):
            icons.dress(self._themes, "palette")

    def _show_filing(self) -> None:
        """Whose case it is in the records and how far it is kept."""
        self._tells_of = self._fitted = ()
        self._show_case()

    def _show_code(self) -> None:
        """The code, and the name where the clinic keeps one: that of the records, once the case is filed there."""
        identity = self._workspace.identity
        code = self._workspace.patient.entries.get("patient_code")
        if identity is None:
            self._code.say(self.tr("Anonymous case") if code is None else str(code.value))
            self._code.set_least(_CODE)
        else:
            # What is typed over the kept code is on the papers too, which are drafts until it is kept.
            shown = identity.code if code is None else str(code.value)
            self._code.say(f"{shown} · {identity.name}" if identity.name else shown)
            self._code.set_least(_NAMED)

    def _show_case(self) -> None:
        """Say whose case it is and under what it is read; nothing is touched while that is the same."""
        workspace = self._workspace
        entries = workspace.patient.entries
        tells_of = (
            workspace.words,
            workspace.knowledge,
            workspace.problem,
            workspace.guideline,
            workspace.identity,
            workspace.today(),
            *(entries.get(name) for name in ("patient_code", *_TOLD)),
        )
        if tells_of != self._tells_of:
            self._tells_of = tells_of
            self._say_case()

    def _say_case(self) -> None:
        workspace = self._workspace
        words, patient = workspace.words, workspace.patient
        self._show_code()
        identity = workspace.identity
        born = ""
        if identity is not None and identity.birth_date is not None:
            born = words.say("keep.born", date=identity.birth_date.isoformat())
        facts = [born] if born else []
        for name in _TOLD:
            entry = patient.entries.get(name)
            if entry is not None:
                facts.append(words.entry(patient.schema.by_id[name], entry))
        self._who.set_least(max(_LEAST_WHO, self._who.fontMetrics().horizontalAdvance(f"{born}…")))
        self._who.say("  ·  ".join(facts) if facts else self.tr("nothing recorded yet"))
        self._show_catalogue()
        known = workspace.knowledge is not None
        self._guideline.setVisible(known)
        self._leading = words.guideline(workspace.guideline) if known else ""
        if known and self._guideline.accessibleDescription() != self._leading:
            self._guideline.setAccessibleName(self.tr("Leading guideline"))
            self._guideline.setAccessibleDescription(self._leading)
        shown = (workspace.language, self._edition, self._leading, self._example.isHidden())
        if shown != self._fitted:
            self._fitted = shown
            self.fit()

    def _show_catalogue(self) -> None:
        """The edition, who signed it, and whether its content may be called current; ✓ only where nothing is open."""
        workspace = self._workspace
        if workspace.knowledge is None:
            text = self.tr("catalogue …") if workspace.problem is None else self.tr("no catalogue ✕")
            self._edition = text, "", ()
            self._tell(text, text)
            return
        from consult.freshness import freshness
        from consult.provenance import is_released, notice, signed

        words, catalog = workspace.words, workspace.knowledge.catalog
        age = freshness(catalog, workspace.today())
        open_points = [] if is_released(catalog) else [signed(catalog.signer, words)]
        if not age.is_current:
            open_points.append(words.say(f"content.short.{age.state}"))
        name = self.tr("catalogue {edition}").format(edition=catalog.edition)
        about = self.tr("{review} of {date}; as it was when it was signed ({signed}, key {key}).").format(
            review=words.review,
            date=catalog.date,
            signed=signed(catalog.signer, words),
            key="" if catalog.signer is None else catalog.signer.key,
        )
        self._edition = name, catalog.edition, tuple(open_points)
        whole = " · ".join([name, *open_points]) if open_points else f"{name} ✓"
        self._tell(whole, f"{about} {notice(age, words)}")

    def _tell(self, whole: str, about: str) -> None:
        """Say it whole in the tooltip and to screen readers; only what changed, as this runs on every keystroke."""
        if whole != self._catalogue.accessibleName():
            self._catalogue.setAccessibleName(whole)
        if about != self._catalogue.accessibleDescription():
            self._catalogue.setAccessibleDescription(about)
            self._catalogue.setToolTip(f"{whole}\n{about}")

    def _fill_guidelines(self) -> None:
        knowledge, menu = self._workspace.knowledge, self._guideline.menu()
        menu.clear()
        if knowledge is None:
            return
        group = QActionGroup(menu)
        for guideline in knowledge.catalog.selectable():
            action = QAction(self._workspace.words.guideline(guideline.id), menu)
            action.setCheckable(True)
            action.setChecked(guideline.id == self._workspace.guideline)
            action.triggered.connect(lambda _on, g=guideline.id: self._workspace.set_guideline(g))
            group.addAction(action)
            menu.addAction(action)

    def _fill_themes(self) -> None:
        words = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high-contrast": self.tr("High contrast"),
        }
        menu = self._themes.menu()
        menu.clear()
        group = QActionGroup(menu)
        for name in THEMES:
            action = QAction(words[name], menu)
            action.setCheckable(True)
            action.setChecked(name == self._theme)
            action.triggered.connect(lambda _on, n=name: self._pick_theme(n))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        clinic = QAction(self.tr("This clinic's details…") + "\tF7", menu)
        clinic.triggered.connect(self.clinic_requested)
        menu.addAction(clinic)

    def _follow_theme(self) -> None:
        self._theme = self._workspace.preferences.theme or self._theme

    def _pick_theme(self, name: str) -> None:
        self._theme = name
        self.theme_picked.emit(name)

    def _pick_language(self, code: str) -> None:
        """Speak it now, and from now on."""
        self._workspace.set_language(code)
        self._workspace.prefer(replace(self._workspace.preferences, language=code))


def _menu(button: QToolButton, fill: Callable[[], None]) -> QMenu:
    """A menu that is filled each time it is opened, never while someone types."""
    menu = QMenu(button)
    menu.aboutToShow.connect(fill)
    return menu


def _muted(label: GivingLabel) -> GivingLabel:
    label.setProperty("role", "muted")
    return label
