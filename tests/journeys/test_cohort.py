"""Three real patients: library, command line, window and paper show the same values, scores and statuses."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from consult.assess import Assessment, Knowledge
from consult.cli import main
from consult.hcc.checks import refuse_conflicts
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.patient import Patient
from consult.phrases import SHAPES, Words
from consult.report import document
from tests.journeys.harmonise import Row, harmonise, rows

FILE = Path(__file__).parent / "cohort" / "tcga_lihc_three.tsv"
ROWS = {row["bcr_patient_barcode"]: row for row in rows(FILE)}
SCORES = ("bclc", "cnlc", "tnm8", "child_pugh", "albi", "meld_family", "csph", "milan", "ucsf", "up_to_seven")
TODAY = date.today()


@dataclass
class Seen:
    """What one surface shows of a patient, in the words and units it shows them in."""

    values: dict[str, str] = field(default_factory=dict)
    """By field: "1.8 mg/dL", "Male"."""
    scores: dict[str, str] = field(default_factory=dict)
    """By item: "A6", "-2.73"."""
    statuses: dict[str, str] = field(default_factory=dict)
    """By treatment."""


# -- the units -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patient", "laboratory"),
    [
        (
            "TCGA-ZS-A9CD",
            {
                "albumin_g_per_l": 48,
                "bilirubin_umol_per_l": 8,
                "creatinine_umol_per_l": 73,
                "platelets_10e9_per_l": 198,
            },
        ),
        (
            "TCGA-5R-AA1C",
            {
                "albumin_g_per_dl": 3.0,
                "bilirubin_mg_per_dl": 1.8,
                "creatinine_mg_per_dl": 1.0,
                "platelets_10e9_per_l": 223,
                "afp_ng_per_ml": 2,
            },
        ),
        (
            "TCGA-RC-A6M6",
            {
                "albumin_g_per_dl": 2.8,
                "bilirubin_mg_per_dl": 2.3,
                "creatinine_mg_per_dl": 0.8,
                "inr": 1.3,
                "platelets_10e9_per_l": 235,
                "afp_ng_per_ml": 12986,
            },
        ),
    ],
)
def test_each_unit_is_told_from_its_range(patient: str, laboratory: dict[str, float]) -> None:
    read = harmonise(ROWS[patient])
    own = {key: value for key, value in read.items() if SCHEMA.by_key[key].section == "laboratory"}
    assert own == laboratory
    assert SCHEMA.read(read).to_json().keys() == read.keys()


@pytest.mark.parametrize(
    ("value", "upper"),
    [
        *(("48", "[Not Available]"), ("[Discrepancy]", "50"), ("48", "400"), ("4.8", "50"), ("48", "5.0")),
        *(("0.48", "0.5"), ("", "50"), ("nan", "50"), ("48", "nan")),
    ],
)
def test_what_a_range_leaves_open_is_not_recorded(value: str, upper: str) -> None:
    row = {
        **ROWS["TCGA-ZS-A9CD"],
        "serum_albumin_preresection": value,
        "serum_albumin_norm_range_upper": upper,
    }
    assert not {key for key in harmonise(row) if key.startswith("albumin")}


def test_seconds_are_no_inr_and_missing_is_missing() -> None:
    for row in ROWS.values():
        patient = harmonise(row)
        seconds = float(row["prothrombin_time_norm_range_upper"]) > 5
        assert ("inr" in patient) is not seconds
        for column, key in (("height_cm_at_diagnosis", "height_cm"), ("ecog_score", "ecog")):
            assert (key in patient) is not row[column].startswith("[")


# -- the four surfaces ---------------------------------------------------------------------------------------------


@pytest.fixture(params=ROWS.values(), ids=ROWS)
def row(request: pytest.FixtureRequest) -> Row:
    found: Row = request.param
    return found


def assessed(patient: Patient, knowledge: Knowledge) -> Assessment:
    facts = derive(patient, today=TODAY)
    refuse_conflicts(facts.warnings)
    return knowledge.assess(facts, DEFAULT_GUIDELINE)


def test_every_surface_shows_the_same(
    row: Row, knowledge: Knowledge, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.cli._knowledge", lambda: knowledge)
    entered = harmonise(row)
    file = tmp_path / "patient.json"
    file.write_text(json.dumps(entered), encoding="utf-8")
    words = Words("en", DECLARED, knowledge.catalog)

    patient = SCHEMA.read(entered, today=TODAY)
    of_library = document(patient, assessed(patient, knowledge), knowledge, words)
    of_program = json.loads(_run("assess", str(file), "--format", "json"))
    assert of_program == of_library
    assert of_library["patient"] == entered

    out = tmp_path / "paper.pdf"
    _run("summary", str(file), "--kind", "doctor", "-o", str(out), "--date", TODAY.isoformat())
    shown = {
        "program": _told(of_program, words),
        "window": _window(patient, knowledge, qtbot),
        "paper": _paper(out, of_library, words),
    }
    expected = _told(of_library, words)
    assert len(expected.values) >= 12
    assert len(expected.statuses) == len(knowledge.catalog.treatments)
    for name, seen in shown.items():
        assert seen.values == expected.values, name
        assert seen.scores == expected.scores, name
        assert seen.statuses == expected.statuses, name


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


# -- the document --------------------------------------------------------------------------------------------------


def _told(told: dict[str, Any], words: Words) -> Seen:
    """What an assessment document says. Scores are worded here from their plain values."""
    return Seen(
        values={SCHEMA.by_key[key].id: _value(key, value, words) for key, value in told["patient"].items()},
        scores={item: _score(item, told["results"][item]) for item in SCORES},
        statuses={treatment["id"]: treatment["status"] for treatment in told["treatments"]},
    )


def _value(key: str, value: Any, words: Words) -> str:
    declared = SCHEMA.by_key[key]
    if declared.type == "choice":
        return words.choice(declared, str(value))
    unit = declared.other.unit if declared.other is not None and key == declared.other.key else declared.unit
    return f"{value:g} {unit}".strip() if declared.type in ("number", "integer") else str(value)


def _score(item: str, result: dict[str, Any]) -> str:
    """A value in so few words that each surface must hold it."""
    match item:
        case "child_pugh":
            low, high = result["points_min"], result["points_max"]
            classes = result["possible_classes"]
            if len(classes) == 3:
                return "?"
            return f"{classes[0]}{low}" if low == high else f"{classes[0]}{low}–{classes[-1]}{high}"
        case "albi":
            return "?" if result["albi_score"] is None else f"{result['albi_score']:.2f}"
        case "meld_family":
            return "?" if result["meld_3_0"] is None else f"{result['meld_3_0']}"
        case "csph":
            if result["csph"] == "indeterminate" and result["missing"]:
                return "?"
            return str(DECLARED["csph"].choices[DECLARED["csph"].choice_ids().index(result["csph"])].en)
        case "milan" | "ucsf" | "up_to_seven":
            return {True: "within", False: "outside", None: "?"}[result["within"]]
        case "tnm8" if result["stage"] is not None:
            parts = [result["t"] or "", result["n"] or "NX", result["m"] or ""]
            return " ".join(part for part in parts if part)
    possible = result["possible_stages"]
    return "?" if len(possible) > 4 else "|".join("none" if stage == "none" else stage for stage in possible)


# -- the window ----------------------------------------------------------------------------------------------------


def _window(patient: Patient, knowledge: Knowledge, qtbot: QtBot) -> Seen:
    from ui.comparison.option_model import OptionModel
    from ui.comparison.options import OptionList
    from ui.comparison.panel import ComparisonPanel
    from ui.comparison.strip import StageStrip
    from ui.form.form import CriteriaForm
    from ui.workspace import Workspace

    workspace = Workspace(knowledge)
    form, strip = CriteriaForm(workspace), StageStrip(workspace)
    options, panel = OptionList(workspace), ComparisonPanel(workspace)
    for widget in (form, strip, options, panel):
        qtbot.addWidget(widget)
    workspace.open_patient(patient)
    assert workspace.patient is patient
    seen = Seen()

    for field_id in patient.entries:
        assert form.focus_field(field_id), field_id
        QApplication.processEvents()
        shown = {_shown(editor) for editor in form.binding if editor.field.id == field_id}
        assert len(shown) == 1, (field_id, shown)
        seen.values[field_id] = shown.pop()
    assert workspace.patient == patient, "looking at a field changes nothing"
    seen.scores = {item: badge.value for item, badge in strip.badges.items()}

    model = OptionModel(workspace)
    for holds in (lambda row: row.heading, lambda row: row.family):  # families show once their group is open
        for row in filter(holds, model.rows):
            model.fold(row, False)
    for at in range(model.rowCount()):
        index = model.index(at)
        treatment = model.data(index, OptionModel.TreatmentRole)
        if treatment is not None:
            seen.statuses[treatment] = model.data(index, OptionModel.StatusRole)

    # The comparison's heads, four at a time, say what the list says.
    ids = list(seen.statuses)
    for start in range(0, len(ids), 4):
        chosen = ids[start : start + 4]
        workspace.choose(chosen)
        if len(chosen) > 1:
            heads = [panel.model.status(column) for column in range(panel.model.columnCount())]
            assert heads == [seen.statuses[treatment] for treatment in chosen]
    return seen


def _shown(editor: Any) -> str:
    """The value as it stands in an editor, with its unit."""
    from ui.form.choices import ChoiceEditor, members_of
    from ui.form.numbers import NumberEditor

    if isinstance(editor, ChoiceEditor):
        picked = editor.picked()
        member = "" if picked < 0 else members_of(editor.field)[picked].id
        # A grade such as ECOG 1 is a number on paper; a button may add what it means.
        return editor.words.choice(editor.field, member) if editor.field.type == "choice" else member
    target = editor.target()
    text: str = target.text()
    if isinstance(editor, NumberEditor) and editor.field.unit:
        assert isinstance(editor.unit, QLabel | QPushButton)
        unit = re.sub("<sup>(.*?)</sup>", r"^\1", editor.unit.text()).removesuffix(" ▾")
        return f"{text} {unit}"
    return text


# -- the paper -----------------------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    """Without what a printed line may break at."""
    return re.sub(r"\s", "", text).replace("✕", "×")


def _paper(file: Path, told: dict[str, Any], words: Words) -> Seen:
    from pypdf import PdfReader

    # Every page begins with whose paper it is, and its marks.
    code, review = re.escape(told["patient"]["patient_code"]), re.escape(words.review)
    head = re.compile(rf"\A{code} ?·.*?{review}", re.DOTALL)
    foot = re.compile(r"\nConsult [0-9.]+ ?·.*", re.DOTALL)
    pages = [page.extract_text() for page in PdfReader(file).pages]
    assert all(head.search(page) and foot.search(page) for page in pages)
    text = _bare("".join(foot.sub("\n", head.sub("", page)) for page in pages))
    expected = _told(told, words)
    seen = Seen()
    whose = expected.values.pop("patient_code")
    seen.values["patient_code"] = whose
    for field_id, value in expected.values.items():
        printed = _bare(value.replace(" 10^", "×10"))  # a number before a number has the sign between them
        label = _bare(words.label(SCHEMA.by_id[field_id]))
        seen.values[field_id] = value if _stands(label + printed, text) else f"not on the paper: {label}"
    glance = text[text.index(_bare(words.say("paper.stages"))) :]
    for item, value in expected.scores.items():
        title = _bare(words.item(item))
        seen.scores[item] = value if _stands(title + _bare(value), glance) else f"not on the paper: {title}"
    seen.statuses = _printed_statuses(text, told, words)
    return seen


def _stands(words: str, text: str) -> bool:
    """Whether the words stand there and do not go on: A is neither A|B nor A5."""
    return re.search(re.escape(words) + r"(?![|–.\d])", text) is not None


def _printed_statuses(text: str, told: dict[str, Any], words: Words) -> dict[str, str]:
    """The names under each heading of the options at a glance; the shape speaks in the mixed groups."""
    headings = {
        **{status: _bare(f"{shape} {words.status(status)}") for status, shape in SHAPES.items()},
        **{group: _bare(words.say(f"group.{group}")) for group in ("for_everyone", "unproven")},
    }
    places = {}
    for key, heading in headings.items():
        found = re.search(re.escape(heading) + r"\((\d+)\)", text)
        if found:
            places[key] = (found.start(), found.end(), int(found[1]))
    ends = sorted(start for start, _end, _count in places.values())
    shapes = {_bare(shape): status for status, shape in SHAPES.items()}
    names = sorted(
        ((_bare(words.short(treatment["id"])), treatment["id"]) for treatment in told["treatments"]),
        key=lambda name: -len(name[0]),
    )
    statuses: dict[str, str] = {}
    for key, (start, end, count) in places.items():
        stop = next((other for other in ends if other > start), text.index(_bare(words.say("paper.missing"))))
        rest = f",{text[end:stop]},"
        here = {}
        for name, treatment in names:
            match = re.search(rf",([{''.join(map(re.escape, shapes))}]?){re.escape(name)}(?=,)", rest)
            if match:
                here[treatment] = shapes[match[1]] if match[1] else key
                rest = rest[: match.start()] + rest[match.end() :]
        assert len(here) == count, f"{key}: {rest!r} is left over"
        statuses |= here
    return statuses
