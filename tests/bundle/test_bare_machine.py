"""The main job on a bare machine: checks, an assessment, papers, a window from the empty form to a saved PDF."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.bundle import conftest
from tests.bundle.machine import Machine, asked_for, needed_of_system, owner_of
from tests.bundle.screen import Screen, screen, until

PICTURE = Path(__file__).parents[2] / "build" / "bundle" / "bare-machine.png"
KEYS = (
    "=61 Tab space Tab Down Tab Tab space Tab Down Tab Down Down Tab space Tab Down Tab space Tab =14 Tab =41 Tab =1.1 "
    "Tab =75 Tab =165 Tab =22 Tab =n =25 Tab Tab Tab Tab Tab Tab Tab Tab Tab Down Tab Down Tab Down Tab space Tab "
    "space Tab Return =n"
)
"""From the first field to the answered checklist; after = comes what is typed."""
ENTERED = {
    "age_years": 61,
    "sex": "male",
    "tumour_type": "hcc",
    "cirrhosis": "yes",
    "varices": "none",
    "hbsag": "negative",
    "ecog": 0,
    "ascites": "none",
    "encephalopathy_grade": 0,
    "bilirubin_umol_per_l": 14,
    "albumin_g_per_l": 41,
    "inr": 1.1,
    "creatinine_umol_per_l": 75,
    "platelets_10e9_per_l": 165,
    "afp_ng_per_ml": 22,
    "prior_treatments": [],
    "lesions": [{"size_mm": 25}],
    "tumour_pattern": "nodular",
    "portal_vein_invasion": "none",
    "hepatic_vein_invasion": "none",
    "n_status": "n0",
    "m_status": "m0",
    "exclusion_checklist": "none_apply",
}


@pytest.fixture(scope="module")
def display() -> Iterator[Screen | None]:
    with screen() as made:
        conftest.said.append("window " + ("under Xvfb, driven by keys" if made else "drawn: no Xvfb here"))
        yield made


def test_there_is_no_python(machine: Machine) -> None:
    if machine.has_root:
        found = [
            path for path in machine.root.rglob("python3*") if path.is_file() and "opt" not in path.parts
        ]
        assert found == []
        assert not (machine.root / "bin").exists()
        assert not list(machine.root.rglob("consult/*.py"))
    code, told = machine.run("--version")
    assert (code, told.startswith("consult, version")) == (0, True), told


def test_what_it_loads_of_the_system_is_asked_for(machine: Machine, folder: Path) -> None:
    if not machine.has_root:
        return
    packages = asked_for()
    owners = {library: owner_of(library) for library in needed_of_system(folder)}
    assert owners
    assert {library: owner for library, owner in owners.items() if owner not in packages} == {}


def test_every_check_holds(machine: Machine) -> None:
    code, answer = machine.run("self-check")
    assert code == 0, answer
    assert [line for line in answer.splitlines() if line.startswith("ok  files")]


def test_an_assessment_and_every_paper(machine: Machine) -> None:
    case = machine.path(machine.home) / "例.json"
    case.write_text(json.dumps(ENTERED), encoding="utf-8")
    code, answer = machine.run("assess", f"{machine.home}/例.json", "--format", "json")
    assert code == 0, answer
    assert json.loads(answer)["results"]["bclc"]["stage"] == "A"
    for kind in ("doctor", "patient", "board"):
        for language in ("en", "zh_CN"):
            out = f"{machine.home}/{kind} {language} 纸.pdf"
            code, answer = machine.run(
                "summary", f"{machine.home}/例.json", "--kind", kind, "--lang", language, "-o", out
            )
            assert code == 0, answer
            assert machine.path(out).read_bytes().startswith(b"%PDF")


def test_a_window_from_the_empty_form_to_a_saved_paper(machine: Machine, display: Screen | None) -> None:
    if display is None:
        code, answer = machine.run("window", "--grab", f"{machine.home}/window.png")
        assert code == 0, answer
        return
    paper = machine.path(f"{machine.home}/saved paper.pdf")
    paper.unlink(missing_ok=True)
    program = machine.start(DISPLAY=display.name)
    try:
        display.window("Consult")
        for key in KEYS.split():
            (display.type if key.startswith("=") else display.press)(key.removeprefix("="))
        display.press("ctrl+p")
        display.window("Print preview")
        display.press("ctrl+s")
        display.window("Save as PDF")
        display.type(f"{machine.home}/saved paper.pdf")
        display.press("Return")
        until(lambda: "yes" if paper.exists() else "", "no paper was saved")
        display.picture(PICTURE)
        assert program.poll() is None
    except TimeoutError as missing:
        display.picture(PICTURE)
        missing.add_note(
            f"the program {'has ended' if program.poll() is not None else 'runs'}; see {PICTURE.name}"
        )
        raise
    finally:
        program.terminate()
        spoken, _ = program.communicate(timeout=60)
        print(spoken)
    assert spoken == "consult: start\n"  # nothing of Qt's, no fault, no changed file
    with pikepdf.open(paper) as pdf:
        (attached,) = (file for name, file in pdf.attachments.items() if name.endswith(".json"))
        case = json.loads(attached.get_file().read_bytes())["case"]
    told = case.get("patient", case)
    assert {key: told.get(key) for key in ENTERED} == ENTERED
    assert os.path.getsize(PICTURE) > 50_000
