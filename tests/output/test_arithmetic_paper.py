"""The arithmetic on the doctor's paper: the same as in the window, after the comparison, on one page more at most."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.assess import Knowledge
from consult.summary.blocks import Heading, Table
from consult.summary.reckoned import said
from consult.summary.scores import CORE
from tests.output.conftest import CASES, MakePaper, Paper, page_count, pages_of, rendered, squeezed


def place(made: Paper) -> int:
    """Where the heading stands among the blocks."""
    title = made.words.say("paper.arithmetic")
    found = [i for i, block in enumerate(made.document.blocks) if block == Heading(title)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("case", ["three small", "vein", "end stage"])
def test_the_paper_holds_every_line_the_window_shows(
    paper: MakePaper, knowledge: Knowledge, case: str, language: str
) -> None:
    made = paper(CASES[case], language)
    block = made.document.blocks[place(made) + 1]
    assert isinstance(block, Table)
    held = squeezed(" ".join(part.text for row in block.rows for cell in row.cells for part in cell))
    printed = "".join(pages_of(rendered(made.document)))
    for item in CORE:
        arithmetic = knowledge.arithmetic[item](made.assessment.facts)
        working = made.words.arithmetic(arithmetic)
        assert squeezed(working.title) in printed
        for line in working.lines:
            assert squeezed(said(line, made.words)) in held
            assert squeezed(line.label) in printed
        assert squeezed(working.total) in held
        assert squeezed(working.formula) in held
        assert squeezed(working.needs) in held


def test_it_stands_after_the_comparison_and_before_the_sources(paper: MakePaper) -> None:
    made = paper(CASES["three small"])
    titles = [block.text for block in made.document.blocks if isinstance(block, Heading) and block.level == 1]
    at = titles.index(made.words.say("paper.arithmetic"))
    assert titles.index(made.words.say("paper.closer")) < at
    assert titles[at + 1 :][:2] == [made.words.say("paper.stages.detail"), made.words.say("paper.sources")]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_adds_at_most_one_page(paper: MakePaper, language: str) -> None:
    for case in CASES:
        made = paper(CASES[case], language)
        blocks = made.document.blocks
        titles = [block.text for block in blocks if isinstance(block, Heading)]
        if made.words.say("paper.arithmetic") in titles:
            at = place(made)
            without = replace(made.document, blocks=(*blocks[:at], *blocks[at + 2 :]))
            assert page_count(made.document) <= page_count(without) + 1


def test_an_empty_case_has_no_arithmetic(paper: MakePaper) -> None:
    made = paper({})
    titles = [block.text for block in made.document.blocks if isinstance(block, Heading)]
    assert made.words.say("paper.arithmetic") not in titles
