"""The rule book: all of the catalogue stands in it, in words, on whole pages, in both languages and both formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache, cached_property
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from consult import signoff
from consult.catalog import Catalog, Signature
from consult.cli import main
from consult.evidence import key_sources, noted
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.blocks import Document, Heading, Run
from consult.summary.blocks import Row as TableRow
from consult.summary.book import rule_book
from consult.summary.book_back import Scored, party
from consult.summary.html import render_html
from consult.summary.lines import Breaker
from consult.summary.pages import EDGE, Mark, Stroke, Text, set_pages
from consult.summary.pdf import clean, render_pdf
from consult.summary.pdf_fonts import advance
from consult.summary.rows import MARGIN, SHEETS
from db.catalog import open_catalog
from resources import path
from tests.output.conftest import pages_of, squeezed

LANGUAGES = ("en", "zh_CN")
ON_PAPER = ("zh_CN", pytest.param("en", marks=pytest.mark.soak))
"""The PDF is set in one language in each run, in the other one by `make soak`."""
READ = (
    *(("html_words", "en"), ("html_words", "zh_CN"), ("pdf_words", "zh_CN")),
    pytest.param("pdf_words", "en", marks=pytest.mark.soak),
)
VOID = {"meta", "br", "col"}


def make(catalog: Catalog, language: str) -> Document:
    results = derive(SCHEMA.empty()).results.values()
    scores = [Scored(r.item, r.source, "unverified_rule" in r.flags) for r in results]
    words = Words(language, DECLARED, catalog)
    return rule_book(catalog, words, DECLARED, scores=scores, program_version="9.9.9")


class Book:
    """One language's book in both formats, and their words without spaces; each is made when first asked for."""

    def __init__(self, language: str) -> None:
        self.document = make(open_catalog(path("catalog.sqlite")), language)

    @cached_property
    def html(self) -> str:
        return render_html(self.document).decode("utf-8")

    @cached_property
    def html_words(self) -> str:
        return squeezed(shown(self.html))

    @cached_property
    def pdf(self) -> bytes:
        return render_pdf(self.document)

    @cached_property
    def pages(self) -> tuple[str, ...]:
        opened = pypdfium2.PdfDocument(self.pdf)
        read = (opened[n].get_textpage().get_text_range() for n in range(len(opened)))
        return tuple(squeezed(text.replace("\ufffe", "-")) for text in read)

    @cached_property
    def pdf_words(self) -> str:
        return "".join(self.pages)


@cache
def book(language: str) -> Book:
    return Book(language)


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)))


