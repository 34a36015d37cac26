"""The command line as a program uses it: what each command prints, its exit code, and the assessment's contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from consult import __version__
from consult.assess import Knowledge
from consult.cli import main
from consult.hcc.derive import SCHEMA, derive
from consult.patient import MAX_JSON_BYTES
from consult.phrases import SHAPES
from resources import path
from tests import vectors

EXAMPLE = path("examples", "example.json")
DOCUMENT_KEYS = {
    *("patient", "warnings", "results", "treatments", "ask_next", "conflicts", "catalog", "program"),
    *("guideline", "dates"),
}
RESULT_KEYS = {"missing", "flags", "inputs_used", "stale", "validity", "source", "rule_version"}
TREATMENT_KEYS = {
    *("id", "role", "status", "possible_statuses", "missing", "open_feasibility", "do_first", "reasons"),
    *("would_change", "positions", "certainty", "available", "unproven"),
}
REASON_KEYS = {"rule", "kind", "effect", "state", "missing", "values", "sources", "mark"}
POSITION_KEYS = {
    *("guideline", "position", "context", "strength", "level", "source", "mark"),
    *("id", "edition", "state"),
}
MARKS = {"verified", "secondary", "unverified"}


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


def run(*arguments: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def program(*arguments: str, stdin: bytes = b"", **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """The installed command, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "consult", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **settings},
    )


def assessed(*arguments: str, stdin: bytes | str | None = None) -> dict[str, Any]:
    result = run("assess", *arguments, "--format", "json", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return assessed(str(EXAMPLE))


def strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(member, str) and member for member in value)


# -- assess: the contract --------------------------------------------------------------------------------------


def test_the_document_has_the_keys_of_the_contract(example: dict[str, Any]) -> None:
    assert set(example) == DOCUMENT_KEYS
    assert example["patient"] == json.loads(EXAMPLE.read_bytes())
    assert example["warnings"] == []
    assert example["program"] == {"version": __version__}
    assert set(example["catalog"]) == {"edition", "sha256", "signature"}
    recorded = path("catalog.sha256").read_text(encoding="ascii").split()[0]
    assert example["catalog"]["sha256"] == recorded
    assert example["guideline"] == "bclc-2025"


def test_a_warning_names_field_code_and_sentence() -> None:
    document = assessed("-", stdin='{"inr": 7.5, "lesions": [{"size_mm": 250}]}')
    assert [(w["field"], w["code"]) for w in document["warnings"]] == [
        ("inr", "unit_question"),
        ("lesions[0].size_mm", "soft_range"),
    ]
    for warning in document["warnings"]:
        assert set(warning) == {"field", "code", "message"}
        assert warning["message"]
        assert "{" not in warning["message"]


def test_every_result_has_the_keys_of_its_vector_file(example: dict[str, Any]) -> None:
    keys = SCHEMA.by_id.keys() | {field.other.key for field in SCHEMA.fields if field.other}
    for item, result in example["results"].items():
        assert result.keys() >= RESULT_KEYS, item
        assert strings(result["missing"]), item
        assert strings(result["flags"]), item
        assert strings(result["inputs_used"]), item
        assert {name.split("[")[0] for name in result["missing"]} <= keys, item
        assert set(result["inputs_used"]) <= keys, item
        assert isinstance(result["source"], str), item
        assert result["source"], item
        if (vectors.FOLDER / f"{item}.csv").exists():
            expected = set(next(vectors.rows(item)).expected)
            assert result.keys() >= expected, item


def test_an_item_without_inputs_still_appears() -> None:
    document = assessed("-", stdin="{}")
    example = derive(SCHEMA.read({"tumour_type": "hcc", "age_years": 61}))
    assert list(document["results"]) == list(example.results)
    for item in ("child_pugh", "albi", "bclc", "cnlc", "milan", "tnm8", "meld_family"):
        assert document["results"][item]["missing"], item
    assert document["results"]["child_pugh"]["class"] is None
    assert document["results"]["milan"]["within"] is None


