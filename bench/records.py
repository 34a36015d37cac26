"""Records: 100,000 kept consultations in the encrypted file: unlock it, search as one types, open one, keep one."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import cases
from bench.measure import Clock, Row, at_most, only_informs

if TYPE_CHECKING:
    from consult.records import Identity, Outcome
    from db.records.store import Store

CONSULTATIONS, PATIENTS, BATCH = 100_000, 40_000, 5_000
ASKED = 120
UNLOCK_MS, FIND_MS = 1000.0, 50.0
PASSWORD = "a long pass phrase"
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅红建国文志海云飞鹏宇浩然子轩雨欣怡思佳俊"
TYPED = (
    "zhang wei",
    "lixiuying",
    "wang",
    "王",
    "李秀",
    "19580",
    "1961-03",
    "a-0123",
    "hyq",
    "e",
    "chen 1970",
)


def rows() -> Iterator[Row]:
    """What one waits for."""
    from consult.records import Person
    from db.records.folder import RecordsFolder

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "records"
        records = RecordsFolder(folder)
        store, _ = records.set_up(Person(name="Dr Li", role="doctor"), PASSWORD)
        start = time.perf_counter()
        kept = _fill(store)
        made = time.perf_counter() - start
        store.close()
        size = sum(file.stat().st_size for file in folder.iterdir())
        note = (
            f"{CONSULTATIONS} consultations of {PATIENTS} patients made in {made:.0f} s; "
            f"{size / 2**20:.0f} MiB, {size / CONSULTATIONS / 1024:.1f} KiB each; the password alone: the row below"
        )
        unlocked, alone = [], []
        for _ in range(5):
            clock = Clock()
            store = records.unlock("Dr Li", PASSWORD)
            clock.mark()
            store.search("")
            clock.mark()
            unlocked.append(clock.steps()[0])
            store.close()
            alone.append(_password_alone(folder))
        yield _row("unlock 100,000 consultations", unlocked, UNLOCK_MS, note)
        yield only_informs(
            "  the password alone (Argon2id)", [w for w, _ in alone], cpu=[c for _, c in alone]
        )
        store = records.unlock("Dr Li", PASSWORD)
        stack.callback(store.close)
        found = [step for words in _as_typed() for step in _timed(store.search, words)]
        yield _row("search among them, letter by letter", found, FIND_MS)
        chosen = random.Random(2).sample(kept, ASKED)
        opened = [step for one in chosen for step in _timed(store.read, one)]
        yield _row("open one of them (and log it)", opened, FIND_MS)
        one = store.read(chosen[0])
        amended = []
        for number in range(1, 21):
            clock = Clock()
            store.save(
                identity=one.identity,
                case=one.case,
                outcome=one.outcome,
                day=one.day,
                consultation=one.consultation,
                number=number,
                reason="measured",
            )
            clock.mark()
            amended += clock.steps()
        yield only_informs("  keep a version", [w for w, _ in amended], cpu=[c for _, c in amended])


def _row(name: str, steps: list[tuple[float, float]], budget: float, note: str = "") -> Row:
    return at_most(name, [wall for wall, _ in steps], budget, note=note, cpu=[cpu for _, cpu in steps])


def _timed(ask: Any, value: str) -> tuple[tuple[float, float], ...]:
    clock = Clock()
    ask(value)
    clock.mark()
    return clock.steps()


def _as_typed() -> Iterator[str]:
    for text in TYPED:
        for end in range(1, len(text) + 1):
            yield text[:end]


def _password_alone(folder: Path) -> tuple[float, float]:
    from db.records.keyring import read_keyring
    from db.records.passwords import stretch

    holder = read_keyring(folder).people[0]
    clock = Clock()
    stretch(PASSWORD, holder.salt, holder.cost)
    clock.mark()
    return clock.steps()[0]


def _fill(store: Store) -> list[str]:
    """One consultation kept as always, its rows copied for all others, and every patient with words of their own."""
    from db.records.consultations import _digest

    seed = random.Random(1)
    case, outcome = _example()
    file, patients, kept = store._file, store._patients, list[str]()
    store.save(
        identity=_identity(seed, 0), case=json.dumps(case).encode(), outcome=outcome, day=date(2016, 1, 4)
    )
    with store._change():
        for number in range(1, PATIENTS):
            patients.touch("", _identity(seed, number))
        everyone = file.rows("SELECT id, code, name, birth_date FROM patient ORDER BY place")
    content, told, saved_at, edition = file.rows("SELECT content, outcome, saved_at, edition FROM version")[0]
    for batch in range(0, CONSULTATIONS, BATCH):
        with store._change():
            for number in range(batch, batch + BATCH):
                consultation, (patient, *who) = f"{seed.getrandbits(64):016x}", everyone[number % PATIENTS]
                day = (date(2016, 1, 4) + timedelta(number // 30)).isoformat()
                until = "2027-01-01" if number % 50 == 0 else None
                plain = (consultation, 1, *who, day, saved_at, "Dr Li", "", 0, edition, "", until, "")
                digest = _digest(plain, content, told)
                file.run(
                    "INSERT INTO consultation VALUES (?, ?, 1, ?, ?, ?, '')",
                    (consultation, patient, day, saved_at, until),
                )
                marks = ", ".join("?" * 17)
                file.run(f"INSERT INTO version VALUES ({marks})", (*plain, digest, content, told))
                store._log.add("save", consultation, {"version": "1", "patient": patient, "digest": digest})
                kept.append(consultation)
    return kept


def _example() -> tuple[dict[str, Any], Outcome]:
    """The case of the bundled example, and what the program says of it."""
    from consult.hcc.declared import DECLARED
    from consult.hcc.derive import derive
    from consult.hcc.knowledge import knowledge
    from consult.hcc.schema import SCHEMA
    from consult.phrases import Words
    from consult.records import Outcome
    from consult.report import document
    from db.catalog import open_catalog
    from resources import path

    case = cases.example()
    known = knowledge(open_catalog(path("catalog.sqlite")))
    patient = SCHEMA.read(case)
    said = document(patient, known.assess(derive(patient)), known, Words("en", DECLARED, known.catalog))
    return case, Outcome(
        edition=known.catalog.edition,
        catalogue_sha256=known.catalog.sha256,
        guideline="bclc_2025",
        program="0",
        statuses={one["id"]: one["status"] for one in said["treatments"]},
        results=said["results"],
    )


def _identity(seed: random.Random, number: int) -> Identity:
    from consult.records import Identity

    born = datetime(1935, 1, 1, tzinfo=UTC).date() + timedelta(days=seed.randrange(18_000))
    name = seed.choice(SURNAMES) + "".join(seed.choices(GIVEN, k=seed.choice((1, 2, 2))))
    return Identity(code=f"A-{number:06d}", name=name, birth_date=born)
