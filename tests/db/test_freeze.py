"""The frozen cases signed with the catalogue: their answers are those of its rules, and they tell rules apart."""

from __future__ import annotations

import json
from dataclasses import replace

from consult.hcc.declared import DECLARED
from consult.hcc.knowledge import knowledge
from consult.self_test import failures, read_frozen
from db.catalog import open_catalog
from db.catalog_source import read_catalog
from db.freeze import facts_on, frozen_anew
from resources import path


def test_the_answers_are_those_of_the_sources() -> None:
    """If it fails after a change of a rule: run `python -m db.freeze` and read the difference."""
    catalog, _edition, problems = read_catalog(path("catalog"), DECLARED)
    assert problems == []
    assert frozen_anew(catalog) == catalog.frozen


def test_they_come_with_the_signed_file() -> None:
    compiled = open_catalog(path("catalog.sqlite"))
    assert compiled.frozen == (path("catalog") / "frozen.json").read_text("utf-8")
    assert len(read_frozen(compiled.frozen)) >= 30


def test_every_treatment_has_several_answers_among_them() -> None:
    cases = read_frozen(open_catalog(path("catalog.sqlite")).frozen)
    for treatment in cases[0].statuses:
        assert all(treatment in case.statuses for case in cases)
    varied = [t for t in cases[0].statuses if len({case.statuses[t] for case in cases}) > 1]
    assert len(varied) >= 0.9 * len(cases[0].statuses)
    assert {case.results["bclc"].get("stage") for case in cases} >= {"0", "A", "B", "C", "D", None}


def test_a_changed_threshold_is_found() -> None:
    catalog = open_catalog(path("catalog.sqlite"))
    rules = {
        rule.id: replace(
            rule,
            when=tuple(
                replace(c, value=c.value + 5)
                if c.fact.endswith("_mm") and isinstance(c.value, int | float)
                else c
                for c in rule.when
            ),
        )
        for rule in catalog.rules.values()
    }
    changed = replace(catalog, rules=rules)
    assert changed.rules != catalog.rules
    assert [name for name in failures(knowledge(changed), facts_on) if name is not None] != []


def test_a_changed_score_is_found() -> None:
    catalog = open_catalog(path("catalog.sqlite"))
    cases = json.loads(catalog.frozen)
    cases[0]["results"]["child_pugh"]["points"] += 1
    wrong = replace(catalog, frozen=json.dumps(cases))
    assert [name for name in failures(knowledge(wrong), facts_on) if name is not None] == [cases[0]["name"]]
