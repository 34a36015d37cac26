"""Reprints and merged papers: every page says what it is and whose, whatever was put together."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.summary.stamp import merged, page_count, stamped
from tests.output.conftest import squeezed


def texts(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def ink(pdf: bytes) -> list[bytes]:
    """The pages as pictures."""
    return [page.render(scale=1, grayscale=True).to_pil().tobytes() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_reprint_says_so_on_every_page_and_keeps_all_else(papers: dict[str, bytes], language: str) -> None:
    mark = Words(language, DECLARED).say("paper.mark.reprint", n=3)
    done = stamped(papers[language], mark)
    assert {"en": "REPRINT: print 3 of this paper", "zh_CN": "重印：本件第3次打印"}[language] == mark
    for before, after in zip(texts(papers[language]), texts(done), strict=True):
        assert squeezed(mark) in after
        assert after.replace(squeezed(mark), "") == before


def test_the_same_reprint_has_the_same_bytes(papers: dict[str, bytes]) -> None:
    assert stamped(papers["zh_CN"], "重印 1") == stamped(papers["zh_CN"], "重印 1")
    assert stamped(papers["zh_CN"], "重印 1") != stamped(papers["zh_CN"], "重印 2")


def test_the_mark_covers_nothing_that_was_printed(papers: dict[str, bytes]) -> None:
    """Wherever the stamped page differs, the page before was white."""
    before, after = ink(papers["en"]), ink(stamped(papers["en"], "REPRINT 12"))
    for old, new in zip(before, after, strict=True):
        changed = [old[at] for at in range(len(old)) if old[at] != new[at]]
        assert changed
        assert set(changed) == {255}


def test_the_mark_is_no_content_to_readers_of_tags_and_brings_its_letters(papers: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(stamped(papers["zh_CN"], "重印 1"))) as pdf:
        for page in pdf.pages:
            assert b"/Artifact" in page.Contents[-1].read_bytes()
            fonts = next(iter(page.Resources.XObject.values())).Resources.Font
            used = [font for font in fonts.values() if "/FontDescriptor" in font]
            assert used
            assert all("/FontFile2" in font.FontDescriptor for font in used)


def test_what_stands_in_a_mark_never_acts(papers: dict[str, bytes]) -> None:
    done = stamped(papers["en"], "R) Tj /URI (x\u202e\x00")
    assert b"/URI" not in b"".join(
        page.Contents[-1].read_bytes() for page in pikepdf.open(BytesIO(done)).pages
    )


def test_merged_papers_keep_their_pages_and_are_found_by_their_numbers(papers: dict[str, bytes]) -> None:
    parts = [("7K3F-Q2M9", papers["en"]), ("A1B2-C3D4", stamped(papers["zh_CN"], "重印 1"))]
    whole = merged(parts, "Consult")
    assert texts(whole) == [text for _name, pdf in parts for text in texts(pdf)]
    assert page_count(whole) == sum(page_count(pdf) for _name, pdf in parts)
    reader = PdfReader(BytesIO(whole))
    assert [entry["/Title"] for entry in reader.outline] == ["7K3F-Q2M9", "A1B2-C3D4"]
    assert whole == merged(parts, "Consult")
    assert "/EmbeddedFiles" not in str(reader.trailer["/Root"])
