"""Drafts: what each person was writing and has not kept yet, in the encrypted file."""

from __future__ import annotations

import base64
from collections.abc import Callable, Container
from datetime import date, datetime
from typing import Any

from consult.records import Draft, Identity, RecordError
from db.records.bounds import line, pack, pack_json, unpack_json
from db.records.file import RecordFile

MOST_ID, MOST_DRAFTS = 40, 50
"""Of one person; more than that is not an interruption any more."""


class Drafts:
    """Each person's drafts; two of them are told apart by an id, so that neither takes the place of the other."""

    def __init__(self, file: RecordFile, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock

    def keep(self, person: str, draft: Draft) -> None:
        """Replace the draft of an id. What is written in it may be half an identity, so it is not judged."""
        pack(draft.case)  # refuses what is too large
        named = line(draft.id, MOST_ID, "draft_refused")
        others = self._file.row(
            "SELECT count(*) FROM unfinished WHERE person = ? AND id <> ?", (person, named)
        )
        if others is not None and others[0] >= MOST_DRAFTS:
            raise RecordError("too_many_drafts")
        who = draft.identity
        content = {
            "case": base64.b64encode(draft.case).decode(),
            "identity": None if who is None else [who.code, who.name, _day(who.birth_date)],
            "patient": draft.patient,
            "field": draft.field,
            "consultation": draft.consultation,
            "number": draft.number,
        }
        self._file.run(
            "INSERT INTO unfinished (person, id, at, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (person, id) DO UPDATE SET at = excluded.at, content = excluded.content",
            (person, named, self._clock().isoformat(), pack_json(content)),
        )

    def of(self, person: str) -> tuple[Draft, ...]:
        """The drafts of a person, the newest first, without those that cannot be read any more."""
        rows = self._file.rows(
            "SELECT id, at, content FROM unfinished WHERE person = ? ORDER BY at DESC, id", (person,)
        )
        return tuple(draft for row in rows if (draft := _draft(*row)) is not None)

    def drop(self, person: str, draft: str) -> None:
        """Forget the draft of an id."""
        self._file.run("DELETE FROM unfinished WHERE person = ? AND id = ?", (person, draft))

    def drop_all(self, person: str) -> None:
        """Forget all of a person."""
        self._file.run("DELETE FROM unfinished WHERE person = ?", (person,))

    def drop_of(self, consultations: Container[str], patients: Container[str]) -> None:
        """Forget whatever continues one of these consultations or is a new visit of one of these patients."""
        for person, named in self.named_of(consultations, patients):
            self.drop(person, named)

    def named_of(self, consultations: Container[str], patients: Container[str]) -> list[tuple[str, str]]:
        """Person and id of such drafts, and of those that cannot be read: nobody knows whose they are."""
        found = []
        for row in self._file.rows("SELECT person, id, at, content FROM unfinished"):
            draft = _draft(*row[1:])
            if draft is None or draft.consultation in consultations or draft.patient in patients:
                found.append((row[0], row[1]))
        return found


def _draft(named: str, at: str, packed: bytes) -> Draft | None:
    """A draft as it was written; None for one that cannot be read any more."""
    try:
        content: dict[str, Any] = unpack_json(packed)
        who = content["identity"]
        return Draft(
            id=named,
            case=base64.b64decode(content["case"]),
            identity=None
            if who is None
            else Identity(
                code=who[0], name=who[1], birth_date=date.fromisoformat(who[2]) if who[2] else None
            ),
            patient=content.get("patient", ""),  # drafts of before the second step name none
            field=content["field"],
            consultation=content["consultation"],
            number=content["number"],
            at=datetime.fromisoformat(at),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
