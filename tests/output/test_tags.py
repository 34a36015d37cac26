"""The structure of a finished paper, as readers that do not see its pages meet it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from consult.drawing import Box, Drawing, Label
from consult.summary.blocks import (
    Block,
    Column,
    Contents,
    Document,
    Figure,
    Heading,
    KeyValues,
    Labelled,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    Writing,
    cell,
    plain,
)
from consult.summary.pdf import clean, render_pdf
from tests.output.conftest import CASES, MakePaper, rendered, squeezed

LANGUAGES = ("en", "zh_CN")
SOME = ("three small", "not recorded")
SHOWN = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI"}
"""Operators that leave something on the page."""
DRAWING = Drawing(
    wide=60,
    high=30,
    shapes=(Box(x=0, y=0, wide=60, high=30, role="ink"), Label(x=5, y=20, text="inner", size=8)),
    words="A box that says inner",
)


def document(*blocks: Block, language: str = "en") -> Document:
    return Document(
        title="The title",
        subject="The subject",
        language=language,
        identity=("CASE-1", "61 years"),
        marks=("Unreviewed draft",),
        provenance=("Consult 9.9.9", "catalogue 2026.11"),
        page="page {page} of {pages}",
        blocks=blocks,
    )


def spoken(data: bytes, folder: Path) -> list[tuple[str, str]]:
    """What poppler reads from the structure: each element's kind with the text that is its own."""
    file = folder / "paper.pdf"
    file.write_bytes(data)
    told = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(file)], capture_output=True, check=True, text=True
    )
    assert not told.stderr
    found: list[tuple[str, str]] = []
    for line in told.stdout.splitlines():
        said = line.strip()
        if said.startswith('"'):
            kind, before = found[-1]
            found[-1] = (kind, before + said[1:-1])
        elif not said.startswith("/"):
            found.append((re.split(r"[ :]", said)[0], ""))
    return found


def elements(element: Any) -> Iterator[Any]:
    yield element
    for part in parts(element):
        if isinstance(part, pikepdf.Dictionary) and "/S" in part:
            yield from elements(part)


def parts(element: Any) -> list[Any]:
    return list(element.get("/K", ()))


def every(language: str = "en") -> Document:
    """One of each block, over more than a page."""
    table = Table(
        (Column("Name", 0.4), Column("Value", 0.6)),
        (
            Row((cell("A band over both"),), band=True),
            *(Row((cell(f"name {n}"), cell(f"value {n}"))) for n in range(90)),
            Row((cell("last"), ())),
        ),
        title="A table",
    )
    return document(
        Contents(),
        Heading("First", anchor="first"),
        Paragraph((Run("See "), Run("the second part", to="second"), Run("; 165 × 10⁹/L, CO₂."))),
        Note((plain("Do not overlook this."), plain("Nor this."))),
        KeyValues("Pairs", tuple((f"key {n}", f"said {n}") for n in range(5)), columns=2),
        Labelled("Label", (plain("Words that belong to it."),)),
        Figure(DRAWING, label="Picture"),
        table,
        PageBreak(),
        Heading("Second", level=2, anchor="second"),
        Writing("To write on", 2),
        language=language,
    )


def test_everything_is_read_once_and_in_order(tmp_path: Path) -> None:
    read = [(kind, text) for kind, text in spoken(render_pdf(every()), tmp_path) if text]
    said = [text for _kind, text in read]
    head = said[: said.index("The subject")]
    assert (head[0], head[-1]) == ("CASE-1·61 years", "The title")
    assert "Unreviewed draft" in "".join(head[1:-1])
    assert said[-1] == "Consult 9.9.9·catalogue 2026.11"
    pairs = [(f"key {n}", f"said {n}") for n in range(5)]
    assert [text for text in said if text.startswith(("key ", "said "))] == [
        t for pair in pairs for t in pair
    ]
    rows = [text for pair in ((f"name {n}", f"value {n}") for n in range(90)) for text in pair]
    assert [text for text in said if re.fullmatch(r"(name|value) \d+", text)] == rows
    for once in ("Name", "Value", "A table", "CASE-1·61 years", "Unreviewed draft"):  # again on each page
        assert sum(once in text for text in said) == 1
    assert ("H1", "The title") in read
    assert ("H2", "First") in read
    assert ("H3", "Second") in read
    assert [text for kind, text in read if kind == "Caption"] == ["A table"]
    assert [text for kind, text in read if kind == "TH"] == ["Name", "Value"]
    assert not any("page 1 of" in text for text in said)
    order = [said.index(text) for text in ("Do not overlook this.", "Pairs", "Label", "Picture", "A table")]
    assert order == sorted(order)


