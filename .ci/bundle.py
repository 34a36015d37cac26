"""`python .ci/bundle.py`: builds the program as a folder that needs no Python, and from it the files to hand out.

Into build/bundle: the folder, with guides, licences, list of components (CycloneDX 1.5) and manifest of hashes inside;
an archive; on Debian also a package; SHA256SUMS of them; sizes.json. `--quick` leaves out what the tests need not wait
for: compression, and the empty bundle that sizes are told beside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bundle_components import components, write_components, write_licences  # noqa: E402
from bundle_icons import MADE, draw_icons  # noqa: E402
from bundle_packages import archive, debian_package  # noqa: E402
from bundle_windows import version_resource  # noqa: E402

from consult import __version__  # noqa: E402
from db.manifest import NAME as MANIFEST  # noqa: E402
from db.manifest import manifest_of  # noqa: E402

OUT, WORK = ROOT / "build" / "bundle", ROOT / "build" / "work"


def main() -> int:
    """Build everything; returns the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="no compression, no empty bundle to compare with")
    quick = asked.parse_args().quick
    os.environ.setdefault("SOURCE_DATE_EPOCH", _last_commit())
    os.environ["PYTHONHASHSEED"] = "0"
    shutil.rmtree(OUT, ignore_errors=True)
    draw_icons()
    (MADE / "version.txt").write_text(version_resource(__version__), encoding="utf-8")
    _follow("build.spec", OUT, WORK)
    folder = OUT / "consult"
    found = components(WORK / "build")
    write_licences(folder, found)
    write_components(folder, found, __version__)
    # Set by a tool that stays outside; before the manifest, which knows every file.
    subprocess.run(
        [sys.executable, ".ci/guide.py", "--into", str(folder / "guide")],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    manifest_of(folder).write(folder / MANIFEST)
    handed = [archive(folder, __version__, quick=quick)]
    if shutil.which("dpkg-deb"):
        handed.append(debian_package(folder, __version__, quick=quick))
    write_sums(handed)
    for file in handed:
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    print(f"{len(found)} components, {sum(1 for p in folder.rglob('*') if p.is_file())} files")
    if not quick:
        print(compare_sizes(folder))
    return 0


def _follow(recipe: str, out: Path, work: Path) -> None:
    command = [sys.executable, "-m", "PyInstaller", recipe, "-y", "--log-level", "ERROR"]
    subprocess.run([*command, "--distpath", str(out), "--workpath", str(work)], cwd=ROOT, check=True)


def _last_commit() -> str:
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "0"


def compare_sizes(folder: Path) -> str:
    """Builds an empty window the same way and tells both sizes; `sizes.json` keeps them for `make bench`."""
    _follow(".ci/bundle_empty.spec", WORK / "empty", WORK)
    ours, empty = size_of(folder), size_of(WORK / "empty" / "empty")
    (OUT / "sizes.json").write_text(json.dumps({"bundle": ours, "empty": empty}) + "\n", encoding="ascii")
    return f"{ours / 1e6:.0f} MB; an empty PySide6 window {empty / 1e6:.0f} MB, so {ours / empty:.2f} times"


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def write_sums(files: list[Path]) -> None:
    """SHA256SUMS, as `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)]
    (OUT / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
