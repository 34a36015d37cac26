"""Sign-off: which records of the catalogue two named reviewers have signed, and whether that still stands.

A record is a row, a position, a figure, a conflict, a point, a burden, a treatment's own text or a term of the
glossary. A signature holds the SHA-256 of what was signed: values, criteria, sources and the words in every language.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from consult.catalog import Catalog, Conflict

State = Literal["signed", "half", "lapsed", "unsigned"]
KINDS = ("treatment", "rule", "position", "outcome", "point", "burden", "conflict", "glossary")
MOST_IN_A_NAME = 80
_PARTS = ("points", "burdens", "outcomes")
"""What hangs on a treatment and is signed by itself."""


def records(catalog: Catalog) -> Mapping[str, tuple[Any, str]]:
    """Every record that can be signed, by key (`rule.resection.size`), with the start of its sentences' keys."""
    found: dict[str, tuple[Any, str]] = {}
    for treatment in catalog.treatments.values():
        found[f"treatment.{treatment.id}"] = treatment, f"treatment.{treatment.id}"
        for point in treatment.points:
            found[f"point.{point.id}"] = point, f"point.{point.id}"
        for burden in treatment.burdens:
            key = f"burden.{treatment.id}.{burden.id}"
            found[key] = burden, key
        for outcome in treatment.outcomes:
            found[f"outcome.{outcome.id}"] = outcome, f"outcome.{outcome.id}"
    for rule in catalog.rules.values():
        found[f"rule.{rule.id}"] = rule, f"rule.{rule.id}"
    for position in catalog.positions.values():
        found[f"position.{position.id}"] = position, f"position.{position.context}"
    for conflict in catalog.conflicts.values():
        found[f"conflict.{conflict.id}"] = conflict, f"conflict.{conflict.id}"
    for term in glossary_terms(catalog):
        found[f"glossary.{term}"] = None, f"glossary.{term}"
    return found


def glossary_terms(catalog: Catalog) -> list[str]:
    """The ids of the glossary's terms."""
    keys = {key for texts in catalog.texts.values() for key in texts if key.startswith("glossary.")}
    return sorted({key.split(".")[1] for key in keys})


def digest(catalog: Catalog, key: str) -> str:
    """The SHA-256 of what a record says, in values and in words. Raises KeyError for a record that is not there."""
    record, sentences = records(catalog)[key]
    values = {} if record is None else asdict(record)
    for part in _PARTS:
        values.pop(part, None)
    if isinstance(record, Conflict):  # who is meant by a class is part of what is signed
        names = (name for name in (*record.a, *record.b) if name in catalog.parties)
        values["parties"] = {name: catalog.parties[name].members for name in names}
    words = {language: _words(texts, key, sentences) for language, texts in catalog.texts.items()}
    said = json.dumps([key, values, words], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _words(texts: Mapping[str, str], key: str, start: str) -> dict[str, str]:
    """The sentences of a record in one language."""
    if key.startswith(
        ("treatment.", "glossary.")
    ):  # their sentences have names; all others have one sentence
        return {k: text for k, text in texts.items() if k.startswith(f"{start}.")}
    return {start: texts[start]} if start in texts else {}


def problems_of(name: str, day: str, digest: str) -> Iterator[str]:
    """What is wrong with a signature, whatever it is set under."""
    if not name.strip() or len(name) > MOST_IN_A_NAME or not name.isprintable():
        yield f"a reviewer has a name of 1 to {MOST_IN_A_NAME} characters"
    try:
        date.fromisoformat(day)
    except ValueError:
        yield f"{day!r} is not a date such as 2026-11-23"
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        yield "sha256 is 64 hexadecimal digits"


def state(catalog: Catalog, key: str) -> State:
    """`signed` takes two different reviewers whose signatures both stand; all else is an unreviewed draft."""
    signatures = catalog.signoffs.get(key, ())
    standing = {s.reviewer.casefold() for s in signatures if not s.lapsed}
    if len(standing) >= 2:
        return "signed"
    if any(signature.lapsed for signature in signatures):
        return "lapsed"
    return "half" if standing else "unsigned"


def tally(catalog: Catalog) -> dict[str, Counter[State]]:
    """For each kind of record, how many are in each state."""
    found: dict[str, Counter[State]] = {kind: Counter() for kind in KINDS}
    for key in records(catalog):
        found[key.partition(".")[0]][state(catalog, key)] += 1
    return found


def signed(catalog: Catalog) -> tuple[int, int]:
    """How many records two reviewers have signed, and how many records there are."""
    counts = tally(catalog).values()
    return sum(count["signed"] for count in counts), sum(count.total() for count in counts)


def lapsed(catalog: Catalog) -> Iterator[str]:
    """A line for every signature that no longer fits its record."""
    for record, signatures in catalog.signoffs.items():
        for signature in signatures:
            if signature.lapsed:
                yield (
                    f"hcc/signoff.toml: {record}: changed since {signature.reviewer} signed it on "
                    f"{signature.date}; it counts as an unreviewed draft again"
                )
