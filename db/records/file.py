"""Record file: the encrypted SQLite file, opened with a raw key and the settings that a record needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from consult.records import RecordError

if TYPE_CHECKING:
    from sqlite_utils import Database

_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses acknowledged saves at a power cut
    "fullfsync = ON",  # macOS: fsync alone does not reach the disk there
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
_CODES = {
    5: "in_use",  # BUSY
    6: "in_use",  # LOCKED
    7: "no_memory",
    8: "read_only",
    10: "disk_error",
    11: "damaged",  # CORRUPT
    13: "disk_full",
    14: "cannot_open",
    26: "damaged",  # NOTADB
}
"""By SQLite's primary result code; any other is a fault of the program and goes on as it is."""
_TEXTS = {
    "database is locked": "in_use",
    "out of memory": "no_memory",
    "attempt to write a readonly database": "read_only",
    "disk I/O error": "disk_error",
    "database disk image is malformed": "damaged",
    "database or disk is full": "disk_full",
    "unable to open database file": "cannot_open",
    "file is not a database": "damaged",
}
"""By SQLite's own name of the code, for what comes without one: the copying of a file into another."""

DEEP = 255
"""Bytes of a path that every system takes."""


def sqlcipher() -> ModuleType:
    """The library, put where sqlite-utils looks for one, so that it knows the errors of this one."""
    import sqlcipher3

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
    return sqlcipher3  # type: ignore[no-any-return]


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what the disk and the library refuse into a RecordError, without the values of the statement."""
    errors = sqlcipher().dbapi2
    try:
        yield
    except errors.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        word = _TEXTS.get(str(error)) if code is None else _CODES.get(code & 0xFF)
        if word is None:
            raise
        raise RecordError(word) from None
    except MemoryError:
        raise RecordError("no_memory") from None


@contextmanager
def disk_in_words() -> Iterator[None]:
    """The same for files that are not the record file."""
    import errno

    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise RecordError("disk_full") from None
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise RecordError("read_only") from None
        if error.errno == errno.ENAMETOOLONG:
            raise RecordError("path_too_long") from None
        if error.errno == errno.ENOENT:
            raise RecordError("cannot_open") from None
        raise RecordError("disk_error") from None


class RecordFile:
    """An open record file. Statements run inside `reading()` or `writing()`, which word what goes wrong."""

    def __init__(self, path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> None:
        """Raises RecordError: "damaged" also for a wrong key, which looks the same."""
        self.path = path
        self._key = key
        self._read_only = read_only
        self._open = True
        if create:
            with disk_in_words():
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._db: Database | None = self._connected(key)

    def _connected(self, key: bytes) -> Database:
        connection = None
        # A file that nothing writes is read as it lies: not even a lock or a shared-memory file beside it.
        mode = "ro&immutable=1" if self._read_only else "rw"
        try:
            with in_words():
                connection = sqlcipher().connect(
                    f"{self.path.absolute().as_uri()}?mode={mode}",
                    uri=True,
                    isolation_level=None,
                    check_same_thread=False,
                )
                connection.execute("PRAGMA cipher_log_level = NONE")
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                for setting in () if self._read_only else _SETTINGS:
                    connection.execute(f"PRAGMA {setting}")
                if not self._read_only:
                    # SQLite reads a file that it may not open for writing, and would say so at each save alone.
                    connection.execute("BEGIN")
                    connection.execute("CREATE TABLE _writable (x)")
                    connection.execute("ROLLBACK")
                from sqlite_utils import Database

                return Database(connection, execute_plugins=False, strict=True)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, RecordError) and error.code == "cannot_open" and self._lies_deep():
                raise RecordError("path_too_long") from None
            raise

    def _lies_deep(self) -> bool:
        """The file is there, and only SQLite cannot reach it: its own limit is some 500 bytes."""
        return self.path.exists() and len(os.fsencode(self.path.absolute())) > DEEP

    @property
    def db(self) -> Database:
        """The open database. Raises RecordError("locked") after `close`."""
        if not self._open:
            raise RecordError("locked")
        if self._db is None:
            self._db = self._connected(self._key)
        return self._db

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Words what goes wrong while something is read."""
        if not self._open:
            raise RecordError("locked")
        try:
            with in_words():
                yield
        except RecordError as error:
            if error.code == "damaged" and self._db is not None and not self._db.conn.in_transaction:
                # SQLCipher answers nothing more on a connection that met a damaged page; the other pages are whole.
                db, self._db = self._db, None
                db.conn.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: on the disk when this returns, or nothing has changed."""
        with self.reading(), self.db.atomic():
            yield

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.db.execute(statement, values).fetchall()

    def row(self, statement: str, values: tuple[object, ...] = ()) -> tuple[Any, ...] | None:
        """The first row, where there is one."""
        found: tuple[Any, ...] | None = self.db.execute(statement, values).fetchone()
        return found

    def run(self, statement: str, values: tuple[object, ...] = ()) -> int:
        """Run a statement; how many rows it changed."""
        changed: int = self.db.execute(statement, values).rowcount
        return changed

    def rekey(self, key: bytes) -> None:
        """Encrypt every page anew. Raises RecordError; then the old key opens the file as before, if it `is_open`.

        SQLCipher may fail without a word and leave half a transaction, and what fails after the commit has not undone
        it. So which key the file has is seen by opening it; where the disk refuses even that, the file stays closed.
        """
        if not self._open:
            raise RecordError("locked")
        refused = RecordError("disk_error")
        try:
            with self.reading():
                self.settle()
                self.run(f"PRAGMA rekey = \"x'{key.hex()}'\"")
                self.settle()
        except RecordError as error:
            if error.code != "in_use":  # by its own transaction
                refused = error
        if self._db is not None:
            db, self._db = self._db, None
            db.conn.close()
        for one in (key, self._key):
            try:
                self._db = self._connected(one)
            except RecordError as error:
                if error.code != "damaged":
                    break
            else:
                self._key = one
                break
        if self._db is None:
            self.close()
        if self._key != key:
            raise refused

    @property
    def is_open(self) -> bool:
        """Whether it was not closed, and its key is known."""
        return self._open

    def settle(self) -> None:
        """Move what the log beside the file holds into the file, where anything may be written."""
        if not self._read_only:
            self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file and drop its key; a second time does nothing."""
        self._open, self._key = False, b""
        if self._db is not None:
            db, self._db = self._db, None
            with in_words():
                db.conn.close()
