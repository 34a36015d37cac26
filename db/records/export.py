"""Export: everything the records hold of one person, for that person; and cases without names, to count."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from consult.deidentify import deidentified
from consult.hcc.schema import SCHEMA
from consult.records import Event, Identity, Kept, Paper, RecordError, Visit

OLDEST = {"age_years": 89}
"""Few are older: the privacy rule of the United States (45 CFR 164.514) counts ages above it as naming somebody."""


def person_export(
    identity: Identity,
    visits: Sequence[Visit],
    versions: Callable[[str], tuple[Kept, ...]],
    papers: Sequence[Paper],
    events: Sequence[Event],
) -> bytes:
    """One JSON object: who, every version as it was kept, what was printed, and who looked at it when."""
    return _json(
        {
            "format": "consult-person",
            "version": 1,
            "identity": _identity(identity),
            "consultations": [
                {
                    "consultation": visit.consultation,
                    "plan": visit.plan,
                    "until": None if visit.until is None else visit.until.isoformat(),
                    "waiting_for": visit.waiting_for,
                    "versions": [_version(kept) for kept in versions(visit.consultation)],
                }
                for visit in visits
            ],
            "papers": [
                {
                    "file": f"papers/{paper.id:05d}.pdf",
                    "consultation": paper.consultation,
                    "version": paper.number,
                    "kind": paper.kind,
                    "language": paper.language,
                    "document": paper.document,
                    "state": paper.state,
                    "made_at": paper.made_at.isoformat(),
                    "prints": paper.prints,
                }
                for paper in papers
            ],
            "log": [
                {"at": event.at.isoformat(), "by": event.by, "kind": event.kind, **_if(event.consultation)}
                for event in events
            ],
        }
    )


def person_archive(document: bytes, papers: Iterable[Paper], pages: Callable[[int], bytes]) -> bytes:
    """A ZIP of that JSON and of every paper as PDF; one whose pages are damaged is named in the JSON alone."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("person.json", document)
        for paper in papers:
            try:
                pdf = pages(paper.id)
            except RecordError as error:
                if error.code != "paper_damaged":
                    raise
                continue
            archive.writestr(f"papers/{paper.id:05d}.pdf", pdf)
    return held.getvalue()


def unnamed_cases(people: Sequence[Sequence[Kept]]) -> Iterator[bytes]:
    """JSON Lines: the newest version of each consultation, by person in a new order; a date is a number of days.

    Days are counted from the person's first consultation. Persons are numbered anew in every export, so that two
    exports cannot be laid side by side. Each line names what was recorded and is left out of it.
    """
    order = list(people)
    secrets.SystemRandom().shuffle(order)
    for number, visits in enumerate(order, start=1):
        first = min(kept.day for kept in visits) if visits else date.min
        for kept in visits:
            case, left_out = deidentified(json.loads(kept.case), SCHEMA.by_key, first, OLDEST)
            yield _json(
                {
                    "person": number,
                    "day": (kept.day - first).days,
                    "case": case,
                    "left_out": left_out,
                    "edition": kept.outcome.edition,
                    "guideline": kept.outcome.guideline,
                    "statuses": dict(kept.outcome.statuses),
                },
                indent=None,
            )


def _version(kept: Kept) -> dict[str, Any]:
    return {
        "version": kept.number,
        "day": kept.day.isoformat(),
        "saved_at": kept.saved_at.astimezone(UTC).isoformat(),
        "by": kept.by,
        "reason": kept.reason,
        "identity": _identity(kept.identity),
        "case": json.loads(kept.case),
        "edition": kept.outcome.edition,
        "statuses": dict(kept.outcome.statuses),
        "results": dict(kept.outcome.results),
        "needed": None if kept.outcome.needed is None else list(kept.outcome.needed),
    }


def _identity(identity: Identity) -> dict[str, Any]:
    born: date | None = identity.birth_date
    return {
        "code": identity.code,
        "name": identity.name,
        "birth_date": None if born is None else born.isoformat(),
    }


def _if(consultation: str) -> dict[str, str]:
    return {"consultation": consultation} if consultation else {}


def _json(value: object, indent: int | None = 1) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False).encode() + b"\n"