def test_every_treatment_has_the_keys_of_the_contract(example: dict[str, Any], knowledge: Knowledge) -> None:
    assert {t["id"] for t in example["treatments"]} == set(knowledge.catalog.treatments)
    for treatment in example["treatments"]:
        assert set(treatment) == TREATMENT_KEYS
        assert treatment["status"] in SHAPES
        assert set(treatment["possible_statuses"]) <= set(SHAPES) - {"cannot_tell"}
        assert treatment["possible_statuses"]
        for name in ("missing", "open_feasibility", "do_first"):
            assert strings(treatment[name]), (treatment["id"], name)
        assert isinstance(treatment["unproven"], bool)
        assert treatment["certainty"] in ("high", "moderate", "low", "very_low")
        assert treatment["available"] is None
        for reason in treatment["reasons"]:
            assert set(reason) == REASON_KEYS
            assert reason["kind"] in ("eligibility", "exclusion", "feasibility")
            assert reason["state"] in ("holds", "fails", "unknown")
            assert bool(reason["missing"]) <= (reason["state"] == "unknown")
            assert reason["mark"] in MARKS
            assert isinstance(reason["values"], dict)
            assert strings(reason["sources"])
        for change in treatment["would_change"]:
            assert set(change) == {"field", "to", "status"}
            assert change["status"] in SHAPES
            assert change["status"] != treatment["status"]
        for position in treatment["positions"]:
            assert set(position) == POSITION_KEYS
            assert position["position"] in (
                *("first_option", "option", "conditional", "not_addressed", "against"),
            )
            assert position["mark"] in MARKS
            assert strings(position["source"])


def test_ask_next_and_conflicts(example: dict[str, Any]) -> None:
    treatments = {t["id"] for t in example["treatments"]}
    assert example["ask_next"]
    for question in example["ask_next"]:
        assert set(question) == {"field", "could_change"}
        assert question["field"] in SCHEMA.by_key
        assert question["could_change"]
        assert set(question["could_change"]) <= treatments
    for conflict in example["conflicts"]:
        assert set(conflict) == {"id", "a", "b", "relation", "sources", "mark"}
        assert strings(conflict["a"])
        assert strings(conflict["b"])


def test_standard_input_reads_the_same(example: dict[str, Any]) -> None:
    assert assessed("-", stdin=EXAMPLE.read_bytes()) == example


def test_text_names_every_status_with_its_shape(example: dict[str, Any]) -> None:
    result = run("assess", str(EXAMPLE))
    assert result.exit_code == 0
    assert result.stderr == ""
    counts: dict[str, int] = {}
    for treatment in example["treatments"]:
        if treatment["role"] == "anticancer" and not treatment["unproven"]:
            counts[treatment["status"]] = counts.get(treatment["status"], 0) + 1
    for status, shape in SHAPES.items():
        if counts.get(status):
            assert any(line.startswith(f"{shape} ") for line in result.stdout.splitlines()), status
    assert "A5" in result.stdout
    assert example["catalog"]["sha256"][:12] in result.stdout


def test_text_in_chinese() -> None:
    result = run("assess", str(EXAMPLE), "--lang", "zh_CN")
    assert result.exit_code == 0
    assert "肝" in result.stdout


def test_another_guideline_leads() -> None:
    patient = json.loads(EXAMPLE.read_bytes())
    patient["portal_vein_invasion"] = "vp3"
    bclc = assessed("-", stdin=json.dumps(patient))
    china = assessed("-", "--guideline", "china-2026", stdin=json.dumps(patient))
    assert china["guideline"] == "china-2026"

    def rules(document: dict[str, Any]) -> set[str]:
        return {r["rule"] for t in document["treatments"] for r in t["reasons"]}

    def statuses(document: dict[str, Any]) -> dict[str, str]:
        return {t["id"]: t["status"] for t in document["treatments"]}

    assert rules(bclc) - rules(china), "rows of the BCLC scheme go"
    assert rules(china) - rules(bclc), "rows of the Chinese scheme come"
    assert statuses(china) != statuses(bclc)
    assert china["results"] == bclc["results"], "scores do not depend on the guideline"


