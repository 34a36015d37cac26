"""The list of consultations from the command line: who gets it, what stands in it, and that it is written down."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.cli import main
from consult.records import Identity, Person
from db.records.folder import RecordsFolder
from tests.db.records.making import ADMINISTRATOR, AUDITOR, CHEAP, DOCTOR, PASSWORD, keep, paper_of
from tests.output.test_sheet import cells

HOSTILE = Identity(code="=HYPERLINK(1)", name="@李明", birth_date=date(1961, 3, 4))


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordsFolder:
    """Three consultations, one with a paper that was printed."""
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))
    made = RecordsFolder(tmp_path / "data" / "records", cost=lambda: CHEAP)
    monkeypatch.setattr("consult.cli_records._records", lambda: made)
    store, _key = made.set_up(DOCTOR, PASSWORD)
    store.add_person(AUDITOR, PASSWORD)
    store.add_person(ADMINISTRATOR, PASSWORD)
    first = keep(store, plan={"kind": "board"}, day=date(2026, 11, 2))
    keep(store, HOSTILE, day=date(2026, 11, 9))
    keep(store, Identity(code="K-3"), plan={"kind": "deferred"}, day=date(2026, 11, 20))
    paper = store.queue(paper_of(first))
    store.mark(paper.id, "printed", printer="Ward")
    store.close()
    return made


def run(*arguments: str, person: Person = ADMINISTRATOR) -> Result:
    command = ["records", "list", *arguments, "--person", person.name, "--password-stdin"]
    return CliRunner().invoke(main, command, input=f"{PASSWORD}\n")


def table(file: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(file.read_text("utf-8-sig"), newline="")))


def test_codes_days_plans_and_papers_without_a_name(records: RecordsFolder, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    result = run("-o", str(out))
    assert (result.exit_code, result.output) == (0, "")
    assert table(out) == [
        ["Code", "Consultation", "Plan", "Papers", "Printing"],
        ["K-3", "2026-11-20", "Not today", "0", "nothing to print"],
        ["'=HYPERLINK(1)", "2026-11-09", "", "0", "nothing to print"],
        ["A-0123", "2026-11-02", "Ask the board", "1", "printed"],
    ]


def test_names_and_days_only_as_asked_for(records: RecordsFolder, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    run("-o", str(out), "--names", "--since", "2026-11-03", "--until", "2026-11-19", "--lang", "zh_CN")
    assert table(out) == [
        ["编号", "姓名", "出生日期", "就诊日期", "计划", "文书份数", "打印情况"],
        ["'=HYPERLINK(1)", "'@李明", "1961-03-04", "2026-11-09", "", "0", "无待打印文书"],
    ]


def test_a_spreadsheet_holds_the_same_as_text(records: RecordsFolder, tmp_path: Path) -> None:
    out = tmp_path / "list.xlsx"
    run("-o", str(out), "--format", "xlsx", "--names")
    found = cells(out.read_bytes())
    assert found[:3] == ["Code", "Name", "Birth date"]
    assert "=HYPERLINK(1)" in found
    assert "@李明" in found


def test_each_list_is_written_down(records: RecordsFolder, tmp_path: Path) -> None:
    run("-o", str(tmp_path / "a.csv"), "--names")
    store = records.unlock(ADMINISTRATOR.name, PASSWORD)
    export = [event for event in store.events() if event.kind == "export"]
    store.close()
    assert [(event.by, dict(event.details)) for event in export] == [
        (ADMINISTRATOR.name, {"format": "csv", "names": "yes", "count": "3"})
    ]


def test_who_reads_the_log_alone_gets_no_list(records: RecordsFolder, tmp_path: Path) -> None:
    result = run("-o", str(tmp_path / "a.csv"), person=AUDITOR)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "a.csv").exists()
