"""What is kept of earlier patients and guidelines is bounded, and what is forgotten is really let go of."""

from __future__ import annotations

import gc
from typing import Any
from weakref import ref

from consult.assess import Knowledge
from consult.catalog import Catalog
from consult.columns import FIGURES, Column, Columns
from consult.hcc.derive import derive
from consult.hcc.knowledge import knowledge as compiled
from consult.hcc.schema import SCHEMA

CASE: dict[str, Any] = {"age_years": 61, "tumour_type": "hcc", "lesions": [{"size_mm": 32}]}


def led_by(knowledge: Knowledge, guideline: str) -> list[object]:
    """A plan of the guideline and what was found by it, every treatment of the case asked for its changes."""
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)), guideline)
    for treatment in assessment.treatments.values():
        assert treatment.would_change is not None
    plan = knowledge.plans(guideline)[0]
    return [plan, knowledge.changes(plan)]


def test_two_guidelines_are_kept_compiled_and_a_third_lets_go_of_them(catalog: Catalog) -> None:
    knowledge = compiled(catalog)
    first, second, third = [guideline.id for guideline in catalog.selectable()][:3]
    left = [ref(piece) for name in (first, second) for piece in led_by(knowledge, name)]
    gc.collect()
    assert None not in [piece() for piece in left]
    assert left[0]() is knowledge.plans(first)[0]
    led_by(knowledge, third)
    gc.collect()
    assert [piece() for piece in left] == [None] * 4


def test_a_guideline_that_comes_back_says_the_same(catalog: Catalog) -> None:
    knowledge = compiled(catalog)
    names = [guideline.id for guideline in catalog.selectable()]

    def said(guideline: str) -> list[object]:
        assessment = knowledge.assess(derive(SCHEMA.read(CASE)), guideline)
        return [(each.status, each.would_change) for each in assessment.treatments.values()]

    before = said(names[0])
    for name in names[1:]:
        led_by(knowledge, name)
    assert said(names[0]) == before


def test_an_assessment_outlives_the_guideline_it_was_made_under(catalog: Catalog) -> None:
    knowledge = compiled(catalog)
    first, *rest = [guideline.id for guideline in catalog.selectable()]
    facts = derive(SCHEMA.read(CASE))
    early = knowledge.assess(facts, first)
    for name in rest:
        led_by(knowledge, name)
    now = knowledge.assess(facts, first)
    assert [each.would_change for each in early.treatments.values()] == [
        each.would_change for each in now.treatments.values()
    ]


def test_a_column_keeps_the_lines_of_few_patients(knowledge: Knowledge) -> None:
    chosen = next(
        name
        for name, treatment in knowledge.catalog.treatments.items()
        if any(
            criterion.fact == "age_years" for figure in treatment.outcomes for criterion in figure.criteria
        )
    )
    column = Column(knowledge.catalog, chosen)
    most = 0
    for age in range(20, 100):
        facts = derive(SCHEMA.read({**CASE, "age_years": age}))
        for aspect in FIGURES:
            lines = column.figures(aspect, facts)
            assert lines == Column(knowledge.catalog, chosen).figures(aspect, facts)
            most = max(most, len(column._met[aspect]))
    assert 1 < most <= column._met[FIGURES[0]].most < 80


def test_choices_that_stood_side_by_side_are_forgotten(knowledge: Knowledge) -> None:
    columns = Columns(knowledge.catalog)
    names = list(knowledge.catalog.treatments)
    for one in names:
        for other in names[:2]:
            columns.beside((one, other))
    assert len(columns._beside) <= columns._beside.most < len(names)
