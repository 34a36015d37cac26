"""Logo and footer of the clinic on every kind of paper: in their places, told in words, the same each time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from consult.assess import Knowledge
from consult.clinic import Clinic, ClinicOn
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.letterhead import Logo, logo_of
from consult.phrases import Words
from consult.summary.blocks import Document
from consult.summary.html import render_html
from consult.summary.papers import KINDS, Kind, Wanted, paper
from consult.summary.pdf import render_pdf
from tests.output.conftest import CASES, TODAY, pages_of, squeezed

FOOTER = "For this person only"


def logo(size: tuple[int, int] = (600, 150)) -> Logo:
    out = BytesIO()
    Image.new("RGB", size, (0, 90, 120)).save(out, "PNG")
    return logo_of(out.getvalue())


def made(knowledge: Knowledge, kind: Kind, clinic: Clinic, language: str = "en") -> Document:
    patient = SCHEMA.read(CASES["three small"])
    local = ClinicOn(clinic, TODAY, declared=DECLARED)
    assessment = knowledge.assess(derive(patient, today=TODAY), local=local)
    words = Words(language, DECLARED, knowledge.catalog)
    return paper(
        Wanted(kind, language), patient, assessment, words, knowledge, today=TODAY, program_version="9.9.9"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_logo_stands_once_and_the_footer_on_every_page(knowledge: Knowledge, kind: Kind) -> None:
    clinic = Clinic(name="City Hospital", footer=FOOTER, logo=logo())
    data = render_pdf(made(knowledge, kind, clinic))
    reader = PdfReader(BytesIO(data))
    with_pictures = [len(page.images) for page in reader.pages]
    assert with_pictures == [1] + [0] * (len(with_pictures) - 1)
    assert all(squeezed(FOOTER) in text for text in pages_of(data))
    assert data == render_pdf(made(knowledge, kind, clinic))


@pytest.mark.parametrize("size", [(600, 20), (40, 400), (2000, 2000), (1, 1)])
def test_a_logo_of_any_shape_keeps_to_its_place(knowledge: Knowledge, size: tuple[int, int]) -> None:
    document = made(knowledge, "board", Clinic(logo=logo(size)))
    assert document.logo is not None
    assert document.logo.wide <= 128.01
    assert document.logo.high <= 44.01
    plain = made(knowledge, "board", Clinic())
    assert "".join(pages_of(render_pdf(document))) == "".join(pages_of(render_pdf(plain)))


@pytest.mark.parametrize(("language", "words"), [("en", "Logo of the clinic"), ("zh_CN", "机构标志")])
def test_the_logo_is_told_and_stands_inside_the_html(knowledge: Knowledge, language: str, words: str) -> None:
    document = made(knowledge, "doctor", Clinic(name="City Hospital", logo=logo()), language)
    assert document.logo is not None
    assert document.logo.words == words
    html = render_html(document).decode()
    assert f'aria-label="{words}"' in html
    assert html.count("data:image/png;base64,") == 1
    assert "img-src data:" in html
    assert "img-src" not in render_html(made(knowledge, "doctor", Clinic(), language)).decode()
