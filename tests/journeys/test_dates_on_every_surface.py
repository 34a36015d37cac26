"""Dates, stale marks, doubts and the clinician's own stage: the same in JSON, text and both languages' papers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from consult.assess import Knowledge
from consult.cli import main
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.phrases import Words

DAY = date.today() - timedelta(days=3)
OLD, VERY_OLD = DAY - timedelta(days=50), DAY - timedelta(days=92)
CASE: dict[str, Any] = {
    "assessment_date": str(DAY),
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "tumour_pattern": "nodular",
    "bilirubin_umol_per_l": {"value": 22, "date": str(OLD), "origin": "Central & <b>sons</b> 检验科"},
    "albumin_g_per_l": {"value": 36, "date": str(DAY)},
    "inr": 1.2,
    "anticoagulation": "none",
    "gilbert_syndrome": "yes",
    "ascites": "none",
    "encephalopathy_grade": 0,
    "ecog": 0,
    "lesions": {"value": [{"size_mm": 34}], "date": str(VERY_OLD), "origin": "CT"},
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "clinician_bclc_stage": "B",
    "clinician_bclc_reason": "Satellites seen on ultrasound",
}
STALE = ["bilirubin_umol_per_l", "lesions"]


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


def run(*arguments: str, document: dict[str, Any] = CASE) -> Result:
    return CliRunner().invoke(main, list(arguments), input=json.dumps(document))


def assessed(*arguments: str, document: dict[str, Any] = CASE) -> dict[str, Any]:
    result = run("assess", "-", "--format", "json", *arguments, document=document)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def text_of_paper(tmp_path: Path, language: str) -> str:
    target = tmp_path / "paper.pdf"
    result = run("summary", "-", "--kind", "doctor", "--lang", language, "-o", str(target))
    assert result.exit_code == 0, result.output
    pages = PdfReader(BytesIO(target.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_json_holds_dates_ages_and_which_results_rest_on_stale_values() -> None:
    found = assessed()
    assert found["dates"]["consultation"] == str(DAY)
    assert found["dates"]["values"]["bilirubin_umol_per_l"] == {
        "date": str(OLD),
        "origin": CASE["bilirubin_umol_per_l"]["origin"],
        "age_days": 50,
        "limit_days": 30,
        "stale": True,
    }
    assert [name for name, value in found["dates"]["values"].items() if value["stale"]] == STALE
    assert found["results"]["bclc"]["stale"] == STALE
    assert found["results"]["albi"]["stale"] == STALE[:1]
    assert found["patient"] == CASE
    assert {w["field"] for w in found["warnings"] if w["code"] == "stale"} == set(STALE)


def test_json_holds_doubts_and_the_own_stage() -> None:
    results = assessed()["results"]
    states = {v["question"]: v["state"] for v in results["child_pugh"]["validity"]}
    assert states == {
        "anticoagulant_inr": "fails",
        "albumin_infusion": "unknown",
        "gilbert": "holds",
        "no_cirrhosis": "unknown",
    }
    assert results["bclc"]["stage"] == "A"
    assert results["bclc"]["clinician"] == {"stage": "B", "reason": "Satellites seen on ultrasound"}
    assert "clinician" not in results["cnlc"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_paper_and_text_name_the_same_stale_values(
    tmp_path: Path, language: str, knowledge: Knowledge
) -> None:
    words = Words(language, DECLARED, knowledge.catalog)
    text = run("assess", "-", "--lang", language).stdout
    paper = text_of_paper(tmp_path, language)
    for limit, field, days in ((30, STALE[0], 50), (56, STALE[1], 92)):
        aged = words.say("date.field_age", field=words.field(field), days=days)
        said = words.say("warnings.stale", limit=limit, fields=aged)
        assert said in text
        assert "".join(said.split()) in paper
    for said in ("Satellites seen on ultrasound", str(OLD), str(VERY_OLD), "Central & <b>sons</b> 检验科"):
        assert "".join(said.split()) in paper
    rests = words.say("date.rests_on_stale", fields=words.fields(STALE))
    assert "".join(rests.split()) in paper
    assert "".join(words.say("validity.holds.gilbert").split()) in paper
    assert "".join(words.say("validity.ask.albumin_infusion").split()) in paper
    assert "".join(words.say("own.short", stage="B").split()) in paper


def test_the_limits_are_options_of_the_command_line() -> None:
    wide = assessed("--stale-laboratory", "50", "--stale-imaging", "91")
    assert [name for name, value in wide["dates"]["values"].items() if value["stale"]] == ["lesions"]
    refused = run("assess", "-", "--stale-laboratory", "0")
    assert refused.exit_code == 2


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("inr", {"value": 1.2, "date": str(DAY + timedelta(days=1))}, "inr"),
        ("inr", {"value": 1.2, "date": str(date.today() + timedelta(days=30))}, "inr.date"),
        ("inr", {"value": 1.2, "date": str(DAY - timedelta(days=70 * 366))}, "inr"),
        ("ecog", {"value": 0, "date": str(DAY)}, "ecog"),
    ],
)
def test_dates_that_cannot_be_are_refused_in_one_sentence(field: str, value: Any, named: str) -> None:
    result = run("assess", "-", document={**CASE, field: value})
    assert result.exit_code == 1
    assert result.stdout == ""
    assert named in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_every_dated_field_may_carry_its_date_in_either_unit() -> None:
    for name in SCHEMA.dated:
        field = SCHEMA.by_id[name]
        keys = [name] if field.other is None else [name, field.other.key]
        for key in keys:
            read = SCHEMA.read({key: {"value": None, "date": str(DAY)}})
            assert not read.entries
