"""The method that is printed is the one that runs: a changed limit is read from screen, paper and rule book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.catalog import Catalog, Criterion, Rule
from consult.compare import ASPECTS
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.knowledge import knowledge as compile_knowledge
from consult.phrases import Words
from consult.summary.book import rule_book
from consult.summary.doctor import doctor_summary
from consult.summary.html import render_html
from consult.truth import Truth
from tests.output.conftest import BASE, pages_of, rendered, squeezed
from ui import theme
from ui.comparison.panel import ComparisonPanel
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
ROW, FACT = "thermal.size-30", "largest_lesion_mm"
SMALL = {**BASE, "lesions": [{"size_mm": 25}]}
"""Of this size the row holds at the limit it has and at 28, and fails at 24."""


def limit_of(catalog: Catalog) -> Criterion:
    return next(criterion for criterion in catalog.rules[ROW].when if criterion.fact == FACT)


def moved(catalog: Catalog, limit: float) -> Catalog:
    """The catalogue with another limit in the one row."""
    row = catalog.rules[ROW]
    when = tuple(replace(c, value=limit) if c.fact == FACT else c for c in row.when)
    changed: Rule = replace(row, when=when)
    return replace(catalog, rules={**catalog.rules, ROW: changed})


def on_screen(knowledge: Knowledge, language: str, qtbot: QtBot) -> str:
    workspace = Workspace(knowledge)
    workspace.set_language(language)
    workspace.open_patient(SCHEMA.read(SMALL))
    workspace.choose(["rfa", "resection"])
    theme.load_fonts()
    panel = ComparisonPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(740, 620)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.table.open_cell(ASPECTS.index("for"), 0)
    return squeezed(panel.table.detail.toPlainText())


def on_paper(knowledge: Knowledge, words: Words) -> str:
    """Of somebody whose tumour was not measured: the row stands there as open, with what it compares."""
    patient = SCHEMA.read(BASE)
    assessment = knowledge.assess(derive(patient, today=TODAY))
    chosen = ("rfa", "resection")
    made = doctor_summary(
        patient, assessment, words, knowledge, today=TODAY, chosen=chosen, program_version="9.9.9"
    )
    return "".join(pages_of(rendered(made)))


def in_the_book(catalog: Catalog, words: Words) -> str:
    made = rule_book(catalog, words, DECLARED, scores=(), program_version="9.9.9")
    return squeezed(render_html(made).decode("utf-8").replace("&lt;", "<"))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_changed_limit_is_read_from_screen_paper_and_book(
    catalog: Catalog, language: str, qtbot: QtBot
) -> None:
    assert limit_of(catalog).value != 28
    changed = moved(catalog, 28)
    knowledge, words = compile_knowledge(changed), Words(language, DECLARED, changed)
    new = squeezed(words.condition(changed.rules[ROW].when))
    old = squeezed(words.condition(catalog.rules[ROW].when))
    assert "28" in new
    assert new != old
    screen, paper, book = (
        on_screen(knowledge, language, qtbot),
        on_paper(knowledge, words),
        in_the_book(changed, words),
    )
    assert new in screen
    assert new in paper
    limit = squeezed(words.criterion(limit_of(changed)))
    assert limit in book
    assert limit not in in_the_book(catalog, Words(language, DECLARED, catalog))


def test_a_changed_limit_runs(catalog: Catalog, knowledge: Knowledge) -> None:
    facts = derive(SCHEMA.read(SMALL), today=TODAY)

    def answer(of: Knowledge) -> Truth:
        reasons = of.assess(facts).treatments["rfa"].reasons
        return next(reason.state for reason in reasons if reason.rule.id == ROW)

    assert answer(knowledge) is Truth.YES
    assert answer(compile_knowledge(moved(catalog, 28))) is Truth.YES
    assert answer(compile_knowledge(moved(catalog, 24))) is Truth.NO
