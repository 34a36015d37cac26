"""Processes: what is measured in children of their own, and the rows made of what they answer."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import Row, at_most, not_measured, only_informs

CHILD = Path(__file__).with_name("child.py")
RUNS = 7
DEADLINE_SECONDS = 300
KEYSTROKE_MS = 16.0
START_TIMES_EMPTY = 1.5
MEMORY_TIMES_EMPTY = 2.0
FIRST_PAPER_MS, PAPER_MS = 1500.0, 500.0
_MB = 1024 * 1024


class NotMeasuredError(Exception):
    """The child could not do it; the message says why."""


def start() -> Iterator[Row]:
    """Our window and an empty one, started by turns in the same run."""
    empty: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    _ask("empty"), _ask("start")  # the disk's cache is warm for both, and both are compiled
    for _ in range(RUNS):
        empty.append(_ask("empty"))
        ours.append(_ask("start"))
    yardstick = median(_since(run, "painted") for run in empty)
    focused = [max(_since(run, "painted"), _since(run, "focused")) for run in ours]
    yield Row(
        name="start -> painted, first field focused",
        values=tuple(focused),
        cpu=tuple(run["cpu"] for run in ours),
        yardstick=f"empty window {yardstick:.0f} ms",
        ratio=median(focused) / yardstick,
        limit=START_TIMES_EMPTY,
        note=f"whole processes, byte code compiled beforehand, {RUNS} of each by turns, medians compared; empty window "
        f"{_spread([_since(run, 'painted') for run in empty])}, ours {_spread(focused)}; "
        f"in processor time {_median(empty, 'cpu'):.0f} and {_median(ours, 'cpu'):.0f} ms, "
        f"ratio {_median(ours, 'cpu') / _median(empty, 'cpu'):.2f}",
    )
    early = sum(run["ready"] < run["painted"] for run in ours)
    yield only_informs(
        "  start -> catalogue read, options listed",
        [_since(run, "ready") for run in ours],
        note=f"read before the first paint in {early} of {RUNS} runs" if early else "",
    )
    megabytes = median(run["rss"] for run in empty) / _MB
    yield only_informs("  memory of the empty window", [run["rss"] / _MB for run in empty], "MB")
    yield only_informs("  memory after the start", [run["rss"] / _MB for run in ours], "MB")
    yield from _memory(megabytes)


def _memory(yardstick: float) -> Iterator[Row]:
    """Memory after a whole consultation, against the empty window's."""
    name = "memory after a consultation with papers"
    try:
        runs = [_ask("consultation") for _ in range(2)]
    except NotMeasuredError as error:
        yield not_measured(name, str(error))
        return
    used = [run["rss"] / _MB for run in runs]
    peak = max(run["peak"] for run in runs) / _MB
    yield Row(
        name=name,
        values=tuple(used),
        unit="MB",
        yardstick=f"empty window {yardstick:.0f} MB",
        ratio=median(used) / yardstick,
        limit=MEMORY_TIMES_EMPTY,
        note=f"four papers, the preview, every theme, both languages, every guideline; at most {peak:.0f} MB on the way"
        f"{_said(runs[0])}",
    )


def keystrokes() -> Iterator[Row]:
    """A key until everything it changed is painted again."""
    answer = _ask("keystrokes")
    shape = f"{answer['options']} options, {answer['compared']} compared"
    unpainted = f"; {answer['unpainted']} were followed by no paint" if answer["unpainted"] else ""
    yield at_most(
        "keystroke -> everything repainted",
        _wall(answer["edits"]),
        KEYSTROKE_MS,
        cpu=_cpu(answer["edits"]),
        note=f"keys that led to a new assessment, by turns in albumin, bilirubin, INR, AFP and a lesion's size; {shape}"
        f"{unpainted}{_said(answer)}",
    )
    yield only_informs("  keys that changed no value", _wall(answer["other"]), cpu=_cpu(answer["other"]))
    yield only_informs("  work put off until the keys rest", answer["late"])
    yield only_informs(
        "  painting the whole window once", _wall(answer["forced"]), cpu=_cpu(answer["forced"])
    )


def papers() -> Iterator[Row]:
    """The doctor's summary as PDF in the running program."""
    answers = [_ask("papers") for _ in range(3)]
    first = [step for answer in answers for step in answer["first"]]
    yield at_most("PDF, the very first in a running program", _wall(first), FIRST_PAPER_MS, cpu=_cpu(first))
    for language in ("en", "zh_CN"):
        warm = [step for answer in answers for step in answer[language]]
        name = f"PDF, warm, doctor's summary, {language}"
        yield at_most(name, _wall(warm), PAPER_MS, cpu=_cpu(warm))


def _ask(task: str) -> dict[str, Any]:
    """Run one child; its answer and the moment it was started. Raises NotMeasuredError with its last words."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={_screen()}",
        "PYTHONPATH": str(CHILD.parent.parent),
        "PYTHONPYCACHEPREFIX": _compiled(),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    try:
        ended = subprocess.run(
            [sys.executable, str(CHILD), task],
            capture_output=True,
            text=True,
            timeout=DEADLINE_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasuredError(f"not done after {DEADLINE_SECONDS} s") from None
    lines = ended.stdout.strip().splitlines()
    if ended.returncode or not lines:
        last = (ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"])[-1]
        raise NotMeasuredError(last[:160])
    answer: dict[str, Any] = json.loads(lines[-1])
    return {**answer, "started": started}


@cache
def _screen() -> str:
    """The settings of a screen that both windows fit: on the 800 x 800 that Qt takes else, ours would begin smaller."""
    screen = {"name": "", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
    file = Path(_compiled(), "screen.json")
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return str(file)


@cache
def _compiled() -> str:
    """Where the children keep byte code: an installed program, and the yardstick, is compiled beforehand."""
    folder = tempfile.mkdtemp(prefix="bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _median(runs: list[dict[str, Any]], name: str) -> float:
    return median(float(run[name]) for run in runs)


def _since(run: dict[str, Any], moment: str) -> float:
    if moment not in run:
        raise NotMeasuredError(f"the window was never {moment}")
    return float(run[moment] - run["started"]) * 1000


def _wall(steps: list[tuple[float, float]]) -> list[float]:
    return [wall for wall, _cpu_ms in steps]


def _cpu(steps: list[tuple[float, float]]) -> list[float]:
    return [cpu for _wall_ms, cpu in steps]


def _spread(values: list[float]) -> str:
    return f"{min(values):.0f}-{max(values):.0f} ms"


def _said(answer: dict[str, Any]) -> str:
    """What Qt or the script complained about, each once."""
    told = dict.fromkeys(text for text in answer["said"] if "propagateSizeHints" not in text)
    return f"; said: {'; '.join(told)}"[:400] if told else ""
