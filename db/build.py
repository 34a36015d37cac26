"""`python -m db.build`: check the catalogue sources and write resources/catalog.sqlite.

With `--check` nothing is written. Every problem is printed with file and row; any problem fails the build.
The file is signed with the development key of the repository unless `--key` names another one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consult.catalog import Catalog, Criterion
from consult.hcc.declared import DECLARED
from consult.signoff import lapsed
from db.catalog_source import read_catalog
from db.keys import keyring
from db.minisign import SecretKey
from db.sign import development_key, unlock
from db.signed import SUFFIX, check, read_pair, seal
from resources import path

SCHEMA_VERSION = 5


def main(arguments: list[str] | None = None) -> int:
    """Check, and unless `--check` is given, write. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m db.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="check the sources, write nothing")
    parser.add_argument("--sources", type=Path, default=path("catalog"))
    parser.add_argument("--output", type=Path, default=path("catalog.sqlite"))
    parser.add_argument("--key", type=Path, help="sign with this minisign secret key; asks for its password")
    parser.add_argument(
        "--update-file", type=Path, help="also write catalogue and signature as one update file"
    )
    options = parser.parse_args(arguments)
    catalog, edition, problems = read_catalog(options.sources, DECLARED)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problems; nothing written", file=sys.stderr)
        return 1
    counts = (
        f"{len(catalog.treatments)} treatments, {len(catalog.rules)} rule rows, "
        f"{len(catalog.positions)} guideline positions, {len(catalog.conflicts)} conflicts, "
        f"{len(catalog.disagreements)} topics on which guidelines differ"
    )
    for notice in lapsed(catalog):
        print(notice, file=sys.stderr)
    if options.check:
        print(f"catalogue {catalog.edition}: {counts}; no problems")
        return 0
    key = development_key() if options.key is None else unlock(options.key)
    if key.public.id not in keyring().keys:
        print(f"the program does not know the key {key.public.id}: see db/keys.py", file=sys.stderr)
        return 1
    write(catalog, edition, options.output, key)
    sealed = read_pair(options.output)
    check(sealed, keyring())
    if options.update_file is not None:
        options.update_file.write_bytes(sealed.packed())
    print(f"catalogue {catalog.edition}: {counts} -> {options.output.name}")
    return 0


def write(catalog: Catalog, edition: dict[str, Any], output: Path, key: SecretKey | None = None) -> None:
    """Write the compiled file and, beside it, its signature (by the development key unless another is given).

    The SHA-256 beside them is for readers without minisign; the program does not ask it.
    """
    from sqlite_utils import Database

    partial = output.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    # Python's own SQLite, whichever one the records have brought along: the file names the version that wrote it.
    database = Database(sqlite3.connect(partial), strict=True, execute_plugins=False)
    database.execute("PRAGMA foreign_keys = ON")
    _create(database)
    meta = {"schema": SCHEMA_VERSION, **edition, "frozen": catalog.frozen}
    _insert(database, "meta", ({"key": key, "value": str(value)} for key, value in meta.items()))
    _insert(database, "source", (asdict(s) for s in catalog.sources.values()))
    _insert(
        database,
        "guideline",
        (
            {**{k: v for k, v in asdict(g).items() if k != "names"}, "key": key, "names": _json(g.names)}
            for key, g in catalog.guidelines.items()
        ),
    )
    _write_treatments(database, catalog)
    _write_rows(database, catalog)
    _insert(
        database,
        "text",
        (
            {"language": language, "key": key, "sentence": sentence}
            for language, texts in catalog.texts.items()
            for key, sentence in texts.items()
        ),
    )
    _insert(
        database,
        "signoff",
        (
            {"record": record, "place": place, **asdict(signature)}
            for record, signatures in catalog.signoffs.items()
            for place, signature in enumerate(signatures)
        ),
    )
    broken = list(database.query("PRAGMA foreign_key_check"))
    if broken:
        raise RuntimeError(f"broken references: {broken[:3]}")
    database.execute("VACUUM")
    database.close()
    data = partial.read_bytes()
    signature = seal(data, key or development_key(), edition, SCHEMA_VERSION)
    os.replace(partial, output)
    output.with_name(output.name + SUFFIX).write_bytes(signature)
    digest = hashlib.sha256(data).hexdigest()
    output.with_suffix(".sha256").write_text(f"{digest}  {output.name}\n", encoding="ascii")


