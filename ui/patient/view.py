"""Patient view: the page that doctor and patient read together, with the gate above it and the questions below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from consult.consultation import Gate
from consult.hcc.declared import DECLARED
from consult.patient_view import GATES, MOST, PatientPage, patient_view
from consult.phrases import Words
from ui.form.keys import is_lock
from ui.form.rows import follow
from ui.patient.cards import Cards, text_label
from ui.theme import STEP
from ui.workspace import Workspace

OWN_NAMES = (("en", "EN"), ("zh_CN", "中文"))
"""Languages by the names they give themselves."""
NARROW = 1000
"""Below this width the answers of the gate have a row of their own."""
LEAST = (860, 480)
"""The size below which three options can no longer be read side by side."""
LEAVE, HIDE, TOGGLE = Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_F11


class PatientView(QWidget):
    """Follows the workspace while it is shown. It holds no identity; what it says comes from `patient_view` alone."""

    left = Signal()
    hide_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._language = ""
        """Of this view alone; empty: that of the screen."""
        self._picked: tuple[str, ...] = ()
        self.page: PatientPage | None = None
        self._ticks: list[QPushButton] = []
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = text_label("", "patient-title")
        self.matters = text_label("", "patient-small")
        self.question = text_label("", "patient-plain")
        self.notice = text_label("", "patient-note")
        self.informs = text_label("", "patient-small")
        self.gates: dict[Gate, QPushButton] = {gate: self._button(checkable=True) for gate in GATES}
        self.languages = {language: self._button(checkable=True) for language, _name in OWN_NAMES}
        self.teach, self.others = self._button(checkable=True), self._button()
        self.back, self.hider = self._button(), self._button()
        self.prompts = QFrame(self)
        self.area = QScrollArea(self)
        self._lay_out()
        self._connect()

    # -- showing ---------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard on the gate, or where there is none on the options."""
        gate = self.page.gate if self.page is not None else None
        first: QWidget = self.gates[gate or GATES[0]]
        if self._ticks:
            first = self._ticks[0]
        (self.area if first.isHidden() else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the page for the options chosen now; nothing is rebuilt that has not changed."""
        workspace, words = self._workspace, self._words()
        page = patient_view(workspace.comparison, workspace.consultation, words, picked=self._picked)
        if page == self.page:
            return
        self.page = page
        self.setUpdatesEnabled(False)
        self.setAccessibleName(words.say("patient.view"))
        notices = "\n".join(page.notices)
        for label, text in (
            (self.title, page.title),
            (self.matters, page.matters),
            (self.question, page.question if page.gates else notices),
            (self.notice, notices if page.gates else ""),
            (self.informs, page.informs),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._say_controls(page, words)
        self._fill(page, words)
        self._fill_prompts(page)
        self.setUpdatesEnabled(True)

    def _words(self) -> Words:
        workspace = self._workspace
        if not self._language or self._language == workspace.language:
            return workspace.words
        catalog = None if workspace.knowledge is None else workspace.knowledge.catalog
        return Words(self._language, DECLARED, catalog)

    def _say_controls(self, page: PatientPage, words: Words) -> None:
        said = dict(page.gates)
        for gate, button in self.gates.items():
            button.setVisible(gate in said)
            button.setText(said.get(gate, ""))
            button.setAccessibleName(said.get(gate, ""))
            button.setAccessibleDescription(page.question or words.say("patient.gate.name"))
            button.setChecked(gate == page.gate)
        for language, button in self.languages.items():
            button.setChecked(language == page.language)
            button.setAccessibleDescription(words.say("patient.language"))
        self.teach.setVisible(bool(page.teach_back))
        self.others.setVisible(bool(page.pick and page.options))
        self.area.setAccessibleName(words.say("patient.options"))
        for button, text in (
            (self.teach, words.say("patient.teach.title")),
            (self.others, words.say("patient.others")),
            (self.back, words.say("patient.back", keys=_key(LEAVE))),
            (self.hider, words.say("patient.hide", keys=_key(HIDE))),
        ):
            button.setText(text)
            button.setAccessibleName(text)

    def _fill(self, page: PatientPage, words: Words) -> None:
        place = self.area.verticalScrollBar().value()
        self._ticks = []
        if page.pick and not page.options:
            self.area.setWidget(self._chooser(page, words))
        else:
            self.area.setWidget(Cards(page.options, self.area.viewport()))
        self.area.verticalScrollBar().setValue(place)

    def _chooser(self, page: PatientPage, words: Words) -> QWidget:
        made = QWidget(self.area.viewport())
        box = QVBoxLayout(made)
        box.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        box.setSpacing(2 * STEP)
        ticks = {treatment: self._button(name, checkable=True) for treatment, name in page.pick}
        look = self._button(words.say("patient.look"))
        look.setEnabled(False)

        def ticked() -> tuple[str, ...]:
            return tuple(treatment for treatment, tick in ticks.items() if tick.isChecked())

        self._ticks = list(ticks.values())
        for tick in self._ticks:
            tick.toggled.connect(lambda _on: look.setEnabled(2 <= len(ticked()) <= MOST))
            box.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
        look.clicked.connect(lambda: self.pick(ticked()))
        box.addSpacing(4 * STEP)
        box.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        return made

    def _fill_prompts(self, page: PatientPage) -> None:
        box = self.prompts.layout()
        assert box is not None
        while (item := box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for prompt in page.teach_back:
            box.addWidget(text_label(prompt, "patient-detail"))
        self.prompts.setVisible(bool(page.teach_back) and self.teach.isChecked())

    # -- doing -----------------------------------------------------------------------------------------------------

    def pick(self, treatments: tuple[str, ...]) -> None:
        """Show these of the chosen treatments; none: ask again."""
        self._picked = treatments
        self.refresh()
        self.focus_first()

    def choose_gate(self, gate: Gate) -> None:
        """Record how many numbers the patient wants to see; it is undone like any other entry."""
        workspace = self._workspace
        if workspace.consultation.gate != gate:
            workspace.end_step()  # each choice is undone by itself
            workspace.set_consultation(replace(workspace.consultation, gate=gate), "gate")

    def speak(self, language: str) -> None:
        """Speak another language in this view alone."""
        self._language = language
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the answers stand over what is said, which may grow without moving them."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.BottomToTop if narrow else ways.LeftToRight)
        self._beside.setSpacing((1 if narrow else 6) * STEP)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() not in (TOGGLE, HIDE) and not is_lock(event):
                event.accept()  # what the patient looks at is not changed by keys meant for the form
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == LEAVE:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------------------------

    def _button(self, text: str = "", *, checkable: bool = False) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"), self)
        button.setProperty("role", "patient")
        button.setAccessibleName(text)
        button.setCheckable(checkable)
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        workspace = self._workspace
        for changed in (
            workspace.assessed,
            workspace.chosen_changed,
            workspace.consulted,
            workspace.language_changed,
        ):
            changed.connect(self._follow)
        workspace.patient_replaced.connect(self._forget)
        for gate, button in self.gates.items():
            button.clicked.connect(lambda _on, chosen=gate: self._gate_clicked(chosen))
        for language, name in OWN_NAMES:
            button = self.languages[language]
            button.setText(name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _on, spoken=language: self._language_clicked(spoken))
        stops = [*self.gates.values(), self.others, self.area, self.teach, *self.languages.values()]
        follow(stops[0], [*stops[1:], self.hider, self.back])
        self.teach.toggled.connect(self.prompts.setVisible)
        self.others.clicked.connect(lambda: self.pick(()))
        self.back.clicked.connect(self.left)
        self.hider.clicked.connect(self.hide_requested)

    def _gate_clicked(self, gate: Gate) -> None:
        self.choose_gate(gate)
        self.gates[gate].setChecked(True)

    def _language_clicked(self, language: str) -> None:
        self.speak(language)
        self.languages[language].setChecked(True)

    def _follow(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()

    def _forget(self) -> None:
        self._picked, self._language = (), ""
        self.teach.setChecked(False)

    def _lay_out(self) -> None:
        whole = QWidget()
        whole.setProperty("role", "ground")
        whole.setMinimumSize(*LEAST)
        roll = QScrollArea(self)  # where the screen is smaller than that, all of it rolls and nothing is cut
        roll.setFrameShape(QFrame.Shape.NoFrame)
        roll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        roll.setWidgetResizable(True)
        roll.setWidget(whole)
        QVBoxLayout(self).addWidget(roll)
        self.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(8 * STEP, 4 * STEP, 8 * STEP, 3 * STEP)
        rows.setSpacing(2 * STEP)
        self.matters.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(_row(self.title, self.matters, wide=(1, 1)))
        said = QVBoxLayout()
        said.addWidget(self.question)
        said.addWidget(self.notice)
        said.addStretch(1)
        # The question and its answers in one row: pressing one moves none, whatever is said beside them.
        choice = _row(*self.gates.values(), self.others)
        for button in (*self.gates.values(), self.others):
            choice.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        choice.addStretch(1)
        beside = self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        beside.setSpacing(6 * STEP)
        beside.addLayout(said, 1)
        beside.addLayout(choice)
        rows.addLayout(beside)
        self.area.setProperty("role", "patient")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.addWidget(self.area, 1)
        self.prompts.setProperty("role", "card")
        box = QVBoxLayout(self.prompts)
        box.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        self.prompts.hide()
        rows.addWidget(self.prompts)
        self.informs.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(
            _row(self.teach, *self.languages.values(), self.informs, self.hider, self.back, wide=(0, 0, 0, 1))
        )


def _row(*widgets: QWidget | None, wide: tuple[int, ...] = ()) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * STEP)
    for place, widget in enumerate(widgets):
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, wide[place] if place < len(wide) else 0)
    return row


def _key(key: Qt.Key) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
