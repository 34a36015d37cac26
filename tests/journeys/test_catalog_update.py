"""A new edition from a stick, by the command line: looked at, accepted, used, gone back from; content that is old."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult import cli
from consult.catalog import Catalog
from consult.hcc.declared import DECLARED
from consult.phrases import Words
from db.signed import Sealed
from resources import path
from tests.db.signing import built_from, resigned, update_file

EXAMPLE = str(path("examples", "example.json"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of somebody whose name is Chinese, on the day after the edition was made."""
    kept = tmp_path / "用户" / "consult"
    monkeypatch.setenv("CONSULT_DATA", str(kept))
    today(monkeypatch, date(2026, 12, 24))
    return kept / "editions"


def today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let the program think it is that day."""

    class Calendar(date):
        @classmethod
        def today(cls) -> date:
            return day

    monkeypatch.setattr(cli, "date", Calendar)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments))


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    return result.stderr


@pytest.fixture(scope="module")
def second(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with one rule row less and another glance line, built as ours are."""
    gone = next(iter(catalog.conflicts))
    texts = {
        language: {
            **{key: sentence for key, sentence in held.items() if key != f"conflict.{gone}"},
            "treatment.rfa.glance": "ANOTHER GLANCE",
        }
        for language, held in catalog.texts.items()
    }
    conflicts = {key: record for key, record in catalog.conflicts.items() if key != gone}
    return built_from(
        replace(catalog, conflicts=conflicts, texts=texts), 2, tmp_path_factory.mktemp("second")
    )


def test_look_accept_use_and_go_back(second: Path, folder: Path, catalog: Catalog) -> None:
    looked = done("catalog", "update", str(second))
    assert "In use: 2026.11" in looked
    assert "Offered: test-2" in looked
    assert "development key" in looked
    assert "Conflicts between treatments: 0 added, 1 removed, 0 changed" in looked
    assert "Treatments: 0 added, 0 removed, 1 changed" in looked
    assert "ANOTHER GLANCE" in looked
    assert catalog.text("en", f"conflict.{next(iter(catalog.conflicts))}") in looked
    assert looked.splitlines()[-1].startswith("Nothing was changed.")
    assert not folder.exists()
    assert "2026.11" in done("catalog", "verify")

    accepted = done("catalog", "update", str(second), "--accept")
    assert accepted.splitlines()[-1] == "In use from now on: edition test-2."
    assert folder.is_dir()
    assert "catalogue test-2: unchanged" in done("catalog", "verify")
    assert "catalogue test-2 of 2026-12-01" in done("catalog", "show")
    assessed = json.loads(done("assess", EXAMPLE, "--format", "json"))
    assert assessed["catalog"]["edition"] == "test-2"
    assert assessed["catalog"]["signature"].startswith("development key ")
    assert "ANOTHER GLANCE" in accepted

    assert "already in use" in refused("catalog", "update", str(second))
    assert done("catalog", "rollback").strip() == "In use from now on: edition 2026.11."
    assert "2026.11" in done("catalog", "verify")
    assert refused("catalog", "rollback").strip() == "There is no earlier edition to go back to."
    assert "test-2" in done("catalog", "update", str(second), "--accept")


def test_in_chinese(second: Path) -> None:
    looked = done("catalog", "update", str(second), "--lang", "zh_CN")
    assert "治疗之间的冲突：新增0，删除1，更改0" in looked
    assert "未作任何改动" in looked
    accepted = done("catalog", "update", str(second), "--lang", "zh_CN", "--accept")
    assert accepted.splitlines()[-1] == "从现在起使用版本 test-2。"
    assert done("catalog", "rollback", "--lang", "zh_CN").strip() == "从现在起使用版本 2026.11。"


def _flipped(sealed: Sealed) -> Sealed:
    return replace(sealed, data=sealed.data[:-1] + b"!")


def _same_number(_sealed: Sealed) -> Sealed:
    return resigned(1, name="2026.10")


@pytest.mark.parametrize(
    ("damage", "english", "chinese"),
    [
        (_flipped, "changed after it was signed", "签名后被改动"),
        (_same_number, "under the number 1", "以编号 1"),
    ],
)
def test_a_refused_update_says_why_and_what_stays(
    tmp_path: Path, folder: Path, damage: Callable[[Sealed], Sealed], english: str, chinese: str
) -> None:
    file = str(update_file(damage(resigned(2)), tmp_path))
    for language, words, stays in (
        ("en", english, "Edition 2026.11 stays in use."),
        ("zh_CN", chinese, "继续使用版本 2026.11。"),
    ):
        said = refused("catalog", "update", file, "--accept", "--lang", language)
        assert words in said
        assert said.strip().endswith(stays)
    assert not folder.exists()


def test_a_damaged_accepted_edition_is_said_and_the_last_good_one_used(second: Path, folder: Path) -> None:
    done("catalog", "update", str(second), "--accept")
    file = folder / "000000002.ccat"
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    result = run("assess", EXAMPLE, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["catalog"]["edition"] == "2026.11"
    assert result.stderr.strip() == (
        "The catalogue 000000002.ccat was changed after it was signed; it is not used. "
        "Edition 2026.11 stays in use."
    )
    assert "000000002.ccat was changed" in refused("catalog", "verify")


def test_a_folder_that_cannot_be_written_is_said_with_its_name(
    second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "file"))
    said = refused("catalog", "update", str(second), "--accept")
    assert str(tmp_path / "file") in said
    assert said.strip().endswith("Edition 2026.11 stays in use.")
    assert "2026.11" in done("catalog", "verify")


# -- content that is old -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2027, 11, 23), "", ""),
        (date(2027, 11, 24), "due for review since 2027-11-23", "自 2027-11-23 起应予复审"),
        (date(2028, 11, 24), "out of date since 2028-11-23", "自 2028-11-23 起已过时"),
        (date(2026, 11, 22), "cannot be told", "无法判断"),
    ],
)
def test_the_text_report_says_it_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, day: date, english: str, chinese: str
) -> None:
    today(monkeypatch, day)
    patient = tmp_path / "patient.json"
    patient.write_text('{"age_years": 61}', encoding="ascii")
    for language, sentence in (("en", english), ("zh_CN", chinese)):
        report = done("assess", str(patient), "--lang", language)
        first = report.splitlines()[0]
        assert first.startswith("! ") is bool(sentence)
        assert sentence in first
        assert Words(language, DECLARED).say("signed.development") in report.splitlines()[-2]
    assert english in done("catalog", "show")
