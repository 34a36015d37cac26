"""The doctor's summary as it is read back from the PDF."""

from __future__ import annotations

import errno
import os
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from consult.assess import Knowledge
from consult.compare import compare, disagreement_lines, disagreements, general_disagreements, groups
from consult.errors import OutputError
from consult.names import SIZES, Size
from consult.phrases import SHAPES
from consult.summary.blocks import Heading, KeyValues, Labelled, Table
from consult.summary.closer import ASPECTS
from consult.summary.lines import Breaker
from consult.summary.pdf import clean, render_pdf, write_pdf
from consult.summary.pdf_fonts import advance
from consult.summary.rows import SHEETS, Setter
from consult.truth import Truth
from tests.output.conftest import BASE, CASES, MakePaper, page_count, pages_of, rendered, squeezed

LANGUAGES = ("en", "zh_CN")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_page_says_whose_it_is_and_what_made_it(
    paper: MakePaper, knowledge: Any, case: str, language: str
) -> None:
    made = paper({**CASES[case], "patient_code": "CASE-0142"}, language)
    pages = pages_of(rendered(made.document))
    words = made.words
    for number, page in enumerate(pages, 1):
        for said in (
            "CASE-0142",
            knowledge.catalog.edition,
            knowledge.catalog.sha256[:12],
            "9.9.9",
            "2026-11-23",
            words.guideline("bclc-2025"),
            words.say("paper.mark.draft"),
            words.say("signed.development"),
            words.say("paper.page", page=number, pages=len(pages)),
        ):
            assert squeezed(said) in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("day", "state", "since"),
    [
        (date(2027, 11, 23), "", ""),
        (date(2027, 11, 24), "due", "2027-11-23"),
        (date(2028, 11, 24), "outdated", "2028-11-23"),
        (date(2026, 11, 22), "clock", "2026-11-23"),
    ],
)
def test_old_content_is_said_on_page_one_and_marked_on_every_page(
    paper: MakePaper, language: str, day: date, state: str, since: str
) -> None:
    made = paper(CASES["not recorded"], language, today=day)
    pages = pages_of(rendered(made.document))
    words = made.words
    for other in ("due", "outdated", "clock"):
        sentence = squeezed(words.say(f"content.{other}", date=since))
        mark = squeezed(words.say(f"paper.mark.{other}"))
        assert (sentence in pages[0]) is (other == state)
        assert all((mark in page) is (other == state) for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_treatment_stands_with_its_status(paper: MakePaper, case: str, language: str) -> None:
    made = paper(CASES[case], language)
    text = "".join(pages_of(rendered(made.document)))
    blocks = made.document.blocks
    considered = blocks[blocks.index(Heading(made.words.say("paper.treatments"))) + 1]
    assert isinstance(considered, Table)
    rows = [row.cells[0][0].text for row in considered.rows if not row.band]
    colon = made.words.say("colon")
    seen = 0
    for group in groups(made.assessment):
        for treatment in group.treatments:
            own = made.assessment.treatments[treatment]
            names = (made.words.treatment(treatment), made.words.short(treatment))
            shapes = [f"{SHAPES[own.status]}\u00a0{name}" for name in names]
            found = [
                row
                for row in rows
                if any(
                    f"{shape}{end}" in row
                    for shape in shapes
                    for end in (colon, made.words.join(["", "x"])[0])
                )
                and f"{colon}{made.words.fit(own)}" in row
            ]
            assert found, treatment
            seen += 1
            assert any(squeezed(row) in text for row in found)
    assert seen == len(made.assessment.treatments)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [name for name in CASES if CASES[name]])
def test_every_value_is_on_page_one_as_typed_with_its_unit(
    paper: MakePaper, case: str, language: str
) -> None:
    made = paper(CASES[case], language)
    first = pages_of(rendered(made.document))[0]
    for name, entry in made.patient.entries.items():
        field = made.patient.schema.by_id[name]
        if field.type != "objects":
            assert squeezed(made.words.field(name) + made.words.entry(field, entry)) in first, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [name for name in CASES if CASES[name]])
def test_stages_and_options_are_on_page_one(paper: MakePaper, case: str, language: str) -> None:
    made = paper(CASES[case], language)
    first = pages_of(rendered(made.document))[0]
    for item in ("bclc", "cnlc", "child_pugh", "albi"):
        title, value, _detail = made.words.badge(made.assessment.facts.results[item])
        assert squeezed(title + value) in first
    for group in groups(made.assessment):
        for treatment in group.treatments:
            assert squeezed(made.words.short(treatment)) in first


