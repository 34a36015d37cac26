"""Case file: the fields of a patient and, under "consultation", what was said; the one reader of both."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.consultation import Consultation
from consult.consultation_file import KEY, check_unconfirmed, read_consultation, to_document
from consult.patient import Patient, Schema, parse_json


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What one file holds."""

    patient: Patient
    consultation: Consultation = field(default_factory=Consultation)


def read_case(
    data: str | bytes,
    schema: Schema,
    *,
    today: date | None = None,
    treatments: Container[str] | None = None,
    draft: bool = False,
) -> CaseFile:
    """Read one JSON object. Raises InputError naming the field or member for anything that is not exactly right.

    `treatments` are those of the catalogue, where there is one to check against. In a `draft` somebody is still
    writing what was said: a plan may lack what its kind needs.
    """
    return read_document(parse_json(data), schema, today=today, treatments=treatments, draft=draft)


def read_document(
    document: object,
    schema: Schema,
    *,
    today: date | None = None,
    treatments: Container[str] | None = None,
    draft: bool = False,
) -> CaseFile:
    """Read an object already parsed, as `read_case` does; in a `draft` a plan may be unfinished."""
    if not isinstance(document, dict) or KEY not in document:
        return CaseFile(schema.read(document, today=today))
    fields = {key: raw for key, raw in document.items() if key != KEY}
    patient = schema.read(fields, today=today)
    raw = document[KEY]
    if raw is None:
        return CaseFile(patient)
    consultation = read_consultation(raw, treatments=treatments, draft=draft)
    check_unconfirmed(consultation, schema.by_id)
    return CaseFile(patient, consultation)


def case_bytes(patient: Patient, consultation: Consultation) -> bytes:
    """The file that `read_case` reads, as a draft at least."""
    return json.dumps(case_document(patient, consultation), ensure_ascii=False).encode()


def case_document(patient: Patient, consultation: Consultation) -> dict[str, Any]:
    """The object that `read_case` reads."""
    document = patient.to_json()
    if not consultation.is_blank:
        document[KEY] = to_document(consultation)
    return document
