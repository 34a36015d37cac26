"""Records desk: what the main window asks of the records; makes their sheets, strip and lock when first asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consult.errors import ConsultError
from consult.records import Draft, Identity, Kept, Records, Role
from ui.filing import at
from ui.records.locking import Locking, close_beside
from ui.records.office import Office
from ui.records.place import Place
from ui.records.session import Session
from ui.records.strip import Offer, RecordStrip
from ui.records.witness import Witness
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.window import MainWindow


class RecordsDesk(QObject):
    """One for each main window."""

    def __init__(self, window: MainWindow, workspace: Workspace, records: Records) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._then: Callable[[], object] | None = None
        session = self.session = Session(workspace, records, self._cursor, parent=self)
        self._witness = Witness(session)
        self.strip = RecordStrip(workspace)
        self.place = Place(window, self._change_mind)
        self.locking = Locking(window, session, self.print_key, self)
        self.office = Office(self, window, self.session, self.place)
        window.put_under_banner(self.strip)
        session.draft_found.connect(self._offer_draft)
        session.resumed.connect(self._return_to)
        session.failed.connect(window.say_error)
        self.locking.hidden.connect(self._hide)
        self.locking.shown.connect(self._come_back)
        workspace.patient_replaced.connect(self._forget_case)

    # -- keep --------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the open case: unlock first, then ask under which code, or why it is amended."""
        session = self.session
        if not self._may("doctor", self.keep):
            return
        filing = self._workspace.filing
        if not session.has_content():
            self._window.tell(self._say("keep.nothing"))
        elif filing.kept is not None and not session.is_unkept():
            self._window.tell(self._say("keep.unchanged"))
        elif filing.kept is not None and filing.kept.number < filing.newest:
            newest = filing.newest
            self.strip.show_offer(
                Offer(
                    lambda: self._say("keep.older", number=newest),
                    (("keep.older.open", self.open_newest), ("keep.stay", self._hush)),
                    asks=True,
                )
            )
        else:
            from ui.records.keep_sheet import KeepSheet

            sheet = KeepSheet(session)
            sheet.load()
            sheet.kept.connect(self._after_keeping)
            self.place.show(sheet)

    def _after_keeping(self, kept: Kept) -> None:
        self.place.put_away()
        self._hush()
        said = self._say("keep.kept", time=at(kept.saved_at, self.session.now()))
        self._window.tell(said if kept.outcome.edition else f"{said} {self._say('keep.unreckoned')}")
        then, self._then = self._then, None
        if then is not None:
            then()

    # -- leave the open case -----------------------------------------------------------------------------------

    def let_go(self, then: Callable[[], object]) -> None:
        """Do what ends the open case, once it is kept or given up; asked in the strip, never in a dialog."""
        session = self.session
        if session.store is None or not session.is_unkept():
            close_beside("case")
            then()
            return
        self._then = then
        session.note_cursor()
        self.strip.show_offer(
            Offer(
                lambda: self._say("keep.leave"),
                (
                    ("keep.leave.keep", self.keep),
                    ("keep.leave.aside", self._put_aside),
                    ("keep.leave.drop", self._give_up),
                    ("keep.stay", self._stay),
                ),
                asks=True,
            )
        )
        self.strip.buttons[0].setFocus()

    def _give_up(self) -> None:
        then, self._then = self._then, None
        self._hush()
        if self._try(self.session.give_up) and then is not None:
            close_beside("case")
            then()

    def _put_aside(self) -> None:
        """Leave the case as a draft, to be gone on with from the list of patients."""
        then, self._then = self._then, None
        self._hush()
        if self.session.write_draft() and then is not None:
            close_beside("case")
            then()

    def _stay(self) -> None:
        self._then = None
        self._hush()
        self._window.focus_first()

    def _forget_case(self) -> None:
        """Another case is open: what was said of the one before is not of it."""
        if self.strip.offer is not None and self.session.found is None:
            self._hush()

    # -- open --------------------------------------------------------------------------------------------------

    def open(self, consultation: str, number: int = 0) -> None:
        """Show a kept version as it was kept; what differs under today's catalogue is listed beside it."""
        self.let_go(lambda: self._open(consultation, number))

    def open_newest(self) -> None:
        """The newest version of the open consultation, in the place of the older one."""
        kept = self._workspace.filing.kept
        assert kept is not None
        self.open(kept.consultation)

    def _open(self, consultation: str, number: int) -> None:
        if not self._try(lambda: self.session.open(consultation, number)):
            return
        self.place.put_away()
        kept = self._workspace.filing.kept
        assert kept is not None
        self._tell_of(kept)
        self._window.focus_first()

    def _tell_of(self, kept: Kept) -> None:
        """Say in the strip which version is open, what it was said under, and whether that is said today."""
        newest = self._workspace.filing.newest
        differ = len(self.session.differences())

        def says() -> str:
            time = at(kept.saved_at, self.session.now())
            values = {
                "number": kept.number,
                "of": newest,
                "by": kept.by,
                "edition": kept.outcome.edition or self._say("visit.no_edition"),
            }
            said = self._say("keep.open", time=time, **values)
            return f"{said} {self._say('keep.open.differs', n=differ)}" if differ else said

        answers = (("keep.versions", self.show_versions), ("keep.hide", self._hush))
        self.strip.show_offer(Offer(says, answers))
        if differ:
            self.show_versions()  # what was said then is seen before what is said now

    def show_versions(self) -> None:
        """What was said when the open version was kept, what differs now, and its other versions."""
        from ui.records.version_sheet import VersionSheet

        session, kept = self.session, self._workspace.filing.kept
        if kept is None or session.store is None:
            return
        try:
            versions = session.store.versions(kept.consultation)
        except ConsultError as error:
            self._window.say_error(error)
            return
        sheet = VersionSheet(session, kept, versions)
        sheet.wanted.connect(lambda number: self.open(kept.consultation, number))
        self.place.show(sheet)

    # -- find --------------------------------------------------------------------------------------------------

    def find(self) -> None:
        """The patients of the records; an auditor sees none."""
        person = self.session.person
        if person is None:
            self.ask_to_unlock(self.find)
        elif person.role == "auditor":
            self._show_of_role()
        else:
            from ui.records.find_sheet import FindSheet

            sheet = FindSheet(self.session)
            sheet.opened.connect(self.open)
            sheet.begun.connect(self._begin_visit)
            sheet.resumed.connect(self.resume)
            sheet.erase_asked.connect(lambda whose: self.office.erase((whose,), self.find))
            sheet.export_asked.connect(self.office.show_export)
            self.place.show(sheet)

    def _begin_visit(self, identity: Identity, patient: str) -> None:
        def begin() -> None:
            if self._try(lambda: self.session.begin_visit(identity, patient)):
                self.show_last_visit()
                self._window.focus_first()

        self.let_go(begin)

    def show_last_visit(self) -> None:
        """What was there at the visit before, beside the form."""
        self.place.put_away()
        before = self._workspace.filing.before
        if before is not None:
            from ui.visit.last_sheet import LastVisitSheet

            self.place.show(LastVisitSheet(self._workspace, before))

    # -- drafts ------------------------------------------------------------------------------------------------

    def _offer_draft(self) -> None:
        self.strip.show_offer(
            Offer(
                self._say_draft,
                (("keep.draft.open", self.open_draft), ("keep.draft.drop", self.drop_draft)),
                asks=True,
            )
        )

    def _say_draft(self) -> str:
        draft = self.session.found
        if draft is None:
            return ""
        time = "" if draft.at is None else at(draft.at, self.session.now())
        code = self._say("keep.draft.anonymous") if draft.identity is None else draft.identity.code
        return self._say("keep.draft.found", time=time, code=code)

    def open_draft(self) -> None:
        """Go on with the draft that is offered; the cursor goes back to its field."""
        if self.session.found is not None:
            self.resume(self.session.found)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft, once the case on the screen is kept, given up or put aside."""

        def take() -> None:
            if self._try(lambda: self.session.take_draft(draft)):
                self.place.put_away()

        self.let_go(take)

    def drop_draft(self) -> None:
        """Forget the draft that is offered; the next one is offered then."""
        draft = self.session.found
        if draft is None or not self._try(lambda: self.session.discard_draft(draft)):
            return
        self._hush()
        left = self.session.drafts()
        if left:
            self.session.found = left[0]
            self._offer_draft()

    def _return_to(self, field: str) -> None:
        """A draft is on the screen again."""
        self._hush()
        if not (field and self._window.form.focus_field(field)):
            self._window.focus_first()

    # -- lock --------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Hide everything and close the records; the password brings it back."""
        self.locking.lock()

    def _hide(self) -> None:
        self.place.put_away()
        self._hush()

    def _come_back(self) -> None:
        """The window is seen again: go on where it was left, say what waits and what is wrong."""
        if self.session.found is not None:
            self._offer_draft()
        self.warn()
        self._show_of_role()

    def close(self) -> None:
        """The window is going: the draft is written, the records are closed."""
        self.session.close()

    # -- sheets ------------------------------------------------------------------------------------------------

    def print_key(self, key: str) -> None:
        """Print the recovery key on one sheet."""
        from ui.records.key_paper import print_key

        print_key(key, self._workspace.words, self._window)

    def _may(self, role: Role, then: Callable[[], object]) -> bool:
        """Whether the records are unlocked by somebody who may; else it is asked for, and `then` follows."""
        person = self.session.person
        if person is None:
            self.ask_to_unlock(then)
            return False
        if person.role != role:
            self._window.tell(self._say(f"keep.only.{role}", name=person.name))
            return False
        return True

    def ask_to_unlock(self, then: Callable[[], object]) -> None:
        """Ask for the password beside the case; `then` follows once it was given."""
        from ui.records.unlock_sheet import UnlockSheet

        sheet = UnlockSheet(self.session, self.print_key)
        sheet.form.done.connect(lambda: self._after_unlocking(then))
        self.place.show(sheet)

    def _after_unlocking(self, then: Callable[[], object]) -> None:
        self.place.put_away()
        self.warn()
        then()
        if self.place.sheet is None:
            self._show_of_role()

    def warn(self) -> None:
        """Say what was found wrong when the records were unlocked, or that they have had no backup for long."""
        from ui.records.backup_sheet import is_overdue

        store = self.session.store
        if store is None or self.strip.offer is not None:
            return
        faults = store.warnings
        if not faults and is_overdue(store, self.session.now()):
            self.strip.show_offer(
                Offer(
                    lambda: self._say("backup.overdue"),
                    (("keep.menu.backup", self.office.show_backup), ("keep.hide", self._hush)),
                )
            )
        if faults:
            self.strip.show_offer(
                Offer(
                    lambda: " ".join(self._say(f"fault.{fault.code}", where=fault.where) for fault in faults),
                    (("keep.menu.safety", self.office.show_safety), ("keep.hide", self._hush)),
                )
            )

    def _show_of_role(self) -> None:
        """Who reads the log alone sees the log; who prints and keeps order sees the list of patients."""
        person = self.session.person
        if person is None or person.role == "doctor":
            return
        if person.role == "auditor":
            self.office.show_log()
        else:
            self.find()

    # -- inside ------------------------------------------------------------------------------------------------

    def _try(self, deed: Callable[[], object]) -> bool:
        """Do it, or say in the foot why it could not be done."""
        try:
            deed()
        except ConsultError as error:
            self._window.say_error(error)
            return False
        return True

    def _change_mind(self) -> None:
        self._then = None

    def _hush(self) -> None:
        self.strip.show_offer(None)

    def _cursor(self) -> str:
        field = self._window.form.focused_field()
        return "" if field is None else field.id

    def _say(self, key: str, **values: object) -> str:
        return self._workspace.words.say(key, **values)
