"""What was said reads the same in text, JSON and on paper, in both languages; and the command line takes it in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consult.assess import Knowledge
from consult.cli import main
from consult.consultation_file import read_consultation
from consult.consultation_words import record
from consult.hcc.complexity import complexity
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.phrases import Words
from consult.summary.blocks import Heading, Labelled
from consult.summary.doctor import doctor_summary
from consult.summary.text import text_report
from consult.vocabulary import LANGUAGES
from tests.consult.test_consultation import CASE

SAID: dict[str, Any] = {
    "matters": ["near_home", "live_longer"],
    "fit": {"rfa": {"technical": "yes", "resources": "no", "access": "open"}},
    "leaning": {"treatment": "rfa", "status": "cannot_tell", "reason": "away from vessels"},
    "disagreements": [{"treatment": "tace", "status": "possible", "reason": "arteries <b>odd</b>"}],
    "gate": "main",
    "plan": {
        "kind": "deferred",
        "treatments": ["rfa", "resection"],
        "reason": "asks the family",
        "until": "2026-12-07",
        "check_in": "2026-12-08",
        "come_earlier_if": ["fever", "bleeding"],
    },
    "notes": "daughter came along\nspoke well",
}


def paper_lines(
    knowledge: Knowledge, language: str, said: dict[str, Any]
) -> list[tuple[str, tuple[str, ...]]]:
    """Label and lines of every labelled block under the paper's first heading."""
    patient = SCHEMA.read({**CASE, "treatment_goal": "cure"})
    assessment = knowledge.assess(derive(patient))
    words = Words(language, DECLARED, knowledge.catalog)
    made = doctor_summary(
        patient,
        assessment,
        words,
        knowledge,
        today=date(2026, 11, 23),
        program_version="0",
        said=read_consultation(said),
        complexity=complexity(assessment),
    )
    found: list[tuple[str, tuple[str, ...]]] = []
    headings = 0
    for block in made.blocks:
        headings += isinstance(block, Heading)
        if headings == 1 and isinstance(block, Labelled):
            found.append((block.label, tuple(paragraph.text for paragraph in block.content)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_text_say_what_was_recorded(knowledge: Knowledge, language: str) -> None:
    patient = SCHEMA.read({**CASE, "treatment_goal": "cure"})
    assessment = knowledge.assess(derive(patient))
    words = Words(language, DECLARED, knowledge.catalog)
    consultation = read_consultation(SAID)
    parts = record(consultation, patient, assessment, words, complexity(assessment))
    assert [part.part for part in parts] == [
        "goal", "matters", "gate", "complexity", "fit", "judgement", "plan", "notes"
    ]  # fmt: skip
    shown = paper_lines(knowledge, language, SAID)
    assert shown == [(p.label, (*p.lines, p.missing) if p.missing else p.lines) for p in parts]
    text = text_report(
        patient, assessment, words, knowledge, today=date(2026, 11, 23), consultation=consultation
    )
    for part in parts:
        if part.part != "complexity":
            assert all(line in text for line in (*part.lines, part.missing))
    plan = next(part for part in parts if part.part == "plan")
    for piece in ("asks the family", "2026-12-07", "2026-12-08", "fever", "bleeding"):
        assert any(piece in line for line in plan.lines)
    assert words.say("talk.plan.decides_next") in plan.missing
    assert words.say("talk.plan.come_earlier_if") not in plan.missing


def test_a_changed_status_is_said_beside_the_one_that_was_judged(knowledge: Knowledge) -> None:
    shown = dict(paper_lines(knowledge, "en", SAID))
    leaning, differing = shown["Clinical judgement"]
    assert leaning.startswith("Leaning towards Radiofrequency ablation (RFA) (Cannot tell yet then; ")
    assert "arteries <b>odd</b>" in differing


def test_without_a_consultation_the_paper_begins_as_before(knowledge: Knowledge) -> None:
    assert next(label for label, _lines in paper_lines(knowledge, "en", {})) != "Goal of treatment"


def test_goal_and_plan_are_said_even_where_they_are_open(knowledge: Knowledge) -> None:
    shown = dict(paper_lines(knowledge, "en", {"matters": ["low_cost"]}))
    assert shown["Goal of treatment"] == ("Cure",)
    assert shown["Plan"] == ("no plan recorded",)


# -- command line ------------------------------------------------------------------------------------------------------


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, "consultation": SAID}), encoding="utf-8")
    return file


def test_the_command_line_reads_and_gives_it(case_file: Path, tmp_path: Path) -> None:
    given = CliRunner().invoke(main, ["assess", str(case_file), "--format", "json"])
    assert given.exit_code == 0, given.output
    assert json.loads(given.output)["consultation"] == SAID
    text = CliRunner().invoke(main, ["assess", str(case_file), "--lang", "zh_CN"])
    assert "asks the family" in text.output
    paper = tmp_path / "doctor.pdf"
    made = CliRunner().invoke(main, ["summary", str(case_file), "--kind", "doctor", "-o", str(paper)])
    assert made.exit_code == 0, made.output
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_batch_gives_each_line_its_own_and_names_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    lines = [{**CASE, "consultation": SAID}, CASE, {**CASE, "consultation": {"plan": {"kind": "deferred"}}}]
    lines.append({**CASE, "consultation": {"plan": {"treatments": ["leeches"]}}})
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["assess", str(file), "--batch"])
    first, second, third, fourth = [json.loads(line) for line in done.stdout_bytes.splitlines()]
    assert first["consultation"] == SAID
    assert "consultation" not in second
    assert {**first, "consultation": None} == {**second, "consultation": None}
    assert third["error"]["field"] == "consultation.plan.reason"
    assert fourth["error"]["code"] == "consultation_treatment"


def test_a_bad_consultation_ends_the_command_with_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, "consultation": {"notes": 5}}), encoding="utf-8")
    done = CliRunner().invoke(main, ["assess", str(file)])
    assert done.exit_code == 1
    assert "consultation.notes" in done.output
    assert "Traceback" not in done.output
