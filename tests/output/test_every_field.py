"""No field is forgotten on paper: with every one of them recorded, each stands there by its name and with its value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from consult.fields import Field
from consult.hcc.derive import SCHEMA
from tests.output.conftest import BASE, MakePaper, pages_of, rendered, squeezed

HEADED = ("patient_code", "assessment_date", "treatment_goal")
"""In the head of each page, and first of what was said: under other names."""


def value_of(field: Field) -> Any:
    """Some value the field takes, unlike its neighbours' where it can be."""
    low, high = field.soft or field.hard or (0, 9)
    match field.type:
        case "number" | "integer":
            ids = [name for name in field.choice_ids() if name != "unknown"]
            return int(ids[0]) if ids else round((low + high) / 2)
        case "choice":
            return field.choice_ids()[0]
        case "choices":
            return [field.choice_ids()[0]]
        case "flag":
            return True
        case "text":
            return f"said of {field.id}"[:40]
        case "texts":
            return [f"said of {field.id}"]
        case "date":
            return "2026-01-05"
        case "objects":
            return [{part.id: value_of(part) for part in field.parts}]


def everything() -> Mapping[str, Any]:
    """A patient of whom all is recorded; what goes together in the ordinary case stays as it is there."""
    listed = {
        name: value for name, value in BASE.items() if name not in ("exclusion_checklist", "prior_treatments")
    }
    return {**{field.id: value_of(field) for field in SCHEMA.fields}, **listed}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_field_stands_on_the_doctors_paper(paper: MakePaper, language: str) -> None:
    made = paper(dict(everything()), language)
    assert made.patient.entries.keys() == SCHEMA.by_id.keys()
    printed = "".join(pages_of(rendered(made.document)))
    missing = []
    for field in SCHEMA.fields:
        if field.type == "objects":
            continue  # every lesion and every treatment: test_doctor_pdf.py
        name = "" if field.id in HEADED else made.words.field(field.id)
        said = name + made.words.entry(field, made.patient.entries[field.id])
        if squeezed(said) not in printed:
            missing.append(field.id)
    assert missing == []
