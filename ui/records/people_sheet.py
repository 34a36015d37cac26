"""People sheet: who may unlock the records, one's own password, a new recovery key; the store says what may not be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QWidget

from consult.errors import ConsultError
from consult.passwords import strength
from consult.records import MAX_NAME, MAX_PASSWORD, MAX_QUICK, MIN_PASSWORD, MIN_QUICK, ROLES, Person
from ui import clipboard, listing
from ui.choice import Choice
from ui.form.editors import set_state
from ui.records.session import Session
from ui.records.sheet import BOX_HEIGHT, Grid, Sheet, button, line, name, row, secret, text

LIST_HEIGHT = 148
PARTS = ("people", "add", "own", "quick", "key")


class PeopleSheet(Sheet):
    """Each part acts by itself and says what it did; nothing waits for a "save"."""

    def __init__(
        self, session: Session, print_key: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(session.workspace, parent)
        self._session, self._print_key = session, print_key
        self._sure = ""
        self.table = QTableWidget(0, 2)
        self.remove = button("secondary")
        self.name, self.role = line(MAX_NAME), Choice()
        self.role.setFixedHeight(BOX_HEIGHT)
        self.password, self.again = secret(MAX_PASSWORD), secret(MAX_PASSWORD)
        self.may, self.strength = text("muted"), text("muted")
        self.add = button("secondary")
        self.old, self.new, self.new_again = (secret(MAX_PASSWORD) for _box in range(3))
        self.change, self.make_key = button("secondary"), button("secondary")
        self.quick_password, self.code, self.code_again = (
            secret(MAX_PASSWORD),
            secret(MAX_QUICK),
            secret(MAX_QUICK),
        )
        self.quick_on, self.quick_off, self.quick_state = (
            button("secondary"),
            button("secondary"),
            text("muted"),
        )
        self.key, self.done = text("title"), text("muted")
        self.copy, self.print_ = button(), button()
        self._headings = {part: text("heading") for part in PARTS}
        self._lay_out()
        self._connect()
        self.end()
        self.load()

    # -- showing -----------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Show who may unlock the records now."""
        store = self._session.store
        people: tuple[Person, ...] = ()
        if store is not None:
            try:
                people = store.people()
            except ConsultError as error:
                self.tell(error)
        listing.fill(self.table, ((person.name, self.say(f"person.role.{person.role}")) for person in people))
        self.table.setCurrentCell(-1, -1)
        self._choose()

    def show_words(self) -> None:
        self.title.setText(self.say("people.title"))
        self.about.setText(self.say("people.about"))
        for part, heading in self._headings.items():
            heading.setText(self.say(f"people.part.{part}").upper())
        self.table.setHorizontalHeaderLabels([self.say("people.name"), self.say("people.role")])
        self.table.setAccessibleName(self.say("people.part.people"))
        chosen = self.role.currentData()
        self.role.clear()
        for role in ROLES:
            self.role.addItem(self.say(f"person.role.{role}"), role)
        if chosen is not None:
            self.role.choose(chosen)
        for grid, box, key in (
            (self._new, self.name, "people.name"),
            (self._new, self.role, "people.role"),
            (self._new, self.password, "keep.password"),
            (self._new, self.again, "keep.password.again"),
            (self._own, self.old, "keep.password.old"),
            (self._own, self.new, "keep.password.new"),
            (self._own, self.new_again, "keep.password.again"),
            (self._short, self.quick_password, "keep.password.old"),
            (self._short, self.code, "quick.code"),
            (self._short, self.code_again, "keep.password.again"),
        ):
            grid.label(box, self.say(key))
        for pressed, key in (
            (self.add, "people.add"),
            (self.change, "people.change"),
            (self.make_key, "people.make_key"),
            (self.quick_on, "quick.on"),
            (self.quick_off, "quick.off"),
            (self.copy, "keep.key.copy"),
            (self.print_, "keep.key.print"),
        ):
            name(pressed, self.say(key))
        self._judge()
        self._choose()
        self._show_quick()
        self.load()

    def first(self) -> QWidget:
        return self.table

    def _choose(self) -> None:
        """Another person is chosen, or none: removing is asked for twice."""
        chosen = self._chosen()
        self.remove.setEnabled(bool(chosen))
        if chosen != self._sure:
            self._sure = ""
        key = "people.remove.sure" if self._sure else "people.remove"
        name(self.remove, self.say(key, name=chosen or "…"))

    def _chosen(self) -> str:
        item = self.table.item(self.table.currentRow(), 0)
        return "" if item is None else item.text()

    def _judge(self) -> None:
        role = self.role.currentData()
        self.may.setText("" if role is None else self.say(f"person.role.{role}.may"))
        self.strength.setText(self._strength(self.password.text(), self.name.text()))

    def _strength(self, password: str, of: str) -> str:
        found = strength(password, of)
        values = {"short": {"least": MIN_PASSWORD}, "long": {"most": MAX_PASSWORD}}.get(found, {})
        return self.say(f"keep.strength.{found}", **values)

    # -- what can be done --------------------------------------------------------------------------------------

    def add_person(self) -> None:
        """Let somebody else unlock the records."""
        store, typed = self._session.store, " ".join(self.name.text().split())
        if store is None or not self._fits(self.password, self.again, typed, named=self.name):
            return
        person = Person(name=typed, role=self.role.currentData())
        if self._try(lambda: store.add_person(person, self.password.text()), "people.added", typed):
            for box in (self.name, self.password, self.again):
                box.clear()
            self.load()

    def remove_person(self) -> None:
        """Let the chosen person unlock them no longer; pressed a second time it is done."""
        store, chosen = self._session.store, self._chosen()
        if store is None or not chosen:
            return
        if self._sure != chosen:
            self._sure = chosen
            self._choose()
            return
        self._sure = ""
        if self._try(lambda: store.remove_person(chosen), "people.removed", chosen):
            self.load()
        self._choose()

    def change_password(self) -> None:
        """Of the one who unlocked them."""
        store, person = self._session.store, self._session.person
        if store is None or person is None or not self._fits(self.new, self.new_again, person.name):
            return
        old, new = self.old.text(), self.new.text()
        if self._try(lambda: store.change_password(old, new), "people.changed", person.name):
            for box in (self.old, self.new, self.new_again):
                box.clear()

    def switch_quick_on(self) -> None:
        """Let a short code unlock the records on this account of this computer."""
        store = self._session.store
        if store is None:
            return
        code = self.code.text()
        problem = "" if code == self.code_again.text() else self.say("keep.need.again")
        set_state(self.code_again, "invalid" if problem else "")
        self.done.clear()
        self.said.setText(problem)
        password = self.quick_password.text()
        if not problem and self._try(lambda: store.keep_quick(password, code), "quick.done.on", ""):
            for box in (self.quick_password, self.code, self.code_again):
                box.clear()
        self._show_quick()

    def switch_quick_off(self) -> None:
        """The password alone unlocks them again."""
        store = self._session.store
        if store is not None:
            self._try(store.drop_quick, "quick.done.off", "")
            self._show_quick()

    def _show_quick(self) -> None:
        person = self._session.person
        on = person is not None and person.name in self._session.records.quick_names
        about = self.say("quick.about", least=MIN_QUICK)
        self.quick_state.setText(f"{about} {self.say('quick.is_on')}" if on else about)
        self.quick_off.setEnabled(on)

    def make_recovery_key(self) -> None:
        """A new key to print; the old one opens nothing any more."""
        store = self._session.store
        if store is None:
            return
        made: list[str] = []
        if self._try(lambda: made.append(store.new_recovery_key()), "people.key_made", ""):
            self.key.setText(made[0])
            self.key.setAccessibleName(made[0])
            for shown in (self.key, self.copy, self.print_):
                shown.show()
            self.print_.setFocus()

    def _fits(self, first: QLineEdit, again: QLineEdit, of: str, *, named: QWidget | None = None) -> bool:
        """Whether a new password can be used; what is wrong is marked and said."""
        password = first.text()
        found = strength(password, of)
        problem = ""
        if named is not None and not of:
            problem = self.say("keep.need.name")
        elif found in ("short", "long"):
            problem = self._strength(password, of)
        elif again.text() != password:
            problem = self.say("keep.need.again")
        set_state(first, "invalid" if problem else "")
        self.done.clear()
        self.said.setText(problem)
        return not problem

    def _try(self, deed: Callable[[], object], key: str, of: str) -> bool:
        self.done.clear()
        try:
            deed()
        except ConsultError as error:
            self.tell(error)
            return False
        self.tell(None)
        self.done.setText(self.say(key, name=of))
        return True

    # -- inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        listing.dress(self.table).setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(LIST_HEIGHT)
        self._new, self._own, self._short = Grid(), Grid(), Grid()
        for box in (self.name, self.role):
            self._new.add(box)
        self._new.note(self.may)
        for box in (self.password, self.again):
            self._new.add(box)
        self._new.note(self.strength)
        for box in (self.old, self.new, self.new_again):
            self._own.add(box)
        for box in (self.quick_password, self.code, self.code_again):
            self._short.add(box)
        for shown in (self.key, self.copy, self.print_):
            shown.hide()
        self.column.addWidget(self._headings["people"])
        self.column.addWidget(self.table)
        self.column.addLayout(row(self.remove))
        self.column.addWidget(self.done)
        self.column.addWidget(self._headings["add"])
        self.column.addLayout(self._new)
        self.column.addLayout(row(self.add))
        self.column.addWidget(self._headings["own"])
        self.column.addLayout(self._own)
        self.column.addLayout(row(self.change))
        self.column.addWidget(self._headings["quick"])
        self.column.addWidget(self.quick_state)
        self.column.addLayout(self._short)
        self.column.addLayout(row(self.quick_on, self.quick_off))
        self.column.addWidget(self._headings["key"])
        self.column.addLayout(row(self.make_key))
        self.column.addWidget(self.key)
        self.column.addLayout(row(self.copy, self.print_))

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(lambda *_cells: self._choose())
        self.remove.clicked.connect(self.remove_person)
        self.add.clicked.connect(self.add_person)
        self.change.clicked.connect(self.change_password)
        self.quick_on.clicked.connect(self.switch_quick_on)
        self.quick_off.clicked.connect(self.switch_quick_off)
        self.code_again.returnPressed.connect(self.switch_quick_on)
        self.make_key.clicked.connect(self.make_recovery_key)
        self.copy.clicked.connect(lambda: clipboard.put(self.key.text()))
        self.print_.clicked.connect(lambda: self._print_key(self.key.text()))
        self.role.currentIndexChanged.connect(lambda _at: self._judge())
        for box in (self.password, self.name):
            box.textChanged.connect(lambda _text: self._judge())
        self.again.returnPressed.connect(self.add_person)
        self.new_again.returnPressed.connect(self.change_password)
