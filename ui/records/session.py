"""Session: the records while one person has them unlocked; keeps the open case, its drafts, and opens others."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from consult.case_file import CaseFile, case_bytes, read_case
from consult.consultation import Consultation, entered_for_the_doctor
from consult.deeds import deeds
from consult.errors import ConsultError
from consult.example import is_example
from consult.hcc.next_visit import carried_from
from consult.hcc.schema import SCHEMA
from consult.records import HEAD_DIGITS, Draft, Identity, Kept, Person, RecordError, Records, RecordStore
from consult.visits import case_of, lines, outcome, since, unreckoned
from ui.filing import Filing
from ui.workspace import Workspace

AFTER_MS, LATEST_S = 300, 0.7
"""A draft is written once typing rests, and while it does not, so long after the first change at the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftOf:
    """Which draft belongs to which open case, and the field in which its cursor stood last."""

    case: int
    id: str
    field: str = ""


class Session(QObject):
    """Made when the records are first asked for; nothing is read or watched before that."""

    unlocked = Signal()
    locked = Signal()
    draft_found = Signal()
    """A session ended with a draft: `found` holds it until it is taken up or dropped."""
    resumed = Signal(str)
    """A draft is on the screen again; the field in which the cursor stood."""
    failed = Signal(object)
    """The draft could not be written, with why; what is on the screen is in memory only."""

    def __init__(
        self,
        workspace: Workspace,
        records: Records,
        cursor: Callable[[], str],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace, self.records, self.now = workspace, records, now
        self.store: RecordStore | None = None
        self.found: Draft | None = None
        self._cursor, self._marked = cursor, ""
        self._since: float | None = None
        self._written: tuple[object, ...] | None = None
        self._as_kept: CaseFile | None = None
        self._waited: tuple[str, ...] = ()
        """What waited to be confirmed when the case was opened or last kept; with what was said then."""
        self._said_before = Consultation()
        self._resume: tuple[str, str, int, str] | None = None
        """Who locked which version, and which draft was of it."""
        self._draft = _DraftOf(case=workspace.case, id=_new_id())
        self._waits_for = ""
        """Whose unfinished case is in memory behind the lock, since it could not be written."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write_draft)

    # -- keys --------------------------------------------------------------------------------------------------

    @property
    def person(self) -> Person | None:
        """Who has the records unlocked."""
        return None if self.store is None else self.store.person

    def set_up(self, name: str, password: str) -> str:
        """Make new records and unlock them; returns the recovery key to print. Raises RecordError."""
        store, key = self.records.set_up(Person(name=name, role="doctor"), password)
        self._begin(store)
        return key

    def unlock(self, name: str, password: str) -> None:
        """Raises RecordError in words."""
        self._check_waiting(name)
        self._begin(self.records.unlock(name, password))

    def unlock_quick(self, name: str, code: str) -> None:
        """With the short code of this computer. Raises RecordError in words."""
        self._check_waiting(name)
        self._begin(self.records.unlock_quick(name, code))

    def recover(self, name: str, recovery_key: str, password: str) -> None:
        """Unlock with the printed key and a new password. Raises RecordError."""
        self._check_waiting(name)
        self._begin(self.records.recover(name, recovery_key, password))

    def restore(self, backup: Path, name: str, password: str) -> None:
        """Put a backup in the place of the records. Raises RecordError; then the records are as before, but locked."""
        self.close()
        self._resume = None
        store = self.records.restore(backup, name, password)
        self.workspace.open_patient(SCHEMA.empty())
        self._begin(store)

    def _check_waiting(self, name: str) -> None:
        if self._waits_for not in ("", name):
            raise RecordError("waits_for", name=self._waits_for)

    def mark_cursor(self) -> None:
        """Remember where the cursor stands before something else takes it."""
        self._marked = self._cursor()

    def lock(self) -> bool:
        """Write the draft, close the records and empty the case; False where the draft could not be written.

        Then the case stays in memory, for whoever locked it hides it: nothing that was typed is lost by locking.
        """
        if self.store is None:
            return True
        kept = self.write_draft()
        filing, person = self.workspace.filing, self.store.person
        if kept and filing.kept is not None:
            self._resume = person.name, filing.kept.consultation, filing.kept.number, self._draft_id()
        elif kept:
            self._resume = person.name, "", 0, self._draft_id()
        self._end()
        self._waits_for = "" if kept else person.name
        if kept:
            self._as_kept = None
            self.workspace.open_patient(SCHEMA.empty())
        return kept

    def close(self) -> None:
        """Write the draft and close the records; the window is going."""
        if self.store is not None:
            self.write_draft()
            self._end()

    def _begin(self, store: RecordStore) -> None:
        self.store, self._waits_for = store, ""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._follow_application)
        workspace = self.workspace
        workspace.assessed.connect(self._note_change)
        workspace.consulted.connect(self._note_change)
        resume, self._resume = self._resume, None
        self.unlocked.emit()
        try:
            self._take_up(store, resume)
        except ConsultError as error:
            self.failed.emit(error)
        self._note_change()

    def _take_up(self, store: RecordStore, resume: tuple[str, str, int, str] | None) -> None:
        """Go on where the same person locked; else offer what an earlier session left unfinished."""
        marked, self._marked = self._marked, ""
        drafts = self.drafts()
        if resume is not None and resume[0] == store.person.name and not self.has_content():
            own = next((draft for draft in drafts if draft.id == resume[3]), None)
            if own is not None:
                self.take_draft(own)
                return
            if resume[1]:
                self.open(resume[1], resume[2])
                self.resumed.emit(marked)
                return
        if drafts:
            self.found = drafts[0]
            self.draft_found.emit()
        elif marked:
            self.resumed.emit(marked)

    def _follow_application(self, state: Qt.ApplicationState) -> None:
        """Somebody went to another program: what was typed is on the disk before that."""
        if state is not Qt.ApplicationState.ApplicationActive:
            self.write_draft()

    def _end(self) -> None:
        assert self.store is not None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.disconnect(self._follow_application)
        self._timer.stop()
        self.workspace.assessed.disconnect(self._note_change)
        self.workspace.consulted.disconnect(self._note_change)
        store, self.store = self.store, None
        self.found, self._since, self._written = None, None, None
        store.close()
        self.workspace.file(replace(self.workspace.filing, drafted_at=None))
        self.locked.emit()

    # -- the open case -----------------------------------------------------------------------------------------

    def has_content(self) -> bool:
        """Whether anything stands on the screen that could be lost."""
        workspace = self.workspace
        patient = workspace.recorded
        blank = not patient.entries and not patient.none_apply
        return not blank or not workspace.recorded_consultation.is_blank

    def is_unkept(self) -> bool:
        """Whether what stands on the screen is in no version of the records."""
        return self.has_content() and (self.workspace.filing.kept is None or self._has_changed())

    def keep(self, identity: Identity, *, patient: str = "", reason: str = "") -> Kept:
        """Keep the open case as a new consultation, or amend the one it continues. Raises ConsultError in words."""
        workspace, store = self.workspace, self._unlocked()
        knowledge = workspace.knowledge
        if knowledge is None and workspace.problem is None:
            raise RecordError("nothing_to_keep")  # the catalogue is still being read
        filing = workspace.filing
        if not workspace.what_if and workspace.recorded.value("patient_code") != identity.code:
            workspace.set_value("patient_code", identity.code)
        assessment = workspace.recorded_assessment
        said, recorded = workspace.recorded_consultation, workspace.recorded
        plan = said.plan
        kept = store.save(
            identity=identity,
            case=case_bytes(recorded, said),
            outcome=unreckoned(workspace.guideline)
            if assessment is None or knowledge is None
            else outcome(recorded, assessment, knowledge, workspace.words, said),
            day=workspace.consultation_day(),
            consultation="" if filing.kept is None else filing.kept.consultation,
            number=0 if filing.kept is None else filing.kept.number,
            reason=reason,
            patient=patient or filing.patient,
            plan={
                "kind": plan.kind or "",
                "until": "" if (until := plan.until or plan.check_in) is None else until.isoformat(),
                "waiting_for": plan.decides_next,
            },
            example=is_example(recorded),
            deeds=deeds(self._waited, self._said_before, said, recorded),
        )
        self._waited, self._said_before = said.unconfirmed, said
        self._as_kept = CaseFile(recorded, said)
        workspace.file(
            Filing(
                identity=kept.identity,
                patient=kept.patient,
                kept=kept,
                newest=kept.number,
                log=self._log_end(),
            )
        )
        self._drop_draft()
        return kept

    def open(self, consultation: str, number: int = 0) -> None:
        """Show a kept version in the place of the open case. Raises ConsultError in words; then nothing has changed."""
        kept = self._unlocked().read(consultation, number)
        newest = max(version.number for version in self._unlocked().versions(consultation))
        case = case_of(kept, SCHEMA)
        filing = Filing(
            identity=kept.identity, patient=kept.patient, kept=kept, newest=newest, log=self._log_end()
        )
        self._show(case, filing, case)

    def _log_end(self) -> str:
        """What papers say of the log; nothing where it cannot be read, which is no reason not to open or keep."""
        with suppress(RecordError):
            return self._unlocked().chain_head()[:HEAD_DIGITS]
        return ""

    def differences(self) -> tuple[str, ...]:
        """In words, from the version that is open to the case on the screen under the catalogue in use."""
        workspace, kept = self.workspace, self.workspace.filing.kept
        assessment, knowledge = workspace.recorded_assessment, workspace.knowledge
        if kept is None or assessment is None or knowledge is None:
            return ()
        now = CaseFile(workspace.recorded, workspace.recorded_consultation)
        said = outcome(now.patient, assessment, knowledge, workspace.words, now.consultation)
        return lines(since(kept, now, said), workspace.words)

    def begin_visit(self, identity: Identity, patient: str) -> None:
        """Start a consultation of a patient of the records with what of the last one lasts. Raises ConsultError.

        What is taken over keeps its own day and waits to be confirmed; everything else is asked anew. A last one that
        cannot be read gives nothing, and it is said why: that must not keep the patient from being seen.
        """
        before, start, taken_over = None, SCHEMA.empty(), Consultation()
        visits = self._unlocked().history(patient)
        try:
            if visits:
                before = self._unlocked().read(visits[0].consultation)
                found = carried_from(before, self.workspace.today(), self.workspace.stale_after)
                start, taken_over = found.patient, entered_for_the_doctor(taken_over, found.carried)
        except ConsultError as error:
            before = None
            self.failed.emit(error)
        start = start.with_value("patient_code", identity.code)
        filing = Filing(identity=identity, patient=patient, before=before, changed=True, log=self._log_end())
        self._show(CaseFile(start, taken_over), filing, None)

    def _newest(self, patient: str) -> Kept | None:
        """What was last kept of a patient; None where that cannot be read."""
        with suppress(ConsultError):
            visits = self._unlocked().history(patient)
            return self._unlocked().read(visits[0].consultation) if visits else None
        return None

    def _show(self, case: CaseFile, filing: Filing, as_kept: CaseFile | None) -> None:
        self._since = None
        self._timer.stop()
        self._written = None
        self._as_kept = as_kept
        self._waited, self._said_before = case.consultation.unconfirmed, case.consultation
        self.workspace.open_patient(case.patient, case.consultation, filing)

    def _has_changed(self) -> bool:
        kept = self._as_kept
        if kept is None:
            return True
        workspace, recorded = self.workspace, self.workspace.recorded
        if workspace.recorded_consultation != kept.consultation:
            return True
        # How a value was typed is no part of what is kept.
        return recorded != kept.patient and recorded.to_json() != kept.patient.to_json()

    # -- drafts ------------------------------------------------------------------------------------------------

    def drafts(self) -> tuple[Draft, ...]:
        """What this person began and has not kept, the newest first, without the case on the screen."""
        store = self.store
        if store is None or store.person.role != "doctor":
            return ()
        return tuple(
            draft for draft in store.drafts() if draft.id != self._draft_id() or not self.has_content()
        )

    def take_draft(self, draft: Draft) -> None:
        """Show a draft, as the case of whom it is. Raises ConsultError in words; then nothing has changed."""
        store = self._unlocked()
        case = read_case(draft.case, SCHEMA, draft=True)
        as_kept = None
        filing = Filing(identity=draft.identity, changed=True, drafted_at=draft.at, log=self._log_end())
        if draft.consultation:
            kept = store.read(draft.consultation, draft.number)
            as_kept = case_of(kept, SCHEMA)
            newest = max(version.number for version in store.versions(draft.consultation))
            filing = replace(filing, kept=kept, patient=kept.patient, newest=newest)
        elif draft.patient:
            filing = replace(filing, patient=draft.patient, before=self._newest(draft.patient))
        self.found = None
        self._show(case, filing, as_kept)
        self._draft = _DraftOf(case=self.workspace.case, id=draft.id, field=draft.field)
        self._written = self._state(), draft.field
        self.resumed.emit(draft.field)

    def give_up(self) -> None:
        """Forget what is not kept of the open case, before another takes its place. Raises RecordError."""
        self._drop_draft()

    def discard_draft(self, draft: Draft) -> None:
        """Forget a draft. Raises RecordError."""
        self._unlocked().drop_draft(draft.id)
        self.found = None

    def write_draft(self) -> bool:
        """Write what is not kept yet; False where it could not be written. Nothing to write is written."""
        self._timer.stop()
        self._since = None
        store, workspace = self.store, self.workspace
        if store is None or store.person.role != "doctor":
            return not self.is_unkept()
        if not self.is_unkept():
            workspace.file(replace(workspace.filing, changed=False))
            return True
        named = self._draft_id()
        self.note_cursor()
        state = self._state(), self._marked or self._draft.field
        if state == self._written:
            return True
        filing, at = workspace.filing, self.now()
        draft = Draft(
            case=case_bytes(workspace.recorded, workspace.recorded_consultation),
            id=named,
            identity=filing.identity,
            patient=filing.patient,
            field=state[1],
            consultation="" if filing.kept is None else filing.kept.consultation,
            number=0 if filing.kept is None else filing.kept.number,
            at=at,
        )
        try:
            store.keep_draft(draft)
        except ConsultError as error:
            workspace.file(replace(filing, drafted_at=None))
            self.failed.emit(error)
            return False
        self._written = state
        workspace.file(replace(filing, drafted_at=at))
        return True

    def _note_change(self, _what: object = None) -> None:
        """Called on every keystroke: sets the timer and says once that something changed; the rest waits for it."""
        workspace, kept = self.workspace, self._as_kept
        filing = workspace.filing
        if filing.kept is not None and kept is not None:
            # Undo brings the same objects back; whether others say the same is seen when the draft is written.
            same = workspace.recorded is kept.patient and workspace.recorded_consultation == kept.consultation
            if same is filing.changed:
                workspace.file(replace(filing, changed=not same))
        now = time.monotonic()
        if self._since is None:
            self._since = now
        left = max(0, round((self._since + LATEST_S - now) * 1000))
        self._timer.start(min(AFTER_MS, left))

    def _drop_draft(self) -> None:
        self._since = None
        self._timer.stop()
        self._written = None
        self._unlocked().drop_draft(self._draft_id())

    def note_cursor(self) -> None:
        """Remember in which field of this case the cursor stands, before a button takes it."""
        named, field = self._draft_id(), self._cursor()
        if field:
            self._draft = _DraftOf(case=self.workspace.case, id=named, field=field)

    def _draft_id(self) -> str:
        """Of the draft of the open case; every case has its own, so that none takes the place of another's."""
        if self._draft.case != self.workspace.case:
            self._draft = _DraftOf(case=self.workspace.case, id=_new_id())
        return self._draft.id

    def _state(self) -> tuple[object, ...]:
        workspace = self.workspace
        identity = workspace.filing.identity
        return workspace.recorded, workspace.recorded_consultation, identity

    def _unlocked(self) -> RecordStore:
        if self.store is None:
            raise RecordError("locked")
        return self.store


def _new_id() -> str:
    return secrets.token_hex(8)