def test_typed_text_and_second_units_are_printed_as_they_were_entered(paper: MakePaper) -> None:
    from consult.hcc.derive import SCHEMA

    patient = SCHEMA.read(BASE).with_value("bilirubin_mg_per_dl", 0.82, "0.820")
    document = paper({**BASE, "bilirubin_umol_per_l": None, "bilirubin_mg_per_dl": 0.82}).document
    assert patient.entries["bilirubin_umol_per_l"].text == "0.820"
    text = "".join(pages_of(rendered(document)))
    assert "Bilirubin0.82mg/dL" in text


def test_what_is_missing_comes_before_what_is_known(paper: MakePaper) -> None:
    made = paper({**CASES["three small"], "inr": None})
    first = pages_of(rendered(made.document))[0]
    words = made.words
    assert (
        first.index(squeezed(words.say("paper.missing")))
        < first.index("INR(1of25fields)")
        < first.index(squeezed(words.say("paper.values")))
    )
    question = made.assessment.ask_next[0]
    said = words.say(
        "paper.missing.next_item", field=words.field(question.field), n=len(question.could_change)
    )
    assert squeezed(said) in first


def test_an_empty_case_says_so_and_shows_no_stage(paper: MakePaper) -> None:
    made = paper({})
    text = "".join(pages_of(rendered(made.document)))
    words = made.words
    assert squeezed(words.say("paper.values.none")) in text
    assert squeezed(words.say("paper.stages.none")) in text
    assert squeezed(words.say("paper.anonymous")) in text
    assert squeezed(words.say("paper.missing.checklist", n=len(made.patient.schema.checklist))) in text
    assert "BCLC2022(stagingretained" not in text


def test_a_score_whose_rule_is_not_verified_is_not_printed(paper: MakePaper) -> None:
    made = paper(CASES["three small"])
    held = [r.item for r in made.assessment.facts.results.values() if "unverified_rule" in r.flags]
    text = "".join(pages_of(rendered(made.document)))
    assert "hklc" in held
    for item in held:
        assert squeezed(made.words.item(item)) not in text


