"""What the bundle is made of: each of its files by the package that it came from, with that package's licence texts.

The files and their sources are those that PyInstaller lists, so nothing is guessed by its name: a file whose source
belongs to no known package stops the build.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / ".ci" / "licences"
LICENCE_FILE = re.compile(
    r"(?i)(^|/)(licen[cs]es?|copying|notice|copyright|authors)[^/]*$|/licen[cs]es/|_LICENSES/"
)
OURS, PYTHON = "consult", "Python"
QT = ("PySide6_Essentials", "PySide6_Addons", "shiboken6")
QT_NOTICE = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only).
Their libraries lie beside the program as files of their own and may be replaced by your own builds of the same version.
The manifest of hashes then names them as changed; the window and `consult self-check` say so and the program goes on.
Sources: the versions named in components.cdx.json, from the Qt Project (wiki.qt.io/Get_the_Source).

Qt's libraries hold code of others, under licences of their own that allow this use; each is described, with its text,
in "Third-Party Code in Qt" of the documentation of Qt Core, Qt GUI, Qt Widgets, Qt SVG and Qt Wayland for that version.
Among them: HarfBuzz (MIT), FreeType (FreeType Project License), libpng (libpng-2.0), libjpeg-turbo (IJG, BSD-3-Clause),
zlib (Zlib), PCRE2 (BSD-3-Clause), double-conversion (BSD-3-Clause), MD4C (MIT), libxkbcommon (MIT), XSVG (HPND),
TinyCBOR (MIT), BLAKE2, MD5, SHA-1 and SHA-3 (CC0-1.0, public domain), Wayland protocols (MIT), ICU (Unicode-3.0, see
ICU-LICENSE.txt). The texts for HarfBuzz, FreeType, libpng, libjpeg-turbo and zlib lie in pypdfium2/, which uses the
same libraries.
"""


@dataclass(slots=True)
class Component:
    """A package: its licence as it says it, the texts it brings, and which of its files are in the bundle."""

    name: str
    version: str
    purl: str
    licences: list[str]
    texts: list[tuple[str, Path]]
    files: set[str] = field(default_factory=set)


def components(work: Path) -> list[Component]:
    """Every component, sorted; `work` is where PyInstaller left its lists. Raises LookupError for a stray file."""
    entries = list(_listed(work))
    packages = _packages()
    owners: dict[str, set[str]] = defaultdict(set)
    outside: dict[Path, set[str]] = defaultdict(set)
    for place, source in entries:
        owner = packages.get(source) or packages.get(source.resolve()) or _own(source)
        if owner is None:
            outside[source].add(place)
        else:
            owners[owner].add(place)
    made = [_of_python(name, files) for name, files in owners.items() if name != OURS]
    made += _of_debian(outside)
    held = {place for component in made for place in component.files}
    stray = sorted(place for places in outside.values() for place in places if place not in held)
    if stray:
        raise LookupError(f"no package is known for: {', '.join(stray)}")
    return sorted(made, key=lambda component: component.name.lower())


def _listed(work: Path) -> Iterator[tuple[str, Path]]:
    """Each file and module of the bundle with where it was taken from."""
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        for part in ast.literal_eval(next(work.rglob(name)).read_text("utf-8")):
            for place, source, kind in part if isinstance(part, list) else ():
                if kind in ("SYMLINK", "EXECUTABLE", "PKG", "PYZ") or not source or source == "-":
                    continue
                yield (f"{place} (module)" if kind.startswith("PYMODULE") else place), Path(source)


@cache
def _packages() -> dict[Path, str]:
    """Every file of every installed package: tens of thousands, so they are looked for once."""
    return {
        Path(str(package.locate_file(part))).resolve(): package.name
        for package in metadata.distributions()
        if package.name != OURS
        for part in package.files or ()
    }


def _own(source: Path) -> str | None:
    """Whether it is ours or Python's own."""
    real = source.resolve()
    if source.name == "base_library.zip" or source.name.startswith("libpython"):
        return PYTHON
    library = (
        Path(sysconfig.get_path("stdlib")),
        Path(sysconfig.get_path("platstdlib")),
        Path(sys.base_prefix, "lib"),
    )
    site = "site-packages" in real.parts or "dist-packages" in real.parts
    if ROOT in real.parents and not site:
        return OURS
    # On Debian, Python's prefix is the whole system's: there only its own folder counts.
    folders = library if sys.base_prefix != "/usr" else library[:2]
    return PYTHON if not site and any(place.resolve() in real.parents for place in folders) else None


