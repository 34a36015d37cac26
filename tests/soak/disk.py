"""Disk: what a power cut may leave of a recorded run. What was flushed is there; of the rest each part is there or not.

A file's bytes are sure once the file was flushed, its name once a folder was flushed after it came about: names come
about in their order, as every journalling file system keeps them, and a flush makes all of them sure. Of bytes that
were not flushed each sector of 512, or each page of 4096, may be new or as before,
whatever came later.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.calls import FILES, FLUSHES, OPENS, WRITES
from tests.soak.tracer import Call, Traced
from tests.soak.work import Say

SECTOR, PAGE = 512, 4096
_MEMORY = ("-shm", ".lock")
"""Ends of names that tell nothing after the power was gone: made anew each time."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened: a write, a new size, a flush of a file; a name that came, went or changed; a word said."""

    kind: str
    file: int = 0
    path: str = ""
    other: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Record:
    """A run: what lay there before, and every step in its order."""

    before: dict[str, bytes]
    folders: set[str]
    steps: list[Step] = field(default_factory=list)


def record(place: Path, work: Callable[[Say], None]) -> Record:
    """Let the work run to its end, and write down everything it did below a folder, and everything it said."""
    made = Record(
        before={
            str(path.relative_to(place)): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file() and not path.name.endswith(_MEMORY)
        },
        folders={str(path.relative_to(place)) for path in place.rglob("*") if path.is_dir()},
    )
    writer = _Writer(place, made)
    with Traced(work, FILES) as child:
        for call in child.calls(after=True):
            if call.name in WRITES and call.descriptor == child.pipe:
                made.steps += [Step("said", path=line) for line in call.handed().decode().splitlines()]
            elif call.result is not None and call.result >= 0:
                writer.take(call)
    return made


class _Writer:
    """Turns calls into steps; a file has a number from its coming to its going, whatever its names."""

    def __init__(self, place: Path, made: Record) -> None:
        self._place, self._made = place, made
        self._files = {path: number for number, path in enumerate(made.before, 1)}
        self._open: dict[int, int] = {}
        self._newest = len(self._files)

    def take(self, call: Call) -> None:
        """A call that succeeded."""
        paths = tuple(self._inside(path) for path in call.paths())
        if call.name in OPENS:
            self._opened(call, paths[0])
        elif call.name in WRITES | FLUSHES | {"ftruncate", "fallocate"}:
            self._changed(call, paths[0])
        elif paths[0] and not any(path.endswith(_MEMORY) for path in paths):
            self._named(call, paths)

    def _opened(self, call: Call, path: str) -> None:
        assert call.result is not None
        self._open.pop(call.result, None)
        flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
        if call.name != "creat":
            flags = call.arguments[1 if call.name == "open" else 2]
        if not path or path.endswith(_MEMORY) or flags & os.O_DIRECTORY or (self._place / path).is_dir():
            return
        if path not in self._files:
            if not flags & os.O_CREAT:
                return  # it is gone again, for the child has gone on
            self._newest += 1
            self._files[path] = self._newest
            self._add("comes", file=self._newest, path=path)
        elif flags & os.O_TRUNC:
            self._add("size", file=self._files[path], at=0)
        self._open[call.result] = self._files[path]

    def _changed(self, call: Call, path: str) -> None:
        if call.name in FLUSHES and (self._place / path).is_dir() and path:
            self._add("names")
            return
        file = self._open.get(call.descriptor)
        if file is None or not path or path.endswith(_MEMORY):
            return
        if call.name in FLUSHES:
            self._add("flush", file=file)
        elif call.name == "ftruncate":
            self._add("size", file=file, at=call.arguments[1])
        elif call.name in WRITES:
            at, data = call.written()
            self._add("write", file=file, at=at, data=data)
        else:
            raise AssertionError(call.name)

    def _named(self, call: Call, paths: tuple[str, ...]) -> None:
        if call.name.startswith("rename"):
            self._add("moves", path=paths[0], other=paths[1])
            inside = [path for path in self._files if path == paths[0] or path.startswith(f"{paths[0]}/")]
            for path in inside:
                self._files[paths[1] + path[len(paths[0]) :]] = self._files.pop(path)
        elif call.name.startswith("unlink"):
            self._add("goes", path=paths[0])
            self._files.pop(paths[0], None)
        elif call.name in {"mkdir", "mkdirat", "rmdir"}:
            self._add("folder" if call.name != "rmdir" else "goes", path=paths[0])
        else:
            raise AssertionError(call.name)

    def _inside(self, path: str) -> str:
        start = str(self._place)
        return os.path.relpath(path, start) if path == start or path.startswith(f"{start}/") else ""

    def _add(self, kind: str, **values: object) -> None:
        self._made.steps.append(Step(kind, **values))  # type: ignore[arg-type]