def test_scheme_rows_act_only_while_their_guideline_leads(knowledge: Knowledge) -> None:
    for guideline in [g.id for g in knowledge.catalog.selectable()][::3]:
        document = assessed(str(EXAMPLE), "--guideline", guideline)
        for treatment in document["treatments"]:
            for reason in treatment["reasons"]:
                scheme = knowledge.catalog.rules[reason["rule"]].scheme
                assert scheme in ("", guideline) or scheme.startswith("trial:"), reason["rule"]


def test_an_unknown_guideline_is_one_sentence() -> None:
    result = run("assess", str(EXAMPLE), "--guideline", "martian-2030")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "martian-2030" in result.stderr
    assert "china-2026" in result.stderr


# -- assess --batch ----------------------------------------------------------------------------------------------


def test_batch_keeps_the_order_and_goes_on() -> None:
    lines: list[bytes] = [
        b'{"patient_code": "one", "age_years": 50}',
        b"",
        b'{"patient_code": "three", "age_years":',
        b'{"patient_code": "four", "inr": 400}',
        b'{"patient_code": "' + b"x" * (2 * MAX_JSON_BYTES) + b'"}',
        b'{"patient_code": "six", "surprise": 1}',
        b'\xff{"patient_code": "seven"}',
        b"[]",
        b'{"patient_code": "nine", "bilirubin_umol_per_l": 10, "bilirubin_direct_umol_per_l": 20}',
        b'{"patient_code": "ten", "age_years": 70}\r',
    ]
    result = run("assess", "--batch", "-", stdin=b"\n".join(lines))
    assert result.exit_code == 0
    assert result.stderr == ""
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(out) == len(lines)
    codes = [document.get("error", {}).get("code") for document in out]
    assert codes == [
        *(None, "not_json", "not_json", "out_of_range", "too_large", "unknown_field", "not_utf8"),
        *("not_an_object", "direct_exceeds_total", None),
    ]
    assert [out[0]["patient"]["patient_code"], out[-1]["patient"]["patient_code"]] == ["one", "ten"]
    for number, document in enumerate(out, start=1):
        if "error" in document:
            assert set(document) == {"error"}
            assert set(document["error"]) == {"line", "code", "field", "message"}
            assert document["error"]["line"] == number
            assert document["error"]["message"]
    assert out[3]["error"]["field"] == "inr"
    assert out[5]["error"]["field"] == "surprise"
    assert out[8]["error"]["field"] == "bilirubin_direct_umol_per_l"


