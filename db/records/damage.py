"""Damage: everything wrong with a record file, each fault by name: pages, rows, papers, log, and what joins them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from consult.records import Fault, RecordError
from db.records.audit import Log
from db.records.consultations import Consultations
from db.records.file import RecordFile
from db.records.papers import Papers

MOST = 1000
"""A file with more faults than this is not told about one by one."""


def faults(file: RecordFile, consultations: Consultations, papers: Papers, log: Log) -> tuple[Fault, ...]:
    """Everything found; a part that cannot be read any more is a fault itself, and the others are still looked at."""
    found: list[Fault] = []
    looks: tuple[tuple[str, Callable[[], Iterable[Fault]]], ...] = (
        ("pages_damaged", lambda: _pages(file)),
        ("log_unreadable", log.faults),
        ("rows_unreadable", lambda: _versions(consultations, log)),
        ("rows_unreadable", lambda: _lists(file)),
        ("rows_unreadable", lambda: _patients(file, log)),
        ("papers_unreadable", lambda: (Fault(code="paper_damaged", where=str(n)) for n in papers.faults())),
    )
    for code, look in looks:
        try:
            with file.reading():
                for fault in look():
                    found.append(fault)
                    if len(found) >= MOST:
                        return tuple(found)
        except (RecordError, ValueError, KeyError):
            found.append(Fault(code=code))
    return tuple(dict.fromkeys(found))


def _pages(file: RecordFile) -> Iterator[Fault]:
    """By the cipher's own codes, page by page, and by SQLite's look at how the pages hang together."""
    # A page that was half written when its move from the log beside the file was cut short is whole in that log.
    file.settle()
    for (said,) in file.rows("PRAGMA cipher_integrity_check"):
        yield Fault(code="page_damaged", where="".join(c for c in str(said) if c.isdigit()))
    for (said,) in file.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault(code="structure_damaged")
            return
    if file.rows("PRAGMA foreign_key_check"):
        yield Fault(code="structure_damaged")


def _versions(consultations: Consultations, log: Log) -> Iterator[Fault]:
    """Every version is as the log says that it was kept, and none is missing or unheard of."""
    kept: dict[tuple[str, str], str] = {}
    erased = set()
    for event in log.all():
        if event.kind in {"save", "amend"}:
            kept[event.consultation, event.details["version"]] = event.details["digest"]
        elif event.kind == "erase":
            erased.add(event.consultation)
    for consultation, number, digest, whole in consultations.faults():
        told = kept.pop((consultation, str(number)), None)
        if told is None:
            yield Fault(code="version_unlogged", where=f"{consultation}/{number}")
        elif not whole or told != digest:
            yield Fault(code="version_altered", where=f"{consultation}/{number}")
    for consultation, version in kept:
        if consultation not in erased:
            yield Fault(code="version_missing", where=f"{consultation}/{version}")


def _lists(file: RecordFile) -> Iterator[Fault]:
    """What the lists are made of says the same as the newest version."""
    rows = file.rows(
        "SELECT c.id FROM consultation c LEFT JOIN version v ON v.consultation = c.id AND v.number = c.newest"
        " WHERE v.number IS NULL OR v.day IS NOT c.day OR v.saved_at IS NOT c.saved_at OR v.until IS NOT c.until"
        " OR v.waiting_for IS NOT c.waiting_for"
        " OR c.newest <> (SELECT max(number) FROM version w WHERE w.consultation = c.id)"
    )
    for (consultation,) in rows:
        yield Fault(code="list_altered", where=consultation)


def _patients(file: RecordFile, log: Log) -> Iterator[Fault]:
    """Every consultation belongs to whom the log says, after all merges, and is called as in a version of theirs."""
    merges = {
        str(number): (patient, into, json.loads(moved))
        for number, patient, into, moved in file.rows(
            "SELECT number, patient, into_patient, consultations FROM merge"
        )
    }
    belongs: dict[str, str] = {}
    for event in log.all():
        if event.kind == "save":
            belongs[event.consultation] = event.details["patient"]
        elif event.kind in {"merge", "undo_merge"} and event.details["merge"] in merges:
            patient, into, moved = merges[event.details["merge"]]
            belongs.update(dict.fromkeys(moved, into if event.kind == "merge" else patient))
    for consultation, patient in file.rows("SELECT id, patient FROM consultation"):
        if belongs.get(consultation) != patient:
            yield Fault(code="patient_altered", where=consultation)
    strangers = file.rows(
        "SELECT p.id FROM patient p WHERE p.place > 0 AND NOT EXISTS (SELECT 1 FROM consultation c"
        " JOIN version v ON v.consultation = c.id WHERE c.patient = p.id"
        " AND v.code = p.code AND v.name = p.name AND v.birth_date IS p.birth_date)"
    )
    for (patient,) in strangers:
        yield Fault(code="patient_altered", where=patient)
