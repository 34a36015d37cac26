"""Papers: the queue of finished papers, each with its pages as they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, get_args

from consult.records import MAX_CODE, NewPaper, Paper, PaperState, RecordError
from db.records.bounds import MAX_PDF, line
from db.records.consultations import identity_of
from db.records.file import RecordFile
from db.records.folding import query

MAX_REQUEST = 200
STATES: tuple[PaperState, ...] = get_args(PaperState)
_PAPER = (
    "SELECT q.id, q.consultation, q.number, v.code, v.name, v.birth_date, v.day, q.kind, q.language, q.document,"
    " q.pages, q.state, q.made_at, q.prints, q.copies, q.request FROM paper q"
    " JOIN version v ON v.consultation = q.consultation AND v.number = q.number"
)


class Papers:
    """The papers in a record file."""

    def __init__(self, file: RecordFile, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock

    def queue(self, paper: NewPaper) -> Paper:
        """Add a finished paper of a kept version. Raises RecordError."""
        if not 0 < len(paper.pdf) <= MAX_PDF or not 0 < paper.pages <= 10_000:
            raise RecordError("records_too_large")
        known = self._file.row(
            "SELECT 1 FROM version WHERE consultation = ? AND number = ?", (paper.consultation, paper.number)
        )
        if known is None:
            raise RecordError("no_consultation")
        row = self._file.row(
            "INSERT INTO paper (consultation, number, kind, language, document, pages, state, made_at, prints,"
            " digest, pdf) VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, 0, ?, ?) RETURNING id",
            (
                paper.consultation,
                paper.number,
                line(paper.kind, 40, "event_refused", empty=False),
                line(paper.language, 20, "event_refused", empty=False),
                line(paper.document, MAX_CODE, "event_refused"),
                paper.pages,
                self._clock().isoformat(),
                hashlib.sha256(paper.pdf).hexdigest(),
                paper.pdf,
            ),
        )
        if row is None:
            raise RuntimeError("a paper without a number")
        return self.paper(row[0])

    def paper(self, number: int) -> Paper:
        """One paper. Raises RecordError("no_paper")."""
        row = self._file.row(f"{_PAPER} WHERE q.id = ?", (number,))
        if row is None:
            raise RecordError("no_paper")
        return _paper(row)

    def papers(self, states: Iterable[PaperState], words: str) -> tuple[Paper, ...]:
        """Of these states, oldest first, of the patients found by these words."""
        wanted = tuple(states) or STATES
        marks = ", ".join("?" * len(wanted))
        where, values = f"q.state IN ({marks})", list[object](wanted)
        if words.strip():
            asked = query(words)
            if asked is None:
                return ()
            where += (
                " AND EXISTS (SELECT 1 FROM consultation c JOIN patient p ON p.id = c.patient WHERE"
                " c.id = q.consultation AND p.place IN (SELECT rowid FROM patient_words WHERE patient_words MATCH ?))"
            )
            values.append(asked)
        rows = self._file.rows(f"{_PAPER} WHERE {where} ORDER BY q.id", tuple(values))
        return tuple(_paper(row) for row in rows)

    def of(self, consultation: str) -> tuple[Paper, ...]:
        """Of one consultation, oldest first."""
        rows = self._file.rows(f"{_PAPER} WHERE q.consultation = ? ORDER BY q.id", (consultation,))
        return tuple(_paper(row) for row in rows)

    def pages(self, number: int) -> bytes:
        """The PDF. Raises RecordError, also where it is not as it was made."""
        row = self._file.row("SELECT digest, pdf FROM paper WHERE id = ?", (number,))
        if row is None:
            raise RecordError("no_paper")
        if hashlib.sha256(row[1]).hexdigest() != row[0]:
            raise RecordError("paper_damaged")
        return bytes(row[1])

    def mark(self, number: int, state: PaperState, copies: int) -> tuple[Paper, bool]:
        """Say what became of it; also whether it had left the printer before."""
        before = self.paper(number)
        if state not in STATES or not 0 < copies <= 99:
            raise RecordError("paper_state_refused")
        if before.state == "withdrawn":
            raise RecordError("paper_withdrawn")
        if before.state == state == "printing":
            raise RecordError("paper_printing")
        prints = before.prints + (state == "printed")
        self._file.run(
            "UPDATE paper SET state = ?, prints = ?, copies = ?, request = '' WHERE id = ?",
            (state, prints, copies, number),
        )
        return self.paper(number), before.prints > 0

    def note_request(self, number: int, request: str) -> None:
        """Remember what can be asked of a printer about a paper that it has."""
        request = line(request, MAX_REQUEST, "event_refused")
        if self.paper(number).state != "printing":
            raise RecordError("paper_state_refused")
        self._file.run("UPDATE paper SET request = ? WHERE id = ?", (request, number))

    def faults(self) -> Iterator[int]:
        """Papers that are not as they were made."""
        for number, digest, pdf in self._file.db.execute("SELECT id, digest, pdf FROM paper"):
            if hashlib.sha256(pdf).hexdigest() != digest:
                yield number


def _paper(row: tuple[Any, ...]) -> Paper:
    return Paper(
        id=row[0],
        consultation=row[1],
        number=row[2],
        identity=identity_of(row[3:6]),
        day=date.fromisoformat(row[6]),
        kind=row[7],
        language=row[8],
        document=row[9],
        pages=row[10],
        state=row[11],
        made_at=datetime.fromisoformat(row[12]),
        prints=row[13],
        copies=row[14],
        request=row[15],
    )
