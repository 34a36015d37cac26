"""The clinic's own layer on the doctor's paper: letterhead, contact, "Here" named as local; text stays text."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from consult.assess import Knowledge
from consult.clinic import ClinicOn, read_clinic
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.blocks import Document, Labelled, Row, Table
from consult.summary.doctor import doctor_summary
from consult.summary.html import render_html
from consult.summary.options import in_detail
from consult.summary.pdf import render_pdf
from tests.output.conftest import CASES, TODAY, MakePaper, pages_of, squeezed

HOSTILE = "<img src=x onerror=1></p> &amp; {page} $(id) 100% of 100"
NAME, LINE, CONTACT = "Example City Hospital", "1 Example Road", "Liver clinic 010 5555 0100"


def layer(**more: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "letterhead": {"name": NAME, "lines": [LINE, HOSTILE]},
        "contacts": [CONTACT, HOSTILE],
        "treatments": {
            "resection": {
                "state": "refer",
                "refer_to": HOSTILE,
                "as_at": "2026-01-15",
                "notes": {"threshold": {"text": HOSTILE, "as_at": "2026-09-01"}},
            },
            **more,
        },
    }


def paper_of(
    knowledge: Knowledge,
    raw: dict[str, Any],
    language: str = "en",
    chosen: tuple[str, ...] = ("resection", "rfa"),
    today: date = TODAY,
) -> Document:
    patient = SCHEMA.read(CASES["three small"])
    local = ClinicOn(read_clinic(json.dumps(raw).encode(), "clinic.json"), today, declared=DECLARED)
    assessment = knowledge.assess(derive(patient, today=TODAY), local=local)
    words = Words(language, DECLARED, knowledge.catalog)
    return doctor_summary(
        patient, assessment, words, knowledge, today=today, chosen=chosen, program_version="9.9.9"
    )


def rows(document: Document, label: str) -> list[tuple[str, Row]]:
    """The title of each table that has a row of this label, and the row."""
    return [
        (block.title, row)
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        if not row.band and row.ruled and row.cells[0][0].text == label
    ]


@pytest.mark.parametrize(("language", "word"), [("en", "Local"), ("zh_CN", "本院")])
def test_letterhead_first_contact_last_and_here_in_every_looked_at_option(
    knowledge: Knowledge, language: str, word: str
) -> None:
    document = paper_of(knowledge, layer(), language)
    pages = pages_of(render_pdf(document))
    head, title = squeezed(NAME), squeezed(document.title)
    assert pages[0].index(head) < pages[0].rindex(title)
    assert squeezed(LINE) in pages[0]
    assert all(head not in page for page in pages[1:])
    words = Words(language, DECLARED, knowledge.catalog)
    (end,) = [
        at
        for at, block in enumerate(document.blocks)
        if isinstance(block, Labelled) and block.label == words.say("local.contacts")
    ]
    assert CONTACT in [paragraph.text for paragraph in document.blocks[end].content]  # type: ignore[union-attr]
    assert all(not isinstance(block, Table) or not block.title for block in document.blocks[end:])
    found = rows(document, words.say("aspect.here"))
    assert len(found) == 2
    assert all(word.casefold() in row.cells[0][0].text.casefold() for _title, row in found)
    said = found[0][1].cells[0][1].text
    assert said.startswith(word)
    assert HOSTILE in said
    assert ("older than 6 months" if language == "en" else "6个月") in said
    assert found[1][1].cells[0][1].text == words.say("nothing.here")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_own_limit_stands_in_the_row_here_with_its_answer(knowledge: Knowledge, language: str) -> None:
    limits = [
        {"fact": fact, "operator": "<=", "value": 20, "unit": unit, "as_at": "2026-09-01", "note": HOSTILE}
        for fact, unit in (("largest_lesion_mm", "mm"), ("crp_mg_per_l", "mg/L"))
    ]
    raw = {**layer(rfa={"limits": limits}), "format": 2}
    words = Words(language, DECLARED, knowledge.catalog)
    document = paper_of(knowledge, raw, language)
    pages = "".join(pages_of(render_pdf(document)))
    assert squeezed(words.say("local.limit")) in pages
    said = [
        paragraph.text
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for paragraph in row.cells[-1]
        if paragraph.text.startswith(words.say("local.limit"))
    ]
    size = words.value(
        "largest_lesion_mm", derive(SCHEMA.read(CASES["three small"])).value("largest_lesion_mm")
    )
    assert len(said) == 2
    assert size in said[0]
    assert words.say("unknown") in said[1]
    assert all(HOSTILE in text and "2026-09-01" in text for text in said)


def test_hostile_text_is_drawn_and_written_as_text(knowledge: Knowledge) -> None:
    document = paper_of(knowledge, layer())
    data = render_pdf(document)
    text = "".join(pages_of(data))
    assert text.count(squeezed(HOSTILE)) >= 4
    reader = PdfReader(BytesIO(data))
    assert not any("/JS" in str(page.get("/Annots", "")) for page in reader.pages)
    html = render_html(document).decode()
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=1&gt;&lt;/p&gt; &amp;amp; {page}") >= 4


def test_without_a_layer_nothing_local_is_on_the_paper(paper: MakePaper) -> None:
    made = paper(CASES["three small"], chosen=("resection", "rfa"))
    assert made.document.letterhead == ()
    assert rows(made.document, made.words.say("aspect.here")) == []
    assert "local:" not in "".join(pages_of(render_pdf(made.document))).casefold()


def test_a_layer_changes_nothing_else_on_the_paper(knowledge: Knowledge, paper: MakePaper) -> None:
    bare = paper(CASES["three small"], chosen=("resection", "rfa")).document
    with_layer = paper_of(knowledge, layer())
    label = Words("en", DECLARED).say("aspect.here")

    def told(document: Document) -> list[str]:
        """Every line of the paper but those of the clinic."""
        found: list[str] = []
        for block in document.blocks:
            if isinstance(block, Labelled) and "local" in block.label:
                continue
            if not isinstance(block, Table):
                found.append(repr(block))
                continue
            here = False
            for row in block.rows:
                here = row.cells[0][0].text == label if row.ruled else here
                if not here:
                    kept = [[p.text for p in c if not p.text.startswith("Local: ")] for c in row.cells]
                    found.append(repr(kept))
        return found

    assert told(with_layer) == told(bare)


def test_the_table_of_all_treatments_says_where_to_refer(knowledge: Knowledge) -> None:
    text = "".join(pages_of(render_pdf(paper_of(knowledge, layer(), chosen=("rfa",)))))
    assert squeezed(f"Local: refer to {HOSTILE} [older than 6 months: check]") in text


def test_the_options_looked_at_are_the_same_with_a_layer_that_has_none_of_them(knowledge: Knowledge) -> None:
    patient = SCHEMA.read(CASES["three small"])
    facts = derive(patient, today=TODAY)
    bare = knowledge.assess(facts)
    nothing_here = {
        name: {"state": "not_available", "as_at": "2026-10-01"} for name in knowledge.catalog.treatments
    }
    local = ClinicOn(read_clinic(json.dumps({"format": 1, "treatments": nothing_here}).encode(), "c"), TODAY)
    assert in_detail(knowledge.assess(facts, local=local), ()) == in_detail(bare, ())


def test_the_longest_layer_still_fits_on_pages(knowledge: Knowledge) -> None:
    wide = "院" * 80
    raw = {
        "format": 1,
        "letterhead": {"name": wide, "lines": ["路" * 100] * 4},
        "contacts": ["话" * 120] * 8,
        "treatments": {
            "rfa": {
                "state": "refer",
                "refer_to": "转" * 120,
                "as_at": "2026-10-01",
                "notes": {
                    about: {"text": "W" * 400, "place": "区" * 60, "as_at": "2026-10-01"}
                    for about in ("access", "practice", "threshold")
                },
            }
        },
    }
    pages = pages_of(render_pdf(paper_of(knowledge, raw, "zh_CN")))
    whole = "".join(pages)
    assert wide in pages[0]
    for text, times in (("路" * 100, 4), ("话" * 120, 8), ("W" * 400, 4), ("转" * 120, 2)):
        assert whole.count(text) == times