def texts(value: Any) -> Iterator[str]:
    """Every text of a document, whatever it stands in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in ("anchor", "to", "tone"):
                yield from texts(getattr(value, field.name))


def runs(value: Any) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from runs(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from runs(getattr(value, field.name))


def anchors(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        found += [block.anchor] if isinstance(block, Heading) and block.anchor else []
        found += [
            row.anchor for row in getattr(block, "rows", ()) if isinstance(row, TableRow) and row.anchor
        ]
    return found


def ids(catalog: Catalog) -> set[str]:
    parts = [part.id for t in catalog.treatments.values() for part in (*t.points, *t.outcomes)]
    return {*catalog.rules, *catalog.positions, *catalog.conflicts, *catalog.treatments, *parts}


# -- nothing is left out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "language"), READ)
def test_every_row_source_and_treatment_is_in_the_book(catalog: Catalog, language: str, form: str) -> None:
    said = getattr(book(language), form)
    words = Words(language, DECLARED, catalog)
    assert [row for row in ids(catalog) if squeezed(row) not in said] == []
    assert [source for source in catalog.sources if squeezed(source) not in said] == []
    names = [clean(words.treatment(treatment)) for treatment in catalog.treatments]
    assert [name for name in names if squeezed(name) not in said] == []


@pytest.mark.parametrize(("form", "language"), READ)
def test_every_sentence_of_the_catalogue_is_in_the_book(catalog: Catalog, language: str, form: str) -> None:
    said = getattr(book(language), form)
    missing = [key for key, text in catalog.texts[language].items() if squeezed(clean(text)) not in said]
    if form == "pdf_words":  # a sentence that runs over a page has the frame of the page in it
        assert len(missing) <= 2 * len(book(language).pages)
        tails = [squeezed(clean(catalog.text(language, key)))[-8:] for key in missing]
        assert all(tail in said for tail in tails)
    else:
        assert missing == []


def test_every_note_is_printed_under_its_source_with_how_far_it_was_read(catalog: Catalog) -> None:
    html, words = book("en").html, Words("en", DECLARED, catalog)
    for source in key_sources(catalog):
        chapter = shown(html.partition(f'id="note.{source}"')[2].partition('id="note.')[0])
        places = [chapter.index(sentence) for sentence in noted(catalog, "en", source).values()]
        assert places == sorted(places)
        assert words.reading(catalog.sources[source].read) in chapter


def test_every_rule_row_is_printed_once_and_its_treatments_lead_to_it(catalog: Catalog) -> None:
    document = book("en").document
    places = anchors(document)
    for rule in catalog.rules:
        assert places.count(f"rule.{rule}") == 1
    assert len(places) == len(set(places))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    document = book(language).document
    assert {run.to for run in runs(document.blocks) if run.to} <= set(anchors(document))


def test_both_languages_have_the_same_parts_in_the_same_places() -> None:
    english, chinese = (book(language).document for language in LANGUAGES)
    assert [type(block) for block in english.blocks] == [type(block) for block in chinese.blocks]
    assert anchors(english) == anchors(chinese)


# -- words, never ids of facts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fact_or_member_is_printed_as_its_id(catalog: Catalog, language: str) -> None:
    known = ids(catalog)
    members = {choice.id for field in DECLARED.values() for choice in field.choices}
    internal = {name for name in (*DECLARED, *members) if "_" in name} - catalog.treatments.keys()
    assert {"portal_vein_invasion", "largest_lesion_mm"} <= internal
    for text in texts(book(language).document.blocks):
        for word in re.findall(r"[A-Za-z0-9_.-]+", text):
            assert word not in internal or any(word in name for name in known if name in text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_is_worded(catalog: Catalog, language: str) -> None:
    words = Words(language, DECLARED, catalog)
    said = book(language).html_words
    for rule in catalog.rules.values():
        for criterion in rule.when:
            assert squeezed(words.criterion(criterion)) in said
    for conflict in catalog.conflicts.values():
        for name in (*conflict.a, *conflict.b):
            assert "_" not in party(name, catalog, words)
            assert "=" not in party(name, catalog, words)


def test_the_chinese_book_says_nothing_of_the_program_in_english(catalog: Catalog) -> None:
    """Apart from names, ids and references, each line of the Chinese book has Chinese characters or no word at all."""
    english = {text for text in texts(book("en").document.blocks) if re.search("[a-z]{4,} [a-z]{3,} ", text)}
    references = [s.citation for s in catalog.sources.values()]
    references += [g.title for g in catalog.guidelines.values()]
    same = english & set(texts(book("zh_CN").document.blocks))
    assert [text for text in same if not any(text.startswith(r.rstrip(".")[:20]) for r in references)] == []


# -- pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ON_PAPER)
def test_every_page_is_headed_by_edition_hash_and_review_and_is_numbered(
    catalog: Catalog, language: str
) -> None:
    made, words = book(language), Words(language, DECLARED, catalog)
    for number, page in enumerate(made.pages, 1):
        assert page.count(catalog.sha256[:12]) >= 2
        assert page.count(catalog.edition) >= 2
        assert squeezed(words.review) in page
        assert squeezed(words.say("paper.page", page=number, pages=len(made.pages))) in page


@pytest.mark.parametrize("language", ON_PAPER)
def test_no_text_leaves_its_page_or_lies_on_another(language: str) -> None:
    breaker = Breaker(advance())
    for page in set_pages(book(language).document, breaker)[0]:
        taken: list[tuple[float, float, float, str]] = []
        for item in page.items:
            if isinstance(item, Stroke):
                assert MARGIN - 0.1 <= item.x0 <= item.x1 <= MARGIN + SHEETS["a4"].room + 0.1
            if not isinstance(item, Text) or not item.text.strip("\u00a0 "):
                continue
            end = item.x + breaker.width(item.text, item.face)
            assert item.x >= MARGIN - 0.1
            assert end <= MARGIN + SHEETS["a4"].room + 0.5, item.text
            assert item.y >= EDGE - 1, item.text
            taken.append((item.y - item.face.rise, item.x, end, item.text))
        taken.sort()
        for (y, start, end, text), (after_y, after_start, after_end, after) in pairwise(taken):
            if abs(after_y - y) < 4:
                assert after_start >= end - 0.6 or after_end <= start + 0.6, (text, after)


@pytest.mark.parametrize("language", ON_PAPER)
def test_no_heading_is_the_last_thing_on_a_page(language: str) -> None:
    for page in set_pages(book(language).document, Breaker(advance()))[0]:
        lowest = min(item.y for item in page.items if isinstance(item, Text) and item.y > EDGE + 14)
        for mark in page.items:
            if isinstance(mark, Mark) and mark.title:
                assert mark.y - lowest > 30, mark.title


@pytest.mark.parametrize("language", ON_PAPER)
def test_the_contents_give_the_page_of_every_chapter(language: str) -> None:
    made = book(language)
    headings = [b for b in made.document.blocks if isinstance(b, Heading) and b.anchor]
    front = "".join(made.pages[:3])
    reader = PdfReader(BytesIO(made.pdf))
    outline = [entry for part in reader.outline for entry in (part if isinstance(part, list) else [part])]
    places = {str(entry["/Title"]): reader.get_destination_page_number(entry) for entry in outline}
    for heading in headings:
        page = places[clean(heading.text)]
        assert page is not None
        assert squeezed(clean(heading.text)) in made.pages[page]
        assert squeezed(f"{clean(heading.text)}{page + 1}") in front, heading.text


# -- safe, and the same each time ----------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Notes every tag, attribute, and whether each one is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    assert tags.tags.isdisjoint(
        {"script", "img", "link", "iframe", "object", "embed", "svg", "form", "base", "b"}
    )
    for name, value in tags.attributes:
        assert not name.startswith("on")
        assert name != "src"
        assert name != "href" or value.startswith("#")
    assert "url(" not in html
    assert "@import" not in html
    return tags


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_one_whole_file_with_nothing_from_outside(language: str) -> None:
    made = book(language)
    tags = checked(made.html)
    ids_given = [value for name, value in tags.attributes if name == "id"]
    assert len(ids_given) == len(set(ids_given))
    assert {value[1:] for name, value in tags.attributes if name == "href"} <= set(ids_given)
    assert ("lang", language.replace("_", "-")) in tags.attributes
    assert "@media print" in made.html
    assert "default-src 'none'" in made.html


HOSTILE = "</td><script>alert(1)</script><b onclick=x> &amp; \"'> ]]> {page} %s \u202eevil\u0000\x1b[31m 😀"


def test_hostile_words_stay_words(catalog: Catalog) -> None:
    planted = {
        "rule.resection.child-pugh-c": HOSTILE,
        "treatment.tace.name": HOSTILE,
        "treatment.tace.what": HOSTILE * 3,
        "glossary.ascites.name": HOSTILE,
    }
    hostile = replace(
        catalog,
        edition=HOSTILE,
        texts={"en": {**catalog.texts["en"], **planted}, "zh_CN": catalog.texts["zh_CN"]},
        sources={
            **catalog.sources,
            "FIN20": replace(catalog.sources["FIN20"], citation=HOSTILE, read=HOSTILE, doi=HOSTILE),
        },
        signoffs={
            "rule.resection.child-pugh-c": (
                Signature(reviewer=HOSTILE, date="2026-11-01", sha256="0" * 64, lapsed=False),
            )
        },
    )
    document = make(hostile, "en")
    html = render_html(document).decode("utf-8")
    checked(html)
    for character in ("\u202e", "\u0000", "\x1b"):
        assert character not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    planted_in = [block for block in document.blocks if any("<script>" in text for text in texts(block))]
    assert len(planted_in) > 10
    # On paper those parts and the chapters they stand in: the rest is set in the tests above.
    kept = [b for b in document.blocks if b in planted_in or (isinstance(b, Heading) and b.level == 1)]
    text = "".join(pages_of(render_pdf(replace(document, blocks=tuple(kept)))))
    assert text.count("<script>alert(1)</script>") >= len(planted_in)


@pytest.mark.parametrize("language", ON_PAPER)
def test_the_same_catalogue_gives_the_same_bytes(catalog: Catalog, language: str) -> None:
    again = make(catalog, language)
    assert again == book(language).document
    assert render_html(again).decode("utf-8") == book(language).html


# -- signing -------------------------------------------------------------------------------------------------------


def test_reviewers_stand_under_what_they_signed(catalog: Catalog) -> None:
    def pair(*lapsed: bool) -> tuple[Signature, ...]:
        names = ("Test One", "Test Two")
        return tuple(
            Signature(reviewer=name, date="2026-11-01", sha256="0" * 64, lapsed=old)
            for name, old in zip(names, lapsed, strict=False)
        )

    signed = replace(
        catalog,
        signoffs={
            "rule.resection.child-pugh-c": pair(False, False),
            "position.bclc-2025.rfa.0": pair(False),
            "treatment.tace": pair(True, False),
        },
    )
    said = squeezed(shown(render_html(make(signed, "en")).decode("utf-8")))
    names = "Test One, 2026-11-01, Test Two, 2026-11-01"
    assert squeezed(f"resection.child-pugh-c signed: {names}") in said
    assert squeezed("bclc-2025.rfa.0 one of two signatures: Test One, 2026-11-01") in said
    assert squeezed(f"tace · lapsed: {names}") in said
    every = len(signoff.records(catalog))
    assert squeezed(f"1 of {every} records") in said
    assert "Testone" not in book("en").html_words


def test_the_last_table_leaves_room_for_two_reviewers_of_every_part(catalog: Catalog) -> None:
    document = book("en").document
    last = document.blocks[-1]
    titles = [column.title for column in last.columns]  # type: ignore[union-attr]
    assert titles[2:] == ["Reviewer 1: name, date, signature", "Reviewer 2: name, date, signature"]
    parts = [row.cells[0][0].text for row in last.rows]  # type: ignore[union-attr]
    words = Words("en", DECLARED, catalog)
    assert {words.treatment(treatment) for treatment in catalog.treatments} <= set(parts)
    counted = sum(int(row.cells[1][0].text.split()[2]) for row in last.rows)  # type: ignore[union-attr]
    assert counted == len(signoff.records(catalog))


# -- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "language"),
    [
        *(("html", "en"), ("pdf", "zh_CN")),
        *(pytest.param(*rest, marks=pytest.mark.soak) for rest in (("html", "zh_CN"), ("pdf", "en"))),
    ],
)
def test_the_command_writes_the_book_and_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, form: str
) -> None:
    monkeypatch.setattr("consult.cli.__version__", "9.9.9")
    out = tmp_path / f"规则 book.{form}"
    result = CliRunner().invoke(
        main, ["catalog", "export", "--lang", language, "--format", form, "-o", str(out)]
    )
    assert (result.exit_code, result.output) == (0, "")
    made = book(language)
    if form == "html":
        assert out.read_text("utf-8") == made.html
    else:
        assert out.read_bytes() == made.pdf
    assert [file.name for file in tmp_path.iterdir()] == [out.name]


def test_a_path_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["catalog", "export", "-o", str(tmp_path / "nowhere" / "book.html")])
    assert result.exit_code == 1
    assert "cannot be written" in result.output