def test_raised_and_lowered_figures_are_meant_as_such() -> None:
    with pikepdf.open(BytesIO(render_pdf(every()))) as pdf:
        found = [str(e.ActualText) for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/Span"]
    assert found == ["⁹", "₂"]


def test_a_line_that_goes_on_is_read_with_its_space(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(120))
    read = spoken(render_pdf(document(plain(words), plain("第一句\n第二句"))), tmp_path)
    assert ("P", words) in read
    assert ("P", "第一句 第二句") in read


def test_a_figure_says_what_it_shows_and_where_it_is() -> None:
    with pikepdf.open(BytesIO(render_pdf(every()))) as pdf:
        (figure,) = (e for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/Figure")
        assert str(figure.Alt) == DRAWING.words
        left, low, right, high = (float(side) for side in figure.A.BBox)
        assert (round(right - left), round(high - low)) == (60, 30)


def test_links_and_contents_belong_to_what_they_stand_in() -> None:
    with pikepdf.open(BytesIO(render_pdf(every()))) as pdf:
        tree = pdf.Root.StructTreeRoot
        links = [e for e in elements(tree.K) if e.S == "/Link"]
        assert len(links) == 3  # two headings in the contents, one in a sentence
        numbers = dict(zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True))
        for link in links:
            (area,) = (part for part in parts(link) if isinstance(part, pikepdf.Dictionary))
            assert area.Type == "/OBJR"
            assert area.Obj.Subtype == "/Link"
            assert numbers[int(area.Obj.StructParent)].objgen == link.objgen
        listed = [e for e in elements(tree.K) if e.S == "/TOCI"]
        assert len(listed) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", SOME)
def test_all_that_is_drawn_is_tagged_or_set_apart(paper: MakePaper, case: str, language: str) -> None:
    check_marks(rendered(paper(CASES[case], language).document))


def test_all_blocks_are_tagged_or_set_apart() -> None:
    check_marks(render_pdf(every()))


def check_marks(data: bytes) -> None:
    """Each drawn thing stands in one marked piece, each piece in one element, and both ways agree."""
    with pikepdf.open(BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        parents = dict(zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True))
        drawn: Counter[tuple[int, int]] = Counter()
        for at, page in enumerate(pdf.pages):
            opened: list[Any] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    assert not opened
                    opened.append(operands)
                    if operands[0] != "/Artifact":
                        number = int(operands[1].MCID)
                        drawn[at, number] += 1
                        element = parents[int(page.obj.StructParents)][number]
                        assert operands[0] == element.S
                elif name == "EMC":
                    opened.pop()
                elif name in SHOWN:
                    assert opened
            assert not opened
        assert set(drawn.values()) == {1}
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        found: Counter[tuple[int, int]] = Counter()
        for element in elements(tree.K):
            for part in parts(element):
                if isinstance(part, int):
                    found[numbers[element.Pg.objgen], part] += 1
                elif "/S" in part:
                    assert part.P.objgen == element.objgen
                elif part.Type == "/MCR":
                    found[numbers[part.Pg.objgen], int(part.MCID)] += 1
        assert found == drawn


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", SOME)
def test_the_summary_is_read_as_it_was_written(
    paper: MakePaper, case: str, language: str, tmp_path: Path
) -> None:
    made = paper(CASES[case], language).document
    read = spoken(rendered(made), tmp_path)
    headings = [(f"H{b.level + 1}", squeezed(clean(b.text))) for b in made.blocks if isinstance(b, Heading)]
    assert [(k, squeezed(text)) for k, text in read if k in ("H2", "H3")] == headings
    assert [squeezed(text) for k, text in read if k == "H1"] == [squeezed(made.title)]
    said = squeezed("".join(text for _kind, text in read))
    at = 0
    for text in texts(made):  # each after the one before
        at = said.index(squeezed(clean(text)), at)


def texts(made: Document) -> Iterator[str]:
    """The words of each block in the order they are to be read."""
    for block in made.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield block.text
            case Note():
                yield from (paragraph.text for paragraph in block.paragraphs)
            case KeyValues():
                yield block.label
                yield from (text for pair in block.pairs for text in pair)
            case Labelled():
                yield block.label
                yield from (paragraph.text for paragraph in block.content)
            case Table():
                yield from (column.title for column in block.columns)
                yield from (p.text for row in block.rows for content in row.cells for p in content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_table_spans_its_columns(paper: MakePaper, language: str) -> None:
    with pikepdf.open(BytesIO(rendered(paper(CASES["three small"], language).document))) as pdf:
        tables = [e for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/Table"]
        assert tables
        for table in tables:
            rows = [e for e in elements(table) if e.S == "/TR"]
            wide = {sum(int(c.get("/A", {}).get("/ColSpan", 1)) for c in parts(row)) for row in rows}
            assert len(wide) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_its_language_title_and_no_more_than_is_true(language: str, paper: MakePaper) -> None:
    made = paper(CASES["five"], language).document
    with pikepdf.open(BytesIO(rendered(made))) as pdf:
        assert str(pdf.Root.Lang) == language.replace("_", "-")
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert made.title in xmp
        assert not re.search("pdfa|pdfua|conformance", xmp, re.IGNORECASE)
        assert "/OutputIntents" not in pdf.Root
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        with pdf.open_outline() as outline:
            marks = [item.title for item in outline.root]
        assert marks == [clean(b.text) for b in made.blocks if isinstance(b, Heading) and b.level == 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_in_part_and_can_be_read(
    paper: MakePaper, language: str, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(rendered(paper(CASES["three small"], language).document))
    told = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout
    fonts = [line.split() for line in told.splitlines()[2:]]
    assert fonts
    for name, *_kind, embedded, subset, unicode_map, _number, _generation in fonts:
        assert "+NotoSansSC-" in name
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")
