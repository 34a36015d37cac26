"""Conflict rows: classes stand for their members, and every row is shown by some choice or recorded condition."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from consult.assess import Assessment, Knowledge
from consult.catalog import Catalog, Criterion
from consult.compare import compare
from consult.conflicts import MEDICINES, members
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.rules import fact_of, parse_criterion
from tests.catalog.tables import read

ROWS = [row["conflict_id"] for row in read("conflicts")]


def assess(knowledge: Knowledge, patient: dict[str, Any], **facts: Any) -> Assessment:
    """A patient, with some facts set as they are."""
    assessment = knowledge.assess(derive(SCHEMA.read(patient)), DEFAULT_GUIDELINE)
    values = {**assessment.facts.values, **facts}
    return replace(assessment, facts=replace(assessment.facts, values=values))


def shown(assessment: Assessment, *chosen: str) -> set[str]:
    return {conflict.id for conflict in compare(assessment, chosen).conflicts}


def satisfying(criteria: list[Criterion]) -> dict[str, Any]:
    """Values with which the criteria hold."""
    found: dict[str, Any] = {}
    for criterion in criteria:
        value = criterion.value
        if isinstance(value, tuple):
            found[fact_of(criterion)] = value[0]
        elif criterion.operator == ">":
            found[fact_of(criterion)] = float(value) + 1  # type: ignore[arg-type]
        elif criterion.operator != "<=":
            found[fact_of(criterion)] = value
    return found


def conditions(catalog: Catalog, side: tuple[str, ...]) -> list[Criterion]:
    return [parse_criterion(name) for name in side if " " in name]


def test_there_are_sixty_rows(catalog: Catalog) -> None:
    assert len(ROWS) == 60
    assert set(ROWS) == set(catalog.conflicts)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_shown_by_a_choice_or_by_what_is_recorded(
    knowledge: Knowledge, catalog: Catalog, row: str
) -> None:
    conflict = catalog.conflicts[row]
    needed = [*conflict.when, *conditions(catalog, conflict.a), *conditions(catalog, conflict.b)]
    facts = satisfying(needed)
    for name in (*conflict.a, *conflict.b):
        if name in catalog.parties and catalog.parties[name].kind == "outside":
            facts[MEDICINES] = ("a medicine",)
        elif name == "weight_kg":
            facts[name] = 58.0
    sides = [[m for name in side for m in members(catalog, name)] for side in (conflict.a, conflict.b)]
    chosen: tuple[str, ...] = tuple(side[0] for side in sides if side)
    if all(sides):
        chosen = next((one, other) for one in sides[0] for other in sides[1] if one != other)
    assert row in shown(assess(knowledge, {}, **facts), *chosen)
    if chosen:
        others = {t for t in catalog.treatments if not any(t in side for side in sides)}
        assert row not in shown(assess(knowledge, {}), *sorted(others))
    if needed and "outside" not in {catalog.parties[n].kind for n in conflict.a if n in catalog.parties}:
        opposite: dict[str, Any] = {k: not v for k, v in facts.items() if isinstance(v, bool)}
        opposite |= {k: -1.0 for k, v in facts.items() if type(v) is float}
        opposite |= {k: "other than that" for k, v in facts.items() if isinstance(v, str)}
        assert row not in shown(assess(knowledge, {}, **opposite), *chosen)


def test_a_class_on_one_side_and_a_treatment_on_the_other(knowledge: Knowledge) -> None:
    nobody = assess(knowledge, {})
    assert "ici-before-transplant" in shown(nobody, "io_atezo_bev", "transplant")
    assert "ici-before-transplant" not in shown(nobody, "tki_sorafenib", "transplant")
    assert "ici-before-transplant" not in shown(nobody, "io_atezo_bev", "resection")


def test_two_of_one_class_conflict_and_one_alone_does_not(knowledge: Knowledge) -> None:
    nobody = assess(knowledge, {MEDICINES: []})
    assert "tki-tki" in shown(nobody, "tki_sorafenib", "tki_lenvatinib")
    assert "tki-tki" in shown(nobody, "tki_sorafenib", "io_camre_rivo")
    assert "tki-tki" not in shown(nobody, "tki_sorafenib", "rfa")


def test_a_variant_stands_for_its_treatment(knowledge: Knowledge) -> None:
    nobody = assess(knowledge, {})
    assert "bridge-to-transplant" in shown(nobody, "deb_tace", "transplant")


def test_a_medicine_is_asked_about_unless_none_is_taken(knowledge: Knowledge) -> None:
    for taken, said in (({}, True), ({MEDICINES: ["warfarin"]}, True), ({MEDICINES: []}, False)):
        assert ("warfarin-sorafenib" in shown(assess(knowledge, taken), "tki_sorafenib", "rfa")) is said
        assert "warfarin-sorafenib" not in shown(assess(knowledge, taken), "mwa", "rfa")
    cirrhosis = {"cirrhosis": "yes"}
    assert "nsaid-cirrhosis" not in shown(assess(knowledge, cirrhosis), "mwa", "rfa")
    assert "nsaid-cirrhosis" in shown(assess(knowledge, {**cirrhosis, MEDICINES: ["x"]}), "mwa", "rfa")


def test_a_condition_is_said_only_when_it_is_recorded(knowledge: Knowledge) -> None:
    for recorded, said in (
        ({"prior_liver_transplant": "yes"}, True),
        ({"prior_liver_transplant": "no"}, False),
        ({}, False),
    ):
        assessment = assess(knowledge, recorded)
        assert ("ici-transplant-recipient" in shown(assessment, "io_stride", "rfa")) is said


def test_members_are_those_of_the_clinical_tables(catalog: Catalog) -> None:
    """Whom the shared rule rows of a group speak of, or what stands under it in the table of treatments."""
    groups = {"ici": "ici.child-pugh-c", "antivegf": "antivegf.varices-untreated", "tki": "tki.hypertension"}
    groups |= {"cell": "cell.adult", "systemic": "sys.child-pugh-a"}
    for name, row in groups.items():
        assert set(catalog.rules[row].applies_to) == set(members(catalog, name)), name
    parents = {row["treatment_id"]: row["parent"] for row in read("treatments")}
    for name, parent in (("surgery", "surgery"), ("ebrt", "radiotherapy")):
        assert {t for t, own in parents.items() if own == parent} == set(members(catalog, name)), name
    beside = {"ablation": {"histotripsy"}, "arterial": {"adj_tace"}}
    variants = {"ctace", "deb_tace"}
    for name, parent in (("ablation", "ablation"), ("arterial", "arterial")):
        under = {t for t, own in parents.items() if own == parent}
        assert (under ^ set(members(catalog, name))) - variants == beside[name]


def test_every_listed_class_differs(catalog: Catalog) -> None:
    listed = [party for party in catalog.parties.values() if party.kind == "listed"]
    assert len(listed) == 9
    for one, other in combinations(listed, 2):
        assert set(one.members) != set(other.members)
