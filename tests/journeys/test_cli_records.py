"""The records on the command line: set up, kept, backed up, verified, restored, and their log as FHIR."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from consult.cli import main
from consult.records import ROLES, Identity, Person
from consult.vocabulary import WORDS
from db.records.folder import RecordsFolder
from tests.db.records.making import CHEAP, keep, paper_of

PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordsFolder:
    """As the commands find them, with passwords that cost nothing to try."""
    made = RecordsFolder(tmp_path / "data" / "records", cost=lambda: CHEAP)
    monkeypatch.setattr("consult.cli_records._records", lambda: made)
    return made


def run(*arguments: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(main, ["records", *arguments], input=f"{password}\n")


def test_what_is_due_is_named_and_erasing_asks_for_the_code_twice(
    records: RecordsFolder, tmp_path: Path
) -> None:
    store, _key = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)
    old = keep(store, Identity(code="OLD-1", name="Kanarienvogel"), day=date(2010, 5, 1))
    keep(store, Identity(code="NEW-1"), day=date.today())
    store.back_up(tmp_path / "stick")
    store.close()
    assert run("due", "--password-stdin").stdout.strip() == WORDS["due.no_limit"][0]
    assert run("limit", "12", "--password-stdin").stdout.strip() == "12"
    for arguments in (("due",), ("due", "--years", "12")):
        said = run(*arguments, "--password-stdin").stdout
        assert said.split("\t")[0] == "OLD-1"
        assert "NEW-1" not in said
    assert run("limit", "--none", "--password-stdin").stdout.strip() == WORDS["due.no_limit"][0]
    reason = ("--reason", "twelve years", "--password-stdin")
    assert run("erase", "OLD-1", "--again", "OLD-2", *reason).exit_code == 2
    nobody = run("erase", "NOBODY", "--again", "NOBODY", *reason)
    assert (nobody.exit_code, WORDS["error.no_patient"][0] in nobody.stderr) == (1, True)
    done = run("erase", "OLD-1", "--again", "OLD-1", *reason)
    assert done.exit_code == 0, done.stderr
    assert date.today().isoformat() in done.stdout  # the backup that still holds it
    store = records.unlock("Dr Li", PASSWORD)
    assert [found.identity.code for found in store.search("")] == ["NEW-1"]
    assert [event.consultation for event in store.events() if event.kind == "erase"] == [old.consultation]
    store.close()


def test_exports_are_for_an_administrator_and_say_that_they_leave_the_encryption(
    records: RecordsFolder, tmp_path: Path
) -> None:
    store, _key = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)
    kept = keep(store, Identity(code="A-1", name="Kanarienvogel"), b'{"age_years": 61}')
    store.queue(paper_of(kept))
    store.close()
    out = tmp_path / "out"
    assert run("export", "-o", str(out), "--password-stdin").exit_code == 2
    assert run("export", "--unnamed", "--patient", "A-1", "-o", str(out), "--password-stdin").exit_code == 2
    made = run("export", "--unnamed", "-o", str(out), "--password-stdin", "--lang", "zh_CN")
    assert (made.exit_code, made.stderr.strip()) == (0, WORDS["export.warning"][1])
    assert json.loads(out.read_text())["case"] == {"age_years": 61}
    assert "Kanarienvogel" not in out.read_text()
    made = run("export", "--patient", "A-1", "-o", str(out), "--password-stdin")
    assert made.exit_code == 0, made.stderr
    with ZipFile(out) as archive:
        assert archive.namelist() == ["person.json", "papers/00001.pdf"]
    store = records.unlock("Dr Li", PASSWORD)
    store.add_person(Person(name="Ann", role="administrator"), PASSWORD)
    store.close()
    out.unlink()
    for what in (("--unnamed",), ("--patient", "A-1")):
        refused = run("export", *what, "-o", str(out), "--person", "Dr Li", "--password-stdin")
        assert (refused.exit_code, WORDS["error.not_allowed"][0] in refused.stderr) == (1, True)
        assert not out.exists()


def test_two_patients_of_one_code_are_told_apart_in_the_window_alone(
    records: RecordsFolder, tmp_path: Path
) -> None:
    store, _key = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)
    for name in ("Wang Wei", "Zhao Min"):
        keep(store, Identity(code="A-1", name=name))
    store.close()
    reason = ("--reason", "asked", "--password-stdin")
    for arguments in (
        ("erase", "A-1", "--again", "A-1", *reason),
        ("export", "--patient", "A-1", "-o", str(tmp_path / "x"), "--password-stdin"),
    ):
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert WORDS["error.code_of_several"][0].format(of="A-1") in refused.stderr


def test_set_up_keep_back_up_damage_restore(records: RecordsFolder, tmp_path: Path) -> None:
    made = run("set-up", "Dr Li", "--password-stdin")
    assert made.exit_code == 0, made.stderr
    printed = made.stdout.strip()
    assert len(printed) == 35
    store = records.unlock("Dr Li", PASSWORD)
    kept = keep(store, Identity(code="KANARI-1", name="Kanarienvogel"))
    store.close()
    backed = run("backup", str(tmp_path / "stick"), "--password-stdin")
    assert backed.exit_code == 0, backed.stderr
    backup = tmp_path / "stick" / backed.stdout.strip()
    for arguments in (("verify",), ("verify", str(backup)), ("verify", str(backup), "--lang", "zh_CN")):
        said = run(*arguments, "--password-stdin")
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.strip() in WORDS["records.whole"]
    file = tmp_path / "data" / "records" / "records.db"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    damaged = run("verify", "--password-stdin")
    assert damaged.exit_code == 1
    assert "damaged" in damaged.stdout + damaged.stderr
    restored = run("restore", str(backup), "--password-stdin")
    assert restored.exit_code == 0, restored.stderr
    assert run("verify", "--password-stdin").exit_code == 0
    store = records.unlock("Dr Li", PASSWORD)
    assert store.read(kept.consultation) == kept
    store.close()
    records.recover("Dr Li", printed, PASSWORD).close()


def test_a_password_can_be_typed(records: RecordsFolder) -> None:
    made = CliRunner().invoke(main, ["records", "set-up", "Dr Li"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert len(made.stdout.strip()) == 35
    assert PASSWORD not in made.stdout + made.stderr
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify", "--password-stdin"), "This is not the password"),
        (("verify", "--person", "Nobody", "--password-stdin"), "Nobody of this name"),
        (("verify", "nothing", "--password-stdin"), "No records"),
        (("restore", "nothing", "--password-stdin"), "No records"),
        (("set-up", "Dr Li", "--password-stdin"), "at least 8"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    records: RecordsFolder, arguments: tuple[str, ...], said: str
) -> None:
    records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)[0].close()
    result = run(*arguments, password="wrong")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_records_or_with_several_people(records: RecordsFolder) -> None:
    for arguments in (("backup", "x"), ("verify",), ("people",), ("audit",)):
        assert run(*arguments).exit_code == 1
    store = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)[0]
    store.add_person(Person(name="审核员", role="auditor"), PASSWORD)
    store.close()
    assert run("people").stdout == "Dr Li\tDoctor\n审核员\tAuditor\n"
    assert run("verify", "--password-stdin").exit_code == 2
    assert run("verify", "--person", "审核员", "--password-stdin").exit_code == 0
    assert run("backup", "x", "--person", "审核员", "--password-stdin").exit_code == 1


def test_the_log_in_words_and_as_fhir(records: RecordsFolder) -> None:
    store = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)[0]
    kept = keep(store, Identity(code="KANARI-1", name="Kanarienvogel"))
    store.mark(store.queue(paper_of(kept)).id, "printed")
    store.note("a_kind_of_later", details={"what": "x"})
    store.close()
    for unlocked, lang in enumerate(("en", "zh_CN"), 1):
        said = run("audit", "--lang", lang, "--password-stdin").stdout
        assert len(said.splitlines()) == 5 + unlocked
        assert WORDS["log.save"][lang == "zh_CN"] in said
        assert "a_kind_of_later" in said
        assert "kanari" not in said.lower()
    bundle = json.loads(run("audit", "--format", "fhir", "--password-stdin").stdout)
    resources = [entry["resource"] for entry in bundle["entry"]]
    assert [one["subtype"][-1]["code"] for one in resources] == [
        *("set_up", "save", "queue", "print", "a_kind_of_later", "unlock", "unlock", "unlock")
    ]
    assert [one["type"]["code"] for one in resources] == [
        *("110100", "110110", "110100", "110106", "110100", "110114", "110114", "110114")
    ]
    assert [one["action"] for one in resources] == ["E", "C", "E", "R", "E", "E", "E", "E"]
    for one in resources:
        assert set(one) == {
            *(
                "resourceType",
                "id",
                "type",
                "subtype",
                "action",
                "recorded",
                "outcome",
                "agent",
                "source",
                "entity",
            )
        }
        assert one["agent"] == [{"who": {"display": "Dr Li"}, "requestor": True}]
        assert one["recorded"].endswith("+00:00")
    assert resources[1]["entity"][0]["what"] == {"identifier": {"value": kept.consultation}}
    assert len({one["id"] for one in resources}) == len(resources)
    assert "kanari" not in json.dumps(bundle).lower()


def test_every_refusal_fault_role_and_line_has_words() -> None:
    """Found in the sources, so that none is forgotten."""
    import re

    root = Path(__file__).parents[2]
    sources = "".join(path.read_text("utf-8") for path in sorted((root / "db" / "records").glob("*.py")))
    codes = set(re.findall(r'RecordError\(\s*"(\w+)"', sources)) | set(
        re.findall(r', "(\w+_refused)"', sources)
    )
    codes |= set(re.findall(r': "(\w+)",  # [A-Z]+$', sources, re.M))
    assert len(codes) > 40
    faults = set(re.findall(r'Fault\(code="(\w+)"', sources))
    kinds = set(re.findall(r'\.(?:add|note|_tell_reading)\(\s*"(\w+)"', sources))
    wanted = {
        *(f"error.{code}" for code in codes),
        *(f"fault.{code}" for code in faults),
        *(f"log.{kind}" for kind in kinds),
        *(f"person.role.{role}" for role in ROLES),
    }
    assert wanted - WORDS.keys() == set()
