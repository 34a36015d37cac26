"""The clinic's own layer from the command line: named, found in the data folder, refused in words, left out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from PySide6.QtGui import QImage

from consult.assess import Knowledge
from consult.cli import main
from resources import path
from tests.journeys.test_cli import program

EXAMPLE = str(path("examples", "example.json"))
LAYER: dict[str, Any] = {
    "format": 1,
    "letterhead": {"name": "Example City Hospital"},
    "treatments": {"rfa": {"state": "refer", "refer_to": "University Hospital", "as_at": "2026-10-01"}},
}


@pytest.fixture(autouse=True, scope="module")
def _read_the_catalogue_once(knowledge: Knowledge) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.cli._knowledge", lambda: knowledge)
        yield


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    file = tmp_path / "our clinic.json"
    file.write_text(json.dumps(LAYER), encoding="utf-8")
    return file


def run(*arguments: str, stdin: str | None = None, data: Path | None = None) -> Result:
    folder = {} if data is None else {"CONSULT_DATA": str(data)}
    return CliRunner().invoke(main, list(arguments), input=stdin, env=folder)


def available(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    return {own["id"]: own["available"] for own in json.loads(result.stdout)["treatments"]}


def test_a_named_layer_fills_available(layer: Path) -> None:
    found = available(run("assess", EXAMPLE, "--format", "json", "--clinic", str(layer)))
    assert found.pop("rfa") == {
        "state": "refer",
        "refer_to": "University Hospital",
        "as_at": "2026-10-01",
    }
    assert set(found.values()) == {None}


def test_without_one_nothing_is_available_or_not() -> None:
    assert set(available(run("assess", EXAMPLE, "--format", "json")).values()) == {None}


def test_the_file_of_the_data_folder_is_used_unless_another_is_named(layer: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    other = {"format": 1, "treatments": {"mwa": {"state": "not_available", "as_at": "2026-10-01"}}}
    (data / "clinic.json").write_text(json.dumps(other), encoding="utf-8")
    own = available(run("assess", EXAMPLE, "--format", "json", data=data))
    assert [name for name, said in own.items() if said] == ["mwa"]
    named = available(run("assess", EXAMPLE, "--format", "json", "--clinic", str(layer), data=data))
    assert [name for name, said in named.items() if said] == ["rfa"]


def test_the_text_report_says_it_as_local(layer: Path) -> None:
    for language, said in (("en", "[Local: refer to University Hospital"), ("zh_CN", "[本院：转诊至：")):
        result = run("assess", EXAMPLE, "--clinic", str(layer), "--lang", language)
        assert result.exit_code == 0
        (line,) = [line for line in result.stdout.splitlines() if "University Hospital" in line]
        assert said in line


def test_every_line_of_a_batch_has_it(layer: Path) -> None:
    lines = "{}\nnot json\n" + json.dumps(json.loads(Path(EXAMPLE).read_bytes())) + "\n"
    result = run("assess", "-", "--batch", "--clinic", str(layer), stdin=lines)
    first, bad, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert "error" in bad
    for made in (first, last):
        (own,) = [t for t in made["treatments"] if t["id"] == "rfa"]
        assert own["available"]["refer_to"] == "University Hospital"


def test_the_paper_has_its_letterhead(layer: Path, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    result = run("summary", EXAMPLE, "--kind", "doctor", "--clinic", str(layer), "-o", str(out))
    assert result.exit_code == 0, result.stderr
    assert "Example City Hospital" in PdfReader(BytesIO(out.read_bytes())).pages[0].extract_text()


DAMAGED = {
    "cut": b'{"format": 1, "treat',
    "empty": b"",
    "noise": bytes(range(256)),
    "unknown key": b'{"format": 1, "logo": ""}',
    "newer": b'{"format": 4}',
    "huge": b" " * 300_000,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_one_of_the_data_folder_is_named_and_left_out(name: str, tmp_path: Path) -> None:
    (tmp_path / "clinic.json").write_bytes(DAMAGED[name])
    result = run("assess", EXAMPLE, "--format", "json", data=tmp_path)
    assert set(available(result).values()) == {None}
    (said,) = result.stderr.splitlines()
    assert "clinic.json" in said
    assert said.endswith("The program goes on without the clinic's own details.")
    assert (tmp_path / "clinic.json").read_bytes() == DAMAGED[name]


@pytest.mark.parametrize("name", [*DAMAGED, "missing", "folder"])
def test_one_that_was_named_and_cannot_be_used_is_an_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / "named.json"
    if name == "folder":
        file.mkdir()
    elif name != "missing":
        file.write_bytes(DAMAGED[name])
    out = tmp_path / "p.pdf"
    for command in (
        ("assess", EXAMPLE, "--format", "json"),
        ("summary", EXAMPLE, "--kind", "doctor", "-o", str(out)),
    ):
        result = run(*command, "--clinic", str(file))
        assert result.exit_code == 1
        assert result.stdout == ""
        (said,) = result.stderr.splitlines()
        assert "named.json" in said
        assert "Traceback" not in said
    assert not out.exists()


def test_treatments_of_another_edition_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    later = {"state": "available", "as_at": "2026-10-01"}
    file.write_text(json.dumps({**LAYER, "treatments": {**LAYER["treatments"], "of_later": later}}))
    result = run("assess", EXAMPLE, "--format", "json", "--clinic", str(file))
    found = available(result)
    assert found["rfa"] is not None
    assert "of_later" not in found
    assert "of_later" in result.stderr


def test_the_window_takes_it_and_opens_with_a_damaged_one_too(layer: Path, tmp_path: Path) -> None:
    pictures = []
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(b"{")
    for at, file in enumerate((None, layer, damaged)):
        out = tmp_path / f"{at}.png"
        named = () if file is None else ("--clinic", str(file))
        done = program("window", "--open", EXAMPLE, "--grab", str(out), *named)
        assert done.returncode == 0, done.stderr
        assert (b"clinic_not_json" in done.stderr) is (file == damaged)
        pictures.append(QImage(str(out)))
    assert not any(picture.isNull() for picture in pictures)
    assert pictures[0] != pictures[1]
    assert pictures[0] != pictures[2]


def test_the_window_is_not_opened_without_the_one_that_was_named(tmp_path: Path) -> None:
    result = run("window", "--grab", str(tmp_path / "p.png"), "--clinic", str(tmp_path / "mistyped.json"))
    assert result.exit_code == 1
    assert result.stderr == "There is no file mistyped.json.\n"


def test_looking_leaves_the_data_folder_as_it_is(tmp_path: Path) -> None:
    data = tmp_path / "not there"
    run("assess", EXAMPLE, data=data)
    assert not os.path.exists(data)
