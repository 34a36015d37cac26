"""Papers of generated cases, each read back from its PDF; `make soak` makes ten thousand of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.assess import Knowledge
from consult.summary.blocks import Document, Heading, Labelled, Paragraph, Run, plain
from consult.summary.papers import KINDS
from consult.summary.pdf import render_pdf
from consult.vocabulary import LANGUAGES
from tests.output.paper_checks import Sheet, problems, sheets
from tests.output.paper_run import PaperRun

MADE = tuple(range(1, 200, 5))
"""Of the ten thousand of `make soak`; spread so that forty of them reach every kind, language and longest text."""
SHARE = 10
"""So many papers are one test."""


@pytest.fixture(scope="module")
def run(knowledge: Knowledge) -> PaperRun:
    return PaperRun(knowledge)


@pytest.mark.parametrize("first", range(0, len(MADE), SHARE))
def test_every_paper_is_whole_and_says_whose_it_is(run: PaperRun, first: int) -> None:
    before = len(run.wrong)
    for index in MADE[first : first + SHARE]:
        run.visit(index)
    assert run.wrong[before:] == []


def test_the_cases_reach_every_paper_and_the_longest_texts(run: PaperRun) -> None:
    made = [run.case(index) for index in MADE]
    assert {(case.kind, case.language) for case in made} == {(k, la) for k in KINDS for la in LANGUAGES}
    assert {case.size for case in made} == {"a4", "letter"}
    assert len({case.code for case in made}) == len(MADE)
    for said in ("lesions", "notes", "name", "reprint", "unconfirmed", "hostile"):
        assert any(REACHED[said](case) for case in made), said


REACHED = {
    "lesions": lambda case: len(case.patient.get("lesions", ())) == 40,
    "notes": lambda case: len(case.said.notes) >= 1990,
    "name": lambda case: "张伟" in case.copy.name,
    "reprint": lambda case: case.copy.reprint > 0,
    "unconfirmed": lambda case: len(case.said.unconfirmed) > 3,
    "hostile": lambda case: "<script>" in case.said.notes + case.said.plan.reason,
}


DOCUMENT = Document(
    title="Paper",
    subject="of a test",
    language="en",
    identity=("CASE-1", "assessed 2026-11-23"),
    marks=("Unreviewed draft",),
    provenance=("Consult 9",),
    page="page {page} of {pages}",
    blocks=(Heading("Head"), plain("first words"), Labelled("Label", (plain("beside it"),))),
    number="7K3F-Q2M9",
    numbered="No. {number}",
)


def test_a_good_paper_has_no_problem() -> None:
    assert problems(DOCUMENT, sheets(render_pdf(DOCUMENT))) == []


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        (replace(DOCUMENT, identity=("CASE-2", "assessed 2026-11-23")), "page 1 lacks 'CASE-1'"),
        (replace(DOCUMENT, marks=()), "page 1 lacks 'Unrevieweddraft'"),
        (replace(DOCUMENT, number="7K3F-Q2MA"), "page 1 carries the number 7K3F-Q2MA"),
        (replace(DOCUMENT, page="page {page}"), "page 1 lacks 'page1of1'"),
        (replace(DOCUMENT, blocks=DOCUMENT.blocks[:2]), "not printed whole: 'Label'"),
        (replace(DOCUMENT, size="letter"), "page 1 has another size"),
        (replace(DOCUMENT, blocks=(*DOCUMENT.blocks, plain("CASE-9"))), "page 1 says 'CASE-9' of another"),
    ],
)
def test_a_wrong_paper_is_found(printed: Document, problem: str) -> None:
    assert problem in problems(DOCUMENT, sheets(render_pdf(printed)), strangers=("CASE-9",))


def test_torn_blocks_lone_headings_and_text_over_text_are_found() -> None:
    good = sheets(render_pdf(DOCUMENT))[0]
    at = good.text.index("firstwords")
    torn = (
        replace(good, text=good.text[:at].replace("page1of1", "") + "CASE-1page1of2", last="Head"),
        replace(good, text=good.text[at:]),
    )
    found = problems(DOCUMENT, torn)
    assert "page 1 ends with 'Head'" in found
    assert any(said.startswith("torn apart: 'Head") for said in found)
    left, low, right, top = good.boxes[-1]
    over = replace(good, boxes=(*good.boxes, (left + 1, low + 1, right + 1, top + 1)))
    assert any("text over text" in said for said in problems(DOCUMENT, (over,)))
    out = replace(good, boxes=(*good.boxes, (5, 300, 90, 310)))
    assert any("text leaves the page" in said for said in problems(DOCUMENT, (out,)))
    box = replace(good, text=good.text + "\U0001f600")
    assert any("no glyph for U+1F600" in said for said in problems(DOCUMENT, (box,)))
    assert isinstance(over, Sheet)


def test_long_text_may_run_on() -> None:
    text = Paragraph((Run("word " * 3000),))
    document = replace(DOCUMENT, blocks=(Heading("Head"), text))
    pages = sheets(render_pdf(document))
    assert len(pages) > 1
    assert problems(document, pages) == []
