"""A compiled catalogue: its signature checked, opened from memory, and read into the domain's records."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from consult.catalog import (
    Burden,
    Catalog,
    Conflict,
    Criterion,
    Disagreement,
    Guideline,
    Outcome,
    Overlap,
    Party,
    Point,
    Position,
    Rule,
    Signature,
    Signer,
    Source,
    Span,
    Treatment,
    View,
)
from consult.errors import CatalogError
from db.keys import Keyring, keyring
from db.signed import Claims, Sealed, check, read_pair

SCHEMA_VERSION = "5"
_HEADER = b"SQLite format 3\0"


def open_catalog(file: Path, ring: Keyring | None = None) -> Catalog:
    """Verify and read a compiled catalogue. Raises CatalogError in words for a missing, changed or newer one."""
    return load(read_pair(file), ring or keyring())


def load(sealed: Sealed, ring: Keyring) -> Catalog:
    """Verify and read a catalogue that is in memory, so that what was verified is what is read.

    Raises CatalogError in words; SQLite sees no byte before the signature holds.
    """
    claims, key = check(sealed, ring)
    if claims.schema != SCHEMA_VERSION:
        raise CatalogError("catalog_newer", file=sealed.name)
    if not sealed.data.startswith(_HEADER):
        raise CatalogError("catalog_unreadable", file=sealed.name)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(sealed.data)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            return _read(connection, claims, hashlib.sha256(sealed.data).hexdigest(), key.signer)
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        raise CatalogError("catalog_unreadable", file=sealed.name) from None


def _read(connection: sqlite3.Connection, claims: Claims, digest: str, signer: Signer) -> Catalog:
    meta = {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM meta")}
    if claims != _claimed(meta):
        raise ValueError("the signature speaks of another edition")
    return Catalog(
        edition=meta["edition"],
        date=meta["date"],
        sequence=claims.sequence,
        review_by=meta["review_by"],
        sha256=digest,
        signer=signer,
        treatments=_treatments(connection),
        rules=_rules(connection),
        positions=_positions(connection),
        guidelines=_guidelines(connection),
        sources={
            row["id"]: Source(**{**row, "crossing": bool(row["crossing"])})
            for row in _rows(connection, "SELECT * FROM source ORDER BY id")
        },
        conflicts=_conflicts(connection),
        parties={
            row["id"]: Party(id=row["id"], kind=row["kind"], members=_strings(row["members"]))
            for row in _rows(connection, "SELECT * FROM party ORDER BY position")
        },
        overlaps={
            overlap.id: overlap
            for overlap in (
                Overlap(**row) for row in _rows(connection, "SELECT a, b FROM overlap ORDER BY position")
            )
        },
        disagreements=_disagreements(connection),
        texts=_texts(connection),
        signoffs=_signoffs(connection),
        frozen=meta.get("frozen", ""),
    )


def _claimed(meta: Mapping[str, str]) -> Claims:
    return Claims(
        edition=meta["edition"],
        sequence=int(meta["sequence"]),
        made=date.fromisoformat(meta["date"]),
        review_by=date.fromisoformat(meta["review_by"]),
        schema=meta["schema"],
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
    burdens: dict[str, list[Burden]] = {}
    for row in _rows(connection, "SELECT * FROM burden ORDER BY treatment, position"):
        burdens.setdefault(row["treatment"], []).append(
            Burden(
                id=row["kind"],
                sources=_strings(row["sources"]),
                mark=row["mark"],
                span=Span(**json.loads(row["span"])) if row["span"] else None,
            )
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
