"""What is handed out: the bundle in one file, and on Debian a package with menu entry, icon and file type."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from bundle_icons import DESKTOP as ICON_SIZES
from bundle_icons import DRAWING, png

ROOT = Path(__file__).resolve().parent.parent


def _platform() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux") + "-" + os.uname().machine


def archive(folder: Path, version: str, *, quick: bool) -> Path:
    """The folder in one file: tar.xz, on Windows zip; names sorted, one time for all, nobody's user.

    In it the folder is called after its version, so that a newer one comes to lie beside an older one. `quick` leaves
    it uncompressed.
    """
    top = Path(f"consult-{version}")
    if sys.platform == "win32":
        target = folder.parent / f"consult-{version}-windows.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if quick else zipfile.ZIP_DEFLATED) as zipped:
            for path in sorted(folder.rglob("*")):
                zipped.write(path, top / path.relative_to(folder))
        return target
    target = folder.parent / f"consult-{version}-{_platform()}.tar{'' if quick else '.xz'}"
    moment = int(os.environ["SOURCE_DATE_EPOCH"])

    def plain(part: tarfile.TarInfo) -> tarfile.TarInfo:
        part.uid = part.gid = 0
        part.uname = part.gname = ""
        part.mtime = moment
        return part

    with tarfile.open(target, "w") if quick else tarfile.open(target, "w:xz", preset=6) as packed:
        for path in [folder, *sorted(folder.rglob("*"))]:
            packed.add(path, (top / path.relative_to(folder)).as_posix(), recursive=False, filter=plain)
    return target


DESKTOP = """[Desktop Entry]
Type=Application
Name=Consult
Name[zh_CN]=Consult 肝癌治疗比较
Comment=Compare treatments for liver cancer in one consultation, offline
Comment[zh_CN]=诊间比较肝癌治疗方案，离线运行
Exec=/opt/consult/consult %f
Icon=consult
Terminal=false
Categories=Science;MedicalSoftware;
Keywords=liver;hepatocellular;HCC;treatment;肝癌;肝细胞癌;
StartupWMClass=Consult
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
DEPENDS = "libc6 (>= 2.34), zlib1g, libgl1, libegl1, libfontconfig1, libx11-data, libcups2 | libcups2t64"
"""What the folder does not bring along: what belongs to the machine, its screen, fonts, keyboard and printers."""
BEFORE_CHANGE = """#!/bin/sh
set -e
if [ "$1" = upgrade ] && dpkg --compare-versions "$2" gt "{version}"; then
    echo "Consult $2 is installed and newer than {version}. Records and settings that it has written may be" >&2
    echo "of a kind that {version} refuses; nothing in them is changed." >&2
    echo "To return, remove Consult first, then install {version}." >&2
    echo "已安装较新的 Consult $2。如需改回 {version}，请先卸载再安装；病历记录和设置不会改变。" >&2
    exit 1
fi
"""
AFTER_REMOVAL = """#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo "Consult was removed. Records and settings stay where they are, each user's in ~/.local/share/consult:"
    for home in /root /home/*; do
        [ ! -d "$home/.local/share/consult" ] || echo "  $home/.local/share/consult"
    done
    echo "Consult 已卸载。病历记录和设置仍保留在各用户的 ~/.local/share/consult 中。"
fi
"""
CONTROL = """Package: consult
Version: {version}
Architecture: {architecture}
Maintainer: The Consult team <consult@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: libwayland-cursor0
Section: science
Priority: optional
Description: compare treatments for liver cancer in one consultation
 A doctor and a patient compare treatments side by side, offline: what fits, why, why
 not, what is still missing, and how sure the evidence is. It informs, it never orders.
"""


def debian_package(folder: Path, version: str, *, quick: bool) -> Path:
    """A package for Debian and Ubuntu: the folder under /opt, a starter, a menu entry; it removes no records."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    share, icons = tree / "usr/share", tree / "usr/share/icons/hicolor"
    for place in ("DEBIAN", "opt", "usr/bin"):
        (tree / place).mkdir(parents=True)
    for place in ("applications", "mime/packages", "doc/consult"):
        (share / place).mkdir(parents=True)
    shutil.copytree(folder, tree / "opt" / "consult", symlinks=True)
    (tree / "usr/bin/consult").symlink_to("/opt/consult/consult")
    (share / "applications/consult.desktop").write_text(DESKTOP, encoding="utf-8")
    (share / "mime/packages/consult.xml").write_text(MIME, encoding="utf-8")
    shutil.copyfile(ROOT / "LICENSE", share / "doc/consult/copyright")
    for size in ICON_SIZES:
        _put(png(size), icons / f"{size}x{size}/apps/consult.png")
    _put(DRAWING, icons / "scalable/apps/consult.svg")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
    control = CONTROL.format(
        version=version,
        architecture=architecture,
        size=sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024,
        depends=DEPENDS,
    )
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8")
    for name, text in (("preinst", BEFORE_CHANGE.format(version=version)), ("postrm", AFTER_REMOVAL)):
        script = tree / "DEBIAN" / name
        script.write_text(text, encoding="utf-8")
        script.chmod(0o755)
    for path in tree.rglob("*"):  # as every package has them, whatever the umask here
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    target = folder.parent / f"consult_{version}_{architecture}.deb"
    packing = ["-Znone"] if quick else ["-Zxz", "-z3"]
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(target)],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(tree)
    return target


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def depends() -> list[list[str]]:
    """The packages that the Debian package asks for; where one of several will do, all of those."""
    return [re.findall(r"(?:^|\|)\s*([a-z0-9.+-]+)", part.strip()) for part in DEPENDS.split(",")]
