"""The guide as HTML and PDF: whole, in both languages, with nothing in it that acts or is loaded from elsewhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from consult.vocabulary import LANGUAGES
from ui.guide import manual

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    """The script, which is no part of the program."""
    spec = importlib.util.spec_from_file_location("guide_builder", ROOT / ".ci" / "guide.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(made)
    yield made
    sys.path[:] = before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_whole_and_nothing_in_it_acts(builder: ModuleType, language: str) -> None:
    made = builder.page_of(language)
    for name in manual.PAGES:
        assert f"<h2>{manual.title(name, language)}</h2>" in made
    assert 'id="administrator"' in made
    assert not re.search(
        r"<script|javascript:|https?:|\son\w+=|<iframe|<form|<link|@import|url\(", made, re.I
    )
    assert re.findall(r'<img src="(?!data:image/png;base64,)', made) == []
    assert made.count("<img ") == 4
    ids = set(re.findall(r'id="([^"]+)"', made))
    leads = re.findall(r'href="([^"]+)"', made)
    assert len(leads) > len(manual.PAGES)
    assert [lead for lead in leads if lead[1:] not in ids] == []


def test_both_languages_have_the_same_parts(builder: ModuleType) -> None:
    def parts(language: str) -> list[str]:
        return re.findall(r"<(h[1-5]|img|nav|section|table)\b", builder.page_of(language))

    assert parts("en") == parts("zh_CN")


def test_the_pdf_has_contents_page_numbers_and_only_the_bundled_fonts(
    builder: ModuleType, tmp_path: Path
) -> None:
    builder.write_pdf(builder.page_of("zh_CN"), tmp_path / "guide.pdf")
    read = PdfReader(tmp_path / "guide.pdf")
    pages = [re.sub(r"\s", "", page.extract_text()) for page in read.pages]
    assert 8 <= len(pages) <= 30
    titles = [re.sub(r"\s", "", manual.title(name, "zh_CN")) for name in manual.PAGES]
    for title in titles:
        said = re.search(re.escape(title) + r"\.*(\d+)", pages[0])
        assert said is not None, title
        assert title in pages[int(said[1]) - 1]
    for number, page in enumerate(pages, 1):
        assert f"第{number}页" in page
    width, height = (float(side) for side in read.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read.pages
        for font in page["/Resources"].get_object()["/Font"].values()
    }
    assert fonts
    assert all("Noto" in font for font in fonts)


def test_a_picture_from_outside_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    from weasyprint.urls import FatalURLFetchingError

    outside = '<img src="file:///etc/hostname">'
    with pytest.raises(FatalURLFetchingError):
        builder.write_pdf(f"<html><body>{outside}</body></html>", tmp_path / "guide.pdf")


def test_all_pictures_are_small_enough_to_be_kept() -> None:
    files = list((ROOT / "docs" / "pictures" / "guide").iterdir())
    assert len(files) == 8
    assert sum(file.stat().st_size for file in files) < 3 * 1024 * 1024


def test_the_program_does_not_import_what_sets_the_guide() -> None:
    for folder in ("consult", "db", "ui", "resources"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not re.search(
                r"import (weasyprint|markdown_it)|from (weasyprint|markdown_it)", file.read_text("utf-8")
            )
