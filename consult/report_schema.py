"""JSON schema (draft 2020-12) of an assessment, made from the same declarations as the assessment itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from consult import catalog
from consult.json_schema import DAY, DIALECT, NULL, Json, closed, either, listed
from consult.judge import STATUSES
from consult.patient import Schema
from consult.report import STATES
from consult.results import Result

TEXT: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer"}
TEXTS: Json = listed(TEXT)
STATE: Json = {"enum": sorted(STATES.values())}
STATUS: Json = {"enum": list(STATUSES)}
_SCALAR: Json = {"type": ["number", "string", "boolean", "null"]}
_ANY: Json = {}
_CLOSENESS: Json = {
    "type": "object",
    "required": ["limit"],
    "properties": {"limit": {"type": "string"}},
    "additionalProperties": {"type": ["number", "string", "null"]},
}
"""How near a limit of a criterion is; only where a nodule is recorded."""


def assessment_schema(schema: Schema, results: Mapping[str, Result], case: str) -> Json:
    """The schema of `assess --format json`. `results` are those of any patient, `case` is where his schema lies."""
    field: Json = {"enum": sorted(schema.by_id)}
    properties = {
        "patient": {"$ref": case},
        "consultation": {"$ref": f"{case}#/properties/consultation"},
        "warnings": listed(_whole({"field": TEXT, "code": TEXT, "message": TEXT})),
        "dates": _whole(
            {
                "consultation": either(DAY, NULL),
                "values": {
                    "type": "object",
                    "propertyNames": field,
                    "additionalProperties": _whole(
                        {
                            "date": either(DAY, NULL),
                            "origin": either(TEXT, NULL),
                            "age_days": either(COUNT, NULL),
                            "limit_days": either(COUNT, NULL),
                            "stale": FLAG,
                        }
                    ),
                },
            }
        ),
        "results": _whole({item: _result(result) for item, result in results.items()}),
        "treatments": listed(_treatment()),
        "ask_next": listed(_whole({"field": TEXT, "could_change": TEXTS})),
        "conflicts": listed(
            _whole(
                {
                    "id": TEXT,
                    **dict.fromkeys(("a", "b"), TEXTS),
                    "relation": _member(catalog.Conflict, "relation"),
                    "sources": TEXTS,
                    "mark": _marks(),
                }
            )
        ),
        "guideline": TEXT,
        "catalog": _whole({"edition": TEXT, "sha256": TEXT, "signature": TEXT}),
        "program": _whole({"version": TEXT}),
    }
    return {
        "$schema": DIALECT,
        "title": "Consult: an assessment",
        "description": "It informs and orders nothing. null: open, because something is not recorded.",
        **closed(properties, (name for name in properties if name != "consultation")),
    }


def _whole(properties: Json) -> Json:
    """An object with all of these members."""
    return closed(properties, properties)


def _result(result: Result) -> Json:
    """One score, stage or criterion: its own values, and what every result says."""
    values = {name: _of(value) for name, value in result.values.items()}
    said = {
        **dict.fromkeys(("missing", "flags", "inputs_used", "stale"), TEXTS),
        "validity": listed(_whole({"question": TEXT, "field": TEXT, "state": STATE})),
        "source": TEXT,
        "rule_version": TEXT,
    }
    own = _whole({"stage": TEXT, "reason": either(TEXT, NULL)})
    near = {"closeness": listed(_CLOSENESS)} if "within" in values else {}
    return closed({**values, **near, "clinician": own, **said}, [*values, *said])


def _of(value: Any) -> Json:
    """A key that holds a list for one patient holds one, or nothing, for every other."""
    return {"type": ["array", "null"]} if isinstance(value, list | tuple) else _SCALAR


def _treatment() -> Json:
    reason = _whole(
        {
            "rule": TEXT,
            "kind": {"enum": list(get_args(catalog.Kind))},
            "effect": {"enum": list(get_args(catalog.Effect))},
            "state": STATE,
            "missing": TEXTS,
            "values": {"type": "object", "additionalProperties": _ANY},
            "sources": TEXTS,
            "mark": _marks(),
        }
    )
    position = _whole(
        {
            **dict.fromkeys(("id", "guideline", "edition"), TEXT),
            "position": {"enum": list(get_args(catalog.Standing))},
            "state": STATE,
            **dict.fromkeys(("context", "strength", "level"), TEXT),
            "source": TEXTS,
            "mark": _marks(),
        }
    )
    available = _whole(
        {
            "state": {"enum": ["available", "refer", "not_available"]},
            "refer_to": either(TEXT, NULL),
            "as_at": DAY,
        }
    )
    return _whole(
        {
            "id": TEXT,
            "role": {"enum": list(get_args(catalog.Role))},
            "unproven": FLAG,
            "status": STATUS,
            "possible_statuses": listed(STATUS, unique=True),
            **dict.fromkeys(("missing", "open_feasibility", "do_first"), TEXTS),
            "reasons": listed(reason),
            "would_change": listed(_whole({"field": TEXT, "to": TEXT, "status": STATUS})),
            "positions": listed(position),
            "certainty": _member(catalog.Treatment, "certainty"),
            "available": either(available, NULL),
        }
    )


def _marks() -> Json:
    return {"enum": list(get_args(catalog.Mark))}


def _member(record: type, name: str) -> Json:
    """The members that a record declares for one of its values."""
    return {"enum": list(get_args(get_type_hints(record)[name]))}
