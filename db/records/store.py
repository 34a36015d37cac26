"""Store: the records as one unlocked person has them; every method asks for the right first, and is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from consult.deeds import Deed
from consult.records import (
    Backup,
    Draft,
    Erasure,
    Event,
    EventFilter,
    Fault,
    Found,
    Identity,
    Kept,
    NewPaper,
    Outcome,
    Paper,
    PaperState,
    Person,
    RecordError,
    Visit,
    Walk,
)
from db.records.bounds import checked_identity, checked_person, checked_reason
from db.records.quick import checked_code
from db.records.retention import keep_retention_years, retention_years
from db.records.session import Session

_MARKS: Mapping[PaperState, str] = {
    "waiting": "print_again",
    "printing": "print_started",
    "failed": "print_failed",
    "withdrawn": "print_withdrawn",
}


class Store(Session):
    """A `consult.records.RecordStore`."""

    # -- consultations ---------------------------------------------------------------------------------------------

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
        """Keep a version and return it once it is on the disk."""
        self._need("write")
        identity = checked_identity(identity, day)
        reason = checked_reason(reason) if consultation else ""
        with self._change():
            if consultation:
                patient, newest = self._consultations.patient(consultation)
                if number != newest:
                    raise RecordError("changed_meanwhile")
            elif patient and not self._patients.exists(patient):
                raise RecordError("no_patient")
            kept, digest = self._consultations.keep(
                consultation=consultation,
                number=number if consultation else 0,
                patient=self._patients.touch(patient, identity),
                identity=identity,
                day=day,
                case=case,
                outcome=outcome,
                reason=reason,
                plan=plan or {},
                example=example,
            )
            self._log.add(
                "amend" if consultation else "save",
                kept.consultation,
                {"version": str(kept.number), "patient": kept.patient, "digest": digest},
            )
            for kind, details in deeds:
                self._log.add(kind, kept.consultation, details)
        return kept

    def read(self, consultation: str, number: int = 0) -> Kept:
        """A version; 0 is the newest. The reading is logged."""
        self._need("read")
        with self._file.reading():
            kept = self._consultations.read(consultation, number)
        self._tell_reading("open", consultation, {"version": str(kept.number)})
        return kept

    def versions(self, consultation: str) -> tuple[Kept, ...]:
        """All of them, oldest first. The reading is logged."""
        self._need("read")
        with self._file.reading():
            kept = self._consultations.versions(consultation)
        self._tell_reading("open", consultation, {"versions": str(len(kept))})
        return kept

    def history(self, patient: str) -> tuple[Visit, ...]:
        """The consultations of a patient, newest first."""
        with self._look("read"):
            return self._consultations.history(patient)

    def due(self, day: date) -> tuple[Visit, ...]:
        """Deferred decisions and check-ins due on or before a day."""
        with self._look("read"):
            return self._consultations.due(day)

    def waiting(self) -> tuple[Visit, ...]:
        """Consultations that wait for a result."""
        with self._look("read"):
            return self._consultations.waiting()

    def visits(self, *, since: date | None = None, until: date | None = None) -> tuple[Visit, ...]:
        """Every consultation of these days, the newest first."""
        with self._look("read"):
            return self._consultations.between(since, until)

    # -- patients --------------------------------------------------------------------------------------------------

    def search(self, words: str, *, limit: int = 50) -> tuple[Found, ...]:
        """Patients by code, name or birth date; without words the latest."""
        with self._look("read"):
            return self._patients.search(words, limit)

    def same(self, identity: Identity) -> tuple[Found, ...]:
        """Patients that could be taken for this one: same name or same code."""
        with self._look("read"):
            return self._patients.same(identity)

    def merge(self, patient: str, into: str, reason: str) -> int:
        """Put a patient's consultations under another; returns the number by which it can be undone."""
        self._need("write")
        reason = checked_reason(reason)
        with self._change():
            number = self._patients.merge(patient, into, reason)
            self._log.add("merge", details={"merge": str(number)})
        return number

    def undo_merge(self, number: int) -> None:
        """Put them back."""
        self._need("write")
        with self._change():
            self._patients.undo_merge(number)
            self._log.add("undo_merge", details={"merge": str(number)})

    def erasure(self, patient: str) -> Erasure:
        """What erasing a patient would remove, and which backups would still hold it."""
        with self._look("erase"):
            identity = self._patients.identity(patient)
            ids = [visit.consultation for visit in self._consultations.history(patient)]
            if not ids:
                raise RecordError("no_patient")
            counts, first = self._consultations.extent(ids)
            return Erasure(
                identity=identity,
                consultations=len(ids),
                versions=counts,
                papers=sum(len(self._papers.of(one)) for one in ids),
                drafts=len(self._drafts.named_of(ids, self._patients.with_merged(patient))),
                backups=self._log.backups_since(first),
            )

    def erase(self, patient: str, reason: str, *, shrink: bool = True) -> bool:
        """Remove a patient's records from the file itself; the log keeps that it was done, by whom and how many."""
        self._need("erase")
        checked_reason(reason)
        with self._change():
            gone, people = self._patients.erase(patient)
            self._drafts.drop_of(gone, people)
            for consultation in gone:
                self._log.add("erase", consultation)
        # What was erased is overwritten already (secure_delete); that the file gets smaller as well may need more room.
        shrunk = False
        if shrink:
            with suppress(RecordError), self._file.reading():
                self._file.run("VACUUM")
                self._file.settle()
                shrunk = True
        with suppress(RecordError):
            self.note("erased", details={"count": str(len(gone)), "shrunk": "yes" if shrunk else "no"})
        return shrunk

    def not_seen_since(self, day: date) -> tuple[Found, ...]:
        """Patients whose last consultation was before a day, to keep the clinic's limit of years."""
        with self._look("read"):
            return self._patients.not_seen_since(day)

    def retention_years(self) -> int | None:
        """After how many years without a visit a patient's records are due to be erased; None: never said."""
        with self._look("read"):
            return retention_years(self._file)

    def set_retention_years(self, years: int | None) -> None:
        """Set that limit; nothing is erased by itself."""
        self._need("erase")
        with self._change():
            keep_retention_years(self._file, years)
            self._log.add("settings", details={"retention_years": "" if years is None else str(years)})

    def export_person(self, patient: str) -> bytes:
        """All that is kept of one patient as a ZIP, to be handed to them. The export is logged before it leaves."""
        from db.records.export import person_archive, person_export

        with self._look("erase"):
            visits = self._consultations.history(patient)
            ids = [visit.consultation for visit in visits]
            papers = [paper for one in ids for paper in self._papers.of(one)]
            document = person_export(
                self._patients.identity(patient),
                visits,
                self._consultations.versions,
                papers,
                [event for one in ids for event in self._log.of(one)],
            )
            made = person_archive(document, papers, self._papers.pages)
        for one in ids:
            self._tell_reading("export", one, {"what": "all of a person"})
        return made

    def export_unnamed(self) -> Iterator[bytes]:
        """The newest versions without identity and free text, a JSON line each. It is logged before it begins."""
        from db.records.export import unnamed_cases

        with self._look("erase"):
            everyone = [
                [
                    self._consultations.read(visit.consultation, 0)
                    for visit in self._consultations.history(one)
                ]
                for one in self._patients.all()
            ]
        people = [real for visits in everyone if (real := [kept for kept in visits if not kept.example])]
        self._tell_reading("export", "", {"what": "cases without names", "people": str(len(people))})
        return unnamed_cases(people)

    def walk(self, since: date, until: date) -> Walk:
        """The last versions of these days, to be counted for a report. It is logged before anything is read."""
        with self._look("erase"):
            total = self._consultations.count(since, until)
        days = {"since": since.isoformat(), "until": until.isoformat()}
        self._tell_reading("report", "", {**days, "count": str(total)})
        return Walk(total, self._consultations.walk(since, until))

    # -- drafts ----------------------------------------------------------------------------------------------------

    def keep_draft(self, draft: Draft) -> None:
        """Keep a draft of this person in the place of that of the same id; on the disk when it returns."""
        self._need("write")
        with self._file.writing():
            self._drafts.keep(self._person.name, draft)

    def drafts(self) -> tuple[Draft, ...]:
        """This person's drafts, the newest first."""
        with self._file.reading():
            return self._drafts.of(self._person.name)

    def draft(self) -> Draft | None:
        """The newest of them, if a session ended with one."""
        return next(iter(self.drafts()), None)

    def drop_draft(self, draft: str = "") -> None:
        """Forget the draft of an id."""
        with self._file.writing():
            self._drafts.drop(self._person.name, draft)

    # -- papers ----------------------------------------------------------------------------------------------------

    def queue(self, paper: NewPaper) -> Paper:
        """Put a finished paper into the printing queue."""
        self._need("print")
        with self._change():
            queued = self._papers.queue(paper)
            self._log.add("queue", paper.consultation, {"paper": str(queued.id), "kind": queued.kind})
        return queued

    def papers(self, *, states: Iterable[PaperState] = (), words: str = "") -> tuple[Paper, ...]:
        """Papers of these states (all where none is named), oldest first, filtered as `search` does."""
        with self._look("print"):
            return self._papers.papers(states, words)

    def pages(self, paper: int) -> bytes:
        """The PDF of a paper. The reading is logged."""
        self._need("print")
        with self._file.reading():
            found = self._papers.paper(paper)
            pdf = self._papers.pages(paper)
        self._tell_reading("open_paper", found.consultation, {"paper": str(paper)})
        return pdf

    def mark(self, paper: int, state: PaperState, *, printer: str = "", copies: int = 1) -> Paper:
        """Say what became of a paper; "printed" counts a print, and is logged as print or reprint."""
        self._need("print")
        with self._change():
            marked, again = self._papers.mark(paper, state, copies)
            details = {"paper": str(paper), "copies": str(copies)} | ({"printer": printer} if printer else {})
            kind = ("reprint" if again else "print") if state == "printed" else _MARKS[state]
            self._log.add(kind, marked.consultation, details)
        return marked

    def note_request(self, paper: int, request: str) -> None:
        """Remember what the printer that has a paper can be asked about."""
        self._need("print")
        with self._file.writing():
            self._papers.note_request(paper, request)

    # -- log -------------------------------------------------------------------------------------------------------

    def note(self, kind: str, *, consultation: str = "", details: Mapping[str, str] | None = None) -> Event:
        """Add a line to the log: what happened outside of the store."""
        with self._change():
            return self._log.add(kind, consultation, details)

    def note_catalogue(self, edition: str, sha256: str) -> None:
        """Log which catalogue is in use, unless the newest line that says so names the same one."""
        with self._change():
            newest = self._log.newest_of("catalogue")
            if newest is None or newest.details.get("sha256") != sha256:
                self._log.add("catalogue", details={"edition": edition, "sha256": sha256})

    def events(self, *, after: int = 0, limit: int = 500) -> tuple[Event, ...]:
        """The log in its order."""
        with self._look("log"):
            return self._log.events(after, max(0, min(limit, 10_000)))

    def events_of(self, only: EventFilter, *, before: int = 0, limit: int = 200) -> tuple[Event, ...]:
        """The log backwards, the newest first, as far as a line fits."""
        with self._look("log"):
            return self._log.filtered(only, max(0, before), max(0, min(limit, 10_000)))

    def event_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which kinds of lines the log holds, and who made any."""
        with self._look("log"):
            return self._log.kinds()

    def chain_head(self) -> str:
        """The digest of the newest line."""
        with self._file.reading():
            return self._log.head()[1]

    def check(self) -> tuple[Fault, ...]:
        """Everything wrong with the file: pages, rows, log."""
        from db.records.damage import faults

        with self._look("log"):
            return (*self._warnings, *faults(self._file, self._consultations, self._papers, self._log))

    # -- backups ---------------------------------------------------------------------------------------------------

    def back_up(self, folder: Path) -> Backup:
        """Copy the records into a folder of their own there, read the copy back, and thin out the older ones."""
        from db.records.backup import copy_records, thin_out

        self._need("backup")
        with self._file.reading():
            head = self._log.head()[1]
        try:
            backup = copy_records(
                self._file, self._people.ring, self._people.key, folder, self._clock(), head
            )
        except RecordError as error:
            with suppress(RecordError):
                self.note("backup_failed", details={"why": error.code})
            raise
        self.note("backup", details={"name": backup.name})
        thin_out(folder, self._people.ring.records)
        return backup

    def backed_up_at(self) -> datetime | None:
        """When the last backup was made and read back."""
        with self._file.reading():
            return self._log.newest_backup()

    # -- people ----------------------------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """Everyone who can unlock the records."""
        with self._file.reading():
            return self._people.persons

    def add_person(self, person: Person, password: str) -> None:
        """Let somebody else unlock them."""
        self._need("people")
        person = checked_person(person)
        with self._people_change("person_added", {"person": person.name, "role": person.role}):
            self._people.add(person, password)

    def remove_person(self, name: str) -> None:
        """Let somebody unlock them no longer: the file is encrypted anew, so that no key they held opens it."""
        self._need("people")
        left = self._people.without(name)
        with self._change():
            self._drafts.drop_all(name)
            self._log.add("person_removed", details={"person": name})
        try:
            self._people.rekey(left)
        except RecordError:
            with suppress(RecordError):
                self.note("person_stays", details={"person": name})
            raise
        self._quick.drop(name)

    def change_password(self, old: str, new: str) -> None:
        """Of this person."""
        with self._file.reading():
            changed = self._people.with_password(self._person.name, old, new)
        with self._people_change("password_changed", {}):
            self._people.keep(changed)
        self._quick.drop(self._person.name)

    def take_password(self, password: str) -> None:
        """Give this person a password without the old one, after the recovery key has unlocked the records."""
        self._people.take_password(self._person, password)

    def keep_quick(self, password: str, code: str) -> None:
        """Let this person unlock with a short code on this account of this computer."""
        code = checked_code(code)
        with self._file.reading():
            private = self._people.private_key(self._person.name, password)
        if code in (password, self._person.name):
            raise RecordError("quick_same")
        with self._change():
            self._log.add("quick_made")
            holder = self._people.ring.person(self._person.name)
            assert holder is not None
            self._quick.make(holder, private, self._people.ring.records, code, self._cost())

    def drop_quick(self) -> None:
        """No longer."""
        with self._change():
            self._log.add("quick_dropped")
        self._quick.drop(self._person.name)

    def new_recovery_key(self) -> str:
        """A new key to print; the old one opens nothing any more."""
        self._need("people")
        with self._people_change("recovery_key_made", {}):
            return self._people.new_recovery_key()
