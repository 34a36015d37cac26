"""Which files go into the bundle: what is not wanted by name, and what nothing wanted needs any more."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]
"""Where it goes, where it comes from, what it is: as PyInstaller lists it."""

UNWANTED = (
    # Qt without a desktop, over the network, for touch tables; its themes of other toolkits bring those along.
    "*/plugins/platforms/*qeglfs*",
    "*/plugins/platforms/*qlinuxfb*",
    "*/plugins/platforms/*qminimalegl*",
    "*/plugins/platforms/*qvkkhrdisplay*",
    "*/plugins/platforms/*qvnc*",
    "*/plugins/platforms/*qdirect2d*",
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    "*/plugins/tls/*",
    "*/plugins/platformthemes/*qgtk3*",
    "*/plugins/xcbglintegrations/*",
    "*/plugins/wayland-graphics-integration-client/*",
    "*/plugins/wayland-shell-integration/*ivi*",
    "*/plugins/wayland-shell-integration/*wl-shell*",
    "*/plugins/wayland-shell-integration/*qt-shell*",
    "*/plugins/wayland-shell-integration/*fullscreen*",
    "*/plugins/wayland-decoration-client/*adwaita*",
    # Kinds of pictures that we neither read nor write.
    "*/plugins/imageformats/*qgif*",
    "*/plugins/imageformats/*qicns*",
    "*/plugins/imageformats/*qtga*",
    "*/plugins/imageformats/*qtiff*",
    "*/plugins/imageformats/*qwbmp*",
    "*/plugins/imageformats/*qwebp*",
    "PIL/_avif*",
    "PIL/_webp*",
    "PIL/_imagingtk*",
    "PIL/_imagingcms*",
    "_tkinter*",
    # Of Qt's own words those of our two languages; English is built in.
    "*/translations/*",
)
KEPT = ("*/translations/qtbase_zh_CN.qm",)
ROOTS = (
    "*/plugins/*",
    "*.abi3.so",
    "*.cpython-*",
    "python*",
    "libpython*",
    "*.pyd",
    "*/pypdfium2_raw/*",
    "pypdfium2_raw/*",
)
"""What is opened by name at run time, not because another file needs it."""

LEFT_TO_SYSTEM = ("*/plugins/printsupport/*",)
"""What these need stays behind: the system's own, that knows its printers and whose TLS is kept up to date."""


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without those that are unwanted by name."""
    return [entry for entry in entries if not _is_unwanted(entry[0])]


def reachable(entries: Iterable[Entry]) -> list[Entry]:
    """The extension modules and plugins, and the libraries that one of them needs, directly or through another."""
    entries = list(entries)
    files = [entry for entry in entries if entry[2] != "SYMLINK"]
    by_name = {PurePath(place).name: (place, source, kind) for place, source, kind in files}
    found = {place for place, _source, kind in files if kind == "EXTENSION" or _matches(place, ROOTS)}
    waiting = [source for place, source, _ in files if place in found and not _matches(place, LEFT_TO_SYSTEM)]
    while waiting:
        for needed in _needs(waiting.pop()):
            entry = by_name.get(PurePath(needed).name)
            if entry is not None and entry[0] not in found:
                found.add(entry[0])
                waiting.append(entry[1])
    return [entry for entry in files if entry[0] in found]


def linked(entries: Iterable[Entry], libraries: Iterable[Entry]) -> list[Entry]:
    """The entries without links to libraries that stayed behind."""
    there = {PurePath(place).name for place, _source, _kind in libraries}
    return [entry for entry in entries if entry[2] != "SYMLINK" or PurePath(entry[1]).name in there]


def _needs(library: str) -> Iterable[str]:
    from PyInstaller.depend.bindepend import get_imports

    return [name for name, _path in get_imports(library)]


def _is_unwanted(place: str) -> bool:
    return _matches(place, UNWANTED) and not _matches(place, KEPT)


def _matches(place: str, patterns: Iterable[str]) -> bool:
    path = PurePath(place).as_posix()
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)
