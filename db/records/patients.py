"""Patients: found as one types, told apart, merged with a way back, erased."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import date, datetime

from consult.records import Found, Identity, RecordError
from db.records.consultations import identity_of
from db.records.file import RecordFile
from db.records.folding import fold, index_words, query
from db.records.strict_json import canonical

_FOUND = (
    "SELECT p.id, p.code, p.name, p.birth_date,"
    " (SELECT count(*) FROM consultation c WHERE c.patient = p.id) FROM patient p"
)
MAX_FOUND = 500


class Patients:
    """The patients in a record file. `place` orders them by their last change, so that the latest are found first;

    it is the row of their words in the index, and below zero for one whose consultations are all elsewhere.
    """

    def __init__(self, file: RecordFile, by: str, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._by = by
        self._clock = clock

    def touch(self, patient: str, identity: Identity) -> str:
        """Put a patient first, under this identity; a new one where none is named. Returns who it is."""
        place = self._next_place()
        born = None if identity.birth_date is None else identity.birth_date.isoformat()
        values = (
            identity.code,
            identity.name,
            born,
            fold(identity.code),
            fold(identity.name),
            place,
        )
        if patient:
            self._unlist(patient)
            self._file.run(
                "UPDATE patient SET code = ?, name = ?, birth_date = ?, folded_code = ?, folded_name = ?, place = ?"
                " WHERE id = ?",
                (*values, patient),
            )
        else:
            patient = secrets.token_hex(8)
            self._file.run(
                "INSERT INTO patient (code, name, birth_date, folded_code, folded_name, place, id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*values, patient),
            )
        self._file.run(
            "INSERT INTO patient_words (rowid, words) VALUES (?, ?)", (place, index_words(identity))
        )
        return patient

    def search(self, words: str, limit: int) -> tuple[Found, ...]:
        """By the beginnings of words, the latest first; without any, the latest."""
        limit = max(0, min(limit, MAX_FOUND))
        if not words.strip():
            return self._found(f"{_FOUND} WHERE p.place > 0 ORDER BY p.place DESC LIMIT ?", (limit,))
        asked = query(words)
        if asked is None:
            return ()
        return self._found(
            f"{_FOUND} JOIN (SELECT rowid AS place FROM patient_words WHERE patient_words MATCH ?"
            " ORDER BY rowid DESC LIMIT ?) USING (place) ORDER BY place DESC",
            (asked, limit),
        )

    def same(self, identity: Identity) -> tuple[Found, ...]:
        """Same code or same name, folded."""
        name = fold(identity.name[:1000])
        return self._found(
            f"{_FOUND} WHERE p.place > 0 AND (p.folded_code = ? OR (p.folded_name <> '' AND p.folded_name = ?))"
            " ORDER BY p.place DESC LIMIT ?",
            (fold(identity.code[:1000]), name, MAX_FOUND),
        )

    def not_seen_since(self, day: date) -> tuple[Found, ...]:
        """Whose last consultation was before a day, the longest ago first as they were changed."""
        return self._found(
            f"{_FOUND} WHERE p.place > 0 AND NOT EXISTS (SELECT 1 FROM consultation c WHERE c.patient = p.id"
            " AND c.day >= ?) ORDER BY p.place LIMIT ?",
            (day.isoformat(), MAX_FOUND),
        )

    def all(self) -> tuple[str, ...]:
        """Everyone who has a consultation."""
        return tuple(row[0] for row in self._file.rows("SELECT id FROM patient WHERE place > 0"))

    def merge(self, patient: str, into: str, reason: str) -> int:
        """Put the consultations of one under another."""
        if patient == into:
            raise RecordError("same_patient")
        self.identity(patient)
        identity = self.identity(into)
        moved = self._consultations(patient)
        self._file.run("UPDATE consultation SET patient = ? WHERE patient = ?", (into, patient))
        self._unlist(patient)
        self.touch(into, identity)
        number = self._file.row(
            "INSERT INTO merge (patient, into_patient, consultations, reason, at, by)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
            (patient, into, canonical(moved).decode(), reason, self._clock().isoformat(), self._by),
        )
        if number is None:
            raise RuntimeError("a merge without a number")
        return int(number[0])

    def undo_merge(self, number: int) -> None:
        """Put them back. Raises RecordError where they were put elsewhere since, or are back already."""
        found = self._file.row(
            "SELECT patient, into_patient, consultations FROM merge WHERE number = ? AND undone_at IS NULL",
            (number,),
        )
        if found is None:
            raise RecordError("no_merge")
        patient, into, moved = found[0], found[1], json.loads(found[2])
        if not set(moved) <= set(self._consultations(into)):
            raise RecordError("merge_overtaken")
        for consultation in moved:
            self._file.run("UPDATE consultation SET patient = ? WHERE id = ?", (patient, consultation))
        self._file.run("UPDATE merge SET undone_at = ? WHERE number = ?", (self._clock().isoformat(), number))
        if not self._consultations(into):
            self._unlist(into)
        self.touch(patient, self.identity(patient))

    def erase(self, patient: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Remove a patient, and those merged into it, with all that hangs on them.

        Returns the consultations, and all whom the patient was.
        """
        gone = self._consultations(patient)
        if not gone:  # nobody, or somebody merged into another, with whom they go
            raise RecordError("no_patient")
        for consultation in gone:
            self._file.run("INSERT INTO erasing (consultation) VALUES (?)", (consultation,))
            self._file.run("DELETE FROM paper WHERE consultation = ?", (consultation,))
            self._file.run("DELETE FROM version WHERE consultation = ?", (consultation,))
            self._file.run("DELETE FROM consultation WHERE id = ?", (consultation,))
        self._file.run("DELETE FROM erasing")
        people = self.with_merged(patient)
        for one in people:
            self._unlist(one)
            self._file.run("DELETE FROM merge WHERE patient = ? OR into_patient = ?", (one, one))
            self._file.run("DELETE FROM patient WHERE id = ?", (one,))
        self._file.run("INSERT INTO patient_words (patient_words) VALUES ('optimize')")
        return gone, people

    def exists(self, patient: str) -> bool:
        """Whether there is such a patient."""
        return self._file.row("SELECT 1 FROM patient WHERE id = ?", (patient,)) is not None

    def _found(self, statement: str, values: tuple[object, ...]) -> tuple[Found, ...]:
        found = []
        for row in self._file.rows(statement, values):
            latest = self._file.row(
                "SELECT id, day FROM consultation WHERE patient = ? ORDER BY day DESC, saved_at DESC LIMIT 1",
                (row[0],),
            )
            if latest is not None:
                found.append(
                    Found(
                        patient=row[0],
                        identity=identity_of(row[1:4]),
                        consultations=row[4],
                        last=date.fromisoformat(latest[1]),
                        latest=latest[0],
                    )
                )
        return tuple(found)

    def identity(self, patient: str) -> Identity:
        row = self._file.row("SELECT code, name, birth_date FROM patient WHERE id = ?", (patient,))
        if row is None:
            raise RecordError("no_patient")
        return identity_of(row)

    def _consultations(self, patient: str) -> tuple[str, ...]:
        rows = self._file.rows("SELECT id FROM consultation WHERE patient = ? ORDER BY id", (patient,))
        return tuple(row[0] for row in rows)

    def with_merged(self, patient: str) -> tuple[str, ...]:
        """A patient and all who were merged into them, by way of others too, and have no consultation of their own."""
        found = [patient]
        for one in found:
            for (merged,) in self._file.rows(
                "SELECT patient FROM merge WHERE into_patient = ? AND undone_at IS NULL", (one,)
            ):
                if merged not in found and not self._consultations(merged):
                    found.append(merged)
        return tuple(found)

    def _next_place(self) -> int:
        # Two looks into the index; the greatest distance from zero would be a walk over all patients.
        found = self._file.row("SELECT max(place), (SELECT min(place) FROM patient) FROM patient")
        most, least = (0, 0) if found is None else (found[0] or 0, found[1] or 0)
        return max(int(most), -int(least)) + 1

    def _unlist(self, patient: str) -> None:
        """Take a patient out of what is searched."""
        self._file.run(
            "DELETE FROM patient_words WHERE rowid = (SELECT place FROM patient WHERE id = ?)", (patient,)
        )
        self._file.run("UPDATE patient SET place = -abs(place) WHERE id = ?", (patient,))
