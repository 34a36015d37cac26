"""A unit that was asked about and not answered stands on paper, in both languages."""

from __future__ import annotations

import pytest

from consult.hcc.derive import SCHEMA
from tests.output.conftest import BASE, MakePaper, pages_of, rendered, squeezed

QUESTIONS = {
    "en": "Bilirubin: a value like this is usual in mg/dL – was it entered in the wrong unit?",
    "zh_CN": "胆红素：这样的数值常见于 mg/dL，是否填错了单位？",
}


@pytest.mark.parametrize("language", QUESTIONS)
def test_the_question_is_printed(paper: MakePaper, language: str) -> None:
    made = paper({**BASE, "bilirubin_umol_per_l": 1.1}, language)
    text = "".join(pages_of(rendered(made.document)))
    assert squeezed(QUESTIONS[language]) in text
    ordinary = paper(BASE, language)
    assert squeezed(QUESTIONS[language]) not in "".join(pages_of(rendered(ordinary.document)))


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_converted_value_is_printed_with_what_was_typed(paper: MakePaper, language: str) -> None:
    patient = SCHEMA.read(BASE).with_value("platelets_10e9_per_l", 165, "165000 /µL")
    words = paper(BASE, language).words
    assert words.entry(SCHEMA.by_id["platelets_10e9_per_l"], patient.entries["platelets_10e9_per_l"]) == (
        "165000 /µL = 165 × 10^9/L"
    )
