"""The reports over the clinic's own consultations from the command line: from what is kept to the file."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.case_file import case_bytes
from consult.cli import main
from consult.consultation import Consultation, Plan
from consult.hcc.declared import DECLARED
from consult.hcc.derive import derive
from consult.hcc.schema import SCHEMA
from consult.phrases import Words
from consult.records import Identity, Person
from consult.visits import outcome
from db.records.folder import RecordsFolder
from resources import path
from tests.db.records.making import ADMINISTRATOR, CHEAP, DOCTOR, PASSWORD, keep
from ui.app import editions

REASON = "Kanarienvogel refuses surgery"
NOT_USUAL, FITS = "haic", "tace"
NAMED = Identity(code="KANARI-7", name="Kanarienvogel", birth_date=date(1961, 3, 4))


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordsFolder:
    """Five consultations of today: the bundled example without INR, and once with it; two chose what is usually not."""
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))
    made = RecordsFolder(tmp_path / "data" / "records", cost=lambda: CHEAP)
    monkeypatch.setattr("consult.cli_records._records", lambda: made)
    store, _key = made.set_up(DOCTOR, PASSWORD)
    knowledge = editions().in_use().knowledge
    words = Words("en", DECLARED, knowledge.catalog)
    whole = SCHEMA.read_json(path("examples", "example.json").read_bytes())
    consultations = [Consultation()] * 3 + [
        Consultation(plan=Plan(kind="chosen", treatments=(NOT_USUAL,), reason=REASON)),
        Consultation(plan=Plan(kind="chosen", treatments=(NOT_USUAL, FITS), reason=REASON.upper())),
    ]
    for number, talk in enumerate(consultations):
        patient = whole.without("inr") if number else whole
        said = outcome(patient, knowledge.assess(derive(patient)), knowledge, words, talk)
        keep(store, NAMED, case_bytes(patient, talk), outcome=said, day=date.today())
    store.add_person(ADMINISTRATOR, PASSWORD)
    store.close()
    return made


def run(*arguments: str, person: Person = ADMINISTRATOR) -> Result:
    command = ["records", "report", *arguments, "--person", person.name, "--password-stdin"]
    return CliRunner().invoke(main, command, input=f"{PASSWORD}\n")


def table(file: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(file.read_text("utf-8-sig"), newline="")))


def test_which_data_were_missing_from_the_kept_case_to_the_file(
    records: RecordsFolder, tmp_path: Path
) -> None:
    out = tmp_path / "missing.csv"
    result = run("missing", "-o", str(out))
    assert (result.exit_code, result.output) == (0, "")
    assert ["all months", "INR", "inr", "4", "5", "80 %"] in table(out)
    assert [f"{date.today():%Y-%m}", "INR", "inr", "4", "5", "80 %"] in table(out)
    said = out.read_text("utf-8-sig")
    for secret in ("KANARI", "Kanarienvogel", "1961", DOCTOR.name):
        assert secret not in said
    run("missing", "-o", str(out), "--lang", "zh_CN", "--months", "1")
    assert table(out)[0] == ["月份", "字段", "字段代码", "缺少（次）", "就诊总数（次）", "比例"]
    assert ["全部月份", "INR", "inr", "4", "5", "80 %"] in table(out)


def test_decisions_with_their_reasons_only_as_asked_for_and_never_a_name(
    records: RecordsFolder, tmp_path: Path
) -> None:
    out = tmp_path / "decisions.csv"
    result = run("decisions", "-o", str(out), "--reasons")
    assert (result.exit_code, result.stderr) == (0, "Consultations with such a decision: 2 of 5.\n")
    heads, *rows = table(out)
    assert heads == [
        "Reason",
        "Decision",
        "Option or stage",
        "The rules said",
        "In consultations",
        "Of consultations",
    ]
    (row,) = rows
    assert row[:2] == ["… refuses surgery", "chosen in the plan"]
    assert row[3:] == ["Usually not", "2", "5"]
    for secret in ("KANARI", "Kanarienvogel", "1961", DOCTOR.name):
        assert secret.casefold() not in out.read_text("utf-8-sig").casefold()
    run("decisions", "-o", str(out))
    assert [row[0] for row in table(out)[1:]] == ["recorded, not shown here"]
    assert run("missing", "-o", str(out), "--reasons").exit_code == 2


def test_that_it_was_read_and_written_is_logged(records: RecordsFolder, tmp_path: Path) -> None:
    run("missing", "-o", str(tmp_path / "missing.csv"), "--months", "3")
    store = records.unlock(ADMINISTRATOR.name, PASSWORD)
    found = [event for event in store.events() if event.kind in ("report", "export")]
    store.close()
    assert [(event.kind, event.by) for event in found] == [
        ("report", ADMINISTRATOR.name),
        ("export", ADMINISTRATOR.name),
    ]
    assert dict(found[1].details) == {"what": "report missing", "months": "3", "count": "5"}


def test_who_may_not_export_gets_no_report(records: RecordsFolder, tmp_path: Path) -> None:
    out = tmp_path / "missing.csv"
    result = run("missing", "-o", str(out), person=DOCTOR)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()
