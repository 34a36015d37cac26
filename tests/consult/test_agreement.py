"""Agreement: every guideline stands once beside the leading one, by what it holds for this patient."""

from __future__ import annotations

import pytest

from consult.agreement import agreement
from consult.assess import Knowledge
from consult.catalog import LISTED
from consult.compare import compare
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.truth import Truth
from tests.ui.test_options import CASE


@pytest.mark.parametrize("guideline", ["bclc-2025", "china-2026", "easl-2025"])
def test_every_guideline_stands_once_where_it_belongs(knowledge: Knowledge, guideline: str) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)), guideline)
    every = {g.id for g in knowledge.catalog.selectable()} - {guideline}
    for own in assessment.treatments.values():
        found = agreement(knowledge.catalog, guideline, own.positions)
        named = (*found.agree, *found.differ, *found.open, *found.silent)
        assert sorted(named) == sorted(every)
        held = {s.position.guideline: s.position.position for s in own.positions if s.state is Truth.YES}
        lead = held.get(guideline)
        for name in found.agree:
            assert name in held
            if lead is not None and lead != "not_addressed":
                assert held[name] == lead or {held[name], lead} <= LISTED
        for name in found.differ:
            assert lead is not None
            assert held[name] != lead
        for name in found.silent:
            assert held.get(name, "not_addressed") == "not_addressed"


def test_the_line_names_every_guideline_in_both_languages(knowledge: Knowledge) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)))
    cell = compare(assessment, ["rfa"]).cell("guidelines", "rfa")
    assert cell.lines[0].kind == "agreement"
    for language in ("en", "zh_CN"):
        words = Words(language, DECLARED, knowledge.catalog)
        said = words.line(cell.lines[0]).text
        for guideline in knowledge.catalog.selectable():
            assert words.guideline(guideline.id) in said


def test_where_no_guideline_speaks_nothing_is_summed_up(knowledge: Knowledge) -> None:
    assessment = knowledge.assess(derive(SCHEMA.read(CASE)))
    silent = next(own.id for own in assessment.treatments.values() if not own.positions)
    assert [line.kind for line in compare(assessment, [silent]).cell("guidelines", silent).lines] == [
        "nothing"
    ]
