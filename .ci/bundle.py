"""`python .ci/bundle.py`: builds the program as a folder that needs no Python, and from it the files to hand out.

Into build/bundle: the folder, with licences, list of components (CycloneDX 1.5) and manifest of hashes inside; an
archive; on Debian also a package; SHA256SUMS of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from consult import __version__  # noqa: E402
from db.manifest import NAME as MANIFEST  # noqa: E402
from db.manifest import manifest_of  # noqa: E402

OUT = ROOT / "build" / "bundle"
LICENCE_FILE = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|copyright|authors)[^/]*$")
QT_NOTICE = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only).
Their libraries lie beside the program as files of their own and may be replaced by your own builds of the same version.
The manifest of hashes then names them as changed; `consult self-check` says so and the program goes on.
Sources: the versions named in components.cdx.json, from the Qt Project.
"""


def main() -> int:
    """Build everything; returns the exit code."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", _last_commit())
    os.environ["PYTHONHASHSEED"] = "0"
    shutil.rmtree(OUT, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "build.spec", "-y", "--log-level", "WARN"]
    subprocess.run(
        [*command, "--distpath", str(OUT), "--workpath", str(ROOT / "build" / "work")], cwd=ROOT, check=True
    )
    folder = OUT / "consult"
    components = list(python_components(folder)) + list(system_components(folder))
    write_licences(folder, components)
    write_components(folder, components)
    manifest_of(folder).write(folder / MANIFEST)
    handed = [archive(folder)]
    if shutil.which("dpkg-deb"):
        handed.append(debian_package(folder))
    write_sums(handed)
    for file in handed:
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    print(f"{len(components)} components, {sum(1 for p in folder.rglob('*') if p.is_file())} files")
    return 0


def _last_commit() -> str:
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "0"


# -- what it is made of --------------------------------------------------------------------------------------------


Component = dict[str, object]


def python_components(folder: Path) -> Iterator[Component]:
    """The packages of Python that lie in the bundle, by what their records list."""
    names = {path.name for path in folder.rglob("*")}
    library = next((ROOT / "build" / "work").rglob("PYZ-00.toc")).read_text("utf-8")
    for package in sorted(metadata.distributions(), key=lambda found: found.name.lower()):
        name = package.name
        if name == "consult":
            continue
        tops = {
            part.parts[0]
            for part in package.files or ()
            if part.suffix in (".py", ".so", ".pyd") and part.parts
        }
        modules = {top.partition(".")[0] for top in tops if not top.startswith((".", "_"))} | {
            top.partition(".")[0] for top in tops if top.endswith((".so", ".pyd"))
        }
        held = any(
            f"('{module}'," in library or f"('{module}." in library or module in names for module in modules
        )
        if held and name.lower() not in ("pip", "setuptools", "wheel"):
            yield {
                "type": "library",
                "name": name,
                "version": package.version,
                "purl": f"pkg:generic/python-{name.lower()}@{package.version}",
                "licences": _licence_of(package),
                "texts": [
                    (Path(str(part)).name, Path(str(package.locate_file(part))))
                    for part in package.files or ()
                    if LICENCE_FILE.search(str(part)) and part.suffix not in (".py", ".pyc")
                ],
            }
    yield {
        "type": "library",
        "name": "Python",
        "version": ".".join(map(str, sys.version_info[:3])),
        "purl": f"pkg:generic/python@{'.'.join(map(str, sys.version_info[:3]))}",
        "licences": ["PSF-2.0"],
        "texts": [("LICENSE.txt", path) for path in _python_licence()],
    }


def _python_licence() -> Iterator[Path]:
    import sysconfig

    for place in (sysconfig.get_path("stdlib"), sysconfig.get_path("data")):
        for found in (Path(place) / "LICENSE.txt", Path(place) / "LICENSE"):
            if found.exists():
                yield found
                return
    for found in Path("/usr/share/doc").glob("python3.*/copyright"):
        yield found
        return


def _licence_of(package: metadata.Distribution) -> list[str]:
    said = package.metadata
    if said.get("License-Expression"):
        return [said["License-Expression"]]
    classes = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")
    ]
    return classes or [(said.get("License") or "see the text").splitlines()[0][:80]]


def system_components(folder: Path) -> Iterator[Component]:
    """The packages of Debian whose libraries were taken along; elsewhere none."""
    if not shutil.which("dpkg-query"):
        return
    found: dict[str, set[str]] = {}
    for library in sorted((folder / "_internal").glob("lib*.so*")):
        if library.is_symlink():
            continue
        said = subprocess.run(
            ["dpkg-query", "-S", f"*/{library.name}"], capture_output=True, text=True, check=False
        )
        if said.returncode == 0 and said.stdout:
            found.setdefault(said.stdout.splitlines()[0].split(":")[0], set()).add(library.name)
    for name in sorted(found):
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}\\n", name], capture_output=True, text=True, check=False
        )
        version = shown.stdout.splitlines()[0] if shown.stdout else ""
        text = Path("/usr/share/doc") / name / "copyright"
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:deb/debian/{name}@{version}",
            "licences": ["see the text"],
            "texts": [("copyright", text)] if text.exists() else [],
        }


def write_licences(folder: Path, components: list[Component]) -> None:
    """Every licence text, by component, and the notices that go with them."""
    place = folder / "licences"
    place.mkdir()
    shutil.copy(ROOT / "LICENSE", place / "Consult-LICENSE.txt")
    shutil.copy(ROOT / "resources" / "catalog" / "LICENSE", place / "Catalogue-LICENSE.txt")
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", place / "Noto-Sans-SC-OFL.txt")
    (place / "Qt-NOTICE.txt").write_text(QT_NOTICE, encoding="utf-8")
    for name in ("LGPL-3", "GPL-3"):  # Qt's wheels bring no text along
        text = Path("/usr/share/common-licenses") / name
        if text.exists():
            shutil.copyfile(text, place / f"Qt-{name}.txt")
    for component in components:
        own = place / str(component["name"])
        for name, text in component["texts"]:  # type: ignore[attr-defined]
            own.mkdir(exist_ok=True)
            target = own / name
            if text.is_file() and not target.exists():
                shutil.copyfile(text, target)


def write_components(folder: Path, components: list[Component]) -> None:
    """The list of components as CycloneDX 1.5."""
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "consult",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [
            {
                "type": part["type"],
                "bom-ref": part["purl"],
                "name": part["name"],
                "version": part["version"],
                "purl": part["purl"],
                "licenses": [{"license": {"name": licence}} for licence in part["licences"]],  # type: ignore[attr-defined]
            }
            for part in components
        ],
    }
    (folder / "licences" / "components.cdx.json").write_text(
        json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


# -- what is handed out --------------------------------------------------------------------------------------------


def _platform() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux") + "-" + os.uname().machine


def archive(folder: Path) -> Path:
    """The folder in one file: tar.xz, on Windows zip; names sorted, one time for all, nobody's user."""
    if sys.platform == "win32":
        target = OUT / f"consult-{__version__}-windows.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                packed.write(path, path.relative_to(folder.parent))
        return target
    target = OUT / f"consult-{__version__}-{_platform()}.tar.xz"
    moment = int(os.environ["SOURCE_DATE_EPOCH"])

    def plain(part: tarfile.TarInfo) -> tarfile.TarInfo:
        part.uid = part.gid = 0
        part.uname = part.gname = ""
        part.mtime = moment
        return part

    with tarfile.open(target, "w:xz", preset=6) as packed:
        for path in [folder, *sorted(folder.rglob("*"))]:
            packed.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=plain)
    return target