def _of_python(name: str, files: set[str]) -> Component:
    if name == PYTHON:
        version = ".".join(map(str, sys.version_info[:3]))
        texts = [("LICENSE.txt", path) for path in _python_licence()]
        return Component(name, version, f"pkg:generic/python@{version}", ["PSF-2.0"], texts, files)
    package = metadata.distribution(name)
    texts = [
        (_short(str(part)), Path(str(package.locate_file(part))))
        for part in package.files or ()
        if LICENCE_FILE.search(str(part)) and part.suffix not in (".py", ".pyc")
    ]
    if name in QT:
        texts = [(file, TEXTS / file) for file in ("LGPL-3.0.txt", "GPL-3.0.txt")]
    if name == "sqlcipher3":
        texts.append(("SQLCipher.txt", TEXTS / "SQLCipher.txt"))
    purl = f"pkg:generic/python-{name.lower()}@{package.version}"
    return Component(name, package.version, purl, _licence_of(package), texts, files)


def _short(part: str) -> str:
    """The name of a text below its package: without the folders that only say that it is a licence."""
    return re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", part).replace("/", "-")


def _python_licence() -> Iterator[Path]:
    for place in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for found in (Path(place) / "LICENSE.txt", Path(place) / "LICENSE"):
            if found.exists():
                yield found
                return
    yield from sorted(Path("/usr/share/doc").glob("libpython3*-stdlib/copyright"))[:1]


def _licence_of(package: metadata.Distribution) -> list[str]:
    said = package.metadata
    if said.get("License-Expression"):
        return [said["License-Expression"]]
    classes = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")
    ]
    return classes or [(said.get("License") or "see the text").splitlines()[0][:80]]


def _of_debian(outside: dict[Path, set[str]]) -> list[Component]:
    """The packages of Debian that libraries were taken from; elsewhere there are none."""
    if not outside or not shutil.which("dpkg-query"):
        return []
    names = {spelling: source for source in outside for spelling in _spellings(source)}
    said = subprocess.run(
        ["dpkg-query", "-S", *names], capture_output=True, encoding="utf-8", check=False
    ).stdout
    files: dict[str, set[str]] = defaultdict(set)
    for line in said.splitlines():
        packages, _, path = line.partition(": ")
        if path in names:
            files[packages.split(",")[0].split(":")[0]] |= outside[names[path]]
    if not files:
        return []
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *files],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    versions = dict(line.split(" ", 1) for line in shown.splitlines())
    made = []
    for name, places in files.items():
        text = Path("/usr/share/doc", name, "copyright")
        texts = [("copyright", text)] if text.exists() else []
        purl = f"pkg:deb/debian/{name}@{versions[name]}"
        made.append(Component(name, versions[name], purl, ["see the text"], texts, places))
    return made


def _spellings(source: Path) -> Iterable[str]:
    """As dpkg may know a file: with and without the links on the way, before and after the merging of /usr."""
    for path in {str(source), str(source.resolve())}:
        yield path
        yield path.removeprefix("/usr") if path.startswith("/usr/lib") else f"/usr{path}"


def write_licences(folder: Path, found: list[Component]) -> None:
    """Every licence text, by component, and the notices that go with them. Raises LookupError where one has none."""
    place = folder / "licences"
    place.mkdir()
    for source, name in (
        (ROOT / "LICENSE", "Consult-LICENSE.txt"),
        (ROOT / "resources" / "catalog" / "LICENSE", "Catalogue-LICENSE.txt"),
        (ROOT / "resources" / "fonts" / "OFL.txt", "Noto-Sans-SC-OFL.txt"),
        (ROOT / "resources" / "icons" / "lucide" / "LICENSE.txt", "Lucide-LICENSE.txt"),
    ):
        shutil.copyfile(source, place / name)
    (place / "Qt-NOTICE.txt").write_text(QT_NOTICE, encoding="utf-8")
    for component in found:
        if not component.texts:
            raise LookupError(f"{component.name} brings no licence text: put one into .ci/licences")
        own = place / component.name
        own.mkdir()
        for name, text in component.texts:
            shutil.copyfile(text, own / name)
    icu = place / "pypdfium2" / "BUILD_LICENSES-icu.txt"
    if icu.exists():  # Qt's wheel brings ICU without its text
        shutil.copyfile(icu, place / "ICU-LICENSE.txt")


def write_components(folder: Path, found: list[Component], version: str) -> None:
    """The list of components as CycloneDX 1.5; each with the files of the bundle that are its own."""
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*map(_as_listed, found), *_content()],
    }
    (folder / "licences" / "components.cdx.json").write_text(
        json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _as_listed(part: Component) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "licenses": [{"license": {"name": licence}} for licence in part.licences],
        "properties": [
            {"name": "consult:file", "value": file}
            for file in sorted(part.files)
            if not file.endswith("(module)") and ".dist-info/" not in file
        ],
    }


def _content() -> Iterator[dict[str, object]]:
    """What is in it beside programs."""
    for name, kind, licence in (
        ("Noto Sans SC", "data", "OFL-1.1"),
        ("Lucide icons", "data", "ISC AND MIT"),
        ("Consult catalogue", "data", "CC-BY-SA-4.0"),
    ):
        yield {"type": kind, "bom-ref": name, "name": name, "licenses": [{"license": {"name": licence}}]}
