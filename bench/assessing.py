"""Assessing: the whole assessment in memory, part by part, and a batch through the command line on one core."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import cases
from bench.measure import Clock, Row, at_most, only_informs

WARM_UP = 24
COMPARED = ("resection", "rfa", "tace", "io_atezo_bev")
PATIENTS = 800
IN_BATCH = 2000
REPEATED_BELOW_SECONDS = 10
WHOLE_MS = 5.0
BATCH_PER_SECOND = 1000.0
PARTS = ("derive", "assess", "change", "ask_next", "compare")
BESIDE = "compare"
"""Measured, but no part of what is to be within `WHOLE_MS`: it is laid out for the four columns of the window."""
NAMES = {
    "derive": "  derive alone (every score, stage, fact)",
    "assess": "  assess alone (every treatment's status)",
    "change": "  changes alone (would_change of every treatment)",
    "ask_next": "  ask_next alone (missing of every treatment)",
    "compare": "compare of 4 (beside the whole assessment)",
}


def rows() -> Iterator[Row]:
    """The whole assessment, its parts, and how it fares by kind of patient."""
    gc.collect()
    taken: dict[str, list[tuple[float, float]]] = {part: [] for part in PARTS}
    by_kind: dict[str, list[tuple[float, float]]] = {}
    whole: list[tuple[float, float]] = []
    knowledge, first = _ready()
    for number, (kind, document) in enumerate(cases.patients(WARM_UP + PATIENTS)):
        steps = steps_of(document, knowledge)
        if number < WARM_UP:
            continue
        for part, step in zip(PARTS, steps, strict=True):
            taken[part].append(step)
        inside = [step for part, step in zip(PARTS, steps, strict=True) if part != BESIDE]
        both = sum(wall for wall, _cpu in inside), sum(cpu for _wall, cpu in inside)
        whole.append(both)
        by_kind.setdefault(kind, []).append(both)
    note = (
        "derive + every result read + assess + every change + ask_next, each patient once; "
        f"the first of all, with compare, took {first:.0f} ms"
    )
    yield at_most("whole assessment in memory", _wall(whole), WHOLE_MS, note=note, cpu=_cpu(whole))
    for kind in sorted(by_kind):
        yield only_informs(f"  of {kind} patients", _wall(by_kind[kind]), cpu=_cpu(by_kind[kind]))
    for part in PARTS:
        beside = "counts in the keystroke, not in the assessment" if part == BESIDE else ""
        yield only_informs(NAMES[part], _wall(taken[part]), note=beside, cpu=_cpu(taken[part]))


def steps_of(document: cases.Document, knowledge: Any) -> tuple[tuple[float, float], ...]:
    """Wall and processor milliseconds each part takes for one patient."""
    from consult.compare import compare
    from consult.hcc.derive import derive
    from consult.hcc.schema import SCHEMA

    patient = SCHEMA.read(document)
    clock = Clock()
    facts = derive(patient)
    for item in facts.results:
        _ = facts.results[item]
    clock.mark()
    assessment = knowledge.assess(facts)
    clock.mark()
    for treatment in assessment.treatments.values():
        _ = treatment.would_change
    clock.mark()
    _ = assessment.ask_next
    clock.mark()
    compare(assessment, COMPARED)
    clock.mark()
    return clock.steps()


def _wall(steps: list[tuple[float, float]]) -> list[float]:
    return [wall for wall, _cpu_ms in steps]


def _cpu(steps: list[tuple[float, float]]) -> list[float]:
    return [cpu for _wall_ms, cpu in steps]


def batch() -> Iterator[Row]:
    """`assess --batch` as a process of its own, pinned to one core where the system can."""
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder, "many.jsonl"), Path(folder, "one.jsonl")
        _write(many, IN_BATCH)
        _write(one, 1)
        started = min(_seconds(one)[0] for _ in range(3))
        runs = [_seconds(many)]
        while runs[0][0] < REPEATED_BELOW_SECONDS and len(runs) < 3:
            runs.append(_seconds(many))
    rates = [IN_BATCH / seconds for seconds, _written, _cpu in runs]
    inner = [IN_BATCH / (seconds - started) for seconds, _written, _cpu in runs]
    written = runs[0][1]
    best = max(rates)
    yield Row(
        name="assess --batch, one core",
        values=tuple(rates),
        unit="/s",
        yardstick=f"{BATCH_PER_SECOND:,.0f} /s",
        ratio=BATCH_PER_SECOND / best,
        limit=1,
        note=f"{IN_BATCH:,} patients, best of {len(rates)} run(s) counts, "
        f"start-up of {started * 1000:.0f} ms included; {written:,} bytes written, {written // IN_BATCH:,} a patient",
    )
    yield only_informs("  without the start-up", inner, "/s")
    if all(cpu for _seconds_taken, _written, cpu in runs):
        by_cpu = [IN_BATCH / cpu for _seconds_taken, _written, cpu in runs]
        yield only_informs("  per second of processor time", by_cpu, "/s")


def _ready() -> tuple[Any, float]:
    """Knowledge, and the milliseconds the very first assessment took (imports, compilation, empty caches)."""
    from consult.hcc.knowledge import knowledge
    from db.catalog import open_catalog
    from resources import path

    known = knowledge(open_catalog(path("catalog.sqlite")))
    return known, sum(wall for wall, _cpu in steps_of(cases.example(), known))


def _write(file: Path, count: int) -> None:
    lines = (json.dumps(d, ensure_ascii=False, separators=(",", ":")) for _kind, d in cases.patients(count))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _seconds(file: Path) -> tuple[float, int, float]:
    """Seconds of one batch, the bytes it wrote, and its seconds of processor time (0 where not known)."""
    command = [sys.executable, "-m", "consult", "assess", "--batch", str(file)]
    cpu_before = _children_cpu()
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
        assert process.stdout is not None
        written = 0
        while chunk := os.read(process.stdout.fileno(), 1 << 20):
            written += len(chunk)
    took = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"assess --batch ended with {process.returncode}")
    return took, written, _children_cpu() - cpu_before


def _children_cpu() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
