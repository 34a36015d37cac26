"""Signing: editions made for tests, by changing the built catalogue and signing it anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from consult.assess import Knowledge
from consult.catalog import Catalog, Signer
from db import catalog, editions
from db.build import SCHEMA_VERSION, write
from db.minisign import SecretKey
from db.sign import development_key
from db.signed import Claims, Sealed, read_pair, seal
from resources import path


@contextmanager
def rows_read_once() -> Iterator[None]:
    """What is verified already is read and compiled once: both depend on nothing but the hash and what was signed.

    The file, its hash and its signature are read and checked each time, as ever; a refusal is not remembered.
    """
    read, compiled = catalog._read, editions.knowledge
    catalogs: dict[object, Catalog] = {}
    made: dict[object, Knowledge] = {}

    def first_read(rows: sqlite3.Connection, claims: Claims, digest: str, signer: Signer) -> Catalog:
        key = claims, digest, signer
        if key not in catalogs:
            catalogs[key] = read(rows, claims, digest, signer)
        return catalogs[key]

    def first_compiled(of: Catalog) -> Knowledge:
        key = of.sha256, of.signer
        if key not in made:
            made[key] = compiled(of)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog, "_read", first_read)
        patch.setattr(editions, "knowledge", first_compiled)
        yield


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


def built_from(made: Catalog, sequence: int, folder: Path) -> Path:
    """A catalogue of our own making, built like a real one, as an update file."""
    out = folder / "made.sqlite"
    write(made, edition_table(sequence), out)
    file = folder / f"made-{sequence}.ccat"
    file.write_bytes(read_pair(out).packed())
    return file