@pytest.mark.parametrize(
    "length", [MAX_JSON_BYTES, MAX_JSON_BYTES + 1, MAX_JSON_BYTES + 2, 3 * MAX_JSON_BYTES]
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_batch_finds_the_next_line_after_a_long_one(length: int, end: bytes) -> None:
    head, tail = b'{"age_years": 50', b"}"
    long = head + b" " * (length - len(head) - len(tail)) + tail
    result = run("assess", "--batch", "-", stdin=long + end + b'{"age_years": 51}' + end)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    if length <= MAX_JSON_BYTES:
        assert first["patient"] == {"age_years": 50}
    else:
        assert first["error"]["code"] == "too_large"
    assert second["patient"] == {"age_years": 51}


def test_a_batch_line_is_what_the_single_command_says(example: dict[str, Any]) -> None:
    # The same patient before and after others: nothing of one line may reach the next.
    other = b'{"tumour_type": "icc", "age_years": 12, "bilirubin_umol_per_l": 14.0, "inr": {"min": 1.1}}'
    line = EXAMPLE.read_bytes().replace(b"\n", b" ")
    result = run("assess", "--batch", "-", stdin=b"\n".join([line, other, line]) + b"\n")
    first, middle, last = (json.loads(text) for text in result.stdout.splitlines())
    assert first == last == example
    assert middle == assessed("-", stdin=other)


def test_batch_of_nothing_is_nothing() -> None:
    result = run("assess", "--batch", "-", stdin=b"")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


# -- the other commands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_doctor_summary_is_a_pdf(tmp_path: Path, lang: str) -> None:

    out = tmp_path / "摘要.pdf"
    arguments = ("--kind", "doctor", "--lang", lang, "-o", str(out), "--date", "2026-11-23")
    result = run("summary", str(EXAMPLE), *arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    data = out.read_bytes()
    assert data.startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == [out.name]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert "EXAMPLE-1" in text
    assert "2026-11-23" in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_board_sheet_takes_one_page_of_either_paper(tmp_path: Path, paper: str) -> None:
    out = tmp_path / "out.pdf"
    result = run("summary", str(EXAMPLE), "--kind", "board", "--paper", paper, "-o", str(out))
    assert result.exit_code == 0, result.stderr
    (page,) = PdfReader(BytesIO(out.read_bytes())).pages
    wide, high = (210 / 25.4 * 72, 297 / 25.4 * 72) if paper == "a4" else (612, 792)
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((wide, high), abs=0.1)


def test_catalog_show(knowledge: Knowledge) -> None:
    result = run("catalog", "show")
    assert result.exit_code == 0
    assert knowledge.catalog.edition in result.stdout
    assert knowledge.catalog.sha256 in result.stdout
    assert f"{len(knowledge.catalog.treatments)} treatments" in result.stdout
    for mark in MARKS:
        assert mark in result.stdout


def test_catalog_verify(knowledge: Knowledge) -> None:
    result = run("catalog", "verify")
    assert result.exit_code == 0
    assert "unchanged" in result.stdout
    assert knowledge.catalog.sha256 in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("assess", "a", "b"),
        ("assess", "--format", "xml", "-"),
        ("assess", "--lang", "fr", "-"),
        ("assess", "--no-such-option", "-"),
        ("nonsense",),
        ("catalog", "nonsense"),
        ("catalog",),
        ("records",),
        ("records", "backup"),
        ("records", "restore"),
        ("records", "set-up", "x", "--role", "owner"),
        ("import",),
        ("summary", "-"),
        ("summary", "-", "--kind", "doctor"),
        ("summary", "-", "--kind", "sonnet", "-o", "x.pdf"),
        ("summary", "-", "--kind", "doctor", "-o", "x.pdf", "--date", "yesterday"),
        ("window", "--size", "big"),
        ("window", "--size", "0x0"),
        ("window", "--size", "٣x٣"),
        ("window", "--size", "²x²"),
        ("window", "--theme", "pink"),
        ("window", "--scale", "nan"),
        ("window", "--scale", "99"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, stdin="{}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr
    assert list(tmp_path.iterdir()) == []


def _commands(command: click.Command, names: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [names]
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            found += _commands(child, (*names, name))
    return found


@pytest.mark.parametrize("names", _commands(main), ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(names: tuple[str, ...], option: str) -> None:
    result = run(*names, option)
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert result.stderr == ""


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert __version__ in result.stdout


# -- as a process -----------------------------------------------------------------------------------------------


def test_a_real_process_writes_utf8_whatever_the_locale(example: dict[str, Any]) -> None:
    done = program("assess", str(EXAMPLE), "--format", "json", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("utf-8")) == example


def test_a_real_process_prints_its_text_in_any_locale() -> None:
    done = program(
        "assess", str(EXAMPLE), "--lang", "zh_CN", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert "肝".encode() in done.stdout


def test_a_real_process_fails_with_one_line() -> None:
    done = program("assess", "-", stdin=b'{"inr": "high"}')
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == ["The field inr must be a number."]


@pytest.mark.parametrize("arguments", [("assess", str(EXAMPLE)), ("assess", "--batch", "-")], ids=" ".join)
def test_a_reader_that_stops_reading_is_no_fault(arguments: tuple[str, ...]) -> None:
    lines = EXAMPLE.read_bytes().replace(b"\n", b" ") + b"\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "consult", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _out, said = process.communicate(lines * 20, timeout=60)
    assert said == b""
    assert process.returncode in (0, 1)


@pytest.mark.parametrize("view", ["consult", "patient"])
def test_the_window_is_drawn_into_a_picture(tmp_path: Path, view: str) -> None:
    picture = tmp_path / "窗口.png"
    arguments = ("--open", str(EXAMPLE), "--grab", str(picture), "--size", "1366x768", "--view", view)
    done = program("window", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert (width, height) == (1366, 768)
    assert len(data) > 20_000, "an empty window compresses to almost nothing"


def test_without_a_display_the_window_says_so_instead_of_aborting() -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "consult"], env=bare, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("There is no display")
    assert done.stderr.count("\n") == 1
