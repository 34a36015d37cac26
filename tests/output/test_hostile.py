"""What a case holds is printed as text: nothing in it becomes markup, a link, an action or a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from pypdf import PdfReader

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.consultation import Consultation, Judgement, Plan
from consult.consultation_file import tidy
from consult.drawing import Drawing
from consult.errors import InputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.phrases import Words
from consult.summary.attachment import NAME, Attached, attached, read_attached
from consult.summary.blocks import Document, Figure, Heading
from consult.summary.board import board_sheet
from consult.summary.doctor import doctor_summary
from consult.summary.html import render_html
from consult.summary.papers import Kind
from consult.summary.pdf import clean, render_pdf
from consult.summary.pdf_password import protect
from consult.summary.record import text_record
from consult.summary.safe import harmless
from tests.output.conftest import BASE, TODAY, pages_of, squeezed
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
OURS = {"/EmbeddedFile", "/EmbeddedFiles"}
"""Of the one file that we attach."""
OUR_FILE = "/EmbeddedFile"
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
    for document, _carried in carriers(knowledge, patient, said, language):
        yield document


def carriers(
    knowledge: Knowledge, patient: dict[str, Any], said: Consultation, language: str
) -> Iterator[tuple[Document, Attached | None]]:
    """The papers of a case, each with what goes with it."""
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    made: dict[Kind, Callable[..., Document]] = {"doctor": doctor_summary, "board": board_sheet}
    for kind, make in made.items():
        document = make(read, assessment, words, knowledge, today=TODAY, program_version="9.9.9", said=said)
        yield document, attached(kind, read, said, assessment, knowledge, words)


def test_there_are_at_least_five_hundred() -> None:
    assert len(PAYLOADS) >= 500
    assert len(TAKEN) >= 400


def test_a_payload_met_again_is_cleaned_again() -> None:
    """`clean` remembers the characters that stay as they are: none of those that act is ever among them."""
    for text in PAYLOADS:
        first = clean(text)
        assert clean(text) == first == clean(first)
        assert all(harmless(character) == character for character in first if character != "\n")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_no_payload_acts_in_a_pdf(knowledge: Knowledge, number: int) -> None:
    texts = CASES[number]
    patient, said = case(texts)
    for document, carried in carriers(knowledge, patient, said, ("en", "zh_CN")[number % 2]):
        assert carried is not None
        data = render_pdf(document, carried)
        check_nothing_acts(data, carried.data)
        reader = PdfReader(BytesIO(data), strict=True)
        text = "".join(pages_of(data))
        assert squeezed(clean(texts[0])) in text or len(texts[0]) > 60
        for page in reader.pages:
            assert "/XObject" not in page["/Resources"]  # type: ignore[operator]
            for annotation in page.get("/Annots", ()):
                assert annotation.get_object()["/Subtype"] == "/Link"
                assert "/A" not in annotation.get_object()


def check_nothing_acts(data: bytes, carried: bytes | None, password: str = "") -> None:
    """No object of the finished file acts, whether something leads to it or not; one file at most is attached, ours."""
    with pikepdf.open(BytesIO(data), password=password) as pdf:
        found = names_of(pdf)
        assert (ACTING & found) == (OURS if carried is not None else set())
        files = [
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Type") == OUR_FILE
        ]
        assert [file.read_bytes() for file in files] == ([] if carried is None else [carried])
        if carried is not None:
            assert [str(name) for name in pdf.Root.Names.EmbeddedFiles.Names][::2] == [NAME]
        assert pdf.Root.StructTreeRoot.K.S == "/Document"


@pytest.mark.parametrize("number", range(0, len(CASES), 6))
def test_no_payload_acts_in_a_protected_pdf(knowledge: Knowledge, number: int) -> None:
    patient, said = case(CASES[number])
    for document, carried in carriers(knowledge, patient, said, "zh_CN"):
        assert carried is not None
        check_nothing_acts(protect(render_pdf(document, carried), "a b"), carried.data, "a b")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_is_attached_is_data_and_comes_back_as_it_was(knowledge: Knowledge, number: int) -> None:
    patient, _said = case(CASES[number])
    _patient, said = case([tidy(text) or "?" for text in CASES[number]])
    (_document, carried), *_board = carriers(knowledge, patient, said, "en")
    assert carried is not None
    assert read_attached(carried.data, SCHEMA, today=TODAY) == CaseFile(SCHEMA.read(patient), said)


def test_a_payload_in_what_is_said_of_the_file_is_text() -> None:
    for text in TAKEN[::5]:
        said = clean(text)
        whole = Document(
            title=said,
            subject=said,
            language="en",
            identity=(said,),
            marks=(said,),
            provenance=(said,),
            page="{page}",
            blocks=(Heading(said), Figure(Drawing(wide=9, high=9, shapes=(), words=said), label=said)),
        )
        data = render_pdf(whole, Attached(b"{}", said))
        check_nothing_acts(data, b"{}")
        with pikepdf.open(BytesIO(data)) as pdf:
            xmp = ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode())
            told = [e.text for e in xmp.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
            assert told[0] == said or "\n" in said
            assert len(told) == 4


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


def names_of(pdf: pikepdf.Pdf) -> set[str]:
    """Every key in any object of a PDF, and what each says it is or does."""
    found: set[str] = set()
    stack: list[Any] = [*pdf.objects, pdf.trailer]
    while stack:
        at = stack.pop()
        if isinstance(at, pikepdf.Array):
            stack += [part for part in at if not getattr(part, "is_indirect", False)]
        elif isinstance(at, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in at.items():
                found.add(key)
                if key in ("/S", "/Type", "/Subtype"):
                    found.add(str(value))
                if not getattr(value, "is_indirect", False):
                    stack.append(value)
    return found
