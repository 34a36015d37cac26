"""Lists for a spreadsheet: every cell is text, read back as it was, and nothing in it is a formula."""

from __future__ import annotations

import csv
import os
import tempfile
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from consult.consultation_list import Listed, rows, titles
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from consult.records import Identity, Paper, PaperState, Visit
from consult.summary.safe import harmless
from consult.summary.sheet import write_csv, write_xlsx
from tests.output.payloads import payloads

PAYLOADS = tuple(payloads())
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def line(text: str) -> str:
    return "".join(map(harmless, " ".join(text.split())))


def cells(xlsx: bytes) -> list[str]:
    """Every text of the one sheet, in order; a cell that is no string fails."""
    with zipfile.ZipFile(BytesIO(xlsx)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(t.text or "" for t in one.iter(f"{_CELL}t")) for one in shared.iter(f"{_CELL}si")]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = []
    for cell in sheet.iter(f"{_CELL}c"):
        if len(cell) == 0:
            continue  # an empty text
        assert cell.get("t") == "s"
        assert cell.find(f"{_CELL}f") is None
        found.append(texts[int(cell.findtext(f"{_CELL}v") or "")])
    return found


def test_no_payload_acts_in_a_csv() -> None:
    data = write_csv(("Code", "Name"), [(text, "x") for text in PAYLOADS])
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(read) == len(PAYLOADS) + 1
    assert len(PAYLOADS) >= 500
    for text, row in zip(PAYLOADS, read[1:], strict=True):
        assert len(row) == 2
        assert not row[0].startswith(ACTS)
        assert row[0].removeprefix("'") == line(text).removeprefix("'")


def test_no_payload_acts_in_an_xlsx_and_each_is_read_back_as_it_was() -> None:
    texts = [text for text in PAYLOADS if line(text)]
    data = write_xlsx(("Code",), [(text,) for text in texts], "Consultations")
    assert cells(data) == ["Code", *map(line, texts)]
    with zipfile.ZipFile(BytesIO(data)) as book:
        names = book.namelist()
        assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
        assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml").lower()


def test_an_apostrophe_is_added_only_where_a_cell_would_act() -> None:
    data = write_csv(("a",), [("K-17",), ("=1",), ("\t=1",), ("−1",), ("＝1",), ("",)])
    read = [row[0] for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))]
    assert read == ["a", "K-17", "'=1", "'=1", "−1", "'＝1", ""]


def test_the_same_list_has_the_same_bytes_and_nothing_is_written_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    table = [("K-17", "李明"), ("K-18", "")]
    assert write_xlsx(("a", "b"), table, "x") == write_xlsx(("a", "b"), table, "x")
    assert write_csv(("a", "b"), table) == write_csv(("a", "b"), table)
    assert os.listdir(tmp_path) == []


def consultation(plan: str, *states: PaperState) -> Listed:
    identity = Identity(code="K-17", name="=cmd()", birth_date=date(1961, 3, 4))
    day, now = date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC)
    visit = Visit(
        consultation="c",
        number=1,
        patient="p",
        identity=identity,
        day=day,
        saved_at=now,
        by="Dr",
        edition="2026.11",
        plan=plan,
    )
    papers = tuple(
        Paper(
            id=at,
            consultation="c",
            number=1,
            identity=identity,
            day=day,
            kind="doctor",
            language="en",
            document="7K3F-Q2M9",
            pages=2,
            state=state,
            made_at=now,
        )
        for at, state in enumerate(states)
    )
    return Listed(visit, papers)


def test_names_are_listed_only_where_they_are_asked_for() -> None:
    words = Words("en", DECLARED)
    one = [consultation("deferred", "printed", "waiting")]
    assert titles(words, names=False) == ("Code", "Consultation", "Plan", "Papers", "Printing")
    (row,) = rows(one, words, names=False)
    assert row == ("K-17", "2026-11-23", words.say("talk.kind.deferred"), "2", "to print")
    (row,) = rows(one, words, names=True)
    assert row[:3] == ("K-17", "=cmd()", "1961-03-04")
    assert b"'=cmd()" in write_csv(titles(words, names=True), [row])


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), "nothing to print"),
        (("withdrawn",), "nothing to print"),
        (("printed", "printed"), "printed"),
        (("printed", "printing", "waiting"), "at the printer"),
        (("printing", "failed"), "not printed"),
    ],
)
def test_several_papers_are_summed_up_by_what_asks_for_something(
    states: tuple[PaperState, ...], said: str
) -> None:
    (row,) = rows([consultation("", *states)], Words("en", DECLARED), names=False)
    assert (row[2], row[-1]) == ("", said)


def test_every_plan_is_worded_in_both_languages() -> None:
    for language in ("en", "zh_CN"):
        words = Words(language, DECLARED)
        for plan in ("chosen", "deferred", "refer", "board"):
            (row,) = rows([consultation(plan)], words, names=False)
            assert row[2] != plan