DESKTOP = """[Desktop Entry]
Type=Application
Name=Consult
Name[zh_CN]=Consult 肝癌治疗比较
Comment=Compare treatments for liver cancer in one consultation, offline
Comment[zh_CN]=诊间比较肝癌治疗方案，离线运行
Exec=/opt/consult/consult window --open %f
Icon=consult
Terminal=false
Categories=MedicalSoftware;Science;
MimeType=application/vnd.consult.case+json;
"""
MIME = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
 <mime-type type="application/vnd.consult.case+json">
  <comment>Consult case</comment>
  <comment xml:lang="zh_CN">Consult 病例</comment>
  <sub-class-of type="application/json"/>
  <glob pattern="*.consult.json"/>
 </mime-type>
</mime-info>
"""
DEPENDS = "libc6 (>= 2.34), libgl1, libegl1, libfontconfig1"
AFTER_REMOVAL = """#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo "Consult was removed. Records of patients stay where they are: each user's in ~/.local/share/consult."
fi
"""


def debian_package(folder: Path) -> Path:
    """A package for Debian and Ubuntu: the folder under /opt, a starter, a menu entry; it removes no records."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    for place in (
        "DEBIAN",
        "opt",
        "usr/bin",
        "usr/share/applications",
        "usr/share/mime/packages",
        "usr/share/doc/consult",
    ):
        (tree / place).mkdir(parents=True)
    shutil.copytree(folder, tree / "opt" / "consult", symlinks=True)
    (tree / "usr/bin/consult").symlink_to("/opt/consult/consult")
    (tree / "usr/share/applications/consult.desktop").write_text(DESKTOP, encoding="utf-8")
    (tree / "usr/share/mime/packages/consult.xml").write_text(MIME, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", tree / "usr/share/doc/consult/copyright")
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout
    (tree / "DEBIAN/control").write_text(
        f"""Package: consult
Version: {__version__}
Architecture: {architecture.strip()}
Maintainer: The Consult team <consult@localhost>
Installed-Size: {size}
Depends: {DEPENDS}
Section: science
Priority: optional
Description: compare treatments for liver cancer in one consultation
 A doctor and a patient compare treatments side by side, offline: what fits, why, why
 not, what is still missing, and how sure the evidence is. It informs, it never orders.
""",
        encoding="utf-8",
    )
    after = tree / "DEBIAN/postrm"
    after.write_text(AFTER_REMOVAL, encoding="ascii")
    after.chmod(0o755)
    target = OUT / f"consult_{__version__}_{architecture.strip()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(tree), str(target)],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(tree)
    return target


def write_sums(files: list[Path]) -> None:
    """SHA256SUMS, as `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)]
    (OUT / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
