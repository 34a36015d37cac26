"""Identity bar: whose case this is, and under which catalogue, guideline and language it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from consult.freshness import freshness
from consult.provenance import is_released, notice, signed
from ui.form.rows import follow, stops
from ui.giving import GivingButton, GivingLabel
from ui.guide.example_mark import ExampleMark
from ui.roles import THEMES
from ui.theme import STEP
from ui.workspace import Workspace

LANGUAGE_NAMES = {"en": "EN", "zh_CN": "中文"}
_TOLD = ("age_years", "sex", "tumour_type", "diagnosis_basis")
"""What is told of the person, beside the code."""


class IdentityBar(QWidget):
    """One line, 40 px high; the case on the left, provenance and switches on the right."""

    theme_picked = Signal(str)
    catalogue_requested = Signal()
    clinic_requested = Signal()

    def __init__(self, workspace: Workspace, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(40)
        self._workspace = workspace
        self._theme = theme
        self._tells_of: tuple[object, ...] = ()
        self._code = GivingLabel(200)
        self._code.setProperty("role", "title")
        self._who = GivingLabel(60)
        self._kept = _muted(GivingLabel(0))
        self._catalogue = GivingButton(96)
        self._catalogue.clicked.connect(self.catalogue_requested)
        self._offline = _muted(GivingLabel(0))
        self._guideline = GivingButton(80)
        self._guideline.setMaximumWidth(50 * STEP)
        self._guideline.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._guideline.setMenu(_menu(self._guideline, self._fill_guidelines))
        self._themes = QToolButton()
        self._themes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._themes.setMenu(_menu(self._themes, self._fill_themes))
        self._languages = {code: QToolButton() for code in LANGUAGE_NAMES}
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(3 * STEP)
        self._row = row
        row.addWidget(ExampleMark(workspace, self))
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
        workspace.assessed.connect(self._show_case)
        workspace.language_changed.connect(self.retranslate)
        workspace.preferred.connect(self._follow_theme)
        self.retranslate()

    def put_first(self, widget: QWidget) -> None:
        """Give a widget the place at the left, before whose case this is."""
        self._row.insertWidget(0, widget)
        follow(widget, stops(self))

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        self._kept.say(self.tr("not kept: in memory only"))
        self._offline.say(self.tr("offline"), self.tr("This program never opens a network connection."))
        self._themes.setText(f"{self.tr('View')} ▾")
        self._themes.setAccessibleName(self.tr("View: colours of the window, and this clinic's details"))
        names = {"en": self.tr("English"), "zh_CN": self.tr("Chinese")}
        for code, button in self._languages.items():
            button.setAccessibleName(names[code])
            button.setToolTip(names[code])
            button.setChecked(code == self._workspace.language)
        self._tells_of = ()
        self._show_case()

    def _show_case(self) -> None:
        """Say whose case it is and under what it is read; nothing is touched while that is the same."""
        workspace = self._workspace
        entries = workspace.patient.entries
        tells_of = (
            workspace.words,
            workspace.knowledge,
            workspace.problem,
            workspace.guideline,
            workspace.today(),
            *(entries.get(name) for name in ("patient_code", *_TOLD)),
        )
        if tells_of != self._tells_of:
            self._tells_of = tells_of
            self._say_case()

    def _say_case(self) -> None:
        workspace = self._workspace
        words, patient = workspace.words, workspace.patient
        code = patient.entries.get("patient_code")
        self._code.say(self.tr("Anonymous case") if code is None else str(code.value))
        said = []
        for name in _TOLD:
            entry = patient.entries.get(name)
            if entry is not None:
                said.append(words.entry(patient.schema.by_id[name], entry))
        self._who.say("  ·  ".join(said) if said else self.tr("nothing recorded yet"))
        knowledge = workspace.knowledge
        self._show_catalogue()
        if knowledge is None:
            self._guideline.setVisible(False)
            return
        self._guideline.setVisible(True)
        leading = self.tr("leading: {guideline}").format(guideline=words.guideline(workspace.guideline))
        self._guideline.say(f"{leading} ▾", self.tr("Leading guideline"))
        self._guideline.setAccessibleName(self.tr("Leading guideline"))
        self._guideline.setAccessibleDescription(words.guideline(workspace.guideline))

    def _show_catalogue(self) -> None:
        """The edition, who signed it, and whether its content may be called current; ✓ only where nothing is open."""
        workspace = self._workspace
        if workspace.knowledge is None:
            text = self.tr("catalogue …") if workspace.problem is None else self.tr("no catalogue ✕")
            self._say(text, text)
            return
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
        self._say(
            " · ".join([name, *open_points]) if open_points else f"{name} ✓", f"{about} {notice(age, words)}"
        )

    def _say(self, text: str, about: str) -> None:
        """Only what changed: this runs on every keystroke."""
        self._catalogue.say(text, about)
        if text != self._catalogue.accessibleName():
            self._catalogue.setAccessibleName(text)
        if about != self._catalogue.accessibleDescription():
            self._catalogue.setAccessibleDescription(about)

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
