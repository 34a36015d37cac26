"""Patients and papers for the tests of what is printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from pypdfium2 import PdfDocument, PdfPage

from consult.assess import Assessment, Knowledge
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.patient import Patient
from consult.phrases import Words
from consult.summary.blocks import Document
from consult.summary.doctor import doctor_summary
from consult.summary.pages import set_pages
from consult.summary.pdf import _breaker, _cleaned, render_pdf

TODAY = date(2026, 11, 23)
BASE: dict[str, Any] = {
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "diagnosis_basis": "imaging_lirads5",
    "cirrhosis": "yes",
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "prior_treatments": [],
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "afp_ng_per_ml": 22,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "ecog": 0,
    "varices": "none",
    "hbsag": "positive",
    "exclusion_checklist": "none_apply",
}
CASES: dict[str, dict[str, Any]] = {
    "very early": {**BASE, "lesions": [{"size_mm": 18}]},
    "three small": {**BASE, "lesions": [{"size_mm": 25}, {"size_mm": 22}, {"size_mm": 14}]},
    "five": {**BASE, "lesions": [{"size_mm": 45}] * 5},
    "vein": {
        **BASE,
        "lesions": [{"size_mm": 95}],
        "portal_vein_invasion": "vp3",
        "ecog": 1,
        "ecog_attribution": "tumour",
    },
    "end stage": {
        **BASE,
        "lesions": [{"size_mm": 95}],
        "ascites": "moderate_severe",
        "albumin_g_per_l": 25,
        "ecog": 3,
        "ecog_attribution": "tumour",
        "bilirubin_umol_per_l": 60,
    },
    "not recorded": {},
}


class Paper:
    """A doctor's summary with the patient and the assessment it was made from."""

    def __init__(self, patient: Patient, assessment: Assessment, words: Words, document: Document) -> None:
        self.patient = patient
        self.assessment = assessment
        self.words = words
        self.document = document


MakePaper = Callable[..., Paper]


@pytest.fixture
def paper(knowledge: Knowledge) -> MakePaper:
    """Makes the summary of a patient given as JSON."""

    def make(
        patient: dict[str, Any],
        language: str = "en",
        *,
        chosen: tuple[str, ...] = (),
        guideline: str = DEFAULT_GUIDELINE,
        today: date = TODAY,
    ) -> Paper:
        read = SCHEMA.read(patient)
        assessment = knowledge.assess(derive(read, today=TODAY), guideline)
        words = Words(language, DECLARED, knowledge.catalog)
        document = doctor_summary(
            read, assessment, words, knowledge, today=today, chosen=chosen, program_version="9.9.9"
        )
        return Paper(read, assessment, words, document)

    return make


@lru_cache(maxsize=64)
def rendered(document: Document) -> bytes:
    """The PDF of a document; equal documents are set once."""
    return render_pdf(document)


def page_count(document: Document) -> int:
    """On how many pages a document is set, without drawing them."""
    return len(set_pages(_cleaned(document), _breaker())[0])


@lru_cache(maxsize=64)
def pages_of(data: bytes) -> tuple[str, ...]:
    """The text of each page, as a reader extracts it, without spaces and line ends.

    Read by pdfium, which is quick; the tests of single pages read with pypdf too.
    """
    with closing(PdfDocument(data)) as pdf:
        return tuple(_text_of(page) for page in pdf)


def _text_of(page: PdfPage) -> str:
    """A hyphen at the end of a line is read back as U+FFFE."""
    return squeezed(page.get_textpage().get_text_range().replace("\ufffe", "-"))


def squeezed(text: str) -> str:
    """Text as it is compared: line ends and spaces depend on where lines break; raised figures are level.

    Quotation marks are straight on paper, away from Chinese characters.
    """
    level = str.maketrans("✕⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉“”‘’", "×0123456789-0123456789\"\"''")
    return "".join(text.translate(level).split()).replace("10^9", "109")
