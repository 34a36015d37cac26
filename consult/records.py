"""Records: consultations as they are kept (whose, when, by whom, under which catalogue), and what a store of them does.

The store itself is `db.records`; windows and the command line know these shapes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

from consult.errors import ConsultError

if TYPE_CHECKING:
    from consult.deeds import Deed

MAX_CODE, MAX_NAME, MAX_REASON = 40, 80, 500
MIN_PASSWORD, MAX_PASSWORD = 8, 128
MIN_QUICK, MAX_QUICK = 6, 32
"""Characters of a short code, which opens nothing without the system's key store."""
MOST_RETENTION_YEARS = 100
HEAD_DIGITS = 16
"""Of the digest of the log's newest line, on papers and in the names of backups."""

Role = Literal["doctor", "administrator", "auditor"]
"""`administrator`: print, backup, the clinic's layer, people; no clinical edit. `auditor`: reads the log alone."""
ROLES: tuple[Role, ...] = ("doctor", "administrator", "auditor")
Right = Literal["write", "read", "print", "people", "backup", "erase", "log"]
"""`write`: keep, amend, merge, draft; `people`: recovery keys too; `erase`: exports too; `log`: checks the file too."""
PaperState = Literal["waiting", "printing", "printed", "failed", "withdrawn"]
"""`printing`: handed to a printer that has not yet answered; it is never handed over a second time by itself."""


