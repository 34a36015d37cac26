"""The bundle's recipe: a release leaves the marker out and is not made around a catalogue that it would refuse."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import db.catalog
from consult.errors import CatalogError

RECIPE = Path(__file__).parents[2] / "build.spec"
MARKER = "db.development_build"


def bundle(monkeypatch: pytest.MonkeyPatch, *, release: bool) -> dict[str, Any]:
    """Follow the recipe with stand-ins for the tool; what it was asked to put together (empty: it stopped before)."""
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [name]  # type: ignore[attr-defined]
    hooks.collect_data_files = lambda name: [(name, name)]  # type: ignore[attr-defined]
    hooks.collect_entry_point = lambda name: ([name], [(name, name)])  # type: ignore[attr-defined]
    for name, module in (("PyInstaller", ModuleType("PyInstaller")), ("PyInstaller.utils", ModuleType("u"))):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setenv("CONSULT_RELEASE", "1" if release else "")
    monkeypatch.chdir(RECIPE.parent)
    asked: dict[str, Any] = {}

    class Made:
        pure = scripts = binaries = datas = ()

    def analysis(_scripts: object, **given: Any) -> Made:
        asked.update(given)
        return Made()

    tools = dict.fromkeys(("PYZ", "EXE", "COLLECT"), lambda *_parts, **_more: None)
    recipe = compile(RECIPE.read_text(encoding="utf-8"), RECIPE.name, "exec")
    exec(recipe, {"__name__": "spec", "SPECPATH": str(RECIPE.parent), "Analysis": analysis, **tools})
    return asked


def test_a_development_bundle_says_so_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = bundle(monkeypatch, release=False)
    assert MARKER in asked["hiddenimports"]
    assert MARKER not in asked["excludes"]


def test_no_release_is_made_around_a_catalogue_of_the_development_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CatalogError) as caught:
        bundle(monkeypatch, release=True)
    assert caught.value.code == "catalog_key_development"


def test_a_release_leaves_the_marker_out(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(db.catalog, "open_catalog", lambda _file, ring: opened.append(ring.development))
    asked = bundle(monkeypatch, release=True)
    assert opened == [False], "the catalogue is held against the keys of a release"
    assert MARKER in asked["excludes"]
    assert MARKER not in asked["hiddenimports"]
