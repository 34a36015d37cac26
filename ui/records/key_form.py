"""Key form: who unlocks the records and with what; first set-up, password, or the key for a forgotten one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from consult.errors import ConsultError
from consult.passwords import strength
from consult.records import MAX_NAME, MAX_PASSWORD, MIN_PASSWORD
from ui import clipboard
from ui.choice import Choice
from ui.form.editors import set_state
from ui.records.session import Session
from ui.records.sheet import BOX_HEIGHT, Grid, button, line, name, row, secret, text
from ui.theme import STEP

Mode = Literal["set_up", "unlock", "code", "recover", "key"]


class KeyForm(QWidget):
    """`done` once the records are unlocked and a new recovery key, where there is one, was put away."""

    done = Signal()
    turned = Signal()
    """Another question is asked: the head of whoever shows the form has to say so."""

    def __init__(
        self, session: Session, print_key: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._print_key = session, session.workspace, print_key
        self.mode: Mode = "unlock" if session.records.exist else "set_up"
        self._quick: tuple[str, ...] = ()
        """Who has a short code here; it is asked for first where somebody has."""
        self.person = Choice()
        self.person.setFixedHeight(BOX_HEIGHT)
        self.name = line(MAX_NAME)
        self.recovery = line(120)
        self.password, self.again = secret(MAX_PASSWORD), secret(MAX_PASSWORD)
        self.strength, self.said, self.key = text("muted"), text("error"), text("title")
        self.go, self.other = button("primary"), button("link")
        self.copy, self.print_ = button("secondary"), button("secondary")
        self._grid = Grid()
        for box in (self.person, self.name, self.recovery, self.password, self.again):
            self._grid.add(box)
        self._grid.note(self.strength)
        self.strength.setMinimumHeight(2 * self.strength.fontMetrics().lineSpacing())
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3 * STEP)
        whole.addLayout(self._grid)
        whole.addWidget(self.key)
        whole.addLayout(row(self.copy, self.print_))
        whole.addLayout(row(self.go, self.other))
        whole.addWidget(self.said)
        self.go.clicked.connect(self.submit)
        self.other.clicked.connect(self._turn)
        self.copy.clicked.connect(lambda: clipboard.put(self.key.text()))
        self.print_.clicked.connect(lambda: self._print_key(self.key.text()))
        self.password.textChanged.connect(self._judge)
        self.person.activated.connect(lambda _at: self._follow_person())
        boxes = (self.name, self.recovery, self.password, self.again)
        for box in boxes:
            box.returnPressed.connect(lambda b=box: self._enter(b))
        self.begin()

    # -- showing -----------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for what the one who is named needs: the short code where there is one, else the password."""
        if not self._session.records.exist:
            self.show_mode("set_up")
            return
        self.show_mode("unlock")
        self._quick = self._session.records.quick_names
        self._follow_person()

    def _follow_person(self) -> None:
        """Somebody else is named: they may have a short code, or none."""
        if self.mode in ("unlock", "code"):
            wanted: Mode = "code" if self._name() in self._quick else "unlock"
            if wanted != self.mode:
                self.show_mode(wanted)

    def show_mode(self, mode: Mode) -> None:
        """Ask for what a mode needs; what was typed before is forgotten."""
        self.mode = mode
        fresh = mode in ("set_up", "recover")
        self._grid.show_row(self.person, mode in ("unlock", "code", "recover"))
        self._grid.show_row(self.name, mode == "set_up")
        self._grid.show_row(self.recovery, mode == "recover")
        self._grid.show_row(self.password, mode != "key")
        self._grid.show_row(self.again, fresh)
        self.strength.setVisible(fresh)
        for shown in (self.key, self.copy, self.print_):
            shown.setVisible(mode == "key")
        self.other.setVisible(mode in ("unlock", "code", "recover"))
        self._wipe()
        self.retranslate()
        self.turned.emit()
        if self.isVisible():
            self.first().setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of the workspace."""
        say = self._workspace.words.say
        chosen = self.person.currentData()
        self.person.clear()
        try:
            names = self._session.records.names
        except ConsultError as error:
            names = ()
            self._refuse(self._workspace.words.error(error))
        for known in names:
            self.person.addItem(known, known)
        if chosen is not None:
            self.person.choose(chosen)
        for box, key in (
            (self.person, "keep.name"),
            (self.name, "keep.name"),
            (self.recovery, "keep.recovery"),
            (
                self.password,
                {"unlock": "keep.password", "code": "quick.code"}.get(self.mode, "keep.password.new"),
            ),
            (self.again, "keep.password.again"),
        ):
            self._grid.label(box, say(key))
        name(self.go, say(f"keep.go.{self.mode}"))
        others = {"unlock": "keep.forgotten", "code": "keep.use_password"}
        name(self.other, say(others.get(self.mode, "keep.known")))
        name(self.copy, say("keep.key.copy"))
        name(self.print_, say("keep.key.print"))
        self._judge()

    def heading(self) -> tuple[str, str]:
        """Title and explanation for whoever shows the form."""
        say = self._workspace.words.say
        values = {"least": MIN_PASSWORD} if self.mode == "set_up" else {}
        return say(f"keep.title.{self.mode}"), say(f"keep.about.{self.mode}", **values)

    def first(self) -> QWidget:
        """What has the keyboard first."""
        by_mode = {
            "set_up": self.name,
            "unlock": self.password,
            "code": self.password,
            "recover": self.recovery,
            "key": self.print_,
        }
        return by_mode[self.mode]

    def _judge(self) -> None:
        """How strong the new password is, in words."""
        if self.mode not in ("set_up", "recover"):
            return
        found = strength(self.password.text(), self._name())
        values = {"short": {"least": MIN_PASSWORD}, "long": {"most": MAX_PASSWORD}}.get(found, {})
        say = self._workspace.words.say
        if self.password.text():
            self.strength.setText(f"{say(f'keep.strength.{found}', **values)} {say('keep.strength.about')}")
        else:
            self.strength.setText(say("keep.strength.short", least=MIN_PASSWORD))
        self.password.setAccessibleDescription(self.strength.text())

    # -- what can be done --------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Do what the mode is for, or say why not."""
        if self.mode == "key":
            self.key.clear()
            self.done.emit()
            return
        problem = self._problem()
        if problem:
            self._refuse(self._workspace.words.say(problem, least=MIN_PASSWORD, most=MAX_PASSWORD))
            return
        self.said.setText(self._workspace.words.say("keep.working"))
        self.said.repaint()  # the key takes its time on purpose
        password, session, new_key = self.password.text(), self._session, ""
        try:
            if self.mode == "set_up":
                new_key = session.set_up(self._name(), password)
            elif self.mode == "recover":
                session.recover(self._name(), self.recovery.text().strip(), password)
            elif self.mode == "code":
                session.unlock_quick(self._name(), password)
            else:
                session.unlock(self._name(), password)
        except ConsultError as error:
            if self.mode == "code" and error.code != "wrong_code":
                self._quick = ()  # it will not open: the password does
                self.show_mode("unlock")
            self._refuse(self._workspace.words.error(error))
            self.password.setFocus()
            self.password.selectAll()
            return
        self._wipe()
        if new_key:
            self.show_mode("key")
            self.key.setText(new_key)
            self.key.setAccessibleName(new_key)
            self.first().setFocus()
        else:
            self.done.emit()

    def _problem(self) -> str:
        """What keeps the form from being sent, by the key of its sentence; the box it is about is marked."""
        fresh = self.mode in ("set_up", "recover")
        found = strength(self.password.text(), self._name())
        wrong = {
            self.name: "keep.need.name" if self.mode == "set_up" and not self._name() else "",
            self.recovery: "keep.need.recovery"
            if self.mode == "recover" and not self.recovery.text().strip()
            else "",
            self.password: f"keep.strength.{found}" if fresh and found in ("short", "long") else "",
            self.again: "keep.need.again" if fresh and self.again.text() != self.password.text() else "",
        }
        for box, key in wrong.items():
            set_state(box, "invalid" if key else "")
        first = next((box for box, key in wrong.items() if key), None)
        if first is not None:
            first.setFocus()
        return "" if first is None else wrong[first]

    def _name(self) -> str:
        if self.mode == "set_up":
            return " ".join(self.name.text().split())
        return str(self.person.currentData() or "")

    def _refuse(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)

    def _enter(self, box: QLineEdit) -> None:
        """Enter goes to the next box that is asked; from the last one it sends the form."""
        boxes = [b for b in (self.name, self.recovery, self.password, self.again) if b.isVisibleTo(self)]
        if box is boxes[-1]:
            self.submit()
        else:
            boxes[boxes.index(box) + 1].setFocus()

    def _turn(self) -> None:
        self.show_mode("recover" if self.mode == "unlock" else "unlock")
        self._quick = ()  # the password was asked for

    def _wipe(self) -> None:
        for box in (self.password, self.again, self.recovery):
            box.clear()
            set_state(box, "")
        self.said.clear()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide and QApplication.instance() is not None:
            self._wipe()  # nothing secret waits behind something else
        return super().event(event)
