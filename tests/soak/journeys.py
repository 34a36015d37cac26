"""Journeys: a whole consultation in the program, every call of it that writes a file or opens a socket looked at."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from resources import path
from tests.soak.calls import NAMES, NETWORK, OPENS, WRITES
from tests.soak.screen import ROOT, command, surroundings
from tests.soak.tracer import Call, Traced
from tests.soak.window_words import CANARIES
from tests.soak.work import FOLDER, Prepared

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
LOCAL = {socket.AF_UNIX: "AF_UNIX", socket.AF_NETLINK: "AF_NETLINK"}
"""The screen, and the list of the machine's own devices: nothing leaves it by these."""
FORMS = {word.encode(code): f"{word} in {code}" for word in CANARIES for code in ENCODINGS}
"""Every word of the patient as it would look in a file."""
CALLS = WRITES | NETWORK | OPENS | NAMES
STEPS = {"typed", "kept", "amended", "paper", "queued", "backed", "found", "drafted", "ended"}


@dataclass
class Journey:
    """What was seen."""

    calls: int = 0
    written: int = 0
    """Bytes."""
    files: int = 0
    sockets: Counter[str] = field(default_factory=Counter)
    steps: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        sockets = ", ".join(f"{count} {name}" for name, count in sorted(self.sockets.items())) or "none"
        return (
            f"{len(self.steps)} steps, {self.calls} calls, {self.written} bytes written, {self.files} files read back;"
            f" sockets: {sockets}; {len(self.wrong)} wrong"
        )


def travel(prepared: Prepared, user: Path, shown: dict[str, str]) -> Journey:
    """The program from its start to its end; what a person saves for themselves lies in `given`."""
    shutil.rmtree(user, ignore_errors=True)
    environment = surroundings(user, shown)
    given = user / "given"
    (given / "stick").mkdir(parents=True)
    shutil.copytree(prepared.place / FOLDER, user / "data" / FOLDER)
    case = json.loads(path("examples", "example.json").read_text("utf-8"))
    case.pop("patient_code", None)
    (given / "case.json").write_text(json.dumps(case), "utf-8")
    journey = Journey()
    said = user / "said"

    def work(_say: object) -> None:
        with said.open("wb") as out, (user / "stderr").open("wb") as errors:
            os.dup2(out.fileno(), 1)
            os.dup2(errors.fileno(), 2)
        os.chdir(ROOT)
        order = command("journey", str(given))
        os.execve(order[0], order, environment)

    with Traced(work, CALLS) as child:
        for call in child.calls():
            look(call, journey, given / "paper.pdf")
    journey.steps = [line for line in said.read_text("utf-8").splitlines() if line.split()[0] in STEPS]
    done = {line.split()[0] for line in journey.steps}
    journey.wrong += [f"it never came to: {step}" for step in sorted(STEPS - done)]
    for file in user.rglob("*"):
        if stat.S_ISREG(file.lstat().st_mode):
            journey.files += 1
            journey.wrong += [f"{file.name} holds {what}" for what in _found(file.read_bytes())]
    return journey


def look(call: Call, journey: Journey, wanted: Path | None = None) -> None:
    """Take a call into account; `wanted` is the paper that a person asked for, in which the patient may stand."""
    journey.calls += 1
    if call.name in NETWORK:
        _socket(call, journey)
    elif call.name in WRITES:
        _write(call, journey, wanted)
    else:
        names = [one for one in call.paths() if any(word in one for word in CANARIES)]
        journey.wrong += [f"{call.name} of a name that tells of the patient" for _ in names]


def _found(data: bytes) -> list[str]:
    return [what for form, what in FORMS.items() if form in data]


def _socket(call: Call, journey: Journey) -> None:
    if call.name == "socket":
        family = call.arguments[0]
        name = LOCAL.get(family, f"family {family}")  # type: ignore[call-overload]
        journey.sockets[name] += 1
        if family not in LOCAL:
            journey.wrong.append(f"a socket of {name}")


def _write(call: Call, journey: Journey, wanted: Path | None) -> None:
    """Files alone; what goes to the screen by its socket, or through memory that it shares, is seen on purpose."""
    (target,) = call.paths()
    try:
        kind = os.stat(f"/proc/{call.tid}/fd/{call.descriptor}").st_mode
    except OSError:
        return
    if not stat.S_ISREG(kind) or target.startswith("/memfd:"):
        return
    data = call.handed()
    journey.written += len(data)
    if target != str(wanted):
        journey.wrong += [f"{Path(target).name} was given {what}" for what in _found(data)]
