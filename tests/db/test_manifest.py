"""The manifest of the bundle: what was changed, removed or added is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.manifest import NAME, changed, manifest_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like a bundle's, with its manifest."""
    place = tmp_path / "程序 folder"
    (place / "inner").mkdir(parents=True)
    (place / "consult").write_bytes(b"program")
    (place / "inner" / "data.bin").write_bytes(bytes(range(256)))
    (place / "link").symlink_to("inner/data.bin")
    manifest_of(place).write(place / NAME)
    return place


def test_an_untouched_folder_is_as_it_was_built(folder: Path) -> None:
    assert changed(folder) == ()


def test_every_changed_byte_is_found(folder: Path) -> None:
    data = folder / "inner" / "data.bin"
    whole = data.read_bytes()
    for at in range(len(whole)):
        data.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert changed(folder) == ("inner/data.bin",)


def test_missing_extra_and_turned_links_are_named(folder: Path) -> None:
    (folder / "consult").unlink()
    (folder / "inner" / "more.so").write_bytes(b"")
    (folder / "link").unlink()
    os.symlink("consult", folder / "link")
    assert changed(folder) == ("consult", "inner/more.so", "link")


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_a_damaged_manifest_is_no_manifest(folder: Path, text: str) -> None:
    (folder / NAME).write_text(text)
    with pytest.raises(ValueError):  # noqa: PT011
        changed(folder)


def test_a_missing_manifest_cannot_be_compared(folder: Path) -> None:
    (folder / NAME).unlink()
    with pytest.raises(OSError, match=NAME):
        changed(folder)