def test_the_chosen_treatments_have_a_section_each_with_every_aspect(paper: MakePaper) -> None:
    made = paper(CASES["three small"], chosen=("rfa", "transplant"))
    _compared, shared, *titled = [b for b in made.document.blocks if isinstance(b, Table) and b.title]
    assert shared.title == made.words.say("paper.closer.shared")
    assert [made.words.treatment(t) in b.title for t, b in zip(("rfa", "transplant"), titled, strict=True)]
    for table in titled:
        labels = [row.cells[0][0].text for row in table.rows if row.ruled]
        assert labels == [
            made.words.say(f"aspect.{aspect}")
            for aspect in (
                "fit",
                "for",
                "against",
                "change",
                "guidelines",
                "benefit",
                "harm",
                "burden",
                "certainty",
                "unknowns",
            )
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_statement_of_the_comparison_is_lost_or_said_twice(
    paper: MakePaper, knowledge: Knowledge, language: str
) -> None:
    """What all options have in common is said once, before them; everything else with the option it belongs to."""
    chosen = ("rfa", "mwa", "transplant")
    made = paper(CASES["three small"], language, chosen=chosen)
    words, blocks = made.words, made.document.blocks
    _compared, shared, *own = [
        squeezed("".join(p.text for row in b.rows for cell in row.cells for p in cell))
        for b in blocks
        if isinstance(b, Table) and b.title
    ]
    comparison = compare(made.assessment, chosen)
    said_of_all = 0
    for treatment, text in zip(chosen, own, strict=True):
        for aspect in ASPECTS[:-2]:
            for line in comparison.cell(aspect, treatment).lines:
                if line.kind == "change":
                    told = words.changed(line.record, knowledge)
                elif line.kind == "outcome":
                    assert squeezed(words.studied(line.record, line)) in text
                    told = words.figure(line.record)
                elif line.kind == "rule" and line.state is Truth.UNKNOWN:
                    told = words.condition(line.record.rule.when)
                else:
                    told = words.line(line, knowledge).text
                assert (squeezed(told) in text) or (squeezed(told) in shared), (treatment, aspect, told)
                said_of_all += squeezed(told) in shared
    assert said_of_all > 10


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_where_guidelines_differ_about_the_compared_treatments(paper: MakePaper, language: str) -> None:
    made = paper(CASES["very early"], language, chosen=("sbrt", "pei"))
    text = "".join(pages_of(rendered(made.document)))
    words = made.words
    assert squeezed(words.say("paper.differing")) in text
    catalog = made.assessment.catalog
    for topic in disagreements(catalog, ("sbrt", "pei")):
        for line in disagreement_lines(topic):
            assert squeezed(words.line(line).text) in text
    for topic in general_disagreements(catalog):
        assert squeezed(words.text(f"disagreement.{topic.id}")) not in text
    for absent in ("transplant-afp", "tace-stop"):
        assert squeezed(words.text(f"disagreement.{absent}")) not in text
    assert squeezed(words.say("paper.differing")) not in "".join(
        pages_of(rendered(paper(CASES["very early"], language, chosen=("supp_psychology",)).document))
    )


def test_without_a_choice_the_usual_options_are_looked_at(paper: MakePaper) -> None:
    made = paper(CASES["three small"])
    usual = next(g for g in groups(made.assessment) if g.key == "usual_option").treatments
    _compared, _shared, *titled = [b.title for b in made.document.blocks if isinstance(b, Table) and b.title]
    assert len(titled) == len(usual[:4])
    assert all(made.words.treatment(t) in title for t, title in zip(usual, titled, strict=False))


def test_an_unverified_sentence_carries_its_mark(paper: MakePaper) -> None:
    made = paper(CASES["three small"], chosen=("transplant",))
    unverified = [
        p for p in made.assessment.catalog.treatments["transplant"].points if p.mark == "unverified"
    ]
    assert unverified
    text = "".join(pages_of(rendered(made.document)))
    for point in unverified:
        assert squeezed(made.words.text(f"point.{point.id}") + " (unverified draft)") in text


def test_every_cited_number_has_its_source(paper: MakePaper) -> None:
    made = paper(CASES["three small"], chosen=("rfa",))
    tables = [block for block in made.document.blocks if isinstance(block, Table)]
    sources = tables[-1]
    numbers = [row.cells[0][0].text for row in sources.rows]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert any("SURF2025" in row.cells[1][0].text for row in sources.rows)


HOSTILE = {
    "<b5 and </para> <b>bold": "<b5and</para><b>bold",
    "A&B &lt; &amp;": "A&B&lt;&amp;",
    "x<y>z": "x<y>z",
    '<img src="/etc/passwd"/>': '<imgsrc="/etc/passwd"/>',
    "喆堃翀璟": "喆堃翀璟",
    "smile \U0001f600 end": "smile[U+1F600]end",
    "bell\x07 bidi\u202eabc\u2066 zero\u200bwidth": "bell?bidi?abc?zerowidth",
    "(paren) \\ ) ET BT": "(paren)\\)ETBT",
    "{page} {0} %s": "{page}{0}%s",
    "https://example.org/x": "https://example.org/x",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_inert(paper: MakePaper, text: str) -> None:
    patient = {
        **CASES["three small"],
        "patient_code": text,
        "top_concerns": text * 3,
        "current_medication": [text],
    }
    patient["lesions"] = [{"size_mm": 25, "label": text[:20]}]
    data = render_pdf(paper(patient).document)
    expected = squeezed(HOSTILE[text])
    pages = pages_of(data)
    assert all(expected in page for page in pages)
    assert expected * 3 in "".join(pages)
    reader = PdfReader(BytesIO(data))
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/XObject" not in page["/Resources"]


def test_line_ends_and_lone_surrogates_do_no_harm() -> None:
    assert clean("a\r\nb\rc\nd\te") == "a\nb\nc\nd e"
    assert clean("\ud800x\x00\x7f") == "?x??"
    assert clean("e\u0301") in ("e\u0301", "e[U+0301]")


def test_long_text_and_many_lesions_are_printed_whole(paper: MakePaper) -> None:
    story = " ".join(f"w{number}" for number in range(400))[:2000]
    wall = "W" * 2000
    chinese = "堃" * 2000
    lesions = [{"size_mm": 10 + n, "label": f"L{n:02}"} for n in range(40)]
    patient = {
        **BASE,
        "lesions": lesions,
        "top_concerns": story,
        "religious_or_blood_product_limits": wall,
        "current_medication": [chinese] * 12,
    }
    made = paper(patient)
    data = render_pdf(made.document)
    pages = pages_of(data)
    header = squeezed("61 years")
    assert all(header in page for page in pages)
    text = "".join(pages)
    assert all(word in text for word in (f"w{n}" for n in range(380)))
    assert text.count("W") >= 2000
    assert text.count("堃") == 24000
    assert all(f"L{n:02}" in text for n in range(40))
    assert_nothing_leaves_the_page(data)


def assert_nothing_leaves_the_page(data: bytes) -> None:
    """Every piece of text starts inside the margins, none below the footer."""
    for page in PdfReader(BytesIO(data)).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        places: list[tuple[float, float]] = []

        def visit(text: str, _cm: Any, tm: list[float], _font: Any, _size: Any, into: Any = places) -> None:
            if text.strip():
                into.append((tm[4], tm[5]))

        page.extract_text(visitor_text=visit)
        assert places
        assert all(20 <= x <= width - 20 and 15 <= y <= height - 15 for x, y in places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page(paper: MakePaper, case: str, language: str) -> None:
    assert_nothing_leaves_the_page(rendered(paper(CASES[case], language).document))


def test_only_the_bundled_fonts_are_used_and_all_are_embedded(paper: MakePaper) -> None:
    reader = PdfReader(BytesIO(render_pdf(paper(CASES["five"], "zh_CN").document)))
    names = set()
    for index in range(1, len(reader.xref[0]) + 1):
        try:
            found = reader.get_object(index)
        except Exception:
            continue
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/Font":
            names.add(str(found["/BaseFont"]).split("+")[-1])
            assert "/FontFile2" in found["/FontDescriptor"]
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(paper: MakePaper, language: str) -> None:
    one = render_pdf(paper(CASES["vein"], language).document)
    render_pdf(paper(CASES["five"]).document)
    assert render_pdf(paper(CASES["vein"], language).document) == one


def test_title_language_and_author_are_recorded_without_the_patient(paper: MakePaper) -> None:
    data = render_pdf(paper({**BASE, "patient_code": "CASE-0142"}, "zh_CN").document)
    reader = PdfReader(BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "医生用小结"
    assert reader.metadata.author == "Consult"
    assert str(reader.trailer["/Root"]["/Lang"]) == "zh-CN"
    assert all("CASE-0142" not in str(value) for value in reader.metadata.values())


def test_the_paper_never_recommends_nor_approves(paper: MakePaper) -> None:
    for case in CASES.values():
        document = paper(case).document
        text = "".join(pages_of(rendered(document))).lower()
        assert "recommendedtreatment" not in text
        assert squeezed("does not replace clinical judgement").lower() in text
        assert squeezed("no such approval has been sought").lower() in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_case_stays_short(paper: MakePaper, language: str) -> None:
    """Seven pages: what a colleague reads first on page one, the comparison, and the appendix in two columns."""
    document = paper(CASES["three small"], language).document
    assert 4 <= len(pages_of(rendered(document))) == page_count(document) <= 7


def test_the_goal_is_said_once(paper: MakePaper) -> None:
    case = {**CASES["three small"], "treatment_goal": "cure", "top_concerns": "the family"}
    made = paper(case)
    labels = [b.label for b in made.document.blocks if isinstance(b, KeyValues | Labelled)]
    pairs = [name for b in made.document.blocks if isinstance(b, KeyValues) for name, _value in b.pairs]
    assert made.words.field("treatment_goal") not in pairs
    assert labels.count(made.words.say("talk.goal")) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_footer_is_one_line(paper: MakePaper, language: str, size: Size) -> None:
    document = paper(CASES["three small"], language).document
    assert len(Setter(Breaker(advance()), SHEETS[size]).foot(document).cells[0].lines) == 1


def test_the_file_is_written_whole(paper: MakePaper, tmp_path: Path) -> None:
    document = paper(CASES["very early"]).document
    out = tmp_path / "中文 名.pdf"
    out.write_bytes(b"old")
    write_pdf(document, out)
    assert out.read_bytes() == render_pdf(document)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    stream = BytesIO()
    write_pdf(document, stream)
    assert stream.getvalue() == out.read_bytes()


def test_an_unwritable_path_is_named_in_words(paper: MakePaper, tmp_path: Path) -> None:
    made = paper(CASES["very early"])
    for out in (tmp_path / "nowhere" / "a.pdf", tmp_path):
        with pytest.raises(OutputError) as caught:
            write_pdf(made.document, out)
        assert caught.value.code == "cannot_write"
        assert out.name in made.words.error(caught.value)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    paper: MakePaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = paper(CASES["very early"]).document
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        write_pdf(document, out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
