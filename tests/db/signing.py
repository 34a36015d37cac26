"""Signing: editions made for tests, by changing the built catalogue and signing it anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from consult.catalog import Catalog
from db.build import SCHEMA_VERSION, write
from db.minisign import SecretKey
from db.sign import development_key
from db.signed import Sealed, read_pair, seal
from resources import path


def edition_table(sequence: int, name: str = "", day: str = "2026-12-01") -> dict[str, str | int]:
    """An edition table; the name follows the sequence."""
    review_by = f"{int(day[:4]) + 1}{day[4:]}"
    return {"edition": name or f"test-{sequence}", "sequence": sequence, "date": day, "review_by": review_by}


def resigned(
    sequence: int, *changes: str, name: str = "", day: str = "2026-12-01", key: SecretKey | None = None
) -> Sealed:
    """The built catalogue as another edition, after `changes` in SQL."""
    table = edition_table(sequence, name, day)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(path("catalog.sqlite").read_bytes())
        for place, value in table.items():
            connection.execute("UPDATE meta SET value = ? WHERE key = ?", (str(value), place))
        for change in changes:
            connection.execute(change)
        connection.commit()
        data = connection.serialize()
    return Sealed(data, seal(data, key or development_key(), table, SCHEMA_VERSION), f"{sequence}.ccat")


def update_file(sealed: Sealed, folder: Path) -> Path:
    """The edition as an update file, as it would come on a stick."""
    file = folder / sealed.name
    file.write_bytes(sealed.packed())
    return file


def built_from(catalog: Catalog, sequence: int, folder: Path) -> Path:
    """A catalogue of our own making, built like a real one, as an update file."""
    out = folder / "made.sqlite"
    write(catalog, edition_table(sequence), out)
    file = folder / f"made-{sequence}.ccat"
    file.write_bytes(read_pair(out).packed())
    return file
