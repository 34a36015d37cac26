"""The bundled catalogue: checked, opened read-only, and read into the domain's records."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from consult.catalog import (
    Catalog,
    Cited,
    Conflict,
    Criterion,
    Disagreement,
    Guideline,
    Outcome,
    Point,
    Position,
    Rule,
    Signature,
    Source,
    Treatment,
    View,
)
from consult.errors import CatalogError

SCHEMA_VERSION = "2"


def open_catalog(file: Path) -> Catalog:
    """Verify and read a compiled catalogue. Raises CatalogError in words for a missing, changed or newer one."""
    digest = verify(file)
    try:
        with _connect(file) as connection:
            return _read(connection, digest)
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        raise CatalogError("catalog_unreadable", file=file.name) from None


def verify(file: Path) -> str:
    """The SHA-256 of the file. Raises CatalogError when it is missing or differs from the recorded one."""
    record = file.with_suffix(".sha256")
    try:
        data = file.read_bytes()
        expected = record.read_text(encoding="ascii").split()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        raise CatalogError("catalog_missing", file=file.name) from None
    digest = hashlib.sha256(data).hexdigest()
    if digest != expected:
        raise CatalogError("catalog_changed", file=file.name)
    return digest


def _connect(file: Path) -> sqlite3.Connection:
    address = f"file:{quote(file.resolve().as_posix())}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _read(connection: sqlite3.Connection, digest: str) -> Catalog:
    meta = {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM meta")}
    if meta["schema"] != SCHEMA_VERSION:
        raise CatalogError("catalog_newer", file=meta.get("edition", ""))
    return Catalog(
        edition=meta["edition"],
        date=meta["date"],
        sha256=digest,
        treatments=_treatments(connection),
        rules=_rules(connection),
        positions=_positions(connection),
        guidelines=_guidelines(connection),
        sources={
            row["id"]: Source(**row)
            for row in _rows(connection, "SELECT id, citation, doi, pmid, read FROM source ORDER BY id")
        },
        conflicts=_conflicts(connection),
        disagreements=_disagreements(connection),
        texts=_texts(connection),
        signoffs=_signoffs(connection),
    )


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[dict[str, Any]]:
    for row in connection.execute(query):
        yield dict(row)


def _strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _when(text: str) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(fact, operator, tuple(value) if isinstance(value, list) else value)
        for fact, operator, value in json.loads(text)
    )


def _treatments(connection: sqlite3.Connection) -> dict[str, Treatment]:
    points: dict[str, list[Point]] = {}
    for row in _rows(connection, "SELECT * FROM point ORDER BY treatment, position"):
        points.setdefault(row["treatment"], []).append(
            Point(id=row["id"], side=row["side"], sources=_strings(row["sources"]), mark=row["mark"])
        )
    burdens: dict[str, list[Cited]] = {}
    for row in _rows(connection, "SELECT * FROM burden ORDER BY treatment, position"):
        burdens.setdefault(row["treatment"], []).append(
            Cited(id=row["kind"], sources=_strings(row["sources"]), mark=row["mark"])
        )
    outcomes: dict[str, list[Outcome]] = {}
    for row in _rows(connection, "SELECT * FROM outcome ORDER BY treatment, position"):
        outcomes.setdefault(row["treatment"], []).append(_outcome(row))
    return {
        row["id"]: Treatment(
            id=row["id"],
            parent=row["parent"],
            role=row["role"],
            group=row["group"],
            order=row["order"],
            unproven=bool(row["unproven"]),
            on_clinic_page=bool(row["on_clinic_page"]),
            certainty=row["certainty"],
            certainty_sources=_strings(row["certainty_sources"]),
            certainty_mark=row["certainty_mark"],
            points=tuple(points.get(row["id"], ())),
            burdens=tuple(burdens.get(row["id"], ())),
            outcomes=tuple(outcomes.get(row["id"], ())),
        )
        for row in _rows(connection, "SELECT * FROM treatment ORDER BY position")
    }


def _outcome(row: Mapping[str, Any]) -> Outcome:
    interval = None
    if row["interval"] != "not reported":
        low, high = json.loads(row["interval"])
        interval = (low, high)
    return Outcome(
        id=row["id"],
        measure=row["measure"],
        per=row["per"],
        count=row["count"],
        exact=row["exact"],
        interval=interval,
        months=row["months"],
        days=row["days"],
        design=row["design"],
        n=row["n"],
        control=row["control"],
        criteria=_when(row["criteria"]),
        sources=_strings(row["sources"]),
        mark=row["mark"],
    )


def _rules(connection: sqlite3.Connection) -> dict[str, Rule]:
    applies: dict[str, list[str]] = {}
    for row in connection.execute("SELECT rule, treatment FROM rule_treatment ORDER BY rule, position"):
        applies.setdefault(row[0], []).append(row[1])
    return {
        row["id"]: Rule(
            id=row["id"],
            applies_to=tuple(applies[row["id"]]),
            kind=row["kind"],
            effect=row["effect"],
            scheme=row["scheme"],
            when=_when(row["when"]),
            sources=_strings(row["sources"]),
            mark=row["mark"],
        )
        for row in _rows(connection, "SELECT * FROM rule ORDER BY position")
    }


def _positions(connection: sqlite3.Connection) -> dict[str, Position]:
    return {
        row["id"]: Position(
            id=row["id"],
            guideline=row["guideline"],
            edition=row["edition"],
            treatment=row["treatment"],
            when=_when(row["when"]),
            position=row["position"],
            context=row["context"],
            strength=row["strength"],
            level=row["level"],
            section=row["section"],
            sources=_strings(row["sources"]),
            mark=row["mark"],
        )
        for row in _rows(connection, "SELECT * FROM position ORDER BY place")
    }


def _guidelines(connection: sqlite3.Connection) -> dict[str, Guideline]:
    return {
        row["key"]: Guideline(
            id=row["id"],
            edition=row["edition"],
            title=row["title"],
            body=row["body"],
            year=row["year"],
            doi=row["doi"],
            pmid=row["pmid"],
            journal=row["journal"],
            grading_system=row["grading_system"],
            order=row["order"],
            read_how=row["read_how"],
            names=json.loads(row["names"]),
        )
        for row in _rows(connection, 'SELECT * FROM guideline ORDER BY "order", key')
    }


def _conflicts(connection: sqlite3.Connection) -> dict[str, Conflict]:
    return {
        row["id"]: Conflict(
            id=row["id"],
            a=_strings(row["a"]),
            b=_strings(row["b"]),
            relation=row["relation"],
            when=_when(row["when"]),
            sources=_strings(row["sources"]),
            mark=row["mark"],
        )
        for row in _rows(connection, "SELECT * FROM conflict ORDER BY position")
    }


def _disagreements(connection: sqlite3.Connection) -> dict[str, Disagreement]:
    views: dict[str, list[View]] = {}
    for row in _rows(connection, "SELECT * FROM view ORDER BY disagreement, position"):
        views.setdefault(row["disagreement"], []).append(
            View(
                region=row["region"],
                guidelines=_strings(row["guidelines"]),
                sources=_strings(row["sources"]),
                mark=row["mark"],
            )
        )
    return {
        row["id"]: Disagreement(
            id=row["id"], treatments=_strings(row["treatments"]), views=tuple(views[row["id"]])
        )
        for row in _rows(connection, "SELECT * FROM disagreement ORDER BY position")
    }


def _texts(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for language, key, sentence in connection.execute("SELECT language, key, sentence FROM text"):
        texts.setdefault(language, {})[key] = sentence
    return texts


def _signoffs(connection: sqlite3.Connection) -> dict[str, tuple[Signature, ...]]:
    found: dict[str, tuple[Signature, ...]] = {}
    for row in connection.execute("SELECT * FROM signoff ORDER BY rowid"):
        signature = Signature(
            reviewer=row["reviewer"], date=row["date"], sha256=row["sha256"], lapsed=bool(row["lapsed"])
        )
        found[row["record"]] = (*found.get(row["record"], ()), signature)
    return found
