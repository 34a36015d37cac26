"""A bare machine to start the bundle on: its own root where this system lets us make one, else an emptied environment.

The root holds the files of the Debian package, and of this system only what that package asks for: the libraries that
the bundle loads and does not bring, each checked to belong to a package it depends on, and a few settings. There
is no Python in it, no shell, no source.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / ".ci"))
from bundle_packages import depends

INSTALLED = Path("opt/consult/consult")
SETTINGS = (
    "/etc/fonts",
    "/usr/share/fontconfig",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/lib/locale/C.utf8",
    "/usr/share/X11/locale",
)
"""What fontconfig, the C library and libx11-data bring or ask for beside libraries; no font of them is Chinese."""
IN_NAMESPACE = (
    'mount -t proc proc "$0/proc" && mkdir -p "$0/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"'
    ' && cd "$0" && exec chroot "$0" "$@"'
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the bundle is started, and how that was done."""

    how: str
    root: Path
    program: str
    """As it is called there."""
    has_root: bool

    def path(self, there: str) -> Path:
        """A place of that machine, seen from here."""
        return self.root / there.lstrip("/") if self.has_root else Path(there)

    @property
    def home(self) -> str:
        """The folder of its user, as it is called there."""
        return "/home/doctor" if self.has_root else str(self.root / "home")

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the program there."""
        inside = {"HOME": self.home, "PATH": "/nonexistent", "LANG": "C.UTF-8", **environment}
        command = [self.program, *arguments]
        if self.has_root:
            command = ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", IN_NAMESPACE, str(self.root), *command]
            inside["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"  # for the way in; the root has none of these
        return subprocess.Popen(
            command, cwd=self.root, env=inside, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run the program there to its end, without a screen: exit code and what it said."""
        process = self.start(*arguments, QT_QPA_PLATFORM="offscreen")
        said, _ = process.communicate(timeout=120)
        return process.returncode, said


@contextmanager
def bare_machine(package: Path | None, folder: Path, place: Path) -> Iterator[Machine]:
    """The barest machine that can be made here, in `place`."""
    if package is not None and _may_make_roots():
        made = _root(package, place)
        try:
            yield made
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return
    (place / "home").mkdir()
    how = "with an emptied environment (a root of its own takes Debian, root and unshare)"
    yield Machine(how, place, str(folder / "consult"), has_root=False)


def _may_make_roots() -> bool:
    if (
        os.name != "posix"
        or os.geteuid() != 0
        or not shutil.which("unshare")
        or not shutil.which("dpkg-query")
    ):
        return False
    tried = subprocess.run(
        ["unshare", "--mount", "chroot", "/", "/bin/true"], capture_output=True, check=False
    )
    return tried.returncode == 0


def _root(package: Path, place: Path) -> Machine:
    subprocess.run(["dpkg-deb", "-x", str(package), str(place)], check=True)
    for name in ("proc", "dev", "tmp", "home/doctor", "etc"):
        (place / name).mkdir(parents=True)
    for name, numbers in (("null", (1, 3)), ("urandom", (1, 9))):
        os.mknod(place / "dev" / name, 0o666 | 0o020000, os.makedev(*numbers))
    (place / "etc" / "passwd").write_text("root:x:0:0::/home/doctor:/bin/false\n")
    for library in needed_of_system(place / "opt" / "consult"):
        _take(library, place)
    for settings in SETTINGS:
        if Path(settings).is_dir():
            shutil.copytree(settings, place / settings.lstrip("/"), symlinks=True)
    return Machine("in a root of its own, without Python", place, f"/{INSTALLED}", has_root=True)


def _take(library: str, root: Path) -> None:
    """A library under the name it is looked up by, and every name on the way to its file."""
    target = root / library.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(os.path.realpath(library), target)
    target.chmod(0o755)


def needed_of_system(folder: Path) -> list[str]:
    """The libraries that a bundle loads and does not bring, as this system's loader names them; and that loader.

    The starter is loaded before it can say where the bundle's own libraries are.
    """
    files = [str(path) for path in sorted(folder.rglob("*")) if is_library(path)]
    found = _loaded([str(folder / "consult")], {}) | _loaded(
        files, {"LD_LIBRARY_PATH": str(folder / "_internal")}
    )
    return sorted(name for name in found if not Path(name).resolve().is_relative_to(folder.resolve()))


def _loaded(files: list[str], extra: dict[str, str]) -> set[str]:
    said = subprocess.run(
        ["ldd", *files],
        env={**os.environ, "LC_ALL": "C", **extra},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return set(re.findall(r"(?:=> |^\s)(/\S+) \(0x", said, flags=re.M))


def is_library(path: Path) -> bool:
    """Whether a file holds code for this machine, and is not only a link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def asked_for() -> set[str]:
    """The packages of this system that the Debian package depends on, directly or through another."""
    found: set[str] = set()
    waiting = [name for names in depends() for name in names]
    while waiting:
        new = [name for name in waiting if name not in found]
        found.update(new)
        if not new:
            break
        said = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Pre-Depends}, ${Depends}\\n", *new],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        waiting = re.findall(r"(?:^|[,|])\s*([a-z0-9][a-z0-9.+-]+)", said, flags=re.M)
    return found


def owner_of(library: str) -> str:
    """The package of this system that a library belongs to."""
    real = os.path.realpath(library)
    for path in (library, real, real.removeprefix("/usr"), f"/usr{real}"):
        said = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False).stdout
        if said:
            return said.split(":")[0]
    return ""
