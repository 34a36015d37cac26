"""A fixed share of the random edit run, and proof that the run would notice what it looks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.program import Program
from tests.ui import belonging
from tests.ui.edit_run import EditRun

STEPS = 400


@pytest.fixture
def program(qapp: object) -> Iterator[Program]:
    made = Program()
    yield made
    made.speaker.leave()  # other tests read words as they stand in the code
    made.window.close()
    made.window.deleteLater()


def test_no_panel_ever_belongs_to_other_values_than_the_form(program: Program) -> None:
    run = EditRun(program.window, program.workspace, seed=4)
    for _step in range(STEPS):
        run.step()
    assert not run.wrong
    assert run.edits > STEPS / 4


def test_a_panel_that_stays_behind_is_noticed(program: Program) -> None:
    window, workspace = program.window, program.workspace
    assert not [*belonging.wrong(window, workspace)]
    workspace.assessed.disconnect(window.strip.show_results)
    workspace.set_value("bilirubin_umol_per_l", 70)
    workspace.end_step()
    found = [*belonging.wrong(window, workspace)]
    assert {"stamp of strip", "badge child_pugh"} <= set(found)
    assert not [name for name in found if name.startswith(("option", "cell", "form", "stamp of form"))]


def test_a_box_that_shows_something_else_is_noticed(program: Program) -> None:
    editor = program.window.form.minimal.editor("inr")
    assert editor is not None
    target = editor.target()
    target.setText("1.2")  # type: ignore[attr-defined]
    assert "form" in [*belonging.wrong(program.window, program.workspace)]
