"""The clinical tables and the compiled catalogue, both laid out as columns of records, so that they can be compared."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from consult.catalog import Catalog
from consult.hcc.derive import SCHEMA
from consult.rules import parse_criterion

FOLDER = Path(__file__).parent / "tables"
Records = dict[tuple[str, str], dict[str, Any]]
"""(table, id) -> column -> value, in the order of the rows."""


def of_tables() -> Records:
    """What the tables say."""
    found: Records = {}
    for table, key, record in _table_records():
        assert (table, key) not in found, f"{table}: {key} stands twice"
        found[table, key] = record
    return found


def of_catalog(catalog: Catalog) -> Records:
    """What the compiled catalogue, and the declared checklist, say in the same columns."""
    return {(table, key): record for table, key, record in _catalog_records(catalog)}


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _table_records() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in read("treatments"):
        yield (
            "treatments",
            row["treatment_id"],
            {
                "parent": row["parent"],
                "role": row["role"],
                "group": row["group"],
                "name_en": row["name_en"],
                "name_zh": row["name_zh"],
                "on_clinic_page": bool(row["source_page_name"]),
                "default_label_en": row["default_label_en"],
                "default_label_zh": row["default_label_zh"],
                "unproven": {"true": True, "false": False}[row["unproven"]],
                "order": int(row["order"]),
            },
        )
    for row in read("rules-local") + read("rules-systemic"):
        yield (
            "rules",
            row["rule_id"],
            {
                "applies_to": _names(row["applies_to"]),
                "scheme": row["scheme"],
                "kind": row["kind"],
                "effect": row["effect"],
                "when": _criteria(row["when"]),
                "sources": _names(row["sources"]),
                "mark": row["mark"],
            },
        )
    before: dict[tuple[str, str], str] = {}
    for row in read("positions"):
        group = row["guideline"], row["treatment_id"]
        yield (
            "positions",
            row["position_id"],
            {
                **{name: row[name] for name in ("guideline", "edition", "position")},
                **{name: row[name] for name in ("strength", "level", "section", "mark")},
                "treatment": row["treatment_id"],
                "when": _criteria(row["when"]),
                "sources": _names(row["sources"]),
                "asked_after": before.get(group, ""),
            },
        )
        before[group] = row["position_id"]
    for row in read("guidelines"):
        texts = (
            "guideline",
            "edition",
            "title",
            "body",
            "doi",
            "pmid",
            "journal",
            "grading_system",
            "read_how",
        )
        yield (
            "guidelines",
            f"{row['guideline']}@{row['edition']}",
            {
                **{name: row[name] for name in (*texts, "name_en", "name_zh")},
                "year": int(row["year"]),
                "default_order": int(row["default_order"] or 0),
            },
        )
    for row in read("conflicts"):
        yield (
            "conflicts",
            row["conflict_id"],
            {
                "a": _names(row["a"]),
                "b": _names(row["b"]),
                "relation": row["relation"],
                "condition": _criteria(row["condition"]),
                "sources": _names(row["sources"]),
                "mark": row["mark"],
            },
        )
    for row in read("disagreements"):
        yield (
            "disagreements",
            f"{row['topic_id']}.{row['region_or_guideline']}",
            {
                "treatments": _names(row["treatment_ids"]),
                "mark": row["mark"],
                "stated": row["position_en"] != "not read or not given",
            },
        )
    for row in read("exclusions"):
        yield "exclusions", row["field"], {"none_applies_value": row["none_applies_value"]}


def _catalog_records(catalog: Catalog) -> Iterator[tuple[str, str, dict[str, Any]]]:
    english, chinese = catalog.texts["en"], catalog.texts["zh_CN"]
    for treatment in catalog.treatments.values():
        own = f"treatment.{treatment.id}"
        yield (
            "treatments",
            treatment.id,
            {
                "parent": treatment.parent,
                "role": treatment.role,
                "group": treatment.group,
                "name_en": english[f"{own}.name"],
                "name_zh": chinese[f"{own}.name"],
                "on_clinic_page": treatment.on_clinic_page,
                "default_label_en": english[f"{own}.intent"],
                "default_label_zh": chinese[f"{own}.intent"],
                "unproven": treatment.unproven,
                "order": treatment.order,
            },
        )
    for rule in catalog.rules.values():
        yield (
            "rules",
            rule.id,
            {
                "applies_to": frozenset(rule.applies_to),
                "scheme": rule.scheme,
                "kind": rule.kind,
                "effect": rule.effect,
                "when": frozenset(rule.when),
                "sources": frozenset(rule.sources),
                "mark": rule.mark,
            },
        )
    before: dict[tuple[str, str], str] = {}
    for position in catalog.positions.values():
        group = position.guideline, position.treatment
        yield (
            "positions",
            position.id,
            {
                "guideline": position.guideline,
                "edition": position.edition,
                "treatment": position.treatment,
                "when": frozenset(position.when),
                "position": position.position,
                "strength": position.strength,
                "level": position.level,
                "section": position.section,
                "sources": frozenset(position.sources),
                "mark": position.mark,
                "asked_after": before.get(group, ""),
            },
        )
        before[group] = position.id
    for guideline in catalog.guidelines.values():
        yield (
            "guidelines",
            f"{guideline.id}@{guideline.edition}",
            {
                "guideline": guideline.id,
                "edition": guideline.edition,
                "title": guideline.title,
                "body": guideline.body,
                "year": guideline.year,
                "doi": guideline.doi,
                "pmid": guideline.pmid,
                "journal": guideline.journal,
                "grading_system": guideline.grading_system,
                "read_how": guideline.read_how,
                "default_order": guideline.order,
                "name_en": guideline.names["en"],
                "name_zh": guideline.names["zh_CN"],
            },
        )
    for conflict in catalog.conflicts.values():
        yield (
            "conflicts",
            conflict.id,
            {
                "a": frozenset(conflict.a),
                "b": frozenset(conflict.b),
                "relation": conflict.relation,
                "condition": frozenset(conflict.when),
                "sources": frozenset(conflict.sources),
                "mark": conflict.mark,
            },
        )
    for topic in catalog.disagreements.values():
        for view in topic.views:
            yield (
                "disagreements",
                f"{topic.id}.{view.region}",
                {"treatments": frozenset(topic.treatments), "mark": view.mark, "stated": view.stated},
            )
    for field in SCHEMA.checklist:
        stored = field.none_applies
        said = stored if isinstance(stored, str) else json.dumps(stored)
        yield "exclusions", field.id, {"none_applies_value": said}


def _names(text: str) -> frozenset[str]:
    return frozenset(_parts(text, ";"))


def _criteria(text: str) -> frozenset[Any]:
    return frozenset(parse_criterion(part) for part in _parts(text, " & "))


def _parts(text: str, between: str) -> Iterable[str]:
    return text.split(between) if text else ()
