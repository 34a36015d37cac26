"""Printing systems for tests: a real CUPS of our own in a folder, and a stand-in for its programs."""

from __future__ import annotations

import grp
import json
import os
import pwd
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any, Protocol

from ui.printing.lp import Programs

CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
ADMIN = ("lpadmin", "cupsdisable", "cupsenable", "cupsreject")
_MIME = Path("/usr/share/cups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What lies in the tray: one request, with what was asked of the printer."""

    title: str
    copies: int
    options: tuple[str, ...]
    pdf: bytes


class Spooler(Protocol):
    """A printing system, and what an administrator does to its printers."""

    programs: Programs

    def environment(self) -> dict[str, str]:
        """By which the programs find it."""

    def add(self, printer: str) -> None:
        """Set a printer up."""

    def stop(self, printer: str) -> None:
        """Stop it: it takes papers and prints none."""

    def empty(self, printer: str) -> None:
        """Take its paper out; it stops at the next job."""

    def start(self, printer: str) -> None:
        """Let it print again, with paper."""

    def reject(self, printer: str) -> None:
        """Let it take no papers."""

    def remove(self, printer: str) -> None:
        """Take it away."""

    def cancel(self, request: str) -> None:
        """Take a request back."""

    def down(self) -> None:
        """End the whole printing system."""

    def tray(self) -> list[Printed]:
        """What was printed, in order."""

    def spooled(self) -> bytes:
        """Everything the printing system itself holds on the disk."""


def has_cups() -> bool:
    """Whether a CUPS of our own can be started here."""
    tools = all(
        shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin") for tool in (*ADMIN, "lp", "lpstat")
    )
    return CUPSD is not None and tools and (_MIME / "mime").is_dir()


class Cups:
    """cupsd with its own configuration in `folder`, reached by a socket there; its printer lays papers into a tray."""

    def __init__(self, folder: Path) -> None:
        assert CUPSD is not None
        lp, lpstat = shutil.which("lp"), shutil.which("lpstat")
        assert lp
        assert lpstat
        self.programs = Programs(lp, lpstat)
        self._folder = folder
        self._tray = folder / "tray"
        self._lay_out()
        self._daemon = subprocess.Popen(
            [CUPSD, "-f", "-c", str(folder / "etc/cupsd.conf"), "-s", str(folder / "etc/cups-files.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while b"is running" not in self._do(lpstat, "-r", check=False):
            assert self._daemon.poll() is None, (folder / "log/error").read_text(errors="replace")
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def environment(self) -> dict[str, str]:
        return {"CUPS_SERVER": str(self._folder / "sock"), "HOME": str(self._folder)}

    def add(self, printer: str) -> None:
        self._do("lpadmin", "-p", printer, "-E", "-v", "tray:/", "-m", "raw")

    def stop(self, printer: str) -> None:
        self._do("cupsdisable", printer)

    def empty(self, printer: str) -> None:
        assert printer
        (self._folder / "tray" / "empty").touch()

    def start(self, printer: str) -> None:
        (self._folder / "tray" / "empty").unlink(missing_ok=True)
        self._do("cupsenable", printer)

    def reject(self, printer: str) -> None:
        self._do("cupsreject", printer)

    def remove(self, printer: str) -> None:
        self._do("lpadmin", "-x", printer)

    def cancel(self, request: str) -> None:
        self._do("cancel", request)

    def down(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(20)

    def tray(self) -> list[Printed]:
        found = []
        for said in sorted(self._tray.glob("*.said")):
            _job, _user, title, copies, options = said.read_text().splitlines()
            pdf = said.with_suffix(".pdf").read_bytes()
            found.append(Printed(title=title, copies=int(copies), options=tuple(options.split()), pdf=pdf))
        return found

    def spooled(self) -> bytes:
        files = [file for file in (self._folder / "spool").rglob("*") if file.is_file()]
        return b"".join(file.read_bytes() for file in files)

    def _do(self, program: str, *arguments: str, check: bool = True) -> bytes:
        environment = {"PATH": f"{os.defpath}:/usr/sbin", "LC_ALL": "C", **self.environment()}
        said = subprocess.run([program, *arguments], env=environment, capture_output=True, check=check)
        return said.stdout

    def _lay_out(self) -> None:
        folder = self._folder
        for name in ("etc", "spool/tmp", "cache", "state", "log", "bin/backend", "bin/filter", "bin/daemon"):
            (folder / name).mkdir(parents=True)
        self._tray.mkdir()
        for helper in Path("/usr/lib/cups/daemon").iterdir():
            (folder / "bin/daemon" / helper.name).symlink_to(helper)
        backend = folder / "bin/backend/tray"
        # What CUPS gives a printer's driver: job, user, title, copies, options, and the file (or standard input).
        backend.write_text(
            "#!/bin/sh\n"
            '[ $# -eq 0 ] && { echo \'direct tray "Tray" "Tray"\'; exit 0; }\n'
            f"[ -e {self._tray}/empty ] && {{ echo 'STATE: +media-empty-error' >&2; exit 4; }}\n"
            "echo 'STATE: -media-empty-error' >&2\n"
            f"name={self._tray}/$(printf %06d $1)\n"
            'cat "${6:--}" > $name.pdf\n'
            'printf "%s\\n" "$1" "$2" "$3" "$4" "$5" > $name.part && mv $name.part $name.said\n'
        )
        root = os.getuid() == 0
        backend.chmod(0o700 if root else 0o755)  # as root CUPS runs only what others cannot, with its rights
        user = "lp" if root else pwd.getpwuid(os.getuid()).pw_name
        group = "lp" if root else grp.getgrgid(os.getgid()).gr_name
        (folder / "etc/cupsd.conf").write_text(
            f"LogLevel error\nListen {folder}/sock\nBrowsing Off\nWebInterface No\nPreserveJobFiles No\n"
            "DefaultAuthType None\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        )
        places = {
            "ServerRoot": "etc",
            "ServerBin": "bin",
            "RequestRoot": "spool",
            "TempDir": "spool/tmp",
            "CacheDir": "cache",
            "StateDir": "state",
            "AccessLog": "log/access",
            "ErrorLog": "log/error",
            "PageLog": "log/page",
        }
        lines = [f"{name} {folder / place}" for name, place in places.items()]
        lines += [f"DataDir {_MIME}", f"User {user}", f"Group {group}"]
        lines.append(f"SystemGroup {'root' if root else group}")
        (folder / "etc/cups-files.conf").write_text("\n".join(lines) + "\n")


class StandIn:
    """`lp` and `lpstat` as scripts that answer as CUPS 2.4 does; all it knows lies in one file."""

    def __init__(self, folder: Path) -> None:
        self._state = folder / "state.json"
        self._write({"up": True, "printers": {}, "jobs": []})
        script = Path(__file__).with_name("stand_in.py").read_text()
        for name in ("lp", "lpstat"):
            program, code = folder / name, folder / f"{name}.py"
            code.write_text(f"STATE = {str(self._state)!r}\n{script}")
            # Through the shell: the line that names an interpreter cannot hold a path with spaces.
            program.write_text(f'#!/bin/sh\nexec {quote(sys.executable)} -SE {quote(str(code))} "$@"\n')
            program.chmod(0o755)
        self.programs = Programs(str(folder / "lp"), str(folder / "lpstat"))

    def environment(self) -> dict[str, str]:
        return {}

    def add(self, printer: str) -> None:
        self._change(printer, {"enabled": True, "accepts": True})

    def stop(self, printer: str) -> None:
        self._change(printer, {"enabled": False})

    def empty(self, printer: str) -> None:
        self._change(printer, {"enabled": False, "alerts": "media-empty-error paused"})

    def start(self, printer: str) -> None:
        self._change(printer, {"enabled": True, "alerts": "none"})
        state = self._read()
        for job in state["jobs"]:
            if job["printer"] == printer and job["state"] == "waiting":
                job["state"] = "printed"
        self._write(state)

    def reject(self, printer: str) -> None:
        self._change(printer, {"accepts": False})

    def remove(self, printer: str) -> None:
        state = self._read()
        del state["printers"][printer]
        self._write(state)

    def cancel(self, request: str) -> None:
        state = self._read()
        next(job for job in state["jobs"] if job["request"] == request)["state"] = "canceled"
        self._write(state)

    def down(self) -> None:
        self._write({**self._read(), "up": False})

    def tray(self) -> list[Printed]:
        return [
            Printed(
                title=job["title"],
                copies=job["copies"],
                options=tuple(job["options"]),
                pdf=bytes.fromhex(job["pdf"]),
            )
            for job in self._read()["jobs"]
            if job["state"] == "printed"
        ]

    def spooled(self) -> bytes:
        return b""

    def _change(self, printer: str, change: dict[str, Any]) -> None:
        state = self._read()
        state["printers"].setdefault(printer, {}).update(change)
        self._write(state)

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._state.read_text())
        return found

    def _write(self, state: dict[str, Any]) -> None:
        self._state.write_text(json.dumps(state))
