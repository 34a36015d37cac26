"""Drafts: what each person was writing, one at a time, in the encrypted file."""

from __future__ import annotations

import base64
from collections.abc import Callable, Container
from datetime import date, datetime
from typing import Any

from consult.records import Draft, Identity
from db.records.bounds import pack, pack_json, unpack_json
from db.records.file import RecordFile


class Drafts:
    """One draft for each person."""

    def __init__(self, file: RecordFile, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock

    def keep(self, person: str, draft: Draft) -> None:
        """Replace the draft of a person. What is written in it may be half an identity, so it is not judged."""
        pack(draft.case)  # refuses what is too large
        who = draft.identity
        content = {
            "case": base64.b64encode(draft.case).decode(),
            "identity": None if who is None else [who.code, who.name, _day(who.birth_date)],
            "field": draft.field,
            "consultation": draft.consultation,
            "number": draft.number,
        }
        self._file.run(
            "INSERT INTO draft (person, at, content) VALUES (?, ?, ?)"
            " ON CONFLICT (person) DO UPDATE SET at = excluded.at, content = excluded.content",
            (person, self._clock().isoformat(), pack_json(content)),
        )

    def read(self, person: str) -> Draft | None:
        """The draft of a person; None also for one that cannot be read any more."""
        found = self._file.row("SELECT at, content FROM draft WHERE person = ?", (person,))
        if found is None:
            return None
        try:
            content: dict[str, Any] = unpack_json(found[1])
            who = content["identity"]
            return Draft(
                case=base64.b64decode(content["case"]),
                identity=None
                if who is None
                else Identity(
                    code=who[0], name=who[1], birth_date=date.fromisoformat(who[2]) if who[2] else None
                ),
                field=content["field"],
                consultation=content["consultation"],
                number=content["number"],
                at=datetime.fromisoformat(found[0]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def drop(self, person: str) -> None:
        """Forget it."""
        self._file.run("DELETE FROM draft WHERE person = ?", (person,))

    def drop_of(self, consultations: Container[str]) -> None:
        """Forget whatever continues one of these consultations."""
        for (person,) in self._file.rows("SELECT person FROM draft"):
            draft = self.read(person)
            if draft is None or draft.consultation in consultations:
                self.drop(person)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
