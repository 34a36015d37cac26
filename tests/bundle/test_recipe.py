"""What of the recipe can be checked without its system: icons, the version resource, the trace of each file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from consult import __version__

sys.path.insert(0, str(Path(__file__).parents[2] / ".ci"))
import bundle_components
import bundle_icons
from bundle_packages import depends
from bundle_windows import version_resource


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The icons, drawn into a folder of the test."""
    monkeypatch.setattr(bundle_icons, "MADE", tmp_path)
    bundle_icons.draw_icons()
    return tmp_path


def test_each_system_gets_its_icon(drawn: Path) -> None:
    with Image.open(drawn / "consult.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in bundle_icons.WINDOWS}
    with Image.open(drawn / "consult.icns") as icon:
        assert max(size[0] * size[2] for size in icon.info["sizes"]) == 1024
    for size in bundle_icons.DESKTOP:
        with Image.open(bundle_icons.png(size)) as picture:
            assert picture.size == (size, size)
            colours = picture.convert("RGBA").getcolors(1 << 16)
            assert colours is not None
            seen = {colour for _count, colour in colours}
            assert (255, 255, 255, 255) in seen  # the two options
            assert any(colour[3] == 0 for colour in seen)  # round corners


@pytest.mark.parametrize("version", [__version__, "1.2.3rc4", "12"])
def test_the_version_resource_of_windows_says_the_version(version: str) -> None:
    said: dict[str, Any] = {}

    def record(*parts: Any, **named: Any) -> tuple[Any, ...]:
        said.update(named)
        if len(parts) == 2 and all(isinstance(part, str) for part in parts):
            said[parts[0]] = parts[1]
        return parts

    names = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    eval(compile(version_resource(version), "version.txt", "eval"), dict.fromkeys(names, record))
    assert said["FileVersion"] == said["ProductVersion"] == version
    assert len(said["filevers"]) == len(said["prodvers"]) == 4
    assert all(isinstance(number, int) for number in said["filevers"])


def test_a_file_of_no_known_package_stops_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"\x7fELF")
    (tmp_path / "COLLECT-00.toc").write_text(repr(([("libstray.so", str(stray), "BINARY")],)))
    (tmp_path / "PYZ-00.toc").write_text(repr(("", [("click", str(Path(pytest.__file__)), "PYMODULE")])))
    with pytest.raises(LookupError, match=r"libstray\.so"):
        bundle_components.components(tmp_path)


def test_each_file_is_traced_to_its_package(tmp_path: Path) -> None:
    (tmp_path / "COLLECT-00.toc").write_text(
        repr(([("LICENSE", str(Path(__file__).parents[2] / "LICENSE"), "DATA")],))
    )
    listed = [("pytest", pytest.__file__, "PYMODULE"), ("ast", bundle_components.ast.__file__, "PYMODULE")]
    (tmp_path / "PYZ-00.toc").write_text(repr(("", listed)))
    found = {part.name: part for part in bundle_components.components(tmp_path)}
    assert set(found) == {"pytest", "Python"}
    assert found["pytest"].version == pytest.__version__
    assert [name for name, _text in found["pytest"].texts] == ["LICENSE"]


def test_a_part_without_a_licence_text_stops_the_build(tmp_path: Path) -> None:
    bare = bundle_components.Component("bare", "1", "pkg:generic/bare@1", [], [])
    with pytest.raises(LookupError, match="bare"):
        bundle_components.write_licences(tmp_path, [bare])


def test_the_package_asks_for_what_is_not_inside() -> None:
    assert [names[0] for names in depends()] == [
        "libc6",
        "zlib1g",
        "libgl1",
        "libegl1",
        "libfontconfig1",
        "libx11-data",
        "libcups2",
    ]