def _create(database: Any) -> None:
    text, integer, number = str, int, float
    table = database.create_table
    table("meta", {"key": text, "value": text}, pk="key")
    table(
        "source",
        {
            "id": text,
            "citation": text,
            "doi": text,
            "pmid": text,
            "read": text,
            "kind": text,
            "trial": text,
            "relates_to": text,
            "relation": text,
            "crossing": integer,
        },
        pk="id",
    )
    table(
        "guideline",
        {
            "key": text,
            "id": text,
            "edition": text,
            "title": text,
            "body": text,
            "year": integer,
            "doi": text,
            "pmid": text,
            "journal": text,
            "grading_system": text,
            "order": integer,
            "read_how": text,
            "names": text,
        },
        pk="key",
    )
    table(
        "treatment",
        {
            "id": text,
            "position": integer,
            "parent": text,
            "role": text,
            "group": text,
            "order": integer,
            "unproven": integer,
            "on_clinic_page": integer,
            "certainty": text,
            "certainty_sources": text,
            "certainty_mark": text,
        },
        pk="id",
    )
    owner = [("treatment", "treatment", "id")]
    cited = {"sources": text, "mark": text}
    table(
        "point",
        {"id": text, "treatment": text, "position": integer, "side": text, **cited},
        pk="id",
        foreign_keys=owner,
    )
    table(
        "burden",
        {"treatment": text, "kind": text, "position": integer, "span": text, **cited},
        pk=("treatment", "kind"),
        foreign_keys=owner,
    )
    table(
        "outcome",
        {
            "id": text,
            "treatment": text,
            "position": integer,
            "measure": text,
            "per": integer,
            "count": integer,
            "exact": number,
            "interval": text,
            "months": number,
            "days": number,
            "design": text,
            "n": integer,
            "control": number,
            "criteria": text,
            **cited,
        },
        pk="id",
        foreign_keys=owner,
    )
    table(
        "rule",
        {
            "id": text,
            "position": integer,
            "kind": text,
            "effect": text,
            "scheme": text,
            "when": text,
            **cited,
        },
        pk="id",
    )
    table(
        "rule_treatment",
        {"rule": text, "treatment": text, "position": integer},
        pk=("rule", "treatment"),
        foreign_keys=[("rule", "rule", "id"), *owner],
    )
    table(
        "position",
        {
            "id": text,
            "place": integer,
            "guideline": text,
            "edition": text,
            "treatment": text,
            "when": text,
            "position": text,
            "context": text,
            "strength": text,
            "level": text,
            "section": text,
            **cited,
        },
        pk="id",
        foreign_keys=owner,
    )
    table(
        "conflict",
        {
            "id": text,
            "position": integer,
            "a": text,
            "b": text,
            "relation": text,
            "when": text,
            **cited,
        },
        pk="id",
    )
    table("party", {"id": text, "position": integer, "kind": text, "members": text}, pk="id")
    table("overlap", {"a": text, "b": text, "position": integer}, pk=("a", "b"))
    table("disagreement", {"id": text, "position": integer, "treatments": text}, pk="id")
    table(
        "view",
        {"disagreement": text, "region": text, "position": integer, "guidelines": text, **cited},
        pk=("disagreement", "region"),
        foreign_keys=[("disagreement", "disagreement", "id")],
    )
    table(
        "signoff",
        {"record": text, "place": integer, "reviewer": text, "date": text, "sha256": text, "lapsed": integer},
        pk=("record", "place"),
    )
    table("text", {"language": text, "key": text, "sentence": text}, pk=("language", "key"))


def _write_treatments(database: Any, catalog: Catalog) -> None:
    treatments, points, burdens, outcomes = [], [], [], []
    for place, treatment in enumerate(catalog.treatments.values()):
        record = asdict(treatment)
        for name in ("points", "burdens", "outcomes"):
            del record[name]
        treatments.append(
            {**record, "position": place, "certainty_sources": _json(treatment.certainty_sources)}
        )
        own = treatment.id
        points += [_cited(asdict(p), treatment=own, position=i) for i, p in enumerate(treatment.points)]
        burdens += [
            {
                "treatment": own,
                "kind": b.id,
                "position": i,
                "span": _json(asdict(b.span)) if b.span else "",
                "sources": _json(b.sources),
                "mark": b.mark,
            }
            for i, b in enumerate(treatment.burdens)
        ]
        outcomes += [
            _cited(
                asdict(o),
                treatment=own,
                position=i,
                interval=_json(o.interval) if o.interval else "not reported",
                criteria=_when(o.criteria),
            )
            for i, o in enumerate(treatment.outcomes)
        ]
    for name, rows in (
        ("treatment", treatments),
        ("point", points),
        ("burden", burdens),
        ("outcome", outcomes),
    ):
        _insert(database, name, rows)


def _write_rows(database: Any, catalog: Catalog) -> None:
    rules, links = [], []
    for place, rule in enumerate(catalog.rules.values()):
        record = _cited(asdict(rule), position=place, when=_when(rule.when))
        del record["applies_to"]
        rules.append(record)
        links += [
            {"rule": rule.id, "treatment": treatment, "position": i}
            for i, treatment in enumerate(rule.applies_to)
        ]
    _insert(database, "rule", rules)
    _insert(database, "rule_treatment", links)
    _insert(
        database,
        "position",
        (
            _cited(asdict(p), place=place, when=_when(p.when))
            for place, p in enumerate(catalog.positions.values())
        ),
    )
    _insert(
        database,
        "conflict",
        (
            _cited(asdict(c), position=place, when=_when(c.when), a=_json(c.a), b=_json(c.b))
            for place, c in enumerate(catalog.conflicts.values())
        ),
    )
    _insert(
        database,
        "party",
        (
            {"id": p.id, "position": place, "kind": p.kind, "members": _json(p.members)}
            for place, p in enumerate(catalog.parties.values())
        ),
    )
    _insert(
        database,
        "overlap",
        ({"a": o.a, "b": o.b, "position": place} for place, o in enumerate(catalog.overlaps.values())),
    )
    topics = catalog.disagreements.values()
    _insert(
        database,
        "disagreement",
        (
            {"id": d.id, "position": place, "treatments": _json(d.treatments)}
            for place, d in enumerate(topics)
        ),
    )
    _insert(
        database,
        "view",
        (
            _cited(asdict(view), disagreement=d.id, position=place, guidelines=_json(view.guidelines))
            for d in topics
            for place, view in enumerate(d.views)
        ),
    )


def _insert(database: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    database[table].insert_all(rows)


def _cited(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**record, "sources": _json(record["sources"]), **changes}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _when(criteria: tuple[Criterion, ...]) -> str:
    return _json([[c.fact, c.operator, c.value] for c in criteria])


if __name__ == "__main__":
    sys.exit(main())
