"""`python -m consult.hcc.json_schemas docs/schemas`: the schemas of both contracts, from the declarations."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.json_schema import Json, case_schema
from consult.report_schema import assessment_schema

PATIENT, ASSESSMENT = "patient.json", "assessment.json"


def schemas() -> Mapping[str, Json]:
    """Both schemas by the name of their file; they lie beside each other."""
    empty = SCHEMA.empty()
    return {
        PATIENT: case_schema(SCHEMA),
        ASSESSMENT: assessment_schema(SCHEMA, derive(empty).results, PATIENT),
    }


def text(schema: Json) -> str:
    """A schema as it stands in its file: one line for each member and each definition."""
    lines = []
    for name, part in schema.items():
        if name in ("properties", "$defs"):
            members = [f"  {_said(key)}: {_said(value)}" for key, value in part.items()]
            lines.append(f" {_said(name)}: {{\n" + ",\n".join(members) + "\n }")
        else:
            lines.append(f" {_said(name)}: {_said(part)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _said(part: object) -> str:
    return json.dumps(part, ensure_ascii=False)


if __name__ == "__main__":
    for name, schema in schemas().items():
        (Path(sys.argv[1]) / name).write_text(text(schema), encoding="utf-8")
