"""The self-test of the window: known cases are tried; a wrong answer ends the comparison, not the case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from consult.hcc.knowledge import knowledge
from consult.self_test import read_frozen
from db.log import LogFile
from ui.app import known_cases, self_check
from ui.self_test import SelfTest
from ui.workspace import Workspace


def test_every_known_case_is_answered_as_signed_and_the_comparison_stays(
    qtbot: QtBot, workspace: Workspace
) -> None:
    log = LogFile(None)
    test = SelfTest(workspace, known_cases, log)
    with qtbot.waitSignal(test.ended, timeout=20_000):
        pass
    assert workspace.knowledge is not None
    assert test.last is not None
    assert test.last.cases == len(read_frozen(workspace.knowledge.catalog.frozen)) >= 30
    assert (test.last.wrong, log.lines()) == ((), ())


def test_one_wrong_answer_ends_the_comparison_and_keeps_the_case(qtbot: QtBot, workspace: Workspace) -> None:
    held = workspace.knowledge
    assert held is not None
    first = read_frozen(held.catalog.frozen)[0]
    treatment = next(iter(first.statuses))
    wrong = held.catalog.frozen.replace(
        f'"{treatment}": "{first.statuses[treatment]}"', f'"{treatment}": "other"', 1
    )
    assert wrong != held.catalog.frozen
    workspace.set_value("bilirubin_umol_per_l", 14, "14")
    said: list[str] = []
    test = SelfTest(workspace, known_cases, LogFile(None, say=said.append))
    with qtbot.waitSignal(test.ended, timeout=20_000):
        workspace.set_knowledge(knowledge(replace(held.catalog, frozen=wrong)))
    assert test.last is not None
    assert test.last.wrong == (first.name,)
    assert workspace.assessment is None
    assert workspace.problem is not None
    assert "1" in workspace.words.error(workspace.problem)
    assert workspace.patient.value("bilirubin_umol_per_l") == 14
    assert said == ["comparison_disabled code=self_test"]


def test_a_fault_in_a_known_case_is_no_pass(qtbot: QtBot, workspace: Workspace) -> None:
    held = workspace.knowledge
    assert held is not None
    log = LogFile(None)
    test = SelfTest(workspace, known_cases, log)
    with qtbot.waitSignal(test.ended, timeout=20_000):
        workspace.set_knowledge(knowledge(replace(held.catalog, frozen='[{"name": "cut"')))
    assert workspace.assessment is None
    kinds = [line.split()[1:3] for line in log.lines()]
    assert kinds == [["fault", "type=JSONDecodeError"], ["comparison_disabled", "code=self_test"]]


def test_the_command_tries_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dict(self_check())["known cases"] is None
    monkeypatch.setattr("ui.app.known_cases", lambda _knowledge: iter([None, "one tumour of 20 mm"]))
    said = dict(self_check())["known cases"]
    assert said is not None
    assert "one tumour of 20 mm" in said