@dataclass
class Image:
    """Files and names after a cut, and what had been said before it."""

    files: dict[str, bytes]
    folders: set[str]
    said: list[str]
    unsure: int
    """How many parts hung in the air."""

    def write(self, place: Path) -> Path:
        """Make it a folder."""
        shutil.rmtree(place, ignore_errors=True)
        for folder in sorted(self.folders):
            (place / folder).mkdir(parents=True, exist_ok=True)
        for path, data in self.files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
        return place


def cut(run: Record, after: int, chance: random.Random, how: str) -> Image:
    """The power goes after so many steps. `how`: unflushed parts are "kept", "dropped", "some" of them, or "torn"."""
    steps = run.steps[:after]
    flushed: dict[int, int] = {}
    names = 0
    for number, step in enumerate(steps):
        if step.kind == "flush":
            flushed[step.file] = number
        elif step.kind == "names":
            names = number
    data = {number: bytearray(found) for number, found in enumerate(run.before.values(), 1)}
    unsure = 0
    naming = [
        number for number, step in enumerate(steps) if step.kind in {"comes", "moves", "goes", "folder"}
    ]
    hanging = [number for number in naming if number > names]
    keep = {"kept": len(hanging), "dropped": 0}.get(how, chance.randint(0, len(hanging)))
    sure = set(naming) - set(hanging[keep:])
    table = {path: number for number, path in enumerate(run.before, 1)}
    folders = set(run.folders)
    said = []
    for number, step in enumerate(steps):
        if step.kind == "said":
            said.append(step.path)
        elif number in sure:
            _name(step, table, folders)
        if step.kind in {"write", "size"}:
            content = data.setdefault(step.file, bytearray())
            is_sure = number < flushed.get(step.file, -1)
            unsure += not is_sure
            _change(content, step, "kept" if is_sure else how, chance)
    files = {path: bytes(data.get(number, b"")) for path, number in table.items()}
    return Image(files, folders, said, unsure + len(hanging))


def _name(step: Step, table: dict[str, int], folders: set[str]) -> None:
    if step.kind == "comes":
        table[step.path] = step.file
    elif step.kind == "folder":
        folders.add(step.path)
    elif step.kind == "goes":
        table.pop(step.path, None)
        folders.discard(step.path)
    else:
        for known in (list(table), list(folders)):
            for path in known:
                if path == step.path or path.startswith(f"{step.path}/"):
                    new = step.other + path[len(step.path) :]
                    if path in table:
                        table[new] = table.pop(path)
                    else:
                        folders.discard(path)
                        folders.add(new)


def _change(content: bytearray, step: Step, how: str, chance: random.Random) -> None:
    """Do a write or a new size, the whole of it, nothing of it, or parts."""
    if how == "dropped" or (how == "some" and chance.random() < 0.5):
        return
    if step.kind == "size":
        if how != "torn" or chance.random() < 0.5:
            del content[step.at :]
            content.extend(bytes(step.at - len(content)))
        return
    for start, end in _parts(step.at, step.at + len(step.data), how, chance):
        content.extend(bytes(max(0, end - len(content))))
        content[start:end] = step.data[start - step.at : end - step.at]


def _parts(start: int, end: int, how: str, chance: random.Random) -> Iterable[tuple[int, int]]:
    if how != "torn":
        yield start, end
        return
    unit = chance.choice((SECTOR, PAGE))
    at = start
    while at < end:
        upto = min(end, at - at % unit + unit)
        if chance.random() < 0.5:
            yield at, upto
        at = upto
