"""What a case holds is printed as text: nothing in it becomes markup, a link, an action or a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from consult.assess import Knowledge
from consult.catalog import DEFAULT_GUIDELINE
from consult.consultation import Consultation, Judgement, Plan
from consult.errors import InputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.blocks import Document
from consult.summary.board import board_sheet
from consult.summary.doctor import doctor_summary
from consult.summary.html import render_html
from consult.summary.pdf import clean, render_pdf
from consult.summary.record import text_record
from consult.summary.safe import harmless
from tests.output.conftest import BASE, TODAY, squeezed
from tests.output.payloads import payloads

ACTING = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/URI",
    "/AA",
    "/OpenAction",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/RichMedia",
}
PAYLOADS = tuple(payloads())
IN_ONE_CASE = 20
"""Payloads in the free texts of one case, so that all of them are printed in a few papers."""
FIELDS = ("top_concerns", "language", "religious_or_blood_product_limits", "germline_variant")


def taken(values: Iterator[str] | tuple[str, ...]) -> list[str]:
    """Those a case file may hold at all."""
    found = []
    for text in values:
        try:
            SCHEMA.read({"top_concerns": text})
        except InputError:
            continue
        found.append(text)
    return found


TAKEN = taken(PAYLOADS)
CASES = [TAKEN[at : at + IN_ONE_CASE] for at in range(0, len(TAKEN), IN_ONE_CASE)]


def case(texts: list[str]) -> tuple[dict[str, Any], Consultation]:
    """A case with `texts` wherever text may stand."""
    share = max(1, len(texts) // len(FIELDS))
    patient: dict[str, Any] = {**BASE, "lesions": [{"size_mm": 25, "label": texts[0][:20]}]}
    for at, field in enumerate(FIELDS):
        own = texts[at * share : (at + 1) * share]
        if own:
            patient[field] = " | ".join(own)
    judged = Judgement(treatment="tace", status="possible", reason=texts[-1])
    plan = Plan(
        kind="board", reason=texts[0], refer_to=texts[1 % len(texts)], board_question=" ".join(texts)[:1900]
    )
    return patient, Consultation(plan=plan, leaning=judged, notes=texts[-1], disagreements=(judged,))


def papers(
    knowledge: Knowledge, patient: dict[str, Any], said: Consultation, language: str
) -> Iterator[Document]:
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    made: tuple[Callable[..., Document], ...] = (doctor_summary, board_sheet)
    for make in made:
        yield make(read, assessment, words, knowledge, today=TODAY, program_version="9.9.9", said=said)


def test_there_are_at_least_five_hundred() -> None:
    assert len(PAYLOADS) >= 500
    assert len(TAKEN) >= 400


@pytest.mark.parametrize("number", range(len(CASES)))
def test_no_payload_acts_in_a_pdf(knowledge: Knowledge, number: int) -> None:
    texts = CASES[number]
    patient, said = case(texts)
    for document in papers(knowledge, patient, said, ("en", "zh_CN")[number % 2]):
        data = render_pdf(document)
        reader = PdfReader(BytesIO(data), strict=True)
        assert not ACTING & keys_of(reader.trailer["/Root"])
        text = "".join(squeezed(page.extract_text()) for page in reader.pages)
        assert squeezed(clean(texts[0])) in text or len(texts[0]) > 60
        for page in reader.pages:
            assert "/XObject" not in page["/Resources"]  # type: ignore[operator]
            for annotation in page.get("/Annots", ()):
                assert annotation.get_object()["/Subtype"] == "/Link"
                assert "/A" not in annotation.get_object()


def test_the_texts_reach_the_paper_whole(knowledge: Knowledge) -> None:
    patient = {**BASE, "top_concerns": "<b>a & b</b>; ) Tj ET; {page} %s {{x}}; =1+1"}
    for document in papers(knowledge, patient, Consultation(notes="<i>n</i> \u202egnp"), "en"):
        if document.title != "Summary for the doctor":
            continue
        text = "".join(
            squeezed(page.extract_text()) for page in PdfReader(BytesIO(render_pdf(document))).pages
        )
        for part in ("<b>a&b</b>", ")TjET", "{page}%s{{x}}", "=1+1", "<i>n</i>?gnp"):
            assert part in text


@pytest.mark.parametrize("number", range(0, len(CASES), 3))
def test_no_payload_acts_in_html(knowledge: Knowledge, number: int) -> None:
    patient, said = case(CASES[number])
    clean_patient, clean_said = case(["plain"] * len(CASES[number]))
    for document, plain in zip(
        papers(knowledge, patient, said, "en"),
        papers(knowledge, clean_patient, clean_said, "en"),
        strict=True,
    ):
        made, known = render_html(document).decode(), render_html(plain).decode()
        assert tags(made) <= tags(known) | {"<br>"}  # a line end
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", made)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_no_payload_acts_where_the_record_is_pasted(knowledge: Knowledge, number: int) -> None:
    patient, said = case(CASES[number])
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words("en", DECLARED, knowledge.catalog)
    text = text_record(
        read, assessment, words, today=TODAY, program_version="9", said=replace(said, notes="")
    )
    assert all(harmless(character) == character for character in text if character != "\n")
    assert json.loads(json.dumps(text)) == text


def tags(html: str) -> set[str]:
    """Every tag with the names of its attributes."""
    found = set()
    for tag in re.findall(r"<[^>]+>", html):
        found.add(re.sub(r"""=("[^"]*"|'[^']*')""", "", tag))
    return found


def keys_of(root: Any) -> set[str]:
    """The names of everything in a PDF that can be reached from its root."""
    found: set[str] = set()
    seen: set[int] = set()
    stack = [root]
    while stack:
        at = stack.pop()
        if isinstance(at, IndirectObject):
            if at.idnum in seen:
                continue
            seen.add(at.idnum)
            at = at.get_object()
        if isinstance(at, DictionaryObject):
            found.update(str(key) for key in at)
            found.update(str(value) for key, value in at.items() if key in ("/S", "/Type", "/Subtype"))
            stack += list(at.values())
        elif isinstance(at, ArrayObject):
            stack += list(at)
    return found
