"""What cannot be read or written: one plain sentence naming field or file, never a value, nothing left behind."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consult import cli
from consult.assess import Knowledge
from consult.cli import main
from consult.fields import Field
from consult.hcc.derive import SCHEMA
from consult.hcc.fields import FIELDS
from consult.patient import MAX_JSON_BYTES
from consult.quantity import PAIR_FACTORS
from resources import path

CANARY = "Zaphod Beeblebrox"
CANARY_NUMBER = 73.19251
"""Values that must not turn up in any message."""
READ_THE_CATALOGUE = cli._knowledge


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


def refused(*arguments: str, stdin: bytes | str | None = None) -> str:
    """The one line that a command says before it ends with 1."""
    result = CliRunner().invoke(main, list(arguments), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in lines[0]
    assert "{" not in lines[0], "a value of the sentence was not set in"
    return lines[0]


def says(document: dict[str, Any] | str | bytes) -> str:
    """What is said about a patient; the value of `patient_code` never is."""
    if isinstance(document, dict):
        document = json.dumps({"patient_code": CANARY, **document})
    said = refused("assess", "-", stdin=document)
    assert CANARY not in said
    return said


def accepted(document: dict[str, Any] | bytes) -> dict[str, Any]:
    """The patient as it was read, in JSON again."""
    text = json.dumps(document) if isinstance(document, dict) else document
    return SCHEMA.read_json(text, today=date.today()).to_json()


# -- the text of the file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "not valid JSON"),
        (b"   \n  ", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'{"age_years": 61,}', "not valid JSON"),
        (b'{"age_years": 61} {}', "not valid JSON"),
        (b'{"age_years": 061}', "not valid JSON"),
        (b"{'age_years': 61}", "not valid JSON"),
        (b'{"patient_code": "a\nb"}', "not valid JSON"),
        (b'{"age_years": 61', "not valid JSON"),
        (b"\x00\x01\x02", "not valid JSON"),
        (b"[]", "one JSON object"),
        (b"null", "one JSON object"),
        (b'"age_years"', "one JSON object"),
        (b"61", "one JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"lesions":' * 100_000 + b"1" + b"}" * 100_000, "larger than 1 MiB"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b'{"lesions": [' + b"{}," * 400_000 + b"{}]}", "larger than 1 MiB"),
        (b" " * (MAX_JSON_BYTES + 1), "larger than 1 MiB"),
        (b'{"inr": NaN}', "not finite"),
        (b'{"inr": Infinity}', "not finite"),
        (b'{"inr": -Infinity}', "not finite"),
        (b'{"inr": 1e999}', "not finite"),
        (b'{"inr": -1e999}', "not finite"),
        (b'{"inr": {"min": NaN}}', "not finite"),
        (b'{"lesions": [{"size_mm": 1e400}]}', "not finite"),
        (b'{"age_years": ' + b"9" * 5_000 + b"}", "too long"),
        (b'{"age_years": -' + b"9" * 500_000 + b"}", "too long"),
        (b'{"patient_code": "\xff\xfe"}', "UTF-8"),
        (b'{"patient_code": "\xed\xa0\x80"}', "UTF-8"),
        ('{"age_years": 61}'.encode("utf-16"), "UTF-8"),
        ('{"patient_code": "王"}'.encode("gb18030"), "UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_that_is_no_patient(text: bytes, said: str) -> None:
    assert said in says(text)


@pytest.mark.parametrize("code", [r"\ud800", r"\udfff", r"a\ud83dz"])
def test_a_lone_surrogate_is_no_text(code: str) -> None:
    assert "patient_code" in says(f'{{"patient_code": "{code}"}}')
    assert "lesions[0].label" in says(f'{{"lesions": [{{"label": "{code}"}}]}}')
    assert "herbal_products" in says(f'{{"herbal_products": ["{code}"]}}')
    assert "sex" in says(f'{{"sex": "{code}"}}')
    assert "no field called" in says(f'{{"{code}": 1}}')


def test_a_byte_order_mark_is_accepted() -> None:
    text = b'\xef\xbb\xbf{"age_years": 61}'
    assert accepted(text) == {"age_years": 61}
    result = CliRunner().invoke(main, ["assess", "-"], input=text)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "not valid JSON" in says(b'\xef\xbb\xbf\xef\xbb\xbf{"age_years": 61}')


def test_exactly_one_mebibyte_is_accepted() -> None:
    text = b'{"age_years": 61' + b" " * (MAX_JSON_BYTES - 17) + b"}"
    assert len(text) == MAX_JSON_BYTES
    assert accepted(text) == {"age_years": 61}
    assert "larger than 1 MiB" in says(text + b"\n")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"inr": 1.1, "sex": "male", "inr": 1.2}', "inr"),
        ('{"inr": 1.1, "inr": 1.1}', "inr"),
        ('{"lesions": [{"size_mm": 20}, {"size_mm": 20, "size_mm": 30}]}', "size_mm"),
        ('{"lesions": [], "lesions": []}', "lesions"),
        ('{"inr": {"min": 1.1, "min": 1.2}}', "min"),
        ('{"exclusion_checklist": "none_apply", "exclusion_checklist": null}', "exclusion_checklist"),
    ],
)
def test_a_key_that_stands_twice(text: str, field: str) -> None:
    assert says(text) == f"The field {field} stands twice."


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"surprise": 1}, "surprise"),
        ({"surprise": None}, "surprise"),
        ({"": 1}, ""),
        ({"INR": 1.1}, "INR"),
        ({"size_mm": 20}, "size_mm"),
        ({"lesions": [{"size_mm": 20}, {"colour": CANARY}]}, "lesions[1].colour"),
        ({"lesions": [{"inr": None}]}, "lesions[0].inr"),
        ({"prior_treatments": [{"typ": "rfa"}]}, "prior_treatments[0].typ"),
        ({"other_molecular": [{"x": 1}]}, "other_molecular[0].x"),
        ({"bilirubin_mmol_per_l": 14}, "bilirubin_mmol_per_l"),
        ({"x" * 5_000: 1}, "x" * 57 + "..."),
        ({"a\nb\x1b[31m": 1}, "a?b?[31m"),
    ],
)
def test_an_unknown_field_is_named(document: dict[str, Any], field: str) -> None:
    assert says(document) == f"There is no field called {field}."


# -- every field ---------------------------------------------------------------------------------------------------


def _wrong(field: Field) -> list[Any]:
    """Values of every type that the field does not take."""
    member = field.choices[0].id if field.choices else ""
    no_list: list[Any] = [{}, {"surprise": 1}, CANARY_NUMBER, True, CANARY]
    no_single: list[Any] = [{}, {"surprise": 1}, [], [[]], [None], [CANARY]]
    match field.type:
        case "number" | "integer":
            limits = [
                *({"min": CANARY}, {"min": None}, {"min": True}, {"max": [1]}, {"min_open": True}),
                *({"min": 1, "max": 2, "x": 3}, {"min": 2, "min_open": "yes"}),
            ]
            fractions = [CANARY_NUMBER, 2.5, {"min": 2.5}] if field.type == "integer" else []
            return [*no_single, *limits, *fractions, CANARY, "2", True, False]
        case "flag":
            return [*no_single, CANARY, CANARY_NUMBER, "true", 0, 1]
        case "choice":
            return [*no_single, CANARY, CANARY_NUMBER, True, "", f"{member} ", member.swapcase() + "_"]
        case "choices":
            return [*no_list, [CANARY], [[]], [None], [1], member, [member] * 51]
        case "text":
            return [*no_single, CANARY_NUMBER, True, "", "x" * (field.max_length + 1)]
        case "texts":
            return [*no_list, [[]], [None], [1], [""], ["x"] * 51, ["x" * (field.max_length + 1)]]
        case "date":
            return [*no_single, CANARY, CANARY_NUMBER, True, "", 20261123]
        case "objects":
            return [*no_list, [CANARY], [[]], [None], [1], [{}] * 51]
    raise AssertionError(field.type)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_a_wrong_type_is_refused_by_name(field: Field) -> None:
    for value in _wrong(field):
        said = says({field.id: value})
        assert field.id in said, (value, said)
        assert f"{CANARY_NUMBER}" not in said
        if field.other is not None:
            assert field.other.key in says({field.other.key: value})


@pytest.mark.parametrize("field", [f for f in FIELDS if f.parts], ids=lambda field: field.id)
def test_a_wrong_type_inside_a_list_is_refused_by_name(field: Field) -> None:
    for part in field.parts:
        for value in _wrong(part):
            assert f"{field.id}[1].{part.id}" in says({field.id: [{}, {part.id: value}]}), value


def _numeric() -> Iterator[tuple[str, tuple[float, float], bool]]:
    for field in FIELDS:
        if field.hard is not None and field.type != "date":  # of a day, these are years
            yield field.id, field.hard, field.type == "integer"
        if field.other is not None:
            yield field.other.key, field.other.hard, False
        for part in field.parts:
            if part.hard is not None:
                yield f"{field.id}.{part.id}", part.hard, part.type == "integer"


def _document(key: str, value: object) -> dict[str, Any]:
    """`lesions.size_mm` is the size of the second lesion."""
    name, _dot, part = key.partition(".")
    return {name: [{}, {part: value}]} if part else {name: value}


@pytest.mark.parametrize(("key", "limits", "whole"), [*_numeric()], ids=str)
def test_hard_limits(key: str, limits: tuple[float, float], whole: bool) -> None:
    low, high = limits
    step = 1 if whole else max(abs(high), 1) * 1e-6
    named = key.replace(".", "[1].")
    for outside in (low - step, high + step, -1e300 if not whole else -(10**15), high * 1000 + 1):
        for value in (outside, {"min": outside}, {"max": outside}):
            said = says(_document(key, value))
            assert named in said, value
            assert f"{low:g}" in said
            assert f"{high:g}" in said
    for inside in (low, high):
        number = int(inside) if whole else inside
        document = _document(key, number)
        assert SCHEMA.read(document).to_json() == document


def test_every_number_has_hard_limits() -> None:
    numbers = [f for field in FIELDS for f in (field, *field.parts) if f.type in ("number", "integer")]
    assert all(field.hard for field in numbers)


@pytest.mark.parametrize(("other", "factor"), PAIR_FACTORS.items())
def test_both_units_may_differ_by_two_percent(other: str, factor: float) -> None:
    field = SCHEMA.by_key[other]
    value = 30.0
    for change, agrees in (
        (1, True),
        (1.019, True),
        (0.981, True),
        (1.021, False),
        (0.979, False),
        (10, False),
    ):
        for order in ((field.id, other), (other, field.id)):
            both = {field.id: value, other: value / factor * change}
            document = {key: both[key] for key in order}
            if agrees:
                assert accepted(document) == {field.id: value}, "the canonical unit is kept"
            elif change == 10 and value / factor * change > field.other.hard[1]:  # type: ignore[union-attr]
                assert other in says(document)
            else:
                said = says(document)
                assert field.id in said
                assert other in said
                assert "30" not in said
    assert accepted({field.id: None, other: value / factor}) == {other: value / factor}


def test_both_units_as_limits() -> None:
    for key, factor in PAIR_FACTORS.items():
        name = SCHEMA.by_key[key].id
        for value in (2.1, 3.3, 4.7):
            agreed = {key: {"max": value}, name: {"max": round(value * factor, 6)}}
            assert set(accepted(agreed)) == {name}, agreed
        assert name in says({key: {"max": 3.0}, name: {"max": 3.5 * factor}})
        assert name in says({key: {"max": 3.0}, name: {"min": 3.0 * factor}})
        assert name in says({key: 3.0, name: {"min": 3.0 * factor}})


@pytest.mark.parametrize("field", [f for f in FIELDS if f.choices], ids=lambda field: field.id)
def test_not_a_member(field: Field) -> None:
    wrong: Any = [CANARY] if field.type == "choices" else CANARY
    if field.type in ("integer", "number"):
        assert field.hard is not None
        ids = field.choice_ids()
        free = [
            n / 10
            for n in range(int(field.hard[0] * 10), int(field.hard[1] * 10))
            if f"{n / 10:g}" not in ids
        ]
        wrong = next((n for n in free if field.type == "number" or n == int(n)), "x")
        wrong = int(wrong) if field.type == "integer" and wrong != "x" else wrong
    said = says({field.id: wrong})
    assert field.id in said
    if wrong != "x":
        assert all(member in said for member in field.choice_ids()), said


@pytest.mark.parametrize("value", [None, "none_apply"])
def test_the_checklist_takes_one_answer(value: str | None) -> None:
    assert accepted({"exclusion_checklist": value}) == (
        {} if value is None else {"exclusion_checklist": value}
    )
    for wrong in ("none", "", True, [], {"none_apply": 1}, CANARY):
        assert "exclusion_checklist" in says({"exclusion_checklist": wrong})


DATES = [(field.id, None) for field in FIELDS if field.type == "date"] + [
    (field.id, part.id) for field in FIELDS for part in field.parts if part.type == "date"
]


@pytest.mark.parametrize(("name", "part"), DATES)
@pytest.mark.parametrize(
    "value",
    [
        *("2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "1899-12-31", "0000-01-01", "9999-12-31"),
        *(
            "23.11.2026",
            "2026/11/23",
            "2026-W48-1",
            "2026-11-3",
            "20261123",
            "2026-11-23T00:00",
            " 2026-11-9",
        ),
        *("２０２６-１１-２３", "202６-11-23", "Monday", "+026-11-23"),
        (date.today() + timedelta(days=2)).isoformat(),
    ],
)
def test_a_bad_or_future_date(name: str, part: str | None, value: str) -> None:
    document = {name: value} if part is None else {name: [{part: value}]}
    said = says(document)
    assert (name if part is None else f"{name}[0].{part}") in said
    assert value not in said


def test_today_is_a_date() -> None:
    today = date.today().isoformat()
    assert accepted({"assessment_date": today}) == {"assessment_date": today}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"bilirubin_umol_per_l": 20, "bilirubin_direct_umol_per_l": 21}, "bilirubin_direct_umol_per_l"),
        ({"weight_loss_percent_1m": 9, "weight_loss_percent_6m": 5}, "weight_loss_percent_6m"),
        ({"ascites": "moderate_severe", "albumin_g_per_l": 25, "child_pugh_class": "A"}, "child_pugh_class"),
    ],
)
def test_values_that_contradict_each_other(document: dict[str, Any], field: str) -> None:
    assert field in says(document)


@pytest.mark.parametrize("limits", [{"min": 3, "max": 2}, {"min": 2, "max": 2, "min_open": True}])
def test_limits_that_leave_no_value(limits: dict[str, Any]) -> None:
    assert "inr" in says({"inr": limits})


def test_no_message_holds_a_value() -> None:
    """Free text and numbers of the patient beside the fault, and the faulty value itself, stay unsaid."""
    beside = {
        "patient_code": CANARY,
        "bilirubin_umol_per_l": CANARY_NUMBER,
        "current_medication": [CANARY],
        "lesions": [{"label": CANARY, "size_mm": CANARY_NUMBER}],
    }
    for fault in (
        {"inr": 71234.5},
        {"age_years": 7123},
        {"sex": "71234.5"},
        {"language": 71234.5},
        {"bilirubin_mg_per_dl": 69.8},
        {"germline_variant": "71234.5" * 400},
        {"metastasis_sites": ["71234.5"]},
        {"assessment_date": "7123-04-05"},
        {"bilirubin_direct_umol_per_l": 712.3},
    ):
        said = refused("assess", "-", stdin=json.dumps({**beside, **fault}))
        assert CANARY not in said
        assert f"{CANARY_NUMBER}" not in said
        assert "712" not in said
        assert "69.8" not in said


# -- files ---------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[(), ("--format", "json"), ("--batch",)], ids=["text", "json", "batch"])
def form(request: pytest.FixtureRequest) -> tuple[str, ...]:
    options: tuple[str, ...] = request.param
    return options


def test_a_missing_file(tmp_path: Path, form: tuple[str, ...]) -> None:
    assert refused("assess", str(tmp_path / "王先生.json"), *form) == "There is no file 王先生.json."


def test_a_folder(tmp_path: Path, form: tuple[str, ...]) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    assert refused("assess", str(folder), *form) == "cases is a folder, not a file."


def test_a_file_that_may_not_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    # Root may read everything, so the refusal is put where the operating system would put it.
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied", CANARY)

    file = tmp_path / "case.json"
    file.write_text("{}")
    monkeypatch.setattr(Path, "open", refuse)
    assert refused("assess", str(file), *form) == "The file case.json cannot be read."


def test_a_file_that_fails_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

        def readline(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_arguments: Failing())
    assert refused("assess", str(tmp_path / "case.json"), *form) == "The file case.json cannot be read."


def test_a_socket_is_no_file(tmp_path: Path, form: tuple[str, ...]) -> None:
    import socket

    address = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.fspath(address))
        assert refused("assess", str(address), *form) == "The file s cannot be read."


def test_names_that_are_no_path() -> None:
    assert "cannot be read" in refused("assess", "a\0b")
    assert refused("assess", "x" * 5_000).endswith("cannot be read.")
    assert refused("assess", "") == ". is a folder, not a file."


def _process(
    *arguments: str, stdin: Any = subprocess.DEVNULL, stdout: Any = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "consult", *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [("assess", str(path("examples", "example.json"))), ("catalog", "verify")],
    ids=["assess", "verify"],
)
def test_a_full_disk_on_standard_output(arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = _process(*arguments, stdout=full)
    assert done.returncode == 1
    assert done.stderr == b"The file standard output cannot be written: no space or closed.\n"


def test_a_file_name_cannot_break_the_line(tmp_path: Path) -> None:
    assert "\n" not in refused("assess", str(tmp_path / "no\nsuch\x1b[31mfile"))


# -- output --------------------------------------------------------------------------------------------------------

SUMMARY = ("summary", str(path("examples", "example.json")), "--kind", "doctor", "-o")


@pytest.mark.parametrize(
    "there", ["missing/out.pdf", "folder", "file/out.pdf", "/proc/out.pdf", "/dev/full/x"]
)
def test_a_paper_that_cannot_be_written(tmp_path: Path, there: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    before = sorted(tmp_path.rglob("*"))
    said = refused(*SUMMARY, str(tmp_path / there))
    assert Path(there).name in said
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "kept"


def test_a_disk_that_fills_up_leaves_the_old_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "out.pdf" in refused(*SUMMARY, str(out))
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_bad_patient_leaves_no_paper(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    document = json.dumps({"patient_code": CANARY, "inr": 400})
    said = refused("summary", "-", "--kind", "doctor", "-o", str(out), stdin=document)
    assert "inr" in said
    assert CANARY not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["missing/out.png", "folder"])
def test_a_picture_that_cannot_be_written(tmp_path: Path, there: str) -> None:
    (tmp_path / "folder").mkdir()
    done = _process("window", "--grab", str(tmp_path / there))
    assert done.returncode == 1
    # Qt's own remark on the platform without a screen is none of ours.
    said = [line for line in done.stderr.decode().splitlines() if "propagateSizeHints" not in line]
    assert len(said) == 1, said
    assert Path(there).name in said[0]
    assert [file.name for file in tmp_path.rglob("*")] == ["folder"]


# -- the catalogue -------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The built catalogue and its checksum, to be damaged."""
    for suffix in (".sqlite", ".sha256"):
        shutil.copy(path("catalog").with_suffix(suffix), tmp_path / f"catalog{suffix}")
    return tmp_path / "catalog.sqlite"


@pytest.mark.parametrize(
    "arguments",
    [
        ("catalog", "verify"),
        ("catalog", "show"),
        ("assess", "-"),
        ("assess", "--batch", "-"),
        (*SUMMARY, "x.pdf"),
    ],
    ids=" ".join,
)
def test_a_changed_catalogue_is_one_sentence(
    copy: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    import resources

    copy.write_bytes(copy.read_bytes()[:-1] + b"!")
    monkeypatch.chdir(copy.parent)
    monkeypatch.setattr(resources, "path", copy.parent.joinpath)
    monkeypatch.setattr(cli, "_knowledge", READ_THE_CATALOGUE)
    said = refused(*arguments, stdin=json.dumps({"patient_code": CANARY}))
    assert "catalog.sqlite was changed after it was built" in said
    assert CANARY not in said
    assert sorted(file.name for file in copy.parent.iterdir()) == ["catalog.sha256", "catalog.sqlite"]
