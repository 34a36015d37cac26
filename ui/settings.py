"""Settings window: what this user begins with; each change acts at once and is kept, nothing of a patient is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from consult.compare import ASPECTS
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.schema import SCHEMA
from consult.preferences import DEFAULT, LEAST_DAYS, LOCK_AFTER, MOST_DAYS, THEMES
from consult.row_choice import NEVER_HIDDEN, is_hidden
from consult.vocabulary import LANGUAGES
from ui import theme
from ui.choice import Choice
from ui.form.editors import set_state
from ui.languages import NAMES
from ui.theme import STEP
from ui.workspace import Workspace

LABEL_WIDTH, CONTROL_WIDTH, DAYS_WIDTH = 260, 260, 64


class SettingsWindow(QDialog):
    """Stands beside the consultation and blocks nothing; there is nothing to save or to cancel."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.about, self.said = QLabel(), QLabel()
        self.language, self.paper, self.theme, self.guideline = Choice(), Choice(), Choice(), Choice()
        self.lock = Choice()
        self.units = {f.id: Choice() for f in SCHEMA.by_id.values() if f.other is not None}
        self.days = {kind: QLineEdit() for kind in STALE_AFTER_DAYS}
        self.unverified = QCheckBox()
        self.rows = {aspect: QCheckBox() for aspect in ASPECTS if aspect not in NEVER_HIDDEN}
        self.reset_button, self.close_button = QPushButton(), QPushButton()
        self._headings: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._rows_label = QLabel()
        self._area = QScrollArea()
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(640, 680)
        self.language.setFocus()

    # -- showing -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the workspace's language."""
        words = self._workspace.words
        self.setWindowTitle(self.tr("Settings"))
        self.about.setText(
            self.tr("Each change acts at once and is kept for you. Nothing of a patient is kept here.")
        )
        own = self.tr("the program's own")
        self._fill(self.language, [(code, NAMES[code]) for code in LANGUAGES])
        self._fill(self.paper, [("", self.tr("as in the window")), *((c, NAMES[c]) for c in LANGUAGES)])
        looks = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high-contrast": self.tr("High contrast"),
        }
        self._fill(self.theme, [(name, looks[name]) for name in THEMES])
        self._fill(self.lock, [(n, words.say("settings.minutes", n=n)) for n in LOCK_AFTER])
        knowledge = self._workspace.knowledge
        listed = () if knowledge is None else knowledge.catalog.selectable()
        self._fill(self.guideline, [("", own), *((g.id, words.guideline(g.id)) for g in listed)])
        for name, choice in self.units.items():
            field = SCHEMA.by_id[name]
            assert field.other is not None
            units = ((name, field.unit), (field.other.key, field.other.unit))
            self._fill(choice, [(key, words.unit(unit)) for key, unit in units])
        for key, text in {
            "language": self.tr("Language of the window"),
            "paper": self.tr("Language of the paper"),
            "theme": self.tr("Colours"),
            "lock": words.say("settings.lock_after"),
            "guideline": self.tr("Leading guideline at the start"),
            **{name: words.field(name) for name in self.units},
            **{kind: words.say(f"stale.kind.{kind}") for kind in self.days},
        }.items():
            self._labels[key].setText(text)
            buddy = self._labels[key].buddy()
            buddy.setAccessibleName(text)
        for kind, label in self._headings.items():
            label.setText(self._heading(kind))
        days = self.tr("days (the program's own: %1)")
        for kind, edit in self.days.items():
            self._labels[f"{kind}.unit"].setText(days.replace("%1", str(STALE_AFTER_DAYS[kind])))
            edit.setAccessibleDescription(self._labels[f"{kind}.unit"].text())
        self._name(self.unverified, self.tr("List unverified drafts in the comparison and on paper"))
        self._labels["unverified"].setText(
            self.tr("They act on every status all the same; what a status rests on is always listed.")
        )
        self._rows_label.setText(self.tr("Rows of the comparison"))
        for aspect, box in self.rows.items():
            self._name(box, words.say(f"aspect.{aspect}"))
        self._name(self.reset_button, self.tr("The program's own settings"))
        self._name(self.close_button, self.tr("Close"))
        self.show_preferences()

    def show_preferences(self) -> None:
        """Show what holds now, and what could not be kept."""
        said, workspace = self._workspace.preferences, self._workspace
        self.language.choose(said.language or workspace.language)
        self.paper.choose(said.paper_language)
        self.theme.choose(said.theme or theme.current().name)
        self.lock.choose(said.lock_after)
        self.guideline.choose(said.guideline)
        for name, choice in self.units.items():
            field = SCHEMA.by_id[name]
            assert field.other is not None
            choice.choose(field.other.key if field.other.key in said.units else name)
        for kind, edit in self.days.items():
            text = str(said.stale_after.get(kind, STALE_AFTER_DAYS[kind]))
            if not edit.hasFocus() and edit.text() != text:
                edit.setText(text)
                set_state(edit, "")
        self.unverified.setChecked(said.show_unverified)
        for aspect, box in self.rows.items():
            box.setChecked(not is_hidden(said.rows, aspect))
        problem, store = workspace.preferences_problem, workspace.preferences_store
        if problem is not None:
            self.said.setText(workspace.words.error(problem))
        elif store is not None:
            self.said.setText(self.tr("Kept in: {file}").format(file=_printable(store.where)))
        else:
            self.said.setText(self.tr("Not kept: they hold until the program is closed."))

    # -- what can be done --------------------------------------------------------------------------------------

    def _prefer(self, **changed: object) -> None:
        self._workspace.prefer(replace(self._workspace.preferences, **changed))  # type: ignore[arg-type]

    def _pick_language(self) -> None:
        self._workspace.set_language(self.language.currentData())
        self._prefer(language=self.language.currentData())

    def _pick_units(self) -> None:
        self._prefer(units=tuple(c.currentData() for n, c in self.units.items() if c.currentData() != n))

    def _pick_rows(self) -> None:
        hidden = frozenset(aspect for aspect, box in self.rows.items() if not box.isChecked())
        self._prefer(rows=replace(self._workspace.rows, hidden=hidden))

    def _type_days(self, kind: str, text: str) -> None:
        """A number of days acts at once; anything else is marked and changes nothing."""
        digits = text.strip()
        good = digits.isascii() and digits.isdigit() and LEAST_DAYS <= int(digits[:9]) <= MOST_DAYS
        set_state(self.days[kind], "" if good else "invalid")
        if not good:
            wrong = self.tr("Not taken over: type a number of days from {least} to {most}.")
            self.said.setText(wrong.format(least=LEAST_DAYS, most=MOST_DAYS))
            return
        limits = {**self._workspace.preferences.stale_after, kind: int(digits)}
        own = STALE_AFTER_DAYS
        self._prefer(stale_after={k: days for k, days in limits.items() if days != own.get(k)})
        self.show_preferences()

    def _leave_days(self, kind: str) -> None:
        """What could not be taken over goes back to what holds."""
        said = self._workspace.preferences.stale_after
        self.days[kind].setText(str(said.get(kind, STALE_AFTER_DAYS[kind])))
        set_state(self.days[kind], "")

    def _reset(self) -> None:
        """Everything as the program has it; the language stays, so that what is read stays readable."""
        self._workspace.prefer(replace(DEFAULT, language=self._workspace.preferences.language))
        self.show_preferences()

    # -- inside ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.language.activated.connect(lambda _at: self._pick_language())
        self.paper.activated.connect(lambda _at: self._prefer(paper_language=self.paper.currentData()))
        self.theme.activated.connect(lambda _at: self._prefer(theme=self.theme.currentData()))
        self.lock.activated.connect(lambda _at: self._prefer(lock_after=self.lock.currentData()))
        self.guideline.activated.connect(lambda _at: self._prefer(guideline=self.guideline.currentData()))
        for choice in self.units.values():
            choice.activated.connect(lambda _at: self._pick_units())
        for kind, edit in self.days.items():
            edit.textEdited.connect(lambda text, k=kind: self._type_days(k, text))
            edit.editingFinished.connect(lambda k=kind: self._leave_days(k))
        self.unverified.clicked.connect(lambda on: self._prefer(show_unverified=on))
        for box in self.rows.values():
            box.clicked.connect(lambda _on: self._pick_rows())
        self.reset_button.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.reject)
        self._workspace.language_changed.connect(self.retranslate)
        self._workspace.preferred.connect(self.show_preferences)

    def _heading(self, key: str) -> str:
        return {
            "look": self.tr("LANGUAGE AND COLOURS"),
            "read": self.tr("WHAT IS READ FIRST"),
            "units": self.tr("UNITS OF EMPTY BOXES"),
            "stale": self.tr("STALE VALUES"),
        }[key]

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(self._grid)
        self._grid.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 4 * STEP)
        self._grid.setHorizontalSpacing(3 * STEP)
        self._grid.setVerticalSpacing(STEP)
        self._grid.setColumnStretch(2, 1)
        self._head("look")
        looks = (
            ("language", self.language),
            ("paper", self.paper),
            ("theme", self.theme),
            ("lock", self.lock),
        )
        for key, choice in looks:
            self._add(key, choice)
        self._head("read")
        self._add("guideline", self.guideline)
        self._grid.addWidget(self.unverified, self._grid.rowCount(), 0, 1, 3)
        note = self._labels["unverified"] = QLabel()
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        self._grid.addWidget(note, self._grid.rowCount(), 0, 1, 3)
        self._add_rows()
        self._head("units")
        for name, choice in self.units.items():
            self._add(name, choice)
        self._head("stale")
        for kind, edit in self.days.items():
            edit.setFixedWidth(DAYS_WIDTH)
            edit.setMaxLength(4)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            unit = self._labels[f"{kind}.unit"] = QLabel()
            unit.setProperty("role", "muted")
            line = QHBoxLayout()
            line.setSpacing(2 * STEP)
            line.addWidget(edit)
            line.addWidget(unit, 1)
            self._add(kind, edit, line)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._lay_out_ends()
        stops = (
            self.language,
            self.paper,
            self.theme,
            self.lock,
            self.guideline,
            self.unverified,
            *self.rows.values(),
        )
        ends = (self.reset_button, self.close_button)
        for before, after in pairwise((*stops, *self.units.values(), *self.days.values(), *ends)):
            QWidget.setTabOrder(before, after)

    def _add_rows(self) -> None:
        self._grid.addWidget(self._rows_label, self._grid.rowCount(), 0, Qt.AlignmentFlag.AlignTop)
        boxes = QGridLayout()
        boxes.setSpacing(STEP)
        for at, box in enumerate(self.rows.values()):
            boxes.addWidget(box, *divmod(at, 2))
        self._grid.addLayout(boxes, self._grid.rowCount() - 1, 1, 1, 2)

    def _lay_out_ends(self) -> None:
        for label in (self.about, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.about.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, STEP)
        self.said.setProperty("role", "muted")
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        foot.setSpacing(2 * STEP)
        foot.addWidget(self.said, 1)
        for button in (self.reset_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.about)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def _head(self, key: str) -> None:
        label = self._headings[key] = QLabel()
        label.setProperty("role", "heading")
        at = self._grid.rowCount()
        self._grid.setRowMinimumHeight(at, 7 * STEP)
        self._grid.addWidget(label, at, 0, 1, 3, Qt.AlignmentFlag.AlignBottom)

    def _add(self, key: str, control: QWidget, line: QHBoxLayout | None = None) -> None:
        label = self._labels[key] = QLabel()
        label.setBuddy(control)
        label.setMinimumWidth(LABEL_WIDTH)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0)
        if line is None:
            control.setMinimumWidth(CONTROL_WIDTH)
            self._grid.addWidget(control, at, 1)
        else:
            self._grid.addLayout(line, at, 1, 1, 2)

    @staticmethod
    def _fill(choice: Choice, entries: Sequence[tuple[object, str]]) -> None:
        before = choice.currentData()
        choice.clear()
        for datum, text in entries:
            choice.addItem(text, datum)
        choice.choose(before)

    @staticmethod
    def _name(button: QCheckBox | QPushButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
