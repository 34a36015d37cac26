"""Migrations of the record file: named steps, appended and never edited, so that a file of every older version opens.

A file with a step that this program does not know comes from a newer version and is refused in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.records import RecordError
from db.records.file import RecordFile, sqlcipher

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

NAME = "consult.records"

_FIRST = """
CREATE TABLE patient (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT,
    folded_code TEXT NOT NULL, folded_name TEXT NOT NULL,
    place INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX patient_folded_code ON patient (folded_code);
CREATE INDEX patient_folded_name ON patient (folded_name) WHERE folded_name <> '';
CREATE VIRTUAL TABLE patient_words USING fts5 (words, tokenize = 'unicode61', prefix = '1 2 3', detail = 'none');
INSERT INTO patient_words (patient_words, rank) VALUES ('secure-delete', 1);

CREATE TABLE consultation (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient,
    newest INTEGER NOT NULL,
    day TEXT NOT NULL, saved_at TEXT NOT NULL,
    until TEXT, waiting_for TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX consultation_patient ON consultation (patient, day, saved_at);
CREATE INDEX consultation_until ON consultation (until) WHERE until IS NOT NULL;
CREATE INDEX consultation_waiting ON consultation (day) WHERE waiting_for <> '';

CREATE TABLE version (
    consultation TEXT NOT NULL REFERENCES consultation,
    number INTEGER NOT NULL,
    code TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT,
    day TEXT NOT NULL, saved_at TEXT NOT NULL, by TEXT NOT NULL,
    reason TEXT NOT NULL, example INTEGER NOT NULL, edition TEXT NOT NULL,
    plan TEXT NOT NULL, until TEXT, waiting_for TEXT NOT NULL,
    digest TEXT NOT NULL,
    content BLOB NOT NULL, outcome BLOB NOT NULL,
    PRIMARY KEY (consultation, number)
) STRICT;
CREATE TABLE erasing (consultation TEXT PRIMARY KEY) STRICT;
CREATE TRIGGER version_stays BEFORE UPDATE ON version
BEGIN SELECT RAISE (ABORT, 'a version is never changed'); END;
CREATE TRIGGER version_is_kept BEFORE DELETE ON version
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE consultation = OLD.consultation)
BEGIN SELECT RAISE (ABORT, 'a version is never removed by itself'); END;

CREATE TABLE merge (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    patient TEXT NOT NULL REFERENCES patient, into_patient TEXT NOT NULL REFERENCES patient,
    consultations TEXT NOT NULL, reason TEXT NOT NULL,
    at TEXT NOT NULL, by TEXT NOT NULL, undone_at TEXT
) STRICT;

CREATE TABLE draft (person TEXT PRIMARY KEY, at TEXT NOT NULL, content BLOB NOT NULL) STRICT;

CREATE TABLE paper (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    consultation TEXT NOT NULL, number INTEGER NOT NULL,
    kind TEXT NOT NULL, language TEXT NOT NULL, document TEXT NOT NULL, pages INTEGER NOT NULL,
    state TEXT NOT NULL, made_at TEXT NOT NULL, prints INTEGER NOT NULL,
    digest TEXT NOT NULL,
    pdf BLOB NOT NULL,
    FOREIGN KEY (consultation, number) REFERENCES version (consultation, number)
) STRICT;
CREATE INDEX paper_state ON paper (state);
CREATE INDEX paper_consultation ON paper (consultation);

CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL, consultation TEXT NOT NULL,
    details TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE INDEX event_consultation ON event (consultation) WHERE consultation <> '';
CREATE INDEX event_backup ON event (number) WHERE kind = 'backup';
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'a line of the log is never changed'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'a line of the log is never removed'); END;
"""

_SECOND = """
CREATE TABLE unfinished (
    person TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (person, id)
) STRICT;
INSERT INTO unfinished (person, id, at, content) SELECT person, '', at, content FROM draft;
DROP TABLE draft;
ALTER TABLE paper ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE paper ADD COLUMN copies INTEGER NOT NULL DEFAULT 1;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def migrations() -> Migrations:
    """Every step there is, in order."""
    sqlcipher()
    from sqlite_utils import Migrations

    steps = Migrations(NAME)

    @steps(name="0001_consultations")
    def first(db: Database) -> None:
        _run_all(db, _FIRST)

    @steps(name="0002_several_drafts")
    def second(db: Database) -> None:
        _run_all(db, _SECOND)

    return steps


def bring_up_to_date(file: RecordFile) -> None:
    """Apply the steps that a file does not have. Raises RecordError("newer") for one with steps unknown here."""
    steps = migrations()
    with file.reading():
        known = {step.name for step in steps._migrations}
        if any(step.name not in known for step in steps.applied(file.db)):
            raise RecordError("newer")
        steps.apply(file.db)


def _run_all(db: Database, script: str) -> None:
    """Run a script statement by statement: `executescript` would commit what is open."""
    from sqlite3 import complete_statement

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""
