"""Records in memory: the same promises as the store on the disk, for tests of windows that must be quick."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
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
    Records,
    RecordStore,
    Right,
    Visit,
    Walk,
)
from db.records.rights import rights

RECOVERY_KEY = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"


def now() -> datetime:
    """The clock of the records."""
    return datetime.now(UTC)


@dataclass
class FakeRecords:
    """What lies in the data folder. `failing` is raised by the next write."""

    people: dict[str, tuple[Person, str]] = field(default_factory=dict)
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    plans: dict[str, Mapping[str, str]] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    """The patient of each consultation."""
    unfinished: dict[tuple[str, str], Draft] = field(default_factory=dict)
    """By person and id, the newest last."""
    log: list[Event] = field(default_factory=list)
    merges: list[dict[str, str]] = field(default_factory=list)
    key: str = RECOVERY_KEY
    failing: RecordError | None = None
    years: int | None = None
    codes: dict[str, str] = field(default_factory=dict)
    has_key_store: bool = True
    faults: tuple[Fault, ...] = ()
    clock: Callable[[], datetime] = now
    opened: int = 0
    copies: dict[Path, tuple[Backup, dict[str, tuple[Person, str]]]] = field(default_factory=dict)

    @property
    def drafts(self) -> dict[str, Draft]:
        """The newest draft of each person."""
        return {person: draft for (person, _id), draft in self.unfinished.items()}

    @property
    def exist(self) -> bool:
        return bool(self.people)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.people)

    def set_up(self, person: Person, password: str) -> tuple[FakeStore, str]:
        self.people[person.name] = person, password
        return self._open(person), self.key

    def unlock(self, name: str, password: str) -> FakeStore:
        if self.people[name][1] != password:
            raise RecordError("wrong_password")
        return self._open(self.people[name][0])

    @property
    def quick_names(self) -> tuple[str, ...]:
        return tuple(self.codes)

    def unlock_quick(self, name: str, code: str) -> FakeStore:
        if self.codes.get(name) != code:
            raise RecordError("wrong_code")
        return self._open(self.people[name][0])

    def recover(self, name: str, recovery_key: str, password: str) -> FakeStore:
        if recovery_key != self.key:
            raise RecordError("wrong_recovery_key")
        self.people[name] = self.people[name][0], password
        return self._open(self.people[name][0])

    def backups(self, folder: Path) -> tuple[Backup, ...]:
        return tuple(made for place, (made, _people) in self.copies.items() if place.parent == folder)

    def rehearse(self, backup: Path, name: str, password: str) -> tuple[Fault, ...]:
        if self.copies[backup][1].get(name, (None, ""))[1] != password:
            raise RecordError("wrong_password")
        return self.faults

    def restore(self, backup: Path, name: str, password: str) -> FakeStore:
        self.rehearse(backup, name, password)
        self.people = dict(self.copies[backup][1])
        return self._open(self.people[name][0])

    def _open(self, person: Person) -> FakeStore:
        if self.opened:
            raise RecordError("in_use")
        self.opened += 1
        return FakeStore(self, person)


class FakeStore:
    """Unlocked by one person."""

    def __init__(self, records: FakeRecords, person: Person) -> None:
        self._records, self._person = records, person
        self.note("unlock")

    @property
    def person(self) -> Person:
        return self._person

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return self._records.faults[:1]

    def may(self, right: Right) -> bool:
        return right in rights(self._person, self.people())

    def _needs(self, right: Right) -> None:
        if not self.may(right):
            raise RecordError("not_allowed")

    def _writes(self, *roles: str) -> None:
        if self._person.role not in roles:
            raise RecordError("not_allowed")
        if self._records.failing is not None:
            raise self._records.failing

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
        self._writes("doctor")
        if consultation and not reason:
            raise RecordError("reason_needed")
        name = consultation or f"c{len(self._records.kept) + 1}"
        versions = self._records.kept.setdefault(name, [])
        if versions and versions[-1].number != number:
            raise RecordError("changed_meanwhile")
        owner = patient or self._records.owner.get(name) or f"p{len(set(self._records.owner.values())) + 1}"
        self._records.owner[name] = owner
        self._records.plans[name] = plan or {}
        kept = Kept(
            consultation=name,
            number=len(versions) + 1,
            patient=owner,
            identity=identity,
            day=day,
            saved_at=self._records.clock(),
            by=self._person.name,
            case=case,
            outcome=outcome,
            reason=reason,
            example=example,
        )
        versions.append(kept)
        self.note("edit" if number else "create", consultation=name)
        for kind, details in deeds:
            self.note(kind, consultation=name, details=details)
        return kept

    def read(self, consultation: str, number: int = 0) -> Kept:
        if self._person.role != "doctor":
            raise RecordError("not_allowed")
        self.note("open", consultation=consultation)
        versions = self._records.kept[consultation]
        return versions[number - 1] if number else versions[-1]

    def versions(self, consultation: str) -> tuple[Kept, ...]:
        return tuple(self._records.kept[consultation])

    def history(self, patient: str) -> tuple[Visit, ...]:
        found = [self._visit(versions[-1]) for name, versions in self._of(patient)]
        return tuple(sorted(found, key=lambda visit: visit.saved_at, reverse=True))

    def _visit(self, kept: Kept) -> Visit:
        plan = self._records.plans[kept.consultation]
        return Visit(
            consultation=kept.consultation,
            number=kept.number,
            patient=self._records.owner[kept.consultation],
            identity=kept.identity,
            day=kept.day,
            saved_at=kept.saved_at,
            by=kept.by,
            edition=kept.outcome.edition,
            plan=plan.get("kind", ""),
            until=date.fromisoformat(plan["until"]) if plan.get("until") else None,
            waiting_for=plan.get("waiting_for", ""),
        )

    def _of(self, patient: str) -> list[tuple[str, list[Kept]]]:
        return [(n, v) for n, v in self._records.kept.items() if self._records.owner[n] == patient]

    def _patients(self) -> list[Found]:
        found = []
        for patient in dict.fromkeys(self._records.owner.values()):
            visits = self.history(patient)
            found.append(
                Found(
                    patient=patient,
                    identity=visits[0].identity,
                    consultations=len(visits),
                    last=visits[0].day,
                    latest=visits[0].consultation,
                )
            )
        return found

    def search(self, words: str, *, limit: int = 50) -> tuple[Found, ...]:
        asked = words.casefold().split()
        return tuple(
            f
            for f in self._patients()
            if all(
                w in f"{f.identity.code} {f.identity.name} {f.identity.birth_date}".casefold() for w in asked
            )
        )[:limit]

    def same(self, identity: Identity) -> tuple[Found, ...]:
        return tuple(
            f
            for f in self._patients()
            if f.identity.code == identity.code or (identity.name and f.identity.name == identity.name)
        )

    def merge(self, patient: str, into: str, reason: str) -> int:
        self._writes("doctor", "administrator")
        self._records.merges.append(dict(self._records.owner))
        for name, owner in self._records.owner.items():
            if owner == patient:
                self._records.owner[name] = into
        return len(self._records.merges)

    def undo_merge(self, number: int) -> None:
        self._records.owner.update(self._records.merges[number - 1])

    def due(self, day: date) -> tuple[Visit, ...]:
        found = [self._visit(versions[-1]) for versions in self._records.kept.values()]
        return tuple(visit for visit in found if visit.until is not None and visit.until <= day)

    def waiting(self) -> tuple[Visit, ...]:
        found = [self._visit(versions[-1]) for versions in self._records.kept.values()]
        return tuple(visit for visit in found if visit.waiting_for)

    def visits(self, *, since: date | None = None, until: date | None = None) -> tuple[Visit, ...]:
        found = [self._visit(versions[-1]) for versions in self._records.kept.values()]
        first, last = since or date.min, until or date.max
        return tuple(sorted((v for v in found if first <= v.day <= last), key=lambda v: v.day, reverse=True))

    def erasure(self, patient: str) -> Erasure:
        self._needs("erase")
        own = self._of(patient)
        return Erasure(
            identity=own[0][1][-1].identity,
            consultations=len(own),
            versions=sum(len(versions) for _name, versions in own),
            papers=0,
            drafts=0,
            backups=tuple(event.at for event in self._records.log if event.kind == "backup"),
        )

    def erase(self, patient: str, reason: str, *, shrink: bool = True) -> bool:
        self._needs("erase")
        if self._records.failing is not None:
            raise self._records.failing
        for name, _versions in self._of(patient):
            del self._records.kept[name], self._records.owner[name]
            self.note("erase", consultation=name)
        return shrink

    def retention_years(self) -> int | None:
        return self._records.years

    def set_retention_years(self, years: int | None) -> None:
        self._needs("erase")
        self._records.years = years

    def not_seen_since(self, day: date) -> tuple[Found, ...]:
        return tuple(found for found in self._patients() if found.last < day)

    def export_person(self, patient: str) -> bytes:
        self._needs("erase")
        self.note("export")
        return f"all of {patient}".encode()

    def export_unnamed(self) -> Iterator[bytes]:
        self._needs("erase")
        self.note("export")
        return iter([b'{"person": 1}\n'])

    def walk(self, since: date, until: date) -> Walk:
        self._needs("erase")
        newest = [versions[-1] for versions in self._records.kept.values()]
        found = [kept for kept in newest if since <= kept.day <= until and not kept.example]
        self.note("report")
        return Walk(len(found), iter(found))

    def keep_draft(self, draft: Draft) -> None:
        self._writes("doctor")
        key = self._person.name, draft.id
        self._records.unfinished.pop(key, None)
        self._records.unfinished[key] = draft

    def drafts(self) -> tuple[Draft, ...]:
        own = [draft for (name, _id), draft in self._records.unfinished.items() if name == self._person.name]
        return tuple(reversed(own))

    def draft(self) -> Draft | None:
        return next(iter(self.drafts()), None)

    def drop_draft(self, draft: str = "") -> None:
        self._records.unfinished.pop((self._person.name, draft), None)

    def queue(self, paper: NewPaper) -> Paper:
        raise RecordError("not_allowed")

    def papers(self, *, states: Iterable[PaperState] = (), words: str = "") -> tuple[Paper, ...]:
        return ()

    def pages(self, paper: int) -> bytes:
        raise RecordError("not_allowed")

    def mark(self, paper: int, state: PaperState, *, printer: str = "", copies: int = 1) -> Paper:
        raise RecordError("not_allowed")

    def note_request(self, paper: int, request: str) -> None:
        raise RecordError("not_allowed")

    def note(self, kind: str, *, consultation: str = "", details: Mapping[str, str] | None = None) -> Event:
        log = self._records.log
        digest = hashlib.sha256(f"{self.chain_head()} {kind} {consultation}".encode()).hexdigest()
        event = Event(
            number=len(log) + 1,
            at=self._records.clock(),
            by=self._person.name,
            kind=kind,
            consultation=consultation,
            details=details or {},
            digest=digest,
        )
        log.append(event)
        return event

    def note_catalogue(self, edition: str, sha256: str) -> None:
        named = [event.details["sha256"] for event in self._records.log if event.kind == "catalogue"]
        if named[-1:] != [sha256]:
            self.note("catalogue", details={"edition": edition, "sha256": sha256})

    def events(self, *, after: int = 0, limit: int = 500) -> tuple[Event, ...]:
        return tuple(self._records.log[after : after + limit])

    def events_of(self, only: EventFilter, *, before: int = 0, limit: int = 200) -> tuple[Event, ...]:
        found = [
            event
            for event in reversed(self._records.log)
            if (not before or event.number < before)
            and only.kind in ("", event.kind)
            and only.by in ("", event.by)
            and all(
                word in f"{event.consultation} {dict(event.details)}".casefold()
                for word in only.words.casefold().split()
            )
        ]
        return tuple(found[:limit])

    def event_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        log = self._records.log
        return tuple(sorted({e.kind for e in log})), tuple(sorted({e.by for e in log}))

    def chain_head(self) -> str:
        return self._records.log[-1].digest if self._records.log else ""

    def check(self) -> tuple[Fault, ...]:
        return self._records.faults

    def back_up(self, folder: Path) -> Backup:
        self._writes("doctor", "administrator")
        made = Backup(name=f"backup-{len(self._records.copies) + 1}", at=self._records.clock(), head="ab")
        self._records.copies[folder / made.name] = made, dict(self._records.people)
        self.note("backup")
        return made

    def backed_up_at(self) -> datetime | None:
        found = [event.at for event in self._records.log if event.kind == "backup"]
        return found[-1] if found else None

    def people(self) -> tuple[Person, ...]:
        return tuple(person for person, _password in self._records.people.values())

    def add_person(self, person: Person, password: str) -> None:
        self._writes("doctor", "administrator")
        if person.name in self._records.people:
            raise RecordError("name_taken")
        self._records.people[person.name] = person, password

    def remove_person(self, name: str) -> None:
        self._writes("doctor", "administrator")
        del self._records.people[name]

    def change_password(self, old: str, new: str) -> None:
        if self._records.people[self._person.name][1] != old:
            raise RecordError("wrong_password")
        self._records.people[self._person.name] = replace(self._person), new

    def new_recovery_key(self) -> str:
        self._records.key = RECOVERY_KEY[::-1]
        return self._records.key

    def keep_quick(self, password: str, code: str) -> None:
        if not self._records.has_key_store:
            raise RecordError("no_key_store")
        if self._records.people[self._person.name][1] != password:
            raise RecordError("wrong_password")
        self._records.codes[self._person.name] = code

    def drop_quick(self) -> None:
        self._records.codes.pop(self._person.name, None)

    def close(self) -> None:
        self._records.opened -= 1


def as_promised(person: Person) -> tuple[Records, RecordStore]:
    """Checked by mypy: both are what the windows are written against."""
    records = FakeRecords()
    whole: Records = records
    store: RecordStore = FakeStore(records, person)
    return whole, store
