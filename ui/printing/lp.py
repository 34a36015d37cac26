"""lp: the PDF itself through a pipe to the printing system of Linux and macOS (CUPS); no file, no shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from ui.printing.ways import Answer, Job, NoAnswerError, Printer, PrintError

_TELLS, _TAKES = 10, 60
"""Seconds after which a question, and a paper handed over, has had no answer."""
_KEPT = ("HOME", "CUPS_SERVER", "IPP_PORT")
"""All that the programs learn of our environment: whose printer settings, and which printing system."""
_PRINTER = re.compile(r"printer (\S+) (is idle|now printing|disabled)")
_REQUEST = re.compile(r"request id is (\S+-[0-9]+) ")
_SHEETS = {"a4": "A4", "letter": "Letter"}
_REFUSALS = (
    ("not accepting jobs", "print_refuses"),
    ("does not exist", "print_gone"),
    ("not responding", "print_no_service"),
    ("unable to connect", "print_no_service"),
    ("scheduler is not running", "print_no_service"),
)


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the two programs lie."""

    lp: str
    lpstat: str


def find_programs() -> Programs | None:
    """The programs of CUPS, if this computer has them."""
    if sys.platform == "win32":
        return None
    lp, lpstat = shutil.which("lp"), shutil.which("lpstat")
    return Programs(lp, lpstat) if lp and lpstat else None


class LpWay:
    """Prints by `lp`, asks by `lpstat`; both speak English here, whatever the computer's language."""

    apart = True

    def __init__(self, programs: Programs) -> None:
        self._programs = programs

    def printers(self) -> tuple[Printer, ...]:
        """The printers of this computer, as its printing system lists them; nothing is searched for."""
        said = self._ask("-p")
        if said is None or "scheduler is not running" in said.stderr.lower():
            raise PrintError("print_no_service")
        return tuple(Printer(name, state == "disabled") for name, state in _PRINTER.findall(said.stdout))

    def send(self, pdf: bytes, job: Job) -> str:
        """The PDF through standard input; every option is an argument of its own."""
        options = ["-o", f"media={_SHEETS[job.size]}"]
        if job.sides:
            options += ["-o", f"sides={job.sides}"]
        command = [self._programs.lp, "-d", job.printer, "-n", str(job.copies), "-t", job.title, *options]
        try:
            said = _run(command, pdf, _TAKES)
        except OSError:
            raise PrintError("print_no_service") from None
        except subprocess.TimeoutExpired:
            raise NoAnswerError("print_no_answer", printer=job.printer) from None
        request = _REQUEST.search(said.stdout)
        if request:
            return request.group(1)
        if said.returncode == 0:
            raise NoAnswerError("print_no_answer", printer=job.printer)
        complaint = said.stderr.lower()
        code = next((code for part, code in _REFUSALS if part in complaint), "print_not_taken")
        if code == "print_gone" and not self._is_running():
            code = "print_no_service"  # `lp` knows no printer at all while the printing system is down
        raise PrintError(code, printer=job.printer)

    def answer(self, request: str) -> Answer:
        """Where the job stands; one that the printing system has forgotten is `unknown`.

        CUPS 2.4 notes the same of a finished job whether it was printed or cancelled: that is `ended`.
        """
        printer = request.rpartition("-")[0]
        waiting = self._ask("-l", "-W", "not-completed", "-o", printer)
        if waiting is None or waiting.returncode:
            return "unknown"
        if _alerts(waiting.stdout, request) is not None:
            return self._waits_for(printer)
        ended = self._ask("-l", "-W", "completed", "-o", printer)
        alerts = None if ended is None else _alerts(ended.stdout, request)
        if alerts is None:
            return "unknown"
        if "cancel" in alerts or "abort" in alerts:
            return "failed"
        return "printed" if "completed-successfully" in alerts else "ended"

    def _waits_for(self, printer: str) -> Answer:
        said = self._ask("-l", "-p", printer)
        state = "" if said is None else said.stdout
        if re.search(r"^\s*Alerts:.*\bmedia-(?:empty|needed)", state, re.MULTILINE):
            return "no_paper"
        return "stopped" if (printer, "disabled") in _PRINTER.findall(state) else "printing"

    def _is_running(self) -> bool:
        said = self._ask("-r")
        return said is not None and "scheduler is running" in said.stdout

    def _ask(self, *arguments: str) -> subprocess.CompletedProcess[str] | None:
        """None where there is no answer."""
        try:
            return _run([self._programs.lpstat, *arguments], b"", _TELLS)
        except (OSError, subprocess.TimeoutExpired):
            return None


def _run(command: list[str], given: bytes, seconds: int) -> subprocess.CompletedProcess[str]:
    said = subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, env=_environment(), check=False
    )
    out, err = (stream.decode("utf-8", "replace") for stream in (said.stdout, said.stderr))
    return subprocess.CompletedProcess(command, said.returncode, out, err)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", **kept}


def _alerts(said: str, request: str) -> str | None:
    """What is noted of a job in a long list, in small letters; None where it is not listed."""
    listed = False
    noted = []
    for line in said.splitlines():
        if not line.startswith(("\t", " ")):
            listed = line.split(maxsplit=1)[:1] == [request]
            if listed:
                noted.append("")
        elif listed:
            noted.append(line.strip())
    return "\n".join(noted).lower() if noted else None