class RecordError(ConsultError):
    """Records that cannot be opened, read or written, or may not be by this person. Its values name no patient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose case it is. The code is the clinic's own; name and birth date are kept only where the clinic gives them."""

    code: str
    name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who may unlock the records."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the program said when a version was kept: the brief result, and under what it was reckoned."""

    edition: str
    catalogue_sha256: str
    guideline: str
    program: str
    statuses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By treatment."""
    results: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Scores and stages as in the assessment's JSON, by item."""
    needed: tuple[str, ...] | None = None
    """Unknown fields that the status of an option still waited for; None: kept by a program that did not say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One version of a consultation as it was kept; it is never changed afterwards.

    `case` is the case file's JSON, `number` counts the versions of `consultation` from 1, `saved_at` is UTC.
    """

    consultation: str
    number: int
    patient: str
    identity: Identity
    day: date
    saved_at: datetime
    by: str
    case: bytes
    outcome: Outcome
    reason: str = ""
    """Why it was amended; empty for the first version alone."""
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is being written and not yet kept. `field` is where the cursor stood; `consultation`: what it continues.

    `patient` is whose new visit it is, where the records know them; `id` tells a person's drafts apart.
    """

    case: bytes
    id: str = ""
    patient: str = ""
    identity: Identity | None = None
    field: str = ""
    consultation: str = ""
    number: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A patient in a list: as many words as it takes to tell two people apart, nothing clinical."""

    patient: str
    identity: Identity
    consultations: int
    last: date
    latest: str
    """The newest consultation."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The last version of each consultation of some days, one after the other; None: one that cannot be read."""

    total: int
    versions: Iterator[Kept | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A consultation in a patient's history, newest version."""

    consultation: str
    number: int
    patient: str
    identity: Identity
    day: date
    saved_at: datetime
    by: str
    edition: str
    plan: str = ""
    """The kind of plan, where one was made."""
    until: date | None = None
    """Until when it was deferred, or when to check in."""
    waiting_for: str = ""
    """What decides next, in the clinic's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A finished paper in the printing queue, without its pages; `document` is the document number printed on it."""

    id: int
    consultation: str
    number: int
    identity: Identity
    day: date
    kind: str
    language: str
    document: str
    pages: int
    state: PaperState
    made_at: datetime
    prints: int = 0
    """How often it has left a printer or was saved as a file; several copies of one job are one print."""
    copies: int = 1
    """How many the printer that has it was asked for."""
    request: str = ""
    """What that printer can be asked about, also after a restart; empty: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper to be queued."""

    consultation: str
    number: int
    kind: str
    language: str
    document: str
    pages: int
    pdf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line of the log: what happened, when (UTC), by whom, to which consultation; never a clinical value."""

    number: int
    at: datetime
    by: str
    kind: str
    consultation: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""
    """SHA-256 over the line and the digest before it, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which lines of the log are wanted; what is empty asks for nothing. `words` stand in consultation or details."""

    kind: str = ""
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in the records: `code` words it, `where` names the row or consultation."""

    code: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A finished backup, by the name of its folder; `head` begins the digest of the newest line in it."""

    name: str
    at: datetime
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What erasing a patient removes: counts alone, and when the backups were made that still hold some of it."""

    identity: Identity
    consultations: int
    versions: int
    papers: int
    drafts: int
    backups: tuple[datetime, ...] = ()
    """Made and logged since the patient was first kept, the newest first."""


class RecordStore(Protocol):
    """The records, unlocked by one person. Every method raises RecordError in words; then nothing has changed.

    What the person's role does not allow raises RecordError("not_allowed"): it is the store that refuses, not a window.
    """

    @property
    def person(self) -> Person:
        """Who unlocked them."""

    def may(self, right: Right) -> bool:
        """Whether this person may, to show what can be done; each method asks again."""

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What was found wrong when they were unlocked: the clock, or a log that lost its end."""

    def save(
        self,
        *,
        identity: Identity,
        case: bytes,
        outcome: Outcome,
        day: date,
        consultation: str = "",
        number: int = 0,
        reason: str = "",
        patient: str = "",
        plan: Mapping[str, str] | None = None,
        example: bool = False,
        deeds: Iterable[Deed] = (),
    ) -> Kept:
        """Keep a version and return it once it is on the disk, with what was accepted and set aside in it in the log.

        Without `consultation` it is a new one (of `patient`, where that is known). Else it amends version `number` of
        it and needs a `reason`; if somebody kept a newer one meanwhile: RecordError("changed_meanwhile").
        `plan` holds kind, until and waiting_for for the lists.
        """

    def read(self, consultation: str, number: int = 0) -> Kept:
        """A version; 0 is the newest. The reading is logged."""

    def versions(self, consultation: str) -> tuple[Kept, ...]:
        """All of them, oldest first."""

    def history(self, patient: str) -> tuple[Visit, ...]:
        """The consultations of a patient, newest first."""

    def search(self, words: str, *, limit: int = 50) -> tuple[Found, ...]:
        """Patients by code, name (also by pinyin and without diacritics) or birth date; without words the latest."""

    def same(self, identity: Identity) -> tuple[Found, ...]:
        """Patients that could be taken for this one: same name or same code."""

    def merge(self, patient: str, into: str, reason: str) -> int:
        """Put a patient's consultations under another; returns the number by which it can be undone."""

    def undo_merge(self, number: int) -> None:
        """Put them back."""

    def due(self, day: date) -> tuple[Visit, ...]:
        """Deferred decisions and check-ins due on or before a day."""

    def waiting(self) -> tuple[Visit, ...]:
        """Consultations that wait for a result."""

    def visits(self, *, since: date | None = None, until: date | None = None) -> tuple[Visit, ...]:
        """Every consultation of these days, both included, the newest first."""

    def erasure(self, patient: str) -> Erasure:
        """What erasing a patient would remove, and which backups would still hold it."""

    def erase(self, patient: str, reason: str, *, shrink: bool = True) -> bool:
        """Remove a patient's records from the file itself; the log keeps that it was done.

        Returns whether the file was made smaller as well (vacuum, which is for the last of several to `shrink`); what
        was erased is overwritten either way.
        """

    def not_seen_since(self, day: date) -> tuple[Found, ...]:
        """Patients whose last consultation was before a day, to keep the clinic's limit of years."""

    def retention_years(self) -> int | None:
        """After how many years without a visit a patient's records are due to be erased; None: never said."""

    def set_retention_years(self, years: int | None) -> None:
        """Set that limit; nothing is erased by itself. The change is logged."""

    def export_person(self, patient: str) -> bytes:
        """All that is kept of one patient as a ZIP (a JSON file and every paper as PDF), to be handed to them."""

    def export_unnamed(self) -> Iterator[bytes]:
        """The newest versions without identity, dates and free text, a JSON line each."""

    def walk(self, since: date, until: date) -> Walk:
        """The last versions of these days, both included, to be counted for a report; examples are left out.

        It is allowed to whoever may export, and logged before anything is read.
        """

    # -- drafts ------------------------------------------------------------------------------------------------

    def keep_draft(self, draft: Draft) -> None:
        """Keep a draft of this person in the place of that of the same id; on the disk when it returns."""

    def drafts(self) -> tuple[Draft, ...]:
        """This person's drafts, the newest first; one that cannot be read any more is left out."""

    def draft(self) -> Draft | None:
        """The newest of them, if a session ended with one."""

    def drop_draft(self, draft: str = "") -> None:
        """Forget the draft of an id."""

    # -- papers ------------------------------------------------------------------------------------------------

    def queue(self, paper: NewPaper) -> Paper:
        """Put a finished paper into the printing queue."""

    def papers(self, *, states: Iterable[PaperState] = (), words: str = "") -> tuple[Paper, ...]:
        """Papers of these states (all where none is named), oldest first, filtered as `search` does."""

    def pages(self, paper: int) -> bytes:
        """The PDF of a paper."""

    def mark(self, paper: int, state: PaperState, *, printer: str = "", copies: int = 1) -> Paper:
        """Say what became of a paper; "printed" counts one print of so many copies, logged as print or reprint."""

    def note_request(self, paper: int, request: str) -> None:
        """Remember what the printer that has a paper can be asked about."""

    # -- log ---------------------------------------------------------------------------------------------------

    def note(self, kind: str, *, consultation: str = "", details: Mapping[str, str] | None = None) -> Event:
        """Add a line to the log: what happened outside of the store (export, override, clock step, settings)."""

    def note_catalogue(self, edition: str, sha256: str) -> None:
        """Log which catalogue is in use, unless the newest line that says so names the same one."""

    def events(self, *, after: int = 0, limit: int = 500) -> tuple[Event, ...]:
        """The log in its order."""

    def events_of(self, only: EventFilter, *, before: int = 0, limit: int = 200) -> tuple[Event, ...]:
        """The log backwards, the newest first (or from below line `before`), as far as a line fits."""

    def event_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which kinds of lines the log holds, and who made any, to choose from."""

    def chain_head(self) -> str:
        """The digest of the newest line; its first digits stand on papers and in the names of backups."""

    def check(self) -> tuple[Fault, ...]:
        """Everything wrong with the file: pages, rows, log. Empty: nothing."""

    # -- backups -----------------------------------------------------------------------------------------------

    def back_up(self, folder: Path) -> Backup:
        """Copy the records into a folder of their own there, read the copy back, and thin out the older ones."""

    def backed_up_at(self) -> datetime | None:
        """When the last backup was made and read back."""

    # -- people ------------------------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """Everyone who can unlock the records."""

    def add_person(self, person: Person, password: str) -> None:
        """Let somebody else unlock them."""

    def remove_person(self, name: str) -> None:
        """Let somebody unlock them no longer; the last administrator stays."""

    def change_password(self, old: str, new: str) -> None:
        """Of this person."""

    def new_recovery_key(self) -> str:
        """A new key to print; the old one opens nothing any more."""

    def keep_quick(self, password: str, code: str) -> None:
        """Let this person unlock with a short code on this account; refused where the system has no key store."""

    def drop_quick(self) -> None:
        """No longer."""

    def close(self) -> None:
        """Drop the key and close the file."""


class Records(Protocol):
    """The records as they lie in the data folder, locked."""

    @property
    def exist(self) -> bool:
        """Whether they were set up."""

    @property
    def names(self) -> tuple[str, ...]:
        """Who can unlock them, to choose from."""

    def set_up(self, person: Person, password: str) -> tuple[RecordStore, str]:
        """Make new records for a first person; returns them unlocked, and the recovery key to print."""

    def unlock(self, name: str, password: str) -> RecordStore:
        """Raises RecordError: "wrong_password", "wait" (with seconds), "in_use", "damaged", "newer", …"""

    @property
    def quick_names(self) -> tuple[str, ...]:
        """Who has a short code on this account of this computer."""

    def unlock_quick(self, name: str, code: str) -> RecordStore:
        """As `unlock`, with the short code; after too many wrong ones the password is needed."""

    def recover(self, name: str, recovery_key: str, password: str) -> RecordStore:
        """Unlock with the printed key and give the person a new password."""

    def backups(self, folder: Path) -> tuple[Backup, ...]:
        """The finished backups of any records in a folder, newest first."""

    def rehearse(self, backup: Path, name: str, password: str) -> tuple[Fault, ...]:
        """Everything wrong with a backup, opened by a person of it; nothing is restored."""

    def restore(self, backup: Path, name: str, password: str) -> RecordStore:
        """Put a backup in the place of the records, which are put aside, and unlock it.

        Raises RecordError("backup_damaged") before anything has changed, or "backup_damaged_another", whose `next` is
        the newest good one beside it.
        """
