"""The compiled catalogue: equal to its sources, the same bytes every time, refused when anything is wrong with it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from consult.catalog import Catalog
from consult.errors import CatalogError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.hcc.knowledge import knowledge as compile_knowledge
from consult.report import value_json
from db.build import main, write
from db.catalog import SCHEMA_VERSION, open_catalog
from db.catalog_source import read_catalog
from db.minisign import Signature
from db.sign import development_key
from db.signed import seal
from resources import path

FILES = ["catalog.sqlite", "catalog.sqlite.minisig"]


@pytest.fixture(scope="module")
def sources() -> tuple[Catalog, dict[str, Any]]:
    catalog, edition, problems = read_catalog(path("catalog"), DECLARED)
    assert problems == []
    return catalog, edition


def test_the_compiled_catalogue_equals_its_sources(
    catalog: Catalog, sources: tuple[Catalog, dict[str, Any]]
) -> None:
    read = replace(sources[0], sha256=catalog.sha256, signer=catalog.signer)
    for field in fields(Catalog):
        assert getattr(catalog, field.name) == getattr(read, field.name), field.name
    for name in ("treatments", "rules", "positions", "conflicts"):
        assert list(getattr(catalog, name)) == list(getattr(read, name)), f"order of {name}"
    assert catalog == read


def test_a_rebuilt_catalogue_has_the_same_bytes(
    catalog: Catalog, sources: tuple[Catalog, dict[str, Any]], tmp_path: Path
) -> None:
    out = tmp_path / "out.sqlite"
    out.write_bytes(b"an older one")
    write(*sources, out)
    assert out.read_bytes() == path("catalog.sqlite").read_bytes()
    assert open_catalog(out) == catalog
    assert {file.name for file in tmp_path.iterdir()} == {
        "out.sqlite",
        "out.sqlite.minisig",
        "out.sha256",
    }


def test_build_writes_the_file_it_was_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.sqlite"
    assert main(["--check", "--output", str(out)]) == 0
    assert list(tmp_path.iterdir()) == []
    assert main(["--output", str(out)]) == 0
    assert out.read_bytes() == path("catalog.sqlite").read_bytes()
    assert "no problems" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["王 文件", "100%25 of it", "what?mode=rw", "a#b", "quote'\"s"])
def test_any_folder_name_will_do(tmp_path: Path, catalog: Catalog, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for name_ in FILES:
        shutil.copy(path(name_), folder)
    assert open_catalog(folder / "catalog.sqlite") == catalog
    assert sorted(file.name for file in folder.iterdir()) == FILES


def test_reading_leaves_no_trace(copy: Path) -> None:
    before = copy.read_bytes(), copy.stat().st_mtime_ns
    for file in (copy, copy.parent / FILES[1]):
        file.chmod(0o444)
    open_catalog(copy)
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before
    assert sorted(file.name for file in copy.parent.iterdir()) == FILES


def test_sources_and_file_give_the_same_assessment(
    catalog: Catalog, sources: tuple[Catalog, dict[str, Any]]
) -> None:
    facts = derive(SCHEMA.read_json(path("examples", "example.json").read_bytes()))

    def said(of: Catalog) -> Iterator[object]:
        for own in compile_knowledge(of).assess(facts, "bclc-2025").treatments.values():
            yield own.id, own.status, own.possible_statuses, own.missing
            for reason in own.reasons:
                yield reason.rule, reason.state, {k: value_json(v) for k, v in reason.values.items()}

    assert list(said(catalog)) == list(said(sources[0]))


# -- damage --------------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The built catalogue and its signature, to be damaged."""
    for name in FILES:
        shutil.copy(path(name), tmp_path / name)
    return tmp_path / "catalog.sqlite"


def sign(file: Path) -> None:
    """Sign whatever the file holds, with the comment that the built catalogue has."""
    said = Signature.parse(path("catalog.sqlite.minisig").read_bytes()).comment
    signature = development_key().sign(file.read_bytes(), said).file()
    file.with_name(file.name + ".minisig").write_bytes(signature)


def code_of(file: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        open_catalog(file)
    return caught.value.code


def test_the_copy_opens(copy: Path) -> None:
    assert open_catalog(copy).treatments


@pytest.mark.parametrize("where", [0, 100, 0.5, -1])
def test_one_changed_byte_is_found(copy: Path, where: float) -> None:
    data = bytearray(copy.read_bytes())
    place = int(len(data) * where) if isinstance(where, float) else int(where)
    data[place] ^= 1
    copy.write_bytes(data)
    assert code_of(copy) == "catalog_changed"


def test_a_cut_or_longer_catalogue_is_found(copy: Path) -> None:
    data = copy.read_bytes()
    for changed in (b"", data[:-4096], data + b"\0"):
        copy.write_bytes(changed)
        assert code_of(copy) == "catalog_changed"


def test_a_missing_catalogue_or_signature(copy: Path) -> None:
    record = copy.parent / "catalog.sqlite.minisig"
    for text in ("", "   \n", "\u00e4"):
        record.write_text(text, encoding="utf-8")
        assert code_of(copy) == "catalog_changed"
    record.unlink()
    assert code_of(copy) == "catalog_missing"
    sign(copy)
    copy.unlink()
    assert code_of(copy) == "catalog_missing"
    copy.mkdir()
    assert code_of(copy) == "catalog_missing"


@pytest.mark.parametrize("garbage", [b"", b"not a database" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_garbage_with_a_good_signature(copy: Path, garbage: bytes) -> None:
    copy.write_bytes(garbage)
    sign(copy)
    assert code_of(copy) == "catalog_unreadable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE meta SET value = '2' WHERE key = 'schema'", "catalog_unreadable"),
        ("UPDATE meta SET value = '2' WHERE key = 'sequence'", "catalog_unreadable"),
        ("UPDATE meta SET value = '2036.11' WHERE key = 'edition'", "catalog_unreadable"),
        ("UPDATE meta SET value = '2036-11-23' WHERE key = 'review_by'", "catalog_unreadable"),
        ("DELETE FROM meta WHERE key = 'schema'", "catalog_unreadable"),
        ("DROP TABLE text", "catalog_unreadable"),
        ("DELETE FROM rule_treatment", "catalog_unreadable"),
        ("UPDATE rule SET \"when\" = '[1'", "catalog_unreadable"),
        ('UPDATE rule SET "when" = \'[["inr"]]\'', "catalog_unreadable"),
        ("UPDATE rule SET sources = '5'", "catalog_unreadable"),
    ],
)
def test_a_damaged_catalogue_with_a_good_signature(copy: Path, change: str, code: str) -> None:
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(change)
    connection.commit()
    connection.close()
    sign(copy)
    assert code_of(copy) == code


def test_a_signed_catalogue_for_another_version_is_not_opened(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = {"edition": "2027.01", "sequence": 2, "date": "2027-01-01", "review_by": "2028-01-01"}
    signature = seal(copy.read_bytes(), development_key(), edition, int(SCHEMA_VERSION) + 1)
    (copy.parent / FILES[1]).write_bytes(signature)
    monkeypatch.setattr(sqlite3, "connect", None)
    assert code_of(copy) == "catalog_newer"
