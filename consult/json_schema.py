"""JSON schema (draft 2020-12) of a case file, made from the declared fields; other programs check theirs with it.

A schema says what can be said without reckoning: what contradicts itself (two units that disagree, a day after the
consultation, bounds without a number in them) only `Schema.read` refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from consult.consultation import (
    ANSWERS,
    FEASIBILITIES,
    GATES,
    LONGEST_LINE,
    LONGEST_TEXT,
    MATTERS,
    MOST_LINES,
    MOST_MATTERS,
    PLAN_KINDS,
    REQUIRED,
)
from consult.consultation_file import KEY, MOST_TREATMENTS, MOST_UNCONFIRMED
from consult.deciding import NEEDS, READY, ROLES
from consult.fields import Field
from consult.judge import STATUSES
from consult.patient import CHECKLIST, MAX_ORIGIN, Schema

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NULL: Json = {"type": "null"}
DAY: Json = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ID: Json = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}


def case_schema(schema: Schema) -> Json:
    """The schema of a patient JSON, which is a case file when it holds what was said as well."""
    values = {key: either(_value(field, key), NULL) for key, field in schema.by_key.items()}
    properties = {key: _entry(schema, field, key) for key, field in schema.by_key.items()}
    properties[CHECKLIST] = {
        "description": "Answers every item of the safety checklist that is not given by itself.",
        "enum": ["none_apply", None],
    }
    properties[KEY] = either(_consultation(schema), NULL)
    return {
        "$schema": DIALECT,
        "title": "Consult: a patient, or a case file",
        "description": "What is not given is not recorded: never zero, no or normal.",
        **closed(properties),
        "$defs": values,
    }


def closed(properties: Json, required: Iterable[str] = ()) -> Json:
    """An object with these members and no other."""
    made: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    needed = list(required)
    return made | ({"required": needed} if needed else {})


def listed(items: Json, most: int | None = None, *, unique: bool = False) -> Json:
    """A list of one kind of thing."""
    made: Json = {"type": "array", "items": items}
    if most is not None:
        made["maxItems"] = most
    return made | ({"uniqueItems": True} if unique else {})


def either(*schemas: Json) -> Json:
    """One of several."""
    return {"anyOf": list(schemas)}


def _entry(schema: Schema, field: Field, key: str) -> Json:
    """What may stand under a key: a value, null, or a value with its day and origin."""
    value: Json = {"$ref": f"#/$defs/{key}"}
    said = {"value": value}
    if field.id in schema.dated:
        said |= {"date": either(DAY, NULL), "origin": either(_text(MAX_ORIGIN), NULL)}
    unit = field.unit_of(key)
    return {
        "title": field.en,
        "description": field.help_en + (f" In {unit}." if unit else ""),
        **either(value, closed(said, ["value"])),
    }


def _value(field: Field, key: str) -> Json:
    match field.type:
        case "number" | "integer":
            return _number(field, key)
        case "choice":
            return {"enum": list(field.choice_ids())}
        case "choices":
            return listed({"enum": list(field.choice_ids())}, field.max_items)
        case "flag":
            return {"type": "boolean"}
        case "text":
            return _text(field.max_length)
        case "texts":
            return listed(_text(field.max_length), field.max_items)
        case "date":
            return DAY
        case "objects":
            parts = {part.id: either(_value(part, part.id), NULL) for part in field.parts}
            return listed(closed(parts), field.max_items)


def _number(field: Field, key: str) -> Json:
    """A number within the hard limits, or bounds within them."""
    end: Json = {"type": field.type}
    limits = field.hard_of(key)
    if limits is not None:
        end |= {"minimum": limits[0], "maximum": limits[1]}
    either_end = [{"required": [name], "properties": {name: end}} for name in ("min", "max")]
    ends = {name: either(end, NULL) for name in ("min", "max")}
    flags = {name: {"type": "boolean"} for name in ("min_open", "max_open")}
    bounds = closed({**ends, **flags}) | {"anyOf": either_end}
    ids = field.choice_ids()
    if not ids:
        return either(end, bounds)
    members: list[Any] = [float(i) if "." in i else int(i) for i in ids if i != "unknown"]
    return either({"enum": members + (["unknown"] if "unknown" in ids else [])}, bounds)


def _text(most: int, least: int = 1) -> Json:
    return {"type": "string", "minLength": least, "maxLength": most}


def _consultation(schema: Schema) -> Json:
    """What was said and planned, as `consult.consultation_file` reads it."""
    text = _text(LONGEST_TEXT, least=0)
    judgement = closed(
        {"treatment": _ID, "status": {"enum": list(STATUSES)}, "reason": _text(LONGEST_TEXT)},
        ["treatment", "status", "reason"],
    )
    answers = closed({question: {"enum": list(ANSWERS)} for question in FEASIBILITIES})
    plan = closed(
        {
            "kind": {"enum": [*PLAN_KINDS, None]},
            "treatments": listed(_ID, MOST_TREATMENTS, unique=True),
            **dict.fromkeys(("reason", "refer_to", "board_question", "decides_next"), text),
            **{name: either(DAY, NULL) for name in ("until", "check_in")},
            "come_earlier_if": listed(_text(LONGEST_LINE), MOST_LINES),
        }
    )
    plan["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {
                "required": list(names),
                "properties": {name: {"not": {"enum": [None, "", []]}} for name in names},
            },
        }
        for kind, names in REQUIRED.items()
    ]
    return closed(
        {
            "matters": listed({"enum": list(MATTERS)}, MOST_MATTERS, unique=True),
            **{kind: {"enum": [*members, None]} for kind, members in ROLES.items()},
            "fit": {
                "type": "object",
                "propertyNames": _ID,
                "maxProperties": MOST_TREATMENTS,
                "additionalProperties": answers,
            },
            "leaning": either(judgement, NULL),
            "disagreements": listed(judgement, MOST_TREATMENTS),
            "gate": {"enum": [*GATES, None]},
            "plan": plan,
            "readiness": closed({need: {"enum": list(READY)} for need in NEEDS}),
            "notes": text,
            "unconfirmed": listed({"enum": [*schema.by_id, CHECKLIST]}, MOST_UNCONFIRMED, unique=True),
        }
    )
