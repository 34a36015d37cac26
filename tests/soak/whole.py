"""Whole: opens records after whatever happened to them, with the program's own code, and says all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from consult.records import Identity, RecordError
from db.records.backup import backups_in
from db.records.store import Store
from tests.db.records.making import DOCTOR, PASSWORD, keep
from tests.soak.work import OTHER, STICK, Prepared, Said, records_in


def problems(place: Path, prepared: Prepared, lines: Iterable[str]) -> list[str]:
    """Empty where everything acknowledged is there, everything older unchanged, and the next save is kept."""
    said = Said.of(lines)
    try:
        return [
            f"{said.now or 'after ' + ','.join(sorted(said.done))}: {one}"
            for one in _all(place, prepared, said)
        ]
    except RecordError as error:
        return [f"{said.now}: refused with {error.code}"]


def _all(place: Path, prepared: Prepared, said: Said) -> Iterator[str]:
    records = records_in(place)
    new = not prepared.kept
    if new and "set_up" not in said.done:
        if records.exist:
            records.unlock(DOCTOR.name, PASSWORD).close()  # set up to its end, and never told
        else:
            records.set_up(DOCTOR, PASSWORD)[0].close()
        return
    store = _unlocked(place, said)
    try:
        yield from (f"warning {fault.code} {fault.where}" for fault in store.warnings)
        yield from (f"fault {fault.code} {fault.where}" for fault in store.check())
        yield from _kept(store, prepared, said)
        yield from _rest(store, said)
        after = keep(store, Identity(code="AFTER"), b"after")
        if store.read(after.consultation) != after or store.check():
            yield "the next save is not whole"
    finally:
        store.close()
    for backup in backups_in(place / STICK):
        if backup.name in said.backups or not new:
            faults = _of_backup(place, backup.name)
            yield from (f"backup {backup.name}: {fault}" for fault in faults)
    names = {backup.name for backup in backups_in(place / STICK)}
    yield from (f"backup {name} is gone" for name in said.backups if name not in names)


def _unlocked(place: Path, said: Said) -> Store:
    tried = [said.password]
    if said.now == "password":
        tried.append(OTHER)
    for password in tried:
        try:
            return records_in(place).unlock(DOCTOR.name, password)
        except RecordError as error:
            if error.code != "wrong_password" or password == tried[-1]:
                raise
    raise AssertionError


def _of_backup(place: Path, name: str) -> list[str]:
    """Opened with the password of its day."""
    for password in (PASSWORD, OTHER):
        try:
            return [
                fault.code
                for fault in records_in(place).rehearse(place / STICK / name, DOCTOR.name, password)
            ]
        except RecordError as error:
            if error.code != "wrong_password":
                return [error.code]
    return ["wrong_password"]


def _kept(store: Store, prepared: Prepared, said: Said) -> Iterator[str]:
    """Every version of before and every acknowledged one; at most one more, of the step that was not answered."""
    here = {
        kept.consultation
        for kept in (*prepared.kept, *([] if said.erased else [prepared.erasable] * bool(prepared.kept)))
    }
    for kept in prepared.kept:
        if store.read(kept.consultation, kept.number) != kept:
            yield f"{kept.consultation}/{kept.number} is another than before"
    for (consultation, number), token in said.kept.items():
        here.add(consultation)
        found = store.read(consultation, number)
        if not found.case.startswith(f"{token} ".encode()) or found.identity.code == "":
            yield f"{consultation}/{number} is not what was kept"
    visits = {visit.consultation: visit.number for visit in store.visits()}
    if lost := here - set(visits):
        unsure = {prepared.erasable.consultation} if said.now == "erase" else set()
        yield from (f"{one} is lost" for one in lost - unsure)
    if len(set(visits) - here) > (said.now == "keep"):
        yield f"{len(set(visits) - here)} consultations more than were kept"
    known: dict[str, int] = {}
    for consultation, number in [(one.consultation, one.number) for one in prepared.kept] + list(said.kept):
        known[consultation] = max(known.get(consultation, 0), number)
    for consultation, number in known.items():
        if consultation in visits and not number <= visits[consultation] <= number + (said.now == "keep"):
            yield f"{consultation} has {visits[consultation]} versions instead of {number}"


def _rest(store: Store, said: Said) -> Iterator[str]:
    draft = store.draft()
    if said.draft and (draft is None or not said.draft <= int(draft.case) <= said.draft + 1):
        yield f"draft {said.draft} is lost"
    papers = {paper.id: paper for paper in store.papers()}
    yield from (f"paper {one} is lost" for one in said.papers - set(papers))
    for paper in papers.values():
        store.pages(paper.id)
    for one, prints in said.prints.items():
        if papers[one].prints < prints:
            yield f"a print of paper {one} is forgotten"
    people = {person.name for person in store.people()}
    for name, stays in said.people.items():
        if (name in people) is not stays:
            yield f"{name} is {'not ' if stays else ''}among the people"
